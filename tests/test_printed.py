"""Whatever is printed can be typed: it is read back as what it was, wherever and whenever."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from os import environ
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.cli.checks import typed_speed
from readtrack.clock import read_clock, readers_day
from readtrack.dates import FORMS, Direction, day_text, deadline_text, distance_text, parse_date
from readtrack.distances import parse_days
from readtrack.durations import audio_length, minutes_of_a_day, seconds
from readtrack.library import Away
from readtrack.limits import LONGEST, MINUTES_OF_A_DAY
from readtrack.positions import POSITION_FORMS, is_position, parse_pages, parse_position
from readtrack.render.routine import away_words
from readtrack.render.rows import bare
from readtrack.stretches import parse_stretch
from readtrack.units import (
    amount_text,
    clock,
    length_text,
    position_text,
    precise_clock,
    short_amount,
    typed_position,
)
from readtrack.words.amounts import at_least_a_minute, days_text, minutes_text
from readtrack.words.loans import span_words

ZONES = ("Pacific/Auckland", "America/St_Johns", "Europe/Berlin")
"""The first ones of a day, those with half hours, and ours."""

A_DAY = timedelta(days=1)
new_year = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
moments = st.integers(new_year - 20 * 86_400, new_year + 20 * 86_400)
directions: st.SearchStrategy[Direction] = st.sampled_from(["past", "future"])


@contextmanager
def computer_in(zone: str) -> Iterator[None]:
    """The computer's own time zone, for a while."""
    try:
        with patch.dict(environ, {"TZ": zone}):
            time.tzset()
            yield
    finally:
        time.tzset()


def today_at(moment: int, zone: str, day_start: str) -> date:
    """The reader's day at a Unix time, given as a person gives it, on a clock in the zone."""
    wall = f"{datetime.fromtimestamp(moment, ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
    with computer_in(zone):
        return readers_day(read_clock(wall), day_start, wall)


@pytest.mark.parametrize("zone", ZONES)
def test_a_date_in_any_form_that_is_printed_is_that_date(zone: str) -> None:
    @given(
        moments,
        st.sampled_from(["00:00", "04:00"]),
        st.integers(-400, 400),
        directions,
        st.sampled_from([None, "00:05", "14:30"]),
    )
    def comes_back(
        moment: int, day_start: str, away: int, toward: Direction, hour: str | None
    ) -> None:
        today = today_at(moment, zone, day_start)
        day = today + away * A_DAY
        text, deadline = day_text(day, today), deadline_text(day, hour, today)
        printed = (
            text, f"~{text}", deadline, f"~{deadline}", f"Due {deadline}.", f"from {text}",
            f"until {text}", f"by {text}", distance_text(day, today), day.isoformat(),
        )  # fmt: skip
        for form in printed:
            assert parse_date(form, today, toward) == day, form
        bare_day = text.partition(" ")[2]  # as a narrow table has it
        assert parse_date(bare_day, today, "future" if away >= 0 else "past") == day

    comes_back()


@pytest.mark.parametrize("zone", ZONES)
def test_a_stretch_of_days_that_is_printed_is_that_stretch(zone: str) -> None:
    @given(moments, st.integers(0, 300), st.integers(0, 120))
    def comes_back(moment: int, away: int, days: int) -> None:
        today = today_at(moment, zone, "00:00")
        first = today + away * A_DAY
        last = first + days * A_DAY
        for form in (away_words(Away(1, first, last), today), f"{first}..{last}"):
            assert parse_stretch(form, today) == (first, last), form

    comes_back()


wholes = st.one_of(
    st.tuples(st.just("pages"), st.integers(1, LONGEST["pages"])),
    st.tuples(st.just("seconds"), st.integers(60, LONGEST["seconds"])),
    st.tuples(st.just("percent"), st.just(100)),
)
shares = st.floats(0, 1)


@given(wholes, shares, shares)
def test_a_position_in_any_form_that_is_printed_is_that_position(
    whole: tuple[str, int], of_length: float, of_end: float
) -> None:
    unit, length = whole
    decimals = 1 if unit == "percent" else 0
    end = max(60 if unit == "seconds" else 1, round(length * of_length, decimals))
    at = min(end, round(end * of_end, decimals))
    shown = position_text(unit, at)
    of_all = f"{shown} of {position_text(unit, end).removeprefix('p. ')}"
    for form in (
        shown, f"~{shown}", of_all, f"{of_all} ({int(100 * at / end)}%)", typed_position(unit, at),
        bare(unit, at), span_words(unit, 0, at), f"{position_text(unit, 0)} → {shown}",
    ):  # fmt: skip
        found = parse_position(form, unit, length, 0, end)
        assert position_text(unit, found) == shown, form
        if unit != "seconds":
            assert found == at, form
    assert parse_position(typed_position(unit, at), unit, length, 0, end) == at
    assert parse_position("end", unit, length, 0, end) == end


@given(wholes, shares, shares)
def test_an_amount_that_is_printed_is_that_much_further(
    whole: tuple[str, int], of_length: float, of_rest: float
) -> None:
    unit, length = whole
    decimals = 1 if unit == "percent" else 0
    here = round(length * of_length, decimals)
    more = round((length - here) * of_rest, decimals)
    for form in (amount_text(unit, more), short_amount(unit, more)):
        found = parse_position(f"+{form}", unit, length, here)
        # Times are printed to the nearest minute, and the end is the end.
        assert abs(found - here - more) <= (30 if unit == "seconds" else 1e-9), form


@given(st.integers(1, MINUTES_OF_A_DAY))
def test_minutes_in_any_form_that_is_printed_are_as_many(minutes: int) -> None:
    texts = minutes_text(minutes), at_least_a_minute(minutes)
    for text in (*texts, *(f"{word}{text}" for word in ("~", "about ") for text in texts)):
        assert minutes_of_a_day(text) == minutes, text
        assert seconds(text) == minutes * 60, text
    assert minutes_of_a_day(clock(minutes * 60)) == minutes
    assert minutes_of_a_day(precise_clock(minutes * 60)) == minutes
    assert minutes_of_a_day(str(minutes)) == minutes


@given(st.integers(1, LONGEST["seconds"]), st.integers(1, LONGEST["pages"]), st.integers(1, 730))
def test_a_length_in_any_form_that_is_printed_is_that_length(
    heard: int, pages: int, days: int
) -> None:
    assert audio_length(precise_clock(heard)) == heard
    for text in (length_text("seconds", heard), f"~{length_text('seconds', heard)}"):
        if heard >= 30:
            assert clock(audio_length(text)) == clock(heard)
    texts = length_text("pages", pages), short_amount("pages", pages), f"{pages:,} pages"
    for text in (*texts, *(f"~{text}" for text in texts)):
        assert parse_pages(text) == pages, text
    assert parse_days(days_text(days)) == parse_days(str(days)) == days


@given(st.integers(25, 500))
def test_a_speed_that_is_printed_is_that_speed(percent: int) -> None:
    speed = percent / 100
    assert typed_speed(f"{speed:g} ×") == typed_speed(str(speed)) == speed


def named(forms: str) -> list[str]:
    """The forms that a message lists as examples."""
    return forms.replace(" or ", ", ").split(", ")


@pytest.mark.parametrize(
    ("forms", "read"),
    [(POSITION_FORMS, is_position), (FORMS, lambda text: parse_date(text, date(2026, 3, 2)))],
)
def test_every_form_that_a_message_names_is_read(forms: str, read: Callable[[str], object]) -> None:
    for form in named(forms):
        assert read(form), form
