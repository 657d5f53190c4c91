"""Scores the chance of finishing on time on simulated readers: `python tests/bench/readers.py`.

Each reader borrows one book after the other for 21 days and tells the program, through its own
commands, what was read.  On the mornings 1, 5, 10, 15 and 19 days after a checkout the program is
asked how likely the book is to be finished by its due date.  Said and happened are means; the score
is the mean squared error (Brier), beside that of two simple answers: the part of all such books
that were finished, and whether pages a day so far times the days that remain reach the last page.

Three groups: `mixed` readers have ways of their own whatever the program says, `fickle` ones have
another way and pace with each loan, and keepers read what the morning's plan asks of them on nine
of ten days.
"""

import argparse
import json
import sys
import tempfile
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from math import exp
from pathlib import Path
from random import Random
from typing import NamedTuple

from readtrack.model import PAGES_ASSUMED
from readtrack.planning.carrying import CERTAINTY, days_a_book
from readtrack.planning.days import ReadingDays, even_share, goal_day
from readtrack.planning.forecast import Forecaster, Keeping
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.track_record import DONE, Track
from tests.store.contents import begin, done, shell

ASKED = (1, 5, 10, 15, 19)
"""Days after the checkout on whose morning the chance is asked."""
LOAN = 21
"""Days from the checkout to the due date."""
FIRST_DAY = date(2026, 1, 5)
SEEDS = tuple(range(1, 9))
"""Four score 0.14 or 0.155, as chance has it; eight differ by half of that."""
READERS = 60
PAGES_A_DAY = 17
"""The middle one of the readers' paces."""
MINUTES_A_PAGE = 1.3
ASSUMED_MINUTES = 45
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where stores are kept: waiting for a disk takes as long as all the rest."""

WAYS = ("steady", "bursty", "weekends", "crammers", "quitters")
KEEPERS = ("every day", "rest days", "holiday", "weekends only")
GROUPS = ("mixed", "keepers", "fickle")


class Day(NamedTuple):
    """One day of a loan, as its reader sees it in the morning. Positions are in pages."""

    number: int
    """0 is the day of the checkout."""
    weekday: int
    position: float
    pages: int
    target: float
    """Where today's plan ends; the position itself when it asks for nothing."""

    @property
    def left(self) -> float:
        return self.pages - self.position


class Question(NamedTuple):
    """What was said of a loan that was unfinished when it was asked, and how the loan went."""

    kind: str
    loan: int
    day: int
    said: float
    rate: float
    """1 if pages a day so far times the days that remain reach the last page, else 0."""
    happened: bool


# How people read


class Way(ABC):
    """How one loan is read by somebody who does not ask the program."""

    def __init__(self, rng: Random, pace: float) -> None:
        self.rng, self.pace = rng, pace

    @abstractmethod
    def read(self, day: Day) -> float:
        """Pages read on that day."""

    def amount(self, mean: float, shape: float = 3.0) -> float:
        return self.rng.gammavariate(shape, mean / shape)


class Steady(Way):
    """Most days, about as much each time."""

    def read(self, day: Day) -> float:
        return self.amount(self.pace / 0.8) if self.rng.random() < 0.8 else 0.0


class Bursty(Way):
    """A few days of much reading, then a few of none."""

    def __init__(self, rng: Random, pace: float) -> None:
        super().__init__(rng, pace)
        self.reading = rng.random() < 0.5

    def read(self, day: Day) -> float:
        self.reading = self.rng.random() < (0.7 if self.reading else 0.25)
        return self.amount(self.pace / 0.45) if self.reading else 0.0


class Weekends(Way):
    """Saturdays and Sundays, and hardly ever between."""

    def read(self, day: Day) -> float:
        likely = 0.85 if day.weekday >= 5 else 0.08
        return self.amount(self.pace * 7 / 2.1) if self.rng.random() < likely else 0.0


class Crammers(Way):
    """Little until the last days, then as much as it takes, up to three times the usual pace."""

    def __init__(self, rng: Random, pace: float) -> None:
        super().__init__(rng, pace)
        self.rush = rng.randint(4, 8)
        self.most = pace * rng.uniform(2, 4)

    def read(self, day: Day) -> float:
        left = LOAN + 1 - day.number
        if left > self.rush:
            return self.amount(self.pace) if self.rng.random() < 0.3 else 0.0
        return min(self.amount(self.most, 6.0), 1 + day.left / max(1, left - 1))


class Quitters(Way):
    """Steady, but two books of five are laid aside for good somewhere."""

    def __init__(self, rng: Random, pace: float) -> None:
        super().__init__(rng, pace)
        self.until = rng.uniform(0.05, 0.8) if rng.random() < 0.4 else 1.0

    def read(self, day: Day) -> float:
        if day.position >= self.until * day.pages or self.rng.random() >= 0.8:
            return 0.0
        return self.amount(self.pace / 0.8)


OF_WAY: dict[str, type[Way]] = dict(
    zip(WAYS, (Steady, Bursty, Weekends, Crammers, Quitters), strict=True)
)


@dataclass
class Reader:
    """Somebody with a pace, in pages a day, and what the program is told of their days."""

    kind: str
    rng: Random
    pace: float
    speed: float
    """Minutes a page."""
    way: Way | None = None
    rest: frozenset[int] = frozenset()
    minutes: int | None = None
    """Of each reading day, when they are told as a routine; rest days are a setting otherwise."""
    away: list[tuple[date, date]] = field(default_factory=list)

    def borrow(self, start: date) -> int:
        """Begin a loan; returns the pages of the book."""
        rng = self.rng
        if self.kind in OF_WAY:
            self.way = OF_WAY[self.kind](rng, self.pace * exp(rng.gauss(0, 0.25)))
        elif self.kind == "fickle":
            self.way = OF_WAY[rng.choice(WAYS)](rng, _pace(rng))
        elif self.kind == "holiday":
            first = start + timedelta(days=rng.randint(2, 13))
            self.away.append((first, first + timedelta(days=rng.randint(4, 8))))
        return max(60, min(900, round(300 * exp(rng.gauss(0, 0.35)))))

    def read(self, day: Day) -> float:
        if self.way is not None:
            return self.way.read(day)
        asked = day.target - day.position
        return asked if self.rng.random() < 0.9 else 0.0


def _pace(rng: Random) -> float:
    return PAGES_A_DAY * exp(rng.gauss(0, 0.5))


def reader(kind: str, rng: Random, number: int) -> Reader:
    """The reader with that number among those of a kind."""
    made = Reader(kind, rng, _pace(rng), MINUTES_A_PAGE * exp(rng.gauss(0, 0.2)))
    if kind == "rest days":
        made.rest = frozenset(rng.sample(range(7), rng.randint(1, 3)))
    if kind == "weekends only":
        made.rest = frozenset(range(5))
    if kind in KEEPERS and number % 2:
        days = 7 - len(made.rest)
        week = 60 * rng.uniform(3.5, 8)
        made.minutes = 5 * round(min(240, week / days) / 5)
    return made


# The program they ask


class Program(ABC):
    """What is told and asked; one for each reader."""

    @abstractmethod
    def away(self, today: date, first: date, last: date) -> None: ...

    @abstractmethod
    def borrow(self, today: date, pages: int, due: date) -> None: ...

    @abstractmethod
    def target(self, today: date) -> float:
        """Where the plan ends today, in pages."""

    @abstractmethod
    def chance(self, today: date) -> float: ...

    @abstractmethod
    def log(self, today: date, position: int, minutes: int) -> None: ...

    @abstractmethod
    def give_back(self, today: date) -> None: ...


class CommandLine(Program):
    """The real one, its commands run inside this process.

    What is logged goes straight into the store, where the journal's triggers see it: `log` would
    also work out what to say about it, which takes longer than all the rest together.
    """

    def __init__(self, reader: Reader, folder: Path) -> None:
        self.db, self.loan = folder / "readtrack.db", 0
        self.asked: tuple[date, float, float] | None = None
        self.logged: list[tuple[int, str, int, int]] = []
        first = FIRST_DAY
        begin(self.db)
        days = ",".join(DAYS[each] for each in range(7) if each not in reader.rest)
        if reader.minutes is not None:
            self.run(first, "routine", "add", "bed", str(reader.minutes), "--days", days)
        elif reader.rest:
            rest = ",".join(DAYS[each] for each in sorted(reader.rest))
            self.run(first, "config", "rest_days", rest)

    def run(self, today: date, *words: str) -> str:
        if self.logged:
            with shell(self.db) as connection:
                connection.executemany(LOG, self.logged)
            self.logged.clear()
        return done(self.db, today.isoformat(), *words)

    def away(self, today: date, first: date, last: date) -> None:
        self.run(today, "away", f"{first}..{last}")

    def borrow(self, today: date, pages: int, due: date) -> None:
        self.loan += 1
        words = ("add", f"Book number {self.loan}", "--pages", str(pages), "--due", str(due))
        self.run(today, *words)

    def _ask(self, today: date) -> tuple[date, float, float]:
        if self.asked is None or self.asked[0] != today:
            rows = json.loads(self.run(today, "pace", "--json"))["loans"]
            row = next(row for row in rows if row["id"] == self.loan)
            self.asked = today, row["today"]["target"], row["finish"]["chance_on_time"]
        return self.asked

    def target(self, today: date) -> float:
        return self._ask(today)[1]

    def chance(self, today: date) -> float:
        return self._ask(today)[2]

    def log(self, today: date, position: int, minutes: int) -> None:
        self.logged.append((self.loan, today.isoformat(), position, minutes))

    def give_back(self, today: date) -> None:
        self.run(today, "return", str(self.loan))


LOG = "INSERT INTO progress (loan_id, day, position, minutes) VALUES (?, ?, ?, ?)"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Offline(Program):
    """The forecast alone, asked past the program: the plan is an even share of each day."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.past: dict[int, Track] = {}
        self.start = self.due = FIRST_DAY
        self.pages = 0
        self.days: list[tuple[date, float]] = []
        self.kept: list[tuple[date, bool]] = []
        """The days that asked for reading, and whether four fifths of their share was read."""
        self.morning: tuple[date, float, float] | None = None
        """The latest day that asked: where the reader was that morning, and its share."""

    def away(self, today: date, first: date, last: date) -> None:
        pass

    def borrow(self, today: date, pages: int, due: date) -> None:
        self.start, self.pages, self.due, self.days = today, pages, due, []

    def _track(self) -> Track:
        minutes = self.pages * self.reader.speed
        return Track(self.start, self.pages, 0, tuple(self.days), None, self.due, minutes)

    def target(self, today: date) -> float:
        """The even share of the reading days through the goal, as far as the day has minutes."""
        position = self.days[-1][1] if self.days else 0.0
        days = ReadingDays(self.reader.rest, self.reader.away)
        goal = goal_day(self.start, self.due, 2)
        if today not in days:
            return position
        last = days.last(today, goal, self.due, None)
        share = even_share(self.pages - position, days.count(today, last))
        share = min(share, (self.reader.minutes or ASSUMED_MINUTES) / self.reader.speed)
        if share >= 1 and (self.morning is None or self.morning[0] != today):
            self.morning = today, position, share
            self.kept.append((today, False))
        return position + share

    def chance(self, today: date) -> float:
        self.target(today)
        past = [each for each in self.kept if each[0] < today and (today - each[0]).days <= 28]
        minutes = float(self.reader.minutes or ASSUMED_MINUTES)
        week = [0.0 if each in self.reader.rest else minutes for each in range(7)]
        keeping = Keeping(
            sum(kept for _, kept in past), len(past), self.reader.minutes is not None, minutes
        )
        time = ReadingTime(week, self.reader.away)
        return self.forecast(self._track(), self.past, today, time, keeping)

    def forecast(
        self,
        track: Track,
        past: dict[int, Track],
        today: date,
        time: ReadingTime,
        keeping: Keeping,
    ) -> float:
        return Forecaster(past, today, time, keeping).outlook(track, self.due).chance_on_time

    def log(self, today: date, position: int, minutes: int) -> None:
        self.target(today)
        if self.morning is not None and self.morning[0] == today:
            _, before, share = self.morning
            self.kept[-1] = today, position - before >= 0.8 * share
        self.days.append((today, float(position)))

    def give_back(self, today: date) -> None:
        self.past[len(self.past)] = self._track()._replace(ended=today)
        while len(self.past) > 12:
            del self.past[min(self.past)]


class Unasked(Program):
    """A diary that answers nothing: the pages of each day."""

    def __init__(self) -> None:
        self.read: dict[date, float] = defaultdict(float)
        self.position = 0

    def away(self, today: date, first: date, last: date) -> None:
        pass

    def borrow(self, today: date, pages: int, due: date) -> None:
        self.position = 0

    def target(self, today: date) -> float:
        return 0.0

    def chance(self, today: date) -> float:
        return 0.0

    def log(self, today: date, position: int, minutes: int) -> None:
        self.read[today] += position - self.position
        self.position = position

    def give_back(self, today: date) -> None:
        pass


# Their lives


def life(who: Reader, program: Program, books: int) -> Iterator[Question]:
    """One book after the other: what was asked about each of them, and how it went."""
    today, asks_daily = FIRST_DAY, who.kind in KEEPERS
    for number in range(books):
        start, due = today, today + timedelta(days=LOAN)
        pages = who.borrow(start)
        if who.away and who.away[-1][0] >= start:
            program.away(start, *who.away[-1])
        program.borrow(start, pages, due)
        position, said = 0, []
        while today <= due and position < pages:
            day = (today - start).days
            if day in ASKED and position < DONE * pages:
                rate = float(position + position / day * (LOAN + 1 - day) >= pages)
                said.append((day, program.chance(today), rate))
            target = program.target(today) if asks_daily else position
            read = who.read(Day(day, today.weekday(), position, pages, target))
            if round(read) >= 1:
                position = min(pages, position + round(read))
                program.log(today, position, max(1, round(read * who.speed)))
            today += timedelta(days=1)
        program.give_back(today - timedelta(days=1))
        happened = position >= DONE * pages
        for day, chance, rate in said:
            yield Question(who.kind, number, day, chance, rate, happened)


def ask(group: str, seed: int, readers: int, *, offline: bool) -> list[Question]:
    """Everything asked of the readers of one group."""
    kinds = {"mixed": WAYS, "keepers": KEEPERS, "fickle": ("fickle",)}[group]
    books = 3 if group == "keepers" else 5
    found: list[Question] = []
    for number in range(readers):
        kind = kinds[number % len(kinds)]
        who = reader(kind, Random(f"{group} {seed} {number}"), number // len(kinds))
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            program = Offline(who) if offline else CommandLine(who, Path(folder))
            found += life(who, program, books)
    return found


def carried(seed: int, readers: int) -> dict[str, list[tuple[int, bool]]]:
    """What the reading of the mixed readers carries after eight weeks, and whether it did.

    The days that a book of 300 pages is said to need, four times in five, by kind of reader; and
    whether so much was read in the days that came.
    """
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    today = FIRST_DAY + timedelta(days=56)
    for number in range(readers):
        kind = WAYS[number % len(WAYS)]
        program = Unasked()
        list(life(reader(kind, Random(f"carried {seed} {number}"), 0), program, books=15))
        days = days_a_book(program.read, FIRST_DAY, today, ReadingTime([ASSUMED_MINUTES] * 7))
        if days is not None:
            then = today + timedelta(days=days)
            pages = sum(read for day, read in program.read.items() if today <= day < then)
            found[kind].append((days, pages >= PAGES_ASSUMED))
    return found


def carried_table(found: Sequence[dict[str, list[tuple[int, bool]]]]) -> list[str]:
    """One row a kind: how often the days were enough, which is to be four times in five."""
    lines = ["carries         asked   days    said  happened"]
    of_kind = {kind: [each for some in found for each in some[kind]] for kind in WAYS}
    rows = {"mixed": [each for some in of_kind.values() for each in some]}
    rows |= {f"  {kind}": some for kind, some in of_kind.items()}
    for name, some in rows.items():
        if some:
            days = sorted(each for each, _ in some)[len(some) // 2]
            part = sum(enough for _, enough in some) / len(some)
            lines.append(f"{name:15} {len(some):5}   {days:4}    {CERTAINTY:.0%}  {part:7.0%}")
    return lines


# The table


def score(asked: Sequence[Question]) -> tuple[float, ...]:
    """Brier scores of the program, a constant and the plain rate; said and happened."""
    count = len(asked)
    happened = sum(each.happened for each in asked) / count
    model = sum((each.said - each.happened) ** 2 for each in asked) / count
    rate = sum((each.rate - each.happened) ** 2 for each in asked) / count
    said = sum(each.said for each in asked) / count
    return model, happened * (1 - happened), rate, said, happened


def table(asked: Sequence[Question]) -> list[str]:
    """One row a kind, with the whole of each group above it."""
    lines = ["kind            asked   brier   constant  rate    said  happened"]
    rows: dict[str, list[Question]] = defaultdict(list)
    for each in asked:
        group = "mixed" if each.kind in WAYS else "keepers" if each.kind in KEEPERS else "fickle"
        rows[group].append(each)
    for group, kinds in (("mixed", WAYS), ("keepers", KEEPERS), ("fickle", ())):
        found = rows[group]
        names = [(group, found)]
        names += [(f"  {kind}", [each for each in found if each.kind == kind]) for kind in kinds]
        for name, some in names:
            if some:
                model, constant, rate, said, happened = score(some)
                lines.append(
                    f"{name:15} {len(some):5}   {model:.3f}   {constant:.3f}     {rate:.3f}"
                    f"   {said:4.0%}  {happened:4.0%}"
                )
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("seeds", nargs="*", type=int, default=SEEDS)
    parser.add_argument("--readers", type=int, default=READERS, help="in each group")
    parser.add_argument("--group", choices=GROUPS, action="append")
    parser.add_argument("--offline", action="store_true", help="ask the forecast alone")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args(arguments)
    tasks = list(product(chosen.group or GROUPS, chosen.seeds))
    with ProcessPoolExecutor(chosen.jobs) as pool:
        asked = [
            pool.submit(ask, group, seed, chosen.readers, offline=chosen.offline)
            for group, seed in tasks
        ]
        print("\n".join(table([each for found in asked for each in found.result()])))
    if "mixed" in (chosen.group or GROUPS):
        print("\n".join(carried_table([carried(seed, chosen.readers) for seed in chosen.seeds])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
