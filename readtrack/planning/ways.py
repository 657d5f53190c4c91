"""Ways out when not everything fits: what each does to the load and to the first broken date."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from shlex import quote

from readtrack.dates import day_text, weekdays_text
from readtrack.model import (
    AUDIO_MINUTES_PER_PAGE,
    Ending,
    Format,
    Kind,
    Library,
    Loan,
    Outcome,
    Routine,
    Title,
    Unit,
)
from readtrack.names import fold
from readtrack.planning.capacity import ASSUMED_MINUTES
from readtrack.planning.fit import Fit, Workload, fit, fits, workload
from readtrack.planning.gate import with_candidate
from readtrack.planning.schedule import peak_load
from readtrack.units import position_text, precise_clock

KINDS = ("renew", "buffer", "other_edition", "minutes", "let_go")
"""From the gentlest to the one that gives something up."""

LEAST_MORE = 30
"""Minutes more a day that are always worth naming; else at most as many as the day has now."""


@dataclass(frozen=True, slots=True)
class Way:
    kind: str
    loan: int | None
    title: str | None
    why: str | None
    """The reader's reason for the loan, because that is what decides."""
    words: str
    command: str
    peak_load: float | None
    fits: bool
    breaks_on: date | None
    """The first date that is broken afterwards."""


@dataclass(frozen=True, slots=True)
class Ways:
    today: date
    fit: Fit
    peak_load: float | None
    """As things are."""
    ways: tuple[Way, ...]
    """Best first; none while everything fits."""


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    words: str
    command: str
    library: Library
    work: Workload
    title: Title | None = None


def ways(library: Library, today: date) -> Ways:
    """Every single change that could help, with what it would do."""
    work = workload(library, today)
    now = fit(work)
    load = peak_load(library, today)
    found = [] if now.fits else [_way(change) for change in _changes(library, work)]
    helping = (way for way in found if way.fits or _less(way, now, load))
    return Ways(today, now, load, tuple(sorted(helping, key=_order)))


def _less(way: Way, now: Fit, load: float | None) -> bool:
    """Whether a way that is not enough helps at all."""
    if way.breaks_on is not None and now.breaks_on is not None and way.breaks_on > now.breaks_on:
        return True
    return way.peak_load is not None and (load is None or way.peak_load < load - 1e-6)


def _order(way: Way) -> tuple[bool, int, int, float, int]:
    """What makes everything fit first, the gentler the better; then what breaks latest."""
    breaks = 0 if way.breaks_on is None else -way.breaks_on.toordinal()
    gentle = KINDS.index(way.kind)
    load = float("inf") if way.peak_load is None else way.peak_load
    return not way.fits, gentle if way.fits else 0, breaks, load, gentle


def _way(change: _Change) -> Way:
    result = fit(change.work)
    title = change.title
    return Way(
        kind=change.kind,
        loan=title.loans[0].id if title else None,
        title=title.book.title if title else None,
        why=next((loan.why for loan in title.loans if loan.why), None) if title else None,
        words=change.words,
        command=change.command,
        peak_load=peak_load(change.library, change.work.today),
        fits=result.fits,
        breaks_on=result.breaks_on,
    )


def _changes(library: Library, work: Workload) -> Iterator[_Change]:
    open_books = {demand.book for demand in work.demands}
    for title in library.titles:
        if title.book.id in open_books:
            yield _renewed(title, library, work.today)
            yield _let_go(title, library, work.today)
            if len(title.loans) == 1 and not work.table.assumed:
                yield from _other_edition(title, library, work)
    if library.settings.buffer:
        bare = replace(library, settings=replace(library.settings, buffer=0))
        words = f"give up the buffer of {library.settings.buffer} days"
        yield _Change(
            "buffer", words, "readtrack config buffer 0", bare, workload(bare, work.today)
        )
    yield from _more_minutes(library, work)


def _renewed(title: Title, library: Library, today: date) -> _Change:
    """The title with the loan that ends first renewed."""
    settings, first = library.settings, title.loans[0]
    origin = first.due if settings.renew_from == "due" else today
    due = max(first.due, origin + timedelta(days=settings.loan_days))
    renewed = replace(first, due=due)
    changed = _with(title, replace(title, loans=(renewed, *title.loans[1:])), library)
    what = (
        f"{title.book.title} ({first.format.words})" if len(title.loans) > 1 else title.book.title
    )
    words = f"renew {what} until {day_text(due, today)}"
    command = f"readtrack renew {first.id}"
    return _Change("renew", words, command, changed, workload(changed, today), title)


def _let_go(title: Title, library: Library, today: date) -> _Change:
    others = tuple(each for each in library.titles if each is not title)
    ended = (_given_up(title, loan, today) for loan in title.loans)
    changed = replace(library, titles=others, past=(*ended, *library.past))
    first = title.loans[0]
    place = position_text(first.unit, title.position(first))
    words = f"let {title.book.title} go for now, your place kept at {place}"
    command = f"readtrack drop {first.id}"
    return _Change("let_go", words, command, changed, workload(changed, today), title)


def _given_up(title: Title, loan: Loan, today: date) -> Loan:
    place = title.position(loan)
    return replace(
        loan, ended=today, ending=Ending.LET_GO, outcome=Outcome.UNFINISHED, reached=place
    )


def _other_edition(title: Title, library: Library, work: Workload) -> Iterator[_Change]:
    """The title with its other edition as well, where there is time that only that one can use."""
    loan = title.loans[0]
    heard = loan.kind is Kind.TEXT
    kind = Kind.AUDIO if heard else Kind.TEXT
    if kind not in work.table.kinds():
        return
    pages = round(loan.pages)
    unit, length = Unit.PAGES, pages
    told = f"--pages {pages}"
    if heard:
        unit, length = Unit.SECONDS, round(60 * pages * AUDIO_MINUTES_PER_PAGE)
        told = f"--audio {precise_clock(length)}"
    kinds = {Unit.PAGES: Format.EBOOK, Unit.SECONDS: Format.AUDIOBOOK}
    due = work.today + timedelta(days=library.settings.loan_days)
    new = Loan(0, title.book, kinds[unit], unit, length, work.today, due)
    changed = with_candidate(replace(new, start=title.position(new)), library)
    yield _Change(
        "other_edition",
        f"take {title.book.title} as {new.format.words} as well",
        f"readtrack add {quote(title.book.title)} {told}",
        changed,
        workload(changed, work.today),
        title,
    )


def _more_minutes(library: Library, work: Workload) -> Iterator[_Change]:
    """The fewest minutes more on every reading day that make everything fit."""
    most = max(LEAST_MORE, *(round(room[2]) for room in work.table.rooms))
    assumed, today = work.table.assumed, work.today
    days = frozenset(range(7)) - work.table.days.rest
    names = {fold(each.name) for each in library.routines}
    stem = "reading" if assumed else "more"
    name = next(each for n in count(1) if (each := stem + f" {n}" * (n > 1)) not in names)

    def longer(minutes: int) -> Library:
        whole = minutes + ASSUMED_MINUTES * assumed
        new = Routine(0, name, whole, days, Kind.EITHER, today)
        return replace(library, routines=(*library.routines, new))

    low, high = 1, most + 1
    while low < high:
        middle = (low + high) // 2
        enough = fits(workload(longer(middle), today))
        low, high = (low, middle) if enough else (middle + 1, high)
    if low > most:
        return
    changed = longer(low)
    on = "" if len(days) == 7 else f" --days {weekdays_text(days).replace(', ', ',')}"
    words = f"read {low} minute{'s' * (low != 1)} more on every reading day"
    command = f"readtrack routine add {quote(name)} {changed.routines[-1].minutes}m{on}"
    yield _Change("minutes", words, command, changed, workload(changed, today))


def _with(title: Title, changed: Title, library: Library) -> Library:
    titles = tuple(changed if each is title else each for each in library.titles)
    return replace(library, titles=titles)
