"""Snooze: quiet about a title for a while, taken back like everything else, and never too quiet."""

import json

import pytest

from tests.cli.given import cells, failed, given, less_example, narrow, report, tried
from tests.terminal import Home

MONDAY = "2026-03-02"


@pytest.fixture
def loud(home: Home) -> Home:
    """A book that won't fit, and one that does."""
    given(home, "routine add bed 20", "add One --pages 700", "add Two --pages 20 --days 28")
    return home


def severities(home: Home) -> dict[str, str]:
    return {each["title"]: each["severity"] for each in report(home, "due")["warnings"]}


def reminded(home: Home) -> list[str]:
    return [each["title"] for each in report(home, "remind --dry-run")["reminders"]]


def test_a_snoozed_title_is_silent_in_glance_and_reminders_but_not_in_due(loud: Home) -> None:
    assert "won't fit: One" in loud.screen().out
    assert reminded(loud) == ["One"]
    assert loud.ok("snooze", "one") == (
        "One is snoozed through Sun 8 Mar. When it is due soon, that is still said. "
        "Wrong? readtrack undo\n"
    )
    assert "won't fit: One" not in loud.screen().out
    assert reminded(loud) == []
    assert severities(loud) == {"One": "wont_fit"}
    assert "won't fit  One" in loud.screen("due").out
    assert "won't fit" in loud.screen("pace").out


def test_the_glance_as_json_is_silent_too_and_due_as_json_is_not(loud: Home) -> None:
    given(loud, "snooze one")
    found = json.loads(loud.ok("--json"))
    assert found["warnings"] == {"today": MONDAY, "warnings": [], "worst": None, "holds": []}
    assert report(loud, "due")["worst"] == "wont_fit"


@pytest.mark.parametrize(("words", "last"), [("1", "2026-03-02"), ("10", "2026-03-11")])
def test_it_lasts_so_many_days_today_included(loud: Home, words: str, last: str) -> None:
    given(loud, f"snooze one {words}")
    (found,) = report(loud, "snooze")["snoozes"]
    assert (found["book"]["title"], found["until"]) == ("One", last)
    loud.today = last
    assert reminded(loud) == []
    loud.today = str(last[:8] + f"{int(last[8:]) + 1:02d}")
    assert reminded(loud) == ["One"]
    assert report(loud, "snooze")["snoozes"] == []


def test_it_is_listed_and_ended_by_number(loud: Home) -> None:
    given(loud, "snooze one", "snooze two 3")
    assert loud.screen("snooze").out == "  1  One, through Sun 8 Mar\n  2  Two, through Wed 4 Mar\n"
    assert loud.screen("snooze", "list").out == loud.screen("snooze").out
    assert cells(loud.ok("snooze")) == [
        ["id", "title", "last"],
        ["1", "One", "2026-03-08"],
        ["2", "Two", "2026-03-04"],
    ]
    narrow(loud, "snooze")
    assert loud.ok("snooze", "drop", "1") == "Warnings about One are back.\n"
    assert reminded(loud) == ["One"]
    assert [each["id"] for each in report(loud, "snooze")["snoozes"]] == [2]


def test_said_again_it_takes_the_place_of_what_was_said_before(loud: Home) -> None:
    given(loud, "snooze one 30", "snooze one 2")
    assert [each["until"] for each in report(loud, "snooze")["snoozes"]] == ["2026-03-03"]


def test_it_is_taken_back_like_everything_else(loud: Home) -> None:
    given(loud, "snooze one", "undo")
    assert reminded(loud) == ["One"]
    given(loud, "undo --redo")
    assert reminded(loud) == []
    given(loud, "snooze drop 1", "undo")
    assert reminded(loud) == []


def test_due_soon_and_worse_cannot_be_silenced(loud: Home) -> None:
    given(loud, "snooze one 90", "edit two --format print", "snooze two 90")
    for today, title, severity in (
        ("2026-03-20", "One", "due soon"),
        ("2026-03-23", "One", "due today"),
        ("2026-03-24", "One", "expired"),
        ("2026-03-31", "Two", "overdue"),
    ):
        loud.today = today
        assert f"{severity}: {title}" in loud.screen().out, today
        assert title in reminded(loud)


def test_with_nothing_snoozed_the_list_says_how(loud: Home) -> None:
    assert loud.screen("snooze").out == (
        "Nothing is snoozed. For a week of quiet about a title: readtrack snooze BOOK\n"
    )
    assert loud.ok("snooze") == "id\ttitle\tlast\n"


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        ("one 0", 2, "0 days are not possible."),
        ("one 91", 2, "91 days are not possible."),
        ("drop", 2, "snooze drop needs a number from the list, and there is none yet: readtrack "),
        ("edit two 3", 4, "No book that is snoozed is called 'two'."),
        ("drop 7", 2, "Nothing snoozed has the number '7'."),
        ("nothing", 4, "No book that is out is called 'nothing'."),
    ],
)
def test_what_cannot_be_is_refused(loud: Home, line: str, code: int, what: str) -> None:
    assert failed(tried(loud, f"snooze {line}"), code).startswith(f"readtrack: {what}")
    assert report(loud, "snooze")["snoozes"] == []


def test_a_title_that_ends_in_a_number_can_be_snoozed(home: Home) -> None:
    given(home, "add 'Catch 22' --pages 100", "snooze catch 22")
    (found,) = report(home, "snooze")["snoozes"]
    assert found["book"]["title"] == "Catch 22"


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("add one 3", "2026-03-04"),
        ("add one", "2026-03-08"),
        ("one 2 weeks", "2026-03-15"),
        ("one 3 days", "2026-03-04"),
        ("one 3d", "2026-03-04"),
    ],
)
def test_days_are_written_as_people_write_them(loud: Home, words: str, last: str) -> None:
    given(loud, f"snooze {words}")
    assert [each["until"] for each in report(loud, "snooze")["snoozes"]] == [last]


def test_a_snooze_is_made_longer_and_ended_by_number_or_title(loud: Home) -> None:
    given(loud, "snooze one", "snooze two")
    assert loud.ok("snooze", "edit", "1", "3").startswith("One is snoozed through Wed 4 Mar.")
    assert loud.ok("snooze", "edit", "two", "2", "weeks").startswith(
        "Two is snoozed through Sun 15"
    )
    assert [each["id"] for each in report(loud, "snooze")["snoozes"]] == [1, 2]
    given(loud, "undo")
    assert report(loud, "snooze")["snoozes"][1]["until"] == "2026-03-08"
    assert loud.ok("snooze", "drop", "two") == "Warnings about Two are back.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("edit 1 soon", "Cannot read 'soon' as a number of days.\nWrite 3, or 2 weeks.\n"),
        ("edit 1 0", "0 days are not possible.\nWrite 1 to 90.\n"),
        ("edit 1 7", "One is snoozed through Sun 8 Mar already.\nSee: readtrack snooze list\n"),
        ("edit 1", "snooze edit needs a number of days: readtrack snooze edit 1 7\n"),
    ],
)
def test_a_snooze_that_cannot_be_changed_so_stays(loud: Home, words: str, said: str) -> None:
    given(loud, "snooze one")
    assert less_example(failed(tried(loud, f"snooze {words}"), 2)) == f"readtrack: {said}"
    assert [each["until"] for each in report(loud, "snooze")["snoozes"]] == ["2026-03-08"]


@pytest.mark.parametrize("title", ["a tale of two cities", "ed sullivan", "dr no", "li bai"])
def test_a_title_that_begins_as_a_verb_does_is_a_title(home: Home, title: str) -> None:
    home.ok("add", title, "--pages", "90")
    home.ok("snooze", *title.split())
    assert report(home, "snooze")["snoozes"][0]["book"]["title"] == title


def test_a_title_of_several_words_needs_no_quotes(home: Home) -> None:
    given(home, "add 'Catch 22' --pages 300", "snooze catch 22 3")
    given(home, "snooze edit catch 22 5 days")
    assert [each["until"] for each in report(home, "snooze")["snoozes"]] == ["2026-03-06"]
    given(home, "snooze edit 1 2w")
    assert [each["until"] for each in report(home, "snooze")["snoozes"]] == ["2026-03-15"]
    assert tried(home, "snooze edit catch 22").err == (
        "readtrack: snooze edit needs a number of days: readtrack snooze edit 1 7\n"
    )
    given(home, "snooze drop catch 22")
    assert report(home, "snooze")["snoozes"] == []
