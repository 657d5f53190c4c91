"""Shows the progress of something long on standard error.

The display is drawn by the thread that does the work: in a second thread a signal could arrive that
a change of the store has blocked.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")

LONG = 2000
"""Number of items from which a file counts as long."""

LARGE = 16 * 1024 * 1024
"""Bytes from which checking or copying a store takes noticeable time."""

Watch = Callable[[float], None]
"""A function to call with the part that is done, from 0 to 1."""


def counted(items: Iterable[T], named: str, total: int | None = None) -> Iterator[T]:
    """Pass the items on; if there are many, count them on a terminal's standard error.

    With a `total`, which may be an estimate, show a bar with the time left.
    """
    source = iter(items)
    first = list(islice(source, LONG))
    if len(first) < LONG or not sys.stderr.isatty():
        return chain(first, source)
    return _shown(chain(first, source), named, total, LONG)


def stepped(items: Iterable[T], total: int, named: str) -> Iterator[T]:
    """Pass the items on, with a bar and the time left on a terminal's standard error."""
    return _shown(items, named, total, 1) if sys.stderr.isatty() else iter(items)


def _shown(items: Iterable[T], named: str, total: int | None, step: int) -> Iterator[T]:
    with _display(named, total) as show:
        for number, item in enumerate(items, 1):
            if number % step == 0:
                show(number)
            yield item


@contextmanager
def watched(named: str, size: int) -> Iterator[Watch]:
    """Provide a function that shows progress; it shows nothing for small sizes."""
    if size < LARGE or not sys.stderr.isatty():
        yield lambda part: None
        return
    with _display(named, 1) as show:
        yield lambda part: show(min(1.0, part))


@contextmanager
def _display(named: str, total: int | None) -> Iterator[Watch]:
    """Show a bar with the time left, or a count if the total is unknown."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    name = TextColumn("{task.description}", markup=False)
    count = SpinnerColumn(), name, TextColumn("{task.completed:,.0f} read")
    columns = count if total is None else (name, BarColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task(named, total=total)
        progress.refresh()
        yield lambda done: progress.update(task, completed=done, refresh=True)
