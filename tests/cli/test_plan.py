"""Day by day, block by block: what is planned, what is not, and that `pace` says the same."""

from typing import Any

import pytest

from readtrack.words.amounts import minutes_text
from tests.cli.given import cells, failed, given, narrow, report, such_as, tried
from tests.terminal import Home

ROUTINE = (
    "routine add bed 30 --for text",
    "routine add commute 40 --days mon-fri --for either",
    "routine add chores 25 --days sat,sun --for audio",
)
OUT = (
    "add Short --pages 100 --days 7",
    "add Adventures --pages 300",
    "add Adventures --audio 11:00 --speed 1.25",
)


def shares(plan: dict[str, Any]) -> dict[int, tuple[float, float]]:
    """From where to where each loan is read on the first day."""
    found: dict[int, tuple[float, float]] = {}
    for block in plan["days"][0]["blocks"]:
        start, _ = found.get(block["loan"], (block["start"], 0))
        found[block["loan"]] = start, block["end"]
    return found


def test_the_assumed_day_is_planned_like_a_routine_called_reading(home: Home) -> None:
    given(home, "add Dune --pages 300", "add Short --pages 100 --days 7")
    assert home.screen("plan", "--days", "2").out == (
        "Day        Load           Routine  Book   Read           For\n"
        "Mon 2 Mar  ━━━━━───  58%  reading  Short  p. 0 → 20   26 min\n"
        "Tue 3 Mar  ━━━━━───  58%  reading  Short  p. 20 → 40  26 min\n"
        "\n"
        "The fullest day asks 58% of the 45 minutes that are assumed. Say when you read:\n"
        "  readtrack routine add bed 30m\n"
    )
    assumed = report(home, "plan")
    assert {block["routine"] for day in assumed["days"] for block in day["blocks"]} == {"reading"}
    given(home, "routine add reading 45")
    named = report(home, "plan")
    assert (named["days"], named["fits"]) == (assumed["days"], assumed["fits"])


def test_a_routine_is_planned_block_by_block_and_a_day_away_is_empty(home: Home) -> None:
    given(home, *ROUTINE, "away wed", "add Dune --pages 800")
    assert home.screen("plan", "--days", "4").out == (
        "Day        Load           Routine  Book  Read             For\n"
        "Mon 2 Mar  ━━━━━━━─  91%  bed      Dune  p. 0 → 24     30 min\n"
        "                          commute  Dune  p. 24 → 49    34 min\n"
        "Tue 3 Mar  ━━━━━━━─  91%  bed      Dune  p. 49 → 72    30 min\n"
        "                          commute  Dune  p. 72 → 98    34 min\n"
        "Wed 4 Mar                          no reading\n"
        "Thu 5 Mar  ━━━━━━━─  91%  bed      Dune  p. 98 → 121   30 min\n"
        "                          commute  Dune  p. 121 → 147  34 min\n"
        "\n"
        "The busiest day is 91% full.\n"
    )


def test_a_block_has_one_book_and_the_nearest_goal_comes_first(home: Home) -> None:
    given(home, *ROUTINE, "add Dune --pages 459", "add Short --pages 100 --days 7")
    short: list[str] = []
    dune: list[str] = []
    for day in report(home, "plan")["days"]:
        routines = [block["routine"] for block in day["blocks"]]
        assert len(routines) == len(set(routines))
        short += [day["date"]] * any(block["loan"] == 2 for block in day["blocks"])
        dune += [day["date"]] * any(block["loan"] == 1 for block in day["blocks"])
    assert short[0] == home.today
    assert short[-1] <= dune[0] <= "2026-03-08"


def test_the_plan_at_forty_columns_has_each_day_above_its_blocks(home: Home) -> None:
    given(home, *ROUTINE, "add Short --pages 100 --days 7", "away tue")
    assert narrow(home, "plan", "--days", "2") == (
        "Mon 2 Mar  ━━━─────  34%\n"
        "  bed      Short  p. 18  23m\n"
        "Tue 3 Mar\n"
        "  no reading\n"
        "\n"
        "The busiest day is 34% full.\n"
    )


def test_with_nothing_to_read_there_is_nothing_to_plan(home: Home) -> None:
    given(home, "list")
    assert home.screen("plan").out == "Nothing to plan: nothing is left to read.\n"
    assert len(cells(home.ok("plan"))) == 1
    plan = report(home, "plan")
    assert (plan["fits"], plan["peak_load"], plan["days"], plan["unfinished"]) == (True, 0, [], [])


def test_no_days_are_no_plan(home: Home) -> None:
    said = failed(tried(home, "plan --days 0"), 2)
    assert said == "readtrack: 0 days are no plan.\n" + such_as(home, "plan --days 7")
    assert "Cannot read '-1' as a number of days." in failed(tried(home, "plan --days -1"), 2)


def test_a_terminal_shows_a_week_and_says_how_to_see_the_rest(home: Home) -> None:
    given(home, *ROUTINE, "add Dune --pages 400")
    screen = home.screen("plan").out
    assert sum(line[:1].isalpha() and "%  " in line for line in screen.splitlines()) == 7
    assert screen.endswith("The plan goes on until Sat 21 Mar: readtrack plan --days 20\n")
    assert "The plan goes on" not in home.screen("plan", "--days", "20").out


def test_the_plan_as_json_keeps_its_contract(home: Home) -> None:
    given(home, *ROUTINE, *OUT)
    plan = report(home, "plan")
    assert set(plan) >= {"peak_load", "fits", "days", "unfinished"}
    for day in plan["days"]:
        assert set(day) >= {"date", "capacity_minutes", "load", "blocks"}
        for block in day["blocks"]:
            assert set(block) >= {"routine", "loan", "start", "end", "minutes"}
    assert report(home, "plan --days 2")["days"] == plan["days"][:2]


def test_the_plan_in_a_pipe_is_the_plan_of_the_json(home: Home) -> None:
    title = "A title that is whole in a pipe though no screen of eighty columns has room for it"
    given(home, *ROUTINE, f"add '{title}' --pages 300", "away tue")
    rows = cells(home.ok("plan", "--days", "3"))
    days = report(home, "plan --days 3")["days"]
    expected = [
        [day["date"], block["routine"], str(block["loan"]), title, str(block["end"])]
        for day in days
        for block in day["blocks"]
    ]
    assert rows[0][:4] == ["date", "capacity_minutes", "load", "routine"]
    assert [[*row[:1], *row[3:6], row[7]] for row in rows[1:] if row[3]] == expected
    assert ["2026-03-03", "0", *[""] * 6] in [[*row[:2], *row[3:]] for row in rows]


@pytest.mark.parametrize("how", ["", "--spread"])
def test_positions_follow_each_other_and_no_day_holds_more_than_it_has(
    home: Home, how: str
) -> None:
    given(home, *ROUTINE, "config reserve 10", *OUT, "log short 10")
    plan = report(home, f"plan {how}")
    assert plan["fits"] is True
    at = {1: 0.0, 2: 0.0}  # of the title, as pages
    for day in plan["days"]:
        planned = sum(block["minutes"] for block in day["blocks"])
        assert planned <= day["capacity_minutes"] + 1e-3
        assert day["load"] == pytest.approx(planned / day["capacity_minutes"], abs=1e-3)
        for block in day["blocks"]:
            title = min(block["loan"], 2)
            scale = 300 / (11 * 3600) if block["loan"] == 3 else 1
            assert block["start"] * scale == pytest.approx(at[title], abs=1)
            assert block["end"] > block["start"]
            assert block["routine"] in ({"bed", "commute"} if block["loan"] != 3 else
                                        {"commute", "chores"})  # fmt: skip
            at[title] = block["end"] * scale
    assert at == {1: 100, 2: pytest.approx(300, abs=1)}
    assert max(day["load"] for day in plan["days"]) == pytest.approx(plan["peak_load"], abs=1e-3)


def test_spread_reads_every_book_on_every_day(home: Home) -> None:
    given(home, "routine add bed 60", "routine add lunch 30", *OUT)
    days = report(home, "plan --spread")["days"]
    assert all({1} < {block["loan"] for block in day["blocks"]} for day in days[:6])
    focused = report(home, "plan")["days"]
    assert {block["loan"] for block in focused[0]["blocks"]} == {1}


def test_goals_and_due_dates_stand_on_their_days_each_day_once(home: Home) -> None:
    given(home, "routine add bed 60", "add Short --pages 30 --due 2026-03-11 --time 14:05")
    given(home, "add Dune --pages 60 --days 3 --format print", "add LRB --format magazine --days 4")
    assert home.screen("plan", "--days", "12").out == (
        "Day         Load           Routine  Book   Read           For\n"
        "Mon 2 Mar   ━━━─────  33%  bed      Dune   p. 0 → 15   20 min\n"
        "Tue 3 Mar   ━━━─────  33%  bed      Dune   p. 15 → 30  20 min\n"
        "Wed 4 Mar   ━━━─────  33%  bed      Dune   p. 30 → 45  20 min\n"
        "Thu 5 Mar   ━━━─────  33%  bed      Dune   p. 45 → 60  19 min\n"
        "                                    due: Dune\n"
        "Fri 6 Mar   ━───────  13%  bed      Short  p. 0 → 6     8 min\n"
        "                                    due: LRB\n"
        "Sat 7 Mar   ━───────  13%  bed      Short  p. 6 → 12    8 min\n"
        "Sun 8 Mar   ━───────  13%  bed      Short  p. 12 → 18   8 min\n"
        "Mon 9 Mar   ━───────  13%  bed      Short  p. 18 → 24   8 min\n"
        "Tue 10 Mar  ━───────  13%  bed      Short  p. 24 → 30   8 min\n"
        "                                    goal: Short\n"
        "Wed 11 Mar                          due at 14:05: Short\n"
        "\n"
        "The busiest day is 33% full.\n"
    )
    assert "\n  goal: Short\n" in narrow(home, "plan", "--days", "12")


def test_a_goal_that_is_not_reached_is_marked_as_such(home: Home) -> None:
    given(home, "routine add bed 30", "add Dune --pages 900", "add Short --pages 20 --days 30")
    screen = home.screen("plan", "--days", "40").out
    assert "  goal, not reached: Dune\n" in screen
    assert "  due: Dune\n" in screen


def test_what_does_not_fit_is_listed_and_no_day_is_overfilled(home: Home) -> None:
    given(home, "routine add bed 30", "add Dune --pages 400 --days 14", "add Long --pages 600")
    plan = report(home, "plan")
    assert plan["fits"] is False
    assert plan["peak_load"] > 1
    assert max(day["load"] for day in plan["days"]) <= 1.001
    planned = sum(block["minutes"] for day in plan["days"] for block in day["blocks"])
    missing = sum(each["minutes_short"] for each in plan["unfinished"])
    assert planned + missing == pytest.approx(1000 * 1.3, abs=3)  # pages are whole
    screen = home.screen("plan").out
    for each in plan["unfinished"]:
        over = minutes_text(each["minutes_short"])
        assert f"{each['title']}: {over} more than fit by " in screen
    first, _, days = screen.partition("\nThe ways out: readtrack ways\n")
    assert first.startswith("It does not fit: ")
    assert days.startswith("\nAs much of it as there is time for:\n\nDay ")
    assert "% full" not in days


@pytest.mark.parametrize("routine", [(), ROUTINE])
def test_today_in_pace_is_the_first_day_of_the_plan_and_does_not_move_while_reading(
    home: Home, routine: tuple[str, ...]
) -> None:
    given(home, *routine, *OUT)
    home.today = "2026-03-04"
    morning = report(home, "pace")["loans"]
    for line in ("list", "log short 12 --minutes 30", "log adventures 1:00"):
        given(home, line)
        planned, pace = shares(report(home, "plan")), report(home, "pace")["loans"]
        assert planned  # something is to be read
        for row, before in zip(pace, morning, strict=True):
            today = row["today"]
            assert (today["start"], today["target"]) == (
                before["today"]["start"],
                before["today"]["target"],
            )
            whole = planned.get(row["id"], (today["start"], today["start"]))
            assert (today["start"], today["target"]) == whole


def test_no_title_and_no_routine_is_obeyed_by_the_screen(home: Home) -> None:
    home.ok("routine", "add", "[b]bed[/b] \x1b[31m of a long name", "30")
    home.ok("add", "[red]数学ガール[/red] \x1b[31m and more of it", "--pages", "200")
    for text in (home.screen("plan").out, narrow(home, "plan"), home.ok("plan")):
        assert "\x1b" not in text
        assert "[b]bed" in text
        assert "[red]数学" in text


def test_what_has_been_read_of_today_is_marked_as_done(home: Home) -> None:
    given(home, "add Emma --pages 300 --days 10")
    first = home.screen("plan").out.splitlines()[1]
    assert first.split()[-5:] == ["0", "→", "30", "39", "min"]
    given(home, "log emma 29")
    assert home.screen("plan").out.splitlines()[1] == first
    given(home, "log emma 30")
    assert home.screen("plan").out.splitlines()[1].split()[-4:] == ["0", "→", "30", "done"]
    assert "done" not in home.screen("plan").out.split("done", 1)[1]
    assert home.run("plan").out.splitlines()[1].split("\t")[-1] == "39"
