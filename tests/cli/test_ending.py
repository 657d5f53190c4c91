"""Endings, renewals, mending and taking back, as a session in the shell."""

import json

import pytest

from tests.cli.given import given
from tests.terminal import Home


@pytest.fixture
def dune(home: Home) -> Home:
    home.ok("add", "Dune", "--pages", "400")
    home.ok("log", "dune", "120", "--yes")
    return home


def row(home: Home) -> dict[str, object]:
    found = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert isinstance(found, dict)
    return found


def test_letting_go_keeps_the_place_and_frees_the_slot(dune: Home) -> None:
    assert dune.ok("drop", "dune") == (
        "Let go: Dune (e-book); your place is kept at p. 120\n"
        "0 of 2 slots taken. Wrong? readtrack undo\n"
    )
    assert "  let go Mon 2 Mar  p. 120   30%\n" in dune.screen("list", "--past").out


def test_finish_spoils_neither_the_log_nor_the_pace(dune: Home) -> None:
    assert dune.ok("finish", "dune").startswith("Finished and given back: Dune (e-book)\n")
    loan = json.loads(dune.ok("show", "dune", "--json"))["loan"]
    assert (loan["outcome"], loan["ending"]) == ("finished", "returned")
    assert [entry["position"] for entry in loan["entries"]] == [120]


def test_finish_ends_every_edition_and_return_only_the_one_named(dune: Home) -> None:
    dune.run("add", "Dune", "--audio", "20:00")
    assert dune.run("return", "dune").code == 4
    assert dune.ok("return", "1") == (
        "Given back: Dune (e-book); your place is kept at p. 120\n"
        "1 of 2 slots taken. Wrong? readtrack undo\n"
    )
    assert row(dune)["position"] == 6 * 3600  # what was read on paper counts for the audiobook
    dune.ok("undo")
    dune.ok("finish", "dune")
    assert json.loads(dune.ok("pace", "--json"))["loans"] == []


def test_a_renewal_counts_from_the_due_date_or_from_today_as_set(dune: Home) -> None:
    assert dune.ok("renew", "dune") == (
        "Renewed. Dune (e-book): due Mon 13 Apr, in 42 days, instead of Mon 23 Mar.\n"
    )
    dune.ok("undo")
    dune.ok("config", "renew_from", "today")
    dune.today = "2026-03-10"
    dune.ok("renew", "dune")
    assert row(dune)["due"] == "2026-03-31"
    answer = dune.run("renew", "dune", "--due", "2026-03-30")
    assert (answer.code, "is not later than the due date" in answer.err) == (2, True)


def test_edit_mends_length_dates_names_and_reason(dune: Home) -> None:
    dune.ok("edit", "dune", "--pages", "412", "--due", "2026-03-30", "--title", "Dune Messiah")
    dune.ok("edit", "1", "--author", "Frank Herbert", "--why", "the film", "--time", "9:30")
    found = row(dune)
    assert (found["length"], found["due"], found["due_time"]) == (412, "2026-03-30", "09:30")
    assert (found["title"], found["authors"]) == ("Dune Messiah", ["Frank Herbert"])


def test_a_change_of_unit_moves_the_log_by_fraction_and_back(dune: Home) -> None:
    dune.ok("edit", "dune", "--percent")
    assert (row(dune)["unit"], row(dune)["position"]) == ("percent", 30)
    dune.ok("edit", "dune", "--pages", "200")
    assert (row(dune)["unit"], row(dune)["position"]) == ("pages", 60)
    dune.ok("edit", "dune", "--audio", "10:00")
    assert (row(dune)["format"], row(dune)["position"]) == ("audiobook", 3 * 3600)


def test_a_length_shorter_than_the_log_is_refused_with_the_way_to_mend_it(dune: Home) -> None:
    answer = dune.run("edit", "dune", "--pages", "100")
    assert answer.code == 2
    assert answer.err == (
        "readtrack: 100 pages is shorter than where you have been, p. 120.\n"
        "Mend the log first: readtrack show 1\n"
    )


def test_a_length_raised_past_what_fits_is_said(dune: Home) -> None:
    dune.ok("routine", "add", "bed", "45")
    answer = dune.run("edit", "dune", "--pages", "4000")
    assert answer.err.startswith("This book does not fit: ")


def test_an_entry_can_be_corrected_and_removed_without_touching_later_ones(dune: Home) -> None:
    dune.ok("log", "dune", "150")
    dune.ok("edit", "dune", "--entry", "1", "--at", "110", "--minutes", "60")
    entries = json.loads(dune.ok("show", "dune", "--json"))["loan"]["entries"]
    assert [(each["position"], each["minutes"]) for each in entries] == [(110, 60), (150, None)]
    dune.ok("edit", "dune", "--entry", "1", "--remove")
    assert row(dune)["position"] == 150
    assert dune.run("edit", "dune", "--entry", "9", "--remove").code == 2
    assert dune.run("edit", "dune", "--at", "9").code == 2
    assert dune.run("edit", "dune").code == 2


def test_the_old_name_of_an_option_goes_on_working_and_says_the_new_one(dune: Home) -> None:
    answer = dune.run("edit", "dune", "--entry", "1", "--day", "today", "--at", "110")
    new = dune.run("edit", "dune", "--entry", "1", "--on", "today", "--at", "115")
    assert (answer.code, answer.err) == (0, "--day is called --on now.\n")
    assert (new.code, new.err) == (0, "")
    assert new.out == answer.out.replace("110", "115")
    assert dune.run("edit", "dune", "--day", "today").code == 2
    assert "--day " not in dune.ok("edit", "--help")


def test_undo_goes_back_one_by_one_and_redo_forth(dune: Home) -> None:
    assert dune.ok("undo") == "Taken back: log Dune at p. 120.\n"
    assert dune.ok("undo") == "Taken back: check out Dune.\n"
    assert dune.run("undo").err == "readtrack: There is nothing to undo.\n"
    assert dune.ok("undo", "--redo") == "Done again: check out Dune.\n"
    assert dune.ok("undo", "--redo") == "Done again: log Dune at p. 120.\n"
    assert dune.run("undo", "--redo").code == 1
    assert row(dune)["position"] == 120
    listed = [line.split("\t") for line in dune.ok("undo", "--list").splitlines()[1:]]
    assert [words for _, _, words, _ in listed] == ["log Dune at p. 120", "check out Dune"]


def setting(home: Home, key: str) -> list[str]:
    header, row = home.ok("config", key).splitlines()
    assert header == "key\tvalue\tdefault\tallowed\tmeaning"
    return row.split("\t")[:2]


def test_settings_are_shown_set_refused_and_returned(home: Home) -> None:
    assert setting(home, "cap") == ["cap", "2"]
    home.ok("config", "cap", "3")
    home.ok("config", "rest-days", "Sunday, sat")
    assert setting(home, "rest_days") == ["rest_days", "sat,sun"]
    answer = home.run("config", "rest_days", "mon,tue,wed,thu,fri,sat,sun")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: All seven days cannot be rest days.\nKeep one day to read on. "
        "Such as: readtrack config rest_days sat,sun\n",
    )
    answer = home.run("config", "cap", "none")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: cap cannot be 'none'.\nIt may be 1 to 99. Such as: readtrack config cap 2\n",
    )
    assert home.run("config", "colour").code == 2
    home.ok("config", "cap", "--default")
    assert setting(home, "cap") == ["cap", "2"]


def test_rest_days_ask_nothing_and_the_others_take_their_share(home: Home) -> None:
    home.ok("config", "rest_days", "sun")
    home.ok("add", "Dune", "--pages", "360")  # 18 reading days of 20
    assert row(home)["need_per_day"] == 20
    home.today = "2026-03-08"
    today = row(home)["today"]
    assert isinstance(today, dict)
    assert (today["start"], today["target"], today["left"]) == (0, 0, 0)


def test_the_readers_day_can_end_after_midnight(home: Home) -> None:
    home.ok("config", "day_start", "04:00")
    home.today = "2026-03-03T01:30"
    home.run("add", "Dune", "--pages", "400", "--days", "1")
    assert row(home)["checked_out"] == "2026-03-02"
    home.today = "2026-03-04T03:59"
    assert row(home)["status"] == "due_today"
    home.today = "2026-03-04T04:00"
    assert row(home)["status"] == "expired"


def test_a_loan_renewed_elsewhere_comes_back_through_the_gate(dune: Home) -> None:
    dune.ok("config", "cap", "1")
    dune.today = "2026-03-24"
    dune.ok("add", "Emma", "--pages", "100")
    assert dune.run("renew", "dune").code == 3
    assert dune.run("edit", "dune", "--due", "2026-04-13").code == 3
    dune.ok("drop", "emma")
    assert dune.ok("renew", "dune").startswith("Renewed. Dune (e-book): due Mon 13 Apr")
    assert (row(dune)["due"], row(dune)["position"]) == ("2026-04-13", 120)
    dune.ok("undo")
    dune.ok("edit", "dune", "--due", "2026-04-13")
    assert row(dune)["status"] == "on_track", "minutes that are only assumed raise no alarm"


def test_a_number_is_a_checkout_before_it_is_a_word_of_a_title(home: Home) -> None:
    home.ok("add", "Alpha", "--pages", "100", "--days", "60")
    home.ok("add", "1Q84", "--pages", "100", "--days", "5")
    home.today = "2026-03-10"  # the second has expired, and its title begins with a 1
    assert home.ok("renew", "1").startswith("Renewed. Alpha")
    assert home.ok("renew", "1q84", "--days", "9").startswith("Renewed. 1Q84")


def test_a_renewal_for_a_year_gets_a_word(home: Home) -> None:
    """A day without a year that has passed is one of next year."""
    given(home, "add Emma --pages 300")
    answer = home.run("renew", "emma", "--due", "1.3.")
    assert answer.code == 0
    assert answer.err == "The due date is 2027-03-01, in 364 days.\n"
    given(home, "undo")
    answer = home.screen("renew", "emma", "--due", "1.3.", typed=[""])
    assert "Right? [y/N]" in answer.out
    assert answer.code == 130


def test_a_renewal_that_would_be_over_already_is_refused(home: Home) -> None:
    home.ok("add", "Alpha", "--pages", "100", "--days", "5", "--format", "print")
    home.today = "2026-05-10"
    answer = home.run("renew", "alpha")
    assert answer.code == 2
    assert "The renewal would end on Sat 28 Mar, 43 days ago." in answer.err
    home.ok("renew", "alpha", "--due", "tomorrow")


def test_a_place_survives_the_return_of_its_edition_on_the_day_of_checkout(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("add", "Dune", "--audio", "20:00")
    home.run("log", "dune", "200")
    home.run("return", "1")
    assert row(home)["position"] == 36000
    assert home.run("add", "Dune").code == 0
    assert row(home)["position"] in (36000, 200)


def test_edit_refuses_what_cannot_have_been(dune: Home) -> None:
    dune.today = "2026-03-05"
    assert dune.run("edit", "dune", "--on", "2026-03-04").code == 2  # it was read before that
    assert dune.run("edit", "dune", "--author", "").code == 2
    assert dune.run("edit", "dune", "--entry", "1", "--title", "X").code == 2
    dune.ok("edit", "dune", "--time", "14:00")
    dune.ok("edit", "dune", "--format", "print")
    assert row(dune)["due_time"] is None
