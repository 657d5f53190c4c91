"""How many minutes reading takes: measured where there are timed entries, else assumed."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from readtrack.library import Library
from readtrack.model import (
    AUDIO_MINUTES_PER_PAGE,
    PAGES_ASSUMED,
    Entry,
    Format,
    Kind,
    Loan,
    Title,
    Unit,
)
from readtrack.named_tuple import NamedTuple

MINUTES_PER_PAGE = 1.3
"""Median of 336 books of one long public reading log; readers range from 0.9 to 1.8."""

ROUNDING_FRACTION = 1e-9
"""Fractions of a book that differ by less than this are equal: the rest is rounding error."""

PRIOR_PAGES = 50
"""The weight of the prior speed in pages: about an hour of reading."""

FASTEST, SLOWEST = 0.25, 10.0
"""Nobody reads outside of these minutes a page: such an entry is a typing error."""

FAR_OFF = 4
"""An entry so many times slower or faster than the reader's others is a typing error, too."""

ENOUGH_ENTRIES = 5
"""With fewer other timed entries the prior stands in for the reader's usual speed."""


class Stride(NamedTuple):
    """An entry of a loan, and the fraction of the title that was read in it."""

    loan: Loan
    entry: Entry
    share: float


class Timed(NamedTuple):
    """Pages of text and the minutes they took; of reading outside of loans `loan` is None."""

    loan: Loan | None
    pages: float
    minutes: float

    @property
    def speed(self) -> float:
        """Minutes a page."""
        return self.minutes / self.pages


class Speeds:
    """The reader's speed, overall and for each title.

    A measured speed is shrunk towards what is usual: (k·m₀ + minutes) ÷ (k + pages), with k
    `PRIOR_PAGES`. The reader's own m₀ is `MINUTES_PER_PAGE`, that of a title is the reader's own.
    """

    __slots__ = ("_by_loan", "own")

    def __init__(self, library: Library) -> None:
        timed = _plausible(
            [
                *(each for title in read_titles(library) for each in _timed(title)),
                *(Timed(None, pages, minutes) for pages, minutes in library.timed),
            ]
        )
        counted = (each for each in timed if each.loan is None or each.loan.unit is Unit.PAGES)
        self.own = _shrunk(counted, MINUTES_PER_PAGE)
        """The reader's minutes a page over all loans and other books."""
        self._by_loan: dict[int, list[Timed]] = {}
        for each in timed:
            if each.loan is not None:
                self._by_loan.setdefault(each.loan.id, []).append(each)

    def timed(self, loan: Loan) -> list[Timed]:
        """Return the timed entries of this loan with a plausible speed."""
        return self._by_loan.get(loan.id, [])

    def minutes_per_page(self, loan: Loan) -> float:
        """Return the minutes a page of this loan, shrunk towards the reader's overall speed."""
        return _shrunk(self.timed(loan), self.own)

    def minutes(self, loan: Loan, amount: float) -> float:
        """Return the minutes that `amount` of this loan takes, at its playback or this speed."""
        if loan.unit is Unit.SECONDS:
            return amount / 60 / loan.speed
        pages = amount if loan.unit is Unit.PAGES else amount / 100 * PAGES_ASSUMED
        if loan.format is Format.AUDIOBOOK and loan.unit is Unit.PERCENT:
            return pages * AUDIO_MINUTES_PER_PAGE / loan.speed
        return pages * self.minutes_per_page(loan)


def read_titles(library: Library) -> list[Title]:
    """Return every title with reading: those that are out, and each ended loan by itself."""
    return [*library.titles, *(Title(loan.book, (loan,)) for loan in library.others)]


def strides(title: Title) -> list[Stride]:
    """Return what was read, entry by entry, oldest first.

    A position below the previous one is a correction: it shortens the entries before it.
    """
    at = title.first.start / title.first.end
    found: list[Stride] = []
    for loan, entry in title.log():
        step, at = entry.position / loan.end - at, entry.position / loan.end
        latest = Stride(loan, entry, step)
        while step < 0 and found:
            latest = found.pop()
            step += latest.share
        if step > ROUNDING_FRACTION:
            found.append(latest._replace(share=step))
    return found


def minutes_on(library: Library, speeds: Speeds, day: date) -> tuple[float, float]:
    """Return the minutes of text and audio read on a day, from amounts and speed alone."""
    minutes = {Kind.TEXT: 0.0, Kind.AUDIO: 0.0}
    for title in read_titles(library):
        editions = title.loans + title.companions
        if any(entry.day == day for loan in editions for entry in loan.entries):
            for loan, entry, share in strides(title):
                if entry.day == day:
                    minutes[loan.kind] += speeds.minutes(loan, share * loan.end)
    return minutes[Kind.TEXT], minutes[Kind.AUDIO]


def _timed(title: Title) -> Iterator[Timed]:
    """Yield each timed entry with progress: its loan, its pages and its minutes.

    Minutes logged without progress count for the pages of the next entry.
    """
    if not any(entry.minutes for loan in title.loans + title.companions for entry in loan.entries):
        return
    shares = {each.entry.id: each.share for each in strides(title)}
    at, waiting = title.first.start / title.first.end, 0
    for loan, entry in title.log():
        step, at = entry.position / loan.end - at, entry.position / loan.end
        text = loan.format is not Format.AUDIOBOOK
        if loan.whole(step * loan.end) == 0:
            waiting += (entry.minutes or 0) * text
            continue
        share = shares.get(entry.id)
        if share is not None and entry.minutes is not None and text:
            yield Timed(loan, share * loan.pages_to_read, entry.minutes + waiting)
        waiting = 0


def _plausible(timed: Sequence[Timed]) -> list[Timed]:
    """Return the entries with a plausible speed for this reader."""
    possible = [each for each in timed if FASTEST <= each.speed <= SLOWEST]
    speeds = sorted(each.speed for each in possible)
    return [
        each
        for each in possible
        if 1 / FAR_OFF <= each.speed / _usual_without(each.speed, speeds) <= FAR_OFF
    ]


def _usual_without(speed: float, speeds: Sequence[float]) -> float:
    """Return the median of the other (sorted) speeds, or the prior if they are too few."""
    others = len(speeds) - 1
    if others < ENOUGH_ENTRIES:
        return MINUTES_PER_PAGE
    removed, middle = bisect_left(speeds, speed), others // 2
    return speeds[middle + (middle >= removed)]


def _shrunk(timed: Iterable[Timed], prior: float) -> float:
    pages, minutes = float(PRIOR_PAGES), PRIOR_PAGES * prior
    for each in timed:
        pages += each.pages
        minutes += each.minutes
    return minutes / pages
