"""A backup put in the place of a store: killed, of garbage, and of a store that is in use."""

import os
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.store.contents import contents, done, rows, run
from tests.terminal import Home

from .conftest import Tell
from .desk import (
    a_desk,
    copied,
    counted,
    expect_sound,
    killed_after,
    sizes,
    started,
    waited_for,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A desk with a backup of it, and one more command in the store."""
    home = a_desk(tmp_path_factory.mktemp("restore") / "desk")
    done(home.store, home.today, "backup", str(home.folder / "saved.db"))
    done(home.store, home.today, "aside", "7", "since the backup")
    return home


def restoring(home: Home) -> str:
    return f"restore {home.folder / 'saved.db'} --yes"


@sizes(3, 60)
def test_a_restore_killed_at_any_moment_leaves_one_store_whole_and_both_by_name(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    old, saved = contents(desk.store), contents(desk.folder / "saved.db")
    for _ in range(size):
        home = copied(desk, tmp_path / "home")
        killed_after(started(home, restoring(home)), chance.uniform(0.02, 0.5))
        found = contents(home.store)
        assert found in (old, saved)
        if found == saved:
            kept = [each for each in home.folder.glob("*.db*") if readable(each)]
            assert old in [contents(each) for each in kept]
        ends["the backup" if found == saved else "the old store"] += 1
        expect_sound(home.store)
    assert size < 60 or len(ends) == 2
    tell(f"restore: {size} killed, then in place: {counted(ends)}")


def readable(path: Path) -> bool:
    return path.is_file() and path.read_bytes()[:6] == b"SQLite"


@sizes(5, 60)
def test_garbage_is_not_restored(desk: Home, tmp_path: Path, size: int, chance: Random) -> None:
    home = copied(desk, tmp_path / "home")
    before, names = contents(home.store), sorted(home.folder.iterdir())
    saved, whole = home.folder / "saved.db", (desk.folder / "saved.db").read_bytes()
    for number in range(size):
        cut = chance.randrange(len(whole))
        noise = os.urandom(chance.randrange(1, 9000))
        saved.write_bytes((whole[:cut], noise, whole[:cut] + noise)[number % 3])
        answer = run(home.store, home.today, *restoring(home).split())
        assert answer.code == 5, answer
        assert answer.err.startswith("readtrack: ")
        assert contents(home.store) == before
        assert sorted(home.folder.iterdir()) == names


def flipped(whole: bytes, chance: Random) -> bytes:
    """With another byte in one place, among the first pages, which hold the schema, most often."""
    data = bytearray(whole)
    data[chance.randrange(chance.choice((len(data), 40_000)))] ^= chance.randrange(1, 256)
    return bytes(data)


@sizes(5, 100)
def test_a_damaged_backup_is_refused_or_makes_a_store_that_is_whole(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends, home = Counter[str](), copied(desk, tmp_path / "home")
    whole, before = (desk.folder / "saved.db").read_bytes(), contents(home.store)
    for _ in range(size):
        (home.folder / "saved.db").write_bytes(flipped(whole, chance))
        answer = run(home.store, home.today, *restoring(home).split())
        assert answer.code in (0, 5), answer
        ends["refused" if answer.code else "taken"] += 1
        if answer.code == 0:
            assert rows(home.store, "PRAGMA integrity_check") == [("ok",)]
            home = copied(desk, tmp_path / "home")
        assert contents(home.store) == before
    tell(f"restore: {size} backups with a byte flipped: {counted(ends)}")


@sizes(5, 100)
def test_a_backup_takes_the_place_of_any_damaged_store(
    desk: Home, tmp_path: Path, size: int, chance: Random
) -> None:
    whole, saved = desk.store.read_bytes(), contents(desk.folder / "saved.db")
    for _ in range(size):
        home = copied(desk, tmp_path / "home")
        home.store.write_bytes(flipped(whole, chance))
        answer = run(home.store, home.today, *restoring(home).split())
        assert answer.code == 0, answer
        assert contents(home.store) == saved
        expect_sound(home.store)


def test_a_store_that_is_being_read_and_written_is_replaced_whole(
    desk: Home, tmp_path: Path
) -> None:
    home = copied(desk, tmp_path / "home")
    with closing(sqlite3.connect(home.store, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM books").fetchall()
        logs = [started(home, "log dune +1") for _ in range(3)]
        restored = waited_for(started(home, restoring(home)))
        assert [waited_for(each).code for each in logs] == [0, 0, 0]
        other.execute("COMMIT")
    assert restored.code == 0, restored
    saved = contents(desk.folder / "saved.db")
    logged = len(contents(home.store)["progress"]) - len(saved["progress"])
    assert logged in range(4), "what was logged before it is in the store that was replaced"
    assert contents(home.store)["asides"] == saved["asides"]
    expect_sound(home.store)


@pytest.mark.slow
def test_a_store_that_is_locked_is_not_replaced(desk: Home, tmp_path: Path) -> None:
    home = copied(desk, tmp_path / "home")
    with closing(sqlite3.connect(home.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = contents(home.store)
        ended = waited_for(started(home, restoring(home)))
        assert ended.code == 5, ended
        assert "Another program" in ended.err
        assert contents(home.store) == before


def test_nothing_is_left_in_the_temporary_folder(
    desk: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, spare = copied(desk, tmp_path / "home"), tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    for line, code in (
        (restoring(home), 0),
        (f"backup {home.folder / 'again.db'}", 0),
        (f"restore {home.folder / 'table.csv'} --yes", 5),
    ):
        assert run(home.store, home.today, *line.split()).code == code
        assert list(spare.iterdir()) == []
