"""The properties of a forecast that hold whatever was logged."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.planning.forecast import LOAN, Outlook, Track, _beta_cdf, outlook

TODAY = date(2024, 6, 1)
DUE = TODAY + timedelta(days=10)


def track(
    *positions: float, length: float = 300, begun: int = 10, ended: int | None = None
) -> Track:
    """A track begun so many days ago, with one position a day from its start on."""
    start = TODAY - timedelta(days=begun)
    days = tuple((start + timedelta(days=day), at) for day, at in enumerate(positions))
    return Track(start, length, 0, days, None if ended is None else TODAY - timedelta(days=ended))


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Any track: unopened, unsorted in position, ended early, dated after today, of no length."""
    start = TODAY - timedelta(days=draw(st.integers(-20, 400)))
    length = draw(st.sampled_from([0.0, 1.0, 37.5, 300.0, 40_000.0]))
    first = draw(st.floats(0, 1)) * length
    offsets = sorted(draw(st.sets(st.integers(-2, 60), max_size=12)))
    days = tuple(
        (start + timedelta(days=offset), draw(st.floats(0, 1.2)) * length) for offset in offsets
    )
    ended = draw(st.none() | st.integers(0, 80).map(lambda days: start + timedelta(days=days)))
    return Track(start, length, first, days, ended)


histories = st.lists(tracks(), max_size=5)


@given(tracks(), histories, st.integers(-100, 800))
def test_is_never_certain_and_dates_are_in_order(
    this: Track, others: Sequence[Track], days: int
) -> None:
    found = outlook(this, others, TODAY, TODAY + timedelta(days=days))
    assert 0 < found.chance_on_time < 1
    dates = [found.earliest, found.expected, found.latest]
    known = [day for day in dates if day is not None]
    assert dates[: len(known)] == known == sorted(known)
    assert all(TODAY <= day <= TODAY + timedelta(days=365) for day in known)


@given(tracks(), histories, st.integers(-10, 400), st.integers(0, 100))
def test_more_days_are_never_less_likely(
    this: Track, others: Sequence[Track], days: int, more: int
) -> None:
    due = TODAY + timedelta(days=days)
    later = outlook(this, others, TODAY, due + timedelta(days=more))
    assert outlook(this, others, TODAY, due).chance_on_time <= later.chance_on_time


@given(tracks(), histories, st.integers(0, 60), st.floats(1, 10))
def test_a_longer_book_is_never_more_likely(
    this: Track, others: Sequence[Track], days: int, factor: float
) -> None:
    due = TODAY + timedelta(days=days)
    longer = outlook(this._replace(length=this.length * factor), others, TODAY, due)
    assert longer.chance_on_time <= outlook(this, others, TODAY, due).chance_on_time


@given(tracks(), histories, st.integers(0, 60), st.floats(0, 1))
def test_less_read_is_never_more_likely(
    this: Track, others: Sequence[Track], days: int, factor: float
) -> None:
    due = TODAY + timedelta(days=days)
    less = this.days
    if less:
        less = (*less[:-1], (less[-1][0], less[-1][1] * factor))
    behind = outlook(this._replace(days=less), others, TODAY, due)
    assert behind.chance_on_time <= outlook(this, others, TODAY, due).chance_on_time


def test_a_first_loan_just_taken_out_is_open() -> None:
    fresh = Track(TODAY, 300, 0, ())
    found = outlook(fresh, (), TODAY, TODAY + timedelta(days=LOAN))
    assert 0.3 < found.chance_on_time < 0.7
    assert found.expected is not None
    assert TODAY < found.expected < TODAY + timedelta(days=2 * LOAN)


def test_a_book_unopened_for_long_is_unlikely_but_open() -> None:
    due = TODAY + timedelta(days=7)
    fresh, waiting = Track(TODAY, 300, 0, ()), Track(TODAY - timedelta(days=14), 300, 0, ())
    assert (
        0.05
        < outlook(waiting, (), TODAY, due).chance_on_time
        < outlook(fresh, (), TODAY, due).chance_on_time
    )


def test_the_pace_of_this_book_counts() -> None:
    fast, slow = track(*range(25, 275, 25)), track(*range(3, 33, 3))
    assert outlook(fast, (), TODAY, DUE).chance_on_time > 0.9
    assert outlook(slow, (), TODAY, DUE).chance_on_time < 0.2


def test_the_readers_other_books_count() -> None:
    this = track(5, 20, begun=2)
    finisher = [track(60, 120, 180, 240, 300, begun=30 * n, ended=20 * n) for n in range(2, 7)]
    dropper = [track(5, 10, 15, begun=60 * n) for n in range(2, 7)]
    chances = [
        outlook(this, others, TODAY, DUE).chance_on_time for others in (finisher, (), dropper)
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.5
    assert chances[-1] < 0.2


def test_an_idle_book_is_less_likely_than_a_slow_one() -> None:
    days = range(10)
    steady = track(*(10.0 * day for day in days))
    idle = track(90, begun=10)
    assert (
        outlook(idle, (), TODAY, DUE).chance_on_time
        < outlook(steady, (), TODAY, DUE).chance_on_time
    )


def test_a_longer_book_takes_longer_from_the_start() -> None:
    others = [track(60, 120, 180, 240, 300, begun=30 * n) for n in range(1, 4)]
    short, long = Track(TODAY, 150, 0, ()), Track(TODAY, 1500, 0, ())
    soon = TODAY + timedelta(days=5)
    assert (
        outlook(long, others, TODAY, soon).chance_on_time
        < outlook(short, others, TODAY, soon).chance_on_time
    )


def test_a_booklet_is_likelier_than_a_tome_for_a_reader_nobody_knows() -> None:
    start = date(2026, 3, 2)
    due = start + timedelta(days=3)
    chances = [
        outlook(Track(start, pages, 0, ()), (), start, due).chance_on_time for pages in (10, 300)
    ]
    assert chances[0] > 0.3 > chances[1]


@pytest.mark.parametrize("position", [291.5, 300, 400])
def test_a_finished_book_is_finished_today(position: float) -> None:
    found = outlook(track(position), (), TODAY, TODAY - timedelta(days=5))
    assert found == Outlook(0.995, TODAY, TODAY, TODAY, logged_days=1, other_loans=0)


def test_a_past_due_date_is_unlikely_but_dates_go_on() -> None:
    found = outlook(track(*range(25, 275, 25)), (), TODAY, TODAY - timedelta(days=1))
    assert 0 < found.chance_on_time < 0.02
    assert found.expected is not None
    assert found.expected >= TODAY


def test_the_due_date_itself_still_counts() -> None:
    almost = track(*range(29, 319, 29), length=300)
    assert outlook(almost, (), TODAY, TODAY).chance_on_time > 0.5


def test_an_entry_of_today_leaves_half_the_day() -> None:
    read = track(*range(20, 220, 20))
    same = read._replace(days=(*read.days, (TODAY, 200.0)))
    assert (
        outlook(same, (), TODAY, TODAY).chance_on_time
        < outlook(read, (), TODAY, TODAY).chance_on_time
    )


@pytest.mark.parametrize(("a", "b", "x"), [(1, 1, 0.3), (2, 5, 0.2), (7, 3, 0.9), (40, 60, 0.42)])
def test_the_beta_function_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    """DLMF 8.17.5: for whole numbers it is the chance of at least a out of a + b - 1."""
    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert _beta_cdf(x, a, b) == pytest.approx(tail, abs=1e-10)
