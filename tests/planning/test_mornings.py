"""The load of past mornings is that of the work that was left then, in the routine in full."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Library
from readtrack.model import Format, Kind
from readtrack.planning.mornings import full_mornings
from tests.planning.builders import (
    DAY,
    LogLine,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    before,
    days_away,
    on,
)

FIRST = on("2026-03-02")
TODAY = on("2026-03-30")
AUDIO = Format.AUDIOBOOK
ROUTINES = (a_routine(30), a_routine(40, kind=Kind.TEXT, days=range(5)))

logs = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 459)), max_size=5)


def lines(log: list[tuple[int, int]]) -> list[LogLine]:
    return [(str(FIRST + n * DAY), float(at)) for n, at in sorted(log)]


def load_on(library: Library, day: date, least: float = 0) -> float | None:
    """The load of a morning, and 0 where it is not one of the full ones."""
    return dict(full_mornings(a_situation(library, TODAY), [day], least)).get(day, 0.0)


@given(logs, logs, st.sampled_from([(), ROUTINES]), st.integers(1, 25))
def test_it_is_the_load_of_the_library_as_it_was(
    first: list[tuple[int, int]], second: list[tuple[int, int]], routines: tuple[()], after: int
) -> None:
    """Without minutes in the log speed is the same on all days."""
    day = FIRST + after * DAY
    loans = (
        a_loan(1, due="2026-04-10", log=lines(first)),
        a_loan(2, kind=AUDIO, length=20_000, due="2026-03-23", log=lines(second)),
        a_loan(3, book=1, kind=AUDIO, length=30_000, due="2026-04-20"),
    )
    library = a_library(
        a_title(loans[0], loans[2]), loans[1],
        routines=routines, away=[days_away("2026-03-08", "2026-03-09")],
    )  # fmt: skip
    today = a_situation(before(library, day), day)
    work = today.work._replace(table=today.full_table)
    level = work.problem().level() if work.demands else None
    expected = level.load if level else None if work.demands else 0.0
    assert load_on(library, day) == (None if expected is None else pytest.approx(expected))
    if expected is not None:
        assert load_on(library, day, 0.99 * expected) == pytest.approx(expected)
        assert load_on(library, day, 1.01 * expected) == 0


def test_a_loan_counts_from_its_check_out_through_the_day_it_ended() -> None:
    loan = a_loan(1, length=100, out="2026-03-05", due="2026-03-26", ended="2026-03-10")
    library = a_library(past=[loan], routines=[a_routine(65)])
    mornings = [on(f"2026-03-{day:02}") for day in (4, 5, 10, 11)]
    # 130 minutes through 24 March: in 20 days, or in 15.
    assert dict(full_mornings(a_situation(library, TODAY), mornings, 0)) == {
        on("2026-03-05"): pytest.approx(0.1),
        on("2026-03-10"): pytest.approx(130 / 975),
    }


def test_what_was_read_in_an_edition_that_ended_counts_for_the_one_still_out() -> None:
    read = a_loan(1, book=7, length=100, ended="2026-03-06", log=[("2026-03-05", 50)])
    heard = a_loan(2, book=7, kind=AUDIO, length=6000, due="2026-03-23")
    library = a_library(a_title(heard, companions=[read]), past=[read], routines=[a_routine(50)])
    # 50 minutes to hear are left of 100, through 21 March.
    assert load_on(library, on("2026-03-07")) == pytest.approx(50 / (15 * 50))


def test_a_book_without_any_time_for_it_has_no_load() -> None:
    heard = a_loan(1, kind=AUDIO, length=6000)
    library = a_library(heard, routines=[a_routine(60, kind=Kind.TEXT)])
    assert load_on(library, FIRST) is None


def test_a_finished_book_asks_nothing() -> None:
    library = a_library(a_loan(1, length=100, log=[("2026-03-05", 100)]), routines=[a_routine(65)])
    assert load_on(library, on("2026-03-06")) == 0
    assert list(full_mornings(a_situation(library, TODAY), [], 0)) == []
