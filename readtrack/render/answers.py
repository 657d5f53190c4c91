"""What `add` and `log` answer."""

from collections.abc import Iterator

from readtrack.dates import day_text
from readtrack.model import Loan, Status
from readtrack.planning.pace import LoanPace, pace_report, slots
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import standing
from readtrack.render.terminal import say
from readtrack.units import position_text
from readtrack.words.loans import FORMATS, due_words, loan_words, place_words, today_words
from readtrack.words.standing import question_lines, slot_words, standing_words


def print_checkout(loan: Loan, situation: Situation, *, stored: bool) -> None:
    """What `add` answers: the loan, what it asks of today, and how things stand now."""
    today = situation.today
    say(f"{'Checked out' if stored else 'Would check out'}: {loan_words(loan)}, no. {loan.id}")
    row = next(iter(pace_report(situation, only=loan.id).loans), None)
    if row is not None:
        say(f"Due {due_words(loan, today)}.")
        _say_today(row, situation)
    else:
        say(f"Due {due_words(loan, today)}: it has ended already.")
    if loan.why:
        say(f"Why: {loan.why}")
    say(f"{slot_words(slots(situation))}; {standing_words(situation)}.")
    fit, table = situation.fit_but_overdue, situation.table
    if table.assumed and not fit.fits and not fit.just_about:
        say(*question_lines(fit, table.routine_minutes))


def say_change(before: Situation, after: Situation) -> None:
    """How things stand now, in one sentence, where a change has made that another."""
    if standing(before) != standing(after):
        words = standing_words(after)
        it = "it " if words.startswith(("does not", "just about")) else ""
        say(f"Now {it}{'it is ' * words.startswith('tight')}{words}.")


def print_progress(loan: Loan, reached: float, situation: Situation) -> None:
    """What `log` answers: the place, and what is left of today's target."""
    row = next(iter(pace_report(situation, only=loan.id).loans), None)
    if row is None:
        at = position_text(loan.unit, reached)
        ended = "" if loan.ended is None else f"; it ended {day_text(loan.ended, situation.today)}"
        say(f"{loan.book.title}: {'finished' if reached >= loan.length else at}{ended}.")
        return
    say(f"{row.title}: {place_words(row)}")
    if row.position >= row.length:
        say(f"That is the end of it. To give it back: readtrack finish {row.id}")
    elif row.status is Status.EXPIRED:
        say("It has ended; your place is kept.")
    else:
        _say_today(row, situation)


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
        if loan.book.id == row.book and loan.id != row.id:
            yield from pace_report(situation, only=loan.id).loans
