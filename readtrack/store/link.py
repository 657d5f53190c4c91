"""Connections to a server; the last one is ready for its next use, as making one costs much."""

from typing import Any

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, connection

from readtrack.store.address import Address

_spare: list[tuple[str, connection]] = []
"""The address and the connection that was used last, if any."""


def connected(path: str, address: Address, patience: float) -> connection:
    """Return a connection in autocommit mode that waits up to `patience` seconds for a lock.

    Raises psycopg2.Error where the server does not answer.
    """
    lock_timeout = f"{round(1000 * patience)}"
    if _spare and _spare[0][0] == path:
        _, found = _spare.pop()
        try:
            with found.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = {lock_timeout}")
            return found
        except psycopg2.Error:  # it broke meanwhile
            found.close()
    settings = {"lock_timeout": lock_timeout, "client_min_messages": "warning"}
    given: dict[str, Any] = {
        "connect_timeout": max(2, round(patience)),
        "client_encoding": "UTF8",
        "application_name": "readtrack",
        "tcp_user_timeout": 10_000,
        **address.parameters(settings),
    }
    made: connection = psycopg2.connect(**given)
    made.autocommit = True
    return made


def give_back(path: str, used: connection) -> None:
    """Let the next command use the connection, unless something is still going on over it."""
    while _spare:
        _spare.pop()[1].close()
    if used.closed or used.info.transaction_status != TRANSACTION_STATUS_IDLE:
        used.close()
    else:
        _spare.append((path, used))
