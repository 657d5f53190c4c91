"""Closed streams, full disks, readers that leave, and signals: never a traceback."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.given import given
from tests.slow import few
from tests.terminal import Home, command

pytestmark = pytest.mark.files

SHELL = ["bash", "-c"]
CLOSED = ("<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-")
LINES = (
    "",
    "prompt",
    "pace --json",
    "due",
    "log 1 +1",
    "add X --pages 9000",
    "config cap 3",
    "undo",
    "export csv",
    "backup -",
    "import -",
    "remind --dry-run",
)


def in_bash(home: Home, line: str, redirected: str) -> subprocess.CompletedProcess[str]:
    program = " ".join(command([]))
    return subprocess.run(
        [*SHELL, f"{program} {line} {redirected}"],
        env=home.environment(),
        capture_output=True,
        text=True,
        check=False,
        errors="replace",
    )


@pytest.fixture
def dune(home: Home) -> Home:
    given(home, "add Dune --pages 400")
    return home


@pytest.mark.slow
@pytest.mark.parametrize("redirected", CLOSED)
def test_a_closed_stream_is_no_traceback(dune: Home, redirected: str) -> None:
    for line in LINES:
        answer = in_bash(dune, line, redirected)
        assert "Traceback" not in answer.stderr + answer.stdout, line
        assert answer.returncode in (0, 1, 2), (line, answer)


@pytest.mark.parametrize("line", few(["", "prompt", "pace", "list"]))
def test_an_answer_that_nobody_takes_is_no_traceback(dune: Home, line: str) -> None:
    for _ in range(2):  # worked out, and from what is kept
        full = in_bash(dune, line, "> /dev/full")
        assert "Traceback" not in full.stderr
        assert full.returncode == (0 if line == "prompt" else 1)
        assert into_a_closed_pipe(dune, line) == (0, "")
        in_bash(dune, line, "")


def into_a_closed_pipe(home: Home, line: str) -> tuple[int, str]:
    """The exit code, and what is said, where whoever read the answer has gone."""
    theirs, ours = os.pipe()
    os.close(theirs)
    done = subprocess.run(
        command(line.split()),
        env=home.environment(),
        stdout=ours,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(ours)
    return done.returncode, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment_is_no_traceback(dune: Home, stop: signal.Signals) -> None:
    chance = random.Random()
    for _ in range(20):
        running = subprocess.Popen(
            command(["log", "dune", "+1"]),
            env=dune.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until_it_is_ours(running.pid)
        time.sleep(chance.uniform(0, 0.3))
        running.send_signal(stop)
        _, err = running.communicate(timeout=20)
        assert "Traceback" not in err
        assert running.returncode in (0, 128 + stop, -stop)  # the last on its way out


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_there_is_no_store_leaves_nothing_behind(
    tmp_path: Path, stop: signal.Signals
) -> None:
    folder, chance = tmp_path / "temporary", random.Random()
    folder.mkdir()
    environment = {
        **Home(tmp_path / "home").environment(),
        "READTRACK_DB": "",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TMPDIR": str(folder),
    }
    for _ in range(10):
        running = subprocess.Popen(
            command(["pace"]), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 10
        while not any(folder.iterdir()) and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(chance.uniform(0.001, 0.1))
        running.send_signal(stop)
        running.wait(20)
        assert list(folder.iterdir()) == []


def wait_until_it_is_ours(pid: int) -> None:
    """Wait until the program has taken over: before that the interpreter itself is starting."""
    status, caught = Path(f"/proc/{pid}/status"), 1 << (signal.SIGTERM - 1)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        if int(lines.get("SigCgt", "0"), 16) & caught:
            return
        time.sleep(0.001)
