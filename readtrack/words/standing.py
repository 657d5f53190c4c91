"""The overall state in words: slots, minutes of a day, and whether everything fits."""

from datetime import date

from readtrack.dates import day_text
from readtrack.model import Kind, Verdict
from readtrack.names import shown
from readtrack.planning.capacity import ASSUMED_NAME, Capacity
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots
from readtrack.planning.situation import Situation
from readtrack.words.amounts import at_least_a_minute, days_text, minutes_text

MOST_A_DAY = 240
"""Above so many minutes a day the reader is not asked whether they have them."""

USES = {Kind.TEXT: ("to read", "reading time"), Kind.AUDIO: ("to hear", "listening time")}


def slot_words(slots: Slots) -> str:
    return f"{slots.used} of {slots.cap} slot{'s' * (slots.cap != 1)} taken"


def taken_words(slots: Slots) -> str:
    """`2 of 2 slots are taken`."""
    return f"{slots.used} of {slots.cap} slot{' is' if slots.cap == 1 else 's are'} taken"


def capacity_words(capacity: Capacity) -> str:
    if capacity.source == "assumed" and capacity.follow_through < 1:
        really, assumed = capacity.minutes_per_day, capacity.routine_minutes
        a_day = f"{really:.0f}" if max(really, assumed) < 59.5 else minutes_text(really)
        return f"{a_day} of the {minutes_text(assumed)} a day I assumed"
    source = capacity.source.replace("measured (", "measured on ").removesuffix(")")
    return f"{minutes_text(capacity.minutes_per_day)} a day ({source})"


def standing_words(situation: Situation) -> str:
    """Return in one clause what is overdue, and whether the rest fits."""
    fit, table = situation.fit_but_overdue, situation.table
    words = fit_words(fit, situation.today)
    if table.assumed and not fit.fits and not fit.just_about:
        words = assumed_words(fit, table.routine_minutes)
    late = [f"{book.title}" for book in situation.overdue]
    if not late:
        return words
    words = words.replace("everything fits", "everything else fits")
    words = words.replace("nothing to read", "nothing else to read")
    words = words.replace("it needs", "the rest needs")
    if words.startswith(("does not", "just about")):
        words = f"the rest {words}"
    elif words.startswith("tight"):
        words = f"the rest is {words}"
    return f"{shown(' and '.join(late))} {'is' if len(late) == 1 else 'are'} overdue; {words}"


def fit_words(fit: Fit, today: date) -> str:
    """Return whether everything fits, and the slack or the shortage."""
    if fit.fits:
        if fit.slack_days is None:
            return "nothing to read"
        return f"everything fits, {days_text(fit.slack_days)} to spare"
    if fit.just_about:
        return f"just about fits: {minutes_text(fit.more_a_day)} more a day would do"
    if fit.verdict is Verdict.TIGHT:
        return f"tight: fits the due dates but not the buffer, {missing_words(fit, today)}"
    return f"does not fit: {missing_words(fit, today)}"


def missing_words(fit: Fit, today: date) -> str:
    """Return `1 h 32 min short by Mon 23 Mar`, or the kind of time that is short."""
    assert fit.breaks_on is not None
    by = f"by {day_text(fit.breaks_on, today)}"
    if fit.kind is Kind.EITHER:
        return f"{at_least_a_minute(fit.short_minutes)} short {by}"
    use, time = USES[fit.kind]
    return (
        f"{minutes_text(fit.needed_minutes)} {use} {by}, "
        f"{minutes_text(fit.available_minutes)} of {time}"
    )


def assumed_words(fit: Fit, assumed: float) -> str:
    """Return the minutes a day that are needed, for an assumed routine: this raises no alarm."""
    need = needed(fit, assumed)
    if need > MOST_A_DAY:
        return f"it needs more than the {minutes_text(assumed)} a day that I assumed"
    assumes = minutes_text(assumed).removesuffix(" minutes")
    return f"it needs {minutes_text(need)} a day; I assumed {assumes}"


def question_lines(fit: Fit, assumed: float) -> tuple[str, ...]:
    """Return the question whether the reader has the minutes needed, and the command for yes."""
    need = needed(fit, assumed)
    if need > MOST_A_DAY:
        return ("The ways out: readtrack ways",)
    return ("Do you have them? Then say so:", f"  readtrack routine add {ASSUMED_NAME} {need}m")


def needed(fit: Fit, assumed: float) -> int:
    """Return the minutes of routine a day with which everything fits."""
    return round(assumed) + fit.more_a_day
