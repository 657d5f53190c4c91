"""The checkup: a finding in two lines, its figure and a word of advice."""

from datetime import date

from readtrack.dates import day_text
from readtrack.planning.checkup import (
    BusyDays,
    Checkup,
    Cramming,
    Endings,
    Finding,
    OtherReading,
    Pointless,
    Run,
)
from readtrack.render.terminal import on_terminal, say, tab_separated, width
from readtrack.units import plain
from readtrack.words.amounts import days_text

ROOM_FOR_ONE_LINE = 72
"""Columns from which a figure stands beside its name and its limit."""

HEADER = ("name", "figure", "unit", "threshold", "setting", "worry", "advice")


def print_checkup(report: Checkup) -> None:
    """Print the findings, in lines on a terminal and in rows in a pipe."""
    if not on_terminal():
        tab_separated([HEADER, *map(_cells, report.findings)])
        return
    say(f"The four weeks since {day_text(report.since, report.today)}")
    for finding in report.findings:
        say("")
        _say_finding(finding, report.today)


def _cells(finding: Finding) -> tuple[object, ...]:
    return (
        finding.name,
        finding.figure,
        finding.unit,
        finding.threshold,
        finding.setting,
        "yes" if finding.worry else "no",
        finding.advice,
    )


def _say_finding(finding: Finding, today: date) -> None:
    name, figure, limit = finding.name.replace("_", " "), _figure(finding), _limit(finding)
    status = "behind" if finding.worry else "on_track"
    if width() >= ROOM_FOR_ONE_LINE:
        say(f"{name:<16}{figure} · {limit}", status=status)
    else:
        say(name, status=status)
        say(figure, limit, indent=2)
    say(*_advice(finding, today), indent=2)


def _advice(finding: Finding, today: date) -> list[str]:
    """The advice with what is good to know besides; a command that would be broken stands alone."""
    remark = _remark(finding, today)
    text = finding.advice if finding.worry or remark is None else f"{finding.advice} {remark}"
    words, colon, command = text.partition(": readtrack ")
    if not colon or len(text) + 3 <= width():
        return [text]
    return [f"{words}:", f"readtrack {command}"]


def _limit(finding: Finding) -> str:
    """Where a worry begins, and the setting that says so."""
    unit = "%" if finding.unit == "percent" else ""
    word = "at least" if finding.name == "crowding_out" else "limit"
    return f"{word} {finding.threshold}{unit} ({finding.setting})"


def _figure(finding: Finding) -> str:
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
        case OtherReading(read_minutes=read, kept_minutes=kept):
            if not kept:
                return f"{read} minutes, none kept"
            return f"{read} of {plain(kept)} minutes, {number}%"
        case Pointless():
            return f"{number} checkout{'s' * (number != 1)} without a reason"
        case Endings(ended=0):
            return "none ended yet"
        case Endings(ended=ended, small_sample=small):
            return f"{number}% of {'the last ' * small}{ended} unfinished"


def _remark(finding: Finding, today: date) -> str | None:
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
