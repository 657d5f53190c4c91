"""Minutes read, by day: as logged, else by speed."""

import pytest

from readtrack.model import Format
from readtrack.planning.speed import minutes_read, read_on
from tests.planning.builders import a_library, a_loan, a_title, on

AUDIO = Format.AUDIOBOOK


def test_minutes_are_those_logged_or_what_the_pages_take_at_this_books_speed() -> None:
    book = a_loan(length=400, log=[("2026-03-03", 50, 115), ("2026-03-04", 70), ("2026-03-05", 90)])
    readers_own = (50 * 1.3 + 115) / 100
    a_page = (50 * readers_own + 115) / 100
    found = minutes_read(a_library(book), on("2026-03-03"), on("2026-03-04"))
    assert found == {on("2026-03-03"): 115, on("2026-03-04"): pytest.approx(20 * a_page)}


def test_two_editions_of_one_title_are_read_on_from_each_other() -> None:
    text = a_loan(1, book=1, length=400, log=[("2026-03-03", 100)])
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000, log=[("2026-03-03", 22_000)])
    library = a_library(a_title(text, audio))
    day = on("2026-03-03")
    assert minutes_read(library, day, day) == {day: pytest.approx(130 + 12_000 / 60)}
    assert read_on(library, day) == pytest.approx((130, 200))
    assert read_on(library, on("2026-03-04")) == (0, 0)


def test_a_book_that_was_begun_elsewhere_counts_from_where_the_loan_began() -> None:
    book = a_loan(length=400, start=100, log=[("2026-03-03", 110), ("2026-03-03", 105)])
    assert read_on(a_library(book), on("2026-03-03")) == pytest.approx((6.5, 0))


def test_ended_loans_count_by_themselves() -> None:
    past = a_loan(1, due="2026-03-04", ended="2026-03-04", log=[("2026-03-03", 100, 77)])
    found = minutes_read(a_library(past=[past]), on("2026-03-01"), on("2026-03-31"))
    assert found == {on("2026-03-03"): 77}
