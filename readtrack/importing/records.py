"""What importers hand over, whatever file it came from, in the words of the program."""

from collections.abc import Callable
from datetime import date

from readtrack.exported import ExportedRow
from readtrack.limits import MOST_RENEWALS
from readtrack.model import Ending, Format, Outcome
from readtrack.named_tuple import NamedTuple


class Borrowed(NamedTuple):
    """What a file says of a loan; None where it does not say."""

    checked_out: date | None = None
    due: date | None = None
    due_time: str | None = None
    """Local hour a digital loan ends, `14:05`."""
    estimated: bool = False
    """Whether the due date was worked out, because the file has none."""
    renewals: int = 0
    renewable_on: date | None = None
    renewals_left: int | None = None
    """Renewals that the library still allows."""
    may_renew: bool | None = None
    """Whether the library allows a renewal, where it does not say how many."""
    library: str | None = None
    ended: date | None = None
    """The day it was given back; None where it is out, or ended by itself when it was due."""
    ending: Ending | None = None
    outcome: Outcome | None = None
    copy: str | None = None
    """What the library calls this copy, after the kind of name: `barcode:111`, `item:http://…`.

    `uid:…` is the name of an event, which another calendar of the same loans may not have.
    """

    def left_after(self, before: int | None = None, *, renewed: bool = False) -> int | None:
        """The renewals still allowed, where `before` were: each that was had leaves one less."""
        if self.renewals_left is not None:
            return min(self.renewals_left, MOST_RENEWALS)
        left = before and before - renewed
        if self.may_renew is None:
            return left
        return (left or None) if self.may_renew else 0


class Later(NamedTuple):
    """What a file says of a loan that another file tells the beginning of."""

    day: date
    """The loan was begun by then."""
    what: str
    """What happened first, `returned`."""
    values: tuple[object, ...]
    completed: Callable[..., Borrowed]
    """Makes of the loan as it was begun, and of the `values`, what it is after that."""


class Reached(NamedTuple):
    """The place at the end of a day, as a fraction of the book from 0 to 1."""

    day: date
    """The reader's day, in the reader's time zone."""
    at: float
    minutes: int | None = None
    """Minutes read on that day."""
    page: int | None = None
    """The page, where the file does not say how many there are, instead of the fraction."""


class Past(NamedTuple):
    """Reading outside of any loan: `share` of the book, from `first` through `last`."""

    first: date | None = None
    last: date | None = None
    share: float = 1
    minutes: int | None = None


class Record(NamedTuple):
    """One thing a file says of one book."""

    where: str
    """`line 12`, `item 3`: where in the file it stands."""
    title: str
    """With single blanks between its words, like every text here."""
    authors: tuple[str, ...] = ()
    isbn: str | None = None
    """Bare digits, 10 or 13, the check digit right."""
    format: Format | None = None
    """None where the file does not say: an audiobook if it has `seconds`, else an e-book."""
    pages: int | None = None
    seconds: int | None = None
    """Length of the audiobook, at normal speed."""
    loan: Borrowed | None = None
    log: tuple[Reached, ...] = ()
    """Places by day, for a loan of the book that was out on that day."""
    past: tuple[Past, ...] = ()
    later: Later | None = None
    """Instead of a loan: how one went on that is stored."""


class Problem(NamedTuple):
    """Something that cannot be taken as it is; the rest of the file can."""

    where: str
    excerpt: str
    what: str
    remedy: str


class Hold(NamedTuple):
    """A hold that can be collected."""

    authors: tuple[str, ...] = ()
    collect_by: date | None = None
    """The last day of it."""


class Skipped(NamedTuple):
    """Something that was left out on purpose: a hold, a magazine, a book without a title."""

    where: str
    title: str
    reason: str
    hold: Hold | None = None
    """The days of a hold that is ready: the shelf takes them where the book is on it."""


Item = Record | ExportedRow | Problem | Skipped
