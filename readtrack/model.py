"""What the program talks about. Frozen values: they are read everywhere and changed nowhere.

Positions and lengths are in the loan's own unit: whole pages, whole seconds of audio, or percent
(two decimals). Position 0 is "not started".
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from readtrack.limits import LARGEST_ID
from readtrack.named_tuple import NamedTuple

PAGES_ASSUMED = 300
"""Pages a book is taken to have when its length is not known."""

HOLD_LASTS = timedelta(days=6)
"""Days from the first to the last one on which a hold can be collected, where nothing says."""

AUDIO_MINUTES_PER_PAGE = 1.74
"""Median over 353 audiobooks of one reader's public log that also had a print page count."""


class Format(StrEnum):
    PRINT = "print"
    EBOOK = "ebook"
    AUDIOBOOK = "audiobook"
    MAGAZINE = "magazine"
    """Or another loan without an end to read: it has a due date, and no pace or slot."""

    @property
    def words(self) -> str:
        """As people write it."""
        return "e-book" if self is Format.EBOOK else str(self)

    @property
    def digital(self) -> bool:
        """Whether a loan of it ends by itself."""
        return self in (Format.EBOOK, Format.AUDIOBOOK)

    @property
    def has_end(self) -> bool:
        """Whether there is an end to read to: a pace, a place and a slot."""
        return self is not Format.MAGAZINE


class Kind(StrEnum):
    """What a stretch of time can be used for: what must be read cannot be heard."""

    TEXT = "text"
    AUDIO = "audio"
    EITHER = "either"


class Unit(StrEnum):
    PAGES = "pages"
    SECONDS = "seconds"
    PERCENT = "percent"


class Ending(StrEnum):
    """How a loan stopped being out."""

    RETURNED = "returned"
    LET_GO = "let_go"
    EXPIRED = "expired"


class Outcome(StrEnum):
    FINISHED = "finished"
    UNFINISHED = "unfinished"


class Status(StrEnum):
    """How a loan stands, in one word."""

    FINISHED = "finished"
    AHEAD = "ahead"
    """On track, and tomorrow's target is reached already."""
    ON_TRACK = "on_track"
    BEHIND = "behind"
    """It fits, but the habit so far says no."""
    WONT_FIT = "wont_fit"
    """It cannot be met, even by keeping the plan."""
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    EXPIRED = "expired"


class Severity(StrEnum):
    """What a warning is about, from the one that cannot wait to the one that is good to know."""

    EXPIRED = "expired"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    WONT_FIT = "wont_fit"
    BEHIND = "behind"
    RENEWABLE = "renewable"


class Verdict(StrEnum):
    """Whether all deadlines fit together."""

    FITS = "fits"
    TIGHT = "tight"
    """Due dates can be met, goals cannot."""
    IMPOSSIBLE = "impossible"


class GateAnswer(StrEnum):
    """What the gate says to a book that is to be out."""

    YES = "yes"
    OVER_CAP = "over_cap"
    DOES_NOT_FIT = "does_not_fit"


class Done(NamedTuple):
    """A command that changed something."""

    id: int
    at: str
    words: str
    undone: bool


class Now(NamedTuple):
    """The one reading of the clock. `today` is the reader's day, which may end after midnight."""

    today: date
    instant: datetime
    timed: bool = True
    """Whether the instant has a time of day: a bare date may stand in for it."""


def run_out(due: date, due_time: str | None, now: Now) -> bool:
    """Whether a digital loan with this deadline is gone."""
    if due_time is None:
        return now.today > due
    return f"{due} {due_time}" <= f"{now.instant:%Y-%m-%d %H:%M}"


class Book(NamedTuple):
    id: int
    title: str
    authors: tuple[str, ...] = ()
    isbn: str | None = None


class Entry(NamedTuple):
    """One line of the reading log: the position reached by the end of it."""

    id: int
    day: date
    position: float
    minutes: int | None = None


class Renewal(NamedTuple):
    day: date
    due_before: date
    due_after: date


class Loan(NamedTuple):
    """One copy of a book checked out in one format, with its log in order of (day, id)."""

    id: int
    book: Book
    format: Format
    unit: Unit
    length: int
    checked_out: date
    due: date
    due_time: str | None = None
    """Hour a digital loan ends, `14:05`; None is the end of the due date."""
    start: float = 0
    """Position at check-out: where an earlier loan was left, or where the reader said."""
    speed: float = 1.0
    """Playback speed of audio."""
    why: str | None = None
    library: str | None = None
    override: str | None = None
    """The reason given for passing the gate."""
    estimated: bool = False
    """Whether the due date was worked out, because whoever told of the loan did not know it."""
    renewable_on: date | None = None
    ended: date | None = None
    ending: Ending | None = None
    outcome: Outcome | None = None
    renewals: int = 0
    reached: float = 0
    """Where its title was, in its unit, when it ended, or now; whichever edition was read."""
    entries: tuple[Entry, ...] = ()
    until: float | None = None
    """The end worth reading, where that is not the length: notes and an index may follow."""
    renewals_left: int | None = None
    """Renewals that the library still allows, where that is known."""
    ends: float | None = None
    """The end worth reading as another edition of its title names it, in this one's unit."""
    exact: float | None = None
    """Where its title was before `reached` was rounded; None where that is the same."""

    @property
    def end(self) -> float:
        """The end worth reading, which is the length where no other is named."""
        return self.until or self.ends or self.length

    @property
    def digital(self) -> bool:
        return self.format.digital

    @property
    def has_end(self) -> bool:
        return self.format.has_end

    @property
    def kind(self) -> Kind:
        """The time it takes: for text or for audio."""
        return Kind.AUDIO if self.format is Format.AUDIOBOOK else Kind.TEXT

    @property
    def assumed_length(self) -> bool:
        """Whether minutes and pages made from this loan rest on an assumed length."""
        return self.unit is Unit.PERCENT

    @property
    def pages(self) -> float:
        """Length in pages, or what stands for it where pages are not what is counted."""
        return self._in_pages(self.length)

    @property
    def pages_to_read(self) -> float:
        """The same up to the end worth reading."""
        return self._in_pages(self.end)

    def _in_pages(self, amount: float) -> float:
        if self.unit is Unit.PAGES:
            return amount
        if self.unit is Unit.SECONDS:
            return amount / 60 / AUDIO_MINUTES_PER_PAGE
        return PAGES_ASSUMED * amount / 100

    def over(self, now: Now) -> bool:
        """Whether a digital loan is gone: at its hour, or with the end of the reader's due day."""
        return self.digital and run_out(self.due, self.due_time, now)

    def overdue(self, today: date) -> bool:
        """Whether a printed loan that is still out should have been back before `today`."""
        return self.ended is None and not self.digital and today > self.due

    def can_be_renewed(self, today: date) -> bool:
        """Whether a renewal is possible by `today`, as far as one can tell."""
        open_by_now = self.renewable_on is None or self.renewable_on <= today
        return open_by_now and self.renewals_left != 0

    def beside(self, other: "Loan") -> bool:
        """Whether both are of one book, and out at the same time.

        So are two editions that were borrowed on one day, though one was given back on it.
        """
        return self.book.id == other.book.id and (
            (self.checked_out == other.checked_out and self.format is not other.format)
            or (
                self.checked_out < (other.ended or date.max)
                and other.checked_out < (self.ended or date.max)
            )
        )

    def read_with(self, other: "Loan") -> bool:
        """Whether both are one reading of a book: one beside the other, or going on with it.

        Who gives a book back unfinished and borrows it anew on that day goes on.
        """
        same = self.book.id == other.book.id
        return same and (self.beside(other) or self._goes_on_in(other) or other._goes_on_in(self))

    def _goes_on_in(self, other: "Loan") -> bool:
        return self.ended == other.checked_out and self.outcome is Outcome.UNFINISHED

    @property
    def place(self) -> float:
        """Where the reader is said to have come to: the end of what was given back as finished."""
        finished = self.outcome is Outcome.FINISHED
        return max(self.end, self.reached) if finished else self.reached

    @property
    def percent(self) -> float:
        """How much of what there is to read is read."""
        if self.outcome is Outcome.FINISHED:
            return 100.0
        at = self.reached if self.exact is None else self.exact
        nearly = self.reached >= self.end and at / self.end > 1 - LESS_THAN_A_SECOND
        return 100.0 if nearly else min(100.0, 100 * at / self.end)

    @property
    def deadline(self) -> tuple[date, str, int]:
        """What loans are ordered by: due date, hour, and the one checked out first."""
        return self.due, self.due_time or "24:00", self.id

    def whole(self, position: float) -> float:
        """`position` as this unit keeps it: whole pages and seconds, percent to two decimals."""
        return round(position, 2) if self.unit is Unit.PERCENT else round(position)

    def at_fraction(self, fraction: float) -> float:
        return self.whole(self.length * min(1.0, max(0.0, fraction)))


ReminderKey = tuple[int, str, date]
"""Loan, stage and due date of a reminder: with a new due date the reminder is a new one.

The stage is a number of days before the due date, or a word such as `overdue`. For a hold the key
has the negative number of its wish instead of a loan, and the last day to collect it.
"""


LESS_THAN_A_SECOND = 1e-5
"""The part of a book that the end of one edition may fall short of that of another, rounded."""


class Title(NamedTuple):
    """A book and its loans that are out, by due date: one position, one slot."""

    book: Book
    loans: tuple[Loan, ...]
    companions: tuple[Loan, ...] = ()
    """Editions that have ended while one of `loans` was out: what was read in them counts."""

    def log(self) -> list[tuple[Loan, Entry]]:
        """Every entry of every edition, oldest first."""
        editions = self.loans + self.companions
        pairs = [(loan, entry) for loan in editions for entry in loan.entries]
        return sorted(pairs, key=lambda pair: (pair[1].day, pair[1].id))

    def position(self, loan: Loan, before: date | None = None) -> float:
        """Where the reader is, in `loan`'s unit, counting entries of days before `before` only."""
        source, at = self.latest(before)
        if source is loan:
            return at
        place = loan.at_fraction(at / source.length)
        return max(place, loan.end) if at >= source.end else place

    @property
    def first(self) -> Loan:
        """The edition the title was begun in; one not kept yet has no id and comes last."""
        return min(self.loans + self.companions, key=lambda loan: (not loan.id, loan.id))

    @property
    def pages(self) -> float:
        """Pages to read, one number for all editions: counted ones before what stands for them."""
        counted = (loan for loan in self.loans + self.companions if loan.unit is Unit.PAGES)
        return next(counted, self.first).pages_to_read

    @property
    def fraction(self) -> float:
        """How much of what there is to read is read, the same for all editions; at most 1."""
        source, at = self.latest()
        return min(1.0, at / source.end)

    @property
    def percent(self) -> float:
        """How much of what there is to read is read, in percent."""
        source, at = self.latest()
        return min(100.0, 100 * at / source.end)

    def latest(self, before: date | None = None) -> tuple[Loan, float]:
        """The latest position, in the edition it was logged in; else where the first began."""
        first = self.first
        source, at = first, first.start
        for loan, entry in self.log():
            if before is None or entry.day < before:
                source, at = loan, entry.position
        return source, at

    @property
    def finished(self) -> bool:
        return self.fraction >= 1

    def with_one_end(self) -> "Title":
        """The title with one end worth reading: that of the edition that names one, in all."""
        naming = [loan for loan in self.loans + self.companions if loan.until is not None]
        source = max(naming, key=lambda loan: loan.id or LARGEST_ID, default=None)

        def ending(loan: Loan) -> Loan:
            if source is None or source.until is None or loan.until is not None:
                return loan._replace(ends=None)
            return loan._replace(ends=loan.at_fraction(source.until / source.length))

        return self._replace(
            loans=tuple(map(ending, self.loans)), companions=tuple(map(ending, self.companions))
        )


class Settings(NamedTuple):
    """What the reader has decided; `settings.py` says what each means and may be."""

    cap: int = 2
    loan_days: int = 21
    buffer: int = 2
    rest_days: frozenset[int] = frozenset()
    reserve: int = 0
    """Percent of the routine kept for other reading."""
    renew_from: str = "due"
    day_start: str = "00:00"
    remind_days: tuple[int, ...] = (3, 1, 0)
    """Days before a due date on which `remind` speaks, the farthest first."""
    worry_treadmill: int = 3
    worry_cramming: int = 40
    worry_run: int = 60
    worry_reserve: int = 50
    worry_reasons: int = 1
    worry_unfinished: int = 34


class Routine(NamedTuple):
    """A recurring time someone reads, since the day it was last agreed on."""

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
    """Reading that is none of the library's books: magazines, articles."""

    id: int
    day: date
    minutes: int
    what: str | None = None


class AskedTitle(NamedTuple):
    """What a morning's plan gave a title for the day, in minutes."""

    book: int
    minutes: float
    """With the routine taken in full, before follow-through."""
    planned: float
    """As the reader was shown it."""
    whole: float
    """Minutes of the whole title at the speed of that morning: what was read counts by it."""


class Asked(NamedTuple):
    """What a morning asked of its day; of no title on a day that asked nothing."""

    day: date
    titles: tuple[AskedTitle, ...] = ()


class Snooze(NamedTuple):
    """A title whose `behind` and `wont_fit` are not told through the day `until`."""

    id: int
    book: Book
    until: date


class Sitting(NamedTuple):
    """Reading with the clock running."""

    id: int
    loan: int
    book: Book
    started: datetime | None
    """None where no time of day is known: then no minutes are counted."""
    day: date
    """The reader's day on which it began, which its minutes belong to."""


class Wish(NamedTuple):
    """A book to borrow when there is room; `days` of None is the usual loan."""

    id: int
    book: Book
    format: Format
    unit: Unit
    length: int
    days: int | None = None
    why: str | None = None
    ready: date | None = None
    """The day the library expects to have it for the reader, where it is on hold."""
    collect_by: date | None = None
    """The last day on which the library keeps the hold for the reader."""
    until: float | None = None
    """The end worth reading, where that is not the length."""

    @property
    def last_day(self) -> date | None:
        """The last day to collect the hold: that of its first week, where it is unknown."""
        return self.collect_by or (self.ready and self.ready + HOLD_LASTS)


class Library(NamedTuple):
    """Everything a decision is made from."""

    titles: tuple[Title, ...]
    """Titles that are out, nearest due date first."""
    expired: tuple[Title, ...]
    """Titles of digital loans that the library took back unfinished in the last seven days."""
    past: tuple[Loan, ...]
    """The reader's most recent ended loans, newest first: what speed and forecast learn from."""
    settings: Settings
    routines: tuple[Routine, ...] = ()
    """In the order the reader named them, which is taken for the order of the day."""
    away: tuple[Away, ...] = ()
    asides: tuple[Aside, ...] = ()
    """Of the last four weeks."""
    timed: tuple[tuple[float, int], ...] = ()
    """Pages and minutes of reading outside of loans, as far as both are known."""
    asked: tuple[Asked, ...] = ()
    """What the mornings of the last four weeks and of today asked, as far as it was recorded."""
    snoozed: tuple[Snooze, ...] = ()
    """Those that have not run out."""
    begun: date | None = None
    """The day of the store's first command: no morning before it asked anything."""
    reserve_since: date | None = None
    """The day on which the reserve was set, where it is stored."""
    sitting: Sitting | None = None
    """The one that is running."""

    magazines: tuple[Loan, ...] = ()
    """What is out and has no end to read, by due date: nothing is planned for it."""

    @property
    def borrowed(self) -> tuple[Title, ...]:
        """The titles that are out, and each magazine as one."""
        return (*self.titles, *(Title(loan.book, (loan,)) for loan in self.magazines))

    @property
    def loans(self) -> tuple[Loan, ...]:
        loans = (loan for title in self.titles for loan in title.loans)
        return tuple(sorted(loans, key=lambda loan: loan.deadline))

    @property
    def others(self) -> tuple[Loan, ...]:
        """The recent ended loans that tell of other reading than that of the titles still out.

        An edition that lay untouched while its title was read in another tells nothing.
        """
        editions = {loan.id for title in self.titles for loan in title.companions}
        read = (loan for loan in self.past if loan.entries or loan.reached <= loan.start)
        return tuple(loan for loan in read if loan.id not in editions)

    @property
    def every_loan(self) -> tuple[Loan, ...]:
        """Every loan the library tells of, once: out, ended beside those, and recently ended."""
        titles = (*self.titles, *self.expired)
        editions = (loan for title in titles for loan in title.loans + title.companions)
        return tuple({loan.id: loan for loan in (*self.past, *editions)}.values())

    def title_of(self, loan: Loan) -> Title:
        if not loan.has_end:
            return Title(loan.book, (loan,))
        return next(title for title in self.titles if title.book.id == loan.book.id)
