"""Builds the man page readtrack(1) from the commands and the manual."""

from collections.abc import Iterator
from typing import Any

import typer

from readtrack import __version__
from readtrack.cli.app import GROUPS, app
from readtrack.cli.usage import Rows, Usage, every_usage
from readtrack.manual import INSIDE, TOPICS, read_page
from readtrack.manual.roff import (
    bold,
    from_markdown,
    heading,
    italic,
    joined_page,
    literal,
    prose,
    term_list,
    unchanged_lines,
)

WRITTEN = "2026-11-27"
"""The day on which this file was written: it dates the page, so that equal sources give equal
pages."""

NOT_QUOTED = ("commands", *INSIDE)
"""Pages of the manual that repeat what the man page says of commands, or are not for readers."""

FILES = (
    ("~/.local/share/readtrack/readtrack.db", "The store on Linux: one SQLite file."),
    ("~/Library/Application Support/readtrack/readtrack.db", "The store on macOS."),
)

ENVIRONMENT = "\n## The surroundings\n"
"""The heading in the page about settings from which the man page makes a section of its own."""

EXIT_CODES = "\n## Exit codes\n"
"""The same in the page about JSON."""


def man_page() -> str:
    usages = usages_by_path()
    return joined_page([*_head(usages["readtrack"]), *_commands(usages), *_manual(), *_foot()])


def usages_by_path() -> dict[str, Usage]:
    """Return the help of the program and of each command, by the words that call it."""
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="readtrack", **root.context_settings)
    return {usage.path: usage for usage in every_usage(root, context)}


def _head(root: Usage) -> Iterator[str]:
    yield f'.TH READTRACK 1 {WRITTEN} "readtrack {literal(__version__)}" "User commands"'
    yield from (".nh", ".ad l")  # no word broken, no gap widened
    yield heading("SH", "NAME")
    yield "readtrack \\- library books with their deadlines"
    yield heading("SH", "SYNOPSIS")
    yield f"{bold(root.path)} {italic(root.pieces)}"
    yield heading("SH", "DESCRIPTION")
    yield from _text(root)
    yield from _entries(root.options)
    yield from _examples(root)


def _commands(usages: dict[str, Usage]) -> Iterator[str]:
    for name, commands in GROUPS.items():
        yield heading("SH", f"COMMANDS: {name.upper()}")
        for command in commands:
            for usage in usages.values():
                if f"{usage.path} ".startswith(f"readtrack {command} "):
                    yield from _command(usage)


def _command(usage: Usage) -> Iterator[str]:
    yield heading("SS", f"{usage.path} {usage.pieces}")
    yield from _text(usage)
    options = [(term, text) for term, text in usage.options if "--help" not in term]
    yield from _entries([*usage.arguments, *options])
    yield from _examples(usage)


def _examples(usage: Usage) -> Iterator[str]:
    yield from (".PP", "Examples:" if len(usage.examples) > 1 else "Example:", ".RS 4")
    yield from unchanged_lines(usage.examples)
    yield ".RE"


def _text(usage: Usage) -> Iterator[str]:
    for paragraph in usage.text.split("\n\n"):
        yield from (".PP", prose(paragraph))


def _entries(rows: Rows) -> Iterator[str]:
    if rows:
        yield from term_list((_tag(term), prose(text)) for term, text in rows)


def _tag(term: str) -> str:
    """Return an option in bold with its value in italics."""
    names, _, value = term.rpartition(" ")
    if not term.startswith("-"):
        return italic(term)
    return bold(term) if value.startswith("-") else f"{bold(names)} {italic(value)}"


def _manual() -> Iterator[str]:
    for topic in TOPICS:
        if topic not in NOT_QUOTED:
            page = read_page(topic)
            yield heading("SH", page.title.upper())
            text = page.text.partition("\n")[2]
            for elsewhere in (ENVIRONMENT, EXIT_CODES):
                text = text.partition(elsewhere)[0]
            yield from from_markdown(text)


def _foot() -> Iterator[str]:
    yield heading("SH", "ENVIRONMENT")
    yield from from_markdown(read_page("settings").text.partition(ENVIRONMENT)[2])
    yield heading("SH", "FILES")
    yield from term_list((bold(tag), prose(text)) for tag, text in FILES)
    yield heading("SH", "EXIT STATUS")
    yield from from_markdown(read_page("json").text.partition(EXIT_CODES)[2])
