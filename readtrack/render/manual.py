"""Renders a page of the manual for a terminal, without background colours."""

import io
import re
import sys
from collections.abc import Iterator
from typing import Any

from readtrack.render.terminal import plainly, width
from readtrack.render.widths import wrapped
from readtrack.words.commands import pasteable

WIDEST = 80
"""Most columns of a line: longer ones are hard to read."""

NARROW = 60
"""Below this width the cells of a table are stacked."""

NAMES = 26
"""Most columns of the names in the first column of a table."""

STYLES = {
    "markdown.h1": "bold underline",
    "markdown.h2": "bold underline",
    "markdown.h3": "bold",
    "markdown.code": "bold",
    "markdown.code_block": "none",
    "markdown.item.number": "none",
    "markdown.list": "none",
    "markdown.link": "none",
    "markdown.link_url": "underline",
}
"""Styles without colours, so that a page is legible on dark and on light backgrounds."""

PIECE = re.compile(r"^(?:\$ (?:.*\\\n)*)?.*$", re.MULTILINE)
"""Matches a command of a session with all its lines, or one line of its output."""

CODE = re.compile(r"(?<!`)`((?:[^`\n]|\n(?!\n))+)`(?!`)")


def on_screen(text: str, columns: int | None = None, *, colour: bool) -> str:
    """Return the page as shown on a terminal; code is in quotes if it cannot be bold."""
    from rich.console import Console
    from rich.theme import Theme

    console = Console(
        file=io.StringIO(),
        width=min(columns or width(), WIDEST),
        theme=Theme(STYLES),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    text = text if colour else CODE.sub(r"`` `\1` ``", text)
    with console.capture() as captured:
        console.print(_page()(text, hyperlinks=False))
    lines = [line.rstrip() for line in captured.get().split("\n")]
    blank = {n for n, line in enumerate(lines) if not line and (n == 0 or not lines[n - 1])}
    text = "\n".join(line for n, line in enumerate(lines) if n not in blank)
    return plainly(text.rstrip("\n"), sys.stdout) + "\n"


def _page() -> Any:
    """Build the page with Rich: titles at the left, plain code, and our own tables."""
    from rich import markdown
    from rich.text import Text

    class Heading(markdown.Heading):
        def __rich_console__(self, console: Any, options: Any) -> Any:
            self.text.justify = "left"
            yield self.text

    class Code(markdown.CodeBlock):
        def __rich_console__(self, console: Any, options: Any) -> Any:
            for shown, typed in _session(str(self.text).rstrip(), options.max_width):
                yield Text(shown, style="bold" if typed else "")

    class Table(markdown.TableElement):
        def __rich_console__(self, console: Any, options: Any) -> Any:
            table: Any = self
            heads = [cell.content for cell in table.header.row.cells]
            rows = [[cell.content for cell in row.cells] for row in table.body.rows]
            if options.max_width < NARROW:
                yield from _stacked(heads, rows)
            else:
                yield _side_by_side(heads, rows)

    class Page(markdown.Markdown):
        elements = markdown.Markdown.elements | {
            "heading_open": Heading,
            "fence": Code,
            "code_block": Code,
            "table_open": Table,
        }

    return Page


def _session(code: str, columns: int) -> Iterator[tuple[str, bool]]:
    """Yield each line of a session, and whether it is a command."""
    longest = max(map(len, code.split("\n")))
    indent = "" if columns - 2 < longest <= columns else "  "
    for piece in PIECE.findall(code):
        lines = piece.split("\n")
        typed = piece.startswith("$ ")
        if typed and len(indent) + max(map(len, lines)) > columns:
            lines = pasteable(re.sub(r" \\\n *", " ", piece), columns, indent).split("\n")
        elif typed:
            lines = [indent + line for line in lines]
        else:
            inner = piece[: len(piece) - len(piece.lstrip())]
            lines = wrapped(piece.strip(), columns, indent + inner, f"{indent}{inner}  ")
        yield from ((line, typed) for line in lines)


def _side_by_side(heads: list[Any], rows: list[list[Any]]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
    for number, head in enumerate(heads):
        most = None if number else NAMES
        table.add_column(head, overflow="fold", justify=head.justify, max_width=most)
    for row in rows:
        table.add_row(*row)
    return table


def _stacked(heads: list[Any], rows: list[list[Any]]) -> Any:
    """Yield a paragraph for each row: its first cell, and the others below with their headings."""
    from rich.padding import Padding
    from rich.text import Text

    for first, *others in rows:
        yield first
        for head, cell in zip(heads[1:], others, strict=True):
            text = cell if len(others) == 1 else Text.assemble(head, ": ", cell)
            text.justify = "left"
            yield Padding(text, (0, 0, 0, 2))
