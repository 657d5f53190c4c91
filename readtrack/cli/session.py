"""What every command is given: the moment, the store, and how to ask a person."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import typer

from readtrack.clock import read_clock, readers_day
from readtrack.model import Now
from readtrack.names import shown
from readtrack.render.terminal import note
from readtrack.store.place import store_path
from readtrack.store.store import Store


@dataclass(frozen=True, slots=True)
class Session:
    path: str
    instant: datetime
    given: str | None
    """What `--today` said: a day of the reader's, or a moment."""
    farewell: Callable[[Store], None] | None = None
    """What a look at the store ends with."""

    @classmethod
    def start(
        cls, db: str | None, today: str | None, farewell: Callable[[Store], None] | None = None
    ) -> Self:
        return cls(store_path(db), read_clock(today), today, farewell)

    def open(self) -> Store:
        """The store, at this moment of the reader's day."""
        store = Store.open(self.path, Now(self.instant.date(), self.instant))
        day = readers_day(self.instant, store.settings().day_start, self.given)
        store.now = Now(day, self.instant)
        store.farewell = self.farewell
        return store


def interactive() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str, *, default: bool = False) -> bool:
    """A yes or no from the person at the terminal, asked on standard error."""
    return typer.confirm(shown(question), default=default, err=True)


def confirm_or_note(what: str) -> None:
    """Ask about something odd where there is a person; elsewhere go on and say it."""
    note(what)
    if interactive() and not agreed("Go on?"):
        raise typer.Abort


def answer(question: str) -> str:
    """One line from the person at the terminal; empty when they only press Enter."""
    text: str = typer.prompt(shown(question), default="", show_default=False, err=True)
    return text.strip()


def picked(question: str, choices: Sequence[str]) -> int:
    """Which of the choices the person at the terminal means."""
    for number, choice in enumerate(choices, 1):
        typer.echo(f"  {number}  {shown(choice)}", err=True)
    chosen: int = typer.prompt(question, type=_whole_number(len(choices)), err=True)
    return chosen - 1


def _whole_number(last: int) -> type[int]:
    """A whole number from 1 to `last`, as a prompt checks it."""
    from typer._click.types import IntRange

    return IntRange(1, last)  # type: ignore[return-value]
