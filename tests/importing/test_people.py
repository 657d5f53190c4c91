"""Names of authors, as catalogues, shops and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.people import author_called, authors_of, names_in


@pytest.mark.parametrize(
    "text",
    [
        "NA", "N/A", "n.a.", "Unknown", "unknown author", "Various", "Various Authors", "Anonymous",
        "Anon.", "Unbekannt", "Diverse", "AA. VV.", "inconnu", "varios autores", "Onbekend", "-",
        "?", "None", "[s.n.]", "", "Unknown, Unknown",
    ],
)  # fmt: skip
def test_a_placeholder_is_no_author(text: str) -> None:
    assert (authors_of(text), names_in(text), author_called(text)) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Burns MD", "Burns"),
        ("David D. Burns, M.D.", "David D. Burns"),
        ("Rosenberg, PhD", "Rosenberg"),
        ("Rosenberg, Marshall B., Ph.D.", "Marshall B. Rosenberg"),
        ("Vonnegut Jr.", "Vonnegut Jr."),
        ("Kurt Vonnegut, Jr.", "Kurt Vonnegut Jr."),
        ("Vonnegut, Kurt, Jr.", "Kurt Vonnegut Jr."),
        ("Vonnegut Jr., Kurt", "Kurt Vonnegut Jr."),
        ("Smith, John, III", "John Smith III"),
        ("Smith (ed.)", "Smith"),
        ("Jane Smith (Editor)", "Jane Smith"),
        ("by Ann Poe", "Ann Poe"),
        ("Poe, Ann, author.", "Ann Poe"),
        ("Poe, Ann, 1950-", "Ann Poe"),
        ("Poe, Ann, 1900-1980", "Ann Poe"),
        ("Poe, Ann, 1950- author.", "Ann Poe"),
        ("Ann Poe (1950-2001)", "Ann Poe"),
        ("Chaucer, Geoffrey, ca. 1340-1400", "Geoffrey Chaucer"),
        ("Schütt, Peter ¬[Übers.]¬", "Peter Schütt"),
        ("Le Guin, Ursula K.", "Ursula K. Le Guin"),
        ("Ortega y Gasset, José", "José Ortega y Gasset"),
        ("Yo-Yo Ma", "Yo-Yo Ma"),
        ("Ma, Jack", "Jack Ma"),
        ("Na, An", "An Na"),
        ("Dr. Seuss", "Dr. Seuss"),
        ("Prof. Dr. Ann Poe", "Ann Poe"),
        ("Poe, Ann, Dr.", "Ann Poe"),
        ("Ed. by Jane Smith", "Jane Smith"),
        ("hrsg. von Bo Lee", "Bo Lee"),
        ("Ann Poe et al.", "Ann Poe"),
        ("von Goethe, Johann Wolfgang", "Johann Wolfgang von Goethe"),
        ("Tolkien, J. R. R. (John Ronald Reuel), 1892-1973", "J. R. R. Tolkien"),
    ],
)
def test_a_name_comes_without_what_stands_beside_it(text: str, name: str) -> None:
    assert authors_of(text) == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Poe, Ann & Lee, Bo", ("Ann Poe", "Bo Lee")),
        ("Ann Poe and Bo Lee", ("Ann Poe", "Bo Lee")),
        ("Ann Poe et Bo Lee", ("Ann Poe", "Bo Lee")),
        ("Ann Poe | Bo Lee", ("Ann Poe", "Bo Lee")),
        ("Poe, Ann, Doe, Jane", ("Ann Poe", "Jane Doe")),
        ("Poe, Ann; Lee, Bo (translator)", ("Ann Poe",)),
        ("Ann Poe, Bo Lee (Illustrator)", ("Ann Poe",)),
        ("Bo Lee (Narrator)", ("Bo Lee",)),
        ("Ann Poe; illustrated by Bo Lee", ("Ann Poe",)),
        ("Ann Poe, translated from the French by Bo Lee", ("Ann Poe",)),
        ("Lee, Bo; aus dem Englischen von Ann Poe", ("Bo Lee",)),
        ("Ann Poe; Unknown", ("Ann Poe",)),
        ("Strunk & White", ("Strunk", "White")),
    ],
)
def test_several_people_are_told_apart_and_helpers_stay_out(
    text: str, names: tuple[str, ...]
) -> None:
    assert authors_of(text) == names


def test_a_list_of_names_keeps_their_order_and_what_belongs_to_them() -> None:
    text = "Tove Lind, Kurt Vonnegut, Jr., NA, Ann Poe, PhD"
    assert names_in(text) == ("Tove Lind", "Kurt Vonnegut Jr.", "Ann Poe")


def test_far_too_many_authors_or_too_long_a_name_are_refused() -> None:
    with pytest.raises(UsageError, match="There are 101 authors"):
        authors_of(";".join(f"Ann Poe {letter}" for letter in range(101)))
    with pytest.raises(UsageError, match="too long for a name"):
        authors_of("x" * 501)


@given(st.text(max_size=40))
def test_no_name_whatever_it_is_is_a_traceback(text: str) -> None:
    for read in (authors_of, names_in, author_called):
        for name in read(text):
            assert name == name.strip() != ""
