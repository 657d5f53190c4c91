"""What the gate says, with the ways out."""

from datetime import date

from readtrack.dates import day_text
from readtrack.model import Loan
from readtrack.planning.consider import Consideration
from readtrack.planning.gate import Decision, Holder
from readtrack.render.sentences import load_text, loan_words, minutes_text
from readtrack.render.terminal import on_terminal, say, tab_separated


def refusal(decision: Decision, command: str, today: date) -> tuple[str, str]:
    """What the gate says when the cap is reached, and the ways out, a line each."""
    holders = [
        f"  {held.loan}  {held.title}, {_free(held.digital, held.due, today)}"
        for held in decision.holders
    ]
    ways = [line for held in decision.holders for line in _ways_of(held)]
    ways.append(f'  {command} --anyway --why "..."')
    if decision.earliest_safe is not None:
        safe = decision.earliest_safe
        back = any(not held.digital and held.due < safe for held in decision.holders)
        ways.append(
            f"  or wait: from {day_text(safe, today)} it would fit"
            + (", once what is printed is back" if back else "")
        )
    what = "\n".join([f"{decision.slots.taken()}:", *holders])
    return what, "\n".join(["Ways out:", *ways])


def _ways_of(held: Holder) -> list[str]:
    """What frees this slot: giving one edition back does not while another is out."""
    drop = f"  readtrack drop {held.loan}  (your place is kept)"
    if held.editions > 1:
        return [f"  readtrack finish {held.loan}  (both back)", drop]
    return [f"  readtrack return {held.loan}  (gives it back)", drop]


def _free(digital: bool, due: date, today: date) -> str:
    if digital:
        return f"free after {day_text(due, today)}"
    return f"due {day_text(due, today)}, free when you return it"


def does_not_fit(decision: Decision, today: date) -> str:
    """What the gate says when there is a slot but not the time."""
    fit, safe = decision.fit, decision.earliest_safe
    assert fit.breaks_on is not None
    how = "does not fit" if fit.verdict == "impossible" else "fits only without the buffer"
    missing = f"{minutes_text(fit.short_minutes)} short by {day_text(fit.breaks_on, today)}"
    already = " What is out does not fit by itself." if decision.already else ""
    if safe is None:
        return f"This book {how}: {missing}.{already} No day this year would be safe."
    later = f" It would be safe from {day_text(safe, today)}." if safe > today else ""
    return f"This book {how}: {missing}.{already}{later}"


def print_consideration(report: Consideration, loan: Loan, today: date) -> None:
    """Yes, or not now with the reasons; what it would do to the load; from when it is safe."""
    before, after = report.peak_load.before, report.peak_load.after
    if not on_terminal():
        loads = [None if load is None else round(load, 4) for load in (before, after)]
        tab_separated([(report.decision, report.earliest_safe, *loads, *report.reasons)])
        return
    yes = report.decision == "yes"
    say(
        f"{'Yes' if yes else 'Not now'}: {loan_words(loan)}", status="finished" if yes else "behind"
    )
    about = "~" if loan.assumed_length else "about "
    minutes = minutes_text(max(1, round(report.minutes)))
    say(*report.reasons, f"It takes {about}{minutes}.", indent=2)
    if before is not None and after is not None:
        say(f"The busiest day goes from {load_text(before)} to {load_text(after)} full.", indent=2)
    elif before is None:
        say("Something that is out has no time of its kind in your routine.", indent=2)
    else:
        say("There is no time of its kind in your routine.", indent=2)
    if yes:
        return
    if report.earliest_safe is None:
        say("No day this year would be safe.", indent=2)
    elif report.earliest_safe > today:
        say(f"From {day_text(report.earliest_safe, today)} it would be safe.", indent=2)
