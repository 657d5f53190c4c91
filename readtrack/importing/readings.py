"""Reading past in lists of books: when something was begun and finished, in days or in words."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, tzinfo

from readtrack.dates import DayOrder
from readtrack.errors import UsageError
from readtrack.importing.days import AsOf, read_on
from readtrack.importing.phrases import folded, phrases
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.values import clean, excerpt, other_medium
from readtrack.model import Format
from readtrack.names import fold

YES = frozenset(phrases("""
    yes, y, ja, j, x, true, wahr, oui, o, vrai, si, vero, verdadero, waar, read, done, finished,
    completed, gelesen, beendet, fertig, lu, fini, termine, leido, terminado, gelezen,
    uitgelezen, letto, finito, ✓, ✔, ✅, ☑
"""))  # fmt: skip
NO = folded("""
    no, n, nein, false, falsch, non, faux, falso, nee, onwaar, unread, -, --, –, —, ?, ??, ???, …,
    /, 1/0/1900, 00.01.1900, 0000-00-00, 00/00/0000, 00.00.0000, ungelesen, reading, none, null,
    nan, nat, nil, unknown, undefined, n/a, na, not applicable, not available, tbd, tba, tbc,
    to be determined, not yet, not returned, not read, in progress, ongoing, current, currently,
    currently reading, still reading, still out, out, on loan, checked out, borrowed, open, pending,
    unbekannt, k. A., keine, keine Angabe, entfällt, offen, noch nicht, noch offen,
    noch ausgeliehen, ausgeliehen, entliehen, lese noch, lese gerade, am Lesen, in Arbeit,
    läuft, laufend, aktuell, nicht gelesen, inconnu, inconnue, pas encore, en cours, non lu,
    non rendu, emprunté, desconocido, desconocida, todavía no, aún no, en curso, leyendo, pendiente,
    no leído, prestado, ninguno, ninguna, onbekend, nog niet, bezig, nvt, n.v.t., geen,
    ongelezen, uitgeleend, sconosciuto, sconosciuta, non ancora, in corso, in lettura,
    in prestito, nd, n.d., nessuno, nessuna, s.d., #NV, #VALUE!, #WERT!, #REF!, #BEZUG!
""")
"""Words for no, and those that stand where there is no day: not yet, not known, going on."""

READ = folded("""
    read, finished, completed, complete, done, gelesen, beendet, fertig, ausgelesen,
    abgeschlossen, lu, terminé, fini, leído, terminado, gelezen, uitgelezen, letto, finito
""")
STOPPED = folded("""
    dnf, did not finish, did-not-finish, abandoned, stopped, gave up, paused,
    stopped reading, unfinished, incomplete, abgebrochen, aufgegeben, pausiert, abandonné,
    abandonado, gestopt, afgebroken, abbandonato, interrotto, quit, dropped, given up, not finished,
    did not complete, nicht beendet, nicht zu ende gelesen, abandonnée, arrêté, dejado, niet uit
""")
"""Words for a book that was not read to its end."""

RANGE = re.compile(r"\s+(?:[-–—]|to|bis|until|au|à|al|hasta|tot|a|fino a)\s+|(?<=\d{4})[–—](?=\d)")
TIGHT = re.compile(r"(\d{4}/\d{1,2}/\d{1,2})-(\d{4}/\d{1,2}/\d{1,2})", re.ASCII)

PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,9})?) ?(%|percent|prozent)?", re.ASCII | re.IGNORECASE)


def learnt(record: Record, medium: object = "") -> Item:
    """Return the record of a listed book, or why it is left out: films and music are no books.

    The pages of an audiobook are hours or discs, or those of another edition.
    """
    if not record.title:
        return Skipped(record.where, "", "no title")
    if other := other_medium(medium):
        return Skipped(record.where, record.title, f"no book: {other}")
    if record.format is Format.AUDIOBOOK and record.pages:
        record = record._replace(pages=None)
    if not (record.pages or record.seconds or record.past or record.log):
        reason = "nothing to learn: no length and not read"
        return Skipped(record.where, record.title, reason)
    return record


def once(begun: object, finished: object, as_of: AsOf, minutes: int | None = None) -> Past:
    """One time of reading, from the cells of its days. Raises UsageError where they are none."""
    first, last = (read_on(unbracketed(each), *as_of) for each in (begun, finished))
    return through(first, last)._replace(minutes=minutes)


def each_time(begun: Sequence[str], finished: Sequence[str], as_of: AsOf) -> tuple[Past, ...]:
    """Return every time of reading, from the cells of the days that it began and ended.

    An end goes with the beginning at its place. Where there are more beginnings than ends, it goes
    with the last one before it. Raises UsageError for what is no day.
    """
    ends, begins = [end for end in finished if end], list(begun)
    if len(list(filter(None, begins))) > len(ends):
        firsts = {read_on(begin, *as_of): begin for begin in begins}
        begins = []
        for last in (read_on(end, *as_of) for end in ends):
            first = max((each for each in firsts if each and last and each <= last), default=None)
            begins.append(firsts.pop(first, ""))
    begins += [""] * (len(ends) - len(begins))
    found = (once(begin, end, as_of) for begin, end in zip(begins, ends, strict=False))
    return tuple(dict.fromkeys(found))


def through(first: date | None, last: date | None, text: str = "") -> Past:
    """Return reading in the days that `text` names. Raises UsageError where they are turned."""
    if first and last and last < first:
        wrong = f"Finished {last}, but begun {first}."
        if text:
            wrong = f"{excerpt(text)} ends before it begins."
        raise UsageError(wrong, "Correct one of the dates.")
    return Past(first, last)


def unbracketed(cell: object) -> str:
    """Return a cell without the square brackets that LibraryThing sets around it."""
    return clean(cell).strip("[] ")


def share_in(text: str) -> float | None:
    """Return the share that was read: 0.4 of `40`, `40 %` or `0.4`, 1 of `yes`; else None."""
    found = PERCENT.fullmatch(clean(text))
    if not found:
        return 1 if is_yes(text) else None
    number = float(found[1].replace(",", "."))
    if not found[2] and number <= 1:  # 1 may be all of it or a hundredth
        return number % 1 or None
    return number / 100 if 0 < number <= 100 else None


def is_all(text: str) -> bool:
    """Return whether a cell of percentages says that all was read: `100`, `100 %`, `100.0%`."""
    return share_in(text) == 1


def is_yes(text: str) -> bool | None:
    """Return whether a cell says yes; None where it says neither yes nor no.

    A digit says how many times a book was read, a percentage whether it was read to its end.
    """
    word = clean(text).lower().strip(".!")
    if word.isascii() and word.isdigit() and len(word.lstrip("0")) <= 1:
        return int(word) > 0
    if (percent := PERCENT.fullmatch(word)) and percent[2]:
        return is_all(word)
    plain = fold(word)
    if word in YES or plain in YES:
        return True
    return False if not plain or plain in NO or plain in STOPPED else None


def readings_of(
    begun: str,
    done: str,
    status: str,
    *,
    today: date,
    zone: tzinfo | None = None,
    order: DayOrder | None = None,
    first_order: DayOrder | None = None,
) -> tuple[Past, ...]:
    """When a book was read, each time; nothing where it was not, or not to its end.

    A month or a year tells that it was read and no day. Raises UsageError for other cells.
    """
    state, is_done = fold(clean(status)), is_yes(done) if done.strip() else False
    was_read = state in READ or ("%" in status and is_all(status))
    if state in STOPPED or (is_done is False and not was_read):
        return ()
    spans = (Past(),) if is_done is not None else _spans(clean(done), today, order, zone)
    last = spans[-1].last
    is_empty = is_yes(begun) is False
    first = None if is_empty else read_on(begun, today, first_order, zone, last)
    if first is None or any(each.first for each in spans):
        return spans
    return (*spans[:-1], through(first, last))


def _spans(text: str, today: date, order: DayOrder | None, zone: tzinfo | None) -> tuple[Past, ...]:
    """Each time of reading in `2019/06/18, 2020/5/8` or `2023-05-23 - 2023-06-07`."""
    parts = [part for part in re.split(r"\s*[,;]\s*", text) if part]
    if len(parts) > 1:
        with suppress(UsageError):  # else the comma is one of a single date
            return tuple(dict.fromkeys(_span(part, today, order, zone) for part in parts))
    return (_span(text, today, order, zone),)


def _span(text: str, today: date, order: DayOrder | None, zone: tzinfo | None) -> Past:
    tight = TIGHT.fullmatch(text)
    ends = list(tight.groups()) if tight else RANGE.split(text)
    if len(ends) != 2:
        return Past(None, read_on(text, today, order, zone))
    last = read_on(ends[1], today, order, zone)
    return through(read_on(ends[0], today, order, zone, last), last, text)
