"""The checkup against examples worked by hand, both sides of each threshold."""

from datetime import date

import pytest

from readtrack.library import Aside, Away, Library, Routine, Settings
from readtrack.model import Format, Kind, Loan, Outcome
from readtrack.planning.checkup import (
    BusyDays,
    Carries,
    Cramming,
    Endings,
    NoReason,
    OtherReading,
    Run,
    checkup,
)
from readtrack.words.checkup import NO_WORRY, TOO_EARLY, Advised, advised
from tests.planning.builders import DAY, a_library, a_loan, a_situation, a_title, on

TODAY = on("2026-03-30")
SINCE = on("2026-01-01")
AUDIO = Format.AUDIOBOOK


def finding(name: str, library: Library, today: date = TODAY) -> Advised:
    report = advised(checkup(a_situation(library, today)), library)
    return next(each for each in report.findings if each.name == name)


def daily(minutes: int, since: date = SINCE, kind: Kind = Kind.EITHER) -> Routine:
    return Routine(1, "evening", minutes, frozenset(range(7)), kind, since)


def finished(loan: Loan) -> Loan:
    return loan._replace(outcome=Outcome.FINISHED)


def test_an_empty_library_worries_about_nothing() -> None:
    report = checkup(a_situation(a_library(), TODAY))
    assert (report.today, report.since) == (TODAY, on("2026-03-02"))
    assert [each.name for each in report.findings] == [
        "treadmill",
        "cramming",
        "no_end",
        "crowding_out",
        "no_reason",
        "too_optimistic",
        "carries",
    ]
    assert [each.figure for each in report.findings] == [0, 0, 0, None, 0, 0, None]
    assert not any(each.worry for each in report.findings)


def test_every_threshold_is_that_of_its_setting() -> None:
    settings = Settings(
        worry_treadmill=4,
        worry_cramming=50,
        worry_run=70,
        worry_reserve=60,
        worry_reasons=2,
        worry_unfinished=90,
    )
    report = checkup(a_situation(a_library(settings=settings), TODAY))
    assert [each.threshold for each in report.findings] == [4, 50, 70, 60, 2, 90, None]
    assert [each.setting and getattr(settings, each.setting) for each in report.findings] == [
        each.threshold for each in report.findings
    ]


# Treadmill


def three_heard(seconds: int, *days: str) -> Library:
    """Three audiobooks with 20 days through the goal, a little heard of each on some days."""
    loans = [
        a_loan(
            n, kind=AUDIO, length=seconds, log=[(day, 60.0 * k) for k, day in enumerate(days, 1)]
        )
        for n in (1, 2, 3)
    ]
    return a_library(*loans)._replace(routines=(daily(100, on("2026-03-02")),))


@pytest.mark.parametrize(("seconds", "figure"), [(32_000, 0), (33_000, 1)])
def test_a_day_of_many_titles_counts_from_above_four_fifths_of_the_time(
    seconds: int, figure: int
) -> None:
    found = finding("treadmill", three_heard(seconds, "2026-03-02"), on("2026-03-10"))
    assert found.figure == figure  # 3 x 550 minutes in 20 days of 100 are 82.5 %
    if figure:
        assert isinstance(found.details, BusyDays)
        (day,) = found.details.days
        assert (day.date, day.titles) == (on("2026-03-02"), 3)
        assert day.load == pytest.approx(0.825)


def test_three_busy_days_are_a_worry_and_two_are_not() -> None:
    days = ["2026-03-02", "2026-03-03", "2026-03-04"]
    calm = finding("treadmill", three_heard(36_000, *days[:2]), on("2026-03-10"))
    assert (calm.figure, calm.worry, calm.advice) == (2, False, NO_WORRY)
    worn = finding("treadmill", three_heard(36_000, *days), on("2026-03-10"))
    assert (worn.figure, worn.worry) == (3, True)
    assert worn.advice == "One or two books a day go deeper, one to a block: readtrack plan"


def test_today_and_days_before_the_four_weeks_do_not_count() -> None:
    library = three_heard(36_000, "2026-03-02")
    assert finding("treadmill", library, on("2026-03-02")).figure == 0
    assert finding("treadmill", library, on("2026-03-03")).figure == 1
    ended = [
        loan._replace(ended=on("2026-03-05"), outcome=Outcome.FINISHED) for loan in library.loans
    ]
    past = library._replace(titles=(), past=tuple(ended))
    assert finding("treadmill", past, on("2026-03-30")).figure == 1
    assert finding("treadmill", past, on("2026-03-31")).figure == 0


def test_a_busy_day_is_judged_by_the_routine_taken_in_full() -> None:
    """Little was read on eight days, which makes the time that is counted on today much shorter."""
    found = finding("treadmill", three_heard(32_000, "2026-03-02", "2026-03-03"), on("2026-03-10"))
    assert isinstance(found.details, BusyDays)
    assert [each.date for each in found.details.days] == [on("2026-03-03")]


def test_two_editions_of_a_title_are_one_title() -> None:
    first, second, third = three_heard(36_000, "2026-03-02").loans
    other = third._replace(book=second.book)
    library = a_library(first, a_title(second, other))._replace(
        routines=(daily(60, on("2026-03-02")),)
    )
    assert finding("treadmill", library, on("2026-03-10")).figure == 0


# Cramming


def read_in_twenty_days(*log: tuple[str, float]) -> Loan:
    """Its last fifth is from 26 through 29 March."""
    return a_loan(1, length=100, out="2026-03-10", due="2026-03-29", ended="2026-03-29", log=log)


@pytest.mark.parametrize(("by_25_march", "share", "worry"), [(61, 39, False), (60, 40, True)])
def test_cramming_is_what_the_last_fifth_of_an_ended_loan_held(
    by_25_march: int, share: int, worry: bool
) -> None:
    loan = read_in_twenty_days(("2026-03-25", by_25_march), ("2026-03-26", 90), ("2026-03-29", 100))
    found = finding("cramming", a_library(past=[loan]))
    assert (found.figure, found.worry) == (share, worry)
    if worry:
        assert found.advice == "Book 1 was read late: an earlier start spreads the next one."
    else:
        assert found.advice == NO_WORRY


def test_who_finishes_on_the_second_day_did_not_cram() -> None:
    quick = a_loan(1, length=100, ended="2026-03-03", log=[("2026-03-03", 100)])
    found = finding("cramming", a_library(past=[finished(quick)]))
    assert (found.figure, found.worry) == (0, False)


@pytest.mark.parametrize(("due", "figure"), [("2026-03-23", 100), ("2026-04-13", 0)])
def test_a_renewed_loan_is_measured_to_the_due_date_it_had_in_the_end(
    due: str, figure: int
) -> None:
    loan = a_loan(1, length=100, due=due, ended="2026-03-23", log=[("2026-03-22", 100)])
    assert finding("cramming", a_library(past=[loan._replace(renewals=1)])).figure == figure


def test_what_was_read_after_the_due_date_was_read_at_the_end() -> None:
    late = a_loan(
        1, kind=Format.PRINT, length=100, due="2026-03-16", ended="2026-03-28",
        log=[("2026-03-04", 20), ("2026-03-27", 100)],
    )  # fmt: skip
    assert finding("cramming", a_library(past=[finished(late)])).figure == 80


def test_what_was_read_of_two_editions_counts_for_each_up_to_its_own_due_date() -> None:
    read = a_loan(1, book=7, length=100, ended="2026-03-23", log=[("2026-03-05", 50)])
    heard = a_loan(
        2, book=7, kind=AUDIO, length=3600, due="2026-04-13", ended="2026-03-23",
        log=[("2026-03-22", 3600)],
    )  # fmt: skip
    details = finding("cramming", a_library(past=[finished(heard), finished(read)])).details
    assert isinstance(details, Cramming)
    assert {each.loan: each.share for each in details.loans} == {1: 50, 2: 0}


def test_an_ended_loan_without_a_log_tells_nothing_of_cramming() -> None:
    found = finding("cramming", a_library(past=[finished(read_in_twenty_days())]))
    assert (found.figure, found.details) == (0, Cramming(()))


def test_a_loan_that_ended_before_the_four_weeks_does_not_count() -> None:
    loan = read_in_twenty_days(("2026-03-29", 100))._replace(ended=on("2026-03-29"))
    assert finding("cramming", a_library(past=[loan]), on("2026-04-26")).figure == 100
    assert finding("cramming", a_library(past=[loan]), on("2026-04-27")).figure == 0


def test_the_plan_leaves_an_even_share_for_the_end_of_a_loan() -> None:
    loan = a_loan(1, length=90, out="2026-03-02", due="2026-03-21")
    found = finding("cramming", a_library(loan), on("2026-03-02"))
    # 5 pages a day through the goal, 19 March; the last fifth are the days from 18 March on.
    assert isinstance(found.details, Cramming)
    (planned,) = found.details.loans
    assert (planned.loan, planned.planned) == (1, True)
    assert planned.share == pytest.approx(100 * 10 / 90)
    assert (found.figure, found.worry) == (0, False)


def test_a_plan_that_crams_is_a_worry_of_its_own() -> None:
    loan = a_loan(1, length=100, out="2026-03-02", due="2026-03-21", log=[("2026-03-10", 50)])
    library = a_library(loan, routines=[daily(60, on("2026-03-18"))])
    found = finding("cramming", library, on("2026-03-18"))
    assert (found.figure, found.worry) == (0, True)
    assert found.advice.startswith("The plan leaves 50% of Book 1 for its last days: ")


# No end in sight


@pytest.mark.parametrize(
    ("first", "days", "worry"), [("2026-01-31", 59, False), ("2026-01-30", 60, True)]
)
def test_the_run_goes_back_as_long_as_something_was_out(first: str, days: int, worry: bool) -> None:
    older = a_loan(1, out=first, ended="2026-03-01")
    now = a_loan(2, out="2026-03-02", due="2026-04-06")
    found = finding("no_end", a_library(now, past=[older]))
    assert (found.figure, found.worry) == (days, worry)
    assert found.details == Run(on(first), on("2026-04-07"), 8)
    assert found.advice == (
        "Keep 8 days free of deadlines from Tue 7 Apr on." if worry else NO_WORRY
    )


def test_a_clear_day_ends_the_run() -> None:
    older = a_loan(1, out="2026-01-01", ended="2026-02-28")
    now = a_loan(2, out="2026-03-02", due="2026-03-30")
    found = finding("no_end", a_library(now, past=[older]))
    assert (found.figure, found.details) == (29, Run(on("2026-03-02"), on("2026-03-31"), 4))


def test_with_nothing_out_there_is_no_run_unless_it_ended_today() -> None:
    ended = a_loan(1, out="2026-01-01", ended="2026-03-30")
    assert finding("no_end", a_library(past=[ended])).advice == (
        "Nothing is out: keep 12 days free before the next checkout."
    )
    tomorrow = finding("no_end", a_library(past=[ended]), TODAY + DAY)
    assert (tomorrow.figure, tomorrow.details) == (0, Run(None, None, 2))


def test_a_run_may_be_longer_than_the_recent_loans() -> None:
    library = a_library(a_loan(2, out="2026-03-02", due="2026-04-06"))
    found = checkup(a_situation(library, TODAY), on("2026-01-01")).findings[2]
    assert (found.figure, found.worry) == (89, True)
    assert found.details == Run(on("2026-01-01"), on("2026-04-07"), 12)


def test_an_overdue_book_is_a_deadline_still_open() -> None:
    overdue = a_loan(1, kind=Format.PRINT, out="2026-03-02", due="2026-03-20")
    assert finding("no_end", a_library(overdue)).details == Run(on("2026-03-02"), TODAY + DAY, 4)


# Crowding out


def reading_beside(
    minutes: int, *, routine: bool = True, reserve: int = 20, away: tuple[Away, ...] = ()
) -> Library:
    return a_library(settings=Settings(reserve=reserve))._replace(
        routines=(daily(30),) if routine else (),
        away=away,
        asides=(Aside(1, on("2026-03-15"), minutes, "LRB"),) if minutes else (),
    )


@pytest.mark.parametrize(("minutes", "percent", "worry"), [(84, 50, False), (83, 49, True)])
def test_other_reading_is_measured_against_what_the_reserve_kept(
    minutes: int, percent: int, worry: bool
) -> None:
    found = finding("crowding_out", reading_beside(minutes))  # a fifth of 28 x 30 minutes is 168
    assert (found.figure, found.worry) == (percent, worry)
    assert isinstance(found.details, OtherReading)
    assert found.details.read_minutes == minutes
    assert found.details.kept_minutes == pytest.approx(168)


def test_days_away_keep_nothing() -> None:
    away = Away(1, on("2026-03-09"), on("2026-03-15"))
    found = finding("crowding_out", reading_beside(63, away=(away,)))
    assert found.figure == 50


@pytest.mark.parametrize(("minutes", "percent", "worry"), [(21, 50, False), (20, 48, True)])
def test_a_reserve_that_was_set_lately_is_judged_from_that_day_on(
    minutes: int, percent: int, worry: bool
) -> None:
    library = reading_beside(minutes)._replace(reserve_since=on("2026-03-23"))
    library = library._replace(asides=(Aside(1, on("2026-03-23"), minutes),))
    found = finding("crowding_out", library)  # a fifth of 7 x 30 minutes is 42
    assert (found.figure, found.worry) == (percent, worry)
    assert isinstance(found.details, OtherReading)
    assert found.details.kept_minutes == pytest.approx(42)
    assert found.details.since == on("2026-03-23")


def test_what_was_read_before_the_reserve_was_set_is_left_out() -> None:
    library = reading_beside(84)._replace(reserve_since=on("2026-03-16"))
    assert finding("crowding_out", library).figure == 0
    library = library._replace(reserve_since=on("2026-03-15"))
    assert finding("crowding_out", library).figure == 93  # of 15 x 6 minutes


def test_a_reserve_set_today_is_not_judged_yet() -> None:
    found = finding("crowding_out", reading_beside(0)._replace(reserve_since=TODAY))
    assert (found.figure, found.worry, found.advice) == (None, False, NO_WORRY)
    assert found.details == OtherReading(0, 0, TODAY)


@pytest.mark.parametrize("since", [None, "2026-01-01", "2026-03-02"])
def test_an_older_reserve_is_judged_over_the_four_weeks(since: str | None) -> None:
    library = reading_beside(84)._replace(reserve_since=None if since is None else on(since))
    found = finding("crowding_out", library)
    assert found.figure == 50
    assert isinstance(found.details, OtherReading)
    assert found.details.since == on("2026-03-02")


def test_where_no_time_is_kept_it_is_said_once_and_kindly() -> None:
    bare = finding("crowding_out", reading_beside(0, reserve=0))
    assert (bare.figure, bare.worry) == (None, False)
    assert bare.advice == (
        "No time is kept for other reading; this keeps some: readtrack config reserve 20"
    )
    unplanned = finding("crowding_out", reading_beside(0, routine=False))
    assert not unplanned.worry
    assert unplanned.advice.endswith("it needs a routine: readtrack routine add bed 30m")
    assert finding("crowding_out", reading_beside(40, reserve=0)).advice == NO_WORRY


# No reason


def reasonless(library: Library) -> list[int]:
    details = finding("no_reason", library).details
    assert isinstance(details, NoReason)
    return [each.loan for each in details.loans]


def test_a_checkout_without_a_reason_is_named_with_the_command_that_gives_it_one() -> None:
    reasoned, bare = a_loan(1)._replace(why="the film"), a_loan(2, due="2026-04-06")
    assert finding("no_reason", a_library(reasoned)).advice == NO_WORRY
    found = finding("no_reason", a_library(reasoned, bare))
    assert (found.figure, found.worry) == (1, True)
    assert found.advice == 'Say what Book 2 is for: readtrack edit 2 --why "..."'
    patient = a_library(reasoned, bare, settings=Settings(worry_reasons=2))
    assert not finding("no_reason", patient).worry


@pytest.mark.parametrize(
    ("ended", "counts"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-30", True)],
)
def test_it_counts_also_once_it_has_ended(ended: str, counts: bool) -> None:
    loan = a_loan(1, out="2026-02-20", due="2026-03-30", ended=ended)
    found = finding("no_reason", a_library(past=[loan]))
    assert (found.figure, found.worry) == (int(counts), counts)
    if counts:
        assert found.advice == 'Say what Book 1 was for: readtrack edit 1 --why "..."'


def test_one_that_is_still_out_is_asked_for_first_then_the_one_that_ended_last() -> None:
    past = [a_loan(n, ended=f"2026-03-2{n}") for n in (3, 2, 1)]
    assert reasonless(a_library(a_loan(4, due="2026-04-06"), past=past)) == [4, 3, 2, 1]
    assert reasonless(a_library(past=[past[2], past[0], past[1]])) == [3, 2, 1]


def test_of_checkouts_that_ended_on_one_day_each_counts_once() -> None:
    expired = a_loan(3, ended="2026-03-29")
    past = [expired, a_loan(2, ended="2026-03-29"), a_loan(1, ended="2026-03-29")]
    assert reasonless(a_library(expired=[expired], past=past)) == [3, 2, 1]


def test_a_reason_for_one_edition_is_the_titles() -> None:
    read, heard = a_loan(1, book=7), a_loan(2, book=7, kind=AUDIO, length=3600)
    assert finding("no_reason", a_library(a_title(read, heard))).figure == 2
    reasoned = read._replace(why="the film")
    assert reasonless(a_library(a_title(reasoned, heard))) == []
    given_back = reasoned._replace(ended=on("2026-03-20"), outcome=Outcome.FINISHED)
    title = a_title(heard, companions=[given_back])
    assert reasonless(a_library(title, past=[given_back])) == []
    both_back = heard._replace(ended=on("2026-03-28"), outcome=Outcome.FINISHED)
    assert reasonless(a_library(past=[both_back, given_back])) == []


# Too optimistic


def ended(loan_id: int, day: str, at: float, *, done: bool = False) -> Loan:
    """Due on 23 March, so to be finished by 21 March."""
    loan = a_loan(loan_id, length=100, due="2026-03-23", ended=day, log=[(day, at)])
    return loan._replace(reached=at, outcome=Outcome.FINISHED if done else Outcome.UNFINISHED)


def test_a_third_of_the_endings_unfinished_is_no_worry_and_a_half_is() -> None:
    first, second = ended(1, "2026-03-20", 100, done=True), ended(2, "2026-03-24", 100, done=True)
    given_up, other = ended(3, "2026-03-22", 60), ended(4, "2026-03-23", 20)
    third = finding("too_optimistic", a_library(past=[second, given_up, first]))
    assert (third.figure, third.worry, third.advice) == (33, False, NO_WORRY)
    assert third.details == Endings(3, 1, 1.0, 40.0, small_sample=False)
    half = finding("too_optimistic", a_library(past=[second, other, given_up, first]))
    assert (half.figure, half.worry) == (50, True)
    assert half.details == Endings(4, 2, 1.0, 60.0, small_sample=False)
    assert half.advice == (
        "60% was left, others 1 day late; ask before the next: "
        "readtrack consider 'Hard Times' --pages 304"
    )


def test_few_endings_in_four_weeks_are_told_with_the_earlier_ones() -> None:
    lately = [ended(n, "2026-03-20", 100, done=True) for n in (1, 2)]
    before = ended(3, "2026-02-20", 50)
    before = before._replace(checked_out=on("2026-02-01"))
    found = finding("too_optimistic", a_library(past=[*lately, before]))
    assert (found.figure, found.details) == (33, Endings(3, 1, -1.0, 50.0, small_sample=True))


def test_a_title_read_in_two_editions_ended_once() -> None:
    heard = ended(1, "2026-03-20", 60)
    read = ended(2, "2026-03-21", 100, done=True)
    read = read._replace(book=heard.book)
    found = finding("too_optimistic", a_library(past=[read, heard]))
    assert found.details == Endings(1, 0, 0.0, None, small_sample=True)


def test_a_title_borrowed_again_later_ended_twice() -> None:
    first = ended(1, "2026-03-10", 50)
    again = ended(2, "2026-03-25", 100, done=True)._replace(
        book=first.book, checked_out=on("2026-03-10")
    )
    found = finding("too_optimistic", a_library(past=[again, first]))
    assert isinstance(found.details, Endings)
    assert (found.details.ended, found.details.unfinished) == (2, 1)


# What the reading carries


def read_daily(pages: int, settings: Settings | None = None) -> Library:
    """A book of 600 pages that was read at an even pace on each of 20 days before today."""
    log = [(str(on("2026-03-10") + n * DAY), float(pages * (n + 1))) for n in range(20)]
    loan = a_loan(1, length=600, out="2026-03-10", due="2026-04-06", log=log)
    return a_library(loan, settings=settings)


def test_what_the_pace_carries_is_said_and_is_no_worry() -> None:
    found = finding("carries", read_daily(30))
    assert (found.figure, found.unit, found.threshold, found.worry) == (20, "days", None, False)
    assert found.setting is None
    assert found.advice == (
        "At the pace of the last eight weeks a 300-page book takes you 20 days: "
        "a new loan every 20 days would be in time four times in five."
    )
    assert found.details == Carries(300, pytest.approx(600), 20)  # type: ignore[arg-type]


def test_a_book_that_takes_longer_than_a_loan_is_not_called_in_time() -> None:
    found = finding("carries", read_daily(30, Settings(loan_days=19)))
    assert found.figure == 20
    assert found.advice == (
        "At the pace of the last eight weeks four of five 300-page books take you up to 20 days, "
        "longer than a loan of 19: borrow shorter ones, or renew."
    )


def test_with_too_little_reading_it_is_too_early_to_say() -> None:
    found = finding("carries", a_library(a_loan(1, log=[("2026-03-20", 100)])))
    assert (found.figure, found.worry, found.advice) == (None, False, TOO_EARLY)
