"""Rows of tables and of lists to items: each row gives what it can, and names what it cannot."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from readtrack.errors import UsageError
from readtrack.importing.files import File
from readtrack.importing.records import Item, Problem, Record
from readtrack.importing.values import excerpt, text_of
from readtrack.named_tuple import NamedTuple

LONGER = "The row has more cells than the table has columns."

Names = tuple[str, ...]
Make = Callable[[str, Mapping[str, Any]], Item]


class Columns(NamedTuple):
    """The names of a table's columns."""

    names: tuple[str, ...]
    headed: bool
    """Whether they are the first line of the file."""


def items_of(
    file: File, make: Make, shown_columns: Names, parts: Names, columns: Columns | None = None
) -> Iterator[Item]:
    """What `make` says of each row, whose cells it gets by the folded names of their columns.

    A row with `parts` that cannot be read comes without them, and they are named as Problems; one
    that cannot be read at all is a Problem, found by its `shown_columns` columns.
    """
    for where, row, is_longer in named_rows(file, columns):
        if is_longer:
            remedy = "Put a cell with a comma in it between double quotes."
            yield row_problem(where, row, shown_columns, UsageError(LONGER, remedy))
        else:
            yield from salvaged(where, row, make, shown_columns, parts)


def named_rows(
    file: File, columns: Columns | None = None
) -> Iterator[tuple[str, dict[str, str], bool]]:
    """Yield the line of each row, its cells by their columns, and whether it has further ones."""
    header, headed = columns or (file.header, True)
    names = [" ".join(name.casefold().split()) for name in header]
    for line, cells in file.rows(headed=headed):
        row = dict(zip(names, cells, strict=False))
        if len(cells) < len(names):
            row = dict.fromkeys(names, "") | row
        yield f"line {line}", row, any(cells[len(names) :])


def salvaged(
    where: str, row: Mapping[str, Any], make: Make, shown_columns: Names, parts: Names
) -> Iterator[Item]:
    """Yield what `make` says of a row; where it raises UsageError for a part, without that part.

    Of two parts that contradict each other, as days in the wrong order, neither is taken.
    """
    try:
        yield make(where, row)
        return
    except UsageError as error:
        whole = error

    def fault(parts_of_row: Mapping[str, Any]) -> UsageError | None:
        try:
            make(where, parts_of_row)
        except UsageError as error:
            return error
        return None

    filled = dict.fromkeys(part for part in parts if row.get(part))
    bare = {**row, **dict.fromkeys(filled, "")}
    unread: list[UsageError] = []
    for part in filled:
        tried = {**bare, part: row[part]}
        if (wrong := fault(tried)) is None:
            bare = tried
            continue
        unread.append(wrong)
        against = (other for other in filled if bare[other] and not fault({**tried, other: ""}))
        if (other := next(against, None)) is not None:
            bare[other] = ""
    try:
        item = make(where, bare)
    except UsageError:
        unread = [whole]
    else:
        if tells_a_book(item):
            yield item
    for each in unread or [whole]:
        yield row_problem(where, row, shown_columns, each)


def tells_a_book(item: Item) -> bool:
    """Return whether a row whose cells could not all be read still tells something."""
    if not isinstance(item, Record):
        return False
    return bool(item.pages or item.seconds or item.loan or item.log or item.past)


def row_problem(
    where: str, row: Mapping[str, Any], shown_columns: Names, error: UsageError
) -> Problem:
    """Return the Problem that an error in a row is, with the excerpt by which people find it."""
    shown = excerpt(*(text_of(row.get(name)) for name in shown_columns))
    return Problem(where, shown, error.what, error.remedy)


def rows_of(file: File, tables: Mapping[str, tuple[str, ...]]) -> list[list[tuple[Any, ...]]]:
    """The rows of some tables of a database, in the columns named; None for one it does not have.

    Text that is no UTF-8 is mended. Raises ReadtrackError when the database is damaged.
    """
    found = []
    with file.database() as copy:
        copy.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for table, columns in tables.items():
            there = set[str]()
            if table in file.tables:  # a view may go on for ever
                there = {row[1].casefold() for row in copy.execute(f"PRAGMA table_info({table})")}
            picked = ", ".join(name if name.casefold() in there else "NULL" for name in columns)
            rows = copy.execute(f"SELECT {picked} FROM {table}") if there else ()
            found.append(list(rows))
    return found
