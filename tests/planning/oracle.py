"""The lowest peak, and what is left over, by linear programmes over every task and day."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from readtrack.planning.cuts import Room, Task

Titles = Sequence[Sequence[Task]]

SLACK = 1e-6
"""Minutes by which a programme may miss what the one before it has reached."""


def lowest_peak(titles: Titles, rooms: Sequence[Room]) -> float | None:
    """The lowest highest load; None when something has no time at all.

    Up to 1 blocks hold their own minutes at most; past that, load times their minutes.
    """
    within = _solve(titles, rooms, "within")
    return within if within is not None and within <= 1 else _solve(titles, rooms, "over")


def minutes_missing(titles: Titles, rooms: Sequence[Room]) -> float:
    """The fewest minutes that have no place."""
    missing = _solve(titles, rooms, "missing")
    assert missing is not None
    return missing


def _solve(titles: Titles, rooms: Sequence[Room], aim: str) -> float | None:
    tasks = [(place, task) for place, title in enumerate(titles) for task in title]
    spots = [
        (n, day) for n, (_, task) in enumerate(tasks) for day in range(task.first, task.last + 1)
    ]
    load, width = len(spots), len(spots) + 1 + len(tasks)
    once, limits = np.zeros((len(titles), width)), np.zeros((3 * len(rooms), width))
    most: NDArray[np.float64] = np.zeros(3 * len(rooms))
    for column, (n, day) in enumerate(spots):
        place, task = tasks[n]
        once[place, column] = 1 / task.minutes
        limits[3 * day + task.audio, column] = limits[3 * day + 2, column] = 1
    for row, minutes in enumerate(minutes for room in rooms for minutes in room):
        if aim == "over" or (aim == "within" and row % 3 == 2):
            limits[row, load] = -minutes
        else:
            most[row] = minutes
    costs = np.zeros(width)
    costs[load] = aim != "missing"
    for n, (place, task) in enumerate(tasks if aim == "missing" else ()):
        once[place, load + 1 + n], costs[load + 1 + n] = 1 / task.minutes, 1
    found = linprog(costs, limits, most, once, np.ones(len(titles)), method="highs")
    return float(found.fun) if found.status == 0 else None


def least_left_over(titles: Titles, rooms: Sequence[Room]) -> list[float]:
    """The minutes of each title that are left over: as few as can be, and of the last ones.

    Minutes count in the task that takes fewest. The programme is solved anew for each title, with
    what the earlier ones need as a limit.
    """
    tasks = [(place, task) for place, title in enumerate(titles) for task in title]
    spots = [
        (n, day) for n, (_, task) in enumerate(tasks) for day in range(task.first, task.last + 1)
    ]
    width = len(spots) + len(titles)
    once, limits = np.zeros((len(titles), width)), np.zeros((3 * len(rooms), width))
    for column, (n, day) in enumerate(spots):
        place, task = tasks[n]
        once[place, column] = 1 / task.minutes
        limits[3 * day + task.audio, column] = limits[3 * day + 2, column] = 1
    for place, title in enumerate(titles):
        once[place, len(spots) + place] = 1 / min(task.minutes for task in title)
    most = [minutes for room in rooms for minutes in room]
    total = np.zeros(width)
    total[len(spots) :] = 1
    aims = [total, *(np.eye(width)[len(spots) + place] for place in range(len(titles)))]
    left: list[float] = []
    for aim in aims:
        found = linprog(aim, limits, most, once, np.ones(len(titles)), method="highs")
        assert found.status == 0
        left.append(float(found.fun))
        limits, most = np.vstack([limits, aim]), [*most, found.fun + SLACK]
    return left[1:]
