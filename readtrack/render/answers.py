"""Prints the answers of commands that change a checkout or its log."""

from collections.abc import Sequence

from readtrack.dates import day_text
from readtrack.model import Entry, Format, Loan
from readtrack.planning.changes import Ended, LoanEdit, Renewed, Started, Stopped
from readtrack.planning.listed import Running
from readtrack.planning.pace import LoanToday, loan_today, slots
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import standing
from readtrack.render.terminal import say
from readtrack.units import position_text
from readtrack.words.amounts import minutes_text
from readtrack.words.loans import (
    FORMATS,
    due_words,
    ended_words,
    loan_words,
    moved_words,
    place_words,
    today_words,
)
from readtrack.words.sitting import since_words, started_words, stopped_words, uncounted_lines
from readtrack.words.standing import question_lines, slot_words, standing_words


def print_checkout(loan: Loan, situation: Situation, *, stored: bool) -> None:
    """Print the new loan, its share of today, and how things stand now."""
    today, row = situation.today, loan_today(loan, situation)
    verb = "Checked out" if stored else "Would check out"
    say(f"{verb}: {loan_words(loan)}, no. {loan.id}")
    over = ": it has ended already" if row is None and loan.has_end else ""
    say(f"Due {due_words(loan, today)}{over}.")
    if row is not None:
        _say_today(row)
    if loan.why:
        say(f"Why: {loan.why}")
    say(f"{slot_words(slots(situation))}; {standing_words(situation)}.")
    fit, table = situation.fit_but_overdue, situation.table
    if table.assumed and not fit.fits and not fit.just_about:
        say(*question_lines(fit, table.routine_minutes))


def say_change(before: Situation, after: Situation) -> None:
    """Print how things stand now in one sentence, if the change has altered that."""
    if standing(before) != standing(after):
        words = standing_words(after)
        it = "it " if words.startswith(("does not", "just about")) else ""
        say(f"Now {it}{'it is ' * words.startswith('tight')}{words}.")


def print_ended(report: Ended, before: Situation, after: Situation) -> None:
    """Print each edition that ended, and the slots that are taken now."""
    for loan in report.ended:
        say(ended_words(loan))
    say_change(before, after)
    say(f"{slot_words(report.slots)}. Wrong? readtrack undo")


def print_renewed(report: Renewed, before: Situation, after: Situation) -> None:
    loan, moved = report.loan, report.renewal
    words = moved_words(loan.title, loan.format, moved.due_before, moved.due_after, report.today)
    say(f"Renewed. {words}")
    say_change(before, after)


def print_edited(report: LoanEdit, loan: Loan, verb: str) -> None:
    """Print the edited checkout or entry, after a word for what became of it."""
    entry, today = report.entry, report.today
    words = f"{loan_words(loan)}, no. {loan.id}, due {due_words(loan, today)}"
    if entry is not None:
        spent = f", {minutes_text(entry.minutes)}" if entry.minutes else ""
        at = position_text(loan.unit, entry.position)
        words = f"{loan.book.title}, {day_text(entry.day, today)}: {at}{spent}"
    say(f"{verb}: {words}")


def print_logged(logged: Sequence[tuple[Loan, Entry]], before: Situation, after: Situation) -> None:
    """Print each title's place and share of the day, then how things stand."""
    for loan, entry in logged:
        print_progress(loan, entry, after)
    say_change(before, after)


def print_started(report: Started, other: Running | None, *, forgotten: bool) -> None:
    """Print the sitting that runs now, after the `other` one that it ended."""
    if report.stopped is not None and other is not None:
        say(stopped_words(report.stopped))
        if forgotten and report.stopped.entry.minutes is None:
            say(*uncounted_lines(other, report.stopped, report.today))
    say(started_words(report))


def print_stopped(
    report: Stopped, loan: Loan | None, before: Situation, after: Situation, *, forgotten: bool
) -> None:
    """Print how long the sitting was, then all that `log` prints."""
    sitting, logged = report.sitting, report.logged
    if logged is None or loan is None:
        since = since_words(sitting, report.today)
        say(f"Nothing is logged of {sitting.title}{since}. Wrong? readtrack undo")
        return
    minutes = logged.entry.minutes
    if minutes is not None:
        verb = "Listened" if logged.loan.format is Format.AUDIOBOOK else "Read"
        say(f"{verb} for {minutes_text(minutes)}.")
    print_progress(loan, logged.entry, after)
    if forgotten and minutes is None:
        say(*uncounted_lines(sitting, logged, report.today))
    say_change(before, after)


def print_progress(loan: Loan, entry: Entry, situation: Situation) -> None:
    """Print the new place, and what is left of today's target."""
    row, today = loan_today(loan, situation), situation.today
    at = position_text(loan.unit, entry.position)
    if row is None:
        reached = "finished" if entry.position >= loan.end else at
        ended = "" if loan.ended is None else f"; it ended {day_text(loan.ended, today)}"
        say(f"{loan.book.title}: {reached}{ended}.")
    elif entry.day < (row.last_logged or entry.day):
        day, now = day_text(entry.day, today), position_text(row.unit, row.position)
        say(f"{row.title}, {day}: {at}. Later entries stand; you are at {now}.")
    else:
        say(f"{row.title}: {place_words(row)}")
        if row.position >= row.end:
            say(f"That is the end of it. To give it back: readtrack finish {row.id}")
        elif loan.ended is not None:
            say("It has ended; your place is kept.")
        else:
            _say_today(row)


def _say_today(row: LoanToday) -> None:
    """Print today's share of the loan, or of the edition in which the plan has the title."""
    for other in row.other_editions if row.today.target <= row.today.start else ():
        if other.today.target > other.today.start:
            say(f"Today in the {FORMATS[other.format]}: {today_words(other)}.")
            return
    say(f"Today: {today_words(row)}.")
