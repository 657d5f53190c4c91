"""The export of StoryGraph."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.records import Past, Record
from readtrack.model import Format
from tests.importing.anything import read_rows
from tests.importing.reading import DATA, items, problems, records, skipped, table

FILE = DATA / "storygraph.csv"
HEADER = FILE.read_text().split("\n", 1)[0].split(",")


def test_a_range_is_one_reading_from_its_first_day_through_its_last() -> None:
    assert items("storygraph", FILE)[0] == Record(
        "line 2",
        "The Salt Road",
        ("Mira Halloran", "Tove Lind"),
        "9781408839973",
        Format.PRINT,
        past=(Past(date(2023, 5, 23), date(2023, 6, 7)),),
    )


def test_a_list_of_days_is_a_reading_each() -> None:
    assert records("storygraph", FILE)["Twice"].past == (
        Past(date(2022, 10, 29), date(2022, 11, 28)),
        Past(None, date(2021, 9, 14)),
    )


def test_the_number_of_a_shop_is_no_isbn() -> None:
    book = records("storygraph", FILE)["Twice"]
    assert (book.isbn, book.format) == (None, Format.EBOOK)


def test_a_bare_date_is_the_day_it_was_finished() -> None:
    book = records("storygraph", FILE)["A Day"]
    assert (book.past, book.format) == ((Past(None, date(2021, 9, 14)),), Format.AUDIOBOOK)


def test_the_last_date_stands_in_where_no_others_are_told() -> None:
    assert records("storygraph", FILE)["Only the Last"].past == (Past(None, date(2021, 9, 14)),)


def test_a_book_read_without_a_date_gets_none() -> None:
    assert records("storygraph", FILE)["Some Time"].past == (Past(None, None),)


def test_a_year_or_a_month_is_no_day() -> None:
    assert records("storygraph", FILE)["In That Year"].past == (Past(None, None),)


def test_without_a_status_a_date_says_that_it_was_read() -> None:
    book = records("storygraph", FILE)["No Status but a Day"]
    assert book.past == (Past(None, date(2021, 10, 2)),)


def test_what_teaches_nothing_is_skipped() -> None:
    assert skipped("storygraph", FILE) == {
        "No Status": "nothing to learn: no sign that it was read",
        "Now": "nothing to learn: not read yet",
        "Soon": "nothing to learn: not read yet",
        "Given Up": "nothing to learn: the file has no position",
        "": "no title",
    }


def test_a_range_that_ends_before_it_begins_is_a_problem() -> None:
    (found,) = problems("storygraph", FILE).values()
    assert (found.where, found.excerpt) == ("line 13", "Backwards, Sam Okoro")
    assert found.what == "2021/09/14-2021/09/01 ends before it begins."


def test_the_day_an_export_was_saved_again_with_comes_first_where_a_row_says_so(
    tmp_path: Path,
) -> None:
    columns = "Title,Authors,ISBN/UID,Read Status,Date Added,Last Date Read,Dates Read"
    path = table(
        tmp_path,
        columns,
        "Emma,Ann Poe,,read,01/02/2024,05/02/2024,",
        "Dune,Ann Poe,,read,29/02/2024,,04/03/2024-05/04/2024",
    )
    assert {title: book.past for title, book in records("storygraph", path).items()} == {
        "Emma": (Past(None, date(2024, 2, 5)),),
        "Dune": (Past(date(2024, 3, 4), date(2024, 4, 5)),),
    }


def test_reviews_never_leave_the_file() -> None:
    said = repr(items("storygraph", FILE))
    assert not any(word in said for word in ("secret", "hush"))


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(("read", "", "2021/09/14", "2021/09/14-", "-", "2021/13/13", "2021", "a,-,b")),
)


@given(st.lists(st.lists(CELLS, max_size=24), max_size=4))
def test_no_cell_whatever_it_holds_is_a_traceback(rows: list[list[str]]) -> None:
    found = read_rows("storygraph", [HEADER, *rows])
    assert len({item.where for item in found}) <= len(rows)
