"""When two titles are one book, and that looking for it by its parts misses none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.match import Match, NamedBook, Shelf, same_book

ANN, BO = ("Ann Lee",), ("Bo Ek",)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Dune", "DUNE: A Novel"),
        ("Dune (Dune, #1)", "Dune"),
        ("Dune: Part One", "Dune (Dune #1)"),
        ("Emma (Penguin Classics)", "Emma"),
        ("Momo: Band I", "Momo [Teil 1]"),
        ("Über: Band zwölf", "Uber: Volume 12"),
        ("Warbreaker (2 of 3)", "Warbreaker [Part 2]"),
        ("Warbreaker (II)", "Warbreaker: Volume 2"),
    ],
)
def test_spellings_of_one_title_are_one_book(title: str, other: str) -> None:
    assert same_book(title, ANN, other, ANN) >= Match.YES


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Dune (Part One)", "Dune (Part Two)"),
        ("Momo (Band I)", "Momo (Band II)"),
        ("Saga: Volume 1", "Saga (Saga, #2)"),
        ("Saga (Saga #1-3)", "Saga (Saga #3)"),
        ("Naruto: Issue 1", "Naruto: Issue 11"),
        ("Dune: A Novel", "Dune: The Making Of"),
        ("Warbreaker (1 of 3)", "Warbreaker (3 of 3)"),
        ("Warbreaker (Part 1 of 3)", "Warbreaker (Part 2 of 3)"),
        ("Effi (Teil 1 von 2)", "Effi (Teil 2 von 2)"),
        ("Effi (1/2)", "Effi (2/2)"),
        ("Effi [I]", "Effi [II]"),
        ("Elantris [Dramatized Adaptation]", "Elantris"),
    ],
)
def test_volumes_and_subtitles_that_differ_are_two_books(title: str, other: str) -> None:
    assert same_book(title, ANN, other, ANN) is Match.NO
    assert same_book(title, (), other, ANN) is Match.NO


@pytest.mark.parametrize(
    ("authors", "others", "match"),
    [
        (("Dylan Thomas",), ("R. S. Thomas",), Match.MAYBE),
        (("Thomas, Dylan",), ("D. Thomas",), Match.EXACT),
        (("Thomas",), ("R. S. Thomas",), Match.EXACT),
        (("J. R. R. Tolkien",), ("John Ronald Reuel Tolkien",), Match.EXACT),
        (("Ann Lee", "Bo Ek"), ("Bo Ek", "Ann Lee"), Match.EXACT),
        (("Ann Lee",), ("Bo Ek",), Match.NO),
    ],
)
def test_namesakes_are_asked_about(
    authors: tuple[str, ...], others: tuple[str, ...], match: Match
) -> None:
    assert same_book("Poems", authors, "Poems", others) is match
    assert same_book("Poems", others, "Poems", authors) is match


TITLES = st.builds(
    "{}{}{}".format,
    st.just("Dune"),
    st.sampled_from(["", ": A Novel", ": Tales", ": Part Two"]),
    st.sampled_from(["", " (Dune, #1)", " (Dune, #2)", " (Classics)"]),
)
AUTHORS = st.sampled_from([(), ANN, BO, ("Cy Lee",), (*ANN, *BO)])


@given(st.lists(st.tuples(TITLES, AUTHORS), max_size=12), TITLES, AUTHORS)
def test_no_book_that_may_be_the_one_is_missed(
    books: list[tuple[str, tuple[str, ...]]], title: str, authors: tuple[str, ...]
) -> None:
    kept = [NamedBook(number, *each) for number, each in enumerate(books)]
    growing = kept[:1]
    shelf = Shelf(growing)
    list(shelf.like(title, authors))
    growing += kept[1:]
    wanted = {
        book.id
        for book in kept
        if same_book(title, authors, book.title, book.authors) is not Match.NO
    }
    found = [book.id for book in shelf.like(title, authors)]
    assert wanted <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Pride & Prejudice", "Pride and Prejudice"),
        ("Krieg & Frieden", "Krieg und Frieden"),
        ("Le Rouge & le Noir", "Le Rouge et le Noir"),
        ("Salt & Sea: A Life", "Salt and Sea"),
    ],
)
def test_an_ampersand_is_the_word_that_it_stands_for(title: str, other: str) -> None:
    assert same_book(title, ("Ann Poe",), other, ("Ann Poe",)) > Match.MAYBE
    assert same_book(title, ("Ann Poe",), f"{other} Again", ("Ann Poe",)) is Match.NO
