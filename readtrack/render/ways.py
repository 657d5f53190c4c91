"""Prints the ways out: as sentences on a terminal, as rows in a pipe."""

from readtrack.planning.situation import Situation
from readtrack.planning.ways import Ways
from readtrack.render.grid import load_bar, print_lines
from readtrack.render.show import Rows
from readtrack.render.styled import cell
from readtrack.render.terminal import COLOURS, say, width
from readtrack.words.amounts import load_text
from readtrack.words.standing import standing_words
from readtrack.words.ways import WrittenWay, WrittenWays, effect


def way_rows(report: WrittenWays) -> Rows:
    """Yield a row for each way."""
    yield "kind", "loan", "title", "peak_load", "fits", "breaks_on", "command"
    for way in report.ways:
        load = None if way.peak_load is None else round(way.peak_load, 4)
        yield way.kind, way.loan, way.title, load, way.fits, way.breaks_on, way.command


def print_ways(report: WrittenWays, found: Ways, situation: Situation) -> None:
    """Print every way, the cheapest first."""
    if report.fit.fits:
        say(f"Nothing to decide: {standing_words(situation)}.")
        return
    say(_as_it_is(situation))
    fitting = [way for way in report.ways if way.fits]
    if not fitting:
        say("No change is enough, and no two of them are. What helps: readtrack ways --all")
    elif all("+" in way.kind for way in fitting):
        say("No single change is enough; two together are.")
    effects = [effect(way, report.today) for way in found.ways]
    for way, words in zip(report.ways, effects, strict=True):
        say("")
        say(f"{way.words[0].upper()}{way.words[1:]}", bold=True)
        _print_effect(way, words)
        if way.why:
            say(f"your reason: {way.why}", indent=2)
        for command in way.command.split(" && ") if way.command else ():
            say(f"→ {command}", indent=2)


def _print_effect(way: WrittenWay, words: str) -> None:
    """Print how full the busiest day is after it and what it achieves, side by side if they fit."""
    style = COLOURS["finished" if way.fits else "behind"]
    lines = [cell(f"  {words}", style)]
    if way.peak_load is not None:
        busiest = cell("  busiest day  ").joined(load_bar(way.peak_load, style))
        beside = busiest.joined(lines[0])
        lines = [beside] if beside.width <= width() else [busiest, *lines]
    print_lines(lines)


def _as_it_is(situation: Situation) -> str:
    """Return what is missing, and how full the days would be without a change."""
    words, load = standing_words(situation), situation.peak_load
    if situation.overdue or situation.table.assumed:
        return f"As it is, {words}."
    busiest = "" if load is None else f"; the busiest day would be {load_text(load)} full"
    verb = "is " if words.startswith("tight") else ""
    return f"As it is, it {verb}{words}{busiest}."
