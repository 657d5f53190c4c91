"""What `tables.py` and `views.py` declare, as statements in the language of an engine."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Dialect, Table
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from readtrack.store import own_tables  # noqa: F401, which adds its tables to the metadata
from readtrack.store.database import Database
from readtrack.store.tables import JOURNALED
from readtrack.store.views import VIEWS

METADATA = SQLModel.metadata
"""Every table that `tables.py` and `own_tables.py` declare."""

Made = dict[str, tuple[str, str]]
"""Kind and definition, on one line, of all that a store is made of, by name."""


class Schema(Protocol):
    """The schema of one store: looked at, made, and brought up to date. Each engine has its own."""

    database: Database

    def __init__(self, database: Database) -> None:
        self.database = database

    def alone(self) -> AbstractContextManager[None]:
        """Within, another program that wants to change the schema waits or looks again."""

    def version(self) -> int:
        """The version of the store; 0 where nothing is there. Raises StoreError for no store."""
        return self.database.version()

    def set_version(self, version: int) -> None: ...

    def change(self, statement: str) -> None:
        """Run a statement of a step, which is written in SQLite's words for types."""

    def make_tables(self) -> None:
        """Make the tables and indexes."""

    def make_the_rest(self) -> None:
        """Make the views and triggers."""

    def drop_the_rest(self) -> None:
        """Remove the views and triggers."""

    def remove(self) -> None:
        """Remove the store, which was made for nothing."""

    def back_up(self, version: int) -> None:
        """Copy the store before it is brought up, within a transaction."""

    def faults(self, most: int) -> Iterator[str]:
        """What the engine finds wrong with its own data, so many at most."""

    def orphans(self) -> list[str]:
        """For each row that refers to a missing one the name of its table."""

    def found(self) -> Made:
        """Return what the store is made of."""

    def wanted(self) -> Made:
        """Return what a new store is made of."""


def table_statements(dialect: Dialect) -> list[str]:
    """CREATE TABLE and CREATE INDEX for every declared table."""
    made = []
    for table in METADATA.sorted_tables:
        table.dialect_options["sqlite"]["strict"] = True
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made


def view_statements(dialect: Dialect) -> list[str]:
    """Return the CREATE VIEW statements of all views."""
    return [
        f"CREATE VIEW {name} AS "
        + str(chosen.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        for name, chosen in VIEWS.items()
    ]


def journaled_tables() -> Iterator[Table]:
    """The tables that the journal watches."""
    return (METADATA.tables[name] for name in JOURNALED)


def key_of(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name
