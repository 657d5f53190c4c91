"""Should I borrow this? The same answer as the gate's, and nothing changed by asking."""

from typing import Any

import pytest

from tests.cli.given import cells, failed, given, narrow, read_todays_share, report, tomorrow, tried
from tests.slow import few
from tests.store.contents import everything
from tests.terminal import Home


def sure(home: Home, line: str) -> dict[str, Any]:
    """The JSON of a question that must leave every row of the store as it was."""
    before = everything(home.store)
    found = report(home, f"consider {line}")
    assert everything(home.store) == before
    return found


def test_yes_says_what_it_takes_and_what_the_days_become(home: Home) -> None:
    given(home, "add One --pages 200")
    assert home.screen("consider", "Two", "--pages", "240").out == (
        "Yes: Two (e-book, 240 pages)\n"
        "  Everything fits, with 7 days to spare.\n"
        "  It takes about 5 h 12 min.\n"
        "  Busiest day now   ━━──────  29%\n"
        "    with this book  ━━━━━───  64%\n"
    )
    found = sure(home, "Two --pages 240")
    assert (found["decision"], found["earliest_safe"]) == ("yes", home.today)
    assert found["reasons"] == ["Everything fits, with 7 days to spare."]
    assert found["slots"] == {"used": 1, "cap": 2}
    given(home, "add Two --pages 240")
    assert report(home, "plan")["peak_load"] == found["peak_load"]["after"]


def test_not_now_for_want_of_a_slot(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 200")
    assert home.screen("consider", "Two", "--pages", "20").out == (
        "Not now: Two (e-book, 20 pages)\n"
        "  1 of 1 slot is taken.\n"
        "  It takes about 26 minutes.\n"
        "  Busiest day now   ━━──────  29%\n"
        "    with this book  ━━━─────  32%\n"
        "  It would be safe from Tue 24 Mar.\n"
    )
    found = sure(home, "Two --pages 20")
    assert (found["decision"], found["earliest_safe"]) == ("over_cap", "2026-03-24")
    assert tried(home, "add Two --pages 20").code == 3


def test_not_now_for_want_of_time(home: Home) -> None:
    given(home, "routine add bed 40", "add One --pages 400")
    narrowed = narrow(home, "consider", "Two", "--pages", "400").splitlines()
    assert narrowed[0] == "Not now: Two (e-book, 400 pages)"
    found = sure(home, "Two --pages 400")
    assert found["decision"] == "does_not_fit"
    assert found["fit"]["fits"] is False
    assert found["peak_load"]["before"] < 1 < found["peak_load"]["after"]
    (reason,) = found["reasons"]
    assert found["fit"]["short_minutes"] == 160
    assert reason == "Does not fit: 2 h 40 min short by Mon 23 Mar."
    header, row = cells(home.ok("consider", "Two", "--pages", "400"))
    assert header[:2] == ["decision", "earliest_safe"]
    loads = [str(found["peak_load"][key]) for key in ("before", "after")]
    assert row == [found["decision"], found["earliest_safe"], *loads, reason]


@pytest.mark.parametrize(
    ("setting", "book"),
    few(
        [
            ("add One --pages 400", "--pages 500"),
            ("config cap 1; add One --pages 400", "--pages 100"),
            ("routine add bed 40; add One --pages 250 --days 10", "--pages 350 --days 14"),
            (
                "routine add bed 30 --for text; routine add walk 40 --for audio --days sat,sun;"
                "add One --audio 5:00 --days 30",
                "--audio 3:00",
            ),
            ("routine add bed 40; away 2026-03-10..2026-03-20", "--pages 400"),
            ("routine add bed 40; config rest_days sun; add One --pages 300", "--pages 350"),
        ],
        1,
    ),
)
def test_the_earliest_safe_date_is_the_first_yes_for_who_reads_as_planned(
    home: Home, setting: str, book: str
) -> None:
    given(home, *setting.split(";"))
    found = sure(home, f"Two {book}")
    assert found["decision"] != "yes"
    assert found["earliest_safe"] > home.today
    given(home, f"later add Two {book} --hold-ready {found['earliest_safe']}")
    (row,) = report(home, "later")["wishes"]
    assert (row["safe_from"], row["suspend"]) == (found["earliest_safe"], False)
    while home.today < found["earliest_safe"]:
        eve = tomorrow(home.today) == found["earliest_safe"]
        assert not eve or sure(home, f"Two {book}")["decision"] != "yes"
        read_todays_share(home)
        home.today = tomorrow(home.today)
    assert sure(home, f"Two {book}")["decision"] == "yes"


def test_a_second_edition_of_what_is_out_takes_no_slot_and_no_time(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 400")
    found = sure(home, "one --audio 9:00")
    assert found["decision"] == "yes"
    assert found["peak_load"]["after"] <= found["peak_load"]["before"]


def test_a_book_that_takes_nothing_from_what_does_not_fit_anyway_is_welcome(home: Home) -> None:
    given(home, "routine add bed 30 --for text", "add Hear --audio 9:00")
    found = sure(home, "Read --pages 100")
    assert (found["decision"], found["earliest_safe"]) == ("yes", home.today)
    assert found["reasons"] == [
        "It takes no time from what is out.",
        "What is out does not fit by itself.",
    ]
    assert found["peak_load"] == {"before": None, "after": None}
    screen = home.screen("consider", "Read", "--pages", "100").out
    assert screen.startswith("Yes: Read")
    assert screen.endswith("  Something that is out has no time of its kind in your routine.\n")


def test_what_can_never_be_heard_says_so(home: Home) -> None:
    given(home, "routine add bed 30 --for text")
    screen = home.screen("consider", "Hear", "--audio", "2:00").out
    assert screen.endswith(
        "  There is no time of its kind in your routine.\n  No day this year would be safe.\n"
    )
    assert sure(home, "Hear --audio 2:00")["earliest_safe"] is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("x --pages 0", "0 pages is not the length of a book."),
        ("x --audio 0:00", "0:00 is not the length of an audiobook."),
        ("x --pages 9 --days 0", "0 days are not possible."),
        ("x --pages 9 --audio 1:00", "--pages, --audio and --percent exclude each other."),
        ("'' --pages 9", "The title is empty."),
        ("x --pages 9 --at 10", "10 is past the end, p. 9."),
        ("one --audio 9:00 --at 1:00", "One is out already, and has its place."),
    ],
)
def test_what_cannot_be_is_refused(home: Home, line: str, what: str) -> None:
    given(home, "add One --pages 400")
    assert failed(tried(home, f"consider {line}"), 2).startswith(f"readtrack: {what}")


def test_a_book_of_a_page_takes_a_minute_not_1_minutes(home: Home) -> None:
    assert "  It takes about 1 minute.\n" in home.screen("consider", "x", "--pages", "1").out
