"""Days in cells, as spreadsheets, programs and people write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.dates import DayOrder
from readtrack.errors import UsageError
from readtrack.importing.days import day_in, is_part, order_of, read_on

DAY = date(2026, 3, 27)
TODAY = date(2026, 3, 30)
FORMS = (
    "3/27/26", "27/3/26", "03-27-26", "27-Mar-26", "27-Mar-2026", "Mar-27-2026", "27 Mar '26",
    "27 Mar 2026 23:59", "27 Mar 2026 at 14:05", "Mar 27, 2026 11:59 PM", "27.3.26", "27.März.2026",
    "Freitag, 27. März 2026", "Fri 27 Mar 2026", "Friday, March 27, 2026", "2026-Mar-27",
    "vendredi 27 mars 2026", "ven. 27 mars 2026", "27 de marzo de 2026", "27 mrt 2026",
    "viernes, 27 de marzo de 2026", "27 maart 2026", "venerdì 27 marzo 2026 alle 14:05",
    "2026年3月27日", "2026/3/27", "20260327", "46108", "46108.75", "03/27/2026 11:59 PM",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert day_in(text, None, today=TODAY) == DAY


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/4/26", "day first", date(2026, 4, 3)),
        ("3-4-26", "month first", date(2026, 3, 4)),
        ("27/3/26", "month first", DAY),
        ("3/27/2026", "day first", DAY),
        ("1.2.98", "day first", date(1998, 2, 1)),
        ("1/2/30", "day first", date(2030, 2, 1)),
    ],
)
def test_an_order_decides_where_a_date_has_two_readings(
    text: str, order: DayOrder, day: date
) -> None:
    assert day_in(text, None, order, TODAY) == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("3/4/26", "27/3/26"), "day first"),
        (("3-4-26", "3-27-26"), "month first"),
        (("27/3/26", "3/27/26"), None),
        (("3/2/26", "soon", ""), None),
        (("3/11/26",), "month first"),
        (("11/3/26", "3/2/26"), "day first"),
    ],
)
def test_the_other_rows_of_a_column_decide_its_order(
    cells: tuple[str, ...], order: DayOrder | None
) -> None:
    assert order_of(cells, TODAY) == order
    if "11" not in cells[0]:
        assert order_of(cells) == order


@pytest.mark.parametrize("text", ["2019/05", "2019", "05/2019", "May 2019", "mai 2019", "2019-5"])
def test_a_month_or_a_year_is_no_day(text: str) -> None:
    assert is_part(text)
    assert read_on(text, TODAY) is None


NO_DATES = "30 Feb 2026|soon|2026-13-01|2026-02-30|1066-10-14|304|2026-W10-1|27 Foo 2026"


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_what_is_no_date_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        day_in(text, None, today=TODAY)
    assert text in refused.value.what or "There is no 30 February" in refused.value.what


def test_a_date_that_can_be_read_two_ways_is_refused_with_both() -> None:
    with pytest.raises(UsageError, match=r"3/4/2026 can be read two ways") as refused:
        day_in("3/4/26", None, today=TODAY)
    assert "2026-04-03 (3 April) or 2026-03-04 (4 March)" in refused.value.remedy


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_two_digits_of_a_year_are_enough_for_a_day_near_today(day: date) -> None:
    assert day_in(f"{day:%d.%m.%y}", None, today=TODAY) == day
    assert day_in(f"{day:%d-%b-%y}", None, today=TODAY) == day
    assert day_in(f"{day:%m/%d/%y}", None, "month first", TODAY) in (
        (day,) if day.day > 12 or day.day == day.month else (day, None)
    )


@given(st.text(max_size=24), st.sampled_from(("day first", "month first", None)))
def test_no_cell_whatever_it_holds_is_a_traceback(text: str, order: DayOrder | None) -> None:
    order_of([text], TODAY)
    with suppress(UsageError):
        found = day_in(text, None, order, TODAY)
        assert found is None or 1900 <= found.year <= 2199
    with suppress(UsageError):
        read_on(text, TODAY, order)
