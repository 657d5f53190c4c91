"""The days a loan has left, and one day's share."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.planning.days import ReadingDays, even_share, goal_day
from tests.planning.builders import on

days_of_a_life = st.dates(date(2019, 1, 1), date(2032, 12, 31))
rest_days = st.frozensets(st.integers(0, 6), max_size=6)


@pytest.mark.parametrize(
    ("checked_out", "due", "buffer", "goal"),
    [
        ("2026-03-02", "2026-03-23", 2, "2026-03-21"),
        ("2026-03-02", "2026-03-23", 0, "2026-03-23"),
        ("2026-03-02", "2026-03-23", 14, "2026-03-21"),
        ("2026-03-02", "2026-03-16", 2, "2026-03-15"),  # 14 days: a tenth rounds to 1
        ("2026-03-02", "2026-03-17", 2, "2026-03-15"),  # 15 days: a tenth rounds to 2
        ("2026-03-02", "2026-03-06", 2, "2026-03-06"),  # 4 days: a tenth rounds to 0
        ("2026-03-02", "2026-03-07", 2, "2026-03-06"),  # 5 days: a tenth rounds to 1
        ("2026-03-02", "2026-03-03", 2, "2026-03-03"),
        ("2026-03-02", "2026-03-02", 2, "2026-03-02"),
        ("2026-03-02", "2026-02-20", 2, "2026-02-20"),
        ("2028-02-10", "2028-03-02", 2, "2028-02-29"),
        ("2027-02-10", "2027-03-03", 2, "2027-03-01"),
        ("2026-12-12", "2027-01-02", 2, "2026-12-31"),
    ],
)
def test_the_goal_lies_a_buffer_before_the_due_date_and_shrinks_for_short_loans(
    checked_out: str, due: str, buffer: int, goal: str
) -> None:
    assert goal_day(on(checked_out), on(due), buffer) == on(goal)


@given(days_of_a_life, st.integers(-30, 400), rest_days, st.data())
def test_reading_days_are_those_that_one_can_count_on_a_calendar(
    first: date, length: int, rest: Collection[int], data: st.DataObject
) -> None:
    days = [first + timedelta(days=n) for n in range(max(0, length + 1))]
    around = st.tuples(st.integers(-20, 400), st.integers(0, 60)).map(
        lambda pair: (first + timedelta(days=pair[0]), first + timedelta(days=sum(pair)))
    )
    away = data.draw(st.lists(around, max_size=4))
    gone = {out + timedelta(days=n) for out, back in away for n in range((back - out).days + 1)}
    counted = [day for day in days if day.weekday() not in rest and day not in gone]
    reading = ReadingDays(rest, away)
    assert reading.count(first, first + timedelta(days=length)) == len(counted)
    assert [day for day in days if day in reading] == counted


@pytest.mark.parametrize(
    ("first", "last", "rest", "days"),
    [
        ("2028-02-28", "2028-03-01", set(), 3),
        ("2027-02-28", "2027-03-01", set(), 2),
        ("2026-12-30", "2027-01-02", set(), 4),
        ("2026-03-02", "2026-03-02", set(), 1),
        ("2026-03-02", "2026-03-01", set(), 0),
        ("2026-03-02", "2026-03-21", {6}, 18),
        ("2026-03-07", "2026-03-08", {5, 6}, 0),
    ],
)
def test_leap_days_year_ends_and_rest_days_are_counted_right(
    first: str, last: str, rest: set[int], days: int
) -> None:
    assert ReadingDays(rest).count(on(first), on(last)) == days


@pytest.mark.parametrize(
    ("away", "days"),
    [
        ([("2026-03-04", "2026-03-06")], 4),
        ([("2026-03-04", "2026-03-06"), ("2026-03-05", "2026-03-07")], 3),
        ([("2026-03-04", "2026-03-06"), ("2026-03-06", "2026-03-06")], 4),
        ([("2026-03-05", "2026-03-06"), ("2026-03-02", "2026-03-07")], 1),
        ([("2026-02-01", "2026-03-02")], 6),
        ([("2026-03-08", "2026-04-02")], 6),
        ([("2026-02-01", "2026-04-02")], 0),
    ],
)
def test_days_away_are_taken_off_once_each(away: list[tuple[str, str]], days: int) -> None:
    reading = ReadingDays(away=[(on(first), on(last)) for first, last in away])
    assert reading.count(on("2026-03-02"), on("2026-03-08")) == days


@pytest.mark.parametrize(
    ("today", "goal", "due", "due_time", "rest", "last"),
    [
        ("2026-03-02", "2026-03-21", "2026-03-23", None, (), "2026-03-21"),
        ("2026-03-21", "2026-03-21", "2026-03-23", None, (), "2026-03-21"),
        ("2026-03-22", "2026-03-21", "2026-03-23", None, (), "2026-03-22"),
        ("2026-03-23", "2026-03-21", "2026-03-23", None, (), "2026-03-22"),
        ("2026-03-22", "2026-03-23", "2026-03-23", None, (), "2026-03-23"),
        ("2026-03-22", "2026-03-23", "2026-03-23", "14:05", (), "2026-03-22"),
        ("2026-03-23", "2026-03-23", "2026-03-23", "14:05", (), "2026-03-22"),
        # Saturday and the goal's Sunday are rest days: the window runs to the due date
        ("2026-03-21", "2026-03-22", "2026-03-24", None, (5, 6), "2026-03-23"),
    ],
)
def test_the_window_runs_through_the_goal_and_after_that_to_the_due_date(
    today: str, goal: str, due: str, due_time: str | None, rest: tuple[int, ...], last: str
) -> None:
    found = ReadingDays(rest).last(on(today), on(goal), on(due), due_time)
    assert found == on(last)


def test_the_window_runs_to_the_due_date_when_the_reader_is_away_through_the_goal() -> None:
    reading = ReadingDays(away=[(on("2026-03-19"), on("2026-03-21"))])
    today, goal, due = on("2026-03-19"), on("2026-03-21"), on("2026-03-24")
    assert reading.last(today, goal, due, None) == on("2026-03-23")
    assert reading.last(on("2026-03-18"), goal, due, None) == goal


@pytest.mark.parametrize(
    ("left", "days", "step", "share"),
    [
        (459, 20, 1, 23),
        (339, 16, 1, 22),
        (28_620, 20, 1, 1431),
        (460, 20, 1, 23),
        (461, 20, 1, 24),
        (100, 20, 0.1, 5),
        (100, 3, 0.1, 33.4),
        (0.05, 4, 0.1, 0.05),
        (12, 1, 1, 12),
        (12, 0, 1, 12),
        (12, -3, 1, 12),
        (0, 5, 1, 0),
        (3, 10, 1, 1),
    ],
)
def test_a_share_is_even_and_rounded_up(left: float, days: int, step: float, share: float) -> None:
    assert even_share(left, days, step) == pytest.approx(share, abs=1e-9)


amounts = st.one_of(
    st.tuples(st.integers(0, 20_000).map(float), st.just(1.0)),
    st.tuples(st.integers(0, 10_000).map(lambda n: n / 100), st.just(0.1)),
)


@given(amounts, st.integers(1, 400))
def test_shares_followed_day_by_day_sum_to_what_is_left(
    amount: tuple[float, float], days: int
) -> None:
    left, step = amount
    shares = []
    for days_to_go in range(days, 0, -1):
        share = even_share(left, days_to_go, step)
        assert 0 <= share <= left + 1e-9
        shares.append(share)
        left = round(left - share, 2)
    assert left == 0
    assert sum(shares) == pytest.approx(amount[0])
    assert all(later <= earlier + 1e-6 for earlier, later in pairwise(shares))


@given(amounts, st.integers(-5, 400), st.integers(0, 50))
def test_more_days_never_need_more_a_day(amount: tuple[float, float], days: int, more: int) -> None:
    left, step = amount
    assert even_share(left, days + more, step) <= even_share(left, days, step) + 1e-9


@given(st.floats(-1e5, 0), st.integers(-3, 50), st.sampled_from([1.0, 0.1]))
def test_a_share_of_nothing_left_is_never_negative(left: float, days: int, step: float) -> None:
    assert even_share(left, days, step) == 0
