"""The demo: a tour on a terminal, and all of it in a pipe, on a store of its own."""

import os
import pty
import signal
import subprocess
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from readtrack.cli.demo import ENDING, TOUR
from tests.slow import few
from tests.store.contents import contents
from tests.terminal import Home, command

STORY = Path(__file__).with_name("demo.txt")
ENTER = "Enter for step"


def test_a_pipe_gets_all_of_it_with_the_tables_of_a_screen(home: Home) -> None:
    before = contents(home.store)
    answer = home.run("demo")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == STORY.read_text()
    assert contents(home.store) == before


def test_the_story_has_a_dozen_steps_at_most_and_says_when_the_day_moves() -> None:
    assert len(TOUR) <= 12
    story = STORY.read_text()
    moved = [f"The next day: it is {day}." for day in ("Tue 3 Mar", "Wed 4 Mar", "Thu 5 Mar")]
    assert [line for line in story.splitlines() if ": it is " in line] == [
        *moved,
        "4 days later: it is Mon 9 Mar.",
    ]
    for step in TOUR:
        assert f"{step.text}\n\n$ readtrack {step.words}".split(" \\")[0].rstrip()[:60] in story


@pytest.mark.slow
def test_a_narrow_screen_breaks_a_command_so_that_it_can_be_pasted(home: Home) -> None:
    shown = home.screen("demo", columns=40)
    assert shown.code == 0
    typed = [line for line in shown.out.splitlines() if line.startswith("$") or line.endswith("\\")]
    assert max(map(len, typed)) <= 40
    assert '$ readtrack add "Business Adventures" \\\n  --author' in shown.out


@pytest.mark.parametrize("last", few(["q", "\x04"]))
def test_a_terminal_takes_a_step_at_a_time_and_leaves_when_told(home: Home, last: str) -> None:
    shown = home.screen("demo", typed=["", last])
    assert shown.code == 0
    assert [line.split(",")[0] for line in shown.out.splitlines() if ENTER in line] == [
        "Enter for step 2 of 12",
        "Enter for step 3 of 12",
    ]
    assert "--audio 16:42" in shown.out
    assert "log business" not in shown.out
    assert " ".join(shown.out.split()).endswith(ENDING)


@pytest.mark.slow
def test_enter_leads_to_the_end(home: Home) -> None:
    shown = home.screen("demo", typed=[""] * (len(TOUR) - 1))
    assert shown.code == 0
    assert "Finished and given back: The Hard Thing About Hard Things" in shown.out
    assert " ".join(shown.out.split()).endswith(ENDING)


@pytest.mark.slow
def test_an_interrupt_leaves_without_a_traceback(home: Home) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(["demo"]),
        env=home.environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        # Tests in the background of a shell ignore it, and so would what they start.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(theirs)
        seen = b""
        while ENTER.encode() not in seen:
            seen += os.read(ours, 4096)
        interrupt(process)
    assert process.returncode == 0
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        seen += piece
    os.close(ours)
    assert b"Traceback" not in seen
    assert b"Yours was not" in seen


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C until the program ends.

    The interpreter misses the first one if it comes just before it waits for a line.
    """
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(3)
            return
    process.kill()
