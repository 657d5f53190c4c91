"""Whether two titles with their authors are one book."""

from collections.abc import Sequence
from enum import IntEnum

from readtrack.names import family_name, title_key, title_parts


class Match(IntEnum):
    NO = 0
    MAYBE = 1
    """One of them names no author, and their subtitles differ: a person has to say."""
    YES = 2
    EXACT = 3


def same_book(title: str, authors: Sequence[str], other: str, others: Sequence[str]) -> Match:
    """How surely both are one book, forgiving case, accents, subtitles and series in brackets.

    A subtitle or a volume that only one of them has is forgiven, two that differ are not.
    """
    (stem, subtitle, volume), (stem2, subtitle2, volume2) = title_parts(title), title_parts(other)
    if stem != stem2 or _differ(subtitle, subtitle2) or _differ(volume, volume2):
        return Match.NO
    ours, theirs = ({family_name(name) for name in names} for names in (authors, others))
    if ours and theirs and not ours & theirs:
        return Match.NO
    if title_key(title) == title_key(other):
        return Match.EXACT
    return Match.YES if ours & theirs else Match.MAYBE


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
