"""The pages of the last eight weeks, which say how often a new book can be borrowed."""

import pytest

from readtrack.library import Library
from readtrack.model import AUDIO_MINUTES_PER_PAGE, Format, Loan, Outcome, Unit
from readtrack.planning.carrying import pages_by_day, too_early
from tests.planning.builders import a_library, a_loan, a_title, days_away, on

TODAY = on("2026-03-30")
AUDIO = Format.AUDIOBOOK


def by_day(library: Library) -> list[float]:
    return list(pages_by_day(library, TODAY).values())


def finished(loan: Loan) -> Loan:
    return loan._replace(outcome=Outcome.FINISHED)


# Too early to say


@pytest.mark.parametrize(
    ("pages", "early"),
    [
        ([], True),
        ([100.0] * 6, True),
        ([100.0] * 7, False),
        ([0.0] * 54 + [200, 200], True),
        ([0.0] * 53 + [1, 200, 200], False),
    ],
)
def test_with_few_days_or_little_reading_it_is_too_early_to_say(
    pages: list[float], early: bool
) -> None:
    assert too_early(pages) is early


# Pages by day


def test_the_weeks_begin_with_the_first_check_out_and_end_yesterday() -> None:
    log = [("2026-03-20", 40), ("2026-03-29", 100), ("2026-03-30", 200)]
    loan = a_loan(1, length=400, out="2026-03-20", due="2026-04-10", log=log)
    assert by_day(a_library(loan)) == pytest.approx([40, *[0] * 8, 60])
    older = a_loan(2, out="2026-01-01", ended="2026-01-20")
    pages = by_day(a_library(loan, past=[older]))
    assert len(pages) == 56
    assert sum(pages) == pytest.approx(100)
    assert by_day(a_library()) == []


def test_days_away_are_left_out_unless_something_was_read_on_them() -> None:
    loan = a_loan(1, length=400, out="2026-03-20", due="2026-04-10", log=[("2026-03-22", 40)])
    library = a_library(loan, away=[days_away("2026-03-21", "2026-03-27")])
    assert by_day(library) == pytest.approx([0, 40, 0, 0])


def test_audio_and_percent_count_as_pages() -> None:
    heard = a_loan(
        1, kind=AUDIO, length=36_000, out="2026-03-28", due="2026-04-10",
        log=[("2026-03-28", 3600)],
    )  # fmt: skip
    part = a_loan(
        2, unit=Unit.PERCENT, length=100, out="2026-03-28", due="2026-04-10",
        log=[("2026-03-29", 10)],
    )  # fmt: skip
    pages = by_day(a_library(heard, part))
    assert pages == pytest.approx([60 / AUDIO_MINUTES_PER_PAGE, 30])


def test_a_title_read_in_two_editions_is_read_once() -> None:
    read = a_loan(1, book=7, length=400, out="2026-03-02", log=[("2026-03-20", 200)])
    heard = a_loan(
        2, book=7, kind=AUDIO, length=36_000, out="2026-03-02", log=[("2026-03-25", 27_000)]
    )
    ended = [each._replace(ended=on("2026-03-28")) for each in (read, heard)]
    out = a_title(heard, companions=[ended[0]])
    for library in (
        a_library(a_title(read, heard)),
        a_library(out, past=ended[:1]),
        a_library(past=ended),
        a_library(past=ended[::-1]),
    ):
        assert sum(by_day(library)) == pytest.approx(300)


def test_what_was_finished_without_an_entry_counts_on_the_day_it_ended() -> None:
    loan = a_loan(1, length=400, out="2026-03-27", ended="2026-03-29", log=[("2026-03-28", 100)])
    assert by_day(a_library(past=[loan])) == pytest.approx([0, 100, 0])
    assert by_day(a_library(past=[finished(loan)])) == pytest.approx([0, 100, 300])


def test_a_title_borrowed_again_goes_on_where_it_was() -> None:
    first = a_loan(1, book=7, length=400, ended="2026-03-20", log=[("2026-03-10", 150)])
    again = a_loan(
        2, book=7, length=400, out="2026-03-20", due="2026-04-10", start=150,
        log=[("2026-03-25", 250)],
    )  # fmt: skip
    for library in (
        a_library(a_title(again, companions=[first]), past=[first]),
        a_library(a_title(again), past=[first]),
    ):
        assert sum(by_day(library)) == pytest.approx(250)
