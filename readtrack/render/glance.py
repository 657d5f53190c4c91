"""Today at a glance, and the warnings."""

from readtrack.dates import day_text
from readtrack.planning.listed import running
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.situation import Situation
from readtrack.render.show import Rows
from readtrack.render.terminal import label, say
from readtrack.words.alerts import DueReport
from readtrack.words.holds import collect_words
from readtrack.words.loans import (
    FORMATS,
    NOTHING,
    NOTHING_OUT,
    by_title,
    magazine_words,
    today_words,
)
from readtrack.words.sitting import reading_words
from readtrack.words.standing import capacity_words, slot_words, standing_words


def print_glance(report: PaceReport, due: DueReport, situation: Situation) -> None:
    """Today at a glance: the slots, today's targets, the warnings."""
    today, sitting = report.today, situation.library.sitting
    if sitting is not None:
        say(reading_words(running(sitting), today))
    head = [day_text(today, today), slot_words(report.slots)]
    reading = [row for row in report.loans if row.status != "expired"]
    if reading:
        head += [capacity_words(report.capacity), standing_words(situation)]
    say(" · ".join(head))
    if not (reading or due.warnings or due.holds):
        about = [magazine_words(row, today) for row in report.magazines]
        say("", *(about or [NOTHING_OUT]))
    if reading:
        say("")
    for editions in by_title(reading):
        _say_today(editions)
    if due.warnings:
        say("")
        say_warnings(due)


def _say_today(editions: list[LoanPace]) -> None:
    """Today's share of a title, in the editions that the plan reads."""
    first = editions[0]
    if len(editions) == 1:
        say(f"{first.title} ({FORMATS[first.format]})", status=first.status)
        say(_share_words(first), indent=2)
        return
    say(f"{first.title}", status=first.status)
    wanted = [row for row in editions if row.today.target > row.today.start]
    if not wanted or first.position >= first.end:
        say(_share_words(first), indent=2)
        return
    for row in wanted:
        also = "" if row is wanted[0] else "and "
        say(f"{also}{FORMATS[row.format]}: {today_words(row)}", indent=2)


def _share_words(row: LoanPace) -> str:
    words = today_words(row)
    return f"{words} today" if words == NOTHING else words


DUE_HEADER = ("severity", "title", "message", "way_out", "loan", "due", "due_time")


def due_rows(report: DueReport) -> Rows:
    """A row a warning, then one a hold that is ready; its due date is the last to collect it."""
    warnings = ([getattr(each, name) for name in DUE_HEADER] for each in report.warnings)
    holds = (
        ("hold_ready", each.title, each.message, each.way_out, None, each.collect_by, None)
        for each in report.holds
    )
    return [DUE_HEADER, *warnings, *holds]


def say_warnings(report: DueReport) -> None:
    """A warning a title, in three lines."""
    for each in report.warnings:
        say(f"{label(each.severity)}: {each.title}", status=each.severity)
        say(each.message, f"→ {each.way_out}", indent=2)


def say_holds(report: DueReport, *, first: bool = False) -> None:
    """The holds that are ready, in three lines each; `first` says that nothing comes before."""
    if report.holds and not first:
        say("")
    for hold in report.holds:
        say(collect_words(hold.title, hold.collect_by, report.today), status="renewable")
        say(hold.room, f"→ {hold.way_out}", indent=2)
