"""Read every table of a file: a workbook may have several, each of a kind of its own."""

import re
from collections.abc import Iterator

from readtrack.errors import UsageError
from readtrack.importing.columns import column_name, places_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import names_wanted
from readtrack.importing.phrases import phrases
from readtrack.importing.records import Item, Problem, Skipped
from readtrack.importing.sources.registry import FALLBACK, OfNoKindError, read_items, source_of
from readtrack.importing.workbooks import AS_CSV

OWN = "readtrack"

NO_BOOKS = "no titles with due dates, lengths or days of reading"

OTHER_SHEETS = phrases("""
    movie, film, serie, séries, tv, game, spiele, jeux, juegos, giochi, spellen, music, musik,
    musique, música, podcast
""")
"""What the words in the name of a sheet of other things begin with."""

OTHER_COLUMNS = phrases("""
    director, directed by, regie, regisseur, réalisateur, realisateur, regista, season, staffel,
    saison, temporada, stagione, seizoen, episodes, platform, plattform, console, artist, künstler,
    artiste, artista
""")

ANY_NAME = ("name", "nombre", "nom", "naam", "nome")
"""Column names that titles have, and much else."""

OF_BOOKS = ("author", "surname first", "isbn", "due", "checked_out")


def items_of_file(file: File, source: str, context: Context) -> Iterator[Item]:
    """Yield the items that its source reads in a file, then those of a workbook's other tables.

    A table that is not read is named: as skipped if it is none of books, else as a Problem.
    """
    yield from read_items(file, source, context)
    for name, table in file.other_tables():
        where = f"sheet {name}"
        try:
            names = {name.casefold() for name in table.header}
            there = tuple(each for each in context.columns if each[1].casefold() in names)
            given = context._replace(columns=there)  # of the columns that the reader named
            found = FALLBACK if given.columns else source_of(table)
            if found == FALLBACK and not given.columns and not _is_of_books(name, table.header):
                yield Skipped(where, name, NO_BOOKS)
                continue
            if OWN in (source, found):
                yield Problem(where, "", "An export of readtrack is read by itself.", AS_CSV)
                continue
            for item in read_items(table, found, given):
                yield item._replace(where=f"{where}, {item.where}")
        except (OfNoKindError, UsageError) as error:
            if isinstance(error, UsageError) or names_wanted(table):
                yield Problem(where, "", error.what, error.remedy)
            else:
                yield Skipped(where, name, NO_BOOKS)


def _is_of_books(name: str, header: tuple[str, ...]) -> bool:
    """Return whether a table beside the first one has books, and not other things with titles."""
    places, _ = places_in(header)
    if any(each in places for each in OF_BOOKS):
        return True
    words = re.findall(r"[^\W\d_]+", name.casefold())
    columns = list(map(column_name, header))
    return not (
        any(word.startswith(OTHER_SHEETS) for word in words)
        or any(column_name(other) in columns for other in OTHER_COLUMNS)
        or columns[places["title"]] in ANY_NAME
    )
