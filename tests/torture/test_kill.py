"""Killed at any moment, and at every write: a command is done or not begun."""

from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

import pytest

from tests.store.contents import contents
from tests.terminal import Home, require

from .conftest import Tell
from .desk import (
    WRITING,
    Change,
    a_desk,
    change,
    copied,
    counted,
    expect_done_or_not_begun,
    expect_sound,
    killed_after,
    sizes,
    started,
    waited_for,
)

TRACED = ("strace", "-f", "-qq", "-e", "signal=none", "-e", "trace=pwrite64")
AT_EACH_WRITE = ("log", "add", "undo", "import")

at_writes = pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("log", 2),
        *(pytest.param(kind, 100, marks=pytest.mark.torture) for kind in AT_EACH_WRITE),
    ],
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return a_desk(tmp_path_factory.mktemp("kill") / "desk")


def expected(desk: Home, kind: str) -> Change:
    return change(desk.folder, WRITING[kind], desk.folder.with_name("spare"))


@sizes(3, 300)
def test_a_command_killed_at_any_moment_is_done_or_not_begun(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    kinds = list(WRITING)
    chance.shuffle(kinds)
    for kind in islice(cycle(kinds), size):
        home, whole = copied(desk, tmp_path / "home"), expected(desk, kind)
        # The first half of its time goes into starting up, where nothing can be lost.
        moment = whole.seconds * chance.uniform(0.4, 1.1)
        ended = killed_after(started(home, WRITING[kind]), moment)
        done = expect_done_or_not_begun(home.store, whole, ended)
        ends["done" if done else "not begun"] += 1
        ends["acknowledged"] += bool(ended.out)
    tell(f"kill: {size} commands at random moments: {counted(ends)}")


def writes(desk: Home, home: Path, kind: str) -> int:
    """How often a command of that kind writes to the store."""
    log = home.with_name("writes")
    other = copied(desk, home)
    under = (*TRACED, "-o", str(log))
    assert waited_for(started(other, WRITING[kind], under)).code == 0
    return log.read_text().count("pwrite64(")


def at_each_write(desk: Home, folder: Path, kind: str, most: int) -> Iterator[tuple[Home, int]]:
    """A fresh desk for each write of a command, or for a few of them, with the write's number."""
    require("strace")
    count = writes(desk, folder / "home", kind)
    assert count > 2
    for number in range(1, count + 1, max(1, count // most)):
        yield copied(desk, folder / "home"), number


@at_writes
def test_a_command_killed_at_a_write_is_done_or_not_begun(
    desk: Home, tmp_path: Path, kind: str, size: int, tell: Tell
) -> None:
    ends = Counter[str]()
    for home, number in at_each_write(desk, tmp_path, kind, size):
        under = (*TRACED, "-o", "/dev/null", "-e", f"inject=pwrite64:signal=SIGKILL:when={number}")
        ended = waited_for(started(home, WRITING[kind], under))
        assert ended.code != 0
        done = expect_done_or_not_begun(home.store, expected(desk, kind), ended)
        ends["done" if done else "not begun"] += 1
    tell(f"kill: {kind} at each of its writes: {counted(ends)}")


@at_writes
def test_a_disk_that_is_full_from_a_write_on_is_told_of_and_nothing_is_half_done(
    desk: Home, tmp_path: Path, kind: str, size: int, tell: Tell
) -> None:
    ends, whole = Counter[str](), expected(desk, kind)
    for home, number in at_each_write(desk, tmp_path, kind, size):
        under = (*TRACED, "-o", "/dev/null", "-e", f"inject=pwrite64:error=ENOSPC:when={number}+")
        ended = waited_for(started(home, WRITING[kind], under))
        assert "Traceback" not in ended.err
        assert ended.code in (0, 5), ended
        found = contents(home.store)
        assert found == (whole.after if ended.code == 0 else whole.before), ended
        expect_sound(home.store)
        ends["done" if ended.code == 0 else "told"] += 1
    tell(f"kill: {kind} on a disk that fills up at each of its writes: {counted(ends)}")
