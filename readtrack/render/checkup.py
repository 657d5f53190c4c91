"""The checkup: a finding in two lines, its figure and a word of advice."""

from datetime import date

from readtrack.dates import day_text
from readtrack.planning.checkup import (
    BusyDays,
    Carries,
    Cramming,
    Endings,
    NoReason,
    OtherReading,
    Run,
)
from readtrack.render.show import Rows
from readtrack.render.terminal import say, width
from readtrack.units import plain
from readtrack.words.amounts import days_text
from readtrack.words.checkup import Advised, AdvisedCheckup

ROOM_FOR_ONE_LINE = 72
"""Columns from which a figure stands beside its name and its limit."""

HEADER = ("name", "figure", "unit", "threshold", "setting", "worry", "advice")

EXPLAINED = {
    "treadmill": "Counted are the days on which you logged three titles or more, while the rest "
    "of all books out that morning filled more than 80% of your routine.",
    "cramming": "A loan is cut into fifths up to its due date; an even pace reads 20% in the "
    "last. The checkout with the most counts, of those that ended in these weeks.",
    "no_end": "The days through today on each of which something was out, counted back to the "
    "first free day or for about 400 days.",
    "crowding_out": "The minutes you logged with aside, against the share of your routine that "
    "the reserve kept in these weeks, from the day you set it.",
    "no_reason": "Checkouts that are out or ended in these weeks; a reason given for one edition "
    "counts for its title.",
    "too_optimistic": "The titles that ended in these weeks, or the last twelve where fewer than "
    "three did; days late are counted from the goal.",
    "carries": "The pages you read on each of the last 56 days, audio counted as pages, days away "
    "left out. With days as uneven as those, a book of 300 pages is read in so many days in four "
    "cases of five.",
}
"""How each figure is made, by the name of its finding."""


def checkup_rows(report: AdvisedCheckup) -> Rows:
    """A row a finding."""
    return [HEADER, *([getattr(each, name) for name in HEADER] for each in report.findings)]


def print_checkup(report: AdvisedCheckup, *, explain: bool = False) -> None:
    """Print the findings.

    With `explain` each says how its figure is made, and which setting its limit comes from.
    """
    say(f"The four weeks since {day_text(report.since, report.today)}")
    for finding in report.findings:
        say("")
        _say_finding(finding, report, explain=explain)


def explain_checkup(report: AdvisedCheckup) -> None:
    """Say how each figure is made, below the rows in a pipe."""
    for finding in report.findings:
        say("", _name(finding))
        say(EXPLAINED[finding.name], indent=2)


def _say_finding(finding: Advised, report: AdvisedCheckup, *, explain: bool) -> None:
    status = "behind" if finding.worry else "on_track"
    figures = [_figure(finding, report), *_limit(finding, explain=explain)]
    if width() >= ROOM_FOR_ONE_LINE:
        say(f"{_name(finding):<16}{' · '.join(figures)}", status=status)
    else:
        say(_name(finding), status=status)
        say(*figures, indent=2)
    say(_advice(finding, report.today), indent=2)
    if explain:
        say(EXPLAINED[finding.name], indent=2)


def _name(finding: Advised) -> str:
    return finding.name.replace("_", " ")


def _advice(finding: Advised, today: date) -> str:
    """The advice with what is good to know besides."""
    remark = _remark(finding, today)
    return finding.advice if finding.worry or remark is None else f"{finding.advice} {remark}"


def _limit(finding: Advised, *, explain: bool) -> list[str]:
    """Where a worry begins, if anywhere; the setting that says so where it is explained."""
    if finding.threshold is None:
        return []
    unit = "%" if finding.unit == "percent" else ""
    word = "at least" if finding.name == "crowding_out" else "limit"
    setting = f" ({finding.setting})" if explain else ""
    return [f"{word} {finding.threshold}{unit}{setting}"]


def _figure(finding: Advised, report: AdvisedCheckup) -> str:
    number = finding.figure or 0
    match finding.details:
        case BusyDays():
            return f"{days_text(number)} of 3+ titles under load"
        case Cramming() as cramming:
            left = cramming.worst(planned=True)
            planned = f", {round(left.share)}% planned" if left else ""
            return f"{number}% read at the end{planned}"
        case Run():
            return f"{days_text(number)} in a row"
        case OtherReading(kept_minutes=0, read_minutes=read, since=since):
            return f"{read} minutes, none kept{' yet' * (since == report.today)}"
        case OtherReading(read_minutes=read, kept_minutes=kept, since=since):
            later = f" since {day_text(since, report.today)}" * (since > report.since)
            return f"{read} of {plain(kept)} minutes{later}, {number}%"
        case NoReason():
            return f"{number} checkout{'s' * (number != 1)} without a reason"
        case Endings(ended=0):
            return "none ended yet"
        case Endings(ended=ended, small_sample=small):
            return f"{number}% of {'the last ' * small}{ended} unfinished"
        case Carries() if finding.figure is None:
            return "not measured yet"
        case Carries(book_pages=pages):
            return f"{days_text(number)} for {pages} pages"


def _remark(finding: Advised, today: date) -> str | None:
    """What is good to know besides."""
    match finding.details:
        case Run(next_clear=date() as clear):
            return f"Clear from {day_text(clear, today)} on."
        case Endings() as endings:
            few = "Few ended lately." if endings.small_sample and endings.ended else None
            return " ".join(filter(None, (_late(endings), few))) or None
    return None


def _late(endings: Endings) -> str | None:
    if endings.days_late is None:
        return None
    days = round(endings.days_late)
    when = f"{days_text(abs(days))} {'after' if days > 0 else 'before'} the goal"
    return f"Finished {when if days else 'on the goal'}."
