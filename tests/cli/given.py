"""A reader's state in a few lines, set up inside this process, and what is answered then."""

import json
import re
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from rich.cells import cell_len

from readtrack.units import precise_clock
from tests import terminal
from tests.servers import on_file, where
from tests.store.contents import Answer, done, run
from tests.terminal import Home

OF_FILES = ("backup", "export", "import", "remind", "restore")
"""Commands that do more than change the store, or what a file says."""

after: dict[tuple[bytes, str, tuple[str, ...]], bytes] = {}
"""What a store was after lines that were run on it; many tests begin with the same."""


def given(home: Home, *lines: str) -> None:
    """Run each line as a command that must succeed."""
    if not on_file():
        for line in lines:
            done(home.store, home.today, *shlex.split(line))
        return
    store, wal = home.store, home.store.with_name(f"{home.store.name}-wal")
    before = sha256(store.read_bytes()).digest(), home.today, lines
    alone = not wal.exists() and not any(line.startswith(OF_FILES) for line in lines)
    if alone and before in after:
        store.write_bytes(after[before])
        return
    for line in lines:
        done(store, home.today, *shlex.split(line))
    if alone:
        after[before] = store.read_bytes()


def tried(home: Home, line: str) -> Answer:
    """Run one line, whatever comes of it."""
    return run(home.store, home.today, *shlex.split(line))


def process(
    argv: Sequence[str], environment: Mapping[str, str], **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own; return what it printed."""
    return subprocess.run(
        argv, env=environment, capture_output=True, text=True, timeout=60, check=False, **more
    )


def failed(answer: Answer | terminal.Answer, code: int) -> str:
    """What a command says that ends with that code and without an answer."""
    assert (answer.code, answer.out) == (code, ""), answer
    return answer.err


def less_example(message: str) -> str:
    """The error without the line that works, which `test_pasted` runs."""
    return re.sub(r"(?<=[.]) Such as: readtrack .*", "", message)


def such_as(home: Home, line: str) -> str:
    """The end of the message about a line that was `tried`."""
    return f"Such as: readtrack --db {shlex.quote(where(home.store))} --today {home.today} {line}\n"


def report(home: Home, line: str) -> dict[str, Any]:
    """The JSON that the line answers with, less its schema, which is that of the command."""
    found = json.loads(done(home.store, home.today, *shlex.split(line), "--json"))
    assert isinstance(found, dict)
    assert found.pop("schema") == f"readtrack.{line.split()[0]}/1"
    return found


def tomorrow(today: str) -> str:
    """The day after."""
    return str(date.fromisoformat(today) + timedelta(days=1))


def written(unit: str, position: float) -> str:
    """A position as a person types it."""
    if unit == "seconds":
        return precise_clock(position)
    return f"{position}%" if unit == "percent" else f"{position:.0f}"


def read_todays_share(home: Home) -> None:
    """Log what today still asks, loan by loan."""
    for row in report(home, "pace")["loans"]:
        if row["today"]["left"] > 0:
            given(home, f"log {row['id']} {written(row['unit'], row['today']['target'])}")


def narrow(home: Home, *words: str) -> str:
    """What a terminal of 40 columns shows; no line is wider than that."""
    text = home.screen(*words, columns=40).out
    assert max(cell_len(line) for line in text.splitlines()) <= 40
    return text


def cells(text: str) -> list[list[str]]:
    """The rows of an answer in a pipe, which holds nothing a terminal would obey."""
    assert "\x1b" not in text
    return [line.split("\t") for line in text.splitlines()]
