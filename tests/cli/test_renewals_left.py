"""Renewals that a library still allows: counted down, shown, and not advised once none is left."""

import pytest

from tests.cli.given import given, report, tried
from tests.terminal import Home


def left(home: Home) -> list[int | None]:
    return [loan["renewals_left"] for loan in report(home, "list")["loans"]]


def test_each_renewal_leaves_one_less_and_never_less_than_none(home: Home) -> None:
    given(home, "add Dune --pages 400 --renewals-left 2")
    given(home, "renew dune --yes")
    assert left(home) == [1]
    answer = tried(home, "renew dune --yes")
    assert (answer.err, left(home)) == ("", [0])
    answer = tried(home, "renew dune --yes")
    assert answer.err == "The library allows no more renewals of it, as far as is known.\n"
    assert answer.out.startswith("Renewed. Dune (e-book): due ")
    assert left(home) == [0]
    given(home, "undo", "undo")
    assert left(home) == [1]


def test_a_loan_of_which_nothing_is_known_stays_so(home: Home) -> None:
    given(home, "add Dune --pages 400", "renew dune --yes")
    assert left(home) == [None]
    assert "more allowed" not in home.ok("show", "dune")


def test_renew_takes_the_number_that_the_library_says(home: Home) -> None:
    given(home, "add Dune --pages 400 --renewals-left 0")
    answer = tried(home, "renew dune --yes --renewals-left 3")
    assert (answer.err, left(home)) == ("", [3])
    given(home, "renew dune --yes --renewals-left none")
    assert left(home) == [None]


def test_edit_sets_and_clears_it(home: Home) -> None:
    given(home, "add Dune --pages 400", "edit dune --renewals-left 1")
    assert left(home) == [1]
    assert "  renewals    1 more allowed\n" in home.ok("show", "dune")
    given(home, "edit dune --renewals-left 0")
    assert "  renewals    no more allowed\n" in home.ok("show", "dune")
    given(home, "edit dune --renewals-left None")
    assert left(home) == [None]
    assert tried(home, "edit dune --renewals-left none").out.startswith("As it was: Dune")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("two", "Cannot read 'two' as a number of renewals."),
        ("-1", "Cannot read '-1' as a number of renewals."),
        ("1.5", "Cannot read '1.5' as a number of renewals."),
        ("''", "Cannot read '' as a number of renewals."),
        ("100", "100 renewals are not possible."),
        ("9" * 40, f"Cannot read '{'9' * 40}' as a number of renewals."),
    ],
)
def test_what_is_no_number_of_renewals_is_refused(home: Home, text: str, what: str) -> None:
    given(home, "add Dune --pages 400")
    for line in ("add Emma --pages 90", "renew dune --yes", "edit dune"):
        answer = tried(home, f"{line} --renewals-left={text}")
        assert (answer.code, answer.err.splitlines()[0]) == (2, f"readtrack: {what}")


def test_a_person_is_asked_whether_the_library_did_it_all_the_same(home: Home) -> None:
    given(home, "add Dune --pages 400 --renewals-left 0")
    answer = home.screen("renew", "dune", typed=[""])
    assert "allows no more renewals of it, as far as is known." in answer.out
    assert "Right? [y/N]" in answer.out
    assert (answer.code, left(home)) == (130, [0])
    assert home.screen("renew", "dune", typed=["y"]).code == 0
    assert report(home, "list")["loans"][0]["renewals"] == 1


def test_no_word_advises_a_renewal_that_cannot_be_had(home: Home) -> None:
    given(home, "config buffer 0", "routine add bed 20")
    given(home, "add Dune --pages 300 --days 3 --renewals-left 1")
    screens = (("due",), (), ("ways",), ("ways", "--all"))
    assert all("readtrack renew 1" in home.screen(*each).out for each in screens)
    given(home, "edit dune --renewals-left 0")
    assert not any("renew" in home.screen(*each).out for each in screens)
    home.today = "2026-03-06"
    assert home.screen("due").out.endswith("→ borrow it again when there is room\n")


def test_a_loan_without_renewals_left_is_not_called_renewable(home: Home) -> None:
    given(home, "add Dune --pages 90", "edit dune --renewable-on 2026-03-01 --renewals-left 0")
    assert report(home, "due")["warnings"] == []
    given(home, "edit dune --renewals-left 1")
    assert [each["severity"] for each in report(home, "due")["warnings"]] == ["renewable"]


def test_every_report_of_a_loan_carries_it(home: Home) -> None:
    given(home, "add Dune --pages 90 --renewals-left 4")
    assert report(home, "pace")["loans"][0]["renewals_left"] == 4
    assert report(home, "show dune")["loan"]["renewals_left"] == 4
    assert report(home, "renew dune --yes")["loan"]["renewals_left"] == 3


def test_a_refused_checkout_prints_the_command_with_it(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 90")
    answer = tried(home, "add Two --pages 90 --renewals-left 0")
    assert 'readtrack add Two --pages 90 --renewals-left 0 --anyway --why "..."' in answer.err


def test_files_say_how_many_renewals_are_left(home: Home) -> None:
    table = home.folder / "loans.csv"
    lines = (
        "title,due,pages,renewals left", "Dune,2026-03-23,400,2", "Emma,2026-03-23,300,0",
        "Salt,2026-03-23,200,", "Ulysses,2026-03-23,700,keine",
    )  # fmt: skip
    given(home, "config cap 9")
    table.write_text("\n".join(lines))
    home.run("import", str(table))
    assert left(home) == [2, 0, None, 0]
    table.write_text("\n".join((*lines[:2], "Emma,2026-03-23,300,yes")))
    said = home.run("import", str(table)).out
    assert "can be renewed" in said
    assert left(home) == [2, None, None, 0]
    table.write_text("\n".join((lines[0], "Dune,2026-04-13,400,")))
    home.run("import", str(table))
    loans = {each["title"]: each["renewals_left"] for each in report(home, "list")["loans"]}
    assert loans == {"Dune": 1, "Emma": None, "Salt": None, "Ulysses": 0}
