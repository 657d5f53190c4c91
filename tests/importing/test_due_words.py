"""Titles in what libraries call their events."""

import pytest

from readtrack.importing.due_words import named_in


@pytest.mark.parametrize(
    ("summary", "title"),
    [
        ("Emma is due", "Emma"),
        ("Emma Due", "Emma"),
        ("Emma : is due", "Emma"),
        ("Due: Emma", "Emma"),
        ("Due date: Emma", "Emma"),
        ("Library book due: Emma", "Emma"),
        ("Return Emma", "Emma"),
        ("Return: “Emma”", "Emma"),
        ("Rückgabe: Emma", "Emma"),
        ("Rückgabe „Emma“", "Emma"),
        ("Fällig: Emma", "Emma"),
        ("Leihfrist: Emma", "Emma"),
        ("Emma fällig", "Emma"),
        ("Emma ist heute fällig", "Emma"),
        ("Emma zurückgeben", "Emma"),
        ("The Due Date is due", "The Due Date"),
        ("Returned to Sender is due", "Returned to Sender"),
        ("Due", ""),
        ("is due", ""),
        ("Emma", ""),
        ("Dues are paid", ""),
        ("Returning home", ""),
        ("Return to work", ""),
        ("Return library books", ""),
        ("Return books to library", ""),
        ("Bücher zurückgeben", ""),
        ("Library books due", ""),
        ("Emma est attendu", "Emma"),
        ("Emma est à rendre", "Emma"),
        ("Retour : Emma", "Emma"),
        ("Échéance : Emma", "Emma"),
        ("Emma vence el 3 de abril", "Emma"),
        ("Devolución de Emma", "Emma"),
        ("Emma moet worden ingeleverd", "Emma"),
        ("Inleverdatum: Emma", "Emma"),
        ("Emma scade", "Emma"),
        ("Scadenza prestito: Emma", "Emma"),
        ("Emma muss zurück", "Emma"),
        ("Emma (Rückgabe)", "Emma"),
        ("Due Emma", "Emma"),
        ("Emma (due)", "Emma"),
        ("Emma - due back", "Emma"),
        ("Emma will be due", "Emma"),
        ("Emma must be returned", "Emma"),
        ("Return Library Book: Emma", "Emma"),
        ("📚 Emma is due today", "Emma"),
        ("[Due] Emma", "Emma"),
        ("Due: The Return", "The Return"),
        ("Return: A Novel is due", "Return: A Novel"),
        ("To Kill a Mockingbird is due", "To Kill a Mockingbird"),
        ("Rückgabe bis 03.04.2026: Emma", "Emma"),
        ("Due 4/3: Emma", "Emma"),
        ("Emma is due on Friday", "Emma"),
        ("Emma due April 3", "Emma"),
        ("Emma läuft heute ab", "Emma"),
        ("11/22/63 is due", "11/22/63"),
        ("Library: Emma due", "Emma"),
        ("Your item Emma is due", "Emma"),
        ("Boek inleveren: Emma", "Emma"),
        ("Emma by Jane Austen is due", "Emma"),
        ("Murder by the Book is due", "Murder by the Book"),
        ("Meeting 3 April", ""),
        ("", ""),
        ("Overdue alert: Dune", "Dune"),
        ("Your library loan of Dune expires soon", "Dune"),
        ("Checkouts due at the library: Dune", "Dune"),
        ("Dune | library loan due", "Dune"),
        ("Dune: Messiah (return to library)", "Dune: Messiah"),
        ("Title: Dune due: 3 May 2026", "Dune"),
        ("Library book due: The Library", "The Library"),
        ("Due: 1984", "1984"),
        ("Leihfrist läuft ab: Krabat", "Krabat"),
        ("Ihre Ausleihe von Krabat läuft ab", "Krabat"),
        ("Rückgabe Stadtbibliothek: Krabat", "Krabat"),
        ("Onleihe Rückgabe Krabat", "Krabat"),
        ("Krabat – Bücherei Rückgabe", "Krabat"),
        ("Krabat: Leihfrist endet", "Krabat"),
        ("Krabat (Rückgabe bis spätestens 03.04.2026)", "Krabat"),
        ("Rückgabe 18:00: Krabat", "Krabat"),
        ("Rappel - Livre à rendre avant le 3 mars : Nana", "Nana"),
        ("Nana, à rendre à la médiathèque", "Nana"),
        ("Votre prêt de Nana expire le 3 mars", "Nana"),
        ("Retour livre Nana", "Nana"),
        ("Fin", ""),
        ("Aviso de vencimiento: Rayuela", "Rayuela"),
        ("Rayuela (por devolver antes del 3 de abril)", "Rayuela"),
        ("Uiterste inleverdatum: Max Havelaar", "Max Havelaar"),
        ("Max Havelaar - terugbrengen naar de bibliotheek", "Max Havelaar"),
        ("Avviso di scadenza: Agnese", "Agnese"),
        ("Agnese (da restituire entro il 3 aprile)", "Agnese"),
        ("Return: Dune to the library", "Dune"),
        ("Due back (library): Dune", "Dune"),
        ("Rückgabe [Bücherei] Krabat", "Krabat"),
        ("Car loan due", ""),
        ("Project is due", ""),
        ("Library book due: Project", "Project"),
        ("Passport (return to library)", "Passport"),
        ("Library card expires", ""),
        ("Scadenza mutuo", ""),
        ("5 Bücher abgeben", ""),
        ("2 books overdue", ""),
        ("Books due 23 March", ""),
        ("Retour Paris", ""),
        ("Rent due", ""),
        ("Miete fällig", ""),
        ("Passport expires", ""),
        ("Due date: baby", ""),
        ("Terug van vakantie", ""),
        ("Rendre visite à Marie", ""),
        ("Geburtstag: Oma", ""),
    ],
)
def test_a_title_is_found_in_what_libraries_write(summary: str, title: str) -> None:
    assert named_in(summary).title == title


@pytest.mark.parametrize(
    ("summary", "reason"),
    [
        ("5 Bücher abgeben", "a due date without a title"),
        ("Bücherei Rückgabe", "a due date without a title"),
        ("Retour médiathèque", "a due date without a title"),
        ("Overdue notice", "a due date without a title"),
        ("3 books due: Emma, Dune, Nana", "a due date of several books"),
        ("Dentist", "not a due date"),
        ("Rent is due", "by its name no book"),
    ],
)
def test_why_a_summary_gives_no_title_is_said(summary: str, reason: str) -> None:
    assert named_in(summary).reason == reason


@pytest.mark.parametrize(
    ("summary", "description", "title", "author"),
    [
        ("Library loan due", "Dune by Frank Herbert", "Dune", "Frank Herbert"),
        ("Bücherei Rückgabe", "Titel: Krabat\nAutor: Preußler, Otfried\nFällig", "Krabat",
         "Preußler, Otfried"),
        ("Prêt à rendre", "Médiathèque<br>Nana est à rendre<br/>https://example.org", "Nana", ""),
        ("Library books due", "Title: Dune\nTitle: Emma", "", ""),
        ("Library books due", "Dune\nEmma", "", ""),
        ("Library book due", "https://example.org/account", "", ""),
        ("Library book due", "Please bring it back.", "", ""),
        ("Dune is due", "Title: Emma", "Dune", ""),
        ("Dentist", "Title: Emma", "", ""),
        ("Due", "Emma", "", ""),
    ],
)  # fmt: skip
def test_a_description_names_the_one_book_that_the_summary_does_not(
    summary: str, description: str, title: str, author: str
) -> None:
    found = named_in(summary, description)
    assert (found.title, found.author) == (title, author)


@pytest.mark.parametrize("piece", ["due on ", "is due at ", "due on 1,", "moet ", "(due "])
def test_a_summary_that_goes_on_and_on_does_not_hang(piece: str) -> None:
    for text in (piece * 100, f"Emma {piece}" + "1," * 300 + "!x"):
        assert isinstance(named_in(text).title, str)
