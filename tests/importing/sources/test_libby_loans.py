"""Loans in Libby's sync answer and in odmpy's export."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from readtrack.importing.records import Borrowed, Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.model import Format
from tests.importing.anything import VALUE, objects, read_anyway
from tests.importing.reading import DATA, claims, document, items, problems, records, skipped

SYNC = DATA / "libby-sync.json"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def test_a_sync_answer_and_a_list_of_loans_are_known(tmp_path: Path) -> None:
    sources = [name for name in SOURCES if name != "csv"]
    alone = document(tmp_path, json.loads(SYNC.read_text())["loans"])
    assert claims(SYNC, sources) == claims(alone, sources) == ["libby-loans"]
    assert records("libby-loans", alone) == records("libby-loans", SYNC)


def test_a_shelf_without_loans_is_known_too(tmp_path: Path) -> None:
    path = document(tmp_path, {"cards": [], "loans": [], "holds": []})
    assert claims(path, ["libby-loans"]) == ["libby-loans"]
    assert items("libby-loans", path) == []


def test_a_loan_has_its_title_without_the_subtitle_and_ends_at_its_hour() -> None:
    assert records("libby-loans", SYNC)["The Long Ear"] == Record(
        "item 1",
        "The Long Ear",
        ("Ana Ruiz",),
        format=Format.AUDIOBOOK,
        loan=Borrowed(date(2017, 5, 16), date(2017, 6, 6), "06:00", renewable_on=date(2017, 6, 3)),
    )


def test_an_evening_loan_is_due_on_the_readers_own_day() -> None:
    loan = records("libby-loans", SYNC, LOS_ANGELES)["The Long Ear"].loan
    assert loan == Borrowed(
        date(2017, 5, 15), date(2017, 6, 5), "21:00", renewable_on=date(2017, 6, 2)
    )


def test_a_loan_may_have_nothing_but_a_title_and_an_end() -> None:
    book = records("libby-loans", SYNC)["Salt & Light"]
    assert (book.authors, book.format) == ((), Format.EBOOK)
    assert book.loan == Borrowed(None, date(2023, 8, 11), "01:00")


def test_the_formats_tell_what_the_type_does_not() -> None:
    assert records("libby-loans", SYNC)["By Its Format"].format is Format.EBOOK


def test_magazines_and_holds_are_left_out() -> None:
    assert skipped("libby-loans", SYNC) == {
        "Weekly Tide": "a magazine",
        "Waiting": "a hold, for about 14 more days",
        "Ready": "a hold that can be borrowed now",
    }


def test_a_bad_loan_is_a_problem_and_the_rest_goes_on() -> None:
    found = {where: each.what for where, each in problems("libby-loans", SYNC).items()}
    assert found == {
        "item 4": "The due date is missing or no date.",
        "item 5": "There is no title.",
        "item 6": "This is no loan.",
    }
    assert problems("libby-loans", SYNC)["item 4"].excerpt == "Someday, someday"


def test_an_unreadable_checkout_is_a_problem(tmp_path: Path) -> None:
    loan = {"title": "Emma", "expireDate": "2017-06-06", "checkoutDate": "May"}
    path = document(tmp_path, [loan])
    assert problems("libby-loans", path)["item 1"].excerpt == "Emma, May"


def test_a_date_without_an_hour_is_that_date_everywhere(tmp_path: Path) -> None:
    path = document(tmp_path, [{"title": "Emma", "expireDate": "2017-06-06", "cardId": "1"}])
    loan = records("libby-loans", path, LOS_ANGELES)["Emma"].loan
    assert loan == Borrowed(due=date(2017, 6, 6))


LOANS = objects(
    "title", "type", "formats", "checkoutDate", "renewableOn", "firstCreatorName", "expires",
    title=st.just("Emma"), expireDate=st.just("2017-06-06T04:00:00Z"),
)  # fmt: skip
HOLDS = objects("title", "isAvailable", "estimatedWaitDays")


@given(st.lists(LOANS, max_size=4) | VALUE, st.lists(HOLDS, max_size=2) | VALUE)
def test_no_json_whatever_it_holds_is_a_traceback(loans: object, holds: object) -> None:
    known = {"title": "Emma", "type": "ebook", "expires": "2017-06-06"}
    some = [known, *loans] if isinstance(loans, list) else loans
    read_anyway("libby-loans", {"loans": some, "holds": holds})
    read_anyway("libby-loans", some)


def test_a_film_that_is_lent_is_no_book(tmp_path: Path) -> None:
    loan = {"title": "Alien", "type": {"id": "video-streaming"}, "expireDate": "2026-12-20"}
    path = document(tmp_path, [loan, {**loan, "title": "Emma", "type": {"id": "ebook"}}])
    assert list(records("libby-loans", path)) == ["Emma"]
    assert skipped("libby-loans", path) == {"Alien": "no book: video-streaming"}
