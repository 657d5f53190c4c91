"""At a terminal a person is asked; these tests type the answers."""

import json

from tests.cli.given import given, report, tried
from tests.terminal import Home


def test_add_asks_for_the_length_again_until_it_is_one_and_for_the_reason(home: Home) -> None:
    screen = home.screen("add", "Dune", typed=["lots", "400", "the film"])
    assert "Cannot read 'lots' as a number of pages. Write 304." in screen.out
    assert "Checked out: Dune (e-book, 400 pages), no. 1" in screen.out
    assert "Why: the film" in screen.out


def test_enter_leaves_length_and_reason_open(home: Home) -> None:
    screen = home.screen("add", "Dune", typed=["", ""])
    assert "~20 minutes" in screen.out
    assert "Why:" not in screen.out
    assert screen.code == 0


def test_no_to_a_question_changes_nothing(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--at", "120")
    screen = home.screen("log", "dune", "20", typed=["n"])
    assert "That goes back from p. 120 to p. 20.\nGo on? [y/N]:" in screen.out
    assert "Nothing was changed." in screen.out
    assert screen.code == 130
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == 120


def test_yes_after_a_word_that_is_neither_goes_on(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--at", "120")
    screen = home.screen("log", "dune", "20", typed=["perhaps", "y"])
    assert "Dune: p. 20 of 400 (5%)" in screen.out


def test_a_near_title_is_asked_about(home: Home) -> None:
    home.ok("add", "Business Adventures", "--pages", "459")
    screen = home.screen("log", "busines advntures", "20", typed=["y"])
    assert "Do you mean Business Adventures? [Y/n]:" in screen.out
    assert "p. 20 of 459" in screen.out


def test_two_titles_that_answer_are_offered_by_number(home: Home) -> None:
    home.ok("add", "Emma", "--pages", "100")
    home.ok("return", "emma")
    home.ok("add", "Red Mars", "--pages", "100")
    home.ok("add", "Red Rising", "--pages", "100")
    screen = home.screen("log", "red", "20", typed=["1", "x", "3"])
    assert "2  Red Mars" in screen.out
    assert screen.out.count("Error: choose 2 or 3") == 2
    assert "Red Rising: p. 20 of 100" in screen.out


def test_renew_says_the_new_due_date_and_asks(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    screen = home.screen("renew", "dune", typed=["n"])
    assert "due Mon 13 Apr, in 42 days, instead of Mon 23" in screen.out
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["due"] == "2026-03-23"
    home.screen("renew", "dune", typed=[""])
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["due"] == "2026-04-13"


def test_a_checkout_that_does_not_fit_is_asked_about(home: Home) -> None:
    home.ok("routine", "add", "bed", "45")
    home.ok("add", "One", "--pages", "459")
    screen = home.screen("add", "Two", "--pages", "459", "--why", "because", typed=["n"])
    assert "This book does not fit" in screen.out
    assert len(json.loads(home.ok("list", "--json"))["loans"]) == 1


def test_enter_leaves_and_a_word_chooses_at_which_one(home: Home) -> None:
    given(
        home,
        "add Momo --author 'Michael Ende' --pages 200",
        "add Momo --author 'Anna Rust' --pages 200",
    )
    left = home.screen("log", "momo", "20", typed=[""])
    assert (left.code, left.out.splitlines()[-1]) == (130, "Nothing was changed.")
    chosen = home.screen("log", "momo", "20", typed=["momo", "rust"])
    assert "Error: choose 1 or 2" in chosen.out
    assert "Momo (Rust): p. 20 of 200" in chosen.out


def test_yes_and_no_are_read_in_any_case(home: Home) -> None:
    given(home, "add Momo --pages 200")
    odd = ("add", "Momos", "--pages", "200", "--due", "2029-01-01")
    asked = home.screen(*odd, typed=["perhaps", "N"])
    assert "Error: Write y or n." in asked.out
    assert asked.out.endswith("Nothing was changed.\n")
    assert "Go on?" not in home.screen(*odd, "--yes", typed=["film"]).out
    assert len(report(home, "list --all")["loans"]) == 2


def test_yes_never_passes_the_cap(home: Home) -> None:
    given(home, "config cap 1", "add Momo --pages 200")
    assert tried(home, "add Two --pages 20 -y").code == 3
