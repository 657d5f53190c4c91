"""The chance of finishing a loan by a day, and when it is likely to be finished.

Time is reading time: a day counts with the minutes it offers, a rest day or a day away with none.
Three things are learned, and joined on the log-odds scale:

- The habit. Reading is a gamma process: a day adds a gamma-distributed share of the book, an idle
  day next to nothing, and each book has a pace of its own, gamma-distributed among the reader's
  books.  The share read in the time to come then has a beta prime distribution given what was read
  so far (the gamma prior of a gamma rate is conjugate: Gelman et al., Bayesian Data Analysis,
  ch. 2), so the chance is one incomplete beta function.  Abandonment is a factor of its own: of
  the gaps this reader let grow as long as the present one, the part that ended in more reading.
- The days kept. Of the days that asked for reading, so many were kept; the chance of keeping
  enough of the days to come is a beta-binomial tail.
- The past loans. Where they ended better or worse than the first two said at the same stage, the
  log-odds are moved by as much as makes their outcomes likeliest, less a penalty, so that nothing
  moves until the evidence is clear.

The chance rises with the days and falls with what is left by construction.  What is assumed
beforehand is one imaginary loan, counted along with the reader's real ones.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp, lgamma, log, log1p
from typing import NamedTuple

from readtrack.model import PAGES_ASSUMED
from readtrack.planning.days import ReadingDays
from readtrack.planning.speed import MINUTES_PER_PAGE

# The usual loan, 21 days; a book left alone for that long would have gone back unread.
LOAN = 21
# A book counts as read from 97 % of its length on, because the end matter often stays unread.
DONE = 0.97
# A day is a coin toss between idle and an exponential amount: mean^2 / variance is 1/3.
STEADINESS = 1 / 3
# Books of one reader differ in pace with a coefficient of variation of about 0.7: 1/0.7^2 is 2.
# (In the sample log it is 0.7 for one reader and 1.0 for another.)
ALIKENESS = 2.0
# Half way, in logarithms, between every book taking the same days (0) and every page (1).
LENGTH_POWER = 0.5
# A log is wrong, or life is, once in 200 times: no forecast is surer than that.
DOUBT = 0.005
# Finish dates further away than a year are no forecast.
HORIZON = 365
SITTING, SITTINGS_POWER = 0.6, 1.5
# Keeping days: two kept and one missed beforehand.
KEPT, MISSED = 2, 1
NAMED, UNNAMED = 0.5, 0.15
PENALTY = 0.8
STAGE = "due"


class Track(NamedTuple):
    """One loan of one book, and where the reader was at the end of each day with an entry.

    `days` ascends by date; a position below the one before it is a correction.  `length`, `first`
    and the positions are in pages, or in what stands for them.
    """

    start: date
    length: float
    first: float
    days: tuple[tuple[date, float], ...]
    ended: date | None = None
    due: date | None = None
    """The last day for reading; None if the loan had none, and then it is no evidence of one."""
    minutes: float | None = None
    """What the whole title takes at the reader's speed; None for the usual speed."""


class ReadingTime:
    def __init__(self, week: Sequence[float], away: Iterable[tuple[date, date]] = ()) -> None:
        total = sum(week)
        self.minutes = total / 7
        self.units = [7 * each / total if total else 0.0 for each in week]
        self.coarse = sum(each * each for each in self.units) / 7 if total else 1.0
        self.prefix = [0.0]
        for each in self.units:
            self.prefix.append(self.prefix[-1] + each)
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        self.gone: list[float] = [0.0]
        for first, last in ReadingDays((), away).away:
            self.firsts.append(first.toordinal())
            self.lasts.append(last.toordinal())
            self.gone.append(
                self.gone[-1] + self._plain(last.toordinal()) - self._plain(first.toordinal() - 1)
            )

    def _plain(self, ordinal: int) -> float:
        weeks, days = divmod(ordinal, 7)
        return 7.0 * weeks + self.prefix[days] if self.minutes else 0.0

    def through(self, ordinal: int) -> float:
        time = self._plain(ordinal)
        if not self.firsts:
            return time
        number = bisect_right(self.firsts, ordinal)
        time -= self.gone[number]
        if number and ordinal < self.lasts[number - 1]:
            time += self._plain(self.lasts[number - 1]) - self._plain(ordinal)
        return time

    def between(self, first: int, last: int) -> float:
        """Both included, as ordinals."""
        return max(0.0, self.through(last) - self.through(first - 1)) if last >= first else 0.0


class Keeping(NamedTuple):
    kept: int
    asked: int
    named: bool
    minutes_a_day: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The chance of finishing by the due date, and the days it will be 10, 50 and 90 % certain.

    The dates include the chance of never finishing: None is a certainty not reached in a year.
    """

    chance_on_time: float
    earliest: date | None
    expected: date | None
    latest: date | None
    logged_days: int
    other_loans: int
    """What it was learned from, beside one imaginary loan."""
    evidence_days: int
    habit: float
    with_deadlines: float
    shift: float


class _Record(NamedTuple):
    """What a track says by a day: shares of the book, and reading time.

    `wait` is the time before the first entry, `span` that from the first to the last entry, and
    `idle` that since the last entry, or since the start if there is none.
    """

    read: float
    left: float
    opened: bool
    squares: float
    wait: float
    span: float
    idle: float
    gaps: tuple[float, ...]
    returned: bool

    def exposure(self, unopened: bool) -> float:
        days = self.span + min(self.wait, LOAN) if unopened else self.span
        idle = self.left > 0 and (unopened or self.span > 0)
        return days + min(self.idle, LOAN) if idle else days

    def gave_up_after(self) -> float:
        """Reading time after which it was left for good; -1 if it was not."""
        if self.left > 0 and (self.returned or self.idle >= LOAN):
            return self.idle
        return -1.0


def _record(track: Track, today: date, time: ReadingTime) -> _Record:
    """A track up to today; a today without an entry is still open and so not idle."""
    known = [(day, position) for day, position in track.days if day <= today]
    length = max(track.length, 1e-9)
    marks = [track.start.toordinal() - 1, *(day.toordinal() for day, _ in known)]
    times = [time.through(mark) for mark in marks]
    gaps = tuple(
        time.between(day + 1, later - 1) for day, later in pairwise(marks)
    )
    steps, top = [], track.first
    for _, position in known:
        steps.append(max(0.0, position - top) / length)
        top = max(top, position)
    position = known[-1][1] if known else track.first
    returned = track.ended is not None and track.ended <= today
    over = (track.ended if track.ended and returned else today - timedelta(days=1)).toordinal()
    total = sum(steps)
    extra = sum(1 for mark in marks[1:] if time.between(mark, mark) <= 0)
    return _Record(
        read=min(1.0, max(0.0, position - track.first) / length),
        left=DONE - position / length,
        opened=bool(known),
        squares=sum((step / total) ** 2 for step in steps) if total > 0 else 0.0,
        wait=gaps[0] if known else 0,
        span=time.between(marks[1], marks[-1]) + extra if known else 0,
        idle=max(0.0, time.through(over) - times[-1]) if over > marks[-1] else 0.0,
        gaps=gaps,
        returned=returned,
    )


class _Sums(NamedTuple):
    read: float = 0.0
    opened: float = 0.0
    unopened: float = 0.0
    above: float = 0.0
    below: float = 0.0

    def plus(self, other: "_Sums", sign: int = 1) -> "_Sums":
        return _Sums(*(a + sign * b for a, b in zip(self, other, strict=True)))


def _sums(track: Track, record: _Record, coarse: float) -> _Sums:
    above = below = 0.0
    if record.squares > 0:
        above = record.span * (1 - record.squares)
        below = record.span * max(0.0, record.span * record.squares - coarse)
    return _Sums(
        record.read * max(track.length, 0.0) ** LENGTH_POWER,
        record.exposure(False),
        record.exposure(True),
        above,
        below,
    )


class Forecaster:
    def __init__(
        self,
        past: Mapping[int, Track],
        today: date,
        time: ReadingTime,
        keeping: Keeping,
    ) -> None:
        self.past, self.today, self.time, self.keeping = past, today, time, keeping
        self.records = {number: _record(track, today, time) for number, track in past.items()}
        self.each = {
            number: _sums(past[number], record, time.coarse)
            for number, record in self.records.items()
        }
        self.all = _Sums()
        for each in self.each.values():
            self.all = self.all.plus(each)
        self.gaps = sorted(gap for record in self.records.values() for gap in record.gaps)
        self.never = sorted(record.gave_up_after() for record in self.records.values())

    def _curve(self, track: Track, today: date, exclude: int | None) -> "_Curve":
        this = _record(track, today, self.time)
        sums = self.all
        own = self.records.get(exclude) if exclude is not None else None
        if own is not None and exclude is not None:
            sums = sums.plus(self.each[exclude], -1)
        mine = _sums(track, this, self.time.coarse)
        # steadiness
        squares = (STEADINESS + 1) / (LOAN * STEADINESS + 1)
        above = LOAN * (1 - squares) + sums.above
        below = LOAN * (LOAN * squares - 1) + sums.below
        shape = max(0.01, above / below)
        del mine
        # resumed
        resumed = 1.0
        if this.idle > 0:
            again = len(self.gaps) - bisect_left(self.gaps, this.idle)
            again += sum(gap >= this.idle for gap in this.gaps)
            never = len(self.never) - bisect_left(self.never, this.idle)
            if own is not None:
                again -= sum(gap >= this.idle for gap in own.gaps)
                never -= own.gave_up_after() >= this.idle
            resumed = (again + LOAN / (LOAN + this.idle)) / (again + never + 1)
        # pace
        length = max(track.length, 1e-9)
        minutes = max(1e-9, self.minutes(track))
        sittings = minutes / self.time.minutes if self.time.minutes else 1e9
        share = max(
            (PAGES_ASSUMED / length) ** LENGTH_POWER / LOAN, SITTING / sittings**SITTINGS_POWER
        )
        share = share * LOAN + sums.read / length**LENGTH_POWER
        pace = share / (LOAN + (sums.opened if this.opened else sums.unopened))
        known = ALIKENESS + shape * (this.span + this.idle if this.opened else 0.0)
        seen = pace * ALIKENESS / shape + this.read
        logged = bool(track.days) and any(day == today for day, _ in track.days)
        return _Curve(self, this.left, minutes, known, seen, shape, resumed, today.toordinal(), logged)

    def minutes(self, track: Track) -> float:
        return track.length * MINUTES_PER_PAGE if track.minutes is None else track.minutes

    def evidence(self, before: int, elapsed: int, exclude: int | None) -> list[tuple[float, bool]]:
        """Log-odds and outcome of the past loans unfinished at the stage."""
        found = []
        for number, track in self.past.items():
            if number == exclude or track.due is None:
                continue
            over = track.ended is not None and track.ended <= self.today
            if not over and track.due >= self.today:
                continue
            if STAGE == "due":
                then = track.due - timedelta(days=before)
            else:
                then = track.start + timedelta(days=elapsed)
            if then < track.start or then > track.due or (track.ended and then > track.ended):
                continue
            cut = track._replace(
                days=tuple(each for each in track.days if each[0] < then), ended=None
            )
            curve = self._curve(cut, then, number)
            if curve.left <= 0:
                continue
            happened = any(
                day <= track.due and at >= DONE * track.length for day, at in track.days
            )
            found.append((curve.odds(track.due.toordinal()), happened))
        return found

    def outlook(self, track: Track, due: date, exclude: int | None = None) -> Outlook:
        today = self.today
        curve = self._curve(track, today, exclude)
        now, end = today.toordinal(), due.toordinal()
        shift = 0.0
        if curve.left > 0 and end >= now:
            shift = _shift(
                self.evidence(end - now, (today - track.start).days, exclude), PENALTY
            )

        def chance(days: int) -> float:
            """The chance of being done that many days after today."""
            if curve.left <= 0:
                sure = 1.0
            elif days < 0:
                sure = 0.0
            else:
                sure = _odds_to_chance(curve.odds(now + min(days, HORIZON)) + shift)
            return round(DOUBT + (1 - 2 * DOUBT) * sure, 4)

        def day(certainty: float) -> date | None:
            """The first day, from today on, by which that certainty is reached."""
            low, high = 0, HORIZON + 1
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if chance(middle) >= certainty else (middle + 1, high)
            return today + timedelta(days=low) if low <= HORIZON else None

        logged = sum(logged <= today for logged, _ in track.days)
        others = sum(number != exclude for number in self.past)
        evidence = logged + sum(len(t.days) for n, t in self.past.items() if n != exclude)
        return Outlook(
            chance_on_time=chance(end - now),
            earliest=day(0.1),
            expected=day(0.5),
            latest=day(0.9),
            logged_days=logged,
            other_loans=others,
            evidence_days=evidence,
            habit=curve.habit(end),
            with_deadlines=_odds_to_chance(curve.odds(end)),
            shift=shift,
        )


class _Curve(NamedTuple):
    of: Forecaster
    left: float
    minutes: float
    known: float
    seen: float
    shape: float
    resumed: float
    today: int
    logged: bool

    def time(self, end: int) -> float:
        whole = self.of.time.between(self.today, end)
        return whole - 0.5 * self.of.time.between(self.today, self.today) if self.logged else whole

    def habit(self, end: int) -> float:
        if self.left <= 0:
            return 1.0
        time = self.time(end)
        if time <= 0:
            return 0.0
        return self.resumed * _beta_cdf(
            self.seen / (self.seen + self.left), self.known, self.shape * time
        )

    def keeping(self, end: int) -> float:
        day = self.of.keeping.minutes_a_day
        if day <= 0:
            return 0.0
        there = int(self.time(end) * self.of.time.minutes / day + 0.5)
        need = self.left * self.minutes / day
        kept, missed = self.of.keeping.kept, self.of.keeping.asked - self.of.keeping.kept
        return _keeps(need, there, kept + KEPT, missed + MISSED)

    def odds(self, end: int) -> float:
        keeping = self.of.keeping
        weight = (NAMED if keeping.named else UNNAMED) * (keeping.kept + 1) / (keeping.asked + 6)
        odds = _logit(self.habit(end))
        return odds + weight * _logit(self.keeping(end)) if weight else odds


def _keeps(need: float, days: int, a: float, b: float) -> float:
    """The chance to keep `need` of `days` days, interpolated; beta-binomial with Beta(a, b)."""
    whole = int(need)
    part = need - whole
    low = _tail(whole, days, a, b)
    return low if not part else (1 - part) * low + part * _tail(whole + 1, days, a, b)


def _tail(least: int, days: int, a: float, b: float) -> float:
    """The beta-binomial chance of at least so many."""
    if least <= 0:
        return 1.0
    if least > days:
        return 0.0
    base = lgamma(a + b) - lgamma(a) - lgamma(b) + lgamma(days + 1) - lgamma(a + b + days)

    def first(k: int) -> float:
        return exp(
            base - lgamma(k + 1) - lgamma(days - k + 1) + lgamma(a + k) + lgamma(b + days - k)
        )

    upper = days - least + 1 <= least
    start, stop = (least, days + 1) if upper else (0, least)
    term, total = first(start), 0.0
    for k in range(start, stop):
        total += term
        if k < days:
            term *= (days - k) * (a + k) / ((k + 1) * (b + days - k - 1))
    return min(1.0, total) if upper else max(0.0, 1 - total)


def _logit(chance: float) -> float:
    inside = min(1 - DOUBT, max(DOUBT, chance))
    return log(inside / (1 - inside))


def _odds_to_chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def _shift(evidence: Sequence[tuple[float, bool]], penalty: float) -> float:
    """The shift of log-odds that makes the outcomes likeliest, less the penalty times its size."""
    excess = sum(happened - _odds_to_chance(odds) for odds, happened in evidence)
    if abs(excess) <= penalty:
        return 0.0
    sign = 1 if excess > 0 else -1
    low, high = 0.0, 6.0
    for _ in range(20):
        middle = (low + high) / 2
        excess = sum(
            happened - _odds_to_chance(odds + sign * middle) for odds, happened in evidence
        )
        low, high = (middle, high) if sign * excess > penalty else (low, middle)
    return sign * low


def _beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (Lentz's continued fraction, DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for term in (even, odd):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            change = c * d
            fraction *= change
        if abs(change - 1) < 1e-12:
            break
    return front * fraction
