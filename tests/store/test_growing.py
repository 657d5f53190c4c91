"""A timeline that grows: importing it now and then, or the whole of it at the end, is one."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .contents import rows, run

HEADER = "cover,title,author,publisher,isbn,timestamp,activity,details,library"
BEGIN = date(2026, 1, 1)

LOANS = """
SELECT title, checked_out, due, due_time, estimated,
    coalesce(ended, CASE WHEN due < :today THEN due END),
    coalesce(ending, CASE WHEN due < :today THEN 'expired' END)
FROM loans JOIN books ON books.id = book_id ORDER BY title, checked_out
"""
"""The loans as they are on a day, when and how those ended that a digital library took back too."""


class Stay(NamedTuple):
    """A loan as it really was."""

    gap: int
    """Days since the title was last there."""
    days: int
    is_told: bool
    """Whether the timeline says how many days."""
    renewed: tuple[int, ...]
    """How many days before it was due, each time."""
    end: str
    early: int


class Event(NamedTuple):
    day: date
    title: str
    activity: str
    details: str

    def line(self) -> str:
        at = f"{self.day:%B %d, %Y} 10:00"
        return f',{self.title},Jane Austen,,,"{at}",{self.activity},{self.details},City'


STAYS = st.builds(
    Stay,
    st.integers(2, 9),
    st.sampled_from([7, 14, 21]),
    st.booleans(),
    st.lists(st.integers(0, 6), max_size=2).map(tuple),
    st.sampled_from(["early", "on due date", "unsaid", "silent"]),
    st.integers(1, 6),
)


def events(title: str, stays: Sequence[Stay]) -> Iterator[Event]:
    day = BEGIN
    for stay in stays:
        day += timedelta(days=stay.gap)
        yield Event(day, title, "Borrowed", f" {stay.days} days " if stay.is_told else "")
        due = day + timedelta(days=stay.days)
        for left in stay.renewed:
            day = max(day, due - timedelta(days=left))
            yield Event(day, title, "renew", "")
            due += timedelta(days=stay.days)
        if stay.end in ("early", "unsaid"):
            day = max(day, due - timedelta(days=stay.early))
            said = f" {(due - day).days} days  early" if stay.end == "early" else ""
            yield Event(day, title, "Returned", said)
        else:
            day = due
            if stay.end != "silent":
                yield Event(day, title, "Returned", "on due date")


def kept(folder: Path, name: str, told: Sequence[Event], *looks: date) -> list[tuple[object, ...]]:
    """The loans of a store into which the timeline was brought at each of these days."""
    for today in looks:
        lines = [event.line() for event in reversed(told) if event.day <= today]
        path = folder / "timeline.csv"
        path.write_text("\n".join([HEADER, *lines, ""]))
        answer = run(folder / name, str(today), "import", "--tz", "UTC", str(path))
        assert answer.code == 0, answer
    return rows(folder / name, LOANS.replace(":today", f"'{looks[-1]}'"))


@pytest.mark.slow
@given(
    st.lists(STAYS, min_size=1, max_size=2),
    st.lists(STAYS, max_size=2),
    st.lists(st.integers(0, 200), max_size=4),
    st.integers(0, 30),
)
def test_a_timeline_brought_in_by_pieces_is_the_one_brought_in_at_the_end(
    emma: list[Stay], dune: list[Stay], looks: list[int], later: int
) -> None:
    told = sorted([*events("Emma", emma), *events("Dune", dune)], key=lambda each: each.day)
    end = told[-1].day + timedelta(days=later)
    days = sorted({min(end, BEGIN + timedelta(days=look)) for look in looks} | {end})
    days = [day for day in days if day >= told[0].day]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert kept(folder, "pieces.db", told, *days) == kept(folder, "whole.db", told, end)
