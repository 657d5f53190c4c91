"""Follow-through, by living: readers who do all that is asked, or half of it, or have finished."""

from collections.abc import Sequence
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Asked, Library, Settings
from readtrack.model import Format, Kind, Loan, Unit
from readtrack.planning.situation import Situation
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    days_away,
    on,
)
from tests.planning.readers import Habit, all_of_it, every_other_day, half_of_it, mornings
from tests.slow import one_of

TODAY = on("2026-03-02")


@st.composite
def loans(draw: st.DrawFn, loan_id: int, book: int) -> Loan:
    kind = draw(st.sampled_from(Format))
    unit = draw(st.sampled_from([None, None, Unit.PERCENT]))
    length = 10 * draw(st.integers(2, 50)) * (90 if kind is Format.AUDIOBOOK else 1)
    return a_loan(
        loan_id,
        book=book,
        kind=kind,
        unit=unit,
        length=100 if unit else length,
        due=str(TODAY + draw(st.integers(1, 25)) * DAY),
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    titles = [
        a_title(
            *sorted(
                (draw(loans(2 * book + n, book)) for n in range(draw(st.sampled_from([1, 1, 2])))),
                key=lambda loan: loan.deadline,
            )
        )
        for book in range(1, draw(st.integers(1, 3)) + 1)
    ]
    first = TODAY + draw(st.integers(1, 15)) * DAY
    away = [days_away(str(first), str(first + draw(st.integers(0, 6)) * DAY))]
    return a_library(
        *sorted(titles, key=lambda title: title.loans[0].deadline),
        settings=Settings(
            buffer=draw(st.integers(0, 3)),
            rest_days=draw(st.sampled_from([frozenset[int](), frozenset({6}), frozenset({0, 3})])),
            reserve=draw(st.sampled_from([0, 20])),
        ),
        routines=[
            a_routine(
                draw(st.sampled_from([10, 20, 45, 60])),
                kind=draw(st.sampled_from(Kind)),
                days=draw(st.sampled_from([range(7), range(5), [0, 2, 4], [5, 6]])),
                name=f"block {n}",
            )
            for n in range(draw(st.integers(0, 3)))
        ],
        away=away if draw(st.booleans()) else (),
    )


def a_month(
    library: Library, habit: Habit = all_of_it, *, recorded: bool = True
) -> list[Situation]:
    """The mornings of four weeks, and of the day after them."""
    return list(islice(mornings(library, TODAY, habit, recorded=recorded), 29))


@given(libraries(), st.booleans())
@one_of(2)
def test_who_does_all_that_is_asked_has_kept_all_and_what_fitted_goes_on_fitting(
    library: Library, recorded: bool
) -> None:
    fitted = False
    for morning in a_month(library, recorded=recorded):
        assert morning.followed.ratio >= 0.999
        assert morning.followed.days_met == len(morning.followed.days)
        assert morning.fit.fits or not fitted
        fitted = morning.fit.fits


def test_a_title_read_in_both_editions_on_one_day_is_done_when_both_blocks_are() -> None:
    """The audiobook takes twice as long, and ten minutes a day are too few for the book alone."""
    title = a_title(
        a_loan(2, book=1, length=90, due="2026-03-08"),
        a_loan(3, book=1, kind=Format.AUDIOBOOK, length=15_300, due="2026-03-08"),
    )
    routines = [a_routine(60, kind=Kind.AUDIO, name="drive"), a_routine(10, kind=Kind.TEXT)]
    first, second = islice(mornings(a_library(title, routines=routines), TODAY), 2)
    assert first.first_day is not None
    assert {block.loan for block in first.first_day.blocks} == {2, 3}
    assert second.followed.ratio == pytest.approx(1)


LONG = a_loan(length=900, due="2026-04-27")
"""Eight weeks of 21 minutes a day."""


@pytest.mark.parametrize("habit", [every_other_day, half_of_it])
@pytest.mark.parametrize("recorded", [True, False])
@pytest.mark.parametrize("routines", [[], [a_routine(25)], [a_routine(60)]])
def test_who_does_half_of_what_is_asked_comes_to_about_a_half(
    habit: Habit, recorded: bool, routines: Sequence[object]
) -> None:
    library = a_library(LONG)._replace(routines=tuple(routines))  # type: ignore[arg-type]
    last = a_month(library, habit, recorded=recorded)[-1]
    assert 0.4 <= last.followed.ratio <= 0.75


def test_who_finishes_early_and_keeps_the_book_has_all_of_their_minutes_two_weeks_later() -> None:
    """304 pages in four days, and then nothing was asked."""
    book = a_loan(length=304, log=[(f"2026-03-0{n}", 76 * (n - 1)) for n in range(2, 6)])
    library = a_library(book, routines=[a_routine(60)])
    assert a_situation(library, "2026-03-19").capacity.minutes_today >= 57


def asked_days(asked: Sequence[Asked]) -> list[date]:
    return [each.day for each in asked if each.titles]


def test_days_that_ask_nothing_are_recorded_as_such_and_do_not_count() -> None:
    library = a_library(
        a_loan(length=100, due="2026-03-20"),
        settings=Settings(rest_days=frozenset({6}), buffer=0),
        routines=[a_routine(30)],
        away=[days_away("2026-03-04", "2026-03-05")],
    )
    *_, then = a_month(library)
    gone = {on("2026-03-04"), on("2026-03-05"), on("2026-03-08"), on("2026-03-15")}
    days = asked_days(then.library.asked)
    assert days == [day for day in (TODAY + n * DAY for n in range(19)) if day not in gone]
    assert [day for day, _, _ in then.followed.days] == days
    assert len(then.library.asked) == 28


def test_a_day_on_which_the_program_was_not_run_is_worked_out_as_it_would_have_been() -> None:
    """Where nothing but the log has changed since, and nothing was missed before."""
    library = a_library(a_loan(length=300), a_loan(2, length=200, due="2026-03-15"))
    *_, noted = islice(mornings(library, TODAY), 10)
    *_, quiet = islice(mornings(library, TODAY, recorded=False), 10)
    for one, other in zip(noted.followed.days, quiet.followed.days, strict=True):
        assert one[0] == other[0]
        assert one[1:] == pytest.approx(other[1:])


def test_reading_today_does_not_change_how_much_time_there_is_today() -> None:
    book = a_loan(length=300, log=[("2026-03-03", 5)])
    morning = a_situation(a_library(book, routines=[a_routine(30)]), "2026-03-06")
    read = a_loan(length=300, log=[("2026-03-03", 5), ("2026-03-06", 90)])
    evening = a_situation(a_library(read, routines=[a_routine(30)]), "2026-03-06")
    assert evening.followed == morning.followed
    assert evening.asked_today == morning.asked_today
