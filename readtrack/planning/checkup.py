"""Checkup: the dark sides of deadlines, measured over the last four weeks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Library, Loan, Outcome
from readtrack.planning.capacity import reading_days
from readtrack.planning.days import ONE_DAY, goal_day
from readtrack.planning.review import by_fifths, finished_on, reading_of, spread
from readtrack.planning.situation import Situation

DAYS = 28
"""Days looked back on: four of each weekday."""

MANY = 3
"""Titles in one day from which attention is divided: one more than the usual cap."""

UNDER_LOAD = 0.8
"""Peak load above which a plan has little room left for a bad day."""

FEW = 3
"""Ended titles below which four weeks are too small a sample."""

Period = tuple[date, date]
"""The first and the last day that a loan was out."""

NO_WORRY = "Nothing to worry about."


@dataclass(frozen=True, slots=True)
class BusyDay:
    """A day with many titles; `load` is the peak load that morning, None without any time."""

    date: date
    titles: int
    load: float | None


@dataclass(frozen=True, slots=True)
class BusyDays:
    days: tuple[BusyDay, ...]


@dataclass(frozen=True, slots=True)
class Crammed:
    """Percent of a loan in the last fifth of its period: read there, or left there by the plan."""

    loan: int
    title: str
    share: float
    planned: bool


@dataclass(frozen=True, slots=True)
class Cramming:
    loans: tuple[Crammed, ...]

    def worst(self, *, planned: bool) -> Crammed | None:
        found = (each for each in self.loans if each.planned is planned)
        return max(found, key=lambda each: each.share, default=None)


@dataclass(frozen=True, slots=True)
class Run:
    """The days with a deadline open, through today."""

    since: date | None
    next_clear: date | None
    """The day after the last due date; None when nothing is out."""
    gap_days: int
    """Days to leave without a deadline."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Minutes in four weeks; none are kept without a routine or without a reserve."""

    read_minutes: int
    kept_minutes: float


@dataclass(frozen=True, slots=True)
class Reasonless:
    loan: int
    title: str


@dataclass(frozen=True, slots=True)
class Pointless:
    loans: tuple[Reasonless, ...]


@dataclass(frozen=True, slots=True)
class Endings:
    """Titles that ended, one read in two editions once."""

    ended: int
    unfinished: int
    days_late: float | None
    """Of the finished ones, on average: from the goal to the day of finishing; below 0 is early."""
    percent_left: float | None
    """Of the unfinished ones, on average."""
    small_sample: bool
    """Whether too few ended in four weeks, so that all the recent ones are counted instead."""


Details = BusyDays | Cramming | Run | OtherReading | Pointless | Endings


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    figure: int | None
    """None where there is nothing to measure against."""
    unit: str
    threshold: int
    setting: str
    """The setting that the threshold comes from."""
    worry: bool
    advice: str
    details: Details


@dataclass(frozen=True, slots=True)
class Checkup:
    today: date
    since: date
    findings: tuple[Finding, ...]


def checkup(situation: Situation, periods: Iterable[Period] = ()) -> Checkup:
    """What deadlines do to the reader, each with its figure, its threshold and a word of advice.

    `periods` are those of more loans than the recent ones that the library holds, for the days in
    a row.
    """
    library, today = situation.library, situation.today
    return Checkup(
        today=today,
        since=today - DAYS * ONE_DAY,
        findings=(
            _treadmill(situation),
            _cramming(situation),
            _no_end(library, today, periods),
            _crowding_out(library, today),
            _pointless(library),
            _too_optimistic(library, today),
        ),
    )


def _lately(loans: Iterable[Loan], today: date) -> list[Loan]:
    """Those that ended in the last four weeks."""
    since = today - DAYS * ONE_DAY
    return [loan for loan in loans if loan.ended is not None and since <= loan.ended <= today]


# The six findings


def _treadmill(situation: Situation) -> Finding:
    """Days on which many titles were logged while the plan had little room."""
    threshold = situation.library.settings.worry_treadmill
    busy = tuple(_busy_days(situation))
    worry = len(busy) >= threshold
    advice = "One or two books a day go deeper, one to a block: readtrack plan"
    return Finding(
        name="treadmill",
        figure=len(busy),
        unit="days",
        threshold=threshold,
        setting="worry_treadmill",
        worry=worry,
        advice=advice if worry else NO_WORRY,
        details=BusyDays(busy),
    )


def _busy_days(situation: Situation) -> Iterator[BusyDay]:
    library, today = situation.library, situation.today
    books: dict[date, set[int]] = {}
    for loan in library.every_loan:
        for entry in loan.entries:
            books.setdefault(entry.day, set()).add(loan.book.id)
    for day in (today - n * ONE_DAY for n in range(DAYS, 0, -1)):
        titles = len(books.get(day, ()))
        if titles < MANY:
            continue
        load = situation.as_of(day).peak_load
        if load is None or round(load, 6) > UNDER_LOAD:
            yield BusyDay(day, titles, load)


def _cramming(situation: Situation) -> Finding:
    """How much of a loan was read in the last fifth of its period, where an even pace reads 20 %.

    What the plan leaves for the end of a loan is a worry from the same threshold.
    """
    library, today = situation.library, situation.today
    threshold = library.settings.worry_cramming
    details = Cramming((*_crammed(library, today), *_to_be_crammed(situation)))
    read, left = details.worst(planned=False), details.worst(planned=True)
    figure = round(read.share) if read else 0
    worry, advice = figure >= threshold, NO_WORRY
    if left and round(left.share) >= threshold:
        worry = True
        advice = (
            f"The plan leaves {round(left.share)}% of {left.title} for its last days: "
            "an earlier start or a renewal would lighten them."
        )
    elif read and worry:
        advice = f"{read.title} was read late: an earlier start spreads the next one."
    return Finding(
        name="cramming",
        figure=figure,
        unit="percent",
        threshold=threshold,
        setting="worry_cramming",
        worry=worry,
        advice=advice,
        details=details,
    )


def _crammed(library: Library, today: date) -> Iterator[Crammed]:
    """Of each loan that ended lately and that something was logged in."""
    known = library.every_loan
    for loan in _lately(known, today):
        *fifths, _ = spread(loan, reading_of(loan, known))
        if any(fifths):
            yield Crammed(loan.id, loan.book.title, fifths[-1], planned=False)


def _to_be_crammed(situation: Situation) -> Iterator[Crammed]:
    """Of each loan that is out, in whichever edition, against all that was to be read of it."""
    library, today = situation.library, situation.today
    length = {loan.id: loan.length for loan in library.loans}
    planned = [
        (day.date, block.loan, (block.end - block.start) / length[block.loan])
        for day in situation.plan.days
        for block in day.blocks
    ]
    for loan in library.loans:
        editions = {each.id for each in library.title_of(loan).loans}
        last = max(loan.due, today)
        amounts = [(day, share) for day, at, share in planned if at in editions and day <= last]
        whole = 1 - loan.start / loan.length
        if whole > 0:
            share = 100 * by_fifths(amounts, loan.checked_out, last)[-1] / whole
            yield Crammed(loan.id, loan.book.title, share, planned=True)


def _no_end(library: Library, today: date, periods: Iterable[Period]) -> Finding:
    """Days in a row with a deadline open, through today."""
    threshold = library.settings.worry_run
    known = ((loan.checked_out, loan.ended or today) for loan in library.every_loan)
    first = _run_start([*known, *periods], today)
    figure = (today - first).days + 1
    last = max((loan.due for loan in library.loans), default=None)
    clear = None if last is None else max(last, today) + ONE_DAY
    # A day of rest for every week of the run, and a weekend at least.
    gap = min(14, max(2, figure // 7))
    advice = (
        f"Nothing is out: keep {gap} days free before the next checkout."
        if clear is None
        else f"Keep {gap} days free of deadlines from {day_text(clear, today)} on."
    )
    worry = figure >= threshold
    return Finding(
        name="no_end",
        figure=figure,
        unit="days",
        threshold=threshold,
        setting="worry_run",
        worry=worry,
        advice=advice if worry else NO_WORRY,
        details=Run(first if figure else None, clear, gap),
    )


def _run_start(periods: Iterable[Period], today: date) -> date:
    """The first of the days through today on each of which something was out, else tomorrow."""
    first = today + ONE_DAY
    for back, out in sorted(((min(last, today), out) for out, last in periods), reverse=True):
        if back < first - ONE_DAY:
            break
        first = min(first, out)
    return first


def _crowding_out(library: Library, today: date) -> Finding:
    """Minutes of other reading, in percent of what the reserve kept for it."""
    since, threshold = today - DAYS * ONE_DAY, library.settings.worry_reserve
    read = sum(each.minutes for each in library.asides if since <= each.day <= today)
    kept = library.settings.reserve / 100 * _offered(library, today)
    figure = round(100 * read / kept) if kept else None
    worry, advice = figure is not None and figure < threshold, NO_WORRY
    if worry:
        advice = "That time is kept already: a magazine or an article may have it."
    elif not read and not library.routines:
        advice = "No time is kept for other reading; it needs a routine: readtrack routine add"
    elif not read and not library.settings.reserve:
        advice = "No time is kept for other reading; this keeps some: readtrack config reserve 20"
    return Finding(
        name="crowding_out",
        figure=figure,
        unit="percent",
        threshold=threshold,
        setting="worry_reserve",
        worry=worry,
        advice=advice,
        details=OtherReading(read, kept),
    )


def _offered(library: Library, today: date) -> int:
    """Minutes that the routine had in the last four weeks, before the reserve."""
    days = reading_days(library)
    weeks = (today - n * ONE_DAY for n in range(1, DAYS + 1))
    return sum(
        each.minutes
        for day in weeks
        if day in days
        for each in library.routines
        if day >= each.since and day.weekday() in each.weekdays
    )


def _pointless(library: Library) -> Finding:
    """Loans that are out without a reason, given for them or for another edition of the title."""
    threshold = library.settings.worry_reasons
    given = {loan.book.id for loan in library.loans if loan.why}
    open_ones = [loan for loan in library.loans if loan.book.id not in given]
    worry = len(open_ones) >= threshold
    advice = NO_WORRY
    if worry:
        first = open_ones[0]
        advice = f'Say what {first.book.title} is for: readtrack edit {first.id} --why "..."'
    return Finding(
        name="pointless",
        figure=len(open_ones),
        unit="checkouts",
        threshold=threshold,
        setting="worry_reasons",
        worry=worry,
        advice=advice,
        details=Pointless(tuple(Reasonless(loan.id, loan.book.title) for loan in open_ones)),
    )


def _too_optimistic(library: Library, today: date) -> Finding:
    """How often titles ended unfinished, and by how much their plans were missed."""
    threshold = library.settings.worry_unfinished
    lately = _titles(_lately(library.others, today))
    small = len(lately) < FEW
    ended = _titles(library.others) if small else lately
    details = _endings(library, ended, small=small)
    figure = round(100 * details.unfinished / details.ended) if ended else 0
    worry, advice = figure >= threshold, NO_WORRY
    if worry:
        advice = f"{_missed(details)}; ask before the next: readtrack consider"
    return Finding(
        name="too_optimistic",
        figure=figure,
        unit="percent",
        threshold=threshold,
        setting="worry_unfinished",
        worry=worry,
        advice=advice,
        details=details,
    )


def _missed(endings: Endings) -> str:
    left, late = round(endings.percent_left or 0), round(endings.days_late or 0)
    if late <= 0:
        return f"{left}% was left on average"
    return f"{left}% was left, others {late} day{'s' * (late != 1)} late"


def _titles(loans: Sequence[Loan]) -> list[Loan]:
    """One loan a reading of a title: of editions out together the finished one, else the latest."""
    chosen: list[Loan] = []
    for loan in sorted(loans, key=_telling, reverse=True):
        if not any(loan.beside(each) for each in chosen):
            chosen.append(loan)
    return chosen


def _telling(loan: Loan) -> tuple[bool, date, int]:
    return loan.outcome is Outcome.FINISHED, loan.ended or loan.due, loan.id


def _endings(library: Library, ended: Sequence[Loan], *, small: bool) -> Endings:
    known, buffer = library.every_loan, library.settings.buffer
    late, left = [], []
    for loan in ended:
        finished = finished_on(loan, reading_of(loan, known))
        if finished is None:
            left.append(100 * (1 - loan.place / loan.length))
        else:
            late.append((finished - goal_day(loan.checked_out, loan.due, buffer)).days)
    return Endings(
        ended=len(ended),
        unfinished=len(left),
        days_late=sum(late) / len(late) if late else None,
        percent_left=sum(left) / len(left) if left else None,
        small_sample=small,
    )
