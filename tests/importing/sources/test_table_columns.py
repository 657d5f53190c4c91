"""Columns of tables beside those of dates: authors in two, hours, libraries, totals."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.files import Context, File
from readtrack.importing.records import Past, Record
from readtrack.importing.sources.table import read
from readtrack.model import Format
from tests.importing.reading import BERLIN, NOW, items, problems, records, skipped, table

READ = (Past(None, date(2026, 1, 14)),)


@pytest.mark.parametrize("cell", ["$0.00", "0,50 €", "1.25", "none", ""])
def test_what_is_to_be_paid_is_no_day_of_reading(tmp_path: Path, cell: str) -> None:
    path = table(tmp_path, "Title;Pages;Fine;Due", f"Emma;304;{cell};2026-12-24")
    assert records("csv", path)["Emma"].past == ()
    assert not problems("csv", path)
    path = table(tmp_path, "Titolo;Inizio;Fine", "Emma;2026-01-02;2026-01-14")
    assert records("csv", path)["Emma"].past == (Past(date(2026, 1, 2), date(2026, 1, 14)),)


@pytest.mark.parametrize(
    "header",
    [
        "Author First Name;Author Last Name", "First name;Surname", "Vorname;Nachname",
        "Prénom;Nom de famille", "Voornaam;Achternaam", "Nome autore;Cognome",
    ],
)  # fmt: skip
def test_an_author_may_have_a_column_for_each_name(tmp_path: Path, header: str) -> None:
    lines = ("Jane;Austen;Emma;304", "Ursula K.;Le Guin;Dune;1", "Neil & Terry;Gaiman & Lee;Saga;9")
    found = records("csv", table(tmp_path, f"{header};Titel;Pages", *lines, ";Homer;Ilias;5"))
    assert {title: book.authors for title, book in found.items()} == {
        "Emma": ("Jane Austen",),
        "Dune": ("Ursula K. Le Guin",),
        "Saga": ("Neil Gaiman", "Terry Lee"),
        "Ilias": ("Homer",),
    }


@pytest.mark.parametrize("name", ["Hours", "Std."])
def test_hours_beside_pages_are_those_of_audiobooks(tmp_path: Path, name: str) -> None:
    lines = ("Emma,Audio,,11.5", "Dune,Print,412,6", "Saga,,90,2", "Momo,,,3", "Krabat,Book,,4")
    found = records("csv", table(tmp_path, f"Title,Format,Pages,{name}", *lines))
    assert {title: (book.format, book.pages, book.seconds) for title, book in found.items()} == {
        "Emma": (Format.AUDIOBOOK, None, 41_400),
        "Dune": (Format.PRINT, 412, None),
        "Saga": (None, 90, None),
        "Momo": (Format.AUDIOBOOK, None, 10_800),
        "Krabat": (Format.PRINT, None, None),
    }


@pytest.mark.parametrize(
    "line",
    [
        "TOTAL:,,394",
        "Totals (2 books),,394",
        "Total: 2,,394",
        "Totale: 2 libri,,394",
        "Gesamt: 2 Bücher,,394",
        "Promedio,,197.5",
        "Moyenne :,,197.5",
        ",Somma,394",
    ],
)
def test_a_row_that_adds_up_others_is_no_book(tmp_path: Path, line: str) -> None:
    path = table(tmp_path, "Title,Author,Pages", "Emma,Jane Austen,304", "Dune,,90", line)
    assert list(records("csv", path)) == ["Emma", "Dune"]
    assert list(skipped("csv", path).values()) == ["it adds up other rows"]
    assert not problems("csv", path)


def test_a_book_that_is_called_like_a_sum_is_one(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Author,Due,Pages", "Total,Ann Poe,,90", "Sum,,2026-12-24,9")
    assert [book.pages for book in records("csv", path).values()] == [90, 9]


@pytest.mark.parametrize(
    "line",
    [
        "Sum: A Novel,,,,", "Total (A Novel),,,,", "Media,2026-11-02,,,", "Media,,2026-11-02,,",
        "Media,,,2026-11-02,", "Media,,,,2026-11-02",
    ],
)  # fmt: skip
def test_a_title_that_goes_on_or_has_a_day_is_that_of_a_book(tmp_path: Path, line: str) -> None:
    path = table(tmp_path, "Title,Started,Finished,Returned,Borrowed", line)
    assert list(records("csv", path)) == [line.split(",")[0]]


@pytest.mark.parametrize(
    "name", ["Library Branch", "Home library", "Vestiging", "Filiaal", "Sucursal", "Sede", "Agence"]
)
def test_a_library_has_many_names(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, f"Title,Due,{name}", "Emma,2026-12-24,Harbour")
    loan = records("csv", path)["Emma"].loan
    assert loan
    assert loan.library == "Harbour"


@pytest.mark.parametrize(
    "names",
    [
        "Times renewed,Remaining renewals", "Renouvellements,Renouvellements restants",
        "Prórrogas,Renovaciones disponibles", "Verlengingen,Verlengingen over",
        "Rinnovi,Rinnovi residui",
    ],
)  # fmt: skip
def test_renewals_that_were_had_and_are_left_are_known_by_many_names(
    tmp_path: Path, names: str
) -> None:
    loan = records("csv", table(tmp_path, f"Title,Due,{names}", "Emma,2026-12-24,1,3"))["Emma"].loan
    assert loan
    assert (loan.renewals, loan.renewals_left) == (1, 3)


@pytest.mark.parametrize(
    "header",
    [
        "Titel;Beginn;Ende", "Titel;Gelesen von;Gelesen bis", "Titel;Anfang;Ende",
        "Título;Fecha inicio;Fecha final", "Title;Begin;Complete", "Titel;Begindatum;Einde",
    ],
)  # fmt: skip
def test_a_reading_has_a_beginning_and_an_end_under_many_names(tmp_path: Path, header: str) -> None:
    path = table(tmp_path, header, "Emma;2026-01-02;2026-01-14")
    past = records("csv", path)["Emma"].past
    assert past == (Past(date(2026, 1, 2), date(2026, 1, 14)),)


@pytest.mark.parametrize("name", ["Nº páginas", "Blz.", "Pág."])
def test_pages_have_short_names(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, f"Titel;{name};Autore/i", "Emma;304;Austen, Jane")
    book = records("csv", path)["Emma"]
    assert (book.pages, book.authors) == (304, ("Jane Austen",))


@pytest.mark.parametrize(
    ("header", "titles"),
    [
        ("Title;Subtitle;Due", ["Bone: 1", "Bone: 2"]),
        ("Titel;Untertitel;Fällig", ["Bone: 1", "Bone: 2"]),
    ],
)
def test_subtitles_tell_books_of_one_title_apart(
    tmp_path: Path, header: str, titles: list[str]
) -> None:
    path = table(tmp_path, header, "Bone;1;2026-12-24", "Bone;2;2026-12-24")
    assert list(records("csv", path)) == titles


@pytest.mark.parametrize("header", ["Title;Series;Volume;Pages", "Titel;Reihe;Band;Seiten"])
def test_a_volume_is_of_the_title_that_its_series_has(tmp_path: Path, header: str) -> None:
    rows = ("Rose;Bone;3;90", "Bone;Bone;4;80", "Bone;BONE;5;80", "Emma;;6;304")
    found = records("csv", table(tmp_path, header, *rows))
    assert list(found) == ["Rose", "Bone (Bone, #4)", "Bone (BONE, #5)", "Emma"]


def test_a_number_of_the_row_is_no_volume(tmp_path: Path) -> None:
    path = table(tmp_path, "Book Number;Title;Pages", "1;Rose;90", "2;Emma;304")
    assert list(records("csv", path)) == ["Rose", "Emma"]


def test_a_catalogue_of_films_and_books_tells_the_books(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "item_type;title;creators;ean_isbn13;upc_isbn10;group;length;status;began;completed",
        "book;Emma;Ann Poe;9780306406157;;Cellar;304;Completed;2025-01-02;2025-02-03",
        "movie;Alien;Bo Lee;;024543001003;;117;Completed;2025-01-02;2025-01-02",
        "music;Blue;Cy Ek;;;Cellar;36;;;",
    )
    assert skipped("csv", path) == {"Alien": "no book: movie", "Blue": "no book: music"}
    assert items("csv", path)[0] == Record(
        "line 2", "Emma", ("Ann Poe",), "9780306406157", Format.PRINT, 304,
        past=(Past(date(2025, 1, 2), date(2025, 2, 3)),),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["upc_isbn10", "EAN-13", "ISBN-Nummer", "Numéro ISBN"])
def test_the_column_of_isbns_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, f"title;pages;{name}", "Emma;304;9780306406157")
    assert records("csv", path)["Emma"].isbn == "9780306406157"


def test_the_names_of_the_columns_again_are_no_book(tmp_path: Path) -> None:
    header = "Titel;Autor;Fällig"
    path = table(tmp_path, header, "Emma;Ann Poe;24.12.2026", header, "Titel;Bo Ek;25.12.2026")
    assert list(records("csv", path)) == ["Emma", "Titel"]
    assert not problems("csv", path)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_title_above_a_table_may_have_commas(tmp_path: Path, delimiter: str) -> None:
    rows = ("Titel;Autor;Fällig", "Emma;Poe, Ann;24.12.2026", "Dune;Ek, Bo;25.12.2026")
    lines = (row.replace(";", delimiter) for row in rows)
    found = records("csv", table(tmp_path, "Konto von Lund, Ida, Stand heute", *lines))
    assert {title: book.authors for title, book in found.items()} == {
        "Emma": ("Ann Poe",),
        "Dune": ("Bo Ek",),
    }


@pytest.mark.parametrize("field", ["renewed until", "renewed_until", "Renewed Until"])
def test_a_field_of_two_words_can_be_mapped(tmp_path: Path, field: str) -> None:
    path = table(tmp_path, "Title;Due;Neu", "Emma;2026-12-24;2027-01-07")
    (found,) = read(File(path), Context(NOW, BERLIN, columns=((field, "Neu"),)))
    assert isinstance(found, Record)
    assert found.loan is not None
    assert str(found.loan.due) == "2027-01-07"
