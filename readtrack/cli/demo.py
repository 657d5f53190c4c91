"""`demo`: a tour of the main job on a throw-away store, each command printed before its answer."""

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta

from typer import Abort

from readtrack.cli.session import ask_line, ended_in_order
from readtrack.cli.usage import examples
from readtrack.dates import day_text
from readtrack.named_tuple import NamedTuple
from readtrack.render.terminal import coloured, on_terminal, say, width


class Step(NamedTuple):
    text: str
    words: str
    """The command as it is typed, without `readtrack`."""
    days: int = 0
    """Days since the step before."""


BEGINS = date(2026, 3, 2)

TOUR = (
    Step(
        "You have borrowed an e-book for three weeks. Say so, and why you want to read it.",
        'add "Business Adventures" --author "John Brooks" --pages 459 --why "the essay on Xerox"',
    ),
    Step(
        "The audiobook of it as well, for the way to work: one title, one place, one slot.",
        'add "Business Adventures" --audio 16:42 --speed 1.25',
    ),
    Step(
        "After an evening of reading, say where you are. The minutes teach it your speed.",
        "log business 42 --minutes 55",
    ),
    Step("On the way to work you listen. The place of both moves on.", "log business 2:30", days=1),
    Step(
        "A short loan of a book that you had begun before.",
        'add "The Hard Thing About Hard Things" --pages 304 --days 6 --at 150',
        days=1,
    ),
    Step("Another morning. The command alone says what to do now.", "", days=1),
    Step("How is each book going, and when will it end?", "pace"),
    Step(
        "Two titles are out, which is the cap. A third is refused, with the ways out.",
        'add "Thinking in Systems" --pages 240',
    ),
    Step(
        "Until now 45 minutes a day were assumed. Say when you really read.", "routine add bed 30m"
    ),
    Step("That is not enough for both books. What could you do?", "ways"),
    Step("You take the first way out, at lunch, say.", "routine add lunch 17m"),
    Step(
        "You have read on as planned, and at the weekend you came to the end of one.",
        "finish hard",
        days=4,
    ),
)

WORDS = re.compile(r'--\S+ (?:"[^"]*"|\S+)|"[^"]*"|\S+')
"""The words of a command, an option with its value."""

ENDING = "Each line after $ works as it stands in a store of your own. Yours was not touched."


@ended_in_order()
@examples("readtrack demo")
def demo_() -> None:
    """Show the whole idea on a throw-away store; yours is not touched.

    On a terminal it is a tour: Enter goes on, q leaves.
    """
    from readtrack.clock import read_clock
    from readtrack.model import Now
    from readtrack.store.store import Store

    waits = sys.stdin.isatty() and on_terminal()
    with tempfile.TemporaryDirectory(prefix="readtrack-demo-") as folder:
        store = os.path.join(folder, "demo.db")  # noqa: PTH118
        with Store.open(store, Now(BEGINS, read_clock(BEGINS.isoformat()))):
            pass
        try:
            _tour(store, waits=waits)
        except (KeyboardInterrupt, Abort):
            say("")
    say("", ENDING, hanging=0)


def _tour(store: str, *, waits: bool) -> None:
    """Run the steps one by one; if somebody `waits`, until they leave."""
    day = BEGINS
    for number, step in enumerate(TOUR, 1):
        if number > 1:
            say("")
            if waits and ask_line(f"Enter for step {number} of {len(TOUR)}, q to leave"):
                return
            if waits:
                say("")
        day += timedelta(days=step.days)
        if step.days or number == 1:
            say(_moved(day, step.days), bold=True)
        say(step.text, "", hanging=0)
        say(*_typed(step.words), bold=True)
        sys.stdout.flush()
        if _answered(store, day, step.words) == 130:
            raise KeyboardInterrupt


def _moved(day: date, days: int) -> str:
    named = day_text(day, BEGINS)
    if not days:
        return f"It is {named}."
    return f"The next day: it is {named}." if days == 1 else f"{days} days later: it is {named}."


def _typed(words: str) -> list[str]:
    """Return the command line, broken after a backslash if it is too long."""
    lines = ["$ readtrack"]
    for word in WORDS.findall(words):
        if len(lines[-1]) + len(word) + 3 > width():
            lines[-1] += " \\"
            lines.append(f"  {word}")
        else:
            lines[-1] += f" {word}"
    return lines


def _answered(store: str, day: date, words: str) -> int:
    """Print the answer of the command as a terminal would show it; return its exit code."""
    from readtrack.cli.app import invoke

    typed = ["--db", store, "--today", day.isoformat(), *shlex.split(words)]
    with _nobody_to_ask():
        if on_terminal():
            return invoke(typed)
        with _on_a_screen() as screen:
            code = invoke(typed)
    sys.stdout.write(screen.getvalue())
    return code


@contextmanager
def _nobody_to_ask() -> Iterator[None]:
    """Replace standard input by an empty one, so that commands ask nothing."""
    before = sys.stdin
    with open(os.devnull) as nothing:  # noqa: PTH123
        sys.stdin = nothing
        try:
            yield
        finally:
            sys.stdin = before


class _Screen(io.StringIO):
    """A stream that commands take for a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def _on_a_screen() -> Iterator[_Screen]:
    """Capture what is printed on both streams as a terminal would show it."""
    plain, screen = not coloured(sys.stdout), _Screen()
    before = os.environ.get("NO_COLOR")
    if plain:
        os.environ["NO_COLOR"] = "1"
    try:
        with redirect_stdout(screen), redirect_stderr(screen):
            yield screen
    finally:
        if plain and before is None:
            del os.environ["NO_COLOR"]
