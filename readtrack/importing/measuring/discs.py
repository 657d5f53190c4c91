"""Names of folders, files and albums that stand for a disc or a part of an audiobook."""

import re

from readtrack.names import NUMERALS, tidy

WHOLE = ".m4b"
"""The kind of file that has a whole audiobook in it."""

_DISC = r"cds?|dis[ck]s?|disques?|discos?|dischi|schijf|kassetten?|cassettes?|mcs?|tapes?"
_PART = r"teil|part|parte|partie|deel"
_NUMERAL = "|".join(sorted((*NUMERALS, *"abcdefgh"), key=len, reverse=True))


def _mark(words: str) -> str:
    """Return the pattern of `CD 1`, `Disc 1 of 2`, `Part A` or `2. CD`, as a whole."""
    counted = r"(?:[ _.-]*(?:of|von|de|di|van|/)[ _.-]*\d{1,3})?"
    return (
        rf"(?<![^\W_])(?:(?:{words})(?:[ _.:#-]*\d{{1,3}}{counted}|[ _.:#-]+(?:{_NUMERAL}))"
        rf"|\d{{1,3}}[. _-]*(?:{words}))(?![^\W_])"
    )


_OPEN, _CLOSE = r"[ _,.:;([-]", r"[ _)\]]*$"
_NAME = re.compile(rf"[ _(\[]*{_mark(f'{_DISC}|{_PART}')}", re.IGNORECASE)
_LAST = re.compile(rf"{_OPEN}+{_mark(f'{_DISC}|{_PART}')}{_CLOSE}", re.IGNORECASE)
_LAST_DISC = re.compile(rf"(?:^|{_OPEN}+){_mark(_DISC)}(?:[ _.,:)\]-].*)?$", re.IGNORECASE)
_LAST_PART = re.compile(rf"(?:^|{_OPEN}+){_mark(_PART)}{_CLOSE}", re.IGNORECASE)
_LAST_NUMBER = re.compile(
    rf"(?:^|{_OPEN}+)\d{{1,3}}(?:[ _.-]*(?:of|von)[ _.-]*\d{{1,3}})?{_CLOSE}", re.IGNORECASE
)


def is_disc(folder: str) -> bool:
    """Return whether a folder so called has a disc of the book that the folder above it is of."""
    return bool(_NAME.match(folder) or _LAST.search(folder) or _LAST_DISC.search(folder))


def without_disc(name: str) -> str:
    """Return a title without the disc named behind it; nothing for the name of a disc alone."""
    return tidy(_LAST_DISC.sub("", name))


def without_part(name: str, *, numbered: bool = False) -> str:
    """Return a title without disc and part behind it, and without a number if it is `numbered`.

    Parts of one book share it.
    """
    bare = tidy(_LAST_PART.sub("", without_disc(name)))
    return tidy(_LAST_NUMBER.sub("", bare)) if numbered else bare
