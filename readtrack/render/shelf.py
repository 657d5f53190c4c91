"""The shelf of books to borrow later."""

from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Unit
from readtrack.planning.groups import ShelfChange, ShelfDrop
from readtrack.planning.shelf import Shelf, ShelfRow
from readtrack.render.rows import bare
from readtrack.render.show import Rows
from readtrack.render.terminal import say
from readtrack.words.amounts import days_text
from readtrack.words.loans import FORMATS, size_words

HEADER = (
    "id", "title", "format", "length", "days", "hold_ready", "safe_from", "suspend", "until",
    "collect_by",
)  # fmt: skip


def shelf_rows(shelf: Shelf) -> Rows:
    return [HEADER, *map(_cells, shelf.wishes)]


def print_shelf_change(report: ShelfChange) -> None:
    say(*wish_words(report.wish, report.today))


def print_shelf_drop(report: ShelfDrop) -> None:
    say(f"Off the shelf: {report.wish.book.title}. Wrong? readtrack undo")


def print_shelf(shelf: Shelf) -> None:
    for row in shelf.wishes:
        first, *others = wish_words(row, shelf.today)
        say(f"{row.id:>3}  {first}")
        say(*others, indent=5)
    if not shelf.wishes:
        say("The shelf is empty. Put a book on it: readtrack later add TITLE --pages N")
    elif any(row.suspend for row in shelf.wishes):
        say("", "Suspend those holds at your library now: they would come before there is room.")


def _cells(row: ShelfRow) -> tuple[object, ...]:
    length = None if row.unit is Unit.PERCENT else bare(row.unit, row.length)
    until = None if row.until is None else bare(row.unit, row.until)
    return (
        row.id, row.title, row.format, length, row.days, row.ready, row.safe_from, row.suspend,
        until, row.collect_by,
    )  # fmt: skip


def wish_words(row: ShelfRow, today: date) -> list[str]:
    """The book, from when it is safe, and what that means for a hold; then the reason."""
    size = f", {size_words(row.unit, row.length, row.until)}" * row.format.has_end
    lines = [f"{row.title} ({FORMATS[row.format]}{size})"]
    safe = f"too much for {days_text(row.days)}" if row.too_long else "no day this year is safe"
    if not row.has_time:
        safe = "no routine has time for it"
    if row.safe_from is not None:
        when = distance_text(row.safe_from, today)
        safe = (
            "safe today"
            if row.safe_from <= today
            else f"safe from {day_text(row.safe_from, today)}, {when}"
        )
    lines.append(safe if row.ready is None else _hold_words(row, row.ready, safe, today))
    if row.why:
        lines.append(f"why: {row.why}")
    return lines


def _hold_words(row: ShelfRow, ready: date, safe: str, today: date) -> str:
    """When the hold is ready, until when, and whether there is room for it."""
    if row.hold_over:
        by = f"could be collected until {day_text(row.collect_by, today)}" if row.collect_by else ""
        by = by or f"was to be ready {day_text(ready, today)}"
        return f"the hold is over, it {by}; {safe}"
    hold = f"hold ready {day_text(ready, today)}"
    if row.collect_by is not None:
        hold += f", to collect by {day_text(row.collect_by, today)}"
    if ready <= today:
        return f"{hold}; {safe}"
    if row.suspend:
        return f"{hold}, on a full desk; {safe}"
    return f"{hold}, and there is room then"
