"""Sets of tasks that need more minutes than the days open to them have ("cuts").

The days are divided into stretches between the first and last days of tasks. The worst cut is
found by dynamic programming over the stretches.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from readtrack.named_tuple import NamedTuple

TEXT, AUDIO = 1, 2
"""Bits of a mask: whether a stretch of days is in a cut for text, for audio or for both."""

Room = tuple[float, float, float]
"""Minutes of a day open to text, to audio, and to both together."""

State = tuple[int, int]
"""The stretch since which text is in a cut without a break, and the same for audio; -1 for none."""

Capacities = list[tuple[float, float]]
"""By mask: the capacity of a stretch at some load, in minutes, and its slope over the load."""


class Task(NamedTuple):
    """The rest of a title in one edition: its minutes, and its first and last day, both included.

    Days are numbered from the first day of the problem.
    """

    audio: bool
    minutes: float
    first: int
    last: int


class Cut(NamedTuple):
    """A set of tasks, with the minutes of the days open to them at some load."""

    tasks: tuple[tuple[int, int], ...]
    """The indices, of title and edition, of the tasks that lie in the cut's stretches."""
    capacity: float
    slope: float
    through: int


class Cuts:
    """The stretches of days between the first and last days of tasks, and the worst cut of them."""

    def __init__(self, titles: Sequence[Sequence[Task]], days: Sequence[Room]) -> None:
        self._titles = titles
        tasks = [task for title in titles for task in title]
        marks = sorted({0, *(t.first for t in tasks), *(t.last + 1 for t in tasks)})
        number = {mark: place for place, mark in enumerate(marks)}
        self.stretches = [list(Counter(days[a:b]).items()) for a, b in pairwise(marks)]
        self.ends = [mark - 1 for mark in marks[1:]]
        self.ending: list[list[tuple[int, int, int, int]]] = [[] for _ in self.ends]
        self._opening: tuple[set[int], set[int]] = (set(), set())
        for place, title in enumerate(titles):
            for edition, task in enumerate(title):
                first, last = number[task.first], number[task.last + 1] - 1
                self.ending[last].append((place, edition, int(task.audio), first))
                self._opening[task.audio].add(first)

    def capacities(self, load: float, over: bool | None) -> list[Capacities]:
        """Return the capacities of every stretch at this load."""
        return [_capacities(days, load, over) for days in self.stretches]

    def worst(self, shares: Sequence[Sequence[float]], capacities: Sequence[Capacities]) -> Cut:
        """Return the cut whose tasks exceed the capacity of its stretches most."""
        states: dict[State, float] = {(-1, -1): 0.0}
        trail: list[dict[State, State]] = []
        for now in range(len(self.ending)):
            states, came = self.advance(states, now, shares, capacities)
            trail.append(came)
        state = max(states, key=lambda each: states[each])
        tasks: list[tuple[int, int]] = []
        minutes = slope = 0.0
        through = 0
        for now in range(len(trail) - 1, -1, -1):
            more, rise = capacities[now][_mask(state)]
            minutes, slope = minutes + more, slope + rise
            through = max(through, self.ends[now] if _mask(state) else 0)
            tasks += [
                (p, e) for p, e, audio, first in self.ending[now] if 0 <= state[audio] <= first
            ]
            state = trail[now][state]
        return Cut(tuple(tasks), minutes, slope, through)

    def advance(
        self,
        states: dict[State, float],
        now: int,
        shares: Sequence[Sequence[float]],
        capacities: Sequence[Capacities],
    ) -> tuple[dict[State, float], dict[State, State]]:
        """Return the states after one more stretch: the excess of each, and its predecessor."""
        best: dict[State, float] = {}
        came: dict[State, State] = {}
        ending = [
            (audio, first, self._titles[p][e].minutes * shares[p][e])
            for p, e, audio, first in self.ending[now]
        ]
        for before, value in states.items():
            for state in self._steps(before, now):
                gain = sum(
                    minutes for audio, first, minutes in ending if 0 <= state[audio] <= first
                )
                total = value + gain - capacities[now][_mask(state)][0]
                if total > best.get(state, float("-inf")):
                    best[state], came[state] = total, before
        return best, came

    def _steps(self, state: tuple[int, int], now: int) -> list[tuple[int, int]]:
        text, audio = (
            [-1] if since < 0 and now not in opening else [-1, now if since < 0 else since]
            for since, opening in zip(state, self._opening, strict=True)
        )
        return [(t, a) for t in text for a in audio]


def _mask(state: tuple[int, int]) -> int:
    return TEXT * (state[0] >= 0) + AUDIO * (state[1] >= 0)


def _capacities(days: Sequence[tuple[Room, int]], load: float, over: bool | None) -> Capacities:
    """Return the capacities of a stretch. Up to a load of 1 no block exceeds its own minutes."""
    totals = [(0.0, 0.0)] * 4
    for room, count in days:
        for mask, minutes in ((TEXT, room[0]), (AUDIO, room[1]), (TEXT | AUDIO, room[2])):
            capacity, slope = totals[mask]
            base = minutes if over else room[2]
            if over or load * base < minutes:
                totals[mask] = capacity + count * (load * base), slope + count * base
            else:
                totals[mask] = capacity + count * minutes, slope
    return totals
