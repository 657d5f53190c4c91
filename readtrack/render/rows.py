"""The pace table and the plan as rows for programs, with whole titles."""

from readtrack.planning.magazines import MagazinePace
from readtrack.planning.pace import LoanPace, PaceTable
from readtrack.planning.schedule import Plan, PlannedDay
from readtrack.render.show import Rows
from readtrack.units import plain, precise_clock

HEADER = (
    "id",
    "title",
    "format",
    "due",
    "days_left",
    "position",
    "length",
    "need_per_day",
    "today_from",
    "today_to",
    "today_left",
    "per_calendar_day",
    "per_reading_day",
    "likely_finish",
    "chance_on_time",
    "status",
    "until",
)


def pace_rows(report: PaceTable) -> Rows:
    """Return a row for each loan, by due date."""
    return [HEADER, *map(_record, report.loans)]


PLAN_HEADER = (
    "date",
    "capacity_minutes",
    "load",
    "routine",
    "loan",
    "title",
    "from",
    "to",
    "minutes",
)


def plan_rows(plan: Plan) -> Rows:
    """Return a row for each block, and one for each day without a block."""
    return [PLAN_HEADER, *(row for day in plan.days for row in _day_rows(day))]


def _day_rows(day: PlannedDay) -> list[tuple[object, ...]]:
    head = (day.date, plain(day.capacity_minutes), round(day.load, 4))
    rows: list[tuple[object, ...]] = [
        (
            *head,
            block.routine,
            block.loan,
            block.title,
            bare(block.unit, block.start),
            bare(block.unit, block.end),
            plain(block.minutes),
        )
        for block in day.blocks
    ]
    return rows or [(*head, *[None] * 6)]


def _record(row: LoanPace | MagazinePace) -> tuple[object, ...]:
    """Return the row of a loan: positions and lengths as the reader writes them."""
    if isinstance(row, MagazinePace):
        filled = {"id", "title", "format", "due", "status"}
        return tuple(getattr(row, name) if name in filled else None for name in HEADER)
    share, rate, finish = row.today, row.rate, row.finish
    return (
        row.id,
        row.title,
        row.format,
        row.due,
        row.days_left,
        bare(row.unit, row.position),
        "" if row.assumed_length else bare(row.unit, row.length),
        bare(row.unit, row.need_per_day),
        bare(row.unit, share.start),
        bare(row.unit, share.target),
        bare(row.unit, share.left),
        bare(row.unit, rate.per_calendar_day),
        bare(row.unit, rate.per_reading_day),
        finish.expected,
        int(100 * finish.chance_on_time) / 100,  # rounded down, as in the table
        row.status,
        None if row.until is None else bare(row.unit, row.until),
    )


def bare(unit: str, amount: float) -> str:
    """Return an amount as the reader writes it, without its unit."""
    if unit == "seconds":
        return precise_clock(amount)
    return f"{plain(amount)}%" if unit == "percent" else plain(amount)
