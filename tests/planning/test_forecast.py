"""The properties of a forecast that hold whatever was logged."""

from collections.abc import Sequence
from datetime import date
from math import comb
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.planning.carrying import days_a_book
from readtrack.planning.distributions import beta_cdf, kept_days, log_odds
from readtrack.planning.finish import Finish
from readtrack.planning.forecast import Forecaster, Keeping
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.tendencies import Hurry, rush
from readtrack.planning.track_record import ALIKE_BEFORE, LOAN, Log, Track, weekend_weight
from tests.planning.builders import DAY

TODAY = date(2024, 6, 1)
DUE = TODAY + 10 * DAY

EVERY_DAY = ReadingTime([45.0] * 7)
NOTHING_ASKED = Keeping(0, 0, False, 45.0)


def outlook(
    this: Track,
    others: Sequence[Track],
    today: date,
    due: date,
    time: ReadingTime = EVERY_DAY,
    keeping: Keeping = NOTHING_ASKED,
) -> Finish:
    return Forecaster(dict(enumerate(others)), today, time, keeping).outlook(this, due)


def chance(this: Track, others: Sequence[Track], due: date) -> float:
    return outlook(this, others, TODAY, due).chance_on_time


def shift(found: Finish) -> float:
    """By how many log-odds past loans and last days moved the chance."""
    return log_odds(found.chance_on_time) - log_odds(found.with_deadlines)


def track(
    *positions: float,
    length: float = 300,
    begun: int = 10,
    ended: int | None = None,
    period: int | None = None,
) -> Track:
    """A track begun so many days ago, with one position a day from its start on."""
    start = TODAY - begun * DAY
    days = tuple((start + day * DAY, at) for day, at in enumerate(positions))
    due = None if period is None else start + period * DAY
    end = None if ended is None else TODAY - ended * DAY
    return Track(start, length, 0, days, end, due)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Any track: unopened, unsorted in position, ended early, dated after today, of no length."""
    start = TODAY - draw(st.integers(-20, 400)) * DAY
    length = draw(st.sampled_from([0.0, 1.0, 37.5, 300.0, 40_000.0]))
    first = draw(st.floats(0, 1)) * length
    offsets = sorted(draw(st.sets(st.integers(-2, 60), max_size=12)))
    days = tuple((start + offset * DAY, draw(st.floats(0, 1.2)) * length) for offset in offsets)
    ended = draw(st.none() | st.integers(0, 80).map(lambda days: start + days * DAY))
    due = draw(st.none() | st.integers(0, 80).map(lambda days: start + days * DAY))
    return Track(start, length, first, days, ended, due)


def finished(this: Track) -> bool:
    """Whether the last position up to today is one from which a book counts as read."""
    last = [at for day, at in this.days if day <= TODAY]
    return (last[-1] if last else this.first) >= 0.97 * max(this.length, 1e-9)


@st.composite
def times(draw: st.DrawFn) -> ReadingTime:
    """Any week, perhaps without reading, and any days away."""
    week = draw(st.lists(st.sampled_from([0.0, 15.0, 45.0, 240.0]), min_size=7, max_size=7))
    starts = st.integers(-60, 60).map(lambda days: TODAY + days * DAY)
    away = st.tuples(starts, st.integers(0, 20)).map(lambda at: (at[0], at[0] + at[1] * DAY))
    return ReadingTime(week, draw(st.lists(away, max_size=3)))


@st.composite
def keepings(draw: st.DrawFn) -> Keeping:
    asked = draw(st.integers(0, 28))
    minutes = draw(st.sampled_from([0.0, 20.0, 45.0, 120.0]))
    return Keeping(draw(st.integers(0, asked)), asked, draw(st.booleans()), minutes)


histories = st.lists(tracks(), max_size=5)


class Reader(NamedTuple):
    others: Sequence[Track]
    time: ReadingTime
    keeping: Keeping

    def outlook(self, this: Track, days: int) -> Finish:
        due = TODAY + days * DAY
        return outlook(this, self.others, TODAY, due, self.time, self.keeping)

    def chance(self, this: Track, days: int) -> float:
        return self.outlook(this, days).chance_on_time


readers = st.builds(Reader, histories, times(), keepings())


@given(tracks(), readers, st.integers(-100, 800))
def test_only_what_is_finished_or_overdue_is_certain_and_dates_are_in_order(
    this: Track, reader: Reader, days: int
) -> None:
    found = reader.outlook(this, days)
    if finished(this):
        assert found.chance_on_time == 1
    elif days < 0:
        assert found.chance_on_time == 0
    else:
        assert 0.005 <= found.chance_on_time <= 0.995
    dates = [found.earliest, found.expected, found.latest]
    known = [day for day in dates if day is not None]
    assert dates[: len(known)] == known == sorted(known)
    assert all(TODAY <= day <= TODAY + 365 * DAY for day in known)


@given(tracks(), readers, st.integers(0, 400))
def test_the_chance_is_one_half_from_the_expected_day_on(
    this: Track, reader: Reader, days: int
) -> None:
    found = reader.outlook(this, days)
    for certainty, day in ((0.1, found.earliest), (0.5, found.expected), (0.9, found.latest)):
        expected = day is not None and day <= TODAY + days * DAY
        assert (found.chance_on_time >= certainty) == expected or days > 365


@given(tracks(), readers, st.integers(-10, 400), st.integers(0, 100))
def test_more_days_are_never_less_likely(this: Track, reader: Reader, days: int, more: int) -> None:
    assert reader.chance(this, days) <= reader.chance(this, days + more)


@given(tracks(), readers, st.integers(0, 60), st.floats(1, 10))
def test_a_longer_book_is_never_more_likely(
    this: Track, reader: Reader, days: int, factor: float
) -> None:
    longer = this._replace(length=this.length * factor)
    assert reader.chance(longer, days) <= reader.chance(this, days)


@given(tracks(), readers, st.integers(0, 60), st.floats(0, 1))
def test_less_read_is_never_more_likely(
    this: Track, reader: Reader, days: int, factor: float
) -> None:
    less = this.days
    if less:
        less = (*less[:-1], (less[-1][0], less[-1][1] * factor))
    assert reader.chance(this._replace(days=less), days) <= reader.chance(this, days)


@given(tracks(), histories, keepings())
def test_a_loan_is_no_past_loan_of_its_own(
    this: Track, others: Sequence[Track], keeping: Keeping
) -> None:
    this = this._replace(ended=None)
    past = dict(enumerate((*others, this)))
    with_it = Forecaster(past, TODAY, EVERY_DAY, keeping).outlook(this, DUE, len(others))
    without = outlook(this, others, TODAY, DUE, EVERY_DAY, keeping)
    assert with_it.with_deadlines == pytest.approx(without.with_deadlines, abs=1e-6)
    assert (with_it.other_loans, with_it.compared_loans) == (
        without.other_loans,
        without.compared_loans,
    )


def test_a_first_loan_just_taken_out_is_open() -> None:
    fresh = Track(TODAY, 300, 0, ())
    found = outlook(fresh, (), TODAY, TODAY + LOAN * DAY)
    assert 0.3 < found.chance_on_time < 0.7
    assert found.expected is not None
    assert TODAY < found.expected < TODAY + 2 * LOAN * DAY


def test_a_book_unopened_for_long_is_unlikely_but_open() -> None:
    due = TODAY + 7 * DAY
    fresh, waiting = Track(TODAY, 300, 0, ()), Track(TODAY - 14 * DAY, 300, 0, ())
    assert 0.05 < chance(waiting, (), due) < chance(fresh, (), due)


def test_the_pace_of_this_book_counts() -> None:
    fast, slow = track(*range(25, 275, 25)), track(*range(3, 33, 3))
    assert chance(fast, (), DUE) > 0.9
    assert chance(slow, (), DUE) < 0.2


def test_the_readers_other_books_count() -> None:
    this = track(5, 20, begun=2)
    finisher = [track(60, 120, 180, 240, 300, begun=30 * n, ended=20 * n) for n in range(2, 7)]
    dropper = [track(5, 10, 15, begun=60 * n) for n in range(2, 7)]
    chances = [chance(this, others, DUE) for others in (finisher, (), dropper)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.5
    assert chances[-1] < 0.2


def test_an_idle_book_is_less_likely_than_a_slow_one() -> None:
    days = range(10)
    steady = track(*(10.0 * day for day in days))
    idle = track(90, begun=10)
    assert chance(idle, (), DUE) < chance(steady, (), DUE)


def test_a_longer_book_takes_longer_from_the_start() -> None:
    others = [track(60, 120, 180, 240, 300, begun=30 * n) for n in range(1, 4)]
    short, long = Track(TODAY, 150, 0, ()), Track(TODAY, 1500, 0, ())
    soon = TODAY + 5 * DAY
    assert chance(long, others, soon) < chance(short, others, soon)


def test_a_booklet_is_likelier_than_a_tome_for_a_reader_nobody_knows() -> None:
    start = date(2026, 3, 2)
    due = start + 3 * DAY
    chances = [
        outlook(Track(start, pages, 0, ()), (), start, due).chance_on_time for pages in (10, 300)
    ]
    assert chances[0] > 0.3 > chances[1]


@pytest.mark.parametrize("position", [291.5, 300, 400])
def test_a_finished_book_is_finished_today(position: float) -> None:
    found = outlook(track(position), (), TODAY, TODAY - 5 * DAY)
    assert (found.earliest, found.expected, found.latest) == (TODAY, TODAY, TODAY)
    assert (found.chance_on_time, found.habit) == (1, 1)
    assert (found.logged_days, found.other_loans, found.evidence_days) == (1, 0, 1)


def test_a_past_due_date_has_no_chance_but_dates_go_on() -> None:
    found = outlook(track(*range(25, 275, 25)), (), TODAY, TODAY - DAY)
    assert found.chance_on_time == 0
    assert found.expected is not None
    assert found.expected >= TODAY


def test_the_due_date_itself_still_counts() -> None:
    almost = track(*range(29, 319, 29), length=300)
    assert chance(almost, (), TODAY) > 0.5


def test_an_entry_of_today_leaves_half_the_day() -> None:
    read = track(*range(20, 220, 20))
    same = read._replace(days=(*read.days, (TODAY, 200.0)))
    assert chance(same, (), TODAY) < chance(read, (), TODAY)


@pytest.mark.parametrize(("a", "b", "x"), [(1, 1, 0.3), (2, 5, 0.2), (7, 3, 0.9), (40, 60, 0.42)])
def test_the_beta_function_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    """DLMF 8.17.5: for whole numbers it is the chance of at least a out of a + b - 1."""
    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert beta_cdf(x, a, b) == pytest.approx(tail, abs=1e-10)


@pytest.mark.parametrize(("least", "days"), [(0, 5), (1, 5), (4, 5), (5, 5), (6, 5), (20, 60)])
def test_days_kept_are_a_beta_binomial_tail(least: int, days: int) -> None:
    """With Beta(1, 1) every number of days kept is as likely as any other."""
    tail = max(0.0, (days + 1 - least) / (days + 1))
    assert kept_days(least, days, 1, 1) == pytest.approx(tail, abs=1e-10)
    half = (tail + max(0.0, (days - least) / (days + 1))) / 2
    assert kept_days(least + 0.5, days, 1, 1) == pytest.approx(half, abs=1e-10)


def test_a_booklet_due_tomorrow_starts_near_even_odds() -> None:
    found = outlook(Track(TODAY, 40, 0, ()), (), TODAY, TODAY + DAY)
    assert 0.4 < found.chance_on_time < 0.6


def test_days_away_take_their_time_from_what_is_to_come_and_from_what_was_read() -> None:
    at_home = outlook(track(*range(12, 120, 12)), (), TODAY, DUE)
    away = ReadingTime([45.0] * 7, [(TODAY + DAY, TODAY + 5 * DAY)])
    ahead = outlook(track(*range(12, 120, 12)), (), TODAY, DUE, away)
    assert ahead.chance_on_time < at_home.chance_on_time
    back = ReadingTime([45.0] * 7, [(TODAY - 5 * DAY, TODAY - DAY)])
    waited = track(30, 60, 90, 120, begun=9)
    assert outlook(waited, (), TODAY, DUE, back).chance_on_time > chance(waited, (), DUE)


def test_a_weekend_reader_is_not_idle_on_weekdays() -> None:
    weekends = ReadingTime([0.0] * 5 + [90.0, 90.0])
    monday = date(2024, 6, 3)
    sunday = monday + 13 * DAY
    read = tuple(
        (monday + n * DAY, at) for n, at in ((-9, 40.0), (-8, 80.0), (-2, 120.0), (-1, 160.0))
    )
    book = Track(monday - 9 * DAY, 300, 0, read)
    chances = [
        outlook(book, (), monday + n * DAY, due, weekends).chance_on_time
        for n, due in ((0, sunday), (4, sunday), (0, sunday + 5 * DAY))
    ]
    assert chances[0] == chances[1] == chances[2]
    assert chances[0] > outlook(book, (), monday + 4 * DAY, sunday).chance_on_time


def test_who_keeps_days_is_likelier_to_finish_what_keeping_days_can_finish() -> None:
    behind = track(*range(10, 110, 10))
    due = TODAY + 14 * DAY
    chances = [
        outlook(behind, (), TODAY, due, EVERY_DAY, keeping).chance_on_time
        for keeping in (
            Keeping(5, 20, True, 45),
            Keeping(18, 20, False, 45),
            Keeping(18, 20, True, 45),
        )
    ]
    assert chances == sorted(chances)
    assert chances[2] > chances[0] + 0.1


def crammed(begun: int) -> Track:
    """Opened on the last four of 21 days, and read to its end on the last one."""
    start = TODAY - begun * DAY
    days = tuple((start + (18 + n) * DAY, 75.0 * (n + 1)) for n in range(4))
    return Track(start, 300, 0, days, start + 21 * DAY, start + 21 * DAY)


def test_past_loans_that_went_better_at_the_same_stage_count() -> None:
    this = Track(TODAY - 15 * DAY, 300, 0, (), due=TODAY + 6 * DAY)
    history = [crammed(begun) for begun in (40, 65, 90)]
    found = outlook(this, history, TODAY, TODAY + 6 * DAY)
    undated = outlook(this, [each._replace(due=None) for each in history], TODAY, TODAY + 6 * DAY)
    assert found.compared_loans == 3
    assert undated.compared_loans == 0
    assert found.habit == undated.habit
    assert shift(found) > 1
    assert undated.chance_on_time == round(undated.with_deadlines, 4)
    assert found.chance_on_time > undated.chance_on_time + 0.2


def test_past_rushes_that_carried_more_pages_make_a_long_book_likelier() -> None:
    due = TODAY + 4 * DAY
    this = Track(TODAY - 17 * DAY, 600, 0, (), due=due)
    short = [crammed(begun) for begun in (40, 65, 90)]
    long = [
        each._replace(length=600, days=tuple((day, 2 * at) for day, at in each.days))
        for each in short
    ]
    chances = [chance(this, past, due) for past in (short, long)]
    assert chances[1] > chances[0] + 0.2


@given(st.floats(1, 900), st.floats(0, 60), st.floats(1, 3), st.floats(0, 900), st.floats(0, 60))
def test_a_rush_is_likelier_with_more_time_less_left_and_more_read_in_past_ones(
    left: float, time: float, more: float, pages: float, taken: float
) -> None:
    usual = Hurry()
    past = Hurry(usual.pages + pages, usual.time + taken)
    assert past.log_odds(left, time) <= past.log_odds(left, time * more)
    assert past.log_odds(left * more, time) <= past.log_odds(left, time)
    assert past.log_odds(left, time) <= past._replace(pages=past.pages * more).log_odds(left, time)
    assert past.log_odds(past.pages, past.time) == pytest.approx(0)


def test_what_a_past_loan_was_read_in_ends_with_its_last_entry() -> None:
    book = crammed(40)
    morning, due = book.start + 17 * DAY, book.start + 21 * DAY
    assert Log(book, EVERY_DAY).from_then_on(morning, due) == (300, 5)
    early = book._replace(days=((book.start + 18 * DAY, 300.0),), ended=due)
    assert Log(early, EVERY_DAY).from_then_on(morning, due) == (300, 2)
    part = book._replace(days=((book.start, 100.0), (morning, 150.0), (due + DAY, 300.0)))
    assert Log(part, EVERY_DAY).from_then_on(morning, due) == pytest.approx((50, 5))


def test_books_read_at_one_pace_make_the_next_one_surer_than_books_that_differ() -> None:
    days = (20, 20, 20, 20), (10, 14, 28, 40)
    found = []
    for each in days:
        past = [track(*range(300 // n, 301, 300 // n), begun=60 * i) for i, n in enumerate(each, 1)]
        this = Track(TODAY, 300, 0, ())
        found.append([outlook(this, past, TODAY, TODAY + n * DAY).habit for n in (12, 30)])
    (alike_soon, alike_late), (unlike_soon, unlike_late) = found
    assert alike_soon < unlike_soon
    assert alike_late > unlike_late


@given(st.lists(tracks(), max_size=6))
def test_paces_of_past_books_are_neither_all_one_nor_without_any_likeness(
    books: list[Track],
) -> None:
    past = dict(enumerate(books))
    reader = Forecaster(past, TODAY, EVERY_DAY, NOTHING_ASKED)
    for sums in (reader._total, *(reader._total.less(each) for each in reader._sums.values())):
        assert 0.5 <= sums.alikeness <= ALIKE_BEFORE + len(books)


def test_one_past_loan_that_went_as_expected_moves_little() -> None:
    this = track(15, 30, 45, begun=3, period=21)
    steady = track(*range(15, 315, 15), begun=40, ended=19, period=21)
    found = outlook(this, [steady], TODAY, TODAY + 18 * DAY)
    assert found.compared_loans == 1
    assert abs(shift(found)) < 0.6
    early = track(*range(20, 320, 20), begun=40, ended=25, period=21)
    assert abs(shift(outlook(this, [early], TODAY, TODAY + 18 * DAY))) < 0.15


def test_past_loans_read_as_their_due_dates_asked_say_more_than_that_they_were_in_time() -> None:
    this = Track(TODAY - 15 * DAY, 300, 0, (), due=TODAY + 6 * DAY)
    rushed = [crammed(begun) for begun in (40, 65, 90)]
    last_day = [each._replace(days=((each.start + 21 * DAY, 300.0),)) for each in rushed]
    shifts = [shift(outlook(this, past, TODAY, TODAY + 6 * DAY)) for past in (rushed, last_day)]
    assert shifts[0] > shifts[1]


def test_only_the_days_before_a_due_date_with_something_left_and_time_to_read_are_last_days() -> (
    None
):
    start, due = TODAY - 30 * DAY, TODAY - 9 * DAY
    early = Track(start, 300, 0, ((start, 100.0), (due - 2 * DAY, 300.0)), TODAY, due)
    assert Log(early, EVERY_DAY).last_days(due, TODAY)[:2] == (1, 4)
    away = ReadingTime([45.0] * 7, [(due - 4 * DAY, due - 3 * DAY)])
    assert Log(early, away).last_days(due, TODAY)[:2] == (1, 2)
    late = Track(start, 300, 0, ((due, 200.0), (due + DAY, 300.0)), due + DAY, due)
    assert Log(late, EVERY_DAY).last_days(due, TODAY)[:2] == (0, 6)
    out = early._replace(ended=None)
    assert Log(out, EVERY_DAY).last_days(due, due - 5 * DAY)[:2] == (0, 0)
    assert Log(out, EVERY_DAY).last_days(due, due - 2 * DAY)[:2] == (0, 3)


def test_a_loan_read_on_its_last_days_as_its_due_date_asks_is_likelier_to_be_in_time() -> None:
    due = TODAY + DAY
    rushed = Track(
        due - 21 * DAY, 300, 0, tuple((due - n * DAY, 60.0 * (5 - n)) for n in (4, 3, 2)), due=due
    )
    found = outlook(rushed, (), TODAY, due)
    assert found.last_days == 4
    assert shift(found) > 0.4
    idle = rushed._replace(days=((due - 10 * DAY, 180.0),))
    assert shift(outlook(idle, (), TODAY, due)) < shift(found) - 0.3


def test_a_few_idle_days_say_more_of_who_reads_daily_than_of_who_pauses() -> None:
    daily = [track(*range(15, 315, 15), begun=30 * n, ended=30 * n - 20) for n in (1, 2, 3)]
    paused = [
        each._replace(days=tuple((each.start + 4 * n * DAY, 50.0 * n) for n in range(1, 7)))
        for each in daily
    ]
    idle = Track(TODAY - 10 * DAY, 300, 0, ((TODAY - 6 * DAY, 150.0),))
    late = TODAY + 300 * DAY
    habits = [outlook(idle, past, TODAY, late).habit for past in (daily, paused)]
    assert habits[0] < habits[1] - 0.2


def test_last_days_faster_than_those_before_may_be_a_rush() -> None:
    start, due = TODAY - 30 * DAY, TODAY - 9 * DAY
    slow = tuple((start + n * DAY, 5.0 * (n + 1)) for n in range(15))
    rushed = (*slow, *((due - n * DAY, 270.0 - 45 * n) for n in (4, 3, 2, 1, 0)))
    level = tuple((start + n * DAY, 13.0 * (n + 1)) for n in range(22))
    chances = [
        Log(Track(start, 300, 0, days, due, due), EVERY_DAY).last_days(due, TODAY).rush
        for days in (rushed, level, ())
    ]
    rushed_chance, level_chance, unread_chance = chances
    assert level_chance < unread_chance < 0.3 < 0.7 < rushed_chance


@given(st.floats(0, 900), st.floats(0, 5), st.floats(0, 900), st.floats(0, 60), st.floats(0, 900))
def test_a_rush_is_likelier_the_more_was_read_late_and_the_less_before(
    pages: float, time: float, earlier: float, earlier_time: float, more: float
) -> None:
    chance = rush(pages, time, earlier, earlier_time)
    assert 0 < chance < 1
    assert rush(pages + more, time, earlier, earlier_time) >= chance
    assert rush(pages, time, earlier + more, earlier_time) <= chance


def test_a_weekend_counts_as_past_loans_were_read_on_it() -> None:
    start = date(2024, 4, 1)
    days = [start + n * DAY for n in range(28)]
    alike, mostly, never = (
        Track(start, 600, 0, tuple((day, 20.0 * n) for n, day in enumerate(read, 1)), days[-1])
        for read in (days, days[5::7] + days[6::7], [day for day in days if day.weekday() < 5])
    )
    weights = [weekend_weight([each], TODAY, EVERY_DAY) for each in (never, alike, mostly)]
    assert weights[1] == pytest.approx(1)
    assert weights[0] < 0.6
    assert weights[2] > 3
    assert weekend_weight([mostly._replace(ended=None)], TODAY, EVERY_DAY) == 1
    assert weekend_weight([mostly], TODAY, ReadingTime([45.0] * 5 + [0.0] * 2)) == 1


@given(times(), st.floats(0.1, 10), st.integers(0, 60))
def test_weighed_weekends_leave_the_week_as_long(
    time: ReadingTime, weekend: float, first: int
) -> None:
    weighed, monday = time.weighed(weekend), date(2030, 1, 7).toordinal() + 7 * first
    assert weighed.minutes_a_day == pytest.approx(time.minutes_a_day)
    week = time.between(monday, monday + 6)
    assert weighed.between(monday, monday + 6) == pytest.approx(week)
    before, after = (each.between(monday + 5, monday + 6) for each in (time, weighed))
    assert weekend >= 1 or after <= before + 1e-5
    assert weekend <= 1 or after >= before - 1e-5


def test_who_gives_books_up_is_less_likely_to_finish_the_more_is_left() -> None:
    dropped = [
        track(*range(20, 120, 20), begun=30 * n, ended=30 * n - 21, period=21) for n in (1, 2, 3)
    ]
    paused = [each._replace(ended=each.days[-1][0] + 2 * DAY) for each in dropped]
    this = track(20, 40, 60, begun=3, period=21)
    habits = [outlook(this, past, TODAY, TODAY + 60 * DAY).habit for past in (dropped, paused, ())]
    assert habits[0] < habits[1]
    assert habits[0] < habits[2] < 1


@given(times(), st.integers(-100, 100), st.integers(0, 60))
def test_reading_time_is_the_sum_of_its_days(time: ReadingTime, first: int, days: int) -> None:
    start = TODAY.toordinal() + first
    each = [time.between(day, day) for day in range(start, start + days)]
    assert time.between(start, start + days - 1) == pytest.approx(sum(each), abs=1e-4)


def test_a_usual_week_has_seven_and_a_day_away_none() -> None:
    monday = date(2024, 6, 3)
    time = ReadingTime([30, 0, 0, 0, 0, 60, 60], [(monday + 5 * DAY, monday + 6 * DAY)])
    first = monday.toordinal()
    assert time.between(first - 7, first - 1) == 7
    assert time.between(first, first + 6) == pytest.approx(7 * 30 / 150)
    assert time.between(first + 4, first + 6) == 0
    assert time.between(first + 1, first) == 0
    assert time.minutes_a_day == pytest.approx(150 / 7)


def test_a_steady_reader_carries_a_book_in_little_more_than_its_days() -> None:
    first = TODAY - 56 * DAY
    steady = {first + n * DAY: 25.0 for n in range(56)}
    bursty = {first + n * DAY: 100.0 for n in range(0, 56, 4)}
    found = [days_a_book(read, first, TODAY, EVERY_DAY) for read in (steady, bursty, {})]
    assert found[0] is not None
    assert 12 <= found[0] <= 18
    assert found[1] is not None
    assert found[0] < found[1] < 30
    assert found[2] is None or found[2] > found[1]


@given(st.floats(1, 5), st.floats(0, 80))
def test_more_read_never_carries_less(factor: float, pages: float) -> None:
    first = TODAY - 56 * DAY
    some = {first + n * DAY: pages for n in range(0, 56, 3)}
    more = {day: amount * factor for day, amount in some.items()}
    before, after = (days_a_book(read, first, TODAY, EVERY_DAY) for read in (some, more))
    assert before is None or pages == 0 or (after is not None and after <= before)
