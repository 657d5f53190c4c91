"""The manual: one Markdown file for each topic, for `readtrack help` and the man page.

A page begins with its title and then one sentence that says what it is about: the list of topics
is made from these. The tests run its console sessions. A new page needs a line in TOPICS, and in
INSIDE too if it is for people who work on the program.
The other modules build the man page from the commands and these pages when a wheel is built.
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
