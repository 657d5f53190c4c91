"""Options and arguments that several commands share, and their shell completion."""

from enum import StrEnum
from typing import Annotated, Any

from typer import Argument, Option

from readtrack.cli.checks import typed_speed
from readtrack.cli.click import TyperChoice
from readtrack.cli.completion import every_loan, loans_out
from readtrack.distances import parse_days
from readtrack.model import Format, Kind
from readtrack.positions import parse_pages

BY_TITLE = "Words of the title, or the number that list shows."
Book = Annotated[str, Argument(metavar="BOOK", help=BY_TITLE, autocompletion=loans_out)]
AnyBook = Annotated[str, Argument(metavar="BOOK", help=BY_TITLE, autocompletion=every_loan)]


class Words(TyperChoice[str]):
    """A choice of words in any case; formats may be written in other ways too."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        word = str(value).strip().casefold()
        if word not in self.choices and "ebook" in self.choices:
            from readtrack.importing.values import typed_format

            word = typed_format(word) or word
        listed = word in self.choices
        return super().convert(str(word) if listed else value, param, ctx)


def words(of: type[StrEnum]) -> Words:
    """Return a choice of the values of the enum."""
    return Words([each.value for each in of])


Kinds = Annotated[
    Kind,
    Option(
        "--for",
        metavar="USE",
        click_type=words(Kind),
        help="What it can be used for: text cannot be heard.",
    ),
]
Title = Annotated[str, Argument(metavar="TITLE", help="The title, as you would say it.")]
Authors = Annotated[
    list[str] | None, Option("--author", metavar="NAME", help="Repeat for several.")
]
NewTitle = Annotated[str | None, Option("--title", metavar="TEXT", help="Another title.")]
NewAuthors = Annotated[
    list[str] | None, Option("--author", metavar="NAME", help="Replaces all authors.")
]
Pages = Annotated[int | None, Option("--pages", metavar="N", help="Length.", parser=parse_pages)]
Audio = Annotated[str | None, Option("--audio", metavar="H:MM", help="Length of an audiobook.")]
Percent = Annotated[bool, Option("--percent", help="Count in percent: the length is unknown.")]
Until = Annotated[
    str | None,
    Option("--until", metavar="POSITION", help="Where reading ends, before notes or index."),
]
Isbn = Annotated[str | None, Option("--isbn", metavar="ISBN", help="Of the edition.")]
LibraryOption = Annotated[str | None, Option("--library", metavar="NAME", help="Where it is from.")]
LoanDays = Annotated[
    int | None, Option("--days", metavar="N", help="Days of the loan, else 21.", parser=parse_days)
]
DueDate = Annotated[str | None, Option("--due", metavar="DATE", help="Due date.")]
Hour = Annotated[str | None, Option("--time", metavar="HH:MM", help="Hour a digital loan ends.")]
At = Annotated[str | None, Option("--at", metavar="POSITION", help="Where you are in it already.")]
Speed = Annotated[
    float, Option("--speed", metavar="X", help="Playback speed of audio.", parser=typed_speed)
]
DryRun = Annotated[bool, Option("--dry-run", help="Show it, change nothing.")]
Json = Annotated[bool, Option("--json", help="Answer as JSON.")]
RenewalsLeft = Annotated[
    str | None,
    Option("--renewals-left", metavar="N", help="Renewals still allowed; none if unknown."),
]
FormatOption = Annotated[
    Format | None,
    Option(
        "--format",
        metavar="FORMAT",
        click_type=words(Format),
        help="What was borrowed; a magazine has a due date, and no length.",
    ),
]
Explain = Annotated[bool, Option("--explain", help="Say how the numbers are made, step by step.")]
Anyway = Annotated[
    bool, Option("--anyway", help="Even if it is over the cap or does not fit; needs --why.")
]
Yes = Annotated[bool, Option("--yes", "-y", help="Answer yes to what is asked.")]
"""Answers yes to the questions of `confirm_or_note`."""
Why = Annotated[str | None, Option("--why", metavar="TEXT", help="Your reason.")]
