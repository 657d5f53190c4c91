"""How commands ask the gate, and how they ask the reader about what looks odd."""

from readtrack.cli.click import ParameterSource, get_current_context
from readtrack.cli.session import confirm_or_note
from readtrack.errors import GateRefused, UsageError
from readtrack.model import GateAnswer, Loan
from readtrack.planning.gate import Decision, decide, over_cap, refused
from readtrack.planning.situation import Situation
from readtrack.store.store import Store
from readtrack.words.commands import CommandLine
from readtrack.words.standing import needed

ODD_TIMES = 3
"""How many times the assumed daily minutes a book may need before it is asked about."""


def typed_again(name: str, number: int, **settled: object) -> CommandLine:
    """Return the typed command with all its options, and a number for the book.

    `settled` has the value to write for an option, such as a date instead of `fri`.
    """
    context, words = get_current_context(), list[str]()
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        if option.param_type_name != "option" or source is not ParameterSource.COMMANDLINE:
            continue
        value = settled.get(option.name or "", context.params[option.name or ""])
        if value is True and option.name != "anyway":
            words.append(option.opts[0])
        elif not isinstance(value, bool):
            several = value if isinstance(value, list | tuple) else [value]
            words += [word for each in several for word in (option.opts[0], str(each))]
    return CommandLine(name, (number,), words)


def check_reason(anyway: bool, why: str | None) -> None:
    if anyway and not why:
        raise UsageError("--anyway needs a reason.", instead={"--why": "the film"})


def ask_whether_it_fits(loan: Loan, situation: Situation, *, anyway: bool) -> Decision:
    """Decide whether the loan fits, and ask before going on if only the time is short.

    This never runs inside a transaction: a person may take long to answer.
    """
    decision = decide(loan, situation)
    asks = decision.decision is GateAnswer.DOES_NOT_FIT and not decision.fit.just_about
    if situation.table.assumed:  # then the answer asks, and only what is odd stops
        assumed = situation.table.routine_minutes
        asks = asks and needed(decision.fit, assumed) > ODD_TIMES * assumed
    if asks and not anyway:
        confirm_or_note(_question(loan, situation, decision))
    return decision


def _question(loan: Loan, situation: Situation, decision: Decision) -> str:
    """Return why the loan does not fit, from when it would, and the best way to make room now."""
    from readtrack.planning.safe import safe_from
    from readtrack.planning.ways import best_way
    from readtrack.words.gate import does_not_fit
    from readtrack.words.ways import best_way_lines

    today = situation.today
    if situation.table.assumed:
        assumed = situation.table.routine_minutes
        return does_not_fit(decision, assumed, None, today)
    # What is out already does not wait for a safer day.
    safe = today if loan.id else safe_from(loan, situation)
    trial = situation.with_candidate(loan)
    # A loan that is only thought of has no number yet, and cannot be renewed or let go.
    lines = best_way_lines(best_way(trial, without=0), trial)
    return "\n".join([does_not_fit(decision, None, safe, today), *lines])


def admitted(
    loan: Loan, situation: Situation, decision: Decision, command: CommandLine, why: str | None
) -> Loan:
    """Return the loan if the gate allows it, with the reason `why` if one overrides the gate.

    Raise GateRefused at the cap unless there is such a reason.
    """
    if decision.decision is GateAnswer.YES:
        return loan
    if why is not None:
        return loan._replace(override=why)
    if decision.decision is GateAnswer.OVER_CAP:
        from readtrack.planning.safe import safe_from
        from readtrack.words.gate import refusal

        safe = safe_from(loan, situation)
        full = refused(situation.library)
        raise GateRefused(*refusal(full, safe, command, situation.today))
    return loan


def check_cap(loan: Loan, store: Store, command: CommandLine) -> None:
    """Raise GateRefused if another terminal took the last slot since the gate was asked."""
    if over_cap(loan, store.books_out(), store.settings().cap):
        from readtrack.words.gate import refusal

        raise GateRefused(*refusal(refused(store.library()), None, command, store.now.today))
