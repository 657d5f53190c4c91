"""Lists of books that other programs keep: what one row of them teaches."""

from datetime import date

from readtrack.errors import UsageError
from readtrack.importing.days import read_on
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.values import clean
from readtrack.model import Format

NOTHING_TO_LEARN = "nothing to learn: no length and not read"


def learnt(record: Record) -> Item:
    """Return the record of a listed book, or why it is left out.

    The pages of an audiobook are hours or discs, or those of another edition.
    """
    if not record.title:
        return Skipped(record.where, "", "no title")
    if record.format is Format.AUDIOBOOK and record.pages:
        record = record._replace(pages=None)
    if not (record.pages or record.seconds or record.past or record.log):
        return Skipped(record.where, record.title, NOTHING_TO_LEARN)
    return record


def once(begun: object, finished: object, today: date, minutes: int | None = None) -> Past:
    """One time of reading, from the cells of its days. Raises UsageError where they are none."""
    first, last = (
        read_on(unbracketed(begun), today),
        read_on(unbracketed(finished), today),
    )
    if first and last and last < first:
        raise UsageError(f"Finished {last}, but begun {first}.", "Correct one of the dates.")
    return Past(first, last, minutes=minutes)


def unbracketed(cell: object) -> str:
    """Return a cell without the square brackets that LibraryThing sets around it."""
    return clean(cell).strip("[] ")
