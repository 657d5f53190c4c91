"""Prints what is due: severities, titles and deadlines in columns, with the advice below."""

from collections.abc import Sequence

from readtrack.planning.alerts import Alert
from readtrack.render.grid import GAP, Column, grid, needs, print_lines
from readtrack.render.styled import cell
from readtrack.render.terminal import COLOURS, label, say, width
from readtrack.words.alerts import DueReport, deadline_words, message, state_words, way_out
from readtrack.words.holds import HoldWarning, until_words

ROOM_FOR_TITLE = 16
"""Least columns of a title that has its deadline beside it."""

READY = "ready"
"""The severity shown for a hold that can be collected."""


def print_due(found: Sequence[Alert], report: DueReport) -> None:
    """Print each warning, nearest deadline first, then each hold that can be collected."""
    today, holds = report.today, report.holds
    labels = [cell(label(each.severity), COLOURS[each.severity]) for each in found]
    labels += [cell(READY, COLOURS["renewable"]) for _ in holds]
    titles = [cell(each.loan.book.title, "bold") for each in found]
    titles += [cell(each.title, "bold") for each in holds]
    columns = [Column("", labels), Column("", titles, gives_way=True)]
    due = [cell(deadline_words(each.loan, today)) for each in found]
    due += [cell(_collect(each, report)) for each in holds]
    wide = [*columns, Column("", due)]
    beside = needs(wide, ROOM_FOR_TITLE, GAP) <= width()
    _, heads = grid(wide if beside else columns, gap=GAP)
    indent = columns[0].width + GAP if beside else 2
    for number, head in enumerate(heads):
        print_lines([head])
        if number < len(found):
            alert = found[number]
            words = state_words(alert, today) if beside else message(alert, today)
            say(*filter(None, [words]), f"→ {way_out(alert)}", indent=indent)
        else:
            hold = holds[number - len(found)]
            until = [] if beside else [_collect(hold, report)]
            say(*filter(None, until), hold.room, f"→ {hold.way_out}", indent=indent)


def _collect(hold: HoldWarning, report: DueReport) -> str:
    """Return `until tomorrow, Thu 12 Mar`; nothing if the last day is unknown."""
    return until_words(hold.collect_by, report.today).removeprefix(", ")
