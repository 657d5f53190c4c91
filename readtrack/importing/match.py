"""Whether two titles with their authors are one book."""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from readtrack.names import family_name, initials, title_key, title_parts


class Match(IntEnum):
    NO = 0
    MAYBE = 1
    """One of them names no author, or they have a family name in common: a person has to say."""
    YES = 2
    EXACT = 3


def same_book(title: str, authors: Sequence[str], other: str, others: Sequence[str]) -> Match:
    """How surely both are one book, forgiving case, accents, subtitles and series in brackets.

    A subtitle or a volume that only one of them has is forgiven, two that differ are not.
    """
    (stem, subtitle, volume), (stem2, subtitle2, volume2) = _parts(title), _parts(other)
    if stem != stem2 or _differ(subtitle, subtitle2) or _differ(volume, volume2):
        return Match.NO
    common = [
        (initials(one), initials(two))
        for one in authors
        for two in others
        if family_name(one) == family_name(two)
    ]
    if authors and others and not common:
        return Match.NO
    if common and all(_differ(one[:1], two[:1]) for one, two in common):
        return Match.MAYBE
    if title_key(title) == title_key(other):
        return Match.EXACT
    return Match.YES if common else Match.MAYBE


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


_parts = lru_cache(20_000)(title_parts)


class Kept(NamedTuple):
    """A book to compare with."""

    id: int
    title: str
    authors: tuple[str, ...]


class Shelf:
    """Books whose titles begin alike, by what may tell them apart; their list may grow.

    A series of a thousand volumes is not compared volume by volume.
    """

    def __init__(self, books: Sequence[Kept]) -> None:
        self._books = books
        self._sorted = 0
        self._parts: _Nested = {}

    def like(self, title: str, authors: Sequence[str]) -> Iterator[Kept]:
        """The books that may be the one, each once."""
        for book in self._books[self._sorted :]:
            self._sort_in(book)
        self._sorted = len(self._books)
        _, subtitle, volume = _parts(title)
        found: dict[int, Kept] = {}
        for family in _families(authors):
            for volumes in _fitting(self._parts, family):
                for subtitles in _fitting(volumes, volume):
                    for books in _fitting(subtitles, subtitle):
                        found.update(books)
        return iter(found.values())

    def _sort_in(self, book: Kept) -> None:
        _, subtitle, volume = _parts(book.title)
        for family in _families(book.authors):
            part = self._parts.setdefault(family, {}).setdefault(volume, {})
            part.setdefault(subtitle, {})[book.id] = book


_Nested = dict[str, dict[str, dict[str, dict[int, Kept]]]]
_T = TypeVar("_T")


def _families(authors: Sequence[str]) -> set[str]:
    return set(map(family_name, authors)) or {""}


def _fitting(parts: dict[str, _T], name: str) -> Iterable[_T]:
    """What has that name or none; all, where none is asked for."""
    return (parts[each] for each in (name, "") if each in parts) if name else parts.values()
