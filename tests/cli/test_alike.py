"""Two titles that are alike: the author tells them apart, on every screen and in every message."""

import pytest

from tests.cli.given import given, report, tried
from tests.slow import few
from tests.terminal import Home


@pytest.fixture
def poems(home: Home) -> Home:
    given(
        home,
        "config cap 3",
        "add 'Selected Poems' --author 'Edgar Allan Poe' --pages 200 --format print",
        "add 'Selected poems' --author 'Emily Dickinson' --pages 200 --format print",
        "add Dune --author 'Frank Herbert' --pages 90",
    )
    return home


LOOKS = ("", "pace", "due", "list", "ways", "plan", "remind --dry-run")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-23", "2026-03-25"])
@pytest.mark.parametrize(
    "look", few(["", "pace", "due", "list", "ways", "plan", "remind --dry-run"], 2)
)
def test_no_screen_shows_such_a_title_without_its_author(
    poems: Home, look: str, day: str, columns: int
) -> None:
    poems.today = day
    screen = " ".join(poems.screen(*look.split(), columns=columns).out.split())
    for other in ("Selected Poems", "Selected poems"):
        for after in screen.split(other)[1:]:
            named = after.split(" (")[:2] if look != "pace" else [after]
            assert "Poe" in named[-1] or "Dickinson" in named[-1] or "Emily" in named[-1], screen
    assert "Dune (Herbert)" not in screen


def test_the_messages_name_it_too_and_json_has_the_bare_title(poems: Home) -> None:
    assert poems.ok("log", "poe", "5").startswith("Selected Poems (Poe): p. 5 of 200")
    assert poems.ok("undo") == "Taken back: log Selected Poems (Poe) at p. 5.\n"
    assert poems.ok("prompt").startswith("Selected Poems (Poe): ")
    assert report(poems, "show dickinson")["loan"]["book"]["title"] == "Selected poems"
    assert poems.screen("show", "dickinson").out.startswith("Selected poems (Dickinson) (print, ")
    assert "Selected Poems (Poe)" in poems.ok("start", "poe")
    assert "Selected Poems (Poe)" in poems.ok("stop", "9")
    assert "Selected Poems (Poe) is snoozed" in poems.ok("snooze", "poe")
    assert "Finished and given back: Selected Poems (Poe) (print)" in poems.ok("finish", "poe")
    titles = {each["title"] for each in report(poems, "list --all")["loans"]}
    assert titles == {"Dune", "Selected poems", "Selected Poems"}
    assert "Dickinson" not in poems.screen("").out  # the other one is not out any more


def test_what_is_asked_names_edition_authors_and_state(poems: Home) -> None:
    assert tried(poems, "log selected 5").err == (
        "readtrack: 'selected' could mean:\n"
        "  1  Selected Poems by Edgar Allan Poe (print, 200 pages), due Mon 23 Mar, in 21 days\n"
        "  2  Selected poems by Emily Dickinson (print, 200 pages), due Mon 23 Mar, in 21 days\n"
        "Use the number, as in: readtrack log 1 5\n"
    )
    given(poems, "log 1 5", "finish dickinson", "drop poe")
    assert tried(poems, "show selected").err == (
        "readtrack: 'selected' could mean:\n"
        "  2  Selected poems by Emily Dickinson (print, 200 pages), finished Mon 2 Mar\n"
        "  1  Selected Poems by Edgar Allan Poe (print, 200 pages), let go Mon 2 Mar at p. 5\n"
        "Use the number, as in: readtrack show 2\n"
    )
    assert poems.screen("show", "selected", typed=["2"]).out.count("Emily Dickinson") == 2
    assert report(poems, "show dickinson")["loan"]["id"] == 2


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("Smith, Ann", "Smith, Bob", ["Smith, Ann", "Smith, Bob"]),
        ("Ursula K. Le Guin", "Pío Baroja", ["Le Guin", "Baroja"]),
        ("Kurt Vonnegut Jr.", "Homer", ["Vonnegut", "Homer"]),
    ],
)
def test_authors_are_named_as_shortly_as_tells_them_apart(
    home: Home, first: str, second: str, shown: list[str]
) -> None:
    home.ok("add", "Works", "--author", first, "--pages", "90")
    home.ok("add", "Works", "--author", second, "--pages", "90")
    rows = [line.split("\t")[1] for line in home.ok("list").splitlines()[1:]]
    assert rows == [f"Works ({each})" for each in shown]


def test_the_shelf_and_past_loans_name_the_authors_of_titles_that_are_alike(home: Home) -> None:
    for author in ("Michael Ende", "Anna Rust"):
        home.ok(
            "later", "add", "Momo", "--author", author, "--pages", "90", "--hold-ready", "today"
        )
    assert "Momo (Ende)" in home.ok("later")
    assert "Momo (Rust)" in home.ok("later")
    assert "Momo (Rust)" in home.screen("later").out
    assert "Ready to collect: Momo (Ende)" in home.screen().out
    assert [each["title"] for each in report(home, "later")["wishes"]] == ["Momo", "Momo"]
    given(home, "config cap 3", "later borrow ende", "later borrow rust", "return ende")
    assert "Momo (Ende)" not in home.ok("list")
    given(home, "return rust")
    for line in ("list --all", "list --past"):
        assert "Momo (Ende)" in home.screen(*line.split()).out
        assert "Momo (Rust)" in home.ok(*line.split())


@pytest.mark.parametrize("spelling", ["ende, michael", "MICHAEL ENDE", "M. Ende", "Énde"])
def test_another_spelling_of_an_author_is_the_same_title(home: Home, spelling: str) -> None:
    given(home, "add A --author 'Michael Ende' --pages 90")
    home.ok("add", "A", "--author", spelling, "--audio", "3:00")
    assert report(home, "pace")["slots"]["used"] == 1


@pytest.mark.parametrize("other", ["Anna Ende", "Mirjam Ende", "Michael Rust"])
def test_another_author_is_another_title(home: Home, other: str) -> None:
    given(home, "add A --author 'Michael Ende' --pages 90", "config cap 3")
    home.ok("add", "A", "--author", other, "--pages", "90")
    assert report(home, "pace")["slots"]["used"] == 2
