"""Writes the report as one HTML page that needs no script, font or network."""

from pathlib import Path
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError
from readtrack.names import shown
from readtrack.words.page import ReportPage

if TYPE_CHECKING:
    from jinja2 import Template

BEGINS = rb"<!doctype html>\n<!-- readtrack report -->"


def template() -> "Template":
    """Load the template of the page; raise ReadtrackError if Jinja2 is not installed."""
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
    return environment.get_template("report.html")


def document(page: ReportPage, written_with: "Template") -> bytes:
    """Render the page; all text in it is escaped, except our own pictures."""
    return f"{written_with.render(page._asdict())}\n".encode()
