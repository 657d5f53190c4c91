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
        raise SystemExit(128 + number)

    deadly = [each for each in STOPS if signal.getsignal(each) == signal.SIG_DFL]
    for each in deadly:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in deadly:
            signal.signal(each, signal.SIG_DFL)


@contextmanager
def signals(how: int) -> Iterator[None]:
    """With the signals that end a program held back, or let through."""
    before = signal.pthread_sigmask(how, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
