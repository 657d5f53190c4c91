"""What records add to the reading past of books."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.apply import take_in
from readtrack.importing.records import Borrowed, Past, Reached, Record
from readtrack.model import Format, Now
from readtrack.store.store import Store

NOW = Now(date(2026, 4, 10), datetime(2026, 4, 10, 12, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "reading.db"), NOW) as opened:
        yield opened


def learn(store: Store, *records: Record) -> list[tuple[object, ...]]:
    """The reading past after these records, each in a file of its own, came in twice."""
    for record in records:
        for _ in range(2):
            with store.command("import"):
                take_in(store, [record], {}, {})
    found = store.rows("SELECT first, last, share, minutes FROM readings ORDER BY id")
    return [tuple(row) for row in found]


def emma(**said: object) -> Record:
    return Record("line 1", "Emma", ("Jane Austen",), **said)  # type: ignore[arg-type]


def reached(*places: tuple[date, float]) -> tuple[Reached, ...]:
    return tuple(Reached(day, at, 30) for day, at in places)


def test_a_book_that_was_read_again_is_two_readings(store: Store) -> None:
    begun, again = date(2024, 2, 10), date(2026, 1, 20)
    log = reached((begun, 0.5), (begun + timedelta(1), 1), (again, 0.4), (again + timedelta(1), 1))
    assert learn(store, emma(log=log)) == [
        ("2024-02-10", "2024-02-11", 1.0, 60),
        ("2026-01-20", "2026-01-21", 1.0, 60),
    ]


def test_days_after_a_loan_are_of_what_was_left(store: Store) -> None:
    loan = Borrowed(date(2026, 2, 1), date(2026, 2, 22), ended=date(2026, 2, 20))
    log = reached((date(2026, 2, 10), 0.8), (date(2026, 3, 1), 1))
    found = learn(store, emma(loan=loan, log=log, pages=300, format=Format.EBOOK))
    assert found == [("2026-03-01", "2026-03-01", 0.2, 30)]


def test_a_reading_that_goes_on_is_kept_once(store: Store) -> None:
    days = ((date(2026, 1, 5), 0.3), (date(2026, 2, 5), 0.6), (date(2026, 3, 5), 1.0))
    records = [emma(past=(Past(None, day, share),)) for day, share in days]
    assert learn(store, *records) == [(None, "2026-03-05", 1.0, None)]


def test_a_date_that_is_told_later_is_taken(store: Store) -> None:
    told = [Past(), Past(None, date(2025, 1, 2)), Past(date(2024, 12, 1), date(2025, 1, 2)), Past()]
    found = learn(store, *(emma(past=(each,)) for each in told))
    assert [row[1:3] for row in found] == [("2025-01-02", 1.0)]


def test_two_readings_with_dates_are_two(store: Store) -> None:
    days = (date(2024, 1, 2), date(2025, 1, 2))
    found = learn(store, *(emma(past=(Past(None, day),)) for day in days))
    assert [row[1] for row in found] == ["2024-01-02", "2025-01-02"]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("formats", [(None, Format.EBOOK), (Format.AUDIOBOOK, Format.EBOOK)])
def test_the_first_day_of_a_reading_is_taken_from_whichever_file_has_it(
    store: Store, order: int, formats: tuple[Format | None, ...]
) -> None:
    last = date(2025, 7, 25)
    told = [Past(None, last), Past(date(2025, 7, 20), last)]
    records = [emma(past=(past,), format=kind) for past, kind in zip(told, formats, strict=True)]
    assert learn(store, *records[::order]) == [("2025-07-20", "2025-07-25", 1.0, None)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from((2023, 2024, 2025)),
            st.booleans(),
            st.sampled_from((None, Format.EBOOK, Format.AUDIOBOOK)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_the_order_of_the_files_each_reading_has_all_days_told(
    told: list[tuple[int, bool, Format | None]],
) -> None:
    first: dict[int, str | None] = {}
    records = []
    for year, has_first, kind in told:
        begun = date(year, 6, 20) if has_first else None
        records.append(emma(past=(Past(begun, date(year, 6, 25)),), format=kind))
        if begun or year not in first:
            first[year] = begun.isoformat() if begun else None
    with TemporaryDirectory() as folder, Store.open(f"{folder}/reading.db", NOW) as opened:
        found = learn(opened, *records)
    assert {row[1]: row[0] for row in found} == {
        f"{year}-06-25": day for year, day in first.items()
    }
    assert len(found) == len(first)
