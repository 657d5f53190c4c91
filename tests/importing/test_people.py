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
        "?", "None", "[s.n.]", "", "Unknown, Unknown", " ; ",
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
        ("Valle Inclán, Ramón María del, 1866-1936", "Ramón María del Valle Inclán"),
        ("Valle Inclán, Ramón María del", "Ramón María del Valle Inclán"),
        ("VALLE INCLÁN, RAMÓN MARÍA DEL", "RAMÓN MARÍA DEL VALLE INCLÁN"),
        ("Bolaño Ávalos, Roberto Carlos, 1953-2003", "Roberto Carlos Bolaño Ávalos"),
        ("Bolaño Ávalos, Roberto Carlos (1953-2003)", "Roberto Carlos Bolaño Ávalos"),
        ("Alembert, Jean Le Rond d', 1717-1783", "Jean Le Rond d'Alembert"),
        ("Beethoven, Ludwig, van", "Ludwig van Beethoven"),
        ("Wodehouse, Pelham Grenville, Sir, 1881-1975", "Pelham Grenville Wodehouse"),
        ("Murdoch, Iris, Dame", "Iris Murdoch"),
        ("Lampedusa, Giuseppe, principe, conte, 1896-1957", "Giuseppe Lampedusa"),
        ("Lytton, Edward Bulwer Lytton, Baron, 1803-1873", "Edward Bulwer Lytton"),
        ("Disraeli, Benjamin, Earl of Beaconsfield, 1804-1881", "Benjamin Disraeli"),
        ("Teresa, of Avila, Saint, 1515-1582", "Teresa of Avila"),
        ("Sade, marquis de, 1740-1814", "marquis de Sade"),
        ("Poe, King, 1950-", "King Poe"),
        ("Calvino, Italo <1923-1985>", "Italo Calvino"),
        ("Poe, Ann <Journalistin, 1950->", "Ann Poe"),
        ("Ovidius Naso, Publius <43 v. Chr.-17 n. Chr.>", "Publius Ovidius Naso"),
        ("Thomas <von Aquin>", "Thomas von Aquin"),
        ("Ann Poe (Lawyer, born 1950)", "Ann Poe"),
        ("Queneau, Raymond. Auteur", "Raymond Queneau"),
        ("Queneau, Raymond (1903-1976). Auteur du texte", "Raymond Queneau"),
        ("Poe, Ann ; 1950-", "Ann Poe"),
        ("Poe, Ann ; author", "Ann Poe"),
        ("Poe, Ann.", "Ann Poe"),
        ("Vergil, 70 B.C.-19 B.C.", "Vergil"),
        ("Livy, 59 or 64 B.C.-17 A.D.", "Livy"),
        ("Tacitus, Cornelius, approximately 56-approximately 120 A.D.", "Cornelius Tacitus"),
        ("Sallust, 86-34 av. J.-C.", "Sallust"),
        ("Sallustio Crispo, Gaio (86 a.C.-34 a.C.)", "Gaio Sallustio Crispo"),
        ("Hesiod, active 8th century B.C.", "Hesiod"),
        ("Nepos, Cornelius, v100-v28", "Cornelius Nepos"),
        ("Poe, Ann, b. ca. 1950", "Ann Poe"),
        ("Poe, A. D.", "A. D. Poe"),
        ("García Márquez, Gabriel", "Gabriel García Márquez"),
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
        ("Jane Austen / Bo Ek", ("Jane Austen", "Bo Ek")),
        ("Jane Austen &amp; Bo Ek und Cy Lee", ("Jane Austen", "Bo Ek", "Cy Lee")),
        ("Ann Lee, Bo Ek and Cy Dor", ("Ann Lee", "Bo Ek", "Cy Dor")),
        ("Brooks, John; Hill, Joe", ("John Brooks", "Joe Hill")),
        ("Poe, Ann, Doe, Jane", ("Ann Poe", "Jane Doe")),
        ("Poe, Ann; Lee, Bo (translator)", ("Ann Poe",)),
        ("Ann Poe, Bo Lee (Illustrator)", ("Ann Poe",)),
        ("Bo Lee (Narrator)", ("Bo Lee",)),
        ("Ann Poe; illustrated by Bo Lee", ("Ann Poe",)),
        ("Ann Poe, translated from the French by Bo Lee", ("Ann Poe",)),
        ("Lee, Bo; aus dem Englischen von Ann Poe", ("Bo Lee",)),
        ("Ann Poe; Unknown", ("Ann Poe",)),
        ("Strunk & White", ("Strunk", "White")),
        ("Ann Poe, Bo Lee", ("Ann Poe", "Bo Lee")),
        ("Ann Poe, Bo Lee, Prince", ("Ann Poe", "Bo Lee", "Prince")),
        ("Poe, Ann, King, Stephen", ("Ann Poe", "Stephen King")),
        ("Poe, Ann/Lee, Bo", ("Ann Poe", "Bo Lee")),
        ("Poe, A.N./Lee,Bo", ("A.N. Poe", "Bo Lee")),
        (
            "Poe, Ann, 1950-, Le Guin, Ursula Kroeber, 1929-2018",
            ("Ann Poe", "Ursula Kroeber Le Guin"),
        ),
        ("Arnim, Bettina von, Brentano, Clemens", ("Bettina von Arnim", "Clemens Brentano")),
        ("Poe, Ann, author. Lee, Bo, translator.", ("Ann Poe",)),
        ("Poe, Ann, author, narrator; Lee, Bo, author", ("Ann Poe", "Bo Lee")),
        ("Poe, Ann, 1950- author. Lee, Bo, author.", ("Ann Poe", "Bo Lee")),
        ("Lee, Bo, 1950- translator; Poe, Ann", ("Ann Poe",)),
        ("Poe, Ann; Lee, Bo. Traducteur", ("Ann Poe",)),
        ("Lee, Bo (1950-). Traducteur; Poe, Ann. Auteur", ("Ann Poe",)),
        ("Poe, Ann ; Lee, Bo ; Übersetzer", ("Ann Poe",)),
        ("Plato and Marcus Aurelius", ("Plato", "Marcus Aurelius")),
        ("Hergé & Pierre Dupont", ("Hergé", "Pierre Dupont")),
        ("Goscinny et Albert Uderzo", ("Goscinny", "Albert Uderzo")),
        ("Anonymous and Seamus Heaney", ("Seamus Heaney",)),
        ("Pratchett, Terry and Gaiman", ("Terry Pratchett", "Gaiman")),
        ("Colette und Bo von Arnim; Cy Lee", ("Colette", "Bo von Arnim", "Cy Lee")),
        ("Strunk & E. B. White", ("Strunk", "E. B. White")),
        ("Ann Poe & Bo Lee", ("Ann Poe", "Bo Lee")),
        ("k. A.; Ann Poe", ("Ann Poe",)),
    ],
)
def test_several_people_are_told_apart_and_helpers_stay_out(
    text: str, names: tuple[str, ...]
) -> None:
    assert authors_of(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Valle Inclán, Ramón María del, 1866-1936", ("Ramón María del Valle Inclán",)),
        ("Murdoch, Iris, Dame", ("Iris Murdoch",)),
        ("Queneau, Raymond. Auteur", ("Raymond Queneau",)),
        ("Poe, Ann ; 1950-", ("Ann Poe",)),
        ("Poe, Ann;Lee Moe, Bo Jo", ("Ann Poe", "Bo Jo Lee Moe")),
    ],
)
def test_a_field_of_one_author_comes_without_titles_and_dates(
    text: str, names: tuple[str, ...]
) -> None:
    assert author_called(text) == names


def test_a_list_of_names_keeps_their_order_and_what_belongs_to_them() -> None:
    text = "Tove Lind, Kurt Vonnegut, Jr., NA, Ann Poe, PhD"
    assert names_in(text) == ("Tove Lind", "Kurt Vonnegut Jr.", "Ann Poe")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Arnim, Bettina von", ("Bettina von Arnim",)),
        ("Ann Poe, Arnim, Bettina von, Bo Lee", ("Ann Poe", "Bettina von Arnim", "Bo Lee")),
        ("Bettina von Arnim, Ann Poe", ("Bettina von Arnim", "Ann Poe")),
        ("Bettina von", ("Bettina von",)),
        ("Ann Poe, Weird Al", ("Ann Poe", "Weird Al")),
    ],
)
def test_a_name_that_ends_in_a_particle_goes_with_the_one_before(
    text: str, names: tuple[str, ...]
) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Poe, Bo Lee - translator", ("Ann Poe",)),
        ("Ann Poe, Bo Lee - afterword, Cy Ek - Übersetzer", ("Ann Poe",)),
        ("Ann Poe, Bo Lee – traductora", ("Ann Poe",)),
        ("Ann Poe, Bo Lee - introduction and commentary", ("Ann Poe",)),
        ("Ann Poe - author, Bo Lee - editor", ("Ann Poe", "Bo Lee")),
        ("Bo Lee - translator", ("Bo Lee",)),
        ("Ann Poe - Lee", ("Ann Poe - Lee",)),
    ],
)
def test_a_role_behind_a_dash_tells_who_helped(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names
    assert authors_of(text) == names


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
