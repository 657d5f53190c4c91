"""What the reader entered: the one definition of each table, its checks and its indexes.

What the program notes for itself is in `own_tables.py`. `declared.py` compiles both for an engine.
A notebook can query a store with these classes. Days are ISO dates, instants ISO with offset;
positions and lengths are in the loan's unit.
"""

from datetime import date

from sqlalchemy import REAL, CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from readtrack.limits import FASTEST, MINUTES_OF_A_DAY, SLOWEST
from readtrack.model import Ending, Format, Kind, Outcome, Unit
from readtrack.store.columns import (
    DayText,
    JsonText,
    check,
    decimals,
    is_day,
    is_list,
    one_of,
    part,
)


class WithId(SQLModel):
    """A table whose rows have numbers. Columns stand in the order of the fields."""

    id: int | None = Field(default=None, primary_key=True)


class OfBook(WithId):
    book_id: int = Field(foreign_key="books.id")


class OfLoan(WithId):
    loan_id: int = Field(foreign_key="loans.id")


class Book(WithId, table=True):
    __tablename__ = "books"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_not_empty"),
        *is_list("authors"),
        Index("books_by_key", "key"),
        part("books_by_isbn", "isbn", where="isbn IS NOT NULL"),
    )

    title: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    """The title folded, so that spellings of one title meet."""
    authors: list[str] = Field(default_factory=list, sa_type=JsonText)
    isbn: str | None = Field(default=None, sa_type=Text)


class Edition(OfBook, table=True):
    """Another title or ISBN under which a file named a book, so that the next file finds it."""

    __tablename__ = "editions"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_not_empty"),
        *is_list("authors"),
        Index("editions_by_book", "book_id"),
        Index("editions_by_key", "key"),
        part("editions_by_isbn", "isbn", where="isbn IS NOT NULL"),
    )

    title: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    authors: list[str] = Field(default_factory=list, sa_type=JsonText)
    isbn: str | None = Field(default=None, sa_type=Text)


class Loan(OfBook, table=True):
    __tablename__ = "loans"
    __table_args__ = (
        *one_of("format", Format),
        *one_of("unit", Unit),
        *one_of("ending", Ending),
        *one_of("outcome", Outcome),
        *is_day("checked_out"),
        *is_day("due"),
        *is_day("renewable_on"),
        *is_day("ended"),
        *decimals("start", 2),
        *decimals("speed", 2),
        CheckConstraint("length > 0", name="length_positive"),
        CheckConstraint("unit <> 'percent' OR length = 100", name="percent_of_100"),
        *decimals("until", 2),
        CheckConstraint("start >= 0 AND start <= length", name="start_within_length"),
        CheckConstraint("until > 0 AND until <= length", name="until_within_length"),
        CheckConstraint("renewals_left >= 0", name="renewals_left_not_negative"),
        CheckConstraint("due >= checked_out", name="due_after_checked_out"),
        *check(
            "due_time IS strftime('%H:%M', due_time, '+0 minutes')",
            "due_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'",
            "due_time_is_a_time",
        ),
        CheckConstraint(f"speed >= {SLOWEST} AND speed <= {FASTEST:g}", name="speed_possible"),
        CheckConstraint(
            "(ended IS NULL) = (ending IS NULL) AND (ended IS NULL) = (outcome IS NULL)",
            name="ended_whole",
        ),
        CheckConstraint("ended >= checked_out", name="ended_after_checked_out"),
        part("loans_out", "due", where="ended IS NULL"),
        part("loans_ended", "ended", where="ended IS NOT NULL"),
        part("loans_told", "ended", where="ended IS NOT NULL AND untold = 0"),
        Index("loans_by_book", "book_id"),
    )

    format: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    length: int
    checked_out: date = Field(sa_type=DayText)
    due: date = Field(sa_type=DayText)
    due_time: str | None = Field(default=None, sa_type=Text)
    start: float = Field(default=0, sa_type=REAL)
    speed: float = Field(default=1, sa_type=REAL)
    why: str | None = Field(default=None, sa_type=Text)
    library: str | None = Field(default=None, sa_type=Text)
    override: str | None = Field(default=None, sa_type=Text)
    renewable_on: date | None = Field(default=None, sa_type=DayText)
    ended: date | None = Field(default=None, sa_type=DayText)
    ending: str | None = Field(default=None, sa_type=Text)
    outcome: str | None = Field(default=None, sa_type=Text)
    estimated: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """1 where the due date was worked out, because the file of the loan has none."""
    untold: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """1 where it was over when it was imported, and no file has what was read in it."""
    until: float | None = Field(default=None, sa_type=REAL)
    """The end worth reading, where that is not the length."""
    renewals_left: int | None = None
    """Renewals that the library still allows; NULL where nobody entered it."""
    checkout_estimated: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """1 where the day of the checkout was worked out, because the file of the loan has none."""
    format_assumed: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """1 where the file of the loan has no format, so that it is taken for an e-book."""


class Copy(OfLoan, table=True):
    """What a library calls the copy that a loan is of: two copies of one title are two loans."""

    __tablename__ = "copies"
    __table_args__ = (Index("copies_by_loan", "loan_id"),)

    name: str = Field(sa_type=Text)
    """The kind of name and a fingerprint of it: it is compared, and shown nowhere."""


class Renewal(OfLoan, table=True):
    __tablename__ = "renewals"
    __table_args__ = (
        *is_day("day"),
        *is_day("due_before"),
        *is_day("due_after"),
        Index("renewals_by_loan", "loan_id"),
    )

    day: date = Field(sa_type=DayText)
    due_before: date = Field(sa_type=DayText)
    due_after: date = Field(sa_type=DayText)


class Progress(OfLoan, table=True):
    __tablename__ = "progress"
    __table_args__ = (
        *is_day("day"),
        *decimals("position", 2),
        CheckConstraint("position >= 0", name="position_not_negative"),
        CheckConstraint(f"minutes > 0 AND minutes <= {MINUTES_OF_A_DAY}", name="minutes_of_a_day"),
        Index("progress_by_loan", "loan_id", "day", "id"),
    )

    day: date = Field(sa_type=DayText)
    position: float = Field(sa_type=REAL)
    minutes: int | None = None


class Sitting(WithId, table=True):
    """A sitting that is running: reading with the clock on. There is one at most."""

    __tablename__ = "sittings"
    __table_args__ = (
        *check(
            "datetime(started) IS NOT NULL",
            "started ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?$'",
            "started_is_an_instant",
        ),
    )

    loan_id: int = Field(foreign_key="loans.id", ondelete="CASCADE")
    started: str = Field(sa_type=Text)
    """An instant, or a day alone where there was no time of day; then no minutes are counted."""


class Routine(WithId, table=True):
    __tablename__ = "routines"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_not_empty"),
        CheckConstraint(f"minutes > 0 AND minutes <= {MINUTES_OF_A_DAY}", name="minutes_of_a_day"),
        CheckConstraint("length(weekdays) > 0", name="some_weekday"),
        *one_of("kind", Kind),
        *is_day("since"),
    )

    name: str = Field(sa_type=Text)
    minutes: int
    weekdays: str = Field(sa_type=Text)
    """Short names with commas: `mon,tue,wed`."""
    kind: str = Field(sa_type=Text)
    since: date = Field(sa_type=DayText)
    """The day from which it counts as having offered its minutes."""


class Away(WithId, table=True):
    __tablename__ = "away"
    __table_args__ = (
        *is_day("first"),
        *is_day("last"),
        CheckConstraint("last >= first", name="last_after_first"),
    )

    first: date = Field(sa_type=DayText)
    last: date = Field(sa_type=DayText)


class Aside(WithId, table=True):
    """Other reading, which the reserve leaves time for."""

    __tablename__ = "asides"
    __table_args__ = (
        *is_day("day"),
        CheckConstraint(f"minutes > 0 AND minutes <= {MINUTES_OF_A_DAY}", name="minutes_of_a_day"),
        Index("asides_by_day", "day"),
    )

    day: date = Field(sa_type=DayText)
    minutes: int
    what: str | None = Field(default=None, sa_type=Text)


class Wish(OfBook, table=True):
    """A book to borrow later; the shelf has them in the order of their ids."""

    __tablename__ = "wishes"
    __table_args__ = (
        *one_of("format", Format),
        *one_of("unit", Unit),
        *is_day("ready"),
        *is_day("collect_by"),
        *decimals("until", 2),
        CheckConstraint("length > 0", name="length_positive"),
        CheckConstraint("until > 0 AND until <= length", name="until_within_length"),
        CheckConstraint("unit <> 'percent' OR length = 100", name="percent_of_100"),
        CheckConstraint("days > 0", name="days_positive"),
    )

    format: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    length: int
    days: int | None = None
    why: str | None = Field(default=None, sa_type=Text)
    ready: date | None = Field(default=None, sa_type=DayText)
    collect_by: date | None = Field(default=None, sa_type=DayText)
    """The last day on which the library keeps the hold for the reader."""
    until: float | None = Field(default=None, sa_type=REAL)
    """The end worth reading, where that is not the length."""


class Length(OfBook, table=True):
    """How long a book is, stored before it is borrowed: in pages to read, in seconds to hear."""

    __tablename__ = "lengths"
    __table_args__ = (
        CheckConstraint("unit IN ('pages', 'seconds')", name="unit_counts"),
        CheckConstraint("length > 0", name="length_positive"),
        Index("lengths_by_book", "book_id", "unit", unique=True),
    )

    unit: str = Field(sa_type=Text)
    length: int


class Reading(OfBook, table=True):
    """Reading outside of any loan: books owned, or read before the store was begun."""

    __tablename__ = "readings"
    __table_args__ = (
        *one_of("format", Format),
        *is_day("first"),
        *is_day("last"),
        CheckConstraint("last >= first", name="last_after_first"),
        *decimals("share", 4),
        CheckConstraint("share >= 0 AND share <= 1", name="share_of_a_book"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        Index("readings_by_book", "book_id"),
        part("readings_timed", "last", where="minutes IS NOT NULL"),
    )

    format: str | None = Field(default=None, sa_type=Text)
    first: date | None = Field(default=None, sa_type=DayText)
    last: date | None = Field(default=None, sa_type=DayText)
    share: float = Field(default=1, sa_type=REAL)
    """How much of the book was read; 1 is to the end."""
    minutes: int | None = None


class Setting(SQLModel, table=True):
    __tablename__ = "settings"
    __table_args__ = is_day("since")

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)
    since: date | None = Field(default=None, sa_type=DayText)
    """The day on which the value was set; NULL where it was set before days were stored."""


class Snooze(OfBook, table=True):
    """A title that the reader does not want to be warned of for a while."""

    __tablename__ = "snoozes"
    __table_args__ = (*is_day("until"), Index("snoozes_by_book", "book_id"))

    until: date = Field(sa_type=DayText)
    """The last day of it."""


class Source(WithId, table=True):
    """A file, a folder or a pattern of files that `import` reads whenever they have changed."""

    __tablename__ = "sources"
    __table_args__ = (CheckConstraint("length(pattern) > 0", name="pattern_not_empty"),)

    pattern: str = Field(sa_type=Text)
    """Absolute, or from `~` on, as the reader typed it."""
    importer: str | None = Field(default=None, sa_type=Text)
    """The value of `--from`; NULL where each file is recognised by its content."""
    mapped: list[str] = Field(default_factory=list, sa_type=JsonText)
    """The values of `--map`: `due=Frist`."""
    zone: str | None = Field(default=None, sa_type=Text)
    """The value of `--tz`."""


JOURNALED = tuple(SQLModel.metadata.tables)
"""All tables above, as `own_tables.py` imports this module: the journal watches them."""
