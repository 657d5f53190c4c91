"""The pace table: three lines a loan where there is room, a card a loan where there is not."""

from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from readtrack.dates import day_text, distance_text
from readtrack.model import Status
from readtrack.names import shown
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import ENOUGH_DAYS
from readtrack.render.terminal import COLOURS, label, say, width
from readtrack.units import clock, plain, position_text, precise_clock, short_amount
from readtrack.words.amounts import chance_text
from readtrack.words.loans import FORMATS, by_title, finish_words, place_words, today_words
from readtrack.words.standing import capacity_words, slot_words, standing_words

ROOM_FOR_TABLE = 76
"""Columns from which the table is readable; below, cards are."""

COLUMNS = {
    "Book": 10,
    "Due": 11,
    "Progress": 12,
    "A day": 7,
    "Today": 13,
    "Your pace": 10,
    "Finish": 11,
}
"""Headings and widths; with the blanks between them they fill 80 columns."""

OVER = (Status.FINISHED, Status.EXPIRED, Status.OVERDUE)
"""What no chance and no date is said of."""

Part = tuple[str, str]
"""A piece of text and its style."""


def print_pace(report: PaceReport, situation: Situation) -> None:
    """Print the table, or cards, as wide as the terminal."""
    if width() >= ROOM_FOR_TABLE:
        _print_table(Console(highlight=False, width=width()), report)
    else:
        for row in (row for editions in by_title(report.loans) for row in editions):
            _print_card(row, report)
    say("")
    say(
        " · ".join(
            (
                slot_words(report.slots),
                capacity_words(report.capacity),
                standing_words(situation),
            )
        )
    )


def _print_table(console: Console, report: PaceReport) -> None:
    """A line a title, under it two lines an edition, all in the same columns."""
    console.print(_grid([[[(heading, "dim")] for heading in COLUMNS]]))
    for editions in by_title(report.loans):
        authors = ", ".join(editions[0].authors)
        heading = Text(shown(editions[0].title), style="bold")
        console.print(heading.append(f"  {shown(authors)}".rstrip(), style="not bold dim"))
        console.print(_grid(_cells(row, report) for row in editions))


def _grid(rows: Iterable[list[list[Part]]]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    for columns in COLUMNS.values():
        grid.add_column(width=columns, no_wrap=True)
    for cells in rows:
        grid.add_row(*(Text.assemble(*cell) for cell in cells))
    return grid


def _cells(row: LoanPace, report: PaceReport) -> list[list[Part]]:
    mark = "~" if row.assumed_length else ""
    length = "no length" if row.assumed_length else f"{int(row.percent)}% of {_of(row)}"
    return [
        [(f" {FORMATS[row.format]}\n ", ""), _status(row)],
        _over(_due(row, report.today), distance_text(row.due, report.today)),
        _over(position_text(row.unit, row.position), length),
        [("–", "dim")]
        if row.status in OVER
        else _over(_need(row), f"{mark}{row.minutes_per_day:.0f} min"),
        _today(row),
        _pace(row, mark),
        _finish(row, report.today),
    ]


def _pace(row: LoanPace, mark: str) -> list[Part]:
    """Pages or time a calendar day, and the chance to be in time."""
    if row.status in OVER:
        return [("–", "dim")]
    pace = f"{_number(row, row.rate.per_calendar_day)} a day" if row.rate.reading_days else "–"
    early = row.finish.evidence_days < ENOUGH_DAYS
    chance = "too early" if early else f"{mark}{chance_text(row.finish.chance_on_time)}"
    return _over(pace, chance)


def _finish(row: LoanPace, today: date) -> list[Part]:
    """The day by keeping the plan, and the one at the reader's pace."""
    if row.status in OVER:
        return [("–", "dim")]
    early = row.finish.evidence_days < ENOUGH_DAYS
    pace = "–" if early else _short_day(row.finish.expected, today)
    plan = _short_day(row.finish.planned, today) if row.finish.planned else "–"
    return _over(f"plan {plan}", f"pace {pace}")


def _over(upper: str, lower: str) -> list[Part]:
    return [(f"{upper}\n", ""), (lower, "dim")]


def _status(row: LoanPace) -> Part:
    return label(row.status), COLOURS.get(row.status, "")


def _due(row: LoanPace, today: date) -> str:
    """The due date in few characters: a year, when there is one, takes the weekday's place."""
    text = day_text(row.due, today)
    short = text if row.due.year == today.year else text.partition(" ")[2]
    return "~" * row.estimated_due + short


def _short_day(day: date | None, today: date) -> str:
    """A date in six characters: of another year the month only."""
    if day is None:
        return "open"
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day:%b}’{day:%y}"


def _of(row: LoanPace) -> str:
    return position_text(row.unit, row.end).removeprefix("p. ")


def _need(row: LoanPace) -> str:
    if row.unit == "seconds":
        return precise_clock(row.need_per_day)
    return short_amount(row.unit, row.need_per_day)


def _today(row: LoanPace) -> list[Part]:
    share = row.today
    if row.position >= row.end or row.status == "expired" or share.target <= share.start:
        return [("–", "dim")]
    left = f"{_number(row, share.left)} to go" if share.left else "done"
    return _over(f"{_number(row, share.start)} → {_number(row, share.target)}", left)


def _number(row: LoanPace, amount: float) -> str:
    """An amount without its unit, which the column or the row tells."""
    return clock(amount) if row.unit == "seconds" else plain(amount)


def _print_card(row: LoanPace, report: PaceReport) -> None:
    """One loan for a narrow screen, a short line a fact."""
    say(f"{row.title} ({FORMATS[row.format]})", status=row.status)
    say(
        f"{label(row.status)} · due {day_text(row.due, report.today)}",
        f"{distance_text(row.due, report.today)}",
        place_words(row),
        *([] if row.status in OVER else [f"needs {_need(row)} a day"]),
        f"today {today_words(row)}",
        *_outlook(row, report.today),
        indent=2,
    )


def _outlook(row: LoanPace, today: date) -> list[str]:
    if row.status in OVER:
        return []
    pace = f"pace {short_amount(row.unit, row.rate.per_calendar_day)} a day"
    return [pace, *finish_words(row, today).split("; ")]
