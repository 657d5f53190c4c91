"""Library accounts as PAIA servers answer."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.records import Borrowed, Record
from readtrack.importing.sources.paia import parted
from readtrack.model import Format
from tests.importing.anything import VALUE, objects, read_anyway
from tests.importing.reading import DATA, claims, document, items, problems, records, skipped

ACCOUNT = DATA / "paia.json"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def account(tmp_path: Path, *documents: object) -> Path:
    return document(tmp_path, {"doc": documents})


def test_a_loan_is_due_on_the_local_date_of_its_instant() -> None:
    assert records("paia", ACCOUNT)["Der lange Winter & wir"] == Record(
        "item 1",
        "Der lange Winter & wir",
        ("Ana Ruiz", "Homer"),
        format=Format.PRINT,
        loan=Borrowed(date(2019, 5, 6), date(2019, 6, 3), renewals=2),
    )


def test_the_same_instant_is_another_date_elsewhere() -> None:
    loan = records("paia", ACCOUNT, LOS_ANGELES)["Der lange Winter & wir"].loan
    assert loan == Borrowed(date(2019, 5, 5), date(2019, 6, 2), renewals=2)


def test_the_date_that_the_library_writes_goes_before_the_instant() -> None:
    book = records("paia", ACCOUNT, LOS_ANGELES)["Salz"]
    assert (book.authors, book.loan and book.loan.due) == (("Mira Halloran",), date(2019, 5, 28))


@pytest.mark.parametrize(
    ("fields", "may_renew"),
    [
        ({}, None),
        ({"canrenew": True}, True),
        ({"canrenew": False}, False),
        ({"canrenew": "false"}, False),
        ({"X_is_renewable": 0}, False),
        ({"X_is_renewable": "1"}, True),
        ({"canrenew": None}, None),
        ({"canrenew": [1]}, None),
    ],
)
def test_the_account_says_whether_a_loan_may_be_renewed(
    tmp_path: Path, fields: dict[str, object], may_renew: bool | None
) -> None:
    document = {"status": 3, "about": "Salz", "endtime": "2019-06-02", **fields}
    loan = records("paia", account(tmp_path, document))["Salz"].loan
    assert loan == Borrowed(due=date(2019, 6, 2), may_renew=may_renew)
    assert loan.left_after() == (0 if may_renew is False else None)


def test_a_printed_book_unless_the_medium_is_another() -> None:
    book = records("paia", ACCOUNT)["Zum Hören"]
    assert (book.format, book.loan) == (Format.AUDIOBOOK, Borrowed(due=date(2019, 5, 26)))


def test_what_is_reserved_or_ordered_is_left_out() -> None:
    assert skipped("paia", ACCOUNT) == {
        "Wartend": "reserved",
        "Vorgemerkt": "on hold",
        "Bereit": "ready to be picked up",
    }


def test_a_bad_document_is_a_problem_and_the_rest_goes_on() -> None:
    found = {where: each.what for where, each in problems("paia", ACCOUNT).items()}
    assert found == {
        "item 4": "The due date is missing or no date.",
        "item 5": "There is no title.",
        "item 6": "This is no document of an account.",
    }
    assert problems("paia", ACCOUNT)["item 4"].excerpt == "Irgendwann, bald"


def test_the_documents_of_paia_itself_are_told_apart_by_their_status(tmp_path: Path) -> None:
    path = account(
        tmp_path,
        {"status": 3, "about": "Emma", "endtime": "2019-06-02T22:00:00+00:00"},
        {"status": "3", "about": "Salz", "duedate": "2019-06-02", "renewals": 1},
        {"status": 1, "about": "Reserved"},
        {"status": "4", "about": "Ready"},
        {"about": "Unknown"},
    )
    assert claims(path, ["paia"]) == ["paia"]
    found = records("paia", path)
    assert found["Emma"].loan == Borrowed(due=date(2019, 6, 3))
    assert found["Salz"].loan == Borrowed(due=date(2019, 6, 2), renewals=1)
    assert skipped("paia", path) == {
        "Reserved": "reserved",
        "Ready": "ready to be picked up",
        "Unknown": "not borrowed",
    }


def test_a_time_without_an_offset_is_that_of_the_library(tmp_path: Path) -> None:
    document = {"status": 3, "about": "Emma", "endtime": "2019-06-02T23:59:00"}
    document["X_date_issued"] = "2019-05-05 23:45:39"
    loan = records("paia", account(tmp_path, document))["Emma"].loan
    assert loan == Borrowed(date(2019, 5, 5), date(2019, 6, 2))


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ("¬Der¬ Prozess", "Der Prozess"),
        ("\x98Der\x9c Prozess", "Der Prozess"),
        ("<<Der>> Prozess", "Der Prozess"),
        ("Salz &amp; Licht / Ana Ruiz", "Salz & Licht"),
        ("Und/oder", "Und/oder"),
        (" / Ana Ruiz", "/ Ana Ruiz"),
        (None, ""),
    ],
)
def test_marks_and_responsibilities_are_no_part_of_a_title(about: object, title: str) -> None:
    assert parted(about, ())[0] == title


DOCUMENTS = objects(
    "X_date_due", "starttime", "X_date_issued", "renewals", "X_author", "X_medientyp",
    about=st.just("Emma"), status=st.just(3), endtime=st.just("2019-06-02T22:00:00Z"),
)  # fmt: skip
LISTED = st.lists(DOCUMENTS, max_size=3) | VALUE


@given(LISTED, LISTED, LISTED)
def test_no_json_whatever_it_holds_is_a_traceback(
    loans: object, others: object, documents: object
) -> None:
    read_anyway("paia", {"items": {"loan": loans, "hold": others}, "doc": documents})
    read_anyway("paia", {"items": loans, "doc": documents})


def test_years_of_life_degrees_and_placeholders_are_no_part_of_a_name(tmp_path: Path) -> None:
    loan = {"status": 3, "about": "Emma", "item": "a", "endtime": "2026-12-24"}
    people = ["Poe, Ann, 1950-", "Lee, Bo, PhD", "Unbekannt", "Ek, Cy ¬[Übers.]¬"]
    path = account(tmp_path, {**loan, "X_author": people})
    assert records("paia", path)["Emma"].authors == ("Ann Poe", "Bo Lee")


@pytest.mark.parametrize(
    ("about", "title", "authors"),
    [
        ("Salz / Ana Ruiz", "Salz", ("Ana Ruiz",)),
        ("Salz / Johanna von der Au", "Salz", ("Johanna von der Au",)),
        ("Salz / von Ana Ruiz und Bo Ek ; ill. von Cy Lee", "Salz", ("Ana Ruiz", "Bo Ek")),
        ("Salz / Ana Ruiz. Übers. von Ode Lind", "Salz", ("Ana Ruiz",)),
        ("Salz / J. R. R. Poe ... [et al.]", "Salz", ("J. R. R. Poe",)),
        ("Salz / hrsg. vom Institut für Meere", "Salz", ()),
        ("Now / Then / Ana Ruiz", "Now / Then", ("Ana Ruiz",)),
        ("Now / Then", "Now / Then", ()),
        ("heute / morgen", "heute / morgen", ()),
        ("Ruiz, Ana: Das Salz", "Das Salz", ("Ana Ruiz",)),
        ("Ruiz, Ana Maria de [Verf.]: Das Salz", "Das Salz", ("Ana Maria de Ruiz",)),
        ("Ruiz, Ana, 1950-: Das Salz / Ana Ruiz", "Das Salz", ("Ana Ruiz",)),
        ("Rom, Athen: Zwei Reisen / Ana Ruiz", "Rom, Athen: Zwei Reisen", ("Ana Ruiz",)),
        ("Ich, Minna: Roman", "Ich, Minna: Roman", ()),
        ("Rom, Athen : Reisen", "Rom, Athen : Reisen", ()),
        ("Salz, Pfeffer: das Kochbuch", "Salz, Pfeffer: das Kochbuch", ()),
    ],
)
def test_a_title_without_a_field_of_authors_may_name_them(
    tmp_path: Path, about: str, title: str, authors: tuple[str, ...]
) -> None:
    loan = {"status": 3, "about": about, "endtime": "2026-12-24"}
    found = records("paia", account(tmp_path, loan))
    assert [(book.title, book.authors) for book in found.values()] == [(title, authors)]


@pytest.mark.parametrize(
    ("about", "title"),
    [("Ilias / Homer", "Ilias"), ("Homer: Ilias", "Homer: Ilias"), ("Now / Then", "Now / Then")],
)
def test_the_field_of_authors_stands_and_tells_what_a_slash_means(
    tmp_path: Path, about: str, title: str
) -> None:
    loan = {"status": 3, "about": about, "endtime": "2026-12-24", "X_author": "Homer"}
    assert records("paia", account(tmp_path, loan))[title].authors == ("Homer",)


def test_books_of_one_title_by_two_authors_stay_two(tmp_path: Path) -> None:
    loans = [
        {"status": 3, "about": f"Salz / {name}", "item": name, "endtime": f"2026-12-2{day}"}
        for day, name in enumerate(("Ana Ruiz", "Bo Ek"))
    ]
    found = [item for item in items("paia", account(tmp_path, *loans)) if isinstance(item, Record)]
    assert [(book.title, book.authors) for book in found] == [
        ("Salz", ("Ana Ruiz",)),
        ("Salz", ("Bo Ek",)),
    ]
