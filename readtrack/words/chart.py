"""What is written beside the lines, bars and squares of a chart."""

from datetime import date

from readtrack.dates import day_text, deadline_text
from readtrack.planning.burn_down import BurnDown
from readtrack.planning.load import Load
from readtrack.planning.year import ReadDay, Year
from readtrack.units import amount_text
from readtrack.words.amounts import at_least_a_minute, days_text, minutes_text
from readtrack.words.loans import FORMATS


def amount_left_text(burn: BurnDown) -> str:
    """`390 pages left`."""
    left = burn.left[-1].left
    if left <= 0:
        return "read to its end"
    if burn.unit == "percent":
        return f"{max(1, round(left))}% left"
    about = "~" * burn.assumed_length
    return f"{about}{amount_text(burn.unit, left)} left"


def due_dates_text(burn: BurnDown, today: date) -> str:
    """Return `due Mon 23 Mar, in 17 days`, for each edition if their days differ."""
    dates = {each.due: deadline_text(each.due, each.due_time, today) for each in burn.editions}
    if len(dates) == 1:
        return f"due {next(iter(dates.values()))}"
    days = (f"{FORMATS[each.format]} {day_text(each.due, today)}" for each in burn.editions)
    return f"due: {', '.join(days)}"


def plan_words(burn: BurnDown, today: date) -> str | None:
    """Return when the plan finishes the title, or what the plan cannot place."""
    if burn.unplanned > 0:
        return f"{at_least_a_minute(burn.unplanned)} of it have no place in the plan"
    if not burn.plan:
        return None
    return f"planned to end {day_text(burn.plan[-1].day, today)}"


def finish_range_text(burn: BurnDown, today: date) -> str | None:
    """Return `at your pace between 12 Mar and 26 Mar`, or None if nothing is left to read."""
    if burn.left[-1].left <= 0 or burn.due < today:
        return None
    if burn.finish is None:
        return "too early to say when you are likely to finish"
    first, last = burn.finish.earliest, burn.finish.latest
    if last is None:
        return f"at your pace done {day_text(first, today)} at the earliest"
    if first == last:
        return f"at your pace done {day_text(first, today)}"
    return f"at your pace done {day_text(first, today)} to {day_text(last, today)}"


def fact_words(burn: BurnDown, today: date) -> list[str]:
    """Return short texts: what is left, when it is due, and when it is likely to be finished."""
    facts = amount_left_text(burn), due_dates_text(burn, today), plan_words(burn, today)
    return [each for each in (*facts, finish_range_text(burn, today)) if each]


def load_words(load: Load, today: date) -> list[str]:
    """Return how full the days are, and what does not fit into them."""
    asked = sum(day.asked for day in load.days)
    there = sum(day.available for day in load.days)
    last = day_text(load.days[-1].day, today)
    kind = "assumed" if load.assumed else "there are"
    return [
        f"{minutes_text(asked)} asked of the {minutes_text(there)} {kind} until {last}",
        *(
            f"{at_least_a_minute(each.minutes_short)} of {each.title} have no place in these days"
            for each in load.unfinished
        ),
    ]


def year_words(year: Year, today: date) -> str:
    """`34 h 20 min on 120 days since Mon 3 Mar 2025`."""
    untimed = sum(not each.minutes for each in year.days)
    days = days_text(len(year.days) - untimed)
    more = f", and {days_text(untimed)} without minutes" if untimed else ""
    return f"{minutes_text(year.minutes)} on {days}{more} since {day_text(year.first, today)}"


LEVELS = (1, 20, 40, 60)
"""Minutes from which a day of the calendar has the next darker shade."""


def level(day: ReadDay | None) -> int:
    """Return 0 for a day without an entry, 1 for one without minutes, else 2 to 5."""
    if day is None:
        return 0
    return 1 + sum(day.minutes >= each for each in LEVELS)


def level_words(number: int) -> str:
    """Return the meaning of a square of the calendar."""
    if number < 2:
        return ("nothing", "no minutes")[number]
    if number > len(LEVELS):
        return f"{LEVELS[-1]} and more"
    return f"{LEVELS[number - 2]}–{LEVELS[number - 1] - 1} min"
