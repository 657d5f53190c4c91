"""Values in cells."""

import pytest

from readtrack.importing.values import isbn_of


@pytest.mark.parametrize(
    "cell",
    [
        "9781408839973", "978-1-4088-3997-3", "978‑1‑4088‑3997‑3", "978 1 4088 3997 3",
        "9781408839973 (hbk.)", "9781408839973 : £9.99", "(hbk.) 9781408839973", "9781408839973.0",
        "ISBN-13: 9781408839973", "ISBN 9781408839973", "9781408839973 9780306406157",
        "9781408839973; 0306406152", "9781408839974 / 9781408839973",
    ],
)  # fmt: skip
def test_an_isbn_is_found_among_what_catalogues_write_beside_it(cell: str) -> None:
    assert isbn_of(cell) == "9781408839973"


@pytest.mark.parametrize(
    "cell", ["9.78141E+12", "9781408839974", "97814088399730", "x9781408839973", "304 p.", ""]
)
def test_other_numbers_are_no_isbn(cell: str) -> None:
    assert isbn_of(cell) is None


def test_an_isbn_of_ten_digits_stands_before_its_price() -> None:
    assert isbn_of("0-306-40615-2 (br.) : 12.00 EUR") == "0306406152"
