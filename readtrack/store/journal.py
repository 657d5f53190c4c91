"""The journal: triggers that keep what every row was, and undo, which puts rows back.

Every table that is kept has triggers that write each changed row, as it was before, under the
command that is open. The database keeps the journal itself, so a change made in the sqlite3
shell is in it too, under no command until the next command adopts it.
"""

import json
import sqlite3
from collections.abc import Sequence

OPEN = "(SELECT max(id) FROM commands WHERE open = 1)"
"""The command that runs."""

OUTSIDE = "a change made outside readtrack"


def triggers(relation: str, columns: Sequence[str], key: str) -> list[str]:
    """The statements that make `relation` keep its journal."""
    row = ", ".join(f"'{column}', OLD.{column}" for column in columns)

    def note(key_value: str, before: str, source: str = "") -> str:
        return (
            "INSERT INTO journal (command_id, relation, key, before) "
            f"SELECT {OPEN}, '{relation}', {key_value}, {before}{source}; "
        )

    replaced = row.replace("OLD.", "held.")
    body = {
        # INSERT OR REPLACE deletes the row it replaces without firing a delete trigger.
        "BEFORE INSERT": note(
            f"held.{key}",
            f"json_object({replaced})",
            f" FROM {relation} AS held WHERE held.{key} = NEW.{key}",
        ),
        # UPDATE OR REPLACE onto another row's key deletes that one as silently.
        f"BEFORE UPDATE OF {key}": note(
            f"held.{key}",
            f"json_object({replaced})",
            f" FROM {relation} AS held WHERE held.{key} = NEW.{key} AND NEW.{key} <> OLD.{key}",
        ),
        "AFTER INSERT": note(f"NEW.{key}", "NULL"),
        "AFTER UPDATE": note(f"NEW.{key}", f"json_object({row})"),
        "AFTER DELETE": note(f"OLD.{key}", f"json_object({row})"),
    }
    return [
        f"CREATE TRIGGER journal_{relation}_{when.lower().replace(' ', '_')} "
        f"{when} ON {relation} BEGIN {statement}END"
        for when, statement in body.items()
    ]


def adopt(connection: sqlite3.Connection, at: str) -> None:
    """Gather changes made outside under a command of their own, so that undo can take them back."""
    connection.execute(
        "INSERT INTO commands (at, words, open) SELECT ?, ?, 0 "
        "WHERE EXISTS (SELECT 1 FROM journal WHERE command_id IS NULL)",
        (at, OUTSIDE),
    )
    connection.execute(
        "UPDATE journal SET command_id = (SELECT max(id) FROM commands) WHERE command_id IS NULL"
    )


def close(connection: sqlite3.Connection) -> None:
    """End the open command; one that has changed nothing leaves nothing to undo."""
    connection.execute(
        "DELETE FROM commands WHERE open = 1 AND undoes IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE command_id = commands.id)"
    )
    connection.execute("UPDATE commands SET open = 0 WHERE open = 1")


def undo(connection: sqlite3.Connection) -> int | None:
    """Take back, under the open command, the newest one that stands; its number, or None."""
    found = connection.execute(
        "SELECT id, words FROM commands WHERE undone_by IS NULL AND undoes IS NULL AND open = 0 "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if found is None:
        return None
    command, words = found
    _take_back(connection, command)
    connection.execute(
        "UPDATE commands SET undoes = ?, words = ? WHERE open = 1", (command, f"undo: {words}")
    )
    return int(command)


def redo(connection: sqlite3.Connection) -> int | None:
    """Take back, under the open command, the last undo; the number of what stands again, or None.

    There is nothing to redo once another command has come after the undo.
    """
    found = connection.execute(
        "SELECT id, words, undoes FROM commands WHERE undone_by IS NULL AND open = 0 "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if found is None or found["undoes"] is None:
        return None
    undoing, words = found["id"], str(found["words"]).removeprefix("undo: ")
    connection.execute("UPDATE commands SET undone_by = NULL WHERE undone_by = ?", (undoing,))
    _take_back(connection, undoing)
    # A redo neither stands nor can be taken back: what it brought back stands again by itself.
    connection.execute(
        "UPDATE commands SET undoes = ?, undone_by = id, words = ? WHERE open = 1",
        (undoing, f"redo: {words}"),
    )
    return int(found["undoes"])


def _take_back(connection: sqlite3.Connection, command: int) -> None:
    """Put back, newest first, every row that `command` changed, and mark it undone.

    The changes made here are journalled under the open command like any others, which is why an
    undo can itself be taken back.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    rows = connection.execute(
        "SELECT relation, key, before FROM journal WHERE command_id = ? ORDER BY id DESC",
        (command,),
    ).fetchall()
    for relation, key, before in rows:
        _put_back(connection, relation, key, before)
    connection.execute(
        "UPDATE commands SET undone_by = (SELECT max(id) FROM commands WHERE open = 1) "
        "WHERE id = ?",
        (command,),
    )


def _put_back(connection: sqlite3.Connection, relation: str, key: str, before: str | None) -> None:
    # PRAGMA table_info takes no parameters in SQL; its table-valued form does.
    found = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (relation,))
    columns = {row[0]: row[1] for row in found}
    primary = next(name for name, is_key in columns.items() if is_key)
    if before is None:
        connection.execute(f"DELETE FROM {relation} WHERE {primary} = ?", (key,))
        return
    row = {name: value for name, value in json.loads(before).items() if name in columns}
    assigned = ", ".join(f"{name} = :{name}" for name in row)
    updated = connection.execute(
        f"UPDATE {relation} SET {assigned} WHERE {primary} = :__key", {**row, "__key": key}
    )
    if updated.rowcount == 0:
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT INTO {relation} ({names}) VALUES ({places})", row)
