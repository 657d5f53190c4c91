"""`--format magazine`: a due date and warnings, no length, no pace, no slot."""

import json

import pytest

from tests.cli.given import cells, given, narrow, report, such_as, tried
from tests.terminal import Home

NULL = (
    "unit", "length", "position", "morning", "percent", "due_time", "goal", "days_left",
    "need_per_day", "minutes_per_day", "today", "rate", "speed", "finish", "status", "until",
)  # fmt: skip


@pytest.fixture
def weekly(home: Home) -> Home:
    given(
        home, "add Emma --pages 300 --why x", "add 'New Yorker' --format magazine --due 2026-03-06"
    )
    return home


def report_of_the_glance(home: Home) -> list[str]:
    """The severities of what comes unasked."""
    warnings = json.loads(home.run("--json").out)["warnings"]["warnings"]
    return [each["severity"] for each in warnings]


def test_it_asks_no_length_and_takes_no_slot(home: Home) -> None:
    given(home, "config cap 1", "add Emma --pages 300 --why x")
    answer = home.screen("add", "New Yorker", "--format", "magazine", "--days", "14")
    assert answer.out.splitlines() == [
        "Checked out: New Yorker (magazine), no. 2",
        "Due Mon 16 Mar, in 14 days.",
        "1 of 1 slot taken; everything fits, 11 days to spare.",
    ]
    given(home, "add LRB --format magazine", "add 'New Yorker' --format magazine --due 2026-03-23")
    assert tried(home, "add Dune --pages 9").code == 3


def test_its_pace_is_null(weekly: Home) -> None:
    magazine, book = report(weekly, "pace")["loans"]
    assert list(magazine) == list(book)
    assert [name for name in NULL if magazine[name] is not None] == []
    assert (magazine["title"], magazine["due"], magazine["format"]) == (
        "New Yorker",
        "2026-03-06",
        "magazine",
    )
    assert report(weekly, "show yorker")["pace"] is None
    loan = report(weekly, "list")["loans"][0]
    assert (loan["length"], loan["percent"], loan["position"]) == (None, None, None)
    header, row, _ = cells(weekly.ok("pace"))
    assert {name: cell for name, cell in zip(header, row, strict=True) if cell} == {
        "id": "2",
        "title": "New Yorker",
        "format": "magazine",
        "due": "2026-03-06",
    }


def test_it_is_one_short_line_where_the_others_have_a_pace(weekly: Home) -> None:
    line = "New Yorker (magazine): due Fri 6 Mar, in 4 days"
    assert line in weekly.screen("pace").out.splitlines()
    assert "New Yorker (magazine): due Fri" in narrow(weekly, "pace")
    assert weekly.screen("list").out.splitlines()[1] == (
        "2  New Yorker  magazine          –  Fri 6 Mar, in 4 days       –"
    )
    assert weekly.ok("show", "yorker").splitlines() == [
        "New Yorker (magazine), no. 2",
        "  checked out Mon 2 Mar",
        "  due         Fri 6 Mar, in 4 days",
    ]
    given(weekly, "drop emma")
    assert weekly.screen("pace").out.splitlines()[0] == line
    assert line in weekly.screen().out.splitlines()


def test_it_is_warned_of_until_it_is_back(weekly: Home) -> None:
    assert report(weekly, "due")["warnings"] == []
    weekly.today = "2026-03-03"
    warning = report(weekly, "due")["warnings"][0]
    assert (warning["severity"], warning["message"]) == ("due_soon", "due Fri 6 Mar, in 3 days")
    assert warning["way_out"] == "readtrack return 2, or readtrack renew 2"
    assert "due soon: New Yorker" in weekly.screen().out
    assert weekly.ok("prompt") == "New Yorker: return it by Fri\n"
    assert "New Yorker: due in 3 days, Fri 6 Mar\n" in weekly.ok("remind", "--dry-run")
    weekly.today = "2026-03-06"
    assert report(weekly, "due")["worst"] == "due_today"
    assert report(weekly, "pace")["loans"][0]["status"] == "due_today"
    weekly.today = "2026-03-08"
    late = report(weekly, "due")["warnings"][0]
    assert (late["severity"], late["message"]) == ("overdue", "was due Fri 6 Mar, 2 days ago")
    assert weekly.ok("prompt") == "New Yorker: overdue\n"
    assert "New Yorker: was due Fri 6 Mar" in weekly.ok("remind", "--dry-run")
    assert weekly.run("due", "--exit-code").code == 12
    assert [each["id"] for each in report(weekly, "list --only overdue")["loans"]] == [2]


def test_two_issues_of_one_title_have_each_their_day(weekly: Home) -> None:
    given(weekly, "add 'New Yorker' --format magazine --due 2026-03-05")
    weekly.today = "2026-03-05"
    assert [each["loan"] for each in report(weekly, "due")["warnings"]] == [3, 2]
    assert "'new yorker' could mean:" in tried(weekly, "return 'new yorker'").err
    given(weekly, "return 3")
    assert [each["id"] for each in report(weekly, "list --only magazine")["loans"]] == [2]


def test_another_issue_is_a_magazine_as_well(weekly: Home) -> None:
    answer = weekly.run("add", "New Yorker", "--due", "2026-03-20")
    assert answer.out.startswith("Checked out: New Yorker (magazine), no. 3\n")
    assert answer.err == "New Yorker (magazine) is out already.\n"
    given(weekly, "return 2", "add 'The New Yorker Stories' --pages 200 --why x")
    assert [each["format"] for each in report(weekly, "list")["loans"]].count("magazine") == 1


def test_it_goes_back_and_gets_more_time(weekly: Home) -> None:
    assert weekly.ok("renew", "yorker", "--yes") == (
        "Renewed. New Yorker (magazine): due Fri 27 Mar, in 25 days, instead of Fri 6 Mar.\n"
    )
    assert weekly.ok("return", "yorker").splitlines() == [
        "Given back: New Yorker (magazine)",
        "1 of 2 slots taken. Wrong? readtrack undo",
    ]
    row = report(weekly, "list --past")["loans"][0]
    assert (row["ending"], row["outcome"], row["percent"]) == ("returned", None, None)
    for what in ("finished", "unfinished"):
        assert report(weekly, f"list --past --only {what}")["loans"] == []
    assert "a magazine, with no reading" in tried(weekly, "review yorker").err


@pytest.mark.parametrize("verb", ["finish", "drop"])
def test_every_ending_gives_it_back(weekly: Home, verb: str) -> None:
    assert weekly.ok(verb, "yorker").startswith("Given back: New Yorker (magazine)\n")


@pytest.mark.parametrize("words", ["yorker 40", "yorker", "2 40%", "'new yorker' end", "2 3:20"])
def test_there_is_no_place_to_log(weekly: Home, words: str) -> None:
    assert tried(weekly, f"log {words} --minutes 25").err == (
        "readtrack: New Yorker is a magazine: there is no place to log in it.\n"
        "For the minutes you read: readtrack aside 25m 'New Yorker'\n"
    )
    given(weekly, "aside 25m 'New Yorker'")


def test_no_clock_runs_for_it(weekly: Home) -> None:
    assert "there is no place to log in it" in tried(weekly, "start yorker").err


def test_a_place_alone_means_the_book(weekly: Home) -> None:
    assert weekly.ok("log", "12").startswith("Emma: p. 12 of 300")


@pytest.mark.parametrize("line", ["log", "log 12", "start"])
def test_without_a_book_there_is_nothing_to_log(weekly: Home, line: str) -> None:
    given(weekly, "drop emma")
    assert tried(weekly, line).err == (
        "readtrack: Only magazines are out, without a place to log.\n"
        "To check a book out: readtrack add 'Hard Times' --pages 304\n"
    )


def test_only_its_renewal_can_be_snoozed(weekly: Home) -> None:
    given(weekly, "edit yorker --renewable-on 2026-03-01")
    assert report(weekly, "due")["worst"] == "renewable"
    given(weekly, "snooze yorker")
    assert report_of_the_glance(weekly) == []
    weekly.today = "2026-03-05"
    assert report_of_the_glance(weekly) == ["due_soon"]


def test_a_book_of_the_same_title_is_what_is_logged(home: Home) -> None:
    given(home, "add Granta --format magazine", "add Granta --pages 300 --why x")
    assert home.ok("log", "granta", "12").startswith("Granta: p. 12 of 300")
    assert tried(home, "return granta").code == 4


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--pages 90", "--pages"),
        ("--audio 3:00", "--audio"),
        ("--at 5", "--at"),
        ("--until 80", "--until"),
        ("--from-file x.epub", "--from-file"),
    ],
)
def test_how_far_to_read_is_nothing_of_a_magazine(home: Home, options: str, named: str) -> None:
    assert tried(home, f"add LRB --format magazine {options}").err == (
        f"readtrack: A magazine has no end to read, and so no {named}.\n"
        "A title and a due date are enough. " + such_as(home, "add LRB --format magazine")
    )
    assert tried(home, "add LRB --format magazine --time 14:00").code == 2


def test_a_book_can_turn_out_to_be_one_and_the_other_way(home: Home) -> None:
    given(home, "config cap 1", "add LRB --pages 80 --why x", "log lrb 20")
    given(home, "edit lrb --format magazine", "add Emma --pages 300 --why x")
    assert report(home, "pace")["slots"] == {"used": 1, "cap": 1}
    assert [row["need_per_day"] is None for row in report(home, "pace")["loans"]] == [True, False]
    assert tried(home, "edit lrb --format ebook --pages 80").code == 3
    assert tried(home, "edit lrb --pages 80").code == 2
    given(home, "drop emma", "edit lrb --format ebook --pages 80")
    assert report(home, "show lrb")["pace"]["position"] == 20


def test_nothing_is_planned_for_it_and_nothing_learned_from_it(home: Home) -> None:
    given(home, "add Emma --pages 300 --why x", "routine add bed 30m")
    lines = ["pace", "plan", "checkup", "ways"]
    before = [report(home, line) for line in lines]
    given(home, "add LRB --format magazine --days 3", "add Old --format magazine --due 2026-03-09")
    given(home, "return old")
    after = [report(home, line) for line in lines]
    after[0]["loans"] = [row for row in after[0]["loans"] if row["format"] != "magazine"]
    assert after == before
    home.today = "2026-03-20"
    assert report(home, "checkup")["findings"][2]["figure"] == 19


def test_it_is_on_the_shelf_and_considered_without_a_gate(home: Home) -> None:
    given(home, "config cap 1", "add Emma --pages 300 --why x")
    assert home.screen("consider", "LRB", "--format", "magazine").out.splitlines() == [
        "Yes: LRB (magazine)",
        "  It takes no slot and no time of your books: it has a due date, and no pace.",
    ]
    assert report(home, "consider LRB --format magazine")["minutes"] is None
    assert home.ok("consider", "LRB", "--format", "magazine", "--explain")
    given(home, "later add LRB --format magazine --hold-ready fri")
    assert home.screen("later").out.splitlines() == [
        "     Book            Length  Safe from",
        "  1  LRB   magazine          Fri 6 Mar, in 4 days",
        "     hold ready Fri 6 Mar, and there is room then",
    ]
    assert home.ok("later", "borrow", "lrb").startswith("Checked out: LRB (magazine), no. 2\n")


def test_it_is_brought_back_before_days_away(weekly: Home) -> None:
    assert weekly.ok("away", "2026-03-05..2026-03-08").splitlines()[1] == (
        "New Yorker is due while you are away, Fri 6 Mar: take it back by Wed 4 Mar, "
        "or readtrack renew 2."
    )


def test_a_table_that_says_magazine_brings_one_in(home: Home) -> None:
    words = ("Zeitschrift", "magazine", "Periodical", "Zeitung")
    rows = [f"{word} Issue,2026-03-20,{word}" for word in words]
    file = home.folder / "loans.csv"
    file.write_text("\n".join(["title,due,format", *rows, "Emma,2026-03-20,Buch"]))
    assert home.run("import", str(file)).code == 0
    formats = [loan["format"] for loan in report(home, "list")["loans"]]
    assert formats == ["magazine"] * 4 + ["print"]
    assert report(home, "pace")["slots"]["used"] == 1
    again = home.run("import", str(file))
    assert "Nothing new." in again.err


def test_an_export_brings_it_into_another_store(weekly: Home) -> None:
    file = weekly.folder / "all.json"
    given(weekly, f"export json {file}")
    other = Home(weekly.folder / "other")
    other.folder.mkdir(exist_ok=True)
    assert other.run("import", str(file)).code == 0
    assert report(other, "list --only magazine")["loans"][0]["title"] == "New Yorker"
    given(weekly, f"export ics {weekly.folder / 'due.ics'}")
    assert "Due: New Yorker (magazine)" in (weekly.folder / "due.ics").read_text()


def test_a_wish_that_becomes_a_magazine_has_no_length_and_no_end(home: Home) -> None:
    given(home, "later add LRB --pages 300 --until 280", "later edit lrb --format magazine")
    wish = report(home, "later")["wishes"][0]
    assert (wish["unit"], wish["length"], wish["until"]) == (None, None, None)
    for words in ("--until 5", "--pages 9", "--percent"):
        refused = tried(home, f"later edit lrb {words}")
        assert (refused.code, refused.err.splitlines()[0]) == (
            2,
            f"readtrack: A magazine has no end to read, and so no {words.split()[0]}.",
        )
    given(home, "later edit lrb --format ebook --pages 80 --until 70")
    wish = report(home, "later")["wishes"][0]
    assert (wish["length"], wish["until"]) == (80, 70)


def test_a_clock_that_runs_for_what_became_a_magazine_can_be_ended(weekly: Home) -> None:
    given(weekly, "start emma", "edit emma --format magazine")
    for words in ("stop 20", "stop"):
        assert tried(weekly, words).err == (
            "readtrack: Emma has become a magazine: there is no place to log in it.\n"
            "To end the clock: readtrack stop --discard\n"
        )
    given(weekly, "stop --discard")


def test_two_that_could_be_meant_are_listed_without_a_length(home: Home) -> None:
    given(home, "add 'LRB 3' --format magazine", "add 'LRB 4' --format magazine")
    assert tried(home, "return lrb").err.splitlines()[1:3] == [
        "  1  LRB 3 (magazine), due Mon 23 Mar, in 21 days",
        "  2  LRB 4 (magazine), due Mon 23 Mar, in 21 days",
    ]


def test_the_shelf_has_no_length_for_it(home: Home) -> None:
    given(home, "later add LRB --format magazine")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["unit"], wish["length"]) == (None, None)
    assert "LRB   magazine" in home.screen("later").out


def test_a_magazine_alone_is_nothing_to_look_back_on(home: Home) -> None:
    given(home, "add LRB --format magazine", "return lrb")
    assert home.run("review").err == (
        "readtrack: No checkout of a book has ended yet.\nHow it is going: readtrack pace\n"
    )
