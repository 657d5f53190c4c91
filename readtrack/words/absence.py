"""What to do before leaving, for each book that becomes due while the reader is away."""

from datetime import date

from readtrack.dates import day_text
from readtrack.library import Library
from readtrack.planning.groups import DueMeanwhile
from readtrack.words.amounts import at_least_a_minute, minutes_text


def absence_words(each: DueMeanwhile, library: Library, today: date) -> str:
    """`Dune is due while you are away, Tue 24 Mar: 50 minutes finish it by Fri 20 Mar, or …`."""
    loan = next(loan for loan in (*library.loans, *library.magazines) if loan.id == each.loan)
    leaves, shared = day_text(each.leaves, today), len(library.title_of(loan).loans) > 1
    due = f"{loan.book.title} is due while you are away, {day_text(loan.due, today)}"
    renew = f"readtrack renew {loan.id}"
    if not loan.has_end:
        back = f"take it back by {leaves}"
        return f"{due}: {back}, or {renew}." if each.renewable else f"{due}: {back}."
    if each.minutes < 1:
        back = "" if loan.digital else f": take it back by {leaves}"
        return f"{due}{back}."
    about = "~" * loan.assumed_length
    if each.minutes <= each.available_minutes:
        first = f"{about}{at_least_a_minute(each.minutes)} finish it by {leaves}"
        return f"{due}: {first}" + (f", or {renew}" if each.renewable else "") + "."
    left, time = f"{about}{minutes_text(each.minutes)}", minutes_text(each.available_minutes)
    out = f"readtrack {'return' if shared else 'drop'} {loan.id}"
    out = f"{renew}, or {out}" if each.renewable else out
    return f"{due}: {left} are left, and {time} before you leave. {out} (keeps your place)"
