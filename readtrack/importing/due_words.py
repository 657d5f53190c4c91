"""What libraries and people call the event of a book that is due, in six languages."""

import re
from collections.abc import Iterator

from readtrack.importing.due_days import DATE, DAY, IN_DAYS, TOMORROW, UNTIL, lax
from readtrack.importing.due_headings import has_thing, is_heading
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


PLACE = (
    r"(?:(?:the |la |de |die )?(?:library|(?:stadt|gemeinde|uni)?(?:bibliothek|bücherei)|onleihe"
    r"|bibliothèque|médiathèque|biblioteca|bibliotheek|libby|overdrive|hoopla))"
)

A_LIBRARY = (
    r"(?:(?!modern |everyman|penguin )[\w.'’-]+ ){0,4}(?:[\w'’-]*library|\w*bibliothek|\w*bücherei"
    r"|bibliothèque|médiathèque|biblioteca|bibliotheek|onleihe)(?: [\w.'’-]+){0,4}"
)
"""`Springfield Public Library`, `Stadtbücherei Bonn`."""

DUE = "|".join(
    (
        # English
        r"(?:(?:is|are|will be|was|now) )*(?:due|overdue)(?: back| for return)?",
        r"(?:has|have|is|needs?|must|should)(?: to)? (?:be |go )?(?:returned|returning|back)",
        r"(?:to be returned|to return|return(?: it| this)?|expires|ends|loan ends)",
        # German
        rf"(?:(?:ist|wird|sind) (?:(?:heute|{TOMORROW}|{IN_DAYS}) )?"
        r"|(?<!von )(?<!am )(?:heute|morgen) )?(?:fällig|überfällig|abzugeben|zurückzugeben)",
        r"(?:ist |heute |bitte )*(?:zurückgeben|zurückbringen|abgeben|rückgabe|leihfrist(?:ende)?)",
        rf"(?:muss|müssen|soll)(?: heute| {TOMORROW}| {IN_DAYS})? (?:zurück\w*|abgegeben werden)"
        r"|läuft ab|endet",
        # French
        r"(?:(?:est|sont|sera) )?(?:attendue?s?|due?s?|dûe?s?|à rendre|à retourner|en retard)",
        r"doi(?:ven)?t être (?:rendue?s?|retournée?s?)|(?:retour|échéance)(?: prévue?)?|expire",
        # Spanish
        r"vence(?: el)?|(?:está )?(?:vencid[oa]|por vencer)|debe (?:devolverse|ser devuelt[oa])",
        r"(?:hay que |para |a )?devolver|devolución|vencimiento|caduca|expira",
        # Dutch
        rf"(?:moet(?:en)? (?:(?:{TOMORROW}|{IN_DAYS}) )?|vandaag |(?<!van )morgen |worden )*"
        r"(?:terug(?:brengen|gebracht)?|inleveren|ingeleverd)(?: worden| zijn)?"
        r"|verloopt|vervalt|inleverdatum",
        # Italian
        r"(?:è |sono )?(?:in scadenza|scadut[oa]|da restituire|da riconsegnare)|scade|scadenza",
        r"(?:deve|devono) essere (?:restituit[oaie]|riconsegnat[oaie])|restituzione",
    )
)
"""What stands behind a title."""

WHEN = (
    rf"(?: (?:today|back|soon|heute|bald|zur rückgabe|aujourd'hui|hoy|vandaag|oggi|{TOMORROW}"
    rf"|{IN_DAYS}))*"
    rf"(?: (?:{UNTIL}|in) [\w., /-]{{0,30}}?\d[\w., /-]{{0,20}})?"
    r"(?: (?:at|to|in|bei|in der|à|en|a la|bij|presso|zur?|aan|alla) (?P<library>.+?))?"
)
AFTER = lax(
    rf"(?!(?:is|are) due$)(?P<title>.+?)(?:[,;]? |: ?| ?[-–—|] ?| ?[(\[])"
    rf"(?:{DUE}){WHEN}[)\]]?[.!:]*"
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
        r"(?:loan )?(?:expires|ends|due back|return|give back|bring back|take back)"
        r"|end of loan(?= ?[:–—-])"
        r"|renew(?: or | ?/ ?)return|return(?: or | ?/ ?)renew",
        r"rückgabe(?:datum|frist|termin)?|rueckgabe|abgabe(?:datum|frist|termin)?|abgeben"
        r"|leihfrist(?:ende| endet)?|läuft ab|fällig(?:keit)?|zurückgeben|zurückbringen"
        r"|buchrückgabe|verlängern(?: oder | ?/ ?)(?:zurückgeben|abgeben)"
        r"|ende der (?:leihfrist|ausleihe)",
        r"(?:date (?:de|limite de) )?retour|(?:à )?rendre|à retourner|retourner|échéance"
        r"|date limite|fin (?:de|du) prêt|prolonger(?: ou | ?/ ?)rendre",
        r"(?:fecha de )?(?:devolución|vencimiento)|devolver|vence|entregar"
        r"|renovar(?: o | ?/ ?)devolver|fin del? préstamo",
        r"inlever(?:en|datum)|terugbrengen|teruggeven|terug(?: naar de bibliotheek)?|retourneren"
        r"|einde (?:van de )?(?:lening|(?:uit)?leentermijn)"
        r"|verlengen(?: of | ?/ ?)(?:inleveren|terugbrengen)",
        r"scadenza(?: prestito)?|(?:data )?restituzione|restituire|riconsegnare|da restituire"
        r"|fine (?:del )?prestito|rinnovare(?: o | ?/ ?)restituire",
    )
)
"""What stands before a title."""

LINK = r"(?: (?P<link>von|bis|am|by|de|del|du|des|van|di|of|for|para|pour|für|per)\b)?"
BACK_TO = (
    r" (?:to (?:the )?library|(?:zur|an die) (?:stadt|gemeinde|uni)?(?:bibliothek|bücherei)"
    r"|in der bücherei|à la (?:bibliothèque|médiathèque)|a la biblioteca|naar de bibliotheek"
    r"|alla biblioteca"
    r"|to (?P<library>(?!(?:the|an?|my|your|our|his|her|this) )(?:[\w.'’-]+ ){1,4}library)"
    r"|(?:to|an) (?P<bibliothek>(?:stadt|gemeinde|uni)(?:bibliothek|bücherei)(?: [\w.'’-]+)?))"
)
TO_LIBRARY = lax(rf"{BACK_TO}[.!]*$")
BEFORE = lax(
    rf"(?:{PLACE} )?(?:{THING} )?(?:{FIRST}){LINK}(?: (?P<thing>{THING})(?: due)?)?"
    rf"(?P<colon> ?[:–—-] ?| )(?P<title>.+?)(?:{BACK_TO})?[.!]*"
)
"""`Due: Emma`, `Return Library Book: Emma`, `Rückgabe: Emma`."""

LENT = (
    r"(?:(?:library )?loan(?: of)?|(?:library )?copy of|ausleihe(?: von)?|prêt(?: de)?"
    r"|emprunt(?: de)?|préstamo(?: de)?|lening(?: van)?|prestito(?: di)?)"
)
SENDER = lax(
    rf"(?:{THING}|{PLACE}|loan|titel|titre|título|titolo|(?:{PLACE} )?"
    r"(?:reminder|erinnerung|rappel|recordatorio|promemoria|herinnering)) ?[:–—-] "
    r"|your (?:library )?(?:book|item) (?=\S)|(?:ihr|dein) (?:buch|medium) (?=\S)"
    rf"|(?:your|ihre|deine|votre|su|tu|uw|je|jouw|il (?:suo|tuo)) {LENT} (?=\S)"
)
"""What may stand before all of it: `Library: Emma is due`, `Your loan of Emma is due`."""

IN_LIBRARY = lax(rf"(?P<title>.+?) ?[(\[](?!library of america)(?P<library>{A_LIBRARY})[)\]]")
A_NAMED_LIBRARY, A_PLACE = lax(A_LIBRARY), lax(PLACE)
BY_DATE, LATER = lax(rf"(?<=.) (?:{DATE})"), lax(rf" (?:today|heute|{TOMORROW}|{IN_DAYS})$")
A_TITLE = re.compile(r"(The(?: [A-Z]\w+){2,}) (?:is|are|was|were|will be) (?:over)?due[.!]*")
"""`The Library Book is due`: in capitals it is a title, and no book of the library."""

OF = re.compile(r"(?:of|de[lr]?|des|du|della|van|von) ")
ARTICLE = re.compile(r"(?:The|Das|Die|Den|Le|La|Les|El|Los|Het|Il|I) ")

QUOTED_BY = re.compile(r"[\"'“”„‟«»‘’](.+)[\"'“”„‟«»‘’] (?:by|von|de|di|van) (.+)")
CAPITAL_BY = re.compile(r"(.+?) by ((?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w'’-]+)")

NO_TITLE = lax(
    rf"{THING}(?: (?:to|at|from|zur?|à|a|en|naar|alla|in) .*)?|(?:{DUE})|(?:{FIRST})"
    r"|(?:to|zur|à|a|naar|alla) (?:the |la )?(?:library|bibliothek|biblioth\S+|bibliot\S+)"
    r"|past|(?:library )?notice|\(?\d{1,2}\)?"
    rf"|\W*\d{{1,3}} ?x? (?:library )?{THING}|{THING} ?\(?\d{{1,3}}\)?"
)
"""What is left of `Return library books` or `3 items due`, which name none."""

NO_BOOK = lax(
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
    r"|passaporto|patente|compiti)"
)
"""What else is due, ends or goes back."""

NO_LOAN = lax(
    r"return (?:of|to|from|in|home|journey|trip|flight|ticket|call)\b|rendre visite\b"
    r"|devolver (?:la )?llamada\b|retour (?!(?:(?:du|des?|au|à la|à) )?(?:livres?|prêts?|documents?"
    r"|emprunts?|biblio|média))|terug (?:van|naar|uit|in)\b(?! de bib)"
)
"""What comes back and is no book."""

HEADED = re.compile(
    r"[\[(]?(?P<head>[^:|–—]{2,80}?)"
    r"(?: ?(?:(?<!\d):|:(?!\d)|\|) ?| [-–—] |[\])]:? )(?P<rest>.+)"
)
"""`Due: Emma`, `[Due] Emma`, `Overdue notice - Emma`."""

TAILED = re.compile(r"(?P<title>.+)(?: [-–—|/] | ?: | ?[(\[])(?P<tail>[^()\[\]]+)[)\]]?[.!]*")
"""`Emma - library loan due`, `Emma (return to library)`."""

IS_DUE = lax(
    r"\b(?:(?:over)?due|fällig|vence|scade|attendue?s?|expires|läuft|verloopt|vervalt)\b"
    r"|\bà rendre\b"
)
COUNTED = re.compile(r"(\d{1,2}) ?x? [^\W\d]")

NEW_LINE = re.compile(r"<(?:br|/p|/li|/div)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z/][^<>]*>", re.IGNORECASE)

LABELLED = lax(
    r"(?:book|item|(?:book |item )?title|titel|buch|titre|livre|título|libro|boek|titolo)"
    r" ?: ?(?P<title>.+)"
)
WRITTEN_BY = lax(
    r"(?:authors?|by|autor(?:in|en)?|verfasser(?:in)?|von|auteur|autore|autora|door) ?: ?"
    r"(?P<author>.+)"
)
"""Lines of a description."""

NO_DUE_DATE = "not a due date"
NOT_NAMED = "a due date without a title"
NO_BOOK_DUE = "by its name no book"
SEVERAL = "a due date of several books"
NOT_UNDERSTOOD = (NO_DUE_DATE, NO_BOOK_DUE, NOT_NAMED)
"""Why events are skipped in a calendar that is of no use."""
"""Why a summary gives no title."""


class Named(NamedTuple):
    """What the summary of a due date names."""

    title: str
    author: str = ""
    library: str = ""
    reason: str = ""
    """Why it has no title."""
    when: str = ""
    """The rest of the summary, which may tell when it is due."""


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
        named = (_named(each) for each in _without_a_day(text))
        found = next((each for each in named if each.title), found)
    if found.title:
        return found._replace(when=_without_names(whole, found))
    if found.reason == SEVERAL or not is_heading(whole):
        return found
    described = _described(description) if has_thing(whole) else None
    return described._replace(when=whole) if described else UNTITLED


def _without_a_day(text: str) -> Iterator[str]:
    """Yield the text without each of the days in it, unless it tells of a way back."""
    for match in () if NO_LOAN.match(text) else DAY.finditer(text):
        without = clean(text[: match.start()] + text[match.end() :])
        yield without.replace("( ", "(").replace(" )", ")")


def _without_names(summary: str, named: Named) -> str:
    """Return a summary without title, author and library; nothing where they are not in it."""
    for name in filter(None, (named.title, named.author, named.library)):
        if name not in summary:
            return ""
        summary = summary.replace(name, " ", 1)
    return summary


def _named(text: str) -> Named:
    if match := A_TITLE.fullmatch(text):
        return Named(match[1])
    head, tail = HEADED.fullmatch(text), TAILED.fullmatch(text)
    if head and is_heading(head["head"]) and not IS_DUE.search(head["rest"]):
        count = COUNTED.match(head["head"])
        if count and int(count[1]) > 1:
            return Named("", reason=SEVERAL)
        where, is_lent = TO_LIBRARY.search(head["rest"]), has_thing(head["head"])
        rest = head["rest"][: where.start()] if where else head["rest"]
        return _titled(_without_date(rest), where and _library_in(where), is_lent=is_lent)
    if is_heading(text) and has_thing(text):
        return UNTITLED
    if tail and is_heading(tail["tail"]):
        return _titled(tail["title"], is_lent=has_thing(tail["tail"]))
    if match := AFTER.fullmatch(text):
        return _titled(match["title"], match["library"])
    if (match := BEFORE.fullmatch(text)) and not NO_LOAN.match(text):
        return UNTITLED if DAY.fullmatch(match["title"]) else _returned(match)
    return UNNAMED


def _returned(match: re.Match[str]) -> Named:
    """Return the title behind `Return`, with an article or preposition in capitals before it."""
    title = _without_date(match["title"])
    if match["colon"] == " " and not match[0].isupper():
        link, thing = match["link"] or "", match["thing"] or ""
        if link[:1].isupper():
            title = f"{link} {thing} {title}"
        elif ARTICLE.match(thing) or (thing[:1].isupper() and OF.match(title)):
            title = f"{thing} {title}"
    return _titled(title, _library_in(match))


def _library_in(match: re.Match[str]) -> str | None:
    return match["library"] or match["bibliothek"]


def _without_date(title: str) -> str:
    """Return a title without the date of numbers behind it, ` bis 03.04.2026`."""
    return BY_DATE.sub("", title)


def _titled(text: str, library: str | None = None, *, is_lent: bool = False) -> Named:
    """Return the title and author in what is left of a summary; without a title, the reason."""
    if place := IN_LIBRARY.fullmatch(text):
        text, library = place.groups()
    library = LATER.sub("", library or "")
    if A_PLACE.fullmatch(library):
        library = ""
    title = _bare(text)
    if not title or NO_TITLE.fullmatch(title):
        return UNNAMED
    if not is_lent and NO_BOOK.fullmatch(title):
        return Named("", reason=NO_BOOK_DUE)
    name, _, author = title.partition(" / ")
    if match := QUOTED_BY.fullmatch(title) or CAPITAL_BY.fullmatch(title):
        name, author = match.groups()
    return Named(_bare(name), _bare(author), clean(library))


def library_named(place: str) -> str:
    """Return the library in the place of an event, `Harbour Library, 1 Quay`; else nothing."""
    name = clean(place).partition(",")[0]
    return name if A_NAMED_LIBRARY.fullmatch(name) else ""


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
