"""Read a BookWyrm export: the books on the shelves, and when they were read."""

from collections.abc import Mapping

from readtrack.importing.days import AsOf
from readtrack.importing.extents import pages_in
from readtrack.importing.layouts import DAY, ISBN, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.readings import learnt, once
from readtrack.importing.records import Item, Record
from readtrack.importing.values import clean, isbn_restored

LAYOUT = Layout(
    frozenset({"title", "author_text", "start_date", "finish_date", "shelf"}),
    phrases("""
        title, author_text, remote_id, openlibrary_key, inventaire_id, librarything_key,
        goodreads_key, bnf_id, viaf, wikidata, asin, aasin, isfdb, isbn_10, isbn_13, oclc_number,
        start_date, finish_date, stopped_date, rating, review_name, review_cw, review_content,
        review_published, shelf, shelf_name, shelf_date
    """),
    {"remote_id": r"https?://.+", "shelf": r"[\w-]+"},
    {
        "openlibrary_key": r"OL\w+", "isbn_10": ISBN, "isbn_13": ISBN, "start_date": DAY,
        "finish_date": DAY, "stopped_date": DAY, "shelf_date": DAY,
    },
    ("start_date", "finish_date", "page_count", "author_text"),
    ("title", "author_text"),
)  # fmt: skip
"""The columns of an export; reviews are not read."""


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    finished, shelf = clean(row.get("finish_date")), clean(row.get("shelf")).casefold()
    was_read = finished or (shelf == "read" and not clean(row.get("stopped_date")))
    past = (once(row.get("start_date"), finished, as_of),) if was_read else ()
    title, authors = clean(row.get("title")), names_in(row.get("author_text"))
    isbn = isbn_restored(row.get("isbn_13")) or isbn_restored(row.get("isbn_10"))
    pages = pages_in(row.get("page_count"))
    return learnt(Record(where, title, authors, isbn, pages=pages, past=past))


recognises, read = LAYOUT.recognises, LAYOUT.reader(_item)
