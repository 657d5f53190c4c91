"""The demand test against reading it out day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format, Kind, Settings
from readtrack.planning.capacity import Timetable, capacity, timetable
from readtrack.planning.fit import By, Demand, Edition, Workload, fit, fits, misses, workload
from readtrack.planning.pace import pace_report
from tests.planning.builders import a_library, a_loan, a_routine, a_title, days_away, on

TODAY = on("2026-03-02")
DAY = timedelta(days=1)


def a_demand(
    book: int, minutes: float, goal: date, due: date | None = None, kind: Kind = Kind.TEXT
) -> Demand:
    return Demand(book, (Edition(book, kind, minutes, TODAY, goal, due or goal),))


def a_workload(*demands: Demand, table: Timetable | None = None) -> Workload:
    return Workload(TODAY, demands, table or timetable(a_library(), TODAY))


def left_undone(work: Workload, by: By, off: int = 0) -> dict[date, float]:
    """Reads day by day, the nearest deadline first, and says what was undone at each deadline.

    The first `off` days have no time at all, and the time of the others serves everything.
    """
    jobs = sorted((each.last(by), each.editions[0].minutes) for each in work.demands)
    deadlines = [deadline for deadline, _ in jobs]
    todo = [minutes for _, minutes in jobs]
    undone: dict[date, float] = {}
    for n in range((max(deadlines, default=TODAY) - TODAY).days + 1):
        day = TODAY + n * DAY
        free = 0.0 if n < off else sum(block.minutes for block in work.table.on(day))
        for place, minutes in enumerate(todo):
            taken = min(free, minutes)
            free, todo[place] = free - taken, minutes - taken
        missing = sum(
            minutes for deadline, minutes in zip(deadlines, todo, strict=True) if deadline <= day
        )
        if missing > 1e-6 and day in deadlines:
            undone[day] = missing
    return undone


@st.composite
def workloads(draw: st.DrawFn) -> Workload:
    settings = Settings(rest_days=draw(st.frozensets(st.integers(0, 6), max_size=6)))
    routine = a_routine(draw(st.integers(5, 60)))
    away = [days_away("2026-03-05", "2026-03-07")] if draw(st.booleans()) else []
    library = a_library(settings=settings, routines=[routine], away=away)
    found = []
    for book in range(draw(st.integers(1, 5))):
        goal = TODAY + draw(st.integers(0, 14)) * DAY
        due = goal + draw(st.integers(0, 3)) * DAY
        kind = draw(st.sampled_from([Kind.TEXT, Kind.AUDIO]))
        found.append(a_demand(book, draw(st.integers(1, 250)), goal, due, kind))
    return a_workload(*found, table=timetable(library, TODAY))


@given(workloads())
def test_the_verdict_is_that_of_reading_the_nearest_deadline_first(work: Workload) -> None:
    goals_missed, dues_missed = left_undone(work, "goal"), left_undone(work, "due")
    found = fit(work)
    assert found.fits == fits(work) == (not goals_missed)
    wanted = "impossible" if dues_missed else "tight" if goals_missed else "fits"
    assert found.verdict == wanted
    named = dues_missed or goals_missed
    if not named:
        assert (found.breaks_on, found.short_minutes) == (None, 0)
        return
    first = min(named)
    assert found.breaks_on == first
    assert found.short_minutes == named[first]  # whole minutes in, whole minutes out


@given(workloads())
def test_slack_is_how_many_days_can_be_taken_off_whole(work: Workload) -> None:
    found = fit(work)
    assert found.slack_days is not None
    assert found.slack_days >= 0
    if found.fits:
        assert not left_undone(work, "goal", off=found.slack_days)
        assert left_undone(work, "goal", off=found.slack_days + 1)
    else:
        assert found.slack_days == 0


@given(workloads(), st.sampled_from(["goal", "due"]))
def test_a_book_misses_its_date_when_what_comes_first_leaves_no_time(
    work: Workload, by: By
) -> None:
    missed = left_undone(work, by)
    assert misses(work, by) == {each.book for each in work.demands if each.last(by) in missed}


def test_a_book_to_hear_does_not_miss_its_date_for_want_of_time_to_read() -> None:
    blocks = [a_routine(30, kind=Kind.TEXT), a_routine(30, kind=Kind.AUDIO, name="drive")]
    work = a_workload(
        a_demand(1, 100, TODAY),
        a_demand(2, 60, TODAY + DAY, kind=Kind.AUDIO),
        table=timetable(a_library(routines=blocks), TODAY),
    )
    assert misses(work, "goal") == {1}


def test_nothing_to_read_fits_and_has_no_slack_to_speak_of() -> None:
    found = fit(a_workload())
    assert (found.fits, found.verdict, found.slack_days) == (True, "fits", None)


def test_two_books_that_fit_alone_may_not_fit_together() -> None:
    goal, due = on("2026-03-05"), on("2026-03-06")
    one, two = a_demand(1, 4 * 45 - 1, goal, due), a_demand(2, 46, goal, due)
    assert fit(a_workload(one)).fits
    assert fit(a_workload(two)).fits
    both = fit(a_workload(one, two))
    assert (both.verdict, both.breaks_on, both.short_minutes) == ("tight", goal, 45)


def test_minutes_missing_are_rounded_up() -> None:
    assert fit(a_workload(a_demand(1, 45.2, TODAY))).short_minutes == 1


def test_a_rest_day_has_no_capacity() -> None:
    sundays_off = Settings(rest_days=frozenset({6}))
    library = a_library(settings=sundays_off, routines=[a_routine(30, since="2026-03-10")])
    assert capacity(library, on("2026-03-08")).minutes_today == 0
    assert capacity(library, on("2026-03-09")).minutes_today == 30
    assert capacity(library, on("2026-03-08")).minutes_per_day == 30
    work = a_workload(a_demand(1, 1, on("2026-03-08")), table=timetable(library, TODAY))
    assert [both for _, _, both in work.rooms()] == [30] * 6 + [0]


def test_a_title_in_two_editions_is_needed_once_in_either_of_them() -> None:
    text = a_loan(1, book=1, length=300, due="2026-03-12")
    audio = a_loan(
        2, book=1, kind=Format.AUDIOBOOK, length=36_000, out="2026-03-04", due="2026-03-25", speed=2
    )
    work = workload(a_library(a_title(text, audio)), on("2026-03-05"))
    (needed,) = work.demands
    read, heard = needed.editions
    assert (read.kind, read.goal, read.due) == (Kind.TEXT, on("2026-03-11"), on("2026-03-12"))
    assert (heard.kind, heard.goal, heard.due) == (Kind.AUDIO, on("2026-03-23"), on("2026-03-25"))
    assert read.minutes == pytest.approx(300 * 1.3)
    assert heard.minutes == pytest.approx(36_000 / 60 / 2)
    assert needed.last("goal") == on("2026-03-23")
    level = work.problem().level()
    assert level is not None
    assert level.load == pytest.approx(300 / (19 * 45))
    assert level.shares[0] == pytest.approx((0, 1))


@pytest.mark.parametrize("today", ["2026-03-23", "2026-03-24", "2026-05-01"])
def test_after_the_due_date_all_of_it_is_needed_today(today: str) -> None:
    late = a_loan(kind=Format.PRINT, length=200)
    ((needed,),) = [each.editions for each in workload(a_library(late), on(today)).demands]
    assert needed.minutes == pytest.approx(200 * 1.3)
    assert (needed.start, needed.goal, needed.due) == (on(today),) * 3


def test_a_finished_title_needs_nothing() -> None:
    done = a_loan(log=[("2026-03-03", 459)])
    assert workload(a_library(done), on("2026-03-04")).demands == ()


def test_what_is_read_today_is_off_the_work_and_off_todays_minutes() -> None:
    noon = workload(a_library(a_loan(length=300, log=[("2026-03-02", 20)])), TODAY)
    (needed,) = noon.demands
    assert needed.editions[0].minutes == pytest.approx(280 * 1.3)
    assert noon.rooms()[:2] == [pytest.approx((19, 45 - 26, 45 - 26)), (45, 45, 45)]
    long_day = workload(a_library(a_loan(length=300, log=[("2026-03-02", 299)])), TODAY)
    assert long_day.rooms()[0] == (0, 0, 0)
    assert fit(long_day).fits
    night = workload(a_library(a_loan(length=300, log=[("2026-03-02", 300)])), TODAY)
    assert night.demands == ()


def test_a_title_all_but_finished_in_one_edition_is_judged_without_hanging() -> None:
    """99.9 % of the audiobook rounds to the last of 304 pages: nothing measurable is left."""
    audio = a_loan(1, book=1, kind=Format.AUDIOBOOK, length=28_620, log=[("2026-03-04", 28_591)])
    text = a_loan(2, book=1, length=304, due="2026-03-25")
    report = pace_report(a_library(a_title(audio, text)), on("2026-03-05"))
    assert report.fit.fits
