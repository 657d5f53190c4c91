"""Loans as Libby's sync answer and `odmpy libby --exportloans` hold them."""

from collections.abc import Iterator
from typing import Any

from readtrack.importers.files import Context, File
from readtrack.importers.values import clean, excerpt, format_of, instant_of, local
from readtrack.records import Borrowed, Item, Problem, Record, Skipped

LABEL = "Libby loans"


def recognises(file: File) -> bool:
    return any(_is_loan(each) for each in _loans(file.json))


def _loans(found: Any) -> list[Any]:
    loans = found.get("loans") if isinstance(found, dict) else found
    return loans if isinstance(loans, list) else []


def _is_loan(each: Any) -> bool:
    return isinstance(each, dict) and ("expireDate" in each or "expires" in each) and "type" in each


def read(file: File, context: Context) -> Iterator[Item]:
    """A loan for every loan but magazines; holds are named and left out."""
    for number, loan in enumerate(_loans(file.json), 1):
        yield _record(loan, f"item {number}", context)
    holds = file.json.get("holds") if isinstance(file.json, dict) else None
    for number, hold in enumerate(holds if isinstance(holds, list) else (), 1):
        title = clean(hold.get("title")) if isinstance(hold, dict) else ""
        yield Skipped(f"hold {number}", title, "a hold, not a loan")


def _record(loan: Any, where: str, context: Context) -> Item:
    if not isinstance(loan, dict):
        return Problem(where, excerpt(str(loan)), "this is no loan", "Export the loans again.")
    title = clean(loan.get("title"))
    kind = loan.get("type")
    named = clean(kind.get("id") if isinstance(kind, dict) else kind)
    if "magazine" in named.casefold():
        return Skipped(where, title, "a magazine")
    ends = instant_of(loan.get("expireDate") or loan.get("expires"))
    if ends is None:
        return Problem(
            where, excerpt(title), "no day on which the loan expires", "Export the loans again."
        )
    due, hour = local(ends, context.zone)
    begun, renewable = instant_of(loan.get("checkoutDate")), instant_of(loan.get("renewableOn"))
    author = clean(loan.get("firstCreatorName"))
    return Record(
        where,
        title,
        (author,) if author else (),
        format=format_of(named),
        loan=Borrowed(
            checked_out=local(begun, context.zone)[0] if begun else None,
            due=due,
            due_time=hour,
            renewable_on=local(renewable, context.zone)[0] if renewable else None,
        ),
    )
