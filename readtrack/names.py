"""Titles and names: fold and match them, and make text safe to print."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Self

from readtrack.limits import LONGEST_TEXT

ARTICLES = ("the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "el ")
_BLANKS = bytes(code if chr(code).isalnum() else 0x20 for code in range(256))
BRACKETS = r"[(\[][^()\[\]]*[)\]]"
LINKS = (" & ", " und ", " et ", " y ")
"""Words for `and` between two words of a title."""
NUMERALS = {
    word: str(number)
    for words in (
        "i ii iii iv v vi vii viii ix x xi xii",
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    )
    for number, word in enumerate(words.split(), 1)
}
NUMBERED = (
    r"\b(?:vol(?:ume)?|part|book|issue|band|bd|teil|tome|n[or](?=\W*\d))\b\W*"
    rf"(\d+(?:\s*[-–]\s*\d+)?|{'|'.join(NUMERALS)})(?=\s*(?:$|[^\w\s]))"
)
"""The pattern of a volume number in a subtitle or in brackets, in small letters."""
_COUNT = rf"\d{{1,2}}|{'|'.join(NUMERALS)}"
PART = rf"\b({_COUNT})\s*(?:/|of|von|de|di|sur|van)\s*(?:{_COUNT})(?=[)\]])"
"""The pattern of a part and of how many there are, `1 of 2)`, in small letters."""
BARE = rf"(\d+(?:\s*[-–]\s*\d+)?)\D*$|[(\[]({'|'.join(NUMERALS)})[)\]]"
"""The pattern of a number in brackets that nothing says is one of a volume."""
PARTICLES = {
    "de", "del", "der", "den", "di", "da", "do", "dos", "du", "la", "le", "ten", "ter", "van",
    "von", "zu", "bin", "ibn", "al", "el", "st", "st.",
}  # fmt: skip
"""Words that belong to the surname after them."""
FOLLOWING = {"jr", "sr", "ii", "iii", "iv", "phd", "md"}
"""Words after a surname that do not belong to it."""
PRECEDING = {"dr", "prof", "sir", "dame"}
"""Titles before a name, which not everybody writes."""
NEAR = 0.8
"""From this similarity on two folded words or titles may differ by a typing error."""


def tidy(text: str) -> str:
    """Return the text with each run of white space replaced by one blank."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """`text` without case, accents and punctuation, so that `Café` and `CAFE` are one."""
    if text.isascii():
        plain = text.lower().encode().translate(_BLANKS).decode()
        return " ".join(plain.split()) or tidy(text)
    folded = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded).casefold()
    characters = (
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )
    return " ".join("".join(characters).split()) or tidy(text)


@lru_cache(12_000)  # a batch of an import asks for each of its titles twice
def title_key(title: str) -> str:
    """Return the key that spellings of a title share: folded, without a leading article."""
    folded = fold(title)
    if folded.startswith(ARTICLES):
        return folded[folded.index(" ") + 1 :]
    return folded


def joined(title: str) -> str:
    """Return the title with `and` instead of `&`, `und`, `et` or `y` between its words."""
    for link in LINKS:
        if link in title:
            title = title.replace(link, " and ")
    return title


def unjoined(key: str) -> list[str]:
    """Return the keys of titles that `joined` makes equal to this key."""
    if " and " not in key:
        return []
    return [key.replace(" and ", " " if link == " & " else link) for link in LINKS]


def title_parts(title: str) -> tuple[str, str, str]:
    """Return the key of a title without its subtitle, the key of the subtitle, and the volume.

    `Dune: Deluxe Edition (Dune, #1)` and `Dune: Deluxe Edition, Part One` give `dune`, `deluxe
    edition`, `1`: catalogues differ in whether they name what follows a colon or is in brackets.
    """
    if not any(mark in title for mark in ":(["):
        return title_key(title), "", ""
    import re

    brackets = re.sub(PART, r"\1", " ".join(re.findall(BRACKETS, title)).lower())
    bare = re.sub(BRACKETS, " ", title)
    head, _, tail = bare.partition(":")
    if not head.strip():
        head, tail = bare, ""
    number = re.search(NUMBERED, f"{tail.lower()} {brackets}") or re.search(BARE, brackets)
    written = next(filter(None, number.groups())) if number else ""
    volume = NUMERALS.get(written) or (written and fold(written).lstrip("0"))
    subtitle = re.sub(NUMBERED, " ", tail.lower()).strip(" ,.;-–")
    key = title_key(head) or title_key(title)
    return key, title_key(subtitle) if subtitle else "", volume


def family_name(author: str) -> str:
    """The folded last name, `brooks` for `John Brooks`, `Brooks, John` and `John Brooks Jr.`."""
    family, _ = _parts(author)
    return family


def initials(author: str) -> str:
    """The first letters of an author's given names, `jr` for `Tolkien, J. R.`."""
    return "".join(word[0] for word in _given(author))


def same_author(one: str, other: str) -> bool:
    """Whether two names can be one author: `Ende, Michael`, `M. Ende` and `michael ende`."""
    if family_name(one) != family_name(other):
        return fold(one) == fold(other)
    first, second = (next(iter(_given(name)), "") for name in (one, other))
    return first.startswith(second) or second.startswith(first)


def _given(author: str) -> list[str]:
    _, given = _parts(author)
    return given


def _parts(author: str) -> tuple[str, list[str]]:
    """Return the folded last name and the given names, without titles such as `Dr`."""
    last, _, behind = author.partition(",")
    words, given = _bare(fold(last).split()), _bare(fold(behind).split())
    if not set(given) - FOLLOWING:  # `Julie Smith, PhD`
        given = words[:-1]
    if len(given) > 1 and given[0] in PRECEDING:
        given = given[1:]
    return (words[-1] if words else ""), given


def _bare(words: list[str]) -> list[str]:
    """Return the words of a name without suffixes such as `Jr.` and `PhD`."""
    while len(words) > 1 and words[-1] in FOLLOWING:
        words = words[:-1]
    return words


def answers(words: str, title: str) -> bool:
    """Whether each of the words starts a word of the title."""
    if len(words) > LONGEST_TEXT:
        return False
    wanted, have = fold(words).split(), fold(title).split()
    return bool(wanted) and all(any(each.startswith(word) for each in have) for word in wanted)


def has_words(words: str, title: str) -> bool:
    """Whether each of the words is a whole word of the title."""
    wanted = fold(words).split()
    return bool(wanted) and set(wanted) <= set(fold(title).split())


def nearly(words: str, title: str) -> bool:
    """Whether the words match the title, allowing for a small typing error."""
    if len(words) > LONGEST_TEXT:
        return False
    wanted, have = fold(words).split(), fold(title).split()
    return bool(wanted) and all(any(_alike(word, each) for each in have) for word in wanted)


def _alike(word: str, other: str) -> bool:
    if len(word) < 3:
        return word == other
    head = other[: len(word) + 1]
    return any(SequenceMatcher(None, word, text).ratio() >= NEAR for text in (other, head))


def very_like(title: str, others: Iterable[str]) -> str | None:
    """Return the title among `others` that this one may misspell or shorten, or None."""
    key = title_key(title)
    for other in others:
        theirs = title_key(other)
        short, long = sorted((key, theirs), key=len)
        contained = len(short) >= 8 and long.startswith(short)
        if key != theirs and (contained or SequenceMatcher(None, key, theirs).ratio() >= 0.9):
            return other
    return None


class TitleWithAuthor(str):
    """A title that several books share: equal to the bare title, but formatted with its author.

    Code that compares, stores or exports titles works as with any other title.
    """

    __slots__ = ("author",)
    author: str

    def __new__(cls, title: str, author: str) -> Self:
        made = super().__new__(cls, title)
        made.author = author
        return made

    def __format__(self, spec: str) -> str:
        return format(f"{str(self)} ({self.author})", spec)  # noqa: RUF010


def shortened(title: str, room: int) -> str:
    """Cut the title to `room` characters; an author that it is formatted with stays."""
    whole = f"{title}"
    if len(whole) <= room:
        return whole
    author = whole[len(title) :]
    return f"{title[: max(2, room - len(author) - 1)].rstrip()}…{author}"


def authors_apart(authors: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Return what distinguishes books of one title: a surname, else a full name, else all names."""
    found: dict[int, str] = {}
    for write in (lambda names: surname(names[0]), lambda names: names[0], " and ".join):
        short = {book: write(names) for book, names in authors.items() if names}
        keys = [fold(each) for each in short.values()]
        for book, each in short.items():
            if book not in found and keys.count(fold(each)) == 1:
                found[book] = each
    return found


def surname(name: str) -> str:
    """`Le Guin` of `Ursula K. Le Guin` or `Le Guin, Ursula K.`, without what follows a comma."""
    words = name.partition(",")[0].split()
    if "," in name or len(words) < 2:
        return " ".join(words) or name
    while len(words) > 2 and fold(words[-1].strip(".")) in FOLLOWING:
        words.pop()
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def shown(text: str) -> str:
    """Return `text` with everything that a terminal might execute made visible instead.

    Control characters become their Unicode pictures, and the bidirectional controls, which can
    turn the rest of a line around, a replacement character.
    """
    text = f"{text}"  # formatting adds the author of a shared title
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if _is_seen(character):
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code in (0x200C, 0x200D):  # joins emoji into one, keeps Persian letters apart
        return character
    return "␡" if code == 0x7F else "�"


def escaped(document: str) -> str:
    """JSON in which what cannot be seen is written `\\u…`: it reads back the same."""
    if all(line.isprintable() for line in document.split("\n")):
        return document
    return "".join(c if c == "\n" or _is_seen(c) else json.dumps(c)[1:-1] for c in document)


def visible(text: str) -> str:
    """Return `text` without invisible characters, for files that other programs show."""
    if text.isprintable():
        return text
    return "".join(c if _is_seen(c) else " " * c.isspace() for c in text)


def _is_seen(character: str) -> bool:
    """Whether a character is visible: no control, no direction mark, not of zero width."""
    return character.isprintable() or unicodedata.category(character) in {"Zs", "Co", "Cn"}


def isbn_digits(text: str) -> str | None:
    """The bare digits of an ISBN-10 or ISBN-13 whose check digit agrees (ISO 2108), else None."""
    digits = text.upper().replace("-", "").replace(" ", "")
    body = digits[:-1] + digits[-1:].replace("X", "0")
    if body.isascii() and body.isdigit() and body.strip("0"):
        if len(digits) == 13 and "X" not in digits:
            return None if (_sum(digits[::2]) + 3 * _sum(digits[1::2])) % 10 else digits
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if len(values) == 10 and sum(n * v for n, v in enumerate(values, 1)) % 11 == 0:
            return digits
    return None


def _sum(digits: str) -> int:
    return sum(map(int, digits))


def isbn_13(digits: str) -> str:
    """The 13 digits of an ISBN of either length; both name one edition."""
    if len(digits) == 13:
        return digits
    body = "978" + digits[:9]
    check = -sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(body)) % 10
    return f"{body}{check}"


def isbn_10(digits: str) -> str:
    """The 10 digits of an ISBN that begins with 978, as books were numbered until 2007."""
    body = digits[3:12]
    check = -sum(int(digit) * (10 - n) for n, digit in enumerate(body)) % 11
    return body + ("X" if check == 10 else str(check))
