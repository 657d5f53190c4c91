"""README.md and the manual as a reader follows them: their console sessions, run line by line."""

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readtrack.manual import TOPICS
from tests.terminal import Home, Screen, inside

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MANUAL = ROOT / "readtrack" / "manual"
PICTURE = MANUAL / "pace.svg"
PAGES = [MANUAL / f"{topic}.md" for topic in TOPICS]
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Line(NamedTuple):
    """A command of a session, and what the page shows under it."""

    typed: str
    """As it is written, perhaps over several lines, each but the last with a \\ at its end."""
    shown: str

    @property
    def words(self) -> list[str]:
        return shlex.split(re.sub(r" *\\\n *", " ", self.typed), comments=True)


def session(block: str) -> Iterator[Line]:
    for piece in block.removeprefix("$ ").split("\n$ "):
        typed, _, shown = piece.partition("\n")
        while typed.endswith("\\"):
            more, _, shown = shown.partition("\n")
            typed = f"{typed}\n{more}"
        yield Line(typed, shown.rstrip("\n"))


def sessions(page: Path) -> list[Line]:
    """Every command of every console block of the page."""
    return [
        line for block in SESSION.findall(page.read_text("utf-8")) for line in session(f"{block}")
    ]


class Reader:
    """Somebody who types what a page says, in a folder of their own."""

    def __init__(self, home: Home) -> None:
        self.home = home

    def follow(self, line: Line) -> str | None:
        """What the command prints; None for a line that prints nothing of ours."""
        words = line.words
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            if name == "READTRACK_TODAY":
                self.home.today = value
            else:
                assert name == "READTRACK_DB", line.typed
                self.home = Home(self.home.folder / Path(value).stem, self.home.today)
            return None
        if words[0] == "cat":
            Path(words[1]).write_text(f"{line.shown}\n", encoding="utf-8")
            return None
        assert words[0] == "readtrack", line.typed
        printed = self.home.screen(*words[1:]).out.rstrip("\n")
        return "\n".join(each.rstrip() for each in printed.split("\n"))

    def picture(self, line: Line) -> str:
        """The command and its answer in colour, as an SVG of a terminal."""
        from rich.console import Console
        from rich.text import Text

        screen = Screen()
        inside(line.words[1:], self.home.environment(), screen, screen)
        console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True)
        console.print(f"[bold]$ {line.typed}[/]", highlight=False)
        console.print(Text.from_ansi(screen.getvalue().rstrip("\n")))
        return console.export_svg(title="", code_format=TERMINAL, unique_id="pace")


TERMINAL = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
{styles}
</style>
<defs>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""A page for the picture that loads no font from any other machine."""
