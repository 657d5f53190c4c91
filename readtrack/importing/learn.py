"""What records add to a book: its length, places by day in its loans, and reading past."""

from collections.abc import Iterable, Sequence
from datetime import date

from readtrack.importing.check import kind_of, length_of
from readtrack.importing.records import Past, Reached, Record
from readtrack.limits import MINUTES_OF_A_DAY
from readtrack.model import Format, Unit
from readtrack.store.sets import Draft, Sets, Shelved, Span


class Learner:
    """Takes over what records tell of books; everything once."""

    def __init__(self, sets: Sets, today: date) -> None:
        self._sets = sets
        self._today = today.isoformat()
        self.counted: dict[int, tuple[str, int]] = {}
        """Loans that count percent, with the unit and the length found by now."""
        self.read: set[int] = set()
        """Books in whose reading there was news."""

    def length(self, record: Record, shelved: Shelved) -> tuple[str, int] | None:
        """Unit and length of the edition: as the record, a loan or an earlier import has it."""
        kind = kind_of(record)
        found = length_of(record, kind)
        if found or not kind.has_end:
            return found
        unit = str(_unit(kind))
        for row in (*reversed(shelved.loans), *shelved.lengths):
            if row["unit"] == unit:
                return unit, int(str(row["length"]))
        return None

    def add_length(self, record: Record, shelved: Shelved) -> str:
        """Keep the greatest length of a book that files have: editions differ, rows have no order.

        A loan that counts pages or seconds has its own, which stays.
        """
        found = None if record.loan else length_of(record, kind_of(record))
        if found is None:
            return ""
        unit, length = found
        stored = next((row for row in shelved.lengths if row["unit"] == unit), None)
        if stored is None:
            values = {"book_id": shelved.book.id, "unit": unit, "length": length}
            shelved.lengths.append(self._sets.add("lengths", values))
        elif _number(stored["length"]) < length:
            self._sets.change(stored, {"length": length})
        else:
            return ""
        for loan in shelved.loans:
            if loan["ended"] is None:
                self.count(loan, unit, length)
        return f"{length} pages" if unit == Unit.PAGES else "its length"

    def count(self, loan: Draft, unit: str, length: int) -> bool:
        """Have a loan that counts percent count in `unit`, if that is what its format counts in."""
        kind = Format(str(loan["format"]))
        is_open = loan["unit"] == Unit.PERCENT and length > self.counted.get(loan.id, ("", 0))[1]
        if not is_open or not kind.has_end or _unit(kind) != unit:
            return False
        self.counted[loan.id] = unit, length
        return True

    def add_log(self, kind: Format | None, log: Iterable[Reached], shelved: Shelved) -> str:
        """Keep places by day, in the loan that was out then or as reading past; how many days."""
        outside, days = [], 0
        for entry in log:
            day = entry.day.isoformat()
            if day > self._today:
                continue
            loan = _loan_on(day, kind, shelved.loans)
            if loan is None and entry.page is not None:
                continue  # there is no length that it could be a part of
            if loan is None:
                outside.append(entry)
            else:
                days += self._reach(loan, day, entry, shelved)
        for run in _readings(outside):
            minutes = sum(entry.minutes or 0 for entry in run) or None
            first, last = run[0].day.isoformat(), run[-1].day.isoformat()
            came = min(1.0, max(entry.at for entry in run))
            begun = _reached_before(first, shelved)
            share = round(came - begun if came > begun else came, 4)
            span = Span(first, last, share, minutes)
            days += len(run) * self._keep_reading(kind, span, run[0].at, shelved)
        if not days:
            return ""
        self.read.add(shelved.book.id)
        return f"{days} day{'s' * (days != 1)} of reading"

    def _reach(self, loan: Draft, day: str, entry: Reached, shelved: Shelved) -> bool:
        """Keep a place in a loan; only one further than the store has by that day is news."""
        decimals = 2 if loan["unit"] == Unit.PERCENT else None
        length = _number(loan["length"])
        place = round(min(1.0, max(0.0, entry.at)) * length, decimals)
        if entry.page is not None and loan["unit"] == Unit.PAGES:
            place = max(place, min(entry.page, length))
        log = shelved.progress.setdefault(loan.id, [])
        before = [row for row in log if str(row["day"]) <= day]
        if place <= max(_number(loan["start"]), *(_number(row["position"]) for row in before), 0):
            return False
        logged = sum(_number(row["minutes"] or 0) for row in before if row["day"] == day)
        minutes = min(MINUTES_OF_A_DAY, int((entry.minutes or 0) - logged))
        values = {"loan_id": loan.id, "day": day, "position": place,
                  "minutes": minutes if minutes > 0 else None}  # fmt: skip
        log.append(self._sets.add("progress", values))
        self._sets.change(loan, {"untold": 0})
        return True

    def _keep_reading(
        self, kind: Format | None, span: Span, begins: float, shelved: Shelved
    ) -> bool:
        """Store or update reading outside of loans.

        A part of a log whose days all come after those that are stored, or before them, adds its
        minutes. Where days are in both, only a total is stored, and nobody can tell what of it is
        counted already: the greater total stands, so that a file that comes again adds nothing.
        """
        assert span.first is not None
        assert span.last is not None
        rows = [row for row in shelved.readings if row["format"] == _text(kind)]
        row = next((row for row in rows if _shares_days(row, span)), None)
        minutes = span.minutes or 0
        if row is not None:
            total = max(minutes, int(_number(row["minutes"] or 0)))
        elif row := _beside(rows, span, begins):
            total = minutes + int(_number(row["minutes"] or 0))
        if row is not None:
            now = {
                "first": min(span.first, str(row["first"] or span.first)),
                "last": max(span.last, str(row["last"] or span.last)),
                "share": max(span.share, _number(row["share"])),
                "minutes": total or None,
            }
            return self._sets.change(row, now)
        self._add_reading(kind, span, shelved)
        return True

    def _add_reading(self, kind: Format | None, span: Span, shelved: Shelved) -> None:
        values = {"book_id": shelved.book.id, "format": _text(kind), **span._asdict()}
        shelved.readings.append(self._sets.add("readings", values))

    def add_past(self, kind: Format | None, past: Past, shelved: Shelved) -> bool:
        """Store that a book was read, unless it is stored; without a date it says less."""
        span = span_of(past, self._today)
        if span is None or any(says_all(_span(row), span) for row in shelved.readings):
            return False
        less = _that_says_less(shelved.readings, _text(kind), span)
        if less is None:
            self._add_reading(kind, span, shelved)
        else:
            now = {
                "first": less["first"] or span.first,
                "last": span.last,
                "share": max(_number(less["share"]), span.share),
                "minutes": less["minutes"] if past.minutes is None else past.minutes,
                "format": less["format"] or _text(kind),
            }
            self._sets.change(less, now)
        self.read.add(shelved.book.id)
        return True


def _unit(kind: Format) -> Unit:
    return Unit.SECONDS if kind is Format.AUDIOBOOK else Unit.PAGES


def _text(kind: Format | None) -> str | None:
    return kind and kind.value


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value


def _loan_on(day: str, kind: Format | None, loans: Sequence[Draft]) -> Draft | None:
    """Return the loan that was out on a day; one of this format before others, the latest first."""
    out = [
        loan
        for loan in loans
        if str(loan["checked_out"]) <= day <= str(loan["ended"] or "9999")
        and loan["format"] != Format.MAGAZINE
    ]
    order = lambda loan: (loan["format"] == kind, str(loan["checked_out"]), loan.id)  # noqa: E731
    return max(out, key=order, default=None)


def has_no_place(kind: Format | None, log: Sequence[Reached], shelved: Shelved) -> bool:
    """Return whether a log has only pages, and no loan that counts pages was out on its days."""
    loans = (_loan_on(entry.day.isoformat(), kind, shelved.loans) for entry in log)
    return all(entry.page for entry in log) and not any(
        loan and loan["unit"] == Unit.PAGES for loan in loans
    )


def _reached_before(day: str, shelved: Shelved) -> float:
    """Return the furthest fraction of the book that was reached in a loan before a day."""
    lengths = {loan.id: _number(loan["length"]) for loan in shelved.loans}
    places = (
        _number(row["position"]) / lengths[loan]
        for loan, log in shelved.progress.items()
        for row in log
        if str(row["day"]) < day
    )
    return max(places, default=0)


def span_of(past: Past, today: str) -> Span | None:
    """Reading past as the store has it; None where its days cannot be."""
    first = past.first.isoformat() if past.first else None
    last = past.last.isoformat() if past.last else None
    if (last or first or "") > today or (first and last and first > last):
        return None
    return Span(first, last, round(min(1.0, max(0.0, past.share)), 4), past.minutes)


def _span(row: Draft) -> Span:
    first, last = (None if row[name] is None else str(row[name]) for name in ("first", "last"))
    return Span(first, last, _number(row["share"]))


def says_all(stored: Span, span: Span) -> bool:
    """Return whether reading that is stored says all that `span` does.

    Two that began on one day are one reading: the later end counts.
    """
    if span.last is None:
        return True
    if stored.last is None or stored.share < span.share:
        return False
    if span.first is None:
        return stored.last == span.last
    return stored.first == span.first and stored.last >= span.last


def _that_says_less(rows: Iterable[Draft], kind: str | None, span: Span) -> Draft | None:
    """Return the stored reading that `span` completes, which lacks a day or the end; else None.

    Two readings of a book that ended on one day are one, whatever their formats.
    """
    if span.last is None:
        return None
    found = []
    for row in rows:
        last = row["last"]
        if row["first"] is None and last == span.last:
            return row
        of_kind = row["format"] == kind or row["format"] is None or kind is None
        if last is None:
            goes_on = row["first"] is None or str(row["first"]) <= span.last
        else:
            is_same = row["first"] is not None and row["first"] == span.first
            is_part = _number(row["share"]) < min(1, span.share)
            goes_on = str(last) <= span.last and (is_same or is_part)
        if of_kind and goes_on:
            found.append(row)
    return max(found, key=lambda row: str(row["last"] or ""), default=None)


def _shares_days(row: Draft, span: Span) -> bool:
    """Whether stored reading and that of a log have days in common, and are the same reading."""
    first, last = row["first"], row["last"]
    if first == span.first:
        return True
    if last is None or span.first is None or span.last is None:
        return False
    within = first is not None and str(first) <= span.first and span.last <= str(last)
    return within or (_number(row["share"]) < 1 and span.first <= str(last) <= span.last)


def _beside(rows: Sequence[Draft], span: Span, begins: float) -> Draft | None:
    """Return the stored reading that a part of a log goes on from, or leads to, or None.

    A stored reading has no place that it began at: the one it came to stands for it.
    """
    before = [row for row in rows if row["last"] and str(row["last"]) < str(span.first)]
    if before:
        nearest = max(before, key=lambda row: str(row["last"]))
        if not _falls(begins, _number(nearest["share"])):
            return nearest
    after = [row for row in rows if row["first"] and str(row["first"]) > str(span.last)]
    if after:
        nearest = min(after, key=lambda row: str(row["first"]))
        if not _falls(_number(nearest["share"]), span.share):
            return nearest
    return None


def _falls(at: float, furthest: float) -> bool:
    """Return whether a place is that of a book begun again."""
    return at < furthest - 0.5


def _readings(log: Iterable[Reached]) -> list[list[Reached]]:
    """Return the days of each reading: where the place falls by half the book it is read again."""
    found: list[list[Reached]] = []
    for entry in log:
        if not found or _falls(entry.at, max(each.at for each in found[-1])):
            found.append([])
        found[-1].append(entry)
    return found
