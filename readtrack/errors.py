"""The errors that readtrack reports: what is wrong, how to mend it, and an exit code."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress

from readtrack.limits import LONGEST_QUOTE


class ReadtrackError(Exception):
    """An error that the reader can mend. `remedy` may have several lines, one way out each.

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
    """Discard unwritten output, so that the interpreter does not try to flush it at exit."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


class UsageError(ReadtrackError):
    """The command was typed in a way that readtrack cannot use."""

    exit_code = 2


def unreadable(
    text: str, what: str, forms: str, good: object = None, verb: str = "read"
) -> UsageError:
    """Return the error for typed text that is not `what`, with the beginning of the text.

    `forms` names the accepted forms, and `good` is an example that works instead.
    """
    quoted = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    instead = {} if good is None else {text: good}
    return UsageError(f"Cannot {verb} {quoted!r} as {what}.", forms, instead)


def two_ways(text: str, readings: str, instead: Mapping[str, object]) -> UsageError:
    """Return the error for typed text that means one thing or another."""
    what = f"{text} can be read two ways."
    return UsageError(what, f"{readings}: write the one you mean.", instead)


class GateRefused(ReadtrackError):
    """Borrowing this book now would exceed the cap."""

    exit_code = 3


class WhichBook(ReadtrackError):
    """No book matches these words, or several do."""

    exit_code = 4


class StoreError(ReadtrackError):
    """The store cannot be used: not ours, from a newer version, locked, or not writable."""

    exit_code = 5
