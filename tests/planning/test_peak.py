"""The lowest peak against the closed form for one kind of time, and a linear programme for more."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.planning.cuts import Room, Task
from readtrack.planning.peak import LevelProblem
from tests.planning.oracle import lowest_peak, minutes_missing

Instance = tuple[list[list[Task]], list[Room]]

lengths = st.integers(1, 60).map(lambda n: 5.0 * n) | st.floats(1, 300)


def a_room(text: int, audio: int, either: int) -> Room:
    return float(text + either), float(audio + either), float(text + audio + either)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Weeks of several kinds of time, and titles of one to three tasks that may start later."""
    minutes = st.sampled_from([0, 0, 20, 30, 45])
    week = draw(st.lists(st.builds(a_room, minutes, minutes, minutes), min_size=1, max_size=7))
    days = [week[n % len(week)] for n in range(draw(st.integers(1, 25)))]
    titles = []
    for _ in range(draw(st.integers(1, 5))):
        first = draw(st.just(0) | st.integers(0, len(days) - 1))
        task = st.builds(
            Task, st.booleans(), lengths, st.just(first), st.integers(first, len(days) - 1)
        )
        titles.append(draw(st.lists(task, min_size=1, max_size=3)))
    return titles, days


@pytest.mark.slow
@given(instances())
def test_the_lowest_peak_is_that_of_a_linear_programme_over_every_day(instance: Instance) -> None:
    titles, days = instance
    found, lowest = LevelProblem(titles, days).level(), lowest_peak(titles, days)
    if found is None or lowest is None:
        assert (found, lowest) == (None, None)
        return
    assert lowest - 1e-6 * max(1, lowest) <= found.load <= lowest * 1.01 + 1e-6
    for shares in found.shares:
        assert sum(shares) == pytest.approx(1)
        assert min(shares) >= -1e-9


@given(instances())
def test_minutes_are_missing_when_there_is_no_plan_and_as_many_as_have_no_place(
    instance: Instance,
) -> None:
    titles, days = instance
    missing, least = LevelProblem(titles, days).missing(), minutes_missing(titles, days)
    assert missing == pytest.approx(least, abs=1e-4)
    assert (missing > 0) == (least > 1e-6)


@given(instances())
def test_the_shares_can_be_had_at_the_load_and_later_work_asks_for_less(
    instance: Instance,
) -> None:
    titles, days = instance
    found = LevelProblem(titles, days).level()
    if found is None:
        return
    split = [
        [task._replace(minutes=task.minutes * share)]
        for title, shares in zip(titles, found.shares, strict=True)
        for task, share in zip(title, shares, strict=True)
        if share > 1e-9
    ]
    load = lowest_peak(split, days)
    assert load is not None
    assert load <= found.load * 1.01 + 1e-6


def by_the_closed_form(tasks: Sequence[Task], minutes: Sequence[float]) -> float | None:
    """The largest ratio, over goal dates, of the work due by then to the time through then."""
    ratios = []
    for goal in {task.last for task in tasks}:
        work = sum(task.minutes for task in tasks if task.last <= goal)
        time = sum(minutes[: goal + 1])
        if not time:
            return None
        ratios.append(work / time)
    return max(ratios)


@given(
    st.lists(st.sampled_from([0.0, 10.0, 30.0, 45.5]), min_size=1, max_size=40),
    st.lists(st.tuples(lengths, st.integers(0, 39), st.booleans()), min_size=1, max_size=8),
    st.booleans(),
)
def test_for_one_kind_of_time_the_peak_is_the_largest_ratio_of_work_to_time(
    minutes: list[float], work: list[tuple[float, int, bool]], either: bool
) -> None:
    tasks = [
        Task(audio and either, length, 0, min(last, len(minutes) - 1))
        for length, last, audio in work
    ]
    rooms = [(each, each if either else 0.0, each) for each in minutes]
    found, peak = (
        LevelProblem([[task] for task in tasks], rooms).level(),
        by_the_closed_form(tasks, minutes),
    )
    if found is None or peak is None:
        assert (found, peak) == (None, None)
        return
    assert found.load == pytest.approx(peak, abs=1e-6)
    missing = max(
        sum(task.minutes for task in tasks if task.last <= goal) - sum(minutes[: goal + 1])
        for goal in {task.last for task in tasks}
    )
    assert LevelProblem([[task] for task in tasks], rooms).missing() == pytest.approx(
        max(0.0, missing), abs=1e-6
    )


def test_nothing_to_read_is_no_load() -> None:
    found = LevelProblem([], [(30.0, 30.0, 30.0)]).level()
    assert found is not None
    assert (found.load, found.shares) == (0, ())
    assert LevelProblem([], []).missing() == 0


def test_what_must_be_read_cannot_be_heard() -> None:
    text, audio = Task(False, 60, 0, 1), Task(True, 60, 0, 1)
    drives = [(0.0, 30.0, 30.0)] * 2
    assert LevelProblem([[text]], drives).level() is None
    assert LevelProblem([[text]], drives).missing() == pytest.approx(60)
    heard = LevelProblem([[audio]], drives).level()
    assert heard is not None
    assert heard.load == pytest.approx(1)


def test_an_edition_that_there_is_no_time_for_is_left_aside() -> None:
    text = [Task(False, 1, 0, 0), Task(False, 254.5794788710121, 0, 1)]
    titles = [[Task(True, 245, 0, 0)], [*text, Task(True, 5, 0, 0)]]
    found = LevelProblem(titles, [(0.0, 20.0, 20.0)] * 2).level()
    assert found is not None
    assert found.load == pytest.approx(12.5)


def test_a_title_in_two_editions_without_time_for_either_has_no_load_to_name() -> None:
    drive = [
        Task(True, 584.224417808726, 0, 3),
        Task(True, 145, 0, 3),
        Task(True, 1742.8340039009208, 0, 5),
    ]
    desk = [
        Task(False, 125, 6, 7),
        Task(False, 1431.167041355197, 6, 9),
        Task(False, 3.8732370093982653, 6, 9),
    ]
    rooms = [(minutes, 0.0, minutes) for minutes in [30.0, 45.0] * 5 + [30.0]]
    assert LevelProblem([desk, drive], rooms).level() is None


def test_a_title_in_two_editions_is_split_where_that_is_lighter() -> None:
    """90 minutes on two days with 30 to read and 30 to hear: 45 a day, some of them heard."""
    both = [Task(False, 60, 0, 1), Task(True, 60, 0, 1)]
    found = LevelProblem([both, [Task(False, 30, 0, 1)]], [(30.0, 30.0, 60.0)] * 2).level()
    assert found is not None
    assert found.load == pytest.approx(0.75)
    assert (
        LevelProblem([[both[0]], [Task(False, 30, 0, 1)]], [(30.0, 30.0, 60.0)] * 2).missing() == 30
    )


def test_the_day_that_asks_for_the_load_is_named() -> None:
    near, far = Task(False, 80, 0, 1), Task(False, 30, 0, 9)
    found = LevelProblem([[near], [far]], [(50.0, 50.0, 50.0)] * 10).level()
    assert found is not None
    assert found.load == pytest.approx(0.8)
    assert found.through == 1
