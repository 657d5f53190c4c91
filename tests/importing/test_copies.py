"""Copies and editions of one title: which are loans and books of their own, today and later."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.contents import contents, rows, run

TODAY = "2026-04-10"


def bring_in(db: Path, name: str, text: str, *words: str) -> str:
    """Import a file; standard output and error together."""
    path = db.with_name(name)
    path.write_text(text, encoding="utf-8")
    answer = run(db, TODAY, "import", "--tz", "UTC", *words, str(path))
    assert answer.code == 0, answer
    return answer.out + answer.err


def table(*lines: str, head: str = "title,author,barcode,borrowed,due") -> str:
    return "\n".join([head, *lines, ""])


def calendar(*events: tuple[str, str, str]) -> str:
    made = (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{title} is due\r\n"
        "END:VEVENT\r\n"
        for uid, title, day in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n{''.join(made)}END:VCALENDAR\r\n"


def account(*items: tuple[str, str, str]) -> str:
    documents = [
        {"status": 3, "about": title, "item": item, "endtime": f"{due}T12:00:00Z"}
        for item, title, due in items
    ]
    return json.dumps({"doc": documents})


FILES: dict[str, Callable[..., str]] = {
    "a.csv": lambda *items: table(*(f"{title},,{name},,{due}" for name, title, due in items)),
    "a.ics": lambda *items: calendar(
        *((name, title, due.replace("-", "")) for name, title, due in items)
    ),
    "a.json": account,
}
TWO = (("urn:11007", "Lisbon", "2026-05-02"), ("urn:11008", "Lisbon", "2026-05-02"))


@pytest.mark.parametrize("name", FILES)
def test_two_copies_due_on_one_day_are_two_loans_and_stay_two(db: Path, name: str) -> None:
    bring_in(db, name, FILES[name](*TWO))
    once = contents(db)
    assert len(once["loans"]) == 2
    assert len(once["books"]) == 1
    for order in (TWO, TWO[::-1]):
        assert "Nothing new." in bring_in(db, name, FILES[name](*order))
        assert contents(db) == once
    run(db, TODAY, "undo")
    assert not any(contents(db)[kept] for kept in ("books", "loans", "copies"))


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_two_copies_that_come_in_two_files_are_two_loans(db: Path, name: str) -> None:
    for each in TWO:
        bring_in(db, name, FILES[name](each))
    assert len(contents(db)["loans"]) == 2


@pytest.mark.parametrize("name", FILES)
def test_the_copy_that_was_renewed_is_the_one_whose_due_date_moves(db: Path, name: str) -> None:
    bring_in(db, name, FILES[name](*TWO))
    later = TWO[0], (TWO[1][0], "Lisbon", "2026-05-23")
    bring_in(db, name, FILES[name](*later))
    assert rows(db, "SELECT id, due FROM loans ORDER BY id") == [
        (1, "2026-05-02"),
        (2, "2026-05-23"),
    ]


def test_a_calendar_that_names_its_events_anew_brings_no_loan_twice(db: Path) -> None:
    bring_in(db, "a.ics", calendar(*((uid, "Oslo", "20260502") for uid in "ab")))
    assert "Nothing new." in bring_in(
        db, "a.ics", calendar(*((uid, "Oslo", "20260502") for uid in "xy"))
    )
    assert len(contents(db)["loans"]) == 2


def test_a_task_beside_an_event_is_of_the_same_copy(db: Path) -> None:
    events = calendar(("a@lib", "Oslo", "20260502"), ("b@lib", "Oslo", "20260502"))
    task = "BEGIN:VTODO\r\nUID:t@lib\r\nDUE;VALUE=DATE:20260502\r\nSUMMARY:Oslo is due\r\nEND:VTODO"
    for _ in range(2):
        bring_in(db, "a.ics", events.replace("END:VCALENDAR", f"{task}\r\nEND:VCALENDAR"))
        assert len(contents(db)["loans"]) == 2


def test_a_loan_of_a_table_is_that_of_the_account_whatever_they_call_the_copy(db: Path) -> None:
    bring_in(db, "a.csv", FILES["a.csv"](TWO[0]))
    bring_in(db, "a.json", account(("http://lib.example/bar/9", "Lisbon", "2026-05-02")))
    bring_in(db, "a.ics", calendar(("z@lib", "Lisbon", "20260502")))
    assert len(contents(db)["loans"]) == 1


def test_numbers_of_rows_name_no_copies(db: Path) -> None:
    for numbers in ("12", "21"):
        lines = (f"{title},,{n},,2026-05-02" for n, title in zip(numbers, "EF", strict=True))
        bring_in(db, "a.csv", table(*lines))
    assert len(contents(db)["loans"]) == 2


def test_a_copy_that_is_borrowed_again_is_a_loan_of_its_own(db: Path) -> None:
    head = "title,item barcode,borrowed,due,returned"
    first = "Lisbon,30007,2026-01-02,2026-01-23,2026-01-20"
    bring_in(db, "a.csv", table(first, head=head))
    for _ in range(2):
        bring_in(db, "a.csv", table(first, "Lisbon,30007,2026-04-01,2026-04-22,", head=head))
        assert rows(db, "SELECT due, ended FROM loans ORDER BY id") == [
            ("2026-01-23", "2026-01-20"),
            ("2026-04-22", None),
        ]


def test_a_barcode_is_stored_as_a_fingerprint_alone(db: Path) -> None:
    bring_in(db, "a.csv", table("Lisbon,,31234000567890,,2026-05-02"))
    assert "31234000567890" not in str(contents(db))
    assert rows(db, "SELECT length(name) FROM copies") == [(len("barcode:") + 16,)]


@pytest.mark.parametrize(
    ("changed", "plain"),
    [
        ("2.1988E+13", "21988000456789"), ("2,19880004E+13", "21988000456789"),
        ("2E+13", "20000000456789"), ("718293", "000718293"), ("718293.0", "0718293"),
        ("21988000456789,00", '"=""21988000456789"""'), ("2 1988 000", "21988000"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_first", [True, False])
def test_a_barcode_that_a_spreadsheet_has_changed_names_no_other_copy(
    db: Path, changed: str, plain: str, is_first: bool
) -> None:
    first, second = (changed, plain) if is_first else (plain, changed)
    if "," in changed:
        first, second = (f'"{each}"' if each == changed else each for each in (first, second))
    for due in ("2026-04-30", "2026-05-21"):
        bring_in(db, "a.csv", table(f"Lisbon,,{first},2026-04-01,{due}"))
        bring_in(db, "a.csv", table(f"Lisbon,,{second},2026-04-01,{due}"))
        assert rows(db, "SELECT due FROM loans") == [(due,)]


def test_copies_come_back_from_an_export(db: Path) -> None:
    bring_in(db, "a.csv", FILES["a.csv"](*TWO))
    other, file = db.with_name("other.db"), db.with_name("all.json")
    assert run(db, TODAY, "export", "json", str(file)).code == 0
    assert run(other, TODAY, "import", str(file)).code == 0
    assert contents(other) == contents(db)
    assert "Nothing new." in bring_in(other, "a.csv", FILES["a.csv"](*TWO))


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (("Moor,Ida Lund,9780306406157", "Moor: The Graphic Novel,Ida Lund,9781408839973"), 2),
        (("Moor,Ida Lund,", "Moor: A Graphic Adaptation,Ida Lund,"), 2),
        (("Moor,Ida Lund,", "Moor (Manga),Ida Lund,"), 2),
        (("Moor,Ida Lund,", "Moor: Young Readers Edition,Ida Lund,"), 2),
        (("Moor,Ida Lund,", "Moor: The Workbook,Ida Lund,"), 2),
        (("Moor,Ida Lund,", "Moor: Der Comic,Ida Lund,"), 2),
        (("Moor: A Graphic Novel,Ida Lund,", "MOOR (Graphic Novel),Ida Lund,"), 1),
        (("Moor,Ida Lund,9780306406157", "Moor: Deluxe Edition,Ida Lund,9781408839973"), 1),
        (("Moor,Ida Lund,", "Moor: A Comic Novel,Ida Lund,"), 1),
        (("Moor,Ida Lund,9780306406157", "Moor: The Graphic Novel,Ida Lund,0306406152"), 1),
    ],
)  # fmt: skip
def test_an_adaptation_is_a_book_of_its_own_unless_it_has_the_same_isbn(
    db: Path, lines: tuple[str, ...], titles: int
) -> None:
    rows_ = (f"{line},{pages}" for line, pages in zip(lines, (200, 90), strict=True))
    text = "\n".join(["title,author,isbn,pages", *rows_, ""])
    bring_in(db, "a.csv", text)
    once = contents(db)
    assert len(once["books"]) == len(once["lengths"]) == titles
    assert "Nothing new." in bring_in(db, "a.csv", text)
    assert contents(db) == once


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2)])
def test_a_book_that_joined_by_its_isbn_is_not_parted_by_a_file_without_one(
    db: Path, order: tuple[int, ...]
) -> None:
    """Files of one book: its title with an ISBN, another title with it, and that title alone."""
    head = "title,author,isbn,due"
    files = (
        "The Long Winter Road,Ida Lund,9780306406157,2026-05-02",
        "Den lange vinterveien,Ida Lund,9780306406157,2026-05-02",
        "Den lange vinterveien,Ida Lund,,2026-05-02",
    )
    for number in order:
        bring_in(db, "a.csv", "\n".join([head, files[number], ""]))
    if order == (0, 2, 1):  # the bare title came first: nothing said that it was the same
        assert len(contents(db)["books"]) == 2
    else:
        assert len(contents(db)["books"]) == len(contents(db)["loans"]) == 1
    once = contents(db)
    for line in files:
        bring_in(db, "a.csv", "\n".join([head, line, ""]))
    assert contents(db) == once


def test_the_other_isbn_of_a_book_finds_it_whatever_it_is_called(db: Path) -> None:
    head = "title,author,isbn,due"
    for line in (
        "Harbour,Ida Lund,9780306406157,2026-05-02",
        "Harbour,Ida Lund,9781408839973,2026-05-02",
        "Havn: roman,I. Lund,9781408839973,2026-05-02",
    ):
        bring_in(db, "a.csv", "\n".join([head, line, ""]))
    assert len(contents(db)["books"]) == 1
    assert rows(db, "SELECT title, isbn FROM editions") == [
        ("Harbour", "9781408839973"),
        ("Havn: roman", "9781408839973"),
    ]
