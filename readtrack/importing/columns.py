"""What people and libraries call the columns of their tables, in six languages."""

from collections.abc import Mapping
from functools import cache

from readtrack.importing.playing_times import Measure, measure_named
from readtrack.names import fold

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title", "titel", "book title", "book name", "book", "titel des buches", "buchtitel",
        "buch", "titre", "titre du livre", "livre", "título", "título del libro", "libro",
        "titolo", "titolo del libro", "boektitel", "boek", "name", "nombre", "nom", "naam", "nome",
    ),
    "author": (
        "author", "authors", "primary author", "main author", "author name", "book author",
        "author text", "autor", "autoren", "autorin", "verfasser", "verfasserin", "auteur",
        "auteurs", "autora", "autores",
        "autore", "autori", "schrijver", "schrijvers", "auteur principal", "autor principal",
        "creator", "creators", "written by", "writer", "by", "geschrieben von",
    ),
    "due": (
        "due", "due date", "due on", "date due", "due back", "return by", "frist", "leihfrist",
        "ausleihfrist", "abgabefrist", "rückgabe", "rückgabedatum", "rückgabe bis",
        "zurückzugeben bis", "fällig", "fällig am", "fälligkeitsdatum", "abgabe bis",
        "date de retour prévue", "retour prévu", "à rendre le", "à rendre avant",
        "date d échéance", "échéance", "fecha de vencimiento", "vencimiento", "vence",
        "fecha límite", "devolver antes del", "inleverdatum", "inleveren voor", "terug voor",
        "uiterste inleverdatum", "vervaldatum", "scadenza", "data di scadenza", "da restituire",
        "da restituire entro", "return date",
    ),
    "time": ("time", "due time", "hour", "uhrzeit"),
    "checked_out": (
        "checked out", "checkout", "checkout date", "checked out on", "date checked out",
        "borrowed", "borrowed on", "date borrowed", "borrow date",
        "borrowed date", "loan date", "date loaned out", "issue date", "issued",
        "ausgeliehen", "ausgeliehen am", "ausleihdatum", "entliehen", "entliehen am",
        "leihdatum", "date d emprunt", "emprunté le", "emprunté", "date de prêt",
        "fecha de préstamo", "prestado", "prestado el", "uitgeleend", "uitgeleend op",
        "uitleendatum", "geleend op", "leendatum", "data prestito", "data del prestito",
        "preso in prestito", "prestato il",
    ),
    "returned": (
        "returned", "returned on", "date returned", "returned date", "return on", "given back",
        "zurückgegeben", "zurückgegeben am", "abgegeben", "abgegeben am", "rendu", "rendu le",
        "retourné le", "date de retour", "devuelto", "devuelto el", "fecha de devolución",
        "teruggebracht", "teruggebracht op", "ingeleverd", "ingeleverd op", "restituito",
        "restituito il", "data restituzione", "data di restituzione",
    ),
    "started": (
        "start", "started", "date started", "start date", "started on", "started reading",
        "start reading", "begun", "began", "begonnen", "begonnen am", "angefangen",
        "angefangen am", "lesebeginn", "leseanfang", "gestartet", "début", "date de début",
        "commencé", "commencé le", "début de lecture", "inicio", "fecha de inicio", "empezado",
        "comenzado", "inicio de lectura", "begonnen op", "startdatum", "gestart", "gestart op",
        "inizio", "data inizio", "data di inizio", "iniziato", "iniziato il",
    ),
    "finished": (
        "finished", "date finished", "finish date", "finished on", "finished reading", "date read",
        "read date", "read on", "dates read", "last date read", "date completed", "completed",
        "completed on", "completion date", "date of reading", "finish", "end", "end date",
        "beendet", "beendet am", "gelesen am", "ausgelesen", "ausgelesen am", "fertig",
        "fertig am", "fertig gelesen", "lesedatum", "leseende", "gelesen", "lu le",
        "date de lecture", "date de fin", "fin", "fini", "fini le", "terminé", "terminé le",
        "lu", "fecha de lectura", "leído", "leído el", "terminado", "terminado el",
        "fecha de fin", "fecha fin", "acabado", "gelezen op", "gelezen", "uitgelezen",
        "uitgelezen op", "einddatum", "klaar", "data lettura", "data di lettura", "letto",
        "letto il", "finito", "finito il", "data fine", "fine", "read",
    ),
    "status": (
        "status", "read status", "reading status", "shelf", "exclusive shelf", "lesestatus",
        "statut", "estado", "stato", "leesstatus",
    ),
    "pages": (
        "pages", "page count", "number of pages", "num pages", "no of pages", "total pages",
        "page number", "seiten", "seitenzahl", "seitenanzahl", "anzahl seiten", "nombre de pages",
        "páginas", "número de páginas", "num páginas", "pagina's",
        "aantal pagina's", "bladzijden", "pagine", "numero di pagine", "numero pagine", "extent",
        "physical description", "umfang", "length", "länge", "longueur", "lunghezza", "lengte",
    ),
    "duration": (
        "duration", "audio", "runtime", "running time", "playing time", "audio length",
        "audio runtime", "audio duration", "listening time", "dauer", "laufzeit", "spieldauer",
        "hördauer", "spielzeit", "hörzeit", "durée", "duración", "durata", "duur", "speelduur",
        "runtime length", "length of audio",
    ),
    "format": (
        "format", "binding", "medium", "media", "media type", "type of media", "material type",
        "medienart", "medientyp", "mediatyp", "media group", "group of media", "mediengruppe",
        "mediengroup", "mediengrp", "formato", "formaat", "support", "type", "group", "gruppe",
        "bereich",
    ),
    "isbn": ("isbn13", "isbn", "isbns", "isbn10", "isbn uid", "ean"),
    "renewals": (
        "renewals", "renewed", "number of renewals", "verlängerungen", "verlängert", "verl.",
        "anzahl verlängerungen", "anz.verl.", "bisherige verlängerungen",
    ),
    "renewable": ("renewable", "renewable on", "renewable from", "verlängerbar ab", "verlängerbar"),
    "renewals_left": (
        "renewals left", "renewals remaining", "remaining renewals", "noch verlängerbar",
        "verlängerungen übrig", "verbleibende verlängerungen", "mögliche verlängerungen",
    ),
    "library": (
        "library", "branch", "zweigstelle", "bibliothek", "bücherei", "filiale", "ausleihstelle",
        "bibliothèque", "biblioteca", "bibliotheek", "location", "department", "place",
    ),
    "others": (
        "additional authors", "secondary author", "secondary authors", "other authors",
        "co author", "co authors", "second author", "weitere autoren", "autres auteurs",
        "otros autores", "andere auteurs", "altri autori",
    ),
    "surname first": ("author l f", "author last first", "author sort"),
    "copy": (
        "barcode", "barcode no", "barcode nr", "barcode number", "item barcode", "barcodenummer",
        "strichcode", "mediennummer", "medien nr", "exemplarnummer", "exemplar nr", "buchungsnr",
        "buchungsnummer", "copy id", "item id", "accession number", "inventarnummer",
        "code barres", "code à barres", "código de barras", "codice a barre", "streepjescode",
    ),
    "extent": (
        "extent", "physical description", "umfang", "length", "länge", "longueur", "lunghezza",
        "lengte",
    ),
}  # fmt: skip
"""What a table can tell, and the names that libraries and people give the columns.

Case, blanks and punctuation make no difference. Of several the first one stands.
"""

MEASURED = ("", "length", "länge", "longueur", "lunghezza", "lengte", "longitud", "total time")
"""Names beside those of durations that with a measure mean one: `Minutes`, `Length (min)`."""

SHELVES = (
    "branch", "zweigstelle", "filiale", "ausleihstelle", "location", "standort", "department",
    "signatur", "signature", "shelf mark", "call number", "barcode", "barcode no", "barcode nr",
    "barcode number", "barcodenummer", "strichcode", "mediennummer", "buchungsnr", "buchungsnummer",
)  # fmt: skip
"""Columns of a library that lends what stands on shelves."""

POSITIONS = (
    "position", "position pages", "current position", "page", "current page", "percent",
    "percent read", "progress", "aktuelle seite", "lesestand", "fortschritt",
)  # fmt: skip
"""Columns of a log of reading, which has a row a day."""

DAYS = ("date", "day", "datum", "tag", "fecha", "día", "jour", "data", "giorno", "dag")
"""Columns of the days of such a log."""


def column_name(name: str) -> str:
    return fold(name).replace(" ", "")


@cache
def column_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(column_name, names))


def places_in(header: tuple[str, ...]) -> tuple[dict[str, int], Measure | None]:
    """Which column tells what, the more telling name first, and the measure of the durations."""
    names = list(map(column_name, header))
    found = {}
    for ours, synonyms in COLUMNS.items():
        for synonym in column_names(synonyms):
            if synonym in names:
                found[ours] = names.index(synonym)
                break
    if "extent" in found and found["extent"] == found.get("pages"):
        del found["extent"]
    if "duration" in found:
        return found, None
    for place, column in enumerate(header):
        name, measure = measure_named(column)
        bare = name.replace(" ", "")
        if measure is None:
            continue
        counts = bare in column_names(MEASURED) and not (
            not bare and ("pages" in found or not set(names).isdisjoint(column_names(DAYS)))
        )
        if bare in column_names(COLUMNS["duration"]) or counts:
            return {**found, "duration": place}, measure
    return found, None


def is_log(header: tuple[str, ...]) -> int | None:
    """The place of the column of positions that a log of reading has, or None."""
    names = list(map(column_name, header))
    return next((at for at, name in enumerate(names) if name in column_names(POSITIONS)), None)
