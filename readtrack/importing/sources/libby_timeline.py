"""Read Libby's timeline, as CSV or JSON: what was borrowed, renewed and returned."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from readtrack.dates import DayOrder
from readtrack.day_names import ENGLISH_MONTHS
from readtrack.importing.days import moment_in
from readtrack.importing.files import Context, File
from readtrack.importing.layouts import ISBN, WRITTEN, Layout
from readtrack.importing.people import if_names, names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.records import Borrowed, Item, Later, Problem, Record, Skipped
from readtrack.importing.rows import LONGER, named_rows
from readtrack.importing.values import dated, epoch_of, excerpt, format_of, isbn_of, local, text_of
from readtrack.model import Ending
from readtrack.named_tuple import NamedTuple

LAYOUT = Layout(
    frozenset({"title", "author", "isbn", "timestamp", "activity", "details", "library"}),
    phrases("""
        cover, title, author, publisher, isbn, timestamp, activity, details, library
    """),
    {
        "timestamp": WRITTEN,
        "activity": r"borrowed|returned|renew(ed)?|placed on hold|hold \w+",
    },
    {"cover": r"https?://.+", "isbn": ISBN},
)

AUDIO_PUBLISHERS = phrases("""
    audio, hörbuch, hörverlag, books on tape, recorded books, listening library, tantor, blackstone,
    brilliance, highbridge, dreamscape, naxos, bolinda, howes, podium
""")
"""Publishers of audiobooks, because the CSV has no format."""

AT = re.compile(r"([a-z]+) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2})", re.ASCII)
DAYS_OF_LOAN = re.compile(r"(\d{1,3}) days?", re.ASCII)
EARLY = re.compile(r"(\d{1,4}) (day|hour|minute)s? early", re.ASCII)
HOST = re.compile(r"https?://[^/]*/")
"""The host in the address of a cover: several hosts serve the same picture."""

USUAL = (7, 14, 21)
"""Usual days of a loan; a loan across the start of summer time is listed one day short."""

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)

NEVER = datetime.max.replace(tzinfo=UTC)

AGAIN = "Export the timeline again."


class Event(NamedTuple):
    """One line of a timeline."""

    where: str
    title: str
    authors: tuple[str, ...]
    isbn: str | None
    kind: str
    """Libby's word for the format, such as `magazine`; empty if the file has none."""
    cover: str
    library: str
    at: datetime
    """The instant, or NEVER if it cannot be read."""
    activity: str
    details: str

    @property
    def edition(self) -> tuple[str, ...]:
        """Return what the borrowing and the return of one loan have in common."""
        copy = self.isbn or HOST.sub("", self.cover)
        return self.title.casefold(), copy, self.kind, self.library.casefold()

    @property
    def is_return(self) -> bool:
        return self.activity == "returned"

    @property
    def is_renewal(self) -> bool:
        return self.activity.startswith("renew")

    @property
    def is_borrowing(self) -> bool:
        return self.activity == "borrowed"


def recognises(file: File) -> bool:
    found = file.json
    if isinstance(found, dict):
        return isinstance(found.get("timeline"), list)
    return LAYOUT.recognises(file)


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every loan."""
    return loans(_from_json(file) if file.json else _from_cells(file, context), context)


def _from_cells(file: File, context: Context) -> Iterator[Event | Problem]:
    _, order = LAYOUT.as_of(file, context)
    for where, row, is_longer in named_rows(file, LAYOUT.columns(file)):
        if is_longer:
            yield Problem(where, excerpt(text_of(row["title"])), LONGER, AGAIN)
            continue
        publisher = row.get("publisher", "").casefold()
        audio = any(name in publisher for name in AUDIO_PUBLISHERS)
        kind, at = "audiobook" if audio else "", written_instant(row["timestamp"], order)
        yield _event(where, row, row, kind, row.get("cover"), at)


def _from_json(file: File) -> Iterator[Event | Problem]:
    for number, each in enumerate(file.json["timeline"], 1):
        yield event(f"item {number}", each)


def event(where: str, each: object, book: Mapping[str, Any] | None = None) -> Event | Problem:
    """Parse an event of the JSON; events in the circulation of a `book` do not repeat its title."""
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
    fields: Mapping[str, Any],
    kind: str,
    cover: object,
    at: datetime | None,
) -> Event:
    return Event(
        where,
        field_text(book.get("title")),
        people(book.get("author")),
        isbn_of(text_of(book.get("isbn"))),
        kind,
        text_of(cover),
        field_text(fields.get("library")),
        at or NEVER,
        text_of(fields.get("activity")).casefold(),
        text_of(fields.get("details")).casefold(),
    )


def field_text(value: object) -> str:
    """Return the text of a field, which the JSON may nest one level deeper."""
    return text_of(value.get("text") if isinstance(value, dict) else value)


def people(value: object) -> tuple[str, ...]:
    """Return the authors of `Stephen King, Joe Hill`; `Kurt Vonnegut, Jr.` is one author."""
    return if_names(names_in, field_text(value))


def written_instant(text: str, order: DayOrder = "month first") -> datetime | None:
    """Parse `February 28, 2024 00:47`, always English and UTC; None for other text.

    A spreadsheet that saved the file may have written `2/28/2024 0:47`.
    """
    match = AT.fullmatch(text_of(text).casefold())
    if match is None or match[1] not in ENGLISH_MONTHS:
        return moment_in(text, order)
    day, year, hour, minute = map(int, match.groups()[1:])
    try:
        return datetime(year, ENGLISH_MONTHS.index(match[1]) + 1, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def loans(events: Iterable[Event | Problem], context: Context) -> Iterator[Item]:
    """Turn events into loans; events that cannot be used come first, each with the reason."""
    timed: list[Event] = []
    for each in events:
        if isinstance(each, Problem):
            yield each
        elif fault := _fault(each, context.zone):
            yield fault
        else:
            timed.append(each)
    runs: list[list[Event]] = []
    latest: dict[tuple[str, ...], list[Event]] = {}
    later: list[Event] = []
    if timed and timed[0].at > timed[-1].at:
        timed.reverse()  # so that events of one minute come in order
    for one in sorted(timed, key=lambda one: one.at):
        run = latest.get(one.edition)
        if run and not run[-1].is_return:
            run.append(one)
        elif not one.is_borrowing and run:
            yield Skipped(one.where, one.title, f"{one.activity}, but not borrowed in this file")
        elif not one.is_borrowing:
            later.append(one)
        if one.is_borrowing:
            latest[one.edition] = [one]
            runs.append(latest[one.edition])
    begun: dict[tuple[object, ...], tuple[date, tuple[str, ...]]] = {}
    for run in runs:
        record, edition = _record(run, context), run[0].edition
        book = record.title.casefold(), record.authors, record.format
        day, _ = local(run[0].at, context.zone)
        before, other = begun.get(book, (day, edition))
        if other != edition and day - before <= A_DAY:
            yield _twin(record, context.now.today)
        else:
            begun[book] = day, edition
            yield record
    yield from (_later(one, context) for one in later)


def _later(one: Event, context: Context) -> Record:
    """Record what happened to a loan that began in another file; a timeline may come in parts."""
    day, _ = local(one.at, context.zone)
    later = Later(day, one.activity, (one, context), _completed)
    return Record(one.where, one.title, one.authors, one.isbn, format_of(one.kind), later=later)


def _completed(loan: Borrowed, one: Event, context: Context) -> Borrowed:
    """Apply a return or a renewal to `loan`, unless it already has that renewal."""
    assert loan.checked_out is not None
    assert loan.due is not None
    if one.is_return:
        return _given_back(loan, one, context.zone)
    length = timedelta(days=_days(one.details) or context.loan_days)
    period = length if loan.estimated else loan.due - loan.checked_out
    if loan.due - local(one.at, context.zone)[0] >= min(length, period):
        return loan
    return loan._replace(due=loan.due + period, estimated=True, renewals=loan.renewals + 1)


def _twin(record: Record, today: date) -> Item:
    """Skip or report a second edition that was borrowed on the same day as the first."""
    loan, title = record.loan, record.title
    assert loan is not None
    if loan.ended or loan.due is None or loan.due < today:
        return Skipped(record.where, title, "over, and borrowed that day in another edition too")
    what = (
        f"It was borrowed that day in another edition too, this one until {loan.due}, "
        "and the file does not show which one is the audiobook."
    )
    remedy = "Enter what is missing: readtrack add 'Hard Times' --due fri --format audiobook"
    return Problem(record.where, excerpt(title), what, remedy)


def _fault(each: Event, zone: tzinfo | None) -> Problem | Skipped | None:
    """Return why an event cannot be used for a loan, or None if it can."""
    if "magazine" in each.kind:
        return Skipped(each.where, each.title, "a magazine")
    if "hold" in each.activity:
        return Skipped(each.where, each.title, "a hold, not a loan")
    if not (each.is_borrowing or each.is_return or each.is_renewal):
        return Skipped(each.where, each.title, "neither borrowed, renewed nor returned")
    if not each.title:
        return Problem(each.where, "", "There is no title.", AGAIN)
    if dated(each.at, zone) is None:
        what = f"There is no readable time at which it was {each.activity}."
        return Problem(each.where, excerpt(each.title), what, "Enter the loan: readtrack add")
    return None


def _record(run: list[Event], context: Context) -> Record:
    """Build the loan from its borrowing, its renewals and its end."""
    begun, last = run[0], run[-1]
    day, _ = local(begun.at, context.zone)
    days, renewals = _days(begun.details), sum(one.is_renewal for one in run)
    period = timedelta(days=days or context.loan_days)
    # A day has 24 hours, also when the clocks change. The export has `13 days` for an hour less
    # than 14.
    is_less = days is not None and str(days) not in begun.details
    due, hour = local(begun.at + period - is_less * AN_HOUR, context.zone)
    due, estimated = due + period * min(renewals, 99), days is None or renewals > 0
    loan = Borrowed(day, due, hour, estimated, renewals, library=begun.library or None)
    if last.is_return:
        loan = _given_back(loan, last, context.zone)
    elif len(run) > 1 and last.is_borrowing and any(begun.edition[1:3]):
        loan = _until(loan, local(last.at, context.zone)[0])
    kind = format_of(begun.kind)
    return Record(begun.where, begun.title, begun.authors, begun.isbn, kind, loan=loan)


def _days(details: str) -> int | None:
    """Parse the days of a loan from `21 days`; None for other text."""
    match = DAYS_OF_LOAN.fullmatch(details)
    days = int(match[1]) if match else 0
    return days + 1 if days + 1 in USUAL else days or None


def _given_back(loan: Borrowed, back: Event, zone: tzinfo | None) -> Borrowed:
    """Return `loan` with the end that the return event shows; a loan that ran out is unchanged.

    If the return does not agree with the loan's days, it is right: the loan was extended, which the
    timeline does not list.
    """
    day, due, details = local(back.at, zone)[0], loan.due, back.details
    assert due is not None
    early = EARLY.fullmatch(details)
    if details == "on due date":
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
    """Return `loan` due on `day`; a difference of one day is only another way to count."""
    assert loan.due is not None
    if not loan.estimated and abs(loan.due - day) <= A_DAY:
        return loan
    return loan._replace(due=day, estimated=False)


def _next(instant: datetime, hour: str | None, zone: tzinfo | None) -> date:
    """Return the first day from `instant` on that reaches `hour`.

    The remaining time of a loan is rounded to days or hours, and a loan ends at the hour it began.
    """
    day, now = local(instant, zone)
    return day if hour is None or now <= hour else day + A_DAY


def _until(loan: Borrowed, day: date) -> Borrowed:
    """Return `loan` ended by `day` at the latest, because the title was borrowed again then."""
    if loan.due is None or day >= loan.due:
        return loan
    if loan.estimated:
        return loan._replace(due=day)
    return loan._replace(ended=day, ending=Ending.RETURNED)
