"""Holds that are ready: said from their day to their last one, with whether the desk has room."""

import json

import pytest

from tests.cli.given import cells, given, narrow, report, such_as, tried
from tests.terminal import Home

FITS = "There is a slot, and it fits."
FULL = "No slot is free: give one back first, or ask the library to wait."


@pytest.fixture
def desk(home: Home) -> Home:
    """A routine, one book of two, and a hold that is ready on Thursday 5 March for a week."""
    given(home, "routine add bed 60m", "add Emma --pages 300")
    given(home, "later add Circe --pages 200 --hold-ready 2026-03-05 --collect-by 2026-03-12")
    return home


def holds(home: Home) -> list[dict[str, object]]:
    found: list[dict[str, object]] = report(home, "due")["holds"]
    return found


def lines(home: Home) -> list[str]:
    """What `remind` would send of holds."""
    return [each["line"] for each in report(home, "remind --dry-run")["holds"]]


def test_a_ready_hold_is_said_with_its_last_day_and_the_room_there_is(desk: Home) -> None:
    desk.today = "2026-03-05"
    said = f"Ready to collect: Circe, until Thu 12 Mar\n  {FITS}\n  → readtrack later borrow 1\n"
    assert desk.screen("due").out == (
        f"ready  Circe  until Thu 12 Mar\n       {FITS}\n       → readtrack later borrow 1\n"
    )
    assert f"\n\n{said}\n1 of 2 slots taken" in desk.screen().out
    assert [row[:6] for row in cells(desk.ok("due"))[1:]] == [
        [
            "hold_ready",
            "Circe",
            f"ready to collect, until Thu 12 Mar. {FITS}",
            "readtrack later borrow 1",
            "",
            "2026-03-12",
        ]
    ]
    assert "until Thu 12 Mar\n" in narrow(desk, "due")
    assert lines(desk) == [f"Ready to collect: Circe, until Thu 12 Mar. {FITS}"]
    (hold,) = holds(desk)
    assert (hold["wish"], hold["decision"], hold["collect_by"]) == (1, "yes", "2026-03-12")
    assert report(desk, "due")["warnings"] == []
    assert tried(desk, "due --exit-code").code == 0
    assert tried(desk, str(hold["way_out"]).removeprefix("readtrack ")).code == 0
    assert holds(desk) == []


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-03-04", []),
        ("2026-03-05", ["until Thu 12 Mar"]),
        ("2026-03-10", ["until Thu 12 Mar"]),
        ("2026-03-11", ["until tomorrow, Thu 12 Mar"]),
        ("2026-03-12", ["until today, Thu 12 Mar"]),
        ("2026-03-13", []),
    ],
)
def test_it_is_said_from_its_first_day_through_its_last(
    desk: Home, today: str, said: list[str]
) -> None:
    desk.today = today
    found = [str(each["message"]).split(". ")[0] for each in holds(desk)]
    assert found == [f"ready to collect, {each}" for each in said]
    assert ("Ready to collect" in desk.screen().out) == bool(said)


@pytest.mark.parametrize(("today", "said"), [("05", 1), ("11", 1), ("12", 0)])
def test_without_a_last_day_it_is_said_for_a_week(home: Home, today: str, said: int) -> None:
    given(home, "later add Circe --pages 200 --hold-ready 2026-03-05")
    home.today = f"2026-03-{today}"
    assert len(holds(home)) == said
    if said:
        assert home.screen("due").out.startswith(f"ready  Circe\n       {FITS}\n")


def test_the_shelf_says_when_a_hold_is_over(desk: Home) -> None:
    given(desk, "later add Ulysses --pages 90 --hold-ready 2026-03-06")
    desk.today = "2026-03-06"
    assert desk.screen("later").out == (
        "     Book                Length  Safe from\n"
        "  1  Circe    e-book  200 pages  today\n"
        "     hold ready Thu 5 Mar, to collect by Thu 12 Mar\n"
        "  2  Ulysses  e-book   90 pages  Tue 24 Mar, in 18 days\n"
        "     hold ready Fri 6 Mar\n"
    )
    desk.today = "2026-03-13"
    said = desk.screen("later", columns=120).out
    over = "the hold is over, it could be collected until Thu 12 Mar"
    assert f"  Sat 14 Mar, tomorrow\n     {over}\n" in said
    over = "the hold is over, it was to be ready Fri 6 Mar"
    assert f"  Tue 24 Mar, in 11 days\n     {over}\n" in said
    wishes = report(desk, "later")["wishes"]
    assert [(each["collect_by"], each["hold_over"]) for each in wishes] == [
        ("2026-03-12", True),
        (None, True),
    ]
    assert [row[-1] for row in cells(desk.ok("later"))] == ["collect_by", "2026-03-12", ""]


def test_on_a_full_desk_a_hold_says_to_make_room_first(desk: Home) -> None:
    given(desk, "add Dune --pages 90")
    desk.today = "2026-03-05"
    assert [(each["room"], each["decision"]) for each in holds(desk)] == [(FULL, "over_cap")]
    commands = str(holds(desk)[0]["way_out"]).split(", then ")
    assert len(commands) == 2
    for each in commands:  # one after the other
        given(desk, each.removeprefix("readtrack "))
    assert holds(desk) == []
    given(desk, "undo", "undo")
    assert tried(desk, "later borrow 1").code == 3
    given(desk, "return dune")
    assert [each["room"] for each in holds(desk)] == [FITS]


def test_a_hold_that_does_not_fit_says_from_when_it_would(home: Home) -> None:
    given(home, "routine add bed 20m", "add Emma --pages 230")
    given(home, "later add Circe --pages 150 --hold-ready today --collect-by 2026-03-20")
    (hold,) = holds(home)
    assert hold["decision"] == "does_not_fit"
    considered = report(home, "consider Circe --pages 150")
    assert hold["safe_from"] == considered["earliest_safe"]
    assert str(hold["room"]).startswith("There is a slot, but it would not fit before ")
    waits = str(hold["safe_from"]) > "2026-03-20"
    assert str(hold["room"]).endswith(": ask the library to wait.") == waits


def test_on_a_day_that_is_only_assumed_a_hold_asks(home: Home) -> None:
    given(home, "add Emma --pages 500")
    given(home, "later add Circe --pages 300 --hold-ready today")
    (hold,) = holds(home)
    assert str(hold["room"]).startswith("There is a slot. With this book it needs ")
    assert str(hold["room"]).endswith("I assumed 45. Do you have them?")


def test_two_holds_on_one_day_say_whether_there_is_room_for_both(desk: Home) -> None:
    given(desk, "later add Ulysses --pages 90 --hold-ready 2026-03-05")
    desk.today = "2026-03-05"
    assert [each["room"] for each in holds(desk)] == [
        f"{FITS} With Ulysses as well, there is no slot for both.",
        f"{FITS} With Circe as well, there is no slot for both.",
    ]
    given(desk, "config cap 3")
    assert [each["room"] for each in holds(desk)] == [FITS, FITS]
    given(desk, "later edit ulysses --pages 300")
    assert [each["room"] for each in holds(desk)] == [
        f"{FITS} With Ulysses as well, it does not fit.",
        f"{FITS} With Circe as well, it does not fit.",
    ]
    given(desk, "later add Poems --pages 20 --hold-ready 2026-03-05")
    assert "With the other holds as well, there is no slot for all." in str(holds(desk)[2]["room"])


def test_edit_gives_and_takes_the_days_of_a_hold(home: Home) -> None:
    given(home, "add Emma --pages 90", "later add Circe --pages 200")
    given(home, "later edit circe --collect-by fri")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["ready"], wish["collect_by"]) == ("2026-03-02", "2026-03-06")
    given(home, "later edit circe --hold-ready 2026-03-20")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["ready"], wish["collect_by"]) == ("2026-03-20", None)
    given(home, "later edit circe --collect-by 2026-03-27", "later edit circe --collect-by none")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["ready"], wish["collect_by"]) == ("2026-03-20", None)
    given(home, "later edit circe --collect-by 2026-03-27", "later edit circe --hold-ready none")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["ready"], wish["collect_by"]) == (None, None)
    given(home, "undo")
    (wish,) = report(home, "later")["wishes"]
    assert (wish["ready"], wish["collect_by"]) == ("2026-03-20", "2026-03-27")


def test_a_last_day_before_the_first_is_refused_and_one_that_is_over_is_asked_about(
    home: Home,
) -> None:
    answer = tried(
        home, "later add Circe --pages 9 --hold-ready 2026-03-12 --collect-by 2026-03-10"
    )
    assert (answer.code, answer.err) == (
        2,
        "readtrack: Tue 10 Mar is before Thu 12 Mar, when the hold is ready.\n"
        "Give both days. "
        + such_as(
            home, "later add Circe --pages 9 --hold-ready 2026-03-12 --collect-by 2026-03-18"
        ),
    )
    answer = tried(home, "later add Circe --pages 9 --collect-by yesterday")
    assert (answer.code, answer.err) == (0, "The last day to collect it was yesterday.\n")
    assert holds(home) == []


def test_a_book_that_came_in_another_way_is_no_hold_any_more(desk: Home) -> None:
    desk.today = "2026-03-05"
    given(desk, "add Circe --pages 200")
    assert holds(desk) == []
    given(desk, "undo")
    assert len(holds(desk)) == 1
    table = desk.folder / "loans.csv"
    table.write_text("title,due,pages\nCirce,2026-03-26,200\n")
    given(desk, f"import {table}")
    assert holds(desk) == []


def test_a_book_begun_before_counts_from_its_place(home: Home) -> None:
    given(home, "routine add bed 20m", "add Circe --pages 400", "log circe 380 --yes")
    given(home, "drop circe", "later add Circe --hold-ready today")
    assert [each["room"] for each in holds(home)] == [FITS]


def libby(home: Home, **hold: object) -> str:
    """A file of Libby's with one hold that is ready."""
    path = home.folder / "sync.json"
    held = {"title": "Circe: A Novel", "firstCreatorName": "Madeline Miller", "isAvailable": True}
    path.write_text(json.dumps({"cards": [], "loans": [], "holds": [{**held, **hold}]}))
    return f"import {path} --yes"


def days(home: Home) -> list[tuple[object, object]]:
    return [(each["ready"], each["collect_by"]) for each in report(home, "later")["wishes"]]


def test_a_file_that_tells_the_last_day_of_a_hold_sets_it_on_the_shelf(home: Home) -> None:
    given(home, "add Emma --pages 90", "later add Circe --author 'Madeline Miller' --pages 200")
    line = libby(home, expireDate="2026-03-05T16:00:00Z")
    answer = tried(home, line)
    assert answer.out.splitlines()[1:] == [
        "sync.json\thold 1\tchanged\tCirce: A Novel\tto collect by 2026-03-05\t"
    ]
    assert days(home) == [("2026-03-02", "2026-03-05")]
    assert len(holds(home)) == 1
    again = tried(home, line)
    assert ("unchanged" in again.err, days(home)) == (True, [("2026-03-02", "2026-03-05")])
    given(home, "undo")
    assert days(home) == [(None, None)]


def test_a_hold_without_a_last_day_is_ready_and_keeps_what_the_reader_gave(home: Home) -> None:
    given(home, "add Emma --pages 90", "later add Circe --author 'Madeline Miller' --pages 200")
    tried(home, libby(home))
    assert days(home) == [("2026-03-02", None)]
    given(home, "later edit circe --hold-ready 2026-03-01 --collect-by 2026-03-09")
    tried(home, libby(home))
    assert days(home) == [("2026-03-01", "2026-03-09")]


@pytest.mark.parametrize(
    "hold",
    [
        {"isAvailable": False, "expireDate": "2026-03-05T16:00:00Z"},
        {"title": "Circle"},
        {"firstCreatorName": "Somebody Else"},
        {"title": ["Circe"]},
    ],
)
def test_a_hold_of_another_book_or_one_that_is_not_ready_is_left_out(
    home: Home, hold: dict[str, object]
) -> None:
    given(home, "add Emma --pages 90", "later add Circe --author 'Madeline Miller' --pages 200")
    tried(home, libby(home, **hold))
    assert days(home) == [(None, None)]


def test_a_library_account_tells_until_when_a_book_waits(home: Home) -> None:
    given(home, "add Emma --pages 90", "later add 'Der Prozess' --pages 200")
    path = home.folder / "items.json"
    document = {
        "status": 4, "about": "¬Der¬ Prozess / Franz Kafka", "endtime": "2026-03-09",
        "X_author": ["Kafka, Franz"],
    }  # fmt: skip
    path.write_text(json.dumps({"doc": [document]}))
    tried(home, f"import {path} --yes")
    assert days(home) == [("2026-03-02", "2026-03-09")]
