"""Which book and which loan a record is of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from readtrack.named_tuple import NamedTuple
from readtrack.names import family_name, fold, initials, joined, title_key, title_parts

MARKS = re.compile(r"[:(\[]")
"""What the parts of a title stand behind."""

ADAPTED = re.compile(
    r"\b(?:(?P<comic>graphic (?:novel|adaptation|edition)|comic (?:book|adaptation|edition)|comics"
    r"|manga|bande dessinee|roman graphique|novela grafica|fumetto|stripboek|der comic)"
    r"|(?P<young>young readers?|for young people|picture book|board book|pop up book|jugendausgabe)"
    r"|(?P<stage>screenplay|script ?book|stage play|drehbuch|theaterfassung)"
    r"|(?P<guide>study guide|teachers? guide|reading group guide|workbook|companion|summary"
    r"|sparknotes|cliffs ?notes|lekturehilfe|arbeitsheft|zusammenfassung)"
    r"|(?P<play>colou?ring book|activity book|sticker book|guided journal|malbuch)"
    r"|(?P<other>(?:an?|the|dramati[sz]ed) (?:\w+ ){0,3}adaptation|adapted (?:for|from|by)"
    r"|adaptacion|adattamento|bearbeitung))\b"
)
"""Words after a title that make it another work than the title alone, folded."""


class Match(IntEnum):
    NO = 0
    MAYBE = 1
    """One of them names no author, or they have a family name in common: a person has to say."""
    YES = 2
    EXACT = 3


def same_book(title: str, authors: Sequence[str], other: str, others: Sequence[str]) -> Match:
    """How surely both are one book, forgiving case, accents, subtitles and series in brackets.

    A subtitle or a volume that only one of them has is forgiven, two that differ are not, nor is
    an adaptation: `Kinfolk: A Graphic Novel` is another book than `Kinfolk`.
    """
    (stem, subtitle, volume), (stem2, subtitle2, volume2) = _parts(title), _parts(other)
    if stem != stem2 or _differ(subtitle, subtitle2) or _differ(volume, volume2):
        return Match.NO
    if adapted(title) != adapted(other):
        return Match.NO
    pairs = product(authors, others)
    common = [(one, two) for one, two in pairs if family_name(one) == family_name(two)]
    if authors and others and not common:
        return Match.NO
    if common and all(_differ(initials(one)[:1], initials(two)[:1]) for one, two in common):
        return Match.MAYBE
    if title_key(joined(title)) == title_key(joined(other)):
        return Match.EXACT
    return Match.YES if common else Match.MAYBE


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


@lru_cache(20_000)
def _parts(title: str) -> tuple[str, str, str]:
    return title_parts(joined(title))


@lru_cache(20_000)
def adapted(title: str) -> str:
    """The kind of adaptation that a title names after its first words; nothing where it is none."""
    mark = MARKS.search(title)
    found = ADAPTED.search(fold(title[mark.start() :])) if mark else None
    return (found.lastgroup or "") if found else ""


def stem_of(title: str, key: str) -> str:
    """Return the words a key begins with, before any subtitle or bracket."""
    mark = MARKS.search(title)
    head = title_key(title[: mark.start()]) if mark else key
    return head if head and key.startswith(head) else key


T = TypeVar("T")


class NamedBook(NamedTuple, Generic[T]):
    """A name of a book to compare with."""

    id: T
    title: str
    authors: tuple[str, ...]


class Shelf(Generic[T]):
    """Books whose titles begin alike, by what may tell them apart; their list may grow.

    A series of a thousand volumes is not compared volume by volume.
    """

    def __init__(self, books: Sequence[NamedBook[T]]) -> None:
        self._books = books
        self._sorted = 0
        self._parts: _Nested[T] = {}

    def like(self, title: str, authors: Sequence[str]) -> Iterator[NamedBook[T]]:
        """The names of books that may be the one, each once."""
        for book in self._books[self._sorted :]:
            self._sort_in(book)
        self._sorted = len(self._books)
        _, subtitle, volume = _parts(title)
        found: dict[NamedBook[T], None] = {}
        for family in _families(authors):
            for volumes in _fitting(self._parts, family):
                for subtitles in _fitting(volumes, volume):
                    for books in _fitting(subtitles, subtitle):
                        found.update(books)
        return iter(found)

    def _sort_in(self, book: NamedBook[T]) -> None:
        _, subtitle, volume = _parts(book.title)
        for family in _families(book.authors):
            part = self._parts.setdefault(family, {}).setdefault(volume, {})
            part.setdefault(subtitle, {})[book] = None


_Nested = dict[str, dict[str, dict[str, dict[NamedBook[T], None]]]]


def _families(authors: Sequence[str]) -> set[str]:
    return set(map(family_name, authors)) or {""}


U = TypeVar("U")


def _fitting(parts: Mapping[str, U], name: str) -> Iterable[U]:
    """Return what has that name or none; all, where none is asked for."""
    return (parts[each] for each in (name, "") if each in parts) if name else parts.values()
