"""What `add` and `log` answer."""

from collections.abc import Iterator
from datetime import date

from readtrack.dates import day_text
from readtrack.model import Loan, Status, Unit
from readtrack.planning.changes import Checkout, Ended, LoanEdit, Logged, Progress, Renewed
from readtrack.planning.listed import pace_of
from readtrack.planning.pace import LoanPace
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import standing
from readtrack.render.terminal import say
from readtrack.units import position_text
from readtrack.words.amounts import minutes_text
from readtrack.words.changes import ended_words, moved_words
from readtrack.words.loans import (
    FORMATS,
    due_words,
    loan_words,
    place_words,
    today_words,
)
from readtrack.words.standing import question_lines, slot_words, standing_words


def print_checkout(report: Checkout, loan: Loan, situation: Situation) -> None:
    """What `add` answers: the loan, what it asks of today, and how things stand now."""
    today = situation.today
    verb = "Checked out" if report.stored else "Would check out"
    say(f"{verb}: {loan_words(loan)}, no. {loan.id}")
    if report.pace is not None:
        say(f"Due {due_words(loan, today)}.")
        _say_today(report.pace, situation)
    elif not loan.has_end:
        say(f"Due {due_words(loan, today)}.")
    else:
        say(f"Due {due_words(loan, today)}: it has ended already.")
    if loan.why:
        say(f"Why: {loan.why}")
    say(f"{slot_words(report.slots)}; {standing_words(situation)}.")
    fit, table = situation.fit_but_overdue, situation.table
    if table.assumed and not fit.fits and not fit.just_about:
        say(*question_lines(fit, table.routine_minutes))


def say_change(before: Situation, after: Situation) -> None:
    """How things stand now, in one sentence, where a change has made that another."""
    if standing(before) != standing(after):
        words = standing_words(after)
        it = "it " if words.startswith(("does not", "just about")) else ""
        say(f"Now {it}{'it is ' * words.startswith('tight')}{words}.")


def print_ended(report: Ended, before: Situation, after: Situation) -> None:
    """What `return`, `finish` and `drop` answer: each edition, and the slots that are taken now."""
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
    """What `edit` answers: the checkout or the entry, after what became of it."""
    entry, today = report.entry, report.today
    if entry is None:
        say(f"{verb}: {loan_words(loan)}, no. {loan.id}, due {due_words(loan, today)}")
        return
    spent = f", {minutes_text(entry.minutes)}" if entry.minutes else ""
    at = position_text(loan.unit, entry.position)
    say(f"{verb}: {loan.book.title}, {day_text(entry.day, today)}: {at}{spent}")


def print_logged(report: Progress, before: Situation, after: Situation) -> None:
    """What `log` answers: each title's place and share of the day, then how things stand."""
    for each in report.logged:
        print_progress(each, after)
    say_change(before, after)


def print_progress(report: Logged, situation: Situation) -> None:
    """What `log` answers: the place, and what is left of today's target."""
    loan, row, reached = report.loan, report.pace, report.entry.position
    if row is not None and report.entry.day < (_newest(row, situation) or report.entry.day):
        at, day = position_text(row.unit, reached), day_text(report.entry.day, situation.today)
        now = position_text(row.unit, row.position)
        say(f"{row.title}, {day}: {at}. Later entries stand; you are at {now}.")
        return
    if row is None:
        at = position_text(loan.unit or Unit.PAGES, reached)
        done = reached >= (loan.until or loan.length or 0)
        ended = "" if loan.ended is None else f"; it ended {day_text(loan.ended, situation.today)}"
        say(f"{loan.title}: {'finished' if done else at}{ended}.")
        return
    say(f"{row.title}: {place_words(row)}")
    if row.position >= row.end:
        say(f"That is the end of it. To give it back: readtrack finish {row.id}")
    elif row.status is Status.EXPIRED:
        say("It has ended; your place is kept.")
    else:
        _say_today(row, situation)


def _newest(row: LoanPace, situation: Situation) -> date | None:
    """The day of the title's newest entry, in whichever edition."""
    for title in situation.library.borrowed + situation.library.expired:
        if title.book.id == row.book:
            return max((entry.day for _, entry in title.log()), default=None)
    return None


def _say_today(row: LoanPace, situation: Situation) -> None:
    """What today asks of the loan, or of the edition that the plan has the title read in."""
    for other in _editions(row, situation) if row.today.target <= row.today.start else ():
        if other.today.target > other.today.start:
            say(f"Today in the {FORMATS[other.format]}: {today_words(other)}.")
            return
    say(f"Today: {today_words(row)}.")


def _editions(row: LoanPace, situation: Situation) -> Iterator[LoanPace]:
    """The other editions of the title that are out."""
    for loan in situation.library.loans:
        other = loan.book.id == row.book and loan.id != row.id
        if other and (pace := pace_of(loan, situation)) is not None:
            yield pace
