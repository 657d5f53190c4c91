"""`demo`: the main job on a throw-away store, each command printed before what it answers."""

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from readtrack.cli.signals import ended_in_order
from readtrack.cli.usage import examples
from readtrack.render.terminal import say

STORY = """\
# Two loans: the e-book and the audiobook of one title take one slot together.
2026-03-02 add "Business Adventures" --author "John Brooks" --pages 459 --why "the essay"
2026-03-02 add "Business Adventures" --audio 16:42 --speed 1.25
2026-03-02 log business 42 --minutes 55
# On the way to work the audiobook moves the same place on.
2026-03-03 log business 2:30
# A short loan of a book that was begun before.
2026-03-04 add "The Hard Thing About Hard Things" --pages 304 --days 6 --at 150
2026-03-04 log hard 190 --minutes 50
# The next morning: what to read today, and what is about to go.
2026-03-05 pace
2026-03-05 due
# Say when you read, and the deadlines become a plan: level, and one book after the other.
2026-03-05 routine add commute 40m --days mon-fri --for either
2026-03-05 routine add bed 30m --for text
2026-03-05 plan --days 3
# A third title would be one too many.
2026-03-05 add "Thinking in Systems" --pages 240
# Whatever was done can be taken back.
2026-03-05 log hard 204
2026-03-05 undo
2026-03-05
"""
"""A day, then the words of a command; a line with # tells the story."""

STORY_BEGINS = "2026-03-02"


@contextmanager
def nobody_to_ask() -> Iterator[None]:
    """Run with an empty standard input, so that commands go on by themselves."""
    before = sys.stdin
    with open(os.devnull) as nothing:  # noqa: PTH123
        sys.stdin = nothing
        try:
            yield
        finally:
            sys.stdin = before


@ended_in_order()
@examples("readtrack demo")
def demo_() -> None:
    """Show the whole idea on a throw-away store; yours is not touched."""
    from readtrack.cli.app import invoke
    from readtrack.clock import read_clock
    from readtrack.model import Now
    from readtrack.store.store import Store

    with tempfile.TemporaryDirectory(prefix="readtrack-demo-") as folder:
        store = os.path.join(folder, "demo.db")  # noqa: PTH118
        start = read_clock(STORY_BEGINS)
        with Store.open(store, Now(start.date(), start)):
            pass
        for line in STORY.splitlines():
            if line.startswith("#"):
                say("", line)
                continue
            day, *words = shlex.split(line)
            typer.secho(f"\n$ readtrack {line.removeprefix(day).strip()}".rstrip(), bold=True)
            sys.stdout.flush()
            with nobody_to_ask():
                invoke(["--db", store, "--today", day, *words])
    say("", "Each line after $ works as it stands in a store of your own. Yours was not touched.")
