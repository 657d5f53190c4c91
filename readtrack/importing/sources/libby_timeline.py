"""Libby's timeline, as CSV or JSON: what was borrowed, renewed and returned."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.layouts import ISBN, Columns, Layout
from readtrack.importing.people import if_names, names_in
from readtrack.importing.records import Borrowed, Item, Later, Problem, Record, Skipped
from readtrack.importing.rows import foreign
from readtrack.importing.values import (
    dated,
    epoch_of,
    excerpt,
    format_of,
    isbn_of,
    local,
    parts_of,
    text_of,
)
from readtrack.model import Ending
from readtrack.named_tuple import NamedTuple

LABEL = "Libby timeline"

LAYOUT = Layout(
    frozenset({"title", "author", "isbn", "timestamp", "activity", "details", "library"}),
    (
        "cover", "title", "author", "publisher", "isbn", "timestamp", "activity", "details",
        "library",
    ),
    {
        "timestamp": r"[a-z]+ \d{1,2}, \d{4},? \d{1,2}:\d{2}",
        "activity": r"borrowed|returned|renew(ed)?|placed on hold|hold \w+",
    },
    {"cover": r"https?://.+", "isbn": ISBN},
)  # fmt: skip

AUDIO_PUBLISHERS = (
    "audio", "hörbuch", "hörverlag", "books on tape", "recorded books", "listening library",
    "tantor", "blackstone", "brilliance", "highbridge", "dreamscape", "naxos", "bolinda", "howes",
    "podium",
)  # fmt: skip
"""Publishers of audiobooks: the CSV does not say what a loan is."""

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WRITTEN = re.compile(r"([a-z]+) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2})", re.ASCII)
TOLD = re.compile(r"(\d{1,3}) days?", re.ASCII)
EARLY = re.compile(r"(\d{1,4}) (day|hour|minute)s? early", re.ASCII)
HOST = re.compile(r"https?://[^/]*/")
"""Of a cover: the same picture lies on several."""

USUAL = (7, 14, 21)
"""Days of a loan. One across the beginning of summer time is told as a day less."""

A_DAY = timedelta(days=1)

AGAIN = "Export the timeline again."


class Event(NamedTuple):
    """One line of a timeline."""

    where: str
    title: str
    authors: tuple[str, ...]
    isbn: str | None
    kind: str
    """What Libby calls the format, `magazine` too; empty where it does not say."""
    cover: str
    library: str
    at: datetime | None
    """None where it has no time that can be read."""
    activity: str
    details: str

    @property
    def edition(self) -> tuple[str, ...]:
        """What the borrowing and the return of one loan share."""
        known = self.isbn or HOST.sub("", self.cover)
        return self.title.casefold(), known, self.kind, self.library.casefold()

    @property
    def is_return(self) -> bool:
        return self.activity == "returned"

    @property
    def is_borrowing(self) -> bool:
        return self.activity == "borrowed"


class Timed(NamedTuple):
    """An event whose time is known."""

    at: datetime
    event: Event


def recognises(file: File) -> bool:
    found = file.json
    return LAYOUT.columns(file) is not None or (
        isinstance(found, dict) and isinstance(found.get("timeline"), list)
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """A record for everything borrowed. Raises UsageError for another file."""
    if not recognises(file):
        raise foreign(file, LABEL)
    columns = LAYOUT.columns(file)
    return loans(_from_cells(file, columns) if columns else _from_json(file), context)


def _from_cells(file: File, columns: Columns) -> Iterator[Event | Problem]:
    names = [name.casefold() for name in columns.names]
    for line, cells in file.rows(headed=columns.headed):
        where, row = f"line {line}", dict.fromkeys(names, "")
        row |= dict(zip(names, cells, strict=False))
        if any(cells[len(names) :]):
            what = "The row has more cells than the table has columns."
            yield Problem(where, excerpt(text_of(row["title"])), what, AGAIN)
            continue
        publisher = row.get("publisher", "").casefold()
        audio = any(name in publisher for name in AUDIO_PUBLISHERS)
        kind, at = "audiobook" if audio else "", written_instant(row["timestamp"])
        yield _event(where, row, row, kind, row.get("cover"), at)


def _from_json(file: File) -> Iterator[Event | Problem]:
    for number, each in enumerate(parts_of(file.json, "timeline"), 1):
        yield event(f"item {number}", each)


def event(where: str, each: object, book: Mapping[str, Any] | None = None) -> Event | Problem:
    """An event of JSON; one of the circulation of a `book` does not say itself what it is of."""
    if not isinstance(each, dict):
        return Problem(where, "", "This is no event of a timeline.", AGAIN)
    cover = (book or each).get("cover")
    cover = cover if isinstance(cover, dict) else {}
    at = epoch_of(each.get("timestamp"), 1000)
    kind = text_of(cover.get("format")).casefold()
    return _event(where, book or each, each, kind, cover.get("url"), at)


def _event(
    where: str,
    book: Mapping[str, Any],
    told: Mapping[str, Any],
    kind: str,
    cover: object,
    at: datetime | None,
) -> Event:
    return Event(
        where,
        named(book.get("title")),
        people(book.get("author")),
        isbn_of(text_of(book.get("isbn"))),
        kind,
        text_of(cover),
        named(told.get("library")),
        at,
        text_of(told.get("activity")).casefold(),
        text_of(told.get("details")).casefold(),
    )


def named(value: object) -> str:
    """The text of a field, which JSON puts one deeper."""
    return text_of(value.get("text") if isinstance(value, dict) else value)


def people(value: object) -> tuple[str, ...]:
    """The authors of `Stephen King, Joe Hill`; `Kurt Vonnegut, Jr.` is one."""
    return if_names(names_in, named(value))


def written_instant(text: str) -> datetime | None:
    """`February 28, 2024 00:47`, English and UTC whatever the reader's; None if it is none."""
    match = WRITTEN.fullmatch(text_of(text).casefold())
    if match is None or match[1] not in MONTHS:
        return None
    day, year, hour, minute = map(int, match.groups()[1:])
    try:
        return datetime(year, MONTHS.index(match[1]) + 1, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def loans(events: Iterable[Event | Problem], context: Context) -> Iterator[Item]:
    """What the events tell of loans; what was left out, and why, goes first."""
    timed: list[Timed] = []
    for each in events:
        if isinstance(each, Problem):
            yield each
        elif fault := _fault(each, context.zone):
            yield fault
        else:
            assert each.at is not None
            timed.append(Timed(each.at, each))
    runs: list[list[Timed]] = []
    latest: dict[tuple[str, ...], list[Timed]] = {}
    later: list[Timed] = []
    for one in _oldest_first(timed):
        run, said = latest.get(one.event.edition), one.event
        if run and not run[-1].event.is_return:
            run.append(one)
        elif not said.is_borrowing and run:
            yield Skipped(said.where, said.title, f"{said.activity}, but not borrowed in this file")
        elif not said.is_borrowing:
            later.append(one)
        if said.is_borrowing:
            latest[said.edition] = [one]
            runs.append(latest[said.edition])
    begun: dict[tuple[object, ...], tuple[date, tuple[str, ...]]] = {}
    for run in runs:
        record, edition = _record(run, context), run[0].event.edition
        book = record.title.casefold(), record.authors, record.format
        day, _ = local(run[0].at, context.zone)
        before, other = begun.get(book, (day, edition))
        if other != edition and day - before <= timedelta(days=1):
            yield _twin(record, context.now.today)
        else:
            begun[book] = day, edition
            yield record
    yield from (_later(one, context) for one in later)


def _later(one: Timed, context: Context) -> Record:
    """How a loan went on that was begun in another file: a timeline may come in parts."""
    said = one.event
    day, _ = local(one.at, context.zone)
    later = Later(day, said.activity, (one, context), _completed)
    return Record(
        said.where, said.title, said.authors, said.isbn, format_of(said.kind), later=later
    )


def _completed(loan: Borrowed, one: Timed, context: Context) -> Borrowed:
    """`loan` after what happened to it; a renewal that it has already is not made again."""
    assert loan.checked_out is not None
    assert loan.due is not None
    if one.event.is_return:
        return _given_back(loan, one, context.zone)
    told = timedelta(days=_days(one.event.details) or context.loan_days)
    period = told if loan.estimated else loan.due - loan.checked_out
    if loan.due - local(one.at, context.zone)[0] >= min(told, period):
        return loan
    return loan._replace(due=loan.due + period, estimated=True, renewals=loan.renewals + 1)


def _twin(record: Record, today: date) -> Item:
    """What is said of a second edition, which by all that is told is the loan of the first."""
    loan, title = record.loan, record.title
    assert loan is not None
    if loan.ended or loan.due is None or loan.due < today:
        return Skipped(record.where, title, "over, and borrowed that day in another edition too")
    return Problem(
        record.where,
        excerpt(title),
        f"It was borrowed that day in another edition too, this one until {loan.due}, "
        "and which is the audiobook is not told.",
        "Enter what is missing: readtrack add 'Hard Times' --due fri --format audiobook",
    )


def _fault(each: Event, zone: tzinfo | None) -> Problem | Skipped | None:
    """Why an event tells nothing of a loan; None where it does."""
    if "magazine" in each.kind:
        return Skipped(each.where, each.title, "a magazine")
    if "hold" in each.activity:
        return Skipped(each.where, each.title, "a hold, not a loan")
    if not (each.is_borrowing or each.is_return or each.activity.startswith("renew")):
        return Skipped(each.where, each.title, "neither borrowed, renewed nor returned")
    if not each.title:
        return Problem(each.where, "", "There is no title.", AGAIN)
    if dated(each.at, zone) is None:
        what = f"There is no readable time at which it was {each.activity}."
        return Problem(each.where, excerpt(each.title), what, "Enter the loan: readtrack add")
    return None


def _oldest_first(timed: list[Timed]) -> list[Timed]:
    """By time; what happened in one minute stays in the direction of the file."""
    if timed and timed[0].at > timed[-1].at:
        timed = timed[::-1]
    return sorted(timed, key=lambda one: one.at)


def _record(run: list[Timed], context: Context) -> Record:
    """The loan that begins with the first of `run` and ends at the latest with its last."""
    begun, last = run[0].event, run[-1]
    day, hour = local(run[0].at, context.zone)
    days, renewals = _days(begun.details), sum(_renews(one) for one in run)
    period = timedelta(days=days or context.loan_days)
    loan = Borrowed(
        checked_out=day,
        due=day + period * (1 + min(renewals, 99)),
        due_time=hour,
        estimated=days is None or renewals > 0,
        renewals=renewals,
        library=begun.library or None,
    )
    if last.event.is_return:
        loan = _given_back(loan, last, context.zone)
    elif len(run) > 1 and last.event.is_borrowing and any(begun.edition[1:3]):
        loan = _until(loan, local(last.at, context.zone)[0])
    kind = format_of(begun.kind)
    return Record(begun.where, begun.title, begun.authors, begun.isbn, kind, loan=loan)


def _renews(one: Timed) -> bool:
    return one.event.activity.startswith("renew")


def _days(details: str) -> int | None:
    """The days of a loan in `21 days`; None where it does not say."""
    match = TOLD.fullmatch(details)
    days = int(match[1]) if match else 0
    return days + 1 if days + 1 in USUAL else days or None


def _given_back(loan: Borrowed, back: Timed, zone: tzinfo | None) -> Borrowed:
    """`loan` as the library says that it ended; one that ran to its due date ends by itself.

    A return that does not agree with the days of the loan is right: the loan was extended, and the
    timeline has no line for it.
    """
    day, due, told = local(back.at, zone)[0], loan.due, back.event.details
    assert due is not None
    early = EARLY.fullmatch(told)
    if told == "on due date":
        return _due_on(loan, day)
    if early:
        left = timedelta(**{f"{early[2]}s": int(early[1])})
        hour = loan.due_time if loan.estimated else None
        loan = _due_on(loan, _next(back.at + left, hour, zone))
    elif loan.estimated or day > due + A_DAY:
        loan = loan._replace(due=max(due, day), estimated=True)
    elif day >= due:
        return loan
    return loan._replace(ended=day, ending=Ending.RETURNED)


def _due_on(loan: Borrowed, day: date) -> Borrowed:
    """`loan` with the due date that a return tells; a day apart is another way to count it."""
    assert loan.due is not None
    if not loan.estimated and abs(loan.due - day) <= A_DAY:
        return loan
    return loan._replace(due=day, estimated=False)


def _next(instant: datetime, hour: str | None, zone: tzinfo | None) -> date:
    """The day on which it is `hour` for the first time from `instant` on.

    What is left of a loan is told in whole days or hours, and it ends at the hour it began.
    """
    day, now = local(instant, zone)
    return day if hour is None or now <= hour else day + timedelta(days=1)


def _until(loan: Borrowed, day: date) -> Borrowed:
    """`loan` when it is known to have been out no longer than `day`."""
    if loan.due is None or day >= loan.due:
        return loan
    if loan.estimated:
        return loan._replace(due=day)
    return loan._replace(ended=day, ending=Ending.RETURNED)
