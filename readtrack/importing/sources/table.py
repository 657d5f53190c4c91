"""Read any table of loans, lengths or books read; columns are found by name or `--map`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache, partial
from operator import itemgetter

from readtrack.clock import parse_time
from readtrack.errors import UsageError, unreadable
from readtrack.importing.column_words import COLUMNS
from readtrack.importing.columns import (
    SHELVES,
    check_no_log,
    column_name,
    column_names,
    listed,
    mapped_places,
    places_in,
    with_percent,
)
from readtrack.importing.date_columns import (
    A_ZONE,
    DATED,
    GIVEN_BACK,
    PAST,
    SPREAD,
    WAS_READ,
    mapped_fields,
    orders_of,
    unused_dates,
    with_returns,
)
from readtrack.importing.days import NO_YEAR, TWO_WAYS, day_or_short, has_a_day, is_part
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import names_wanted
from readtrack.importing.people import authors_of, family_first
from readtrack.importing.playing_times import Measure, extent_of, measure_named, seconds_in
from readtrack.importing.readings import is_yes, readings_of, share_in
from readtrack.importing.records import (
    Borrowed,
    Hold,
    Item,
    Past,
    Problem,
    Reached,
    Record,
    Skipped,
)
from readtrack.importing.rows import tells_a_book
from readtrack.importing.statuses import BACK, READY, RESERVED, is_back, is_total, state_of
from readtrack.importing.titles import whole_title
from readtrack.importing.values import (
    clean,
    copy_id,
    excerpt,
    format_of,
    isbn_of,
    other_medium,
    renewals_of,
    whole,
)
from readtrack.limits import LONGEST
from readtrack.model import Ending, Format

TELLING = ("due", "checked_out", "pages", "duration", "finished", "returned", "status", "percent")
"""A table needs at least one of these columns beside the title."""

DUE = ("due", "renewed until")

LOAN = (
    "due", "renewed until", "time", "checked_out", "returned", GIVEN_BACK, "renewals", "renewable",
    "renewals_left",
)  # fmt: skip

MOST_MINUTES = LONGEST["seconds"] // 60

HEARD = (None, Format.AUDIOBOOK)
"""Formats of a row in which a column of hours beside one of pages has the playing time."""

Cells = list[str]


def recognises(file: File) -> bool:
    places, _ = places_in(file.header)
    return "title" in places and any(name in places for name in TELLING)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every row. Raises UsageError if no column has titles."""
    name = file.path.name
    if not file.header:
        raise UsageError(
            f"{name} is no table.", "Drop --from and --map.", {"--from": None, "--map": None}
        )
    if not context.columns and (names := names_wanted(file)):
        raise UsageError(
            f"{name} begins with a book: it has no column names.",
            f"Write a line of names above the first row, such as {names}",
        )
    places, measure = mapped_places(file.header, context.columns)
    if "title" not in places or not any(each in places for each in TELLING):
        raise UsageError(
            f"{name} has no column for "
            + ("titles." if "title" not in places else "due dates or lengths."),
            "Name it: --map title=COLUMN --map due=COLUMN. It has: " + listed(file.header),
        )
    if not context.columns and places.keys().isdisjoint({"due", "checked_out"}):
        check_no_log(file, places["title"])
    places = with_returns(file, with_percent(file, places, mapped_fields(context)), context)
    yield from unused_dates(file, places, context)
    cells = _Cells(file, places, measure, context)
    for line, row in file.rows():
        where = f"line {line}"
        try:
            yield cells.record(where, ["", *row])  # the place of a column that is not there
        except UsageError as error:
            yield from cells.salvaged(where, row, error)


def _measured_in(file: File, place: int | None) -> Measure | None:
    """Return "seconds" if a bare number in the column is too large to be minutes of a book."""
    if place is None:
        return None
    for _, row in file.rows():
        cell = row[place].strip() if place < len(row) else ""
        if cell.isdigit() and len(cell) < 9 and int(cell) > MOST_MINUTES:
            return "seconds"
    return None


class _Cells:
    """Parse the cells of a table, and remember what repeated cells mean."""

    def __init__(
        self, file: File, places: dict[str, int], measure: Measure | None, context: Context
    ) -> None:
        today, zone = context.now.today, context.zone
        orders = orders_of(file, places, today)
        measure = measure or _measured_in(file, places.get("duration"))
        self._places = places
        self._header, self._heading = file.header, file.header[places["title"]]
        self._given_back = places.get(GIVEN_BACK, -1) + 1
        self._was_read = places.get(WAS_READ, -1) + 1
        self._today = today
        self._width = max(places.values()) + 1
        self._pick = itemgetter(*(places.get(name, -1) + 1 for name in COLUMNS))
        shelved = any(column_name(each) in column_names(SHELVES) for each in file.header)
        self._usual = Format.PRINT if shelved else None
        at = places.get("duration", 0)
        self._is_spare = "pages" in places and measure and not measure_named(file.header[at])[0]
        self._is_yes = lru_cache(SPREAD)(is_yes)
        self._states = lru_cache(SPREAD)(state_of)
        self._kinds = lru_cache(SPREAD)(lambda kind: (other_medium(kind), format_of(kind)))
        self._people = lru_cache(SPREAD)(authors_of)
        self._pages = lru_cache(SPREAD)(extent_of)
        self._seconds = lru_cache(SPREAD)(partial(seconds_in, measure=measure))

        def reader(name: str) -> Callable[..., date | None]:
            order, is_past = orders.get(name), name in PAST

            @lru_cache(SPREAD)
            def read(text: str, since: date | None = None) -> date | None:
                if is_yes(text) is False:
                    return None
                return day_or_short(text, zone, order, today, since, is_past=is_past)

            return read

        self._days = {name: reader(name) for name in DATED}
        self._loan = lru_cache(SPREAD)(self._borrowed)
        read = partial(readings_of, today=today, zone=zone, order=orders.get("finished"))
        self._past = lru_cache(SPREAD)(partial(read, first_order=orders.get("started")))

    def record(self, where: str, cells: Cells) -> Record | Skipped:
        """Return the record of a row. Raises UsageError for a cell that cannot be read."""
        if len(cells) <= self._width:
            cells += [""] * (self._width + 1 - len(cells))
        (
            title, author, due, later, hour, out, back, begun, done, status, stopped, pages, audio,
            kind, isbn, renewals, new, left, library, others, sorted_by, family, given, copy,
            other_length, subtitle, series, volume, percent,
        ) = self._pick(cells)  # fmt: skip
        if subtitle or volume:
            title = whole_title(clean(title), subtitle, series, volume)
        if title == self._heading and tuple(map(str.strip, cells[1:])) == self._header:
            return Skipped(where, title, "the names of the columns again")
        given_back = cells[self._given_back]
        if (read := cells[self._was_read].strip()) and not (done.strip() and self._is_yes(read)):
            done = read
        days = due, later, out, back, given_back, begun, done
        tells = (author and title.strip()) or any(map(str.strip, days))
        if not tells and is_total(title, cells):
            return Skipped(where, clean(title), "it adds up other rows")
        other, named = self._kinds(kind) if kind else ("", None)
        if audio and self._is_spare and (pages.strip() or named not in HEARD):
            audio = ""
        state = self._states(status) if status else None
        back = back.strip() or given_back or (self._back(status, state) if status else "")
        if other:
            return Skipped(where, clean(title), f"no book: {other}")
        extent, heard, has_audio = self._length(pages, other_length, audio)
        has_audio = has_audio or bool(audio.strip())
        authors = self._people(author) if author else ()
        if not authors and (sorted_by or family):
            authors = self._people(sorted_by or family_first(family, given))
        if others:
            authors = tuple(dict.fromkeys((*authors, *self._people(others))))
        loan = self._loan(later, due, hour, out, back, renewals, new, left, library)
        if state and loan and state in (READY, RESERVED) and not out.strip() and not loan.ended:
            ready = Hold(authors, loan.due) if state is READY else None
            return Skipped(where, clean(title), "a hold", ready)
        if copy and loan is not None and (name := copy_id(copy)):
            loan = loan._replace(copy=f"barcode:{name}")
        if stopped and is_yes(stopped):
            status = "dnf"
        format_ = named or (Format.AUDIOBOOK if has_audio else self._usual)
        log: tuple[Reached, ...] = ()
        past: tuple[Past, ...] = ()
        if done or status or percent:
            due_on = loan.due if loan and format_ is not Format.PRINT else None
            until = min(self._today, due_on or self._today)
            log, past = self._reading(loan, until, begun, done, status, percent)
        if loan is None and back and not past:
            if is_back(back) and not any((extent, heard, audio)):
                return Skipped(where, clean(title), "no longer out, and no day of it")
            past = self._given(back)
        return Record(
            where,
            clean(title),
            authors,
            isbn_of(isbn) if isbn else None,
            format_,
            extent,
            (self._seconds(audio) if audio else None) or heard,
            loan,
            log,
            past,
        )

    def _reading(
        self, loan: Borrowed | None, until: date, begun: str, done: str, status: str, percent: str
    ) -> tuple[tuple[Reached, ...], tuple[Past, ...]]:
        """Return the place in the loan and the reading past that the cells of a row name.

        A place without a day is that of the day the loan ended, or of `until`.
        """
        share = share_in(percent) if percent else None
        if share == 1:
            done = done or "yes"
        past: tuple[Past, ...] = ()
        if done or status:
            past = self._past(begun, done, status)
        if loan is None:
            return (), past
        last = past[-1].last if past else None
        if past and (last or not is_part(done)):
            share, past = 1, past[:-1]
        return ((Reached(last or loan.ended or until, share),) if share else ()), past

    def _back(self, status: str, state: frozenset[str] | None) -> str:
        """Return what a status says of the return of a book: nothing, that it was, or the day."""
        if state is not BACK or not any(map(str.isdigit, status)):
            return "yes" if state is BACK else ""
        with suppress(UsageError):
            return status if self._days["returned"](status) else "yes"
        return "yes"

    def _given(self, back: str) -> tuple[Past, ...]:
        """Return the reading of a book that was given back, if the row says nothing else."""
        day = self._days["returned"](back) if is_back(back) is None else None
        return (Past(None, day),) if day else ()

    def _length(self, pages: str, other: str, audio: str) -> tuple[int | None, int | None, bool]:
        """Return pages, seconds and whether they are of an audiobook, out of two columns.

        A number without a unit beside a column of pages is ignored where another cell has the
        length; else it raises UsageError.
        """
        found = self._pages(pages) if pages else (None, None, False)
        if not (number := other.strip()):
            return found
        has_no_unit = number.replace(".", "").isdigit()
        if has_no_unit and (any(found) or audio.strip() or not number.strip("0.")):
            return found
        if has_no_unit:
            raise unreadable(number, "a length", "Write 304 p. or 7:57.")
        more = self._pages(other)
        return found[0] or more[0], found[1] or more[1], not found[0] and any((found[2], more[2]))

    def _borrowed(
        self, later: str, due: str, hour: str, out: str, back: str, renewals: str, new: str,
        left: str, library: str,
    ) -> Borrowed | None:  # fmt: skip
        checked_out = self._days["checked_out"](out)
        due_on = self._days["due"](due, checked_out)
        due_on = self._days["renewed until"](later, checked_out) or due_on
        given = is_back(back) if back else None
        returned = self._days["returned"](back) if given is None else None
        if due_on is None and returned is not None and returned > self._today + A_ZONE:
            due_on, returned = returned, None  # a day to come is when it has to be back
        if (checked_out is None and due_on is None) or given:
            return None
        allowed, may_renew = renewals_of(left)
        if (word := renewals_of(new)[1]) is not None:
            may_renew, new = word, ""
        return Borrowed(
            checked_out,
            due_on,
            _hour(hour),
            renewals=whole(renewals) or 0,
            renewable_on=self._days["renewable"](new),
            renewals_left=allowed,
            may_renew=may_renew,
            library=clean(library) or None,
            ended=returned,
            ending=Ending.RETURNED if returned else None,
        )

    def salvaged(self, where: str, row: Sequence[str], whole_row: UsageError) -> Iterator[Item]:
        """Yield the record of a row without its unreadable cells, and a Problem for each."""
        cells = list(row) + [""] * (self._width - len(row))
        unread: list[UsageError] = []
        for name, place in self._places.items():
            try:
                self._check(name, cells)
            except UsageError as error:
                unread.append(error)
                has_day = has_a_day(cells[place]) or error.what.endswith((TWO_WAYS, NO_YEAR))
                has_day = has_day and "to come" not in error.what
                cells[place] = "yes" if name == "finished" and has_day else ""
                if name in DUE or (name == "returned" and has_day):
                    for each in LOAN:
                        if each in self._places:
                            cells[self._places[each]] = ""
        try:
            item = self.record(where, ["", *cells])
        except UsageError as error:
            item, unread = self._undated(where, cells), unread or [error]
        if tells_a_book(item):
            yield item
        relevant = (row[place] for place in self._places.values() if place < len(row))
        shown = excerpt(", ".join(filter(None, relevant)))
        for wrong in unread or [whole_row]:
            yield Problem(where, shown, wrong.what, wrong.remedy)

    def _undated(self, where: str, cells: Cells) -> Record | Skipped:
        """Return the record without days of reading, which contradict each other."""
        for name, cell in (("started", ""), ("finished", "yes")):
            if name in self._places and cells[self._places[name]].strip():
                cells[self._places[name]] = cell
        try:
            return self.record(where, ["", *cells])
        except UsageError:
            return Skipped(where, "", "")

    def _check(self, name: str, cells: Cells) -> None:
        """Raise UsageError if the cell of a column cannot be read."""
        cell = cells[self._places[name]]
        if not cell.strip():
            return
        if name in ("started", "finished", "status"):
            begun, done, status = (
                cells[self._places[each]] if each in self._places else ""
                for each in ("started", "finished", "status")
            )
            if name == "started":
                done = done and "x"
            self._past(begun if name != "finished" else "", done, status)
        elif name in DATED:
            words = {"returned": is_back(cell), "renewable": renewals_of(cell)[1]}
            if words.get(name) is None:
                self._days[name](cell, self._begun(cells) if name in DUE else None)
        elif name == "extent":
            at = self._places
            pages, audio = (cells[at[each]] if each in at else "" for each in ("pages", "duration"))
            self._length(pages, cell, audio)
        elif reader := self._readers().get(name):
            reader(cell)

    def _begun(self, cells: Cells) -> date | None:
        """Return the day of the checkout of a row, as far as it can be read."""
        with suppress(UsageError, KeyError):
            return self._days["checked_out"](cells[self._places["checked_out"]])
        return None

    def _readers(self) -> dict[str, Callable[[str], object]]:
        return {
            "author": self._people,
            "others": self._people,
            "surname first": self._people,
            "pages": self._pages,
            "duration": self._seconds,
            "time": _hour,
        }


def _hour(text: str) -> str | None:
    """Return the time of day in a cell; None where it is empty or says that there is none."""
    return parse_time(text) if text.strip() and is_yes(text) is not False else None
