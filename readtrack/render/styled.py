"""Styled text that is measured and cut in columns of the terminal."""

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
"""The terminal code of each style (ECMA-48, SGR)."""

NO_VALUE = "–"
"""What stands in a cell without a value."""

LEAST = 3
"""Least columns of a title that has its author beside it."""


class Piece(NamedTuple):
    text: str
    style: str = ""


class Cell(NamedTuple):
    pieces: tuple[Piece, ...] = ()
    ending: str = ""
    """The author or edition after a title, which stays when the title is cut."""

    @property
    def plain(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def width(self) -> int:
        """The width in columns of the terminal."""
        return columns_of(self.plain)

    def then(self, text: str, style: str = "") -> "Cell":
        """Return the cell with more text at its end."""
        return Cell((*self.pieces, Piece(text, style)))

    def joined(self, other: "Cell") -> "Cell":
        return Cell((*self.pieces, *other.pieces), other.ending)

    def cut(self, room: int) -> "Cell":
        """Return the cell cut to that width, with an ellipsis if it was wider."""
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
        """Return the text without blanks at its end, in its styles if colour is wanted."""
        if not colour:
            return self.plain.rstrip()
        runs = groupby(self.pieces, lambda piece: piece.style)
        joined = ((style, "".join(piece.text for piece in run)) for style, run in runs)
        coded = (
            f"\x1b[{CODES[style]}m{text}\x1b[0m" if style in CODES and text.strip() else text
            for style, text in joined
        )
        return "".join(coded).rstrip()


def cell(text: str, style: str = "") -> Cell:
    """Return a cell with the text as it is, without interpreting anything in it."""
    author = shown(f"{text}"[len(text) :]) if isinstance(text, TitleWithAuthor) else ""
    return Cell((Piece(shown(text), style),), author)


def signs(each: Iterable[tuple[str, str]]) -> Cell:
    """Return a cell of signs, each with its style."""
    return Cell(tuple(Piece(sign, style) for sign, style in each))
