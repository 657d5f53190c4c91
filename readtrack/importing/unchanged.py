"""Rows of a list that the store has word for word: most of a list that is imported again.

What counts as unchanged here is what matching and learning would find; they see all the rest.
"""

from collections import defaultdict
from collections.abc import Sequence

from readtrack.importing.check import authors_json, kind_of, length_of
from readtrack.importing.learn import says_all, span_of
from readtrack.importing.records import Record
from readtrack.names import title_key
from readtrack.store.sets import Sets


def unchanged(records: Sequence[Record], sets: Sets, today: str) -> list[bool]:
    """For each record, whether it is surely of one book of the store and tells nothing new.

    Only records of lists are looked at, which have a length and reading past.
    """
    keys = [
        "" if each.loan or each.log or each.later else title_key(each.title) for each in records
    ]
    if not any(keys):
        return [False] * len(records)
    named = defaultdict(list)
    for row in sets.named(filter(None, keys)):
        named[row.key].append(row)
    lengths, readings = sets.lengths_and_readings(
        rows[0].id for rows in named.values() if len(rows) == 1
    )
    found = []
    for record, key in zip(records, keys, strict=True):
        rows = named.get(key, ())
        if len(rows) != 1 or rows[0].is_edition:
            found.append(False)
            continue
        book = rows[0]
        length = length_of(record, kind_of(record))
        found.append(
            book.title == record.title
            and (record.isbn is None or record.isbn == book.isbn)
            and book.authors == authors_json(record.authors)
            and (length is None or length[1] <= lengths.get((book.id, length[0]), 0))
            and all(
                any(says_all(row, span) for row in readings.get(book.id, ()))
                for span in (span_of(past, today) for past in record.past)
                if span is not None
            )
        )
    return found
