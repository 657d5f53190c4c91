"""Prints what an import did, or would do."""

import shlex

from readtrack.planning.imported import STATES, FileReport, ImportedItem, ImportReport
from readtrack.render.show import Rows
from readtrack.render.terminal import note, say

NAMES = {"problem": "not readable", "unsure": "not sure"}


def print_report(report: ImportReport) -> None:
    """Print a paragraph for each file."""
    for each in report.files:
        say(_head(each))
        for state in STATES:
            say(*(_words(item) for item in each.items if item.state == state), indent=2)
            say(*_unlisted(each, state), indent=4)


def import_rows(report: ImportReport) -> Rows:
    """Yield a row for each item."""
    yield "file", "place", "state", "title", "reason", "remedy"
    for each in report.files:
        for item in each.items:
            yield each.file, item.place, item.state, item.title, item.reason, item.remedy


def note_troubles(report: ImportReport) -> None:
    """Note, beside the rows in a pipe, the counts of each file and its problems."""
    for each in report.files:
        note(_head(each))
        for item in each.items:
            if item.state in ("problem", "unsure"):
                note(f"{each.file}, {_words(item)}")
        for more in (more for state in STATES for more in _unlisted(each, state)):
            note(f"{each.file}: {more}, not listed")


def note_left(report: ImportReport) -> None:
    """Note what was not read, and why."""
    if report.ignored:
        plural = "s" * (report.ignored > 1)
        note(f"{report.ignored:,} other file{plural} of no kind that can be imported: left alone.")
    for pattern in report.absent:
        note(f"Not there now: {pattern}")
    for path in report.taken_back:
        note(f"Taken back by undo, and left so: {path}")
        note(f"  Bring it in again: readtrack import {shlex.quote(path)}")


def _head(report: FileReport) -> str:
    counts = [
        f"{report.counts[state]:,} {NAMES.get(state, state)}"
        for state in STATES
        if report.counts.get(state)
    ]
    return f"{report.file} ({report.source}): {', '.join(counts) or 'nothing in it'}"


def _unlisted(report: FileReport, state: str) -> list[str]:
    """Return how many items of a state are counted but not listed, if some are."""
    listed = sum(item.state == state for item in report.items)
    more = report.counts.get(state, 0) - listed
    return [f"and {more:,} more {NAMES.get(state, state)}"] if listed and more else []


def _words(item: ImportedItem) -> str:
    """Return an item in one line, and a second line with the remedy if there is one."""
    remedy = f"\n  → {item.remedy}" if item.remedy else ""
    if item.state == "problem":
        excerpt = f" in “{item.title}”" if item.title else ""
        return f"{item.place}: {item.reason.rstrip('.')}{excerpt}{remedy}"
    reason = f": {item.reason}" if item.reason else ""
    if item.state in ("unsure", "skipped"):
        return f"{NAMES.get(item.state, item.state)}, {item.place}: {item.title}{reason}{remedy}"
    return f"{item.state}: {item.title}{reason}"
