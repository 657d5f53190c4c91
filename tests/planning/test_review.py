"""An ended loan looked back on: its fifths, its finish, its minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format, Loan, Outcome
from readtrack.planning.review import by_fifths, reading_of, readings, review
from tests.planning.builders import DAY, LogLine, a_library, a_loan, on

FIRST = on("2026-03-02")


def ended(*log: LogLine, day: str = "2026-03-21", done: bool = False) -> Loan:
    """A book of 200 pages, to be finished by 21 March; its fifths are of 4.4 days."""
    loan = a_loan(1, length=200, due="2026-03-23", ended=day, log=log)
    reached = log[-1][1] if log else 0
    outcome = Outcome.FINISHED if done else Outcome.UNFINISHED
    return loan._replace(reached=reached, outcome=outcome)


@given(st.integers(1, 400))
def test_an_even_pace_is_even_in_every_fifth(days: int) -> None:
    parts = by_fifths(
        [(FIRST + n * DAY, 1.0) for n in range(days)], FIRST, FIRST + (days - 1) * DAY
    )
    assert parts == pytest.approx([days / 5] * 5)


def test_a_day_in_two_fifths_is_split_between_them() -> None:
    # Seven days make fifths of 1.4 days: the second day has 0.4 in the first, 0.6 in the second.
    parts = by_fifths([(FIRST + DAY, 10.0)], FIRST, FIRST + 6 * DAY)
    assert parts == pytest.approx((4, 6, 0, 0, 0))


@given(st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_lost_and_what_was_read_after_the_due_date_is_in_the_last_fifth(
    due: int, late: int
) -> None:
    parts = by_fifths([(FIRST + (due + late) * DAY, 1.0)], FIRST, FIRST + due * DAY)
    assert sum(parts) == pytest.approx(1)
    assert parts[-1] == pytest.approx(1 if due >= 4 else (due + 1) / 5)


@given(st.integers(1, 60), st.lists(st.integers(0, 200), min_size=1, max_size=12))
def test_the_fifths_do_not_depend_on_the_day_a_book_went_back(later: int, pages: list[int]) -> None:
    lines: list[LogLine] = [(str(FIRST + n * DAY), float(at)) for n, at in enumerate(sorted(pages))]
    at_once = ended(*lines, day=lines[-1][0])
    kept_on = at_once._replace(ended=on(lines[-1][0]) + later * DAY)
    first, second = (review(loan, reading_of(loan, []), a_library()) for loan in (at_once, kept_on))
    assert first.fifths == second.fifths


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 200)), max_size=12), st.booleans())
def test_the_fifths_and_what_is_unlogged_make_the_whole(
    log: list[tuple[int, int]], done: bool
) -> None:
    lines: list[LogLine] = [(str(FIRST + n * DAY), float(at)) for n, at in sorted(log)]
    loan = ended(*lines, done=done)
    report = review(loan, reading_of(loan, []), a_library())
    assert all(part >= 0 for part in (*report.fifths, report.unlogged))
    total = sum(report.fifths) + report.unlogged
    read_in_it = any(at for _, at in log) and readings(loan, reading_of(loan, []))
    assert total == pytest.approx(100 if read_in_it or done else 0)


def test_a_finished_book_is_looked_back_on() -> None:
    loan = ended(("2026-03-05", 50, 70), ("2026-03-10", 90), ("2026-03-19", 180, 120), done=True)
    report = review(loan, reading_of(loan, []), a_library(past=[loan]))
    assert (report.goal, report.finished, report.days_late) == (
        on("2026-03-21"),
        on("2026-03-21"),
        0,
    )
    # Fifths of 4.4 days: 10 March ends 0.2 days into the third, 19 March 0.4 days into the last.
    assert report.fifths == pytest.approx((25, 16, 4, 27, 18))
    assert report.unlogged == pytest.approx(10)
    assert report.crammed == pytest.approx(18)
    assert report.minutes_logged == 190
    # 140 timed pages took 190 minutes, shrunk twice to 1.3 a page by 50 pages.
    own = (50 * 1.3 + 190) / 190
    assert report.minutes_estimated == pytest.approx(40 * (50 * own + 190) / 190)
    assert (report.place, report.percent) == (200, 100)
    assert report.rate.per_calendar_day == pytest.approx(180 / 20)
    assert report.rate.per_reading_day == pytest.approx(180 / 3)
    assert (report.rate.days, report.rate.reading_days) == (20, 3)


def test_the_day_of_finishing_is_the_one_on_which_the_end_was_reached() -> None:
    early = ended(("2026-03-15", 200), done=True)
    report = review(early, reading_of(early, []), a_library())
    assert (report.finished, report.days_late) == (on("2026-03-15"), -6)
    taken_back = ended(("2026-03-15", 200), ("2026-03-16", 150), ("2026-03-20", 200), done=True)
    report = review(taken_back, reading_of(taken_back, []), a_library())
    assert report.finished == on("2026-03-20")


def test_an_unfinished_book_keeps_its_place_and_is_measured_to_its_end() -> None:
    loan = ended(("2026-03-20", 80), day="2026-03-23")
    report = review(loan, reading_of(loan, []), a_library())
    assert (report.finished, report.days_late) == (None, 2)
    assert (report.place, report.percent, report.unlogged) == (80, 40, 0)


def test_a_step_back_is_taken_off_what_was_read_last() -> None:
    loan = ended(("2026-03-03", 40), ("2026-03-19", 140), ("2026-03-20", 60), ("2026-03-21", 80))
    report = review(loan, reading_of(loan, []), a_library())
    # What is left of 19 March are 20 pages: three fifths of that day are in the fourth fifth.
    assert report.fifths == pytest.approx((50, 0, 0, 15, 35))


def test_what_was_read_in_another_edition_meanwhile_counts() -> None:
    read = ended(("2026-03-04", 100))
    heard = a_loan(
        2, book=1, kind=Format.AUDIOBOOK, length=36_000, due="2026-04-06",
        log=[("2026-03-20", 27_000), ("2026-03-25", 36_000)],
    )  # fmt: skip
    report = review(read, reading_of(read, [read, heard]), a_library())
    assert report.fifths == pytest.approx((100 * 2 / 3, 0, 0, 0, 100 / 3))
    assert report.rate.per_calendar_day == pytest.approx(150 / 20)


def test_an_edition_in_which_nothing_was_read_has_no_pace() -> None:
    unread = ended(done=True)
    heard = a_loan(2, book=1, kind=Format.AUDIOBOOK, length=36_000, log=[("2026-03-20", 36_000)])
    report = review(unread, reading_of(unread, [unread, heard]), a_library())
    assert report.fifths == (0, 0, 0, 0, 0)
    assert report.finished == on("2026-03-20")


def test_an_earlier_loan_of_the_book_is_another_reading() -> None:
    earlier = ended(("2026-03-20", 200), done=True)._replace(id=3)
    again = a_loan(
        4, book=1, length=200, out="2026-03-21", due="2026-04-11", ended="2026-04-11",
        log=[("2026-03-22", 100)],
    )  # fmt: skip
    report = review(again, reading_of(again, [earlier, again]), a_library())
    assert report.fifths == pytest.approx((100, 0, 0, 0, 0))
