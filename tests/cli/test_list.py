"""The list of checkouts: what is picked, in which order, and what each line says."""

import json

import pytest

from tests.cli.given import given
from tests.terminal import Home


@pytest.fixture
def shelf(home: Home) -> Home:
    given(
        home,
        "config cap 9",
        "add Emma --author 'Jane Austen' --pages 300 --days 2",
        "add Dune --author 'Frank Herbert' --pages 400 --days 30 --format print",
        "add Ulysses --author 'James Joyce' --audio 27:00 --days 10",
        "add Kim --author 'Rudyard Kipling' --pages 200 --format print --days 1",
        "add Carmilla --pages 100",
        "add Dracula --pages 400",
        "log emma 150 --yes",
        "log ulysses 2:42 --yes",
        "finish carmilla",
        "return dracula",
    )
    home.today = "2026-03-04"
    given(home, "add Persuasion --pages 250")
    return home


def titles(home: Home, *words: str) -> list[str]:
    return [each["title"] for each in json.loads(home.ok("list", *words, "--json"))["loans"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "Kim Emma Ulysses Persuasion Dune"),
        ("--only overdue", "Kim"),
        ("--only due", "Kim Emma"),
        ("--only print", "Kim Dune"),
        ("--only audiobook", "Ulysses"),
        ("--only print --only overdue", "Kim"),
        ("--only unfinished --past", "Dracula"),
        ("--only finished --all", "Carmilla"),
        ("--title dra --all", "Dracula"),
        ("--since 2026-03-04", "Persuasion"),
        ("--since yesterday --all", "Persuasion"),
        ("--sort title", "Dune Emma Kim Persuasion Ulysses"),
        ("--sort author", "Persuasion Dune Ulysses Emma Kim"),
        ("--sort percent", "Dune Kim Persuasion Ulysses Emma"),
        ("--sort out --all", "Emma Dune Ulysses Kim Carmilla Dracula Persuasion"),
        ("--only print --title emma", ""),
    ],
)
def test_a_list_has_what_was_picked_in_the_order_asked_for(
    shelf: Home, words: str, expected: str
) -> None:
    assert titles(shelf, *words.split()) == expected.split()


def test_a_line_says_where_the_reader_is(shelf: Home) -> None:
    lines = shelf.screen("list", "--only", "ebook", "--only", "due").out.splitlines()
    assert lines == [
        "   Book  Author                  Length  Due                   At  Read",
        "1  Emma  Jane Austen  e-book  300 pages  Wed 4 Mar, today  p. 150   50%",
    ]
    header, row = shelf.ok("list", "--title", "ulysses").splitlines()
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert (cells["position"], cells["percent"]) == ("2:42:00", "10")
    (loan,) = json.loads(shelf.ok("list", "--title", "ulysses", "--json"))["loans"]
    assert loan["percent"] == 10


def test_an_empty_list_is_its_header(shelf: Home) -> None:
    assert len(shelf.ok("list", "--title", "nothing").splitlines()) == 1
    assert shelf.screen("list", "--title", "nothing").out == "Nothing here.\n"
    assert "--only takes overdue, due, " in shelf.run("list", "--only", "late").err


def test_the_past_and_all_exclude_each_other(home: Home) -> None:
    assert home.run("list", "--past", "--all").err == (
        "readtrack: --past and --all exclude each other.\n"
        "Give one of them. Such as: readtrack list --past\n"
    )
