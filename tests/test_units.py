"""Lengths and positions: what can be typed, what is printed, and that the one reads the other."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.durations import audio_length, minutes_of_a_day, seconds
from readtrack.errors import UsageError
from readtrack.limits import LONGEST
from readtrack.positions import is_roman, parse_pages, parse_position, written_unit
from readtrack.units import (
    amount_text,
    clock,
    length_text,
    page_count,
    position_text,
    precise_clock,
    short_amount,
)
from tests.cases import cases


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        {
            28_620: "7:57 /  7:57 ",
            28_650: "7:57:30",
            0: "0:00",
            60_120: "16:42",
            432_300: "120:05",
            12_000: "3h20m / 3H 20M",
            10_800: "3h",
            5400: "90m / 90min / 1½ h / 1h30 / 1 h 30 / 1 hour & 30 mins / 90 minutes / pt1.5h"
            " / 1:30 h",
            45: "45s",
            3601: "1h0m1s",
            9000: "2.5h / 2,5 h",
            4500: "1.25 hours",
            2700: "0,75 Std.",
            1800: "½ hour / about 30 minutes / half an hour / eine halbe Stunde",
            39_420: "10h57 / 10:57:00 / 10 hrs and 57 mins / 10 hours, 57 minutes"
            " / 10 Std. 57 Min. / 10 Stunden und 57 Minuten",
            37_020: "PT10H17M",
            93_600: "P1DT2H",
            86_400: "P1D",
            1431: "0:23:51.5",
            46_980: "~13:03",
            3600: "an hour",
            8400: "two hours and twenty minutes",
            7200: "zwei Stunden / Two Hours",
            None: "two hours 20 / p25 / 2,5 / 1.234h / days / P / 7:60 / 7:5 / 7:57:60 / 7 /  / h"
            " / m20 / -3:20 / 3:20pm / ٣:٢٠ / 20m3h",
        }
    ),
)
def test_a_time_of_audio_is_read_or_is_none(text: str, expected: int | None) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.30 h", "1:30 or 1:18"),
        ("1.50 hours", "1:50 or 1:30"),
        ("1,204 min", "1204 min or 1.20 min"),
        ("1.204 min", "1204 min or 1.20 min"),
    ],
)
def test_a_time_that_can_be_read_two_ways_is_refused_with_both(text: str, readings: str) -> None:
    for read in (audio_length, minutes_of_a_day, a_time_of_audio):
        with pytest.raises(UsageError) as refused:
            read(text)
        assert "can be read two ways." in refused.value.what
        assert refused.value.remedy == f"{readings}: write the one you mean."


def a_time_of_audio(text: str) -> float:
    return parse_position(text, "seconds", 400_000)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("35", 35),
        ("35,4", 35),
        ("~30 minutes", 30),
        ("about 30 minutes", 30),
        ("1:10", 70),
        ("1 h 10 min", 70),
        ("1,5 h", 90),
        ("half an hour", 30),
        ("24 h", 1440),
        ("1440", 1440),
    ],
)
def test_minutes_of_a_day_are_read_in_any_form_of_a_duration(text: str, minutes: int) -> None:
    assert minutes_of_a_day(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "0.4", "1441", "24:01", "-5", "soon", "1,204", "p. 5"])
def test_what_is_no_minutes_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        minutes_of_a_day(text)


@pytest.mark.parametrize("pages", [1, 459, 20_000])
def test_a_possible_page_count_is_taken(pages: int) -> None:
    assert page_count(pages) == pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("459", 459),
        ("459 pages", 459),
        ("p. 459", 459),
        ("459 Seiten", 459),
        ("1,204", 1204),
        ("1.204 pages", 1204),
        ("~300 p.", 300),
        ("0", 0),
    ],
)
def test_a_number_of_pages_is_read_from_words(text: str, pages: int) -> None:
    assert parse_pages(text) == pages


@pytest.mark.parametrize("text", ["", "many", "-3", "3.5", "1e3", "7:57", "45%", "25 of 38", "xii"])
def test_what_is_no_number_of_pages_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_pages(text)


@pytest.mark.parametrize("pages", [0, -1, 20_001, 10**30])
def test_no_book_has_no_pages_or_too_many(pages: int) -> None:
    with pytest.raises(UsageError):
        page_count(pages)


@pytest.mark.parametrize(
    ("text", "length"), [("7:57", 28_620), ("200:00", 720_000), ("1s", 1), ("16h42m", 60_120)]
)
def test_a_possible_length_of_audio_is_taken(text: str, length: int) -> None:
    assert audio_length(text) == length


@pytest.mark.parametrize("text", ["0:00", "0h", "200:01", "9999:00", "7", "long", "", "-1:00"])
def test_an_impossible_length_of_audio_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        audio_length(text)


@pytest.mark.parametrize(
    ("text", "unit", "length", "here", "position"),
    [
        ("120", "pages", 459, 0, 120),
        ("p. 120", "pages", 459, 0, 120),
        ("p.120", "pages", 459, 0, 120),
        ("120p", "pages", 459, 0, 120),
        ("+20", "pages", 459, 100, 120),
        ("+ 20", "pages", 459, 100, 120),
        ("0", "pages", 459, 100, 0),
        ("459", "pages", 459, 0, 459),
        ("end", "pages", 459, 3, 459),
        ("END", "seconds", 28_620, 3, 28_620),
        ("100%", "pages", 459, 0, 459),
        ("45%", "pages", 459, 0, 207),
        ("45 %", "seconds", 28_620, 0, 12_879),
        ("+10%", "pages", 300, 30, 60),
        ("xviii", "pages", 459, 0, 0),
        ("XVIII", "pages", 459, 0, 0),
        ("3:20", "seconds", 28_620, 0, 12_000),
        ("3h20m", "seconds", 28_620, 0, 12_000),
        ("+0:30", "seconds", 28_620, 12_000, 13_800),
        ("45%", "percent", 100, 0, 45),
        ("45", "percent", 100, 0, 45),
        ("33.333%", "percent", 100, 0, 33.33),
        ("+5", "percent", 100, 40.5, 45.5),
        ("12,5%", "percent", 100, 0, 12.5),
        ("12,5 %", "pages", 400, 0, 50),
        ("12,5", "percent", 100, 0, 12.5),
        ("25 percent", "pages", 400, 0, 100),
        ("25 Prozent", "pages", 400, 0, 100),
        ("25pct", "pages", 400, 0, 100),
        ("Seite 25", "pages", 400, 0, 25),
        ("S.25", "pages", 400, 0, 25),
        ("pg 25", "pages", 400, 0, 25),
        ("pg. 25", "pages", 400, 0, 25),
        ("to page 25", "pages", 400, 0, 25),
        ("bis Seite 25", "pages", 400, 0, 25),
        ("pages 25", "pages", 400, 0, 25),
        ("p. 1,204", "pages", 2000, 0, 1204),
        ("1.204", "pages", 2000, 0, 1204),
        ("25/380", "pages", 380, 0, 25),
        ("25 / 380", "pages", 380, 0, 25),
        ("25 of 380", "pages", 380, 0, 25),
        ("25 out of 380", "pages", 380, 0, 25),
        ("S. 25 von 380", "pages", 380, 0, 25),
        ("page 25 of 380", "pages", 760, 0, 50),
        ("p. 120 of 459 (26%)", "pages", 459, 0, 120),
        ("0 of 380", "pages", 380, 5, 0),
        ("25 of 380 pages", "pages", 380, 0, 25),
        ("25 of 100", "seconds", 28_620, 0, 7155),
        ("3:20 of 7:57 (41%)", "seconds", 28_640, 0, 12_000),
        ("3:20 / 7:57", "pages", 477, 0, 200),
        ("p. 40 → 64", "pages", 459, 40, 64),
        ("0:30 → 1:00", "seconds", 28_620, 1800, 3600),
        ("~p. 120", "pages", 459, 0, 120),
        ("+12 pages", "pages", 459, 100, 112),
        ("+12 p.", "pages", 459, 100, 112),
        ("+0:24 of audio", "seconds", 28_620, 3600, 5040),
        ("2,5 h", "seconds", 28_620, 0, 9000),
    ],
)
def test_a_position_is_read_in_any_unit(
    text: str, unit: str, length: int, here: float, position: float
) -> None:
    assert parse_position(text, unit, length, here) == position


@pytest.mark.parametrize(
    ("text", "unit", "length", "here"),
    cases(
        {
            ("pages", 459, 0): "460 / 101% / nan / inf% /  / % / + / 3:20 / iiii / 25 of 0"
            " / of 380 / 25 of / 25/3/80 / 45% of 50% / → 64 / 1,20,4",
            ("pages", 459, 459): "+1",
            ("percent", 100, 0): "999999999999% / 3:20 / p. 25",
            ("pages", 459, 10): "-5 / +-5",
            ("pages", 20_000, 0): "1e3",
            ("seconds", 28_620, 0): "120 / 8:00 / xviii / p. 25",
        }
    ),
)
def test_what_is_no_position_in_this_edition_is_refused(
    text: str, unit: str, length: int, here: float
) -> None:
    with pytest.raises(UsageError) as refused:
        parse_position(text, unit, length, here)
    assert refused.value.remedy


shapes = st.one_of(
    st.tuples(st.just("pages"), st.integers(1, 20_000)),
    st.tuples(st.just("seconds"), st.integers(1, 720_000)),
    st.tuples(st.just("percent"), st.just(100)),
)
near_positions = st.text(alphabet="+-p.:%0123456789hmsxvi end٣", max_size=9)


@given(st.text(max_size=30) | near_positions, shapes, st.floats(0, 1))
def test_any_text_is_a_position_within_the_book_or_a_plain_refusal(
    text: str, shape: tuple[str, int], share: float
) -> None:
    unit, length = shape
    try:
        position = parse_position(text, unit, length, length * share)
    except UsageError:
        return
    assert 0 <= position <= length


@given(st.text(max_size=30) | near_positions)
def test_any_text_is_a_length_of_audio_or_a_plain_refusal(text: str) -> None:
    assert written_unit(text) in {"any", "pages", "seconds"}
    with suppress(UsageError):
        assert 1 <= audio_length(text) <= 720_000


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_a_page_that_is_printed_can_be_typed_back(shape: tuple[int, int]) -> None:
    length, page = shape
    assert parse_position(position_text("pages", page), "pages", length) == page


@given(st.integers(1, 720_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_a_time_that_is_printed_can_be_typed_back_to_the_nearest_minute(
    shape: tuple[int, int],
) -> None:
    length, at = shape
    assert abs(parse_position(position_text("seconds", at), "seconds", length) - at) <= 30


@given(st.integers(0, 12_000))
def test_whole_minutes_survive_printing_and_reading(minutes: int) -> None:
    assert seconds(clock(minutes * 60)) == minutes * 60


@given(st.integers(0, 720_000))
def test_a_precise_clock_loses_nothing(total: int) -> None:
    assert seconds(precise_clock(total)) == total


@given(st.integers(0, 1000))
def test_percent_that_is_printed_can_be_typed_back(tenths: int) -> None:
    text = position_text("percent", tenths / 10)
    assert parse_position(text, "percent", 100) == tenths / 10


@pytest.mark.parametrize(
    ("unit", "amount", "long", "short"),
    [
        ("pages", 12, "12 pages", "12 p."),
        ("pages", 1, "1 page", "1 p."),
        ("pages", 0, "0 pages", "0 p."),
        ("seconds", 1431, "0:24 of audio", "0:24"),
        ("percent", 5.0, "5%", "5%"),
        ("percent", 6.3, "6.3%", "6.3%"),
    ],
)
def test_amounts_are_said_in_the_readers_words(
    unit: str, amount: float, long: str, short: str
) -> None:
    assert (amount_text(unit, amount), short_amount(unit, amount)) == (long, short)


@pytest.mark.parametrize(
    ("unit", "length", "text"),
    [
        ("pages", 459, "459 pages"),
        ("seconds", 28_620, "7:57"),
        ("percent", 100, "length not known"),
    ],
)
def test_lengths_are_said_in_the_readers_words(unit: str, length: int, text: str) -> None:
    assert length_text(unit, length) == text


def test_a_day_of_the_example_audiobook_is_23_minutes_51() -> None:
    assert precise_clock(1431) == "0:23:51"


@pytest.mark.parametrize("text", ["i", "iv", "xviii", "XLII", "mcmxcix"])
def test_front_matter_is_numbered_in_roman(text: str) -> None:
    assert is_roman(text)


@pytest.mark.parametrize("text", ["", "iiii", "vx", "12", "end", "i v"])
def test_other_words_are_not_roman(text: str) -> None:
    assert not is_roman(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("120", "pages"),
        ("+20", "pages"),
        ("3:20", "seconds"),
        ("+20m", "seconds"),
        ("45%", "any"),
        ("end", "any"),
        ("+5%", "any"),
    ],
)
def test_a_position_says_which_edition_it_is_written_for(text: str, unit: str) -> None:
    assert written_unit(text) == unit


def test_no_length_is_longer_than_what_can_be_typed() -> None:
    assert seconds(clock(LONGEST["seconds"])) == LONGEST["seconds"]
