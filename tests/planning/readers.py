"""Readers who live with a library day by day, and read what each morning's plan says, or less."""

from collections.abc import Callable, Iterator
from datetime import date

from readtrack.library import Asked, Library
from readtrack.model import Ending, Entry, Loan, Outcome, Title
from readtrack.planning.capacity import WINDOW
from readtrack.planning.schedule import PlannedDay
from readtrack.planning.situation import Situation
from readtrack.units import STEP
from tests.planning.builders import DAY, a_situation

Habit = Callable[[date], float]
"""The part of a day's share that is read."""


def all_of_it(_: date) -> float:
    return 1.0


def half_of_it(_: date) -> float:
    return 0.5


def every_other_day(day: date) -> float:
    return float(day.toordinal() % 2)


def as_planned(morning: Situation) -> PlannedDay | None:
    return morning.first_day


def in_full(morning: Situation) -> PlannedDay | None:
    """The day for who reads all of it."""
    return morning.full_day


def mornings(
    library: Library,
    today: date,
    habit: Habit = all_of_it,
    *,
    plan: Callable[[Situation], PlannedDay | None] = as_planned,
    recorded: bool = True,
) -> Iterator[Situation]:
    """Every morning from `today` on, each after a day read like that.

    The library takes back what is due in the night after its due date. With `recorded` the program
    notes every morning what it asks; else it has to be worked out from the log.
    """
    while True:
        morning = a_situation(library, today)
        yield morning
        if recorded:
            library = library._replace(asked=_recent(library.asked, morning.asked_today, today))
        library = _read(library, plan(morning), habit(today))
        today += DAY
        library = _given_back(library, today)


def _recent(asked: tuple[Asked, ...], more: Asked, today: date) -> tuple[Asked, ...]:
    since = today - WINDOW * DAY
    return (*(each for each in asked if each.day >= since), more)


def _read(library: Library, day: PlannedDay | None, part: float) -> Library:
    """The library after a part of each of the day's blocks."""
    if day is None or not part:
        return library
    for number, block in enumerate(day.blocks):
        loan = next(each for each in library.loans if each.id == block.loan)
        end = block.start + (block.end - block.start) * part
        at = loan.whole(end) if STEP[loan.unit] == 1 else end
        entry = Entry(day.date.toordinal() * 100 + number, day.date, min(at, loan.length))
        library = logged(library, loan, entry)
    return library


def logged(library: Library, loan: Loan, entry: Entry) -> Library:
    """The library with one more entry of a loan that is out."""
    titles = (
        title._replace(
            loans=tuple(
                each._replace(entries=(*each.entries, entry)) if each.id == loan.id else each
                for each in title.loans
            ),
        )
        for title in library.titles
    )
    return library._replace(titles=tuple(titles))


def _given_back(library: Library, today: date) -> Library:
    """The library without what was due before `today`."""
    titles: list[Title] = []
    past = list(library.past)
    for title in library.titles:
        gone = tuple(_ended(title, loan) for loan in title.loans if loan.due < today)
        out = tuple(loan for loan in title.loans if loan.due >= today)
        past = [*gone, *past]
        if out:
            titles.append(title._replace(loans=out, companions=(*title.companions, *gone)))
    return library._replace(titles=tuple(titles), past=tuple(past))


def _ended(title: Title, loan: Loan) -> Loan:
    outcome = Outcome.FINISHED if title.finished else Outcome.UNFINISHED
    return loan._replace(
        ended=loan.due,
        ending=Ending.EXPIRED,
        outcome=outcome,
        reached=title.position(loan),
    )
