"""Holds that are ready at the library: when to collect them, and whether they would fit."""

from collections.abc import Mapping, Sequence
from datetime import date

from readtrack.library import Wish
from readtrack.model import GateAnswer
from readtrack.named_tuple import NamedTuple
from readtrack.planning.days import ONE_DAY
from readtrack.planning.gate import Decision, decide
from readtrack.planning.safe import safe_from
from readtrack.planning.shelf import wished_loan
from readtrack.planning.situation import Situation


class ReadyHold(NamedTuple):
    wish: Wish
    decision: Decision
    """The gate's decision on this hold alone."""
    safe_from: date | None
    """If it does not fit today, the first day on which it does; None if there is none in a year."""
    beside: GateAnswer
    """The gate's answer if the other ready holds are borrowed as well."""
    others: tuple[Wish, ...]
    """The other ready holds."""


def ready_holds(
    wishes: Sequence[Wish], situation: Situation, starts: Mapping[int, float]
) -> tuple[ReadyHold, ...]:
    """Judge each ready wish by the gate, except those of books that are out already.

    `starts` has, by wish, the positions of books that were begun before.
    """
    library, today = situation.library, situation.today
    out = {title.book.id for title in library.titles}
    waiting = [wish for wish in wishes if wish.book.id not in out]
    loans = {
        wish.id: wished_loan(wish, library, today)._replace(start=starts.get(wish.id, 0))
        for wish in waiting
    }
    found = []
    for wish in waiting:
        loan, others = loans[wish.id], tuple(each for each in waiting if each is not wish)
        decision = decide(loan, situation)
        with_others = situation
        for other in others:
            with_others = with_others.with_candidate(loans[other.id]._replace(id=-other.id))
        beside = decide(loan, with_others).decision if others else decision.decision
        # A shortage that is tiny, or rests on assumed minutes of a day, is only a question.
        question = decision.fit_to_report.just_about or situation.table.assumed
        searched = decision.decision is GateAnswer.DOES_NOT_FIT and not question
        safe = safe_from(loan, situation) if searched else None
        found.append(ReadyHold(wish, decision, safe, beside, others))
    return tuple(found)


def reached(wish: Wish, today: date) -> list[str]:
    """Return the stages that a ready hold has reached, the current one first."""
    last = wish.collect_by is not None and today >= wish.collect_by - ONE_DAY
    return [LAST_DAYS] * last + [READY]


READY, LAST_DAYS = "hold_ready", "hold_last_days"
"""Stages of a hold that `remind` reports: when it is ready, and on the day before its last."""
