"""Prints checkouts as a table: when each is due or how it ended, and the reader's place."""

from collections.abc import Callable, Sequence
from datetime import date

from readtrack.dates import day_text, deadline_text, distance_text
from readtrack.model import Format, Loan, Outcome, Unit
from readtrack.render.grid import GAP, Column, needs, print_grid, print_lines
from readtrack.render.styled import NO_VALUE, Cell, cell
from readtrack.render.terminal import COLOURS, say, width
from readtrack.units import length_text, position_text
from readtrack.words.loans import ENDINGS, FORMATS, loan_words

LAYOUTS = (
    (30, GAP, ("no", "book", "author", "format", "length", "when long", "at", "percent")),
    (24, GAP, ("no", "book", "format", "length", "when long", "at", "percent")),
    (20, GAP, ("no", "book", "format", "when", "at", "percent")),
    (16, 1, ("no", "book", "format", "when", "percent")),
    (12, 1, ("no", "book", "format", "when day", "percent")),
    (10, 1, ("no", "book", "format short", "when day", "percent")),
)
"""Columns from wide to narrow, the least width of a title, and the least gap."""

Make = Callable[[Loan, date], Cell]


def print_loans(loans: Sequence[Loan], today: date) -> None:
    """Print a row for each loan, or two lines if a row is too wide."""
    if not loans:
        say("Nothing here.")
        return
    for least, gap, names in LAYOUTS:
        columns = [_column(name, loans, today) for name in names]
        columns = [each for each in columns if any(made.plain for made in each.cells)]
        if needs(columns, least, gap) <= width():
            print_grid(columns)
            return
    for loan in loans:
        say(f"{loan.id:>3}  {loan_words(loan)}")
        at = cell(", ").joined(_at(loan, today)) if loan.has_end else cell("")
        print_lines([cell("     ").joined(_when(loan, today)).joined(at)])


def _column(name: str, loans: Sequence[Loan], today: date) -> Column:
    heading, right, make = CELLS[name]
    if name.startswith("when"):
        ended = {loan.ended is not None for loan in loans}
        heading = "" if len(ended) > 1 else "Ended" if ended == {True} else "Due"
    return Column(heading, [make(loan, today) for loan in loans], right, name == "book")


def _number(loan: Loan, _: date) -> Cell:
    return cell(str(loan.id), "dim")


def _book(loan: Loan, _: date) -> Cell:
    return cell(loan.book.title, "bold")


def _author(loan: Loan, _: date) -> Cell:
    return cell(loan.book.authors[0] if loan.book.authors else "").cut(20)


def _format(loan: Loan, _: date) -> Cell:
    return cell(FORMATS[loan.format])


def _format_short(loan: Loan, _: date) -> Cell:
    return cell({Format.AUDIOBOOK: "audio", Format.MAGAZINE: "mag."}.get(loan.format, "text"))


def _length(loan: Loan, _: date) -> Cell:
    if not loan.has_end or loan.unit is Unit.PERCENT:
        return cell(NO_VALUE, "dim")
    return cell("~" * loan.assumed_length + length_text(loan.unit, loan.length))


def _when(loan: Loan, today: date) -> Cell:
    """Return `Mon 23 Mar 17d`, `Sun 1 Mar overdue`, `returned Sun 1 Mar`."""
    if loan.ended is not None:
        return cell(f"{ENDINGS[loan.ending]} {day_text(loan.ended, today)}")
    return _marked(loan, day_text(loan.due, today), today)


def _when_long(loan: Loan, today: date) -> Cell:
    """Return `Mon 23 Mar at 14:05, in 17 days`."""
    if loan.ended is not None:
        return cell(f"{ENDINGS[loan.ending]} {day_text(loan.ended, today)}")
    due = cell("~" * loan.estimated + deadline_text(loan.due, loan.due_time, today))
    return due.then(", overdue", COLOURS["overdue"]) if loan.overdue(today) else due


def _when_day(loan: Loan, today: date) -> Cell:
    """Return the day in six characters; in another year, the month and year only."""
    day = loan.due if loan.ended is None else loan.ended
    short = f"{day.day} {day:%b}" if day.year == today.year else f"{day:%b}’{day:%y}"
    if loan.ended is not None:
        return cell(f"{ENDINGS[loan.ending]} {short}")
    return _marked(loan, short, today)


def _marked(loan: Loan, day: str, today: date) -> Cell:
    """Return a due date with the days left, or the word that it is past."""
    days = (loan.due - today).days
    due = cell("~" * loan.estimated + day)
    if loan.overdue(today):
        return due.then(" overdue", COLOURS["overdue"])
    return due.then(f" {days:>2}d" if days else f" {distance_text(loan.due, today)}")


def _at(loan: Loan, _: date) -> Cell:
    if not loan.has_end:
        return cell(NO_VALUE, "dim")
    if loan.outcome is Outcome.FINISHED:
        return cell("finished")
    return cell(position_text(loan.unit, loan.place))


def _percent(loan: Loan, _: date) -> Cell:
    """Return the percentage read, rounded down, so that 100 means the end."""
    return cell(f"{int(loan.percent)}%" if loan.has_end else "")


CELLS: dict[str, tuple[str, bool, Make]] = {
    "no": ("", True, _number),
    "book": ("Book", False, _book),
    "author": ("Author", False, _author),
    "format": ("", False, _format),
    "format short": ("", False, _format_short),
    "length": ("Length", True, _length),
    "when": ("Due", False, _when),
    "when long": ("Due", False, _when_long),
    "when day": ("Due", False, _when_day),
    "at": ("At", True, _at),
    "percent": ("Read", True, _percent),
}
"""By column: its heading, whether it is aligned to the right, and the cell of a loan."""
