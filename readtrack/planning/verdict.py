"""The status of a loan: the only function that decides it."""

from readtrack.model import Loan, Status, Title, Verdict
from readtrack.planning.schedule import PlannedDay
from readtrack.planning.situation import Situation
from readtrack.planning.speed import ROUNDING_FRACTION

EVEN = 0.5
"""From this chance on a loan is likely to be finished in time."""

ENOUGH_DAYS = 3
"""With fewer days with an entry no chance is estimated."""


def status(situation: Situation, title: Title, loan: Loan, chance: float, days: int) -> Status:
    """Return the status of a loan, given its chance and the days of evidence for that."""
    today = situation.today
    if loan.ended is not None:
        return Status.EXPIRED
    if loan.overdue(today):
        return Status.OVERDUE
    if title.finished:
        return Status.FINISHED
    if today >= loan.due:
        return Status.DUE_TODAY
    if wont_fit(situation, loan):
        return Status.WONT_FIT
    if days >= ENOUGH_DAYS and chance < EVEN:
        return Status.BEHIND
    crowded_out = loan.book.id in situation.left_over and not loan.assumed_length
    if crowded_out and not done_today(situation, title):
        return Status.BEHIND  # all together are too much, though this loan is not to blame
    return Status.AHEAD if is_ahead(situation, title) else Status.ON_TRACK


def wont_fit(situation: Situation, loan: Loan) -> bool:
    """Return whether the loan cannot be finished in time; an assumed length raises no alarm."""
    return loan.book.id in situation.wont_fit and not loan.assumed_length


def standing(situation: Situation) -> tuple[Verdict, frozenset[int]]:
    """Return what commands report when it changes: the verdict, and the overdue books."""
    fit = situation.fit_but_overdue
    late = (loan.id for loan in situation.library.loans if loan.overdue(situation.today))
    return Verdict.FITS if fit.just_about else fit.verdict, frozenset(late)


def done_today(situation: Situation, title: Title) -> bool:
    """Return whether today's share of the title was read, to less than one step of its unit."""
    day, loans = situation.first_day, {loan.id: loan for loan in title.loans}
    ends = {block.loan: block.end for block in day.blocks_of(title)} if day else {}
    left = (
        loans[number].whole(end - title.position(loans[number])) for number, end in ends.items()
    )
    return bool(ends) and all(each <= 0 for each in left)


def is_ahead(situation: Situation, title: Title) -> bool:
    """Whether tomorrow's target is reached already, by reading more today than was planned."""
    this_morning = title.position(title.loans[0], before=situation.today)
    if title.position(title.loans[0]) <= this_morning:
        return False
    today, both = (_target(title, situation.first_two_days[:count]) for count in (1, 2))
    return title.fraction > today + ROUNDING_FRACTION and title.fraction >= both - ROUNDING_FRACTION


def _target(title: Title, days: tuple[PlannedDay, ...]) -> float:
    """Return the fraction of the title read after its last block on those days, 0 without one."""
    end = {loan.id: loan.end for loan in title.loans}
    blocks = (block for day in days for block in day.blocks_of(title))
    return max((block.end / end[block.loan] for block in blocks), default=0.0)
