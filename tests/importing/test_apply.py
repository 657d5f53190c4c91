"""What becomes of imported records in a store: what is one, what is news, what goes back."""

import csv
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readtrack.importing.check import fault
from readtrack.importing.records import Borrowed, Record
from readtrack.limits import LONGEST
from tests.importing.reading import DATA
from tests.slow import one_of
from tests.store.contents import Answer, Rows, contents, done, rows, run

TODAY = "2026-04-10"
TIMELINE = "cover,title,author,publisher,isbn,timestamp,activity,details,library"


@contextmanager
def new_store() -> Iterator[Path]:
    """A store of its own for one example."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, "reading.db")


def bring_in(db: Path, *lines: str, today: str = TODAY, name: str = "told.csv") -> Answer:
    """Import a file of these lines."""
    path = db.with_name(name)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return run(db, today, "import", "--tz", "UTC", str(path))


def loans(db: Path, *columns: str) -> list[tuple[object, ...]]:
    """These columns of the loans, in the order in which they were begun."""
    return rows(db, f"SELECT {', '.join(columns)} FROM loans ORDER BY checked_out, id")


def titles(db: Path) -> list[object]:
    return [row[0] for row in rows(db, "SELECT title FROM books ORDER BY id")]


DAY = date(2026, 3, 1)


def a_record(title: str = "Emma", **told: object) -> Record:
    return Record("line 2", title, **told)  # type: ignore[arg-type]


def a_loan(out: date | None = DAY, due: date | None = DAY, ended: date | None = None) -> Record:
    return a_record(loan=Borrowed(out, due, ended=ended))


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (a_record(""), "there is no title"),
        (a_record("x" * 501), "the title has 501 characters"),
        (a_record("Em\0ma"), "there is a NUL in the title"),
        (a_record(authors=("Ann Lee", "x" * 501)), "a name is too long"),
        (a_record(pages=20_001), "20,001 pages is not the length of a book"),
        (a_record(pages=0), "0 pages is not the length of a book"),
        (a_record(seconds=720_001), "720,001 seconds is not the length of a book"),
        (a_record(seconds=-1), "-1 seconds is not the length of a book"),
        (a_loan(out=date(1899, 12, 31)), "1899-12-31 is no date for a library loan"),
        (a_loan(due=date(2200, 1, 1)), "2200-01-01 is no date for a library loan"),
        (a_loan(ended=date(2200, 1, 1)), "2200-01-01 is no date for a library loan"),
        (a_loan(None, None), "neither a due date nor the day of the checkout"),
        (
            a_loan(due=DAY - timedelta(days=1)),
            "due 2026-02-28 is before the checkout on 2026-03-01",
        ),
        (
            a_loan(ended=DAY - timedelta(days=1)),
            "returned 2026-02-28, before the checkout on 2026-03-01",
        ),
        (
            a_loan(out=date(2026, 4, 12), due=None),
            "checked out on 2026-04-12, which is still to come",
        ),
        (a_loan(ended=date(2026, 4, 12)), "returned on 2026-04-12, which is still to come"),
        (a_record(authors=("Ann Lee",) * 101), "there are 101 authors"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(record: Record, what: str) -> None:
    found = fault(record, date.fromisoformat(TODAY))
    assert found is not None
    assert found[0] == what
    assert found[1].endswith(".")


@pytest.mark.parametrize(
    "record",
    [
        a_record("x" * 500, authors=("y" * 500, "z" * 500)),
        a_record(pages=1, seconds=1),
        a_record(pages=LONGEST["pages"], seconds=LONGEST["seconds"]),
        a_loan(date(1900, 1, 1), date(2199, 12, 31)),
        a_loan(date(2026, 4, 11), None, date(2026, 4, 11)),
        a_record(authors=("Ann Lee",) * 100),
        a_loan(DAY, DAY, DAY),
        a_loan(None, DAY, DAY - timedelta(days=1)),
        a_loan(DAY, None),
    ],
)
def test_what_just_can_be_is_taken(record: Record) -> None:
    assert fault(record, date.fromisoformat(TODAY)) is None


def test_a_title_by_somebody_else_is_another_book(db: Path) -> None:
    lines = ("Poems,Ann Lee,2026-05-01", "Poems,Bo Ek,2026-05-02", "Poems,Cy Ek,2026-05-03")
    assert bring_in(db, "title,author,due", *lines[:2]).code == 0
    assert rows(db, "SELECT title, authors FROM books ORDER BY id") == [
        ("Poems", '["Ann Lee"]'),
        ("Poems", '["Bo Ek"]'),
    ]
    answer = bring_in(db, "title,author,due", lines[2])
    assert (answer.code, "Cy Ek" in str(contents(db)["books"])) == (1, False)
    assert "may be Poems" in answer.err


def test_a_name_that_was_not_known_is_filled_in_and_one_that_was_is_kept(db: Path) -> None:
    bring_in(db, "title,author,due", "Emma,,2026-05-01")
    for author, isbn in (("Jane Austen", "9780306406157"), ("J. Austen", "9781408839973")):
        bring_in(db, "title,author,due,isbn", f"Emma,{author},2026-05-01,{isbn}")
    assert rows(db, "SELECT authors, isbn FROM books") == [('["Jane Austen"]', "9780306406157")]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        # a day apart is one loan, as another time zone has it
        ("2026-03-01,2026-03-22,", "2026-03-02,2026-03-23,", 1),
        ("2026-03-02,2026-03-23,", "2026-03-01,2026-03-22,", 1),
        ("2026-03-01,2026-03-22,", "2026-03-02,2026-03-22,", 1),
        ("2026-03-01,2026-03-22,2026-03-20", "2026-03-02,2026-03-22,2026-03-20", 1),
        ("2026-03-01,2026-03-22,", "2026-03-01,2026-04-12,", 1),
        # two days apart are two, but for one that is out and due on the same day
        ("2026-03-01,2026-03-22,", "2026-03-03,2026-03-24,", 2),
        ("2026-03-01,2026-03-22,", "2026-03-02,2026-03-24,", 2),
        ("2026-03-01,2026-05-01,2026-03-10", "2026-03-03,2026-05-01,", 2),
        ("2026-03-01,2026-05-01,", "2026-03-08,2026-05-01,", 1),
        # where only the due date is told, it is of the loan that is out
        ("2026-04-01,2026-04-22,", ",2026-04-22,", 1),
        ("2026-04-01,2026-04-22,", ",2026-05-13,", 1),
        ("2026-03-01,2026-03-22,2026-03-10", ",2026-05-13,", 2),
    ],
)
def test_rows_of_two_files_are_of_one_loan_as_their_days_say(
    db: Path, first: str, second: str, count: int
) -> None:
    head = "title,borrowed,due,returned"
    bring_in(db, head, f"Emma,{first}")
    bring_in(db, head, f"Emma,{second}")
    assert len(loans(db, "id")) == count


def timeline_rows(*told: Sequence[str]) -> list[str]:
    """A timeline of one title, newest first: day, activity and details of each event."""
    return [
        TIMELINE,
        *(f',Emma,Jane Austen,,,"{at} 10:00",{what},{more},City' for at, what, more in told),
    ]


@pytest.mark.parametrize("due", ["2026-04-20", "2026-04-24"])
def test_a_due_date_that_was_worked_out_does_not_replace_one_that_was_told(
    db: Path, due: str
) -> None:
    bring_in(db, "title,borrowed,due", f"Emma,2026-04-01,{due}")
    bring_in(db, *timeline_rows(("April 01, 2026", "Borrowed", "")))
    assert loans(db, "due", "estimated", "library") == [(due, 0, "City")]
    renewed = ("April 08, 2026", "renew", ""), ("April 01, 2026", "Borrowed", "")
    bring_in(db, *timeline_rows(*renewed))
    assert loans(db, "due", "estimated") == [("2026-05-13", 1)]
    bring_in(db, "title,borrowed,due", "Emma,2026-04-01,2026-05-13")
    assert loans(db, "due", "estimated") == [("2026-05-13", 0)]


@pytest.mark.parametrize("order", [*permutations(("2026-01-14", "2026-01-15", "2026-01-20"))])
def test_reading_that_began_on_one_day_is_one_reading_whatever_its_end(
    db: Path, order: tuple[str, ...]
) -> None:
    head = "title,started,finished,pages"
    for last in (*order, order[0]):
        bring_in(db, head, f"Emma,2026-01-02,{last},300", "Emma,2025-06-01,2025-06-20,300")
    found = rows(db, "SELECT first, last, share FROM readings ORDER BY first")
    assert found == [("2025-06-01", "2025-06-20", 1.0), ("2026-01-02", "2026-01-20", 1.0)]


def test_each_of_fifty_loans_of_one_book_is_found_again(db: Path) -> None:
    head, begun = "title,borrowed,due,returned", date(2020, 1, 1)
    days = [begun + timedelta(days=30 * number) for number in range(50)]
    lines = [f"Emma,{day},{day + timedelta(days=21)},{day + timedelta(days=20)}" for day in days]
    bring_in(db, head, *lines, f"Emma,{TODAY},2026-05-01,")
    before = contents(db)
    assert len(loans(db, "id")) == 51
    bring_in(db, head, *reversed(lines), name="again.csv")
    assert contents(db) == before
    later = days[7] + timedelta(days=22)
    bring_in(db, head, f"Emma,{days[7]},{later},{later}", f"Emma,{TODAY},2026-05-08,")
    assert len(loans(db, "id")) == 51
    assert loans(db, "due")[-1] == ("2026-05-08",)


def test_a_date_before_a_renewal_is_old_news(db: Path) -> None:
    head = "title,borrowed,due"
    bring_in(db, head, "Emma,2026-04-01,2026-04-22")
    done(db, TODAY, "renew", "emma", "--due", "2026-05-13")
    bring_in(db, head, "Emma,2026-04-01,2026-04-22")
    bring_in(db, head, "Emma,2026-04-01,2026-04-30")
    assert loans(db, "due") == [("2026-05-13",)]
    bring_in(db, head, "Dune,2026-04-01,2026-04-22")
    bring_in(db, head, "Dune,2026-04-01,2026-04-20")
    assert loans(db, "due") == [("2026-05-13",), ("2026-04-20",)]


@pytest.mark.parametrize(
    ("due", "kept"),
    [
        ("2026-04-30", ("2026-04-30", None, None, None)),
        ("2026-04-05", ("2026-04-05", "2026-04-05", "expired", "unfinished")),
        ("2026-03-15", ("2026-03-22", "2026-03-22", "expired", "unfinished")),
    ],
)
def test_what_expired_was_renewed_when_a_file_has_a_later_date(
    db: Path, due: str, kept: tuple[object, ...]
) -> None:
    line = "Emma,2026-03-01,{},ebook"
    bring_in(db, "title,borrowed,due,format", line.format("2026-03-22"))
    assert loans(db, "ended", "ending") == [("2026-03-22", "expired")]
    bring_in(db, "title,borrowed,due,format", line.format(due))
    assert loans(db, "due", "ended", "ending", "outcome") == [kept]


def test_what_expired_was_renewed_and_then_given_back(db: Path) -> None:
    head, line = "title,borrowed,due,returned,format", "Emma,2026-03-01,{},{},ebook"
    bring_in(db, head, line.format("2026-03-22", ""))
    for due in ("2026-04-30", "2026-04-30"):
        bring_in(db, head, line.format(due, "2026-04-05"))
        assert loans(db, "due", "ended", "ending") == [("2026-04-30", "2026-04-05", "returned")]


def test_what_expired_when_it_was_supposed_to_did_so_when_a_file_says(db: Path) -> None:
    head, line = "title,borrowed,due,format", "Emma,2026-03-01,{},ebook"
    for due, kept in (("", ("2026-03-22", 1)), ("2026-03-15", ("2026-03-15", 0))):
        bring_in(db, head, line.format(due))
        assert loans(db, "due", "estimated", "ended") == [(*kept, kept[0])]


def test_a_date_that_is_told_is_sure_also_where_it_was_supposed_before(db: Path) -> None:
    borrowed = ("April 01, 2026", "Borrowed", "")
    bring_in(db, *timeline_rows(borrowed))
    bring_in(db, *timeline_rows(("April 08, 2026", "renew", ""), borrowed))
    assert loans(db, "due", "estimated") == [("2026-05-13", 1)]
    bring_in(db, "title,borrowed,due", "Emma,2026-04-01,2026-04-22")
    assert loans(db, "due", "estimated") == [("2026-04-22", 0)]


def test_what_one_row_tells_of_a_book_holds_for_the_next(db: Path) -> None:
    isbn = "9780306406157"
    for number, lines in enumerate((
        ("Emma,,", "Emma,Jane Austen,", "Emma,Bo Ek,"),
        ("Emma,Ann Lee,", f"Emma,Ann Lee,{isbn}", f"Ema,Ann Lee,{isbn}", "Emma,Bo Ek,"),
    )):  # fmt: skip
        store = db.with_name(f"{number}.db")
        bring_in(store, "title,author,isbn,pages", *(f"{line},100" for line in lines))
        assert titles(store) == ["Emma", "Emma"]


def test_rows_that_tell_more_and_less_of_one_loan_are_one_the_second_time_too(db: Path) -> None:
    for _ in range(2):
        bring_in(db, "title,borrowed,due", "Emma,2026-03-01,2026-05-01", "Emma,,2026-05-01")
        assert len(loans(db, "id")) == 1


@pytest.mark.parametrize(
    "isbns", [("0306406152", "9780306406157"), ("9780306406157", "0306406152")]
)
def test_an_isbn_of_either_length_is_one(db: Path, isbns: tuple[str, str]) -> None:
    for title, isbn in zip(("Emma", "Emma und andere"), isbns, strict=True):
        bring_in(db, "title,isbn,due", f"{title},{isbn},2026-05-01")
    assert titles(db) == ["Emma"]


def test_a_short_book_gets_its_length_whatever_place_was_kept_in_percent(db: Path) -> None:
    bring_in(db, "title,borrowed,due", "Emma,2026-04-01,2026-05-01", "Dune,2026-04-01,2026-05-01")
    for title, place in (("emma", "100%"), ("dune", "50%")):
        done(db, TODAY, "log", title, place)
    answer = bring_in(db, "title,borrowed,due,pages", *(
        f"{title},2026-04-01,2026-05-01,{pages}" for title, pages in (("Emma", 40), ("Dune", 400))
    ))  # fmt: skip
    assert (answer.code, loans(db, "unit", "length")) == (0, [("pages", 40), ("pages", 400)])
    assert rows(db, "SELECT position FROM progress ORDER BY id") == [(40,), (200,)]


def test_a_book_in_two_formats_is_two_loans_of_one_book(db: Path) -> None:
    for _ in range(2):
        file = str(DATA / "libby-timeline.json")
        assert run(db, TODAY, "import", "--tz", "Europe/Berlin", file).code == 1  # has a bad event
        told = "SELECT title, format, checked_out FROM loans JOIN books ON books.id = book_id"
        assert sorted(rows(db, told)) == [
            ("Bare", "ebook", "2024-01-01"),
            ("The Long Ear", "audiobook", "2024-01-01"),
            ("The Long Ear", "ebook", "2024-01-01"),
        ]


def test_a_title_that_is_borrowed_again_is_a_second_loan(db: Path) -> None:
    once = ("January 05, 2026", "Returned", ""), ("January 02, 2026", "Borrowed", "14 days")
    again = ("April 01, 2026", "Borrowed", "21 days")
    for told in (once, (again, *once), (again, *once)):
        bring_in(db, *timeline_rows(*told))
    assert loans(db, "checked_out", "due", "ended") == [
        ("2026-01-02", "2026-01-16", "2026-01-05"),
        ("2026-04-01", "2026-04-22", None),
    ]
    assert titles(db) == ["Emma"]


def test_a_title_that_comes_again_in_one_file_is_one_book(db: Path) -> None:
    lines = ("The Salt Road,400", "SALT ROAD,410", "The Salt Road: A Novel,", "Salt Road 2,300")
    told = "title,pages,author", *(f"{line},Mira Halloran" for line in lines)
    for _ in range(2):
        assert bring_in(db, *told).code == 0
        assert titles(db) == ["The Salt Road", "Salt Road 2"]
        assert rows(db, "SELECT length FROM lengths ORDER BY book_id") == [(410,), (300,)]


def test_a_title_of_two_sources_is_one_book_in_whichever_order(tmp_path: Path) -> None:
    table = tmp_path / "loans.csv"
    table.write_text('title,author,due\nSalt Road,"Halloran, Mira",2026-05-01\n')
    sources = [DATA / "goodreads.csv", DATA / "storygraph.csv", table]
    for number, order in enumerate((sources, sources[::-1])):
        db = tmp_path / f"{number}.db"
        run(db, "2026-04-10", "import", *map(str, order))
        known = [str(title) for title in titles(db) if "Salt Road" in str(title)]
        assert len(known) == 1, known
        told = "FROM readings JOIN books ON books.id = book_id WHERE title = ? ORDER BY last"
        # Goodreads tells the last day of one reading, StoryGraph another one with its first
        assert rows(db, f"SELECT last {told}", known) == [("2023-01-31",), ("2023-06-07",)]
        assert loans(db, "due", "unit", "length") == [("2026-05-01", "pages", 312)]


def test_every_range_of_a_list_is_a_reading(db: Path) -> None:
    header = (DATA / "storygraph.csv").read_text().split("\n", 1)[0]
    row = dict.fromkeys(next(csv.reader([header])), "")
    row |= {"Title": "Emma", "Read Status": "read", "Last Date Read": "2022/11/28"}
    row["Dates Read"] = "2021/09/01-2021/09/14, 2022/10/29-2022/11/28"
    cells = ",".join(f'"{cell}"' for cell in row.values())
    for _ in range(2):
        assert bring_in(db, header, cells).code == 0
        assert rows(db, "SELECT first, last FROM readings ORDER BY last") == [
            ("2021-09-01", "2021-09-14"),
            ("2022-10-29", "2022-11-28"),
        ]


def test_what_looks_like_a_formula_comes_back_out_of_a_spreadsheet(db: Path) -> None:
    odd = ["-1 to Zero", "@home", "=SUM(A1)", "+1", "'@quoted", "''-twice", "'plain"]
    lines = (f"{title},{title},2026-05-01,{title}" for title in odd)
    bring_in(db, "title,author,due,library", *lines)
    assert titles(db) == odd
    done(db, TODAY, "add", "--pages", "300", "--anyway", "--why", "-@", "--", "@later")
    table, other = db.with_name("all.csv"), db.with_name("other.db")
    done(db, TODAY, "export", "csv", str(table))
    with table.open(newline="", encoding="utf-8") as opened:
        shown = {cell for row in csv.reader(opened) for cell in row}
    assert not [cell for cell in shown if cell.startswith(("=", "+", "-", "@"))]
    assert {"'-1 to Zero", "'@home", "'-@", "'@later"} <= shown
    done(other, TODAY, "import", str(table))
    assert contents(other) == contents(db)


TITLES = st.sampled_from(
    ["Emma", "EMMA", "Emma: A Novel", "Emma: A Tale", "Emma (Emma, #1)", "Emma, Volume 2", "Dune"]
)
AUTHORS = st.sampled_from(["", "Jane Austen", "J. Austen", "Anna Austen", "Bo Ek"])
DAYS = st.just("") | st.dates(date(2026, 3, 1), date(2026, 5, 10)).map(str)
PAST = st.just("") | st.dates(date(2026, 3, 1), date(2026, 4, 10)).map(str)


HEAD = ("title", "author", "borrowed", "due", "returned", "pages", "audio", "format", "isbn")
TABLES = st.lists(
    st.tuples(
        TITLES,
        AUTHORS,
        PAST,
        DAYS,
        PAST,
        st.sampled_from(["", "40", "300", "474"]),
        st.sampled_from(["", "", "8:15", "60"]),
        st.sampled_from(["", "ebook", "print", "audiobook", "DVD"]),
        st.sampled_from(["", "", "", "9780306406157"]),
    ),
    max_size=6,
)


def as_lines(*table: Sequence[str]) -> list[str]:
    return [",".join(HEAD), *(",".join(f'"{cell}"' for cell in row) for row in table)]


@given(TABLES)
@one_of(2)
def test_importing_a_table_twice_is_importing_it_once(table: list[tuple[str, ...]]) -> None:
    """Unless something is unsure, which later rows may decide: it comes in the second time."""
    with new_store() as db:
        assume("not sure" not in bring_in(db, *as_lines(*table)).err)
        once = settled(db)
        bring_in(db, *as_lines(*table))
        assert settled(db) == once


def test_the_order_of_rows_makes_no_other_names_of_a_book() -> None:
    rows_of_one = (
        ("Emma", "", "", "", "", "", "8:15", "", ""),
        ("Emma", "Jane Austen", "", "", "", "40", "", "", ""),
        ("Emma: A Novel", "Jane Austen", "", "", "", "", "8:15", "", ""),
    )
    for table in permutations(rows_of_one):
        with new_store() as db:
            for _ in range(2):
                bring_in(db, *as_lines(*table))
                assert titles(db) == ["Emma: A Novel"]
                assert rows(db, "SELECT title, authors FROM editions") == [("Emma", "[]")]


def settled(db: Path) -> Rows:
    """The contents once what has run out by itself is written down, as every command begins."""
    done(db, TODAY, "config", "buffer", "3")
    return contents(db)


def kept_before(db: Path) -> None:
    """Loans with places in pages and percent, one that expired, and something read before."""
    given = (
        ("Emma", "", "2026-03-01", "2026-04-20", "", "", "", "", ""),
        ("Dune", "", "2026-03-05", "2026-03-26", "", "", "", "ebook", ""),
        ("Emma, Volume 2", "Jane Austen", "2026-04-01", "2026-05-01", "", "300", "", "print", ""),
    )
    bring_in(db, *as_lines(*given))
    for place in ("30%", "95%"):
        done(db, TODAY, "log", "1", place)
    done(db, TODAY, "log", "3", "150")


@given(TABLES)
@one_of(3)
def test_undo_of_an_import_gives_back_what_was_there_and_redo_what_came(
    table: list[tuple[str, ...]],
) -> None:
    with new_store() as db:
        kept_before(db)
        before = contents(db)
        bring_in(db, *as_lines(*table))
        after = contents(db)
        if after == before:
            return
        done(db, TODAY, "undo")
        assert contents(db) == before
        done(db, TODAY, "undo", "--redo")
        assert contents(db) == after


@pytest.mark.parametrize(
    "name",
    ["audible.csv", "goodreads.csv", "library.ics", "libby-journey.json", "libby-sync.json",
     "libby-timeline.csv", "libby-timeline.json", "paia.json", "storygraph.csv"],
)  # fmt: skip
def test_undo_takes_back_a_file_of_every_source(db: Path, name: str) -> None:
    kept_before(db)
    before = contents(db)
    run(db, "2026-12-01", "import", str(DATA / name))
    after = contents(db)
    assert after != before
    run(db, "2026-12-01", "import", str(DATA / name))
    assert contents(db) == after
    done(db, "2026-12-01", "undo")
    assert contents(db) == before


def test_a_loan_that_cannot_be_costs_a_row_only_the_loan(db: Path) -> None:
    answer = bring_in(
        db,
        "title,pages,borrowed,due",
        "Emma,304,2026-04-05,2026-04-01",
        "Dune,,2026-04-05,2026-04-01",
    )
    assert answer.code == 1
    assert "2 not readable" in answer.err
    assert rows(db, "SELECT length FROM lengths") == [(304,)]
    assert loans(db, "id") == []


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("Emma,2026-03-25,2026-04-08,,print", ("2026-03-25", "2026-04-08", None)),
        ("Emma,2026-03-18,2026-04-29,,print", ("2026-03-18", "2026-04-29", None)),
        ("Emma,2026-03-25,2026-04-08,2026-04-01,print", ("2026-03-25", "2026-04-08", "2026-04-01")),
        ("Emma,2026-03-18,,,print", ("2026-03-18", "2026-04-08", None)),
    ],
    ids=["later", "renewed", "given back", "checkout alone"],
)
@pytest.mark.parametrize("today", ["2026-04-06", TODAY])
def test_a_day_of_checkout_that_was_worked_out_gives_way_to_one_that_is_told(
    db: Path, whole: str, expected: tuple[str, ...], today: str
) -> None:
    header = "title,checked out,due,returned,format"
    bring_in(db, "title,due,format", "Emma,2026-04-08,print", today=today)
    days = "checked_out", "due", "ended", "checkout_estimated"
    assert loans(db, *days) == [("2026-03-18", "2026-04-08", None, 1)]
    assert "1 changed" in bring_in(db, header, whole, today=TODAY).err
    assert loans(db, *days) == [(*expected, 0)]
    assert "Nothing new" in bring_in(db, header, whole, today=TODAY).err
    done(db, TODAY, "undo")
    assert loans(db, *days) == [("2026-03-18", "2026-04-08", None, 1)]


def test_a_loan_of_an_e_book_that_was_supposed_is_the_one_that_is_told_when_it_is_over(
    db: Path,
) -> None:
    bring_in(db, "title,due", "Emma,2026-03-28")
    bring_in(db, "title,checked out,due,returned", "Emma,2026-03-14,2026-03-28,2026-03-20")
    assert loans(db, "checked_out", "ended", "ending") == [("2026-03-14", "2026-03-20", "returned")]


@pytest.mark.parametrize(
    "other",
    [
        "Emma,2026-02-01,2026-02-22,2026-02-20,print",
        "Emma,2026-03-01,2026-03-22,2026-03-20,print",
        "Emma,2026-04-09,2026-04-30,,print",
    ],
)
def test_an_earlier_and_a_later_loan_are_not_the_one_that_was_supposed(
    db: Path, other: str
) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-08,print", today="2026-04-01")
    bring_in(db, "title,checked out,due,returned,format", other)
    assert len(loans(db, "id")) == 2
    assert ("2026-03-18", "2026-04-08", 1) in loans(db, "checked_out", "due", "checkout_estimated")


def test_what_was_read_before_it_keeps_a_day_of_checkout(db: Path) -> None:
    bring_in(db, "title,due,format,pages", "Emma,2026-04-08,print,300")
    done(db, "2026-03-20", "log", "emma", "30")
    bring_in(db, "title,checked out,due,format", "Emma,2026-03-25,2026-04-08,print")
    assert loans(db, "checked_out") == [("2026-03-18",)]


def test_a_day_of_checkout_that_a_person_typed_stays(db: Path) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-08,print")
    assert "checked out ~Wed 18 Mar" in done(db, TODAY, "show", "emma")
    done(db, TODAY, "edit", "emma", "--on", "2026-03-20")
    assert "checked out Fri 20 Mar" in done(db, TODAY, "show", "emma")
    bring_in(db, "title,checked out,due,format", "Emma,2026-03-25,2026-04-08,print")
    assert loans(db, "checked_out") == [("2026-03-20",)]


def test_a_file_finds_a_book_by_the_name_that_the_reader_has_corrected(db: Path) -> None:
    told = "title,author,due,format", "Ema,J. Austin,2026-04-20,print", "Dune,,2026-04-20,print"
    bring_in(db, *told)
    done(db, TODAY, "edit", "ema", "--title", "Emma", "--author", "Jane Austen")
    assert "Nothing new" in bring_in(db, *told).err
    assert titles(db) == ["Emma", "Dune"]
    done(db, TODAY, "undo")
    assert titles(db) == ["Ema", "Dune"]


def test_a_book_that_a_person_added_is_found_by_its_last_name_alone(db: Path) -> None:
    done(db, TODAY, "add", "Dune", "--pages", "600", "--due", "2026-04-20")
    done(db, TODAY, "edit", "dune", "--title", "Hyperion")
    bring_in(db, "title,due,format", "Dune,2026-04-20,print")
    assert titles(db) == ["Hyperion", "Dune"]


def test_a_file_finds_a_loan_whose_format_the_reader_has_corrected(db: Path) -> None:
    told = "title,checked out,due,format", "Emma,2026-03-30,2026-04-20,print"
    bring_in(db, *told)
    done(db, TODAY, "edit", "emma", "--format", "ebook")
    assert "Nothing new" in bring_in(db, *told).err
    assert loans(db, "format") == [("ebook",)]


OF_COPY = "title,format,barcode,checked out,due"


def test_a_copy_that_is_borrowed_anew_was_given_back_before(db: Path) -> None:
    bring_in(db, OF_COPY, "Emma,print,3333,2026-02-02,2026-03-02")
    said = bring_in(db, OF_COPY, "Emma,print,3333,2026-03-20,2026-04-17")
    assert "the one before it ended" in said.out
    other = db.with_name("other.db")
    bring_in(other, OF_COPY, "Emma,print,3333,2026-03-20,2026-04-17")
    bring_in(other, OF_COPY, "Emma,print,3333,2026-02-02,2026-03-02")
    assert loans(other, "checked_out", "ended") == loans(db, "checked_out", "ended")
    expected = [("2026-02-02", "2026-03-20", "returned"), ("2026-03-20", None, None)]
    assert loans(db, "checked_out", "ended", "ending") == expected
    assert "Nothing new" in bring_in(db, OF_COPY, "Emma,print,3333,2026-03-20,2026-04-17").err
    assert "Nothing new" in bring_in(db, OF_COPY, "Emma,print,3333,2026-02-02,2026-03-02").err
    assert loans(db, "checked_out", "ended", "ending") == expected


def test_another_copy_that_is_borrowed_ends_none(db: Path) -> None:
    bring_in(db, OF_COPY, "Emma,print,3333,2026-02-02,2026-03-02")
    bring_in(db, OF_COPY, "Emma,print,4444,2026-03-20,2026-04-17")
    assert loans(db, "ended") == [(None,), (None,)]


def test_an_e_book_that_a_list_of_due_dates_renews_after_its_end_is_one_loan(db: Path) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-02,ebook", today="2026-03-30")
    done(db, "2026-03-31", "log", "emma", "40%")
    done(db, TODAY, "list")
    said = bring_in(db, "title,due,format", "Emma,2026-04-20,ebook")
    assert "due 2026-04-20" in said.out
    assert loans(db, "due", "ended") == [("2026-04-20", None)]
    assert "40%" in done(db, TODAY, "show", "emma")


def test_an_e_book_that_is_borrowed_long_after_its_end_is_another_loan(db: Path) -> None:
    bring_in(db, "title,due,format", "Emma,2026-02-02,ebook")
    bring_in(db, "title,due,format", "Emma,2026-04-20,ebook")
    assert loans(db, "due") == [("2026-02-02",), ("2026-04-20",)]


def test_a_book_that_is_borrowed_is_on_the_shelf_no_more(db: Path) -> None:
    for title in ("Emma", "Persuasion"):
        done(db, "2026-03-30", "later", "add", title, "--author", "Jane Austen", "--pages", "300")
    told = "title,author,checked out,due", "Emma,Jane Austen,2026-04-01,2026-04-22"
    assert "off the shelf" in bring_in(db, *told).out
    wishes = "SELECT title FROM wishes JOIN books ON books.id = book_id"
    assert rows(db, wishes) == [("Persuasion",)]
    done(db, TODAY, "undo")
    assert len(rows(db, wishes)) == 2


def test_of_two_exports_in_a_folder_the_newer_stands(db: Path) -> None:
    folder = db.with_name("exports")
    folder.mkdir()
    for age, (name, due) in enumerate((("loans (1)", "2026-05-08"), ("loans", "2026-04-17"))):
        path = folder / f"{name}.csv"
        path.write_text(f"{OF_COPY}\nEmma,print,3333,2026-03-20,{due}\n")
        os.utime(path, (10**9, 10**9 - age))
    assert run(db, TODAY, "import", "--yes", str(folder)).code == 0
    assert loans(db, "due") == [("2026-05-08",)]


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("Emma,2026-03-30,2026-04-20,", "Emma,2026-03-30,2026-04-20,Book", ("print", None)),
        ("Emma,2026-03-30,2026-04-20,", "Emma,,2026-04-20,Hardcover", ("print", None)),
        ("Emma,,2026-04-20,", "Emma,2026-04-06,2026-04-20,Audiobook", ("audiobook", None)),
        ("Emma,2026-03-01,2026-03-22,", "Emma,2026-03-01,2026-03-22,Book", ("print", None)),
        ("Emma,2026-03-01,2026-03-22,", "Emma,,2026-03-22,Kindle", ("ebook", "2026-03-22")),
    ],
)
def test_a_format_that_was_assumed_gives_way_to_one_that_is_told(
    db: Path, first: str, then: str, expected: tuple[str, str | None]
) -> None:
    header = "title,checked out,due,format"
    bring_in(db, header, first)
    before = loans(db, "*")
    assert "1 changed" in bring_in(db, header, then).err
    assert loans(db, "format", "ended") == [expected]
    assert "Nothing new" in bring_in(db, header, then).err
    assert "Nothing new" in bring_in(db, header, first).err
    done(db, TODAY, "undo")
    assert loans(db, "*") == before


@pytest.mark.parametrize(
    "then", ["Emma,2026-03-30,2026-04-27,Book", "Emma,2026-03-28,2026-04-20,Book"]
)
def test_a_format_that_was_assumed_stays_where_the_days_differ(db: Path, then: str) -> None:
    header = "title,checked out,due,format"
    bring_in(db, header, "Emma,2026-03-30,2026-04-20,")
    bring_in(db, header, then)
    assert sorted(loans(db, "format")) == [("ebook",), ("print",)]


def test_a_format_that_was_assumed_stays_where_a_log_counts_its_pages(db: Path) -> None:
    bring_in(db, "title,due,pages", "Emma,2026-04-20,300")
    done(db, TODAY, "log", "emma", "60")
    bring_in(db, "title,due,format", "Emma,2026-04-20,Audiobook")
    assert sorted(loans(db, "format", "length")) == [("audiobook", 100), ("ebook", 300)]


def test_a_format_that_was_typed_or_is_the_usual_one_of_add_stays(db: Path) -> None:
    done(db, "2026-03-30", "add", "Emma", "--pages", "300", "--due", "2026-04-20")
    bring_in(db, "title,checked out,due,format", "Emma,2026-03-30,2026-04-20,audiobook")
    assert sorted(loans(db, "format")) == [("audiobook",), ("ebook",)]


def test_a_loan_that_was_finished_stays_so_in_print(db: Path) -> None:
    bring_in(
        db, "title,checked out,due,pages", "Emma,2026-03-01,2026-03-22,300", today="2026-03-02"
    )
    done(db, "2026-03-20", "log", "emma", "300")
    done(db, TODAY, "list")
    bring_in(db, "title,checked out,due,format", "Emma,2026-03-01,2026-03-22,Book")
    assert loans(db, "format", "outcome") == [("print", "finished")]


@pytest.mark.parametrize(
    "others",
    [
        ("title,checked out,returned,format", "Emma,2026-03-05,2026-03-20,print"),
        ("title,checked out,due,format", "Emma,2026-03-25,2026-04-15,print"),
        ("title,checked out,due,returned,format", "Emma,2026-03-01,2026-04-06,2026-03-20,print"),
    ],
)
def test_a_loan_whose_days_are_others_leaves_an_estimate_alone(
    db: Path, others: tuple[str, str]
) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-08,print", today="2026-03-26")
    before = loans(db, "*")
    bring_in(db, *others)
    assert len(loans(db, "id")) == 2
    assert before[0] in loans(db, "*")
    assert "Nothing new" in bring_in(db, "title,due,format", "Emma,2026-04-08,print").err


def test_what_was_returned_by_hand_is_not_the_loan_of_a_later_due_date(db: Path) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-08,print", today="2026-03-26")
    done(db, "2026-04-05", "return", "emma")
    bring_in(db, "title,checked out,due,format", "Emma,2026-04-05,2026-04-26,print")
    assert loans(db, "due", "ended") == [("2026-04-08", "2026-04-05"), ("2026-04-26", None)]


def test_a_finished_e_book_is_not_renewed_by_a_list(db: Path) -> None:
    bring_in(db, "title,due,format", "Emma,2026-04-02,ebook", today="2026-03-30")
    done(db, "2026-03-31", "log", "emma", "100%")
    done(db, TODAY, "list")
    bring_in(db, "title,due,format", "Emma,2026-04-20,ebook")
    assert loans(db, "due", "outcome") == [("2026-04-02", "finished"), ("2026-04-20", None)]


def test_a_list_renews_the_latest_of_the_e_books_that_have_ended(db: Path) -> None:
    told = "Emma,2026-03-14,2026-03-21,ebook", "Emma,2026-03-23,2026-04-06,ebook"
    bring_in(db, "title,checked out,due,format", *told)
    bring_in(db, "title,due,format", "Emma,2026-04-15,ebook")
    assert loans(db, "due", "ended") == [("2026-03-21", "2026-03-21"), ("2026-04-15", None)]


def test_a_format_or_a_title_that_was_a_slip_of_the_reader_is_no_other_name(db: Path) -> None:
    told = "title,due,format", "Emma,2026-04-20,ebook"
    bring_in(db, *told)
    for kind, title in (("audiobook", "Persuasion"), ("ebook", "Emma")):
        done(db, TODAY, "edit", "1", "--format", kind, "--title", title)
    bring_in(db, *told, "Emma,2026-04-20,audiobook", "Persuasion,2026-04-22,ebook")
    found = rows(
        db, "SELECT title, format FROM loans JOIN books ON books.id = book_id ORDER BY 1, 2"
    )
    assert found == [("Emma", "audiobook"), ("Emma", "ebook"), ("Persuasion", "ebook")]


def test_an_export_finds_the_loan_whose_estimates_a_file_has_corrected_since(db: Path) -> None:
    bring_in(db, "title,due", "Emma,2026-04-20")
    saved = db.with_name("saved.json")
    done(db, TODAY, "export", "json", str(saved))
    bring_in(db, "title,checked out,due,format", "Emma,2026-04-01,2026-04-20,Book")
    assert "Nothing new" in run(db, TODAY, "import", str(saved)).err
    assert loans(db, "checked_out", "format") == [("2026-04-01", "print")]


def test_files_are_read_as_they_are_named(db: Path) -> None:
    paths = []
    for age, due in enumerate(("2026-04-17", "2026-05-08")):
        paths.append(db.with_name(f"{due}.csv"))
        paths[-1].write_text(f"{OF_COPY}\nEmma,print,3333,2026-03-20,{due}\n")
        os.utime(paths[-1], (10**9, 10**9 - age))
    assert run(db, TODAY, "import", "--yes", *map(str, paths)).code == 0
    assert loans(db, "due") == [("2026-05-08",)]


@pytest.mark.parametrize("wish", [["--format", "audiobook"], []])
def test_a_wish_stays_for_another_format_and_for_what_is_long_overdue(
    db: Path, wish: list[str]
) -> None:
    done(db, "2026-03-30", "later", "add", "Emma", *wish)
    bring_in(db, "title,checked out,due,format", "Emma,2024-04-01,2024-04-22,print")
    bring_in(db, "title,checked out,due,format", "Emma,2026-04-01,2026-04-22,print")
    assert rows(db, "SELECT count(*) FROM wishes") == [(1,)]
