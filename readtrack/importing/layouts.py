"""Tables of other programs, recognised by their column names, or by their cells without them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from readtrack.errors import UsageError
from readtrack.importing.days import AsOf, day_in, order_of
from readtrack.importing.files import Context, File
from readtrack.importing.records import Item
from readtrack.importing.rows import Columns, Make, items_of, named_rows
from readtrack.importing.values import isbn_of
from readtrack.named_tuple import NamedTuple

DAY = r"\d{4}[-/]\d\d?[-/]\d\d?|\d\d?/\d\d?/\d{2,4}"
"""A date as these programs write it, or a spreadsheet that saved the file again."""

INSTANT = r"\d{4}-\d\d-\d\d[T ].+"
WRITTEN = r"[a-z]+ \d{1,2}, \d{4},? \d{1,2}:\d{2}"
DATES = (DAY, INSTANT, WRITTEN)
NUMBER = r"\d+"
RATING = r"\d(\.\d+)?"
ISBN = r'(=?"?)[\d -]{0,16}[\dxX]"?'
YES_OR_NO = r"true|false|yes|no|0|1"

MOST = 0.75
"""Of the first rows: the others may be damaged."""


class Layout(NamedTuple):
    """How a program writes its table."""

    needed: frozenset[str]
    """Column names, in lower case, that only this program writes."""
    in_order: tuple[str, ...]
    """The columns that its exports begin with."""
    marks: Mapping[str, str]
    """Patterns of the cells by which a row without column names is recognised."""
    others: Mapping[str, str]
    """Patterns of further cells."""
    parts: tuple[str, ...] = ()
    """The columns whose cells a row can do without, where they cannot be read."""
    named_by: tuple[str, ...] = ("title", "author")
    """The columns that a row is found by."""

    def recognises(self, file: File) -> bool:
        return self.columns(file) is not None

    def reader(
        self, item: Callable[[AsOf, str, Mapping[str, str]], Item]
    ) -> Callable[[File, Context], Iterator[Item]]:
        """Return the `read` of a source, with what `item` says of a row as of today."""
        return lambda file, context: self.items(file, partial(item, self.as_of(file, context)))

    def as_of(self, file: File, context: Context) -> AsOf:
        """Return today, and the order of day and month in the columns of dates."""
        patterns = {**self.marks, **self.others}
        dated = {name.casefold() for name, pattern in patterns.items() if pattern in DATES}
        dated |= {name for name in self.parts if "date" in name}
        return saved_as_of(file, context, dated, self.columns(file))

    def items(self, file: File, make: Make) -> Iterator[Item]:
        """Yield what `make` says of each row of `file`, as `items_of` does."""
        return items_of(file, make, self.named_by, self.parts, self.columns(file))

    def columns(self, file: File) -> Columns | None:
        """Return the columns of `file`, or None if another program wrote it."""
        if {name.casefold() for name in file.header} >= self.needed:
            return Columns(file.header, headed=True)
        if len(file.header) < 2 or not self._begins(file.header):
            return None
        rows = [cells for cells in file.first_rows if any(map(str.strip, cells))]
        fitting = list(filter(self._fits, rows))
        marks = [self.in_order.index(name) for name in self.marks]
        is_marked = any(all(cells[at].strip() for at in marks) for cells in fitting)
        if len(fitting) < MOST * len(rows) or not is_marked:
            return None
        spare = max(map(len, rows)) - len(self.in_order)
        return Columns(self.in_order + ("",) * spare, headed=False)

    def _begins(self, first: tuple[str, ...]) -> bool:
        """True if the first row may be one of this program: a quick look at what most are not."""
        name, pattern = next(iter(self.marks.items()))
        at = self.in_order.index(name)
        return len(first) > at and (not first[at] or _matches(pattern, first[at]))

    def _fits(self, cells: list[str]) -> bool:
        """True if every cell that has a pattern matches it or is empty."""
        row = dict(zip(self.in_order, map(str.strip, cells), strict=False))
        patterns = {**self.marks, **self.others}
        return row.keys() >= self.marks.keys() and all(
            not row.get(name) or _matches(pattern, row[name]) for name, pattern in patterns.items()
        )


def saved_as_of(
    file: File, context: Context, dated: Iterable[str], columns: Columns | None = None
) -> AsOf:
    """Return today, and whether a spreadsheet that saved `file` put the day or month first."""
    today, order = context.now.today, None
    if file.has_slashed_dates:
        dated, rows = sorted(dated), named_rows(file, columns)
        order = order_of((row.get(name, "") for _, row, _ in rows for name in dated), today)
    return AsOf(today, order or "month first")


def _matches(pattern: str, cell: str) -> bool:
    return re.fullmatch(pattern, cell, re.ASCII | re.IGNORECASE) is not None


def names_wanted(file: File) -> str | None:
    """Return a line of column names for a table that begins with a book; None if it has names."""
    kinds = list(map(_kind, file.header))
    if {"due", "isbn"}.isdisjoint(kinds) or "" not in kinds:
        return None
    texts = iter(("title", "author"))
    last = len(kinds) - 1 - kinds[::-1].index("due") if "due" in kinds else -1
    names = []
    for at, kind in enumerate(kinds):
        name = kind or next(texts, "")
        names.append("borrowed" if kind == "due" and at != last else "" if name in names else name)
    return {"\t": "\\t"}.get(file.dialect, file.dialect).join(names)


def _kind(cell: str) -> str:
    """Return the column that a cell can only belong to; nothing for one of text."""
    if re.fullmatch(r"\d{2,4}", cell, re.ASCII):
        return "pages"
    if isbn_of(cell):
        return "isbn"
    try:
        return "due" if re.search(r"\d", cell) and day_in(cell, None, "day first") else ""
    except UsageError:
        return ""
