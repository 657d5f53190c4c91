"""Capacity: the routine, the reserve, and the part of it that was really read, worked by hand."""

from collections.abc import Sequence

import pytest

from readtrack.model import Format, Kind, Loan, Routine, Settings
from readtrack.planning.capacity import Capacity, capacity, timetable
from tests.planning.builders import (
    LogLine,
    a_library,
    a_loan,
    a_routine,
    a_title,
    days_away,
    on,
)

TODAY = on("2026-03-30")
"""A Monday. The four weeks before it begin on 2026-03-02."""

LONG_AGO = "2026-01-01"
HALF_AN_HOUR = a_routine(30, since=LONG_AGO)
"""840 minutes in four weeks, and 210 in the week that counts as kept beforehand."""


def a_book(*log: LogLine, out: str = "2026-02-20") -> Loan:
    return a_loan(length=2000, out=out, due="2026-05-01", log=log)


def measured(
    *loans: Loan,
    routines: Sequence[Routine] = (HALF_AN_HOUR,),
    reserve: int = 0,
    away: tuple[str, str] | None = None,
    rest: frozenset[int] = frozenset(),
) -> Capacity:
    library = a_library(
        *loans,
        settings=Settings(reserve=reserve, rest_days=rest),
        routines=routines,
        away=[days_away(*away)] if away else [],
    )
    return capacity(library, TODAY)


def test_without_a_routine_a_day_has_45_minutes_whatever_was_read() -> None:
    found = measured(a_book(("2026-03-20", 100, 10)), routines=(), reserve=50)
    assert found == Capacity(45, 45, "default", 45, 0, 1, 0, 0, 0)


def test_a_routine_agreed_on_today_is_taken_at_its_word() -> None:
    found = measured(a_book(), routines=[a_routine(30, since="2026-03-30")])
    assert (found.minutes_today, found.follow_through, found.source) == (30, 1, "routine")


@pytest.mark.parametrize(
    ("minutes", "follow_through"),
    [
        (0, 210 / 1050),
        (420, 630 / 1050),
        (840, 1),
        (2000, 1),
    ],
)
def test_follow_through_is_what_was_read_of_four_weeks_with_one_more_week_kept(
    minutes: int, follow_through: float
) -> None:
    found = measured(a_book(("2026-03-10", 300, minutes)))
    assert found.follow_through == pytest.approx(follow_through)
    assert found.minutes_today == pytest.approx(30 * follow_through)
    assert (found.read_minutes, found.offered_minutes) == (minutes, 840)
    assert (found.routine_minutes, found.source) == (30, "measured (28 days)")


@pytest.mark.parametrize(
    ("day", "read"),
    [("2026-03-01", 0), ("2026-03-02", 105), ("2026-03-29", 105), ("2026-03-30", 0)],
)
def test_the_four_weeks_end_yesterday(day: str, read: int) -> None:
    found = measured(a_book((day, 100, 105)))
    assert (found.read_minutes, found.measured_days) == (read, 28)
    assert found.follow_through == pytest.approx((read + 210) / 1050)


def test_the_reserve_comes_off_before_the_rest_is_measured() -> None:
    found = measured(a_book(("2026-03-10", 300, 336)), reserve=20)
    assert found.offered_minutes == pytest.approx(672)
    assert found.follow_through == pytest.approx((336 + 168) / (672 + 168))
    assert found.minutes_today == pytest.approx(30 * 0.8 * 0.6)
    assert found.reserve == 20
    assert found.routine_minutes == pytest.approx(30)


@pytest.mark.parametrize(
    ("since", "days", "source"),
    [
        ("2026-03-20", 10, "measured (10 days)"),
        ("2026-03-29", 1, "measured (1 day)"),
        ("2026-03-30", 0, "routine"),
        ("2026-02-01", 28, "measured (28 days)"),
    ],
)
def test_only_days_since_the_routine_was_agreed_on_count(
    since: str, days: int, source: str
) -> None:
    found = measured(a_book(), routines=[a_routine(30, since=since)])
    assert (found.measured_days, found.source) == (days, source)
    assert found.follow_through == pytest.approx(210 / (210 + 30 * days))


def test_each_routine_counts_from_its_own_day_on_and_on_its_own_weekdays() -> None:
    """Ten minutes every day for four weeks, and twenty on the Mondays 16 and 23 March."""
    routines = [
        a_routine(10, since=LONG_AGO),
        a_routine(20, since="2026-03-10", days=[0], name="Monday"),
    ]
    found = measured(a_book(("2026-03-10", 100, 115)), routines=routines)
    assert found.offered_minutes == 280 + 40
    assert found.follow_through == pytest.approx((115 + 90) / (320 + 90))
    assert found.minutes_today == pytest.approx(30 * 0.5)
    assert found.routine_minutes == pytest.approx(90 / 7)


def test_days_away_and_rest_days_are_not_held_against_the_reader() -> None:
    away = measured(a_book(), away=("2026-03-03", "2026-03-16"))
    assert (away.measured_days, away.offered_minutes) == (14, 420)
    assert away.follow_through == pytest.approx(210 / 630)
    sundays = measured(a_book(), rest=frozenset({6}))
    assert (sundays.measured_days, sundays.offered_minutes) == (24, 720)
    assert sundays.follow_through == pytest.approx(180 / 900)


@pytest.mark.parametrize(
    ("ended", "days"), [("2026-03-05", 4), ("2026-03-02", 1), ("2026-03-01", 0)]
)
def test_days_without_a_book_out_do_not_count(ended: str, days: int) -> None:
    past = a_loan(7, out="2026-02-10", due=ended, ended=ended)
    library = a_library(past=[past], routines=[HALF_AN_HOUR])
    assert capacity(library, TODAY).measured_days == days


def test_a_book_counts_from_the_day_it_was_checked_out() -> None:
    assert measured(a_book(out="2026-03-20")).measured_days == 10
    assert measured(a_book(out="2026-03-30")).source == "routine"


def test_what_was_logged_without_minutes_counts_by_speed() -> None:
    pages = measured(a_book(("2026-03-10", 100)))
    assert pages.read_minutes == pytest.approx(130)
    assert pages.follow_through == pytest.approx((130 + 210) / 1050)
    audio = a_loan(
        kind=Format.AUDIOBOOK,
        length=36_000,
        out="2026-02-20",
        due="2026-05-01",
        speed=1.5,
        log=[("2026-03-10", 9000)],
    )
    assert measured(audio).read_minutes == pytest.approx(100)


def test_going_back_takes_off_what_was_read_and_a_lent_edition_counts_with_its_title() -> None:
    back = measured(a_book(("2026-03-10", 100), ("2026-03-11", 50)))
    assert back.read_minutes == pytest.approx(65)
    ended = a_loan(
        1, book=1, length=400, due="2026-03-06", ended="2026-03-06", log=[("2026-03-05", 100)]
    )
    title = a_title(a_loan(2, book=1, length=800, out="2026-03-03"), companions=[ended])
    library = a_library(title, past=[ended], routines=[HALF_AN_HOUR])
    assert capacity(library, TODAY).read_minutes == pytest.approx(130)


def test_blocks_come_by_weekday_in_the_order_they_were_named() -> None:
    routines = [
        a_routine(20, name="drive", kind=Kind.AUDIO, days=[0, 4], since="2026-03-30"),
        a_routine(40, name="bed", kind=Kind.TEXT, days=[0, 6], since="2026-03-30"),
    ]
    library = a_library(
        settings=Settings(rest_days=frozenset({6})),
        routines=routines,
        away=[days_away("2026-04-03", "2026-04-03")],
    )
    table = timetable(library, TODAY)
    assert [block.routine for block in table.on(TODAY)] == ["drive", "bed"]
    assert [len(table.on(on(f"2026-04-0{day}"))) for day in range(1, 8)] == [0, 0, 0, 0, 0, 2, 0]
    assert table.room(TODAY) == (40, 20, 60)
    assert table.room(on("2026-04-10")) == (0, 20, 20)
    assert table.room(on("2026-04-03")) == (0, 0, 0)
    assert capacity(library, TODAY).minutes_per_day == 40
