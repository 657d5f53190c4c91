"""Prints today at a glance, and the warnings."""

from collections.abc import Iterable, Iterator

from readtrack.dates import day_text
from readtrack.planning.listed import running_sitting
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation
from readtrack.render.show import Rows, field_rows
from readtrack.render.terminal import label, say
from readtrack.words.alerts import DueReport
from readtrack.words.amounts import at_least_a_minute
from readtrack.words.holds import collect_words
from readtrack.words.loans import (
    FORMATS,
    NEW_HERE,
    NOTHING_OUT,
    NOTHING_TO_READ,
    brief_words,
    by_title,
    magazine_words,
)
from readtrack.words.sitting import reading_words
from readtrack.words.standing import slot_words, standing_words


def print_glance(report: PaceReport, due: DueReport, situation: Situation) -> None:
    """Print what to read now, what needs a decision, and how many slots are free."""
    today, sitting = report.today, situation.library.sitting
    reading = [row for row in report.loans if row.status != "expired"]
    how = _left_words(reading) if reading else slot_words(report.slots)
    say(f"{day_text(today, today)} · {how}")
    if sitting is not None:
        say(reading_words(running_sitting(sitting), today))
    if reading:
        say("")
        _say_shares(reading)
    elif not (due.warnings or due.holds):
        about = [magazine_words(row, today) for row in report.magazines]
        say("", *(about or [NOTHING_OUT]))
        if not (about or situation.library.past):
            say(NEW_HERE)
    if due.warnings:
        say("")
        say_warnings(due)
    say_holds(due)
    if reading:
        say("", f"{slot_words(report.slots)} · {standing_words(situation)}")


def _left_words(rows: list[LoanPace]) -> str:
    """Return `1 h 1 min to read today`, or that nothing is left to read."""
    left = sum(row.today.minutes for row in rows)
    if left:
        return f"{at_least_a_minute(left)} to go today"
    done = any(row.today.target > row.today.start for row in rows)
    return "done for today" if done else "nothing to read today"


def todays_shares(rows: Iterable[LoanPace]) -> Iterator[tuple[str, LoanPace]]:
    """Yield each edition to read today with its name, or one of a title that has no share today."""
    for editions in by_title(rows):
        wanted = [row for row in editions if row.today.target > row.today.start]
        for row in wanted or editions[:1]:
            edition = f" ({FORMATS[row.format]})" if len(editions) > 1 and wanted else ""
            yield f"{row.title}{edition}", row


def _say_shares(rows: Iterable[LoanPace]) -> None:
    """Print a line for each title to read today, then the titles that have no share today."""
    shares = [(title, brief_words(row)) for title, row in todays_shares(rows)]
    wanted = [f"{title}: {words}" for title, words in shares if words != NOTHING_TO_READ]
    idle = [title for title, words in shares if words == NOTHING_TO_READ]
    say(*wanted)
    if idle and wanted:
        say(f"Not today: {', '.join(idle)}")
    else:
        say(*idle)


DUE_HEADER = ("severity", "title", "message", "way_out", "loan", "due", "due_time")


def due_rows(report: DueReport) -> Rows:
    """Yield a row for each warning, and one for each ready hold, due on its last day."""
    yield from field_rows(dict.fromkeys(DUE_HEADER), report.warnings)
    for each in report.holds:
        yield "hold_ready", each.title, each.message, each.way_out, None, each.collect_by, None


def say_warnings(report: DueReport) -> None:
    """Print each warning in three lines."""
    for each in report.warnings:
        say(f"{label(each.severity)}: {each.title}", status=each.severity)
        say(each.message, f"→ {each.way_out}", indent=2)


def say_holds(report: DueReport) -> None:
    """Print a blank line, then each ready hold in three lines; nothing without holds."""
    if report.holds:
        say("")
    for hold in report.holds:
        say(collect_words(hold.title, hold.collect_by, report.today), status="renewable")
        say(hold.room, f"→ {hold.way_out}", indent=2)
