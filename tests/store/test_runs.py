"""The days in a row on which something was out, against the plain definition."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readtrack.model import Now
from readtrack.store.database import Row
from readtrack.store.store import Store
from readtrack.store.years import EARLIEST_CHECKOUT, out_since

from .contents import outside

pytestmark = pytest.mark.files

TODAY = date(2026, 3, 30)
DAY = timedelta(days=1)
LONG_AGO = TODAY - 400 * DAY

LOAN = (
    "INSERT INTO loans (book_id, format, unit, length, checked_out, due, ended, ending, outcome, "
    "start, speed) VALUES (1, '{kind}', 'pages', 300, '{out}', '{due}', {ended}, 0, 1)"
)


@pytest.fixture(scope="module")
def db(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "store.db"
    with open_store(path):
        pass
    outside(path, "INSERT INTO books (id, title, key, authors) VALUES (1, 'Emma', 'emma', '[]')")
    return path


def open_store(path: Path, today: date = TODAY) -> Store:
    return Store.open(str(path), Now(today, datetime(2026, 3, 30, 12, tzinfo=UTC)))


def put(db: Path, *loans: tuple[int, int, str]) -> None:
    """Loans that began and were due so many days ago: `returned`, or out as `print` or `ebook`."""
    outside(db, "DELETE FROM loans")
    for began, due, state in loans:
        returned = state == "returned"
        day = TODAY - due * DAY
        ended = f"'{day}', 'returned', 'finished'" if returned else "NULL, NULL, NULL"
        kind = "ebook" if returned else state
        outside(db, LOAN.format(kind=kind, out=TODAY - began * DAY, due=day, ended=ended))


def found(db: Path, earliest: date = LONG_AGO) -> int | None:
    """How many days ago the run began."""
    with open_store(db) as store:
        since = out_since(store, earliest)
    return None if since is None else (TODAY - since).days


def by_definition(loans: list[tuple[int, int, str]]) -> int | None:
    days = {
        ago
        for began, due, state in loans
        for ago in range(0 if state == "print" else max(0, due), began + 1)
    }
    return next((ago - 1 for ago in range(500) if ago not in days), None) if 0 in days else None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60), st.integers(0, 9), st.sampled_from(["returned", "ebook", "print"])
        ).map(lambda each: (each[0] + each[1], each[0], each[2])),
        max_size=14,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_first_of_the_days_in_a_row(db: Path, loans: list[tuple[int, int, str]]) -> None:
    put(db, *loans)
    assert found(db) == by_definition(loans)


@pytest.mark.parametrize(
    ("loans", "since"),
    [
        ([], None),
        ([(9, 1, "returned")], None),
        ([(9, 0, "returned")], 9),
        ([(9, 0, "returned"), (9, 0, "returned"), (30, 9, "returned")], 30),
        ([(9, 0, "returned"), (30, 10, "returned")], 30),
        ([(9, 0, "returned"), (30, 11, "returned")], 9),
        # Lapsed, though no command has stored that yet.
        ([(9, -5, "ebook"), (30, 10, "ebook")], 30),
        ([(9, -5, "ebook"), (30, 11, "ebook")], 9),
        # An overdue book is still out.
        ([(40, 19, "print")], 40),
    ],
)
def test_loans_join_where_one_began_no_later_than_the_day_after_another(
    db: Path, loans: list[tuple[int, int, str]], since: int | None
) -> None:
    put(db, *loans)
    assert found(db) == since


def test_it_looks_no_farther_back_than_it_has_to(db: Path) -> None:
    put(db, *((ago + 5, ago, "returned") for ago in range(0, 100, 5)))
    assert found(db) == 100
    assert found(db, TODAY - 32 * DAY) == 35, "that loan was out on the day"


def test_each_look_up_uses_the_index_of_ended_loans(db: Path) -> None:
    put(db, (9, 0, "returned"))
    day = {"day": "2026-03-30", "looked_at": "9999-12-31"}
    with closing(sqlite3.connect(db)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {EARLIEST_CHECKOUT}", day).fetchall()
    steps = [str(step[3]) for step in plan]
    assert any("loans_ended" in step for step in steps), steps
    assert not any("SCAN loans" in step and "loans_out" not in step for step in steps), steps


def test_the_look_ups_touch_no_loan_twice(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the cost grows with the days in a row, not with their square."""
    put(db, *((ago + 1, ago, "returned") for ago in range(60)))
    ranges: list[tuple[str, str]] = []
    with open_store(db) as store:
        ask = store.rows

        def watched(sql: str, values: dict[str, str]) -> list[Row]:
            ranges.append((values["day"], values["looked_at"]))
            return ask(sql, values)

        monkeypatch.setattr(store, "rows", watched)
        assert out_since(store, LONG_AGO) == TODAY - 60 * DAY
    assert all(later[1] == earlier[0] for earlier, later in pairwise(ranges))
