"""What a record adds to books that are kept: news of a loan, places, lengths and reading past."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from readtrack.importing.check import (
    Surroundings,
    authors_json,
    due_of,
    kind_of,
    length_of,
)
from readtrack.importing.records import Past, Reached, Record
from readtrack.limits import LONGEST_TEXT, MINUTES_OF_A_DAY
from readtrack.model import Ending, Format, Outcome, Unit

HELD = """
SELECT *, (SELECT count(*) FROM renewals WHERE loan_id = loans.id) AS renewals FROM loans
WHERE book_id = :book AND (:kind IS NULL OR format = :kind) AND
"""

SAME_LOAN = (
    "checked_out = :told_out",
    "due = :told_due AND (ended IS NULL OR :told_out IS NULL"
    " OR abs(julianday(checked_out) - julianday(:told_out)) <= 1)",
    ":told_out IS NULL AND ended IS NULL AND checked_out <= :told_due",
    "abs(julianday(checked_out) - julianday(:told_out)) <= 1"
    " AND abs(julianday(due) - julianday(:due)) <= 1",
)
"""The kept loan that a record tells of: checked out on that day; else due on that day; else the one
that is out, where only a due date is told; else a day apart, as another time zone has it."""

LENGTH_OF = """
SELECT unit, length FROM (
    SELECT unit, length, id FROM loans WHERE book_id = :book AND unit = :unit
    UNION ALL SELECT unit, length, 0 FROM lengths WHERE book_id = :book AND unit = :unit
) ORDER BY id DESC LIMIT 1
"""

LOAN_ON = """
SELECT id, unit, length, start FROM loans WHERE book_id = ? AND checked_out <= ?
    AND ? <= coalesce(ended, '9999') AND format <> 'magazine'
    ORDER BY format = ? DESC, checked_out DESC, id DESC LIMIT 1
"""

COUNTED = """
SELECT loans.id, lengths.unit, lengths.length FROM loans JOIN lengths USING (book_id)
WHERE loans.unit = 'percent' AND ended IS NULL AND format <> 'magazine'
    AND lengths.unit = CASE format WHEN 'audiobook' THEN 'seconds' ELSE 'pages' END
"""
"""Loans that are out and count percent, though their length is known by now."""

FINISHED = """
UPDATE loans SET outcome = 'finished' WHERE book_id = ? AND outcome = 'unfinished'
    AND (EXISTS (SELECT 1 FROM progress WHERE loan_id = loans.id
            AND position >= coalesce(until, length))
        OR untold = 1 AND EXISTS (SELECT 1 FROM readings WHERE readings.book_id = loans.book_id
            AND share = 1 AND last BETWEEN checked_out AND ended))
"""

GOES_ON = """
SELECT id, first, last, share, minutes FROM readings WHERE book_id = :book AND format IS :kind
    AND (first = :first OR share < 1 AND last BETWEEN :first AND :last) LIMIT 1
"""
"""Reading that is kept and that the same source tells of again, longer by now."""

KNOWN = """
SELECT 1 FROM readings WHERE book_id = :book AND (:last IS NULL OR last = :last AND share >= :share
    AND (first IS :first OR first IS NULL OR :first IS NULL)) LIMIT 1
"""

SAYS_MORE = """
UPDATE readings SET first = coalesce(first, :first), last = :last, share = max(share, :share),
    minutes = coalesce(:minutes, minutes), format = coalesce(format, :kind)
WHERE :last IS NOT NULL AND id = (
    SELECT id FROM readings WHERE book_id = :book
        AND (format IS :kind OR format IS NULL OR :kind IS NULL)
        AND (last IS NULL AND coalesce(first <= :last, TRUE)
            OR last <= :last AND share < min(1, :share))
    ORDER BY last IS NULL, last DESC LIMIT 1)
"""
"""Reading that had no date, or had not come to the end, as a later file has it."""

REACHED_BEFORE = """
SELECT coalesce(max(1.0 * position / length), 0) FROM progress JOIN loans ON loans.id = loan_id
WHERE book_id = ? AND day < ?
"""

NEW_READING = """
INSERT INTO readings (book_id, format, first, last, share, minutes) VALUES (?, ?, ?, ?, ?, ?)
"""

CORRECTED = """
SELECT key, before ->> 'due' FROM journal JOIN commands ON commands.id = command_id
WHERE relation = 'loans' AND before IS NOT NULL AND undone_by IS NULL AND undoes IS NULL
"""
"""Due dates that loans had before they were changed: a file that still says so is no news."""

SAID = {
    "due": "due {}",
    "due_time": "ends at {}",
    "renewable_on": "renewable from {}",
    "library": "from {}",
    "ended": "returned {}",
}
"""How the preview names what a file changes about a loan."""


class Learner:
    """Takes over what records know of books that are kept; everything once."""

    def __init__(self, connection: sqlite3.Connection, around: Surroundings) -> None:
        self._run = connection.execute
        self._around = around
        self._today = around.now.today.isoformat()
        self._known = self._run("SELECT coalesce(max(id), 0) FROM loans").fetchone()[0]
        self._heard: dict[int, int] = {}
        """What this file told of loans that were kept before it, hashed: there may be many."""

    def name(self, record: Record, book: int) -> bool:
        """Fill in the ISBN and the authors where they were not known; whether there were any."""
        named = self._run(
            "UPDATE books SET isbn = coalesce(isbn, :isbn), "
            "authors = CASE authors WHEN '[]' THEN :authors ELSE authors END WHERE id = :id "
            "AND (isbn IS NULL AND :isbn IS NOT NULL OR authors = '[]' AND :authors <> '[]')",
            {"id": book, "isbn": record.isbn, "authors": authors_json(record.authors)},
        )
        return named.rowcount > 0

    def loan_of(self, record: Record, book: int) -> sqlite3.Row | None:
        """The kept loan that a record tells of, or None."""
        loan = record.loan
        assert loan is not None
        told = {
            "book": book,
            "kind": record.format and str(record.format),
            "told_out": loan.checked_out and loan.checked_out.isoformat(),
            "told_due": loan.due and loan.due.isoformat(),
            "due": due_of(loan, self._around).isoformat(),
            "ended": loan.ended and loan.ended.isoformat(),
        }
        for same in SAME_LOAN:
            found: sqlite3.Row
            for found in self._run(f"{HELD} {same} ORDER BY ended IS :ended DESC, id", told):
                if not self._is_of_another_row(found, told):
                    return found
        return None

    def _is_of_another_row(self, held: sqlite3.Row, told: Mapping[str, object]) -> bool:
        """Whether the file told of this loan before, and meant another one.

        Rows with one day of checkout, or one due date where that is all they tell, are of one
        loan, unless they differ in when it ended: others are of a copy, or of a later loan.
        """
        day = told["told_out"]
        if day is None:
            day = held["checked_out"] if told["told_due"] == held["due"] else told["told_due"]
        key = hash((day, told["ended"]))
        if held["id"] <= self._known:
            return self._heard.setdefault(held["id"], key) != key
        ended = None if held["ending"] == Ending.EXPIRED else held["ended"]
        return key != hash((held["checked_out"], ended))

    def length(self, record: Record, book: int) -> tuple[str, int] | None:
        """Unit and length of the edition, as another loan or an earlier import knows it."""
        if not kind_of(record).has_end:
            return None
        unit = Unit.SECONDS if kind_of(record) is Format.AUDIOBOOK else Unit.PAGES
        found = self._run(LENGTH_OF, {"book": book, "unit": str(unit)}).fetchone()
        return found and (found["unit"], found["length"])

    def change(self, record: Record, held: sqlite3.Row) -> str:
        """Take over what a record knows newer about a kept loan; what that is, in words."""
        news = _news(record, held, self._today, self._is_corrected(held, record))
        if news.get("ended"):
            finished = self._run(
                "SELECT reached >= coalesce(until, ends, length) FROM checkouts WHERE id = ?",
                (held["id"],),
            ).fetchone()[0]
            news["outcome"] = "finished" if finished else news["outcome"] or "unfinished"
        if news:
            assigned = ", ".join(f"{name} = :{name}" for name in news)
            self._run(f"UPDATE loans SET {assigned} WHERE id = :id", {**news, "id": held["id"]})
        due = str(news.get("due", ""))
        if due > held["due"] and not held["estimated"] and not news["estimated"]:
            self._run(
                "INSERT INTO renewals (loan_id, day, due_before, due_after) VALUES (?, ?, ?, ?)",
                (held["id"], self._today, held["due"], due),
            )
        said = [SAID[name].format(value) for name, value in news.items() if name in SAID and value]
        if "renewals_left" in news and "due" not in news:
            left = news["renewals_left"]
            said.append("can be renewed" if left is None else f"{left} renewals left")
        length = length_of(record, Format(held["format"]))
        if length and held["unit"] == Unit.PERCENT and held["ended"] is None:
            self._count(held["id"], *length)
            said.append("its length")
        return ", ".join(said or ["its due date is sure"] if news else said)

    def _is_corrected(self, held: sqlite3.Row, record: Record) -> bool:
        due = record.loan and record.loan.due and record.loan.due.isoformat()
        return due != held["due"] and (held["id"], due) in self._corrected

    @cached_property
    def _corrected(self) -> set[tuple[int, str]]:
        return {(int(loan), due) for loan, due in self._run(CORRECTED)}

    def learn(self, record: Record, book: int) -> str:
        """Keep the length, the places and the reading past of a book; what was new, in words."""
        said = []
        length = length_of(record, kind_of(record))
        if length and record.loan is None and self._keep_length(book, *length):
            said.append(f"{length[1]} pages" if length[0] == Unit.PAGES else "its length")
        kind = record.format and str(record.format)
        days = self._log(book, kind, record.log)
        if days:
            said.append(f"{days} day{'s' * (days != 1)} of reading")
        if sum(self._past(book, kind, each) for each in record.past):
            said.append("read before")
        if record.log or record.past:
            self._run(FINISHED, (book,))
        return ", ".join(said)

    def count_what_is_known(self) -> None:
        """Count pages or minutes in the loans that are out and whose length is known by now."""
        for loan, unit, length in self._run(COUNTED).fetchall():
            self._count(loan, unit, length)

    def _keep_length(self, book: int, unit: str, length: int) -> bool:
        """Keep a length unless one is known: editions differ, and the first told stands."""
        found = self._run("SELECT 1 FROM lengths WHERE book_id = ? AND unit = ?", (book, unit))
        if found.fetchone() is not None:
            return False
        self._run(
            "INSERT INTO lengths (book_id, unit, length) VALUES (?, ?, ?)", (book, unit, length)
        )
        return True

    def _count(self, loan: int, unit: str, length: int) -> None:
        """Give a loan that counted percent its length, and its places their numbers.

        A length below 100 waits until the places, which may be up to 100, are small enough.
        """
        self._run(
            "UPDATE loans SET unit = :unit, length = max(:length, 100), "
            "start = round(start / 100.0 * :length), "
            "until = max(1, round(until / 100.0 * :length)) WHERE id = :loan",
            {"unit": unit, "length": length, "loan": loan},
        )
        self._run(
            "UPDATE progress SET position = round(position / 100.0 * ?) WHERE loan_id = ?",
            (length, loan),
        )
        self._run(
            "UPDATE loans SET length = :length WHERE id = :loan AND length <> :length",
            {"length": length, "loan": loan},
        )

    def _log(self, book: int, kind: str | None, log: Iterable[Reached]) -> int:
        """Keep places by day, in the loan that was out then or as reading past; how many days."""
        outside, added = [], 0
        for entry in sorted(log):
            day = entry.day.isoformat()
            if day > self._today:
                continue
            loan = self._run(LOAN_ON, (book, day, day, kind)).fetchone()
            if loan is None:
                outside.append(entry)
            else:
                added += self._reach(loan, day, entry)
        for days in _readings(outside):
            minutes = sum(entry.minutes or 0 for entry in days) or None
            first, last = days[0].day.isoformat(), days[-1].day.isoformat()
            came = min(1.0, max(entry.at for entry in days))
            begun = self._run(REACHED_BEFORE, (book, first)).fetchone()[0]
            share = round(came - begun if came > begun else came, 4)
            told = Span(first, last, share, minutes)
            added += len(days) * self._keep_reading(book, kind, told)
        return added

    def _reach(self, loan: sqlite3.Row, day: str, entry: Reached) -> bool:
        """Keep a place in a loan; only one further than is known by that day is news."""
        decimals = 2 if loan["unit"] == Unit.PERCENT else None
        place = round(min(1.0, max(0.0, entry.at)) * loan["length"], decimals)
        known, logged = self._run(
            "SELECT max(position), sum(CASE day WHEN :day THEN minutes END) FROM progress "
            "WHERE loan_id = :loan AND day <= :day",
            {"loan": loan["id"], "day": day},
        ).fetchone()
        if place <= max(known or 0, loan["start"]):
            return False
        minutes = min(MINUTES_OF_A_DAY, (entry.minutes or 0) - (logged or 0))
        self._run(
            "INSERT INTO progress (loan_id, day, position, minutes) VALUES (?, ?, ?, ?)",
            (loan["id"], day, place, minutes if minutes > 0 else None),
        )
        self._run("UPDATE loans SET untold = 0 WHERE id = ? AND untold = 1", (loan["id"],))
        return True

    def _keep_reading(self, book: int, kind: str | None, told: "Span") -> bool:
        """Keep reading outside of loans, or bring what is kept of it up to date."""
        wanted = {"book": book, "kind": kind, "first": told.first, "last": told.last}
        held = self._run(GOES_ON, wanted).fetchone()
        if held is None:
            self._run(NEW_READING, (book, kind, *told))
            return True
        known = Span(*tuple(held)[1:])
        now = Span(
            min(told.first, known.first),
            max(told.last, known.last),
            max(told.share, known.share),
            told.minutes,
        )
        if now == known:
            return False
        self._run(
            "UPDATE readings SET first = ?, last = ?, share = ?, minutes = ? WHERE id = ?",
            (*now, held["id"]),
        )
        return True

    def _past(self, book: int, kind: str | None, told: Past) -> bool:
        """Keep that a book was read, unless that is known; without a date it says less."""
        first, last = (day and day.isoformat() for day in (told.first, told.last))
        if (last or first or "") > self._today or (first and last and first > last):
            return False
        share = round(min(1.0, max(0.0, told.share)), 4)
        span = (first, last, share, told.minutes)
        wanted = {"book": book, "kind": kind, **dict(zip(Span._fields, span, strict=True))}
        if self._run(KNOWN, wanted).fetchone():
            return False
        if not self._run(SAYS_MORE, wanted).rowcount:
            self._run(NEW_READING, (book, kind, *span))
        return True


def _readings(log: Iterable[Reached]) -> list[list[Reached]]:
    """The days of each reading: where the place falls by half the book it is read again."""
    found: list[list[Reached]] = []
    for entry in log:
        if not found or entry.at < max(each.at for each in found[-1]) - 0.5:
            found.append([])
        found[-1].append(entry)
    return found


class Span(NamedTuple):
    first: str
    last: str
    share: float
    minutes: int | None


def _news(record: Record, held: sqlite3.Row, today: str, corrected: bool) -> dict[str, object]:
    """The columns of a kept loan that a record knows newer or better."""
    loan = record.loan
    assert loan is not None
    news: dict[str, object] = {}
    out, due = held["ended"] is None, loan.due.isoformat() if loan.due else held["due"]
    worse = loan.estimated and not held["estimated"] and loan.renewals <= held["renewals"]
    older = due < held["due"] and held["renewals"] > 0
    surer = held["estimated"] and not loan.estimated
    other_end = held["ending"] == Ending.EXPIRED and (due > held["due"] or surer)
    stale = older or worse or (corrected and not surer)
    if due != held["due"] and due >= held["checked_out"] and not stale:
        if out or other_end:
            news.update(due=due, estimated=int(loan.estimated))
        if other_end:
            gone = due < today
            news.update(
                ended=due if gone else None,
                ending=str(Ending.EXPIRED) if gone else None,
                outcome=held["outcome"] if gone else None,
            )
    elif loan.due and surer:
        news["estimated"] = 0
    ended = loan.ended and loan.ended.isoformat()
    given_back = loan.ending is not Ending.EXPIRED and held["ending"] == Ending.EXPIRED
    if not out and not (given_back and ended and ("due" in news or ended <= held["ended"])):
        return news
    if ended and held["checked_out"] <= ended <= today:
        outcome = str(loan.outcome or Outcome.UNFINISHED)
        news.update(ended=ended, ending=str(loan.ending or Ending.RETURNED), outcome=outcome)
    told = {
        "due_time": loan.due_time if Format(held["format"]).digital else None,
        "renewable_on": loan.renewable_on and loan.renewable_on.isoformat(),
        "library": loan.library[:LONGEST_TEXT] if loan.library and not held["library"] else None,
    }
    news.update({name: value for name, value in told.items() if value not in (None, held[name])})
    if not stale:
        left = loan.left_after(held["renewals_left"], renewed="due" in news and due > held["due"])
        news.update({"renewals_left": left} if left != held["renewals_left"] else {})
    return news
