"""The library on the morning of a past day."""

from hypothesis import given
from hypothesis import strategies as st

from readtrack.model import Format
from readtrack.planning.earlier import as_of
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    before,
    on,
)


def test_a_past_morning_has_what_was_out_then_and_was_read_before() -> None:
    gone = a_loan(1, out="2026-03-02", ended="2026-03-09", log=[("2026-03-05", 40)])
    ended_that_day = a_loan(2, out="2026-03-02", ended="2026-03-10", log=[("2026-03-10", 30)])
    still = a_loan(3, out="2026-03-10", due="2026-03-31", log=[("2026-03-12", 50)])
    later = a_loan(4, out="2026-03-11", due="2026-04-01")
    library = a_library(still, later, past=[ended_that_day, gone])
    then = as_of(library, on("2026-03-10"))
    assert [title.book.id for title in then.titles] == [2, 3]
    assert [loan.ended for loan in then.loans] == [None, None]
    assert [loan.entries for loan in then.loans] == [(), ()]
    assert [loan.id for loan in then.past] == [1]


def test_a_past_morning_keeps_the_other_edition_beside_the_one_that_was_out() -> None:
    heard = a_loan(
        1, book=9, kind=Format.AUDIOBOOK, length=3600, ended="2026-03-05",
        log=[("2026-03-04", 900)],
    )  # fmt: skip
    read = a_loan(2, book=9, length=400, due="2026-04-06")
    library = a_library(a_title(read, companions=[heard]), past=[heard])
    (title,) = as_of(library, on("2026-03-08")).titles
    assert title.position(title.loans[0]) == 100
    (title,) = as_of(library, on("2026-03-04")).titles
    assert len(title.loans) == 2
    assert title.fraction == 0


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 459)), max_size=6), st.booleans())
def test_this_morning_is_the_past_morning_of_today(
    log: list[tuple[int, int]], routine: bool
) -> None:
    lines = [(str(on("2026-03-02") + n * DAY), float(at)) for n, at in sorted(log)]
    library = a_library(
        a_loan(1, due="2026-04-10", log=lines), a_loan(2, due="2026-04-06"),
        routines=[a_routine(60)] if routine else [],
    )  # fmt: skip
    day = on("2026-03-20")
    past = a_situation(library, "2026-03-30").as_of(day).work
    today = a_situation(before(library, day + DAY), day).morning.work
    assert sorted(past.demands) == sorted(today.demands)
    assert past.rooms() == today.rooms()
