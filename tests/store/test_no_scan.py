"""No command of every day reads all that ever was, however long the history grows."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from readtrack.store.postgres import Postgres
from tests.servers import Server
from tests.slow import few

from .contents import done, run

TODAY = "2026-03-02"
SMALL = (
    "settings",
    "sittings",
    "routines",
    "away",
    "snoozes",
    "wishes",
    "sittings",
    "asked",
    "answers",
    "CONSTANT",
    "pragma_table_info",
    "json_each",
)
"""What does not grow with the years: tables that hold a few rows, and no tables."""

ORDERED = ("loans_out", "readings_timed")
"""Indexes that hold what is out alone, and what is read from the newest on, twelve rows at most."""

SHORT = (
    "SELECT at FROM commands ORDER BY id LIMIT 1",
    "SELECT id, words FROM commands WHERE undone_by IS NULL AND undoes IS NULL AND open = 0 "
    "ORDER BY id DESC LIMIT 1",
)
"""Statements that end at the first row they come to."""

LINES = (
    "", "prompt", "list", "pace", "due", "plan", "ways", "later", "checkup", "config", "show dune",
    "consider Kim --pages 300", "add Kim --pages 300", "log dune +1", "start dune", "stop",
    "renew dune", "return dune",
    "undo", "aside 20", "finish dune", "drop dune", "edit dune --pages 500", "snooze dune 2",
    "later add Kim --pages 300", "away 2026-04-01..2026-04-03", "routine add bed 30", "review 2",
    "chart", "chart load", "chart year",
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    db = tmp_path / "store.db"
    for line in (
        "add Dune --pages 400",
        "log dune 10",
        "add Emma --pages 200",
        "finish emma",
        "start dune",
    ):
        done(db, TODAY, *line.split())
    return db


@pytest.mark.files
@pytest.mark.parametrize("line", few(LINES, 12))
def test_a_command_looks_things_up(db: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(said.append)
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", watched)
        assert run(db, TODAY, *line.split()).code in (0, 1)
    assert said
    with closing(sqlite3.connect(db)) as connection:
        for statement in planned(said):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            steps = [str(step[3]) for step in plan]
            scans = [s for s in steps if s.startswith("SCAN") and s.split()[1] not in SMALL]
            in_order = all(each.split()[-1] in ORDERED for each in scans)
            assert statement in SHORT or in_order, (statement, steps)


def planned(said: list[str]) -> list[str]:
    """The statements that an engine makes a plan for."""
    begins = ("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")
    return [each for each in said if each.lstrip().startswith(begins)]


HISTORY = """
SET search_path = looks; SET session_replication_role = replica;
INSERT INTO books (id, title, key, authors)
    SELECT n, 'Old ' || n, 'old ' || n, '[]' FROM generate_series(100, 20000) AS n;
INSERT INTO loans (id, book_id, format, unit, length, checked_out, due, start, speed, ended, ending,
    outcome)
    SELECT n, n, 'ebook', 'pages', 400, DATE '2026-01-01' - n % 3000, DATE '2026-02-01' - n % 3000,
        0, 1, DATE '2026-01-20' - n % 3000, 'returned', 'finished'
    FROM generate_series(100, 20000) AS n;
INSERT INTO renewals (id, loan_id, day, due_before, due_after)
    SELECT n, n, '2020-01-01', '2020-01-02', '2020-01-03' FROM generate_series(100, 20000) AS n;
INSERT INTO progress (id, loan_id, day, position, minutes)
    SELECT n, n / 4 + 100, DATE '2020-01-01' + n % 2000, 20, 20
    FROM generate_series(100, 79000) AS n;
INSERT INTO readings (id, book_id, last, share, minutes)
    SELECT n, n, DATE '2020-01-01' + n % 2000, 1, 300 FROM generate_series(100, 20000) AS n;
INSERT INTO lengths (id, book_id, unit, length)
    SELECT n, n, 'pages', 300 FROM generate_series(100, 20000) AS n;
INSERT INTO commands (id, at, words, open)
    SELECT n, '2020-01-01T12:00:00+00:00', 'log', 0 FROM generate_series(100, 80000) AS n;
INSERT INTO journal (id, command_id, relation, key)
    SELECT n, n, 'progress', n FROM generate_series(100, 80000) AS n;
ANALYZE;
"""
"""Years of loans, with what was read in them, and the commands that wrote it."""

GROW = ("books", "loans", "progress", "readings", "lengths", "commands", "journal", "renewals")

WHOLE = re.compile(r"(?:Seq|Index|Index Only) Scan(?: Backward)?(?: using (\w+))? on (\w+)")

OF_FEW = (*ORDERED, "commands_open", "commands_undone", "readings_timed")
"""Indexes that have few rows, or are read from one end until enough is found."""


@pytest.fixture(scope="module")
def looked_at(_engine: None, server: Server) -> str:
    """A store on a server, with years behind it."""
    server.psql("DROP SCHEMA IF EXISTS looks CASCADE")
    address = server.address("looks")
    for words in ("add Dune --pages 400", "log dune 10", "add Emma --pages 200", "finish emma"):
        assert run(address, TODAY, *words.split()).code == 0  # type: ignore[arg-type]
    server.psql_file(HISTORY)
    return address


@pytest.mark.server
@pytest.mark.files
@pytest.mark.parametrize("line", LINES)
def test_a_command_looks_things_up_on_a_server(
    looked_at: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    real = Postgres._run

    def watched(self: Postgres, *given: Any) -> Any:
        made = real(self, *given)
        assert made.query is not None
        said.append(str(made.query, "utf-8"))
        return made

    with monkeypatch.context() as patch:
        patch.setattr(Postgres, "_run", watched)
        run(looked_at, TODAY, *line.split())  # type: ignore[arg-type]
    assert said
    if line != "undo" and any(each.startswith("INSERT INTO commands (at, w") for each in said):
        run(looked_at, TODAY, "undo")  # type: ignore[arg-type]
    with Postgres(looked_at, 1) as database:
        for statement in planned(said):
            plan = [row[0] for row in database.run(f"EXPLAIN {statement}")]
            assert not scans(plan), (scans(plan), statement, plan)


def scans(plan: list[str]) -> list[str]:
    """What is read as a whole of a table that grows: what a limit ends is not."""
    found, above = [], list[tuple[int, str]]()
    for step, below in zip(plan, [*plan[1:], ""], strict=True):
        depth = len(step) - len(step.lstrip(" "))
        while above and above[-1][0] >= depth:
            above.pop()
        above.append((depth, step))
        node = WHOLE.search(step)
        if node and node[2] in GROW and node[1] not in OF_FEW and "Index Cond" not in below:
            wholes = [
                step
                for _, step in above
                if re.search(r"Limit|(?<!Incremental )Sort|Aggregate", step)
            ]
            if not (wholes and "Limit" in wholes[-1]):
                found.append(node[0])
    return found
