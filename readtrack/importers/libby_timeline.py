"""Libby's timeline, as CSV or JSON: what was borrowed, renewed and returned."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from readtrack.importers.files import Context, File
from readtrack.importers.values import clean, epoch_of, excerpt, format_of, isbn_of, local
from readtrack.model import Ending, Format
from readtrack.records import Borrowed, Item, Problem, Record, Skipped

LABEL = "Libby timeline"

COLUMNS = {"title", "author", "timestamp", "activity", "details", "library"}

AUDIO_PUBLISHERS = (
    "audio", "books on tape", "recorded books", "tantor", "blackstone", "listening library",
    "brilliance",
)  # fmt: skip
"""Publishers of audiobooks: the CSV does not say what a loan is."""

MONTHS = "January February March April May June July August September October November December"

USUAL = (7, 14, 21, 28)
"""Days of a loan. One that crosses the beginning of summer time is told as a day less."""


class Event(NamedTuple):
    """One line of a timeline; `instant` is None where it has no readable time."""

    where: str
    title: str
    author: str
    isbn: str | None
    format: Format | None
    cover: str
    instant: datetime | None
    activity: str
    details: str
    library: str

    @property
    def edition(self) -> tuple[str, str | None, str, str]:
        """What the borrowing and the return of one loan share."""
        return self.title.casefold(), self.isbn, "" if self.isbn else self.cover, self.library


@dataclass
class Out:
    """A loan that is being followed through the timeline."""

    begun: Event
    renewals: int = 0
    back: Event | None = None


def recognises(file: File) -> bool:
    if set(file.header) >= COLUMNS:
        return True
    found = file.json
    return isinstance(found, dict) and isinstance(found.get("timeline"), list)


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for everything borrowed, whatever the order of the file."""
    events = list(_from_cells(file) if file.header else _from_json(file))
    yield from loans(events, context)


def _from_cells(file: File) -> Iterator[Event | Problem]:
    at = {name: file.header.index(name) for name in file.header}
    for line, cells in file.rows():
        told = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
        publisher = told.get("publisher", "").casefold()
        audio = any(name in publisher for name in AUDIO_PUBLISHERS)
        yield Event(
            f"line {line}",
            clean(told["title"]),
            clean(told["author"]),
            isbn_of(told.get("isbn")),
            Format.AUDIOBOOK if audio else None,
            told.get("cover", ""),
            written_instant(told["timestamp"]),
            clean(told["activity"]).casefold(),
            clean(told["details"]),
            clean(told["library"]),
        )


def _from_json(file: File) -> Iterator[Event | Problem]:
    for number, each in enumerate(file.json["timeline"], 1):
        where = f"item {number}"
        if isinstance(each, dict):
            yield event(each, where)
        else:
            yield Problem(where, excerpt(str(each)), "this is no event", "Export it again.")


def event(each: dict[str, Any], where: str, book: dict[str, Any] | None = None) -> Event:
    """An event of a timeline, or of a title's own circulation when its `book` is given."""
    book = book or each
    cover = book.get("cover")
    cover = cover if isinstance(cover, dict) else {}
    return Event(
        where,
        _text(book.get("title")),
        clean(book.get("author")),
        isbn_of(book.get("isbn")),
        format_of(cover.get("format")),
        clean(cover.get("url")),
        epoch_of(each.get("timestamp"), 1000),
        clean(each.get("activity")).casefold(),
        clean(each.get("details")),
        _text(each.get("library")),
    )


def _text(value: Any) -> str:
    return clean(value.get("text") if isinstance(value, dict) else value)


def written_instant(text: str) -> datetime | None:
    """`February 28, 2024 00:47`, which is UTC and English whatever the reader's language."""
    match = re.fullmatch(r"(\w+) (\d{1,2}), (\d{4}) (\d{1,2}):(\d{2})", clean(text), re.ASCII)
    months = [month.casefold() for month in MONTHS.split()]
    if match is None or match[1].casefold() not in months:
        return None
    month, numbers = months.index(match[1].casefold()) + 1, map(int, match.groups()[1:])
    day, year, hour, minute = numbers
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def loans(events: Iterable[Event | Problem], context: Context) -> Iterator[Item]:
    """What the events tell of loans, oldest first; then what was left out, and why."""
    timed: list[tuple[datetime, int, Event]] = []
    for number, each in enumerate(events):
        if isinstance(each, Problem):
            yield each
        elif each.activity.startswith(("placed", "hold")):
            yield Skipped(each.where, each.title, "a hold, not a loan")
        elif each.instant is None:
            told = excerpt(f"{each.title}, {each.activity}")
            yield Problem(each.where, told, "no time that can be read", "Type it: readtrack add")
        else:
            timed.append((each.instant, -number, each))
    found: list[Out] = []
    for _, _, each in sorted(timed, key=lambda one: one[:2]):
        held = next((out for out in reversed(found) if _goes_with(out, each)), None)
        if each.activity == "borrowed":
            found.append(Out(each))
        elif held is None:
            yield Skipped(each.where, each.title, f"{each.activity}, but never borrowed here")
        elif each.activity.startswith("renew"):
            held.renewals += 1
        elif each.activity == "returned":
            held.back = each
        else:
            yield Skipped(each.where, each.title, f"{each.activity} is nothing about a loan")
    for out in found:
        yield _record(out, context)


def _goes_with(out: Out, each: Event) -> bool:
    return out.back is None and out.begun.edition == each.edition


def _record(out: Out, context: Context) -> Record:
    begun, back = out.begun, out.back
    assert begun.instant is not None
    day, hour = local(begun.instant, context.zone)
    days = _days(begun.details)
    period = timedelta(days=days or context.loan_days)
    due, estimated = local(begun.instant + period * (1 + out.renewals), context.zone)[0], False
    estimated = days is None or out.renewals > 0
    ended = None
    if back is not None and back.instant is not None:
        early = re.match(r"(\d+) (day|hour)s? early", back.details)
        if early:
            ended = local(back.instant, context.zone)[0]
            left = timedelta(**{f"{early[2]}s": int(early[1])})
            if estimated:  # the library says how much was left, to the day
                due, estimated = local(back.instant + left, context.zone)[0], early[2] == "day"
        elif estimated:
            due, estimated = local(back.instant, context.zone)[0], False
    return Record(
        begun.where,
        begun.title,
        (begun.author,) if begun.author else (),
        begun.isbn,
        begun.format,
        loan=Borrowed(
            checked_out=day,
            due=max(due, day),
            due_time=hour,
            estimated=estimated,
            renewals=out.renewals,
            library=begun.library or None,
            ended=ended,
            ending=Ending.RETURNED if ended else None,
        ),
    )


def _days(details: str) -> int | None:
    """The days of a loan in ` 21 days `; 13 are 14 across the beginning of summer time."""
    match = re.match(r"(\d{1,3}) days?", details)
    if match is None:
        return None
    days = int(match[1])
    return days + 1 if days not in USUAL and days + 1 in USUAL else days
