"""Dates without a year, and the order of day and month where one column alone does not tell it."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.dates import DayOrder
from readtrack.errors import UsageError
from readtrack.importing.days import due_day, past_day
from readtrack.importing.records import Past
from tests.importing.reading import NOW, problems, records, table
from tests.importing.test_date_columns import Days, days

OUT, DUE = date(2026, 11, 7), date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    [
        "7.11.", "07.11.", "07.11", "7. 11.", "Sa, 7.11.", "11/7", "11-07", "7-Nov", "07. Nov",
        "Nov 7", "Nov-7", "November 7th", "7th November", "7 Nov.", "samedi 7 novembre",
        "7 de noviembre", "za 7 nov", "sabato 7 novembre", "Samstag, 7. November",
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_the_latest_that_is_not_to_come(text: str) -> None:
    assert past_day(text, "month first", NOW.today) == OUT
    assert past_day(text, "month first", date(2026, 11, 6)) == date(2025, 11, 7)


@pytest.mark.parametrize("text", ["3-Mrz", "03. Mrz", "3. Mär", "3.3.", "3/3", "3 mrt", "3 mars"])
def test_march_has_many_names(text: str) -> None:
    assert past_day(text, None, NOW.today) == date(2026, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "7", "1.5", "1-2", "120/304", "13/32", "0/4", "32 Nov", "Nov-26", "Nov 2026",
        "2026", "7.11.2026", "7 11", "7/11/12", "30.2.", "5 stars", "²/3", "½",
    ],
)  # fmt: skip
def test_what_is_no_day_of_a_month_is_none_without_a_year(text: str) -> None:
    assert past_day(text, "day first", NOW.today) is None


def test_a_leap_day_is_one_of_a_leap_year() -> None:
    assert past_day("29.2.", None, NOW.today) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "since", "due"),
    [
        ("5.12.", OUT, DUE),
        ("7.11.", OUT, OUT),
        ("4.1.", date(2026, 12, 14), date(2027, 1, 4)),
        ("4.1.", date(2019, 12, 14), date(2020, 1, 4)),
        ("5.12.", None, DUE),
        ("10.11.", None, date(2026, 11, 10)),
        ("4.1.", None, date(2027, 1, 4)),
    ],
)
def test_a_due_date_without_a_year_follows_the_checkout_or_is_near(
    text: str, since: date | None, due: date
) -> None:
    assert due_day(text, None, NOW.today, since) == due


@pytest.mark.parametrize(("text", "since"), [("6.11.", OUT), ("1.6.", None), ("15.7.", None)])
def test_a_due_date_without_a_year_that_stays_doubtful_is_refused(
    text: str, since: date | None
) -> None:
    with pytest.raises(UsageError, match=f"{text} names no year"):
        due_day(text, None, NOW.today, since)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("11/7,12/5,", "10/23,11/20,11/14"),
         ((OUT, DUE, None), (date(2026, 10, 23), date(2026, 11, 20), date(2026, 11, 14)))),
        (("7.11.,5.12.,", "23.12.,20.1.,5.1."),
         ((OUT, DUE, None), (date(2025, 12, 23), date(2026, 1, 20), date(2026, 1, 5)))),
        (("7-Nov,5-Dec,", "30-Oct,28-Nov-26,"),
         ((OUT, DUE, None), (date(2026, 10, 30), date(2026, 11, 28), None))),
        ((",5 déc.,", "sam. 7 nov.,,"), ((None, DUE, None), (OUT, None, None))),
    ],
)  # fmt: skip
def test_the_days_of_a_loan_may_have_no_year(
    tmp_path: Path, lines: tuple[str, str], expected: tuple[Days, Days]
) -> None:
    first, second = lines
    path = table(tmp_path, "Title,Borrowed,Due,Returned", f"Emma,{first}", f"Dune,{second}")
    assert days(path) == dict(zip(("Emma", "Dune"), expected, strict=True))
    assert not problems("csv", path)


def test_a_doubtful_due_date_is_named_and_costs_only_the_loan(tmp_path: Path) -> None:
    path = table(tmp_path, "Titel,Seiten,Frist", "Emma,304,1.6.", "Dune,412,5.12.")
    assert days(path) == {"Dune": (None, DUE, None)}
    assert records("csv", path)["Emma"].pages == 304
    (problem,) = problems("csv", path).values()
    assert (problem.what, problem.remedy) == (
        "1.6. names no year.",
        "Write 2026-06-01, if that is meant.",
    )


@pytest.mark.parametrize(
    ("cells", "past"),
    [
        ("1/2,1/14/2026", Past(date(2026, 1, 2), date(2026, 1, 14))),
        ("12/28,1/15/2024", Past(date(2023, 12, 28), date(2024, 1, 15))),
        (",28.12. - 5.1.2026", Past(date(2025, 12, 28), date(2026, 1, 5))),
    ],
)
def test_a_reading_may_begin_on_a_day_without_a_year(
    tmp_path: Path, cells: str, past: Past
) -> None:
    path = table(tmp_path, "Title,Start,Finish", f"Emma,{cells}", "Dune,,5/13/2026")
    assert records("csv", path)["Emma"].past == (past,)
    assert not problems("csv", path)


@pytest.mark.parametrize("cell", ["1/14", "14.1.", "14-Jan", "06/25", "Nov 24", "28.12. - 5.1."])
def test_an_end_of_reading_without_a_year_is_named_and_the_book_was_read(
    tmp_path: Path, cell: str
) -> None:
    """It would be another day when the same file comes again in another year."""
    path = table(tmp_path, "Title,Pages,Finish", f"Emma,304,{cell}", "Dune,400,5/13/2026")
    assert records("csv", path)["Emma"].past == (Past(),)
    (problem,) = problems("csv", path).values()
    assert problem.what.endswith(" names no year.")


def test_a_day_of_reading_that_can_be_read_two_ways_is_named_and_the_book_was_read(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Title,Pages,Finish", "Emma,304,3/4")
    assert records("csv", path)["Emma"].past == (Past(),)
    (problem,) = problems("csv", path).values()
    assert (problem.what, problem.remedy) == (
        "3/4 can be read two ways.",
        "Write 3 April or 4 March, with its year.",
    )


@pytest.mark.parametrize(
    ("header", "cells", "order"),
    [
        ("Borrowed,Due", "05/11/2026,03/12/2026", "day first"),  # 11 May is long past too
        ("Borrowed,Due", "11/05/2026,12/03/2026", "month first"),
        ("Due,Borrowed", "03/12/2026,05/11/2026", "day first"),
        ("Borrowed,Due", "03/05/2026,01/06/2026", "day first"),
        ("Borrowed,Due", "05/03/2026,06/01/2026", "month first"),
        ("Borrowed,Due", "03/05,01/06", "day first"),
        ("Borrowed,Returned", "04/02/26,03/03/26", "day first"),
        ("Started,Finished", "05-03-2026,02-04-2026", "day first"),
    ],
)
def test_the_order_is_that_in_which_nothing_ends_before_it_begins(
    tmp_path: Path, header: str, cells: str, order: DayOrder
) -> None:
    first, last = cells.split(",")
    path = table(tmp_path, f"Title,{header}", f"Emma,{cells}", "Dune,,", "Saga,soon,")
    book = records("csv", path)["Emma"]
    if header.startswith("Started"):
        read = [(each.first, each.last) for each in book.past]
        assert read == [(date(2026, 3, 5), date(2026, 4, 2))]
        return
    found = {(each.day, each.month) for each in days(path)["Emma"] if each}
    numbers = [tuple(map(int, cell.replace("/", "-").split("-")[:2])) for cell in (first, last)]
    assert found == {pair if order == "day first" else pair[::-1] for pair in numbers}


@pytest.mark.parametrize(
    "lines",
    [
        ("Emma,01/02/2026,03/04/2026",),
        ("Emma,04/02/26,03/04/26", "Dune,02/04/26,03/02/26"),
        ("Emma,02/01/2025,05/01/2025", "Dune,09/03/2025,10/02/2025"),
    ],
)
def test_an_order_that_stays_unclear_is_not_guessed(tmp_path: Path, lines: tuple[str, ...]) -> None:
    path = table(tmp_path, "Title,Borrowed,Due", *lines)
    assert [each.what[-13:] for each in problems("csv", path).values()]
    assert days(path) == {}


def test_the_order_in_which_a_past_day_is_not_to_come_is_that_of_the_due_dates(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Title,Borrowed,Due", "Emma,05/12/2026,06/09/2026")
    assert days(path) == {"Emma": (date(2026, 5, 12), date(2026, 6, 9), None)}
