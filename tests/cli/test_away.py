"""Days without reading, and reading that is none of the library's books."""

import pytest

from tests.cli.given import cells, failed, given, less_example, narrow, report, tried
from tests.terminal import Home


@pytest.mark.parametrize(
    ("words", "said", "first", "last"),
    [
        ("2026-03-06..2026-03-08", "Fri 6 Mar to Sun 8 Mar, 3 days", "2026-03-06", "2026-03-08"),
        ("2026-03-06 .. sun", "Fri 6 Mar to Sun 8 Mar, 3 days", "2026-03-06", "2026-03-08"),
        ("fri", "Fri 6 Mar", "2026-03-06", "2026-03-06"),
        ("fri..tue", "Fri 6 Mar to Tue 10 Mar, 5 days", "2026-03-06", "2026-03-10"),
        ("today", "Mon 2 Mar", "2026-03-02", "2026-03-02"),
        ("may 4 .. may 6", "Mon 4 May to Wed 6 May, 3 days", "2026-05-04", "2026-05-06"),
        ("2026-02-27..+1d", "Fri 27 Feb to Tue 3 Mar, 5 days", "2026-02-27", "2026-03-03"),
    ],
)
def test_days_away_are_taken_as_people_say_them(
    home: Home, words: str, said: str, first: str, last: str
) -> None:
    assert tried(home, f"away {words}").out == f"Away: {said}.\n"
    assert report(home, "away")["away"] == [{"id": 1, "first": first, "last": last}]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("2026-03-08..2026-03-06", "2026-03-08..2026-03-06 ends before it begins."),
        ("soon", "Cannot read 'soon' as a date."),
        ("fri..", "Cannot read '' as a date."),
        ("03/04/2026", "03/04/2026 can be read two ways."),
        ("drop", "away drop needs a number from the list, and there is none yet: readtrack "),
        ("add", "away add needs days: readtrack away add fri..sun\n"),
        ("dr 7", "drop has to be written in full.\nWrite: readtrack away drop 7\n"),
        ("edit 7 fri", "No days away have the number '7'."),
        ("drop 7", "No days away have the number '7'."),
        ("drop fri", "No days away have the number 'fri'."),
    ],
)
def test_what_are_no_days_to_come_is_refused(home: Home, words: str, what: str) -> None:
    assert failed(tried(home, f"away {words}"), 2).startswith(f"readtrack: {what}")
    assert report(home, "away")["away"] == []


def test_days_away_are_listed_by_date_and_given_back_by_number(home: Home) -> None:
    given(home, "away 2026-12-20..2026-12-27", "away fri")
    shown = "  2  Fri 6 Mar\n  1  Sun 20 Dec to Sun 27 Dec, 8 days\n"
    assert home.screen("away").out == shown
    assert home.screen("away", "list").out == shown
    assert cells(home.ok("away", "list")) == [
        ["id", "first", "last"],
        ["2", "2026-03-06", "2026-03-06"],
        ["1", "2026-12-20", "2026-12-27"],
    ]
    narrow(home, "away")
    assert home.ok("away", "drop", "1") == "Back: Sun 20 Dec to Sun 27 Dec, 8 days.\n"
    assert [each["id"] for each in report(home, "away")["away"]] == [2]
    given(home, "undo", "undo")
    assert [each["id"] for each in report(home, "away")["away"]] == [1]
    home.today = "2026-12-28"
    assert home.screen("away").out.endswith(", 8 days  (over)\n")


def test_without_days_away_the_list_says_how_to_take_some(home: Home) -> None:
    assert home.screen("away").out == "No days away. Take some out: readtrack away fri..sun\n"
    assert home.ok("away") == "id\tfirst\tlast\n"


@pytest.mark.parametrize("routine", [[], ["routine add bed 60"]])
def test_days_away_are_empty_in_the_plan_and_are_no_days_left(
    home: Home, routine: list[str]
) -> None:
    given(home, *routine, "add Dune --pages 300")
    assert report(home, "pace")["loans"][0]["days_left"] == 20
    given(home, "away thu..sat")
    assert report(home, "pace")["loans"][0]["days_left"] == 17
    days = {day["date"]: day for day in report(home, "plan")["days"]}
    for number in (5, 6, 7):
        day = days[f"2026-03-0{number}"]
        assert (day["capacity_minutes"], day["load"], day["blocks"]) == (0, 0, [])
    assert days["2026-03-04"]["blocks"]
    assert days["2026-03-08"]["blocks"]
    assert home.screen("plan").out.count("no reading") == 3
    assert narrow(home, "plan").count("\n  no reading\n") == 3
    home.today = "2026-03-06"
    assert "nothing to read today" in home.screen().out


def test_other_reading_is_logged_on_its_day_and_added_up(home: Home) -> None:
    assert home.ok("aside", "30", "New Yorker") == (
        "Other reading: New Yorker, 30 minutes.\n30 minutes in four weeks.\n"
    )
    given(home, "aside 1:10 LRB --on yesterday", "aside 5m", "aside 9 old --on 2026-01-01")
    assert home.screen("aside").out == (
        "  2  Sun 1 Mar   1 h 10 min  LRB\n"
        "  1  Mon 2 Mar       30 min  New Yorker\n"
        "  3  Mon 2 Mar        5 min\n"
        "1 h 45 min of other reading in four weeks.\n"
    )
    assert cells(home.ok("aside")) == [
        ["day", "minutes", "what", "id"],
        ["2026-03-01", "70", "LRB", "2"],
        ["2026-03-02", "30", "New Yorker", "1"],
        ["2026-03-02", "5", "", "3"],
    ]
    given(home, "undo", "undo")
    found = report(home, "aside")["asides"]
    assert [(each["minutes"], each["what"]) for each in found] == [(70, "LRB"), (30, "New Yorker")]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("0 x", "Cannot take '0' as minutes of a day."),
        ("1441 x", "Cannot take '1441' as minutes of a day."),
        ("30 x --on tomorrow", "Tue 3 Mar has not come yet."),
        ("30 ''", "The text is empty."),
    ],
)
def test_what_cannot_have_been_read_is_refused(home: Home, words: str, what: str) -> None:
    assert failed(tried(home, f"aside {words}"), 2).startswith(f"readtrack: {what}")
    assert report(home, "aside")["asides"] == []


def test_what_was_read_is_shown_as_text_whatever_it_holds(home: Home) -> None:
    text = "[red]esc[/red] \x1b[31m 数学ガール, a magazine"
    home.ok("aside", "30", text)
    shown = text.replace("\x1b", "␛")
    assert shown in home.screen("aside").out
    assert shown in home.ok("aside")
    assert "\x1b" not in narrow(home, "aside")
    assert report(home, "aside")["asides"][0]["what"] == text


# What becomes due meanwhile


@pytest.fixture
def borrowed(home: Home) -> Home:
    given(home, "routine add bed 40", "config cap 4", "add One --pages 400")
    return home


def test_a_book_that_becomes_due_while_away_is_named_with_what_finishes_it(borrowed: Home) -> None:
    assert borrowed.ok("away", "2026-03-20..2026-03-25") == (
        "Away: Fri 20 Mar to Wed 25 Mar, 6 days.\n"
        "One is due while you are away, Mon 23 Mar: 8 h 40 min finish it by Thu 19 Mar, "
        "or readtrack renew 1.\n"
    )


def test_a_book_that_there_is_no_time_for_before_leaving_is_to_be_renewed_or_let_go(
    borrowed: Home,
) -> None:
    said = borrowed.ok("away", "2026-03-05..2026-03-25").splitlines()
    assert said[1] == (
        "One is due while you are away, Mon 23 Mar: 8 h 40 min are left, and 2 h before you "
        "leave. readtrack renew 1, or readtrack drop 1 (keeps your place)"
    )


def test_a_finished_print_is_to_be_taken_back_and_a_finished_e_book_goes_by_itself(
    borrowed: Home,
) -> None:
    given(borrowed, "add Two --pages 90 --format print --at end", "log one end")
    assert borrowed.ok("away", "2026-03-20..2026-03-25").splitlines()[1:3] == [
        "One is due while you are away, Mon 23 Mar.",
        "Two is due while you are away, Mon 23 Mar: take it back by Thu 19 Mar.",
    ]


@pytest.mark.parametrize("words", ["2026-03-24..2026-03-30", "2026-03-04..2026-03-22"])
def test_a_book_that_becomes_due_before_or_after_is_not_named(borrowed: Home, words: str) -> None:
    assert "while you are away" not in borrowed.ok("away", words)


def test_a_renewal_that_opens_too_late_is_not_advised(borrowed: Home) -> None:
    given(borrowed, "edit one --renewable-on 2026-03-21")
    assert "readtrack renew" not in borrowed.ok("away", "2026-03-20..2026-03-25")


def test_a_week_is_a_week_and_a_number_of_days_says_from_when(home: Home) -> None:
    assert home.ok("away", "next week").startswith("Away: Mon 9 Mar to Sun 15 Mar, 7 days.")
    answer = home.run("away", "14 days")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: 14 days does not say from when.\nWrite FIRST..LAST. "
        "Such as: readtrack away today..+13d\n",
    )
    assert home.ok("away", "27 dec").startswith("Away: Sun 27 Dec.")


# The verbs that every group has


def test_days_that_overlap_become_one_stretch_which_is_said_and_taken_back(home: Home) -> None:
    given(home, "away 2026-03-06..2026-03-08", "away add 2026-03-12..2026-03-14")
    assert home.ok("away", "add", "2026-03-08..2026-03-10") == (
        "Away: Fri 6 Mar to Tue 10 Mar, 5 days.\n"
        "One stretch now with Fri 6 Mar to Sun 8 Mar, 3 days. Wrong? readtrack undo\n"
    )
    assert [each["last"] for each in report(home, "away")["away"]] == ["2026-03-10", "2026-03-14"]
    given(home, "undo")
    assert [each["last"] for each in report(home, "away")["away"]] == ["2026-03-08", "2026-03-14"]
    given(home, "away 2026-03-05..2026-03-20")
    assert len(report(home, "away")["away"]) == 1


def test_days_that_are_away_already_are_refused_with_their_number(home: Home) -> None:
    given(home, "away 2026-03-06..2026-03-08")
    answer = home.run("away", "sat")
    assert (answer.out, answer.code, answer.err) == (
        "",
        2,
        "readtrack: You are away then already: no. 1, Fri 6 Mar to Sun 8 Mar, 3 days.\n"
        "To change it: readtrack away edit 1 2026-03-07..2026-03-07\n",
    )
    same = home.run("away", "fri..sun").err
    assert same.endswith("\nTo take it back: readtrack away drop 1\n")


def test_a_stretch_is_changed_under_its_number_and_joins_what_it_reaches(home: Home) -> None:
    given(home, "away 2026-03-06..2026-03-08", "away 2026-03-12..2026-03-14")
    assert home.ok("away", "edit", "1", "7 Mar", "..", "9 Mar") == (
        "Away: Sat 7 Mar to Mon 9 Mar, 3 days.\n"
    )
    assert home.run("away", "edit", "1", "7 Mar..9 Mar").code == 2
    given(home, "away edit 2 2026-03-09..2026-03-14")
    assert report(home, "away")["away"] == [{"id": 2, "first": "2026-03-07", "last": "2026-03-14"}]
    given(home, "undo", "undo")
    assert [each["first"] for each in report(home, "away")["away"]] == ["2026-03-06", "2026-03-12"]


def test_other_reading_is_changed_and_dropped_under_its_number(home: Home) -> None:
    given(home, "aside add 30 New Yorker --on yesterday", "aside 1 h 10 min LRB")
    assert home.ok("aside", "edit", "1", "45m", "--on", "today") == (
        "Now: Mon 2 Mar, 45 minutes, New Yorker.\n1 h 55 min in four weeks.\n"
    )
    assert home.ok("aside", "edit", "2", "London", "Review").startswith(
        "Now: Mon 2 Mar, 1 h 10 min, London Review.\n"
    )
    assert home.ok("aside", "drop", "1") == (
        "Dropped: Mon 2 Mar, 45 minutes, New Yorker. Wrong? readtrack undo\n"
        "1 h 10 min in four weeks.\n"
    )
    given(home, "undo", "undo", "undo")
    found = report(home, "aside list")["asides"]
    assert [(each["minutes"], each["what"]) for each in found] == [(30, "New Yorker"), (70, "LRB")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("edit 1", "Nothing to change.\nSuch as: readtrack aside edit 1 45m --on yesterday\n"),
        ("edit 1 --on tomorrow", "Tue 3 Mar has not come yet.\nLog what you have read.\n"),
        ("edit 9 45", "No other reading has the number '9'.\nSee: readtrack aside list\n"),
        ("drop x", "No other reading has the number 'x'.\nSee: readtrack aside list\n"),
        ("dro 1", "drop has to be written in full.\nWrite: readtrack aside drop 1\n"),
    ],
)
def test_other_reading_that_cannot_be_changed_so_stays(home: Home, words: str, said: str) -> None:
    given(home, "aside 30 LRB")
    assert less_example(failed(tried(home, f"aside {words}"), 2)) == f"readtrack: {said}"
    assert report(home, "aside")["asides"][0]["minutes"] == 30


@pytest.mark.parametrize("group", ["away", "aside", "snooze", "later", "routine"])
def test_every_group_lists_in_full_in_short_and_alone(home: Home, group: str) -> None:
    given(home, "away fri", "aside 30 LRB", "routine add bed 30", "add Dune --pages 90")
    given(home, "later add Emma --pages 90", "snooze dune")
    whole = home.ok(group, "list")
    assert whole
    assert home.ok(group) == whole
    assert home.ok(group, "li") == whole
    assert home.ok(group, "--json") == home.ok(group, "list", "--json")
    assert home.ok(group, "--json", "list") == home.ok(group, "--json")
