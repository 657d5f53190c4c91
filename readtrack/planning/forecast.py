"""The chance of finishing a loan by a day, and when it is likely to be finished.

Reading is a gamma process: a day adds a gamma-distributed share of the book, an idle day next to
nothing, and each book has a pace of its own, gamma-distributed among the reader's books.  The
share read in the days to come then has a beta prime distribution given what was read so far
(the gamma prior of a gamma rate is conjugate: Gelman et al., Bayesian Data Analysis, ch. 2),
so the chance is one incomplete beta function.  It rises with the days and falls with what is left
by construction.  Abandonment is a factor of its own: of the gaps this reader let grow as long as
the present one, the part that ended in more reading.

What is known beforehand is one imaginary loan, counted along with the reader's real ones: a book
of usual length in one loan period, each day a coin toss between idle and reading.  Real loans
outweigh it soon, and with no history at all it is what is left.  The constants are reasoned, not
fitted: halving or doubling any one (DONE and HORIZON aside, which define the question) moves the
score on the sample log by less than 0.01.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp, lgamma, log, log1p
from typing import NamedTuple

from readtrack.model import PAGES_ASSUMED

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


class _Record(NamedTuple):
    """What a track says by a day: shares of the book, and days.

    `wait` are the days before the first entry, `span` those from the first to the last entry, and
    `idle` those since the last entry, or since the start if there is none.
    """

    read: float
    left: float
    steps: tuple[float, ...]
    wait: int
    span: int
    idle: int
    gaps: tuple[int, ...]
    returned: bool

    def exposure(self, unopened: bool) -> int:
        """The days behind this book's pace, for a book as yet unopened or one being read.

        The wait for the first entry belongs to the pace of unopened books only.  Of the idle days
        at the end of an unfinished book those of one loan period count.
        """
        days = self.span + min(self.wait, LOAN) if unopened else self.span
        idle = self.left > 0 and (unopened or self.span > 0)
        return days + min(self.idle, LOAN) if idle else days

    def given_up(self, idle: int) -> bool:
        """Whether an unfinished book was left alone that long for good, as far as one can tell."""
        enough = idle if self.returned else max(idle, LOAN)
        return self.left > 0 and self.idle >= enough


def _record(track: Track, today: date) -> _Record:
    """A track up to today; a today without an entry is still open and so not idle."""
    known = [(day, position) for day, position in track.days if day <= today]
    length = max(track.length, 1e-9)
    marks = [track.start.toordinal() - 1, *(day.toordinal() for day, _ in known)]
    gaps = tuple(max(0, later - day - 1) for day, later in pairwise(marks))
    steps, top = [], track.first
    for _, position in known:
        steps.append(max(0.0, position - top) / length)
        top = max(top, position)
    position = known[-1][1] if known else track.first
    returned = track.ended is not None and track.ended <= today
    over = (track.ended if track.ended and returned else today - timedelta(days=1)).toordinal()
    return _Record(
        read=min(1.0, max(0.0, position - track.first) / length),
        left=DONE - position / length,
        steps=tuple(steps),
        wait=gaps[0] if known else 0,
        span=marks[-1] - marks[1] + 1 if known else 0,
        idle=max(0, over - marks[-1]),
        gaps=gaps,
        returned=returned,
    )


def _pace(
    track: Track, others: Sequence[Track], records: Sequence[_Record], unopened: bool
) -> float:
    """The reader's shares of such a book per day, the imaginary loan included."""
    length = max(track.length, 1e-9)
    share, days = float((PAGES_ASSUMED / length) ** LENGTH_POWER), float(LOAN)
    for other, record in zip(others, records, strict=True):
        share += record.read * (max(other.length, 0.0) / length) ** LENGTH_POWER
        days += record.exposure(unopened)
    return share / days


def _steadiness(records: Sequence[_Record]) -> float:
    """The gamma shape of one day, by moments.

    A total over n days splits among them as a symmetric Dirichlet, whose squared shares sum to
    (shape + 1) / (n shape + 1) on average.  The imaginary loan weighs as one of the real ones.
    """
    squares = (STEADINESS + 1) / (LOAN * STEADINESS + 1)
    above, below = LOAN * (1 - squares), LOAN * (LOAN * squares - 1)
    for record in records:
        total = sum(record.steps)
        if total > 0:
            squares = sum((step / total) ** 2 for step in record.steps)
            above += record.span * (1 - squares)
            below += record.span * max(0.0, record.span * squares - 1)
    return max(0.01, above / below)


def _resumed(this: _Record, records: Sequence[_Record]) -> float:
    """The chance that a book idle for so long is taken up again.

    It counts the reader's gaps at least as long, and one imaginary gap with even odds after a loan
    period: LOAN / (LOAN + idle), the survival of an exponential gap whose own rate is exponential.
    """
    if not this.idle:
        return 1.0
    again = sum(gap >= this.idle for record in (this, *records) for gap in record.gaps)
    never = sum(record.given_up(this.idle) for record in records)
    return (again + LOAN / (LOAN + this.idle)) / (again + never + 1)


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


def outlook(track: Track, others: Sequence[Track], today: date, due: date) -> Outlook:
    """How a loan that is still out will go, by its own entries and the reader's other loans.

    The due date is the last day for reading.  Today is a day like any other while it has no entry,
    and half a day after that, since an entry may be of the morning or of the evening.  Entries
    after today are ignored.  `others` must not hold the track itself.
    """
    this = _record(track, today)
    records = [_record(other, today) for other in others]
    shape = _steadiness(records)
    resumed = _resumed(this, records)
    unopened = this.span == 0
    known = ALIKENESS + shape * (0 if unopened else this.span + this.idle)
    seen = _pace(track, others, records, unopened) * ALIKENESS / shape + this.read
    today_counts = 0.5 if any(day == today for day, _ in track.days) else 1.0

    def chance(days: int) -> float:
        """The chance of being done that many days after today."""
        time = min(days, HORIZON) + today_counts
        if this.left <= 0:
            sure = 1.0
        elif days < 0:
            sure = 0.0
        else:
            sure = resumed * _beta_cdf(seen / (seen + this.left), known, shape * time)
        return round(DOUBT + (1 - 2 * DOUBT) * sure, 4)

    def day(certainty: float) -> date | None:
        """The first day, from today on, by which that certainty is reached."""
        low, high = 0, HORIZON + 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if chance(middle) >= certainty else (middle + 1, high)
        return today + timedelta(days=low) if low <= HORIZON else None

    return Outlook(
        chance_on_time=chance((due - today).days),
        earliest=day(0.1),
        expected=day(0.5),
        latest=day(0.9),
        logged_days=sum(logged <= today for logged, _ in track.days),
        other_loans=len(others),
    )
