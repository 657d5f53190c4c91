"""Text in pieces, each in one style, that is measured and cut in columns of the terminal."""

from collections.abc import Iterable
from itertools import groupby

from readtrack.named_tuple import NamedTuple
from readtrack.names import TitleWithAuthor, shown
from readtrack.render.widths import columns_of, cut

CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "magenta": "35",
    "cyan": "36",
}
"""What makes a terminal write in a style (ECMA-48, SGR)."""

LEAST = 3
"""Columns that are left of a title of which the author is named."""


class Piece(NamedTuple):
    text: str
    style: str = ""


class Cell(NamedTuple):
    pieces: tuple[Piece, ...] = ()
    ending: str = ""
    """What ends a title, its author or edition, and stays where the title is cut."""

    @property
    def plain(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def width(self) -> int:
        """Columns of the terminal."""
        return columns_of(self.plain)

    def then(self, text: str, style: str = "") -> "Cell":
        """The cell with more text at its end."""
        return Cell((*self.pieces, Piece(text, style)))

    def joined(self, other: "Cell") -> "Cell":
        return Cell((*self.pieces, *other.pieces), other.ending)

    def cut(self, room: int) -> "Cell":
        """The cell in so many columns; an ellipsis where it took more."""
        if self.width <= room:
            return self
        ending = cut(self.ending, max(1, room - LEAST)) if self.ending else ""
        before = self.plain.removesuffix(self.ending)
        text = cut(before, room - columns_of(ending)) + ending
        pieces = []
        for piece in self.pieces:
            pieces.append(Piece(text[: len(piece.text)], piece.style))
            text = text[len(piece.text) :]
        return Cell((*pieces, Piece(text)))

    def written(self, *, colour: bool) -> str:
        """The text without blanks at its end, in its styles where colour is wanted."""
        if not colour:
            return self.plain.rstrip()
        runs = groupby(self.pieces, lambda piece: piece.style)
        return "".join(_styled("".join(p.text for p in run), style) for style, run in runs).rstrip()


def cell(text: str, style: str = "") -> Cell:
    """A text that is shown as it is, whatever it holds."""
    author = shown(f"{text}"[len(text) :]) if isinstance(text, TitleWithAuthor) else ""
    return Cell((Piece(shown(text), style),), author)


def signs(each: Iterable[tuple[str, str]]) -> Cell:
    """A cell of signs, each with its style."""
    return Cell(tuple(Piece(sign, style) for sign, style in each))


def _styled(text: str, style: str) -> str:
    if not text.strip() or style not in CODES:
        return text
    return f"\x1b[{CODES[style]}m{text}\x1b[0m"
