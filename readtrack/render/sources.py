"""Prints the remembered sources of `import`: when they were read, and what came last."""

from datetime import date, datetime

from readtrack.dates import day_text
from readtrack.planning.imported import SourceList, SourceReport
from readtrack.render.grid import Column, needs, print_grid
from readtrack.render.show import Fields
from readtrack.render.styled import cell
from readtrack.render.terminal import say, width

SOURCE_FIELDS: Fields[SourceReport] = {
    **dict.fromkeys(SourceReport._fields),
    "mapped": lambda each: " ".join(each.mapped),
}

LEAST = 30
"""Least columns of a pattern in a table; below it each source has lines of its own."""


def print_sources(report: SourceList) -> None:
    found, today = report.sources, report.today
    if not found:
        say("Nothing is remembered. Such as: readtrack import --remember '~/Downloads/libby*.csv'")
        return
    columns = [
        Column("", [cell(str(each.id), "dim") for each in found], right=True),
        Column("Source", [cell(each.pattern + _how(each)) for each in found], gives_way=True),
        Column("Read", [cell(_read(each, today)) for each in found]),
        Column("Came last", [cell(_came(each, today)) for each in found]),
    ]
    if needs(columns, LEAST, 2) <= width():
        print_grid(columns)
        return
    for each in found:
        say(f"{each.id:>3}  {each.pattern}{_how(each)}", hanging=5)
        say(f"{_read(each, today)}; {_came(each, today)}", indent=5)


def _how(source: SourceReport) -> str:
    """Return the options with which the files of a source are read."""
    options = [("--from", source.source), *(("--map", each) for each in source.mapped)]
    options.append(("--tz", source.zone))
    return "".join(f" {name} {value}" for name, value in options if value)


def _read(source: SourceReport, today: date) -> str:
    if source.read_at is None:
        return "not yet" if source.there else "not yet there"
    return f"{_day(source.read_at, today)}{'' if source.there else ', not there now'}"


def _came(source: SourceReport, today: date) -> str:
    """Return `2 new, 1 changed on Mon 2 Mar; 1 waits for you`."""
    counts = [f"{source.new:,} new" * bool(source.new)]
    counts.append(f"{source.changed:,} changed" * bool(source.changed))
    came = ", ".join(filter(None, counts)) or "nothing"
    if source.brought_at is not None:
        came = f"{came}, {_day(source.brought_at, today)}"
    waits = f"; {source.waiting} not sure" if source.waiting else ""
    return came + waits + (f"; {source.unreadable} not readable" if source.unreadable else "")


def _day(instant: str, today: date) -> str:
    day = datetime.fromisoformat(instant).date()
    return "today" if day == today else day_text(day, today)
