"""The plan on a terminal: a line a block where there is room, two where there is not."""

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from readtrack.dates import day_text
from readtrack.names import shown
from readtrack.planning.schedule import Plan, PlannedBlock, PlannedDay
from readtrack.planning.situation import Situation
from readtrack.render.terminal import say, width
from readtrack.words.amounts import at_least_a_minute, load_text, minutes_text
from readtrack.words.loans import span_words
from readtrack.words.standing import question_lines, standing_words

ROOM_FOR_TABLE = 66
"""Columns from which a block fits on a line."""


def print_plan(plan: Plan, days: int, situation: Situation) -> None:
    """Print the first days of the plan, how full they are, and what it cannot hold."""
    if not plan.days:
        say("Nothing to plan: nothing is left to read.")
        return
    shown_days = plan.days[:days]
    if width() >= ROOM_FOR_TABLE:
        Console(highlight=False, width=width()).print(_table(shown_days, plan.today))
    else:
        for day in shown_days:
            _print_day(day, plan.today)
    say("", *_closing(plan, len(shown_days), situation))


def _table(days: tuple[PlannedDay, ...], today: date) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(no_wrap=True, max_width=12)
    grid.add_column(no_wrap=True, ratio=1)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    grid.expand = True
    for day in days:
        head = Text(day_text(day.date, today)), Text(load_text(day.load))
        if not day.blocks:
            grid.add_row(head[0], "", "", Text(_why_empty(day), style="dim"), "", "")
        for place, block in enumerate(day.blocks):
            first = head if place == 0 else ("", "")
            grid.add_row(
                *first,
                Text(shown(block.routine), style="dim"),
                Text(shown(block.title), style="bold"),
                Text(span_words(block.unit, block.start, block.end)),
                Text(f"{_minutes(block)} min", style="dim"),
            )
    return grid


def _minutes(block: PlannedBlock) -> int:
    return max(1, round(block.minutes))


def _why_empty(day: PlannedDay) -> str:
    return "free" if day.capacity_minutes else "no reading"


def _print_day(day: PlannedDay, today: date) -> None:
    load = load_text(day.load) if day.blocks else _why_empty(day)
    say(f"{day_text(day.date, today)} · {load}")
    for block in day.blocks:
        where = f"{block.routine}: "
        say(f"{where}{block.title}", indent=2)
        span = span_words(block.unit, block.start, block.end)
        say(f"{span}, {_minutes(block)} min", indent=4)


def _assumed_lines(load: float, situation: Situation) -> Iterator[str]:
    """What the plan asks of minutes that are only assumed."""
    if situation.fit_but_overdue.fits or situation.fit_but_overdue.just_about:
        assumed = minutes_text(situation.table.minutes_per_day)
        yield (
            f"The fullest day asks {load_text(load)} of the {assumed} that are assumed. "
            "Say when you read: readtrack routine add bed 30m"
        )
        return
    words = standing_words(situation)
    yield f"{words[0].upper()}{words[1:]}."
    yield from question_lines(situation.fit_but_overdue, situation.table.routine_minutes)


def _closing(plan: Plan, days: int, situation: Situation) -> list[str]:
    """How full the busiest day is, what is not shown, and what does not fit."""
    lines = []
    if plan.peak_load is None:
        lines.append("There is no time at all for something that is out.")
    elif plan.assumed:
        lines += _assumed_lines(plan.peak_load, situation)
    elif plan.peak_load > 1 and not situation.overdue:
        lines.append(f"It would take days that are {load_text(plan.peak_load)} full.")
    elif plan.peak_load <= 1:
        lines.append(f"The busiest day is {load_text(plan.peak_load)} full.")
    for each in plan.unfinished:
        over = at_least_a_minute(each.minutes_short)
        if each.due < plan.today:
            lines.append(f"{each.title} is overdue: {over} of it are left after today.")
        elif not plan.assumed:
            goal = f"{day_text(each.goal, plan.today)}{', its goal' * (each.goal < each.due)}"
            lines.append(f"{each.title}: {over} more than fit by {goal}.")
    if plan.unfinished and not plan.assumed:
        lines.append("The ways out: readtrack ways")
    if len(plan.days) > days:
        last = day_text(plan.days[-1].date, plan.today)
        lines.append(f"The plan goes on until {last}: readtrack plan --days {len(plan.days)}")
    return lines
