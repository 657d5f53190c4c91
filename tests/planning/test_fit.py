"""The demand test against reading it out day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format, Settings
from readtrack.planning.capacity import capacity, minutes_between
from readtrack.planning.fit import Demand, fit, fits, misses_due
from readtrack.planning.pace import demands, pace_report
from tests.planning.builders import a_library, a_loan, a_title, on

TODAY = on("2026-03-02")
DAY = timedelta(days=1)


def left_undone(
    jobs: Sequence[tuple[date, float]], settings: Settings, today: date, off: int = 0
) -> dict[date, float]:
    """Reads day by day, the nearest deadline first, and says what was undone at each deadline.

    The first `off` days have no time at all.
    """
    deadlines = sorted(deadline for deadline, _ in jobs)
    todo = [minutes for _, minutes in sorted(jobs)]
    undone: dict[date, float] = {}
    for n in range((max(deadlines, default=today) - today).days + 1):
        day = today + n * DAY
        resting = n < off or day.weekday() in settings.rest_days
        free = 0.0 if resting else float(settings.minutes_a_day)
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
def workloads(draw: st.DrawFn) -> tuple[list[Demand], Settings]:
    settings = Settings(
        minutes_a_day=draw(st.integers(5, 60)),
        rest_days=draw(st.frozensets(st.integers(0, 6), max_size=6)),
    )
    found = []
    for book in range(draw(st.integers(1, 5))):
        goal = TODAY + draw(st.integers(0, 14)) * DAY
        due = goal + draw(st.integers(0, 3)) * DAY
        found.append(Demand(book, draw(st.integers(1, 250)), TODAY, goal, due))
    return found, settings


@given(workloads())
def test_the_verdict_is_that_of_reading_the_nearest_deadline_first(
    workload: tuple[list[Demand], Settings],
) -> None:
    work, settings = workload
    goals_missed = left_undone([(each.goal, each.minutes) for each in work], settings, TODAY)
    dues_missed = left_undone([(each.due, each.minutes) for each in work], settings, TODAY)
    found = fit(work, settings, TODAY)
    assert found.fits == fits(work, settings, TODAY) == (not goals_missed)
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
def test_slack_is_how_many_days_can_be_taken_off_whole(
    workload: tuple[list[Demand], Settings],
) -> None:
    work, settings = workload
    jobs = [(each.goal, each.minutes) for each in work]
    found = fit(work, settings, TODAY)
    assert found.slack_days is not None
    assert found.slack_days >= 0
    if found.fits:
        assert not left_undone(jobs, settings, TODAY, off=found.slack_days)
        assert left_undone(jobs, settings, TODAY, off=found.slack_days + 1)
    else:
        assert found.slack_days == 0


@given(workloads())
def test_a_book_misses_its_due_date_when_what_comes_first_leaves_no_time(
    workload: tuple[list[Demand], Settings],
) -> None:
    work, settings = workload
    missed = left_undone([(each.due, each.minutes) for each in work], settings, TODAY)
    assert misses_due(work, settings, TODAY) == {each.book for each in work if each.due in missed}


def test_nothing_to_read_fits_and_has_no_slack_to_speak_of() -> None:
    found = fit([], Settings(), TODAY)
    assert (found.fits, found.verdict, found.slack_days) == (True, "fits", None)


def test_two_books_that_fit_alone_may_not_fit_together() -> None:
    goal, due = on("2026-03-05"), on("2026-03-06")
    one = Demand(1, 4 * 45 - 1, TODAY, goal, due)
    two = Demand(2, 46, TODAY, goal, due)
    assert fit([one], Settings(), TODAY).fits
    assert fit([two], Settings(), TODAY).fits
    both = fit([one, two], Settings(), TODAY)
    assert (both.verdict, both.breaks_on, both.short_minutes) == ("tight", goal, 45)


def test_minutes_missing_are_rounded_up() -> None:
    demand = Demand(1, 45.2, TODAY, TODAY, TODAY)
    assert fit([demand], Settings(), TODAY).short_minutes == 1


def test_a_rest_day_has_no_capacity() -> None:
    sunday = Settings(rest_days=frozenset({6}), minutes_a_day=30)
    assert capacity(sunday, on("2026-03-08")).minutes_today == 0
    assert capacity(sunday, on("2026-03-09")).minutes_today == 30
    assert capacity(sunday, on("2026-03-08")).minutes_per_day == 30
    assert minutes_between(sunday, on("2026-03-02"), on("2026-03-08")) == 180
    assert minutes_between(sunday, on("2026-03-08"), on("2026-03-02")) == 0


@pytest.mark.parametrize(("minutes", "source"), [(45, "default"), (44, "set")])
def test_capacity_names_its_source(minutes: int, source: str) -> None:
    assert capacity(Settings(minutes_a_day=minutes), TODAY).source == source


def test_a_title_in_two_editions_is_needed_once_by_the_one_that_stays_longer() -> None:
    text = a_loan(1, book=1, length=300, due="2026-03-12")
    audio = a_loan(
        2, book=1, kind=Format.AUDIOBOOK, length=36_000, out="2026-03-04", due="2026-03-25", speed=2
    )
    (needed,) = demands(a_library(a_title(text, audio)), on("2026-03-05"))
    assert needed.minutes == pytest.approx(36_000 / 60 / 2)
    assert (needed.goal, needed.due) == (on("2026-03-23"), on("2026-03-25"))


@pytest.mark.parametrize("today", ["2026-03-23", "2026-03-24", "2026-05-01"])
def test_after_the_due_date_all_of_it_is_needed_today(today: str) -> None:
    late = a_loan(kind=Format.PRINT, length=200)
    (needed,) = demands(a_library(late), on(today))
    assert needed.minutes == pytest.approx(200 * 1.3)
    assert (needed.start, needed.goal, needed.due) == (on(today),) * 3


def test_a_finished_title_needs_nothing() -> None:
    done = a_loan(log=[("2026-03-03", 459)])
    assert demands(a_library(done), on("2026-03-04")) == []


def test_a_title_all_but_finished_in_one_edition_is_judged_without_hanging() -> None:
    """99.9 % of the audiobook rounds to the last of 304 pages: nothing measurable is left."""
    audio = a_loan(1, book=1, kind=Format.AUDIOBOOK, length=28_620, log=[("2026-03-04", 28_591)])
    text = a_loan(2, book=1, length=304, due="2026-03-25")
    report = pace_report(a_library(a_title(audio, text)), on("2026-03-05"))
    assert report.fit.fits
