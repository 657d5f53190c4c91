"""Finds entries of the log that look like typing errors."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Kind, Loan, Title, Unit
from readtrack.planning.pace import pace_report
from readtrack.planning.situation import Situation
from readtrack.planning.speed import FAR_OFF, read_titles, strides
from readtrack.units import amount_text, plain, position_text
from readtrack.words.amounts import minutes_text

LEAST = {Unit.PAGES: 60, Unit.SECONDS: 2 * 3600, Unit.PERCENT: 20}
"""The smallest amount that can be odd, by unit; below it even a slow reader may have a long day."""

TIMES = 3
"""How many times today's share, or the largest day so far, an entry may be."""


def odd_entry(
    situation: Situation, title: Title, loan: Loan, here: float, reached: float, spent: int | None
) -> Iterator[str]:
    """Yield a sentence for each thing that looks like a typing error in a step from `here`."""
    moved = reached - here
    if moved < 0:
        back = position_text(loan.unit, here)
        yield f"That goes back from {back} to {position_text(loan.unit, reached)}."
        return
    if moved >= LEAST[loan.unit]:
        share, largest = _share(situation, title), _largest_day(situation, loan.kind)
        minutes = situation.speeds.minutes(loan, moved)
        if minutes > TIMES * max(share, largest):
            longest = f"your longest day had {minutes_text(largest)}"
            asked = f"today asks {minutes_text(share)}"
            yield (
                f"That is {amount_text(loan.unit, moved)} at once, about {minutes_text(minutes)}; "
                f"{longest if largest else asked}."
            )
    if spent is not None and loan.unit is not Unit.SECONDS and moved:
        pages = moved / loan.length * loan.pages
        own, speed = situation.speeds.minutes_per_page(loan), spent / pages
        if not 1 / FAR_OFF <= speed / own <= FAR_OFF:
            yield (
                f"{amount_text(loan.unit, moved)} in {minutes_text(spent)} is {plain(speed)} "
                f"minutes a page; yours is {plain(own)}."
            )


def beyond_later(
    situation: Situation, title: Title, loan: Loan, day: date, reached: float
) -> Iterator[str]:
    """Yield a sentence if an entry of a later day has a position before `reached`."""
    for other, entry in title.log():
        at = loan.at_fraction(entry.position / other.length)
        if entry.day > day and at < reached:
            yield (
                f"That is beyond {position_text(loan.unit, at)}, "
                f"where you were on {day_text(entry.day, situation.today)}."
            )
            return


def _share(situation: Situation, title: Title) -> float:
    """Return the minutes that today's plan has for the title, in whichever edition."""
    return max(
        (
            situation.speeds.minutes(loan, row.today.target - row.today.start)
            for loan in title.loans
            for row in pace_report(situation, only=loan.id).loans
        ),
        default=0.0,
    )


def _largest_day(situation: Situation, kind: Kind) -> float:
    """Return the most minutes of one kind on a day before today, logged or else worked out."""
    days: dict[date, float] = defaultdict(float)
    for title in read_titles(situation.library):
        for loan, entry, share in strides(title):
            if loan.kind is kind and entry.day < situation.today:
                usual = situation.speeds.minutes(loan, share * loan.end)
                days[entry.day] += usual if entry.minutes is None else entry.minutes
    return max(days.values(), default=0.0)
