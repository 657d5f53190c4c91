"""Prints the plan: a line for each block, grouped by day, with goals and due dates."""

from collections.abc import Mapping, Sequence
from datetime import date

from readtrack.dates import day_text
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.milestones import Milestone, milestones
from readtrack.planning.schedule import Plan, PlannedBlock, PlannedDay
from readtrack.planning.situation import Situation
from readtrack.render.grid import (
    ACCENT,
    GAP,
    Column,
    grid,
    load_bar,
    needs,
    print_grid,
    print_lines,
)
from readtrack.render.styled import Cell, Piece, cell
from readtrack.render.terminal import say, width
from readtrack.units import position_text
from readtrack.words.amounts import (
    at_least_a_minute,
    load_text,
    min_text,
    minutes_text,
    shortest_minutes,
)
from readtrack.words.loans import FORMATS, span_words
from readtrack.words.standing import question_lines, standing_words

LONGEST_ROUTINE = 12
"""Most columns of a routine's name, which is cut."""
ROOM_FOR_TITLE = 16
"""Least columns of a title at which blocks stand beside their day."""


class PlanLine(NamedTuple):
    """A line of the plan: a day, one of its blocks, or a milestone."""

    day: PlannedDay | None = None
    """The day, set only in its first line."""
    block: PlannedBlock | None = None
    words: Cell | None = None
    """The text of a line without a block: a milestone, or why the day is empty."""
    done: bool = False
    """True if the block of today has been read."""


def print_plan(plan: Plan, days: int, situation: Situation) -> None:
    """Print what does not fit, the first days of the plan, and how full they are."""
    if not plan.days:
        say("Nothing to plan: nothing is left to read.")
        return
    if leading := _leading(plan, situation):
        say(*leading, "")
    shown = _with_milestones(plan, days, situation)
    rows = [row for of_day in shown for row in of_day]
    spanning = [number for number, row in enumerate(rows) if not row.block]
    columns = [
        Column("Day", [_day(row, plan.today) for row in rows]),
        Column("Load", [_load(row) for row in rows]),
        *_block_columns(rows, narrow=False),
    ]
    if needs(columns, ROOM_FOR_TITLE, GAP) <= width():
        print_grid(columns, spanning)
    else:
        _, below = grid(_block_columns(rows, narrow=True), spanning, indent=2)
        _print_days(shown, below, plan.today)
    if closing := _closing(plan, days, situation):
        say("", *closing)


def _with_milestones(plan: Plan, days: int, situation: Situation) -> list[list[PlanLine]]:
    """Return the rows of each planned day, and of later days with a milestone."""
    marks: dict[date, list[Cell]] = {}
    missed = {(each.title, each.goal) for each in plan.unfinished}
    for each in milestones(situation.library, plan.today):
        late = not each.due and (each.title, each.day) in missed
        marks.setdefault(each.day, []).append(_milestone(each, late=late))
    planned = plan.days[:days]
    end = planned[-1].date if len(plan.days) > days else plan.today + (days - 1) * ONE_DAY
    later = (day for day in sorted(marks) if planned[-1].date < day <= end)
    every = [*planned, *(PlannedDay(day, 0, 0, ()) for day in later)]
    titles = situation.library.titles
    places = {loan.id: title.position(loan) for title in titles for loan in title.loans}
    return [
        _rows(day, marks.get(day.date, []), places if day.date == plan.today else {})
        for day in every
    ]


def _rows(day: PlannedDay, marks: Sequence[Cell], places: Mapping[int, float]) -> list[PlanLine]:
    """Return the rows of a day; a block is done if the place in `places` is past its end."""
    rows = [PlanLine(block=each, done=places.get(each.loan, -1) >= each.end) for each in day.blocks]
    rows += [PlanLine(words=each) for each in marks]
    if not rows:
        rows = [PlanLine(words=cell("free" if day.capacity_minutes else "no reading", "dim"))]
    return [rows[0]._replace(day=day), *rows[1:]]


def _milestone(each: Milestone, *, late: bool) -> Cell:
    """Return `goal: Dune`, `goal, not reached: Dune`, `due at 14:05: Dune (e-book)`."""
    at = f" at {each.due_time}" if each.due_time else ""
    kind = f"{'~' * each.estimated}due{at}" if each.due else f"goal{', not reached' * late}"
    edition = f" ({FORMATS[each.format]})" if each.format else ""
    title = cell(each.title)
    named = Cell((*title.pieces, Piece(edition)), title.ending + edition)
    return cell(f"{kind}: ", "yellow" if late else ACCENT).joined(named)


def _block_columns(rows: Sequence[PlanLine], *, narrow: bool) -> list[Column]:
    """Return the columns routine, title, target and minutes; a milestone takes the title's."""
    routines, titles, spans, minutes = zip(*(_cells(row, narrow) for row in rows), strict=True)
    return [
        Column("Routine", routines),
        Column("Book", titles, gives_way=True),
        Column("Read", spans),
        Column("For", minutes, right=True),
    ]


def _cells(row: PlanLine, narrow: bool) -> tuple[Cell, Cell, Cell, Cell]:
    block = row.block
    if block is None:
        return Cell(), row.words or Cell(), Cell(), Cell()
    unit, length = block.unit, shortest_minutes if narrow else min_text
    return (
        cell(block.routine, "dim").cut(LONGEST_ROUTINE),
        cell(block.title, "bold"),
        cell(
            position_text(unit, block.end) if narrow else span_words(unit, block.start, block.end)
        ),
        cell("done", "green") if row.done else cell(length(max(1, block.minutes)), "dim"),
    )


def _day(row: PlanLine, today: date) -> Cell:
    return cell(day_text(row.day.date, today)) if row.day else Cell()


def _load(row: PlanLine) -> Cell:
    if row.day is None or not row.day.blocks:
        return Cell()
    return load_bar(row.day.load, ACCENT)


def _print_days(days: Sequence[Sequence[PlanLine]], below: Sequence[Cell], today: date) -> None:
    """Print each day above its blocks, which are `below`."""
    lines, blocks = [], iter(below)
    widest = max(_day(of_day[0], today).width for of_day in days)
    for of_day in days:
        day = _day(of_day[0], today)
        lines.append(day.then(" " * (widest - day.width + 2)).joined(_load(of_day[0])))
        for row, block in zip(of_day, blocks, strict=False):
            lines.append(block if row.block else cell("  ").joined(row.words or Cell()))
    print_lines(line.cut(width()) for line in lines)


def _leading(plan: Plan, situation: Situation) -> list[str]:
    """Return the lines above the first day: what does not fit, or the question about minutes."""
    if plan.fits:
        return []
    words = standing_words(situation)
    if words.startswith(("does not", "just about")):
        words = f"it {words}"
    lines = [f"{words[0].upper()}{words[1:]}."]
    if plan.assumed:
        asks = question_lines(situation.fit_but_overdue, situation.table.routine_minutes)
        return [*lines, *asks] if _asks(situation) else []
    if plan.peak_load is None:
        lines.append("There is no time at all for something that is out.")
    elif plan.peak_load > 1 and not situation.overdue:
        lines.append(f"It would take days that are {load_text(plan.peak_load)} full.")
    for each in plan.unfinished:
        over = at_least_a_minute(each.minutes_short)
        if each.due < plan.today:
            lines.append(f"  {each.title} is overdue: {over} of it are left after today.")
        else:
            goal = f"{day_text(each.goal, plan.today)}{', its goal' * (each.goal < each.due)}"
            lines.append(f"  {each.title}: {over} more than fit by {goal}.")
    return [*lines, "The ways out: readtrack ways", "", "As much of it as there is time for:"]


def _asks(situation: Situation) -> bool:
    """Return whether the assumed minutes are not enough."""
    return not (situation.fit_but_overdue.fits or situation.fit_but_overdue.just_about)


def _closing(plan: Plan, days: int, situation: Situation) -> list[str]:
    """Return how full the busiest day is, and what is not shown."""
    lines = []
    if plan.assumed and plan.peak_load is not None and not _asks(situation):
        assumed = minutes_text(situation.table.minutes_per_day)
        lines.append(
            f"The fullest day asks {load_text(plan.peak_load)} of the {assumed} that are assumed. "
            "Say when you read: readtrack routine add bed 30m"
        )
    elif not plan.assumed and plan.peak_load is not None and plan.peak_load <= 1:
        lines.append(f"The busiest day is {load_text(plan.peak_load)} full.")
    if len(plan.days) > days:
        last = day_text(plan.days[-1].date, plan.today)
        lines.append(f"The plan goes on until {last}: readtrack plan --days {len(plan.days)}")
    return lines
