"""Distribute the minutes of a day over editions and blocks, nearest goal first."""

from collections.abc import Sequence
from itertools import accumulate

from readtrack.model import Kind
from readtrack.planning.capacity import Block
from readtrack.planning.cuts import Room, Task
from readtrack.planning.peak import LevelProblem

ENOUGH = 1e-3
"""Fewer minutes than this are not planned: no reader opens a book for them."""

ROUNDING_MINUTES = 1e-5
"""Fewer minutes than this are a rounding error."""


class Grant:
    """The minutes that one edition still needs by its `last` day, and those it gets today."""

    __slots__ = ("audio", "last", "loan", "rest", "today")

    def __init__(self, loan: int, audio: bool, rest: float, last: int) -> None:
        self.loan, self.audio, self.rest, self.last = loan, audio, rest, last
        self.today = 0.0


class Stretch:
    """A run of days from the day `first` on, in which all grants fit at this load.

    Each day is filled up to the load, nearest goal first. With `even` every grant gets an equal
    share of the day, except on days on which that would make a title late.
    """

    def __init__(
        self,
        grants: Sequence[Grant],
        rooms: Sequence[Room],
        first: int,
        load: float = 1.0,
        *,
        even: bool = False,
    ) -> None:
        self.grants = sorted(grants, key=lambda grant: grant.last)
        self._first, self._even = first, even
        self._rooms = [
            (min(text, load * both), min(audio, load * both), load * both)
            for text, audio, both in rooms[first:]
        ]
        # Running totals: the minutes before each day that text, audio and both together can use.
        self._sums = [
            list(accumulate((room[kind] for room in self._rooms), initial=0.0)) for kind in range(3)
        ]

    def give(self, day: int) -> list[Grant]:
        """Set each grant's share of the day and return the grants that got one.

        Text and audio leave each other the either-or time that the other needs to be in time.
        """
        for grant in self.grants:
            grant.today = 0.0
            if grant.last < day:
                grant.rest = 0.0
        text, audio, both = self._rooms[day - self._first]
        must = self._must(day)
        room = [min(text, both - must[1]), min(audio, both - must[0]), both]
        if self._even:
            left = list(room)
            for grant in self.grants:
                ahead = self._between(grant.audio, day, grant.last)
                now = self._rooms[day - self._first][grant.audio]
                _take([grant], left, grant.rest * now / ahead if ahead else 0.0)
        if not self._even or not self._in_time(day + 1):
            for grant in self.grants:
                grant.rest, grant.today = grant.rest + grant.today, 0.0
            _take(self.grants, room)
        return [grant for grant in self.grants if grant.today > ROUNDING_MINUTES]

    def _in_time(self, day: int) -> bool:
        """Return whether all grants still fit into the time from `day` on."""
        open_ones = [grant for grant in self.grants if grant.rest > ENOUGH]
        if any(grant.last < day for grant in open_ones):
            return False
        tasks = [[Task(grant.audio, grant.rest, 0, grant.last - day)] for grant in open_ones]
        return not tasks or not LevelProblem(tasks, self._rooms[day - self._first :]).missing()

    def _between(self, kind: int, day: int, last: int) -> float:
        """Return the minutes that a kind of reading can use from `day` through `last`."""
        sums = self._sums[kind]
        return sums[last + 1 - self._first] - sums[day - self._first]

    def _must(self, day: int) -> tuple[float, float]:
        """Return the minutes of text and of audio that cannot wait until tomorrow."""
        must = []
        for kind in (False, True):
            own = [grant for grant in self.grants if grant.audio is kind and grant.last >= day]
            sums = accumulate(grant.rest for grant in own)
            late = (
                rest - self._between(kind, day + 1, grant.last)
                for grant, rest in zip(own, sums, strict=True)
            )
            must.append(min(self._rooms[day - self._first][kind], max(0.0, *late, 0.0)))
        if sum(must) > self._rooms[day - self._first][2] + ENOUGH:
            return 0.0, 0.0  # not everything can be in time: the nearest goal is first
        return must[0], must[1]


def _take(grants: Sequence[Grant], room: list[float], most: float = float("inf")) -> None:
    """Give each grant in turn what it still needs, up to `most`, while its kind has room."""
    for grant in grants:
        minutes = max(0.0, min(grant.rest, most, room[grant.audio], room[2]))
        grant.today += minutes
        grant.rest -= minutes
        room[grant.audio] -= minutes
        room[2] -= minutes


def into_blocks(
    blocks: Sequence[Block], grants: Sequence[Grant]
) -> list[tuple[Block, Grant, float]]:
    """Place the day's grants into its blocks in order, one book a block if possible.

    Text goes first into time for text and audio into time for audio, and text leaves of the
    either-or time what the audio needs.
    """
    room = [block.minutes for block in blocks]
    pieces: list[tuple[int, Grant, float]] = []
    own = sum(block.minutes for block in blocks if block.kind is Kind.AUDIO)
    heard = sum(grant.today for grant in grants if grant.audio)
    either = sum(block.minutes for block in blocks if block.kind is Kind.EITHER)
    spare = either - max(0.0, heard - own)
    for grant in sorted(grants, key=lambda grant: grant.audio):
        kind = Kind.AUDIO if grant.audio else Kind.TEXT
        rest = grant.today
        while rest > ROUNDING_MINUTES:
            most = {
                place: min(room[place], room[place] if grant.audio or block.kind is kind else spare)
                for place, block in enumerate(blocks)
                if block.kind is kind or block.kind is Kind.EITHER
            }
            place = max(
                most, key=lambda p: _liking(blocks[p], room[p], most[p], rest, kind), default=-1
            )
            if place < 0 or most[place] <= ROUNDING_MINUTES:
                break
            minutes = min(rest, most[place])
            pieces.append((place, grant, minutes))
            room[place] -= minutes
            rest -= minutes
            if not grant.audio and blocks[place].kind is Kind.EITHER:
                spare -= minutes
    pieces.sort(key=lambda piece: (piece[0], piece[1].last))
    return [(blocks[place], grant, minutes) for place, grant, minutes in pieces]


def _liking(
    block: Block, room: float, most: float, rest: float, kind: Kind
) -> tuple[bool, bool, bool, bool, float]:
    """Rank a block: best has room, fits all the rest, is empty and is of this kind alone."""
    whole, empty = most >= rest - ROUNDING_MINUTES, room == block.minutes
    return most > ROUNDING_MINUTES, whole, empty, block.kind is kind, -most if whole else most
