"""The report as one page of HTML that needs nothing else: no script, no font, no other machine."""

from pathlib import Path
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError
from readtrack.names import shown
from readtrack.words.page import Page

if TYPE_CHECKING:
    from jinja2 import Template

BEGINS = rb"<!doctype html>\n<!-- readtrack report -->"
"""How such a file begins, as a pattern."""

TEMPLATE = "report.html"


def template() -> "Template":
    """What a page is written with; raises ReadtrackError where that is not installed."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError:
        raise ReadtrackError(
            "A report is written with Jinja2, which is not installed.",
            "To get it: pip install 'readtrack[charts]'",
        ) from None
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    return environment.get_template(TEMPLATE)


def document(page: Page, written_with: "Template") -> bytes:
    """The page, with every text in it as text; only our own pictures are markup."""
    return f"{written_with.render(page._asdict())}\n".encode()
