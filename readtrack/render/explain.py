"""Explains in plain words how the numbers are computed, from the inputs to the result."""

from datetime import date

from readtrack.dates import day_text
from readtrack.model import Loan, Unit
from readtrack.planning.capacity import ASSUMED_MINUTES, PRIOR_DAYS
from readtrack.planning.finish import Finish
from readtrack.planning.fit import DateDemand, steps
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation
from readtrack.planning.speed import PRIOR_PAGES
from readtrack.planning.verdict import ENOUGH_DAYS
from readtrack.render.terminal import say
from readtrack.units import amount_text, plain, position_text
from readtrack.words.amounts import chance_text, days_text, minutes_text
from readtrack.words.loans import FORMATS, finish_words, rate_words, span_words
from readtrack.words.standing import fit_words


def explain_pace(report: PaceReport, situation: Situation) -> None:
    """Print how every figure of the pace table is computed, and then the fit."""
    for row in report.loans:
        if row.status != "expired":
            say("", f"{row.title} ({FORMATS[row.format]})")
            say(*_loan_steps(row, report.today), indent=2)
    explain_fit(situation)


def explain_fit(situation: Situation, candidate: Loan | None = None) -> None:
    """Print the minutes of a day and the demand test, including the `candidate` if there is one."""
    today = situation.today
    say("", "The minutes of a day")
    say(*_capacity_steps(situation), indent=2)
    if candidate is not None:
        new = situation.demand(candidate)
        say("", candidate.book.title)
        minutes = minutes_text(new.editions[0].minutes)
        goal = day_text(new.editions[0].goal, today)
        say(f"It needs {minutes} by {goal}, its goal.", indent=2)
        situation = situation.with_candidate(candidate)
    work, result = situation.work_but_overdue, situation.fit_but_overdue
    say("", "Does it all fit?")
    for step in steps(work):
        say(_step_words(step, today), indent=2)
    if result.verdict == "impossible":
        say("And by the due dates, without the buffer:", indent=2)
        for step in steps(work, "due"):
            say(_step_words(step, today), indent=2)
    say(f"So: {fit_words(result, today)}.", indent=2)


def _loan_steps(row: LoanPace, today: date) -> list[str]:
    left = amount_text(row.unit, max(0, row.end - row.morning))
    days = f"{row.days_left} reading day{'s' * (row.days_left != 1)}"
    each = amount_text(row.unit, row.need_per_day)
    window = "through the goal" if today <= row.goal else "before the due date, the goal is past"
    over = f"over {days} {window}: {each} a day, rounded up"
    if not row.days_left:
        over = "and no reading day before it is due: all of it today"
    share = row.today
    span = span_words(row.unit, share.start, share.target)
    today_is = f"{span}, fixed this morning" if share.target > share.start else "nothing to read"
    goal, buffer, speed = day_text(row.goal, today), (row.due - row.goal).days, row.speed
    if row.unit is Unit.PAGES:
        pace = (
            f"Speed: {PRIOR_PAGES} pages at your {speed.prior:.2f} minutes, and "
            f"{plain(speed.timed_pages)} timed pages in {minutes_text(speed.timed_minutes)}: "
            f"{speed.minutes_per_unit:.2f} minutes a page."
        )
    elif row.unit is Unit.SECONDS:
        pace = f"Listening: {60 * speed.minutes_per_unit:.2f} minutes for a minute of audio."
    else:
        pace = f"Length not known: 1% is taken for {speed.minutes_per_unit:.1f} minutes."
    return [
        f"Goal {goal}: due {day_text(row.due, today)} less {days_text(buffer)}.",
        *_end_steps(row),
        f"Left this morning: {left}, {over}.",
        pace,
        f"Today: {today_is}.",
        f"Your pace: {rate_words(row)}.",
        f"Likely finish: {finish_words(row, today)}.",
        *_chance_steps(row.finish),
    ]


def _end_steps(row: LoanPace) -> list[str]:
    """Return where reading ends, unless it is the last page."""
    if row.until is None:
        return []
    end, whole = (position_text(row.unit, each) for each in (row.until, row.length))
    return [f"Reading ends at {end}, of {whole.removeprefix('p. ')}: all figures go by that end."]


def _chance_steps(finish: Finish) -> list[str]:
    if finish.evidence_days < ENOUGH_DAYS:
        return []
    joined, moved = chance_text(finish.with_deadlines), chance_text(finish.forecast)
    steps = [
        f"Learned from {days_text(finish.logged_days)} of this book with an entry, "
        f"{finish.other_loans} other checkouts and one imaginary one; idle days and books left "
        "lying count.",
        f"At your pace alone the chance is {chance_text(finish.habit)}, by keeping enough of the "
        f"days left {chance_text(finish.keeping)}; together {joined}.",
    ]
    past = ["how your past checkouts went from this stage on"] * bool(finish.compared_loans)
    these = ["how the last days of this one went"] * bool(finish.last_days)
    if joined != moved and (past or these):
        steps.append(f"With {' and with '.join(past + these)}, that becomes {moved}.")
    if finish.forecast < finish.chance_on_time < 1:
        steps.append("Today's share is read, so even odds at least.")
    return steps


def _capacity_steps(situation: Situation) -> list[str]:
    capacity = situation.capacity
    routine, minutes = capacity.routine_minutes, minutes_text(capacity.routine_minutes)
    if situation.table.assumed:
        average = " (the average of your timed days)" * (routine > ASSUMED_MINUTES)
        steps = [f"No routine is named, so {minutes}{average} a day are assumed."]
    else:
        steps = [f"The routine has {minutes} on a reading day, on average."]
    if capacity.reserve:
        steps.append(f"{capacity.reserve}% of that is left to other reading.")
    if capacity.measured_days:
        steps.append(
            f"In the last four weeks the mornings asked {minutes_text(capacity.asked_minutes)} on "
            f"{days_text(capacity.measured_days)}, and {minutes_text(capacity.read_minutes)} of "
            f"that were read. With {PRIOR_DAYS} such days read in full added to both, that is "
            f"{100 * capacity.follow_through:.0f}%."
        )
    else:
        steps.append("What is really read of it is not measured yet.")
    today = minutes_text(capacity.minutes_today)
    return [*steps, f"So {minutes_text(capacity.minutes_per_day)} a day; {today} today."]


def _step_words(step: DateDemand, today: date) -> str:
    """Return `By Sat 14 Mar: 343 minutes needed of 430 there are.`"""
    by = f"By {day_text(step.date, today)}:"
    needed = minutes_text(step.text_minutes + step.audio_minutes)
    both = minutes_text(step.in_all)
    if step.for_text == step.for_audio == step.in_all:
        return f"{by} {needed} needed of {both} there are."
    text, audio = minutes_text(step.for_text), minutes_text(step.for_audio)
    return (
        f"{by} {minutes_text(step.text_minutes)} to read of {text} for text, "
        f"{minutes_text(step.audio_minutes)} to hear of {audio} for audio; "
        f"{needed} of {both} in all."
    )
