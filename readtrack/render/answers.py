"""What `add` and `log` answer."""

from readtrack.model import Loan, Status
from readtrack.planning.pace import LoanPace, pace_report, slots
from readtrack.planning.situation import Situation
from readtrack.planning.verdict import standing
from readtrack.render.terminal import say
from readtrack.words.loans import FORMATS, due_words, loan_words, place_words, today_words
from readtrack.words.standing import question_lines, slot_words, standing_words


def print_checkout(loan: Loan, situation: Situation, *, stored: bool) -> None:
    """What `add` answers: the loan, what it asks of today, and how things stand now."""
    today = situation.today
    say(f"{'Checked out' if stored else 'Would check out'}: {loan_words(loan)}, no. {loan.id}")
    row = next(iter(pace_report(situation, only=loan.id).loans), None)
    if row is not None:
        say(f"Due {due_words(loan, today)}.", f"Today: {today_words(row)}.")
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
        say(f"Now {standing_words(after)}.")


def print_progress(loan: Loan, row: LoanPace | None, beside: LoanPace | None = None) -> None:
    """What `log` answers: the place, and what is left of today's target.

    `beside` is the edition that the plan has the title read in today, where that is another one.
    """
    if row is None:
        say(f"{loan.book.title}: finished.")
        return
    say(f"{row.title}: {place_words(row)}")
    if row.position >= row.length:
        say(f"That is the end of it. To give it back: readtrack finish {row.id}")
    elif row.status is Status.EXPIRED:
        say("It has ended; your place is kept.")
    elif beside is not None:
        say(f"Today in the {FORMATS[beside.format]}: {today_words(beside)}.")
    else:
        say(f"Today: {today_words(row)}.")
