"""Pace: what a loan asks of a day, what has been done today, and how the reader is getting on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readtrack.model import (
    AUDIO_MINUTES_PER_PAGE,
    PAGES_ASSUMED,
    Format,
    Library,
    Loan,
    Outcome,
    Settings,
    Title,
    Unit,
)
from readtrack.planning.capacity import Capacity, capacity
from readtrack.planning.days import (
    ONE_DAY,
    count_reading_days,
    even_share,
    goal_day,
    last_reading_day,
)
from readtrack.planning.fit import Demand, Fit, fit, misses_due
from readtrack.planning.forecast import Outlook, Track, outlook
from readtrack.units import STEP

MINUTES_PER_PAGE = 1.3
"""Median of 336 books of one long public reading log; readers range from 0.9 to 1.8."""

PRIOR_PAGES = 50
"""Pages that the prior speed weighs as much as: about an hour of reading."""


@dataclass(frozen=True, slots=True)
class Slots:
    used: int
    cap: int


@dataclass(frozen=True, slots=True)
class TodaysShare:
    """Positions in the loan's unit; `target` is fixed in the morning and does not move."""

    start: float
    target: float
    done: float
    left: float
    minutes: float
    """Minutes that what is left is likely to take."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What was read in a day of this loan, in its unit, over `days` calendar days."""

    per_calendar_day: float
    per_reading_day: float
    """Over the `reading_days` on which something was logged."""
    days: int
    reading_days: int


@dataclass(frozen=True, slots=True)
class LoanPace:
    """One row of the pace table. Amounts are in the loan's unit."""

    id: int
    book: int
    """What the editions of one title share."""
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: Unit
    length: int
    position: float
    percent: float
    checked_out: date
    due: date
    due_time: str | None
    goal: date
    days_left: int
    need_per_day: float
    minutes_per_day: float
    today: TodaysShare
    rate: Rate
    finish: Outlook
    status: str
    assumed_length: bool
    why: str | None
    override: str | None


@dataclass(frozen=True, slots=True)
class PaceReport:
    today: date
    slots: Slots
    capacity: Capacity
    fit: Fit
    loans: tuple[LoanPace, ...]


def pace_report(library: Library, today: date, only: int | None = None) -> PaceReport:
    """Everything the pace table shows, one row a loan, by due date.

    With `only`, the row of that loan alone: rows cost more than all the rest.
    """
    speed = library_speed(library)
    needed = demands(library, today)
    missing = misses_due(needed, library.settings, today)
    tracks = {loan.id: track(loan) for loan in library.others}
    pairs = [(library.title_of(loan), loan) for loan in library.loans]
    pairs += [(title, loan) for title in library.expired for loan in title.loans]
    pairs.sort(key=lambda pair: pair[1].deadline)
    rows = [
        _loan_pace(title, loan, library, today, speed, missing, tracks)
        for title, loan in pairs
        if only in (None, loan.id)
    ]
    return PaceReport(
        today=today,
        slots=Slots(len(library.titles), library.settings.cap),
        capacity=capacity(library.settings, today),
        fit=fit(needed, library.settings, today),
        loans=tuple(rows),
    )


def _loan_pace(
    title: Title,
    loan: Loan,
    library: Library,
    today: date,
    speed: float,
    missing: frozenset[int],
    tracks: dict[int, Track],
) -> LoanPace:
    settings = library.settings
    position = title.position(loan)
    others = [each for number, each in tracks.items() if number != loan.id]
    days = days_left(loan, settings, today)
    need = 0.0 if loan.ended else need_per_day(title, loan, settings, today)
    minutes_a_unit = minutes_for(loan, 1, minutes_per_page(title, loan, speed))
    share = todays_share(title, loan, settings, today, minutes_a_unit)
    return LoanPace(
        id=loan.id,
        book=loan.book.id,
        title=loan.book.title,
        authors=loan.book.authors,
        format=loan.format,
        unit=loan.unit,
        length=loan.length,
        position=position,
        percent=100 * title.fraction,
        checked_out=loan.checked_out,
        due=loan.due,
        due_time=loan.due_time,
        goal=goal_day(loan.checked_out, loan.due, settings.buffer),
        days_left=days,
        need_per_day=need,
        minutes_per_day=need * minutes_a_unit,
        today=share,
        rate=rate(title, loan, today),
        finish=outlook(track(loan, title), others, today, loan.due),
        status=status(title, loan, settings, today, loan.book.id in missing),
        assumed_length=loan.assumed_length,
        why=loan.why,
        override=loan.override,
    )


def days_left(loan: Loan, settings: Settings, today: date) -> int:
    """Reading days from today through the goal, or through the due date once the goal is past."""
    if loan.ended is not None:
        return 0
    last = _last_day(loan, settings, today)
    return count_reading_days(max(today, loan.checked_out), last, settings.rest_days)


def _last_day(loan: Loan, settings: Settings, today: date) -> date:
    goal = goal_day(loan.checked_out, loan.due, settings.buffer)
    first = max(today, loan.checked_out)
    return last_reading_day(first, goal, loan.due, loan.due_time, settings.rest_days)


def _even(left: float, days: int, unit: Unit) -> float:
    return round(even_share(left, days, STEP[unit]), 2)


def need_per_day(title: Title, loan: Loan, settings: Settings, today: date) -> float:
    """The loan's own even pace from this morning: what was left then, over the days left."""
    left = max(0.0, loan.length - title.position(loan, before=today))
    return _even(left, days_left(loan, settings, today), loan.unit)


def todays_share(
    title: Title, loan: Loan, settings: Settings, today: date, minutes_a_unit: float
) -> TodaysShare:
    """From where to where today, counted from the position before today's first log entry."""
    morning, here = title.position(loan, before=today), title.position(loan)
    days = days_left(loan, settings, today)
    resting = today.weekday() in settings.rest_days and days > 0
    waiting = today < loan.checked_out or loan.ended is not None
    share = 0.0 if resting or waiting else need_per_day(title, loan, settings, today)
    target = loan.whole(min(loan.length, morning + share))
    left = loan.whole(max(0.0, target - here))
    return TodaysShare(
        start=morning,
        target=target,
        done=loan.whole(max(0.0, here - morning)),
        left=left,
        minutes=left * minutes_a_unit,
    )


def rate(title: Title, loan: Loan, today: date) -> Rate:
    """Reading since check-out, whichever edition it was in, over all its days, idle ones included.

    Today counts once something is logged on it: before that it is not over.
    """
    here = title.position(loan)
    logged = {entry.day for _, entry in title.log() if entry.day >= loan.checked_out}
    last = today if today in logged else today - ONE_DAY
    days = max(0, (min(last, loan.ended or last) - loan.checked_out).days + 1)
    read = max(0.0, here - loan.start)
    return Rate(
        per_calendar_day=read / days if days else 0.0,
        per_reading_day=read / len(logged) if logged else 0.0,
        days=days,
        reading_days=len(logged),
    )


def status(title: Title, loan: Loan, settings: Settings, today: date, misses: bool) -> str:
    """One word for how a loan stands; `misses` says its due date is out of reach of the day."""
    if loan.ended is not None:
        return "expired"
    if not loan.digital and today > loan.due:
        return "overdue"
    if title.finished:
        return "finished"
    if today >= loan.due:
        return "due_today"
    return "wont_fit" if misses else _against_even_pace(title, loan, settings, today)


def _against_even_pace(title: Title, loan: Loan, settings: Settings, today: date) -> str:
    """Behind or ahead by more than a day's share of the even line from check-out to the goal."""
    goal = goal_day(loan.checked_out, loan.due, settings.buffer)
    rest = settings.rest_days
    days = max(1, count_reading_days(loan.checked_out, goal, rest))
    start = loan.start / loan.length
    share = (1 - start) / days
    elapsed = min(days, count_reading_days(loan.checked_out, today - ONE_DAY, rest))
    this_morning = start + elapsed * share
    if title.fraction < this_morning - share - 1e-9:
        return "behind"
    return "ahead" if title.fraction > this_morning + 2 * share + 1e-9 else "on_track"


def minutes_for(loan: Loan, amount: float, minutes_per_page: float) -> float:
    """Minutes that `amount` of the loan takes, at its playback speed or at the reader's."""
    if loan.unit is Unit.SECONDS:
        return amount / 60 / loan.speed
    if loan.unit is Unit.PAGES:
        return amount * minutes_per_page
    pages = amount / 100 * PAGES_ASSUMED
    if loan.format is Format.AUDIOBOOK:
        return pages * AUDIO_MINUTES_PER_PAGE / loan.speed
    return pages * minutes_per_page


def library_speed(library: Library) -> float:
    """Minutes per page over the reader's loans, shrunk to `MINUTES_PER_PAGE`."""
    titles = [*library.titles, *(Title(loan.book, (loan,)) for loan in library.others)]
    strides = (stride for title in titles for stride in _timed(title))
    counted = [(pages, minutes) for loan, pages, minutes in strides if loan.unit is Unit.PAGES]
    return _shrunk(counted, MINUTES_PER_PAGE)


def minutes_per_page(title: Title, loan: Loan, speed: float) -> float:
    """Minutes per page of this loan, shrunk to the reader's own `speed`."""
    return _shrunk([(pages, minutes) for of, pages, minutes in _timed(title) if of is loan], speed)


def _shrunk(strides: Iterable[tuple[float, int]], prior: float) -> float:
    pages, minutes = float(PRIOR_PAGES), PRIOR_PAGES * prior
    for stride_pages, stride_minutes in strides:
        pages += stride_pages
        minutes += stride_minutes
    return minutes / pages


def _timed(title: Title) -> Iterable[tuple[Loan, float, int]]:
    """Each timed entry that moved on: its loan, the pages it covered, the minutes it took.

    An entry without minutes, or one that goes back, moves the position and is not a stride.
    """
    first = title.first
    fraction = first.start / first.length
    for loan, entry in title.log():
        reached = entry.position / loan.length
        if entry.minutes is not None and reached > fraction and loan.format is not Format.AUDIOBOOK:
            yield loan, (reached - fraction) * loan.pages, entry.minutes
        fraction = reached


def demands(library: Library, today: date) -> list[Demand]:
    """What each unfinished title needs: once, in the edition that asks least of a day."""
    speed = library_speed(library)
    return [
        demand(title, library.settings, today, speed)
        for title in library.titles
        if not title.finished
    ]


def demand(title: Title, settings: Settings, today: date, speed: float) -> Demand:
    """The title's minutes and dates, in the edition with the fewest minutes a reading day."""

    def minutes(loan: Loan) -> float:
        left = loan.length - title.position(loan)
        return minutes_for(loan, left, minutes_per_page(title, loan, speed))

    def load(loan: Loan) -> float:
        return minutes(loan) / max(0.5, days_left(loan, settings, today))

    loan = min(title.loans, key=load)
    latest = loan.due if loan.due_time is None else loan.due - ONE_DAY
    return Demand(
        book=title.book.id,
        minutes=minutes(loan),
        start=max(today, loan.checked_out),
        goal=max(today, _last_day(loan, settings, today)),
        due=max(today, latest),
    )


def track(loan: Loan, title: Title | None = None) -> Track:
    """The loan as the forecast sees it: positions in pages at the end of each logged day."""
    title = title or Title(loan.book, (loan,))
    first, pages = title.first, title.pages
    at_evening = {
        entry.day: entry.position / source.length * pages for source, entry in title.log()
    }
    if loan.outcome is Outcome.FINISHED and loan.ended is not None:
        # Who gives a book back as finished need not have logged its last page.
        at_evening = {day: at for day, at in at_evening.items() if day < loan.ended}
        at_evening[loan.ended] = pages
    return Track(
        start=first.checked_out,
        length=pages,
        first=first.start / first.length * pages,
        days=tuple(at_evening.items()),
        ended=loan.ended,
    )
