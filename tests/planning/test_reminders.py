"""Reminders: each stage of a deadline once, late rather than never, and silent when stale."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Library, ReminderKey, Settings
from readtrack.model import Ending, Format, Loan, Outcome, Title
from readtrack.planning.pace import pace_report
from readtrack.words.reminders import Reminder, reminders
from tests.planning.builders import a_library, a_loan, a_situation, a_title, nothing_asked, on
from tests.slow import one_of

PRINT, AUDIO = Format.PRINT, Format.AUDIOBOOK


def worth(
    library: Library, today: str | date, sent: Collection[ReminderKey] = ()
) -> dict[Reminder, frozenset[ReminderKey]]:
    day = on(today) if isinstance(today, str) else today
    situation = a_situation(library._replace(asked=nothing_asked(day)), day)
    return reminders(situation, pace_report(situation), sent)


def lines(library: Library, today: str) -> list[str]:
    return [reminder.line for reminder in worth(library, today)]


def stages(loan: Loan, days: Sequence[int], sent: set[ReminderKey]) -> list[tuple[int, str]]:
    """What is told of one loan when reminders go out on each of the days before its due date."""
    found = []
    for before in days:
        for reminder, covered in worth(
            at(a_library(loan), loan.due - timedelta(before)), loan.due - timedelta(before), sent
        ).items():
            found.append((before, reminder.stage))
            sent |= covered
    return found


def at(library: Library, today: date) -> Library:
    """The library as the store hands it out on a day: digital loans that are over have expired."""
    loans = [loan for title in library.titles for loan in title.loans]
    gone = [loan for loan in loans if loan.digital and today > loan.due]
    held = [loan for loan in loans if loan not in gone]
    books = {loan.book.id for loan in held}
    said = [
        loan._replace(ended=loan.due, ending=Ending.EXPIRED, outcome=Outcome.UNFINISHED)
        for loan in gone
        if today <= loan.due + timedelta(days=7) and loan.book.id not in books
    ]
    return library._replace(titles=_by_book(held), expired=_by_book(said))


def _by_book(loans: list[Loan]) -> tuple[Title, ...]:
    books = sorted({loan.book.id for loan in loans})
    return tuple(a_title(*(loan for loan in loans if loan.book.id == book)) for book in books)


# Stages


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (range(5, -1, -1), [(3, "3"), (1, "1"), (0, "0")]),
        ([3, 3, 2, 2], [(3, "3")]),
        ([2, 1], [(2, "3"), (1, "1")]),
        ([1, 1, 0], [(1, "1"), (0, "0")]),
        ([1, 2, 3], [(1, "1")]),
        ([0], [(0, "0")]),
        ([9, 4], []),
    ],
)
def test_a_missed_day_is_caught_up_and_what_was_passed_over_never_comes(
    days: Sequence[int], expected: list[tuple[int, str]]
) -> None:
    assert stages(a_loan(due="2026-03-23"), days, set()) == expected


def test_a_printed_book_is_overdue_once_from_the_day_after() -> None:
    loan = a_loan(kind=PRINT, due="2026-03-23")
    days = range(1, -30, -1)
    assert stages(loan, days, set()) == [(1, "1"), (0, "0"), (-1, "overdue")]
    assert stages(loan, [-12, -13], set()) == [(-12, "overdue")]


def test_a_digital_loan_has_expired_once_within_seven_days() -> None:
    loan = a_loan(due="2026-03-23")
    assert stages(loan, range(0, -30, -1), set()) == [(0, "0"), (-1, "expired")]
    assert stages(loan, [-7, -8], set()) == [(-7, "expired")]
    assert stages(loan, [-8], set()) == []


def test_the_lead_days_are_those_of_the_settings() -> None:
    loan = a_loan(due="2026-03-23")
    library = a_library(loan, settings=Settings(remind_days=(10, 5)))
    assert [each.stage for each in worth(library, "2026-03-13")] == ["10"]
    assert [each.stage for each in worth(library, "2026-03-23")] == ["5"]
    assert not worth(library, "2026-03-12")


def test_a_stage_that_was_added_behind_the_reader_is_not_told() -> None:
    library = a_library(a_loan(due="2026-03-23"))
    (covered,) = worth(library, "2026-03-22").values()
    fewer = library._replace(settings=Settings(remind_days=(3,)))
    assert not worth(fewer, "2026-03-22", covered)


# What needs no word


def test_a_finished_digital_loan_needs_none_and_a_printed_one_goes_back() -> None:
    assert lines(a_library(a_loan(start=459)), "2026-03-22") == []
    printed = a_library(a_loan(kind=PRINT, title="Dune", start=459))
    assert lines(printed, "2026-03-22") == ["Dune: due tomorrow, Mon 23 Mar, finished"]
    assert lines(printed, "2026-03-24") == ["Dune: was due Mon 23 Mar, yesterday"]


def test_a_renewed_loan_is_told_of_anew_when_its_new_time_comes() -> None:
    loan = a_loan(kind=PRINT, due="2026-03-23")
    sent: set[ReminderKey] = set()
    assert stages(loan, [3, -1], sent) == [(3, "3"), (-1, "overdue")]
    renewed = loan._replace(due=on("2026-04-13"))
    assert stages(renewed, [20, 4, 3, 0, -1], sent) == [(3, "3"), (0, "0"), (-1, "overdue")]


def test_a_loan_that_is_gone_is_silent() -> None:
    assert worth(a_library(), "2026-03-23") == {}


# Words


@pytest.mark.parametrize(
    ("loan", "today", "words"),
    [
        (a_loan(start=339), "2026-03-22", "due tomorrow, Mon 23 Mar, 120 pages left"),
        (a_loan(start=458), "2026-03-23", "due today, Mon 23 Mar, 1 page left"),
        (
            a_loan(due_time="14:05"),
            "2026-03-20",
            "due in 3 days, Mon 23 Mar at 14:05, 459 pages left",
        ),
        (
            a_loan(due_time="14:05")._replace(estimated=True),
            "2026-03-22",
            "due tomorrow, ~Mon 23 Mar at 14:05, 459 pages left",
        ),
        (a_loan(kind=PRINT), "2026-03-25", "was due Mon 23 Mar, 2 days ago"),
        (
            a_loan(ended="2026-03-23", start=120),
            "2026-03-24",
            "ended Mon 23 Mar, yesterday; your place is kept at p. 120",
        ),
    ],
)
def test_a_line_says_the_title_the_day_and_what_is_left(loan: Loan, today: str, words: str) -> None:
    library = a_library(expired=[loan]) if loan.ended else a_library(loan)
    assert lines(library, today) == [f"Book 1: {words}"]


def test_a_title_is_shown_as_text_on_one_line() -> None:
    (line,) = lines(a_library(a_loan(title="Dune\n\x1b[31mFoo‮")), "2026-03-23")
    assert line.startswith("Dune␊␛[31mFoo�: due today")


def test_the_nearest_deadline_comes_first() -> None:
    library = a_library(
        a_loan(1, kind=PRINT, due="2026-03-21"),
        a_loan(2, due="2026-03-22"),
        a_loan(3, due="2026-03-22", due_time="09:00"),
        a_loan(4, due="2026-03-24"),
        a_loan(5, due="2026-03-26"),
        expired=[a_loan(9, due="2026-03-20", ended="2026-03-20")],
    )
    assert [each.loan for each in worth(library, "2026-03-22")] == [9, 1, 3, 2, 4]


def test_two_editions_of_a_title_have_one_line_and_the_other_is_told_with_it() -> None:
    text = a_loan(1, book=1, due="2026-03-23")
    audio = a_loan(2, book=1, kind=AUDIO, length=60_120, due="2026-03-24")
    library = a_library(a_title(text, audio))
    ((reminder, covered),) = worth(library, "2026-03-22").items()
    assert (reminder.loan, reminder.stage) == (1, "1")
    assert (2, "3", audio.due) in covered
    assert not worth(library, "2026-03-22", covered)


def test_an_edition_is_told_of_while_the_nearer_one_has_nothing_new_to_say() -> None:
    printed = a_loan(1, book=1, kind=PRINT, due="2026-03-10")
    audio = a_loan(2, book=1, kind=AUDIO, length=60_120, due="2026-03-23")
    library = a_library(a_title(printed, audio))
    sent = {(1, "overdue", printed.due)}
    assert [each.loan for each in worth(library, "2026-03-23", sent)] == [2]


# Whatever days it runs on

DAYS = st.dates(date(2026, 3, 1), date(2026, 4, 30))

LOANS = st.builds(
    lambda number, book, kind, due, start: a_loan(
        number, book=book, kind=kind, due="2026-03-23", out="2026-01-02", start=start
    )._replace(
        due=due,
    ),
    number=st.integers(1, 1000),
    book=st.integers(1, 3),
    kind=st.sampled_from(Format),
    due=st.dates(date(2026, 3, 5), date(2026, 4, 10)),
    start=st.sampled_from([0, 100, 459]),
)

LIBRARIES = st.builds(
    lambda loans, days: a_library(
        *loans, settings=Settings(remind_days=tuple(sorted(days, reverse=True)))
    ),
    st.lists(LOANS, max_size=5, unique_by=lambda loan: loan.id),
    st.sets(st.integers(0, 30), min_size=1, max_size=10),
)


@pytest.mark.slow
@given(LIBRARIES, st.lists(DAYS, max_size=12))
def test_every_stage_is_sent_at_most_once_whatever_days_it_runs_on(
    library: Library, days: list[date]
) -> None:
    sent: set[ReminderKey] = set()
    for day in days:
        found = worth(at(library, day), day, sent)
        for reminder, covered in found.items():
            assert reminder.key not in sent
            assert reminder.key in covered
        assert len({each.title for each in found}) == len(found), "one line a title"
        sent |= frozenset().union(*found.values())
        assert not worth(at(library, day), day, sent), "a second run says nothing"


@given(LIBRARIES, st.sets(DAYS, max_size=12))
def test_a_loan_comes_nearer_its_end_with_every_word_about_it(
    library: Library, days: set[date]
) -> None:
    sent: set[ReminderKey] = set()
    last: dict[int, int] = {}
    for day in sorted(days):
        found = worth(at(library, day), day, sent)
        for reminder in found:
            lead = -1 if reminder.stage in ("overdue", "expired") else int(reminder.stage)
            assert lead < last.get(reminder.loan, 31)
            last[reminder.loan] = lead
        sent |= frozenset().union(*found.values())


@given(st.sampled_from(Format), st.sets(st.integers(-7, 40), min_size=1))
def test_however_many_days_are_missed_the_next_run_says_where_it_stands(
    kind: Format, days: set[int]
) -> None:
    loan = a_loan(kind=kind, due="2026-03-23", out="2026-01-02")
    after = "overdue" if kind in (PRINT, Format.MAGAZINE) else "expired"
    expected: dict[str, int] = {}
    for before in sorted(days, reverse=True):
        reached = [lead for lead in (0, 1, 3) if before <= lead]
        if reached:
            expected.setdefault(after if before < 0 else str(reached[0]), before)
    found = stages(loan, sorted(days, reverse=True), set())
    assert found == [(before, stage) for stage, before in expected.items()]


@pytest.mark.slow
@given(LOANS, st.sets(DAYS, max_size=12), st.integers(1, 28))
@one_of(4)
def test_what_was_told_before_a_renewal_keeps_nothing_of_the_new_time_back(
    loan: Loan, days: set[date], weeks: int
) -> None:
    sent: set[ReminderKey] = set()
    stages(loan, sorted((loan.due - day).days for day in days), sent)
    renewed = loan._replace(due=loan.due + timedelta(weeks=weeks))
    run = range(40, -9, -1)
    assert stages(renewed, run, set(sent)) == stages(renewed, run, set())
