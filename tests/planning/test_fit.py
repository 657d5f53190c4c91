"""The demand test against reading it out day by day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Settings
from readtrack.model import Format, Kind, Loan, Title
from readtrack.planning.capacity import Timetable, room_of, timetable
from readtrack.planning.fit import (
    By,
    Demand,
    EditionWork,
    Workload,
    fit,
    fits,
    left_over,
    to_blame,
)
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    days_away,
    on,
)

TODAY = on("2026-03-02")


def a_demand(
    book: int, minutes: float, goal: date, due: date | None = None, kind: Kind = Kind.TEXT
) -> Demand:
    due = due or goal
    return Demand(book, (EditionWork(book, kind, minutes, TODAY, goal, due, goal, due),))


def a_workload(*demands: Demand, table: Timetable | None = None) -> Workload:
    return Workload(TODAY, demands, table or timetable(a_library()))


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


def books_undone(work: Workload, by: By) -> dict[int, float]:
    """The minutes of each book that reading the nearest deadline first leaves."""
    todo = {each.book: each.editions[0].minutes for each in work.demands}
    order = sorted(work.demands, key=lambda each: each.last(by))
    for n in range((max(each.last(by) for each in order) - TODAY).days + 1):
        free = work.room(TODAY + n * DAY)[2]
        for each in order:
            if TODAY + n * DAY <= each.last(by):
                taken = min(free, todo[each.book])
                free, todo[each.book] = free - taken, todo[each.book] - taken
    return {book: minutes for book, minutes in todo.items() if minutes > 1e-6}


def work_of(title: Title | Loan, today: str = "2026-03-02") -> Workload:
    """The work of one title, on days of 45 minutes."""
    library = a_library(title, routines=[a_routine(45, since=today)])
    return a_situation(library, today).work


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
    return a_workload(*found, table=timetable(library))


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
def test_what_is_left_over_is_what_reading_the_nearest_deadline_first_leaves(
    work: Workload, by: By
) -> None:
    undone = books_undone(work, by)
    assert left_over(work, by) == set(undone)
    assert work.missing(by) == pytest.approx(sum(undone.values()), abs=1e-4)


@given(workloads())
def test_a_book_is_blamed_if_without_it_the_first_date_stands_or_if_it_cannot_be_met_alone(
    work: Workload,
) -> None:
    missed = left_undone(work, "due")
    blamed = {
        demand.book
        for demand in work.demands
        if demand.book in books_undone(work, "due")
        and (
            left_undone(work._replace(demands=(demand,)), "due")
            or min(missed) not in left_undone(work.without(demand.book), "due")
        )
    }
    assert to_blame(work) == blamed


def test_of_two_books_that_do_not_fit_together_the_later_one_is_to_blame() -> None:
    one, two = a_demand(1, 4 * 45, TODAY + 3 * DAY), a_demand(2, 60, TODAY + 4 * DAY)
    assert to_blame(a_workload(one, two)) == {2}


def test_nobody_is_to_blame_where_no_book_alone_is_too_much() -> None:
    """Three books of 45 minutes on one day: without any one of them it still breaks."""
    assert to_blame(a_workload(*(a_demand(n, 45, TODAY) for n in (1, 2, 3)))) == set()


def test_a_later_break_is_no_blame_on_what_fits_by_itself() -> None:
    first, later = a_demand(1, 100, TODAY), a_demand(2, 45, TODAY + DAY)
    last = a_demand(3, 10, TODAY + DAY)
    work = a_workload(first, later, last)
    assert left_over(work, "due") == {1, 3}
    assert to_blame(work) == {1}


def test_a_book_to_hear_is_not_left_over_for_want_of_time_to_read() -> None:
    blocks = [a_routine(30, kind=Kind.TEXT), a_routine(30, kind=Kind.AUDIO, name="drive")]
    work = a_workload(
        a_demand(1, 100, TODAY),
        a_demand(2, 60, TODAY + DAY, kind=Kind.AUDIO),
        table=timetable(a_library(routines=blocks)),
    )
    assert left_over(work, "goal") == to_blame(work) == {1}


# What the words are made from


def test_the_kind_of_time_that_is_short_is_named() -> None:
    blocks = [a_routine(30), a_routine(30, kind=Kind.TEXT, name="bed")]
    table = timetable(a_library(routines=blocks))
    heard = fit(a_workload(a_demand(1, 80, TODAY + DAY, kind=Kind.AUDIO), table=table))
    assert (heard.kind, heard.needed_minutes, heard.available_minutes) == (Kind.AUDIO, 80, 60)
    assert heard.short_minutes == 20
    read = fit(a_workload(a_demand(1, 150, TODAY + DAY), table=table))
    assert (read.kind, read.needed_minutes, read.available_minutes) == (Kind.EITHER, 150, 120)


@pytest.mark.parametrize(
    ("days", "a_day", "minutes", "just_about"),
    [
        (1, 90, 90, False),  # fits
        (1, 90, 105, True),
        (1, 90, 105.1, False),
        (10, 200, 2100, True),
        (10, 200, 2100.1, False),
    ],
)
def test_less_than_a_quarter_of_an_hour_or_a_twentieth_is_crumbs(
    days: int, a_day: int, minutes: float, just_about: bool
) -> None:
    table = timetable(a_library(routines=[a_routine(a_day)]))
    work = a_workload(a_demand(1, minutes, TODAY + (days - 1) * DAY), table=table)
    assert fit(work).just_about == just_about


def test_a_book_due_late_does_not_make_crumbs_of_what_is_missing_soon() -> None:
    soon, late = a_demand(1, 3 * 45 + 60, TODAY + 2 * DAY), a_demand(2, 10, TODAY + 60 * DAY)
    assert not fit(a_workload(soon)).just_about
    assert not fit(a_workload(soon, late)).just_about


@given(workloads())
def test_a_few_minutes_more_a_day_close_what_is_missing(work: Workload) -> None:
    found = fit(work)
    assert found.more_a_day == 0 if found.fits else found.more_a_day >= 1
    days = [day for day in (TODAY + n * DAY for n in range(18)) if work.table.room(day)[2]]
    last = max(each.last("goal") for each in work.demands)
    first_goal = min(each.last("goal") for each in work.demands)
    if found.fits or not any(day <= first_goal for day in days):
        return

    def with_more(more: int) -> Workload:
        week = tuple(
            tuple(block._replace(minutes=block.minutes + more) for block in blocks)
            for blocks in work.table.week
        )
        table = work.table._replace(week=week, rooms=tuple(room_of(blocks) for blocks in week))
        return work._replace(table=table)

    assert last >= first_goal
    assert fits(with_more(found.more_a_day))
    assert not fits(with_more(found.more_a_day - 1))


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
    assert a_situation(library, "2026-03-08").capacity.minutes_today == 0
    assert a_situation(library, "2026-03-09").capacity.minutes_today == 30
    assert a_situation(library, "2026-03-08").capacity.minutes_per_day == 30
    work = a_workload(a_demand(1, 1, on("2026-03-08")), table=timetable(library))
    assert [both for _, _, both in work.rooms()] == [30] * 6 + [0]


def test_a_title_in_two_editions_is_needed_once_in_either_of_them() -> None:
    text = a_loan(1, book=1, length=300, due="2026-03-12")
    audio = a_loan(
        2, book=1, kind=Format.AUDIOBOOK, length=36_000, out="2026-03-04", due="2026-03-25", speed=2
    )
    work = work_of(a_title(text, audio), today="2026-03-05")
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
    ((needed,),) = [each.editions for each in work_of(late, today=today).demands]
    assert needed.minutes == pytest.approx(200 * 1.3)
    assert (needed.start, needed.goal, needed.due) == (on(today),) * 3


def test_a_finished_title_needs_nothing() -> None:
    done = a_loan(log=[("2026-03-03", 459)])
    assert work_of(done, today="2026-03-04").demands == ()


def test_what_is_read_today_is_off_the_work_and_off_todays_minutes() -> None:
    noon = work_of(a_loan(length=300, log=[("2026-03-02", 20)]))
    (needed,) = noon.demands
    assert needed.editions[0].minutes == pytest.approx(280 * 1.3)
    assert noon.rooms()[:2] == [pytest.approx((19, 45 - 26, 45 - 26)), (45, 45, 45)]
    long_day = work_of(a_loan(length=300, log=[("2026-03-02", 299)]))
    assert long_day.rooms()[0] == (0, 0, 0)
    assert fit(long_day).fits
    night = work_of(a_loan(length=300, log=[("2026-03-02", 300)]))
    assert night.demands == ()


def test_a_title_all_but_finished_in_one_edition_is_judged_without_hanging() -> None:
    """99.9 % of the audiobook rounds to the last of 304 pages: nothing measurable is left."""
    audio = a_loan(1, book=1, kind=Format.AUDIOBOOK, length=28_620, log=[("2026-03-04", 28_591)])
    text = a_loan(2, book=1, length=304, due="2026-03-25")
    assert a_situation(a_library(a_title(audio, text)), "2026-03-05").fit.fits
