"""Prints the answer of `consider`."""

from datetime import date

from readtrack.model import GateAnswer, Loan
from readtrack.planning.consider import Consideration
from readtrack.render.grid import ACCENT, load_bar, print_lines
from readtrack.render.show import Rows
from readtrack.render.styled import cell
from readtrack.render.terminal import COLOURS, say
from readtrack.words.amounts import at_least_a_minute, load_text
from readtrack.words.gate import Considered, reasons, safe_words
from readtrack.words.loans import loan_words


def consideration_rows(report: Considered) -> Rows:
    """Yield the answer as one row."""
    peaks = [None if load is None else round(load, 4) for load in report.peak_load]
    yield "decision", "earliest_safe", "peak_load_before", "peak_load_after", "reasons"
    yield report.decision, report.earliest_safe, *peaks, " ".join(report.reasons)


def print_consideration(report: Consideration, loan: Loan, today: date) -> None:
    """Print the answer with its reasons, the load it means, and from when it would be safe."""
    before, after = report.peak_load.before, report.peak_load.after
    why = reasons(report, today)
    yes = report.decision is GateAnswer.YES
    say(f"{_head(report)}: {loan_words(loan)}", status="finished" if yes else "behind")
    if report.minutes is None:
        say(*why, indent=2)
        return
    about = "~" if loan.assumed_length else "about "
    say(*why, f"It takes {about}{at_least_a_minute(report.minutes)}.", indent=2)
    if before is None:
        say("Something that is out has no time of its kind in your routine.", indent=2)
    elif after is None:
        say("There is no time of its kind in your routine.", indent=2)
    elif load_text(before) != load_text(after):
        _print_loads(before, after)
    asks = report.assumed and report.decision is GateAnswer.DOES_NOT_FIT
    if not yes and not asks:
        say(*safe_words(report.earliest_safe, report.in_full, today), indent=2)


def _print_loads(before: float, after: float) -> None:
    """Print how full the busiest day is without the book, and with it."""
    for words, load in ("Busiest day now", before), ("  with this book", after):
        style = COLOURS["behind"] if load > 1 else ACCENT
        print_lines([cell(f"  {words:<16}  ").joined(load_bar(load, style))])


def _head(report: Consideration) -> str:
    if report.decision is GateAnswer.YES:
        return "Yes"
    fits = report.fit.just_about or report.assumed
    return "Perhaps" if fits and report.decision is GateAnswer.DOES_NOT_FIT else "Not now"
