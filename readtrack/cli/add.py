"""`add`: check a book out."""

from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli import options
from readtrack.cli.checkout import (
    CheckoutOptions,
    add_command,
    book_named,
    candidate,
    check_out,
    confirmed_loan,
)
from readtrack.cli.checks import at_most_one, check_magazine, checked_text
from readtrack.cli.gate import check_reason
from readtrack.cli.session import confirm_or_note, opened
from readtrack.cli.usage import examples
from readtrack.errors import ReadtrackError, UsageError
from readtrack.model import Book, Format
from readtrack.names import title_key
from readtrack.planning.situation import Situation
from readtrack.store.store import Store

OptionalTitle = Annotated[
    str | None, Argument(metavar="TITLE", help="The title, as you would say it.")
]
FromFile = Annotated[
    str | None,
    Option(
        "--from-file",
        metavar="BOOK",
        help="Take title, author and length from an EPUB, PDF or audio file.",
    ),
]


@examples(
    'readtrack add "Dune" --author "Frank Herbert" --pages 412',
    'readtrack add "Emma" --audio 16:40 --days 14 --why "for the commute"',
    "readtrack add --from-file adventures.epub --due +2w",
)
def add_(
    ctx: Context,
    title: OptionalTitle = None,
    authors: options.Authors = None,
    pages: options.Pages = None,
    audio: options.Audio = None,
    percent: options.Percent = False,
    until: options.Until = None,
    from_file: FromFile = None,
    kind: options.FormatOption = None,
    on: Annotated[str, Option("--on", metavar="DATE", help="Day of the checkout.")] = "today",
    days: options.LoanDays = None,
    due: options.DueDate = None,
    time: options.Hour = None,
    why: options.Why = None,
    source: options.LibraryOption = None,
    isbn: options.Isbn = None,
    renewals_left: options.RenewalsLeft = None,
    at: options.At = None,
    speed: options.Speed = 1.0,
    yes: options.Yes = False,
    anyway: options.Anyway = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Check a book out: due in 21 days unless you say otherwise.

    An e-book unless --audio or --format says something else. A second edition of a title that is
    out joins it and takes no slot; a title you gave back unfinished opens where you left it.
    """
    check_reason(anyway, why)
    check_magazine(kind, {"--from-file": from_file})
    if from_file is not None:
        lengths = {"--pages": pages, "--audio": audio, "--percent": percent or None}
        at_most_one({"--from-file": from_file, **lengths})
        found, kind, pages, audio = _in_file(from_file, title, kind)
        title, authors, isbn = found.title, authors or list(found.authors), isbn or found.isbn
    if title is None:
        what = "add needs a title: readtrack add 'Hard Times' --pages 300"
        raise UsageError(what, "Or take it from a file: readtrack add --from-file book.epub")
    wanted = CheckoutOptions(
        pages=pages, audio=audio, percent=percent, kind=kind, until=until, on=on, days=days,
        due=due, time=time, at=at, speed=speed, why=why, library=source,
        renewals_left=renewals_left,
    )  # fmt: skip
    flags = ["--dry-run"] * dry_run + ["--yes"] * yes + ["--json"] * as_json
    with opened(ctx) as store:
        situation, book = store.situation(), book_named(store, title, authors, isbn)
        _check_out(store, situation, title, book, wanted, flags, anyway=anyway)


def _check_out(
    store: Store,
    situation: Situation,
    title: str,
    book: Book,
    wanted: CheckoutOptions,
    flags: list[str],
    *,
    anyway: bool,
) -> None:
    """Check the book out; `flags` are those to repeat in the command that an error suggests."""
    loan = candidate(store, situation, book, wanted)
    if title_key(book.title) != title_key(title):
        confirm_or_note(f"This ISBN is that of {book.title}.")
    loan, decision = confirmed_loan(loan, situation, anyway)
    again = add_command(loan, wanted.at, situation.today, situation.library.settings.loan_days)
    ends_nowhere = wanted.until is not None and loan.has_end and loan.until is None
    more = ["--until", "none"] * ends_nowhere + flags
    check_out(
        store,
        situation,
        loan,
        decision,
        anyway=anyway,
        keep="--dry-run" not in flags,
        command=again._replace(options=(*again.options, *more)),
        as_json="--json" in flags,
    )


def _in_file(
    file: str, title: str | None, kind: Format | None
) -> tuple[Book, Format, int | None, str | None]:
    """The book in a file, by `title` if one is given, its format, and its pages or its hours."""
    from pathlib import Path

    from readtrack.importing.measuring.measure import measure
    from readtrack.importing.measuring.measured import file_name
    from readtrack.render.terminal import note
    from readtrack.units import precise_clock

    try:
        found, name = measure(Path(file)), file_name(Path(file))
    except ReadtrackError as error:
        audio_file = kind is Format.AUDIOBOOK or "--audio" in error.remedy
        length = ("--audio", "7:57") if audio_file else ("--pages", 304)
        error.instead = {"--from-file": None, **dict([length])}
        if title is None:
            error.instead["add"] = ("add", "Hard Times")
        raise
    if (kind or found.format) is not found.format and Format.AUDIOBOOK in (kind, found.format):
        raise UsageError(f"{name} is an {found.format.words}.", instead={"--format": None})
    title = found.title if title is None else checked_text(title, "title")
    if title is None:
        what = f"{name} does not say its title."
        raise UsageError(what, "Give the title before --from-file.", {"add": ("add", "Hard Times")})
    if found.estimated:
        note(f"Length worked out from the words: ~{found.pages} p.")
    audio = None if found.seconds is None else precise_clock(found.seconds)
    return Book(0, title, found.authors, found.isbn), kind or found.format, found.pages, audio
