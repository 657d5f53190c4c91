"""Prints the shelf of books to borrow later."""

from datetime import date

from readtrack.dates import day_text, distance_text
from readtrack.model import Unit
from readtrack.planning.groups import ShelfChange, ShelfDrop
from readtrack.planning.shelf import ShelfReport, ShelfRow
from readtrack.render.grid import Column, grid, needs, print_lines
from readtrack.render.rows import bare
from readtrack.render.show import Fields
from readtrack.render.styled import cell
from readtrack.render.terminal import say, width
from readtrack.units import length_text, position_text
from readtrack.words.amounts import days_text
from readtrack.words.loans import FORMATS, size_words

SHELF_FIELDS: Fields[ShelfRow] = {
    "id": None,
    "title": None,
    "format": None,
    "length": lambda row: None if row.unit is Unit.PERCENT else _bare(row, row.length),
    "days": None,
    "hold_ready": lambda row: row.ready,
    "safe_from": None,
    "suspend": None,
    "until": lambda row: _bare(row, row.until),
    "collect_by": None,
}


def _bare(row: ShelfRow, amount: float | None) -> str | None:
    return None if row.unit is None or amount is None else bare(row.unit, amount)


def print_shelf_change(report: ShelfChange) -> None:
    say(*wish_words(report.wish, report.today))


def print_shelf_drop(report: ShelfDrop) -> None:
    say(f"Off the shelf: {report.wish.book.title}. Wrong? readtrack undo")


def print_shelf(shelf: ShelfReport) -> None:
    """Print a row for each book, with its hold and its reason below."""
    if not shelf.wishes:
        say("The shelf is empty. Put a book on it: readtrack later add 'Hard Times' --pages 304")
        return
    heading, lines = grid(_columns(shelf))
    print_lines([heading])
    for row, line in zip(shelf.wishes, lines, strict=True):
        print_lines([line])
        say(*_remarks(row, shelf.today), indent=5)
    if any(row.suspend for row in shelf.wishes):
        say("", "Suspend those holds at your library now: they would come before there is room.")


def _columns(shelf: ShelfReport) -> list[Column]:
    """Return as many columns as fit beside a title of the least width."""
    rows, today = shelf.wishes, shelf.today
    number = Column("", [cell(f"{row.id:>3}", "dim") for row in rows], right=True)
    book = Column("Book", [cell(row.title, "bold") for row in rows], gives_way=True)
    edition = Column("", [cell(FORMATS[row.format]) for row in rows])
    length = Column("Length", [cell(_length(row)) for row in rows], right=True)
    safe = Column("Safe from", [cell(_safe(row, today)) for row in rows])
    soon = Column("Safe from", [cell(_safe(row, today, short=True)) for row in rows])
    layouts = (
        (16, [number, book, edition, length, safe]),
        (16, [number, book, edition, length, soon]),
        (12, [number, book, length, soon]),
    )
    fitting = (columns for least, columns in layouts if needs(columns, least) <= width())
    return next(fitting, [number, book, soon])


def _length(row: ShelfRow) -> str:
    if row.unit is None or row.length is None or row.unit is Unit.PERCENT:
        return ""
    return length_text(row.unit, row.length)


def _safe(row: ShelfRow, today: date, *, short: bool = False) -> str:
    """Return from when the book would fit: `today`, `Mon 23 Mar, in 12 days`, or why never."""
    if not row.has_time:
        return "no time" if short else "no routine for it"
    if row.safe_from is None and row.too_long:
        return "too much" if short else f"too much for {days_text(row.days)}"
    if row.safe_from is None:
        return "no day" if short else "no day this year"
    if short and row.safe_from > today:
        return day_text(row.safe_from, today)
    return _from(row.safe_from, today)


def _from(day: date, today: date) -> str:
    return "today" if day <= today else f"{day_text(day, today)}, {distance_text(day, today)}"


def _remarks(row: ShelfRow, today: date) -> list[str]:
    """Return the lines below a row: its end worth reading, its hold and its reason."""
    lines = []
    if row.unit is not None and row.until is not None:
        lines.append(f"read to {position_text(row.unit, row.until)}")
    if row.ready is not None:
        lines.append(_hold_words(row, row.ready, today))
    if row.why:
        lines.append(f"why: {row.why}")
    return lines


def wish_words(row: ShelfRow, today: date) -> list[str]:
    """Return the book, from when it is safe or what becomes of its hold, and the reason."""
    size = ""
    if row.unit is not None and row.length is not None:
        size = f", {size_words(row.unit, row.length, row.until)}"
    lines = [f"{row.title} ({FORMATS[row.format]}{size})"]
    if row.safe_from is not None:
        safe = f"safe {'' if row.safe_from <= today else 'from '}{_from(row.safe_from, today)}"
    elif not row.has_time:
        safe = "no routine has time for it"
    else:
        safe = f"too much for {days_text(row.days)}" if row.too_long else "no day this year is safe"
    if row.ready is None:
        lines.append(safe)
    else:
        says = "" if _has_room(row, today) else f"; {safe}"
        lines.append(f"{_hold_words(row, row.ready, today)}{says}")
    if row.why:
        lines.append(f"why: {row.why}")
    return lines


def _has_room(row: ShelfRow, today: date) -> bool:
    """Return whether the hold is still to come, and there will be room for it."""
    return not (row.hold_over or row.suspend or row.ready is None or row.ready <= today)


def _hold_words(row: ShelfRow, ready: date, today: date) -> str:
    """Return when the hold is ready, until when, and whether there is room for it."""
    if row.hold_over:
        by = f"could be collected until {day_text(row.collect_by, today)}" if row.collect_by else ""
        return f"the hold is over, it {by or f'was to be ready {day_text(ready, today)}'}"
    hold = f"hold ready {day_text(ready, today)}"
    if row.collect_by is not None:
        hold += f", to collect by {day_text(row.collect_by, today)}"
    if row.suspend and ready > today:
        return f"{hold}, on a full desk"
    return f"{hold}, and there is room then" if _has_room(row, today) else hold
