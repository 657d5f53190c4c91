"""The pace table for a program to cut: a tab between cells, a header, whole titles."""

from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.render.terminal import tab_separated
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
)


def print_rows(report: PaceReport) -> None:
    """Print a row a loan, by due date."""
    tab_separated([HEADER, *map(_record, report.loans)])


def _record(row: LoanPace) -> tuple[object, ...]:
    """One loan for a program to cut: positions and lengths as the reader writes them."""
    share, rate, finish = row.today, row.rate, row.finish
    return (
        row.id,
        row.title,
        row.format,
        row.due,
        row.days_left,
        _bare(row, row.position),
        "" if row.assumed_length else _bare(row, row.length),
        _bare(row, row.need_per_day),
        _bare(row, share.start),
        _bare(row, share.target),
        _bare(row, share.left),
        _bare(row, rate.per_calendar_day),
        _bare(row, rate.per_reading_day),
        finish.expected,
        int(100 * finish.chance_on_time) / 100,  # rounded down, as in the table
        row.status,
    )


def _bare(row: LoanPace, amount: float) -> str:
    if row.unit == "seconds":
        return precise_clock(amount)
    return f"{plain(amount)}%" if row.unit == "percent" else plain(amount)
