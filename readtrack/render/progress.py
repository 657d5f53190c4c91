"""A display of how far a long file has got, for a person who waits."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")

LONG = 2000
"""Items after which a file is long."""


def counted(items: Iterable[T], named: str) -> Iterator[T]:
    """The items as they are, counted on a terminal's standard error once there are many."""
    source = iter(items)
    first = list(islice(source, LONG))
    if len(first) < LONG or not sys.stderr.isatty():
        return chain(first, source)
    return _shown(first, source, named)


def _shown(first: Iterable[T], source: Iterable[T], named: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn(f"{named}: {{task.completed:,.0f}} read"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(named, total=None)
        yield from first
        for number, item in enumerate(source, LONG + 1):
            if number % LONG == 0:
                progress.update(task, completed=number)
            yield item


def stepped(items: Iterable[T], total: int, named: str) -> Iterator[T]:
    """The items as they come, with a bar and the time left on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(named), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(named, total=total)
        for item in items:
            progress.advance(task)
            yield item
