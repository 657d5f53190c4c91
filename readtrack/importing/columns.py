"""Which column of a table tells what, by its name."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from readtrack.errors import UsageError
from readtrack.importing.column_words import (
    ANY_SPANS,
    COLUMNS,
    COPIES,
    DATE_WORDS,
    LOANED,
    MARKS,
    OF_DATES,
    OTHER_DAYS,
    RETURN_DATES,
)
from readtrack.importing.files import File
from readtrack.importing.phrases import phrases
from readtrack.importing.playing_times import Measure, measure_named
from readtrack.importing.readings import is_yes
from readtrack.names import fold

ITALIAN = {"titolo", "autore", "autori", "pagine", "inizio", "datainizio", "iniziato"}
"""Columns beside which `Fine` is the end and not what is to be paid."""

MEASURED = ("", "length", "länge", "longueur", "lunghezza", "lengte", "longitud", "total time")
"""Names beside those of durations that with a measure mean one: `Minutes`, `Length (min)`."""

SHELVES = (
    "branch", "library branch", "branch name", "agence", "sede", "zweigstelle", "filiale",
    "ausleihstelle", "location", "standort", "department", "signatur", "signature", "shelf mark",
    "call number", "call no", "cote", "signatura", "collocazione", "plaatskenmerk", "emplacement",
    "succursale", "sucursal", "filiaal", "vestiging", "ubicación", *COPIES,
)  # fmt: skip
"""Columns of a library that lends what stands on shelves."""

POSITIONS = phrases("""
    position, position pages, current position, page, current page, percent, percent read, progress,
    aktuelle seite, lesestand, fortschritt
""")
"""Columns of a log of reading, which has a row a day."""

PERCENT = ("percent", "percentage", "prozent", "pourcentage", "porcentaje", "procent",
           "percentuale", "pct")  # fmt: skip
"""Words for what a `%` in the name of a column says too."""

PROGRESS = phrases("""
    complete, done, progress, reading progress, current progress, position, status, completion,
    fortschritt, lesefortschritt, lesestand, progression, progression de lecture, avancement,
    progreso, progreso de lectura, avance, voortgang, leesvoortgang, progresso,
    progresso di lettura, avanzamento, so far, of book, of book read, book read
""")
"""What the percentages of a column are of, beside the words for what was finished."""

DAYS = ("date", "day", "datum", "tag", "fecha", "día", "jour", "data", "giorno", "dag")
"""Columns of the days of such a log."""

NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
"""What stands in brackets in the name of a column: `Due date (yyyy-mm-dd)`."""

OF_CLOCK = re.compile(r"\bh{1,2} m")


def column_name(name: str) -> str:
    return fold(name.replace("%", " percent ")).replace(" ", "")


@cache
def column_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(column_name, names))


@cache
def _fields() -> Mapping[str, str]:
    """Return the field that each name of a column tells: the first one that has it."""
    fields = [*ANY_SPANS.items(), *reversed(list(COLUMNS.items())), *RETURN_DATES.items()]
    return {name: field for field, names in fields for name in column_names(names)}


def known_names(header: tuple[str, ...]) -> list[str]:
    """Return the name that each column is known by: without a note where only that is known."""
    names = list(map(column_name, header))
    fields = _fields()
    for place, column in enumerate(header):
        if names[place] not in fields and (plain := _plain_name(column)) not in names:
            names[place] = plain
    return names


def _plain_name(column: str) -> str:
    """Return `due date` of `Due date (DD/MM/YYYY)`, `format` of `Format/Type`.

    `% Read` and `Gelesen (%)` are `percent`.
    """
    fields, name = _fields(), column_name(column)
    words = fold(column.replace("%", " percent ")).split()
    of_what = "".join(word for word in words if word not in PERCENT)
    is_progress = fields.get(of_what) == "finished" or of_what in column_names(PROGRESS)
    if len(of_what) < len(name) and is_progress:
        return "percent"
    bare = column_name(NOTE.sub(" ", column))
    notes = [fold(note) for note in NOTE.findall(column)]
    if bare in column_names(MEASURED[1:]) and any(map(OF_CLOCK.search, notes)):
        return "duration"
    if notes and bare in fields and all(_adds_nothing(note, fields[bare]) for note in notes):
        return bare
    parts = column_names(tuple(column.split("/")))
    if len({fields.get(part) for part in parts}) == 1 and parts[0] in fields:
        return parts[0]
    return name


def _adds_nothing(note: str, field: str) -> bool:
    """Return whether a column called a `field` is no other one by the note in its name."""
    if field == "pages" and (re.search(r"\bh{1,2}\b", note) or measure_named(note)[1]):
        return False
    return _fields().get(column_name(note), field) == field


def places_in(header: tuple[str, ...]) -> tuple[dict[str, int], Measure | None]:
    """Which column tells what, the more telling name first, and the measure of the durations."""
    names = known_names(header)
    found = {}
    for ours, synonyms in COLUMNS.items():
        for synonym in column_names(synonyms):
            if synonym in names and (synonym != "fine" or not ITALIAN.isdisjoint(names)):
                found[ours] = names.index(synonym)
                break
    if "extent" in found and found["extent"] == found.get("pages"):
        del found["extent"]
    _place_returns(found, names)
    _place_spans(found, names)
    if "renewed until" in found and "due" not in found:
        found["due"] = found.pop("renewed until")
    if "duration" in found:
        return found, None
    for place, column in enumerate(header):
        name, measure = measure_named(column)
        bare = name.replace(" ", "")
        if measure is None:
            continue
        counts = bare in column_names(MEASURED) and (
            bare or set(names).isdisjoint(column_names(DAYS))
        )
        if bare in column_names(COLUMNS["duration"]) or counts:
            return {**found, "duration": place}, measure
    return found, None


def mapped_places(
    header: tuple[str, ...], given: tuple[tuple[str, str], ...]
) -> tuple[dict[str, int], Measure | None]:
    """Map each field to its column; the reader's `--map` comes first."""
    found, measure = places_in(header)
    mapped: set[str] = set()
    keys = {name.replace("_", " "): name for name in COLUMNS}
    for ours, theirs in given:
        key = keys.get(ours.casefold().replace("_", " "), "")
        if not key:
            what, near = f"There is nothing called {ours!r} to map.", _nearest(ours, COLUMNS)
            instead = {f"{ours}={theirs}": f"{near}={theirs}"}
            raise UsageError(what, f"Map {listed(COLUMNS)}.", instead)
        if theirs.casefold() not in (name.casefold() for name in header):
            instead = {f"{ours}={theirs}": f"{ours}={_nearest(theirs, header)}"}
            what = f"There is no column {theirs!r}."
            raise UsageError(what, f"Columns: {listed(header)}.", instead)
        place = [name.casefold() for name in header].index(theirs.casefold())
        mapped.add(key)
        found = {name: at for name, at in found.items() if at != place or name in mapped}
        found[key] = place
    return found, measure


def _nearest(word: str, names: Iterable[str]) -> str:
    """Return the name that is most like the word, else the first one."""
    from difflib import get_close_matches

    names = [name for name in names if name]
    return (*get_close_matches(word, names, 1), *names, word)[0]


def listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    """Return the names that there are, with commas between them."""
    return ", ".join(filter(None, names))


def _place_returns(found: dict[str, int], names: list[str]) -> None:
    """Add the columns whose names may mean either day of a return.

    Beside the day of a return one is the due date, beside a due date the day of the return.
    """
    due, returned = (
        [names.index(name) for name in column_names(synonyms) if name in names]
        for synonyms in RETURN_DATES.values()
    )
    either = [*due, *returned]
    is_due = due or "returned" in found or len(either) > 1
    if "due" not in found and either and is_due:
        found["due"] = either.pop(0)
    if either:
        found.setdefault("returned", either[0])


def _place_spans(found: dict[str, int], names: list[str]) -> None:
    """Add columns such as `Begun` and `Ended`, of reading in a table without days of loans."""
    if not found.keys().isdisjoint(LOANED):
        return
    for field, synonyms in ANY_SPANS.items():
        places = [names.index(name) for name in column_names(synonyms) if name in names]
        if places and (field == "started" or "started" in found):
            found.setdefault(field, places[0])


def may_be_either(column: str) -> bool:
    """Return whether a column's name leaves open if its days are due dates or those of returns."""
    (name,) = known_names((column,))
    return any(name in column_names(synonyms) for synonyms in RETURN_DATES.values())


def may_be_of(field: str, column: str) -> bool:
    """Return whether a column may have the days of a field: `finished`, or `returned`."""
    (name,) = known_names((column,))
    is_return = field == "returned" and may_be_either(column)
    return is_return or name in column_names(COLUMNS[field])


def with_percent(file: File, places: dict[str, int], mapped: set[str]) -> dict[str, int]:
    """Return the places, with a column of progress as the one of percent if its cells are shares.

    Shares are percentages, fractions of 1, and words for all or nothing. A column of ends or of
    statuses is taken for one only in a list of loans, and only if its cells have percent signs.
    """
    loaned = not places.keys().isdisjoint(LOANED)
    free = {"finished", "status"} - mapped if loaned else set()
    used = {place for name, place in places.items() if name not in free}
    for at, name in enumerate(known_names(file.header)):
        is_progress = column_name(NOTE.sub(" ", file.header[at])) in column_names(PROGRESS)
        if "percent" in places or at in used or not (is_progress or _fields().get(name) in free):
            continue
        is_share = _is_signed if at in places.values() else _is_share
        if _all_shares((row[at] for _, row in file.rows() if at < len(row)), is_share):
            kept = {field: place for field, place in places.items() if place != at}
            return {**kept, "percent": at}
    return places


def _all_shares(cells: Iterable[str], is_share: Callable[[str], bool]) -> bool:
    """Return whether all cells are shares or such words, and one is more than a word, 0 or 1."""
    found = False
    for cell in cells:
        if not is_share(cell):
            return False
        found |= not cell.strip().isdigit() and any(map(str.isdigit, cell))
    return found


@lru_cache(1000)
def _is_signed(cell: str) -> bool:
    return is_yes(cell) is not None and ("%" in cell or not any(map(str.isdigit, cell)))


@lru_cache(1000)
def _is_share(cell: str) -> bool:
    return _is_signed(cell) or re.fullmatch(r"0?[.,]\d+|[01]", cell.strip()) is not None


def is_mark(column: str) -> bool:
    """Return whether a column may have a word for each book that was read."""
    return known_names((column,))[0] in column_names(MARKS)


def is_of_other_days(column: str) -> bool:
    """Return whether a column of dates is known to tell nothing of loans or of reading."""
    names = {column_name(column), column_name(NOTE.sub(" ", column))}
    if not names.isdisjoint(column_names(OTHER_DAYS)):
        return True
    is_dated = not DATE_WORDS.isdisjoint(fold(column).split())
    return is_dated and _undated(NOTE.sub(" ", column)) in _other_days()


@cache
def _other_days() -> frozenset[str]:
    return frozenset(map(_undated, OTHER_DAYS))


def _undated(column: str) -> str:
    """Return `added` of `Added Date`, `Date added` and `Added on`."""
    return "".join(word for word in fold(column).split() if word not in (*DATE_WORDS, *OF_DATES))


def check_no_log(file: File, titles_at: int) -> None:
    """Raise UsageError for a log of reading, which has a position for each day."""
    names = known_names(file.header)
    position = next((at for at, name in enumerate(names) if name in column_names(POSITIONS)), None)
    if position is None:
        return
    daily = not set(map(column_name, file.header)).isdisjoint(column_names(DAYS))
    titles: set[str] = set()
    for _, cells in file.rows():
        if len(cells) <= max(position, titles_at) or not cells[position].strip():
            continue
        title = cells[titles_at]
        if daily or title in titles:
            raise UsageError(
                f"{file.path.name} is a log of reading: it has a column "
                f"{file.header[position]!r}, and no due dates.",
                "To take the lengths in it alone: --map title=COLUMN --map pages=COLUMN",
            )
        titles.add(title)
