"""Read loans from Libby's sync answer or `odmpy libby --exportloans`."""

from collections.abc import Iterator
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.people import if_names, names_in
from readtrack.importing.records import Borrowed, Hold, Item, Problem, Record, Skipped
from readtrack.importing.values import (
    excerpt,
    format_of,
    list_at,
    moment_of,
    number_of,
    other_medium,
    text_of,
)

AGAIN = "Export the loans again."


def recognises(file: File) -> bool:
    found = file.json
    loans = _loans(found)
    if isinstance(found, dict) and isinstance(found.get("loans"), list) and not loans:
        return any(isinstance(found.get(name), list) for name in ("holds", "cards"))
    return any(map(_is_loan, loans))


def _loans(found: object) -> list[Any]:
    return found if isinstance(found, list) else list_at(found, "loans")


def _is_loan(each: object) -> bool:
    """Return whether it has an end date and another field that only Libby's loans have."""
    return (
        isinstance(each, dict)
        and ("expireDate" in each or "expires" in each)
        and not each.keys().isdisjoint({"checkoutDate", "firstCreatorName", "cardId", "type"})
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every loan, and skip holds."""
    for number, loan in enumerate(_loans(file.json), 1):
        yield _loan(f"item {number}", loan, context)
    for number, hold in enumerate(list_at(file.json, "holds"), 1):
        yield _hold(f"hold {number}", hold, context)


def _loan(where: str, found: Any, context: Context) -> Item:
    if not isinstance(found, dict):
        return Problem(where, "", "This is no loan.", AGAIN)
    title, kind = text_of(found.get("title")), _kind(found)
    if "magazine" in kind.casefold():
        return Skipped(where, title, "a magazine")
    if not title:
        return Problem(where, "", "There is no title.", AGAIN)
    if other := other_medium(kind):
        return Skipped(where, title, f"no book: {other}")
    ends = found.get("expireDate") or found.get("expires")
    due, out = moment_of(ends, context.zone), moment_of(found.get("checkoutDate"), context.zone)
    if due is None or (out is None and found.get("checkoutDate")):
        name, value = ("due date", ends) if due is None else ("checkout", found["checkoutDate"])
        shown = excerpt(title, text_of(value))
        return Problem(where, shown, f"The {name} is missing or no date.", AGAIN)
    renewable = moment_of(found.get("renewableOn"), context.zone)
    authors = if_names(names_in, text_of(found.get("firstCreatorName")))
    loan = Borrowed(out and out[0], *due, renewable_on=renewable and renewable[0])
    return Record(where, title, authors, format=format_of(kind), loan=loan)


def _kind(loan: dict[str, Any]) -> str:
    """Return the type of the loan, such as `audiobook`, by default that of its first format."""
    kinds = [loan.get("type"), *list_at(loan, "formats")]
    words = (text_of(each.get("id") if isinstance(each, dict) else each) for each in kinds)
    return next(filter(None, words), "")


def _hold(where: str, hold: Any, context: Context) -> Item:
    if not isinstance(hold, dict):
        return Problem(where, "", "This is no hold.", AGAIN)
    title, days = text_of(hold.get("title")), number_of(hold.get("estimatedWaitDays"))
    if hold.get("isAvailable") is True:
        last = moment_of(hold.get("expireDate"), context.zone)
        authors = if_names(names_in, text_of(hold.get("firstCreatorName")))
        ready = Hold(authors, last and last[0])
        return Skipped(where, title, "a hold that can be borrowed now", ready)
    wait = f", for about {days:.0f} more days" if days and 0 < days < 10_000 else ""
    return Skipped(where, title, f"a hold{wait}")
