"""Read Kindle's `My Clippings.txt`: the page of the last mark of each day, never its text."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from readtrack.errors import UsageError
from readtrack.importing.days import day_in
from readtrack.importing.files import Context, File
from readtrack.importing.people import author_called
from readtrack.importing.records import Item, Problem, Reached, Record, Skipped
from readtrack.importing.values import clean, excerpt
from readtrack.limits import LONGEST
from readtrack.model import Format

RULE = "=========="
"""The line between two clippings."""

BEGINS = re.compile(r"\ufeff?[^\r\n]+\r?\n- [^\r\n]*\|[^\r\n]*\r?\n")

PAGE = re.compile(
    r"(?:page|pages|seite|seiten|página|pagina|страниц\w*|ページ|페이지|第)\s*(?:\d+\s*[-–]\s*)?(\d{1,5})"
    r"|(\d{1,5})\s*(?:页|頁|ページ|페이지)",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"^(?:added on|hinzugefügt am|ajouté le|añadido el|aggiunto (?:il|in data)|toegevoegd op"
    r"|adicionado(?: em)?:?|добавлено:?|\D{1,30}(?=\d{4} ?[年년]))\s*",
    re.IGNORECASE,
)
NAMED = re.compile(r"^(?P<title>.+?)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)?)\)$")
"""A title with its author, as in `Emma (Austen, Jane)`."""

AGAIN = "Copy the file from the Kindle again."


def recognises(file: File) -> bool:
    if b"\n" + RULE.encode() not in file.head or file.is_database:
        return False
    head = file.head.decode(file.encoding, errors="replace")
    return BEGINS.match(head.lstrip("\ufeff\r\n ")) is not None


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every book with a mark on a page.

    The text of a clipping is not read.
    """
    file.check_size()
    books: dict[str, dict[date, int]] = {}
    for line, title, about in _clippings(file):
        pages = books.setdefault(title, {})
        try:
            day, page = _mark(about, context)
        except UsageError as error:
            yield Problem(f"line {line}", excerpt(title), error.what, AGAIN)
            continue
        if page is not None and day <= context.now.today + timedelta(days=1):
            pages[day] = page
    for number, (named, pages) in enumerate(books.items(), 1):
        match = NAMED.match(named)
        title = clean(match["title"] if match else named)
        if not pages:
            why = "its marks have locations but no pages, and a location alone gives no position"
            yield Skipped(f"book {number}", title, why)
            continue
        log = tuple(Reached(day, 0, page=page) for day, page in sorted(pages.items()))
        authors = author_called(match["author"]) if match else ()
        yield Record(f"book {number}", title, authors, format=Format.EBOOK, log=log)


def _clippings(file: File) -> Iterator[tuple[int, str, str]]:
    """Yield the line number, the title and the mark of each clipping."""
    with file.path.open(encoding=file.encoding, errors="replace") as text:
        since, title = 0, ""
        for number, line in enumerate(text, 1):
            if line.startswith(RULE):
                since = 0
                continue
            since += 1
            if since == 1:
                title = clean(line.replace("\ufeff", ""))
            elif since == 2 and line.startswith("- ") and title:
                yield number, title, clean(line[2:])


def _mark(about: str, context: Context) -> tuple[date, int | None]:
    """Return the day and the page of `Your Highlight on page 233 | Location 3332 | Added on …`."""
    *places, added = about.split("|")
    day = day_in(ADDED.sub("", added.strip()), context.zone, None, context.now.today)
    if day is None:
        raise UsageError("The day of a clipping is missing.")
    match = next(filter(None, map(PAGE.search, places)), None)
    page = int(match[1] or match[2]) if match else None
    return day, page if page and page <= LONGEST["pages"] else None
