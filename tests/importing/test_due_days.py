"""Days that reminders name."""

from datetime import date

import pytest

from readtrack.importing.due_days import day_meant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("is due", date(2026, 4, 28)),
        ("is due today", date(2026, 4, 28)),
        ("is due tomorrow", date(2026, 4, 29)),
        ("ist uebermorgen fällig", date(2026, 4, 30)),
        ("due in five days", date(2026, 5, 3)),
        ("fällig in einer Woche", date(2026, 5, 5)),
        ("à rendre dans 2 jours", date(2026, 4, 30)),
        ("due on Friday", date(2026, 4, 28)),
        ("muss bis 04.05.2026 zurück", date(2026, 5, 4)),
        ("fällig am 4.5.", date(2026, 5, 4)),
        ("expires May 4", date(2026, 5, 4)),
        ("vence el 4 de mayo", date(2026, 5, 4)),
        ("due 4/28", date(2026, 4, 28)),
        ("due 12/5", date(2026, 5, 12)),
        ("due 05/06", date(2026, 4, 28)),
        ("was due on 20 April", date(2026, 4, 28)),
        ("due Mon 4 May", date(2026, 5, 4)),
        ("due Friday, 1 May", date(2026, 5, 1)),
        ("overdue since 20 April", date(2026, 4, 28)),
        ("moet over een week terug", date(2026, 5, 5)),
        ("due by 5pm", date(2026, 4, 28)),
        ("due 03/01/2027", date(2026, 4, 28)),
    ],
)
def test_the_day_that_a_reminder_names_is_the_due_date(text: str, day: date) -> None:
    assert day_meant(text, date(2026, 4, 28)) == day


def test_a_day_of_the_next_year_is_in_it() -> None:
    assert day_meant("fällig am 3.1.", date(2025, 12, 28)) == date(2026, 1, 3)
