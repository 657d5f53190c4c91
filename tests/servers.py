"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket, run by nobody."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from readtrack.store.postgres_sql import TYPES

NOBODY = 65534
OWNER = "owner"
"""The role that may do everything."""


class Server:
    """A cluster with one database, `books`."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._programs = programs

    def make(self) -> None:
        self._run("initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "-N")
        self.start()
        self._run("createdb", "-h", self.folder, "-U", OWNER, "books")

    def start(self, *settings: str) -> None:
        """`settings` are of the form `ssl=on`; the last one of a name stands."""
        chosen = ("listen_addresses=", "fsync=off", "max_connections=60", *settings)
        words = f"-k {self.folder} {' '.join(f'-c {each}' for each in chosen)}"
        log = self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-o", words, "-l", log)

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "stop", "-m", how, "-D", self.data)

    def address(self, reader: str | None = None, role: str = OWNER) -> str:
        chosen = "" if reader is None else f"&reader={reader}"
        return f"postgresql://{role}@/books?host={self.folder}{chosen}"

    def psql(self, *statements: str, role: str = OWNER) -> str:
        """What psql prints for the statements, which are one transaction."""
        said = [part for each in statements for part in ("-c", each)]
        options = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-1")
        return self._run("psql", *options, "-h", self.folder, "-U", role, "-d", "books", *said)

    def dump(self, schema: str) -> str:
        return self._run("pg_dump", "-h", self.folder, "-U", OWNER, "-n", schema, "books")

    def psql_file(self, script: str) -> None:
        options = ("-X", "-q", "-v", "ON_ERROR_STOP=1")
        self._run("psql", *options, "-h", self.folder, "-U", OWNER, "-d", "books", said=script)

    def _run(self, program: str, *words: str | Path, said: str = "") -> str:
        done = subprocess.run(
            [self._programs / program, *words],
            input=said,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            user=NOBODY if os.geteuid() == 0 else None,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 0, (program, done.stdout)
        return done.stdout


class Engine:
    """Which engine the stores of the test that runs are on."""

    server: Server | None = None
    """The server; None is SQLite."""


def on_file() -> bool:
    """Whether the stores of the test that runs are files."""
    return Engine.server is None


def where(db: Path | str) -> str:
    """What names a store to the program: the file, or the schema that stands for it."""
    return str(db) if Engine.server is None else Engine.server.address(reader(db))


def reader(db: Path | str) -> str:
    """The reader whose store stands for a file."""
    return f"r{sha256(str(db).encode()).hexdigest()[:16]}"


class Outside:
    """A connection as a person with psql has, to be used like one of sqlite3."""

    def __init__(self, db: Path | str) -> None:
        assert Engine.server is not None
        self.connection = psycopg2.connect(Engine.server.address())
        self.connection.autocommit = True
        for each in TYPES:
            psycopg2.extensions.register_type(each, self.connection)
        self.cursor = self.connection.cursor()
        self.cursor.execute(f"SET search_path = {reader(db)}")

    def execute(self, sql: str, values: Any = ()) -> Any:
        if sql == "PRAGMA foreign_keys = ON":
            return self.cursor
        if sql == "BEGIN IMMEDIATE":
            sql = "BEGIN; SELECT pg_advisory_xact_lock(1919186034, hashtext(current_schema()))"
        if values:
            self.cursor.execute(re.sub(r"\?", "%s", sql.replace("%", "%%")), values)
        else:
            self.cursor.execute(sql)
        return self.cursor

    def close(self) -> None:
        self.connection.close()


REFUSALS = (sqlite3.IntegrityError, psycopg2.IntegrityError, psycopg2.DataError)
"""What is raised for a change that the store forbids, whoever makes it."""

OF_SQLITE = ("OR REPLACE", "REPLACE INTO", "PRAGMA", "sqlite_master", "json_", "char(")
"""What only SQLite understands."""


def only_on_files(*statements: str) -> None:
    """Leave a test out on a server where its statements are in SQLite's own words."""
    if not on_file() and any(word in each for word in OF_SQLITE for each in statements):
        pytest.skip("this is said to SQLite alone")


def copied(db: Path, to: Path) -> Path:
    """A copy of a store for one test, in a folder or in the place of another."""
    target = to / db.name if to.is_dir() else to
    if Engine.server is None:
        return Path(shutil.copy(db, target))
    dump = Engine.server.dump(reader(db)).replace(reader(db), reader(target))
    Engine.server.psql(f"DROP SCHEMA IF EXISTS {reader(target)} CASCADE")
    Engine.server.psql_file(dump)
    return target


def refill(db: Path, target: Path) -> None:
    """Make one store on the server hold what another does: its rows and its next numbers."""
    assert Engine.server is not None
    source, into = reader(db), reader(target)
    found = "SELECT string_agg({name}, ' ') FROM pg_{kind}s WHERE schemaname = '{source}'"
    tables, sequences = (
        Engine.server.psql(found.format(name=name, kind=kind, source=source)).split()
        for name, kind in (("tablename", "table"), ("sequencename", "sequence"))
    )
    Engine.server.psql(
        "SET session_replication_role = replica",  # neither journal nor references
        f"TRUNCATE {', '.join(f'{into}.{each}' for each in tables)}",
        *(f"INSERT INTO {into}.{each} SELECT * FROM {source}.{each}" for each in tables),
        *(
            f"SELECT setval('{into}.{each}', last_value, is_called) FROM {source}.{each}"
            for each in sequences
        ),
    )


@contextmanager
def running() -> Iterator[Server]:
    """A server that is gone afterwards. The test is left out where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: each.parts[-2])
    if not found and shutil.which("initdb") is None:
        assert "CI" not in os.environ, "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed")
    programs = found[-1] if found else Path(shutil.which("initdb") or "").parent
    with tempfile.TemporaryDirectory(prefix="rt-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        server = Server(folder, programs)
        try:
            server.make()
            yield server
        finally:
            if (server.data / "postmaster.pid").exists():
                server.stop("immediate")
