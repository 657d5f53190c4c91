"""How commands ask the gate, and a person about what looks odd."""

from dataclasses import replace
from datetime import date

from readtrack.cli.session import confirm_or_note
from readtrack.errors import GateRefused, UsageError
from readtrack.model import Library, Loan
from readtrack.planning.gate import Decision, decide


def check_reason(anyway: bool, why: str | None) -> None:
    if anyway and not why:
        raise UsageError("--anyway needs a reason.", 'Add --why "...".')


def ask_whether_it_fits(loan: Loan, library: Library, today: date, *, anyway: bool) -> Decision:
    """Ask about a loan that there is a slot for, but not the time; what the gate would decide.

    Never inside a transaction: a person may take long to answer.
    """
    decision = decide(loan, library, today)
    if decision.decision == "does_not_fit" and not anyway:
        from readtrack.render.gate import does_not_fit

        if loan.id:  # it is out already, and does not wait for a safer day
            decision = replace(decision, earliest_safe=today)
        confirm_or_note(does_not_fit(decision, today) + _or_make_room(loan, library, today))
    return decision


def _or_make_room(loan: Loan, library: Library, today: date) -> str:
    """The best way out with the loan among those that are out, on a line of its own."""
    from readtrack.planning.gate import with_candidate
    from readtrack.planning.ways import ways
    from readtrack.render.ways import best_way

    report = ways(with_candidate(loan, library), today)
    # A loan that is only thought of has no number yet, and cannot be renewed or let go.
    others = tuple(way for way in report.ways if way.loan != 0)
    line = best_way(replace(report, ways=others))
    return f"\n{line}" if line else ""


def admitted(loan: Loan, library: Library, today: date, command: str, why: str | None) -> Loan:
    """The loan as the gate lets it out, inside the transaction that keeps it.

    Raises GateRefused at the cap unless there is a reason `why` to pass it; the reason is kept.
    """
    decision = decide(loan, library, today)
    if decision.decision == "yes":
        return loan
    if why is not None:
        return replace(loan, override=why)
    if decision.decision == "over_cap":
        from readtrack.render.gate import refusal

        raise GateRefused(*refusal(decision, command, today))
    return loan
