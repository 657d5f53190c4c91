"""What libraries and people call the event of a book that is due, in six languages."""

import re

from readtrack.importing.values import clean
from readtrack.limits import LONGEST_TEXT
from readtrack.named_tuple import NamedTuple

QUOTES = "\"'“”„‟«»‹›‘’"
LONGEST_LINE = 150
"""Characters of a line that may be a title."""

LONGEST_DESCRIPTION = 2_000
"""Characters of a description to look for a title in."""

PUNCTUATION = " /:;,=–—-|"
"""What a catalogue puts behind a title, before what it leaves out."""


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


DUE_WORDS = _each(
    "due overdue return returns returned expires expire expiring ends"
    " fällig überfällig fälligkeit fälligkeitsdatum rückgabe rückgabedatum rückgabefrist"
    " rückgabetermin rückgabetag rueckgabe buchrückgabe medienrückgabe abgabe abgabedatum"
    " abgabefrist abgabetermin abgeben abzugeben zurückgeben zurückbringen zurückzugeben leihfrist"
    " leihfristende ausleihfrist leihende endet ablauf ablaufdatum läuft"
    " retour retours rendre retourner restituer restitution échéance limite expire retard"
    " devolver devolución devoluciones vence vencen vencimiento vencido vencida caduca expira"
    " inleveren inleverdatum terugbrengen retourneren verloopt vervalt vervaldatum"
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

UNTIL = (
    r"(?:on|by|until|before|no later than|am|bis|bis zum|bis spätestens|spätestens"
    r"|spätestens am|zum|vor dem|le|avant|avant le|jusqu'au|pour le|au plus tard le|el|antes del?"
    r"|hasta el|op|voor|uiterlijk|uiterlijk op|il|entro|entro il)"
)
"""What stands before a day."""

PLACE = (
    r"(?:(?:the |la |de |die )?(?:library|(?:stadt|gemeinde|uni)?(?:bibliothek|bücherei)|onleihe"
    r"|bibliothèque|médiathèque|biblioteca|bibliotheek|libby|overdrive|hoopla))"
)

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
    rf"(?: (?:{UNTIL}|in) [\w., /-]{{0,30}}?\d[\w., /-]{{0,20}})?"
    r"(?: (?:at|to|in|bei|in der|à|en|a la|bij|presso|zur?|aan|alla) (?P<library>.+?))?"
)
AFTER = re.compile(
    rf"(?!(?:is|are) due$)(?P<title>.+?)(?:[,;]? |: ?| ?[-–—|] ?| ?[(\[])"
    rf"(?:{DUE}){WHEN}[)\]]?[.!:]*",
    re.IGNORECASE,
)
"""`Emma is due`, `Emma (due)`, `Emma - due back`, `Emma / Jane Austen is due at Central`."""

THING = (
    r"(?:the |my |your |das |die |den |le |la |les |el |los |het |il |i )?"
    r"(?:library |public library |bibliotheks|bücherei)?(?:books?|items?|loans?|materials?|ebooks?|"
    r"audiobooks?|title|checkouts?|buch|bücher|medi(?:um|en)|ausleihen?|livres?|documents?|prêts?"
    r"|emprunts?|libros?|préstamos?|boek(?:en)?|lening(?:en)?|libr[oi]|prestit[oi])"
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
BACK_TO = (
    r"(?: (?:to (?:the )?library|zur (?:bibliothek|bücherei)|in der bücherei"
    r"|à la (?:bibliothèque|médiathèque)|a la biblioteca|naar de bibliotheek|alla biblioteca))"
)
TO_LIBRARY = re.compile(rf"{BACK_TO}[.!]*$", re.IGNORECASE)
BEFORE = re.compile(
    rf"(?:{PLACE} )?(?:{THING} )?(?:{FIRST}){LINK}(?: {THING}(?: due)?)?"
    r"(?: ?[:–—-] ?| )(?P<title>.+?)"
    rf"(?:{BACK_TO})?[.!]*",
    re.IGNORECASE,
)
"""`Due: Emma`, `Return Library Book: Emma`, `Rückgabe: Emma`."""

DAY = re.compile(
    rf" ?(?:\b{UNTIL} )?"
    r"(?:\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4}|\.)?|\b\d{4}-\d\d-\d\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}(?: (?:de )?\d{4})?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:, \d{4})?"
    r"|\b(?:today|tomorrow|heute|morgen|demain|hoy|mañana|oggi)\b"
    r"|\b\d{1,2}:\d\d(?: ?(?:uhr|[ap]m))?\b"
    r"|(?<=on )(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
"""A day in the middle of a summary."""

LENT = (
    r"(?:(?:library )?loan(?: of)?|(?:library )?copy of|ausleihe(?: von)?|prêt(?: de)?"
    r"|emprunt(?: de)?|préstamo(?: de)?|lening(?: van)?|prestito(?: di)?)"
)
SENDER = re.compile(
    rf"(?:{THING}|{PLACE}|loan|titel|titre|título|titolo|reminder|erinnerung|rappel|recordatorio"
    r"|promemoria|herinnering) ?[:–—-] "
    r"|your (?:library )?(?:book|item) (?=\S)|(?:ihr|dein) (?:buch|medium) (?=\S)"
    rf"|(?:your|ihre|deine|votre|su|tu|uw|je|jouw|il (?:suo|tuo)) {LENT} (?=\S)",
    re.IGNORECASE,
)
"""What may stand before all of it: `Library: Emma is due`, `Your loan of Emma is due`."""

QUOTED_BY = re.compile(r"[\"'“”„‟«»‘’](.+)[\"'“”„‟«»‘’] (?:by|von|de|di|van) (.+)")
CAPITAL_BY = re.compile(r"(.+?) by ((?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+)")

NO_TITLE = re.compile(
    rf"{THING}(?: (?:to|at|from|zur?|à|a|en|naar|alla|in) .*)?|(?:{DUE})|(?:{FIRST})"
    r"|(?:to|zur|à|a|naar|alla) (?:the |la )?(?:library|bibliothek|biblioth\S+|bibliot\S+)"
    r"|past|(?:library )?notice|\(?\d{1,2}\)?"
    rf"|\W*\d{{1,3}} ?x? (?:library )?{THING}|{THING} ?\(?\d{{1,3}}\)?",
    re.IGNORECASE,
)
"""What is left of `Return library books` or `3 items due`, which name none."""

NO_BOOK = re.compile(
    r"(?:(?:my|our|car|house|home|credit card|student|bank|personal|library|loan|health|gym"
    r"|school|phone|water|gas|electric(?:ity)?|internet|income|council|property|driving"
    r"|driver's|mes?|mon|ma|mijn|mein|meine) )*(?:rent|mortgage|bills?|invoices?|payments?"
    r"|tax(?:es)?|tax returns?|tuition|fees?|insurance|subscription|membership|passport|visa"
    r"|licen[cs]e|warranty|contract|lease|trial|homework|assignments?|essays?|term paper"
    r"|thesis|project|timesheet|baby|school|sale|loans?|cards?|fines?|renewal|card renewal"
    r"|term|semester|lecture|course|class|holidays?|vacation|miete|rechnung(?:en)?|steuer(?:n"
    r"|erklärung)?|versicherung|kfz-steuer|reisepass|ausweis|personalausweis|führerschein"
    r"|vertrag|abo|tüv|hausaufgaben?|hausarbeit|bachelorarbeit|masterarbeit|kredit|darlehen"
    r"|bibliotheksausweis|leseausweis|garantie|schule|auto|mietwagen|ferien|loyers?|voiture"
    r"|(?:prêt )?immobilier|carte de bibliothèque|factures?|impôts|assurance|passeport"
    r"|devoirs?|vacances|alquiler|facturas?|impuestos|seguro|coche|préstamo coche"
    r"|carné de biblioteca|pasaporte|deberes|huur|rekening(?:en)?|belasting(?:aangifte)?"
    r"|verzekering|paspoort|rijbewijs|bibliotheekpas|hypotheek|huiswerk|vakantie|affitto"
    r"|bollett[ae]|bollo(?: auto)?|tasse|mutuo|tessera della biblioteca|assicurazione"
    r"|passaporto|patente|compiti)",
    re.IGNORECASE,
)
"""What else is due, ends or goes back."""

NO_LOAN = re.compile(
    r"return (?:of|to|from|in|home|journey|trip|flight|ticket|call)\b|rendre visite\b"
    r"|devolver (?:la )?llamada\b|retour (?!(?:(?:du|des?|au|à la|à) )?(?:livres?|prêts?|documents?"
    r"|emprunts?|biblio|média))|terug (?:van|naar|uit|in)\b(?! de bib)",
    re.IGNORECASE,
)
"""What comes back and is no book."""

HEADED = re.compile(
    r"[\[(]?(?P<head>[^:|–—]{2,80}?)"
    r"(?: ?(?:(?<!\d):|:(?!\d)|\|) ?| [-–—] |[\])]:? )(?P<rest>.+)"
)
"""`Due: Emma`, `[Due] Emma`, `Overdue notice - Emma`."""

TAILED = re.compile(r"(?P<title>.+)(?: [-–—|/] | ?: | ?[(\[])(?P<tail>[^()\[\]]+)[)\]]?[.!]*")
"""`Emma - library loan due`, `Emma (return to library)`."""

IS_DUE = re.compile(
    r"\b(?:(?:over)?due|fällig|vence|scade|attendue?s?|expires|läuft|verloopt|vervalt)\b"
    r"|\bà rendre\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(\d{1,2}) ?x? [^\W\d]")

NEW_LINE = re.compile(r"<(?:br|/p|/li|/div)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z/][^<>]*>", re.IGNORECASE)

LABELLED = re.compile(
    r"(?:book|item|(?:book |item )?title|titel|buch|titre|livre|título|libro|boek|titolo)"
    r" ?: ?(?P<title>.+)",
    re.IGNORECASE,
)
WRITTEN_BY = re.compile(
    r"(?:authors?|by|autor(?:in|en)?|verfasser(?:in)?|von|auteur|autore|autora|door) ?: ?"
    r"(?P<author>.+)",
    re.IGNORECASE,
)
"""Lines of a description."""

NO_DUE_DATE = "not a due date"
NOT_NAMED = "a due date without a title"
NO_BOOK_DUE = "by its name no book"
SEVERAL = "a due date of several books"
"""Why a summary gives no title."""


class Named(NamedTuple):
    """What the summary of a due date names."""

    title: str
    author: str = ""
    library: str = ""
    reason: str = ""
    """Why it has no title."""


UNNAMED = Named("", reason=NO_DUE_DATE)
UNTITLED = Named("", reason=NOT_NAMED)


def named_in(summary: str, description: str = "") -> Named:
    """Return the title, author and library of a due date; without a title, the reason.

    The description counts only where the summary says that something lent is due, and not what.
    """
    whole = clean(summary[:LONGEST_TEXT]).lstrip("📚📖📕📗📘📙🔔⏰⚠️ ").strip()
    text = SENDER.sub("", whole, count=1) if SENDER.match(whole) else whole
    found = _named(text)
    if found == UNNAMED or (found.title[:1].isdigit() and ":" in found.title[:16]):
        without = clean(DAY.sub("", text, count=1)).replace("( ", "(").replace(" )", ")")
        if without != text and (named := _named(without)).title:
            found = named
    if found.title or found.reason == SEVERAL:
        return found
    if not _is_heading(whole):
        return found
    return (_described(description) if _has_thing(whole) else None) or UNTITLED


def _named(text: str) -> Named:
    head, tail = HEADED.fullmatch(text), TAILED.fullmatch(text)
    if head and _is_heading(head["head"]) and not IS_DUE.search(head["rest"]):
        count = COUNTED.match(head["head"])
        if count and int(count[1]) > 1:
            return Named("", reason=SEVERAL)
        return _titled(TO_LIBRARY.sub("", head["rest"]), is_lent=_has_thing(head["head"]))
    if _is_heading(text) and _has_thing(text):
        return UNTITLED
    if tail and _is_heading(tail["tail"]):
        return _titled(tail["title"], is_lent=_has_thing(tail["tail"]))
    if match := AFTER.fullmatch(text):
        return _titled(match["title"], match["library"] or "")
    if (match := BEFORE.fullmatch(text)) and not NO_LOAN.match(text):
        return UNTITLED if DAY.fullmatch(match["title"]) else _titled(match["title"])
    return UNNAMED


def _titled(text: str, library: str = "", *, is_lent: bool = False) -> Named:
    """Return the title and author in what is left of a summary; without a title, the reason."""
    title = _bare(text)
    if not title or NO_TITLE.fullmatch(title):
        return UNNAMED
    if not is_lent and NO_BOOK.fullmatch(title):
        return Named("", reason=NO_BOOK_DUE)
    name, _, author = title.partition(" / ")
    if match := QUOTED_BY.fullmatch(title) or CAPITAL_BY.fullmatch(title):
        name, author = match.groups()
    return Named(_bare(name), _bare(author), clean(library))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


def _has_thing(text: str) -> bool:
    """Return whether a text names what libraries lend, or a library."""
    return not _words(text).isdisjoint(THINGS)


def _is_heading(text: str) -> bool:
    """Return whether a text says that something is due, maybe when, and nothing besides."""
    return any(
        not words.isdisjoint(DUE_WORDS) and words <= DUE_WORDS | THINGS | FILLERS
        for words in (_words(text), _words(DAY.sub("", text)))
    )


def _described(description: str) -> Named | None:
    """Return the one book that a description names; None if it names none, or several."""
    text = TAG.sub("", NEW_LINE.sub("\n", description[:LONGEST_DESCRIPTION]))
    lines = [line for each in text.splitlines() if (line := clean(each))]
    authors = [match["author"] for line in lines if (match := WRITTEN_BY.fullmatch(line))]
    titles = [match["title"] for line in lines if (match := LABELLED.fullmatch(line))]
    if titles:
        found = [_titled(title, is_lent=True) for title in titles]
    else:
        found = [named for line in lines if (named := named_in(line)).title]
    if not found and len(lines) == 1 and _may_be_title(lines[0]):
        found = [_titled(lines[0], is_lent=True)]
    if len(found) != 1 or not found[0].title:
        return None
    (named,) = found
    return named._replace(author=named.author or (authors[0] if len(authors) == 1 else ""))


def _may_be_title(line: str) -> bool:
    return len(line) < LONGEST_LINE and not re.search(r"://|www\.|@|[.!?]$", line)


def _bare(text: str) -> str:
    text = clean(text).strip()
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        text = text[1:-1]
    return text.strip().rstrip(PUNCTUATION)
