"""The days on which a title that is out should be finished, or has to be back."""

from collections.abc import Iterator
from datetime import date

from readtrack.library import Library
from readtrack.model import Format, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import goal_day


class Milestone(NamedTuple):
    day: date
    title: str
    format: Format | None
    """The edition, if the title's editions have different days."""
    due: bool
    """True for a due date, False for a goal."""
    due_time: str | None = None
    estimated: bool = False


def milestones(library: Library, today: date) -> list[Milestone]:
    """Return the goals and due dates from today on, by day; a finished title has no goal."""
    found = (each for title in library.borrowed for each in _of_title(title, library))
    ahead = (each for each in dict.fromkeys(found) if each.day >= today)
    return sorted(ahead, key=lambda each: each[:2])


def _of_title(title: Title, library: Library) -> Iterator[Milestone]:
    name = title.book.title
    several = len({(loan.due, loan.due_time) for loan in title.loans}) > 1
    for loan in title.loans:
        edition = loan.format if several else None
        yield Milestone(loan.due, name, edition, True, loan.due_time, loan.estimated)
        goal = goal_day(loan.checked_out, loan.due, library.settings.buffer)
        if loan.has_end and goal < loan.due and title.fraction < 1:
            yield Milestone(goal, name, edition, due=False)
