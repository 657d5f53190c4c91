"""Checkup: the dark sides of deadlines, measured over the last four weeks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from readtrack.library import Library
from readtrack.model import PAGES_ASSUMED, Loan, Outcome
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import reading_days
from readtrack.planning.carrying import days_a_book, pages_by_day, too_early
from readtrack.planning.days import ONE_DAY, days_through, goal_day
from readtrack.planning.mornings import full_mornings
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.review import by_fifths, finished_on, reading_of, spread
from readtrack.planning.situation import Situation

DAYS = 28
"""The checkup looks back on so many days: four of each weekday."""

MANY = 3
"""From so many titles in one day attention is divided: one more than the usual cap."""

UNDER_LOAD = 0.8
"""Peak load above which a plan has little room left for a bad day."""

FEW = 3
"""With fewer ended titles, four weeks are too small a sample."""


class BusyDay(NamedTuple):
    """A day with many titles; `load` is the peak load that morning, None if there was no time."""

    date: date
    titles: int
    load: float | None


class BusyDays(NamedTuple):
    days: tuple[BusyDay, ...]


class Crammed(NamedTuple):
    """The percentage of a loan that was read, or is planned, in the last fifth of its period."""

    loan: int
    title: str
    share: float
    planned: bool
    renewable: bool = False
    """Whether it is out and the library may still renew it."""


class Cramming(NamedTuple):
    loans: tuple[Crammed, ...]

    def worst(self, *, planned: bool) -> Crammed | None:
        found = (each for each in self.loans if each.planned is planned)
        return max(found, key=lambda each: each.share, default=None)


class Run(NamedTuple):
    """The days with a deadline open, through today."""

    since: date | None
    next_clear: date | None
    """The day after the last due date; None when nothing is out."""
    gap_days: int
    """Days to leave without a deadline."""


class OtherReading(NamedTuple):
    """Minutes of other reading since a day, and minutes reserved for it (0 without a reserve)."""

    read_minutes: int
    kept_minutes: float
    since: date
    """Four weeks ago, or the day on which the reserve was set."""


class Reasonless(NamedTuple):
    loan: int
    title: str
    ended: date | None


class NoReason(NamedTuple):
    """Checkouts without a reason: first those that are out, by due date, then those that ended."""

    loans: tuple[Reasonless, ...]


class Endings(NamedTuple):
    """Titles that ended; one that was read in two editions counts once."""

    ended: int
    unfinished: int
    days_late: float | None
    """Average days from the goal to the day a title was finished; below 0 is early."""
    percent_left: float | None
    """Average percentage that was left of the unfinished titles."""
    small_sample: bool
    """Whether too few titles ended in four weeks, so that older ones are counted as well."""


class Carries(NamedTuple):
    """The evidence for the figure: pages read on the counted days of the last eight weeks."""

    book_pages: int
    read_pages: float
    days: int


Details = BusyDays | Cramming | Run | OtherReading | NoReason | Endings | Carries


class CheckupFinding(NamedTuple):
    name: str
    figure: int | None
    """None if there is nothing to measure."""
    unit: str
    threshold: int | None
    """The figure from which it is a worry; None if no figure is a worry."""
    setting: str | None
    """The setting that defines the threshold."""
    worry: bool
    details: Details


class Checkup(NamedTuple):
    today: date
    since: date
    findings: tuple[CheckupFinding, ...]


def checkup(situation: Situation, out_since: date | None = None) -> Checkup:
    """Measure what deadlines do to the reader, each effect with its figure and threshold.

    `out_since` is the first day of the current run of days with a loan out, from the store. Without
    it the run is computed from the library, which has only the recent loans.
    """
    library, today = situation.library, situation.today
    findings = (
        _treadmill(situation),
        _cramming(situation),
        _no_end(library, today, out_since),
        _crowding_out(library, today),
        _no_reason(library, today),
        _too_optimistic(library, today),
        _carries(situation),
    )
    return Checkup(today, today - DAYS * ONE_DAY, findings)


def _lately(loans: Iterable[Loan], today: date) -> list[Loan]:
    """Return the loans that ended in the last four weeks."""
    since = today - DAYS * ONE_DAY
    return [loan for loan in loans if loan.ended is not None and since <= loan.ended <= today]


# The findings


def _finding(
    library: Library, name: str, figure: int, unit: str, setting: str, details: Details
) -> CheckupFinding:
    """Return a finding that is a worry from the threshold that the setting defines."""
    threshold = getattr(library.settings, setting)
    return CheckupFinding(name, figure, unit, threshold, setting, figure >= threshold, details)


def _treadmill(situation: Situation) -> CheckupFinding:
    """Days on which many titles were logged while the plan had little room."""
    library, busy = situation.library, BusyDays(tuple(_busy_days(situation)))
    return _finding(library, "treadmill", len(busy.days), "days", "worry_treadmill", busy)


def _busy_days(situation: Situation) -> Iterator[BusyDay]:
    library, today = situation.library, situation.today
    since = today - DAYS * ONE_DAY
    books: dict[date, set[int]] = {}
    for loan in library.every_loan:
        for entry in loan.entries:
            if since <= entry.day < today:
                books.setdefault(entry.day, set()).add(loan.book.id)
    many = sorted(day for day, titles in books.items() if len(titles) >= MANY)
    for day, load in full_mornings(situation, many, UNDER_LOAD):
        yield BusyDay(day, len(books[day]), load)


def _cramming(situation: Situation) -> CheckupFinding:
    """Measure how much of a book was read in the last fifth of its loan; an even pace reads 20 %.

    The same threshold applies to what the plan leaves for the last fifth of a loan.
    """
    library, today = situation.library, situation.today
    threshold = library.settings.worry_cramming
    details = Cramming((*_crammed(library, today), *_to_be_crammed(situation)))
    read, left = details.worst(planned=False), details.worst(planned=True)
    figure = round(read.share) if read else 0
    finding = _finding(library, "cramming", figure, "percent", "worry_cramming", details)
    to_come = left is not None and round(left.share) >= threshold
    return finding._replace(worry=finding.worry or to_come)


def _crammed(library: Library, today: date) -> Iterator[Crammed]:
    """Yield the cramming of each recently ended loan with log entries."""
    loans = library.every_loan
    for loan in _lately(loans, today):
        *fifths, _ = spread(loan, reading_of(loan, loans))
        if any(fifths):
            yield Crammed(loan.id, loan.book.title, fifths[-1], planned=False)


def _to_be_crammed(situation: Situation) -> Iterator[Crammed]:
    """Yield the planned cramming of each title that is out, relative to all there was to read."""
    library, today = situation.library, situation.today
    end = {loan.id: loan.end for loan in library.loans}
    planned = [
        (day.date, block.loan, (block.end - block.start) / end[block.loan])
        for day in situation.plan.days
        for block in day.blocks
    ]
    for loan in library.loans:
        editions = {each.id for each in library.title_of(loan).loans}
        last = max(loan.due, today)
        amounts = [(day, share) for day, at, share in planned if at in editions and day <= last]
        whole = 1 - loan.start / loan.end
        if whole > 0:
            share = 100 * by_fifths(amounts, loan.checked_out, loan.due)[-1] / whole
            title, may = loan.book.title, loan.renewals_left != 0
            yield Crammed(loan.id, title, share, planned=True, renewable=may)


def _no_end(library: Library, today: date, out_since: date | None) -> CheckupFinding:
    """Count the days in a row with a loan out, through today."""
    first = out_since or _run_start(library.every_loan, today)
    figure = (today - first).days + 1
    last = max((loan.due for loan in library.loans), default=None)
    clear = None if last is None else max(last, today) + ONE_DAY
    # A day of rest for every week of the run, and a weekend at least.
    gap = min(14, max(2, figure // 7))
    run = Run(first if figure else None, clear, gap)
    return _finding(library, "no_end", figure, "days", "worry_run", run)


def _run_start(loans: Iterable[Loan], today: date) -> date:
    """Return the first of the current run of days with a loan out, or tomorrow if none is out."""
    first = today + ONE_DAY
    periods = ((min(loan.ended or today, today), loan.checked_out) for loan in loans)
    for last, out in sorted(periods, reverse=True):
        if last < first - ONE_DAY:
            break
        first = min(first, out)
    return first


def _crowding_out(library: Library, today: date) -> CheckupFinding:
    """Compare the minutes of other reading with those reserved for it since the reserve was set."""
    threshold = library.settings.worry_reserve
    since = max(today - DAYS * ONE_DAY, library.reserve_since or date.min)
    read = sum(each.minutes for each in library.asides if since <= each.day <= today)
    reserved = library.settings.reserve / 100 * _offered(library, since, today)
    figure = round(100 * read / reserved) if reserved else None
    return CheckupFinding(
        name="crowding_out",
        figure=figure,
        unit="percent",
        threshold=threshold,
        setting="worry_reserve",
        worry=figure is not None and figure < threshold,
        details=OtherReading(read, reserved, since),
    )


def _offered(library: Library, since: date, today: date) -> int:
    """Return the minutes of the routine from `since` through yesterday, before the reserve."""
    days = reading_days(library)
    return sum(
        each.minutes
        for day in days_through(since, today - ONE_DAY)
        if day in days
        for each in library.routines
        if day >= each.since and day.weekday() in each.weekdays
    )


def _no_reason(library: Library, today: date) -> CheckupFinding:
    """Find the recent checkouts of books for which no loan in the library has a reason."""
    reasoned = {loan.book.id for loan in library.every_loan if loan.why}
    lately = sorted(_lately(library.every_loan, today), key=_ending, reverse=True)
    bare = [loan for loan in (*library.loans, *lately) if loan.book.id not in reasoned]
    details = NoReason(tuple(Reasonless(loan.id, loan.book.title, loan.ended) for loan in bare))
    return _finding(library, "no_reason", len(bare), "checkouts", "worry_reasons", details)


def _too_optimistic(library: Library, today: date) -> CheckupFinding:
    """Measure how often titles ended unfinished, and by how much their plans were missed."""
    lately = _titles(_lately(library.others, today))
    small = len(lately) < FEW
    ended = _titles(library.others) if small else lately
    details = _endings(library, ended, small=small)
    figure = round(100 * details.unfinished / details.ended) if ended else 0
    return _finding(library, "too_optimistic", figure, "percent", "worry_unfinished", details)


def _titles(loans: Sequence[Loan]) -> list[Loan]:
    """Pick one loan for each reading of a title: the finished edition, else the latest."""
    chosen: list[Loan] = []

    def rank(loan: Loan) -> tuple[bool, tuple[date, int]]:
        return loan.outcome is Outcome.FINISHED, _ending(loan)

    for loan in sorted(loans, key=rank, reverse=True):
        if not any(loan.beside(each) for each in chosen):
            chosen.append(loan)
    return chosen


def _ending(loan: Loan) -> tuple[date, int]:
    """Return the sort key of an ended loan."""
    return loan.ended or loan.due, loan.id


def _endings(library: Library, ended: Sequence[Loan], *, small: bool) -> Endings:
    loans, buffer = library.every_loan, library.settings.buffer
    late, left = [], []
    for loan in ended:
        finished = finished_on(loan, reading_of(loan, loans))
        if finished is None:
            left.append(100 - loan.percent)
        else:
            late.append((finished - goal_day(loan.checked_out, loan.due, buffer)).days)
    return Endings(
        ended=len(ended),
        unfinished=len(left),
        days_late=sum(late) / len(late) if late else None,
        percent_left=sum(left) / len(left) if left else None,
        small_sample=small,
    )


def _carries(situation: Situation) -> CheckupFinding:
    """Measure how often a new book can be borrowed at the pace of the last eight weeks."""
    library, today = situation.library, situation.today
    pages, days = pages_by_day(library, today), None
    if not too_early(pages.values()):
        days = days_a_book(pages, min(pages), today, ReadingTime.of(situation.full_table))
    return CheckupFinding(
        name="carries",
        figure=days,
        unit="days",
        threshold=None,
        setting=None,
        worry=False,
        details=Carries(PAGES_ASSUMED, sum(pages.values()), len(pages)),
    )
