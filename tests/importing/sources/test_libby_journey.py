"""Libby's reading journey of one title."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.records import Borrowed, Reached, Record
from readtrack.model import Ending, Format
from tests.importing.anything import VALUE, objects, read_anyway
from tests.importing.reading import BERLIN, DATA, document, items, problems, skipped

JOURNEY = DATA / "libby-journey.json"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def log(path: Path, zone: ZoneInfo = BERLIN) -> tuple[Reached, ...]:
    found = [item for item in items("libby-journey", path, zone) if isinstance(item, Record)]
    return next(record.log for record in found if record.log)


def written(tmp_path: Path, **parts: object) -> Path:
    book = {"title": {"text": "Emma"}}
    return document(tmp_path, {"version": 1, "readingJourney": book} | parts)


def test_the_circulation_is_the_loan() -> None:
    loan = Borrowed(
        date(2024, 1, 13),
        date(2024, 2, 3),
        "22:50",
        library="Harbour Library",
        ended=date(2024, 1, 19),
        ending=Ending.RETURNED,
    )
    book = ("The Long Ear", ("Ana Ruiz",), "9781861972712", Format.EBOOK)
    assert items("libby-journey", JOURNEY)[0] == Record("circulation 2", *book, loan=loan)


def test_each_day_has_its_furthest_place_and_none_is_above_the_end() -> None:
    assert log(JOURNEY) == (Reached(date(2024, 1, 15), 0.4), Reached(date(2024, 1, 19), 1.0))


def test_a_day_is_the_readers_own() -> None:
    assert [each.day for each in log(JOURNEY, LOS_ANGELES)] == [
        date(2024, 1, 14), date(2024, 1, 19),
    ]  # fmt: skip


def test_what_has_no_place_in_numbers_or_no_time_is_a_problem() -> None:
    found = {where: each.what for where, each in problems("libby-journey", JOURNEY).items()}
    assert found == {
        "highlight 2": "There is no readable time of the highlight.",
        "highlight 3": "The place of the highlight is no fraction of the book.",
        "highlight 4": "This is no highlight.",
    }


def test_a_journey_without_places_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, bookmarks=[{"timestamp": 1705273200000}], highlights=None)
    assert skipped("libby-journey", path) == {"Emma": "no place in it that was read to"}


def test_a_journey_of_a_magazine_is_left_out(tmp_path: Path) -> None:
    book = {"title": {"text": "Weekly Tide"}, "cover": {"format": "magazine"}}
    path = written(tmp_path, readingJourney=book)
    assert skipped("libby-journey", path) == {"Weekly Tide": "a magazine"}


def test_a_journey_without_a_title_is_one_problem(tmp_path: Path) -> None:
    path = written(tmp_path, readingJourney={}, bookmarks=["note"], circulation=[{}, {}])
    assert list(problems("libby-journey", path)) == ["journey"]


@pytest.mark.parametrize("percent", [-0.1, float("nan"), [0.5], True])
def test_only_a_fraction_is_a_place(tmp_path: Path, percent: object) -> None:
    marks = [{"timestamp": 1705273200000, "percent": percent}]
    found = problems("libby-journey", written(tmp_path, bookmarks=marks))
    assert list(found) == ["bookmark 1"]


MARKS = st.lists(objects("timestamp", "note", percent=st.floats()), max_size=4) | VALUE
BOOK = objects("cover", "author", "isbn", "percent", title=st.just({"text": "Emma"}))
EVENTS = objects("timestamp", "details", "library", activity=st.just("Borrowed"))


@given(BOOK, MARKS, MARKS, st.lists(EVENTS, max_size=3) | VALUE)
def test_no_json_whatever_it_holds_is_a_traceback(
    book: object, bookmarks: object, highlights: object, circulation: object
) -> None:
    journey = {"readingJourney": book, "bookmarks": bookmarks, "highlights": highlights}
    read_anyway("libby-journey", journey | {"circulation": circulation})


@pytest.mark.parametrize(
    ("circulation", "day"),
    [
        ([("Borrowed", "2026-11-20")], date(2026, 11, 24)),  # out: as of today
        ([("Borrowed", "2026-02-01"), ("Returned", "2026-02-11")], date(2026, 2, 11)),
        ([("Borrowed", "2026-01-01")], date(2026, 1, 22)),  # ended by itself
        ([], None),
    ],
)
@pytest.mark.parametrize(("percent", "at"), [(0.625, 0.625), (1.00000093, 1.0)])
def test_the_place_of_the_whole_title_is_that_at_the_end_of_its_loan(
    tmp_path: Path, circulation: list[tuple[str, str]], day: date | None, percent: float, at: float
) -> None:
    events = [
        {
            "timestamp": int(datetime.fromisoformat(f"{when}T10:00:00+00:00").timestamp() * 1000),
            "activity": activity,
            "details": "21 days" if activity == "Borrowed" else "",
        }
        for activity, when in circulation
    ]
    title = {"title": {"text": "Moor"}, "author": "Ida Lund", "percent": percent}
    path = written(tmp_path, readingJourney=title, bookmarks=[], circulation=events)
    found = [each for each in items("libby-journey", path) if isinstance(each, Record)]
    assert [each.log for each in found if each.log] == ([(Reached(day, at),)] if day else [])


@pytest.mark.parametrize("percent", [0, -0.2, 7, None, "x", True])
def test_a_place_of_the_whole_title_that_is_none_is_left_out(
    tmp_path: Path, percent: object
) -> None:
    borrowed = {"timestamp": 1_771_581_600_000, "activity": "Borrowed", "details": "21 days"}
    title = {"title": {"text": "Moor"}, "percent": percent}
    path = written(tmp_path, readingJourney=title, circulation=[borrowed])
    found = [each for each in items("libby-journey", path) if isinstance(each, Record)]
    assert [each.log for each in found] == [()]
