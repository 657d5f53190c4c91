"""The export of Openreads, as the app writes it."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Past
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, items, problems, records, skipped

HEADER = (
    "title,subtitle,author,description,status,favourite,deleted,rating,pages,publisher,"
    "publication_year,isbn,olid,tags,my_review,notes,book_format,readings,date_added,date_modified"
)
ADDED = "2026-01-02T08:00:00.000,2026-01-02T08:00:00.000"
TWICE = "2025-01-02T00:00:00.000|2025-02-03T00:00:00.000|7200000;2026-03-04T00:00:00.000||"


def export(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "Openreads-2026_3_4-8_0_0.csv"
    path.write_text("\r\n".join([HEADER, *rows]))
    return path


def row(title: str, status: str, deleted: str, pages: str, readings: str) -> str:
    return (
        f"{title},,Ann Poe,hush,{status},false,{deleted},4.5,{pages},Quay,2020,9780306406157,OL1M,"
        f"hush,hush,hush,paperback,{readings},{ADDED}"
    )


def test_a_book_has_its_length_and_each_reading_with_its_minutes(tmp_path: Path) -> None:
    path = export(tmp_path, row("Emma", "finished", "false", "304", TWICE))
    assert claims(path, BY_NAME) == ["openreads"]
    book = records("openreads", path)["Emma"]
    assert (book.authors, book.isbn, book.format, book.pages) == (
        ("Ann Poe",), "9780306406157", Format.PRINT, 304,
    )  # fmt: skip
    assert book.past == (
        Past(date(2025, 1, 2), date(2025, 2, 3), minutes=120),
        Past(date(2026, 3, 4), None),
    )


def test_deleted_rows_stay_out_and_unfinished_books_tell_their_length(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        row("Gone", "finished", "true", "304", TWICE),
        row("Begun", "in_progress", "false", "412", "2026-03-04T00:00:00.000||"),
        row("Planned", "planned", "false", "", ""),
        row("Read", "finished", "false", "", ""),
    )
    found = records("openreads", path)
    assert {title: (book.pages, book.past) for title, book in found.items()} == {
        "Begun": (412, ()),
        "Read": (None, (Past(),)),
    }
    assert skipped("openreads", path)["Gone"] == "deleted in Openreads"


def test_what_is_read_again_has_been_read_before(tmp_path: Path) -> None:
    path = export(
        tmp_path,
        row("Again", "in_progress", "false", "", TWICE),
        row("Wanted", "for_later", "false", "304", TWICE),
        row("Given up", "unfinished", "false", "304", TWICE),
    )
    once = (Past(date(2025, 1, 2), date(2025, 2, 3), minutes=120),)
    assert {title: book.past for title, book in records("openreads", path).items()} == {
        "Again": once,
        "Wanted": once,
        "Given up": (),
    }


@pytest.mark.parametrize("headed", [True, False])
def test_a_book_given_up_tells_its_length_alone(tmp_path: Path, headed: bool) -> None:
    rows = [
        row("Given up", "abandoned", "false", "304", TWICE),
        row("Planned", "planned", "false", "412", TWICE),
        row("Odd", "unknown", "false", "208", ""),
    ]
    path = export(tmp_path, *rows)
    if not headed:
        path.write_text("\r\n".join(rows))
    assert claims(path, BY_NAME) == ["openreads"]
    found = records("openreads", path)
    assert {title: (book.pages, book.past) for title, book in found.items()} == {
        "Given up": (304, ()),
        "Planned": (412, (Past(date(2025, 1, 2), date(2025, 2, 3), minutes=120),)),
        "Odd": (208, ()),
    }


def test_an_older_export_has_one_reading(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "title,author,status,favourite,deleted,olid,start_date,finish_date,pages,reading_time\n"
        "Emma,Ann Poe,finished,true,false,,2025-01-02T00:00:00.000,2025-02-03T00:00:00.000,304,\n"
    )
    assert records("openreads", path)["Emma"].past == (Past(date(2025, 1, 2), date(2025, 2, 3)),)


def test_an_unreadable_reading_is_named_and_nothing_private_comes_along(tmp_path: Path) -> None:
    path = export(tmp_path, row("Emma", "finished", "false", "304", "soon||"))
    assert "Cannot read 'soon' as a date" in problems("openreads", path)["line 2"].what
    assert records("openreads", path)["Emma"].past == (Past(),)
    assert "hush" not in repr(items("openreads", path))
