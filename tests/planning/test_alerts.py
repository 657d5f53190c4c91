"""Warnings: one line a title, one order of severities, each with a way out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readtrack.library import Library, Settings
from readtrack.model import Book, Format, Loan, Now
from readtrack.planning.alerts import EXIT_CODES, SEVERITIES, alerts
from readtrack.planning.pace import pace_report
from readtrack.store.store import Store
from readtrack.words.alerts import DueReport, due_report
from tests.planning.builders import (
    LogLine,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    on,
)

PRINT, AUDIO = Format.PRINT, Format.AUDIOBOOK
THREE_DAYS_OF_FIVE_PAGES: list[LogLine] = [(f"2026-03-0{day}", 5 * day - 10) for day in (3, 4, 5)]


def said(library: Library, today: str) -> DueReport:
    situation = a_situation(library, today)
    return due_report(alerts(situation, pace_report(situation)), situation.today)


def severities(library: Library, today: str) -> list[str]:
    return [warning.severity for warning in said(library, today).warnings]


@pytest.mark.parametrize(
    ("loan", "today", "severity"),
    [
        (a_loan(kind=PRINT, due="2026-03-09"), "2026-03-10", "overdue"),
        (a_loan(kind=PRINT, due="2026-03-09", start=459), "2026-03-10", "overdue"),
        (a_loan(due="2026-03-10"), "2026-03-10", "due_today"),
        (a_loan(due="2026-03-10", due_time="14:05"), "2026-03-10", "due_today"),
        (a_loan(kind=PRINT, due="2026-03-10", start=459), "2026-03-10", "due_today"),
        (a_loan(due="2026-03-11"), "2026-03-10", "due_soon"),
        (a_loan(due="2026-03-13"), "2026-03-10", "due_soon"),
        (a_loan(kind=PRINT, due="2026-03-13", start=459), "2026-03-10", "due_soon"),
        (a_loan(log=THREE_DAYS_OF_FIVE_PAGES), "2026-03-17", "behind"),
        (a_loan(log=[("2026-03-09", 200)], renewable="2026-03-10"), "2026-03-10", "renewable"),
        # nothing to say
        (a_loan(due="2026-03-23"), "2026-03-10", None),  # too early to say
        (a_loan(length=5000, due="2026-03-14"), "2026-03-10", None),  # the minutes are assumed
        (a_loan(log=[("2026-03-09", 200)], renewable="2026-03-11"), "2026-03-10", None),
        (a_loan(log=[("2026-03-09", 200)]), "2026-03-10", None),
        (a_loan(due="2026-03-10", start=459), "2026-03-10", None),
        (a_loan(due="2026-03-12", start=459), "2026-03-10", None),
        (a_loan(kind=PRINT, due="2026-03-14", start=459), "2026-03-10", None),
        (a_loan(start=459, renewable="2026-03-03"), "2026-03-10", None),
    ],
)
def test_a_loan_is_warned_of_by_its_most_pressing_severity(
    loan: Loan, today: str, severity: str | None
) -> None:
    report = said(a_library(loan), today)
    assert [warning.severity for warning in report.warnings] == ([severity] if severity else [])
    assert report.worst == severity
    assert all(warning.way_out and warning.message for warning in report.warnings)


def test_what_cannot_be_met_in_the_readers_own_minutes_is_warned_of() -> None:
    library = a_library(a_loan(length=5000, due="2026-03-14"), routines=[a_routine(45)])
    assert severities(library, "2026-03-10") == ["wont_fit"]


def test_the_severities_stand_in_the_order_of_the_design() -> None:
    assert SEVERITIES == (
        "expired",
        "overdue",
        "due_today",
        "due_soon",
        "wont_fit",
        "behind",
        "renewable",
    )
    assert EXIT_CODES == {"due_soon": 10, "due_today": 11, "overdue": 12, "expired": 12}


def test_the_nearest_deadline_speaks_first_and_the_worst_is_named() -> None:
    gone = a_loan(9, due="2026-03-08", ended="2026-03-08")
    library = a_library(
        a_loan(1, kind=PRINT, due="2026-03-09", start=459),
        a_loan(2, due="2026-03-10", due_time="14:05", start=400),
        a_loan(3, due="2026-03-10", start=400),
        a_loan(4, due="2026-03-12", start=400),
        a_loan(5, due="2026-04-20"),
        expired=[gone],
        settings=Settings(cap=5),
        routines=[a_routine(960)],
    )
    report = said(library, "2026-03-10")
    assert [(each.loan, each.severity) for each in report.warnings[:5]] == [
        (9, "expired"),
        (1, "overdue"),
        (2, "due_today"),
        (3, "due_today"),
        (4, "due_soon"),
    ]
    assert report.worst == "expired"
    dates = [(each.due, each.due_time or "24:00") for each in report.warnings]
    assert dates == sorted(dates)


def test_a_farther_deadline_can_be_the_worst() -> None:
    soon = a_loan(1, due="2026-03-24", log=[("2026-03-09", 400)], renewable="2026-03-01")
    behind = a_loan(2, due="2026-03-27", log=THREE_DAYS_OF_FIVE_PAGES)
    report = said(a_library(soon, behind), "2026-03-17")
    assert [each.severity for each in report.warnings] == ["renewable", "behind"]
    assert report.worst == "behind"


@pytest.mark.parametrize(
    ("text_due", "audio_due", "severity", "loan"),
    [
        ("2026-03-10", "2026-03-12", "due_today", 1),
        ("2026-03-12", "2026-03-10", "due_today", 2),
        ("2026-03-12", "2026-03-12", "due_soon", 1),
        ("2026-03-30", "2026-03-12", "due_soon", 2),
    ],
)
def test_a_title_in_two_editions_has_one_line(
    text_due: str, audio_due: str, severity: str, loan: int
) -> None:
    text = a_loan(1, book=1, due=text_due)
    audio = a_loan(2, book=1, kind=AUDIO, length=60_120, due=audio_due)
    (warning,) = said(a_library(a_title(text, audio)), "2026-03-10").warnings
    assert (warning.severity, warning.loan) == (severity, loan)


@pytest.mark.parametrize(
    ("loan", "today", "words"),
    [
        (a_loan(due="2026-03-10", start=447), "2026-03-10", "due today, 12 pages left"),
        (a_loan(due="2026-03-10", start=458), "2026-03-10", "due today, 1 page left"),
        (
            a_loan(due="2026-03-10", due_time="14:05", start=447),
            "2026-03-10",
            "due today at 14:05, 12 pages left",
        ),
        (
            a_loan(due="2026-03-12", start=447),
            "2026-03-10",
            "due Thu 12 Mar, in 2 days, 12 pages left",
        ),
        (a_loan(kind=PRINT, due="2026-03-09"), "2026-03-10", "was due Mon 9 Mar, yesterday"),
        (
            a_loan(due="2026-03-08", ended="2026-03-08", start=120),
            "2026-03-10",
            "ended Sun 8 Mar, 2 days ago; your place is kept at p. 120",
        ),
    ],
)
def test_a_warning_says_what_is_up_in_plain_words(loan: Loan, today: str, words: str) -> None:
    library = a_library(expired=[loan]) if loan.ended else a_library(loan)
    (warning,) = said(library, today).warnings
    assert warning.message == words


def test_a_finished_printed_book_is_only_to_be_returned() -> None:
    (warning,) = said(
        a_library(a_loan(kind=PRINT, start=459, due="2026-03-10")), "2026-03-10"
    ).warnings
    assert warning.way_out == "readtrack return 1"
    assert warning.message == "due today, finished"


def test_expired_is_said_for_seven_days(tmp_path: Path) -> None:
    def moment(text: str) -> Now:
        return Now(on(text), datetime.fromisoformat(f"{text}T12:00").replace(tzinfo=UTC))

    days = {}
    with Store.open(str(tmp_path / "s.db"), moment("2026-03-02")) as store:
        with store.command("add"):
            loan = a_loan(1, book=store.add(Book(0, "A")), due="2026-03-10")
            store.add_loan(loan)
        for n in range(12):
            day = on("2026-03-09") + timedelta(days=n)
            store.now = moment(str(day))
            days[str(day)] = severities(store.library(), str(day))
    assert [day for day, found in days.items() if "expired" in found] == [
        f"2026-03-{n}" for n in range(11, 18)
    ]
    assert days["2026-03-10"] == ["due_today"]
    assert days["2026-03-18"] == []
