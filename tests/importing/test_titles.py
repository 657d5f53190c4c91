"""The medium and the author that catalogues write into a title."""

import pytest

from readtrack.importing.records import Record, Skipped
from readtrack.importing.titles import catalogued, whole_title
from readtrack.model import Format


@pytest.mark.parametrize(
    ("title", "authors", "bare", "kind"),
    [
        ("River Song [sound recording] / Ida Lund", ("Ida Lund",), "River Song", "audiobook"),
        ("River Song [Tonträger] / gelesen von Bo Ek", ("Ida Lund",),
         "River Song / gelesen von Bo Ek", "audiobook"),
        ("River Song [electronic resource] : a novel", ("Ida Lund",),
         "River Song : a novel", "ebook"),
        ("River Song [large print]", (), "River Song", "print"),
        ("River Song [Elektronische Ressource]", (), "River Song", "ebook"),
        ("River Song (Audiobook)", (), "River Song", "audiobook"),
        ("River Song [enregistrement sonore]", (), "River Song", "audiobook"),
        ("River Song / Lund, Ida", ("Ida Lund",), "River Song", None),
        ("River Song / by Ida Lund ; read by Bo Ek", (), "River Song", None),
        ("Either / Or", ("Søren Kierkegaard",), "Either / Or", None),
        ("Either / Or", (), "Either / Or", None),
        ("The Text (River, #2)", (), "The Text (River, #2)", None),
        ("Emma (Penguin Classics)", (), "Emma", None),
        ("Game (Text)", (), "Game (Text)", None),
        ("[sound recording]", (), "[sound recording]", None),
        ("River Song [Unabridged]", (), "River Song", "audiobook"),
        ("River Song [sound recording (CD)] / Ida Lund", (), "River Song", "audiobook"),
        ("River Song [electronic resource (audiobook)]", (), "River Song", "audiobook"),
        ("River Song [text [large print]]", (), "River Song", "print"),
        ("River Song (Audiobook (CD))", (), "River Song", "audiobook"),
        ("River Song [Hörbuch, ungekürzt] : Roman", (), "River Song : Roman", "audiobook"),
        ("River Song (Text (long))", (), "River Song (Text (long))", None),
        ("River Song [a story (audiobook)]", (), "River Song [a story (audiobook)]", None),
        ("Krabat (Spanish Edition)", (), "Krabat", None),
        ("Krabat (Deutsche Ausgabe)", (), "Krabat", None),
        ("Nana (édition française)", (), "Nana", None),
        ("Nana (Edición en español)", (), "Nana", None),
        ("Nana (Edizione italiana)", (), "Nana", None),
        ("Krabat [Nederlandse editie]", (), "Krabat", None),
        ("Emma (Kindle Edition)", (), "Emma", "ebook"),
        ("Emma (Oxford World's Classics)", (), "Emma", None),
        ("Nana (texte intégral)", (), "Nana", None),
        ("Krabat (50th Anniversary Edition)", (), "Krabat (50th Anniversary Edition)", None),
        ("Nana [Édition illustrée]", (), "Nana [Édition illustrée]", None),
        ("Algebra (Global Edition)", (), "Algebra (Global Edition)", None),
        ("Law (International Student Edition)", (), "Law (International Student Edition)", None),
        ("Log (Early Transcendentals Edition)", (), "Log (Early Transcendentals Edition)", None),
        ("Saga (Complete and Uncut Edition)", (), "Saga (Complete and Uncut Edition)", None),
        ("Emma (Illustrated Edition)", (), "Emma (Illustrated Edition)", None),
        ("Emma (The First Edition)", (), "Emma (The First Edition)", None),
        ("Emma (Great Illustrated Classics)", (), "Emma (Great Illustrated Classics)", None),
        ("Emma (Everyman Classics) (English Edition)", (), "Emma", None),
        ("River Song (Unabridged edition)", (), "River Song", "audiobook"),
        ("Krabat (gekürzte Ausgabe)", (), "Krabat", "audiobook"),
        ("Saga (Saga #2) (Unabridged)", (), "Saga (Saga #2)", "audiobook"),
        ("Krabat (Gekürzte Lesung)", (), "Krabat", "audiobook"),
        ("Krabat - Ungekürzte Lesung", (), "Krabat", "audiobook"),
        ("Krabat (gelesen von Bo Ek)", (), "Krabat", "audiobook"),
        ("Krabat [MP3-CD]", (), "Krabat", "audiobook"),
        ("Krabat (Hörbuch-MP3-CD)", (), "Krabat", "audiobook"),
        ("Die Lesung", (), "Die Lesung", None),
        ("A World History, Abridged", (), "A World History, Abridged", None),
        ("Kinfolk (Graphic Novel Edition)", (), "Kinfolk (Graphic Novel Edition)", None),
        ("Kinfolk (Young Readers Edition)", (), "Kinfolk (Young Readers Edition)", None),
        ("Algebra (Teacher's Edition)", (), "Algebra (Teacher's Edition)", None),
        ("Algebra (Second Edition)", (), "Algebra (Second Edition)", None),
        ("Algebra (3rd Edition)", (), "Algebra (3rd Edition)", None),
        ("(German Edition)", (), "(German Edition)", None),
        ("River Song : a novel /", (), "River Song : a novel", None),
        ("River Song :", (), "River Song", None),
        ("River Song =", (), "River Song", None),
        ("River Song.", (), "River Song", None),
        ("River Song [sound recording].", (), "River Song", "audiobook"),
        ("River Song...", (), "River Song...", None),
        ("River Song, Inc.", (), "River Song, Inc.", None),
        ("Mr. and Mrs.", (), "Mr. and Mrs.", None),
        ("Lund Bros.", (), "Lund Bros.", None),
        ("The River Corp.", (), "The River Corp.", None),
        ("Agent A.X.L.", (), "Agent A.X.L.", None),
        ("/", (), "/", None),
    ],
)  # fmt: skip
def test_a_title_stands_alone(
    title: str, authors: tuple[str, ...], bare: str, kind: str | None
) -> None:
    found = catalogued(Record("line 2", title, authors))
    assert isinstance(found, Record)
    assert (found.title, found.format) == (bare, kind)


def test_the_author_of_a_title_is_taken_where_none_is_told() -> None:
    title = "River Song [sound recording] / by Ida Lund and Bo Ek ; read by Cy Lee"
    found = catalogued(Record("line 2", title))
    assert isinstance(found, Record)
    assert found.authors == ("Ida Lund", "Bo Ek")


def test_a_format_that_a_column_tells_stands() -> None:
    found = catalogued(Record("line 2", "River [sound recording]", format=Format.EBOOK))
    assert isinstance(found, Record)
    assert found.format is Format.EBOOK


@pytest.mark.parametrize("kind", [Format.PRINT, Format.EBOOK])
def test_an_unabridged_edition_is_of_the_format_that_a_source_names(kind: Format) -> None:
    found = catalogued(Record("line 2", "River (Unabridged)", format=kind))
    assert found == Record("line 2", "River", format=kind)


@pytest.mark.parametrize("words", ["Abridged", "gekürzte Ausgabe"])
@pytest.mark.parametrize(("kind", "pages"), [(None, 304), (Format.PRINT, None), (Format.EBOOK, 9)])
def test_a_shortened_edition_that_is_read_keeps_its_pages_and_its_title(
    words: str, kind: Format | None, pages: int | None
) -> None:
    record = Record("line 2", f"Emma ({words})", format=kind, pages=pages)
    assert catalogued(record) == record


def test_an_unabridged_edition_with_pages_is_no_audiobook() -> None:
    found = catalogued(Record("line 2", "River (Unabridged)", pages=304))
    assert found == Record("line 2", "River", pages=304)


def test_a_medium_is_surer_than_print_which_sources_suppose() -> None:
    found = catalogued(Record("line 2", "River [sound recording]", format=Format.PRINT))
    assert isinstance(found, Record)
    assert found.format is Format.AUDIOBOOK


@pytest.mark.parametrize(
    "medium", ["videorecording", "DVD", "Tonie", "video game", "sound recording (music)"]
)
def test_a_film_or_a_game_is_no_book(medium: str) -> None:
    assert catalogued(Record("line 2", f"River [{medium}]")) == Skipped("line 2", "River", medium)


@pytest.mark.parametrize(
    ("title", "told", "whole"),
    [
        ("Bone", ("Out from Boneville", "", ""), "Bone: Out from Boneville"),
        ("Bone", ("", "Bone", "4"), "Bone (Bone, #4)"),
        ("Bone", ("", "Bone", "4.0"), "Bone (Bone, #4)"),
        ("Bone", ("", "", "4"), "Bone"),
        ("Bone", ("Ghost Circles", "Bone", "7"), "Bone: Ghost Circles (Bone, #7)"),
        ("Bone (Bone, #4)", ("", "Bone", "4"), "Bone (Bone, #4)"),
        ("Rose", ("", "Bone", "4"), "Rose"),
        ("Rose", ("Ein Roman", "", ""), "Rose"),
        ("Rose", ("An Anna Gray Novel", "", ""), "Rose"),
        ("Rose", ("Ein Küstenkrimi", "", ""), "Rose"),
        ("Rose", ("The Graphic Novel", "", ""), "Rose: The Graphic Novel"),
        ("Rose", ("Large print", "", ""), "Rose"),
        ("Rose", ("by Ida Lund", "", ""), "Rose"),
        ("Rose", ("By the Sea", "", ""), "Rose: By the Sea"),
        ("Rose", ("Ungekürzte Lesung", "", ""), "Rose"),
        ("Rose: A Life", ("A Life", "", ""), "Rose: A Life"),
        ("Rose", ("", "", "about 300 pages"), "Rose"),
    ],
)
def test_a_title_has_the_subtitle_and_the_volume_of_other_columns(
    title: str, told: tuple[str, str, str], whole: str
) -> None:
    assert whole_title(title, *told) == whole
