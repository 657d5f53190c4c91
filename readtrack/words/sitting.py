"""A sitting in words: when it began, what is read, how long it was."""

from datetime import date
from typing import TYPE_CHECKING

from readtrack.dates import day_text
from readtrack.model import Unit
from readtrack.planning.listed import Running
from readtrack.units import position_text
from readtrack.words.amounts import minutes_text

if TYPE_CHECKING:  # commands that only read need not load the reports of changes
    from readtrack.planning.changes import Logged, Started

TO_END = "To end: readtrack stop"


def since_words(sitting: Running, today: date) -> str:
    """Return ` since 21:05`, with the day if it is not today; empty without either."""
    day = "" if sitting.day == today else day_text(sitting.day, today)
    hour = "" if sitting.started is None else f"{sitting.started:%H:%M}"
    when = f"{day} at {hour}" if day and hour else day or hour
    return f" since {when}" if when else ""


def reading_words(sitting: Running, today: date) -> str:
    """`Reading Dune since 21:05. To end: readtrack stop`."""
    return f"Reading {sitting.title}{since_words(sitting, today)}. {TO_END}"


def started_words(report: "Started") -> str:
    """`Reading Dune from p. 42, to p. 61 today. To end: readtrack stop`."""
    sitting, loan = report.sitting, report.loan
    if not report.begun:
        return f"Already r{reading_words(sitting, report.today)[1:]}"
    today = ""
    if report.pace is not None and report.pace.today.target > report.pace.today.start:
        target = position_text(report.pace.unit, report.pace.today.target)
        done = report.pace.today.left <= 0
        today = ", done for today" if done else f", to {target} today"
    place = position_text(loan.unit or Unit.PAGES, loan.position or 0)
    return f"Reading {loan.title} from {place}{today}. {TO_END}"


def stopped_words(logged: "Logged") -> str:
    """`Stopped: Emma at p. 20, 25 minutes`."""
    at = position_text(logged.loan.unit or Unit.PAGES, logged.entry.position)
    minutes = logged.entry.minutes
    spent = "" if minutes is None else f", {minutes_text(minutes)}"
    return f"Stopped: {logged.loan.title} at {at}{spent}"


def over_words(sitting: Running, minutes: int | None, today: date) -> str:
    """Return the message for a sitting that a command other than `stop` ended."""
    since = since_words(sitting, today)
    if minutes is None:
        return f"That ends the sitting{since}; no minutes are counted."
    return f"That ends the sitting{since}: {minutes_text(minutes)}."


def uncounted_lines(sitting: Running, logged: "Logged", today: date) -> tuple[str, str]:
    """Return the message for a clock that ran too long, with the command that adds minutes."""
    return (
        f"The clock ran{since_words(sitting, today)}: no minutes are counted.",
        f"To add them: readtrack edit {logged.loan.id} --entry {logged.entry.id} --minutes N",
    )
