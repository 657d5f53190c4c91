"""Columns of due dates and of returns: which is which, and those that nothing is known of."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Past, Problem, Record
from readtrack.importing.sources.table import read
from tests.importing.reading import BERLIN, NOW, problems, records, table

Days = tuple[date | None, date | None, date | None]

OUT, DUE, BACK = date(2026, 10, 1), date(2026, 10, 29), date(2026, 10, 22)
LATER, LATER_DUE = date(2026, 11, 2), date(2026, 11, 30)


def days(path: Path) -> dict[str, Days]:
    """The checkout, the due date and the return of each loan."""
    loans = {title: book.loan for title, book in records("csv", path).items()}
    return {title: (*loan[:2], loan.ended) for title, loan in loans.items() if loan}


def mapped(path: Path, **columns: str) -> list[Item]:
    return list(read(File(path), Context(NOW, BERLIN, columns=tuple(columns.items()))))


@pytest.mark.parametrize(
    "header",
    [
        "Title;Borrowed;Due Date;Return Date", "Title;Issued On;Due By;Checked In",
        "Title;Loan Date;Return Date;Returned On", "Title;Loaned;Due (yyyy-mm-dd);Date of return",
        "Titel;Ausgeliehen am;Leihfrist;Rückgabe", "Titel;Entliehen am;Rückgabe;Abgegeben am",
        "Titel;Ausleihe;Zurück bis;Zurückgebracht am", "Titel;Geliehen am;Zurück;Retour",
        "Titre;Prêté le;À rendre avant le;Retour", "Titre;Emprunt;Date de retour;Rendu le",
        "Título;Préstamo;Vence el;Fecha de devolución", "Título;Prestado;Devolución;Devuelto el",
        "Titel;Geleend;Terug voor;Inleverdatum", "Titel;Geleend op;Inleverdatum;Ingeleverd op",
        "Titolo;Prestito;Scade il;Restituzione", "Titolo;Prestito;Riconsegna;Riconsegnato il",
    ],
)  # fmt: skip
def test_the_more_specific_of_two_columns_has_the_due_dates(tmp_path: Path, header: str) -> None:
    names = header.split(";")
    lines = ("Emma;2026-10-01;2026-10-29;2026-10-22", "Dune;2026-11-02;2026-11-30;")
    expected = {"Emma": (OUT, DUE, BACK), "Dune": (LATER, LATER_DUE, None)}
    assert days(table(tmp_path, header, *lines)) == expected
    turned = ";".join([names[0], *reversed(names[1:])])
    lines = ("Emma;2026-10-22;2026-10-29;2026-10-01", "Dune;;2026-11-30;2026-11-02")
    assert days(table(tmp_path, turned, *lines)) == expected


@pytest.mark.parametrize(
    "header",
    [
        "Title;Borrowed;Due;Returned?;Return Date", "Title;Borrowed;Due;Returned;Date Returned",
        "Titel;Ausgeliehen;Frist;Zurückgegeben;Zurückgegeben am",
        "Titre;Emprunté le;Retour prévu;Rendu;Date de retour",
    ],
)  # fmt: skip
def test_a_word_for_what_was_given_back_stands_beside_its_day(tmp_path: Path, header: str) -> None:
    lines = (
        "Emma;2026-10-01;2026-10-29;yes;2026-10-22",
        "Dune;2026-11-02;2026-11-30;no;",
        "Saga;2026-10-01;2026-10-29;x;",
        "Momo;2026-11-02;2026-11-30;;",
    )
    assert days(table(tmp_path, header, *lines)) == {
        "Emma": (OUT, DUE, BACK),
        "Dune": (LATER, LATER_DUE, None),
        "Momo": (LATER, LATER_DUE, None),
    }


def test_what_the_reader_names_as_due_is_no_day_of_return_too(tmp_path: Path) -> None:
    path = table(tmp_path, "Título,Prestado,Devolución", "Emma,2026-10-01,2026-10-29")
    (book,) = mapped(path, due="Devolución")
    assert isinstance(book, Record)
    assert book.loan
    assert (book.loan.due, book.loan.ended) == (DUE, None)


@pytest.mark.parametrize(
    "header",
    [
        "Titre;Emprunté le;Date de retour", "Título;Prestado;Devolución",
        "Titolo;Prestito;Data restituzione", "Titel;Geleend;Terug", "Title;Borrowed;Return Date",
    ],
)  # fmt: skip
def test_one_date_to_come_says_that_all_of_its_column_are_due_dates(
    tmp_path: Path, header: str
) -> None:
    lines = ("Emma;01/10/2026;29/10/2026", "Dune;02/11/2026;30/11/2026", "Saga;05/11/2026;")
    path = table(tmp_path, header, *lines)
    assert days(path) == {
        "Emma": (OUT, DUE, None),
        "Dune": (LATER, LATER_DUE, None),
        "Saga": (date(2026, 11, 5), None, None),
    }
    tomorrow = table(tmp_path, header, "Emma;01/10/2026;25/11/2026")
    assert days(tomorrow) == {"Emma": (OUT, date(2026, 11, 25), None)}


@pytest.mark.parametrize(
    ("header", "is_return"),
    [
        ("Titre;Emprunté le;Date de retour", True),
        ("Titolo;Prestito;Riconsegna", True),
        ("Titel;Ausgeliehen;Rückgabedatum", False),
        ("Title;Borrowed;Return Date", False),
    ],
)
def test_a_column_of_past_dates_is_what_its_name_means_most_often(
    tmp_path: Path, header: str, is_return: bool
) -> None:
    path = table(tmp_path, header, "Emma;2026-10-01;2026-10-29")
    assert days(path) == {"Emma": (OUT, None, DUE) if is_return else (OUT, DUE, None)}


@pytest.mark.parametrize("name", ["Return Date", "Rückgabe am", "Terug", "Retour"])
def test_past_dates_that_the_books_still_out_lack_are_days_of_return(
    tmp_path: Path, name: str
) -> None:
    path = table(tmp_path, f"Titel;Geleend;{name}", "Emma;2026-10-01;2026-10-22", "Dune;2026-11-02")
    assert days(path) == {"Emma": (OUT, None, BACK), "Dune": (LATER, None, None)}


def test_a_list_of_books_given_back_is_one_of_books_read(tmp_path: Path) -> None:
    path = table(tmp_path, "Titre,Date de retour", "Emma,2026-10-22")
    assert records("csv", path)["Emma"].past == (Past(None, BACK),)


@pytest.mark.parametrize(
    "name",
    [
        "Due by", "DEADLINE", "Due Date (DD/MM/YYYY)", "Due [local]", "Return before",
        "Due/Due back", "Expiry date", "Zurück", "Ausgeliehen bis", "Rückgabetermin", "Retour le",
        "Date limite", "À rendre avant le", "Devolver el", "Fecha límite de devolución",
        "Prestado hasta", "Terug", "Terugbrengen voor", "Geleend tot", "Restituire entro",
        "Scade il", "Restituzione prevista",
    ],
)  # fmt: skip
def test_a_column_of_due_dates_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, f"Titel;Geleend;{name};# of Pages", "Dune;2026-11-02;2026-11-30;304")
    assert days(path) == {"Dune": (LATER, LATER_DUE, None)}
    assert records("csv", path)["Dune"].pages == 304


@pytest.mark.parametrize(
    ("header", "pages", "seconds"),
    [
        ("Pages (print edition)", 617, None), ("Nb pages", 617, None), ("Seiten (ca.)", 617, None),
        ("Length (pages)", 617, None), ("Length (min)", None, 37_020),
        ("Pages (read)", None, None), ("Length (hh:mm)", None, 37_020),
        ("Duration (hh:mm)", None, 37_020), ("Pages/Seiten", 617, None),
        ("Pages/Duration", None, None),
    ],
)  # fmt: skip
def test_a_note_in_the_name_of_a_column_is_left_out_unless_it_changes_it(
    tmp_path: Path, header: str, pages: int | None, seconds: int | None
) -> None:
    book = records("csv", table(tmp_path, f"title;due;{header}", "Emma;2026-11-30;617"))["Emma"]
    assert (book.pages, book.seconds) == (pages, seconds)


def test_the_column_that_is_known_as_it_is_comes_before_one_with_a_note(tmp_path: Path) -> None:
    header = "Title (original);Title;Due (first);Due"
    path = table(tmp_path, header, "Emma;Emma, deutsch;2026-10-29;2026-11-30")
    assert days(path) == {"Emma, deutsch": (None, LATER_DUE, None)}


def test_dates_that_may_be_due_dates_are_named_where_none_are_known(tmp_path: Path) -> None:
    lines = ("Emma,2026-10-01,29/10/2026,ok", "Dune,2026-11-02,soon,", "Saga,,30.11.2026,no")
    path = table(tmp_path, "Title,Borrowed,Needed at,Note", *lines)
    assert problems("csv", path)["column names"] == Problem(
        "column names",
        "",
        "'Needed at' has dates and is not used.",
        "If they are due dates: --map due='Needed at'; if not: --map checked_out=Borrowed",
    )
    assert not [each for each in mapped(path, checked_out="Borrowed") if isinstance(each, Problem)]
    path = table(tmp_path, "Titel,Seiten,Wieder da", "Dune,304,2026-11-30")
    assert problems("csv", path)["column names"].remedy == (
        "If they are due dates: --map due='Wieder da'; if not: --map title=Titel"
    )
    (book,) = mapped(path, due="Wieder da")
    assert isinstance(book, Record)
    assert book.loan
    assert book.loan.due == LATER_DUE


def test_dates_that_may_be_those_of_returns_are_named_where_none_are_known(tmp_path: Path) -> None:
    header = "Title,Loan date,Due date,Handed in,Born"
    lines = (
        "Emma,10/1/2026,10/29/2026,10/22/2026,12/16/1775",
        "Dune,11/2/2026,11/30/2026,,10/8/1920",
    )
    assert problems("csv", table(tmp_path, header, *lines)) == {
        "column names": Problem(
            "column names",
            "",
            "'Handed in' has dates and is not used.",
            "If they are the days of return: --map returned='Handed in'; "
            "if not: --map checked_out='Loan date'",
        )
    }


def test_dates_that_may_be_those_after_a_renewal_are_named(tmp_path: Path) -> None:
    lines = "Emma,10/29/2026,12/22/2026", "Dune,11/30/2026,"
    path = table(tmp_path, "Title,Due date,Extended", *lines)
    assert problems("csv", path)["column names"].remedy == (
        "If they are due dates after a renewal: --map 'renewed until'=Extended; "
        "if not: --map due='Due date'"
    )
    dues = [each.loan.due for each in mapped(path, **{"renewed until": "Extended"})
            if isinstance(each, Record) and each.loan]  # fmt: skip
    assert dues == [date(2026, 12, 22), date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Title,Borrowed,Date Added", "2026-10-01,2026-10-22"),
        ("Title,Borrowed,Published (US)", "2026-10-01,1965-08-01"),
        ("Title,Borrowed,Shelf number", "2026-10-01,30123"),
        ("Title,Borrowed,Note", "2026-10-01,I asked for it on 2026-10-22 and got it"),
        ("Title,Pages,Seen", "304,soon"),
        ("Title,Finished,Lent to mum", "2026-10-22,2026-10-29"),
        ("Title,Due,Seen", "2026-12-23,2026-12-22"),
        ("Title,Due,Seen", "2026-10-29,2019-10-22"),
        ("Title,Borrowed,Due,Returned,Seen", "2026-10-01,2026-10-29,2026-10-22,2026-10-22"),
    ],
)
def test_columns_that_tell_nothing_of_loans_are_not_named(
    tmp_path: Path, header: str, cells: str
) -> None:
    assert not problems("csv", table(tmp_path, header, f"Emma,{cells}"))


@pytest.mark.parametrize(
    "header",
    [
        "Title;Date Out;Due;Date In", "Titel;Entleihdatum;Frist;Abgegeben",
        "Titolo;Data inizio prestito;Scadenza;Restituito il",
        "Titre;Début du prêt;Échéance;Rendu le",
    ],
)  # fmt: skip
def test_a_loan_begins_under_many_names(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, header, "Emma;2026-10-01;2026-10-29;2026-10-22")
    assert days(path) == {"Emma": (OUT, DUE, BACK)}


@pytest.mark.parametrize(
    "header",
    [
        "Due;Renewed until", "Due date;New due date", "Return date;Extended to",
        "Frist;Verlängert bis", "Rückgabe;Neue Frist", "Retour prévu;Prolongé jusqu'au",
        "Vence;Renovado hasta", "Inleverdatum;Verlengd tot", "Scadenza;Nuova scadenza",
    ],
)  # fmt: skip
def test_the_day_a_loan_is_renewed_to_is_its_due_date(tmp_path: Path, header: str) -> None:
    lines = ("Emma;2026-11-02;2026-11-09;2026-11-30", "Dune;2026-11-02;2026-11-30;",
             "Saga;2026-11-02;2026-11-30;-", "Momo;2026-11-02;;2026-11-30")  # fmt: skip
    path = table(tmp_path, f"Titel;Ausgeliehen;{header}", *lines)
    assert set(days(path).values()) == {(LATER, LATER_DUE, None)}
    assert len(days(path)) == 4
    path = table(tmp_path, f"Titel;{header.split(';')[1]}", "Emma;2026-11-30")
    assert days(path) == {"Emma": (None, LATER_DUE, None)}


def test_a_day_of_renewal_that_cannot_be_read_leaves_no_older_due_date(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Pages,Due,Renewed until", "Emma,304,2026-11-30,32.12.2026")
    assert days(path) == {}
    assert list(problems("csv", path)) == ["line 2"]


@pytest.mark.parametrize(
    ("header", "remedy"),
    [
        ("Title,Picked up,Due,Back",
         "If they are the days of checkout: --map checked_out='Picked up'; if they are the days of "
         "return: --map returned='Picked up'; if not: --map due=Due"),
        ("Title,Picked up,Due,Returned",
         "If they are the days of checkout: --map checked_out='Picked up'; if not: --map due=Due"),
        ("Title,Picked up,Pages,Note",
         "If they are the days you finished the books: --map finished='Picked up'; "
         "if they are due dates: --map due='Picked up'; if not: --map title=Title"),
    ],
)  # fmt: skip
def test_dates_before_due_dates_or_without_any_are_named(
    tmp_path: Path, header: str, remedy: str
) -> None:
    lines = ("Emma,2026-10-01,2026-10-29,", "Dune,2026-11-02,2026-11-30,")
    if "Pages" in header:
        lines = ("Emma,2026-10-01,304,", "Dune,2026-11-02,412,")
    problem = problems("csv", table(tmp_path, header, *lines))["column names"]
    assert (problem.what, problem.remedy) == (
        "'Picked up' has dates and is not used.",
        remedy,
    )


READ = Past(date(2025, 1, 3), date(2025, 2, 3))


@pytest.mark.parametrize(
    "header",
    [
        "Started,Reading End", "Date start,Date end", "Begin Date,Finish Reading",
        "startedReadingAt,finishedReadingAt", "started_at,completed_at", "Start,Completed Date",
        "Lesestart,Zu Ende gelesen am", "Beginndatum,Durchgelesen", "Anfang,Enddatum",
        "Commencé à lire,Fini de lire", "Date de début de lecture,Date de fin de lecture",
        "Fecha inicio lectura,Fecha fin lectura", "Fecha de inicio,Fecha de finalización",
        "Begonnen met lezen,Leesdatum", "Gestart,Einde lezen", "Cominciato,Fine lettura",
        "Inizio lettura,Data termine", "Date begun,Done", "Start Date,Ended (YYYY-MM-DD)",
    ],
)  # fmt: skip
def test_reading_begins_and_ends_under_many_names(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, f"Title,Pages,{header}", "Emma,474,2025-01-03,2025-02-03")
    assert records("csv", path)["Emma"].past == (READ,)
    assert not problems("csv", path)


def test_the_end_of_a_loan_is_none_of_reading(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Borrowed,Due,Started,Ended", f"Emma,{OUT},{DUE},{OUT},{BACK}")
    assert problems("csv", path)["column names"].remedy == (
        "If they are the days of return: --map returned=Ended; "
        "if they are the days you finished the books: --map finished=Ended; "
        "if not: --map checked_out=Borrowed"
    )


@pytest.mark.parametrize("name", ["Begin Date", "Date start", "Beginndatum"])
def test_the_beginning_of_a_loan_is_none_of_reading(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, f"Title,{name},Due", f"Emma,{OUT},{DUE}")
    assert problems("csv", path)["column names"].what == f"{name!r} has dates and is not used."


@pytest.mark.parametrize(
    ("header", "cells", "remedy"),
    [
        ("Title,Pages,Start Date,Out of it", "304,2025-01-03,2025-02-03",
         "If they are the days you finished the books: --map finished='Out of it'; "
         "if not: --map title=Title"),
        ("Title,Due,Returned,Borrowed,Began,Out of it",
         "2026-10-29,2026-10-22,2026-10-01,2026-10-02,2026-10-20",
         "If they are the days you finished the books: --map finished='Out of it'; "
         "if not: --map checked_out=Borrowed"),
    ],
)  # fmt: skip
def test_dates_that_go_with_one_end_of_reading_are_named(
    tmp_path: Path, header: str, cells: str, remedy: str
) -> None:
    problem = problems("csv", table(tmp_path, header, f"Emma,{cells}"))["column names"]
    assert problem.remedy == remedy


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Title,Pages,Start Date,Seen", "304,2025-01-03,2025-01-02"),
        ("Title,Finished,Seen", "2025-02-03,2019-01-03"),
        ("Title,Finished,Seen", "yes,2025-01-03"),
        ("Title,Start Date,Finished,Seen", "2025-01-03,2025-02-03,2025-01-10"),
        ("Title,Finished,Added Date", "2025-02-03,2025-01-03"),
        ("Title,Finished,Datum gekauft", "2025-02-03,2025-01-03"),
        ("Title,Pages,Data acquisto", "304,2025-01-03"),
        ("Title,Pages,Modified Date (UTC)", "304,2025-01-03"),
    ],
)
def test_dates_that_cannot_be_an_end_of_reading_are_not_named(
    tmp_path: Path, header: str, cells: str
) -> None:
    assert not problems("csv", table(tmp_path, header, f"Emma,{cells}"))


@pytest.mark.parametrize(
    "header",
    ["Read It,Reading Date", "Finished,Finish Date", "Completed?,Completed On", "Lu,Lu le"],
)
def test_a_word_for_what_was_read_stands_beside_its_day(tmp_path: Path, header: str) -> None:
    lines = (
        "Emma,304,Yes,2025-02-03", "Dune,304,Yes,", "Saga,304,No,", "Momo,304,No,2025-02-03",
        "Ilse,304,,2025-02-03", "Ruth,304,x,2024",
    )  # fmt: skip
    dated = (READ._replace(first=None),)
    expected = {
        "Emma": dated, "Dune": (Past(),), "Saga": (), "Momo": (), "Ilse": dated, "Ruth": (Past(),),
    }  # fmt: skip
    for step in (1, -1):
        names = ",".join(header.split(",")[::step])
        cells = ([*row[:2], *row[2:][::step]] for row in (line.split(",") for line in lines))
        path = table(tmp_path, f"Title,Pages,{names}", *map(",".join, cells))
        assert {title: book.past for title, book in records("csv", path).items()} == expected


def test_a_column_without_cells_hides_none_that_has_them(tmp_path: Path) -> None:
    for header in ("Read It,Reading Date", "Reading Date,Read It"):
        for cell, past in (("2025-02-03", Past(None, date(2025, 2, 3))), ("yes", Past())):
            for cells in (f"{cell},", f",{cell}"):
                path = table(tmp_path, f"Title,{header}", f"Emma,{cells}")
                assert records("csv", path)["Emma"].past == (past,)


def test_a_word_for_something_else_leaves_the_days_of_reading(tmp_path: Path) -> None:
    lines = ("Emma,304,no,2025-02-03", "Saga,304,yes,")
    path = table(tmp_path, "Title,Pages,Complete,Date Read", *lines)
    found = records("csv", path)
    assert (found["Emma"].past, found["Saga"].past) == ((Past(None, date(2025, 2, 3)),), ())


def test_a_list_with_the_ends_of_reading_lacks_no_other_dates(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Date Read,Ordered", "Emma,2025-02-03,2025-01-03")
    assert not problems("csv", path)
