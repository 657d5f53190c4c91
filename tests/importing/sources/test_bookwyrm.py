"""The export of BookWyrm, as the server writes it."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Past, Problem, Record
from tests.importing.reading import BY_NAME, claims, items, records, skipped

HEADER = (
    "title,author_text,remote_id,openlibrary_key,inventaire_id,librarything_key,goodreads_key,"
    "bnf_id,viaf,wikidata,asin,aasin,isfdb,isbn_10,isbn_13,oclc_number,start_date,finish_date,"
    "stopped_date,rating,review_name,review_cw,review_content,review_published,shelf,shelf_name,"
    "shelf_date"
)


def export(tmp_path: Path, begun: str, finished: str, stopped: str, shelf: str) -> Path:
    path = tmp_path / "bookwyrm-export.csv"
    ids = "https://book.example/1,OL1M,,,,,,,,,,0306406152,9780306406157,"
    row = f'Emma,"Ann Poe, Bo Lee",{ids},{begun},{finished},{stopped},4,hush,hush,hush,,{shelf}'
    path.write_text(f"{HEADER}\r\n{row},{shelf},2026-01-20\r\n")
    return path


@pytest.mark.parametrize(
    ("cells", "past"),
    [
        (("2026-01-03", "2026-01-20", "", "read"), (Past(date(2026, 1, 3), date(2026, 1, 20)),)),
        (("", "2026-01-20", "", "favourites"), (Past(None, date(2026, 1, 20)),)),
        (("", "", "", "read"), (Past(),)),
        (("2026-01-03", "", "", "reading"), ()),
        (("2026-01-03", "", "2026-01-20", "stopped-reading"), ()),
        (("", "", "", "to-read"), ()),
    ],
)
def test_a_book_was_read_where_it_was_finished(
    tmp_path: Path, cells: tuple[str, str, str, str], past: tuple[Past, ...]
) -> None:
    path = export(tmp_path, *cells)
    assert claims(path, BY_NAME) == ["bookwyrm"]
    found = records("bookwyrm", path)
    assert [book.past for book in found.values()] == ([past] if past else [])
    assert list(skipped("bookwyrm", path)) == ([] if past else ["Emma"])


def test_of_days_in_the_wrong_order_neither_is_taken(tmp_path: Path) -> None:
    problem, book = items("bookwyrm", export(tmp_path, "2026-02-03", "2026-01-20", "", "read"))[
        ::-1
    ]
    assert isinstance(problem, Problem)
    assert problem.what == "Finished 2026-01-20, but begun 2026-02-03."
    assert isinstance(book, Record)
    assert book.past == (Past(),)
    (book,) = records("bookwyrm", export(tmp_path, "x", "2026-01-20", "", "read")).values()
    assert book.past == (Past(None, date(2026, 1, 20)),)


def test_authors_and_the_isbn_come_along_and_reviews_do_not(tmp_path: Path) -> None:
    path = export(tmp_path, "", "2026-01-20", "", "read")
    book = records("bookwyrm", path)["Emma"]
    assert (book.authors, book.isbn) == (("Ann Poe", "Bo Lee"), "9780306406157")
    assert "hush" not in repr(items("bookwyrm", path))
