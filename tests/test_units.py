"""Lengths and positions: what can be typed, what is printed, and that the one reads the other."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.limits import LONGEST
from readtrack.units import (
    amount_text,
    audio_length,
    clock,
    is_roman,
    length_text,
    page_count,
    parse_position,
    position_text,
    precise_clock,
    seconds,
    short_amount,
    written_unit,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:57", 28_620),
        ("7:57:30", 28_650),
        ("0:00", 0),
        ("16:42", 60_120),
        ("120:05", 432_300),
        ("3h20m", 12_000),
        ("3H 20M", 12_000),
        ("3h", 10_800),
        ("90m", 5400),
        ("90min", 5400),
        ("45s", 45),
        ("1h0m1s", 3601),
        (" 7:57 ", 28_620),
        ("7:60", None),
        ("7:5", None),
        ("7:57:60", None),
        ("7", None),
        ("", None),
        ("h", None),
        ("m20", None),
        ("-3:20", None),
        ("3:20pm", None),
        ("٣:٢٠", None),
        ("20m3h", None),
    ],
)
def test_a_time_of_audio_is_read_or_is_none(text: str, expected: int | None) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("pages", [1, 459, 20_000])
def test_a_possible_page_count_is_taken(pages: int) -> None:
    assert page_count(pages) == pages


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
    ],
)
def test_a_position_is_read_in_any_unit(
    text: str, unit: str, length: int, here: float, position: float
) -> None:
    assert parse_position(text, unit, length, here) == position


@pytest.mark.parametrize(
    ("text", "unit", "length", "here"),
    [
        ("460", "pages", 459, 0),
        ("+1", "pages", 459, 459),
        ("101%", "pages", 459, 0),
        ("999999999999%", "percent", 100, 0),
        ("-5", "pages", 459, 10),
        ("+-5", "pages", 459, 10),
        ("1e3", "pages", 20_000, 0),
        ("nan", "pages", 459, 0),
        ("inf%", "pages", 459, 0),
        ("", "pages", 459, 0),
        ("%", "pages", 459, 0),
        ("+", "pages", 459, 0),
        ("3:20", "pages", 459, 0),
        ("3:20", "percent", 100, 0),
        ("120", "seconds", 28_620, 0),
        ("8:00", "seconds", 28_620, 0),
        ("xviii", "seconds", 28_620, 0),
        ("iiii", "pages", 459, 0),
    ],
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
