"""Columns of dates: the order of day and month in them, and what they mean by their cells."""

import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from readtrack.dates import DayOrder
from readtrack.errors import UsageError
from readtrack.importing.column_words import LOANED
from readtrack.importing.columns import (
    is_mark,
    is_of_other_days,
    may_be_either,
    may_be_of,
)
from readtrack.importing.days import NO_YEAR, SLASHED, day_in, day_or_short, order_of
from readtrack.importing.files import Context, File
from readtrack.importing.readings import is_yes
from readtrack.importing.records import Problem
from readtrack.importing.statuses import is_back

DATED = ("due", "renewed until", "checked_out", "returned", "started", "finished", "renewable")
PAST = ("checked_out", "returned", "started", "finished")
"""Columns of dates, and those whose dates cannot be in the future."""

MEANT = {
    "due": "due dates",
    "renewed until": "due dates after a renewal",
    "checked_out": "the days of checkout",
    "returned": "the days of return",
    "finished": "the days you finished the books",
}
"""What columns of dates have that may be asked for."""

READING = ("started", "finished")

LONGEST_LOAN = timedelta(days=366)
"""How long before a due date a checkout may be."""

GIVEN_BACK, WAS_READ = "given back", "was read"
"""The columns of words for what was given back and for what was read, beside those of the days."""

SPANS = (("checked_out", "due"), ("checked_out", "returned"), ("started", "finished"))

A_ZONE = timedelta(days=1)

SPREAD = 20_000
"""The most parsed cells that are remembered: dates and authors repeat often."""

MOST_WORDS = 4
"""Words without digits in a cell that is a date: `viernes, 27 de marzo de 2026`."""

DATES_TO_OTHERS = 2
"""A column is one of dates if it has this many times more of them than of other cells."""

FEWEST_OTHERS = 3
"""A column that begins with more other cells than this is looked at no further."""

MOST_EMPTY = 1000
"""Empty cells at the beginning of a column after which no date is looked for in it."""


def orders_of(file: File, places: Mapping[str, int], today: date) -> Mapping[str, DayOrder | None]:
    """Return, for each column of dates, whether the day or the month comes first."""
    dated = {name: places[name] for name in DATED if name in places}
    if not dated or not file.has_slashed_dates:
        return {}
    cells: dict[str, set[str]] = {name: set() for name in dated}
    for _, row in file.rows():
        for name, place in dated.items():
            if place < len(row) and SLASHED.search(row[place]):
                cells[name].add(row[place])
    found: dict[str, DayOrder | None] = {
        name: order_of(sorted(each), today + A_ZONE if name in PAST else None)
        for name, each in cells.items()
    }
    if None in found.values():
        of_all = order_of(sorted(set().union(*cells.values())))
        others = set(found.values()) - {None}
        of_all = of_all or (others.pop() if len(others) == 1 else None)
        if of_all is None and not others and any(cells.values()):
            of_all = _possible_order(file, dated, today)
        found = {name: found[name] or of_all for name in found}
    return found


def _possible_order(file: File, dated: Mapping[str, int], today: date) -> DayOrder | None:
    """Return the order in which nothing ends before it began, where most rows allow no other.

    A single row may have a typing error.
    """
    spans = [(dated[a], dated[b], b == "due") for a, b in SPANS if {a, b} <= dated.keys()]
    pairs = {
        (row[first], row[last], is_due)
        for _, row in file.rows()
        for first, last, is_due in spans
        if max(first, last) < len(row) and SLASHED.search(row[first]) and SLASHED.search(row[last])
    }
    orders: tuple[DayOrder, DayOrder] = ("day first", "month first")
    for order, other in (orders, orders[::-1]):
        wrong = [pair for pair in pairs if not _is_possible(*pair, other, today)]
        if 2 * len(wrong) > len(pairs) and all(_is_possible(*pair, order, today) for pair in pairs):
            return order
    return None


def _is_possible(first: str, last: str, is_due: bool, order: DayOrder, today: date) -> bool:
    """Return whether two cells may be the first and the last day of a loan or of a reading."""
    try:
        begun = day_or_short(first, None, order, today, is_past=True)
        ended = day_or_short(last, None, order, today, begun, is_past=not is_due)
    except UsageError as error:
        return NO_YEAR not in error.what
    return not begun or not ended or begun <= ended


def with_returns(file: File, places: dict[str, int], context: Context) -> dict[str, int]:
    """Return the places, with columns of returns and ends at what their cells say that they mean.

    A date to come is one by which the book has to be back. A day of return is not there yet
    where the book is still out.
    """
    for field, words in (("returned", GIVEN_BACK), ("finished", WAS_READ)):
        if field in places and field not in mapped_fields(context):
            places = _with_words_apart(file, places, field, words)
    fields = [field for field in ("due", "returned") if field in places]
    if len(fields) != 1 or not mapped_fields(context).isdisjoint({"due", "returned"}):
        return places
    (field,) = fields
    place, today = places[field], context.now.today
    if not may_be_either(file.header[place]):
        return places

    def as_a(meaning: str) -> dict[str, int]:
        return {meaning if name == field else name: at for name, at in places.items()}

    order = orders_of(file, as_a("due"), today).get("due")
    day_of = _reader(context, order, is_short=True)
    out, is_out = places.get("checked_out"), False
    for _, row in file.rows():
        cell = row[place] if place < len(row) else ""
        day = day_of(cell)
        if day is not None and day > today:
            return as_a("due")
        is_out |= not cell.strip() and out is not None and out < len(row) and bool(row[out].strip())
    return as_a("returned" if is_out else field)


def _with_words_apart(file: File, places: dict[str, int], field: str, words: str) -> dict[str, int]:
    """Return the places, where one column has the days of a field and another one only words.

    `Read It` says yes beside a `Reading Date`. Columns without cells are left out.
    """
    usual = places[field]
    others = set(places.values()) - {usual}
    named = [at for at, name in enumerate(file.header) if name and may_be_of(field, name)]
    cells: dict[int, set[str]] = {at: set() for at in named if at not in others}
    if len(cells) < 2:
        return places
    for _, row in file.rows():
        for at, found in cells.items():
            if at < len(row) and row[at].strip():
                found.add(row[at])
    says = is_back if field == "returned" else is_yes
    filled = sorted(filter(cells.get, cells), key=lambda at: at != usual)
    days = [at for at in filled if any(says(cell) is None for cell in cells[at])]
    in_words = [at for at in filled if at not in days]
    in_words = [at for at in in_words if at == usual or is_mark(file.header[at])]
    if days and in_words:
        return {**places, field: days[0], words: in_words[0]}
    return {**places, field: (days or in_words or [usual])[0]}


def mapped_fields(context: Context) -> set[str]:
    """Return what the reader has named a column for."""
    return {ours.casefold().replace(" ", "_") for ours, _ in context.columns}


def unused_dates(file: File, places: Mapping[str, int], context: Context) -> Iterator[Problem]:
    """Yield a Problem for each column of dates that is not used and may be one of loans or reading.

    Where due dates are missing, any column of dates is named; else one whose dates fit what is
    missing. A list of books that were read has no loans, nor has one whose columns the reader
    named.
    """
    possible, may_be_due = _missing(places, mapped_fields(context))
    if not possible and not may_be_due:
        return
    header = file.header
    other = next(name for name in ("checked_out", "due", "returned", "title") if name in places)
    for place in _places_of_dates(file, set(places.values()), context):
        fields = [each for each in possible if _may_be(each, file, place, places, context)]
        fields += ["due"] * may_be_due
        if fields:
            options = (f"if they are {MEANT[each]}: {_mapped(each, header[place])}; "
                       for each in fields)  # fmt: skip
            remedy = f"{''.join(options)}if not: {_mapped(other, header[places[other]])}"
            what = f"{header[place]!r} has dates and is not used."
            yield Problem("column names", "", what, remedy[0].upper() + remedy[1:])


def _missing(places: Mapping[str, int], mapped: set[str]) -> tuple[list[str], bool]:
    """Return the fields that a column of dates may be of, and whether it may have due dates.

    Where reading has a first day, the last one is missing; without a first day nothing is.
    """
    loaned, reading = set(LOANED) & places.keys(), set(READING) & places.keys()
    if mapped & set(LOANED) or (mapped and not loaned):
        return [], False
    if reading and not loaned:
        return ["finished"] if reading == {"started"} else [], False
    no_end = ["finished"] if reading == {"started"} and not mapped & set(READING) else []
    if "due" not in places:
        return no_end if loaned else ["finished"], True
    loans = [field for field in (*LOANED, "renewed until") if field not in places]
    return loans + no_end, False


def _places_of_dates(file: File, used: set[int], context: Context) -> list[int]:
    """Return the columns of dates that are not used and whose names are not known."""
    day_of = _reader(context, "day first")
    counts = {
        place: [0, 0]
        for place, name in enumerate(file.header)
        if name and place not in used and not is_of_other_days(name)
    }
    for number, (_, row) in enumerate(file.rows()):
        if number == MOST_EMPTY:
            counts = {place: count for place, count in counts.items() if any(count)}
        for place in list(counts):
            cell = row[place].strip() if place < len(row) else ""
            if not cell:
                continue
            counts[place][_is_date(cell, day_of)] += 1
            others, dates = counts[place]
            if others > FEWEST_OTHERS and others * DATES_TO_OTHERS > dates:
                del counts[place]
        if not counts:
            break
    found = counts.items()
    return [at for at, (others, dates) in found if dates >= max(1, others * DATES_TO_OTHERS)]


def _may_be(
    field: str, file: File, place: int, places: Mapping[str, int], context: Context
) -> bool:
    """Return whether the past dates of a column fit those that its rows have of a loan or reading.

    The end of reading has to stand beside a beginning at least once, and the due date after a
    renewal, which is to come in one row at least, after the one before.
    """
    today = context.now.today
    if field == "renewed until":
        return _is_later(file, place, places["due"], context)
    of_reading = ["started"] if field == "finished" and "started" in places else []
    beside = next((each for each in (*of_reading, "checked_out", "due") if each in places), "title")
    orders = orders_of(file, {beside: places[beside], field: place}, today)
    other_day, day_of = (_reader(context, orders.get(name)) for name in (beside, field))
    fits = not of_reading
    for _, row in file.rows():
        if len(row) <= max(place, places[beside]):
            continue
        day, other = day_of(row[place]), other_day(row[places[beside]])
        if day is None or (other is None and beside != "title"):
            continue
        since, until = other or day, today
        if beside == "due":
            since -= LONGEST_LOAN
            until = min(today, other or today) if field == "checked_out" else today
        if not since <= day <= until:
            return False
        fits = True
    return fits


def _is_later(file: File, place: int, due: int, context: Context) -> bool:
    """Return whether a column has dates after those of the column of due dates, some to come."""
    today = context.now.today
    orders = orders_of(file, {"due": due, "renewed until": place}, today)
    before, after = (_reader(context, orders.get(name)) for name in ("due", "renewed until"))
    pairs = [
        (before(row[due]), day)
        for _, row in file.rows()
        if max(due, place) < len(row) and (day := after(row[place])) is not None
    ]
    fits = all(old is not None and old < new <= old + LONGEST_LOAN for old, new in pairs)
    return fits and any(new > today for _, new in pairs)


def _mapped(field: str, column: str) -> str:
    return f"--map {shlex.quote(field)}={shlex.quote(column)}"


def _is_date(cell: str, day_of: Callable[[str], date | None]) -> bool:
    """Return whether a cell is a date and not a number or a text with one in it."""
    words = [word for word in cell.split() if word.isalpha()]
    return len(words) <= MOST_WORDS and not cell.isdigit() and day_of(cell) is not None


def _reader(
    context: Context, order: DayOrder | None, *, is_short: bool = False
) -> Callable[[str], date | None]:
    """Return what reads the date of a cell, also an `is_short` one without a year; else None."""
    today = context.now.today

    def day_of(cell: str) -> date | None:
        if not any(map(str.isdigit, cell)):
            return None
        try:
            if is_short:
                return day_or_short(cell, context.zone, order, today, is_past=False)
            return day_in(cell, context.zone, order)
        except UsageError:
            return None

    return lru_cache(SPREAD)(day_of)
