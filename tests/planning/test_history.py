"""Titles with the editions that were out at one time."""

from readtrack.model import Format
from readtrack.planning.history import every_title
from tests.planning.builders import a_library, a_loan, a_title

AUDIO = Format.AUDIOBOOK


def editions(*titles: object, **others: object) -> list[list[int]]:
    found = every_title(a_library(*titles, **others))  # type: ignore[arg-type]
    return [[loan.id for loan in title.loans + title.companions] for title in found]


def test_what_is_out_comes_first_with_what_ended_beside_it() -> None:
    gone = a_loan(1, book=7, ended="2026-03-10")
    out = a_title(a_loan(2, book=7, kind=AUDIO, length=3600), companions=[gone])
    assert editions(out, a_loan(3), past=[gone]) == [[2, 1], [3]]


def test_editions_that_were_out_at_one_time_are_one_title() -> None:
    first = a_loan(1, book=7, out="2026-03-01", ended="2026-03-10")
    second = a_loan(2, book=7, out="2026-03-05", ended="2026-03-20")
    third = a_loan(3, book=7, out="2026-03-19", ended="2026-03-25")
    assert editions(past=[third, second, first]) == [[1, 2, 3]]


def test_a_title_borrowed_again_on_the_day_it_was_given_back_is_there_twice() -> None:
    first = a_loan(1, book=7, out="2026-03-01", ended="2026-03-10")
    again = a_loan(2, book=7, out="2026-03-10", ended="2026-03-20")
    other = a_loan(3, book=8, out="2026-03-01", ended="2026-03-10")
    assert editions(past=[again, other, first]) == [[1], [2], [3]]


def test_an_expired_loan_among_the_recent_ones_is_there_once() -> None:
    expired = a_loan(1, ended="2026-03-10")
    assert editions(expired=[expired], past=[expired]) == [[1]]
    assert editions() == []
