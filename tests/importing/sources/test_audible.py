"""An Audible library, in the three forms that audible-cli writes."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.records import Past, Record
from readtrack.model import Format
from tests.importing.reading import DATA, claims, items, problems, records, skipped

FILES = [DATA / "audible.tsv", DATA / "audible.csv", DATA / "audible.json"]

each_form = pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)


@each_form
def test_a_library_is_known_for_what_it_is(path: Path) -> None:
    assert claims(path, ("goodreads", "storygraph", "audible", "koreader", "kobo")) == ["audible"]


@each_form
def test_minutes_become_seconds_and_what_is_finished_was_read_some_day(path: Path) -> None:
    first = items("audible", path)[0]
    assert isinstance(first, Record)
    assert first._replace(where="") == Record(
        "",
        "The Salt Road",
        ("Mira Halloran",),
        format=Format.AUDIOBOOK,
        seconds=598 * 60,
        past=(Past(None, None),),
    )


@each_form
def test_a_number_of_the_shop_is_no_isbn_even_where_it_looks_like_one(path: Path) -> None:
    book = records("audible", path)["Lanterns & Locks"]
    assert (book.isbn, book.seconds) == (None, 75 * 60)


@each_form
def test_a_percentage_without_a_day_is_no_place(path: Path) -> None:
    book = records("audible", path)["Lanterns & Locks"]
    assert (book.past, book.log) == ((), ())


@each_form
def test_a_translator_is_no_author(path: Path) -> None:
    assert records("audible", path)["Lanterns & Locks"].authors == ("Sam Okoro",)


@each_form
def test_a_finished_book_without_a_length_was_read_all_the_same(path: Path) -> None:
    book = records("audible", path)["An Old One"]
    assert (book.authors, book.seconds, book.past) == (("Sam Okoro",), None, (Past(),))


@each_form
def test_what_teaches_nothing_is_skipped(path: Path) -> None:
    reason = "nothing to learn: no length and not finished"
    assert skipped("audible", path) == {"A Show": reason}


@each_form
def test_a_length_that_is_no_number_is_a_problem(path: Path) -> None:
    where = "item 5" if path.suffix == ".json" else "line 6"
    found = problems("audible", path)[where]
    assert (found.excerpt, found.what) == (
        "Odd, Sam Okoro",
        "Cannot read 'long' as a playing time.",
    )


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="paia"):
        items("audible", DATA / "paia.json")


def test_an_item_that_is_no_book_is_a_problem() -> None:
    assert problems("audible", FILES[2])["item 6"].what == "This is no audiobook."


def test_another_list_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "loans.json"
    for other in ([], [{"id": "1", "title": "Emma"}], {"asin": "B0", "title": "Emma"}, ["asin"]):
        path.write_text(json.dumps(other))
        assert claims(path, ["audible"]) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
FIELDS = ("asin", "title", "authors", "runtime_length_min", "is_finished", "percent_complete")
BOOKS = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON))


@given(st.lists(BOOKS | JSON, max_size=4))
def test_no_field_whatever_it_holds_is_a_traceback(listed: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.json"
        book = {"asin": "B0", "title": "Emma", "runtime_length_min": "60"}
        path.write_text(json.dumps([book, *listed]))
        assert claims(path, ["audible"])
        found = items("audible", path)
        assert len(found) == 1 + len(listed)
        repr(found).encode()


@given(st.text(max_size=40))
def test_no_table_whatever_it_holds_is_a_traceback(rest: str) -> None:
    header = FILES[0].read_bytes().split(b"\n", 1)[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.tsv"
        path.write_bytes(header + b"\n" + rest.encode(errors="replace"))
        with suppress(ReadtrackError):
            items("audible", path)
