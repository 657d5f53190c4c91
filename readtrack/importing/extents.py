"""Extents: what catalogues, shops and people write for the length of a book."""

import re
from functools import lru_cache

from readtrack.errors import UsageError, unreadable
from readtrack.importing.phrases import phrases
from readtrack.importing.values import clean
from readtrack.limits import LONGEST, LONGEST_TEXT

NUMBER = r"\d{1,9}(?![\d.,/-]*\d)"

PAGE_WORDS = phrases("""
    p, pp, pg, pgs, pag, pags, page, pages, s, ss, seite, seiten, página, páginas, pagina, paginas,
    pagina's, pagine, pág, págs, bladzijde, bladzijden, blz, bl, sider, sidor, sivua, str, stron,
    strony, стр, с, 页, 頁,
    ページ, lk, oldal, sayfa, lpp, stran, strana, strane, страниц, страницы
""")
"""Words and marks for pages, in small letters and without a full stop."""

OTHER_WORDS = phrases("""
    v, vol, vols, volume, volumes, bd, bde, band, bände, baende, t, tome, tomes, tomo, tomos, deel,
    delen, dl, volumi, vols, volumen, volúmenes, book, books, buch, bücher, livre, livres, libro,
    libros, libri, boek, boeken, cm, mm, in, inch, inches, kg, g, mb, kb, gb,
    disc, discs, disk, disks, cd, cds, cd-rom, cd-roms, dvd, dvds, audio, sound, audiodisc,
    audiodiscs, cassette, cassettes, kassette, kassetten, mp3, mp3-cd, mp3-cds, audio-cd, audio-cds,
    hörbuch, tracks, track, playaway, online, online-ressource, online-ressourcen, ressource,
    resource, ressources, recurso, risorsa, file, files, datei, dateien, ebook, e-book,
    elektronische, electronic, digital, computer, leaf, leaves, blatt, blätter, bll,
    feuillets, sheet, sheets, part, parts, teil, teile, partie, parties,
    heft, hefte, issue,
    issues, piece, pieces, map, maps, karte, karten, box, set, copy, copies, exemplar, exemplare,
    stück, chapter, chapters, kapitel, word, words, wörter, h, hr, hrs, hour, hours, std, stunde,
    stunden, min, mins, minute, minutes, minuten, sec, sek, heures, heure, horas, hora, ore, ora,
    uur, minuti, minutos, minuut, videodisc, videodiscs, medium, medien, item, items, disque,
    disques, disco, discos, dischi, disc., compact, compacte, compacto, compactos, compacts,
    cédérom, cédéroms, audiodisco, audiodiscos, audiodischi, audiolibro, audiolibros, audiolibri,
    tonträger, tonkassette, tonkassetten, audiocassette, audiocassettes, audiokassette,
    audiokassetten, audiobook, audiobooks, hörbücher, luisterboek, luisterboeken, audiodatei,
    audiodateien, mc, mcs, booklet, booklets, beiheft, beilage, livret, fichier, fichiers, archivo,
    archivos, bestand, bestanden
""")
"""Words behind a number that counts something else than pages."""

NONE_WORDS = frozenset(
    " ".join(
        (
            "unknown n a na nan none null no not nil tbd unpaged unpaginated unnumbered various",
            "pagings paging varying multiple several unbekannt keine angabe angaben k ohne nicht",
            "paginiert unpaginiert getr getrennte zählung seitenzählung mehrere verschiedene",
            "inconnu inconnue sans non paginé pagination desconocido desconocida sin paginar of",
            "paginación onbekend ongepagineerd geen sconosciuto sconosciuta senza paginazione",
        )
    ).split()
)
"""Words of a cell that has no pages."""

_PAGES = "|".join(map(re.escape, sorted(PAGE_WORDS, key=len, reverse=True)))
_OTHERS = "|".join(map(re.escape, sorted(OTHER_WORDS, key=len, reverse=True)))
_SORT = r"(?:(?:un|nicht |non )?(?:numbered|unpaged|gezählte|nummerierte|num|ungez|gez|unn)\.? )?"

COUNTED = re.compile(
    rf"(?P<many>(?:\b[a-z])?{NUMBER}(?:(?:[ ;,+\[\]()-]|[ivxlcdm]+\b)+[a-z]?{NUMBER})*)[\])]?"
    rf"(?:[ ,;-]+\[?[ivxlcdm]+\b\]?)?[ -]?{_SORT}"
    rf"(?:{_PAGES})(?![^\W\d_])\.?(?P<plates>(?: \S+)? (?:of|de|di|mit|with)? ?"
    r"(?:unnumbered )?(?:plates|planches|pl\b|(?:bild)?tafeln|láminas|tavole|tables|index))?"
)
"""`304 p.`, `xii, 304, [16] pages`, `16 p. of plates`: numbers before a word for pages."""

NAMED = re.compile(rf"(?<!\w)(?:{_PAGES})\.? ?:? ?(?:[ivxlcdm]+[ ,+]+)?(?P<many>{NUMBER})(?!\w)")
"""`Seiten: 304`, `p. 304`."""

PAGES = re.compile(rf"{NUMBER}[\])]? ?(?:{_PAGES})(?!\w)")
IN_SEQUENCE = re.compile(rf"(?<![\w/.-])(\d{{2,5}})-(\d{{1,4}})(?= ?(?:{_PAGES})(?!\w))")
"""The two sequences of pages of `304-16 p.`, unless they are the first and the last page."""

VOLUMES = re.compile(r"\b(?:v|vols?|volumes?|bde?|band|bände|tomes?|tomos?|t)\.? ?<?\d[\d–-]*>?$")
"""`volumes 1-3`: which of a set."""

OTHER = re.compile(rf"{NUMBER}[\])]?[ -]?(?:{_OTHERS})(?!\w)")
ROMAN = re.compile(r"\b[ivxlcdm]+\b")
ABOUT = re.compile(
    r"^(?:~|≈|<|>|c\.|ca\.?|circa|about|approx\.?|approximately|around|over|etwa|rund|env\.?|environ"
    r"|aprox\.?|ongeveer|circa)\s*"
)
GROUPED = re.compile(
    r"(?<![\d.,'’ʼ])(\d{1,3})((?:[  ]\d{3})+|(?:['’ʼ.,·]\d{3})+)(?![\d'’ʼ·]|[.,]\d)"
)
"""A number with its thousands set apart: `1 204`, `1'204`, `1.204`, `1,204`."""

NOTHING_AFTER = re.compile(r"(?<=\d)[.,]0{1,2}(?!\d)")
"""The decimals of a whole number."""

BRACKETED = re.compile(r"\[\d{1,9}\]")
WRAPPED = re.compile(r'^[="\'\[(<]*(?P<inner>.*?)[\]")>\'?+.]*$')


@lru_cache(2_000)
def pages_in(text: str | None) -> int | None:
    """The pages that an extent names: `xii, 304 p.`, `1 online resource (304 pages)`, `1 204`.

    None where it names none, as `3 volumes` or `24 cm`. Raises UsageError for what has digits and
    is neither, and for more pages than a book has.
    """
    if isinstance(text, str) and text.isascii() and text.isdigit() and text.strip("0"):
        return _checked(text, int(text[:12]))
    word = _plain(text)
    if not any(digit in word for digit in "123456789"):
        if names_none(word):
            return None
        raise unreadable(clean(text), "a number of pages", "Write 304.")
    if word.isascii() and word.isdigit():
        return _checked(text, int(word[:12]))
    stated = _stated(word)
    if stated is not None:
        return _checked(text, stated) if stated else None
    if OTHER.search(word) or VOLUMES.fullmatch(word):
        return None
    return _checked(text, _bare(text, word))


def names_none(word: str) -> bool:
    """Whether a cell without numbers says no more than that: `unpaged`, `n/a`, `xii`, `1 Band`."""
    words = ROMAN.sub(" ", re.sub(r"[^\w'-]|_", " ", word)).split()
    return all(
        each in NONE_WORDS or each in OTHER_WORDS or each in PAGE_WORDS or not each.strip("-0'")
        for each in words
    )


def _plain(text: object) -> str:
    """Return the extent in small letters, its numbers without marks between thousands."""
    word = NOTHING_AFTER.sub("", clean(text).lower()[:LONGEST_TEXT])
    return GROUPED.sub(lambda match: match[1] + re.sub(r"\D", "", match[2]), word)


def _stated(word: str) -> int | None:
    """The pages of an extent that has a word for them; 0 for plates alone, None without a word."""
    found, only_plates = [], False
    for match in COUNTED.finditer(IN_SEQUENCE.sub(_apart, word)):
        many = match["many"]
        if match["plates"]:
            only_plates = True
            many = re.sub(r"[a-z]?\d+$", "", many)  # `304, [16] p. of plates` has 304 pages too
        if re.search(r"\d", many):
            found.append(_largest(many))
    if not found and (named := NAMED.search(word)):
        found = [int(named["many"])]
    if not found:
        return 0 if only_plates else None
    are_volumes = re.search(r"\b(?:v|vol|bd|band|t|tome|deel|dl)\b", word)
    return sum(found) if are_volumes else max(found)


def _apart(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return f"{first}, {last}" if first > last else match[0]


def _largest(numbers: str) -> int:
    """Return the largest number of a sequence, `[16]` and `A12` left out where others are."""
    bare = BRACKETED.sub(" ", numbers)
    found = re.findall(r"(?<![a-z\d])\d{1,9}", bare) or re.findall(r"\d{1,9}", numbers)
    return max(map(int, found))


def _bare(text: object, word: str) -> int:
    """Return the number of `304`, `ca. 304`, `[304]` or `xxxviii; 103`, which name no unit."""
    word = ABOUT.sub("", re.sub(r" ?\([^()\d]*\)", "", word))
    match = WRAPPED.match(word)
    inner = ABOUT.sub("", match["inner"].strip() if match else word)
    rest = ROMAN.sub(" ", inner)
    numbers = re.findall(r"(?<![\d.,/-])\d{1,9}(?![.,/-]?\d)", rest)
    if not numbers or re.sub(r"[\d\s;,+()\[\]]", "", rest) or inner.startswith("+"):
        raise unreadable(clean(text), "a number of pages", "Write 304.")
    return max(map(int, numbers))


def _checked(text: object, pages: int) -> int | None:
    """Return the pages, or None for 0. Raises UsageError for more than a book has."""
    if pages > LONGEST["pages"]:
        what = f"{clean(text)[:60]} is not the length of a book."
        raise UsageError(what, f"Lengths go up to {LONGEST['pages']:,} pages.")
    return pages or None
