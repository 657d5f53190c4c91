"""Pace: what a loan asks of a day, what has been done today, and how the reader is getting on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from readtrack.model import Format, Library, Loan, Outcome, Title, Unit
from readtrack.planning.capacity import ASSUMED_MINUTES, Capacity, capacity, reading_days
from readtrack.planning.days import ONE_DAY, even_share, goal_day
from readtrack.planning.fit import Fit, Workload, fit, misses, window, workload
from readtrack.planning.forecast import Forecaster, Keeping, Outlook, Track
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.schedule import PlannedBlock, even_target, first_day
from readtrack.planning.speed import (
    library_speed,
    minutes_for,
    minutes_per_page,
    timed_pages,
)
from readtrack.units import STEP


@dataclass(frozen=True, slots=True)
class Slots:
    used: int
    cap: int

    def taken(self) -> str:
        """`2 of 2 slots are taken`."""
        return f"{self.used} of {self.cap} slot{' is' if self.cap == 1 else 's are'} taken"


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
class Speed:
    """Minutes for one page, second or percent, and the timed pages of this loan behind it."""

    minutes_per_unit: float
    timed_pages: float
    timed_minutes: int
    prior: float
    """Minutes per page over all the reader's loans, which the timed pages are added to."""


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
    morning: float
    """Where it was this morning; today's share starts later when another edition comes first."""
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
    speed: Speed
    finish: Outlook
    status: str
    assumed_length: bool
    estimated_due: bool
    """Whether the due date was worked out, because nobody told it."""
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
    work = workload(library, today)
    make_row = _Rows(library, work).row
    pairs = [(library.title_of(loan), loan) for loan in library.loans]
    pairs += [(title, loan) for title in library.expired for loan in title.loans]
    pairs.sort(key=lambda pair: pair[1].deadline)
    return PaceReport(
        today=today,
        slots=Slots(len(library.titles), library.settings.cap),
        capacity=capacity(library, today),
        fit=fit(work),
        loans=tuple(make_row(*pair) for pair in pairs if only in (None, pair[1].id)),
    )


class _Rows:
    """What all rows of one report are made from."""

    def __init__(self, library: Library, work: Workload) -> None:
        self.library, self.today, self.speed = library, work.today, library_speed(library)
        self.misses_goal, self.misses_due = misses(work, "goal"), misses(work, "due")
        past = {loan.id: track(loan, self.speed) for loan in library.others}
        time = reading_time(library)
        days = sum(minutes > 0 for minutes in offered_by_weekday(library))
        keeping = Keeping(0, 0, bool(library.routines), time.minutes_a_day * 7 / max(1, days))
        self.forecaster = Forecaster(past, self.today, time, keeping)
        planned = first_day(library, work)
        self.planned = planned.blocks if planned else ()

    def row(self, title: Title, loan: Loan) -> LoanPace:
        library, today = self.library, self.today
        need = 0.0 if loan.ended else need_per_day(title, loan, library, today)
        speed = _speed(title, loan, self.speed)
        return LoanPace(
            id=loan.id,
            book=loan.book.id,
            title=loan.book.title,
            authors=loan.book.authors,
            format=loan.format,
            unit=loan.unit,
            length=loan.length,
            position=title.position(loan),
            morning=title.position(loan, before=today),
            percent=100 * title.fraction,
            checked_out=loan.checked_out,
            due=loan.due,
            due_time=loan.due_time,
            goal=goal_day(loan.checked_out, loan.due, library.settings.buffer),
            days_left=days_left(loan, library, today),
            need_per_day=need,
            minutes_per_day=need * speed.minutes_per_unit,
            today=todays_share(title, loan, library, today, self.planned, speed.minutes_per_unit),
            rate=rate(title, loan, today),
            speed=speed,
            finish=self.forecaster.outlook(track(loan, self.speed, title), loan.due, loan.id),
            status=self.status(title, loan),
            assumed_length=loan.assumed_length,
            estimated_due=loan.estimated,
            why=loan.why,
            override=loan.override,
        )

    def status(self, title: Title, loan: Loan) -> str:
        """One word for how a loan stands."""
        today = self.today
        if loan.ended is not None:
            return "expired"
        if not loan.digital and today > loan.due:
            return "overdue"
        if title.finished:
            return "finished"
        if today >= loan.due:
            return "due_today"
        if loan.book.id in self.misses_due:
            return "wont_fit"
        word = _against_even_pace(title, loan, self.library, today)
        if word == "behind" and self.library.routines:
            # The plan reads one book after the other: behind is what it cannot bring to its goal.
            return "behind" if loan.book.id in self.misses_goal else "on_track"
        return word


def _speed(title: Title, loan: Loan, readers_own: float) -> Speed:
    timed = timed_pages(title, loan)
    return Speed(
        minutes_for(loan, 1, minutes_per_page(title, loan, readers_own)),
        sum(pages for pages, _ in timed),
        sum(minutes for _, minutes in timed),
        readers_own,
    )


def days_left(loan: Loan, library: Library, today: date) -> int:
    """Reading days from today through the goal, or through the due date once the goal is past."""
    if loan.ended is not None:
        return 0
    return reading_days(library).count(*window(loan, library, today))


def need_per_day(title: Title, loan: Loan, library: Library, today: date) -> float:
    """The loan's own even pace from this morning: what was left then, over the days left."""
    left = max(0.0, loan.length - title.position(loan, before=today))
    return round(even_share(left, days_left(loan, library, today), STEP[loan.unit]), 2)


def todays_share(
    title: Title,
    loan: Loan,
    library: Library,
    today: date,
    planned: Sequence[PlannedBlock],
    minutes_per_unit: float,
) -> TodaysShare:
    """From where to where today: the blocks that the plan has for the loan.

    Without a routine an edition that the plan leaves aside has its own even share, as a choice.
    """
    morning, here = title.position(loan, before=today), title.position(loan)
    spans = [(each.start, each.end, each.minutes) for each in planned if each.loan == loan.id]
    if not spans and not library.routines and len(title.loans) > 1:
        target = even_target(loan, morning, library, today)
        spans = [(morning, target, (target - morning) * minutes_per_unit)]
    left = minutes = 0.0
    for number, (start, end, planned_minutes) in enumerate(spans):
        back = 0.0 if number else max(0.0, morning - here)  # read again, before what was planned
        open_part = max(0.0, end - max(start - back, here))
        left += open_part
        minutes += planned_minutes * open_part / max(end - start, STEP[loan.unit])
    return TodaysShare(
        start=spans[0][0] if spans else morning,
        target=spans[-1][1] if spans else morning,
        done=loan.whole(max(0.0, here - morning)),
        left=loan.whole(left),
        minutes=minutes,
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


def _against_even_pace(title: Title, loan: Loan, library: Library, today: date) -> str:
    """Behind or ahead by more than a day's share of the even line from check-out to the goal."""
    goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
    reading = reading_days(library)
    days = max(1, reading.count(loan.checked_out, goal))
    start = loan.start / loan.length
    share = (1 - start) / days
    elapsed = min(days, reading.count(loan.checked_out, today - ONE_DAY))
    this_morning = start + elapsed * share
    if title.fraction < this_morning - share - 1e-9:
        return "behind"
    return "ahead" if title.fraction > this_morning + 2 * share + 1e-9 else "on_track"


def offered_by_weekday(library: Library) -> list[int]:
    """Minutes that each weekday offers, from Monday, rest days 0."""
    rest = reading_days(library).rest
    week = [sum(r.minutes for r in library.routines if day in r.weekdays) for day in range(7)]
    if not library.routines:
        week = [ASSUMED_MINUTES] * 7
    return [0 if day in rest else minutes for day, minutes in enumerate(week)]


def reading_time(library: Library) -> ReadingTime:
    """The time the reader has, as the forecast counts it."""
    away = ((each.first, each.last) for each in library.away)
    return ReadingTime(offered_by_weekday(library), away)


def track(loan: Loan, readers_own: float, title: Title | None = None) -> Track:
    """The loan as the forecast sees it: positions in pages at the end of each logged day.

    `readers_own` is the reader's speed in minutes per page.
    """
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
        due=loan.due,
        minutes=minutes_for(loan, loan.length, minutes_per_page(title, loan, readers_own)),
    )
