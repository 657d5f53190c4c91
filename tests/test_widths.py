"""Texts measured, cut and wrapped by the columns that a terminal gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from readtrack.render.widths import columns_of, cut, wrapped

SAMPLES = (
    "Emma", "数学ガール", "三体 — Three", "كتاب الليل", "كِتَاب", "💥", "👩‍👩‍👧", "❤️", "👋🏽",
    "🇩🇪", "한국어", "ｶﾞ", "é", "e\u0301",
    "नमस्ते", "שלום", "— “quoted”", "１２", " ", "A-z",
)  # fmt: skip
texts = st.lists(st.sampled_from(SAMPLES), max_size=9).map(" ".join)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_text_is_as_wide_as_rich_takes_it_to_be(sample: str) -> None:
    assert columns_of(sample) == cell_len(sample)


@given(texts, st.integers(1, 60))
def test_what_is_cut_fits_and_begins_like_the_text(text: str, room: int) -> None:
    shorter = cut(text, room)
    assert columns_of(shorter) <= room
    assert shorter == text or (shorter.endswith("…") and text.startswith(shorter[:-1]))
    assert (shorter == text) == (columns_of(text) <= room)


@given(texts, st.integers(6, 60))
def test_what_is_wrapped_fits_and_loses_nothing(text: str, room: int) -> None:
    lines = wrapped(text, room, "", "  ")
    assert all(columns_of(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("room", range(20, 60))
def test_dates_and_amounts_are_not_broken(room: int) -> None:
    whole = ["Sun 15 Mar 2027", "at 14:05", "5 h 42 min", "p. 120 → 208", "12 pages", "1 day"]
    for title in ("Emma", "数学ガール"):
        text = f"{title} is due on {', then in '.join(whole)}."
        lines = wrapped(text, room, "", "  ")
        assert all(any(each in line for line in lines) for each in whole if len(each) < room - 8)
        assert " ".join(" ".join(lines).split()) == text
