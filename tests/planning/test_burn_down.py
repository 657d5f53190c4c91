"""Burn-downs, the load ahead and the year: what is drawn is what the reports say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format, Unit
from readtrack.planning.burn_down import BurnDown, Point, burn_downs
from readtrack.planning.load import load_ahead
from readtrack.planning.pace import pace_report
from readtrack.planning.year import WEEKS, ReadDay, year_behind
from tests.planning.builders import a_library, a_loan, a_routine, a_situation, a_title, on


def left_on(burn: BurnDown) -> dict[date, float]:
    return {point.day: point.left for point in burn.left}


def test_what_is_left_is_counted_every_day_from_check_out_through_today() -> None:
    loan = a_loan(length=100, log=[("2026-03-03", 10), ("2026-03-05", 40), ("2026-03-05", 35)])
    (burn,) = burn_downs(a_situation(a_library(loan), "2026-03-06"))
    assert burn.left == (
        Point(on("2026-03-02"), 100),
        Point(on("2026-03-03"), 90),
        Point(on("2026-03-04"), 90),
        Point(on("2026-03-05"), 65),  # the correction counts
        Point(on("2026-03-06"), 65),
    )
    assert burn.even == (Point(on("2026-03-02"), 100), Point(on("2026-03-23"), 0))
    assert (burn.unit, burn.end, burn.due) == (Unit.PAGES, 100, on("2026-03-23"))


def test_a_title_in_two_editions_is_one_line_in_percent_and_goes_by_its_last_due_date() -> None:
    text = a_loan(1, book=7, length=200, due="2026-03-16", log=[("2026-03-03", 50)])
    audio = a_loan(
        2,
        book=7,
        kind=Format.AUDIOBOOK,
        length=36_000,
        out="2026-03-04",
        log=[("2026-03-05", 18_000)],
    )
    (burn,) = burn_downs(a_situation(a_library(a_title(text, audio)), "2026-03-05"))
    assert (burn.unit, burn.end) == (Unit.PERCENT, 100)
    assert [point.left for point in burn.left] == pytest.approx([100, 75, 75, 50])
    assert [each.loan for each in burn.editions] == [1, 2]
    assert burn.even == (Point(on("2026-03-04"), 100), Point(on("2026-03-23"), 0))


@given(
    pages=st.lists(st.integers(0, 300), max_size=6),
    today=st.integers(0, 30),
    minutes=st.integers(5, 90),
    start=st.integers(0, 200),
)
def test_a_burn_down_agrees_with_the_pace_of_its_loan(
    pages: list[int], today: int, minutes: int, start: int
) -> None:
    day = on("2026-03-02") + timedelta(days=today)
    log = [(str(on("2026-03-02") + timedelta(days=n)), page) for n, page in enumerate(pages)]
    log = [each for each in log if on(each[0]) <= day]
    loan = a_loan(kind=Format.PRINT, length=300, start=start, log=log)
    situation = a_situation(a_library(loan, routines=[a_routine(minutes)]), day)
    (burn,), (row,) = burn_downs(situation), pace_report(situation).loans
    assert burn.left[-1] == Point(day, row.end - row.position)
    if day <= loan.due:
        first, last = burn.even
        gone = (day - first.day) / (last.day - first.day)
        assert first.left * (1 - gone) == pytest.approx(row.end - row.even, abs=0.5)
    lefts = [point.left for point in burn.plan]
    assert lefts == sorted(lefts, reverse=True)
    ends = burn.plan[-1].day if burn.plan and not burn.unplanned else None
    assert ends == row.finish.planned or row.position == row.end  # what is read needs no plan
    if burn.plan and not burn.unplanned:
        assert burn.plan[-1].left == 0
    planned = {point.day: point.left for point in burn.plan}
    if row.today.left > 0:
        assert planned[day] == row.end - row.today.target
    if burn.finish:
        assert burn.finish.earliest == row.finish.earliest
        assert burn.finish.latest == row.finish.latest


def test_a_title_alone_can_be_asked_for() -> None:
    situation = a_situation(a_library(a_loan(1), a_loan(2, due="2026-03-20")), "2026-03-02")
    assert [burn.book for burn in burn_downs(situation)] == [2, 1]
    assert [burn.book for burn in burn_downs(situation, 1)] == [1]


def test_the_load_goes_through_the_last_due_date_and_is_that_of_the_plan() -> None:
    library = a_library(
        a_loan(1, length=200, due="2026-03-12"),
        a_loan(2, length=300, due="2026-03-20"),
        routines=[a_routine(40, days=range(5))],
    )
    situation = a_situation(library, "2026-03-04")
    load = load_ahead(situation)
    assert [title.book for title in load.titles] == [1, 2]
    assert (load.days[0].day, load.days[-1].day) == (on("2026-03-04"), on("2026-03-20"))
    assert {day.available for day in load.days if day.day.weekday() >= 5} == {0}
    for day, planned in zip(load.days, situation.plan.days, strict=False):
        assert (day.day, day.available) == (planned.date, planned.capacity_minutes)
        assert day.asked == pytest.approx(sum(block.minutes for block in planned.blocks))
        assert day.asked == pytest.approx(sum(share.minutes for share in day.shares))


def test_a_load_says_what_has_no_room() -> None:
    library = a_library(a_loan(length=2000), routines=[a_routine(20)])
    load = load_ahead(a_situation(library, "2026-03-02"))
    assert load.unfinished
    assert max(day.asked - day.available for day in load.days) < 0.01


def test_with_nothing_out_there_is_nothing_to_draw() -> None:
    situation = a_situation(a_library(), "2026-03-02")
    assert burn_downs(situation) == ()
    assert load_ahead(situation).days == ()


@given(st.dates(date(1970, 1, 1), date(9999, 12, 31)))
def test_a_year_is_53_weeks_from_a_monday_through_today(today: date) -> None:
    days = [ReadDay(today, 30, 0)]
    year = year_behind(days, today)
    assert (year.last, year.days, year.minutes) == (today, tuple(days), 30)
    assert year.first.weekday() == 0
    assert 0 <= (today - year.first).days - 7 * (WEEKS - 1) < 7


def test_a_year_leaves_out_what_is_older_or_still_to_come() -> None:
    today = on("2026-03-04")
    near = [ReadDay(on(day), 20, 1) for day in ("2025-03-03", "2026-03-04")]
    far = [ReadDay(on(day), 20, 0) for day in ("2025-03-02", "2026-03-05")]
    assert year_behind([*far, *near], today).days == tuple(near)
