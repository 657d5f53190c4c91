"""Tables that lost the line of their column names, and what is said where the cells do not tell."""

from pathlib import Path

import pytest

from readtrack.errors import ReadtrackError
from readtrack.importing.files import Context, File
from readtrack.importing.records import Item, Record
from readtrack.importing.sources.registry import importer, source_of
from tests.importing.reading import DATA, NOW, items
from tests.slow import few

STORYGRAPH = (
    "Dust Roads,Ines Marl,,9781861972712,paperback,read,2024/01/02,2024/02/10,"
    "2024/01/20-2024/02/10,1,,,,,,,,4.25,,,,,No\n"
    "Small Hours,Ola Berg,,B0851JCZYV,audio,to-read,2024/03/02,,,0,,,,,,,,,,,,,Yes\n"
    "Undated,Ola Berg,,,digital,,2024/03/02,,,0,,,,,,,,,,,,,Yes\n"
)
TIMELINE = (
    'https://img1.od-cdn.com/x.jpg,"Ash, Oak",Ines Marl,Quay,9781861972712,'
    '"March 05, 2026 09:14",Borrowed," 21 days ",City Library\n'
)


def nowhere(item: Item) -> Item:
    """An item without its line."""
    return (
        item._replace(where="", later=None) if isinstance(item, Record) else item._replace(where="")
    )


@pytest.mark.parametrize(
    "name",
    few([
        "storygraph.csv", "libby-timeline.csv", "openreads.csv", "hardcover.csv", "bookwyrm.csv",
        "librarything.tsv", "bookbuddy.csv", "audible.tsv", "goodreads.csv",
        "goodreads-before-2022.csv", "goodreads-resaved.csv", "audible.csv",
    ]),
)  # fmt: skip
def test_a_table_without_column_names_is_read_as_with_them(name: str, tmp_path: Path) -> None:
    whole = (DATA / name).read_bytes()
    source = source_of(File(DATA / name))
    bare = tmp_path / name
    bare.write_bytes(whole.split(b"\n", 1)[1])
    assert source_of(File(bare)) == source
    with_names = list(map(nowhere, items(source, DATA / name)))
    assert list(map(nowhere, items(source, bare))) == with_names


@pytest.mark.parametrize(
    ("source", "text", "titles"),
    [("storygraph", STORYGRAPH, ["Dust Roads"]), ("libby-timeline", TIMELINE, ["Ash, Oak"])],
)
def test_rows_of_other_books_tell_it_too(
    source: str, text: str, titles: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text)
    assert source_of(File(path)) == source
    assert [item.title for item in items(source, path) if isinstance(item, Record)] == titles


def test_a_damaged_row_among_them_is_named_and_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(STORYGRAPH + STORYGRAPH + STORYGRAPH.replace("-2024/02/10", "-soon"))
    found = items("storygraph", path)
    assert [type(item).__name__ for item in found].count("Problem") == 1
    assert source_of(File(path)) == "storygraph"


@pytest.mark.parametrize(
    "row",
    [
        STORYGRAPH.splitlines()[0].replace(",read,", ",gelesen,"),  # a shelf of no StoryGraph
        TIMELINE.replace("March 05, 2026 09:14", "2026-03-05"),
        TIMELINE.replace("Borrowed", "Bought"),
    ],
)
def test_a_row_that_only_looks_like_one_is_not_taken_for_it(row: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(row)
    with pytest.raises(ReadtrackError):
        source_of(File(path))


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Harbour,Ida Lund,2026-12-14", "title,author,due"),
        ("Harbour;Ida Lund;310;14.12.2026", "title;author;pages;due"),
        ("9780306406157,Harbour,03/12/2026,24/12/2026", "isbn,title,borrowed,due"),
        ("Harbour\t9780306406157\tIda Lund", r"title\tisbn\tauthor"),
    ],
)
def test_an_own_table_without_names_is_told_which_line_it_lacks(
    row: str, names: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{row}\n")
    what = "own.csv begins with a book: it has no column names."
    remedy = f"Write a line of names above the first row, such as {names}"
    with pytest.raises(ReadtrackError) as guessed:
        source_of(File(path))
    assert (guessed.value.what, guessed.value.remedy) == (what, remedy)
    with pytest.raises(ReadtrackError) as named:
        list(importer("csv").read(File(path), Context(NOW)))
    assert (named.value.what, named.value.remedy) == (what, remedy)
