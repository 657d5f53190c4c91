"""The clock of a sitting: minutes between two moments, and when it was forgotten."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Sitting
from readtrack.model import Book, Now
from readtrack.planning.sitting import is_forgotten, minutes_read

MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-03-01"),
    datetime.fromisoformat("2026-12-01"),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-7))]),
)


def begun(at: datetime, *, timed: bool = True) -> Sitting:
    return Sitting(1, 1, Book(1, "Dune"), at if timed else None, at.date())


@given(MOMENTS, st.integers(0, 10_000), st.integers(0, 59), st.integers(-12, 12))
def test_minutes_are_those_that_passed_wherever_the_clock_is_read(
    began: datetime, minutes: int, seconds: int, offset: int
) -> None:
    ended = began + timedelta(minutes=minutes, seconds=seconds)
    now = ended.astimezone(timezone(timedelta(hours=offset)))
    assert minutes_read(begun(began), Now(now.date(), now)) == (minutes or None)
    forgotten = (minutes, seconds) > (240, 0)
    assert is_forgotten(begun(began), Now(now.date(), now)) == forgotten


@given(MOMENTS, MOMENTS)
def test_a_bare_date_counts_no_minutes_and_is_forgotten_by_the_next_day(
    began: datetime, ended: datetime
) -> None:
    day = ended.date()
    for sitting, now in (
        (begun(began, timed=False), Now(day, ended)),
        (begun(began), Now(day, ended, timed=False)),
    ):
        assert minutes_read(sitting, now) is None
        assert is_forgotten(sitting, now) == (began.date() < day)


@given(MOMENTS, st.integers(0, 10_000))
def test_a_clock_set_back_counts_nothing(began: datetime, minutes: int) -> None:
    now = began - timedelta(minutes=minutes)
    assert minutes_read(begun(began), Now(now.date(), now)) is None
    assert not is_forgotten(begun(began), Now(now.date(), now))
