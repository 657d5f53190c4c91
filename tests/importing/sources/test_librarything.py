"""LibraryThing libraries, as tab-separated text and as JSON."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Past, Record
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, document, items, problems, records, skipped

HEADER = (
    "Book Id", "Title", "Sort Character", "Primary Author", "Primary Author Role",
    "Secondary Author", "Secondary Author Roles", "Publication", "Date", "Review", "Rating",
    "Comment", "Private Comment", "Summary", "Media", "Physical Description", "Page Count",
    "Date Started", "Date Read", "Tags", "Collections", "ISBN", "ISBNs", "Lending Patron",
)  # fmt: skip
EMMA = {
    "Book Id": "1", "Title": "Emma", "Sort Character": "1", "Primary Author": "Poe, Ann, 1950-",
    "Secondary Author": "Lee, Bo|Ek, Cy", "Secondary Author Roles": "Author|Translator",
    "Review": "hush", "Comment": "hush", "Private Comment": "hush", "Lending Patron": "hush",
    "Media": "Paperback", "Page Count": "xxxviii; 103 ", "Date Started": "[2025-01-02]",
    "Date Read": "[2025-02-03]", "ISBN": "[0306406152]", "ISBNs": "0306406152, 9780306406157",
}  # fmt: skip
LISTED = {
    "books_id": "1", "title": "Emma", "primaryauthor": "Poe, Ann",
    "authors": [
        {"lf": "Poe, Ann", "fl": "Ann Poe", "role": "Author"},
        {"lf": "Lee, Bo", "fl": "Bo Lee"},
        {"lf": "Ek, Cy", "fl": "Cy Ek", "role": "Translator"},
        [],
    ],
    "pages": "xxxviii; 103 ", "datestarted": "2025-01-02", "dateread": "2025-02-03",
    "isbn": {"0": "0306406152", "2": "9780306406157"}, "originalisbn": "0306406152",
    "format": [{"code": "1.1.3", "text": "Paperback"}], "review": "hush", "comment": "hush",
}  # fmt: skip
BOOK = Record(
    "", "Emma", ("Ann Poe", "Bo Lee"), "0306406152", Format.PRINT, 103,
    past=(Past(date(2025, 1, 2), date(2025, 2, 3)),),
)  # fmt: skip


def table(tmp_path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    path = tmp_path / "librarything.tsv"
    lines = ["\t".join(HEADER), *("\t".join(row.get(name, "") for name in HEADER) for row in rows)]
    path.write_text("\n".join(lines), encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_a_table_tells_length_authors_and_reading(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, EMMA, encoding=encoding)
    assert claims(path, BY_NAME) == ["librarything"]
    assert items("librarything", path) == [BOOK._replace(where="line 2")]


def test_json_tells_the_same(tmp_path: Path) -> None:
    path = document(tmp_path, {"1": LISTED})
    assert claims(path, BY_NAME) == ["librarything"]
    assert items("librarything", path) == [BOOK._replace(where="book 1")]


def test_a_book_that_was_read_twice_has_both_readings(tmp_path: Path) -> None:
    row = {**EMMA, "Date Started": "[2020-01-02],[2025-01-02]", "Date Read": "[2020],[2025-02-03]"}
    assert records("librarything", table(tmp_path, row))["Emma"].past == (
        Past(date(2020, 1, 2), None),
        Past(date(2025, 1, 2), date(2025, 2, 3)),
    )


def test_json_may_list_the_days_of_several_readings(tmp_path: Path) -> None:
    days = {"datestarted": ["2019-01-02", ""], "dateread": ["2019-02-03", "2022-02-03"]}
    path = document(tmp_path, {"1": {**LISTED, **days}})
    assert records("librarything", path)["Emma"].past == (
        Past(date(2019, 1, 2), date(2019, 2, 3)),
        Past(None, date(2022, 2, 3)),
    )


@pytest.mark.parametrize(
    ("begun", "ended", "past"),
    [
        ("[2025-01-02],[2019-01-02]", "[2019-02-03]",
         (Past(date(2019, 1, 2), date(2019, 2, 3)),)),
        ("[2024-05-01],[2021-01-02],[2019-01-02]", "[2021-03-04][2019-02-03]",
         (Past(date(2021, 1, 2), date(2021, 3, 4)), Past(date(2019, 1, 2), date(2019, 2, 3)))),
        ("[2025-01-02],[2019-01-02]", "[],[2019-02-03]",
         (Past(date(2019, 1, 2), date(2019, 2, 3)),)),
        ("[2025-01-02],[2024-01-02]", "[2019-02-03]", (Past(None, date(2019, 2, 3)),)),
        ("[2025-01-02],[2019-01-02]", "", ()),
    ],
)  # fmt: skip
def test_a_beginning_without_an_end_is_left_out(
    tmp_path: Path, begun: str, ended: str, past: tuple[Past, ...]
) -> None:
    path = table(tmp_path, {**EMMA, "Date Started": begun, "Date Read": ended})
    assert records("librarything", path)["Emma"].past == past
    assert not problems("librarything", path)


def test_what_cannot_be_read_costs_a_book_only_that(tmp_path: Path) -> None:
    books = {"1": {**LISTED, "pages": "12-34"}, "2": {**LISTED, "dateread": "soon"}, "3": []}
    path = document(tmp_path, books)
    found = items("librarything", path)
    assert [book.pages for book in found if isinstance(book, Record)] == [None, 103]
    assert [each.what for each in problems("librarything", path).values()] == [
        "Cannot read '12-34' as a number of pages.",
        "Cannot read 'soon' as a date.",
        "This is no book.",
    ]


@pytest.mark.parametrize(
    ("media", "is_book"),
    [
        (["Blu-ray"], False), (["Video", "DVD"], False), (["Audio CD", "Music"], False),
        (["Paper Book", "DVD"], True), (["Audio CD"], True), ([], True),
    ],
)  # fmt: skip
def test_films_and_music_are_no_books(tmp_path: Path, media: list[str], is_book: bool) -> None:
    listed = {**LISTED, "format": [{"text": each} for each in media]}
    word = ", ".join(media)
    left_out = {} if is_book else {"Emma": f"no book: {word}"}
    assert skipped("librarything", table(tmp_path, {**EMMA, "Media": word})) == left_out
    assert skipped("librarything", document(tmp_path, {"1": listed})) == left_out
