"""Workbooks with several tables."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.files import Context, File
from readtrack.importing.records import Borrowed, Item, Past, Problem, Record, Skipped
from readtrack.importing.sheets import NO_BOOKS, items_of_file
from readtrack.importing.sources.registry import source_of
from tests.importing.reading import BERLIN, DATA, NOW, Sheet, workbook
from tests.store.contents import contents, run

READ: Sheet = [["Title", "Author", "Finished"], ["Persuasion", "Austen, Jane", date(2026, 1, 20)]]
LENT: Sheet = [
    ["Format", "Fällig", "Titel", "Autor"],
    ["Buch", date(2026, 12, 4), "Momo", "Ende, Michael"],
]


def found(path: Path, *columns: tuple[str, str]) -> list[Item]:
    file = File(path)
    source = "csv" if columns else source_of(file)
    return list(items_of_file(file, source, Context(NOW, BERLIN, columns=columns)))


def test_each_table_is_read_with_its_own_columns(tmp_path: Path) -> None:
    first, second = found(workbook(tmp_path / "a.xlsx", {"Read": READ, "Lent": LENT}))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.where, first.title, first.past) == (
        "line 2",
        "Persuasion",
        (Past(None, date(2026, 1, 20)),),
    )
    assert (second.where, second.title, second.authors, second.loan) == (
        "sheet Lent, line 2",
        "Momo",
        ("Michael Ende",),
        Borrowed(due=date(2026, 12, 4)),
    )


def test_sheets_of_the_same_columns_are_one_table_wherever_they_stand(tmp_path: Path) -> None:
    later: Sheet = [READ[0], ["Emma", "Austen, Jane", date(2026, 2, 1)]]
    path = workbook(tmp_path / "a.xlsx", {"Y2025": READ, "Lent": LENT, "Y2026": later})
    assert [(each.where, each.title) for each in found(path) if isinstance(each, Record)] == [
        ("line 2", "Persuasion"),
        ("line 2", "Emma"),
        ("sheet Lent, line 2", "Momo"),
    ]


def test_a_table_of_another_program_beside_it_is_read_as_that(tmp_path: Path) -> None:
    lines = (DATA / "goodreads.csv").read_text(encoding="utf-8").splitlines()[:1]
    columns = [name.strip('"') for name in lines[0].split(",")]
    row: list[object] = ["" for _ in columns]
    row[columns.index("Title")] = "Dune"
    row[columns.index("Number of Pages")] = 600
    row[columns.index("Exclusive Shelf")] = "to-read"
    path = workbook(tmp_path / "a.xlsx", {"Lent": LENT, "Shelves": [list(columns), row]})
    second = found(path)[1]
    assert isinstance(second, Record)
    assert (second.where, second.title, second.pages) == ("sheet Shelves, line 2", "Dune", 600)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Statistics", [["Year", "Books"], [2025, 12]]),
        ("Wishes", [["Title", "Author"], ["Emma", "Austen, Jane"]]),
        ("Authors", [["Name", "Pages"], ["Austen", 900]]),
        ("Films 2026", [["Title", "Finished"], ["Alien", date(2026, 1, 2)]]),
        ("Seen", [["Titel", "Regie", "Beendet"], ["Alien", "Scott", date(2026, 1, 2)]]),
    ],
)
def test_a_sheet_that_is_none_of_books_is_named_as_skipped(
    tmp_path: Path, name: str, rows: Sheet
) -> None:
    record, skipped = found(workbook(tmp_path / "a.xlsx", {"Lent": LENT, name: rows}))
    assert isinstance(record, Record)
    assert (record.where, record.title) == ("line 2", "Momo")
    assert skipped == Skipped(f"sheet {name}", name, NO_BOOKS)


def test_a_list_of_bare_titles_does_not_stand_before_a_table_of_loans(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"Wishes": [["Title", "Author"], ["Emma", ""]], "Lent": LENT}
    )
    record, skipped = found(path)
    assert isinstance(record, Record)
    assert (record.where, record.title) == ("line 2", "Momo")
    assert skipped == Skipped("sheet Wishes", "Wishes", NO_BOOKS)


@pytest.mark.parametrize(
    "rows",
    [
        [["Date", "Title", "Pages", "Position"], [date(2026, 1, 2), "Emma", 300, 3]],
        [["Dune", "Frank Herbert", date(2026, 12, 24)], ["Emma", "Austen", date(2026, 12, 25)]],
        [["record", "id", "title", "pages"], ["books", 1, "Emma", 300]],
    ],
)
def test_a_table_of_books_that_cannot_be_read_is_a_problem(tmp_path: Path, rows: Sheet) -> None:
    record, problem = found(workbook(tmp_path / "a.xlsx", {"Lent": LENT, "Log": rows}))
    assert isinstance(record, Record)
    assert isinstance(problem, Problem)
    assert problem.where == "sheet Log"


def test_columns_that_the_reader_names_count_where_they_are(tmp_path: Path) -> None:
    odd: Sheet = [["Was", "Wann"], ["Krabat", "24.12.2026"]]
    path = workbook(tmp_path / "a.xlsx", {"Lent": odd, "Read": READ})
    titles = [each.title for each in found(path, ("title", "Title")) if isinstance(each, Record)]
    assert titles == ["Persuasion"]


def test_a_workbook_of_several_tables_comes_in_once(tmp_path: Path) -> None:
    path, db = workbook(tmp_path / "a.xlsx", {"Read": READ, "Lent": LENT}), tmp_path / "store.db"
    assert run(db, "2026-11-24", "import", str(path)).code == 0
    once = contents(db)
    assert (len(once["books"]), len(once["loans"]), len(once["readings"])) == (2, 1, 1)
    assert "Nothing new" in run(db, "2026-11-24", "import", str(path)).err
    assert contents(db) == once
