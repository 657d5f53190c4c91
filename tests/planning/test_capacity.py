"""Capacity: the routine, the reserve, and follow-through on recorded mornings, worked by hand."""

from collections.abc import Sequence

import pytest

from readtrack.library import Asked, AskedTitle, Library, Routine, Settings
from readtrack.model import Ending, Format, Kind, Loan, Outcome
from readtrack.planning.capacity import Capacity, timetable
from tests.planning.builders import (
    LogLine,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    days_away,
    nothing_asked,
    on,
)

TODAY = on("2026-03-30")
"""A Monday. The four weeks before it begin on 2026-03-02."""

HALF_AN_HOUR = a_routine(30, since="2026-01-01")

WHOLE = 2600.0
"""Minutes of the 2,000 pages of `a_book`."""


def a_book(*log: LogLine, loan_id: int = 1, out: str = "2026-02-20") -> Loan:
    return a_loan(loan_id, length=2000, out=out, due="2026-05-01", log=log)


def a_morning(
    day: str, minutes: float = 30, *, planned: float | None = None, book: int = 1
) -> Asked:
    """A morning that asked minutes of a book, and had planned fewer where not all were shown."""
    shown = minutes if planned is None else planned
    return Asked(on(day), (AskedTitle(book, minutes, shown, WHOLE),))


def quiet(*mornings: Asked) -> tuple[Asked, ...]:
    """Four recorded weeks of which only these mornings asked anything."""
    days = {each.day: each for each in (*nothing_asked(TODAY), *mornings)}
    return tuple(days.values())


def measured(
    *loans: Loan,
    asked: Sequence[Asked] = (),
    routines: Sequence[Routine] = (HALF_AN_HOUR,),
    reserve: int = 0,
    past: Sequence[Loan] = (),
) -> Capacity:
    settings, mornings = Settings(reserve=reserve), quiet(*asked)
    return worked_out(
        a_library(*loans, settings=settings, routines=routines, asked=mornings, past=past)
    )


def worked_out(library: Library) -> Capacity:
    return a_situation(library, TODAY).capacity


# The day


def test_without_a_routine_a_day_is_assumed_to_have_45_minutes_less_the_reserve() -> None:
    assert measured(a_book(), routines=()) == Capacity(45, 45, "assumed", 45, 0, 1, 0, 0, 0)
    assert measured(a_book(), routines=(), reserve=20).minutes_today == pytest.approx(36)


@pytest.mark.parametrize(
    ("minutes", "assumed"),
    [([100, 100, 50, 50, 50], 70), ([100, 100, 100, 100], 45), ([20, 20, 20, 20, 20], 45)],
)
def test_the_assumed_day_has_the_average_of_five_timed_days_where_that_is_more(
    minutes: Sequence[int], assumed: int
) -> None:
    log = [(f"2026-03-0{n}", 50 * n, each) for n, each in enumerate(minutes, 2)]
    assert measured(a_book(*log), routines=()).routine_minutes == assumed


def test_a_routine_without_measured_days_is_taken_at_its_word() -> None:
    found = measured(a_book())
    assert (found.minutes_today, found.follow_through, found.source) == (30, 1, "routine")


def test_the_reserve_comes_off_the_routine() -> None:
    found = measured(a_book(), reserve=20)
    assert found.minutes_today == pytest.approx(24)
    assert found.reserve == 20
    assert found.routine_minutes == pytest.approx(30)


def test_blocks_come_by_weekday_in_the_order_they_were_named() -> None:
    routines = [
        a_routine(20, name="drive", kind=Kind.AUDIO, days=[0, 4]),
        a_routine(40, name="bed", kind=Kind.TEXT, days=[0, 6]),
    ]
    library = a_library(
        settings=Settings(rest_days=frozenset({6})),
        routines=routines,
        away=[days_away("2026-04-03", "2026-04-03")],
    )
    table = timetable(library)
    assert [block.routine for block in table.on(TODAY)] == ["drive", "bed"]
    assert [len(table.on(on(f"2026-04-0{day}"))) for day in range(1, 8)] == [0, 0, 0, 0, 0, 2, 0]
    assert table.room(TODAY) == (40, 20, 60)
    assert table.room(on("2026-04-10")) == (0, 20, 20)
    assert table.room(on("2026-04-03")) == (0, 0, 0)
    assert a_situation(library, TODAY).capacity.minutes_per_day == 40


# Follow-through


@pytest.mark.parametrize(
    ("log", "read"),
    [
        ([], 0),
        ([("2026-03-10", 10)], 13),
        ([("2026-03-10", 10, 240)], 13),  # reading counts in work, not by the clock
        ([("2026-03-10", 100)], 30),  # and up to what was asked
        ([("2026-03-09", 500), ("2026-03-10", 510)], 13),
        ([("2026-03-10", 100), ("2026-03-11", 200)], 60),
        ([("2026-03-10", 100), ("2026-03-10", 110), ("2026-03-10", 20)], 26),
        ([("2026-03-12", 500)], 0),
    ],
)
def test_follow_through_is_what_was_read_of_what_was_asked_with_a_week_of_prior(
    log: list[LogLine], read: float
) -> None:
    """Two days asked thirty minutes each; seven like them count as read in full."""
    found = measured(a_book(*log), asked=[a_morning("2026-03-10"), a_morning("2026-03-11")])
    assert found.read_minutes == pytest.approx(read)
    assert (found.asked_minutes, found.measured_days) == (60, 2)
    assert found.follow_through == pytest.approx((read + 210) / (60 + 210))
    assert found.minutes_today == pytest.approx(30 * found.follow_through)
    assert found.source == "measured (2 days)"


def test_who_reads_what_the_plan_had_shown_has_done_all_that_was_asked() -> None:
    """Asked are 30 minutes; after follow-through the plan had shown 13, that is ten pages."""
    morning = a_morning("2026-03-10", 30, planned=13)
    assert measured(a_book(("2026-03-10", 10)), asked=[morning]).follow_through == 1
    nine = measured(a_book(("2026-03-10", 9)), asked=[morning])
    assert nine.read_minutes == pytest.approx(9 * 1.3)


def test_what_is_read_in_another_book_than_the_plan_had_named_counts_too() -> None:
    other = a_loan(2, length=1000, out="2026-02-20", due="2026-05-01", log=[("2026-03-10", 20)])
    found = measured(a_book(), other, asked=[a_morning("2026-03-10")])
    assert found.read_minutes == pytest.approx(26)


def test_a_title_is_measured_at_the_speed_of_its_morning() -> None:
    """Whoever has become faster since had as much to do on that day as the plan then said."""
    slow = AskedTitle(1, 30, 30, 2 * WHOLE)
    found = measured(a_book(("2026-03-10", 10)), asked=[Asked(on("2026-03-10"), (slow,))])
    assert found.read_minutes == pytest.approx(26)


@pytest.mark.parametrize(
    ("day", "measured_days"),
    [("2026-03-01", 0), ("2026-03-02", 1), ("2026-03-29", 1), ("2026-03-30", 0)],
)
def test_the_four_weeks_end_yesterday(day: str, measured_days: int) -> None:
    assert measured(a_book(), asked=[a_morning(day)]).measured_days == measured_days


def test_one_measured_day_is_not_several() -> None:
    assert measured(a_book(), asked=[a_morning("2026-03-10")]).source == "measured (1 day)"


def test_mornings_that_asked_nothing_do_not_count() -> None:
    found = measured(a_book(("2026-03-12", 100)), asked=[Asked(on("2026-03-10"))])
    assert (found.measured_days, found.follow_through) == (0, 1)


def ended(ending: Ending, outcome: Outcome, day: str) -> Loan:
    loan = a_loan(1, length=2000, out="2026-02-20", due="2026-05-01", ended=day)
    return loan._replace(ending=ending, outcome=outcome)


@pytest.mark.parametrize(
    ("loan", "days"),
    [
        (ended(Ending.LET_GO, Outcome.UNFINISHED, "2026-03-11"), 1),
        (ended(Ending.LET_GO, Outcome.UNFINISHED, "2026-03-10"), 0),
        (ended(Ending.LET_GO, Outcome.UNFINISHED, "2026-03-09"), 0),
        (ended(Ending.RETURNED, Outcome.UNFINISHED, "2026-03-10"), 0),
        (ended(Ending.RETURNED, Outcome.FINISHED, "2026-03-10"), 1),
        (ended(Ending.EXPIRED, Outcome.UNFINISHED, "2026-03-10"), 1),
    ],
)
def test_a_book_let_go_asks_for_nothing_on_that_day_any_more(loan: Loan, days: int) -> None:
    assert measured(past=[loan], asked=[a_morning("2026-03-10")]).measured_days == days


def test_a_checkout_that_was_taken_back_is_not_held_against_the_reader() -> None:
    assert measured(asked=[a_morning("2026-03-10")]).follow_through == 1
    both = Asked(on("2026-03-10"), (AskedTitle(1, 20, 20, WHOLE), AskedTitle(2, 10, 10, WHOLE)))
    found = measured(a_book(("2026-03-10", 20), loan_id=1), asked=[both])
    assert (found.asked_minutes, found.follow_through) == (20, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"routines": (a_routine(300, since="2026-01-01"),)},
        {"routines": (a_routine(5, since="2026-03-29"),)},
        {"settings": Settings(reserve=60)},
        {"settings": Settings(rest_days=frozenset({1}))},
        {"away": (days_away("2026-03-09", "2026-03-12"),)},
        {"titles": (a_title(a_book(("2026-03-10", 10))._replace(due=on("2026-03-31"))),)},
    ],
)
def test_a_change_of_plans_does_not_rewrite_recorded_mornings(changed: dict[str, object]) -> None:
    asked = quiet(a_morning("2026-03-10"))
    library = a_library(a_book(("2026-03-10", 10)), routines=[HALF_AN_HOUR], asked=asked)
    before = a_situation(library, TODAY).followed
    after = a_situation(library._replace(**changed), TODAY).followed  # type: ignore[arg-type]
    assert before == after
    ((day, *minutes),) = before.days
    assert day == on("2026-03-10")
    assert minutes == pytest.approx([30, 13])


# Days on which the program was not run


def test_days_that_were_not_recorded_are_worked_out_from_the_log() -> None:
    """130 minutes over ten days are 13 a day: ten pages, read on five days of the ten."""
    book = a_loan(
        length=100,
        out="2026-03-20",
        due="2026-04-09",
        log=[("2026-03-25", 10), ("2026-03-26", 20)],
    )
    found = worked_out(a_library(book, routines=[HALF_AN_HOUR]))
    assert found.measured_days == 10
    # The plan asks more of each day that comes after a day off.
    assert 0 < found.read_minutes < found.asked_minutes
    assert found.read_minutes == pytest.approx(26, abs=10)


def test_only_days_since_a_routine_was_agreed_on_and_a_book_was_out_are_worked_out() -> None:
    assert worked_out(a_library(a_book(out="2026-03-20"), routines=[HALF_AN_HOUR])) == worked_out(
        a_library(a_book(out="2026-03-20"), routines=[a_routine(30, since="2026-03-20")])
    )
    late = worked_out(a_library(a_book(), routines=[a_routine(30, since="2026-03-25")]))
    assert late.measured_days == 5
    assert worked_out(a_library(a_book(out="2026-03-30"), routines=[HALF_AN_HOUR])).source == (
        "routine"
    )


def test_days_away_rest_days_and_days_with_nothing_left_are_not_worked_out() -> None:
    away = a_library(
        a_book(), routines=[HALF_AN_HOUR], away=[days_away("2026-03-03", "2026-03-16")]
    )
    assert worked_out(away).measured_days == 14
    sundays = a_library(
        a_book(), settings=Settings(rest_days=frozenset({6})), routines=[HALF_AN_HOUR]
    )
    assert worked_out(sundays).measured_days == 24
    finished = a_loan(length=100, out="2026-03-02", due="2026-05-01", log=[("2026-03-03", 100)])
    found = worked_out(a_library(finished, routines=[HALF_AN_HOUR]))
    assert (found.measured_days, found.source) == (2, "measured (2 days)")
    # Nothing was read on the first day, all of it on the second.
    assert found.follow_through == pytest.approx(8 / 9, abs=1e-3)


def test_audio_counts_by_its_own_length() -> None:
    audio = a_loan(
        kind=Format.AUDIOBOOK,
        length=36_000,
        out="2026-02-20",
        due="2026-05-01",
        speed=1.5,
        log=[("2026-03-10", 900)],
    )
    morning = Asked(on("2026-03-10"), (AskedTitle(1, 30, 30, 400),))
    found = measured(audio, asked=[morning])
    assert found.read_minutes == pytest.approx(10)


def test_an_edition_that_has_ended_counts_with_its_title() -> None:
    gone = a_loan(
        1, book=1, length=400, due="2026-03-06", ended="2026-03-06", log=[("2026-03-05", 10)]
    )
    title = a_title(a_loan(2, book=1, length=800, out="2026-03-03"), companions=[gone])
    library = a_library(
        title,
        past=[gone],
        routines=[HALF_AN_HOUR],
        asked=quiet(Asked(on("2026-03-05"), (AskedTitle(1, 30, 30, 520),))),
    )
    assert worked_out(library).read_minutes == pytest.approx(13)
