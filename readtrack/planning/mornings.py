"""Past mornings on which the plan was nearly full, computed from what was left to read then.

Due dates, settings, speed and routine are today's, because older ones are not stored, and the
routine counts in full. So a month of mornings takes little more time than one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.model import Kind, Loan, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.cuts import Room, Task
from readtrack.planning.days import ReadingDays, goal_day
from readtrack.planning.history import every_title
from readtrack.planning.peak import LevelProblem
from readtrack.planning.situation import Situation
from readtrack.planning.speed import ROUNDING_FRACTION


class _Edition(NamedTuple):
    loan: Loan
    goal: date
    minutes: float
    """Minutes of the whole book in this edition."""

    def task(self, day: date, left: float, days: ReadingDays) -> Task:
        """Return the work from `day` on if the fraction `left` of the book is unread."""
        last = days.last(day, self.goal, self.loan.due, self.loan.due_time)
        audio = self.loan.kind is Kind.AUDIO
        return Task(audio, left * self.minutes, first=0, last=max(0, (last - day).days))


class _Title(NamedTuple):
    editions: tuple[_Edition, ...]
    days: tuple[date, ...]
    """The days of the log entries, oldest first."""
    fractions: tuple[float, ...]
    """The fraction read at the start and after each entry of the log."""


def full_mornings(
    situation: Situation, mornings: Sequence[date], least: float
) -> Iterator[tuple[date, float | None]]:
    """Yield the mornings on which the peak load was above `least`, each with its load.

    The load is None if some loan had no time at all.
    """
    if not mornings:
        return
    table = situation.full_table
    titles = [_title(title, situation) for title in every_title(situation.library)]
    for morning in mornings:
        tasks = list(_tasks(titles, morning, table.days))
        days = max((task.last for choice in tasks for task in choice), default=-1) + 1
        load = _load(tasks, table.rooms_from(morning, days), least)
        if load is None or round(load, 6) > least:
            yield morning, load


def _load(tasks: Sequence[Sequence[Task]], rooms: Sequence[Room], least: float) -> float | None:
    """Return the peak load of the tasks, or 0 if it is at most `least`, which is faster to find."""
    part = [(least * text, least * audio, least * both) for text, audio, both in rooms]
    if not LevelProblem(tasks, part).missing():
        return 0.0
    level = LevelProblem(tasks, rooms).level()
    return level.load if level else None


def _title(title: Title, situation: Situation) -> _Title:
    log, buffer = title.log(), situation.library.settings.buffer
    editions = tuple(
        _Edition(
            loan,
            goal_day(loan.checked_out, loan.due, buffer),
            situation.speeds.minutes(loan, loan.end),
        )
        for loan in title.loans + title.companions
    )
    read = (entry.position / loan.end for loan, entry in log)
    fractions = (title.first.start / title.first.end, *read)
    return _Title(editions, tuple(entry.day for _, entry in log), fractions)


def _tasks(titles: Sequence[_Title], morning: date, days: ReadingDays) -> Iterator[list[Task]]:
    """Yield the unread work of every title that was out that morning, one task an edition."""
    for title in titles:
        left = 1 - title.fractions[bisect_left(title.days, morning)]
        out = [
            each
            for each in title.editions
            if each.loan.checked_out <= morning <= (each.loan.ended or morning)
        ]
        if out and left > ROUNDING_FRACTION:
            yield [each.task(morning, left, days) for each in out]
