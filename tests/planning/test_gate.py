"""The gate: the cap, joining editions, and what fits, against a calendar."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Library, Settings
from readtrack.model import Format, Kind, Loan
from readtrack.planning.gate import decide, refused
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    nothing_asked,
    on,
)

TODAY = on("2026-03-02")
MINUTES_PER_PAGE = 1.3

Job = tuple[date, date, float]
"""The first day, the last day, and the minutes."""


def job(loan: Loan, settings: Settings, today: date) -> Job:
    """When and for how long `loan`, with no minutes logged, is to be read: by the calendar."""
    start = max(today, loan.checked_out)
    period = max(0, (loan.due - loan.checked_out).days)
    goal = loan.due - min(settings.buffer, int(period / 10 + 0.5)) * DAY
    due_day_counts = goal == loan.due and loan.due_time is None
    latest = loan.due if due_day_counts else loan.due - DAY
    window = [start + n * DAY for n in range(max(0, (min(goal, latest) - start).days + 1))]
    reads = any(day.weekday() not in settings.rest_days for day in window)
    last = min(goal, latest) if reads else latest
    at = loan.entries[-1].position if loan.entries else loan.start
    return start, max(today, last), (loan.length - at) * MINUTES_PER_PAGE


def left_undone(jobs: Sequence[Job], library: Library, today: date) -> float:
    """The minutes that reading the nearest deadline first, a day at a time, leaves undone.

    What was read today already is off today's minutes.
    """
    settings, minutes_a_day = library.settings, library.routines[0].minutes
    entries = [entry for loan in library.loans for entry in loan.entries if entry.day == today]
    spent = sum(entry.position for entry in entries) * MINUTES_PER_PAGE
    todo = [minutes for _, _, minutes in jobs]
    order = sorted(range(len(jobs)), key=lambda n: jobs[n][1])
    for n in range((max((last for _, last, _ in jobs), default=today) - today).days + 1):
        day = today + n * DAY
        free = 0.0 if day.weekday() in settings.rest_days else float(minutes_a_day)
        free = max(0.0, free - spent) if day == today else free
        for which in order:
            if jobs[which][0] <= day <= jobs[which][1]:
                taken = min(free, todo[which])
                free, todo[which] = free - taken, todo[which] - taken
    return sum(todo)


@st.composite
def loans(draw: st.DrawFn, loan_id: int) -> Loan:
    kind = draw(st.sampled_from([Format.PRINT, Format.EBOOK]))
    out = TODAY - draw(st.integers(0, 20)) * DAY
    due = TODAY + draw(st.integers(-5 if kind is Format.PRINT else 0, 20)) * DAY
    length = draw(st.integers(1, 600))
    read = draw(st.none() | st.integers(0, length))
    return a_loan(
        loan_id,
        kind=kind,
        length=length,
        out=str(out),
        due=str(max(out, due)),
        log=[] if read is None else [(str(out), read)],
    )


@st.composite
def choices(draw: st.DrawFn) -> tuple[Loan, Library]:
    chosen = Settings(
        cap=draw(st.integers(1, 3)),
        buffer=draw(st.integers(0, 3)),
        rest_days=draw(st.frozensets(st.integers(0, 6), max_size=6)),
    )
    out = [draw(loans(n)) for n in range(1, draw(st.integers(0, 3)) + 1)]
    candidate = a_loan(
        0,
        book=99,
        length=draw(st.integers(1, 900)),
        out=str(TODAY),
        due=str(TODAY + draw(st.integers(1, 30)) * DAY),
        due_time=draw(st.sampled_from([None, "14:05"])),
    )
    return candidate, a_library(
        *sorted(out, key=lambda loan: loan.due),
        settings=chosen,
        routines=[a_routine(draw(st.sampled_from([10, 20, 45, 120])))],
        asked=nothing_asked(TODAY),
    )


@given(choices())
def test_the_decision_is_that_of_the_cap_and_of_reading_it_out(
    choice: tuple[Loan, Library],
) -> None:
    candidate, library = choice
    full = len(library.titles) >= library.settings.cap
    unread = [title.loans[0] for title in library.titles if not title.finished]
    jobs = [job(loan, library.settings, TODAY) for loan in [*unread, candidate]]
    readable = left_undone(jobs, library, TODAY) < 1e-6
    before = left_undone(jobs[:-1], library, TODAY)
    welcome = left_undone(jobs, library, TODAY) < before + 1e-6
    found = decide(candidate, a_situation(library, TODAY))
    assert found.decision == ("over_cap" if full else "yes" if welcome else "does_not_fit")
    assert found.fit.fits == readable
    assert found.already == (before > 1e-6)


def test_what_does_not_fit_by_itself_is_told() -> None:
    late = a_loan(1, kind=Format.PRINT, length=200, out="2026-02-28", due="2026-03-01")
    found = decide(a_loan(0, book=9, length=600), a_situation(a_library(late), TODAY))
    assert (found.decision, found.already) == ("does_not_fit", True)
    alone = decide(a_loan(0, book=9, length=5000), a_situation(a_library(), TODAY))
    assert (alone.decision, alone.already) == ("does_not_fit", False)


def test_a_book_is_welcome_beside_one_that_cannot_be_met_anyhow() -> None:
    """It takes no minute from what is overdue: that is only asked for today."""
    late = a_loan(1, kind=Format.PRINT, length=200, out="2026-02-28", due="2026-03-01")
    found = decide(a_loan(0, book=9, length=100), a_situation(a_library(late), TODAY))
    assert (found.decision, found.already, found.fit.fits) == ("yes", True, False)


def test_an_edition_that_helps_is_welcome_where_not_everything_fits() -> None:
    routines = [a_routine(20, kind=Kind.TEXT), a_routine(20, kind=Kind.AUDIO, name="drive")]
    library = a_library(a_loan(1, length=900), routines=routines)
    heard = a_loan(0, book=1, kind=Format.AUDIOBOOK, length=900 * 78)
    found = decide(heard, a_situation(library, TODAY))
    assert (found.decision, found.already, found.fit.fits) == ("yes", True, False)


@pytest.mark.parametrize("start", [459, 458])
def test_a_candidate_that_adds_no_work_is_welcome(start: int) -> None:
    library = a_library(a_loan(1, length=3000), routines=[a_routine(45)])
    finished = a_loan(0, book=9, start=start)
    found = decide(finished, a_situation(library, TODAY))
    assert (found.decision == "yes") == (start == 459)
    shorter = decide(a_loan(1, length=2990), a_situation(library, TODAY))
    assert (shorter.decision, shorter.already) == ("yes", True)


def test_over_the_cap_the_holders_and_the_slots_are_named() -> None:
    first = a_loan(1, title="Business Adventures", due="2026-03-20")
    second = a_loan(2, title="The Hard Thing About Hard Things", due="2026-03-16", length=100)
    library = a_library(second, first)
    found = decide(a_loan(0, book=3, length=50), a_situation(library, TODAY))
    assert found.decision == "over_cap"
    assert (found.slots.used, found.slots.cap) == (2, 2)
    assert [(holder.loan, holder.due) for holder in refused(library).holders] == [
        (2, on("2026-03-16")),
        (1, on("2026-03-20")),
    ]


@pytest.mark.parametrize(
    ("out", "decision"), [(0, "yes"), (1, "yes"), (2, "over_cap"), (3, "over_cap")]
)
def test_the_cap_counts_titles(out: int, decision: str) -> None:
    library = a_library(*(a_loan(n, length=10) for n in range(1, out + 1)))
    assert decide(a_loan(0, book=9, length=10), a_situation(library, TODAY)).decision == decision


def test_a_second_edition_joins_its_title_and_takes_no_slot() -> None:
    library = a_library(a_loan(1, length=100), a_loan(2, length=100))
    audio = a_loan(0, book=1, kind=Format.AUDIOBOOK, length=10_000)
    found = decide(audio, a_situation(library, TODAY))
    assert (found.decision, found.slots.used) == ("yes", 2)


def test_a_changed_loan_takes_the_place_of_what_it_was() -> None:
    library = a_library(a_loan(1, length=100), a_loan(2, length=100))
    longer = a_loan(1, length=5000)
    found = decide(longer, a_situation(library, TODAY))
    assert found.decision == "does_not_fit"
    same = decide(a_loan(1, length=100), a_situation(library, TODAY))
    assert same.decision == "yes"


def test_what_does_not_fit_is_said_with_the_first_date_that_breaks() -> None:
    found = decide(a_loan(0, length=1000, due="2026-03-12"), a_situation(a_library(), TODAY))
    assert found.decision == "does_not_fit"
    assert found.fit.breaks_on == on("2026-03-12")


def test_a_candidate_is_judged_alike_before_and_after_it_is_kept() -> None:
    text = a_loan(1, length=400, log=[("2026-03-03", 100, 20), ("2026-03-04", 200, 20)])
    kept = a_loan(2, book=1, length=500, out="2026-03-05", due="2026-03-26", start=250)
    fresh = kept._replace(id=0)
    library, other = a_library(a_title(text)), a_loan(3, length=600, due="2026-03-20")
    library = library._replace(titles=(*library.titles, a_title(other)))
    today = on("2026-03-05")
    assert (
        decide(fresh, a_situation(library, today)).fit
        == decide(kept, a_situation(library, today)).fit
    )


def test_a_due_date_in_the_past_is_judged_without_a_negative_number() -> None:
    found = decide(
        a_loan(0, kind=Format.PRINT, out="2026-02-01", due="2026-02-20"),
        a_situation(a_library(), TODAY),
    )
    assert found.decision == "does_not_fit"
    assert found.fit.short_minutes == 552  # 459 pages at 1.3 minutes, less today's 45, rounded up
    assert found.fit.slack_days == 0
