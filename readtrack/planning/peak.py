"""The lowest possible peak load, and the minutes missing if no plan fits.

The rest of each title must be read once, in one of its editions or split between them. Text
takes time for text, audio takes time for audio, and either-or time serves both. That is a linear
programme. By the max-flow min-cut theorem a split fits exactly when no set of tasks needs more
minutes than the days open to it have, so only the splits, the load and such sets ("cuts") are
written down: the worst cut is found by dynamic programming over the stretches between dates and
added, until none is violated (Kelley, "The cutting-plane method for solving convex programs",
1960).
"""

from collections.abc import Sequence
from functools import cached_property

from readtrack.named_tuple import NamedTuple
from readtrack.planning.cuts import Cut, Cuts, Room, State, Task
from readtrack.planning.simplex import minimise

ROUNDING = 1e-6
"""Sums of minutes that differ by less than this are equal: the rest is rounding error."""

TIE_BREAK = 1e-5
"""The weight that a minute of the first title has above one of the last."""


class Level(NamedTuple):
    """How level a plan can be: a load of 1.0 is every minute there is."""

    load: float
    shares: tuple[tuple[float, ...], ...]
    """For each title, the share of its rest that each of its tasks takes."""
    through: int
    """The last day that needs this load; later days can be lighter."""


class LevelProblem:
    """A levelling problem: titles, each with a choice of tasks, and the minutes of the days."""

    def __init__(self, titles: Sequence[Sequence[Task]], days: Sequence[Room]) -> None:
        self._titles, self._days = titles, days
        self._cuts = Cuts(titles, days)
        # A title is read in its shortest edition unless another one helps.
        self._base = [min(range(len(t)), key=lambda e, t=t: t[e].minutes) for t in titles]  # type: ignore[misc]
        self._free = [
            (place, edition)
            for place, title in enumerate(titles)
            for edition in range(len(title))
            if edition != self._base[place]
        ]
        self._scale = 1.0 + sum(map(self._least, range(len(titles))))
        self._tolerance = self._scale * 1e-9 + ROUNDING / 10

    def missing(self) -> float:
        """Return the minutes that cannot be placed; 0 if everything fits."""
        if not self._free:
            return max(self.missing_by_end(), default=0.0)
        solved = self._solve(over=None)
        assert solved is not None  # leaving all minutes missing is always possible
        return solved[1] if solved[1] > ROUNDING else 0.0

    def missing_by_end(self) -> list[float]:
        """Return for each end of a stretch the minutes, of tasks due by it, that cannot be placed.

        Every title must have one edition only.
        """
        shared, worst = self._shared_time, 0.0
        if shared is not None:
            by_end = [worst := max(worst, needed - open_) for needed, open_, _ in shared]
            return [missing if missing > ROUNDING else 0.0 for missing in by_end]
        shares = self._shares(())
        capacities = self._cuts.capacities(1.0, None)
        states: dict[State, float] = {(-1, -1): 0.0}
        missing = []
        for now in range(len(self._cuts.ends)):
            states, _ = self._cuts.advance(states, now, shares, capacities)
            worst = max(states.values())
            missing.append(worst if worst > ROUNDING else 0.0)
        return missing

    @cached_property
    def _shared_time(self) -> list[tuple[float, float, float]] | None:
        """Return for each end the minutes needed, those open to them, and all, in the simple case.

        In the simple case every title has one edition, open from the first day on, and all compete
        for the same minutes. Return None in any other case.
        """
        tasks = [task for title in self._titles for task in title]
        if self._free or any(task.first for task in tasks):
            return None
        kinds = {task.audio for task in tasks}
        rooms = [room for days in self._cuts.stretches for room, _ in days]
        if len(kinds) > 1 and any(room[0] != room[2] or room[1] != room[2] for room in rooms):
            return None
        kind = int(True in kinds)
        needed = open_ = both = 0.0
        found = []
        for days, ending in zip(self._cuts.stretches, self._cuts.ending, strict=True):
            needed += sum(self._titles[p][e].minutes for p, e, _, _ in ending)
            open_ += sum(room[kind] * count for room, count in days)
            both += sum(room[2] * count for room, count in days)
            found.append((needed, open_, both))
        return found

    def left_over(self, whole: Sequence[float] | None = None) -> tuple[float, ...]:
        """Return the share of each title that cannot be placed.

        It leaves the fewest minutes, and takes them from the last titles first. `whole` are the
        minutes of each title, if they are not those of its shortest task.
        """
        least = [self._least(place) for place in range(len(self._titles))]
        if self._free or (whole is not None and list(whole) != least):
            return self._weighted_left_over(whole or least)
        # The sets that can be placed are a polymatroid: placing the first titles first is optimal.
        if not self.missing():
            return (0.0,) * len(self._titles)
        ends = [title[0].last for title in self._titles]
        in_order = ends == sorted(set(ends)) and not any(t[0].first for t in self._titles)
        by_title = (
            self.missing_by_end()
            if in_order
            else [
                LevelProblem(self._titles[: place + 1], self._days).missing()
                for place in range(len(self._titles))
            ]
        )
        before, shares = 0.0, []
        for place, missing in enumerate(by_title):
            shares.append(max(0.0, missing - before) / max(least[place], ROUNDING))
            before = missing
        return tuple(min(1.0, share) for share in shares)

    def _weighted_left_over(self, whole: Sequence[float]) -> tuple[float, ...]:
        """Solve `left_over` for titles in several editions: earlier ones weigh a little more."""
        titles = len(self._titles)
        weights = [1 + TIE_BREAK * (titles - place) / titles for place in range(titles)]
        costs = [
            *self._split_costs(),
            *(weight * minutes for weight, minutes in zip(weights, whole, strict=True)),
        ]
        once = [
            [
                *(float(p == place) for p, _ in self._free),
                *(float(p == place) for p in range(titles)),
                1.0,
            ]
            for place in range(titles)
        ]
        rows: list[list[float]] = []
        split, left = [0.0] * len(self._free), [0.0] * titles
        capacities = self._cuts.capacities(1.0, None)
        for _ in range(1000):
            shares = self._shares(split, left)
            cut = self._cuts.worst(shares, capacities)
            if self._needed(cut, shares) - cut.capacity <= self._tolerance:
                return tuple(left)
            bases, row, needed = self._cut_row(cut)
            inside = [-self._least(p) * (p in bases) for p in range(titles)]
            rows.append([*row, *inside, cut.capacity - needed])
            solved = minimise(rows + once, costs)
            assert solved is not None  # leaving everything over is always possible
            split, left = solved[: len(split)], solved[len(split) :]
        raise ArithmeticError("the cutting planes did not come to an end")

    def level(self, *, over: bool = True) -> Level | None:
        """Return the lowest peak load; None if some title has no time at all.

        Above 1.0 the titles do not fit: every day would need so many times its minutes. Without
        `over` the result is None then.
        """
        usable = [[e for e, task in enumerate(t) if self._has_time(task)] for t in self._titles]
        if not all(usable):
            return None
        if any(len(some) < len(title) for some, title in zip(usable, self._titles, strict=True)):
            return self._level_of(usable, over=over)
        shared = self._shared_time
        if shared is not None and shared and shared[-1][1] == shared[-1][2]:
            load = max(needed / open_ for needed, open_, _ in shared if needed)
            if load > 1 + ROUNDING and not over:
                return None
            tight = (
                end
                for end, (needed, open_, _) in zip(self._cuts.ends, shared, strict=True)
                if needed >= load * open_ * (1 - 1e-9)
            )
            return Level(load, tuple((1.0,) for _ in self._titles), max(tight, default=0))
        solved = self._solve(over=False)
        if solved is None or solved[1] > 1 + ROUNDING:
            solved = self._solve(over=True) if over else None
        if solved is None:
            return None
        split, load, cuts = solved
        shares = self._shares(split)
        binding = [
            cut.through
            for cut, at in cuts
            if self._needed(cut, shares) - cut.capacity - cut.slope * (load - at)
            > -self._scale * 1e-6
        ]
        return Level(load, shares, max(binding, default=max(self._cuts.ends, default=0)))

    def _has_time(self, task: Task) -> bool:
        return any(day[task.audio] for day in self._days[task.first : task.last + 1])

    def _level_of(self, usable: Sequence[Sequence[int]], *, over: bool) -> Level | None:
        """Solve the problem for the usable editions; the others get nothing."""
        pairs = list(zip(self._titles, usable, strict=True))
        found = LevelProblem([[title[e] for e in some] for title, some in pairs], self._days).level(
            over=over
        )
        if found is None:
            return None
        shares = [[0.0] * len(title) for title in self._titles]
        for row, some, parts in zip(shares, usable, found.shares, strict=True):
            for edition, part in zip(some, parts, strict=True):
                row[edition] = part
        return found._replace(shares=tuple(map(tuple, shares)))

    def _solve(
        self, over: bool | None
    ) -> tuple[list[float], float, list[tuple[Cut, float]]] | None:
        """Return the split and the least load, or with `over` None the least minutes missing."""
        value, split = 0.0, [0.0] * len(self._free)
        cuts: list[tuple[Cut, float]] = []
        for _ in range(1000):
            capacities = self._cuts.capacities(1.0 if over is None else value, over)
            shares = self._shares(split)
            cut = self._cuts.worst(shares, capacities)
            allowed = cut.capacity + (value if over is None else 0.0)
            if self._needed(cut, shares) - allowed <= self._tolerance:
                break
            cuts.append((cut, value))
            if self._free:
                solved = minimise(*self._programme(cuts, over))
                if solved is None:
                    return None
                *split, value = solved
            elif cut.slope > 0 or over is None:
                # One variable: Newton's method, exact for a piecewise linear function.
                more = self._needed(cut, shares) - allowed
                value += more / (1.0 if over is None else cut.slope)
            else:
                return None
        else:
            raise ArithmeticError("the cutting planes did not come to an end")
        return split, value, cuts

    def _shares(
        self, split: Sequence[float], left: Sequence[float] | None = None
    ) -> tuple[tuple[float, ...], ...]:
        """Return the share of each edition; the base edition gets what no other takes or leaves."""
        shares = [[0.0] * len(title) for title in self._titles]
        for (place, edition), share in zip(self._free, split, strict=True):
            shares[place][edition] = share
        for place, base in enumerate(self._base):
            rest = 1.0 - (left[place] if left else 0.0)
            shares[place][base] = max(0.0, rest - sum(shares[place]))
        return tuple(map(tuple, shares))

    def _needed(self, cut: Cut, shares: Sequence[Sequence[float]]) -> float:
        return sum(self._titles[p][e].minutes * shares[p][e] for p, e in cut.tasks)

    def _least(self, place: int) -> float:
        return self._titles[place][self._base[place]].minutes

    def _programme(
        self, cuts: Sequence[tuple[Cut, float]], over: bool | None
    ) -> tuple[list[list[float]], list[float]]:
        """Return rows `a·x ≤ b`, b last, and costs; x are the splits, then load or minutes."""
        rows = []
        for cut, at in cuts:
            _, row, needed = self._cut_row(cut)
            slope, load = (1.0, 0.0) if over is None else (cut.slope, at)
            rows.append([*row, -slope, cut.capacity - slope * load - needed])
        for place in sorted({p for p, _ in self._free}):
            rows.append([*(float(p == place) for p, _ in self._free), 0.0, 1.0])
        return rows, [*self._split_costs(), 1.0]

    def _cut_row(self, cut: Cut) -> tuple[set[int], list[float], float]:
        """Return the titles with a base edition in the cut, coefficients of splits, and minutes."""
        inside = set(cut.tasks)
        bases = {p for p, e in inside if e == self._base[p]}
        row = [
            self._titles[p][e].minutes * ((p, e) in inside) - self._least(p) * (p in bases)
            for p, e in self._free
        ]
        return bases, row, sum(map(self._least, bases))

    def _split_costs(self) -> list[float]:
        """Return costs that prefer, of equal splits, that with fewest minutes, then the first."""
        return [
            1e-7 * (self._titles[p][e].minutes - self._least(p)) / self._scale + 1e-10 * n
            for n, (p, e) in enumerate(self._free, 1)
        ]
