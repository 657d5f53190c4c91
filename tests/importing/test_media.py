"""Words for formats and media in six languages, in columns of a table and as they are typed."""

from pathlib import Path

import pytest

from readtrack.importing.values import format_of, other_medium, typed_format
from readtrack.model import Format
from tests.importing.reading import records, skipped, table

WORDS = {
    Format.PRINT: (
        "libros", "LIVRES", "Livre jeunesse", "BD adulte", "Bande dessinée", "Romans policiers",
        "Livre + CD", "Livre de poche", "Broché", "Relié", "Libro de bolsillo", "Tapa dura",
        "Novela gráfica", "Stripboek", "Prentenboeken", "Gebonden", "Libri", "Romanzo",
        "Copertina flessibile", "Fumetti", "Testo a stampa", "Texte imprimé", "Gros caracteres",
        "Grote letter", "Paper book", "Physical copy", "Manga", "Hard cover", "Buch mit DVD",
        "Gedruckte Bücher", "Text", "Buch mit Karte", "Board book with map", "Kartoniert",
        "Movie tie-in", "Library Binding", "Turtleback", "Imitation Leather",
        "Books & Movies", "Paperback (TV tie-in)", "HC", "Pb.", "tpb", "HC (signed)", "Monographie",
    ),
    Format.AUDIOBOOK: (
        "Livres lus", "Texte lu (CD)", "Livre-audio numérique", "Audiolibro en CD", "Libro parlato",
        "Luisterboeken", "Gesproken boek", "Playaway audio", "Hörspiel-CD", "Kinder-Hörspiel MP3",
        "Compact disc", "Disque compact", "Enregistrement sonore", "Listened", "Roman (CD)",
        "Digital audiobook", "Books on CD", "Book on tape", "BookBeat",
    ),
    Format.EBOOK: (
        "Livre numérique", "Libro electrónico", "Libro elettronico", "E-boek", "E-livre", "eMedium",
        "Elektronische Ressource", "Electronic book with video", "PDF", "Digital", "eReader",
        "HC + Kindle",
    ),
    Format.MAGAZINE: (
        "Revues", "Revista digital", "Riviste", "Tijdschriften", "Périodique", "Periódico", "Krant",
        "Magazine + DVD",
    ),
    None: (
        "Belletristik", "Romance", "Gospel", "Jeunesse", "text/plain", "the medium", "",
        "Reading Room", "Raum 2", "Tool Library", "Map Room", "Kit Carson Branch", "Antonienstraße",
    ),
}  # fmt: skip

NO_BOOKS = (
    "Jeux vidéo", "Jeu de société", "Videojuego", "Juego de mesa", "Gioco da tavolo", "Bordspel",
    "Disque compact musique", "CD musical", "CD de música", "Musica (CD)", "Muziek-cd",
    "Audio CD, music", "Partition musicale", "Película en DVD", "Blu-ray (BD)", "Digital video",
    "Vinyl LP", "Videorecording", "Cartographic material", "Tonies", "Landkarten",
    "Gegenstände", "Mobile hotspot", "Laptop", "Bibliothek der Dinge", "Movie", "MOVIES",
    "TV show", "TV-Serie", "Television", "Télévision", "Serie de televisión", "Televisieserie",
    "Fernsehserie", "VHS tape", "Motion picture", "Digital movie",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in WORDS.items() for word in words]
)
def test_a_format_is_known_by_the_words_for_it(kind: Format | None, word: str) -> None:
    assert format_of(word) is kind
    assert not other_medium(word)


@pytest.mark.parametrize("word", NO_BOOKS)
def test_what_is_no_book_is_known_by_its_words(word: str) -> None:
    assert (format_of(word), other_medium(word)) == (None, word)


@pytest.mark.parametrize(
    "column",
    [
        "Tipo", "Tipo de documento", "Tipo di materiale", "Type de support", "Materiaal", "Soort",
        "Material", "Format/Type", "Book format", "Format (edition)",
    ],
)  # fmt: skip
def test_the_column_of_formats_is_known_in_six_languages(tmp_path: Path, column: str) -> None:
    lines = ("Emma;2026-12-24;Revue", "Dune;2026-12-24;Jeu", "Saga;2026-12-24;Libro")
    path = table(tmp_path, f"title;due;{column}", *lines)
    found = {title: book.format for title, book in records("csv", path).items()}
    assert found == {"Emma": Format.MAGAZINE, "Saga": Format.PRINT}
    assert skipped("csv", path) == {"Dune": "no book: Jeu"}


@pytest.mark.parametrize(
    "column",
    ["Code-barres", "Código de barras", "Codice a barre", "Streepjescode", "Exemplar-Nr.", "Cote"],
)
def test_what_has_a_code_on_it_is_printed(tmp_path: Path, column: str) -> None:
    path = table(tmp_path, f"titre;due;{column}", "Emma;2026-12-24;30012345")
    book = records("csv", path)["Emma"]
    assert book.format is Format.PRINT
    assert book.loan
    assert book.loan.copy == (None if column == "Cote" else "barcode:30012345")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Libro", Format.PRINT), ("paper", Format.PRINT), ("revue", Format.MAGAZINE), ("jeu", None)],
)
def test_these_words_can_be_typed_too(word: str, kind: Format | None) -> None:
    assert typed_format(word) is kind
