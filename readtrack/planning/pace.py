"""Pace: what each loan needs a day, what was read today, and when it is likely to be finished."""

from datetime import date
from functools import cached_property
from operator import attrgetter

from readtrack.model import Format, Loan, Status, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import Capacity, reading_days
from readtrack.planning.days import ONE_DAY, even_share, goal_day
from readtrack.planning.filled import filled
from readtrack.planning.finish import Finish
from readtrack.planning.fit import Fit, window
from readtrack.planning.magazines import MagazinePace, magazine_pace
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import EVEN, done_today, is_ahead, status, wont_fit
from readtrack.units import STEP


class Slots(NamedTuple):
    used: int
    cap: int


class TodaysShare(NamedTuple):
    """Today's share of a loan, as positions; `target` is fixed in the morning."""

    start: float
    target: float
    done: float
    left: float
    minutes: float
    """Estimated minutes for the rest of the share."""


class Rate(NamedTuple):
    """The average amount read in a day, in the loan's unit, over `days` calendar days."""

    per_calendar_day: float
    per_reading_day: float
    """The average over the `reading_days`, the days with an entry."""
    days: int
    reading_days: int


class Speed(NamedTuple):
    """Minutes for one page, second or percent, and the timed pages that it is measured from."""

    minutes_per_unit: float
    timed_pages: float
    timed_minutes: int
    prior: float
    """Minutes per page over all the reader's loans, the prior for this loan."""


class LoanPace(NamedTuple):
    """One row of the pace table. Amounts are in the loan's unit."""

    id: int
    book: int
    """The id of the book, the same for all editions of a title."""
    title: str
    authors: tuple[str, ...]
    format: Format
    unit: Unit
    length: int
    position: float
    morning: float
    """The position this morning; today's share starts later if another edition comes first."""
    percent: float
    checked_out: date
    due: date
    due_time: str | None
    goal: date
    days_left: int
    """Reading days from today through the goal, or the due date once the goal is past."""
    need_per_day: float
    """What was left this morning, by the days left."""
    minutes_per_day: float
    today: TodaysShare
    rate: Rate
    speed: Speed
    finish: Finish
    status: Status
    assumed_length: bool
    estimated_due: bool
    """Whether the due date is an estimate, because the source did not have it."""
    why: str | None
    override: str | None
    renewals_left: int | None
    """Renewals that the library still allows; None if the reader did not enter it."""
    until: float | None
    """The position where reading ends, which percent and pace use; None for the length."""
    even: float
    """The position this morning at an even pace from check-out to the due date."""

    @property
    def end(self) -> float:
        """The position at which reading ends."""
        return self.until or self.length

    @property
    def expired(self) -> bool:
        return self.status is Status.EXPIRED

    @property
    def ahead(self) -> bool:
        return self.status is Status.AHEAD


class PaceReport(NamedTuple):
    today: date
    slots: Slots
    capacity: Capacity
    fit: Fit
    loans: tuple[LoanPace, ...]
    magazines: tuple[MagazinePace, ...] = ()


class PaceTable(NamedTuple):
    """The report with books and magazines in one table."""

    today: date
    slots: Slots
    capacity: Capacity
    fit: Fit
    loans: tuple[LoanPace | MagazinePace, ...]
    """By due date."""


def pace_table(report: PaceReport) -> PaceTable:
    rows: list[LoanPace | MagazinePace] = [*report.loans, *report.magazines]
    rows.sort(key=lambda row: (row.due, row.due_time or "24:00", row.id))
    return PaceTable(report.today, report.slots, report.capacity, report.fit, tuple(rows))


def pace_report(situation: Situation, only: int | None = None) -> PaceReport:
    """Return everything that the pace table shows, one row a loan, by due date.

    With `only` there is only that loan's row, because rows take most of the time.
    """
    library = situation.library
    titles = (*library.titles, *library.expired)
    pairs = [(title, loan) for title in titles for loan in title.loans]
    pairs.sort(key=lambda pair: pair[1].deadline)
    return PaceReport(
        today=situation.today,
        slots=slots(situation),
        capacity=situation.capacity,
        fit=situation.fit,
        loans=tuple(_row(situation, *pair) for pair in pairs if only in (None, pair[1].id)),
        magazines=tuple(magazine_pace(loan, situation.today) for loan in library.magazines),
    )


class LoanToday:
    """The values of a loan's row in the pace table, each computed on first use.

    A likely finish takes the most time, and the report of a log entry does not need it.
    """

    def __init__(self, situation: Situation, title: Title, loan: Loan) -> None:
        self._situation, self._title, self._loan = situation, title, loan
        self.id, self.book, self.title = loan.id, loan.book.id, loan.book.title
        self.format, self.unit, self.end = loan.format, loan.unit, loan.end
        self.due, self.deadline = loan.due, loan.deadline
        self.assumed_length, self.overdue = loan.assumed_length, loan.overdue(situation.today)
        self.expired = loan.ended is not None
        self.position, self.percent = title.position(loan), title.percent

    @property
    def last_logged(self) -> date | None:
        """Return the day of the title's newest entry, in any edition."""
        return max((entry.day for _, entry in self._title.log()), default=None)

    @property
    def other_editions(self) -> list["LoanToday"]:
        others = (loan for loan in self._title.loans if loan.id != self.id)
        return [LoanToday(self._situation, self._title, loan) for loan in others]

    @cached_property
    def today(self) -> TodaysShare:
        """Return today's share of the loan, from the blocks of the plan."""
        loan, here, first = self._loan, self.position, self._situation.first_day
        morning = self._title.position(loan, before=self._situation.today)
        left = minutes = 0.0
        blocks = [block for block in first.blocks if block.loan == loan.id] if first else []
        for number, block in enumerate(blocks):
            back = 0.0 if number else max(0.0, morning - here)  # went back
            open_part = max(0.0, block.end - max(block.start - back, here))
            left += open_part
            minutes += block.minutes * open_part / max(block.end - block.start, STEP[loan.unit])
        return TodaysShare(
            start=blocks[0].start if blocks else morning,
            target=blocks[-1].end if blocks else morning,
            done=loan.whole(max(0.0, here - morning)),
            left=loan.whole(left),
            minutes=minutes,
        )

    @cached_property
    def finish(self) -> Finish:
        # Imported here because logging needs no chance.
        from readtrack.planning.track_record import track

        situation, title, loan = self._situation, self._title, self._loan
        this = track(loan, situation.speeds, title)
        found = situation.forecaster.outlook(this, loan.due, loan.id)
        chance = found.chance_on_time
        if title.finished:
            chance = 1.0
        elif self.expired or self.overdue:
            chance = 0.0
        elif not wont_fit(situation, loan) and done_today(situation, title):
            chance = max(chance, EVEN)  # a reader who follows the plan has at least an even chance
        expected = found.expected
        if loan.due >= situation.today and chance > found.chance_on_time:
            expected = min(expected or loan.due, loan.due)
        planned = _planned_finish(situation, title)
        return found._replace(expected=expected, chance_on_time=chance, planned=planned)

    @cached_property
    def status(self) -> Status:
        chance, days = self.finish.chance_on_time, self.finish.evidence_days
        return status(self._situation, self._title, self._loan, chance, days)

    @property
    def ahead(self) -> bool:
        return is_ahead(self._situation, self._title) and self.status is Status.AHEAD


def loan_today(loan: Loan, situation: Situation) -> LoanToday | None:
    """Return the loan today; None if the loan has ended."""
    titles = (*situation.library.titles, *situation.library.expired)
    found = (title for title in titles if any(loan.id == each.id for each in title.loans))
    return next((LoanToday(situation, title, loan) for title in found), None)


def by_due_date(situation: Situation) -> list[list[LoanToday]]:
    """Return the editions of each title that is out, nearest due date first."""
    titles = [
        [
            LoanToday(situation, title, loan)
            for loan in sorted(title.loans, key=attrgetter("deadline"))
        ]
        for title in situation.library.titles
    ]
    return sorted(titles, key=lambda editions: editions[0].deadline)


def slots(situation: Situation) -> Slots:
    library = situation.library
    return Slots(len(library.titles), library.settings.cap)


def after_change(situation: Situation) -> tuple[Slots, Fit]:
    """Return what every report of a change ends with: the slots taken, and whether all fits."""
    return slots(situation), situation.fit


def _row(situation: Situation, title: Title, loan: Loan) -> LoanPace:
    library, today = situation.library, situation.today
    morning = title.position(loan, before=today)
    days = 0 if loan.ended else reading_days(library).count(*window(loan, library, today))
    share = even_share(max(0.0, loan.end - morning), days, STEP[loan.unit])
    need = 0.0 if loan.ended else round(share, 2)
    gone = (today - loan.checked_out).days / max(1, (loan.due - loan.checked_out).days)
    even = loan.start + (loan.end - loan.start) * min(1.0, max(0.0, gone))
    timed = situation.speeds.timed(loan)
    speed = Speed(
        situation.speeds.minutes(loan, 1),
        sum(each.pages for each in timed),
        round(sum(each.minutes for each in timed)),
        situation.speeds.own,
    )
    now = LoanToday(situation, title, loan)
    return filled(
        LoanPace,
        loan,
        book=loan.book.id,
        position=now.position,
        morning=morning,
        percent=title.percent,
        goal=goal_day(loan.checked_out, loan.due, library.settings.buffer),
        days_left=days,
        need_per_day=need,
        minutes_per_day=need * speed.minutes_per_unit,
        today=now.today,
        rate=rate(title, loan, today),
        speed=speed,
        finish=now.finish,
        status=now.status,
        estimated_due=loan.estimated,
        until=loan.until or loan.ends,
        even=loan.whole(even),
    )


def _planned_finish(situation: Situation, title: Title) -> date | None:
    """Return the day on which the plan brings the title to its end."""
    loans = {loan.id for loan in title.loans}
    if any(each.loan in loans for each in situation.plan.unfinished):
        return None
    days = (day.date for day in situation.plan.days if day.blocks_of(title))
    return max(days, default=None)


def rate(title: Title, loan: Loan, today: date) -> Rate:
    """Return the average reading a day since check-out, in any edition, idle days included.

    Today counts once it has an entry.
    """
    here = title.position(loan)
    logged = {entry.day for _, entry in title.log() if entry.day >= loan.checked_out}
    last = today if today in logged else today - ONE_DAY
    days = max(0, (min(last, loan.ended or last) - loan.checked_out).days + 1)
    read = max(0.0, here - loan.start)
    by_calendar, by_reading = (read / each if each else 0.0 for each in (days, len(logged)))
    return Rate(by_calendar, by_reading, days, len(logged))
