"""Words to dates and back, given today; and what today is."""

import time
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.clock import WEEKDAYS, parse_time, read_clock, readers_day
from readtrack.dates import Direction, day_text, deadline_text, distance_text, parse_date
from readtrack.day_names import FULL_WEEKDAYS
from readtrack.distances import parse_days
from readtrack.errors import UsageError
from readtrack.stretches import parse_stretch
from readtrack.weekdays import parse_weekdays, weekdays_text
from tests.cases import cases, forms

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
directions: st.SearchStrategy[Direction] = st.sampled_from(["past", "future"])


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(
        {
            "2026-12-14": "2026-12-14 / 20261214 / 14.12.2026 / 14/12/2026 / 12/14/2026"
            " / December 14th 2026",
            "2028-02-29": " 2028-02-29  / feb 29 / 29 feb 2028",
            "2026-03-02": "today / mar 2 / heute",
            "2026-03-03": "Tomorrow / tues / morgen",
            "2026-03-01": "YESTERDAY / -1d / Sun 1 Mar / gestern",
            "2026-03-12": "+10d / 10d",
            "2026-03-23": "3 weeks / in 3 weeks / Mon 23 Mar / Mon, 23 Mar / Mo 23. März"
            " / ~Mon 23 Mar / Mon 23 Mar at 14:05, in 21 days"
            " / Due Mon 23 Mar, in 21 days. / in twenty-one days / 3 weeks from now",
            "2026-03-09": "1w / next Monday / next week / in a week / nächste Woche"
            " / in einer Woche",
            "2026-02-28": "2 days ago / vorgestern / day before yesterday / vor zwei Tagen"
            " / two days ago",
            "2026-04-02": "1 month / next month / nächsten Monat",
            "2027-03-02": "1y",
            "2026-03-04": "4.3.2026 / Weds. / Übermorgen / u\u0308bermorgen"
            " / the day after tomorrow",
            "2026-05-05": "5/5/2026 / 5.5",
            "2026-05-04": "may 4 / May 4th / 4 may / 4. Mai 2026",
            "2027-05-04": "may 4, 2027",
            "2025-12-14": "14 dec 2025",
            "2027-03-01": "mar 1 / 1.3.",
            "2026-03-05": "thurs / Donnerstag / do / in drei Tagen / in three days",
            "2026-03-13": "next fri / nächsten Freitag / Freitag nächste Woche / next week friday",
            "2026-03-16": "in two weeks / in 14 Tagen / a fortnight",
            "2026-03-31": "end of month / end of the month / Monatsende",
            "2026-03-27": "27.3. / 27.03.2026 / 27 Mar 26 / Mar 27 '26 / 27. März / Fri 2026-03-27"
            " / 27.3 / 27/3 / 3/27 / 27. 3. 2026 / 3/27/26 / 27-Mar-2026 / 27/Mar/26"
            " / the 27th / zum 27. / \u00a027.\u00a0März",
            "2026-12-12": "12 Dez",
            "2026-10-03": "3. Oktober",
            "2027-03-17": "Wed 17 Mar 2027",
            "2026-03-06": "this friday / diesen Freitag / by friday / bis Freitag",
            "2026-03-07": "am Sonnabend",
            "2026-02-27": "last fri",
            "2026-02-23": "letzten Montag / last week / vor einer Woche",
            "2026-02-02": "last month",
            "2025-03-02": "letztes Jahr",
            "2026-03-19": "two weeks and 3 days",
            "2026-04-03": "1 month 1 day / Fr 3.4 / Fri 3/4/2026",
            "2026-04-01": "1st",
            "2027-01-05": "Jänner 5",
            "2026-04-30": "end of next month",
            "2027-02-28": "end of february",
            "2026-05-31": "Ende Mai",
            "2026-12-31": "end of the year",
        }
    ),
)
def test_a_date_is_read_from_words(text: str, expected: str) -> None:
    assert parse_date(text, MONDAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("may 4", "2025-05-04"),
        ("mar 2", "2026-03-02"),
        ("mar 3", "2025-03-03"),
        ("feb 29", "2024-02-29"),
        ("may 4 2027", "2027-05-04"),
        ("fri", "2026-02-27"),
        ("mon", "2026-03-02"),
        ("+1d", "2026-03-03"),
    ],
)
def test_in_the_past_the_nearest_one_behind_is_meant(text: str, expected: str) -> None:
    assert parse_date(text, MONDAY, "past") == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "lately", "near"),
    [
        ("28.11.", "2026-11-28", "2026-11-28"),
        ("28 Nov", "2026-11-28", "2026-11-28"),
        ("28.11", "2026-11-28", "2026-11-28"),
        ("end of november", "2026-11-30", "2026-11-30"),
        ("28.12.", "2025-12-28", "2026-12-28"),
        ("25.11.", "2026-11-25", "2026-11-25"),
        ("28.9.", "2026-09-28", "2026-09-28"),
        ("27.9.", "2026-09-27", "2027-09-27"),
        ("28.", "2026-10-28", "2026-11-28"),
        ("sat", "2026-11-21", "2026-11-28"),
    ],
)
def test_a_day_that_is_close_is_meant_on_either_side(text: str, lately: str, near: str) -> None:
    friday = date(2026, 11, 27)
    assert parse_date(text, friday, "lately") == date.fromisoformat(lately)
    assert parse_date(text, friday, "near") == date.fromisoformat(near)


def test_a_weekday_that_is_not_of_the_day_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        parse_date("Tue 23 Mar", MONDAY)
    assert refused.value.what == "Mon 23 Mar is no Tuesday."
    assert refused.value.instead == {"Tue 23 Mar": date(2026, 3, 23)}


def test_the_29th_of_february_steps_over_a_century_without_one() -> None:
    assert parse_date("feb 29", date(2096, 3, 1)) == date(2104, 2, 29)
    assert parse_date("feb 29", date(2103, 3, 1), "past") == date(2096, 2, 29)


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2027-01-01", "yesterday", "2026-12-31"),
        ("2028-02-28", "tomorrow", "2028-02-29"),
        ("2027-02-28", "tomorrow", "2027-03-01"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2026-12-31", "jan 1", "2027-01-01"),
        ("2026-03-28", "tomorrow", "2026-03-29"),
    ],
)
def test_words_cross_year_ends_and_leap_days(today: str, text: str, expected: str) -> None:
    assert parse_date(text, date.fromisoformat(today)) == date.fromisoformat(expected)


@given(days, st.integers(0, 6), st.sampled_from([WEEKDAYS, FULL_WEEKDAYS]), directions)
def test_a_weekday_is_the_nearest_in_its_direction_today_included(
    today: date, weekday: int, names: tuple[str, ...], toward: Direction
) -> None:
    found = parse_date(names[weekday], today, toward)
    assert found.weekday() == weekday
    away = (found - today).days
    assert 0 <= away < 7 if toward == "future" else -7 < away <= 0


@given(days, days, st.sampled_from(["%b {}", "%B {}", "{} %b", "{} %B"]), directions)
def test_a_day_without_a_year_is_the_nearest_one_in_its_direction(
    today: date, day: date, form: str, toward: Direction
) -> None:
    text = f"{day:{form.format(day.day)}}"
    found = parse_date(text, today, toward)
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= today if toward == "future" else found <= today
    if (day.month, day.day) != (2, 29):
        assert abs(found - today) <= timedelta(days=366)


@given(days, days, directions)
def test_an_iso_date_is_that_date_whatever_today_is(
    today: date, day: date, toward: Direction
) -> None:
    assert parse_date(day.isoformat(), today, toward) == day


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2026", ("2026-04-03", "2026-03-04")),
        ("3/4/2026", ("2026-04-03", "2026-03-04")),
        ("03-04-2026", ("2026-04-03", "2026-03-04")),
        ("12/11/2026", ("2026-11-12", "2026-12-11")),
        ("3.4", ("2026-04-03", "2026-03-04")),
        ("3/4", ("2026-04-03", "2026-03-04")),
        ("1.2", ("2027-02-01", "2027-01-02")),
        ("26/3/27", ("2027-03-26", "2026-03-27")),
        ("3/4/26", ("2026-04-03", "2026-03-04")),
        ("end of week", ("2026-03-06", "2026-03-08")),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_refused_with_both(
    text: str, readings: tuple[str, str]
) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(text, MONDAY)
    assert "two ways" in refused.value.what
    assert all(reading in refused.value.remedy for reading in readings)


def test_last_is_refused_where_that_day_of_this_week_has_been_too() -> None:
    saturday = date(2026, 3, 7)
    with pytest.raises(UsageError) as refused:
        parse_date("last fri", saturday, "past")
    assert (refused.value.what, refused.value.remedy) == (
        "last fri can be read two ways.",
        "2026-02-27 (27 February) or 2026-03-06 (6 March): write the one you mean.",
    )
    assert parse_date("last sunday", saturday, "past") == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "what", "last"),
    [
        ("31.2.", "There is no 31 February.", "2027-02-28"),
        ("31.2", "There is no 31 February.", "2027-02-28"),
        ("feb 30", "There is no 30 February.", "2027-02-28"),
        ("2/30", "There is no 30 February.", "2027-02-28"),
        ("31. April", "There is no 31 April.", "2026-04-30"),
        ("apr 31", "There is no 31 April.", "2026-04-30"),
        ("31.4.2026", "There is no 31 April 2026.", "2026-04-30"),
        ("2026-02-30", "There is no 30 February 2026.", "2026-02-28"),
        ("20260230", "There is no 30 February 2026.", "2026-02-28"),
        ("2027-02-29", "There is no 29 February 2027.", "2027-02-28"),
        ("feb 29 2027", "There is no 29 February 2027.", "2027-02-28"),
        ("30.2.2028", "There is no 30 February 2028.", "2028-02-29"),
        ("31/6/2026", "There is no 31 June 2026.", "2026-06-30"),
    ],
)
def test_a_day_that_its_month_does_not_have_is_refused_with_the_last_one(
    text: str, what: str, last: str
) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(text, MONDAY)
    assert (refused.value.what, refused.value.remedy) == (what, f"Its last day is {last}.")


@pytest.mark.parametrize(
    ("today", "toward", "text", "expected"),
    [
        ("2026-12-20", "future", "Fri 1 Jan", "2027-01-01"),
        ("2027-01-02", "past", "Wed 30 Dec", "2026-12-30"),
        ("2026-12-20", "future", "Sat 2.1", "2027-01-02"),
    ],
)
def test_a_weekday_says_which_side_of_a_years_end_is_meant(
    today: str, toward: Direction, text: str, expected: str
) -> None:
    found = parse_date(text, date.fromisoformat(today), toward)
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    forms(
        " /     / soon / someday / 4 / 2026 / 12:30 / 13/13/2026 / 00/00/2026 / may / may 0"
        " / may 32 / may 32 2026 / may 99 / mon 3 / fri 13 / 1 mon / 5 hours / 20 minutes"
        " / march 2027 / 99999d / 99999y / -99999y / 0001-01-01 / 9999-12-31 / 1e3 days"
        " / ٣ days / may 4 cest"
    ),
)
def test_what_is_no_date_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_date(text, MONDAY)
    assert "2026-12-14" in refused.value.remedy


WORDS = (
    "may feb fri mon in ago day weeks 4 29 31 32 99 2026 10000 th st , . / - + : am utc of T Z "
    "00 1e9 ٣ now week0 sept. h min 5hours noon bc 2026-W05"
)
near_dates = st.lists(st.sampled_from(WORDS.split()), max_size=6).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@given(st.text(max_size=30) | near_dates, days, directions)
def test_any_text_is_a_date_of_these_centuries_or_a_plain_refusal(
    text: str, today: date, toward: Direction
) -> None:
    try:
        found = parse_date(text, today, toward)
    except UsageError:
        return
    assert 1900 <= found.year <= 2199


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:05", "14:05"),
        ("9:05", "09:05"),
        ("9.05", "09:05"),
        (" 00:00 ", "00:00"),
        ("2:05 pm", "14:05"),
        ("2PM", "14:00"),
        ("12:30 a.m.", "00:30"),
        ("14.05 Uhr", "14:05"),
        ("9 Uhr", "09:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_of_day_is_kept_in_one_form(text: str, expected: str) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text",
    forms(
        " / 14 / 24:00 / 12:60 / noon / : / 14: / :05 / 1:2:3 / -1:00 / 99999999999999999999:00"
        " / 12:5e1 / 14:00 pm / 0 am"
    ),
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_time(text)


@given(st.text(max_size=12) | st.from_regex(r"[+-]?\d{1,25}[:.]\d{1,25}", fullmatch=True))
def test_any_text_is_a_time_of_day_or_a_plain_refusal(text: str) -> None:
    try:
        found = parse_time(text)
    except UsageError:
        return
    assert datetime.strptime(found, "%H:%M").strftime("%H:%M") == found  # noqa: DTZ007


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-03-23", "Mon 23 Mar"),
        ("2026-03-04", "Wed 4 Mar"),
        ("2027-01-01", "Fri 1 Jan 2027"),
        ("2025-12-31", "Wed 31 Dec 2025"),
    ],
)
def test_a_day_is_said_with_its_year_only_when_it_is_another(day: str, text: str) -> None:
    assert day_text(date.fromisoformat(day), MONDAY) == text


@pytest.mark.parametrize(
    ("away", "text"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (21, "in 21 days"),
        (-2, "2 days ago"),
    ],
)
def test_a_distance_is_said_in_words(away: int, text: str) -> None:
    assert distance_text(MONDAY + away * DAY, MONDAY) == text


@given(days, days, directions, st.sampled_from([None, "00:05", "14:30"]))
def test_a_day_that_is_printed_can_be_typed_back(
    day: date, today: date, toward: Direction, hour: str | None
) -> None:
    """Whichever way is looked; without its weekday, where a day of this year is looked for."""
    text = day_text(day, today)
    for printed in (text, f"~{text}", deadline_text(day, hour, today)):
        assert parse_date(printed, today, toward) == day
    assert parse_date(distance_text(day, today), today, toward) == day
    alone = text.partition(" ")[2]
    assert parse_date(alone, today, "future" if day >= today else "past") == day


# Numbers of days, stretches and days of the week


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("21", 21),
        ("21 days", 21),
        ("1 day", 1),
        ("3 weeks", 21),
        ("3w", 21),
        ("drei Wochen", 21),
        ("a fortnight", 14),
        ("1 week and 3 days", 10),
        ("14 Tage", 14),
    ],
)
def test_a_number_of_days_is_read_from_words(text: str, days: int) -> None:
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "soon", "1 month", "-3", "3.5", "999999", "3 weeks ago", "h"])
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_days(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-20..2026-12-27", "2026-12-20", "2026-12-27"),
        ("fri..sun", "2026-03-06", "2026-03-08"),
        ("fri to mon", "2026-03-06", "2026-03-09"),
        ("fri - sun", "2026-03-06", "2026-03-08"),
        ("20.12. bis 27.12.", "2026-12-20", "2026-12-27"),
        ("20 Dec – 3 Jan", "2026-12-20", "2027-01-03"),
        ("20 Dec–3 Jan", "2026-12-20", "2027-01-03"),
        ("today…+13d", "2026-03-02", "2026-03-15"),
        ("next week", "2026-03-09", "2026-03-15"),
        ("nächste Woche", "2026-03-09", "2026-03-15"),
        ("this week", "2026-03-02", "2026-03-08"),
        ("this weekend", "2026-03-07", "2026-03-08"),
        ("next month", "2026-04-01", "2026-04-30"),
        ("fri", "2026-03-06", "2026-03-06"),
    ],
)
def test_a_stretch_of_days_is_read_from_words(text: str, first: str, last: str) -> None:
    assert parse_stretch(text, MONDAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("25.11.", "2026-11-25", "2026-11-25"),
        ("25.11", "2026-11-25", "2026-11-25"),
        ("20.11..22.11.", "2026-11-20", "2026-11-22"),
        ("nov 20 to nov 29", "2026-11-20", "2026-11-29"),
        ("1 Sep", "2027-09-01", "2027-09-01"),
        ("25.", "2026-12-25", "2026-12-25"),
        ("27.12..3.1.", "2026-12-27", "2027-01-03"),
        ("1 Nov - 31 Mar", "2026-11-01", "2027-03-31"),
        ("2026-12-27..20 Dec 2027", "2026-12-27", "2027-12-20"),
        ("27 May..20.", "2027-05-27", "2027-06-20"),
        ("next fri..mon", "2026-12-04", "2026-12-07"),
    ],
)
def test_a_stretch_may_have_just_passed_and_cross_new_year(
    text: str, first: str, last: str
) -> None:
    friday = date(2026, 11, 27)
    assert parse_stretch(text, friday) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("27.12..20.12.", "2026-12-27..2027-12-20"),
        ("27.12.2026..20.12.", "2026-12-27..2027-12-20"),
        ("27 Dec to 20 Dec", "2026-12-27..2027-12-20"),
        ("25.11 - 20.11", "2026-11-25..2027-11-20"),
        ("15 Oct..5 Jan", "2026-10-15..2027-01-05"),
    ],
)
def test_a_stretch_of_most_of_a_year_needs_its_years(text: str, both: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_stretch(text, date(2026, 11, 27))
    assert refused.value.what == f"{text} ends before it begins."
    assert refused.value.instead == {text: both}


@pytest.mark.parametrize(
    "text", ["", "..", "fri..", "5 days", "2 Wochen", "a - b - c", "3.4 to fri"]
)
def test_what_is_no_stretch_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_stretch(text, MONDAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", range(5)),
        ("Mo bis Fr", range(5)),
        ("Monday to Friday", range(5)),
        ("mon – wed, fri", [0, 1, 2, 4]),
        ("sat,sun", [5, 6]),
        ("sat and sun", [5, 6]),
        ("Sa & So", [5, 6]),
        ("weekends", [5, 6]),
        ("fri-mon", [4, 5, 6, 0]),
        ("daily", range(7)),
        ("Every day", range(7)),
        ("täglich", range(7)),
        ("weekdays", range(5)),
    ],
)
def test_days_of_the_week_are_read_from_words(text: str, days: Collection[int]) -> None:
    assert parse_weekdays(text) == frozenset(days)


@pytest.mark.parametrize("text", ["", ",", "never", "mon-", "-fri", "mon-tue-wed", "0-4", "m-f"])
def test_what_is_no_day_of_the_week_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_weekdays(text)


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekdays_that_are_printed_can_be_typed_back(days: set[int]) -> None:
    assert parse_weekdays(weekdays_text(days)) == days


# What today is


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The computer's own time zone, for one test."""
    name: str = request.param
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield name
    monkeypatch.undo()
    time.tzset()


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]


@pytest.mark.parametrize("zone", ZONES, indirect=True)
@pytest.mark.parametrize(
    "day", ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"]
)
def test_a_day_is_that_day_when_the_clocks_change(zone: str, day: str) -> None:
    for hour in ("", "T00:00", "T01:59", "T02:30", "T03:00", "T23:59"):
        instant = read_clock(day + hour)
        assert readers_day(instant, "00:00") == date.fromisoformat(day), (zone, hour)
        assert instant.tzinfo is not None


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "day", ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25"]
)
@pytest.mark.parametrize(
    ("clock", "mark"), [("00:00", 24), ("03:59", 27), ("04:00", 4), ("12:00", 12), ("23:59", 23)]
)
def test_the_readers_day_ends_at_the_hour_on_the_wall(
    zone: str, day: str, clock: str, mark: int
) -> None:
    instant = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))
    now = readers_day(instant, "04:00")
    calendar_day = date.fromisoformat(day)
    today = calendar_day - DAY if mark >= 24 else calendar_day
    assert now == today


@pytest.mark.parametrize("given_", ["", "today", "2026-02-30", "03/04/2026", "2026-03-02T25:00"])
def test_a_today_that_cannot_be_read_is_refused(given_: str) -> None:
    with pytest.raises(UsageError):
        read_clock(given_)


def test_without_a_given_day_the_clock_is_read_with_its_zone() -> None:
    before = datetime.now().astimezone()
    assert before <= read_clock(None) <= datetime.now().astimezone()


def test_the_year_of_a_due_date_is_looked_for_from_the_checkout_on() -> None:
    assert parse_date("feb 20", MONDAY, since=date(2026, 2, 1)) == date(2026, 2, 20)
    assert parse_date("tomorrow", MONDAY, since=date(2026, 2, 1)) == date(2026, 3, 3)
