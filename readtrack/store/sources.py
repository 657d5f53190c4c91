"""The sources that `import` reads by itself, and the state of the files read for them."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from readtrack.named_tuple import NamedTuple

if TYPE_CHECKING:
    from readtrack.store.store import Store

READ, LEFT, FAILED, UNKNOWN = "read", "left", "failed", "unknown"
"""What became of a file: all of it was taken, or some waits for an answer; or it has no kind."""


class Source(NamedTuple):
    """A file, a folder or a pattern that `import` reads by itself, and how it is to be read."""

    id: int
    pattern: str
    importer: str | None = None
    mapped: tuple[str, ...] = ()
    zone: str | None = None


class SourceFile(NamedTuple):
    """The state of a file when it was last read for a source."""

    source_id: int
    path: str
    state: str
    stamp: str
    digest: str
    program: str
    read_at: str
    brought_at: str | None = None
    new: int = 0
    changed: int = 0
    command_id: int | None = None
    taken_back: bool = False
    """Whether the command that brought something from it last is undone."""


COLUMNS = SourceFile._fields[:-1]

FILES = f"""
SELECT {", ".join(COLUMNS)}, EXISTS (SELECT 1 FROM commands
    WHERE commands.id = command_id AND undone_by IS NOT NULL) AS taken_back
FROM source_files ORDER BY source_id, path
"""

KEEP = f"""
INSERT INTO source_files ({", ".join(COLUMNS)}) SELECT {", ".join(f":{name}" for name in COLUMNS)}
WHERE EXISTS (SELECT 1 FROM sources WHERE id = :source_id)
ON CONFLICT (source_id, path) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])}
"""


def sources(store: "Store") -> tuple[Source, ...]:
    """Return the sources in the order of their numbers."""
    rows = store.rows("SELECT id, pattern, importer, mapped, zone FROM sources ORDER BY id")
    return tuple(
        Source(number, pattern, importer, tuple(json.loads(mapped)), zone)
        for number, pattern, importer, mapped, zone in rows
    )


def remember(store: "Store", source: Source) -> int:
    """Store a source, within a command; the same pattern read in another way takes its place.

    Its number is returned. A source in the place of another has a new one, so that its files are
    read again.
    """
    for stored in sources(store):
        if stored.pattern == source.pattern:
            if stored == source._replace(id=stored.id):
                return stored.id
            forget(store, stored.id)
    row = source._asdict() | {"mapped": json.dumps(source.mapped, ensure_ascii=False)}
    del row["id"]
    return store.database.insert("sources", row)


def forget(store: "Store", number: int) -> None:
    """Take a source out, within a command, and the state of its files with it."""
    store.database.run("DELETE FROM sources WHERE id = :id", {"id": number})


def files_read(store: "Store") -> tuple[SourceFile, ...]:
    """Return the state of every file that was read for a source."""
    found = (SourceFile(*row) for row in store.rows(FILES))
    return tuple(each._replace(taken_back=bool(each.taken_back)) for each in found)


def keep_files(store: "Store", files: Iterable[SourceFile]) -> None:
    """Record what became of files, within a transaction; a source forgotten meanwhile has none."""
    store.database.many(KEEP, (file._asdict() for file in files))
