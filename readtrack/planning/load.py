"""Load: the minutes that the plan asks of each day, title by title, and those the day has."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY, days_through
from readtrack.planning.schedule import PlannedDay, Unfinished
from readtrack.planning.situation import Situation


class LoadTitle(NamedTuple):
    book: int
    title: str
    due: date
    """The last due date of its editions."""


class LoadShare(NamedTuple):
    """The minutes planned for one title on one day."""

    book: int
    minutes: float


class LoadDay(NamedTuple):
    day: date
    available: float
    """The minutes of the day for library books."""
    asked: float
    shares: tuple[LoadShare, ...]
    """One for each title that is planned on the day, in the order of `titles`."""


class Load(NamedTuple):
    titles: tuple[LoadTitle, ...]
    """Nearest due date first."""
    days: tuple[LoadDay, ...]
    """Every day from today through the last due date."""
    assumed: bool
    """Whether the minutes of a day are an assumption."""
    unfinished: tuple[Unfinished, ...]
    """The minutes of each title that do not fit into the days."""


def load_ahead(situation: Situation) -> Load:
    """Return the days of the plan, followed by free days through the last due date."""
    titles = [
        LoadTitle(title.book.id, title.book.title, max(loan.due for loan in title.loans))
        for title in situation.library.titles
    ]
    titles.sort(key=lambda title: (title.due, title.book))
    books = {loan.id: loan.book.id for loan in situation.library.loans}
    plan = situation.plan
    planned = {day.date: day for day in plan.days}
    last = max([*(title.due for title in titles), *planned], default=situation.today - ONE_DAY)
    days = tuple(
        _busy_day(planned[day], titles, books)
        if day in planned
        else LoadDay(day, situation.table.room(day)[2], 0.0, ())
        for day in days_through(situation.today, last)
    )
    return Load(tuple(titles), days, plan.assumed, plan.unfinished)


def _busy_day(day: PlannedDay, titles: list[LoadTitle], books: Mapping[int, int]) -> LoadDay:
    minutes: dict[int, float] = defaultdict(float)
    for block in day.blocks:
        minutes[books[block.loan]] += block.minutes
    shares = tuple(
        LoadShare(title.book, minutes[title.book]) for title in titles if title.book in minutes
    )
    return LoadDay(day.date, day.capacity_minutes, sum(minutes.values()), shares)
