"""The ways out, in full and as one line."""

from datetime import date

from readtrack.dates import day_text
from readtrack.planning.ways import Way, Ways
from readtrack.render.sentences import fit_words, load_text
from readtrack.render.terminal import on_terminal, say, tab_separated


def print_ways(report: Ways) -> None:
    """Print every way, best first; a row each in a pipe."""
    if not on_terminal():
        tab_separated(
            (
                each.kind,
                each.loan,
                each.title,
                None if each.peak_load is None else round(each.peak_load, 4),
                each.fits,
                each.breaks_on,
                each.command,
            )
            for each in report.ways
        )
        return
    if report.fit.fits:
        say(f"Nothing to decide: {fit_words(report.fit, report.today)}.")
        return
    verb = "is " if report.fit.verdict == "tight" else ""
    load = "" if report.peak_load is None else load_text(report.peak_load)
    busiest = f"; the busiest day would be {load} full" if load else ""
    say(f"As it is, it {verb}{fit_words(report.fit, report.today)}{busiest}.")
    if not any(way.fits for way in report.ways):
        say("No single change is enough.")
    for way in report.ways:
        say("", f"{way.words[0].upper()}{way.words[1:]}", status="finished" if way.fits else None)
        say(effect(way, report.today), indent=2)
        if way.why:
            say(f"your reason: {way.why}", indent=2)
        say(f"→ {way.command}", indent=2)


def effect(way: Way, today: date) -> str:
    """What is true afterwards."""
    load = "" if way.peak_load is None else f", busiest day {load_text(way.peak_load)}"
    if way.fits:
        return f"everything fits{load}"
    assert way.breaks_on is not None
    return f"still short by {day_text(way.breaks_on, today)}{load}"


def best_way(report: Ways) -> str | None:
    """One line with the best way out, if one makes everything fit."""
    if not report.ways or not report.ways[0].fits:
        return "What would help: readtrack ways" if report.ways else None
    way = report.ways[0]
    return f"Best way out: {way.words}, then everything fits:\n  {way.command}"
