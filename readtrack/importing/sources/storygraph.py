"""Read a StoryGraph export: what was read and when, without lengths."""

from collections.abc import Mapping

from readtrack.importing.days import AsOf, read_on
from readtrack.importing.layouts import DAY, NUMBER, RATING, Layout
from readtrack.importing.people import names_in
from readtrack.importing.phrases import phrases
from readtrack.importing.readings import through
from readtrack.importing.records import Item, Past, Record, Skipped
from readtrack.importing.values import clean, format_of, isbn_restored

LAYOUT = Layout(
    frozenset({"title", "isbn/uid", "read status"}),
    phrases("""
        Title, Authors, Contributors, ISBN/UID, Format, Read Status, Date Added, Last Date Read,
        Dates Read, Read Count, Moods, Pace, Character- or Plot-Driven?,
        Strong Character Development?, Loveable Characters?, Diverse Characters?,
        Flawed Characters?, Star Rating, Review, Content Warnings, Content Warning Description,
        Tags, Owned?
    """),
    {"Read Status": r"read|to-read|currently-reading|did-not-finish|paused", "Date Added": DAY},
    {
        "Format": r"[a-z -]+", "Last Date Read": DAY, "Dates Read": r"[\d/, -]+",
        "Read Count": NUMBER, "Star Rating": RATING,
    },
    ("dates read", "last date read", "authors"),
    ("title", "authors"),
)  # fmt: skip


UNUSABLE = {
    "read": "the file has no reading dates",
    "did-not-finish": "the file has no position",
    "": "no sign that it was read",
}
"""Why a book of each status cannot be used."""


def _item(as_of: AsOf, where: str, row: Mapping[str, str]) -> Item:
    title, status = clean(row.get("title")), clean(row.get("read status")).casefold()
    if not title:
        return Skipped(where, "", "no title")
    past = _past(row, as_of) if status in ("read", "") else ()
    if status == "read" and not past:
        past = (Past(),)
    if not past:
        reason = UNUSABLE.get(status, "not read yet")
        return Skipped(where, title, f"nothing to learn: {reason}")
    isbn, kind = isbn_restored(row.get("isbn/uid")), format_of(row.get("format"))
    return Record(where, title, names_in(row.get("authors")), isbn, kind, past=past)


def _past(row: Mapping[str, str], as_of: AsOf) -> tuple[Past, ...]:
    """Return every reading that has dates, else the last one."""
    parts = map(str.strip, clean(row.get("dates read")).split(","))
    spans = [_span(part, as_of) for part in parts if part]
    if any(spans):
        return tuple(dict.fromkeys(filter(None, spans)))
    last = read_on(row.get("last date read"), *as_of)
    return (Past(None, last),) if last else ()


def _span(text: str, as_of: AsOf) -> Past | None:
    """Parse `2023/05/23-2023/06/07` or the day of finishing; None if there is no end yet."""
    first, dash, last = text.partition("-") if text.count("-") == 1 else ("", "", text)
    if dash and not last.strip():
        return None
    return through(read_on(first, *as_of), read_on(last, *as_of), text)


recognises, read = LAYOUT.recognises, LAYOUT.reader(_item)
