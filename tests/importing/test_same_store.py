"""What must hold for every source: once is twice, in parts and in any order it is the same."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.exported import RELATIONS
from readtrack.importing.apply import Intake, take_in
from readtrack.importing.records import Borrowed, Past, Reached, Record
from readtrack.importing.replay import take_back
from readtrack.model import Ending, Format, Now
from readtrack.store.exchange import everything
from readtrack.store.store import Store
from tests.slow import few

NOW = Now(date(2026, 4, 10), datetime(2026, 4, 10, 12, tzinfo=UTC))
DAY = timedelta(days=1)

Canonical = list[str]
BOOKS = [
    ("Harbour", ("Ida Lund",), "9780306406157", 310, 30_600),
    ("Harbour Lights", ("Ida Lund",), None, 200, 21_000),
    ("Moor: A Novel", ("Bo Ek", "Cy Lee"), "9781408839973", 474, 52_000),
    ("Poems (Collected, #2)", ("Dee Fay",), None, 90, 9_000),
    ("Poems (Collected, #3)", ("Dee Fay",), None, 95, 9_100),
    ("Atlas", (), None, 640, 70_000),
]
"""Titles with their authors, ISBN, pages and seconds: every row tells a book's own."""

books = st.sampled_from(BOOKS)
past_days = st.dates(date(2025, 1, 1), NOW.today)


def listed(source_format: Format | None) -> st.SearchStrategy[Record]:
    """Rows of a list of books: with a length or without one, read with a day or without one."""

    def record(book: tuple[str, tuple[str, ...], str | None, int, int], long: bool,
               read: bool, day: date | None) -> Record:  # fmt: skip
        title, authors, isbn, pages, seconds = book
        audio = source_format is Format.AUDIOBOOK
        return Record(
            "line 2", title, authors, isbn, source_format,
            pages if long and not audio else None, seconds if long and audio else None,
            past=(Past(None, day),) if read or not long else (),
        )  # fmt: skip

    return st.builds(record, books, st.booleans(), st.booleans(), st.none() | past_days)


def copies() -> st.SearchStrategy[Record]:
    """Loans as an account lists them: due dates and copies."""
    return st.builds(
        lambda book, number, weeks: Record(
            "item 1", book[0], book[1], format=Format.PRINT,
            loan=Borrowed(None, NOW.today + weeks * 7 * DAY,
                          copy=f"item:{book[0]} {number}"),
        ),
        books, st.integers(1, 3), st.integers(1, 4),
    )  # fmt: skip


def borrowed() -> st.SearchStrategy[Record]:
    """Loans as a timeline tells them: in two formats, one a month of each, over or out."""

    def record(book: tuple[str, tuple[str, ...], str | None, int, int], kind: Format,
               month: int, back: int | None) -> Record:  # fmt: skip
        out = date(2026, month, 3)
        due = out + 21 * DAY
        ended = out + back * DAY if back is not None and out + back * DAY <= NOW.today else None
        loan = Borrowed(out, due, "10:00", library="Town", ended=ended,
                        ending=Ending.RETURNED if ended else None)  # fmt: skip
        return Record("line 2", book[0], book[1], None, kind, loan=loan)

    kinds = st.sampled_from([Format.EBOOK, Format.AUDIOBOOK])
    return st.builds(record, books, kinds, st.integers(1, 4), st.none() | st.integers(1, 20))


def half_told(kinds: Sequence[Format | None], months: Sequence[int]) -> st.SearchStrategy[Record]:
    """Loans of which some rows tell only the due date, others the format and when they began."""

    def record(place: int, month: int, whole: bool, kind: Format | None) -> Record:
        out, days = date(2026, month, 3), 14 + 7 * place
        loan = Borrowed(out if whole else None, out + days * DAY)
        return Record("line 2", *BOOKS[place][:2], format=kind, loan=loan)

    return st.builds(
        record,
        st.integers(0, 2),
        st.sampled_from(months),
        st.booleans(),
        st.sampled_from(kinds),
    )


def logged() -> st.SearchStrategy[Record]:
    """Logs as a device keeps them."""
    log = st.dictionaries(past_days, st.integers(1, 100), min_size=1, max_size=5).map(
        lambda days: tuple(Reached(day, at / 100, at) for day, at in sorted(days.items()))
    )
    return st.builds(
        lambda book, log: Record("book 1", book[0], book[1], format=Format.EBOOK, log=log),
        books,
        log,
    )


SOURCES: dict[str, st.SearchStrategy[Record]] = {
    "a list": listed(Format.PRINT),
    "a list of audiobooks": listed(Format.AUDIOBOOK),
    "a list without formats": listed(None),
    "an account": copies(),
    "a timeline": borrowed(),
    "lists with days of checkout and without": half_told([Format.EBOOK], range(1, 5)),
    "lists with formats and without": half_told([None, Format.PRINT], [2]),
    "lists with other formats and without": half_told([None, Format.AUDIOBOOK], [2]),
    "a device": logged(),
}


def one_of_each(records: Sequence[Record]) -> list[Record]:
    """The records, one of each thing that a source tells once."""
    found: dict[object, Record] = {}
    for each in records:
        loan = each.loan
        day = loan and (loan.copy or loan.checked_out or loan.due)
        found.setdefault((each.title, each.format, day), each)
    return list(found.values())


def files(source: str) -> st.SearchStrategy[list[Record]]:
    return st.lists(SOURCES[source], max_size=8).map(one_of_each)


@contextmanager
def new_store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(str(Path(folder, "reading.db")), NOW) as store,
    ):
        yield store


def bring_in(store: Store, records: Sequence[Record]) -> Intake:
    with store.command("import"):
        return take_in(store, records, {}, {})


def exact(store: Store) -> list[tuple[str, str]]:
    return [(row.relation, json.dumps(row.values)) for row in everything(store.database)]


def canonical(store: Store) -> Canonical:
    """What the store has, whatever the numbers of its rows."""
    names: dict[tuple[str, object], str] = {}
    found = []
    for row in everything(store.database):
        values = dict(row.values)
        number = values.pop("id", None)
        for column, relation in (("book_id", "books"), ("loan_id", "loans")):
            if column in values:
                values[column] = names[relation, values[column]]
        named = json.dumps(values, sort_keys=True)
        names[row.relation, number] = named
        found.append(f"{row.relation} {named}")
    return sorted(found)


def commands(store: Store) -> int:
    return int(store.rows("SELECT count(*) FROM commands")[0][0])


def same_for(source: str, act: Callable[..., None], *others: st.SearchStrategy[object]) -> None:
    given(files(source), *others)(act)()


def brought_in(*parts: Sequence[Record]) -> Canonical:
    """What a store has after these files."""
    with new_store() as store:
        for part in parts:
            bring_in(store, part)
        return canonical(store)


@pytest.mark.parametrize("source", few(list(SOURCES), 2))
def test_importing_twice_is_importing_once(source: str) -> None:
    def twice(records: list[Record]) -> None:
        with new_store() as store:
            bring_in(store, records)
            once, steps = exact(store), commands(store)
            counts = bring_in(store, records[::-1]).tally.counts
            assert (exact(store), commands(store)) == (once, steps)
            assert counts["new"] == counts["changed"] == 0

    same_for(source, twice)


@pytest.mark.parametrize("source", few(list(SOURCES), 2))
def test_in_any_order_and_in_two_halves_it_is_the_same_store(source: str) -> None:
    def same(records: list[Record], chance: object, half: int) -> None:
        whole, shuffled = brought_in(records), list(records)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        assert brought_in(shuffled) == whole
        assert brought_in(records[:half], records[half:]) == whole

    same_for(source, same, st.randoms(use_true_random=False), st.integers(0, 8))


@pytest.mark.parametrize("source", few(list(SOURCES), 2))
def test_through_an_export_it_is_the_same_store_and_nothing_is_new(source: str) -> None:
    def through(records: list[Record]) -> None:
        with new_store() as store, new_store() as other:
            bring_in(store, records)
            with other.command("import"):
                take_back(other, list(everything(store.database)), {})
            assert exact(other) == exact(store)
            counts = bring_in(other, records).tally.counts
            assert counts["new"] == counts["changed"] == 0
            assert exact(other) == exact(store)

    same_for(source, through)


@pytest.mark.parametrize("source", few(list(SOURCES), 2))
def test_undo_gives_back_what_was_there(source: str) -> None:
    other = next(name for name in SOURCES if name != source)

    def back(records: list[Record], before: list[Record]) -> None:
        with new_store() as store:
            bring_in(store, before)
            was, steps = exact(store), commands(store)
            bring_in(store, records)
            if commands(store) > steps:
                store.undo()
            assert exact(store) == was

    same_for(source, back, files(other))


def test_what_a_person_has_answered_is_not_asked_again() -> None:
    told = Record("line 2", "Atlas", ("Eve Gore",), "9780306406157", pages=640)
    other = Record("line 3", "Atlas: The World", pages=641)
    for answer, books_then in ((("Atlas", ("Eve Gore",)), 1), (None, 2)):
        with new_store() as store:
            bring_in(store, [told])
            asked = bring_in(store, [other])
            assert [each.book for each in asked.unsure] == [("Atlas: The World", ())]
            with store.command("import"):
                take_in(store, [other], {asked.unsure[0].book: answer}, {})
            once = exact(store)
            assert bring_in(store, [told, other]).unsure == []
            assert exact(store) == once
            assert len(store.rows("SELECT 1 FROM books")) == books_then


def test_every_table_is_compared() -> None:
    assert {"books", "editions", "loans", "copies", "progress", "readings"} <= set(RELATIONS)
