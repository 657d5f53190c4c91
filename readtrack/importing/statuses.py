"""What a cell says became of a loan, where it names no day, in six languages."""

import re
from collections.abc import Iterable

from readtrack.importing.phrases import folded
from readtrack.importing.readings import is_yes
from readtrack.importing.values import clean
from readtrack.names import fold

BACK = folded("""
    returned, returned late, given back, checked in, brought back, back, claimed returned,
    claims returned, lost, lost and paid, missing, zurückgegeben, zurückgebracht, abgegeben, zurück,
    verloren, vermisst, rendu, rendue, rendus, rendues, retourné, retournée, rapporté, rapportée,
    perdu, perdue, devuelto, devuelta, perdido, perdida, extraviado, ingeleverd, teruggebracht,
    teruggegeven, terug, kwijt, vermist, restituito, restituita, riconsegnato, riconsegnata, reso,
    smarrito, perso
""")
"""Words for a loan that is over, whatever became of the book."""

READY = folded("""
    ready for pickup, ready for pick up, ready to pick up, ready to collect, ready for collection,
    available for pickup, hold ready, hold available, on hold shelf, on holdshelf, awaiting pickup,
    abholbereit, zur abholung bereit, liegt zur abholung bereit, abholbar, à retirer,
    prêt à retirer, listo para recoger, para recoger, klaar om af te halen,
    ligt klaar om af te halen, af te halen, pronto per il ritiro, da ritirare
""")
"""Words for a hold that can be collected."""

RESERVED = folded("""
    hold placed, reserved, reservation, waitlist, wait list, waitlisted, vorgemerkt, vormerkung,
    vorbestellt, vorbestellung, reserviert, warteliste, réservé, réservée, réservation, reservado,
    reservada, gereserveerd, reservering, wachtlijst, prenotato, prenotata, prenotazione
""")
"""Words for a hold that is waiting, or may be."""

TOTALS = folded("""
    total, totals, grand total, subtotal, total books, total pages, total read, sum, average, avg,
    mean, median, count, summe, zwischensumme, gesamt, gesamtsumme, insgesamt, gesamt gelesen,
    durchschnitt, mittelwert, schnitt, anzahl, anzahl bücher, totaux, total général, somme, moyenne,
    suma, total general, promedio, media, totaal, gemiddelde, aantal, totale, somma
""")
"""What the last row of a table is called where it adds up the others."""

_TOTAL = re.compile(
    r"([^\d(:]++):?[ \d.,]*+(?:\(\d[^()]*\)|(?<=\d )(?:books?|titles?|items?|bücher|titel|medien"
    r"|livres?|libros?|libri|boeken))?",
    re.IGNORECASE,
)
"""`Total: 12`, `Total (12 books)`, `Total: 12 books`; not `Sum: A Novel`."""

DETAIL = re.compile(
    r"(?: (?:on|since|until|by|am|seit|bis|le|jusqu'au|el|hasta|op|tot|il|fino al))?[ :,]*[\d(]",
    re.IGNORECASE,
)
"""What a day or a number follows in a status: `Returned on 2026-03-10`, `Reserved (3 of 12)`."""


def is_total(title: str, cells: Iterable[str]) -> bool:
    """Return whether a row adds up others: `Total (12 books)` is its title, or in another cell.

    It is not asked for a row with a day, which is that of a book.
    """
    names = (title,) if title.strip() else cells
    found = filter(None, map(_TOTAL.fullmatch, map(clean, names)))
    return any(fold(total[1]) in TOTALS for total in found)


def is_back(text: str) -> bool | None:
    """Return whether a cell says that a book was given back; None where it says neither."""
    return True if fold(clean(text)) in BACK else is_yes(text)


def state_of(status: str) -> frozenset[str] | None:
    """Return `BACK`, `READY` or `RESERVED`, whichever has the status; None if none has it."""
    word = fold(DETAIL.split(clean(status))[0])
    return next((words for words in (BACK, READY, RESERVED) if word in words), None)
