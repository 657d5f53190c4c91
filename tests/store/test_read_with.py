"""One rule says which loans of a book are one reading: in the model, in the views, in titles."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readtrack.clock import read_clock
from readtrack.model import Book, Ending, Entry, Format, Loan, Now, Outcome, Unit
from readtrack.store.store import Store
from tests.servers import where
from tests.store.contents import begin

FIRST = date(2026, 3, 2)
TODAY = FIRST + timedelta(days=9)
BOOK = Book(1, "Emma")


def lent(
    number: int, out: int, back: int | None, outcome: Outcome | None, kind: Format = Format.EBOOK
) -> Loan:
    """A loan from one day to another, counted from the first."""
    ended = None if back is None else FIRST + timedelta(days=back)
    return Loan(
        number, BOOK, kind, Unit.PAGES, 300, FIRST + timedelta(days=out),
        TODAY + timedelta(days=9), ended=ended, ending=None if ended is None else Ending.RETURNED,
        outcome=None if ended is None else outcome,
    )  # fmt: skip


@st.composite
def loans(draw: st.DrawFn, number: int) -> Loan:
    out = draw(st.integers(0, 3))
    back = draw(st.none() | st.integers(out, 4))
    outcome = draw(st.sampled_from([Outcome.FINISHED, Outcome.UNFINISHED]))
    return lent(number, out, back, outcome, draw(st.sampled_from([Format.EBOOK, Format.PRINT])))


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (lent(1, 0, None, None), lent(2, 3, None, None), True),
        (lent(1, 0, 3, Outcome.FINISHED), lent(2, 2, None, None), True),
        (lent(1, 0, 2, Outcome.FINISHED), lent(2, 2, None, None), False),
        (lent(1, 0, 2, Outcome.UNFINISHED), lent(2, 2, None, None), True),
        (lent(1, 0, 2, Outcome.UNFINISHED), lent(2, 3, None, None), False),
        (lent(1, 2, 2, Outcome.FINISHED), lent(2, 2, None, None), False),
        (lent(1, 2, 2, Outcome.FINISHED), lent(2, 2, None, None, Format.PRINT), True),
        (lent(1, 2, 2, Outcome.FINISHED, Format.PRINT), lent(2, 2, 2, Outcome.FINISHED), True),
    ],
)
def test_loans_are_one_reading_that_are_out_together_or_go_on(
    first: Loan, second: Loan, one: bool
) -> None:
    assert first.read_with(second) is second.read_with(first) is one


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=loans(1), second=loans(2))
def test_the_store_and_the_model_agree(tmp_path: Path, first: Loan, second: Loan) -> None:
    path = tmp_path / "reading.db"
    path.unlink(missing_ok=True)
    begin(path)
    one = first.read_with(second)
    now = Now(TODAY, read_clock(TODAY.isoformat()))
    with Store.open(where(path), now) as store, store.command("add", keep=False):
        store.add(BOOK)
        store.add_loan(first)
        store.add_loan(second._replace(until=200))
        number = store.add_progress(2, second.checked_out, 150, None)
        ends = store.rows("SELECT ends FROM checkouts WHERE id = 1")[0]["ends"]
        assert (ends is not None) is one
        reached = store.stored_loan(1).reached
        within = second.checked_out >= first.checked_out
        within &= first.ended is None or second.checked_out <= first.ended
        assert reached == (150 if one and within else 0)
        assert store.stored_loan(2).entries == (Entry(number, second.checked_out, 150, None),)
        for title in store.library().titles:
            assert (len((*title.loans, *title.companions)) == 2) is one
