"""What the entries of loans say: where the reader was on each day, and what that adds up to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import add

from readtrack.model import Loan, Outcome, Title
from readtrack.named_tuple import NamedTuple
from readtrack.planning.capacity import MET_SHARE
from readtrack.planning.reading_time import SATURDAY, ReadingTime
from readtrack.planning.speed import MINUTES_PER_PAGE, Speeds
from readtrack.planning.tendencies import LastDays, rush

# The usual loan, 21 days; a book left alone for that long would have gone back unread.
LOAN = 21
# A book counts as read from 97 % of its length on, because the end matter often stays unread.
DONE = 0.97
# A day is a coin toss between idle and an exponential amount: mean^2 / variance is 1/3.
STEADINESS = 1 / 3
# Two thirds of the way, in logarithms, from every book taking the same days (0) to every page (1).
LENGTH_POWER = 0.7
# Who waits for the last days reads on these what the due date asks: a rush of four to eight days.
LAST_DAYS = 6
# Books of one reader differ in pace with a coefficient of variation of about one half, and 1/0.5^2
# is 4; some readers' differ by 0.2, some by 1.  So much is taken for granted of six books; what
# the reader's own books show counts along, a few outliers as no more than a variance of 2.
ALIKENESS, ALIKE_BEFORE, MOST_UNLIKE = 4.0, 6.0, 2.0
# Readers differ from each other by one half, too; each book of theirs says where they are.
READERS_DIFFER = 0.5**2
# Nothing is shorter than this, in shares of a book, minutes or pages, so that all can divide.
TINY = 1e-9


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
    """The last day for reading; a track without one says nothing about deadlines."""
    minutes: float | None = None
    """What the whole title takes at the reader's speed; None for the speed of most readers."""

    @property
    def whole(self) -> float:
        """Minutes that the whole title takes, never 0."""
        usual = self.length * MINUTES_PER_PAGE
        return max(TINY, usual if self.minutes is None else self.minutes)

    @property
    def size(self) -> float:
        """The length in pages, never 0."""
        return max(TINY, self.length)

    def gains(self) -> Iterator[tuple[date, float]]:
        """Yield each day on which the reader got further than ever before, and by how much."""
        top = self.first
        for day, position in self.days:
            if position > top:
                yield day, position - top
                top = position

    def read_by(self, day: date) -> bool:
        """Return whether the book was read to its end by the end of that day."""
        end = DONE * self.length  # most books are read to it on their last day
        return any(at >= end and when <= day for when, at in reversed(self.days))


def track(loan: Loan, speeds: Speeds, title: Title | None = None) -> Track:
    """Return the loan with its positions in pages at the end of each logged day."""
    title = title or Title(loan.book, (loan,))
    first, pages = title.first, title.pages
    at_evening = {
        entry.day: min(1.0, entry.position / source.end) * pages for source, entry in title.log()
    }
    if loan.outcome is Outcome.FINISHED and loan.ended is not None:
        # Who gives a book back as finished need not have logged its last page.
        at_evening = {day: at for day, at in at_evening.items() if day < loan.ended}
        at_evening[loan.ended] = pages
    return Track(
        start=first.checked_out,
        length=pages,
        first=min(1.0, first.start / first.end) * pages,
        days=tuple(at_evening.items()),
        ended=loan.ended,
        due=loan.due,
        minutes=speeds.minutes(loan, loan.end),
    )


class TrackRecord(NamedTuple):
    """What a track says by a day: shares of the book, and reading time.

    `wait` is the time before the first entry, `span` that from the first to the last entry, and
    `idle` that since the last entry, or since the start if there is none.
    """

    read: float
    left: float
    opened: bool
    wait: float
    span: float
    idle: float
    gaps: Sequence[float]
    returned: bool

    def exposure(self, unopened: bool) -> float:
        """Return the time behind this book's pace, for a book as yet unopened or one being read.

        The wait for the first entry belongs to the pace of unopened books only.  Of the idle time
        at the end of an unfinished book that of one loan period counts.
        """
        time = self.span + min(self.wait, LOAN) if unopened else self.span
        idle = self.left > 0 and (unopened or self.opened)
        return time + min(self.idle, LOAN) if idle else time

    @property
    def given_up(self) -> float:
        """The idle time after which it was given up; -1 if it was not, as far as one can tell."""
        return self.idle if self.left > 0 and (self.returned or self.idle >= LOAN) else -1.0


class Log:
    """A track with the reading time between its entries, from which it is seen as of any day.

    A day with an entry that offered no time counts as a usual day: reading takes time.
    """

    def __init__(self, track: Track, time: ReadingTime) -> None:
        self.track, self._time = track, time
        self._marks = [track.start.toordinal() - 1, *(day.toordinal() for day, _ in track.days)]
        ends = [time.until(mark) for mark in self._marks]
        # Most days with an entry follow another one, whose evening is their morning.
        mornings = [
            end if mark == before + 1 else time.until(mark - 1)
            for before, mark, end in zip(
                (-1, *self._marks), self._marks, (0.0, *ends), strict=False
            )
        ]
        self._gaps = [
            max(0.0, round(morning - end, 6)) if morning != end else 0.0
            for end, morning in zip(ends, mornings[1:], strict=False)
        ]
        self._spans, span = [0.0], 0.0
        for number in range(1, len(ends)):
            span += self._gaps[number - 1] if number > 1 else 0.0
            span += round(ends[number] - mornings[number], 6) or 1.0
            self._spans.append(span)

    def record(self, today: date) -> TrackRecord:
        """Return the track up to today; a today without an entry is still open and so not idle."""
        track, day = self.track, today.toordinal()
        entries = bisect_right(self._marks, day, 1) - 1
        position = track.days[entries - 1][1] if entries else track.first
        ended = track.ended.toordinal() if track.ended is not None else day + 1
        return TrackRecord(
            read=min(1.0, max(0.0, position - track.first) / track.size),
            left=DONE - position / track.size,
            opened=entries > 0,
            wait=self._gaps[0] if entries else 0.0,
            span=self._spans[entries],
            idle=self._time.between(self._marks[entries] + 1, ended if ended <= day else day - 1),
            gaps=self._gaps[:entries],
            returned=ended <= day,
        )

    def record_of_morning(self, day: date) -> TrackRecord:
        """The track as it was known on the morning of a day of the loan, before any entry of it."""
        record = self.record(day - timedelta(days=1))
        idle = self._time.between(self._marks[len(record.gaps)] + 1, day.toordinal() - 1)
        return record._replace(idle=idle)

    def last_days(self, due: date, today: date) -> LastDays:
        """Its last days through `due` that are over: those with reading time.

        Enough was read if that counts as a day kept of an even share of what was left.
        """
        track, end = self.track, due.toordinal()
        over = today.toordinal() - 1
        last = min(end, over if track.ended is None else track.ended.toordinal())
        first = max(track.start.toordinal(), end - LAST_DAYS + 1)
        times = [self._time.until(day) for day in range(first - 1, end + 1)]
        kept = days = 0
        pages = time = 0.0
        for day in range(first, last + 1):
            entry = bisect_left(self._marks, day, 1)
            before = track.days[entry - 2][1] if entry > 1 else track.first
            morning, evening = times[day - first], times[day - first + 1]
            left, room = DONE * track.length - before, evening - morning
            if left > 0 and room > TINY:
                read = entry < len(self._marks) and self._marks[entry] == day
                gained = track.days[entry - 1][1] - before if read else 0.0
                days += 1
                pages += max(0.0, gained)
                time += room
                kept += gained >= MET_SHARE * left * room / (times[-1] - morning)
        if not days:
            return LastDays(0, 0)
        entry = bisect_left(self._marks, first, 1)
        earlier = max(0.0, track.days[entry - 2][1] - track.first) if entry > 1 else 0.0
        start = track.start.toordinal()
        chance = rush(pages, time, earlier, self._time.between(start, first - 1))
        return LastDays(kept, days, pages, time, chance)

    def from_then_on(self, morning: date, due: date) -> tuple[float, float]:
        """Pages read from that morning through `due`, and the reading time until they were."""
        first, last = morning.toordinal(), due.toordinal()
        entries = [bisect_left(self._marks, first, 1) - 1, bisect_right(self._marks, last, 1) - 1]
        before, after = (
            self.track.days[each - 1][1] if each else self.track.first for each in entries
        )
        if after >= DONE * self.track.length:
            last = self._marks[entries[1]]
        return max(0.0, after - before), self._time.between(first, last)

    def unevenness(self, today: date) -> float:
        """Return the sum of the squares of the days' parts of what was read; 0 if nothing was."""
        steps = [step for day, step in self.track.gains() if day <= today]
        total = sum(steps)
        return sum((step / total) ** 2 for step in steps) if total > 0 else 0.0


def evenness(squares: float, time: float, grain: float) -> tuple[float, float]:
    """Return what a stretch of reading adds to the numerator and denominator of the steadiness.

    `squares` is the sum of the squared shares of its days.  A total over a time T splits among
    days of reading time t as a Dirichlet, whose squared shares sum to (steadiness grain + 1) /
    (steadiness T + 1) on average, the grain being the mean of t over the time.
    """
    if squares <= 0:
        return 0.0, 0.0
    return time * (1 - squares), time * max(0.0, time * squares - grain)


def steadiness(above: float, below: float) -> float:
    """The gamma shape of one usual day, by moments; an imaginary loan weighs as a real one."""
    more, less = evenness((STEADINESS + 1) / (LOAN * STEADINESS + 1), LOAN, 1.0)
    return max(0.01, (more + above) / (less + below))


class Sums(NamedTuple):
    """What records of several loans add up to."""

    read: float
    """Shares of the books, each times its length to the LENGTH_POWER."""
    time: float
    """Behind the pace of books being read."""
    time_unopened: float
    """The same, waits for the first entry included."""
    evenness: float
    """With the next, above and below the line in the gamma shape of one day."""
    lumps: float
    books: float
    """Books that count with a time behind their pace."""
    squares: float
    """The squares of their paces, each times its time."""

    def plus(self, other: "Sums") -> "Sums":
        return Sums(*map(add, self, other))

    def less(self, other: "Sums") -> "Sums":
        # Once for each past loan, so written out: a loop over the fields takes twice as long.
        return Sums(
            self.read - other.read,
            self.time - other.time,
            self.time_unopened - other.time_unopened,
            self.evenness - other.evenness,
            self.lumps - other.lumps,
            self.books - other.books,
            self.squares - other.squares,
        )

    @property
    def steadiness(self) -> float:
        return steadiness(self.evenness, self.lumps)

    @property
    def alikeness(self) -> float:
        """The gamma shape of what is known of the next book's pace, by moments.

        Were all of one pace, the days' chances would still make the squares as large as `alike`.
        """
        by_chance = 1 + self.books / max(TINY, self.steadiness * self.time)
        alike = max(TINY, self.read) ** 2 / max(TINY, self.time) * by_chance
        differing = self.books * min(MOST_UNLIKE, max(0.0, self.squares / alike - 1))
        counted = ALIKE_BEFORE + max(0.0, self.books - 1)
        variance = (ALIKE_BEFORE / ALIKENESS + differing) / counted
        return 1 / (variance + READERS_DIFFER / (1 + self.books))


NO_LOANS = Sums(*[0.0] * 7)


def sums_of(log: Log, record: TrackRecord, today: date, grain: float) -> Sums:
    read = record.read * max(0.0, log.track.length) ** LENGTH_POWER
    time = record.exposure(False)
    pace = read / time if time else 0.0
    return Sums(
        read,
        time,
        record.exposure(True),
        *evenness(log.unevenness(today), record.span, grain),
        float(time > 0),
        pace * read,
    )


def weekend_weight(past: Iterable[Track], today: date, time: ReadingTime) -> float:
    """Return how many times as much is read on a weekend as on other days of as much time.

    Only ended loans count, and one loan period that was read alike on both is counted along.
    """
    weekends, part = time.weekends()
    parts, pages, there = (1 - part, part), [0.0, 0.0], [0.0, 0.0]
    for track in past:
        if track.ended is None or track.ended > today:
            continue
        for day, step in track.gains():
            pages[day.weekday() >= SATURDAY] += step
        span = track.start.toordinal(), track.ended.toordinal()
        on_weekends = part * weekends.between(*span)
        there[0] += time.between(*span) - on_weekends
        there[1] += on_weekends
    if min(there) <= 0 or sum(pages) <= 0:
        return 1.0
    usual = LOAN * sum(pages) / sum(there)
    workday, weekend = (
        (read + usual * each) / (spent + LOAN * each)
        for read, spent, each in zip(pages, there, parts, strict=True)
    )
    return weekend / workday
