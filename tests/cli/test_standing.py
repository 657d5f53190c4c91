"""How everything stands, in one sentence: asked about, and said when it changes."""

import pytest

from tests.cli.given import given, report, tomorrow, tried
from tests.slow import few
from tests.terminal import Home

PAIRS = (
    ("--pages 459", "--pages 304"),
    ("--pages 459", "--audio 12:00"),
    ("--pages 640", "--pages 420 --days 14"),
    ("--audio 16:00", "--pages 280 --format print"),
    ("--percent --format ebook", "--pages 350"),
)
LOOKS = ((), ("pace",), ("due",), ("plan",), ("ways",))


@pytest.mark.parametrize(("one", "two"), few(PAIRS, 2))
def test_nobody_without_a_routine_is_told_on_the_first_day_that_something_does_not_fit(
    home: Home, one: str, two: str
) -> None:
    answers = [tried(home, f"add One {one}"), tried(home, f"add Two {two}")]
    said = [answer.out + answer.err for answer in answers]
    said += [home.screen(*words).out for words in LOOKS]
    assert not any(words in text for text in said for words in ("not fit", "won't fit", "tight"))
    assert {row["status"] for row in report(home, "pace")["loans"]} == {"on_track"}
    assert report(home, "due")["warnings"] == []
    assert report(home, "remind --dry-run")["reminders"] == []


def test_the_command_that_the_question_names_makes_everything_fit(home: Home) -> None:
    given(home, "add One --pages 459", "add Two --pages 459")
    question = "Do you have them? Then say so:\n  readtrack routine add reading 60m\n"
    for words in ((), ("pace",), ("plan",)):
        assert question in home.screen(*words).out
    given(home, "routine add reading 60m")
    assert report(home, "pace")["fit"]["fits"] is True
    assert report(home, "plan")["peak_load"] <= 1.001


def test_due_says_what_it_asks_about(home: Home) -> None:
    given(home, "add One --pages 200 --days 3", "add Two --pages 100")
    assert home.screen("due").out.endswith(
        "It needs 1 h 5 min a day; I assumed 45.\n"
        "Do you have them? Then say so:\n"
        "  readtrack routine add reading 65m\n"
    )


# The closing sentence


@pytest.fixture
def full(home: Home) -> Home:
    """Two books that do not fit beside each other."""
    given(home, "routine add bed 45", "add One --pages 459", "add Two --pages 459")
    return home


def closing(home: Home, line: str) -> list[str]:
    """What a command says of how things stand now."""
    out = tried(home, line).out
    return [each for each in out.splitlines() if each.startswith("Now ")]


@pytest.mark.parametrize(
    "line",
    ["renew two", "return two", "drop two", "finish two", "log two end", "routine add more 20"],
)
def test_a_change_that_makes_everything_fit_ends_with_that(full: Home, line: str) -> None:
    (said,) = closing(full, line) if "routine" not in line else ["Now everything fits, "]
    assert said.startswith("Now everything fits, ")
    if "routine" in line:
        given(full, line)
    assert report(full, "pace")["fit"]["fits"] is True


@pytest.mark.parametrize("line", ["log one 10", "renew one --days 1", "log two +5"])
def test_a_change_that_leaves_how_things_stand_ends_without_it(full: Home, line: str) -> None:
    assert closing(full, line) == []


def test_days_away_that_break_the_plan_end_with_what_is_missing(home: Home) -> None:
    given(home, "routine add bed 45", "add One --pages 459")
    assert closing(home, "away 2026-03-10..2026-03-20") == [
        "Now it does not fit: 1 h 42 min short by Mon 23 Mar."
    ]
    assert closing(home, "away 2026-03-08..2026-03-09") == []


def test_add_ends_with_how_things_stand(home: Home) -> None:
    given(home, "routine add bed 45")
    assert tried(home, "add One --pages 200").out.endswith(
        "1 of 2 slots taken; everything fits, 14 days to spare.\n"
    )


# Overdue


@pytest.fixture
def late(home: Home) -> Home:
    """A printed book that is overdue, and another that fits."""
    given(
        home,
        "routine add bed 60",
        "config cap 3",
        "add Persuasion --pages 300 --days 3 --format print",
        "add Quiet --pages 200",
    )
    home.today = "2026-03-06"
    return home


def test_an_overdue_book_is_never_beside_everything_fits(late: Home) -> None:
    for line in ("", "pace", "ways", "consider Romola --pages 50"):
        screen = late.screen(*line.split()).out
        said = screen.replace("\n  ", " ")
        if line != "consider Romola --pages 50":
            assert "Persuasion is overdue; everything else fits" in said, line
        before = said.split("Renew Persuasion")[0]
        assert "verything fits" not in before, line
    assert closing(late, "return persuasion") == ["Now everything fits, 9 days to spare."]


def test_a_date_that_has_passed_is_no_reason_against_another_book(late: Home) -> None:
    assert report(late, "consider Romola --pages 50")["reasons"] == [
        "Everything else fits, with 9 days to spare."
    ]
    (reason,) = report(late, "consider Romola --pages 500")["reasons"]
    assert reason == "Does not fit: 1 h 10 min short by Fri 27 Mar."


def test_what_is_overdue_is_planned_within_the_minutes_of_a_day_and_not_on_a_day_away(
    late: Home,
) -> None:
    days = report(late, "plan")["days"]
    for day in days:
        minutes = sum(block["minutes"] for block in day["blocks"])
        assert minutes <= day["capacity_minutes"] + 0.5
    given(late, "away today")
    today = report(late, "plan")["days"][0]
    assert (today["date"], today["blocks"]) == (late.today, [])
    assert late.ok("prompt") == "Persuasion: overdue\n"


@pytest.mark.parametrize("days", [0, 2, 5, 9, 14])
def test_short_by_names_a_date_on_which_something_is_due_or_planned_to_end(
    full: Home, days: int
) -> None:
    for _ in range(days):
        full.today = tomorrow(full.today)
    pace = report(full, "pace")
    dates = {row[key] for row in pace["loans"] for key in ("due", "goal")}
    assert pace["fit"]["breaks_on"] in dates


# Alerts


def test_a_book_that_the_last_minutes_finish_is_told_how_many(home: Home) -> None:
    given(home, "routine add bed 45", "add One --pages 100 --days 7 --at 85")
    home.today = "2026-03-07"
    assert home.screen("due").out == (
        "due soon  One  Mon 9 Mar, in 2 days\n"
        "          15 pages left\n"
        "          → 20 minutes finish it\n"
    )
    home.today = "2026-03-09"
    assert "→ 20 minutes finish it\n" in home.screen("due").out


def test_after_three_reading_days_without_an_entry_the_first_word_is_a_question(home: Home) -> None:
    given(home, "routine add bed 30", "config rest_days sun", "add One --pages 450")
    given(home, "log one 45")
    home.today = "2026-03-05"
    (before,) = report(home, "due")["warnings"]
    assert "Still there?" not in before["message"]
    home.today = "2026-03-06"
    (after,) = report(home, "due")["warnings"]
    assert after["message"] == "Last entry Mon at p. 45. Still there? Due Mon 23 Mar, in 17 days."
    assert after["way_out"] == "readtrack log 1"


def messages(home: Home) -> dict[str, str]:
    return {each["title"]: each["message"] for each in report(home, "due")["warnings"]}


def test_with_what_is_due_before_is_said_only_where_something_is(home: Home) -> None:
    given(home, "routine add bed 30", "add One --pages 200 --days 10", "add Two --pages 350")
    assert messages(home) == {
        "Two": "due Mon 23 Mar, in 21 days: with what is due before, 350 pages is too much"
    }
    given(home, "finish one")
    given(home, "edit two --pages 520")
    assert messages(home) == {"Two": "due Mon 23 Mar, in 21 days: 520 pages is too much"}


def test_a_book_that_all_others_leave_no_time_for_is_not_called_possible(home: Home) -> None:
    given(home, "routine add bed 25", "add One --pages 300 --days 10", "add Two --pages 300")
    statuses = {row["title"]: row["status"] for row in report(home, "pace")["loans"]}
    assert statuses == {"One": "wont_fit", "Two": "behind"}
    assert "possible" not in messages(home)["Two"]


def test_where_one_kind_of_time_is_short_that_kind_is_named(home: Home) -> None:
    given(home, "routine add bed 60 --for text", "routine add walk 20 --for audio")
    given(home, "add Hear --audio 9:00", "add Read --pages 100")
    (warning,) = report(home, "due")["warnings"]
    assert (warning["title"], warning["severity"]) == ("Hear", "wont_fit")
    assert warning["message"] == (
        "due Mon 23 Mar, in 21 days: 9 h to hear, 7 h 20 min of listening time"
    )


@pytest.mark.parametrize("end", ["finish", "return", "drop"])
def test_a_book_that_goes_back_at_night_asks_no_more_of_the_day(home: Home, end: str) -> None:
    """What was read of it today had its place in the plan of the morning."""
    given(home, "add Tales --pages 40 --days 10", "add Emma --pages 300")
    assert [each["today"]["left"] for each in report(home, "pace")["loans"]] == [17, 0]
    given(home, "log tales end --minutes 55", f"{end} tales")
    assert [each["today"]["left"] for each in report(home, "pace")["loans"]] == [0]
    assert home.ok("prompt") == "Emma: nothing today, 21 d\n"
    assert report(home, "plan")["days"][0]["blocks"] == []


def test_a_book_that_goes_back_unread_leaves_the_day_to_the_others(home: Home) -> None:
    given(home, "add Tales --pages 40 --days 10", "add Emma --pages 300", "drop tales")
    (row,) = report(home, "pace")["loans"]
    assert row["today"]["left"] > 0
