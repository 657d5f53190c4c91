"""Scores forecasts on a log of what was read: `python tests/bench/forecast.py LOG.csv [--library]`.

A 21-day loan starts on the first day a book was read.  On some days after it, knowing only what
was logged by the end of that day, the reader's other books included: what is the chance of reaching
97 % by day 21?  The score is the mean squared error (Brier), per reader, then over readers.

With `--library` each book is a loan that ends after 21 days, read or not: nothing logged later is
known, and the other books are the twelve loans that ended last, with their due dates.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from readtrack.planning.days import even_share
from readtrack.planning.forecast import Forecaster, Keeping
from readtrack.planning.reading_time import ReadingTime
from readtrack.planning.track_record import DONE, LOAN, Track

ASKED = (2, 4, 7, 10, 14, 17)
RECENT = 12
"""Ended loans that the program learns from."""
MEASURED = timedelta(days=28)
"""Days kept are counted over the last four weeks."""
MINUTES = 45.0
"""Of each day: nobody of the log has named a routine."""
EVERY_DAY = ReadingTime([MINUTES] * 7)


@dataclass(frozen=True)
class Question:
    """One loan as known at the end of a day, and whether it was finished in time."""

    reader: str
    track: Track
    others: tuple[Track, ...]
    day: int
    finished: bool
    keeping: Keeping


Forecast = Callable[[Question], float]


def load(path: Path) -> dict[str, list[Track]]:
    """The books of each reader, with the positions sorted by day."""
    pages: dict[tuple[str, str], float] = {}
    days: dict[tuple[str, str], list[tuple[date, float]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            book = row["reader"], row["book"]
            pages[book] = float(row["pages"])
            days[book].append((date.fromisoformat(row["date"]), float(row["position_pages"])))
    readers: dict[str, list[Track]] = defaultdict(list)
    for (reader, name), entries in days.items():
        entries.sort()
        length = pages[reader, name]
        readers[reader].append(Track(entries[0][0], length, 0.0, tuple(entries)))
    return dict(readers)


def done(track: Track, by: date) -> bool:
    """Whether the book was read by the end of that day."""
    return any(day <= by and position >= DONE * track.length for day, position in track.days)


def known(track: Track, by: date) -> Track:
    """The track with nothing in it that was logged after that day."""
    days = tuple(entry for entry in track.days if entry[0] <= by)
    return Track(track.start, track.length, track.first, days)


def questions(reader: str, tracks: Sequence[Track]) -> list[Question]:
    """Every question about the loans of one reader that were unfinished when it was asked."""
    found = []
    for track in tracks:
        for day in ASKED:
            by = track.start + timedelta(days=day)
            if done(track, by):
                continue
            others = tuple(
                known(other, by) for other in tracks if other is not track and other.start <= by
            )
            finished = done(track, track.start + timedelta(days=LOAN))
            keeping = Keeping(0, 0, False, MINUTES)  # not known of a log without loans
            found.append(Question(reader, known(track, by), others, day, finished, keeping))
    return found


def as_loan(track: Track, by: date) -> Track:
    """The track as a library's loan, as known at the end of a day.

    It ends on the day it was read to its end, or else on its due date.
    """
    due = track.start + timedelta(days=LOAN)
    ended = next((day for day, at in track.days if at >= DONE * track.length), due)
    ended = min(ended, due)
    return known(track, min(by, ended))._replace(ended=ended if ended <= by else None, due=due)


def days_kept(loans: Sequence[Track], today: date) -> tuple[int, int]:
    """Of the last days with a book out: those with four fifths of the even share of it, and all."""
    kept = asked = 0
    for loan in loans:
        due = loan.due or today
        read = dict(loan.days)
        position, day = 0.0, loan.start
        while day <= min(due, loan.ended or due, today - timedelta(days=1)):
            share = even_share(loan.length - position, (due - day).days + 1)
            after = read.get(day, position)
            if share > 0 and day >= today - MEASURED:
                asked += 1
                kept += after - position >= 0.8 * share
            position, day = after, day + timedelta(days=1)
    return kept, asked


def library_questions(reader: str, tracks: Sequence[Track]) -> list[Question]:
    """The same questions where each book was a library's."""
    found = []
    for each in questions(reader, tracks):
        by = each.track.start + timedelta(days=each.day)
        loans = [as_loan(track, by) for track in tracks if track.start <= by]
        past = sorted((loan for loan in loans if loan.ended), key=lambda loan: loan.ended or by)
        kept, asked = days_kept(loans, by + timedelta(days=1))
        this = each.track._replace(due=each.track.start + timedelta(days=LOAN))
        keeping = Keeping(kept, asked, False, MINUTES)
        found.append(
            Question(reader, this, tuple(past[-RECENT:]), each.day, each.finished, keeping)
        )
    return found


def model(question: Question) -> float:
    """The forecast, asked on the morning after."""
    start = question.track.start
    today = start + timedelta(days=question.day + 1)
    past = dict(enumerate(question.others))
    forecaster = Forecaster(past, today, EVERY_DAY, question.keeping)
    return forecaster.outlook(question.track, start + timedelta(days=LOAN)).chance_on_time


def rate(question: Question, days: int) -> float:
    """0 or 1: does the rate over so many days reach the last page in the days that remain."""
    position = question.track.days[-1][1]
    return float(position + position / days * (LOAN - question.day) >= question.track.length)


def koreader(question: Question) -> float:
    """KOReader's rate: per day with an entry."""
    return rate(question, len(question.track.days))


def shelfcontrol(question: Question) -> float:
    """ShelfControl's rate: per day from the first entry to the last."""
    return rate(question, (question.track.days[-1][0] - question.track.start).days + 1)


def plain(question: Question) -> float:
    """The plain rate: per calendar day so far."""
    return rate(question, question.day + 1)


def brier(asked: Sequence[Question], forecast: Forecast) -> float:
    """The mean squared error of a forecast."""
    return sum((forecast(question) - question.finished) ** 2 for question in asked) / len(asked)


def main(arguments: Sequence[str]) -> int:
    """Prints a table of scores, and the mean over readers of the model's as the last line."""
    as_library = "--library" in arguments
    readers = load(Path(next(each for each in arguments if each != "--library")))
    ask = library_questions if as_library else questions
    asked = {reader: ask(reader, tracks) for reader, tracks in sorted(readers.items())}
    asked = {reader: found for reader, found in asked.items() if found}
    forecasts: tuple[Forecast, ...] = (koreader, shelfcontrol, plain, model)
    print("reader questions " + " ".join(f"{forecast.__name__:>12}" for forecast in forecasts))
    rows = []
    for reader, found in asked.items():
        row = [brier(found, forecast) for forecast in forecasts]
        rows.append(row)
        print(f"{reader:6} {len(found):9} " + " ".join(f"{score:12.4f}" for score in row))
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    print(f"{'mean':16} " + " ".join(f"{score:12.4f}" for score in means))
    print(f"brier {means[-1]:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
