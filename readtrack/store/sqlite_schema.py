"""SQLite's way to make a store: its dialect, its trigger language, its header and its catalogue."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.dialects import sqlite

from readtrack.errors import StoreError
from readtrack.store.backup import copy, free_name
from readtrack.store.declared import (
    Made,
    Schema,
    journaled_tables,
    key_of,
    table_statements,
    view_statements,
)
from readtrack.store.journal import OPEN
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.sqlite import BESIDE, Sqlite, make_private, other_database

_DIALECT = sqlite.dialect()

WITHIN_LENGTH = (
    "CREATE TRIGGER progress_within_length_on_insert BEFORE INSERT ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER progress_within_length_on_update BEFORE UPDATE ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER length_covers_progress_on_insert BEFORE INSERT ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
    "CREATE TRIGGER length_covers_progress BEFORE UPDATE OF length ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
)
"""Positions lie within the length of their loan, which no CHECK can say across two tables."""


def triggers(relation: str, columns: Sequence[str], key: str) -> list[str]:
    """Return the statements that make `relation` keep its journal."""
    row = ", ".join(f"'{column}', OLD.{column}" for column in columns)

    def note(key_value: str, before: str, source: str = "") -> str:
        return (
            "INSERT INTO journal (command_id, relation, key, before) "
            f"SELECT {OPEN}, '{relation}', {key_value}, {before}{source}; "
        )

    replaced = f"held.{key}", f"json_object({row.replace('OLD.', 'held.')})"
    held = f" FROM {relation} AS held WHERE held.{key} = NEW.{key}"
    # Looking first is faster than beginning to write for a row that is not there.
    is_held = f" WHEN EXISTS (SELECT 1{held})"
    body = {
        # INSERT OR REPLACE deletes the row it replaces without firing a delete trigger.
        "BEFORE INSERT": (is_held, note(*replaced, held)),
        # UPDATE OR REPLACE onto another row's key deletes that one as silently.
        f"BEFORE UPDATE OF {key}": (f" WHEN NEW.{key} <> OLD.{key}", note(*replaced, held)),
        "AFTER INSERT": ("", note(f"NEW.{key}", "NULL")),
        "AFTER UPDATE": ("", note(f"NEW.{key}", f"json_object({row})")),
        "AFTER DELETE": ("", note(f"OLD.{key}", f"json_object({row})")),
    }
    return [
        f"CREATE TRIGGER journal_{relation}_{when.lower().replace(' ', '_')} "
        f"{when} ON {relation}{only} BEGIN {statement}END"
        for when, (only, statement) in body.items()
    ]


class SqliteSchema(Schema):
    """The schema of a store in a file."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        # Each transaction has the write lock; foreign keys cannot be switched within one.
        self.database.run("PRAGMA foreign_keys = OFF")
        # A row that breaks a CHECK since a change outside stays as it is, for doctor to name.
        self.database.run("PRAGMA ignore_check_constraints = ON")
        yield
        with suppress(StoreError):  # another process is there and does it
            self.database.run("PRAGMA journal_mode = WAL")

    def version(self) -> int:
        ours = self.database.run("PRAGMA application_id")[0][0] == APPLICATION_ID
        version: int = self.database.run("PRAGMA user_version")[0][0]
        tables = self.database.run("SELECT count(*) FROM sqlite_master")[0][0]
        if not ours and (tables or version):
            raise other_database(self.database.name)
        return version

    def set_version(self, version: int) -> None:
        self.database.run(f"PRAGMA application_id = {APPLICATION_ID}")
        self.database.run(f"PRAGMA user_version = {version}")

    def change(self, statement: str) -> None:
        if sqlite3.sqlite_version_info < (3, 37):
            statement = statement.removesuffix("STRICT").rstrip()
        self.database.run(statement)

    def make_tables(self) -> None:
        for statement in table_statements(_DIALECT):
            self.change(statement)

    def make_the_rest(self) -> None:
        made = [*view_statements(_DIALECT), *WITHIN_LENGTH]
        for table in journaled_tables():
            made += triggers(table.name, [column.name for column in table.columns], key_of(table))
        for statement in made:
            self.database.run(statement)

    def drop_the_rest(self) -> None:
        made = self.database.run(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')"
        )
        for kind, name in made:
            self.database.run(f'DROP {kind} "{name}"')

    def remove(self) -> None:
        self.database.close()
        for end in ("", *BESIDE):
            Path(f"{self.database.name}{end}").unlink(missing_ok=True)

    def back_up(self, version: int) -> None:
        path = self.database.name
        target = free_name(f"{path}.v{version}", ".backup")
        make_private(target)
        copy(path, target)

    def faults(self, most: int) -> Iterator[str]:
        for (fault,) in self.database.each(f"PRAGMA integrity_check({most})"):
            if fault != "ok":
                yield str(fault)

    def orphans(self) -> list[str]:
        return [str(row[0]) for row in self.database.run("PRAGMA foreign_key_check")]

    def found(self) -> Made:
        rows = self.database.run("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
        made: Made = {}
        for name, kind, sql in rows:  # SQLAlchemy breaks lines within brackets and quotes new names
            line = " ".join(sql.split()).replace(f'TABLE "{name}"', f"TABLE {name}")
            line = line.replace("( ", "(").replace(" )", ")").removesuffix(" STRICT")
            made[name] = kind, line
        return made

    def wanted(self) -> Made:
        with Sqlite(":memory:", 0) as database:
            new = SqliteSchema(database)
            new.make_tables()
            new.set_version(VERSION)
            new.make_the_rest()
            return new.found()
