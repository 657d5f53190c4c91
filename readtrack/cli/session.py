"""What every command gets: the moment, the store, a way to ask the reader, an end in order."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, Self, TypeVar

import typer

from readtrack.cli.click import get_current_context
from readtrack.clock import is_bare_date, read_clock, readers_day
from readtrack.errors import StoreError, UsageError
from readtrack.model import Now
from readtrack.named_tuple import NamedTuple
from readtrack.names import answers, has_words, shown
from readtrack.render.terminal import note
from readtrack.store.place import shown_path, store_path
from readtrack.store.store import Store

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that end a program: from a person, the system, or the end of a login."""


def end_in_order() -> list[tuple[signal.Signals, Any]]:
    """Unwind the program on each signal that would end it at once; return the handlers before."""

    def end(number: int, _: object) -> None:
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    before = [(each, signal.getsignal(each)) for each in STOPS]
    heard = [(each, handler) for each, handler in before if handler != signal.SIG_IGN]
    for each, _ in heard:
        signal.signal(each, end)
    return heard


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Unwind the program on a signal within the block."""
    heard = end_in_order()
    try:
        yield
    finally:
        for each, handler in heard:
            signal.signal(each, handler)


@contextmanager
def signals(how: int) -> Iterator[None]:
    """Block or unblock the signals that end a program."""
    before = signal.pthread_sigmask(how, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


YES, NO = ("y", "yes", "j", "ja"), ("n", "no", "nein")
"""What can be typed for yes and for no."""

MAKERS = ("add", "later", "import", "restore", "config")
"""Commands that may create a store at a named place; with any other it may be a typing error."""

T = TypeVar("T")


class Session(NamedTuple):
    path: str
    instant: datetime
    given: str | None
    """The value of `--today`: a day of the reader's, or a moment."""
    farewell: Callable[[Store], None] | None = None
    """What runs before the store closes."""
    named: str | None = None
    """How a command names the store: `--db FILE`, or nothing; None for the default place."""
    begins: bool = True
    """True if the command may create the store at a named place."""

    @classmethod
    def start(
        cls,
        db: str | None,
        today: str | None,
        farewell: Callable[[Store], None] | None = None,
        command: str | None = None,
    ) -> Self:
        named = "" if db else None
        if db and db != os.environ.get("READTRACK_DB"):
            import shlex  # every command would pay for it

            named = f" --db {shlex.quote(shown_path(db))}"
        begins = named is None or command in MAKERS
        return cls(store_path(db), read_clock(today), today, farewell, named, begins)

    def open(self, *, looks: bool = False) -> Store:
        """Open the store at this moment of the reader's day.

        If there is none, the library is empty and the first change creates the store. Raise
        StoreError if its place was named, perhaps with a typing error, and the command only `looks`
        or may not create a store.
        """
        now = Now(self.instant.date(), self.instant)
        store = Store.existing(self.path, now)
        if store is None:
            if self.named is not None and (looks or not self.begins):
                raise no_store(self.shown, self.named)
            end_in_order()  # until the command is over there is a folder to remove
            store = Store.missing(self.path, now, self.say_it_is_new)
        elif warning := store.database.warning:
            note(warning)
        with ExitStack() as stack:
            stack.enter_context(store)  # a damaged store is closed here
            day = readers_day(self.instant, store.settings().day_start, self.given)
            stack.pop_all()
        store.now = Now(day, self.instant, timed=not is_bare_date(self.given))
        store.farewell = self.farewell
        return store

    def say_it_is_new(self) -> None:
        note(f"A new store: {self.shown}")

    @property
    def shown(self) -> str:
        """The path as shown to the reader, without a password."""
        return shown_path(self.path)


def opened(ctx: typer.Context, *, looks: bool = False) -> Store:
    """Open the store of the command's session."""
    session: Session = ctx.obj
    return session.open(looks=looks)


def no_store(path: str, named: str) -> StoreError:
    """Return the error for a named store that does not exist."""
    return StoreError(
        f"There is no store {path}.",
        f"Name another file, or begin one there: readtrack{named} add 'Hard Times' --pages 304",
    )


def interactive() -> bool:
    """Return whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str, *, default: bool = False) -> bool:
    """Ask a yes-or-no question on standard error; return the answer."""
    choices = "[Y/n]" if default else "[y/N]"

    def read(text: str) -> bool:
        word = text.strip().casefold()
        if word not in (*YES, *NO, ""):
            raise typer.BadParameter("Write y or n.")
        return word in YES or (default and not word)

    return _prompted(f"{fitted(question, 9)} {choices}", read)


def fitted(question: str, room: int) -> str:
    """Break the question at words, leaving `room` for what is printed after it."""
    from textwrap import fill

    from readtrack.render.terminal import on_terminal, width

    text = shown(question)
    return fill(text, max(20, width() - room)) if on_terminal(sys.stderr) else text


def confirm_or_note(what: str) -> None:
    """Note something odd, and ask whether to go on if there is a person to ask."""
    note(what)
    context = get_current_context(silent=True)
    yes = context is not None and context.params.get("yes")
    if interactive() and not yes and not agreed("Go on?"):
        raise typer.Abort


def ask_line(question: str) -> str:
    """Ask for one line at the terminal; it is empty if only Enter is pressed."""
    return _prompted(fitted(question, 3), str.strip)


def asked_until(question: str, read: Callable[[str], T]) -> T | None:
    """Ask for one line until `read` can parse it; return None if only Enter is pressed."""
    while typed := ask_line(question):
        try:
            return read(typed)
        except UsageError as error:
            note(f"{error.what} {error.remedy}")
    return None


def picked(question: str, choices: Mapping[int, str]) -> int:
    """Ask which of the choices is meant, by its number or a word of it.

    Raise Abort if only Enter is pressed.
    """
    for number, choice in choices.items():
        note(f"  {number}  {choice}")

    def chosen(text: str) -> int:
        if not text.strip():
            raise typer.Abort
        numbered = [number for number in choices if str(number) == text.strip()]
        named = [number for number, choice in choices.items() if answers(text, choice)]
        whole = [number for number in named if has_words(text, choices[number])]
        for wanted in (numbered, whole, named):
            if len(wanted) == 1:
                return wanted[0]
        raise typer.BadParameter(f"choose {' or '.join(map(str, choices))}")

    return _prompted(question, chosen)


def _prompted(text: str, read: Callable[[str], T]) -> T:
    """Ask on standard error until `read` takes the line; Enter alone is an empty one."""
    with ended_in_order():
        line: T = typer.prompt(text, default="", show_default=False, value_proc=read, err=True)
    return line
