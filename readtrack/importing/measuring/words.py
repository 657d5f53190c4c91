"""Count the words in one document of a book, without markup and text that is not read.

Every expression takes time in proportion to the text.
"""

import codecs
import html
import re

from readtrack.importing.measuring.measured import HEAD

ENCODINGS = ("utf", "iso8859", "cp1", "ascii", "latin", "koi8", "gb", "big5", "shift", "euc", "mac")
"""Prefixes of the encodings that are accepted; some other codecs take very long."""

UNREAD = [(re.compile("<!--"), re.compile("-->"))] + [
    (re.compile(rf"<{name}\b[^<>]*+(?<!/)>", re.I), re.compile(f"</{name}", re.I))
    for name in ("head", "script", "style")
]
"""The start and end of text that nobody reads."""

INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u)"
    r"\b[^<>]*+>",
    re.I,
)
"""Tags that may stand in the middle of a word."""

TAG = re.compile(r"""<[/!?a-z](?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|<[/!?a-z][^<>]*+>""", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
WORD = re.compile(r"[^\W_]\S*+")
"""From the first letter or digit after a blank to the next blank."""

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Letters of Chinese and Japanese, which have no blanks; two letters count as a word."""

UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u0e80-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"
    r"\ua980-\ua9ff\uaa60-\uaadf]+"
)
"""Thai, Lao, Tibetan, Burmese, Khmer and similar scripts, with blanks only between sentences."""

LETTERS_A_WORD = 5
"""How many of these letters and marks count as a word."""


def words_in(document: bytes) -> int:
    """Count the words that a reader of an XHTML document sees, however broken its markup is.

    The parser of the standard library is not used: 120 kB of `<a ` take it two minutes.
    """
    text = _decoded(document)
    for begins, ends in UNREAD:
        text = _without(text, begins, ends)
    text = TAG.sub(" ", INLINE.sub("", text.replace("<![CDATA[", "").replace("]]>", "")))
    text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    ideographs = sum(1 for _ in IDEOGRAPH.finditer(text))
    letters = sum(len(match[0]) for match in UNSPACED.finditer(text))
    if letters:
        text = UNSPACED.sub(" ", text)
    words = sum(1 for _ in WORD.finditer(text))
    return words + ideographs // 2 + -(-letters // LETTERS_A_WORD)


def _without(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """Remove what stands between `begins` and `ends`; a start without an end is left in."""
    pieces, at = [], 0
    while (first := begins.search(text, at)) and (last := ends.search(text, first.end())):
        pieces.append(text[at : first.start()])
        at = last.end() if last[0].endswith(">") else last.start()
    return " ".join([*pieces, text[at:]])


def _decoded(document: bytes) -> str:
    """Decode by the byte order mark or the encoding in the first line, else as UTF-8."""
    if document.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return document.decode("utf-16", "replace")
    declared = re.search(rb"""(?:encoding|charset)=["']?([\w.-]{1,40})""", document[:HEAD])
    try:
        name = codecs.lookup(declared[1].decode() if declared else "utf-8").name
    except LookupError:
        name = "utf-8"
    allowed = name.startswith(ENCODINGS) and name not in ("utf-7", "utf-16", "utf-32")
    return document.decode(name if allowed else "utf-8", "replace").removeprefix("\ufeff")
