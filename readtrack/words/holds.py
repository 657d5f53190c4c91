"""Ready holds in words: the last day to collect each, and whether it would fit."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readtrack.dates import day_text
from readtrack.library import ReminderKey
from readtrack.model import Format, GateAnswer
from readtrack.named_tuple import NamedTuple
from readtrack.names import shown
from readtrack.planning.situation import Situation
from readtrack.words.amounts import minutes_text
from readtrack.words.standing import assumed_words

if TYPE_CHECKING:
    from readtrack.planning.holds import ReadyHold


class HoldWarning(NamedTuple):
    """A hold that can be collected today."""

    wish: int
    title: str
    format: Format
    ready: date
    collect_by: date | None
    decision: GateAnswer
    safe_from: date | None
    """The first day on which it would fit, if there is a slot but not the time."""
    room: str
    """Sentences about whether there is a slot and the time for it."""
    message: str
    """The last day to collect it, followed by `room`."""
    way_out: str


class HoldReminder(NamedTuple):
    wish: int
    title: str
    stage: str
    ready: date
    collect_by: date | None
    line: str

    @property
    def key(self) -> ReminderKey:
        """Return the key of the reminder; a hold has the negative number of its wish."""
        return -self.wish, self.stage, self.collect_by or self.ready


def hold_warning(hold: "ReadyHold", situation: Situation) -> HoldWarning:
    wish, room = hold.wish, " ".join(room_words(hold, situation))
    assert wish.ready is not None
    until = until_words(wish.collect_by, situation.today)
    return HoldWarning(
        wish=wish.id,
        title=wish.book.title,
        format=wish.format,
        ready=wish.ready,
        collect_by=wish.collect_by,
        decision=hold.decision.decision,
        safe_from=hold.safe_from,
        room=room,
        message=f"ready to collect{until}. {room}",
        way_out=_way_out(hold, situation),
    )


def _way_out(hold: "ReadyHold", situation: Situation) -> str:
    """Return the command that borrows it, after those that free a slot where none is free."""
    from readtrack.planning.gate import refused

    borrow = f"readtrack later borrow {hold.wish.id}"
    if hold.decision.decision is not GateAnswer.OVER_CAP:
        return borrow
    full = refused(situation.library)
    leaving = full.holders[: full.slots.used - full.slots.cap + 1]
    return ", then ".join([*(f"readtrack drop {each.loan}" for each in leaving), borrow])


def collect_words(title: str, collect_by: date | None, today: date) -> str:
    """`Ready to collect: Circe, until Thu 12 Mar`."""
    return f"Ready to collect: {title}{until_words(collect_by, today)}"


def until_words(collect_by: date | None, today: date) -> str:
    """`, until tomorrow, Thu 12 Mar`; nothing where the last day is unknown."""
    if collect_by is None:
        return ""
    near = {0: "today, ", 1: "tomorrow, "}.get((collect_by - today).days, "")
    return f", until {near}{day_text(collect_by, today)}"


def hold_reminders(
    holds: Sequence["ReadyHold"], situation: Situation, sent: Collection[ReminderKey]
) -> dict[HoldReminder, frozenset[ReminderKey]]:
    """Return the holds to remind of now, each with the stages that this reminder covers."""
    from readtrack.planning.holds import reached

    found = {}
    for hold in holds:
        warning = hold_warning(hold, situation)
        words = collect_words(shown(warning.title), warning.collect_by, situation.today)
        common = warning.wish, warning.title
        stages = [
            HoldReminder(
                *common, stage, warning.ready, warning.collect_by, f"{words}. {warning.room}"
            )
            for stage in reached(hold.wish, situation.today)
        ]
        if stages[0].key not in sent:
            found[stages[0]] = frozenset(each.key for each in stages)
    return found


def room_words(hold: "ReadyHold", situation: Situation) -> Iterator[str]:
    """Yield whether there is a slot and the time for it, then the same with the other holds."""
    decision = hold.decision.decision
    yield _alone(hold, situation)
    if decision is GateAnswer.OVER_CAP:
        return
    others = hold.others[0].book.title if len(hold.others) == 1 else "the other holds"
    if hold.beside is GateAnswer.OVER_CAP:
        all_of_them = "both" if len(hold.others) == 1 else "all"
        yield f"With {others} as well, there is no slot for {all_of_them}."
    elif hold.beside is not decision and not situation.table.assumed:
        yield f"With {others} as well, it does not fit."


def _alone(hold: "ReadyHold", situation: Situation) -> str:
    today, fit = situation.today, hold.decision.fit_to_report
    match hold.decision.decision:
        case GateAnswer.OVER_CAP:
            return "No slot is free: give one back first, or ask the library to wait."
        case GateAnswer.YES:
            return "There is a slot, and it fits."
    if fit.just_about:
        more = minutes_text(fit.more_a_day)
        return f"There is a slot, and it just about fits: {more} more a day would do."
    if situation.table.assumed:
        words = assumed_words(fit, situation.table.routine_minutes)
        return f"There is a slot. With this book {words}. Do you have them?"
    if hold.safe_from is None:
        return "There is a slot, but it would not fit on any day this year."
    last, safe = hold.wish.last_day, day_text(hold.safe_from, today)
    wait = "" if last and hold.safe_from <= last else ": ask the library to wait"
    return f"There is a slot, but it would not fit before {safe}{wait}."
