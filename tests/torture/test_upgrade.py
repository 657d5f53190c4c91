"""Stores of every released version, brought up to date while killed, and by two at once."""

import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from readtrack.store.schema import VERSION
from tests.slow import few
from tests.store.contents import contents, done, number, rows
from tests.terminal import Home

from .conftest import Tell
from .desk import counted, killed_after, sizes, started, waited_for

DATA = Path(__file__).parent.parent / "store" / "data"
VERSIONS = range(1, VERSION)


def old(folder: Path, version: int) -> Home:
    """A home with the store that this version left, in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    home = Home(folder)
    shutil.copy(DATA / f"version-{version}.db", home.store)
    return home


def expect_upgraded(home: Home, expected: object) -> None:
    done(home.store, home.today, "list")
    assert number(home.store, "user_version") == VERSION
    assert contents(home.store) == expected
    assert rows(home.store, "PRAGMA integrity_check") == [("ok",)]
    assert rows(home.store, "PRAGMA foreign_key_check") == []


def upgraded(folder: Path, version: int) -> object:
    """What a store of that version holds when it was brought up to date in peace."""
    home = old(folder, version)
    done(home.store, home.today, "list")
    return contents(home.store)


@sizes(1, 25)
@pytest.mark.parametrize("version", few(VERSIONS[::-1]))
def test_an_upgrade_killed_at_any_moment_loses_nothing(
    tmp_path: Path, version: int, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    expected = upgraded(tmp_path / "peace", version)
    for _ in range(size):
        home = old(tmp_path / "home", version)
        killed_after(started(home, "list"), chance.uniform(0.2, 0.9))
        ends[f"version {number(home.store, 'user_version')}"] += 1
        expect_upgraded(home, expected)
    tell(f"upgrade: {size} of version {version} killed, then found as: {counted(ends)}")


@sizes(1, 5)
@pytest.mark.parametrize("version", few(VERSIONS[::-1]))
def test_two_that_upgrade_at_once_both_answer(tmp_path: Path, version: int, size: int) -> None:
    expected = upgraded(tmp_path / "peace", version)
    for _ in range(size):
        home = old(tmp_path / "home", version)
        ends = [waited_for(each) for each in (started(home, "list"), started(home, "list"))]
        assert [each.code for each in ends] == [0, 0], ends
        assert ends[0].out == ends[1].out
        expect_upgraded(home, expected)
