"""Runs readtrack as a person does: in a terminal of some width, in a pipe, or at a prompt.

A command runs inside this process, through the program's entry point, which takes a tenth of the
time. It gets a process of its own, and a real terminal, where a person types.
"""

import gc
import io
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from unittest.mock import patch

import pytest

from readtrack.__main__ import main
from tests.schemas import check_json
from tests.servers import where
from tests.store.contents import begin

PATIENCE = 30
NEWS = re.compile(r"^.+ (is due today|is overdue|has expired)\. See: readtrack due\n$")
"""What a command adds when something became due since the last look."""
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@dataclass(frozen=True)
class Answer:
    out: str
    err: str
    code: int


@dataclass
class Home:
    """A home of its own for a reader: a store, a day, and nothing else."""

    folder: Path
    today: str = "2026-03-02"

    def __post_init__(self) -> None:
        begin(self.store)

    @property
    def store(self) -> Path:
        return self.folder / "reading.db"

    def environment(self, columns: int = 80) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "READTRACK_DB": where(self.store),
            "READTRACK_TODAY": self.today,
            "COLUMNS": str(columns),
            "TERM": "xterm",
            "PAGER": "cat",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, *words: str) -> Answer:
        """The command in a pipe, with nobody to ask."""
        out, err = io.StringIO(), io.StringIO()
        code = inside(words, self.environment(), out, err)
        return Answer(out.getvalue(), err.getvalue(), code)

    def ok(self, *words: str) -> str:
        """What the command prints when it goes well and has nothing else to say but what is due."""
        answer = self.run(*words)
        assert (answer.code, NEWS.sub("", answer.err)) == (0, ""), answer
        return answer.out

    def screen(self, *words: str, columns: int = 80, typed: Sequence[str] = ()) -> Answer:
        """The command on a terminal, colours off; each line of `typed` answers one question."""
        environment = self.environment(columns)
        if typed:
            return on_terminal(command(words), environment, columns, typed)
        screen = Screen()
        code = inside(words, environment, screen, screen)
        return Answer(ANSI.sub("", screen.getvalue()), "", code)


class Screen(io.StringIO):
    """What a program takes for a terminal to write to."""

    def isatty(self) -> bool:
        return True


def inside(
    words: Sequence[str], environment: Mapping[str, str], out: io.StringIO, err: io.StringIO
) -> int:
    """Run the program's entry point in this process, with nobody to ask; its exit code."""
    with (
        patch.dict(os.environ, environment, clear=True),
        patch.object(sys, "argv", ["readtrack", *words]),
        patch.object(sys, "stdin", io.StringIO()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        finally:
            gc.unfreeze()
            gc.enable()
    check_json(out.getvalue())
    return code


def command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "readtrack", *words]


def on_terminal(
    argv: Sequence[str], environment: dict[str, str], columns: int, typed: Sequence[str] = ()
) -> Answer:
    """Run `argv` with a terminal for its output, and for its input too when lines are typed.

    Every line of `typed` is sent when the program has gone quiet after asking.
    """
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    asks = theirs if typed else subprocess.DEVNULL
    process = subprocess.Popen(argv, env=environment, stdin=asks, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = _conversation(ours, process, list(typed))
    os.close(ours)
    text = ANSI.sub("", seen.decode()).replace("\r\n", "\n")
    return Answer(text, "", process.wait(PATIENCE))


def _conversation(ours: int, process: subprocess.Popen[bytes], typed: list[str]) -> bytes:
    seen, asked, end = b"", 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready, _, _ = select.select([ours], [], [], 0.05)
        if ready:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the terminal is closed on the other side
                return seen
            if not piece:
                return seen
            seen += piece
        elif typed and seen[asked:].rstrip(b" ").endswith(b":"):
            os.write(ours, typed.pop(0).encode() + b"\n")
            asked = len(seen)
        elif process.poll() is not None:
            return seen
    process.kill()
    raise AssertionError(f"{process.args!r} did not end; it had printed {seen!r}")


def require(program: str) -> None:
    """Leave a test out where another program is missing; where everything is checked it fails."""
    if shutil.which(program) is None:
        assert "CI" not in os.environ, f"{program} is not installed"
        pytest.skip(f"{program} is not installed")
