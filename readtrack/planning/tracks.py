"""Loans as the forecast sees them, and the time the reader has, as it counts it."""

from collections.abc import Iterable

from readtrack.model import Loan, Outcome, Title
from readtrack.planning.capacity import FollowThrough, Timetable
from readtrack.planning.forecast import Keeping
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.speed import Speeds
from readtrack.planning.track_record import Track


def track(loan: Loan, speeds: Speeds, title: Title | None = None) -> Track:
    """Return the loan with its positions in pages at the end of each logged day."""
    title = title or Title(loan.book, (loan,))
    first, pages = title.first, title.pages
    at_evening = {
        entry.day: min(1.0, entry.position / source.end) * pages for source, entry in title.log()
    }
    if loan.outcome is Outcome.FINISHED and loan.ended is not None:
        # Who gives a book back as finished need not have logged its last page.
        at_evening = {day: at for day, at in at_evening.items() if day < loan.ended}
        at_evening[loan.ended] = pages
    return Track(
        start=first.checked_out,
        length=pages,
        first=min(1.0, first.start / first.end) * pages,
        days=tuple(at_evening.items()),
        ended=loan.ended,
        due=loan.due,
        minutes=speeds.minutes(loan, loan.end),
    )


def tracks(loans: Iterable[Loan], speeds: Speeds) -> dict[int, Track]:
    """Return the tracks of loans by number."""
    return {loan.id: track(loan, speeds) for loan in loans}


def reading_time(table: Timetable) -> ReadingTime:
    """Return the time there is on each weekday, and the days away."""
    return ReadingTime([room[2] for room in table.rooms], table.days.away)


def keeping(followed: FollowThrough, table: Timetable) -> Keeping:
    """Return how the reader keeps the days that ask for reading."""
    return Keeping(followed.days_met, len(followed.days), not table.assumed, table.minutes_per_day)
