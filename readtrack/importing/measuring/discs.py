"""Names of folders, files and albums that stand for a disc or a part of an audiobook."""

import re

from readtrack.names import tidy

WHOLE = ".m4b"
"""The kind of file that has a whole audiobook in it."""

_DISC = r"cds?|dis[ck]s?|disques?|discos?|dischi|schijf|kassetten?|cassettes?|mcs?|tapes?"
_PART = r"teil|part|parte|partie|deel"


def _mark(words: str) -> str:
    """Return the pattern of `CD 1`, `Disc 1 of 2` or `2. CD`, as a whole."""
    counted = r"(?:[ _.-]*(?:of|von|de|di|van|/)[ _.-]*\d{1,3})?"
    return (
        rf"(?<![^\W_])(?:(?:{words})[ _.:#-]*\d{{1,3}}{counted}|\d{{1,3}}\. ?(?:{words}))"
        r"(?![^\W_])"
    )


_OPEN, _CLOSE = r"[ _,.:;([-]", r"[ _)\]]*$"
_LAST_DISC = re.compile(
    rf"(?:^|{_OPEN}+){_mark(_DISC)}(?:[ _]*[.,:;)\]–—-].*)?{_CLOSE}", re.IGNORECASE
)
_ONLY_PART = re.compile(rf"[ _(\[]*{_mark(_PART)}{_CLOSE}", re.IGNORECASE)
_LAST_PART = re.compile(rf"{_OPEN}{_mark(_PART)}{_CLOSE}", re.IGNORECASE)
_LAST_NUMBER = re.compile(
    rf"(?:^|{_OPEN}+)\d{{1,3}}(?:[ _.-]*(?:of|von)[ _.-]*\d{{1,3}})?{_CLOSE}", re.IGNORECASE
)


def is_disc(folder: str) -> bool:
    """Return whether a folder so called has a disc of the book that the folder above it is of.

    `Part 1` is one, but `Eragon, Part 1` a volume.
    """
    return bool(_LAST_DISC.search(folder) or _ONLY_PART.match(folder))


def is_volume(album: str) -> bool:
    """Return whether a part is named behind a title, as in `Eragon, Part 1`."""
    return bool(_LAST_PART.search(album))


def without_disc(name: str) -> str:
    """Return a title without the disc named behind it; nothing for the name of a disc alone."""
    return tidy(_LAST_DISC.sub("", name))


def without_part(name: str, *, numbered: bool = False) -> str:
    """Return a title without the disc behind it, and without a number if it is `numbered`.

    Discs of one book share it; for the name of a part alone it is nothing.
    """
    bare = without_disc(name)
    bare = "" if _ONLY_PART.match(bare) else bare
    return tidy(_LAST_NUMBER.sub("", bare)) if numbered else bare
