"""Titles as catalogues write them: the medium and the author are taken out of them."""

import re

from readtrack.importing.media import IN_TITLES
from readtrack.importing.records import Record, Skipped
from readtrack.model import Format
from readtrack.names import family_name, fold, tidy

_PLAIN = {"text", "game", "music", "audio", "braille"}
"""Words that name a medium in square brackets alone: in round ones they may be of the title."""

_BRACKET = re.compile(
    r"\s*(?:\[((?:[^\[\]]|\[[^\[\]]*\]){2,60})\]|\(((?:[^()]|\([^()]*\)){2,60})\))"
)
_SUREST = (None, Format.AUDIOBOOK, Format.EBOOK, Format.PRINT)
"""Which of two media stands: `electronic resource (audiobook)` is an audiobook."""

_BY = re.compile(r"(?:written )?(?:by|von|par|de|door|di)\s+", re.IGNORECASE)
_ROLE = re.compile(r"\s*(?:;|\[|\bread by\b|\bnarrated by\b|\bgelesen von\b|\blu par\b).*$", re.I)
_NEXT = re.compile(r"\s*,\s+and\s+|\s+(?:and|und|et|y|en|&)\s+", re.IGNORECASE)


def catalogued(record: Record) -> Record | Skipped:
    """Return the record with its title alone, and with the format and the author that stood in it.

    `Night Tale [sound recording] / Ann Poe` is an audiobook called `Night Tale`, also where the
    source takes all for print that it knows no better of. One of a film, of music or of a game is
    skipped.
    """
    title = record.title
    if "[" not in title and " / " not in title and ("(" not in title or "#" in title):
        return record  # a number in brackets is that of a volume
    bare, kind, word = _without_medium(title)
    if word and kind is None:
        return Skipped(record.where, bare or title, word)
    head, slash, tail = bare.partition(" / ")
    people = _people(tail)
    if slash and head.strip() and _is_responsibility(tail, people, record.authors, bool(word)):
        bare = head
    else:
        people = ()
    bare = tidy(bare).rstrip(" :;/")
    if not bare or bare == title:
        return record
    stated = record.format if record.format is not Format.PRINT else None
    return record._replace(
        title=bare, authors=record.authors or people, format=stated or kind or record.format
    )


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
