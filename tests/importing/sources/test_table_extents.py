"""Lengths in tables that have a column of extents."""

from pathlib import Path

import pytest

from readtrack.model import Format
from tests.importing.reading import problems, records, table


def test_an_extent_makes_an_audiobook_where_no_column_has_a_format(tmp_path: Path) -> None:
    lines = (
        'Emma;"7 audio discs (8 hr., 15 min.) : digital ; 4 3/4 in.";',
        "Dune;12 Tonträger;",
        "Saga;5 CDs (6 Std.);E-Book",
        "Both;304 p. + 1 CD (60 min);",
        "Paper;xii, 304, [16] p. of plates;",
    )
    path = table(tmp_path, "title;Physical Description;format", *lines)
    found = records("csv", path).items()
    assert {title: (book.format, book.pages, book.seconds) for title, book in found} == {
        "Emma": (Format.AUDIOBOOK, None, 29_700),
        "Dune": (Format.AUDIOBOOK, None, None),
        "Saga": (Format.EBOOK, None, 21_600),
        "Both": (None, 304, None),
        "Paper": (None, 304, None),
    }


def test_a_playing_time_that_is_not_clear_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = table(tmp_path, "title,due,extent", "Emma,2026-12-24,4 CDs (je 70 Min.)")
    assert [book.seconds for book in records("csv", path).values()] == [None]
    assert problems("csv", path)["line 2"].what == (
        "Cannot read '4 CDs (je 70 Min.)' as a playing time."
    )


def test_a_column_of_lengths_stands_beside_one_of_pages(tmp_path: Path) -> None:
    lines = ("Emma,,8 hrs 15 min", "Dune,412,21:02", "Saga,304,24", "Iliad,,xii 304 p.", "Salt,,")
    path = table(tmp_path, "Title,Pages,Length", *lines)
    found = records("csv", path).items()
    assert {title: (book.format, book.pages, book.seconds) for title, book in found} == {
        "Emma": (Format.AUDIOBOOK, None, 29_700),
        "Dune": (None, 412, 75_720),
        "Saga": (None, 304, None),
        "Iliad": (None, 304, None),
        "Salt": (None, None, None),
    }


def test_a_length_without_a_unit_is_a_problem_where_no_pages_stand(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Due,Pages,Länge", "Emma,2026-12-24,,617", "Dune,2026-12-24,412,9")
    assert {title: book.pages for title, book in records("csv", path).items()} == {
        "Emma": None,
        "Dune": 412,
    }
    assert {where: each.what for where, each in problems("csv", path).items()} == {
        "line 2": "Cannot read '617' as a length."
    }


def test_a_length_alone_is_read_as_before(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Length", "Emma,304")
    assert records("csv", path)["Emma"].pages == 304


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("PT9H4M8S", 32_648),
        ("9h 4m 8s", 32_648),
        ("9h:04m:08s", 32_648),
        ("9 Std. 4 Min. 8 S.", 32_648),
        ("9 heures 4 minutes et 8 s", 32_648),
        ("9h 8s", 32_408),
        ("54m 8s", 3_248),
        ("PT54M", 3_240),
        ("1 CD (54 min 8 s)", 3_248),
        ("gekürzt, 9h 4m 8s", 32_648),
    ],
)
@pytest.mark.parametrize("column", ["Length", "Umfang"])
def test_seconds_of_a_playing_time_are_no_pages(
    tmp_path: Path, column: str, written: str, seconds: int
) -> None:
    path = table(tmp_path, f"Title;{column}", f"Emma;{written}")
    book = records("csv", path)["Emma"]
    assert (book.format, book.pages, book.seconds) == (Format.AUDIOBOOK, None, seconds)


@pytest.mark.parametrize("written", ["48 S.", "48s", "1 Bd., 48 S.", "45 Min. CD, 48 S."])
def test_pages_stay_pages_beside_other_numbers(tmp_path: Path, written: str) -> None:
    book = records("csv", table(tmp_path, "Title;Umfang", f"Emma;{written}"))["Emma"]
    assert (book.format, book.pages, book.seconds) == (None, 48, None)
