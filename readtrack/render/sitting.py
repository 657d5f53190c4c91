"""Prints the answers of `start` and `stop`."""

from readtrack.model import Format, Loan
from readtrack.planning.changes import Started, Stopped
from readtrack.planning.listed import Running
from readtrack.planning.situation import Situation
from readtrack.render.answers import print_progress, say_change
from readtrack.render.terminal import say
from readtrack.words.amounts import minutes_text
from readtrack.words.sitting import since_words, started_words, stopped_words, uncounted_lines


def print_started(report: Started, other: Running | None, *, forgotten: bool) -> None:
    """Print the sitting that runs now, after the `other` one that it ended."""
    if report.stopped is not None and other is not None:
        say(stopped_words(report.stopped))
        if forgotten and report.stopped.entry.minutes is None:
            say(*uncounted_lines(other, report.stopped, report.today))
    say(started_words(report))


def print_stopped(
    report: Stopped, loan: Loan | None, before: Situation, after: Situation, *, forgotten: bool
) -> None:
    """Print how long the sitting was, then all that `log` prints."""
    sitting, logged = report.sitting, report.logged
    if logged is None or loan is None:
        since = since_words(sitting, report.today)
        say(f"Nothing is logged of {sitting.title}{since}. Wrong? readtrack undo")
        return
    minutes = logged.entry.minutes
    if minutes is not None:
        verb = "Listened" if logged.loan.format is Format.AUDIOBOOK else "Read"
        say(f"{verb} for {minutes_text(minutes)}.")
    print_progress(loan, logged.entry, after)
    if forgotten and minutes is None:
        say(*uncounted_lines(sitting, logged, report.today))
    say_change(before, after)
