"""Prints the remembered sources of `import`: when they were read, and what came last."""

from collections.abc import Sequence
from datetime import date, datetime

from readtrack.dates import day_text
from readtrack.planning.imported import SourceList, SourceReport
from readtrack.render.grid import Column, needs, print_grid
from readtrack.render.show import Rows
from readtrack.render.styled import cell
from readtrack.render.terminal import say, width

HEADER = (
    "id", "pattern", "source", "mapped", "zone", "there", "files", "waiting", "unreadable",
    "read_at", "brought_at", "new", "changed",
)  # fmt: skip

LEAST = 30
"""Least columns of a pattern in a table; below it each source has lines of its own."""

NONE = "Nothing is remembered. Such as: readtrack import --remember '~/Downloads/libby*.csv'"


def source_rows(report: SourceList) -> Rows:
    """Yield a row for each source."""
    yield HEADER
    for each in report.sources:
        row = each._replace(mapped=(), there=False)._asdict()
        row |= {"mapped": " ".join(each.mapped), "there": "yes" if each.there else "no"}
        yield tuple("" if row[name] is None else row[name] for name in HEADER)


def print_sources(report: SourceList) -> None:
    if not report.sources:
        say(NONE)
        return
    columns = _columns(report.sources, report.today)
    if needs(columns, LEAST, 2) <= width():
        print_grid(columns)
        return
    for each in report.sources:
        say(f"{each.id:>3}  {each.pattern}{_how(each)}", hanging=5)
        say(f"{_read(each, report.today)}; {_came(each, report.today)}", indent=5)


def _columns(sources: Sequence[SourceReport], today: date) -> list[Column]:
    return [
        Column("", [cell(str(each.id), "dim") for each in sources], right=True),
        Column("Source", [cell(each.pattern + _how(each)) for each in sources], gives_way=True),
        Column("Read", [cell(_read(each, today)) for each in sources]),
        Column("Came last", [cell(_came(each, today)) for each in sources]),
    ]


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
