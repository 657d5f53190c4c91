"""Files that come in parts, the newest first, or again after a newer one."""

from datetime import UTC, date, datetime

from tests.importing.real_files import Lent, on_kobo, paia, timeline_objects
from tests.importing.real_lists import BOOKS
from tests.importing.test_real_files import Desk, desk


def dues(one: Desk) -> list[str]:
    return [due for (due,) in one.store.database.run("SELECT due FROM loans ORDER BY id")]


def test_an_old_part_of_a_timeline_takes_no_renewal_back() -> None:
    loan = Lent(BOOKS[6], datetime(2026, 1, 2, 9, 30, tzinfo=UTC), 14, renewed=True, early=None)
    borrowed, renewed = timeline_objects(loan)
    with desk("libby-timeline.json") as one:
        one.bring_in([borrowed])
        assert dues(one) == ["2026-01-16"]
        one.bring_in([renewed])
        for part in ([borrowed], [borrowed, renewed]):
            assert one.bring_in(part).tally.counts["unchanged"] == 1
            assert dues(one) == ["2026-01-30"]


def test_a_renewal_of_a_loan_that_is_over_is_not_one_of_today() -> None:
    loan = Lent(BOOKS[3], datetime(2026, 9, 3, 9, 30, tzinfo=UTC), 21, renewed=True, early=4)
    whole = timeline_objects(loan)
    with desk("libby-timeline.json") as one:
        one.bring_in(whole[:1])
        one.bring_in(whole)
        assert dues(one) == ["2026-10-15"]
        assert not list(one.store.database.run("SELECT * FROM renewals"))


def test_of_two_rows_of_one_loan_the_later_due_date_stands_in_any_order() -> None:
    rows = [paia(BOOKS[3], date(2026, 11, 1), weeks, False) for weeks in (0, 8)]
    for each in (rows, rows[::-1]):
        with desk("paia.json") as one:
            one.bring_in(each)
            assert dues(one) == ["2026-11-17"]


def test_reading_on_an_earlier_day_that_comes_later_is_the_same_reading() -> None:
    first, second = (on_kobo(BOOKS[n], date(2025, 1, 5 - n), 10 - n, False) for n in (3, 4))
    with desk("kobo.sqlite") as one:
        for row in (first, second):
            one.bring_in([row])
        stored = one.store.database.run('SELECT "first", "last", share FROM readings')
        assert [tuple(row) for row in stored] == [("2025-01-01", "2025-01-02", 0.21)]


def test_a_book_is_called_by_its_fuller_title_once_a_reader_has_said_that_it_is_one() -> None:
    titles = "Harbour", "Harbour: A Novel"
    events = [
        {"uid": title, "title": title, "due": date(2026, 11, 26 + number)}
        for number, title in enumerate(titles)
    ]
    for order in (events, events[::-1]):
        with desk("calendar.ics") as one:
            for event in order:
                one.bring_in([event])
            assert [tuple(row) for row in one.store.database.run("SELECT title FROM books")] == [
                ("Harbour: A Novel",)
            ]
