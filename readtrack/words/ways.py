"""The ways out in words, each with the commands for it."""

from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Unit
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import Fit
from readtrack.planning.situation import Situation
from readtrack.planning.ways import Way, WayChange, WayKind, Ways, leaves_overdue
from readtrack.units import length_text, position_text, precise_clock
from readtrack.weekdays import weekdays_text
from readtrack.words.amounts import days_text, minutes_text
from readtrack.words.commands import command_line

SLUGS = {
    WayKind.FEW_MINUTES: "minutes",
    WayKind.RENEW: "renew",
    WayKind.BUFFER: "buffer",
    WayKind.OTHER_EDITION: "other_edition",
    WayKind.MINUTES: "minutes",
    WayKind.LET_GO: "let_go",
}


class WrittenWay(NamedTuple):
    """A way out as it is printed."""

    kind: str
    """The kind of change; two are joined by `+`."""
    loan: int | None
    title: str | None
    why: str | None
    """The reader's reason for the loan, which helps to choose."""
    words: str
    command: str | None
    """The command; two are joined by ` && `. None if it would contain an assumed length."""
    peak_load: float | None
    fits: bool
    breaks_on: date | None
    """The first date that still cannot be met after the change."""


class WrittenWays(NamedTuple):
    today: date
    fit: Fit
    peak_load: float | None
    """The highest daily load without any change."""
    ways: tuple[WrittenWay, ...]
    """The ways out, cheapest first; empty if everything fits."""


def written(report: Ways) -> WrittenWays:
    """Return the ways out in words."""
    ways = tuple(_written(way, report) for way in report.ways)
    return WrittenWays(report.today, report.fit, report.peak_load, ways)


def _written(way: Way, report: Ways) -> WrittenWay:
    first = next((each for each in way.changes if each.title), way.changes[0])
    commands = [command_of(each) for each in way.changes]
    loans = first.title.loans if first.title else ()
    loan = loans[0] if loans and first.kind is not WayKind.RENEW else first.loan
    return WrittenWay(
        kind="+".join(SLUGS[each.kind] for each in way.changes),
        loan=loan and loan.id,
        title=first.title.book.title if first.title else None,
        why="; ".join(dict.fromkeys(filter(None, map(_reason, way.changes)))) or None,
        words=", and ".join(words_of(each, report.today) for each in way.changes),
        command=None if None in commands else " && ".join(filter(None, commands)),
        peak_load=way.peak_load,
        fits=way.fits,
        breaks_on=way.breaks_on,
    )


def _reason(change: WayChange) -> str | None:
    """Return the reason for the changed loan, else for another edition of its title."""
    loans = change.title.loans if change.title else ()
    same = [loan for loan in loans if change.loan and loan.id == change.loan.id]
    return next((loan.why for loan in (*same, *loans) if loan.why), None)


def words_of(change: WayChange, today: date) -> str:
    """Return what the reader would do."""
    title, loan = change.title, change.loan
    if change.routine is not None:
        return f"read {minutes_text(change.amount)} more on every reading day"
    if title is None or loan is None:
        now = change.buffer + round(change.amount)
        if not change.buffer:
            return f"give up the buffer of {days_text(now)}"
        return f"make the buffer {days_text(change.buffer)} instead of {now}"
    name = title.book.title
    match change.kind:
        case WayKind.RENEW:
            several = len(title.loans) > 1
            what = f"{name} ({loan.format.words})" if several else name
            return f"renew {what} until {day_text(loan.due, today)}"
        case WayKind.LET_GO:
            place = position_text(loan.unit, title.position(loan))
            return f"let {name} go for now, your place kept at {place}"
    length = f", if it has ~{length_text(loan.unit, loan.length)}" * change.length_assumed
    return f"take {name} as {loan.format.words} as well{length}"


def command_of(change: WayChange) -> str | None:
    """Return the command for the change; None if it would contain an assumed length."""
    if change.routine is not None:
        days = change.routine.weekdays
        on = () if len(days) == 7 else ("--days", weekdays_text(days).replace(", ", ","))
        minutes = f"{change.routine.minutes}m"
        return command_line("routine add", change.routine.name, minutes, options=on)
    if change.loan is None or change.title is None:
        return f"readtrack config buffer {change.buffer}"
    match change.kind:
        case WayKind.RENEW:
            return f"readtrack renew {change.loan.id}"
        case WayKind.LET_GO:
            return f"readtrack drop {change.loan.id}"
    if change.length_assumed:
        return None
    length: tuple[str, object] = ("--pages", change.loan.length)
    if change.loan.unit is not Unit.PAGES:
        length = ("--audio", precise_clock(change.loan.length))
    return command_line("add", change.title.book.title, options=length)


def effect(way: Way, today: date) -> str:
    """Return the state after the change."""
    if way.fits:
        return _all_fits(way.leaves_overdue)
    assert way.breaks_on is not None
    return f"still short by {day_text(way.breaks_on, today)}"


def _all_fits(late: bool) -> str:
    """Return that everything fits, except what is overdue."""
    return "everything else fits" if late else "everything fits"


def best_way_lines(changes: Sequence[WayChange] | None, situation: Situation) -> Iterator[str]:
    """Yield the best way out and its command, or the command that lists all ways out.

    `changes` is the cheapest way out, or None if no single change is enough.
    """
    if changes is None:
        yield "No single change is enough: readtrack ways"
        return
    words = ", and ".join(words_of(each, situation.today) for each in changes)
    fits = _all_fits(leaves_overdue(situation, changes))
    commands = [command for each in changes if (command := command_of(each))]
    yield f"Best way out: {words}, then {fits}" + ":" * bool(commands)
    yield from (f"  {command}" for command in commands)
