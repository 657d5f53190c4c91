"""Ways out if not everything fits: single changes that make it fit, else pairs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import IntEnum
from functools import partial
from itertools import combinations, count, islice

from readtrack.library import Library, Routine
from readtrack.model import AUDIO_MINUTES_PER_PAGE, Ending, Format, Kind, Loan, Outcome, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.names import fold
from readtrack.planning.capacity import ASSUMED_NAME, routines_of
from readtrack.planning.fit import Fit, fits
from readtrack.planning.situation import Situation, with_candidate
from readtrack.planning.speed import strides

MOST_SHOWN = 5

FEW_MINUTES, FEW_SHARE = 10, 0.2
"""Up to so many more minutes a day, and this share of the day, reading more comes first."""

LEAST_MORE = 30
"""More reading is offered up to so many minutes a day, or up to twice the present day."""


class WayKind(IntEnum):
    """The kinds of change, from the one that costs the reader least to the one that costs most."""

    FEW_MINUTES = 0
    RENEW = 1
    BUFFER = 2
    OTHER_EDITION = 3
    MINUTES = 4
    LET_GO = 5


class WayChange(NamedTuple):
    """One thing that the reader could do, and the library after it."""

    kind: WayKind
    apply: Callable[[Library], Library]
    amount: float = 0
    """The cost among changes of its kind: minutes a day, days of buffer, or minutes lost."""
    title: Title | None = None
    loan: Loan | None = None
    """The loan after the change: renewed or newly borrowed; for `LET_GO` the loan as it is now."""
    routine: Routine | None = None
    buffer: int = 0
    length_assumed: bool = False
    """Whether the length of `loan` is assumed."""

    @property
    def cost(self) -> tuple[int, float]:
        return self.kind, self.amount


class Way(NamedTuple):
    """One change, or two together."""

    changes: tuple[WayChange, ...]
    peak_load: float | None
    fits: bool
    breaks_on: date | None
    """The first date that still cannot be met after the change."""
    leaves_overdue: bool
    """Whether a loan is still overdue after the change."""


class Ways(NamedTuple):
    today: date
    fit: Fit
    peak_load: float | None
    """The highest daily load without any change."""
    ways: tuple[Way, ...]
    """The ways out, cheapest first; empty if everything fits."""


def ways(situation: Situation, *, everything: bool = False) -> Ways:
    """Return up to five changes that make everything fit, or pairs if no single one does.

    With `everything` return all of them, and single changes that help without being enough.
    """
    found: list[Way] = []
    if not situation.fit.fits:
        singles = _changes(situation)
        most = None if everything else MOST_SHOWN
        alone = ((change,) for change in singles)
        enough = list(islice(_enough(situation, alone), most))
        enough = enough or list(islice(_enough(situation, _pairs(situation, singles)), most))
        found = [_way(situation, changes) for changes in enough]
        if everything:
            rest = (_way(situation, (each,)) for each in singles if (each,) not in enough)
            found += sorted((way for way in rest if _helps(way, situation)), key=_latest_break)
    return Ways(situation.today, situation.fit, situation.peak_load, tuple(found))


def best_way(situation: Situation, without: int | None = None) -> tuple[WayChange, ...] | None:
    """Return the cheapest single change that makes everything fit.

    Changes of the loan `without` are left out.
    """
    changes = (
        (each,) for each in _changes(situation) if each.loan is None or each.loan.id != without
    )
    return next(_enough(situation, changes), None)


def _enough(
    situation: Situation, candidates: Iterable[tuple[WayChange, ...]]
) -> Iterator[tuple[WayChange, ...]]:
    return (changes for changes in candidates if _fits(situation, changes))


def _after(situation: Situation, changes: Iterable[WayChange]) -> Situation:
    library = situation.library
    for change in changes:
        library = change.apply(library)
    return situation.with_library(library)


def _fits(situation: Situation, changes: Iterable[WayChange]) -> bool:
    return fits(_after(situation, changes).work)


def _way(situation: Situation, changes: tuple[WayChange, ...]) -> Way:
    after = _after(situation, changes)
    return Way(changes, after.peak_load, after.fit.fits, after.fit.breaks_on, bool(after.overdue))


def leaves_overdue(situation: Situation, changes: Iterable[WayChange]) -> bool:
    """Return whether a loan is still overdue after the changes."""
    return bool(_after(situation, changes).overdue)


def _helps(way: Way, situation: Situation) -> bool:
    """Return whether a way that is not enough still improves the fit."""
    now, load = situation.fit, situation.peak_load
    if way.breaks_on and now.breaks_on and way.breaks_on > now.breaks_on:
        return True
    return way.peak_load is not None and (load is None or way.peak_load < load - 1e-6)


def _latest_break(way: Way) -> tuple[int, tuple[int, float]]:
    return -(way.breaks_on or date.max).toordinal(), way.changes[0].cost


def _pairs(situation: Situation, singles: list[WayChange]) -> Iterator[tuple[WayChange, ...]]:
    """Yield pairs of changes of different things, cheapest first."""
    others = [each for each in singles if each.kind not in (WayKind.MINUTES, WayKind.FEW_MINUTES)]
    pairs = [
        (one, other)
        for one, other in combinations(others, 2)
        if _loan_of(one) is None or _loan_of(one) != _loan_of(other)
    ]
    pairs += [(one, more) for one in others for more in _more_minutes(_after(situation, (one,)))]
    yield from sorted(pairs, key=_cost_of_both)


def _loan_of(change: WayChange) -> int | None:
    return change.title.book.id if change.title and change.kind is not WayKind.RENEW else None


def _cost_of_both(pair: tuple[WayChange, WayChange]) -> tuple[int, int, float]:
    kinds = sorted((each.kind for each in pair), reverse=True)
    return kinds[0], kinds[1], pair[0].amount + pair[1].amount


def _changes(situation: Situation) -> list[WayChange]:
    """Return every single change, cheapest first."""
    open_books = {demand.book for demand in situation.work.demands}
    found: list[WayChange] = []
    for title in situation.library.titles:
        if title.book.id in open_books:
            found += _renewals(title, situation)
            found.append(_let_go(title, situation))
            found += _other_edition(title, situation)
    found += (*_less_buffer(situation), *_more_minutes(situation))
    return sorted(found, key=lambda change: change.cost)


def _renewals(title: Title, situation: Situation) -> Iterator[WayChange]:
    """Yield a renewal of each edition that can be renewed today."""
    settings, today = situation.library.settings, situation.today
    for loan in title.loans:
        origin = loan.due if settings.renew_from == "due" else today
        due = origin + timedelta(days=settings.loan_days)
        if loan.id and due > loan.due and due >= today and loan.can_be_renewed(today):
            renewed = loan._replace(due=due)
            apply = partial(with_candidate, renewed)
            yield WayChange(WayKind.RENEW, apply, title=title, loan=renewed)


def _let_go(title: Title, situation: Situation) -> WayChange:
    today = situation.today

    def apply(library: Library) -> Library:
        others = tuple(each for each in library.titles if each.book.id != title.book.id)
        ended = (
            loan._replace(
                ended=today,
                ending=Ending.LET_GO,
                outcome=Outcome.UNFINISHED,
                reached=title.position(loan),
            )
            for loan in title.loans
        )
        return library._replace(titles=others, past=(*ended, *library.past))

    lost = sum(
        situation.speeds.minutes(each.loan, each.share * each.loan.end) for each in strides(title)
    )
    return WayChange(WayKind.LET_GO, apply, amount=lost, title=title, loan=title.loans[0])


def _other_edition(title: Title, situation: Situation) -> Iterator[WayChange]:
    """Yield borrowing the title's other edition, if there is time that only that one can use."""
    loan, table, today = title.loans[0], situation.table, situation.today
    heard, kinds = loan.kind is Kind.TEXT, {each.kind for day in table.week for each in day}
    if len(title.loans) > 1 or (Kind.AUDIO if heard else Kind.TEXT) not in kinds:
        return
    unit = Unit.SECONDS if heard else Unit.PAGES
    lengths = [
        each.length
        for each in situation.library.every_loan
        if each.book.id == title.book.id and each.unit is unit
    ]
    pages = round(loan.pages)
    guess = round(60 * pages * AUDIO_MINUTES_PER_PAGE) if heard else pages
    length, kind = next(iter(lengths), guess), Format.AUDIOBOOK if heard else Format.EBOOK
    due = today + timedelta(days=situation.library.settings.loan_days)
    # A temporary id that no loan has; the store numbers it when it is borrowed.
    new = Loan(-title.book.id, title.book, kind, unit, length, today, due)
    new = new._replace(start=title.position(new))
    apply = partial(with_candidate, new)
    yield WayChange(WayKind.OTHER_EDITION, apply, title=title, loan=new, length_assumed=not lengths)


def _less_buffer(situation: Situation) -> Iterator[WayChange]:
    """Yield giving up the fewest days of buffer that are enough, or all of them."""
    now = situation.library.settings.buffer

    def with_buffer(buffer: int) -> WayChange:
        def apply(library: Library) -> Library:
            return library._replace(settings=library.settings._replace(buffer=buffer))

        return WayChange(WayKind.BUFFER, apply, amount=now - buffer, buffer=buffer)

    fewer = (with_buffer(buffer) for buffer in range(now - 1, -1, -1))
    if now:
        yield next((each for each in fewer if _fits(situation, (each,))), with_buffer(0))


def _more_minutes(situation: Situation) -> Iterator[WayChange]:
    """Yield adding the fewest minutes to every reading day that make everything fit."""
    library, table = situation.library, situation.full_table
    day = round(table.routine_minutes)
    most = max(LEAST_MORE, day)
    assumed = routines_of(library)[0].minutes if table.assumed else 0
    weekdays = frozenset(range(7)) - table.days.rest
    names = {fold(each.name) for each in library.routines}
    stem = ASSUMED_NAME if table.assumed else "more"
    name = next(each for n in count(1) if fold(each := stem + f" {n}" * (n > 1)) not in names)

    def longer(minutes: int) -> WayChange:
        new = Routine(0, name, minutes + assumed, weekdays, Kind.EITHER, situation.today)
        few = minutes <= FEW_MINUTES and minutes <= FEW_SHARE * day
        return WayChange(
            WayKind.FEW_MINUTES if few else WayKind.MINUTES,
            lambda library: library._replace(routines=(*library.routines, new)),
            amount=minutes,
            routine=new,
        )

    low, high = max(1, min(situation.fit.more_a_day, most)), most + 1
    while low < high:
        # The minutes missing a day are usually enough: try them before bisecting.
        middle = low if low == situation.fit.more_a_day else (low + high) // 2
        enough = _fits(situation, (longer(middle),))
        low, high = (low, middle) if enough else (middle + 1, high)
    if low <= most:
        yield longer(low)
