"""Checking books out: what is taken, what is asked about, what is refused."""

import json

import pytest

from tests.cli.given import failed
from tests.terminal import Home


def loans(home: Home) -> list[dict[str, object]]:
    found = json.loads(home.ok("list", "--json"))["loans"]
    assert isinstance(found, list)
    return found


def test_a_checkout_is_due_in_21_days_and_says_what_it_asks_of_today(home: Home) -> None:
    assert home.ok("add", "Business Adventures", "--pages", "459") == (
        "Checked out: Business Adventures (e-book, 459 pages), no. 1\n"
        "Due Mon 23 Mar, in 21 days.\n"
        "Today: p. 0 → 23, 23 pages to go, about 30 minutes.\n"
        "1 of 2 slots taken; everything fits, 6 days to spare.\n"
    )


def test_a_third_title_is_refused_with_the_ways_out(home: Home) -> None:
    home.ok("add", "One", "--pages", "100")
    home.ok("add", "Two", "--pages", "100", "--format", "print")
    assert failed(home.run("add", "Three's Company", "--pages", "100"), 3) == (
        "readtrack: 2 of 2 slots are taken:\n"
        "  1  One, free after Mon 23 Mar\n"
        "  2  Two, due Mon 23 Mar, free when you return it\n"
        "Ways out:\n"
        "  readtrack return 1  (gives it back)\n"
        "  readtrack drop 1  (your place is kept)\n"
        "  readtrack return 2  (gives it back)\n"
        "  readtrack drop 2  (your place is kept)\n"
        "  readtrack add 'Three'\"'\"'s Company' --pages 100 --anyway --why \"...\"\n"
        "  or wait: from Tue 24 Mar it would fit, once what is printed is back\n"
    )
    assert len(loans(home)) == 2


def test_anyway_passes_the_cap_and_keeps_the_reason(home: Home) -> None:
    home.ok("config", "cap", "1")
    home.ok("add", "One", "--pages", "100")
    assert home.run("add", "Two", "--pages", "100", "--anyway").code == 2
    home.ok("add", "Two", "--pages", "100", "--anyway", "--why", "a friend's book")
    assert loans(home)[1]["override"] == "a friend's book"
    assert "a friend's book" in home.ok("show", "two")


def test_a_second_edition_joins_its_title_and_takes_no_slot(home: Home) -> None:
    home.ok("config", "cap", "1")
    home.ok("add", "Business Adventures", "--pages", "459", "--at", "153")
    home.ok("add", "business adventures", "--audio", "9:00", "--speed", "2")
    report = json.loads(home.ok("pace", "--json"))
    assert report["slots"] == {"used": 1, "cap": 1}
    assert [row["position"] for row in report["loans"]] == [153, 3 * 3600]


def test_an_article_case_and_accents_do_not_make_another_title(home: Home) -> None:
    home.ok("add", "The Café", "--pages", "100")
    home.ok("add", "CAFE", "--audio", "3:00")
    assert json.loads(home.ok("pace", "--json"))["slots"]["used"] == 1


def test_a_title_returned_unfinished_comes_back_at_its_place_in_another_edition(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("log", "dune", "100")
    home.ok("return", "dune")
    home.run("add", "Dune", "--audio", "20:00")
    assert json.loads(home.ok("pace", "--json"))["loans"][0]["position"] == 5 * 3600
    home.ok("undo")
    home.today = "2026-03-05"
    assert "Today: 5:00 →" in home.run("add", "Dune", "--audio", "20:00").out


def test_a_title_finished_before_starts_again_at_the_beginning(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.ok("log", "dune", "100", "--yes")
    home.ok("finish", "dune")
    assert "p. 0 → 20" in home.ok("add", "Dune")  # and its length is known by now


def test_a_dry_run_keeps_nothing(home: Home) -> None:
    answer = home.ok("add", "Dune", "--pages", "400", "--dry-run")
    assert answer.startswith("Would check out: Dune (e-book, 400 pages)")
    assert loans(home) == []
    assert home.run("undo").code == 1


def test_without_a_length_percent_is_counted_and_figures_are_marked(home: Home) -> None:
    answer = home.run("add", "Dune")
    assert answer.code == 0
    assert answer.err.startswith("Length not known")
    assert "0% → 5%, 5% to go, ~20 minutes" in answer.out
    row = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert (row["unit"], row["length"], row["assumed_length"]) == ("percent", 100, True)


def test_a_book_added_at_its_end_is_finished_and_asks_nothing(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400", "--at", "end")
    row = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert (row["status"], row["need_per_day"], row["today"]["left"]) == ("finished", 0, 0)
    assert json.loads(home.ok("due", "--json"))["warnings"] == []


def test_a_due_date_in_the_past_is_taken_with_a_word(home: Home) -> None:
    answer = home.run(
        "add", "Old", "--pages", "90", "--format", "print", "--on", "2026-01-02", "--due", "feb 1"
    )
    assert answer.code == 0
    assert "The due date was 29 days ago." in answer.err


def test_what_does_not_fit_is_taken_with_a_warning_and_a_safe_date(home: Home) -> None:
    home.ok("routine", "add", "bed", "45")
    home.ok("add", "One", "--pages", "459")
    answer = home.run("add", "Two", "--pages", "459")
    assert answer.code == 0
    assert answer.err.startswith("This book does not fit: ")
    assert "It would be safe from " in answer.err


def test_where_minutes_are_only_assumed_the_answer_asks_and_raises_no_alarm(home: Home) -> None:
    home.ok("add", "One", "--pages", "459")
    answer = home.run("add", "Two", "--pages", "459")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith(
        "2 of 2 slots taken; it needs 1 h a day; I assumed 45.\n"
        "Do you have them? Then say so:\n"
        "  readtrack routine add reading 60m\n"
    )
    home.ok("routine", "add", "reading", "60m")
    assert json.loads(home.ok("pace", "--json"))["fit"]["fits"] is True


def test_a_book_that_takes_many_times_the_assumed_minutes_is_asked_about(home: Home) -> None:
    answer = home.run("add", "Bible", "--pages", "4000")
    assert answer.code == 0
    assert answer.err == (
        "With this book it needs more than the 45 minutes a day that I assumed. Do you have them?\n"
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--pages", "0"], "0 pages is not the length of a book."),
        (["--pages", "-3"], "Cannot read '-3' as a number of pages."),
        (["--pages", "20001"], "20001 pages is not the length of a book."),
        (["--audio", "0:00"], "0:00 is not the length of an audiobook."),
        (["--audio", "soon"], "Cannot read 'soon' as a length of audio."),
        (["--pages", "9", "--audio", "1:00"], "--pages, --audio and --percent exclude each other."),
        (["--pages", "9", "--format", "audiobook"], "An audiobook has hours, not pages."),
        (["--pages", "9", "--days", "0"], "0 days are not possible."),
        (["--pages", "9", "--due", "03/04/2026"], "03/04/2026 can be read two ways."),
        (["--pages", "9", "--due", "2026-02-30"], "There is no 30 February 2026."),
        (["--pages", "9", "--on", "tomorrow"], "2026-03-03 has not come yet."),
        (["--pages", "9", "--due", "2026-03-01"], "Due 2026-03-01 is before the checkout"),
        (["--pages", "9", "--speed", "0"], "A playback speed of 0.0 is not possible."),
        (["--pages", "9", "--isbn", "9781408839971"], "9781408839971 is not an ISBN."),
        (["--pages", "9", "--at", "10"], "10 is past the end, p. 9."),
        (["--pages", "9", "--time", "25:00"], "Cannot read '25:00' as a time of day."),
        (["--pages", "9", "--format", "print", "--time", "9:00"], "A printed book has no hour"),
    ],
)
def test_what_cannot_be_is_refused_in_two_lines(home: Home, words: list[str], what: str) -> None:
    said = failed(home.run("add", "Dune", *words), 2)
    assert said.startswith(f"readtrack: {what}")
    assert 1 <= len(said.splitlines()) <= 2
    assert loans(home) == []


def test_an_isbn_with_hyphens_is_kept_as_digits(home: Home) -> None:
    home.ok("add", "Goblet", "--pages", "9", "--isbn", "978-1-4088-3997-3")
    assert loans(home)[0]["isbn"] == "9781408839973"


def test_the_way_out_that_is_printed_checks_out_the_very_same_loan(home: Home) -> None:
    import shlex

    home.ok("config", "cap", "1")
    home.ok("add", "One", "--pages", "10")
    words = ["add", "It's $(me)", "--author", "J D", "--pages", "300", "--format", "print"]
    words += ["--on", "2026-03-01", "--days", "14", "--library", "City", "--at", "12"]
    refused = home.run(*words).err
    line = next(line for line in refused.splitlines() if "--anyway" in line)
    command = shlex.split(line.partition("  (")[0])
    assert command[0] == "readtrack"
    home.run(*command[1:])
    loan = next(each for each in loans(home) if each["title"] != "One")
    told = ("title", "authors", "format", "checked_out", "due", "library", "position")
    assert [loan[key] for key in told] == [
        "It's $(me)", ["J D"], "print", "2026-03-01", "2026-03-15", "City", 12,
    ]  # fmt: skip


def test_what_is_news_about_a_known_book_is_kept(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("add", "dune", "--audio", "9:00", "--author", "Frank Herbert", "--isbn", "1408839970")
    assert {tuple(each["authors"]) for each in loans(home)} == {("Frank Herbert",)}  # type: ignore[arg-type]
    answer = home.run("add", "Another Name", "--isbn", "1408839970", "--percent")
    assert "This ISBN is that of Dune." in answer.err


def test_a_reader_of_the_answer_that_goes_away_does_not_undo_the_checkout(home: Home) -> None:
    import subprocess

    from tests.terminal import command

    home.ok("list")
    for number, target in enumerate(("/dev/full", "| true")):
        title = f"Book {number}"
        shell = " ".join([*command(["add", f"'{title}'", "--pages", "9"]), f"> {target}"])
        shell = shell.replace("> |", "|")
        done = subprocess.run(
            ["bash", "-c", shell], env=home.environment(), capture_output=True, text=True,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert [each["title"] for each in loans(home)][-1] == title


def test_a_title_in_two_editions_is_not_said_to_free_its_slot_by_one_return(home: Home) -> None:
    home.ok("config", "cap", "1")
    home.ok("add", "One", "--pages", "100")
    home.run("add", "One", "--audio", "3:00")
    refused = home.run("add", "Two", "--pages", "100").err
    assert "readtrack return" not in refused
    assert "readtrack finish 1  (both back)\n" in refused
    home.ok("finish", "1")
    home.ok("add", "Two", "--pages", "100")
