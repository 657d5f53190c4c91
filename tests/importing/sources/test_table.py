"""Tables of loans, as libraries and people write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.files import Context, File
from readtrack.importing.records import Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.importing.sources.table import _day, authors_of, read
from readtrack.importing.values import instant_of
from readtrack.model import Format
from tests.importing.reading import (
    BERLIN,
    DATA,
    HONOLULU,
    NOW,
    claims,
    items,
    problems,
    records,
    skipped,
)

FORMS = (
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0:%d.%m.%Y}", "{0.year}-{0.month}-{0.day}",
    "{0.year}.{0.month}.{0.day}", "{0.day}.{0.month}.{0.year}", "{0:%d.%m.%y}", "{0:%d-%m-%Y}",
    "{0:%d/%m/%Y}", "{0:%d %B %Y}", "{0:%B} {0.day}, {0.year}", "{0:%Y%m%d}",
    "{0:%Y-%m-%d}T12:00Z", "{0:%Y.%m.%d} 23:59", "{0:%d.%m.%Y}, 23:59 Uhr",
    "{0:%d/%m/%Y} 12:00 PM GMT", "bis {0:%d.%m.%Y}.",
)  # fmt: skip
NO_DATES = ("{0:%d.%m.%Y}.1", "1{0:%Y-%m-%d}", "{0:%Y-%m/%d}", "{0:%y-%m-%d}", "{0:%y/%m/%d}")

HALF_PAST_TEN = (
    "2026-06-02T22:30:00Z", "2026-06-02 22:30:00 UTC", "2026-06-02 22:30:00 +0000",
    "2026-06-02 22:30Z", "2026-06-02T22:30:00.123+00:00", "2026-06-02 17:30 -05",
    "2026-06-03T00:30:00 UTC+2", "02.06.2026 22:30 GMT", "2.6.2026, 10:30 p.m. UTC",
    "2026.06.02 17:30 −0500",
)  # fmt: skip


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "loans.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def day_of(text: str) -> date | None:
    return _day(text, Context(NOW, BERLIN), "day first")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_date_is_read_as_the_day_it_names(day: date, form: str) -> None:
    assert day_of(form.format(day)) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(NO_DATES))
def test_what_only_looks_like_a_date_is_refused(day: date, form: str) -> None:
    with pytest.raises(UsageError, match="as a date"):
        day_of(form.format(day))


@pytest.mark.parametrize("text", HALF_PAST_TEN)
def test_an_offset_makes_it_the_local_date_however_it_is_written(text: str) -> None:
    assert _day(text, Context(NOW, BERLIN), None) == date(2026, 6, 3)
    assert _day(text, Context(NOW, HONOLULU), None) == date(2026, 6, 2)


@pytest.mark.parametrize("text", [each for each in HALF_PAST_TEN if each[4] == "-"])
def test_every_source_reads_an_offset_alike(text: str) -> None:
    assert instant_of(text.replace(".123", "")) == datetime(2026, 6, 2, 22, 30, tzinfo=UTC)


def test_an_instant_past_all_calendars_is_a_problem_of_its_row(tmp_path: Path) -> None:
    ends = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-06-02T22:30:00Z")
    path = table(tmp_path, "title,due", *(f"Book {n},{due}" for n, due in enumerate(ends)))
    assert list(problems("csv", path)) == ["line 2", "line 3"]
    assert list(records("csv", path)) == ["Book 2"]


def formats(path: Path) -> list[Format | None]:
    return [book.format for book in records("csv", path).values()]


@pytest.mark.parametrize("word", [
    "Bereich", "Gruppe", "Group", "Group of media", "Media-Group", "Mediagroup", "media group",
    "Mediatyp", "Mediengroup", "mediengrp", "Type of media", "MATERIAL_TYPE", "Medienart:",
])  # fmt: skip
def test_the_column_of_a_format_is_known_by_its_name(tmp_path: Path, word: str) -> None:
    path = table(tmp_path, f"Titel;Due-Date;{word}", "Emma;2026-12-24;Hörbuch")
    assert formats(path) == [Format.AUDIOBOOK]


@pytest.mark.parametrize("word", ["Zweigstelle", "Location", "Department", "place", "home_branch"])
def test_the_column_of_a_library_is_known_by_its_name(tmp_path: Path, word: str) -> None:
    path = table(tmp_path, f"Titel;Frist;{word}", "Emma;2026-12-24;Harbour")
    loan = records("csv", path)["Emma"].loan
    assert loan
    assert loan.library == (None if word == "home_branch" else "Harbour")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Titel;Frist;Zweigstelle", Format.PRINT),
        ("Titel;Frist;Signatur", Format.PRINT),
        ("title;due;Barcode-Nr.", Format.PRINT),
        ("title;due;library", None),
    ],
)
def test_a_house_with_shelves_lends_printed_books(
    tmp_path: Path, header: str, kind: Format | None
) -> None:
    assert formats(table(tmp_path, header, "Emma;2026-12-24;Harbour 12")) == [kind]


def test_a_table_says_of_each_row_what_it_is(tmp_path: Path) -> None:
    told = {
        "CD": Format.AUDIOBOOK, "Hörspiel-CD": Format.AUDIOBOOK, "Hörbuch": Format.AUDIOBOOK,
        "eMedium": Format.EBOOK, "Sachbuch": Format.PRINT, "Belletristik": Format.PRINT,
        "Buch mit CD": Format.PRINT, "DVD": None, "Musik-CD": None, "Konsolenspiel": None,
    }  # fmt: skip
    lines = [f"{word};24.12.2026;{word};Harbour" for word in told]
    path = table(tmp_path, "Titel;Frist;Mediengruppe;Filiale", *lines)
    found = records("csv", path)
    assert {title: book.format for title, book in found.items()} == {
        word: kind for word, kind in told.items() if kind
    }
    assert skipped("csv", path)["DVD"] == "no book: DVD"


def test_a_log_of_reading_is_no_table_of_loans(tmp_path: Path) -> None:
    path = table(tmp_path, "reader,book,pages,date,position_pages", "C,1,392,2026-05-18,121")
    with pytest.raises(UsageError, match="is a log of reading: it has a column 'position_pages'"):
        items("csv", path)
    mapped = Context(NOW, BERLIN, columns=(("title", "book"), ("pages", "pages")))
    assert len(list(read(File(path), mapped))) == 1


def test_what_is_no_table_is_said_to_be_none() -> None:
    with pytest.raises(UsageError, match="is no table"):
        items("csv", DATA / "paia.json")


@pytest.mark.parametrize(
    ("front", "encoding"),
    [("", "utf-16"), ("sep=;\n", "utf-8"), ("\n  \n", "utf-8-sig"), ("", "cp1252")],
)
def test_what_spreadsheets_put_around_a_table_is_known(
    tmp_path: Path, front: str, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    text = f"{front}Titel;Verfasser;Frist\nMärchen, alle;Grimm;01.04.2026\n"
    path.write_bytes(text.encode(encoding))
    (found,) = records("csv", path).values()
    assert (found.title, found.authors) == ("Märchen, alle", ("Grimm",))
    assert found.loan is not None
    assert found.loan.due == date(2026, 4, 1)


def test_pages_are_a_number_or_none_and_no_other_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cells = ('"=""304"""', "304 S.", '"1,204"', "0", "unknown", "-", "1.204", "-5", "30.5")
    path.write_text(
        "\n".join(["title,pages", *(f"Book {n},{cell}" for n, cell in enumerate(cells))])
    )
    assert [found.pages for found in records("csv", path).values()] == [304, 304, 1204, *[None] * 3]
    assert list(problems("csv", path)) == ["line 8", "line 9", "line 10"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le Guin, Ursula K.", ("Ursula K. Le Guin",)),
        ("García Márquez, Gabriel", ("Gabriel García Márquez",)),
        ("Brooks, John; Hill, Joe", ("John Brooks", "Joe Hill")),
        ("John Brooks, Joe Hill", ("John Brooks", "Joe Hill")),
        ("Ann Lee, Bo Ek and Cy Dor", ("Ann Lee", "Bo Ek", "Cy Dor")),
    ],
)
def test_authors_are_named_in_the_order_people_say(text: str, names: tuple[str, ...]) -> None:
    assert authors_of(text) == names


def days_out(path: Path) -> list[date | None]:
    return [book.loan and book.loan.checked_out for book in records("csv", path).values()]


@pytest.mark.parametrize(
    ("telling", "first"),
    [("13/04/2026", date(2026, 4, 3)), ("04/13/2026", date(2026, 3, 4))],
)
def test_one_date_of_a_table_tells_the_order_of_all(
    tmp_path: Path, telling: str, first: date
) -> None:
    for lines in (
        ("title,checked out", "Emma,03/04/2026", f"Dune,{telling}"),
        ("title,checked out", f"Dune,{telling}", "Emma,03/04/2026"),
        ("title,checked out,due", f"Emma,03/04/2026,{telling}"),
        ("title,checked out,returned", f"Emma,03/04/2026,{telling}"),
        ("title,checked out", "Emma,03-04-2026", f"Dune,{telling.replace('/', '-')}"),
    ):
        assert first in days_out(table(tmp_path, *lines)), lines


def test_what_stands_beside_the_dates_tells_nothing_of_their_order(tmp_path: Path) -> None:
    path = table(tmp_path, "title,author,due", "Emma,since 13/04/2026,03/04/2026")
    (problem,) = problems("csv", path).values()
    assert problem.what == "03/04/2026 can be read two ways."
    assert "2026-04-03 (3 April) or 2026-03-04 (4 March)" in problem.remedy


def test_a_column_of_audio_makes_an_audiobook_where_it_has_a_length(tmp_path: Path) -> None:
    lines = ("Emma,7:57,", "Dune,,", "Saga,477,", "Both,7h57m,E-Book")
    path = table(tmp_path, "title,Laufzeit,format", *lines)
    found = records("csv", path)
    assert {title: (book.format, book.seconds) for title, book in found.items()} == {
        "Emma": (Format.AUDIOBOOK, 28_620),
        "Dune": (None, None),
        "Saga": (Format.AUDIOBOOK, 28_620),
        "Both": (Format.EBOOK, 28_620),
    }


@pytest.mark.parametrize(
    "cell", ["304", '"304"', '" 304 "', "304.0", "304 S.", '"1,204"', "0", "none", ""]
)
def test_a_number_is_read_however_it_was_written(tmp_path: Path, cell: str) -> None:
    path = table(tmp_path, "title,pages,due,renewals", f"Emma,{cell},2026-12-24,{cell}")
    book = records("csv", path)["Emma"]
    number = {'"1,204"': 1204, "0": None, "none": None, "": None}.get(cell, 304)
    assert book.loan
    assert (book.pages, book.loan.renewals) == (number, number or 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("header", ["Titel;Rückgabe", '"Titel";"Rückgabe"', "Rückgabe;Titel"])
def test_a_table_is_read_whatever_it_is_encoded_in(
    tmp_path: Path, encoding: str, header: str
) -> None:
    cells = ["Ümlaut", "24.12.2026"]
    line = ";".join(cells if header.strip('"').startswith("T") else reversed(cells))
    path = tmp_path / "loans.csv"
    path.write_text(f"{header}\r\n{line}\r\n", encoding=encoding, newline="")
    assert claims(path, tuple(SOURCES)) == ["csv"]
    assert due_dates(path) == {"Ümlaut": date(2026, 12, 24)}


def due_dates(path: Path) -> dict[str, date | None]:
    return {title: book.loan and book.loan.due for title, book in records("csv", path).items()}


def test_a_column_is_what_the_reader_says_it_is(tmp_path: Path) -> None:
    path = table(tmp_path, "title,name,due,until", "Emma,Dune,2026-12-24,2026-12-31")
    told = Context(NOW, BERLIN, columns=(("Title", "NAME"), ("due", "until")))
    (book,) = read(File(path), told)
    assert isinstance(book, Record)
    assert book.loan
    assert (book.title, book.loan.due) == ("Dune", date(2026, 12, 31))
    for pair, message in (
        (("colour", "name"), "nothing called 'colour' to map"),
        (("title", "colour"), "no column 'colour'"),
    ):
        with pytest.raises(UsageError, match=message):
            list(read(File(path), Context(NOW, BERLIN, columns=(pair,))))


@pytest.mark.parametrize(
    ("header", "missing"), [("author,due", "titles"), ("title,author", "due dates or lengths")]
)
def test_a_table_that_lacks_what_matters_says_what_it_lacks(
    tmp_path: Path, header: str, missing: str
) -> None:
    path = table(tmp_path, header, "Emma,2026-12-24")
    assert claims(path, ["csv"]) == []
    with pytest.raises(UsageError, match=f"has no column for {missing}.") as error:
        items("csv", path)
    assert error.value.remedy.endswith("It has: " + header.replace(",", ", "))


def test_a_short_row_is_taken_for_what_it_has(tmp_path: Path) -> None:
    path = table(tmp_path, "title,due,pages", "Emma,2026-12-24", "Dune", "", "Saga,,304")
    assert due_dates(path) == {"Emma": date(2026, 12, 24), "Dune": None, "Saga": None}
    assert [book.where for book in records("csv", path).values()] == ["line 2", "line 3", "line 5"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Austen, Jane", ("Jane Austen",)),
        ("Jane Austen, Bo Ek", ("Jane Austen", "Bo Ek")),
        ("Austen, Jane; Ek, Bo", ("Jane Austen", "Bo Ek")),
        ("Jane Austen / Bo Ek", ("Jane Austen", "Bo Ek")),
        ("Jane Austen &amp; Bo Ek und Cy Lee", ("Jane Austen", "Bo Ek", "Cy Lee")),
        (" ; ", ()),
    ],
)
def test_authors_are_named_as_people_say_them(cell: str, names: tuple[str, ...]) -> None:
    assert authors_of(cell) == names
