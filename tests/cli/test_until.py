"""`--until`: reading ends before the notes and the index."""

import json

from tests.cli.given import cells, given, report, such_as, tried
from tests.terminal import Home


def rows(home: Home) -> list[dict[str, object]]:
    found = report(home, "pace")["loans"]
    assert isinstance(found, list)
    return found


def ends(home: Home) -> list[object]:
    return [row["until"] for row in report(home, "list --all")["loans"]]


def test_reading_ends_where_the_reader_says(home: Home) -> None:
    assert home.ok("add", "Emma", "--pages", "459", "--until", "431").splitlines()[0] == (
        "Checked out: Emma (e-book, 459 pages, read to p. 431), no. 1"
    )
    given(home, "log emma 'p. 215'")
    assert home.ok("log", "emma", "end", "--yes").splitlines() == [
        "Emma: p. 431 of 431 (100%)",
        "That is the end of it. To give it back: readtrack finish 1",
    ]
    row = rows(home)[0]
    assert (row["length"], row["until"], row["position"]) == (459, 431, 431)
    assert (row["percent"], row["status"]) == (100, "finished")
    assert home.ok("return", "1").startswith("Finished and given back: Emma")


def test_a_place_can_be_past_the_end_but_not_past_the_length(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "log emma 445 --yes")
    assert (rows(home)[0]["position"], rows(home)[0]["percent"]) == (445, 100)
    assert tried(home, "log emma 460").err.startswith("readtrack: 460 is past the end, p. 459.")


def test_every_form_of_a_position_is_an_end(home: Home) -> None:
    for number, (size, until, end) in enumerate(
        (
            ("--pages 459", "431", 431),
            ("--pages 459", "p431", 431),
            ("--pages 400", "94%", 376),
            ("--pages 459", "'431 of 459'", 431),
            ("--pages 459", "459", None),
            ("--pages 459", "none", None),
            ("--pages 459", "end", None),
            ("--audio 20:30", "20:10", 72_600),
            ("--audio 20:30", "20h10m", 72_600),
            ("--percent", "94%", 94),
        )
    ):
        given(home, f"add Book{number} {size} --until {until} --anyway --why x")
        assert report(home, f"show {number + 1}")["pace"]["until"] == end


def test_an_end_that_cannot_be_is_explained(home: Home) -> None:
    assert tried(home, "add Emma --pages 300 --until 0").err == (
        "readtrack: Nothing would be left to read until 0.\n"
        "Write --until 431, 94%, 15:40 or none. "
        + such_as(home, "add Emma --pages 300 --until 94%")
    )
    assert tried(home, "add Emma --pages 300 --until 431").err.startswith(
        "readtrack: 431 is past the end, p. 300."
    )
    assert "--until 431 needs the length" in tried(home, "add Emma --percent --until 431").err
    assert tried(home, "add Emma --pages 300 --until soon").code == 2


def test_the_other_edition_ends_at_the_same_place(home: Home) -> None:
    given(home, "add Emma --pages 400 --until 380 --why x", "add Emma --audio 10:00 --why x")
    assert ends(home) == [380, 34_200]
    given(home, "log 2 5:00 --yes")
    assert [row["position"] for row in rows(home)] == [200, 18_000]
    given(home, "edit 2 --until 9:00")
    assert ends(home) == [360, 32_400]
    given(home, "edit 1 --until none")
    assert ends(home) == [None, None]
    given(home, "undo")
    assert ends(home) == [360, 32_400]
    given(home, "log 2 end --yes", "return 2")
    assert (rows(home)[0]["status"], rows(home)[0]["position"]) == ("finished", 360)


def test_a_shorter_length_asks_for_another_end(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431")
    assert tried(home, "edit emma --pages 400").err == (
        "readtrack: 400 pages is shorter than what you read to, p. 431.\n"
        "Say where reading ends now, or none: readtrack edit 1 --pages 400 --until none\n"
    )
    given(home, "edit emma --pages 500")
    assert ends(home) == [431]
    given(home, "edit emma --pages 400 --until 390", "edit emma --percent")
    assert ends(home) == [97.5]
    given(home, "edit emma --until none")
    assert ends(home) == [None]


def test_an_end_named_after_a_book_went_back_makes_it_finished(home: Home) -> None:
    given(home, "add Emma --pages 459", "log emma 431 --yes", "return emma")
    assert report(home, "list --past")["loans"][0]["outcome"] == "unfinished"
    given(home, "edit 1 --until 431")
    loan = report(home, "list --past")["loans"][0]
    assert (loan["outcome"], loan["percent"]) == ("finished", 100)


def test_a_title_borrowed_again_ends_where_it_did(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "log emma 100 --yes", "return emma")
    given(home, "add Emma", "add Emma --audio 10:00 --why x")
    assert [row["until"] for row in rows(home)] == [431, 33_804]


def test_a_wish_takes_its_end_to_the_checkout(home: Home) -> None:
    given(home, "later add Emma --pages 459 --until 431")
    header, row = cells(home.ok("later"))
    assert dict(zip(header, row, strict=True))["until"] == "431"
    given(home, "later edit emma --until none", "later edit emma --until p431")
    assert report(home, "later")["wishes"][0]["until"] == 431
    assert home.ok("later", "borrow", "emma").startswith(
        "Checked out: Emma (e-book, 459 pages, read to p. 431)"
    )


def test_what_the_gate_prints_brings_the_end_along(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 100")
    refused = tried(home, "add Two --pages 459 --until 431")
    assert "  readtrack add Two --pages 459 --until 431 --anyway --why" in refused.err
    heard = tried(home, "add Two --audio 20:30 --until 20:10")
    assert "--audio 20:30:00 --until 20:10:00 --anyway" in heard.err


def test_consider_counts_what_there_is_to_read(home: Home) -> None:
    whole = report(home, "consider Emma --pages 400")["minutes"]
    part = report(home, "consider Emma --pages 400 --until 200")["minutes"]
    assert part == whole / 2


def test_the_end_is_said_where_it_matters(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "log emma 43 --yes")
    assert "read to p. 431" in home.ok("show", "emma")
    assert "p. 43 of 431 (9%)" in home.screen("pace", "--wide").out
    steps = home.ok("pace", "--explain")
    assert "Reading ends at p. 431, of 459: all figures go by that end." in steps
    header, row = cells(home.ok("pace"))
    assert dict(zip(header, row, strict=True))["until"] == "431"
    header, row = cells(home.ok("list"))
    assert dict(zip(header, row, strict=True))["until"] == "431"


def test_an_export_brings_the_end_into_another_store(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "later add Dune --pages 400 --until 94%")
    file = home.folder / "all.csv"
    given(home, f"export csv {file}")
    other = Home(home.folder / "other")
    other.folder.mkdir(exist_ok=True)
    assert other.run("import", str(file)).code == 0
    assert ends(other) == [431]
    assert json.loads(other.ok("later", "--json"))["wishes"][0]["until"] == 376


def test_an_earlier_checkout_leaves_the_end_of_a_later_one(home: Home) -> None:
    given(home, "config cap 3", "add Emma --pages 459 --on 2026-02-02 --due 2026-04-01")
    given(home, "return emma --on 2026-02-20", "add Emma --pages 459 --until 431")
    given(home, "edit 1 --why 'an old one'")
    assert ends(home) == [431, None]
    given(home, "edit 1 --until 300")
    assert ends(home) == [431, 300]
    given(home, "edit 2 --until none")
    assert ends(home) == [None, 300]


def test_a_title_finished_and_borrowed_again_on_one_day_keeps_the_end_it_had(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "finish emma", "add Emma --until 300")
    assert ends(home) == [300, 431]


def test_a_wish_without_an_end_has_none_at_the_checkout(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431 --on 2026-02-20", "return emma --on 2026-02-22")
    given(home, "later add Emma", "later edit emma --until none")
    assert home.ok("later", "borrow", "emma").startswith("Checked out: Emma (e-book, 459 pages), ")


def test_who_reads_on_past_the_end_stays_there(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431", "log emma 440 --yes")
    assert home.ok("log", "emma", "end").startswith("Emma: p. 440 of 431 (100%)\n")


def test_another_edition_cannot_be_read_farther_than_its_title(home: Home) -> None:
    given(home, "add Emma --pages 459 --until 431")
    for end in ("none", "end"):
        assert tried(home, f"add Emma --audio 10:00 --until {end}").err == (
            "readtrack: Emma is read to p. 431.\n"
            "To read it to its last page: readtrack edit 1 --until none\n"
        )
    given(home, "add Emma --audio 10:00 --until 9:00", "edit 1 --until none")
    given(home, "return 2", "add Emma --audio 10:00 --until none")
    assert ends(home)[:2] == [None, None]
