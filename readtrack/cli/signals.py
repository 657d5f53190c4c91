"""Handles the signals that end the program, so that an unfinished change is rolled back."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
