"""Options and arguments that several commands share, and their shell completion."""

import unicodedata
from typing import Annotated

import typer

from readtrack.cli.checks import typed_speed
from readtrack.distances import parse_days
from readtrack.model import Format, Kind, Loan
from readtrack.names import fold
from readtrack.positions import parse_pages


def loans_out(incomplete: str) -> list[tuple[str, str]]:
    """Titles of loans that are out, for the shell; silent when there is nothing to offer."""
    import os

    from readtrack.cli.session import Session
    from readtrack.errors import ReadtrackError
    from readtrack.store.place import store_path

    if not os.path.exists(store_path()):  # noqa: PTH110
        return []
    try:
        with Session.start(None, os.environ.get("READTRACK_TODAY")).open() as store:
            loans = store.loans()
    except ReadtrackError:
        return []
    titles = {loan.book.title: loan for loan in loans}
    return [
        (incomplete + words[len(incomplete) :], harmless(f"{title}, {loan.format}"))
        for title, loan in titles.items()
        for words in _endings(loan)[: None if incomplete else 1]
        if words.startswith(incomplete.lower())
    ]


def harmless(text: str) -> str:
    """What no shell, and no markup, can take for anything but text: letters, digits and blanks.

    Shells evaluate what a completion says, some of them twice, each with another quoting.
    """
    kept = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" or c in "-," else " " for c in text
    )
    return " ".join("".join(kept).split())


def _endings(loan: Loan) -> list[str]:
    """The title from each of its words on, as `business-adventures`.

    A title without any word is named by its number.
    """
    words = harmless(fold(loan.book.title)).replace("-", " ").split() or [str(loan.id)]
    return ["-".join(words[start:]) for start in range(len(words))]


def setting_keys(incomplete: str) -> list[tuple[str, str]]:
    from readtrack.settings import SETTINGS

    return [(key, each.meaning) for key, each in SETTINGS.items() if key.startswith(incomplete)]


Book = Annotated[
    str,
    typer.Argument(
        metavar="BOOK",
        help="Words of the title, or the number that list shows.",
        autocompletion=loans_out,
    ),
]
Kinds = Annotated[
    Kind, typer.Option("--for", help="What it can be used for: text cannot be heard.")
]
Title = Annotated[str, typer.Argument(metavar="TITLE", help="The title, as you would say it.")]
Authors = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", help="Repeat for several.")
]
Pages = Annotated[
    int | None, typer.Option("--pages", metavar="N", help="Length.", parser=parse_pages)
]
Audio = Annotated[
    str | None, typer.Option("--audio", metavar="H:MM", help="Length of an audiobook.")
]
Percent = Annotated[bool, typer.Option("--percent", help="Length not known: count %.")]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="POSITION", help="Where reading ends, before notes or index."),
]
LoanDays = Annotated[
    int | None,
    typer.Option("--days", metavar="N", help="Days of the loan, else 21.", parser=parse_days),
]
DueDate = Annotated[str | None, typer.Option("--due", metavar="DATE", help="Due date.")]
Hour = Annotated[
    str | None, typer.Option("--time", metavar="HH:MM", help="Hour a digital loan ends.")
]
At = Annotated[
    str | None, typer.Option("--at", metavar="POSITION", help="Where you are in it already.")
]
Speed = Annotated[
    float, typer.Option("--speed", metavar="X", help="Playback speed of audio.", parser=typed_speed)
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
RenewalsLeft = Annotated[
    str | None,
    typer.Option("--renewals-left", metavar="N", help="Renewals still allowed; none: unknown."),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="What was borrowed; a magazine has a due date, and no length."),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Say how the numbers are made, step by step.")
]
Anyway = Annotated[bool, typer.Option("--anyway", help="Pass the gate; needs --why.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Your reason.")]
