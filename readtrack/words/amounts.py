"""Minutes, days, loads and chances in words."""

MANY_TIMES = 3
"""From this load on percentages are too large to be of use."""


def minutes_text(minutes: float) -> str:
    """`1 minute`, `45 minutes`; from an hour on `3 h 20 min`."""
    whole = round(minutes)
    if whole < 60:
        return "1 minute" if whole == 1 else f"{whole} minutes"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def at_least_a_minute(minutes: float) -> str:
    """Return `minutes_text` of an amount above zero: never `0 minutes`."""
    return minutes_text(max(1, minutes))


def min_text(minutes: float) -> str:
    """`minutes_text` for a column: `45 min`, `3 h 20 min`."""
    return minutes_text(minutes).replace("minutes", "min").replace("minute", "min")


def shortest_minutes(minutes: float) -> str:
    """`minutes_text` for a narrow column: `45m`, `3h20`."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}h{rest:02}" if hours else f"{rest}m"


def days_text(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def load_text(load: float) -> str:
    """Return a load in percent, rounded up, so that a load above 100% never shows as 100%."""
    return f"{load:.0f} times" if load >= MANY_TIMES else f"{-int(-round(100 * load, 3) // 1)}%"


def chance_text(chance: float) -> str:
    """Return a chance in tens, because it is no more exact: `about 40%`."""
    tens = round(10 * chance)
    if tens <= 0:
        return "under 10%"
    return "over 90%" if tens >= 10 else f"about {10 * tens}%"
