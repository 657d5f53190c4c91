"""What an export tells: all of one moment."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readtrack.model import Now
from readtrack.store.exchange import everything as exported
from readtrack.store.exchange import snapshot
from readtrack.store.store import Store
from tests.cli.given import given
from tests.store.contents import outside, rows
from tests.terminal import Home

NOW = Now(date(2026, 3, 2), datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.fixture
def emma(home: Home) -> Home:
    given(home, "add Emma --pages 300")
    return home


def test_an_export_is_of_one_moment(emma: Home) -> None:
    with Store.open(str(emma.store), NOW) as store, snapshot(store):
        found = exported(store)
        first = next(found)
        given(emma, "add Dune --pages 200", "log dune 50")
        told = [first, *found]
    assert [row.values["title"] for row in told if row.relation == "books"] == ["Emma"]
    assert len(told) == 2
    assert len(rows(emma.store, "SELECT * FROM loans")) == 2


def damage(db: Path, relation: str) -> None:
    """Make the pages of a table nonsense."""
    outside(db, "PRAGMA journal_mode = DELETE")
    ((page,),) = rows(db, f"SELECT rootpage FROM sqlite_master WHERE name = '{relation}'")
    ((size,),) = rows(db, "PRAGMA page_size")
    assert isinstance(page, int)
    assert isinstance(size, int)
    with db.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize("words", [["csv"], ["json"], ["csv", "-"]])
def test_a_damaged_store_is_an_error_a_person_can_mend(emma: Home, words: Sequence[str]) -> None:
    damage(emma.store, "wishes")
    answer = emma.run("export", *words)
    assert answer.code == 5
    assert answer.err == (
        f"readtrack: {emma.store} is damaged: database disk image is malformed.\n"
        "Put a backup in its place: readtrack restore FILE\n"
    )
