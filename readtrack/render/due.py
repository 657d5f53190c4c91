"""Prints what is due: severities, titles and deadlines in columns, with the advice below."""

from collections.abc import Sequence

from readtrack.planning.alerts import Alert
from readtrack.render.grid import GAP, Column, grid, needs, print_lines
from readtrack.render.styled import cell
from readtrack.render.terminal import COLOURS, label, say, width
from readtrack.words.alerts import DueReport, message, state_words, way_out
from readtrack.words.holds import until_words
from readtrack.words.loans import due_words

ROOM_FOR_TITLE = 16
"""Least columns of a title that has its deadline beside it."""


def print_due(found: Sequence[Alert], report: DueReport) -> None:
    """Print each warning, nearest deadline first, then each hold that can be collected."""
    today, holds = report.today, report.holds
    labels = [cell(label(each.severity), COLOURS[each.severity]) for each in found]
    labels += [cell("ready", COLOURS["renewable"]) for _ in holds]
    titles = [cell(each.loan.book.title, "bold") for each in found]
    titles += [cell(each.title, "bold") for each in holds]
    columns = [Column("", labels), Column("", titles, gives_way=True)]
    until = [until_words(each.collect_by, today).removeprefix(", ") for each in holds]
    due = [*(due_words(each.loan, today) for each in found), *until]
    wide = [*columns, Column("", list(map(cell, due)))]
    beside = needs(wide, ROOM_FOR_TITLE, GAP) <= width()
    _, heads = grid(wide if beside else columns, gap=GAP)
    indent = columns[0].width + GAP if beside else 2
    for number, head in enumerate(heads):
        print_lines([head])
        if number < len(found):
            alert = found[number]
            words = [state_words(alert, today) if beside else message(alert, today)]
            way = way_out(alert)
        else:
            hold = holds[number - len(found)]
            words, way = ["" if beside else until[number - len(found)], hold.room], hold.way_out
        say(*filter(None, words), f"→ {way}", indent=indent)
