"""No command of every day reads all that ever was, however long the history grows."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.slow import few

from .contents import done, run

pytestmark = pytest.mark.files

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
        for statement in said:
            if statement.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")):
                plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
                steps = [str(step[3]) for step in plan]
                scans = [s for s in steps if s.startswith("SCAN") and s.split()[1] not in SMALL]
                assert statement in SHORT or all(each.split()[-1] in ORDERED for each in scans), (
                    statement,
                    steps,
                )
