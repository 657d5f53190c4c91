"""Lengths in tables that have a column of extents."""

from pathlib import Path

from readtrack.model import Format
from tests.importing.reading import problems, records


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "loans.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


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
