"""Short ways to write down loans, titles and libraries, for the tests of the planning."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

from readtrack.library import Asked, Away, Library, Routine, Settings
from readtrack.model import Book, Ending, Entry, Format, Kind, Loan, Outcome, Title, Unit
from readtrack.planning.situation import Situation

DAY = timedelta(days=1)

UNIT_OF = {Format.AUDIOBOOK: Unit.SECONDS}

LogLine = tuple[str, float] | tuple[str, float, int]
"""A day, the position reached, and the minutes it took if they are known."""


def on(text: str) -> date:
    return date.fromisoformat(text)


def a_loan(
    loan_id: int = 1,
    *,
    book: int | None = None,
    title: str | None = None,
    kind: Format = Format.EBOOK,
    unit: Unit | None = None,
    length: int = 459,
    out: str = "2026-03-02",
    due: str = "2026-03-23",
    due_time: str | None = None,
    start: float = 0,
    speed: float = 1.0,
    log: Sequence[LogLine] = (),
    ended: str | None = None,
    renewable: str | None = None,
    renewals_left: int | None = None,
) -> Loan:
    """A loan; its entries are numbered so that a later loan's come later on the same day."""
    book_id = loan_id if book is None else book
    entries = tuple(
        Entry(1000 * loan_id + n, on(line[0]), line[1], line[2] if len(line) == 3 else None)
        for n, line in enumerate(log)
    )
    return Loan(
        id=loan_id,
        book=Book(book_id, title or f"Book {book_id}"),
        format=kind,
        unit=unit or UNIT_OF.get(kind, Unit.PAGES),
        length=length,
        checked_out=on(out),
        due=on(due),
        due_time=due_time,
        start=start,
        speed=speed,
        renewable_on=None if renewable is None else on(renewable),
        renewals_left=renewals_left,
        ended=None if ended is None else on(ended),
        ending=None if ended is None else Ending.EXPIRED,
        outcome=None if ended is None else Outcome.UNFINISHED,
        entries=entries,
    )


def a_title(*loans: Loan, companions: Sequence[Loan] = ()) -> Title:
    return Title(loans[0].book, loans, tuple(companions))


def a_routine(
    minutes: int = 45,
    *,
    kind: Kind = Kind.EITHER,
    days: Collection[int] = range(7),
    name: str = "reading",
    since: str = "2026-03-02",
) -> Routine:
    return Routine(0, name, minutes, frozenset(days), kind, on(since))


def days_away(first: str, last: str) -> Away:
    return Away(0, on(first), on(last))


def a_library(
    *titles: Title | Loan,
    settings: Settings | None = None,
    expired: Sequence[Loan] = (),
    past: Sequence[Loan] = (),
    routines: Sequence[Routine] = (),
    away: Sequence[Away] = (),
    asked: Sequence[Asked] = (),
) -> Library:
    """A library of these titles; a loan stands for a title with one edition out."""
    return Library(
        titles=tuple(each if isinstance(each, Title) else a_title(each) for each in titles),
        expired=tuple(Title(loan.book, (loan,)) for loan in expired),
        past=tuple(past),
        settings=settings or Settings(),
        routines=tuple(routines),
        away=tuple(away),
        asked=tuple(asked),
    )


def a_situation(library: Library, today: str | date, at: str = "12:00") -> Situation:
    """The library on a day, at an hour of it."""
    day = on(today) if isinstance(today, str) else today
    return Situation(library, day, datetime.combine(day, time.fromisoformat(at), UTC))


def before(library: Library, day: date) -> Library:
    """The library without the entries of that day and later ones."""

    def earlier(loan: Loan) -> Loan:
        return loan._replace(entries=tuple(each for each in loan.entries if each.day < day))

    titles = (title._replace(loans=tuple(map(earlier, title.loans))) for title in library.titles)
    return library._replace(titles=tuple(titles))


def nothing_asked(until: date) -> tuple[Asked, ...]:
    """Four weeks of recorded mornings that asked nothing: there is no follow-through to measure."""
    return tuple(Asked(until - n * DAY) for n in range(28, 0, -1))
