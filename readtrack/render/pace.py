"""Prints the pace table: a row for each loan, with as many columns as fit."""

from collections.abc import Callable, Sequence
from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Status
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import ENOUGH_DAYS
from readtrack.render.grid import GAP, Column, bar, needs, print_grid, short_day
from readtrack.render.styled import NO_VALUE, Cell, cell
from readtrack.render.terminal import COLOURS, label, say, width
from readtrack.units import position_text, short_amount
from readtrack.words.amounts import chance_text, days_text, minutes_text, shortest_minutes
from readtrack.words.loans import (
    FORMATS,
    by_title,
    finish_words,
    magazine_words,
    place_words,
    rate_words,
    today_words,
)
from readtrack.words.standing import capacity_words, slot_words, standing_words

LAYOUTS = (
    (24, ("no", "book", "due at", "read 20", "to", "for", "how", "chance", "need")),
    (24, ("no", "book", "due", "read 20", "to", "for", "how", "chance")),
    (20, ("no", "book", "due", "read 16", "to", "for", "how")),
    (16, ("no", "book", "due", "read 8", "to", "for short", "how")),
    (12, ("book", "due", "percent", "to", "for short", "how")),
    (12, ("book", "due day", "to", "for short", "how")),
    (0, ("book", "due day", "to", "status")),
)
"""Columns from wide to narrow, and the least width of a title in each."""

OVER = (Status.FINISHED, Status.EXPIRED, Status.OVERDUE)
"""Statuses without a chance, a pace or a date to finish."""


def print_pace(report: PaceReport, situation: Situation, *, wide: bool) -> None:
    """Print the table, or all facts behind it, and how everything stands."""
    if report.loans:
        (_print_facts if wide else _print_table)(report)
    say(*(magazine_words(row, report.today) for row in report.magazines))
    say("")
    standing = slot_words(report.slots), capacity_words(report.capacity), standing_words(situation)
    say(" · ".join(standing))


def _print_table(report: PaceReport) -> None:
    titles = by_title(report.loans)
    lines = [line for editions in titles for line in _lines(editions)]
    spanning = [number for number, (row, _) in enumerate(lines) if row is None]
    for least, names in LAYOUTS:
        columns = [_column(name, lines, report.today) for name in names]
        if needs(columns, least, GAP) <= width():
            break
    print_grid(columns, spanning)


Line = tuple[LoanPace | None, Cell]
"""A loan, or None for a title with several editions, and its name in the table."""


def _lines(editions: Sequence[LoanPace]) -> list[Line]:
    """Return a line for a title with one edition, else one for the title and each edition."""
    title = cell(editions[0].title, "bold")
    if len(editions) == 1:
        return [(editions[0], title)]
    return [(None, title), *((row, cell(f"  {FORMATS[row.format]}")) for row in editions)]


def _column(name: str, lines: Sequence[Line], today: date) -> Column:
    if name == "book":
        return Column("Book", [text for _, text in lines], gives_way=True)
    heading, right, make = CELLS[name]
    return Column(heading, [Cell() if row is None else make(row, today) for row, _ in lines], right)


def _due(row: LoanPace, today: date) -> Cell:
    """Return `Mon 23 Mar 17d`; in another year, without the weekday."""
    day = day_text(row.due, today)
    day = day if row.due.year == today.year else day.partition(" ")[2]
    return _dated(row, today, f"{day} {(row.due - today).days:>2}d")


def _due_at(row: LoanPace, today: date) -> Cell:
    """Return `Mon 23 Mar, in 17 days`, with the hour of a digital loan."""
    hour = f" {row.due_time}" if row.due_time else ""
    far = "" if row.due == today else f", {distance_text(row.due, today)}"
    return _dated(row, today, day_text(row.due, today)).then(f"{hour}{far}")


def _dated(row: LoanPace, today: date, text: str) -> Cell:
    return cell("~" * row.estimated_due + ("today" if row.due == today else text))


def _bar(row: LoanPace, cells: int) -> Cell:
    """Return a bar of how much is read, with a mark for an even pace as of this morning."""
    even = min(cells - 1, int(cells * row.even / row.end))
    mark = even if row.status not in OVER else None
    drawn = bar(row.percent / 100, cells, COLOURS.get(row.status, ""), mark)
    return drawn.then(f" {int(row.percent):>3}%")


def _busy(row: LoanPace) -> bool:
    """Return whether some of today's share is left."""
    return row.status not in OVER and row.today.left > 0


def _to(row: LoanPace) -> Cell:
    """Return where today's share ends."""
    if _busy(row):
        return cell(position_text(row.unit, row.today.target))
    done = row.today.target > row.today.start and row.status not in OVER
    return cell("done") if done else cell(NO_VALUE, "dim")


def _for(row: LoanPace, write: Callable[[float], str]) -> Cell:
    """Return the minutes that the rest of today's share takes."""
    about = "~" * row.assumed_length
    return cell(about + write(max(1, row.today.minutes)) if _busy(row) else "")


def _how(row: LoanPace, today: date) -> Cell:
    """Return the status, and the day to finish: by plan, or at the present pace if behind."""
    day = row.finish.expected if row.status is Status.BEHIND else row.finish.planned
    plain = row.status in (Status.ON_TRACK, Status.AHEAD, Status.BEHIND)
    return _status(row).then(f" {short_day(day, today)}" if plain and day else "")


def _status(row: LoanPace) -> Cell:
    return cell(label(row.status), COLOURS.get(row.status, ""))


def _chance(row: LoanPace) -> str:
    early = row.finish.evidence_days < ENOUGH_DAYS
    return "too early" if early else chance_text(row.finish.chance_on_time)


def _unless_over(row: LoanPace, text: str) -> Cell:
    return cell(NO_VALUE if row.status in OVER else text, "dim")


def _need(row: LoanPace) -> str:
    return short_amount(row.unit, row.need_per_day)


CELLS: dict[str, tuple[str, bool, Callable[[LoanPace, date], Cell]]] = {
    "no": ("", True, lambda row, _: cell(str(row.id), "dim")),
    "due": ("Due", False, _due),
    "due at": ("Due", False, _due_at),
    "due day": ("Due", True, lambda row, today: _dated(row, today, short_day(row.due, today))),
    "read 20": ("Read", False, lambda row, _: _bar(row, 20)),
    "read 16": ("Read", False, lambda row, _: _bar(row, 16)),
    "read 8": ("Read", False, lambda row, _: _bar(row, 8)),
    "percent": ("Read", True, lambda row, _: cell(f"{int(row.percent)}%")),
    "to": ("Today", True, lambda row, _: _to(row)),
    "for": ("", True, lambda row, _: _for(row, minutes_text)),
    "for short": ("", True, lambda row, _: _for(row, shortest_minutes)),
    "how": ("Finish", False, _how),
    "status": ("", False, lambda row, _: _status(row)),
    "chance": ("In time", False, lambda row, _: _unless_over(row, _chance(row))),
    "need": ("A day", True, lambda row, _: _unless_over(row, _need(row))),
}
"""By column: its heading, whether it is aligned to the right, and the cell of a loan."""


def _print_facts(report: PaceReport) -> None:
    """Print a heading for each loan, and a short line for each fact below it."""
    today = report.today
    for row in (row for editions in by_title(report.loans) for row in editions):
        say(f"{row.title} ({FORMATS[row.format]})", status=row.status)
        due = f"due {day_text(row.due, today)}, {distance_text(row.due, today)}"
        say(f"{label(row.status)} · {due}", place_words(row), indent=2)
        if row.status not in OVER:
            say(*_outlook(row, today), indent=2)
        say(f"today {today_words(row)}", indent=2)


def _outlook(row: LoanPace, today: date) -> list[str]:
    days = (row.due - row.goal).days
    return [
        f"planned to end by {day_text(row.goal, today)}, {days_text(days)} before",
        f"needs {_need(row)} a day, {'~' * row.assumed_length}{minutes_text(row.minutes_per_day)}",
        f"pace {rate_words(row)}",
        *finish_words(row, today).split("; "),
    ]
