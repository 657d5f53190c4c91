"""Tables of loans, as libraries and people write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.days import day_in
from readtrack.importing.files import Context, File
from readtrack.importing.records import Past, Reached, Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.importing.sources.table import read
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
    table,
)

FORMS = (
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0:%d.%m.%Y}", "{0.year}-{0.month}-{0.day}",
    "{0.year}.{0.month}.{0.day}", "{0.day}.{0.month}.{0.year}", "{0:%d.%m.%y}", "{0:%d-%m-%Y}",
    "{0:%d/%m/%Y}", "{0:%d %B %Y}", "{0:%B} {0.day}, {0.year}", "{0:%Y%m%d}",
    "{0:%Y-%m-%d}T12:00Z", "{0:%Y.%m.%d} 23:59", "{0:%d.%m.%Y}, 23:59 Uhr",
    "{0:%d/%m/%Y} 12:00 PM GMT", "bis {0:%d.%m.%Y}.",
)  # fmt: skip
NO_DATES = ("{0:%d.%m.%Y}.1", "1{0:%Y-%m-%d}", "{0:%Y-%m/%d}")

HALF_PAST_TEN = (
    "2026-06-02T22:30:00Z", "2026-06-02 22:30:00 UTC", "2026-06-02 22:30:00 +0000",
    "2026-06-02 22:30Z", "2026-06-02T22:30:00.123+00:00", "2026-06-02 17:30 -05",
    "2026-06-03T00:30:00 UTC+2", "02.06.2026 22:30 GMT", "2.6.2026, 10:30 p.m. UTC",
    "2026.06.02 17:30 −0500",
)  # fmt: skip


def day_of(text: str) -> date | None:
    return day_in(text, BERLIN, "day first")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_date_is_read_as_the_day_it_names(day: date, form: str) -> None:
    text = form.format(day)
    if "%y" in form and day.year > 2069:  # a year of two digits is not so far ahead
        day = day.replace(year=day.year - 100)
    assert day_of(text) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(NO_DATES))
def test_what_only_looks_like_a_date_is_refused(day: date, form: str) -> None:
    with pytest.raises(UsageError, match="as a date"):
        day_of(form.format(day))


@pytest.mark.parametrize("text", HALF_PAST_TEN)
def test_an_offset_makes_it_the_local_date_however_it_is_written(text: str) -> None:
    assert day_in(text, BERLIN) == date(2026, 6, 3)
    assert day_in(text, HONOLULU) == date(2026, 6, 2)


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
    pages = [304, 304, 1204, *[None] * 3, 1204]
    assert [found.pages for found in records("csv", path).values()] == pages
    assert list(problems("csv", path)) == ["line 9", "line 10"]


def days_out(path: Path) -> list[date | None]:
    return [book.loan and book.loan.checked_out for book in records("csv", path).values()]


@pytest.mark.parametrize(
    ("telling", "first"), [("13/04/2026", date(2026, 4, 3)), ("04/13/2026", date(2026, 3, 4))]
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


def test_an_unreadable_cell_costs_a_row_only_what_it_told(tmp_path: Path) -> None:
    header = "title,author,due,pages,duration,date read"
    row = "Emma,Jane Austen,{},{},{},{}"
    cells = ("2026-12-24", "304", "10:17", "2025-01-02")
    told = dict(zip(("due", "pages", "seconds", "past"), cells, strict=True))
    for place, name in enumerate(told):
        bad = [cell if at != place else "3xy" for at, cell in enumerate(cells)]
        path = table(tmp_path, header, row.format(*bad))
        (book,) = records("csv", path).values()
        (problem,) = problems("csv", path).values()
        assert "3xy" in problem.what
        assert (book.loan is None) == (name == "due")
        assert (book.pages is None) == (name == "pages")
        assert (book.seconds is None) == (name == "seconds")
        assert book.authors == ("Jane Austen",)


@pytest.mark.parametrize(
    "header",
    [
        "Title,Author,Started,Finished", "Book Title,Primary Author,Start,Date Read",
        "Titel,Autor,Begonnen am,Gelesen am", "Titre,Auteur,Commencé le,Lu le",
        "Título,Autora,Fecha de inicio,Fecha de lectura", "Titel,Schrijver,Begonnen op,Gelezen op",
        "Titolo,Autore,Data inizio,Data lettura", "book_name,author_name,start_date,finish_date",
    ],
)  # fmt: skip
def test_days_of_reading_are_brought_in_without_a_length(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, header, "Emma,Jane Austen,2025-01-02,2025-02-03", "Dune,,,2024/05")
    assert claims(path, tuple(SOURCES)) == ["csv"]
    found = records("csv", path)
    assert found["Emma"].authors == ("Jane Austen",)
    assert found["Emma"].past == (Past(date(2025, 1, 2), date(2025, 2, 3)),)
    assert found["Dune"].past == (Past(),)


@pytest.mark.parametrize(
    ("cells", "past"),
    [
        ("2025-01-02,,", ()),
        (",yes,", (Past(),)),
        (",no,", ()),
        (",x,", (Past(),)),
        (",,Read", (Past(),)),
        (",,to read", ()),
        (",2025-01-03,dnf", ()),
        (",2025-01-03; 2025-02-03,", (Past(None, date(2025, 1, 3)), Past(None, date(2025, 2, 3)))),
        (",2025-01-03 - 2025-02-03,", (Past(date(2025, 1, 3), date(2025, 2, 3)),)),
    ],
)
def test_a_book_was_read_where_a_row_says_so(
    tmp_path: Path, cells: str, past: tuple[Past, ...]
) -> None:
    path = table(tmp_path, "title,start,finished,status", f"Emma,{cells}")
    assert records("csv", path)["Emma"].past == past


@pytest.mark.parametrize(
    ("cell", "past"),
    [("32/13/2025", (Past(),)), ("03/04/2025", (Past(),)), ("soon", ()), ("2031-01-02", ())],
)
def test_a_day_that_cannot_be_read_is_named_and_the_book_was_read(
    tmp_path: Path, cell: str, past: tuple[Past, ...]
) -> None:
    path = table(tmp_path, "title,pages,date read", f"Emma,304,{cell}")
    assert records("csv", path)["Emma"].past == past
    assert list(problems("csv", path)) == ["line 2"]


@pytest.mark.parametrize("cell", ["25", "120/304", "p. 40", "3 stars", "120 of 304", "1.5"])
def test_a_number_that_is_no_day_makes_no_reading(tmp_path: Path, cell: str) -> None:
    path = table(tmp_path, "title,pages,read", f"Emma,304,{cell}", "Dune,412,2")
    assert {title: book.past for title, book in records("csv", path).items()} == {
        "Emma": (),
        "Dune": (Past(),),
    }
    assert list(problems("csv", path)) == ["line 2"]


@pytest.mark.parametrize(
    "cell", ["30 Feb 2025", "3/4/25", "31.13.", "2025-13-40", "12 décembre?", "03-04-2025"]
)
def test_a_day_that_is_unclear_is_one_of_reading(tmp_path: Path, cell: str) -> None:
    path = table(tmp_path, "title,pages,read", f"Emma,304,{cell}")
    assert records("csv", path)["Emma"].past == (Past(),)
    assert list(problems("csv", path)) == ["line 2"]


@pytest.mark.parametrize(
    "name",
    [
        "% Read", "Read %", "Read (%)", "% Complete", "Percent finished", "Progress (%)",
        "Gelesen %", "Prozent gelesen", "% lu", "Pourcentage lu", "% leído", "Gelezen (%)",
        "% letto", "Percent", "%",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["%", " %", ""])
def test_a_book_is_read_where_its_percentage_is_a_hundred(
    tmp_path: Path, name: str, mark: str
) -> None:
    shares = ("25", "0", "99.6", "100", "100.0", "304", "")
    lines = [f"Book {share},304,{share}{mark * bool(share)}" for share in shares]
    path = table(tmp_path, f"title,pages,{name}", *lines)
    read_through = [title for title, book in records("csv", path).items() if book.past]
    assert read_through == ["Book 100", "Book 100.0"]
    assert records("csv", path)["Book 100"].past == (Past(),)
    assert not problems("csv", path)


@pytest.mark.parametrize(
    ("header", "cells", "past"),
    [
        ("read", "100%", (Past(),)),
        ("read", "45 %", ()),
        ("status", "100 %", (Past(),)),
        ("status", "45%", ()),
        ("status,% read", "reading,45", ()),
        ("status,% read", "dnf,100", ()),
        ("finished,% read", "2025-02-03,45", (Past(None, date(2025, 2, 3)),)),
        ("finished,% read", "no,100", ()),
        ("progress", "100", ()),
        ("pages read", "100", ()),
    ],
)
def test_a_percentage_says_no_more_than_the_row_does(
    tmp_path: Path, header: str, cells: str, past: tuple[Past, ...]
) -> None:
    path = table(tmp_path, f"title,pages,{header}", f"Emma,304,{cells}")
    assert records("csv", path)["Emma"].past == past
    assert not problems("csv", path)


def test_a_list_of_percentages_alone_tells_what_was_read(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Author,% Read", "Emma,Jane Austen,25%", "Dune,,100%")
    assert claims(path, tuple(SOURCES)) == ["csv"]
    assert [book.past for book in records("csv", path).values()] == [(), (Past(),)]


def test_a_borrowed_book_that_was_finished_is_at_its_end(tmp_path: Path) -> None:
    header = "title,date borrowed,due,date returned,finished"
    path = table(tmp_path, header, "Emma,2026-01-02,2026-01-23,2026-01-20,2026-01-18")
    book = records("csv", path)["Emma"]
    assert book.log == (Reached(date(2026, 1, 18), 1.0),)
    assert book.loan
    assert book.loan.ended == date(2026, 1, 20)


def test_the_day_a_book_was_given_back_is_one_of_reading_where_no_loan_is_told(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Title,Date Returned", "Emma,2026-01-20", "Dune,2026-12-20")
    found = records("csv", path)
    assert (found["Emma"].loan, found["Emma"].past) == (None, (Past(None, date(2026, 1, 20)),))
    assert found["Dune"].loan  # a day to come is when it has to be back
    assert found["Dune"].loan.due == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Duration (min)", "617"), ("Minutes", "617"), ("Dauer in Minuten", "617"),
        ("Duration in Seconds", "37020"), ("duration_s", "37020"), ("Duration", "37020"),
        ("Hours", "10.28333"), ("Durée", "10 heures 17 minutes"), ("Runtime", "10 hrs and 17 mins"),
        ("Extent", "1 audio file (10 hr., 17 min.)"),
    ],
)  # fmt: skip
def test_a_playing_time_is_of_the_measure_of_its_column(
    tmp_path: Path, header: str, cell: str
) -> None:
    path = table(tmp_path, f"title;due;{header}", f"Emma;2026-12-24;{cell}")
    assert records("csv", path)["Emma"].seconds == 37_020


def test_an_empty_column_of_positions_makes_no_log(tmp_path: Path) -> None:
    path = table(tmp_path, "title,date,pages,current page", "Emma,,304,", "Dune,,412,")
    assert [book.pages for book in records("csv", path).values()] == [304, 412]


def test_each_column_of_dates_has_an_order_of_its_own(tmp_path: Path) -> None:
    path = table(tmp_path, "title,borrowed,due", "Emma,1/2/26,2/3/26", "Dune,2/13/26,27/2/26")
    loans = [book.loan for book in records("csv", path).values()]
    assert [loan and (loan.checked_out, loan.due) for loan in loans] == [
        (date(2026, 1, 2), date(2026, 3, 2)),
        (date(2026, 2, 13), date(2026, 2, 27)),
    ]


@pytest.mark.parametrize(
    "above", ["My books", "My books;;", ";;\n\nMy books 2026;;", '"My\nbooks"', "sep=;\nMy books"]
)
def test_a_title_above_the_table_is_no_row_of_it(tmp_path: Path, above: str) -> None:
    path = table(tmp_path, above, "Titel;Frist;Seiten", "Emma;2026-12-24;304", "Dune;;", "Saga;;9")
    assert claims(path, tuple(SOURCES)) == ["csv"]
    assert set(records("csv", path)) == {"Emma", "Dune", "Saga"}
    last = [book.where for book in records("csv", path).values()][-1]
    assert last == f"line {len(path.read_text().splitlines())}"


def test_a_blank_before_a_quote_parts_no_cell(tmp_path: Path) -> None:
    path = table(tmp_path, "title, author, due", 'Emma, "Austen, Jane" , 2026-12-24')
    book = records("csv", path)["Emma"]
    assert (book.authors, book.loan and book.loan.due) == (("Jane Austen",), date(2026, 12, 24))


def test_a_second_column_of_authors_adds_or_stands_in(tmp_path: Path) -> None:
    header = "title;author;author l-f;secondary author;pages"
    path = table(tmp_path, header, "Emma;NA;Austen, Jane;;304", "Dune;Ann Poe;;Lee, Bo;304")
    assert [book.authors for book in records("csv", path).values()] == [
        ("Jane Austen",),
        ("Ann Poe", "Bo Lee"),
    ]


@pytest.mark.parametrize("piece", ["1950-", "b ", "(a)", "1,", "] "])
def test_a_cell_that_goes_on_and_on_does_not_hang(tmp_path: Path, piece: str) -> None:
    cell = f'"{piece * (40_000 // len(piece))}x12"'
    header = "title,author,due,pages,duration,date read"
    path = table(tmp_path, header, f"Emma,{cell},{cell},{cell},{cell},{cell}")
    assert problems("csv", path)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_days_of_reading_in_the_wrong_order_leave_the_rest_of_the_row(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    cells = ("Started", "2026-02-03"), ("Finished", "2026-01-25"), ("Pages", "304")
    names, values = zip(*(cells[place] for place in order), strict=True)
    path = table(tmp_path, ",".join(("Title", *names)), ",".join(("Emma", *values)))
    book = records("csv", path)["Emma"]
    assert (book.pages, book.past) == (304, (Past(),))
    assert [each.what for each in problems("csv", path).values()] == [
        "Finished 2026-01-25, but begun 2026-02-03."
    ]
