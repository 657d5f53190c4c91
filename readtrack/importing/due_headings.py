"""Headings of events: that something is due, and what is lent, in six languages."""

import re

from readtrack.day_names import FULL_WEEKDAYS, OTHER_WEEKDAYS
from readtrack.importing.due_days import DAY
from readtrack.importing.media import unaccented


def _each(words: str) -> frozenset[str]:
    """Return words with and without their accents."""
    spelled = words.translate({ord(each): f"{unaccented(each)}e" for each in "äöü"})
    return frozenset(f"{words} {unaccented(words)} {spelled}".split())


DUE_WORDS = _each(
    "due overdue return returns returned expires expire expiring ends"
    " fällig überfällig fälligkeit fälligkeitsdatum rückgabe rückgabedatum rückgabefrist"
    " rückgabetermin rückgabetag rueckgabe buchrückgabe medienrückgabe abgabe abgabedatum"
    " abgabefrist abgabetermin abgeben abzugeben zurückgeben zurückbringen zurückzugeben leihfrist"
    " leihfristende ausleihfrist leihende endet ablauf ablaufdatum läuft"
    " retour retours rendre retourner restituer restitution échéance limite expire retard"
    " devolver devolución devoluciones vence vencen vencimiento vencido vencida caduca expira"
    " inleveren inleverdatum terugbrengen teruggeven retourneren verloopt vervalt vervaldatum"
    " scadenza scadenze scade scadono scaduto scaduta restituzione restituire riconsegnare"
    " riconsegna"
)
THINGS = _each(
    "book books item items loan loans checkout checkouts material materials ebook ebooks"
    " audiobook audiobooks library libraries libby overdrive hoopla"
    " buch bücher medium medien ausleihe ausleihen onleihe bibliothek stadtbibliothek"
    " unibibliothek bücherei stadtbücherei gemeindebücherei"
    " livre livres document documents prêt prêts emprunt emprunts bibliothèque médiathèque"
    " libro libros préstamo préstamos biblioteca"
    " boek boeken lening leningen bibliotheek libri prestito prestiti"
)
FILLERS = _each(
    "a the my our your of for from at to in on by be is are was must has have it this back now"
    " past date day notice alert reminder today tomorrow soon please public digital borrowed"
    " das der die dem den des ein eine im mein meine dein deine ihr ihre von bis zum zur heute"
    " morgen bald bitte ist sind wird ab hinweis erinnerung mahnung frist"
    " le la les l du de des d un une mon mes votre vos à au aux en est sont être avis rappel prévu"
    " prévue aujourd hui demain"
    " el los las mi mis su sus tu para por hay que está fecha aviso recordatorio hoy mañana"
    " het een mijn uw naar voor uiterste uiterlijk datum moet herinnering vandaag"
    " il lo gli i mio tuo suo di del dei della da entro è sono alla data avviso promemoria oggi"
    " domani"
)
"""The words of headings: that something is due, what is lent and by whom, and those between."""

WEEKDAYS = {*FULL_WEEKDAYS, *(name for name in OTHER_WEEKDAYS if len(name) > len("thurs"))}
"""What a heading may have too, but not begin with: `Saturday is due` is of a title."""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def has_thing(text: str) -> bool:
    """Return whether a text names what libraries lend, or a library."""
    return not THINGS.isdisjoint(_words(text))


def is_heading(text: str) -> bool:
    """Return whether a text says that something is due, maybe when, and nothing besides."""
    return any(
        not DUE_WORDS.isdisjoint(words)
        and words[0] not in WEEKDAYS
        and set(words) <= DUE_WORDS | THINGS | FILLERS | WEEKDAYS
        for words in (_words(text), _words(DAY.sub("", text)))
    )
