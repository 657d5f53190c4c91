"""What ends a program from outside, so that what it has begun is taken back."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What ends a program: a person, the system, or the end of a login."""


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let the signals that would end the program at once unwind it."""

    def end(number: int, _: object) -> None:
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    before = [(each, signal.getsignal(each)) for each in STOPS]
    heard = [(each, handler) for each, handler in before if handler != signal.SIG_IGN]
    for each, _ in heard:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, handler in heard:
            signal.signal(each, handler)


@contextmanager
def signals(how: int) -> Iterator[None]:
    """With the signals that end a program held back, or let through."""
    before = signal.pthread_sigmask(how, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
