"""The times a reader has: named, listed, changed and given up, and what they make of a day."""

import pytest

from tests.cli.given import cells, failed, given, narrow, report, tried
from tests.terminal import Home


@pytest.fixture
def week(home: Home) -> Home:
    given(
        home,
        "routine add commute 40m --days mon-fri --for either",
        "routine add bed 30 --for text",
        "routine add chores 0:25 --days sat,sun --for audio",
    )
    return home


def minutes_per_day(home: Home) -> float:
    found = report(home, "routine")["capacity"]["minutes_per_day"]
    assert isinstance(found, int | float)
    return found


def test_without_a_routine_the_list_says_what_is_assumed(home: Home) -> None:
    assert home.screen("routine").out == (
        "No routine yet. Name one: readtrack routine add bed 30m --for text\n"
        "For library books: 45 minutes a day (assumed).\n"
    )
    assert home.ok("routine") == "name\tminutes\tweekdays\tkind\tid\tsince\n"


def test_a_routine_that_is_added_is_told_with_the_minutes_of_a_day(home: Home) -> None:
    assert home.ok("routine", "add", "commute", "40m", "--days", "mon-fri") == (
        "commute: 40 minutes, mon-fri, for text or audio\n"
        "For library books: 40 minutes a day (routine).\n"
    )


def test_the_list_shows_each_routine_and_where_the_minutes_come_from(week: Home) -> None:
    lines = week.screen("routine", "list").out.splitlines()
    assert lines == week.screen("routine").out.splitlines()
    assert lines[:2] == [
        "commute: 40 minutes, mon-fri, for text or audio",
        "bed: 30 minutes, every day, for text",
    ]
    assert lines[-1] == "For library books: 1 h 6 min a day (routine)."
    assert "for text" in narrow(week, "routine")


def test_the_list_in_a_pipe_is_a_row_a_routine(week: Home) -> None:
    assert cells(week.ok("routine")) == [
        ["name", "minutes", "weekdays", "kind", "id", "since"],
        ["commute", "40", "mon-fri", "either", "1", "2026-03-02"],
        ["bed", "30", "every day", "text", "2", "2026-03-02"],
        ["chores", "25", "sat, sun", "audio", "3", "2026-03-02"],
    ]


def test_the_list_as_json_has_the_weekdays_as_numbers_from_monday(week: Home) -> None:
    found = report(week, "routine")
    assert [(each["name"], each["weekdays"], each["kind"]) for each in found["routines"]] == [
        ("commute", [0, 1, 2, 3, 4], "either"),
        ("bed", [0, 1, 2, 3, 4, 5, 6], "text"),
        ("chores", [5, 6], "audio"),
    ]
    assert found["capacity"]["source"] == "routine"
    assert week.ok("routine", "list", "--json") == week.ok("routine", "--json")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("add x 0", "Cannot take '0' as minutes of a day."),
        ("add x 1441", "Cannot take '1441' as minutes of a day."),
        ("add x 25:00", "Cannot take '25:00' as minutes of a day."),
        ("add x soon", "Cannot take 'soon' as minutes of a day."),
        ("add x 30 --days never", "Cannot read 'never' as days of the week."),
        ("add x 30 --days ''", "No day of the week is named."),
        ("add '' 30", "The name of the routine is empty."),
        ("add x 30 --for film", "--for takes text, audio or either, not 'film'."),
        ("add BED 10", "There is a routine called BED already."),
        ("edit bed --name Commute", "There is a routine called Commute already."),
        ("edit bed", "Nothing to change."),
        ("edit bed --minutes -1", "Cannot take '-1' as minutes of a day."),
        ("edit nothing --minutes 9", "No routine is called 'nothing'."),
        ("drop nothing", "No routine is called 'nothing'."),
        ("drop c", "More than one routine is called 'c'."),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(week: Home, line: str, what: str) -> None:
    before = report(week, "routine")
    said = failed(tried(week, f"routine {line}"), 2)
    assert said.startswith(f"readtrack: {what}")
    assert len(said.splitlines()) <= 2
    assert report(week, "routine") == before


def test_a_name_in_use_is_answered_with_the_command_that_changes_it(home: Home) -> None:
    name = "bob's $(touch pwned)"
    home.ok("routine", "add", name, "30")
    said = home.run("routine", "add", name.upper(), "0:40").err.splitlines()[1]
    command = said.removeprefix("To change it: readtrack ")
    given(home, command)
    assert report(home, "routine")["routines"][0]["minutes"] == 40


def test_a_part_of_a_name_is_enough_where_one_routine_has_it(week: Home) -> None:
    given(week, "routine edit com --minutes 50 --days mon,wed --for audio --name 'The bus'")
    changed = next(each for each in report(week, "routine")["routines"] if each["minutes"] == 50)
    assert (changed["name"], changed["weekdays"], changed["kind"]) == ("The bus", [0, 2], "audio")


def test_each_change_of_the_routine_is_taken_back_whole(week: Home) -> None:
    before = report(week, "routine")
    for line in ("add lunch 10", "edit bed --minutes 45", "drop bed", "drop chores"):
        given(week, f"routine {line}")
        assert report(week, "routine") != before
        given(week, "undo")
        assert report(week, "routine") == before
    given(week, "undo", "undo", "undo")
    assert report(week, "routine")["capacity"]["source"] == "assumed"


def test_a_dropped_routine_takes_its_minutes_with_it(week: Home) -> None:
    said = week.ok("routine", "drop", "bed")
    assert said.splitlines()[-1] == "For library books: 36 minutes a day (routine)."


def test_the_reserve_is_kept_out_of_the_minutes(week: Home) -> None:
    before = minutes_per_day(week)
    given(week, "config reserve 20")
    assert minutes_per_day(week) == pytest.approx(0.8 * before, abs=1e-3)
    assert "20% of that is left to other reading." in week.ok("pace", "--explain")


def test_follow_through_is_measured_once_a_book_is_out(home: Home) -> None:
    given(home, "routine add bed 60", "add One --pages 300", "log one 30 --minutes 40")
    home.today = "2026-03-06"
    found = report(home, "routine")["capacity"]
    assert (found["source"], found["measured_days"]) == ("measured (4 days)", 4)
    assert found["read_minutes"] < found["asked_minutes"] < 4 * 60
    kept = found["read_minutes"] / found["asked_minutes"]
    assert found["follow_through"] == pytest.approx((4 * kept + 7) / (4 + 7), abs=1e-4)
    minutes = round(60 * found["follow_through"])
    assert f"{minutes} minutes a day (measured on 4 days)" in home.screen("routine").out
    assert found == report(home, "pace")["capacity"]


def test_what_must_be_heard_is_never_planned_into_time_for_text(home: Home) -> None:
    given(home, "add Hear --audio 9:00", "add Read --pages 200")
    answer = home.run("routine", "add", "bed", "30", "--for", "text")
    assert answer.err == "No routine has time to listen to Hear.\n"
    plan = report(home, "plan")
    assert (plan["fits"], plan["peak_load"]) == (False, None)
    assert [(each["loan"], each["minutes_short"]) for each in plan["unfinished"]] == [(1, 540)]
    assert {block["loan"] for day in plan["days"] for block in day["blocks"]} == {2}
    assert {row["id"]: row["status"] for row in report(home, "pace")["loans"]}[1] == "wont_fit"
    screen = home.screen("plan").out
    assert "There is no time at all for something that is out.\n" in screen
    assert "Hear: 9 h more than fit by Sat 21 Mar, its goal.\n" in screen


def test_a_title_out_in_a_form_there_is_time_for_is_not_complained_about(home: Home) -> None:
    given(home, "add Hear --audio 9:00", "add Hear --pages 200")
    home.ok("routine", "add", "bed", "30", "--for", "text")
    assert report(home, "plan")["fits"] is True


def test_the_assumed_day_is_the_average_of_timed_days_where_that_is_more(home: Home) -> None:
    given(home, "add One --pages 900")
    for number, minutes in enumerate((60, 70, 80, 60), 2):
        home.today = f"2026-03-0{number}"
        given(home, f"log one +20 --minutes {minutes}")
    home.today = "2026-03-06"
    assert report(home, "routine")["capacity"]["routine_minutes"] == 45
    given(home, "log one +20 --minutes 80")
    home.today = "2026-03-07"
    found = report(home, "routine")["capacity"]
    assert (found["routine_minutes"], found["source"]) == (70, "assumed")


def test_the_minutes_of_a_routine_are_changed_where_they_were_given(week: Home) -> None:
    assert week.ok("routine", "edit", "bed", "45m").startswith("bed: 45 minutes, every day")
    assert tried(week, "routine edit bed 40 --minutes 50").code == 2
    assert tried(week, "routine e bed 40").err == (
        "readtrack: edit has to be written in full.\nWrite: readtrack routine edit bed 40\n"
    )
    assert week.ok("routine", "a", "lunch", "10").startswith("lunch: 10 minutes")


def test_a_name_of_several_words_needs_no_quotes(home: Home) -> None:
    given(home, "routine add 'shift 2' 30", "routine add 'long commute' 40")
    given(
        home,
        "routine edit long commute 50m",
        "routine edit shift 2 1 h 10",
        "routine edit shift 2 --days mon",
    )
    found = [(each["name"], each["minutes"]) for each in report(home, "routine")["routines"]]
    assert found == [("shift 2", 70), ("long commute", 50)]
    assert "Cannot take 'soon' as minutes" in tried(home, "routine edit long commute soon").err
    assert tried(home, "routine edit night shift 30").err.startswith(
        "readtrack: No routine is called 'night shift'."
    )
    given(home, "routine drop long commute")
    assert [each["name"] for each in report(home, "routine")["routines"]] == ["shift 2"]
