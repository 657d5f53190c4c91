"""Which way a reader has with due dates, by how past loans went from the same stage on.

Most readers' loans go as their pace and the days they keep say.  Some readers give books up, and
some wait for the last days and hurry then; Bayes' rule says which reader this is.
"""

from collections.abc import Sequence

from readtrack.named_tuple import NamedTuple
from readtrack.planning.distributions import chance_of, log_odds

# The days of one loan are alike, so three of them count as two.
DAYS_ALIKE = 0.7
# Pages of a day of the usual loan: 300 in 21 days.
USUAL = 300 / 21
# Who hurries reads three and a half times as much on a day, until past loans say how much; that is
# counted along for a quarter of a loan.
HURRY, HURRY_BEFORE = 3.5 * USUAL, 21 / 4
# Last days read at twice the pace before them may be a rush or not, with even odds; at four times
# it, with eight to one: who reads unevenly comes to twice the pace by chance in one loan of five,
# and hardly ever to four times.  Of usual days one is counted along with the last, two before.
RUSH, RUSH_POWER, RUSH_BEFORE = 2, 3, 1
# Twice the room that it takes is nine chances of ten, half of it one of ten: that is 3.
HURRY_POWER = 3
# Nothing is shorter than this, so that all can divide.
TINY = 1e-9


class LastDays(NamedTuple):
    """The last days of a loan on whose mornings something was left to read."""

    kept: int
    """Days on which as much was read as the due date asked."""
    days: int
    pages: float = 0.0
    """What was read on them."""
    time: float = 0.0
    """The reading time they offered."""
    rush: float = 0.5
    """The chance that they were a rush."""


def rush(pages: float, time: float, earlier: float, earlier_time: float) -> float:
    """Return the chance that last days were a rush, by how much faster they were than others.

    `earlier` has the pages of the days before them, and `earlier_time` their reading time.
    """
    late = (pages + RUSH_BEFORE * USUAL) / (time + RUSH_BEFORE)
    early = (earlier + 2 * RUSH_BEFORE * USUAL) / (earlier_time + 2 * RUSH_BEFORE)
    faster = (late / early / RUSH) ** RUSH_POWER
    return float(faster / (faster + 1))


class Tendency(NamedTuple):
    """A way in which some readers' loans go, other than their pace and the days they keep say."""

    shift: float | None
    """By how many log-odds their loans go better; None for who hurries in the last days."""
    part: float
    """The part of all readers for whom it is so."""
    urged: float
    """The chance that one of a loan's last days has as much read as the due date asks."""

    def likelihood_of(self, last: LastDays) -> float:
        """Return how likely such last days are for it."""
        missed = last.days - last.kept
        days = float((self.urged**last.kept * (1 - self.urged) ** missed) ** DAYS_ALIKE)
        return days * (last.rush if self.shift is None else 1 - last.rush)

    def log_odds(self, usual: float, hurried: float) -> float:
        """Return the log-odds for such a reader, by the first two answers and by hurrying."""
        return max(usual, hurried) if self.shift is None else usual + self.shift


# Who gives up finishes one of three that looked like four in five: that is -2.  A reader whose book
# is not read in the last days is behind more often than not, and keeps up with its due date on one
# day of four; who hurries does so once the rush has begun, on two of three.
TENDENCIES = (
    Tendency(0.0, part=0.86, urged=0.25),
    Tendency(-2.0, part=0.06, urged=0.25),
    Tendency(None, part=0.08, urged=0.65),
)


class Hurry(NamedTuple):
    """What was read of past loans from the same stage on, one imaginary rush counted along."""

    pages: float = HURRY * HURRY_BEFORE
    time: float = HURRY_BEFORE

    def log_odds(self, left: float, time: float) -> float:
        """Return the log-odds of reading so many pages in so much time, by hurrying as then."""
        carried = max(TINY, self.pages / self.time * time) ** HURRY_POWER
        return log_odds(carried / (carried + max(TINY, left) ** HURRY_POWER))


class Compared(NamedTuple):
    """A past loan, as it looked at some stage and as it went on from there."""

    odds: float
    """Log-odds by the habit and the days kept, as of that stage."""
    in_time: bool
    last_days: LastDays
    left: float
    """Pages that were left then."""
    time: float
    """Reading time from then through the due date."""
    pages: float
    """Pages that were read in it."""
    taken: float
    """The part of that time until the book was read, or all of it."""

    def hurried(self, hurry: Hurry) -> float:
        """Log-odds by hurrying as in the other past loans; `hurry` has this one, too."""
        others = Hurry(hurry.pages - self.pages, hurry.time - self.taken)
        return others.log_odds(self.left, self.time)

    def likelihood(self, tendency: Tendency, hurried: float) -> float:
        """Return how likely it was to go as it went, for a reader of that tendency."""
        odds = tendency.log_odds(self.odds, hurried)
        return chance_of(odds if self.in_time else -odds) * tendency.likelihood_of(self.last_days)


def hurry_of(compared: Sequence[Compared], last_days: LastDays) -> Hurry:
    """What was read of past loans from the same stage on, and on the last days of this one."""
    rush = Hurry()
    return Hurry(
        rush.pages + last_days.pages + sum(each.pages for each in compared),
        rush.time + last_days.time + sum(each.taken for each in compared),
    )


def tendencies(
    compared: Sequence[Compared], hurry: Hurry, last_days: LastDays
) -> list[tuple[Tendency, float]]:
    """Return how likely it is that the reader has each tendency.

    By how past loans went, and by the last days of this one so far.
    """
    if not compared and not last_days.days:
        return [(TENDENCIES[0], 1.0)]
    hurried = [each.hurried(hurry) for each in compared]
    weights = []
    for tendency in TENDENCIES:
        weight = tendency.part * tendency.likelihood_of(last_days)
        for each, by_hurrying in zip(compared, hurried, strict=True):
            weight *= each.likelihood(tendency, by_hurrying)
        weights.append(weight)
    total = sum(weights)
    return [(each, part / total) for each, part in zip(TENDENCIES, weights, strict=True)]
