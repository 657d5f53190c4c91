"""Writes loans as a calendar: when each is due, when it can be renewed, and what to read.

The names and times of events come from what the store remembers of a loan, never from the clock. So
the same store gives the same bytes, and a calendar that imports them again updates its events.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from readtrack.library import Change
from readtrack.model import Loan
from readtrack.names import tidy, visible
from readtrack.planning.days import ONE_DAY
from readtrack.planning.schedule import PlannedDay
from readtrack.units import position_text

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vText

BEGINS = rb"BEGIN:VCALENDAR\r\n(?s:.{,400})PRODID:-//readtrack//"

MORNING = timedelta(hours=9)
"""The time of day at which alarms go off."""

SHOWN = timedelta(minutes=15)
"""How long before its hour the event of a loan begins. An event without a length is hard to see,
and one that began at the hour would show time that the reader no longer has."""


def calendar(
    loans: Iterable[Loan],
    history: Mapping[int, Change],
    alarms: Collection[int] = (),
    blocks: Iterable[PlannedDay] = (),
    planned: Change | None = None,
) -> bytes:
    """Return the loans as an iCalendar file, with alarms that many days before each due date.

    Events of a loan that has ended are cancelled, and so are events that only an earlier version of
    the loan had. `blocks` are the days of a plan; `planned` is the last change that the plan
    depends on.
    """
    from icalendar import Calendar, vDuration

    whole = Calendar()
    whole.add("prodid", "-//readtrack//readtrack//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", "Library books")
    every = vDuration(timedelta(hours=12))
    whole.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
    by_number = {loan.id: loan for loan in loans}
    before = sorted(set(alarms), reverse=True)
    for loan in by_number.values():
        for event in _of_loan(loan, history[loan.id], before):
            whole.add_component(event)
    for event in _of_plan(blocks, by_number, history, planned):
        whole.add_component(event)
    written: bytes = whole.to_ical()
    return written


def _of_loan(loan: Loan, past: Change, alarms: Sequence[int]) -> "Iterator[Event]":
    title = _line(loan.book.title)
    about = _about(loan)
    due = _event(loan, past, "", f"Due: {title} ({loan.format.words})", *_span(loan), about)
    if loan.ended is None:
        for days in alarms:
            due.add_component(_alarm(loan, days))
    yield due
    versions = (loan, *past.earlier)
    for days in filter(None, alarms):  # Google drops the alarms of what it imports
        soon = [(each.due - days * ONE_DAY, each.checked_out) for each in versions]
        if any(day >= out for day, out in soon):
            day, out = soon[0]
            unit = "day" if days == 1 else "days"
            summary = f"Due in {days} {unit}: {title}"
            span = day, day + ONE_DAY
            yield _event(loan, past, f"soon-{days}-", summary, *span, about, over=day < out)
    opens = next((each.renewable_on for each in versions if each.renewable_on), None)
    if opens is not None:
        over = loan.renewable_on is None or loan.renewals_left == 0
        summary = f"{title} can be renewed"
        yield _event(loan, past, "renew-", summary, opens, opens + ONE_DAY, about, over=over)


def _of_plan(
    days: Iterable[PlannedDay],
    loans: Mapping[int, Loan],
    history: Mapping[int, Change],
    planned: Change | None,
) -> "Iterator[Event]":
    """Yield an all-day event for each block, since a routine has minutes but no time of day."""
    for day in days:
        count: dict[int, int] = {}
        for block in day.blocks:
            number = count[block.loan] = count.get(block.loan, 0) + 1
            minutes = max(1, round(block.minutes))
            yield _event(
                loans[block.loan],
                history[block.loan],
                f"plan-{day.date:%Y%m%d}-{number}-",
                f"Read {_line(block.title)}: {minutes} min ({_line(block.routine)})",
                day.date,
                day.date + ONE_DAY,
                " → ".join(position_text(block.unit, place) for place in (block.start, block.end)),
                last=planned,
            )


def _event(
    loan: Loan,
    past: Change,
    prefix: str,
    summary: str,
    start: date,
    end: date,
    description: str,
    *,
    over: bool = False,
    last: Change | None = None,
) -> "Event":
    """Create an event; `last` is its last change, if that is another than the last of the loan."""
    from icalendar import Event

    last = last or past
    event = Event()
    event.add("uid", f"{prefix}loan-{loan.id}-{past.created:%Y%m%dT%H%M%SZ}@readtrack")
    event.add("dtstamp", last.changed)
    event.add("last-modified", last.changed)
    event.add("sequence", last.updates)
    event.add("status", "CANCELLED" if over or loan.ended is not None else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", _text()(summary))
    event.add("dtstart", start)
    event.add("dtend", end)
    if description:
        event.add("description", _text()(description))
    return event


@cache
def _text() -> "type[vText]":
    """Return text that survives icalendar, which reads a backslash before an N as a line break."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            parts = (vText(part).to_ical() for part in self.split(r"\N"))
            return rb"\\N".join(parts)

    return Text


def _span(loan: Loan) -> tuple[date, date]:
    """Return the due day, or the minutes before the hour by the reader's clock in any time zone."""
    if loan.due_time is None:
        return loan.due, loan.due + ONE_DAY
    end = datetime.fromisoformat(f"{loan.due} {loan.due_time}")
    return end - SHOWN, end


def _alarm(loan: Loan, days: int) -> "Alarm":
    """Create an alarm at nine on that day, or at the event's beginning if that is earlier."""
    from icalendar import Alarm

    start, _ = _span(loan)
    day = loan.due - days * ONE_DAY
    if isinstance(start, datetime):
        midnight = datetime.combine(day, time())
        trigger = min(timedelta(0), midnight + MORNING - start)
    else:
        trigger = day - start + MORNING
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text()(f"{_line(loan.book.title)} is due"))
    alarm.add("trigger", trigger)
    return alarm


def _about(loan: Loan) -> str:
    """Return who wrote it, where it is from, and what to do while it is out."""
    lines = [f"by {_line(', '.join(loan.book.authors))}"] if loan.book.authors else []
    if loan.library:
        lines.append(_line(loan.library))
    if loan.estimated:
        lines.append("The due date was worked out; the library may say another.")
    if loan.ended is None:
        lines += [f"Renew: readtrack renew {loan.id}"] * (loan.renewals_left != 0)
        lines += [f"Give back: readtrack return {loan.id}"]
    return "\n".join(lines)


def _line(text: str) -> str:
    """Return the text on one line, without anything that a program might interpret."""
    return visible(tidy(text))
