"""Displays of how far something long has got, for a person who waits, on standard error.

They draw themselves from the thread that does the work: another one would be where a signal ends
up that a change of the store holds back.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

LONG = 2000
"""Items after which a file is long."""

LARGE = 16 * 1024 * 1024
"""Bytes of a store from which checking or copying it takes its time."""

Watch = Callable[[float], None]
"""What is called with the part that is done, from 0 to 1."""


def counted(items: Iterable[T], named: str, total: int | None = None) -> Iterator[T]:
    """The items as they are, counted on a terminal's standard error once there are many.

    With a `total`, which may be a guess, there is a bar with the time left.
    """
    source = iter(items)
    first = list(islice(source, LONG))
    if len(first) < LONG or not sys.stderr.isatty():
        return chain(first, source)
    return _shown(chain(first, source), named, total, LONG)


def stepped(items: Iterable[T], total: int, named: str) -> Iterator[T]:
    """The items as they come, with a bar and the time left on a terminal's standard error."""
    return _shown(items, named, total, 1) if sys.stderr.isatty() else iter(items)


def _shown(items: Iterable[T], named: str, total: int | None, step: int) -> Iterator[T]:
    with _display(total) as progress:
        task = progress.add_task(named, total=total)
        progress.refresh()
        for number, item in enumerate(items, 1):
            if number % step == 0:
                progress.update(task, completed=number, refresh=True)
            yield item


@contextmanager
def watched(named: str, size: int) -> Iterator[Watch]:
    """What is done meanwhile tells how far it is; shown where so many bytes take their time."""
    if size < LARGE or not sys.stderr.isatty():
        yield lambda part: None
        return
    with _display(1) as progress:
        task = progress.add_task(named, total=1)
        progress.refresh()
        yield lambda part: progress.update(task, completed=min(1.0, part), refresh=True)


def _display(total: int | None) -> "Progress":
    """A bar with the time left; where no total is there, a count."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    name = TextColumn("{task.description}", markup=False)
    count = SpinnerColumn(), name, TextColumn("{task.completed:,.0f} read")
    bar = name, BarColumn(), TimeRemainingColumn()
    columns = count if total is None else bar
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
