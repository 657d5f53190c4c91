"""PostgreSQL: the store is a schema on a server, named after its reader.

What is PostgreSQL's own stands here and in `postgres_schema.py`: the driver, addresses, locks, and
the server's errors in our words. Days come out as ISO text, so that rows are those of SQLite.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readtrack.errors import ReadtrackError, StoreError
from readtrack.store.address import Address
from readtrack.store.database import (
    NOTHING,
    PATIENCE,
    Database,
    Parameters,
    Refused,
    Values,
    damaged,
)
from readtrack.store.place import home_path
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.troubles import in_our_words

try:
    # Its import costs 3.8 bare starts of the interpreter; psycopg 3 costs 15.5, pg8000 9.9.
    import psycopg2
    from psycopg2.extensions import connection, cursor

    from readtrack.store import link, postgres_sql
except ModuleNotFoundError as error:
    raise StoreError(
        "A store on a server needs psycopg2.", "Install it: pip install 'readtrack[postgres]'"
    ) from error

if TYPE_CHECKING:
    from readtrack.store.declared import Schema

STORE = re.compile(r"readtrack store, version ([0-9]+)")
"""The comment on the table `commands`, which says what the schema is."""

NEAR = ("", "localhost", "127.0.0.1", "::1")
"""Hosts that are this machine, as sockets are."""

MANY = 500
"""Rows that are sent at once."""

ANOTHER = "Name another store with --db or READTRACK_DB."


class Postgres(Database):
    """A store on a server."""

    is_spoiled_by_errors = True

    def __init__(self, path: str, patience: float) -> None:
        self.path = path
        self.address = Address.read(path)
        self.name = self.address.name
        self.patience = patience
        self.locks = True
        """Whether a transaction waits for its turn to write; not while the schema is made."""
        self.connection = self._connect()
        self.reader: str = self.address.reader or self.connection.info.user
        self._within = False
        self._cursors = count()
        """The numbers of what is read row by row."""
        self._done = False
        """Whether a command was written."""
        self._writing: str | None = None
        """The number of the transaction that writes, as the server counts them."""

    def _connect(self) -> connection:
        with self.plainly():
            made = link.connected(self.path, self.address, self.patience)
        for each in postgres_sql.TYPES:
            psycopg2.extensions.register_type(each, made)
        return made

    @staticmethod
    def beside(path: str) -> str:
        with Postgres(path, PATIENCE) as database:
            return str(Path(home_path()).with_name(database.reader))

    @property
    def quoted(self) -> str:
        """The schema's name, as SQL writes it."""
        return f'"{postgres_sql.doubled(self.reader)}"'

    def _run(self, sql: str, values: Parameters = NOTHING) -> cursor:
        written, has_values = postgres_sql.in_its_words(sql)
        made = self.connection.cursor()
        made.execute(written, values if has_values else None)
        return made

    def run(self, sql: str, values: Parameters = NOTHING) -> list[Any]:
        try:
            return self._rows(sql, values)
        except (psycopg2.Error, ValueError) as error:
            if not self.connection.closed or self.in_transaction:
                raise self._in_our_words(error) from error
        self.connection = self._connect_again()  # nothing was begun over the one that broke
        try:
            return self._rows(sql, values)
        except (psycopg2.Error, ValueError) as error:
            raise self._in_our_words(error) from error

    def _rows(self, sql: str, values: Parameters) -> list[Any]:
        made = self._run(sql, values)
        if made.description is None:
            return []
        row = postgres_sql.row_type(*(each.name for each in made.description))
        return list(map(row, made.fetchall()))

    def each(self, sql: str, values: Values = NOTHING) -> Iterator[Any]:
        name = f"each_{next(self._cursors)}"
        lasts = "" if self.in_transaction else " WITH HOLD"
        self.run(f"DECLARE {name} NO SCROLL CURSOR{lasts} FOR {sql}", values)
        try:
            while rows := self.run(f"FETCH {MANY} FROM {name}"):
                yield from rows
        finally:
            with suppress(ReadtrackError):  # it ends with its transaction
                self.run(f"CLOSE {name}")

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        written, _ = postgres_sql.in_its_words(sql)
        with self.plainly(), self.connection.cursor() as made:
            source = (made.mogrify(written, dict(row)) for row in rows)
            while some := list(islice(source, MANY)):
                made.execute(b";".join(some))

    def insert_many(
        self, relation: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        sql = f"INSERT INTO {relation} ({', '.join(columns)}) VALUES "
        places = f"({', '.join(['%s'] * len(columns))})"
        source = iter(rows)
        with self.plainly(), self.connection.cursor() as made:
            while some := list(islice(source, MANY)):
                made.execute(sql.encode() + b", ".join(made.mogrify(places, row) for row in some))

    @property
    def in_transaction(self) -> bool:
        return self._within

    def begin(self, *, lasting: bool = True) -> None:
        begin = "BEGIN; " + ("" if lasting else "SET LOCAL synchronous_commit TO off; ")
        reader = self.reader.replace("'", "''")
        lock = f"pg_advisory_xact_lock({APPLICATION_ID}, hashtext('{reader}'))"
        turn = f"SELECT pg_current_xact_id()::text, {lock}"
        try:
            found = self.run(begin + (turn if self.locks else ""))
        except BaseException:
            self.roll_back()
            raise
        self._within = True
        self._writing = found[0][0] if found else None

    def commit(self) -> None:
        command = self.command
        try:
            self._run("COMMIT")
        except psycopg2.Error as error:
            if not self.connection.closed or command is None:
                raise self._in_our_words(error) from error
            self._within = False
            self._find_out(*command)
        self._within = False
        self.command = None
        self._done = self._done or command is not None

    def _find_out(self, number: int, at: str) -> None:
        """Raise StoreError unless the server has committed the command; ask it once more.

        That takes a new connection, and where there is none nobody knows.
        """
        values = {"id": number, "at": at, "writing": self._writing}
        try:
            self.connection = self._connect_again()
            self.begin()  # once it is our turn, what was being written is there or never will be
            sql = "SELECT 1 FROM commands WHERE id = :id AND at = :at AND xmin::text = :writing"
            found = self.run(sql, values)
        except StoreError as error:
            raise StoreError(
                f"The connection broke while the change was written, and {self.name} cannot be "
                "reached.",
                "Before you do it again, see whether it is done: readtrack undo --list",
            ) from error
        self.roll_back()
        if not found:
            raise self._broken()

    def _connect_again(self) -> connection:
        from time import monotonic, sleep

        end = monotonic() + self.patience
        while True:
            try:
                return self._connect()
            except StoreError:
                if monotonic() > end:
                    raise
                sleep(0.1)

    def roll_back(self) -> None:
        self.command, self._within = None, False
        with suppress(psycopg2.Error):  # a connection that broke has rolled back by itself
            self._run("ROLLBACK")

    def begin_reading(self) -> None:
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        self._within = True

    def wait(self, seconds: float) -> None:
        self.run(f"SET lock_timeout = {round(1000 * seconds)}")

    @contextmanager
    def plainly(self) -> Iterator[None]:
        try:
            yield
        except psycopg2.Error as error:
            raise self._in_our_words(error) from error

    def look_over(self) -> None:
        tables = self.run(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema) "
            "AND relkind = 'r'",
            {"schema": self.quoted},
        )
        for (name,) in tables:
            self.run(f'ANALYZE "{postgres_sql.doubled(name)}"')

    def check_references_at_the_end(self) -> None:
        self.run("SET CONSTRAINTS ALL DEFERRED")

    def check_references_now(self) -> None:
        self.run("SET CONSTRAINTS ALL IMMEDIATE")

    def columns(self, relation: str) -> dict[str, str]:
        found = self.run(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = :schema AND table_name = :relation ORDER BY ordinal_position",
            {"schema": self.reader, "relation": relation},
        )
        kinds = {"bigint": "INTEGER", "double precision": "REAL"}
        return {name: kinds.get(kind, "TEXT") for name, kind in found}

    def version(self) -> int:
        (comment, some), *_ = self.run(
            "SELECT obj_description(to_regclass(:commands), 'pg_class'), EXISTS "
            "(SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace(:schema))",
            {"commands": f"{self.quoted}.commands", "schema": self.quoted},
        )
        found = STORE.fullmatch(comment or "")
        if found is None:
            if some:
                raise StoreError(
                    f"{self.name}: the schema {self.reader} is not a readtrack store.",
                    "Name another reader: postgresql://…/DATABASE?reader=NAME",
                )
            return 0
        version = int(found[1])
        if version > VERSION:
            raise StoreError(
                f"{self.name} was written by a newer readtrack (store version {version}, "
                f"this program knows {VERSION}).",
                f"Upgrade readtrack.\n{ANOTHER}",
            )
        return version

    def schema(self) -> "Schema":
        from readtrack.store.postgres_schema import PostgresSchema

        return PostgresSchema(self)

    def close(self) -> None:
        link.give_back(self.path, self.connection)

    @property
    def warning(self) -> str | None:
        info = self.connection.info
        if info.ssl_in_use or info.host in NEAR or info.host.startswith(("/", "@")):
            return None
        return f"The connection to {info.host} is not encrypted. To insist: sslmode=require"

    def _in_our_words(self, error: Exception) -> Exception:
        if isinstance(error, ValueError):  # a NUL, which no text of PostgreSQL has
            return Refused(in_our_words(error))
        assert isinstance(error, psycopg2.Error)
        code = error.pgcode or ""
        what = self.address.without_secrets(postgres_sql.first_line(error))
        lost = not code and not isinstance(error, psycopg2.ProgrammingError)
        if code[:2] in ("22", "23"):
            return Refused(in_our_words(what))
        if code in postgres_sql.BUSY:
            return StoreError(
                f"Another program is writing to {self.name}.", "Try again in a moment."
            )
        if code in postgres_sql.FORBIDDEN:
            remedy = f"Whoever runs the server can allow it to {self.connection.info.user}."
            return StoreError(f"You may not do that in {self.name}: {what}.", remedy)
        if code in postgres_sql.FULL:
            return StoreError(f"{self.name} has no room: {what}.", "Nothing was changed.")
        if code in postgres_sql.DAMAGED:
            return damaged(self.name, in_our_words(what), ANOTHER)
        if code in postgres_sql.BROKEN or isinstance(error, psycopg2.InterfaceError) or lost:
            if getattr(self, "connection", None) is not None:
                return self._broken()
            return StoreError(f"Cannot reach {self.name}: {what}.", ANOTHER)
        return StoreError(f"Cannot use the store {self.name}: {what}.", ANOTHER)

    def _broken(self) -> StoreError:
        if self._done:
            what = f"The change is made, but the connection to {self.name} broke after it."
            return StoreError(what, "See it: readtrack undo --list")
        what = f"The connection to {self.name} broke. Nothing was changed."
        return StoreError(what, "Try again in a moment.")
