"""The reader's speed: which entries say something of it, and what was read on a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format, Loan
from readtrack.planning.speed import Speeds, minutes_on
from tests.planning.builders import LogLine, a_library, a_loan, a_title, on

AUDIO = Format.AUDIOBOOK


def a_book(*entries: tuple[int, int], loan_id: int = 1) -> Loan:
    """A book read in entries of so many pages in so many minutes."""
    at, log = 0, list[LogLine]()
    for day, (pages, minutes) in enumerate(entries, 3):
        at += pages
        log.append((f"2026-03-{day:02}", at, minutes))
    return a_loan(loan_id, length=2000, log=log)


def own(*loans: Loan, timed: tuple[tuple[float, int], ...] = ()) -> float:
    """The reader's minutes a page."""
    library = a_library(*loans)._replace(timed=timed)
    return Speeds(library).own


def shrunk(pages: float, minutes: float) -> float:
    return (50 * 1.3 + minutes) / (50 + pages)


# Slips


@pytest.mark.parametrize(
    ("pages", "minutes", "counts"),
    [
        (40, 300, False),  # 7.5 minutes a page is more than four times 1.3
        (40, 9, False),  # faster than anybody reads
        (40, 12, False),  # and 0.3 is less than a quarter of 1.3
        (40, 13, True),
        (40, 208, True),
        (40, 209, False),
    ],
)
def test_an_entry_of_a_new_reader_is_judged_by_the_usual_speed(
    pages: int, minutes: int, counts: bool
) -> None:
    slip = a_book((pages, minutes))
    assert own(slip) == pytest.approx(shrunk(pages, minutes) if counts else 1.3)
    assert a_library(slip).titles[0].position(slip) == pages  # it is progress all the same


@given(st.integers(1, 500), st.integers(0, 5000), st.lists(st.integers(20, 200), max_size=8))
def test_a_speed_nobody_reads_at_never_counts(pages: int, minutes: int, others: list[int]) -> None:
    usual = [(100, each) for each in others]
    found = own(a_book(*usual, (pages, minutes)))
    if not 0.25 <= minutes / pages <= 10:
        assert found == own(a_book(*usual))


@pytest.mark.parametrize(
    ("minutes_a_page", "slip", "counts"),
    [
        (4, 1.01, True),
        (4, 0.99, False),
        (2, 7.9, True),
        (2, 8.1, False),
        (2.5, 9.9, True),
        (2.5, 10.1, False),
        (0.5, 1.9, True),
        (0.5, 2.1, False),
    ],
)
def test_an_outlier_is_judged_by_the_other_five(
    minutes_a_page: float, slip: float, counts: bool
) -> None:
    usual = [(100, round(100 * minutes_a_page))] * 5
    entry = (100, round(100 * slip))
    pages, minutes = 500 + 100 * counts, 500 * minutes_a_page + 100 * slip * counts
    assert own(a_book(*usual, entry)) == pytest.approx(shrunk(pages, minutes))


def test_with_fewer_than_five_others_the_usual_speed_judges() -> None:
    """Four entries of a slow reader do not yet make 0.3 minutes a page less unlikely, nor more."""
    assert own(a_book(*[(100, 400)] * 4, (100, 50))) == pytest.approx(shrunk(500, 1650))
    assert own(a_book(*[(100, 400)] * 5, (100, 50))) == pytest.approx(shrunk(500, 2000))
    assert own(a_book(*[(100, 600)] * 5)) == pytest.approx(1.3)
    assert own(a_book(*[(100, 600)] * 6)) == pytest.approx(shrunk(600, 3600))


def test_all_of_the_readers_books_judge_an_entry() -> None:
    books = [a_book((100, 400), loan_id=n) for n in range(1, 6)]
    slip = a_book((100, 60), loan_id=9)
    assert own(*books, slip) == pytest.approx(shrunk(500, 2000))
    assert own(slip, timed=((100, 400),) * 5) == pytest.approx(shrunk(500, 2000))


def test_one_wrong_entry_does_not_turn_the_advice_round() -> None:
    slip = a_book((40, 300))
    speeds = Speeds(a_library(slip))
    assert speeds.minutes_per_page(slip) == pytest.approx(1.3)
    assert speeds.timed(slip) == []


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.integers(20, 200), st.booleans())
def test_sittings_at_an_unchanged_place_count_for_the_pages_that_follow(
    parts: list[int], pages: int, days: bool
) -> None:
    """However one stretch is cut into sittings, and whether the place is said after each."""
    whole = a_loan(length=2000, log=[("2026-03-09", pages, sum(parts))])
    dates = [f"2026-03-{3 + n if days else 9:02}" for n in range(len(parts))]
    cut = [(day, 0, minutes) for day, minutes in zip(dates, parts, strict=True)]
    split = a_loan(length=2000, log=[*cut[:-1], (dates[-1], pages, parts[-1])])
    assert own(split) == own(whole)


def test_minutes_that_no_pages_follow_leave_the_speed_alone() -> None:
    lines: list[LogLine] = [("2026-03-03", 100, 130), ("2026-03-04", 100, 50)]
    assert own(a_loan(length=2000, log=lines)) == own(a_loan(length=2000, log=lines[:1]))
    untimed = a_loan(length=2000, log=[*lines, ("2026-03-05", 140), ("2026-03-06", 180, 60)])
    assert own(untimed) == pytest.approx(shrunk(140, 190))


def test_a_place_left_unchanged_in_another_edition_takes_no_pages() -> None:
    """It is rounded to the pages of that edition: 33 % of the audio is page 132 of 401."""
    audio = a_loan(1, book=1, kind=AUDIO, length=40_000, log=[("2026-03-03", 13_200)])
    text = a_loan(2, book=1, length=401, log=[("2026-03-04", 132, 30), ("2026-03-05", 152, 30)])
    assert Speeds(a_library(a_title(audio, text))).own == pytest.approx(shrunk(20, 60), rel=1e-3)


def test_a_listener_says_nothing_of_the_speed_of_reading() -> None:
    heard = a_loan(kind=AUDIO, length=36_000, log=[("2026-03-03", 3_600, 90)])
    assert own(heard) == 1.3


# What was read on a day


def test_minutes_of_a_day_go_by_speed_whatever_was_logged() -> None:
    book = a_loan(length=400, log=[("2026-03-03", 50, 115), ("2026-03-04", 70)])
    library = a_library(book)
    speeds = Speeds(library)
    a_page = (50 * ((50 * 1.3 + 115) / 100) + 115) / 100
    assert minutes_on(library, speeds, on("2026-03-03")) == pytest.approx((50 * a_page, 0))
    assert minutes_on(library, speeds, on("2026-03-04")) == pytest.approx((20 * a_page, 0))


def read_on(*loans: Loan, day: str = "2026-03-03") -> tuple[float, float]:
    library = a_library(a_title(*loans))
    return minutes_on(library, Speeds(library), on(day))


def test_two_editions_of_one_title_are_read_on_from_each_other() -> None:
    text = a_loan(1, book=1, length=400, log=[("2026-03-03", 100)])
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000, log=[("2026-03-03", 22_000)])
    assert read_on(text, audio) == pytest.approx((130, 200))
    assert read_on(text, audio, day="2026-03-04") == (0, 0)


def test_a_book_that_was_begun_elsewhere_counts_from_where_the_loan_began() -> None:
    book = a_loan(length=400, start=100, log=[("2026-03-03", 110), ("2026-03-03", 105)])
    assert read_on(book) == pytest.approx((6.5, 0))


def test_ended_loans_count_by_themselves() -> None:
    past = a_loan(1, due="2026-03-04", ended="2026-03-04", log=[("2026-03-03", 100, 77)])
    library = a_library(past=[past])
    speeds = Speeds(library)
    read, heard = minutes_on(library, speeds, on("2026-03-03"))
    assert read == pytest.approx(100 * speeds.minutes_per_page(past))
    assert heard == 0
