"""One family of errors: what is wrong, how to mend it, and the exit code that says which kind."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

from readtrack.limits import LONGEST_QUOTE


class ReadtrackError(Exception):
    """Something a person can mend. `remedy` may hold several lines, one way out each.

    `instead` maps what was typed, words or an option such as `--due`, to what works there; the
    line with it is printed as an example. None leaves an option out; one not typed is added.
    """

    exit_code = 1

    def __init__(
        self, what: str, remedy: str = "", instead: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.instead = instead or {}


def give_up_output() -> None:
    """Keep the interpreter from flushing, on its way out, what nobody can take."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


class UsageError(ReadtrackError):
    """The words of the command cannot be taken as they are."""

    exit_code = 2


def unreadable(
    text: str, what: str, forms: str, good: object = None, verb: str = "read"
) -> UsageError:
    """The error of typed text that is not `what`, with the beginning of the text in it.

    `forms` says what it could be, and `good` is an example that works in its place.
    """
    quoted = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    instead = {} if good is None else {text: good}
    return UsageError(f"Cannot {verb} {quoted!r} as {what}.", forms, instead)


class GateRefused(ReadtrackError):
    """Putting this book out now would pass the cap."""

    exit_code = 3


class WhichBook(ReadtrackError):
    """No book answers to these words, or more than one does."""

    exit_code = 4


class StoreError(ReadtrackError):
    """The store cannot be used: not ours, from a newer version, locked, or not writable."""

    exit_code = 5
