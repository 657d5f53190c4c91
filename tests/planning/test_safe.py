"""Safe dates, by living until then: what is read, and whether the book is a yes on that day."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readtrack.library import Asked, AskedTitle, Library, Settings, Wish
from readtrack.model import Book, Format, GateAnswer, Kind, Loan, Unit
from readtrack.planning.gate import decide
from readtrack.planning.safe import moved, safe_from, safe_in_full
from readtrack.planning.shelf import shelf
from readtrack.planning.situation import Situation
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    days_away,
    nothing_asked,
    on,
)
from tests.planning.readers import in_full, mornings
from tests.slow import one_of

TODAY = on("2026-03-02")

FAR = 60
"""Days that a reader is followed for."""


@dataclass(frozen=True)
class Choice:
    library: Library
    candidate: Loan


@st.composite
def loans(draw: st.DrawFn, loan_id: int, book: int) -> Loan:
    """A loan of any kind, that a few days of reading finish."""
    kind = draw(st.sampled_from(Format))
    unit = draw(st.sampled_from([None, None, Unit.PERCENT]))
    length = 10 * draw(st.integers(2, 40)) * (90 if kind is Format.AUDIOBOOK else 1)
    return a_loan(
        loan_id,
        book=book,
        kind=kind,
        unit=unit,
        length=100 if unit else length,
        out=str(TODAY - draw(st.integers(0, 3)) * DAY),
        due=str(TODAY + draw(st.integers(1, 25)) * DAY),
        due_time=None if kind is Format.PRINT else draw(st.sampled_from([None, "14:05"])),
    )


def slack_days(count: int) -> tuple[Asked, ...]:
    """Four recorded weeks with mornings at their end that asked of a book that was not read."""
    asked = (AskedTitle(999, 40, 40, 400),)
    return tuple(
        each._replace(titles=asked) if n >= 28 - count else each
        for n, each in enumerate(nothing_asked(TODAY))
    )


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """A desk that may not fit, for a reader who may have read less than was asked."""
    titles = [
        a_title(
            *sorted(
                (draw(loans(2 * book + n, book)) for n in range(draw(st.sampled_from([1, 1, 2])))),
                key=lambda loan: loan.deadline,
            )
        )
        for book in range(1, draw(st.integers(1, 3)) + 1)
    ]
    routines = [
        a_routine(
            draw(st.sampled_from([10, 20, 45, 60])),
            kind=draw(st.sampled_from(Kind)),
            days=draw(st.sampled_from([range(7), range(5), [0, 2, 4], [5, 6]])),
            name=f"block {n}",
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    first = TODAY + draw(st.integers(1, 15)) * DAY
    away = [days_away(str(first), str(first + draw(st.integers(0, 6)) * DAY))]
    library = a_library(
        *sorted(titles, key=lambda title: title.loans[0].deadline),
        settings=Settings(
            cap=draw(st.integers(2, 4)),
            buffer=draw(st.integers(0, 3)),
            rest_days=draw(st.sampled_from([frozenset[int](), frozenset({6})])),
            reserve=draw(st.sampled_from([0, 20])),
        ),
        routines=routines,
        away=away if draw(st.booleans()) else (),
        asked=slack_days(draw(st.sampled_from([0, 0, 5, 20]))),
        past=[a_loan(999, length=300, out="2026-01-05", due="2026-03-01", ended="2026-03-01")],
    )
    return Choice(library, draw(loans(0, 90))._replace(checked_out=TODAY))


@st.composite
def leisurely(draw: st.DrawFn) -> Choice:
    """A desk with time to spare, and a long book."""
    out = [
        a_loan(
            n,
            kind=draw(st.sampled_from([Format.PRINT, Format.EBOOK])),
            length=10 * draw(st.integers(5, 25)),
            due=str(TODAY + draw(st.integers(10, 30)) * DAY),
        )
        for n in range(1, draw(st.integers(1, 2)) + 1)
    ]
    days = draw(st.sampled_from([range(7), range(5)]))
    library = a_library(
        *sorted(out, key=lambda loan: loan.deadline),
        settings=Settings(cap=3),
        routines=[a_routine(45, days=days)] if draw(st.booleans()) else [],
        asked=slack_days(draw(st.sampled_from([0, 5]))),
        past=[a_loan(999, length=300, out="2026-01-05", due="2026-03-01", ended="2026-03-01")],
    )
    length = 10 * draw(st.integers(20, 60))
    due = TODAY + draw(st.integers(12, 25)) * DAY
    return Choice(library, a_loan(0, book=90, length=length, due=str(due)))


def answer(candidate: Loan, morning: Situation) -> GateAnswer:
    return decide(moved(candidate, morning.today), morning).decision


def lived(library: Library, day: date, *, full: bool = False) -> list[Situation]:
    """The mornings from today through `day`."""
    reading = mornings(library, TODAY, plan=in_full) if full else mornings(library, TODAY)
    return [next(reading) for _ in range((day - TODAY).days + 1)]


@given(choices())
@one_of(3)
def test_on_its_safe_date_a_book_is_a_yes_for_who_read_as_planned_and_not_the_day_before(
    choice: Choice,
) -> None:
    now = a_situation(choice.library, TODAY)
    assume(answer(choice.candidate, now) is not GateAnswer.YES)
    found = safe_from(choice.candidate, now)
    assume(found is None or (found - TODAY).days <= FAR)
    if found is None:
        later = lived(choice.library, TODAY + FAR * DAY)[:: FAR // 4]
        assert all(answer(choice.candidate, day) is not GateAnswer.YES for day in later)
        return
    *_, before, then = lived(choice.library, found)
    assert answer(choice.candidate, then) is GateAnswer.YES
    assert answer(choice.candidate, before) is not GateAnswer.YES


@given(leisurely())
def test_reading_all_of_every_day_makes_it_a_yes_on_the_earlier_date(choice: Choice) -> None:
    now = a_situation(choice.library, TODAY)
    planned = safe_from(choice.candidate, now)
    found = safe_in_full(choice.candidate, now, planned)
    if found is None:
        return
    day = found.date
    assert planned is None or day < planned
    *_, before, then = lived(choice.library, day, full=True)
    assert answer(choice.candidate, then) is GateAnswer.YES
    assert answer(choice.candidate, before) is not GateAnswer.YES
    assert answer(choice.candidate, lived(choice.library, day)[-1]) is not GateAnswer.YES
    assert found.minutes_per_day > found.planned_minutes


@pytest.mark.parametrize("length", [100, 500, 650])
@pytest.mark.parametrize("slack", [0, 20])
def test_a_book_alone_on_the_shelf_has_the_safe_date_that_the_gate_names(
    length: int, slack: int
) -> None:
    """Also where days on which too little was read have to grow old first."""
    past = [a_loan(999, length=300, out="2026-01-05", due="2026-03-01", ended="2026-03-01")]
    library = a_library(routines=[a_routine(45)], asked=slack_days(slack), past=past)
    situation = a_situation(library, TODAY)
    wish = Wish(1, Book(90, "Wish"), Format.EBOOK, Unit.PAGES, length)
    (row,) = shelf([wish], situation, {}).wishes
    assert row.safe_from == safe_from(a_loan(0, book=90, length=length), situation)


# By hand


def safe_date(candidate: Loan, library: Library) -> date | None:
    return safe_from(candidate, a_situation(library, TODAY))


def test_a_slot_is_free_the_day_after_the_last_day_of_the_loan() -> None:
    first, second = a_loan(1, due="2026-03-20"), a_loan(2, due="2026-03-16", length=100)
    assert safe_date(a_loan(0, book=3, length=50), a_library(second, first)) == on("2026-03-17")


def test_a_slot_with_an_overdue_book_in_it_is_free_tomorrow() -> None:
    late = a_loan(1, kind=Format.PRINT, length=10, out="2026-02-01", due="2026-02-22")
    library = a_library(late, settings=Settings(cap=1))
    assert safe_date(a_loan(0, book=9, length=10), library) == TODAY + DAY


def test_what_fits_today_is_safe_today() -> None:
    assert safe_date(a_loan(0, book=9, length=100), a_library()) == TODAY


@pytest.mark.parametrize("routines", [[], [a_routine(60, kind=Kind.AUDIO)]])
def test_what_no_loan_can_hold_is_safe_on_no_day(routines: list[object]) -> None:
    library = a_library()._replace(routines=tuple(routines))  # type: ignore[arg-type]
    situation, book = a_situation(library, TODAY), a_loan(0, length=1000, due="2026-03-12")
    assert safe_from(book, situation) is None
    assert safe_in_full(book, situation, None) is None


def test_reading_more_than_planned_brings_a_nearer_date() -> None:
    """300 pages in twenty days leave no room for 500 more; read in ten days they would."""
    library = a_library(a_loan(1, length=300), routines=[a_routine(45)])
    situation, book = a_situation(library, TODAY), a_loan(0, book=9, length=500)
    planned = safe_from(book, situation)
    in_full = safe_in_full(book, situation, planned)
    assert planned is not None
    assert in_full is not None
    assert TODAY < in_full.date < planned
    assert in_full.minutes_per_day == pytest.approx(45, abs=1)
    assert in_full.planned_minutes == pytest.approx(300 * 1.3 / 20, abs=1)


def places(morning: Situation) -> dict[int, float]:
    """Where each loan that is out is."""
    return {
        loan.id: title.position(loan) for title in morning.library.titles for loan in title.loans
    }


@given(choices())
def test_a_coming_morning_finds_every_edition_where_reading_as_planned_leaves_it(
    choice: Choice,
) -> None:
    coming = a_situation(choice.library, TODAY)
    for morning in lived(choice.library, TODAY + 8 * DAY):
        while coming.today < morning.today:
            coming = coming.tomorrow
        assert places(coming) == places(morning)
