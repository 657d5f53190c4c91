"""The manual: one Markdown page for each topic, for `readtrack help` and the man page.

A page begins with its title and one sentence that says what it is about; the list of topics is made
from these. The tests run the console sessions of every page, so an example shows what is really
printed. `man.py`, `roff.py` and `build.py` make the man page from the commands and these pages when
a wheel is built.

To add a page: `NAME.md` here, and `NAME` in `TOPICS` below, in the order in which a new reader
would want it, also in `INSIDE` if it is for people who work on the program; and a link in the list
of README.md, in the same order.
To add a command to a page's tables: the tests name the page that lacks it.
"""

from pathlib import Path

from readtrack.named_tuple import NamedTuple

INSIDE = ("design", "working")
"""Pages for people who work on the program."""

TOPICS = (
    "first-week", "commands", "dates", "numbers", "import", "calendar", "json", "settings",
    "trust", *INSIDE,
)  # fmt: skip
"""The names of the pages, in the order in which a new reader would want them."""


class ManualPage(NamedTuple):
    topic: str
    title: str
    summary: str
    text: str
    """The whole page, in Markdown."""


def read_page(topic: str) -> ManualPage:
    text = (Path(__file__).parent / f"{topic}.md").read_text(encoding="utf-8")
    title, summary, *_ = text.split("\n\n")
    return ManualPage(topic, title.removeprefix("# "), " ".join(summary.split()), text)
