"""The chance of finishing a loan by a day, and when it is likely to be finished.

Time is reading time: a day counts with the minutes it offers, a rest day or a day away with none.
Three answers are joined on the scale of log-odds.

- The habit.  Reading is a gamma process: a day adds a gamma-distributed share of the book, an idle
  day next to nothing, and each book has a pace of its own, gamma-distributed among the reader's
  books, which differ by as much as the past ones show.  The share read in the time to come then
  has a beta prime distribution given what was read so far (the gamma prior of a gamma rate is
  conjugate: Gelman et al., Bayesian Data Analysis, ch. 2), so the chance is one incomplete beta
  function.  Abandonment is a factor of its own: of
  the gaps this reader let grow as long as the present one, the part that ended in more reading;
  and of the reader's books, the part that was not given up, the rest of this one being as likely
  a place for it as what was read.
- The days kept.  Of the days that asked for reading the reader kept so many; the chance to keep
  enough of the days to come is a beta-binomial tail.  It counts the more, the better they kept.
- The past loans.  They were at the same stage once, as many days before their due dates, and it is
  known how they ended, and on how many of their last days as much was read as the due date asked;
  so is what this loan's last days were like so far.
  Most readers' loans go as the first two answers say, some readers' go worse, and some readers
  wait for the last days and hurry then: what they read in the same days of their past loans says
  how far that takes them.  Bayes' rule says which reader this is.

Each rises with the days and falls with what is left, and so does the chance.  What is assumed
beforehand is one imaginary loan, counted along with the reader's real ones.  The constants are
reasoned first; where they could not be, they were chosen on simulated readers of many kinds
(tests/bench/readers.py) such that real logs (tests/bench/forecast.py) lose little by them.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import reduce

from readtrack.model import PAGES_ASSUMED
from readtrack.named_tuple import NamedTuple
from readtrack.planning.distributions import DOUBT, beta_cdf, chance_of, kept_days, log_odds
from readtrack.planning.finish import Finish
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.tendencies import (
    Compared,
    Hurry,
    LastDays,
    Tendency,
    hurry_of,
    tendencies,
)
from readtrack.planning.track_record import (
    LENGTH_POWER,
    LOAN,
    NO_LOANS,
    Log,
    Sums,
    Track,
    TrackRecord,
    sums_of,
    weekend_weight,
)

# A book that takes as many minutes as one day offers is read at this part of it a day, so that a
# booklet due tomorrow starts near even odds.  Where a book takes n such days, each brings it on by
# n^-1.5 of that: the more days it takes, the fewer of them are used.
SITTING = 0.7
SITTINGS_POWER = 1.5
# A book that goes back unfinished was given up if it was not opened for this long at the end;
# otherwise its time ran out.
LAID_ASIDE = 5
# Half a book given up and three and a half read are counted along: one of eight, between readers
# who never give up a book and those who give up two of five.
GIVEN_UP_BEFORE, READ_BEFORE = 0.5, 3.5
# Of books left lying a tenth of one that was never taken up again is counted along.
LEFT_BEFORE = 0.1
# Days kept are added to two kept and one missed: whoever borrows means to read.
KEPT_BEFORE, MISSED_BEFORE = 2, 1
# What the chance of keeping enough days counts for, beside the habit, if every day was kept.  A
# routine that the reader has named says more about keeping days than one that is assumed.
NAMED, ASSUMED = 0.8, 0.4
# It counts with the cube of the part of the days that were kept, since only who keeps nearly all
# reads by the plan: nine days of ten count for almost three quarters, one of two for an eighth.
# A day not kept is counted along, so that one day proves nothing.
PLAN_POWER, DOUBTED = 3, 1
# Finish dates further away than a year are no forecast.
HORIZON = 365
# Most are nearer than three loans; looking there first saves a third of the search.
SOON = 3 * LOAN


class Keeping(NamedTuple):
    """How the reader keeps the days that ask for reading."""

    kept: int
    """Days on which four fifths of what was asked or more was read, of the days that asked."""
    asked: int
    named: bool
    """Whether the reader has named a routine; otherwise the days are assumed."""
    minutes_a_day: float
    """What a day with reading time offers, on average."""

    @property
    def weight(self) -> float:
        """What the chance of keeping enough days counts for, beside the habit."""
        part = (self.kept + 1) / (self.asked + 1 + DOUBTED)
        return (NAMED if self.named else ASSUMED) * part**PLAN_POWER

    def chance(self, minutes: float, there: float) -> float:
        """The chance to keep so many days that `minutes` are read, of the minutes there are."""
        if self.minutes_a_day <= 0:
            return 0.0
        need, days = minutes / self.minutes_a_day, int(there / self.minutes_a_day + 0.5)
        missed = self.asked - self.kept
        return kept_days(need, days, self.kept + KEPT_BEFORE, missed + MISSED_BEFORE)


class _Prospect(NamedTuple):
    """What is to come of one loan, as of a day: the parameters of its habit, and its work."""

    left: float
    """The share of the book; 0 or less when it is read."""
    read: float
    """Shares of such a book that were read while the pace was learned, the imaginary included."""
    learned: float
    """The gamma shape of what is known of the pace: it grows with the time it was learned in."""
    steadiness: float
    """The gamma shape of one usual day."""
    resumed: float
    """The chance that it is taken up again and not given up."""
    minutes: float
    """Minutes that what is left takes."""
    pages: float
    """Pages that are left, or what stands for them."""

    def habit(self, time: float) -> float:
        """Return the chance of reading what is left in so much time, at the pace so far."""
        if self.left <= 0:
            return 1.0
        if time <= 0:
            return 0.0
        share = self.read / (self.read + self.left)
        return self.resumed * beta_cdf(share, self.learned, self.steadiness * time)


class Forecaster:
    """Forecasts for one reader on one day; what the past loans say is worked out once."""

    def __init__(
        self, past: Mapping[int, Track], today: date, time: ReadingTime, keeping: Keeping
    ) -> None:
        """`past` are the reader's ended loans by number, in any order."""
        time = time.weighed(weekend_weight(past.values(), today, time))
        self.past, self.today, self.time, self.keeping = past, today, time, keeping
        self._weight = keeping.weight
        self._logs = {number: Log(track, time) for number, track in past.items()}
        self._records = {number: log.record(today) for number, log in self._logs.items()}
        self._sums = {
            number: sums_of(log, self._records[number], today, time.grain)
            for number, log in self._logs.items()
        }
        self._total = reduce(Sums.plus, self._sums.values(), NO_LOANS)
        self._gaps = sorted(gap for record in self._records.values() for gap in record.gaps)
        self._gaps_total = sum(self._gaps)
        self._given_up = sorted(record.given_up for record in self._records.values())
        self._laid_aside = len(self._given_up) - bisect_left(self._given_up, LAID_ASIDE)
        self._at_stage: dict[int, list[tuple[int, Compared]]] = {}
        self._last_days: dict[int, LastDays] = {}

    def outlook(self, track: Track, due: date, exclude: int | None = None) -> Finish:
        """How a loan that is still out will go, by its own entries and the reader's past loans.

        The chance is 1 of what is finished and 0 of what is overdue, else from 0.005 to 0.995. The
        dates include the chance of never finishing: None is a certainty not reached in a year.

        `due` is the last day for reading.  Today is a day like any other while it has no entry,
        and half a day after that, since an entry may be of the morning or of the evening.  Entries
        after today are ignored.  `exclude` is the loan's own number, if it is among the past ones.
        """
        log = Log(track, self.time)
        prospect = self._prospect(track, log.record(self.today), exclude)
        compared, last_days = [], LastDays(0, 0)
        if prospect.left > 0 and track.due is not None and track.due >= self.today:
            compared = self._compared((track.due - self.today).days, exclude)
            last_days = log.last_days(track.due, self.today)
        logged = sum(day <= self.today for day, _ in track.days)
        begun = any(day == self.today for day, _ in track.days)
        hurry = hurry_of(compared, last_days)
        joined = _Joined(self, prospect, hurry, tendencies(compared, hurry, last_days), begun)
        past = [each for number, each in self.past.items() if number != exclude]
        chance, time = joined.chance(due.toordinal()), joined.time(due.toordinal())
        return Finish(
            expected=joined.first_day(0.5),
            chance_on_time=chance,
            earliest=joined.first_day(0.1),
            latest=joined.first_day(0.9),
            planned=None,
            evidence_days=logged + sum(len(each.days) for each in past),
            logged_days=logged,
            other_loans=len(past),
            habit=prospect.habit(time),
            keeping=self.enough_days(prospect, time),
            with_deadlines=chance_of(self.odds(prospect, time)),
            compared_loans=len(compared),
            last_days=last_days.days,
            forecast=chance,
        )

    def odds(self, prospect: _Prospect, time: float) -> float:
        """Log-odds by the habit and the days kept, for so much time to come."""
        enough_days = self.enough_days(prospect, time)
        return log_odds(prospect.habit(time)) + self._weight * log_odds(enough_days)

    def enough_days(self, prospect: _Prospect, time: float) -> float:
        """Return the chance to keep as many of the days to come as what is left takes."""
        return self.keeping.chance(max(0.0, prospect.minutes), time * self.time.minutes_a_day)

    def _prospect(self, track: Track, this: TrackRecord, exclude: int | None) -> _Prospect:
        """Return what is to come of a loan, by its record and the past loans but one."""
        sums = self._total
        if exclude in self._sums:
            sums = sums.less(self._sums[exclude])
        steadiness, alikeness = sums.steadiness, sums.alikeness
        return _Prospect(
            left=this.left,
            read=self._pace(track, sums, this.opened) * alikeness / steadiness + this.read,
            learned=alikeness + steadiness * (this.span + this.idle if this.opened else 0.0),
            steadiness=steadiness,
            resumed=self._resumed(this, exclude) * self._stayed_with(this, exclude),
            minutes=this.left * track.whole,
            pages=this.left * track.size,
        )

    def _pace(self, track: Track, sums: Sums, opened: bool) -> float:
        """Return the reader's shares of such a book a day, the imaginary loan included."""
        usual = float((PAGES_ASSUMED / track.size) ** LENGTH_POWER) / LOAN
        short = SITTING * float((self.time.minutes_a_day / track.whole) ** SITTINGS_POWER)
        share = LOAN * max(usual, short) + sums.read / track.size**LENGTH_POWER
        return float(share / (LOAN + (sums.time if opened else sums.time_unopened)))

    def _resumed(self, this: TrackRecord, exclude: int | None) -> float:
        """Return the chance that a book idle for so long is taken up again.

        It counts the reader's gaps at least as long, and one imaginary gap, which lasts as long
        with chance usual / (usual + idle): the survival of an exponential gap whose own rate is
        exponential. What is usual is the mean of the reader's gaps and one of a loan period.
        """
        idle = this.idle
        if idle <= 0:
            return 1.0
        again = len(self._gaps) - bisect_left(self._gaps, idle)
        never = len(self._given_up) - bisect_left(self._given_up, idle)
        gaps, total = len(self._gaps) + len(this.gaps), self._gaps_total + sum(this.gaps)
        again += sum(gap >= idle for gap in this.gaps)
        if exclude in self._records:
            own = self._records[exclude]
            again -= sum(gap >= idle for gap in own.gaps)
            never -= own.given_up >= idle
            gaps, total = gaps - len(own.gaps), total - sum(own.gaps)
        usual = (LOAN + total) / (1 + gaps)
        taken_up = again + usual / (usual + idle)
        return taken_up / (taken_up + never + LEFT_BEFORE)

    def _stayed_with(self, this: TrackRecord, exclude: int | None) -> float:
        """Return the chance that what is left of a book is not where it is given up."""
        given_up = self._laid_aside
        books = len(self._records)
        if exclude in self._records:
            given_up -= self._records[exclude].given_up >= LAID_ASIDE
            books -= 1
        rate = (given_up + GIVEN_UP_BEFORE) / (books + GIVEN_UP_BEFORE + READ_BEFORE)
        return 1 - rate * min(1.0, max(0.0, this.left))

    def _compared(self, days_left: int, exclude: int | None) -> list["Compared"]:
        """Return the past loans that were unfinished so many days before their due dates.

        Each has the others to learn from, and that is all of them: so one answer serves all rows.
        """
        if days_left not in self._at_stage:
            found = ((number, self._back_then(number, days_left)) for number in self.past)
            self._at_stage[days_left] = [(number, each) for number, each in found if each]
        return [each for number, each in self._at_stage[days_left] if number != exclude]

    def _back_then(self, number: int, days_left: int) -> "Compared | None":
        """A past loan at that stage, or at its start; None if it was over then or still goes on."""
        track = self.past[number]
        if track.due is None or not (self._records[number].returned or track.due < self.today):
            return None
        then = max(track.start, track.due - timedelta(days=days_left))
        if then > min(track.due, track.ended or track.due):
            return None
        prospect = self._prospect(track, self._logs[number].record_of_morning(then), number)
        if prospect.left <= 0:
            return None
        time = self.time.between(then.toordinal(), track.due.toordinal())
        if number not in self._last_days:
            self._last_days[number] = self._logs[number].last_days(track.due, self.today)
        return Compared(
            self.odds(prospect, time),
            track.read_by(track.due),
            self._last_days[number],
            prospect.pages,
            time,
            *self._logs[number].from_then_on(then, track.due),
        )


class _Joined:
    """The chance of finishing one loan by any day, all that is learned joined."""

    def __init__(
        self,
        reader: Forecaster,
        prospect: _Prospect,
        hurry: Hurry,
        tendencies: Sequence[tuple[Tendency, float]],
        begun: bool,
    ) -> None:
        """`tendencies` come with their weights; `begun` says whether today has an entry."""
        self._reader, self._prospect = reader, prospect
        self._hurry, self._tendencies = hurry, tendencies
        self._now = now = reader.today.toordinal()
        self._gone = 0.5 * reader.time.between(now, now) if begun else 0.0
        self._found: dict[int, float] = {}

    def chance(self, day: int) -> float:
        """Return the chance of being done by the end of that day."""
        if self._prospect.left <= 0 or day < self._now:
            return float(self._prospect.left <= 0)
        if day not in self._found:
            time = self.time(day)
            usual = self._reader.odds(self._prospect, time)
            hurried = self._hurry.log_odds(self._prospect.pages, time)
            chance = sum(
                part * chance_of(each.log_odds(usual, hurried)) for each, part in self._tendencies
            )
            self._found[day] = round(min(1 - DOUBT, max(DOUBT, chance)), 4)
        return self._found[day]

    def first_day(self, certainty: float) -> date | None:
        """Return the first day, from today on, by which that certainty is reached."""
        now, reach = self._now, HORIZON
        if self.chance(now + SOON) >= certainty:
            reach = SOON
        found = bisect_left(range(now, now + reach + 1), certainty, key=self.chance)
        return self._reader.today + timedelta(days=found) if found <= reach else None

    def time(self, day: int) -> float:
        """Reading time from now through that day."""
        last = min(day, self._now + HORIZON)
        return max(0.0, self._reader.time.between(self._now, last) - self._gone)
