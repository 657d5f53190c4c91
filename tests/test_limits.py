"""Limits: every reader has the same ones, and takes what lies on the edge."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from readtrack.clock import read_clock
from readtrack.dates import parse_date, parse_written
from readtrack.errors import UsageError
from readtrack.importing.check import day_fault
from readtrack.importing.values import dated, moment_of
from readtrack.library import Settings
from readtrack.limits import LARGEST_ID, LONGEST, LONGEST_NUMBER, SETTINGS
from readtrack.settings import normal

MONDAY = date(2026, 3, 2)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_the_first_and_the_last_day_are_taken_wherever_a_day_is_read(day: date) -> None:
    text = day.isoformat()
    assert parse_date(text, MONDAY) == parse_written(text) == day
    assert read_clock(text).date() == day
    assert moment_of(text, UTC) == (day, None)
    assert dated(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), UTC) == (day, "12:00")
    assert day_fault(day) is None


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1)])
def test_the_days_beside_them_are_refused_wherever_a_day_is_read(day: date) -> None:
    text = day.isoformat()
    with pytest.raises(UsageError):
        parse_date(text, MONDAY)
    with pytest.raises(UsageError):
        parse_written(text)
    with pytest.raises(UsageError):
        read_clock(text)
    assert moment_of(text, UTC) is None
    assert dated(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), UTC) is None
    assert day_fault(day) is not None


def test_an_instant_that_is_too_late_by_the_readers_own_clock_only_is_too_late() -> None:
    instant = datetime(2199, 12, 31, 23, tzinfo=UTC)
    assert dated(instant, UTC) == (LAST, "23:00")
    assert dated(instant, ZoneInfo("Pacific/Auckland")) is None


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_takes_its_edges_and_its_default_lies_between(key: str) -> None:
    least, most = SETTINGS[key]
    assert (normal(key, str(least)), normal(key, str(most))) == (str(least), str(most))
    assert least <= getattr(Settings(), key) <= most
    for beyond in (least - 1, most + 1):
        with pytest.raises(UsageError):
            normal(key, str(beyond))


def test_no_number_that_is_allowed_has_more_digits_than_can_be_typed() -> None:
    assert max(LARGEST_ID, *LONGEST.values()) < 10**LONGEST_NUMBER
