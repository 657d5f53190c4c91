"""A shell prompt waits for a server for a moment only, and is silent otherwise."""

import time
from _thread import allocate_lock, start_new_thread

from readtrack.store.place import is_address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

AT_MOST = 0.3
"""Seconds that a shell prompt waits for a server."""


def shells_patience() -> float:
    """Return the moment until which a shell prompt waits for a server."""
    return time.monotonic() + AT_MOST


def in_time(path: str, look: "Callable[[], T]", until: float | None = None) -> "T | None":
    """Return the result of `look`, or None if a server does not answer in time."""
    if not is_address(path):
        return look()
    left = max(0.0, (until or shells_patience()) - time.monotonic())
    found: list[T] = []
    ready = allocate_lock()
    ready.acquire()

    def work() -> None:
        try:
            found.append(look())
        finally:
            ready.release()

    start_new_thread(work, ())
    return found[0] if ready.acquire(timeout=left) and found else None
