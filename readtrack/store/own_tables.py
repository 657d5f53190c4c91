"""What the program notes for itself: its commands, its journal, what it asked and answered."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from readtrack.store.columns import DayText, is_day, is_list, part
from readtrack.store.tables import WithId


class Command(WithId, table=True):
    """One changing command. While it runs, `open` is 1 and the journal writes under its id."""

    __tablename__ = "commands"
    __table_args__ = (
        part("commands_open", "open", where="open = 1"),
        part("commands_standing", "id", where="undone_by IS NULL"),
        part("commands_undone", "undone_by", where="undone_by IS NOT NULL"),
    )

    at: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    """What was done, as a sentence for `undo --list`."""
    undoes: int | None = Field(default=None, foreign_key="commands.id")
    undone_by: int | None = Field(default=None, foreign_key="commands.id")
    open: int = 1


class Journal(WithId, table=True):
    """What a row was before a change: JSON, or NULL where the change made the row.

    A NULL `command_id` marks a change made outside readtrack.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("journal_by_command", "command_id"),)

    command_id: int | None = Field(default=None, foreign_key="commands.id")
    relation: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    before: str | None = Field(default=None, sa_type=Text().with_variant(JSONB(), "postgresql"))


class Asked(SQLModel, table=True):
    """What the plan of a morning asked of its day.

    It can be worked out again from the log, so no journal watches it.
    """

    __tablename__ = "asked"
    __table_args__ = (*is_day("day"), *is_list("titles"))

    day: date = Field(primary_key=True, sa_type=DayText)
    titles: str = Field(sa_type=Text)
    """JSON: for each title `[book_id, minutes, planned, whole]`, as in `model.AskedTitle`."""


class Answer(WithId, table=True):
    """What was answered to a question, which `answers.py` words; no journal watches it.

    `stamp` says what it was worked out from; a row with another stamp is stale. A few rows say
    which ready holds `remind` spoke of, and on which day.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("answers_by_question", "question", unique=True),)

    question: str = Field(sa_type=Text)
    stamp: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    """For standard output."""
    note: str = Field(sa_type=Text)
    """For standard error."""


class Notice(WithId, table=True):
    """A message about a loan, once for each channel, stage and due date."""

    __tablename__ = "notices"
    __table_args__ = (
        *is_day("due"),
        Index("notices_once", "loan_id", "channel", "stage", "due", unique=True),
    )

    loan_id: int = Field(foreign_key="loans.id", ondelete="CASCADE")
    channel: str = Field(sa_type=Text)
    """`terminal`, or the fingerprint of an address: addresses hold passwords."""
    stage: str = Field(sa_type=Text)
    due: date = Field(sa_type=DayText)


class SourceFile(WithId, table=True):
    """The state of a file when it was last read for a source.

    No journal watches it: it can be worked out again by reading the file, and an import that
    brings nothing new leaves nothing to undo. `command_id` is what brought something from the file
    last; once that is undone, the file counts as taken back.
    """

    __tablename__ = "source_files"
    __table_args__ = (
        CheckConstraint("state IN ('read', 'left', 'failed', 'unknown')", name="state_known"),
        Index("source_files_once", "source_id", "path", unique=True),
    )

    source_id: int = Field(foreign_key="sources.id", ondelete="CASCADE")
    path: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    """`left` where a book waits for the reader to say which one it is, `unknown` for no kind."""
    stamp: str = Field(sa_type=Text)
    """Size and time of change of the file, and of the log that a database has beside it."""
    digest: str = Field(sa_type=Text)
    program: str = Field(sa_type=Text)
    """The version of readtrack that read it."""
    read_at: str = Field(sa_type=Text)
    command_id: int | None = Field(default=None)
    brought_at: str | None = Field(default=None, sa_type=Text)
    """When the file was read with news last, and how many books were new or changed then."""
    new: int = 0
    changed: int = 0
