"""What an import asks of a store, and the whole of a store as rows."""

import json
from collections.abc import Iterator

from readtrack.exported import RELATIONS, ExportedRow
from readtrack.store.database import Database
from readtrack.store.store import Store

KEYED = {"books", "editions"}
"""Tables with a folded title, which is worked out anew."""


def newest_loan(store: Store) -> int:
    """Return the id of the loan that was stored last."""
    return int(store.rows("SELECT coalesce(max(id), 0) FROM loans")[0][0])


def is_out_since(store: Store, loan: int) -> bool:
    """Return whether a title is out whose loan was stored after this one."""
    sql = "SELECT max(id) FROM loans WHERE ended IS NULL AND format <> 'magazine'"
    return (store.rows(sql)[0][0] or 0) > loan


def everything(database: Database) -> Iterator[ExportedRow]:
    """Every stored row, table by table; what is worked out from others is left out."""
    for relation in RELATIONS:
        found = database.each(f"SELECT * FROM {relation} ORDER BY 1")
        for number, row in enumerate(found, 1):
            values = dict(zip(row.keys(), row, strict=True))
            if relation in KEYED:
                values.pop("key")
                values["authors"] = json.loads(values["authors"])
            yield ExportedRow(f"{relation} {number}", relation, values)


def columns(store: Store) -> list[str]:
    """Return the names of all columns that `everything` has, in the order of the tables."""
    found = [
        name
        for relation in RELATIONS
        for name in store.database.columns(relation)
        if name != "key" or relation not in KEYED
    ]
    return list(dict.fromkeys(found))
