"""Reading time: days counted by the minutes they offer."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from readtrack.planning.capacity import Timetable
from readtrack.planning.days import ReadingDays

SATURDAY = 5
# Nothing is shorter than this, so that all can divide.
TINY = 1e-9


class ReadingTime:
    """Reading time between days, scaled so that a usual week has 7: a usual day has 1.

    Days are ordinals (`date.toordinal`).  `week` has the minutes offered by each weekday from
    Monday, rest days 0; `away` the first and last days of stretches that offer none.
    """

    def __init__(self, week: Sequence[float], away: Iterable[tuple[date, date]] = ()) -> None:
        self._week_minutes, self._away = tuple(week), tuple(away)
        total = sum(week)
        self.minutes_a_day = total / 7
        """Minutes in one unit of reading time."""
        days = [7 * minutes / total if total else 0.0 for minutes in week]
        self.grain = sum(day * day for day in days) / 7 if total else 1.0
        """The reading time of a day, on average over the reading time: 1 where all are alike."""
        self._week = 7.0 if total else 0.0
        # Ordinal 1 was a Monday: after n days of a week of ordinals, n weekdays are over.
        self._within = [sum(days[:number]) for number in range(7)]
        stretches = ReadingDays((), self._away).away
        self._out = [(first.toordinal(), last.toordinal()) for first, last in stretches]
        self._first_out = [first for first, _ in self._out]
        self._lost = [0.0]
        for first, last in self._out:
            lost = self._at_home(last) - self._at_home(first - 1)
            self._lost.append(self._lost[-1] + lost)

    @classmethod
    def of(cls, table: Timetable) -> "ReadingTime":
        """Return the time there is on each weekday, and the days away."""
        return cls([room[2] for room in table.rooms], table.days.away)

    def weekends(self) -> tuple["ReadingTime", float]:
        """Return the time of Saturdays and Sundays alone, and their part of a usual week."""
        days = self._week_minutes
        alone = ReadingTime([*[0.0] * SATURDAY, *days[SATURDAY:]], self._away)
        return alone, sum(days[SATURDAY:]) / max(TINY, sum(days))

    def weighed(self, weekend: float) -> "ReadingTime":
        """Return the time in which a minute of a weekend counts as so many of another day."""
        days = self._week_minutes
        week = [*days[:SATURDAY], *(weekend * minutes for minutes in days[SATURDAY:])]
        same = sum(days) / max(TINY, sum(week))
        return ReadingTime([same * minutes for minutes in week], self._away)

    def between(self, first: int, last: int) -> float:
        """Reading time from `first` through `last`; 0 when that is before `first`."""
        if last < first:
            return 0.0
        return round(max(0.0, self.until(last) - self.until(first - 1)), 6)

    def until(self, day: int) -> float:
        """Reading time of all days there ever were, through that one."""
        weeks, days = divmod(day, 7)  # _at_home written out: nothing is asked as often
        usual = weeks * self._week + self._within[days]
        if not self._out:
            return usual
        stretches = bisect_right(self._first_out, day)
        lost = self._lost[stretches]
        if stretches and day < self._out[stretches - 1][1]:
            lost -= self._at_home(self._out[stretches - 1][1]) - usual
        return usual - lost

    def _at_home(self, day: int) -> float:
        weeks, days = divmod(day, 7)
        return weeks * self._week + self._within[days]
