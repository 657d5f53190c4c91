"""Titles as catalogues write them: medium, edition and author are taken out of them."""

import re

from readtrack.importing.match import ADAPTED
from readtrack.importing.media import IN_TITLES
from readtrack.importing.phrases import folded
from readtrack.importing.records import Record, Skipped
from readtrack.importing.values import clean
from readtrack.model import Format
from readtrack.names import family_name, fold, tidy, title_parts

_PLAIN = {"text", "game", "music", "audio", "braille"}
"""Words that name a medium in square brackets alone: in round ones they may be of the title."""

_BRACKET = re.compile(
    r"\s*(?:\[((?:[^\[\]]|\[[^\[\]]*\]){2,60})\]|\(((?:[^()]|\([^()]*\)){2,60})\))"
)
_SUREST = (None, Format.AUDIOBOOK, Format.EBOOK, Format.PRINT)
"""Which of two media stands: `electronic resource (audiobook)` is an audiobook."""

_READ_OUT = (
    r"(?:un)?abridged(?: audio\w*| edition| version)?|autor(?:inn?en)?lesung|lesung|onverkort"
    r"|(?:un)?gekürzt(?:e\w?)?(?: (?:\w+ )?(?:lesung|fassung|ausgabe|version|hör\w+))?"
    r"|(?:gelesen|gesprochen|vorgelesen) von [^()\[\]]+|(?:read|narrated) by [^()\[\]]+"
    r"|lu par [^()\[\]]+"
)
"""Words for how a book is read out: behind its title they mean an audiobook."""

_LANGUAGES = (
    "english|german|french|spanish|italian|dutch|portuguese|swedish|danish|norwegian|finnish|polish"
    "|russian|czech|turkish|greek|japanese|chinese|korean|arabic|catalan"
)
_EDITION = re.compile(
    rf"(?P<read>{_READ_OUT})|(?:{_LANGUAGES})(?:[ -]language)? edition"
    r"|(?:deutsch|englisch|französisch|spanisch|italienisch|niederländisch)(?:sprachig)?e ausgabe"
    r"|édition (?:française|anglaise|allemande|espagnole|italienne|néerlandaise)"
    r"|édition en (?:français|anglais|allemand|espagnol|italien|néerlandais)"
    r"|edición (?:española|inglesa|alemana|francesa|italiana)"
    r"|edición en (?:español|inglés|alemán|francés|italiano)"
    r"|edizione (?:italiana|inglese|tedesca|francese|spagnola)"
    r"|edizione in (?:italiano|inglese|tedesco|francese|spagnolo)"
    r"|(?:nederlandse|nederlandstalige|engelse|duitse|franse|spaanse) (?:editie|uitgave)"
    r"|edição (?:portuguesa|em português)|kindle edition"
    r"|(?:penguin(?: modern)?|oxford world['’]s|everyman|vintage|wordsworth|signet) classics"
    r"|text[eo] (?:intégral|integrale)|versi(?:on intégrale|ón íntegra|one integrale)",
    re.IGNORECASE,
)
"""What says in brackets of which language, shop or series of a publisher an edition is.

An edition of another text or length has other words, which stay in the title.
"""

_SHORTENED = re.compile(r"abridged|gekürzt", re.IGNORECASE)
"""The beginning of the words for an edition whose text is shorter."""

_ENDS_READ_OUT = re.compile(
    rf"(?: [-–—]|[:,]) (?!abridged$|gekürzt$)(?:{_READ_OUT})$", re.IGNORECASE
)
"""`Krabat - Ungekürzte Lesung`, not a word that may be of a title: `World History, Abridged`."""

_KINDS = folded("""
    stories, short stories, poems, memoir, a memoir, romane, erzählung, erzählungen, novelle,
    gedichte, roman policier, récit, récits, nouvelles, novela negra, relatos, cuentos, racconti,
    poesie, verhalen, gedichten
""")
_KIND = re.compile(r"(?:\b(?:novela?|roman(?:zo)?)|krimi|thriller)$")
"""Subtitles that name the kind of a book, and the ends of others that do, folded."""

_VOLUME = re.compile(r"[1-9]\d{0,2}")

_MARKS = " :;/=,"
"""What a catalogue writes between a title and what follows it."""

_STOP = re.compile(r"(?:\s|[^\W\d_]{4})\.$")
"""The full stop that a catalogue writes at the end; after a short word it may be of `Mrs.`."""

_ABBREVIATED = re.compile(
    r"\b(?:anon|assn|bros|capt|corp|dept|hrsg|illus|messrs|misc|mlle|prof|sept|univ)\.$",
    re.IGNORECASE,
)
"""Abbreviations of more than three letters."""

_BY = re.compile(r"(?:written )?(?:by|von|par|de|door|di)\s+", re.IGNORECASE)
_ROLE = re.compile(r"\s*(?:;|\[|\bread by\b|\bnarrated by\b|\bgelesen von\b|\blu par\b).*$", re.I)
_NEXT = re.compile(r"\s*,\s+and\s+|\s+(?:and|und|et|y|en|&)\s+", re.IGNORECASE)


def whole_title(title: str, subtitle: object, series: object = "", volume: object = "") -> str:
    """Return a title with its subtitle and its volume, as Goodreads writes them.

    `Saga: The Will`, and `Naruto (Naruto, #2)` where the series is called like the title. A volume
    without a series is left out, since it may just number the row; so is `A Novel`.
    """
    name, words, part = clean(series), clean(subtitle), clean(volume).removesuffix(".0")
    bare = fold(title)
    if words and ":" not in title and fold(words) not in bare and _tells_apart(words):
        title = f"{title}: {words}"
    if _VOLUME.fullmatch(part) and fold(name) == bare and not title_parts(title)[2]:
        title = f"{title} ({name}, #{part})"
    return title


def _tells_apart(subtitle: str) -> bool:
    """Return whether a subtitle names a book, and not its kind, its edition or its author."""
    bare = fold(subtitle)
    if ADAPTED.search(bare):
        return True
    is_of_edition = bare in IN_TITLES or _EDITION.fullmatch(subtitle) or bare.startswith("lesung ")
    is_of_author = subtitle[0].islower() and _BY.match(subtitle)
    return not (is_of_edition or is_of_author or bare in _KINDS or _KIND.search(bare))


def catalogued(record: Record) -> Record | Skipped:
    """Return the record with its title alone, and with the format and the author that stood in it.

    `Night Tale [sound recording] / Ann Poe` is an audiobook called `Night Tale`, also where the
    source takes all for print that it knows no better of. One of a film, of music or of a game is
    skipped.
    """
    title = record.title
    has_bracket = "[" in title or ("(" in title and not ("#" in title and title.count("(") == 1))
    # One of these is in every ending of that kind: looking for them is faster than for the pattern.
    may_be_read_out = "ridged" in title or "ürzt" in title or "esung" in title or "verkort" in title
    if not (has_bracket or " / " in title or may_be_read_out):
        bare = _unmarked(title)  # a number in brackets is that of a volume
        return record if bare == title else record._replace(title=bare)
    bare, kind, word = _without_medium(title)
    if word and kind is None:
        return Skipped(record.where, bare or title, word)
    may_be_heard = (record.format or Format.AUDIOBOOK) is Format.AUDIOBOOK and not record.pages
    bare, is_read_out = _without_edition(bare, may_be_heard)
    head, slash, tail = bare.partition(" / ")
    people = _people(tail)
    if slash and head.strip() and _is_responsibility(tail, people, record.authors, bool(word)):
        bare = head
    else:
        people = ()
    bare = _unmarked(tidy(bare))
    if not bare or bare == title:
        return record
    stated = record.format if record.format is not Format.PRINT else None
    if is_read_out and may_be_heard:
        kind = kind or Format.AUDIOBOOK
    return record._replace(
        title=bare, authors=record.authors or people, format=stated or kind or record.format
    )


def _unmarked(title: str) -> str:
    """Return a title without the mark that a catalogue sets behind it."""
    bare = title.rstrip(_MARKS) or title
    if bare[-1:] == "." and _STOP.search(bare[-5:]) and not _ABBREVIATED.search(bare):
        bare = bare[:-1].rstrip(_MARKS)
    return bare


def _without_medium(title: str) -> tuple[str, Format | None, str]:
    """A title without the bracket that names a medium, the format it means, and its words."""
    for found in _BRACKET.finditer(title):
        word = found[1] or found[2]
        media = _media(word)
        if not media or (found[2] and media[0] in _PLAIN) or not title[: found.start()].strip():
            continue
        rest = title[: found.start()] + " " + title[found.end() :].lstrip()
        return tidy(rest), min((IN_TITLES[each] for each in media), key=_SUREST.index), word
    return title, None, ""


def _without_edition(title: str, may_be_heard: bool) -> tuple[str, bool]:
    """Return a title without the words for its edition, and whether they name an audiobook.

    The title of a book that cannot be an audiobook keeps the word for a shorter text.
    """
    is_read_out = False
    for found in reversed(list(_BRACKET.finditer(title))):
        words = found[1] or found[2]
        edition = _EDITION.fullmatch(words)
        is_another = not may_be_heard and _SHORTENED.match(words)
        if edition and not is_another and title[: found.start()].strip():
            title = tidy(f"{title[: found.start()]} {title[found.end() :].lstrip()}")
            is_read_out |= edition["read"] is not None
    bare = _ENDS_READ_OUT.sub("", title) if may_be_heard else title
    return bare, is_read_out or bare != title


def _media(word: str) -> list[str]:
    """Return the media that a bracket names, folded; none if it does not begin with one."""
    named = [fold(word), *map(fold, re.split(r"[\[\](),:;]", word))]
    return [each for each in named if each in IN_TITLES] if {*named[:2]} & IN_TITLES.keys() else []


def _people(tail: str) -> tuple[str, ...]:
    """Return the names in what a catalogue writes after a slash, `by Ann Poe ; read by Bo Ek`."""
    names = _NEXT.split(_ROLE.sub("", _BY.sub("", tail.strip(), count=1)))
    return tuple(filter(None, (name.strip(" .,") for name in names)))


def _is_responsibility(
    tail: str, people: tuple[str, ...], authors: tuple[str, ...], has_medium: bool
) -> bool:
    """Return whether what follows a slash names authors: `Either / Or` has a slash in its title."""
    families = set(map(family_name, authors))
    if authors:
        return bool(families & {word for name in people for word in fold(name).split()})
    return has_medium or _BY.match(tail.strip()) is not None
