"""The pace table and the plan as rows for programs, with whole titles."""

from readtrack.planning.magazines import MagazinePace
from readtrack.planning.pace import LoanPace, PaceTable
from readtrack.planning.schedule import Plan
from readtrack.render.show import Fields, Rows, field_row
from readtrack.units import plain, precise_clock

PACE_FIELDS: Fields[LoanPace] = {
    "id": None,
    "title": None,
    "format": None,
    "due": None,
    "days_left": None,
    "position": lambda row: bare(row.unit, row.position),
    "length": lambda row: "" if row.assumed_length else bare(row.unit, row.length),
    "need_per_day": lambda row: bare(row.unit, row.need_per_day),
    "today_from": lambda row: bare(row.unit, row.today.start),
    "today_to": lambda row: bare(row.unit, row.today.target),
    "today_left": lambda row: bare(row.unit, row.today.left),
    "per_calendar_day": lambda row: bare(row.unit, row.rate.per_calendar_day),
    "per_reading_day": lambda row: bare(row.unit, row.rate.per_reading_day),
    "likely_finish": lambda row: row.finish.expected,
    # rounded down, as in the table
    "chance_on_time": lambda row: int(100 * row.finish.chance_on_time) / 100,
    "status": None,
    "until": lambda row: None if row.until is None else bare(row.unit, row.until),
}


def pace_rows(report: PaceTable) -> Rows:
    """Yield a row for each loan, by due date; a magazine has only the fields without a pace."""
    yield tuple(PACE_FIELDS)
    for row in report.loans:
        if isinstance(row, MagazinePace):
            yield [None if make else getattr(row, name) for name, make in PACE_FIELDS.items()]
        else:
            yield field_row(PACE_FIELDS, row)


def plan_rows(plan: Plan) -> Rows:
    """Yield a row for each block, and one for each day without a block."""
    yield "date", "capacity_minutes", "load", "routine", "loan", "title", "from", "to", "minutes"
    for day in plan.days:
        head = day.date, plain(day.capacity_minutes), round(day.load, 4)
        for each in day.blocks:
            span = bare(each.unit, each.start), bare(each.unit, each.end)
            yield *head, each.routine, each.loan, each.title, *span, plain(each.minutes)
        if not day.blocks:
            yield *head, *[None] * 6


def bare(unit: str, amount: float) -> str:
    """Return an amount as the reader writes it, without its unit."""
    if unit == "seconds":
        return precise_clock(amount)
    return f"{plain(amount)}%" if unit == "percent" else plain(amount)
