"""The checkup's advice for each figure, in words."""

from datetime import date

from readtrack.dates import day_text
from readtrack.library import Library
from readtrack.named_tuple import NamedTuple
from readtrack.planning import checkup
from readtrack.words.amounts import days_text

NO_WORRY = "Nothing to worry about."

TOO_EARLY = "Too early to say: log a few days of reading first."


class Advised(NamedTuple):
    """A finding with advice for the reader."""

    name: str
    figure: int | None
    """None if there is nothing to measure."""
    unit: str
    threshold: int | None
    """The figure from which it is a worry; None if no figure is a worry."""
    setting: str | None
    """The setting that defines the threshold."""
    worry: bool
    advice: str
    details: checkup.Details


class AdvisedCheckup(NamedTuple):
    today: date
    since: date
    findings: tuple[Advised, ...]


def advised(report: checkup.Checkup, library: Library) -> AdvisedCheckup:
    """Return the checkup with advice for each finding."""
    found = (
        Advised(*finding[:-1], _advice(finding, library, report.today), finding.details)
        for finding in report.findings
    )
    return AdvisedCheckup(report.today, report.since, tuple(found))


def _advice(finding: checkup.CheckupFinding, library: Library, today: date) -> str:
    match finding.details:
        case checkup.Carries() as carries:
            return _how_often(finding.figure, carries, library.settings.loan_days)
        case checkup.OtherReading(read_minutes=0) if not finding.worry:
            return _how_to_reserve(library)
        case _ if not finding.worry:
            return NO_WORRY
        case checkup.BusyDays():
            return "One or two books a day go deeper, one to a block: readtrack plan"
        case checkup.Cramming() as cramming:
            return _start_earlier(cramming, finding.threshold or 0)
        case checkup.Run(next_clear=None, gap_days=gap):
            return f"Nothing is out: keep {gap} days free before the next checkout."
        case checkup.Run(next_clear=date() as clear, gap_days=gap):
            return f"Keep {gap} days free of deadlines from {day_text(clear, today)} on."
        case checkup.OtherReading():
            return "That time is kept already: a magazine or an article may have it."
        case checkup.NoReason(loans=(first, *_)):
            verb = "is" if first.ended is None else "was"
            return f'Say what {first.title} {verb} for: readtrack edit {first.loan} --why "..."'
        case checkup.Endings() as endings:
            before = "ask before the next: readtrack consider 'Hard Times' --pages 304"
            left, late = round(endings.percent_left or 0), round(endings.days_late or 0)
            others = f", others {days_text(late)} late" if late > 0 else " on average"
            return f"{left}% was left{others}; {before}"
    return NO_WORRY


def _start_earlier(cramming: checkup.Cramming, threshold: int) -> str:
    read, left = cramming.worst(planned=False), cramming.worst(planned=True)
    if left and round(left.share) >= threshold:
        renewal = " or a renewal" * left.renewable
        return (
            f"The plan leaves {round(left.share)}% of {left.title} for its last days: "
            f"an earlier start{renewal} would lighten them."
        )
    return f"{read.title} was read late: an earlier start spreads the next one." if read else ""


def _how_to_reserve(library: Library) -> str:
    """Return how to reserve time for other reading, for a reader without a reserve."""
    if not library.routines:
        return (
            "No time is kept for other reading; it needs a routine: readtrack routine add bed 30m"
        )
    if not library.settings.reserve:
        return "No time is kept for other reading; this keeps some: readtrack config reserve 20"
    return NO_WORRY


def _how_often(days: int | None, carries: checkup.Carries, loan_days: int) -> str:
    """Return how often to borrow if a book takes `days` days, for loans of `loan_days`."""
    if days is None:
        return TOO_EARLY
    pace, pages = "At the pace of the last eight weeks", carries.book_pages
    if days > loan_days:
        return (
            f"{pace} four of five {pages}-page books take you up to {days_text(days)}, longer "
            f"than a loan of {loan_days}: borrow shorter ones, or renew."
        )
    each = "day" if days == 1 else days_text(days)
    takes = f"{pace} a {pages}-page book takes you {days_text(days)}"
    return f"{takes}: a new loan every {each} would be in time four times in five."
