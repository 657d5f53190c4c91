"""Prints the checkup: each finding with its figure, its limit and a word of advice."""

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
from readtrack.render.grid import GAP, Column, grid, needs, print_lines
from readtrack.render.show import Fields
from readtrack.render.styled import Cell, cell
from readtrack.render.terminal import COLOURS, say, width
from readtrack.units import plain
from readtrack.words.amounts import days_text, minutes_text
from readtrack.words.checkup import NO_WORRY, Advised, AdvisedCheckup

CHECKUP_FIELDS: Fields[Advised] = dict.fromkeys(
    ("name", "figure", "unit", "threshold", "setting", "worry", "advice")
)

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
"""How each figure is computed, by the name of its finding."""


def print_checkup(report: AdvisedCheckup, *, explain: bool = False) -> None:
    """Print a row for each finding, with its advice below.

    If a row is too wide, its parts stand on lines of their own. With `explain`, print how each
    figure is computed, and the setting of its limit.
    """
    say(f"The four weeks since {day_text(report.since, report.today)}", "")
    found = report.findings
    columns = [
        Column("Measure", [cell(finding_name(each), "bold") for each in found]),
        Column("Figure", [cell(figure_text(each, report)) for each in found]),
        Column("Limit", [cell(limit_of(each), "dim") for each in found]),
        Column("", [_verdict(each) for each in found]),
    ]
    heading, rows = grid(columns)
    table = needs(columns, 0, GAP) <= width()
    if table:
        print_lines([heading])
    for number, finding in enumerate(found):
        if table:
            print_lines([rows[number]])
        else:
            _say_stacked(*(each.cells[number] for each in columns))
        _say_advice(finding, report, explain=explain)


def _say_stacked(name: Cell, figure: Cell, limit: Cell, verdict: Cell) -> None:
    """Print the name and the verdict on a line, the figure and its limit below."""
    print_lines([name.then(": ").joined(verdict) if verdict.plain else name])
    say(figure.plain, *([f"limit: {limit.plain}"] if limit.plain else []), indent=2)


def _say_advice(finding: Advised, report: AdvisedCheckup, *, explain: bool) -> None:
    advice = advice_on(finding, report.today)
    match finding.details:
        case OtherReading(kept_minutes=reserve, since=since) if reserve and since > report.since:
            advice.append(f"Counted since {day_text(since, report.today)}.")
    say(*filter(None, [" ".join(advice)]), indent=2)
    if explain:
        setting = [f"The setting of its limit: {finding.setting}"] if finding.setting else []
        say(EXPLAINED[finding.name], *setting, indent=2)


def explain_checkup(report: AdvisedCheckup) -> None:
    """Print how each figure is computed, below the rows in a pipe."""
    for finding in report.findings:
        say("", finding_name(finding))
        say(EXPLAINED[finding.name], indent=2)


def finding_name(finding: Advised) -> str:
    """Return the finding's name in words."""
    return finding.name.replace("_", " ")


def _verdict(finding: Advised) -> Cell:
    """Return whether the figure is fine; nothing if the finding has no limit."""
    if finding.threshold is None or finding.figure is None:
        return Cell()
    if finding.worry:
        return cell("mind this", COLOURS["behind"])
    return cell("fine", COLOURS["on_track"])


def limit_of(finding: Advised) -> str:
    """Return the limit, beyond which a finding is a worry; empty if there is none."""
    if finding.threshold is None:
        return ""
    unit = "%" if finding.unit == "percent" else ""
    least = "at least " * (finding.name == "crowding_out")
    return f"{least}{finding.threshold}{unit}"


def figure_text(finding: Advised, report: AdvisedCheckup) -> str:
    """Return the figure in words."""
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
            return f"{minutes_text(read)}, none kept{' yet' * (since == report.today)}"
        case OtherReading(read_minutes=read, kept_minutes=reserve):
            logged = plain(read) if reserve < 60 else minutes_text(read)
            return f"{logged} of {minutes_text(reserve)}, {number}%"
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


def advice_on(finding: Advised, today: date) -> list[str]:
    """Return the advice, and a further remark on a finding that is no worry."""
    advice = [finding.advice] * (finding.advice != NO_WORRY)
    if finding.worry:
        return advice
    match finding.details:
        case Run(next_clear=date() as clear):
            advice.append(f"Clear from {day_text(clear, today)} on.")
        case Endings(days_late=late, small_sample=small, ended=ended):
            advice += _late(late) + ["Few ended lately."] * bool(small and ended)
    return advice


def _late(days_late: float | None) -> list[str]:
    if days_late is None:
        return []
    days = round(days_late)
    when = f"{days_text(abs(days))} {'after' if days > 0 else 'before'} the goal"
    return [f"Finished {when if days else 'on the goal'}."]
