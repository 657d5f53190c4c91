"""Ways out when not everything fits: best first, with numbers that come true."""

import shlex
from typing import Any

import pytest

from tests.cli.given import cells, given, narrow, report, tried
from tests.slow import few
from tests.terminal import Home

TIGHT = (
    "routine add bed 30 --for text",
    "routine add commute 30 --days mon-fri",
    "add One --pages 500 --why 'the essay'",
    "add Two --pages 500",
)
STATES: dict[str, tuple[str, ...]] = {
    "no routine": ("add One --pages 350", "add Two --pages 400"),
    "two kinds": TIGHT,
    "reserve": ("routine add bed 60", "config reserve 30", *TIGHT[2:]),
    "rest days": ("routine add bed 60 --days mon-fri", "config rest_days wed", *TIGHT[2:]),
    "a name in use": ("routine add more 40", "add One --pages 650"),
    "renewals from today": ("routine add bed 40", "config renew_from today", *TIGHT[2:]),
    "two editions": (
        "routine add bed 20 --for text",
        "routine add chores 30 --for audio",
        "add One --pages 600",
        "add One --audio 17:00",
        "add Two --pages 400",
    ),
}


def promised(home: Home) -> list[dict[str, Any]]:
    found = report(home, "ways")["ways"]
    assert isinstance(found, list)
    return found


def test_while_everything_fits_there_is_nothing_to_decide(home: Home) -> None:
    given(home, "list")
    assert home.screen("ways").out == "Nothing to decide: nothing to read.\n"
    given(home, "add One --pages 400")
    assert home.screen("ways").out == "Nothing to decide: everything fits, 8 days to spare.\n"
    assert home.ok("ways") == "kind\tloan\ttitle\tpeak_load\tfits\tbreaks_on\tcommand\n"
    assert promised(home) == []
    for words in ([], ["pace"], ["due"]):
        assert "way out" not in home.screen(*words).out


def test_the_ways_say_what_they_do_and_name_the_readers_reason(home: Home) -> None:
    given(home, "routine add bed 30", "add One --pages 700 --why 'the essay'", "log one 20")
    assert home.screen("ways").out == (
        "As it is, it does not fit: 4 h 10 min short by Mon 23 Mar; the busiest day\n"
        "  would be 155% full.\n"
        "\n"
        "Renew One until Mon 13 Apr\n"
        "  busiest day  ━━━━━━──  74%  everything fits\n"
        "  your reason: the essay\n"
        "  → readtrack renew 1\n"
        "\n"
        "Read 16 minutes more on every reading day\n"
        "  busiest day  ━━━━━━━━  99%  everything fits\n"
        "  → readtrack routine add more 16m\n"
        "\n"
        "Let One go for now, your place kept at p. 20\n"
        "  busiest day  ────────   0%  everything fits\n"
        "  your reason: the essay\n"
        "  → readtrack drop 1\n"
    )
    assert home.screen("ways", "--all").out == home.screen("ways").out + (
        "\n"
        "Give up the buffer of 2 days\n"
        "  busiest day  ━━━━━━━━ 140%  still short by Mon 23 Mar\n"
        "  → readtrack config buffer 0\n"
    )
    given(home, "edit one --pages 500")
    assert home.screen("ways").out.startswith("As it is, it is tight: fits the due dates but not ")


def test_a_few_minutes_more_a_day_come_before_everything_else(home: Home) -> None:
    given(home, "routine add bed 50", "add One --pages 459", "add Two --pages 400")
    kinds = [way["kind"] for way in promised(home)]
    assert kinds == ["minutes", "renew", "renew", "let_go", "let_go"]
    assert promised(home)[0]["command"] == "readtrack routine add more 6m"


def test_only_what_makes_everything_fit_is_shown_and_five_ways_at_most(home: Home) -> None:
    given(home, "config cap 4", "routine add bed 60", "add One --pages 300 --days 20")
    given(home, "add Two --pages 300", "add Three --pages 300 --days 22", "add Four --pages 300")
    shown, everything = promised(home), report(home, "ways --all")["ways"]
    assert len(shown) == 5
    assert all(way["fits"] for way in shown)
    assert everything[:5] == shown
    assert len(everything) > 5


def test_the_ways_can_be_read_at_forty_columns_and_cut_in_a_pipe(home: Home) -> None:
    given(home, *TIGHT)
    assert "  → readtrack renew 1\n" in narrow(home, "ways")
    ways = promised(home)
    header, *rows = cells(home.ok("ways"))
    assert header[0] == "kind"
    assert [row[-1] for row in rows] == [way["command"] for way in ways]
    assert [float(row[3]) for row in rows] == [way["peak_load"] for way in ways]


@pytest.mark.parametrize("state", STATES)
def test_what_makes_everything_fit_comes_first(home: Home, state: str) -> None:
    given(home, *STATES[state])
    found = report(home, "ways --all")
    assert found["fit"] == report(home, "pace")["fit"]
    fits = [way["fits"] for way in found["ways"]]
    assert fits == sorted(fits, reverse=True)
    assert True in fits
    for way in found["ways"]:
        assert way["fits"] is (way["breaks_on"] is None)
        better = way["breaks_on"] is not None and way["breaks_on"] > found["fit"]["breaks_on"]
        assert way["fits"] or better or way["peak_load"] < found["peak_load"]
    breaks = [way["breaks_on"] for way in found["ways"] if not way["fits"]]
    assert breaks == sorted(breaks, reverse=True)


@pytest.mark.parametrize("state", few([*STATES], 2))
def test_each_way_does_what_it_promised(home: Home, state: str) -> None:
    given(home, *STATES[state])
    if state == "renewals from today":
        home.today = "2026-03-04"
    ways = report(home, "ways --all")["ways"]
    kinds = {kind for way in ways for kind in way["kind"].split("+")}
    assert kinds >= {"let_go", "renew" if "today" in state else "minutes"}
    for way in ways:
        commands = way["command"].split(" && ") if way["command"] else []
        if not commands:
            assert way["kind"] == "other_edition", "a length that is made up"
            continue
        for command in commands:
            answer = tried(home, command.removeprefix("readtrack "))
            assert answer.code == 0, answer
        after = report(home, "ways")
        assert (after["fit"]["fits"], after["fit"]["breaks_on"]) == (way["fits"], way["breaks_on"])
        # hours of an edition that is only thought of are rounded in its command
        close = 0.005 if way["kind"] == "other_edition" else 1e-3
        assert after["peak_load"] == pytest.approx(way["peak_load"], abs=close), way
        assert after["fit"] == report(home, "pace")["fit"]
        given(home, *["undo"] * len(commands))


def test_a_book_let_go_still_tells_how_fast_its_reader_is(home: Home) -> None:
    given(home, *TIGHT, "log one 60 --minutes 120")
    way = next(way for way in promised(home) if way["command"] == "readtrack drop 1")
    given(home, "drop 1")
    assert report(home, "ways")["peak_load"] == pytest.approx(way["peak_load"], abs=1e-3)


def test_the_command_for_another_edition_is_safe_in_a_shell(home: Home) -> None:
    title = "It's $(me) & co"
    given(home, "routine add bed 20 --for text", "routine add chores 30 --for audio")
    given(home, shlex.join(["add", title, "--audio", "13:00"]), "return 1")
    given(home, shlex.join(["add", title, "--pages", "450"]))
    way = next(way for way in promised(home) if way["kind"] == "other_edition")
    assert "--audio 13:00:00" in way["command"]
    given(home, way["command"].removeprefix("readtrack "))
    assert {each["title"] for each in report(home, "list")["loans"]} == {title}
    assert report(home, "pace")["slots"]["used"] == 1


def test_a_length_that_is_made_up_is_marked_and_stands_in_no_command(home: Home) -> None:
    given(home, "routine add bed 20 --for text", "routine add chores 30 --for audio")
    given(home, "add One --pages 450")
    way = next(way for way in promised(home) if way["kind"] == "other_edition")
    assert (way["words"], way["command"]) == (
        "take One as audiobook as well, if it has ~13:03",
        None,
    )
    block = home.screen("ways").out.split("Take One as audiobook")[1].split("\n\n")[0]
    assert "→" not in block


def test_the_best_way_is_named_wherever_it_is_seen_that_not_all_fits(home: Home) -> None:
    given(home, *TIGHT)
    line = "Best way out: renew One until Mon 13 Apr, then everything fits:\n  readtrack renew 1\n"
    best = promised(home)[0]
    assert (best["words"], best["command"]) == ("renew One until Mon 13 Apr", "readtrack renew 1")
    for words in (["pace"], ["due"], []):
        assert home.screen(*words).out.endswith(line)
    given(home, "undo")
    question = home.screen(*shlex.split(TIGHT[3]), "--why", "x", typed=["n"]).out
    assert f"{line}Go on? [y/N]:" in question
    assert tried(home, TIGHT[3]).err.endswith(line)


def test_where_no_single_way_is_enough_pairs_are_shown_and_pointed_to(home: Home) -> None:
    given(home, "routine add bed 10", "add One --pages 900", "add Two --pages 900")
    assert [way["kind"] for way in promised(home)] == ["let_go+let_go"]
    assert promised(home)[0]["command"] == "readtrack drop 1 && readtrack drop 2"
    assert "\nNo single change is enough; two together are.\n" in home.screen("ways").out
    assert home.screen("pace").out.endswith("No single change is enough: readtrack ways\n")
