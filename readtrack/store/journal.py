"""The journal: triggers that keep what every row was, and undo, which puts rows back.

Every table that the reader fills has triggers that write each changed row, as it was before, under
the command that is open. The database keeps the journal itself, so a change made in the sqlite3
shell or in psql is in it too, under no command until the next command adopts it.
"""

import json

from readtrack.store.database import Database

OPEN = "(SELECT id FROM commands WHERE open = 1 ORDER BY id DESC LIMIT 1)"
"""The command that runs; each row that is written asks for it, and max() would take longer."""

OUTSIDE = "a change made outside readtrack"


def adopt(database: Database, at: str) -> None:
    """Gather changes made outside under a command of their own, so that undo can take them back."""
    database.run(
        "INSERT INTO commands (at, words, open) SELECT :at, :words, 0 "
        "WHERE EXISTS (SELECT 1 FROM journal WHERE command_id IS NULL)",
        {"at": at, "words": OUTSIDE},
    )
    database.run(
        "UPDATE journal SET command_id = (SELECT max(id) FROM commands) WHERE command_id IS NULL"
    )


def close(database: Database) -> None:
    """End the open command; one that has changed nothing leaves nothing to undo."""
    database.run(
        "DELETE FROM commands WHERE open = 1 AND undoes IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE command_id = commands.id)"
    )
    database.run("UPDATE commands SET open = 0 WHERE open = 1")


def undo(database: Database) -> int | None:
    """Take back, under the open command, the newest one that stands; its number, or None."""
    found = database.run(
        "SELECT id, words FROM commands WHERE undone_by IS NULL AND undoes IS NULL AND open = 0 "
        "ORDER BY id DESC LIMIT 1"
    )
    if not found:
        return None
    command, words = found[0]
    _take_back(database, command)
    sql = "UPDATE commands SET undoes = :command, words = :words WHERE open = 1"
    database.run(sql, {"command": command, "words": f"undo: {words}"})
    return int(command)


def redo(database: Database) -> int | None:
    """Take back, under the open command, the last undo; the number of what stands again, or None.

    There is nothing to redo once another command has come after the undo.
    """
    found = database.run(
        "SELECT id, words, undoes FROM commands WHERE undone_by IS NULL AND open = 0 "
        "ORDER BY id DESC LIMIT 1"
    )
    if not found or found[0]["undoes"] is None:
        return None
    undoing, words, undone = found[0]
    sql = "UPDATE commands SET undone_by = NULL WHERE undone_by = :undoing"
    database.run(sql, {"undoing": undoing})
    _take_back(database, undoing)
    # A redo neither stands nor can be taken back: what it brought back stands again by itself.
    database.run(
        "UPDATE commands SET undoes = :undoing, undone_by = id, words = :words WHERE open = 1",
        {"undoing": undoing, "words": f"redo: {str(words).removeprefix('undo: ')}"},
    )
    return int(undone)


def _take_back(database: Database, command: int) -> None:
    """Put back, newest first, every row that `command` changed, and mark it undone.

    The changes made here are journalled under the open command like any others, which is why an
    undo can itself be taken back.
    """
    database.check_references_at_the_end()
    sql = "SELECT relation, key, before FROM journal WHERE command_id = :command ORDER BY id DESC"
    for relation, key, before in database.run(sql, {"command": command}):
        _put_back(database, relation, key, before)
    database.run(
        f"UPDATE commands SET undone_by = {OPEN} WHERE id = :command",
        {"command": command},
    )


def _put_back(database: Database, relation: str, key: str, before: str | None) -> None:
    columns = database.columns(relation)
    primary = "id" if "id" in columns else next(iter(columns))
    if before is None:
        database.run(f"DELETE FROM {relation} WHERE {primary} = :key", {"key": key})
        return
    row = {name: value for name, value in json.loads(before).items() if name in columns}
    assigned = ", ".join(f"{name} = :{name}" for name in row)
    sql = f"UPDATE {relation} SET {assigned} WHERE {primary} = :__key RETURNING {primary}"
    if not database.run(sql, {**row, "__key": key}):
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        database.run(f"INSERT INTO {relation} ({names}) VALUES ({places})", row)
