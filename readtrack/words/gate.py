"""The gate's decisions in words."""

from collections.abc import Iterator
from datetime import date

from readtrack.dates import day_text
from readtrack.model import GateAnswer, Verdict
from readtrack.named_tuple import NamedTuple
from readtrack.planning.consider import Consideration, PeakLoad
from readtrack.planning.fit import Fit
from readtrack.planning.gate import Decision, Refusal
from readtrack.planning.pace import Slots
from readtrack.planning.safe import InFull
from readtrack.words.amounts import days_text, minutes_text
from readtrack.words.commands import CommandLine
from readtrack.words.standing import assumed_words, missing_words, taken_words


def refusal(full: Refusal, safe: date | None, command: CommandLine, today: date) -> tuple[str, str]:
    """Return the message when the cap is reached, and the ways out, one a line."""
    holders, ways = [], []
    for each in full.holders:
        day = day_text(each.due, today)
        free = f"free after {day}" if each.digital else f"due {day}, free when you return it"
        holders.append(f"  {each.loan}  {each.title}, {free}")
        both = f"finish {each.loan}  (both back)"
        back = both if each.editions > 1 else f"return {each.loan}  (gives it back)"
        ways += [f"  readtrack {back}", f"  readtrack drop {each.loan}  (your place is kept)"]
    reason = "" if "--why" in command.options else ' --why "..."'
    ways.append("  " + command.line(f"--anyway{reason}"))
    if safe is not None:
        printed = any(not holder.digital and holder.due < safe for holder in full.holders)
        once = ", once what is printed is back" * printed
        ways.append(f"  or wait: from {day_text(safe, today)} it would fit{once}")
    return "\n".join([f"{taken_words(full.slots)}:", *holders]), "\n".join(["Ways out:", *ways])


def does_not_fit(decision: Decision, assumed: float | None, safe: date | None, today: date) -> str:
    """Return the message when there is a slot but not the time.

    `assumed` are the minutes of a day if they are an assumption: then the message asks.
    """
    fit = decision.fit_to_report
    if assumed is not None:
        return f"With this book {assumed_words(fit, assumed)}. Do you have them?"
    how = "does not fit" if fit.verdict is Verdict.IMPOSSIBLE else "fits only without the buffer"
    alone = decision.already and not decision.only_late
    already = " What is out does not fit by itself." if alone else ""
    later = " ".join(safe_words(safe, None, today))
    return f"This book {how}: {missing_words(fit, today)}.{already} {later}".rstrip()


def safe_words(safe: date | None, full: InFull | None, today: date) -> Iterator[str]:
    """Yield the days from which a book would be safe, as planned and by reading in full."""
    if safe is None:
        yield "No day this year would be safe."
    elif safe > today:
        yield f"It would be safe from {day_text(safe, today)}."
    if full is not None:
        more, planned = minutes_text(full.minutes_per_day), minutes_text(full.planned_minutes)
        day = day_text(full.date, today)
        yield f"Or from {day}, if you read {more} a day until then instead of {planned}."


class Considered(NamedTuple):
    """What borrowing a book would do, with the reasons in words."""

    title: str
    decision: GateAnswer
    earliest_safe: date | None
    in_full: InFull | None
    """An earlier safe date for a reader who reads the full minutes of each day until then."""
    reasons: tuple[str, ...]
    slots: Slots
    peak_load: PeakLoad
    minutes: float | None
    """Minutes that the book takes to read or to hear; None for a magazine."""
    fit: Fit
    """The fit with the book."""


def considered(report: Consideration, today: date) -> Considered:
    return Considered(
        title=report.title,
        decision=report.decision,
        earliest_safe=report.earliest_safe,
        in_full=report.in_full,
        reasons=reasons(report, today),
        slots=report.slots,
        peak_load=report.peak_load,
        minutes=report.minutes,
        fit=report.fit,
    )


def reasons(report: Consideration, today: date) -> tuple[str, ...]:
    """Return the reasons for the answer, one sentence each."""
    return tuple(_reasons(report, today))


def _reasons(report: Consideration, today: date) -> Iterator[str]:
    for loan in report.out_already:
        yield f"{loan.book.title} ({loan.format.words}) is out already."
    fit = report.fit_to_report
    if report.minutes is None:
        yield "It takes no slot and no time of your books: it has a due date, and no pace."
        return
    if report.decision is GateAnswer.OVER_CAP:
        yield f"{taken_words(report.slots)}."
    if fit.fits:
        if report.decision is GateAnswer.YES and fit.slack_days is not None:
            what = "Everything else fits" if report.overdue else "Everything fits"
            yield f"{what}, with {days_text(fit.slack_days)} to spare."
        return
    if fit.just_about:
        yield f"Just about fits: {minutes_text(fit.more_a_day)} more a day would do."
    elif report.assumed:
        yield f"With this book {assumed_words(fit, report.routine_minutes)}. Do you have them?"
    elif report.decision is GateAnswer.YES:
        yield "It takes no time from what is out."
    elif fit.verdict is Verdict.TIGHT:
        yield f"Fits only without the buffer: {missing_words(fit, today)}."
    else:
        yield f"Does not fit: {missing_words(fit, today)}."
    if report.already and not report.assumed:
        yield "What is out does not fit by itself."
