"""Prints the review of an ended loan: facts, and a chart of how the reading was spread."""

from collections.abc import Iterator
from datetime import date

from readtrack.dates import day_text
from readtrack.planning.review import Review
from readtrack.render.grid import ACCENT, print_lines
from readtrack.render.rows import bare
from readtrack.render.styled import cell
from readtrack.render.terminal import say, width
from readtrack.units import length_text, plain, position_text, short_amount
from readtrack.words.amounts import days_text, minutes_text
from readtrack.words.loans import ENDINGS, FORMATS

FIFTHS = ("1st fifth", "2nd fifth", "3rd fifth", "4th fifth", "last fifth")

ROOM_FOR_LONG_BARS = 72
"""Least columns for bars with a block for every 2 percent, instead of every 5."""


def print_review(report: Review, today: date) -> None:
    """Print the facts and the chart."""
    size = length_text(report.unit, report.length)
    say(f"{report.title} ({FORMATS[report.format]}, {size}), no. {report.id}", bold=True)
    say("")
    for name, value in facts(report, today):
        say(f"{name:<11}{value}", indent=2, hanging=11)
    say("")
    _say_chart(report)


def facts(report: Review, today: date) -> Iterator[tuple[str, str]]:
    """Yield the facts of the review, by name."""
    yield "planned", f"finished by {day_text(report.goal, today)}"
    if report.finished is not None:
        yield "finished", f"{day_text(report.finished, today)}, {_late(report.days_late)}"
    yield "ended", f"{ENDINGS[report.ending]} {day_text(report.ended, today)}"
    if report.finished is None:
        yield "place", _place(report)
    if report.why:
        yield "why", report.why
    yield "time", _minutes(report)
    if report.rate.reading_days:
        unit, rate = report.unit, report.rate
        days, read = days_text(rate.days), days_text(rate.reading_days)
        yield "pace", f"{short_amount(unit, rate.per_calendar_day)} a day over {days}"
        yield "when read", f"{short_amount(unit, rate.per_reading_day)} a day over {read}"


def _late(days: int) -> str:
    if not days:
        return "as planned"
    return f"{days_text(abs(days))} {'later' if days > 0 else 'earlier'}"


def _place(report: Review) -> str:
    place = position_text(report.unit, report.place)
    return place if report.unit == "percent" else f"{place} ({int(report.percent)}%)"


def _minutes(report: Review) -> str:
    estimated, logged = round(report.minutes_estimated), report.minutes_logged
    about = f"{'~' if report.assumed_length else 'about '}{minutes_text(estimated)}"
    timed = f"{minutes_text(logged)} logged"
    if not estimated:
        return timed
    return f"{timed}, {about} untimed" if logged else f"{about}, untimed"


def _say_chart(report: Review) -> None:
    """Print a bar for each fifth of the loan, and one for what has no entry."""
    if not any(report.fifths):
        say("Nothing was logged in it, so how it was paced is not known.")
        return
    days = max(1, (report.due - report.checked_out).days)
    say(f"Read in each fifth of its {days_text(days)}, where an even pace has 20%:")
    bars = list(zip(FIFTHS, report.fifths, strict=True))
    if round(report.unlogged):
        bars.append(("not logged", report.unlogged))
    step = 2 if width() >= ROOM_FOR_LONG_BARS else 5
    for name, percent in bars:
        drawn = cell("━" * round(percent / step), ACCENT)
        blank = " " * bool(drawn.plain)
        print_lines([cell(f"  {name:<10}  ").joined(drawn).then(f"{blank}{round(percent)}%")])


def review_rows(report: Review) -> Iterator[tuple[str, object]]:
    """Yield a row for each fact: dates as ISO, amounts as the reader writes them."""
    yield "name", "value"
    yield "id", report.id
    yield "title", report.title
    yield "planned", report.goal
    yield "finished", report.finished
    yield "ended", report.ended
    yield "ending", ENDINGS[report.ending]
    yield "outcome", report.outcome
    yield "days_late", report.days_late
    yield "place", bare(report.unit, report.place)
    yield "percent", plain(report.percent)
    for number, percent in enumerate(report.fifths, 1):
        yield f"fifth_{number}", plain(percent)
    yield "unlogged", plain(report.unlogged)
    yield "minutes_logged", report.minutes_logged
    yield "minutes_estimated", round(report.minutes_estimated)
    yield "per_calendar_day", bare(report.unit, report.rate.per_calendar_day)
    yield "per_reading_day", bare(report.unit, report.rate.per_reading_day)
