"""The values that the program works with: books, their loans and entries. They are immutable.

Positions and lengths are in the loan's own unit: whole pages, whole seconds of audio, or percent
(two decimals). Position 0 is "not started".
"""

from datetime import date, datetime
from enum import StrEnum

from readtrack.limits import LARGEST_ID
from readtrack.named_tuple import NamedTuple

PAGES_ASSUMED = 300
"""Pages that are assumed for a book without a length."""

AUDIO_MINUTES_PER_PAGE = 1.74
"""Median over 353 audiobooks of one reader's public log that also had a print page count."""


class Format(StrEnum):
    PRINT = "print"
    EBOOK = "ebook"
    AUDIOBOOK = "audiobook"
    MAGAZINE = "magazine"
    """A magazine or another loan without an end: it has a due date, but no pace and no slot."""

    @property
    def words(self) -> str:
        """Return the format in words."""
        return "e-book" if self is Format.EBOOK else str(self)

    @property
    def digital(self) -> bool:
        """Whether a loan of this format ends by itself."""
        return self in (Format.EBOOK, Format.AUDIOBOOK)

    @property
    def has_end(self) -> bool:
        """Whether a loan of this format has an end to reach, a pace, a position and a slot."""
        return self is not Format.MAGAZINE


class Kind(StrEnum):
    """What a stretch of time can be used for: text, audio or either."""

    TEXT = "text"
    AUDIO = "audio"
    EITHER = "either"


class Unit(StrEnum):
    PAGES = "pages"
    SECONDS = "seconds"
    PERCENT = "percent"


class Ending(StrEnum):
    """How a loan ended."""

    RETURNED = "returned"
    LET_GO = "let_go"
    EXPIRED = "expired"


class Outcome(StrEnum):
    FINISHED = "finished"
    UNFINISHED = "unfinished"


class Status(StrEnum):
    """The state of a loan, in one word."""

    FINISHED = "finished"
    AHEAD = "ahead"
    """On track, and tomorrow's target is reached already."""
    ON_TRACK = "on_track"
    BEHIND = "behind"
    """It fits, but at the reader's pace so far it will not be finished in time."""
    WONT_FIT = "wont_fit"
    """Even a reader who follows the plan cannot finish it in time."""
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    EXPIRED = "expired"


class Severity(StrEnum):
    """The subject of a warning, most urgent first."""

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
    """The gate's decision on a book that the reader wants to borrow."""

    YES = "yes"
    OVER_CAP = "over_cap"
    DOES_NOT_FIT = "does_not_fit"


class Now(NamedTuple):
    """The one reading of the clock. `today` is the reader's day, which may end after midnight."""

    today: date
    instant: datetime
    timed: bool = True
    """False if only a date was given, so that the instant has no time of day."""


def run_out(due: date, due_time: str | None, now: Now) -> bool:
    """Whether a digital loan with this deadline has ended."""
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
    """The time at which a digital loan ends, `14:05`; None is the end of the due date."""
    start: float = 0
    """The position at check-out: where an earlier loan ended, or what the reader entered."""
    speed: float = 1.0
    """Playback speed of audio."""
    why: str | None = None
    library: str | None = None
    override: str | None = None
    """The reader's reason for overriding the gate."""
    estimated: bool = False
    """Whether the due date is an estimate, because the source did not have it."""
    renewable_on: date | None = None
    ended: date | None = None
    ending: Ending | None = None
    outcome: Outcome | None = None
    renewals: int = 0
    reached: float = 0
    """The title's position, in this unit, when the loan ended, or now; from any edition."""
    entries: tuple[Entry, ...] = ()
    until: float | None = None
    """The position where reading ends, if that is not the length: notes or an index may follow."""
    renewals_left: int | None = None
    """Renewals that the library still allows; None if the reader did not enter it."""
    checkout_estimated: bool = False
    """Whether the day of the checkout is an estimate, because the source did not have it."""
    format_assumed: bool = False
    """Whether the source did not have the format."""
    ends: float | None = None
    """The `until` of another edition of the title, converted to this unit."""
    exact: float | None = None
    """`reached` before it was rounded; None if rounding did not change it."""

    @property
    def end(self) -> float:
        """Return the position where reading ends, which is the length without an `until`."""
        return self.until or self.ends or self.length

    @property
    def digital(self) -> bool:
        return self.format.digital

    @property
    def has_end(self) -> bool:
        return self.format.has_end

    @property
    def kind(self) -> Kind:
        """Return the kind of time that the loan takes."""
        return Kind.AUDIO if self.format is Format.AUDIOBOOK else Kind.TEXT

    @property
    def assumed_length(self) -> bool:
        """Whether the length is assumed, and so the minutes and pages computed from it."""
        return self.unit is Unit.PERCENT

    @property
    def pages(self) -> float:
        """Return the length in pages, converted from other units."""
        return self._in_pages(self.length)

    @property
    def pages_to_read(self) -> float:
        """Return the pages up to the position where reading ends."""
        return self._in_pages(self.end)

    def _in_pages(self, amount: float) -> float:
        if self.unit is Unit.PAGES:
            return amount
        if self.unit is Unit.SECONDS:
            return amount / 60 / AUDIO_MINUTES_PER_PAGE
        return PAGES_ASSUMED * amount / 100

    def over(self, now: Now) -> bool:
        """Whether a digital loan has ended: at its time, or with the end of the due day."""
        return self.digital and run_out(self.due, self.due_time, now)

    def overdue(self, today: date) -> bool:
        """Whether a printed loan is still out and was due before `today`."""
        return self.ended is None and not self.digital and today > self.due

    def can_be_renewed(self, today: date) -> bool:
        """Whether the reader can renew the loan on `today`, as far as the store shows."""
        open_by_now = self.renewable_on is None or self.renewable_on <= today
        return open_by_now and self.renewals_left != 0

    def beside(self, other: "Loan") -> bool:
        """Whether both loans are of one book and out at the same time.

        Two editions borrowed on one day count, even if one was returned on that day.
        """
        return self.book.id == other.book.id and (
            (self.checked_out == other.checked_out and self.format is not other.format)
            or (
                self.checked_out < (other.ended or date.max)
                and other.checked_out < (self.ended or date.max)
            )
        )

    def read_with(self, other: "Loan") -> bool:
        """Whether both loans belong to one reading of a book: out together, or one after the other.

        A reader who returns a book unfinished and borrows it again that day continues the reading.
        """
        same = self.book.id == other.book.id
        return same and (self.beside(other) or self._goes_on_in(other) or other._goes_on_in(self))

    def _goes_on_in(self, other: "Loan") -> bool:
        return self.ended == other.checked_out and self.outcome is Outcome.UNFINISHED

    @property
    def place(self) -> float:
        """Return the reader's position, which is the end for a loan ended as finished."""
        finished = self.outcome is Outcome.FINISHED
        return max(self.end, self.reached) if finished else self.reached

    @property
    def percent(self) -> float:
        """Return the percentage read of all there is to read."""
        if self.outcome is Outcome.FINISHED:
            return 100.0
        at = self.reached if self.exact is None else self.exact
        nearly = self.reached >= self.end and at / self.end > 1 - LESS_THAN_A_SECOND
        return 100.0 if nearly else min(100.0, 100 * at / self.end)

    @property
    def deadline(self) -> tuple[date, str, int]:
        """Return the sort key of loans: due date, time, and id."""
        return self.due, self.due_time or "24:00", self.id

    def whole(self, position: float) -> float:
        """Return `position` in whole pages or seconds, or in percent to two decimals."""
        return round(position, 2) if self.unit is Unit.PERCENT else round(position)

    def at_fraction(self, fraction: float) -> float:
        return self.whole(self.length * min(1.0, max(0.0, fraction)))


LESS_THAN_A_SECOND = 1e-5
"""The ends of two editions may differ by this fraction of the book because of rounding."""


class Title(NamedTuple):
    """A book with its loans that are out, by due date; they share one position and one slot."""

    book: Book
    loans: tuple[Loan, ...]
    companions: tuple[Loan, ...] = ()
    """Editions that ended while one of `loans` was out; reading in them counts."""

    def log(self) -> list[tuple[Loan, Entry]]:
        """Return every entry of every edition, oldest first."""
        editions = self.loans + self.companions
        pairs = [(loan, entry) for loan in editions for entry in loan.entries]
        return sorted(pairs, key=lambda pair: (pair[1].day, pair[1].id))

    def position(self, loan: Loan, before: date | None = None) -> float:
        """Return the position in `loan`'s unit, using only entries of days before `before`."""
        source, at = self.latest(before)
        if source is loan:
            return at
        place = loan.at_fraction(at / source.length)
        return max(place, loan.end) if at >= source.end else place

    @property
    def first(self) -> Loan:
        """Return the edition in which the title was begun; one without an id comes last."""
        return min(self.loans + self.companions, key=lambda loan: (not loan.id, loan.id))

    @property
    def pages(self) -> float:
        """Return the pages to read, one number for all editions; page counts before conversions."""
        counted = (loan for loan in self.loans + self.companions if loan.unit is Unit.PAGES)
        return next(counted, self.first).pages_to_read

    @property
    def fraction(self) -> float:
        """Return the fraction read of all there is to read, for any edition; at most 1."""
        source, at = self.latest()
        return min(1.0, at / source.end)

    @property
    def percent(self) -> float:
        """Return the percentage read of all there is to read."""
        source, at = self.latest()
        return min(100.0, 100 * at / source.end)

    def latest(self, before: date | None = None) -> tuple[Loan, float]:
        """Return the edition of the latest entry and its position, else the first start."""
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
        """Return the title with one end in all editions: that of the edition with an `until`."""
        naming = [loan for loan in self.loans + self.companions if loan.until is not None]
        source = max(naming, key=lambda loan: loan.id or LARGEST_ID, default=None)

        def ending(loan: Loan) -> Loan:
            if source is None or source.until is None or loan.until is not None:
                return loan._replace(ends=None)
            return loan._replace(ends=loan.at_fraction(source.until / source.length))

        return self._replace(
            loans=tuple(map(ending, self.loans)), companions=tuple(map(ending, self.companions))
        )
