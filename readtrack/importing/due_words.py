"""What libraries and people call the event of a book that is due, in six languages."""

import re

from readtrack.importing.values import clean
from readtrack.limits import LONGEST_TEXT
from readtrack.named_tuple import NamedTuple

QUOTES = "\"'“”„‟«»‹›‘’"
PUNCTUATION = " /:;,=–—-|"
"""What a catalogue puts behind a title, before what it leaves out."""

DUE = "|".join(
    (
        # English
        r"(?:(?:is|are|will be|was|now) )*(?:due|overdue)(?: back| for return)?",
        r"(?:has|have|is|needs?|must|should)(?: to)? (?:be |go )?(?:returned|returning|back)",
        r"(?:to be returned|to return|return(?: it| this)?|expires|ends|loan ends)",
        # German
        r"(?:(?:ist|wird|sind|heute|morgen) )*(?:fällig|überfällig|abzugeben|zurückzugeben)",
        r"(?:ist |heute |bitte )*(?:zurückgeben|zurückbringen|abgeben|rückgabe|leihfrist(?:ende)?)",
        r"(?:muss|müssen|soll)(?: heute| morgen)? (?:zurück\w*|abgegeben werden)|läuft ab|endet",
        # French
        r"(?:(?:est|sont|sera) )?(?:attendue?s?|due?s?|dûe?s?|à rendre|à retourner|en retard)",
        r"doi(?:ven)?t être (?:rendue?s?|retournée?s?)|(?:retour|échéance)(?: prévue?)?|expire",
        # Spanish
        r"vence(?: el)?|(?:está )?(?:vencid[oa]|por vencer)|debe (?:devolverse|ser devuelt[oa])",
        r"(?:hay que |para |a )?devolver|devolución|vencimiento|caduca|expira",
        # Dutch
        r"(?:moet |moeten |vandaag |morgen |worden )*(?:terug(?:brengen|gebracht)?|inleveren"
        r"|ingeleverd)(?: worden| zijn)?|verloopt|vervalt|inleverdatum",
        # Italian
        r"(?:è |sono )?(?:in scadenza|scadut[oa]|da restituire|da riconsegnare)|scade|scadenza",
        r"(?:deve|devono) essere (?:restituit[oaie]|riconsegnat[oaie])|restituzione",
    )
)
"""What stands behind a title."""

WHEN = (
    r"(?: (?:today|tomorrow|back|soon|heute|morgen|bald|zur rückgabe|aujourd'hui|demain|hoy|mañana"
    r"|vandaag|oggi|domani))*"
    r"(?: (?:on|by|am|bis|le|el|il|op|in) [\w., /-]{0,30}?\d[\w., /-]{0,20})?"
    r"(?: (?:at|to|in|bei|in der|à|en|a la|bij|presso|zur?|aan|alla) (?P<library>.+?))?"
)
AFTER = re.compile(
    rf"(?!(?:is|are) due$)(?P<title>.+?)(?:,? |: ?| ?[-–—|] ?| ?[(\[])(?:{DUE}){WHEN}[)\]]?[.!]*",
    re.IGNORECASE,
)
"""`Emma is due`, `Emma (due)`, `Emma - due back`, `Emma / Jane Austen is due at Central`."""

THING = (
    r"(?:the |my |your |das |die |den |le |la |les |el |los |het |il |i )?"
    r"(?:library |public library |bibliotheks|bücherei)?(?:books?|items?|loans?|materials?|ebooks?|"
    r"audiobooks?|title|buch|bücher|medi(?:um|en)|livres?|documents?|libros?|préstamos?|boek(?:en)?"
    r"|libr[oi]|prestit[oi])"
)
FIRST = "|".join(
    (
        rf"(?:{THING} )?(?:is |are )?(?:due|overdue)(?: date| today| back| tomorrow| soon)?",
        r"(?:loan )?(?:expires|ends|due back|return(?: by)?|give back|bring back|take back"
        r"|renew or return)",
        r"rückgabe(?:datum|frist|termin)?|rueckgabe|abgabe(?:datum|frist|termin)?|abgeben"
        r"|leihfrist(?:ende| endet)?|läuft ab|fällig(?:keit)?|zurückgeben|zurückbringen"
        r"|buchrückgabe",
        r"(?:date (?:de|limite de) )?retour|(?:à )?rendre|à retourner|retourner|échéance"
        r"|date limite",
        r"(?:fecha de )?(?:devolución|vencimiento)|devolver|vence|entregar|renovar o devolver",
        r"inlever(?:en|datum)|terugbrengen|terug(?: naar de bibliotheek)?|retourneren",
        r"scadenza(?: prestito)?|(?:data )?restituzione|restituire|riconsegnare|da restituire",
    )
)
"""What stands before a title."""

LINK = r"(?: (?:von|bis|am|de|del|du|des|van|di|of|for|para|pour|für|per)\b)?"
BEFORE = re.compile(
    rf"(?:{THING} )?(?:{FIRST}){LINK}(?: {THING}(?: due)?)?(?: ?[:–—-] ?| )(?P<title>.+?)"
    r"(?: (?:to (?:the )?library|zur bibliothek|à la bibliothèque|a la biblioteca"
    r"|naar de bibliotheek|alla biblioteca|in der bücherei))?[.!]*",
    re.IGNORECASE,
)
"""`Due: Emma`, `Return Library Book: Emma`, `Rückgabe: Emma`."""

DAY = re.compile(
    r" ?(?:\b(?:on|by|until|bis|am|zum|le|avant|el|antes del|op|voor|il|entro|uiterlijk) )?"
    r"(?:\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4}|\.)?|\b\d{4}-\d\d-\d\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}(?: (?:de )?\d{4})?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:, \d{4})?"
    r"|\b(?:today|tomorrow|heute|morgen|demain|hoy|mañana|oggi)\b"
    r"|(?<=on )(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
"""A day in the middle of a summary."""

SENDER = re.compile(
    rf"(?:{THING}|loan|ausleihe|emprunt|préstamo|prestito|libby|library|bibliothek|bücherei"
    r"|reminder|erinnerung|rappel|recordatorio|promemoria|herinnering) ?[:–—-] "
    r"|your (?:library )?(?:book|item|loan) (?=\S)|(?:ihr|dein) (?:buch|medium) (?=\S)",
    re.IGNORECASE,
)
"""What may stand before all of it: `Library: Emma is due`."""

QUOTED_BY = re.compile(r"[\"'“”„‟«»‘’](.+)[\"'“”„‟«»‘’] (?:by|von|de|di|van) (.+)")
CAPITAL_BY = re.compile(r"(.+?) by ((?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+)")

NO_TITLE = re.compile(
    rf"{THING}(?: (?:to|at|from|zur?|à|a|en|naar|alla|in) .*)?|(?:{DUE})|(?:{FIRST})"
    r"|(?:to|zur|à|a|naar|alla) (?:the |la )?(?:library|bibliothek|biblioth\S+|bibliot\S+)",
    re.IGNORECASE,
)
"""What is left of `Return library books`, which names none."""

NO_LOAN = re.compile(
    r"return (?:of|to|from|in|home|journey|trip|flight|ticket|call)\b", re.IGNORECASE
)
"""What comes back and is no book."""

HEADED = re.compile(
    rf"\[?(?:{THING} )?(?:{FIRST})\]?(?: {THING}(?: due)?)?"
    r"(?: (?:to|zur|à|a|naar|alla) (?:the |la )?(?:library|bibli\w+))? ?(?:: ?|\] )",
    re.IGNORECASE,
)
"""`Due:`, `[Due]` in front."""

IS_DUE = re.compile(r"\b(?:over)?(?:due|fällig|vence|scade|attendue?s?)\b", re.IGNORECASE)


class Named(NamedTuple):
    """What the summary of a due date names."""

    title: str
    author: str = ""
    library: str = ""


UNNAMED = Named("")


def named_in(summary: str) -> Named:
    """The title, the author and the library of a due date; an empty title where it is of none."""
    text = clean(summary[:LONGEST_TEXT]).lstrip("📚📖📕📗📘📙🔔⏰⚠️ ").strip()
    text = SENDER.sub("", text, count=1) if SENDER.match(text) else text
    found = _named(text)
    if not found.title or (found.title[0].isdigit() and ":" in found.title[:16]):
        without = clean(DAY.sub("", text, count=1)).replace("( ", "(").replace(" )", ")")
        return _named(without) if without != text and _named(without).title else found
    return found


def _named(text: str) -> Named:
    head = HEADED.match(text)
    if head and not IS_DUE.search(text, head.end()):
        title, library = text[head.end() :], ""
    elif match := AFTER.fullmatch(text):
        title, library = match["title"], match["library"] or ""
    elif (match := BEFORE.fullmatch(text)) and not NO_LOAN.match(text):
        title, library = match["title"], ""
    else:
        return UNNAMED
    title = _bare(title)
    if NO_TITLE.fullmatch(title):
        return UNNAMED
    name, _, author = title.partition(" / ")
    if match := QUOTED_BY.fullmatch(title) or CAPITAL_BY.fullmatch(title):
        name, author = match.groups()
    return Named(_bare(name), _bare(author), clean(library))


def _bare(text: str) -> str:
    text = clean(text).strip()
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        text = text[1:-1]
    return text.strip().rstrip(PUNCTUATION)
