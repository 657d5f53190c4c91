"""The shelf of books to borrow later, and that no path leads around the gate."""

import pytest

from tests.cli.given import cells, failed, given, less_example, narrow, report, tried
from tests.servers import copied
from tests.slow import few
from tests.store.contents import contents
from tests.terminal import Home


def shelved(home: Home) -> list[str]:
    return [each["title"] for each in report(home, "later")["wishes"]]


def out(home: Home) -> list[str]:
    return [each["title"] for each in report(home, "list")["loans"]]


def test_the_shelf_keeps_its_order_and_says_from_when_each_book_is_safe(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 200")
    assert home.ok("later", "add", "Two", "--pages", "100", "--why", "the film") == (
        "Two (e-book, 100 pages)\nsafe from Tue 24 Mar, in 22 days\nwhy: the film\n"
    )
    given(home, "later add Three --audio 9:00 --days 14", "later add Long --pages 5000")
    assert home.screen("later").out == (
        "     Book                  Length  Safe from\n"
        "  1  Two    e-book      100 pages  Tue 24 Mar, in 22 days\n"
        "     why: the film\n"
        "  2  Three  audiobook        9:00  Wed 15 Apr, in 44 days\n"
        "  3  Long   e-book     5000 pages  too much for 21 days\n"
    )
    assert home.screen("later", "list").out == home.screen("later").out
    assert [row[:2] for row in cells(home.ok("later"))] == [
        ["id", "title"],
        ["1", "Two"],
        ["2", "Three"],
        ["3", "Long"],
    ]
    wishes = report(home, "later")["wishes"]
    assert [each["safe_from"] for each in wishes] == ["2026-03-24", "2026-04-15", None]
    assert [each["too_long"] for each in wishes] == [False, False, True]
    assert [each["days"] for each in wishes] == [21, 14, 21]


def test_an_empty_shelf_says_how_to_fill_it(home: Home) -> None:
    given(home, "list")
    said = "The shelf is empty. Put a book on it:\n  readtrack later add 'Hard Times' --pages 304\n"
    assert home.screen("later").out == said


def test_a_hold_that_lands_on_a_full_desk_is_said_to_be_suspended(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 200")
    given(home, "later add Two --pages 100 --hold-ready 2026-03-12")
    given(home, "later add Three --pages 100 --hold-ready 'may 4'")
    assert home.screen("later").out == (
        "     Book              Length  Safe from\n"
        "  1  Two    e-book  100 pages  Tue 24 Mar, in 22 days\n"
        "     hold ready Thu 12 Mar, on a full desk\n"
        "  2  Three  e-book  100 pages  Mon 4 May, in 63 days\n"
        "     hold ready Mon 4 May, and there is room then\n"
        "\n"
        "Suspend those holds at your library now: they would come before there is room.\n"
    )
    assert "on a full" in narrow(home, "later")
    wishes = report(home, "later")["wishes"]
    assert [each["suspend"] for each in wishes] == [True, False]
    assert [row[7] for row in cells(home.ok("later"))[1:]] == ["yes", "no"]
    given(home, "finish one")
    assert [each["suspend"] for each in report(home, "later")["wishes"]] == [False, False]


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        ("later add one --pages 20", 2, "One is out already."),
        ("later add 'the two' --audio 2:00", 2, "Two is on the shelf already."),
        ("later add x --pages 0", 2, "0 pages is not the length of a book."),
        ("later add x --pages 9 --days 0", 2, "0 days are not possible."),
        ("later add x --pages 9 --hold-ready soon", 2, "Cannot read 'soon' as a date."),
        ("later add '' --pages 9", 2, "The title is empty."),
        ("later drop nothing", 4, "No book on the shelf is called 'nothing'."),
        ("later drop 9", 4, "No book on the shelf is called '9'."),
        ("later drop red", 4, "'red' could mean:"),
        ("later borrow red", 4, "'red' could mean:"),
        ("later borrow two --due 2026-02-01", 2, "Due 2026-02-01 is before the checkout"),
        ("later borrow two --days 5 --due fri", 2, "--days and --due exclude each other."),
        ("later borrow two --anyway", 2, "--anyway needs a reason."),
        ("later borrow print --time 9:00", 2, "A printed book has no hour"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    home: Home, line: str, code: int, what: str
) -> None:
    given(home, "add One --pages 200", "later add Two --pages 9", "later add 'Red Mars' --pages 9")
    given(home, "later add 'Red Rising' --pages 9", "later add Print --pages 9 --format print")
    before = contents(home.store)
    assert failed(tried(home, line), code).startswith(f"readtrack: {what}")
    assert contents(home.store) == before


def test_a_whole_title_is_meant_before_a_longer_one_that_begins_with_it(home: Home) -> None:
    given(home, "later add 'Dune Messiah' --pages 300", "later add Dune --pages 300")
    given(home, "later drop dune")
    assert shelved(home) == ["Dune Messiah"]
    given(home, "undo")
    assert shelved(home) == ["Dune Messiah", "Dune"]


def test_a_title_that_is_only_nearly_named_is_asked_about_and_listed_elsewhere(home: Home) -> None:
    given(home, "later add 'Dune Messiah' --pages 300", "later add Emma --pages 300")
    answer = tried(home, "later drop mesiah")
    assert (answer.code, shelved(home)) == (4, ["Dune Messiah", "Emma"])
    assert answer.err == (
        "readtrack: 'mesiah' is no title on the shelf. Near it:\n"
        "  1  Dune Messiah (e-book, 300 pages)\n"
        "Use the number, as in: readtrack later drop 1\n"
    )
    home.screen("later", "drop", "mesiah", typed=["y"])
    assert shelved(home) == ["Emma"]


def test_the_way_past_the_gate_keeps_the_options_of_borrow(home: Home) -> None:
    given(home, "config cap 1", "add One --pages 20", "later add Two --pages 20")
    answer = tried(home, "later borrow two --due 2026-03-30 --time 9:30")
    assert answer.code == 3
    command = "readtrack later borrow 1 --due 2026-03-30 --time 09:30 --anyway"
    assert f'  {command} --why "..."\n' in answer.err


def test_borrowing_from_the_shelf_takes_all_that_is_known_along(home: Home) -> None:
    given(home, "later add Two --audio 9:00 --days 14 --author 'A B' --why 'the film'")
    answer = home.ok("later", "borrow", "two", "--time", "9:30")
    assert answer.startswith("Checked out: Two (audiobook, 9:00), no. 1\nDue Mon 16 Mar at 09:30,")
    (loan,) = report(home, "list")["loans"]
    assert (loan["authors"], loan["why"], loan["due"]) == (["A B"], "the film", "2026-03-16")
    assert shelved(home) == []
    given(home, "undo")
    assert (shelved(home), out(home)) == (["Two"], [])
    given(home, "undo")
    assert shelved(home) == []


def test_adding_a_book_that_is_on_the_shelf_takes_it_off(home: Home) -> None:
    given(home, "later add 'The Two' --pages 100", "add two --pages 100")
    assert shelved(home) == []
    given(home, "undo")
    assert shelved(home) == ["The Two"]


PATHS = [
    "add New --pages 20",
    "add Old",
    "later borrow wish",
    "renew gone",
    "edit gone --due 2026-05-01",
]


@pytest.fixture(scope="module")
def desk(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One slot, which is taken; a title given back, one that expired, and a wish."""
    home = Home(tmp_path_factory.mktemp("desk"))
    home.today = "2026-02-20"
    given(home, "config cap 1", "add Old --pages 50", "return old", "add Gone --pages 50 --days 9")
    home.today = "2026-03-02"
    given(home, "later add Wish --pages 50", "add Holder --pages 50")
    return home


@pytest.fixture
def full(desk: Home, home: Home) -> Home:
    """A copy of it, to be changed."""
    copied(desk.store, home.store)
    home.today = desk.today
    return home


@pytest.mark.parametrize("line", PATHS)
def test_no_path_leads_around_a_full_desk(full: Home, line: str) -> None:
    before = contents(full.store)
    assert failed(tried(full, line), 3).startswith(
        "readtrack: 1 of 1 slot is taken:\n  3  Holder, free after Mon 23 Mar\nWays out:\n"
    )
    assert contents(full.store) == before


@pytest.mark.parametrize("line", few(PATHS, 2))
def test_every_path_is_open_with_a_reason_which_is_kept(full: Home, line: str) -> None:
    given(full, f"{line} --anyway --why 'my sister waits'")
    loan = next(each for each in report(full, "list")["loans"] if each["title"] != "Holder")
    assert loan["override"] == "my sister waits"
    assert report(full, "pace")["slots"] == {"used": 2, "cap": 1}
    assert shelved(full) == ([] if "wish" in line else ["Wish"])
    given(full, "undo")
    assert (out(full), shelved(full)) == (["Holder"], ["Wish"])


@pytest.mark.parametrize("line", PATHS)
def test_every_path_is_free_once_the_slot_is(full: Home, line: str) -> None:
    given(full, "finish holder")
    answer = tried(full, line)
    assert answer.code == 0
    assert len(out(full)) == 1


@pytest.mark.parametrize(
    "line",
    few(
        [
            "add New --pages 590",
            "later borrow wide",
            "edit holder --pages 590",
            "edit holder --percent",
            "renew gone",
            "edit gone --due 2026-04-01",
        ],
        2,
    ),
)
def test_what_there_is_no_time_for_is_asked_about_on_every_path(full: Home, line: str) -> None:
    given(full, "config cap 9", "routine add bed 15", "edit gone --pages 590")
    given(full, "later add Wide --pages 590")
    before = contents(full.store)
    screen = full.screen(*line.split(), typed=["y", "n"] if "renew" in line else ["n"])
    assert "This book " in screen.out
    assert "Go on? [y/N]: n\nNothing was changed.\n" in screen.out.replace("\n\n", "\n")
    assert screen.code == 130
    assert contents(full.store) == before
    answer = tried(full, line)  # with nobody to ask, it is done with a word
    assert answer.code == 0
    assert answer.err.startswith("This book ")
    assert contents(full.store) != before


def test_a_book_on_the_shelf_is_changed_as_it_was_added(home: Home) -> None:
    given(home, "later add Two --pages 100 --why film")
    assert home.ok(
        *("later", "edit", "two", "--title", "Too", "--author", "Ann"),
        *("--days", "14", "--hold-ready", "2026-03-12"),
    ) == ("Too (e-book, 100 pages)\nhold ready Thu 12 Mar, and there is room then\nwhy: film\n")
    given(home, "later edit too --audio 9:00", "later edit 1 --hold-ready none --why read")
    (found,) = report(home, "later list")["wishes"]
    assert (found["format"], found["length"], found["days"]) == ("audiobook", 32400, 14)
    assert (found["authors"], found["ready"], found["why"]) == (["Ann"], None, "read")
    given(home, "undo", "undo", "undo")
    (found,) = report(home, "later")["wishes"]
    assert (found["title"], found["format"], found["length"]) == ("Two", "ebook", 100)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "two",
            "Nothing to change.\nSuch as: readtrack later edit 1 --pages 300 --hold-ready fri\n",
        ),
        ("two --title One", "One is out already.\nTo take it instead: readtrack later drop 1\n"),
        (
            "two --format audiobook --pages 9",
            "An audiobook has hours, not pages.\nGive its hours.\n",
        ),
    ],
)
def test_a_book_on_the_shelf_that_cannot_be_changed_so_stays(
    home: Home, words: str, said: str
) -> None:
    given(home, "add One --pages 200", "later add Two --pages 100")
    assert less_example(failed(tried(home, f"later edit {words}"), 2)) == f"readtrack: {said}"
    assert shelved(home) == ["Two"]
