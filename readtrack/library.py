"""The library: titles with their loans, and all else that decisions are computed from.

Settings, routines, days away, other reading, requests of mornings, snoozes and wishes.
"""

from datetime import date, datetime, timedelta

from readtrack.model import Book, Format, Kind, Loan, Title, Unit
from readtrack.named_tuple import NamedTuple

HOLD_LASTS = timedelta(days=6)
"""Days from the first to the last day to collect a hold, if the reader did not enter it."""


class Settings(NamedTuple):
    """The reader's settings; `settings.py` has the meaning and the allowed values of each."""

    cap: int = 2
    loan_days: int = 21
    buffer: int = 2
    rest_days: frozenset[int] = frozenset()
    reserve: int = 0
    """Percent of the routine reserved for other reading."""
    renew_from: str = "due"
    day_start: str = "00:00"
    remind_days: tuple[int, ...] = (3, 1, 0)
    """`remind` sends a reminder so many days before a due date; the largest number first."""
    worry_treadmill: int = 3
    worry_cramming: int = 40
    worry_run: int = 60
    worry_reserve: int = 50
    worry_reasons: int = 1
    worry_unfinished: int = 34


class Routine(NamedTuple):
    """A recurring reading time; `since` is the day of its last change."""

    id: int
    name: str
    minutes: int
    weekdays: frozenset[int]
    """Monday is 0."""
    kind: Kind
    since: date


class Away(NamedTuple):
    """Days without reading, from `first` through `last`."""

    id: int
    first: date
    last: date


class Aside(NamedTuple):
    """Reading outside of the library's books, such as magazines and articles."""

    id: int
    day: date
    minutes: int
    what: str | None = None


class AskedTitle(NamedTuple):
    """The minutes that a morning's plan gave a title for the day."""

    book: int
    minutes: float
    """Minutes in a plan at the full routine, before follow-through."""
    planned: float
    """Minutes in the plan that the reader was shown."""
    whole: float
    """Minutes of the whole title at the speed of that morning, used to value what was read."""


class Asked(NamedTuple):
    """The minutes that a morning's plan asked for; without titles if it asked for nothing."""

    day: date
    titles: tuple[AskedTitle, ...] = ()


class Snooze(NamedTuple):
    """A title whose `behind` and `wont_fit` warnings are silenced through the day `until`."""

    id: int
    book: Book
    until: date


class Sitting(NamedTuple):
    """Reading with the clock running."""

    id: int
    loan: int
    book: Book
    started: datetime | None
    """The moment it began; None without a time of day, and then no minutes are counted."""
    day: date
    """The reader's day on which it began; its minutes count for that day."""


class Wish(NamedTuple):
    """A book to borrow when there is room; `days` None means the usual loan."""

    id: int
    book: Book
    format: Format
    unit: Unit
    length: int
    days: int | None = None
    why: str | None = None
    ready: date | None = None
    """The day on which the library expects to have the hold ready; None without a hold."""
    collect_by: date | None = None
    """The last day to collect the hold."""
    until: float | None = None
    """The position where reading ends, if that is not the length."""

    @property
    def last_day(self) -> date | None:
        """Return the last day to collect the hold, by default that of its first week."""
        return self.collect_by or (self.ready and self.ready + HOLD_LASTS)


ReminderKey = tuple[int, str, date]
"""Loan, stage and due date of a reminder: with a new due date the reminder is a new one.

The stage is a number of days before the due date, or a word such as `overdue`. For a hold the key
has the negative number of its wish instead of a loan, and the last day to collect it.
"""


class PastCommand(NamedTuple):
    """A command that changed the store."""

    id: int
    at: str
    words: str
    undone: bool


class Change(NamedTuple):
    """What the journal has of a loan. Instants are in UTC.

    Undoing a change is another one, so `updates` only grows.
    """

    created: datetime
    changed: datetime
    updates: int
    earlier: tuple[Loan, ...] = ()
    """The loan with the days it had before each change, the latest first."""


class Library(NamedTuple):
    """Everything that decisions are computed from."""

    titles: tuple[Title, ...]
    """Titles that are out, nearest due date first."""
    expired: tuple[Title, ...]
    """Titles of digital loans that the library took back unfinished in the last seven days."""
    past: tuple[Loan, ...]
    """The reader's most recent ended loans, newest first; speed and forecast learn from them."""
    settings: Settings
    routines: tuple[Routine, ...] = ()
    """In the order in which the reader added them, which counts as the order of the day."""
    away: tuple[Away, ...] = ()
    asides: tuple[Aside, ...] = ()
    """Other reading of the last four weeks."""
    timed: tuple[tuple[float, int], ...] = ()
    """Pages and minutes of reading outside of loans, for entries that have both."""
    asked: tuple[Asked, ...] = ()
    """The recorded requests of the mornings of the last four weeks and of today."""
    snoozed: tuple[Snooze, ...] = ()
    """The snoozes that have not run out."""
    begun: date | None = None
    """The day of the store's first command; nothing was asked before it."""
    reserve_since: date | None = None
    """The day on which the reserve was set; None if it never was."""
    sitting: Sitting | None = None
    """The sitting that is running."""

    magazines: tuple[Loan, ...] = ()
    """Magazines that are out, by due date; nothing is planned for them."""

    @property
    def borrowed(self) -> tuple[Title, ...]:
        """Return the titles that are out, with each magazine as a title."""
        return (*self.titles, *(Title(loan.book, (loan,)) for loan in self.magazines))

    @property
    def loans(self) -> tuple[Loan, ...]:
        loans = (loan for title in self.titles for loan in title.loans)
        return tuple(sorted(loans, key=lambda loan: loan.deadline))

    @property
    def others(self) -> tuple[Loan, ...]:
        """Return the recent ended loans that are evidence beside the titles still out.

        An edition without entries, whose title was read in another edition, is no evidence.
        """
        editions = {loan.id for title in self.titles for loan in title.companions}
        read = (loan for loan in self.past if loan.entries or loan.reached <= loan.start)
        return tuple(loan for loan in read if loan.id not in editions)

    @property
    def every_loan(self) -> tuple[Loan, ...]:
        """Return every loan in the library once: out, ended beside those, and recently ended."""
        titles = (*self.titles, *self.expired)
        editions = (loan for title in titles for loan in title.loans + title.companions)
        return tuple({loan.id: loan for loan in (*self.past, *editions)}.values())

    def title_of(self, loan: Loan) -> Title:
        if not loan.has_end:
            return Title(loan.book, (loan,))
        return next(title for title in self.titles if title.book.id == loan.book.id)
