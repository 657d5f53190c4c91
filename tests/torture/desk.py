"""A desk on which every writing command has something to do, and what must hold of any store."""

import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from signal import SIGKILL
from typing import NamedTuple

import pytest

from tests.cli.given import given
from tests.store.contents import Rows, contents, done, rows, run
from tests.terminal import Home, command

PATIENCE = 60

LINES = (
    "config cap 3",
    'add "Dune" --pages 412 --why "a gift"',
    'add "Emma" --audio 15:00',
    "log dune 40 --minutes 55",
    "routine add bed 45m --days mon-fri",
    'later add "Kim" --pages 300',
    "away 2026-12-20..2026-12-27",
    "log emma 1:30",
    "start dune",
    "aside 20 papers",
    "undo",
)
TABLE = "title,due,pages,progress\nVillette,2026-03-20,500,17\nShirley,2026-03-22,600,18\n"
WRITING = {
    "add": "add Persuasion --pages 249 --author 'Jane Austen' --why x --anyway",
    "log": "log dune 120 --minutes 70",
    "start": "start emma",
    "stop": "stop 60",
    "return": "return emma",
    "finish": "finish dune",
    "drop": "drop emma",
    "renew": "renew dune",
    "edit": "edit dune --pages 600 --library Town",
    "snooze": "snooze dune 3",
    "aside": "aside 30 'New Yorker'",
    "routine": "routine add commute 30m --days sat,sun",
    "away": "away 2026-04-01..2026-04-07",
    "later": "later add Ulysses --pages 700",
    "later borrow": "later borrow kim",
    "config": "config buffer 4",
    "import": "import table.csv",
    "undo": "undo",
    "redo": "undo --redo",
}
"""One line for each kind of command that writes."""


def sizes(short: int, full: int) -> pytest.MarkDecorator:
    """Runs a test `short` times as often in the ordinary suite, and `full` times in the torture."""
    return pytest.mark.parametrize("size", [short, pytest.param(full, marks=pytest.mark.torture)])


def a_desk(folder: Path) -> Home:
    """A home with the desk in it, and a table beside it that can be imported."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Home(folder)
    given(home, *LINES)
    (folder / "table.csv").write_text(TABLE)
    return home


def copied(home: Home, folder: Path) -> Home:
    """The same home in another folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(home.folder, folder)
    return Home(folder, home.today)


def words_of(home: Home, line: str) -> list[str]:
    """The line as arguments, with the table's path in full."""
    return [str(home.folder / word) if word == "table.csv" else word for word in shlex.split(line)]


def started(home: Home, line: str, under: Sequence[str] = ()) -> subprocess.Popen[str]:
    """A process of its own that runs the line, under another program if one is named."""
    return subprocess.Popen(
        [*under, *command(words_of(home, line))],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Killed(NamedTuple):
    """What a process said before it was killed, or ended."""

    code: int
    out: str
    err: str


def killed_after(process: subprocess.Popen[str], seconds: float) -> Killed:
    time.sleep(seconds)
    process.send_signal(SIGKILL)
    return waited_for(process)


def waited_for(process: subprocess.Popen[str]) -> Killed:
    out, err = process.communicate(timeout=PATIENCE)
    return Killed(process.returncode, out, err)


class Change(NamedTuple):
    """What one line makes of the desk, and how long it takes."""

    before: Rows
    after: Rows
    seconds: float


@cache
def change(home: Path, line: str, spare: Path) -> Change:
    """What the line makes of the desk, found on a copy of it in `spare`."""
    other = copied(Home(home), spare)
    before = contents(other.store)
    began = time.monotonic()
    ended = waited_for(started(other, line))
    seconds = time.monotonic() - began
    assert ended.code == 0, (line, ended)
    after = contents(other.store)
    assert after != before, line
    return Change(before, after, seconds)


def expect_sound(db: Path) -> None:
    """The file is whole, everything in it belongs to something, and the program can go on."""
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert rows(db, "PRAGMA foreign_key_check") == []
    today = Home(db.parent).today
    assert run(db, today, "doctor").code == 0, run(db, today, "doctor")
    done(db, today, "pace", "--json")
    done(db, today, "aside", "1", "the next command")
    done(db, today, "undo")


def expect_done_or_not_begun(db: Path, expected: Change, ended: Killed) -> bool:
    """Whether it was done; what was acknowledged was, and there is nothing between."""
    assert "Traceback" not in ended.err, ended
    found = contents(db)
    assert found in (expected.before, expected.after), ended
    if ended.out or ended.code == 0:
        assert found == expected.after, ended
    expect_sound(db)
    return found == expected.after


def counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items())
