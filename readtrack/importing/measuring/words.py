"""The words of one document of a book: markup and what is not read left out.

Every expression that runs over a text takes time in proportion to it.
"""

import codecs
import html
import re

from readtrack.importing.measuring.measured import HEAD

ENCODINGS = ("utf", "iso8859", "cp1", "ascii", "latin", "koi8", "gb", "big5", "shift", "euc", "mac")
"""How the names of encodings begin that a text may be in; some codecs take forever."""

UNREAD = [(re.compile("<!--"), re.compile("-->"))] + [
    (re.compile(rf"<{name}\b[^<>]*+(?<!/)>", re.I), re.compile(f"</{name}", re.I))
    for name in ("head", "script", "style")
]
"""Where what nobody reads begins and ends."""

INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u)"
    r"\b[^<>]*+>",
    re.I,
)
"""Tags that may stand in the middle of a word."""

TAG = re.compile(r"""<[/!?a-z](?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|<[/!?a-z][^<>]*+>""", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
WORD = re.compile(r"[^\W_]\S*+")
"""From the first letter or digit between blanks to the next blank."""

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Letters of Chinese and Japanese, which set no blanks: two of them are taken for a word."""

UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u0e80-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"
    r"\ua980-\ua9ff\uaa60-\uaadf]+"
)
"""Thai, Lao, Tibetan, Burmese, Khmer and their kin, which set blanks between sentences."""

LETTERS_A_WORD = 5
"""Their letters and marks that are taken for a word."""


def words_in(document: bytes) -> int:
    """The words that a reader of an XHTML document sees; nothing in it is too broken to count.

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
    """The text less what lies between; what never ends has not begun."""
    kept, at = [], 0
    while (first := begins.search(text, at)) and (last := ends.search(text, first.end())):
        kept.append(text[at : first.start()])
        at = last.end() if last[0].endswith(">") else last.start()
    return " ".join([*kept, text[at:]])


def _decoded(document: bytes) -> str:
    """The text in the encoding that its mark or its first line names, else in UTF-8."""
    if document.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return document.decode("utf-16", "replace")
    said = re.search(rb"""(?:encoding|charset)=["']?([\w.-]{1,40})""", document[:HEAD])
    try:
        name = codecs.lookup(said[1].decode() if said else "utf-8").name
    except LookupError:
        name = "utf-8"
    known = name.startswith(ENCODINGS) and name not in ("utf-7", "utf-16", "utf-32")
    return document.decode(name if known else "utf-8", "replace").removeprefix("\ufeff")
