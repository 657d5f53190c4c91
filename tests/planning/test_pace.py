"""What a loan asks of a day: the exact arithmetic, speeds, rates and statuses."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Routine, Settings
from readtrack.model import Format, Loan, Title, Unit
from readtrack.planning.pace import LoanPace, pace_report
from readtrack.planning.speed import Speeds
from tests.planning.builders import (
    LogLine,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    on,
)

PLAIN = Settings()
SUNDAYS_OFF = Settings(rest_days=frozenset({6}))
NO_BUFFER = Settings(buffer=0)
AUDIO = Format.AUDIOBOOK
THREE_DAYS_OF_FIVE_PAGES: list[LogLine] = [(f"2026-03-0{day}", 5 * day - 10) for day in (3, 4, 5)]
HARD_THING = 7 * 3600 + 57 * 60


def row_of(
    *loans: Loan,
    today: str,
    settings: Settings = PLAIN,
    past: Sequence[Loan] = (),
    routines: Sequence[Routine] = (),
) -> LoanPace:
    """The pace of the first of these loans, all of them editions of one title."""
    library = a_library(a_title(*loans), settings=settings, past=past, routines=routines)
    return next(
        row for row in pace_report(a_situation(library, today)).loans if row.id == loans[0].id
    )


def test_an_unread_book_of_459_pages_asks_for_23_a_day_on_20_days() -> None:
    row = row_of(a_loan(), today="2026-03-02")
    assert (row.goal, row.days_left, row.need_per_day) == (on("2026-03-21"), 20, 23)
    assert (row.today.start, row.today.target, row.today.done, row.today.left) == (0, 23, 0, 23)


@pytest.mark.parametrize(
    ("positions", "done", "left"),
    [([10], 10, 13), ([10, 15, 22], 22, 1), ([23], 23, 0), ([120], 120, 0), ([30, 5], 5, 18)],
)
def test_the_target_stays_where_it_was_in_the_morning(
    positions: list[float], done: float, left: float
) -> None:
    row = row_of(a_loan(log=[("2026-03-02", at) for at in positions]), today="2026-03-02")
    assert (row.days_left, row.need_per_day, row.today.target) == (20, 23, 23)
    assert (row.today.start, row.today.done, row.today.left) == (0, done, left)


@given(st.lists(st.integers(0, 459), max_size=6), st.integers(0, 458))
def test_no_log_of_today_moves_todays_target(today: list[int], before: int) -> None:
    log: list[LogLine] = [("2026-03-05", before)]
    quiet = row_of(a_loan(log=log), today="2026-03-06")
    busy = row_of(a_loan(log=[*log, *(("2026-03-06", at) for at in today)]), today="2026-03-06")
    assert busy.today.target == quiet.today.target
    assert busy.need_per_day == quiet.need_per_day
    assert min(busy.today.left, busy.today.done, busy.today.minutes) >= 0


def test_after_page_120_on_the_fourth_day_the_fifth_asks_for_22_to_page_142() -> None:
    row = row_of(a_loan(log=[("2026-03-05", 120)]), today="2026-03-06")
    assert (row.days_left, row.need_per_day, row.today.target) == (16, 22, 142)
    assert (row.position, row.today.start) == (120, 120)


def test_an_audiobook_asks_for_seconds_of_book_and_fewer_minutes_at_speed() -> None:
    row = row_of(a_loan(kind=AUDIO, length=HARD_THING, speed=1.25), today="2026-03-02")
    assert (row.days_left, row.need_per_day) == (20, 1431)
    assert row.today.target == 1440  # whole minutes
    assert row.minutes_per_day == pytest.approx(19.08)
    assert row.today.minutes == pytest.approx(19.08)


@pytest.mark.parametrize(
    ("out", "due", "today", "days"),
    [
        ("2028-02-15", "2028-03-07", "2028-02-28", 7),
        ("2027-02-15", "2027-03-08", "2027-02-28", 7),
        ("2026-12-20", "2027-01-10", "2026-12-31", 9),
        ("2026-03-20", "2026-04-10", "2026-03-29", 11),  # summer time begins in Europe
        ("2026-03-02", "2026-03-03", "2026-03-02", 2),
        ("2026-03-02", "2026-03-02", "2026-03-02", 1),
        ("2026-03-02", "2026-03-23", "2026-03-21", 1),
        ("2026-03-02", "2026-03-23", "2026-03-22", 1),
        ("2026-03-02", "2026-03-23", "2026-03-23", 0),
        ("2026-03-02", "2026-03-23", "2026-06-23", 0),
        ("2026-03-02", "2026-02-23", "2026-03-02", 0),
    ],
)
def test_days_left_are_right_across_the_calendar_and_never_negative(
    out: str, due: str, today: str, days: int
) -> None:
    row = row_of(a_loan(kind=Format.PRINT, out=out, due=due), today=today)
    assert row.days_left == days


@pytest.mark.parametrize("today", ["2026-03-23", "2026-03-24", "2027-03-23"])
@pytest.mark.parametrize(("minutes", "target"), [(77, 459), (65, 450)])
def test_with_no_day_left_all_of_it_is_todays_share_as_far_as_the_day_goes(
    today: str, minutes: int, target: int
) -> None:
    book = a_loan(kind=Format.PRINT, start=400, out="2026-03-02")
    row = row_of(book, today=today, routines=[a_routine(minutes, since=today)])
    assert (row.days_left, row.need_per_day) == (0, 59)
    assert (row.today.target, row.today.left) == (target, target - 400)


def test_a_due_date_in_the_past_at_checkout_asks_for_all_of_it_today() -> None:
    row = row_of(a_loan(kind=Format.PRINT, due="2026-02-20"), today="2026-03-02")
    assert (row.days_left, row.need_per_day, row.status) == (0, 459, "overdue")


def test_a_book_added_finished_asks_for_nothing() -> None:
    row = row_of(a_loan(start=459), today="2026-03-02")
    assert (row.status, row.need_per_day, row.minutes_per_day, row.percent) == (
        "finished",
        0,
        0,
        100,
    )
    assert (row.today.target, row.today.left, row.today.minutes) == (459, 0, 0)


def test_a_rest_day_asks_for_nothing_and_is_not_counted() -> None:
    saturday = row_of(a_loan(), today="2026-03-07", settings=SUNDAYS_OFF)
    sunday = row_of(a_loan(), today="2026-03-08", settings=SUNDAYS_OFF)
    monday = row_of(a_loan(), today="2026-03-09", settings=SUNDAYS_OFF)
    assert [row.days_left for row in (saturday, sunday, monday)] == [13, 12, 12]
    assert (sunday.today.target, sunday.today.left, sunday.need_per_day) == (0, 0, 39)
    assert monday.need_per_day == 39


def test_a_rest_day_asks_for_nothing_even_where_it_is_the_due_day() -> None:
    row = row_of(
        a_loan(out="2026-02-15", due="2026-03-08"), today="2026-03-08", settings=SUNDAYS_OFF
    )
    assert (row.days_left, row.need_per_day, row.today.target) == (0, 459, 0)


@pytest.mark.parametrize(
    ("due_time", "settings", "days"),
    [(None, NO_BUFFER, 22), ("14:05", NO_BUFFER, 21), (None, PLAIN, 20), ("14:05", PLAIN, 20)],
)
def test_the_due_day_counts_only_without_a_buffer_and_without_an_hour(
    due_time: str | None, settings: Settings, days: int
) -> None:
    row = row_of(a_loan(due_time=due_time), today="2026-03-02", settings=settings)
    assert row.days_left == days


def test_no_day_asks_for_more_than_its_minutes() -> None:
    books = [a_loan(n, length=3000, out="2026-03-02", due="2026-03-03") for n in (1, 2)]
    report = pace_report(a_situation(a_library(*books), "2026-03-02"))
    assert [row.today.target for row in report.loans] == [35, 0]
    assert [round(row.today.minutes) for row in report.loans] == [45, 0]
    assert [row.need_per_day for row in report.loans] == [1500, 1500]


@given(
    st.integers(1, 600),
    st.integers(0, 25),
    st.integers(0, 30),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.integers(0, 14),
    st.sampled_from([None, "14:05"]),
    st.sampled_from([45, 90, 600]),
)
def test_following_the_target_from_a_day_on_which_it_fits_finishes_by_the_due_date(
    length: int,
    period: int,
    late: int,
    rest: frozenset[int],
    buffer: int,
    due_time: str | None,
    minutes: int,
) -> None:
    settings = Settings(rest_days=rest, buffer=buffer)
    first = date(2028, 2, 1)
    due = date.fromordinal(first.toordinal() + period)
    loan = a_loan(kind=Format.PRINT, length=length, out=str(first), due=str(due), due_time=due_time)
    log: list[LogLine] = []
    begun = min(first.toordinal() + late, due.toordinal())
    routines = [a_routine(minutes, since=str(first))]
    fitted = False
    for ordinal in range(begun, due.toordinal() + 1):
        today = str(date.fromordinal(ordinal))
        library = a_library(a_loan_with(loan, log), settings=settings, routines=routines)
        report = pace_report(a_situation(library, today))
        (read,) = report.loans
        assert report.fit.fits or not fitted
        fitted = report.fit.fits
        assert read.days_left >= 0
        assert 0 <= read.today.start <= read.today.target <= length
        log.append((today, read.today.target))
    assert not fitted or log[-1][1] == length


def a_loan_with(loan: Loan, log: list[LogLine]) -> Loan:
    return loan._replace(entries=a_loan(loan.id, log=log).entries)


# Two editions


def test_two_editions_share_one_position_by_fraction() -> None:
    text = a_loan(1, book=1, length=459)
    audio = a_loan(
        2, book=1, kind=AUDIO, length=60_120, due="2026-03-30", log=[("2026-03-04", 15_030)]
    )
    as_text, as_audio = (
        row_of(text, audio, today="2026-03-05"),
        row_of(audio, text, today="2026-03-05"),
    )
    assert (as_text.position, as_audio.position) == (115, 15_030)
    assert as_audio.percent == 25
    assert as_text.days_left == 17
    assert as_text.need_per_day == 21  # 344 pages over 17 days


def test_the_latest_entry_of_either_edition_counts() -> None:
    text = a_loan(1, book=1, length=400, log=[("2026-03-03", 40), ("2026-03-06", 200)])
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000, log=[("2026-03-04", 10_000)])
    assert row_of(text, audio, today="2026-03-07").position == 200
    assert row_of(audio, text, today="2026-03-07").position == 20_000
    title = a_title(text, audio)
    assert title.position(text, before=on("2026-03-06")) == 100
    assert title.position(audio, before=on("2026-03-04")) == 4000
    assert title.position(audio, before=on("2026-03-03")) == 0


def test_reading_in_an_edition_that_has_ended_still_counts() -> None:
    ended = a_loan(
        1, book=1, length=400, due="2026-03-06", ended="2026-03-06", log=[("2026-03-05", 100)]
    )
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000, out="2026-03-03")
    library = a_library(a_title(audio, companions=[ended]))
    (row,) = pace_report(a_situation(library, "2026-03-08")).loans
    assert (row.position, row.today.start) == (10_000, 10_000)


def test_an_empty_log_leaves_the_title_where_its_first_edition_began() -> None:
    text = a_loan(1, book=1, length=400, start=100)
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000)
    assert row_of(audio, text, today="2026-03-02").position == 10_000


def test_editions_of_one_title_fill_one_slot() -> None:
    text, audio = a_loan(1, book=1), a_loan(2, book=1, kind=AUDIO, length=60_120)
    report = pace_report(a_situation(a_library(a_title(text, audio), a_loan(3)), "2026-03-02"))
    assert (report.slots.used, report.slots.cap) == (2, 2)
    assert len(report.loans) == 3


def test_rows_come_by_due_date_with_the_hour_before_the_end_of_the_day() -> None:
    loans = [
        a_loan(1, due="2026-03-25"),
        a_loan(2, due="2026-03-23"),
        a_loan(3, due="2026-03-23", due_time="23:59"),
        a_loan(4, due="2026-03-23", due_time="09:30"),
    ]
    report = pace_report(a_situation(a_library(*loans), "2026-03-03"))
    assert [row.id for row in report.loans] == [4, 3, 2, 1]


# Speed


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        ([], []),
        ([(40, 60)], []),
        ([], [(100, 100)]),
        ([(40, 60), (90, 61)], [(100, 100), (250, 130)]),
        ([(200, 500)], [(459, 300)]),
    ],
)
def test_minutes_a_page_are_shrunk_to_the_readers_and_those_to_the_public_figure(
    mine: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    this = a_loan(1, log=[(f"2026-03-0{n}", at, took) for n, (at, took) in enumerate(mine, 3)])
    other = a_loan(
        2,
        out="2026-01-01",
        due="2026-01-22",
        ended="2026-01-22",
        log=[(f"2026-01-0{n}", at, took) for n, (at, took) in enumerate(others, 3)],
    )
    pages, minutes = max((at for at, _ in mine), default=0), sum(took for _, took in mine)
    all_pages = pages + max((at for at, _ in others), default=0)
    all_minutes = minutes + sum(took for _, took in others)
    readers_own = (50 * 1.3 + all_minutes) / (50 + all_pages)
    expected = (50 * readers_own + minutes) / (50 + pages)
    row = row_of(this, today="2026-03-06", past=(other,))
    assert row.minutes_per_day == pytest.approx(row.need_per_day * expected)
    # The plan's minutes end on a page, which is rounded up.
    assert expected * (row.today.left - 1) < row.today.minutes <= expected * row.today.left


def test_entries_without_minutes_count_for_progress_and_not_for_speed() -> None:
    timed = a_loan(log=[("2026-03-03", 100), ("2026-03-04", 150, 100)])
    row = row_of(timed, today="2026-03-05")
    readers_own = (50 * 1.3 + 100) / 100
    assert row.position == 150
    assert row.minutes_per_day / row.need_per_day == pytest.approx((50 * readers_own + 100) / 100)


def test_going_back_is_no_reading_and_costs_no_speed() -> None:
    back = a_loan(log=[("2026-03-03", 100), ("2026-03-04", 50, 30)])
    row = row_of(back, today="2026-03-05")
    assert row.position == 50
    assert row.minutes_per_day / row.need_per_day == pytest.approx(1.3)


def test_listening_does_not_make_the_text_edition_faster() -> None:
    text = a_loan(1, book=1, length=400)
    audio = a_loan(2, book=1, kind=AUDIO, length=40_000, log=[("2026-03-03", 20_000, 10)])
    row = row_of(text, audio, today="2026-03-04")
    assert row.minutes_per_day / row.need_per_day == pytest.approx(1.3)


def test_a_companion_is_counted_once_in_the_readers_speed() -> None:
    """The store hands an ended edition over twice: beside its title, and among the past loans."""
    ended = a_loan(
        1, book=1, length=400, due="2026-03-06", ended="2026-03-06", log=[("2026-03-05", 100, 300)]
    )
    again = a_loan(2, book=1, length=400, out="2026-03-03")
    library = a_library(a_title(again, companions=[ended]), past=[ended])
    assert Speeds(library).own == pytest.approx((50 * 1.3 + 300) / (50 + 100))


@pytest.mark.parametrize(
    ("kind", "speed", "minutes"),
    [
        (Format.EBOOK, 1.0, 10 / 100 * 300 * 1.3),
        (Format.PRINT, 2.0, 10 / 100 * 300 * 1.3),
        (AUDIO, 1.0, 10 / 100 * 300 * 1.74),
        (AUDIO, 1.5, 10 / 100 * 300 * 1.74 / 1.5),
    ],
)
def test_a_length_that_is_not_known_is_taken_as_300_pages(
    kind: Format, speed: float, minutes: float
) -> None:
    loan = a_loan(kind=kind, unit=Unit.PERCENT, length=100, speed=speed)
    assert Speeds(a_library()).minutes(loan, 10) == pytest.approx(minutes)
    row = row_of(loan, today="2026-03-02")
    assert row.assumed_length
    assert (row.need_per_day, row.today.target) == (5, 5)
    assert row.minutes_per_day == pytest.approx(minutes / 2)


def test_a_known_length_is_not_marked_as_assumed() -> None:
    assert not row_of(a_loan(), today="2026-03-02").assumed_length


# Rates


@pytest.mark.parametrize(
    ("today", "calendar", "days"),
    [
        ("2026-03-05", 30, 4),
        ("2026-03-06", 30, 4),
        ("2026-03-07", 24, 5),
        ("2026-03-11", 120 / 9, 9),
    ],
)
def test_idle_days_at_the_end_count_and_a_today_without_reading_does_not(
    today: str, calendar: float, days: int
) -> None:
    row = row_of(a_loan(log=[("2026-03-03", 60), ("2026-03-05", 120)]), today=today)
    assert row.rate.per_calendar_day == pytest.approx(calendar)
    assert row.rate.per_reading_day == 60
    assert (row.rate.days, row.rate.reading_days) == (days, 2)


def test_both_rates_of_a_loan_just_out_are_zero() -> None:
    rate = row_of(a_loan(), today="2026-03-02").rate
    assert (rate.per_calendar_day, rate.per_reading_day, rate.days) == (0, 0, 0)


def test_what_was_read_before_the_loan_is_no_reading_of_this_loan() -> None:
    row = row_of(a_loan(start=100, log=[("2026-03-03", 160)]), today="2026-03-04")
    assert (row.rate.per_reading_day, row.rate.per_calendar_day) == (60, 30)


def an_edition_that_joined() -> Title:
    """An e-book read to half over five days, and then the audiobook, out for one day's reading."""
    text = a_loan(
        1,
        book=1,
        length=400,
        log=[(f"2026-03-0{n}", 40 * n) for n in range(2, 6)] + [("2026-03-06", 200)],
    )
    audio = a_loan(
        2,
        book=1,
        kind=AUDIO,
        length=40_000,
        out="2026-03-07",
        due="2026-03-23",
        start=20_000,
        log=[("2026-03-08", 24_000)],
    )
    return a_title(text, audio)


def test_the_rates_of_an_edition_that_joined_are_those_since_its_own_checkout() -> None:
    rows = pace_report(a_situation(a_library(an_edition_that_joined()), "2026-03-08")).loans
    joined = next(row for row in rows if row.format is AUDIO)
    assert joined.rate.per_calendar_day == 2000
    assert (joined.rate.per_reading_day, joined.rate.reading_days) == (4000, 1)


def test_editions_of_one_title_with_one_due_date_have_one_chance() -> None:
    rows = pace_report(a_situation(a_library(an_edition_that_joined()), "2026-03-08")).loans
    one, other = (row.finish.chance_on_time for row in rows)
    assert one == pytest.approx(other, abs=0.02)


# Statuses


@pytest.mark.parametrize(
    ("loan", "today", "status"),
    [
        (a_loan(start=459), "2026-03-10", "finished"),
        (a_loan(log=[("2026-03-04", 60)]), "2026-03-04", "ahead"),
        (a_loan(log=[("2026-03-03", 300)]), "2026-03-04", "on_track"),
        (a_loan(log=[("2026-03-03", 46)]), "2026-03-04", "on_track"),
        (a_loan(), "2026-03-02", "on_track"),
        # too early to say how likely it is, until there are three days to go by
        (a_loan(), "2026-03-10", "on_track"),
        (a_loan(log=[("2026-03-03", 20), ("2026-03-04", 40)]), "2026-03-17", "on_track"),
        (a_loan(log=THREE_DAYS_OF_FIVE_PAGES), "2026-03-17", "behind"),
        (a_loan(), "2026-03-23", "due_today"),
        (a_loan(kind=Format.PRINT), "2026-03-23", "due_today"),
        (a_loan(kind=Format.PRINT), "2026-03-24", "overdue"),
        (a_loan(kind=Format.PRINT, start=459), "2026-03-23", "finished"),
        (a_loan(kind=Format.PRINT, start=459), "2026-03-24", "overdue"),
    ],
)
def test_one_word_says_how_a_loan_stands(loan: Loan, today: str, status: str) -> None:
    assert row_of(loan, today=today).status == status


def test_a_book_wont_fit_in_the_readers_own_minutes_and_never_in_assumed_ones() -> None:
    book = a_loan(length=3000)
    assert row_of(book, today="2026-03-02").status == "on_track"
    named = row_of(book, today="2026-03-02", routines=[a_routine(45)])
    assert named.status == "wont_fit"
    unknown = a_loan(unit=Unit.PERCENT, length=100)
    guessed = row_of(unknown, today="2026-03-02", routines=[a_routine(5)])
    assert guessed.status != "wont_fit"


@pytest.mark.parametrize(
    ("position", "status"), [(0, "on_track"), (23, "on_track"), (45, "on_track"), (46, "ahead")]
)
def test_ahead_begins_where_tomorrows_target_is_reached_today(position: int, status: str) -> None:
    """460 pages in 20 days are 23 a day."""
    loan = a_loan(length=460, log=[("2026-03-02", position)])
    assert row_of(loan, today="2026-03-02").status == status


def test_who_has_done_todays_share_is_not_behind_today() -> None:
    slow = a_loan(log=[*THREE_DAYS_OF_FIVE_PAGES, ("2026-03-17", 15)])
    assert row_of(slow, today="2026-03-17").status == "behind"
    target = round(row_of(slow, today="2026-03-17").today.target)
    done = a_loan(log=[*THREE_DAYS_OF_FIVE_PAGES, ("2026-03-17", target)])
    assert row_of(done, today="2026-03-17").status == "on_track"


def test_an_expired_loan_is_expired_whatever_was_read_and_asks_for_nothing() -> None:
    gone = a_loan(due="2026-03-23", ended="2026-03-23", log=[("2026-03-05", 120)])
    report = pace_report(a_situation(a_library(expired=[gone], past=[gone]), "2026-03-25"))
    (row,) = report.loans
    assert (row.status, row.position, row.days_left) == ("expired", 120, 0)
    assert (row.need_per_day, row.today.left, row.minutes_per_day) == (0, 0, 0)
    assert report.slots.used == 0
    assert report.fit.slack_days is None


def test_an_overdue_book_takes_todays_time_and_no_blame_falls_on_those_due_after_it() -> None:
    late = a_loan(1, kind=Format.PRINT, length=2000, out="2026-02-01", due="2026-02-22")
    library = a_library(late, a_loan(2), routines=[a_routine(45)])
    report = pace_report(a_situation(library, "2026-03-02"))
    assert [row.status for row in report.loans] == ["overdue", "on_track"]
    assert [row.today.left for row in report.loans] == [35, 0]
    assert report.fit.verdict == "impossible"
