"""Everyday work on the store: plain SQL over the standard library's driver, model values out."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from readtrack.errors import ReadtrackError, StoreError
from readtrack.model import (
    Aside,
    Away,
    Book,
    Ending,
    Entry,
    Library,
    Loan,
    Now,
    Outcome,
    Renewal,
    Routine,
    Settings,
    Title,
    Unit,
    Wish,
)
from readtrack.names import answers, fold, title_key
from readtrack.settings import settings_from
from readtrack.store import journal
from readtrack.store.file import is_up_to_date, make_private, said_plainly
from readtrack.store.rows import (
    aside_from,
    away_from,
    book_columns,
    book_from,
    loan_columns,
    loan_from,
    routine_columns,
    routine_from,
    wish_columns,
    wish_from,
)

if TYPE_CHECKING:
    from readtrack.records import Item, Row
    from readtrack.store.intake import Answers, Intake
    from readtrack.store.replay import Replay

PATIENCE = 10
"""Seconds a command waits for another one that is writing."""

RECENT = 12
"""Ended loans that speed and forecast learn from: enough to know a reader by, and the same small
cost however long the history is."""

NAMED = 50
"""Past titles of one name that are looked at; who has more should say more words."""

EXPIRED_IS_SAID = timedelta(days=7)

NEWS = """
SELECT id, due, stage FROM (
    SELECT id, due, CASE WHEN due = :today AND ended IS NULL
        AND (format = 'print' OR due_time IS NULL OR due_time > :clock)
        THEN 'due_today' ELSE 'late' END AS stage
    FROM loans WHERE (ended IS NULL AND due <= :today)
        OR (ended >= :since AND ending = 'expired' AND outcome = 'unfinished')
) AS loan WHERE NOT EXISTS (SELECT 1 FROM notices WHERE loan_id = loan.id
    AND channel = :channel AND notices.stage = loan.stage AND notices.due = loan.due)
"""
"""Loans that became due or late and that a channel has not told of."""

FOUR_WEEKS = timedelta(days=28)


class Store:
    """An open store, looked at from the moment `now`. A context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection, path: str, now: Now) -> None:
        self._connection = connection
        self._path = path
        self.now = now

    @classmethod
    def open(cls, path: str, now: Now) -> Self:
        """The store at `path`, made or brought up to date if it is not.

        Raises StoreError when the file is not a store, is newer, or cannot be used.
        """
        with said_plainly(path):
            try:
                make_private(path)
            except OSError as error:
                raise StoreError(
                    f"Cannot use the store {path}: {error.strerror}.",
                    "Name another file with --db.",
                ) from error
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            try:
                if not is_up_to_date(connection, path):
                    # Declares tables with SQLModel, which costs more than everything else here.
                    from readtrack.store.migrations import bring_up

                    bring_up(path)
                connection.execute("PRAGMA foreign_keys = ON")
            except BaseException:
                connection.close()
                raise
        connection.row_factory = sqlite3.Row
        return cls(connection, path, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    # Looking

    def settings(self) -> Settings:
        return settings_from(dict(map(tuple, self._rows("SELECT key, value FROM settings"))))

    def library(self) -> Library:
        """Everything a decision is made from; lapsed digital loans count as ended."""
        out = self._loans("SELECT * FROM checkouts_out ORDER BY due, id")
        held = [loan for loan in out if loan.ended is None]
        ended = [loan for loan in out if loan.ended is not None]
        past = ended + self._loans(
            "SELECT * FROM checkouts_ended WHERE untold = 0 ORDER BY ended DESC, id DESC LIMIT ?",
            (RECENT,),
        )
        books = {loan.book.id for loan in held}
        expired = [loan for loan in self._recently_expired(ended) if loan.book.id not in books]
        return Library(
            titles=self._titles(held, ended),
            expired=self._titles(expired, ended),
            past=tuple(past[:RECENT]),
            settings=self.settings(),
            routines=self.routines(),
            away=self.away(),
            asides=self.asides(self.now.today - FOUR_WEEKS),
            timed=self._timed(),
        )

    def routines(self) -> tuple[Routine, ...]:
        return tuple(map(routine_from, self._rows("SELECT * FROM routines ORDER BY id")))

    def away(self) -> tuple[Away, ...]:
        return tuple(map(away_from, self._rows("SELECT * FROM away ORDER BY first, id")))

    def asides(self, since: date) -> tuple[Aside, ...]:
        """Other reading from the day `since` on, oldest first."""
        rows = self._rows(
            "SELECT * FROM asides WHERE day >= ? ORDER BY day, id", (since.isoformat(),)
        )
        return tuple(map(aside_from, rows))

    def periods(self, since: date) -> list[tuple[date, date]]:
        """From when to when each loan that ended on the day `since` or later was out."""
        rows = self._rows(
            "SELECT checked_out, ended FROM loans WHERE ended >= ?", (since.isoformat(),)
        )
        return [(date.fromisoformat(out), date.fromisoformat(ended)) for out, ended in rows]

    def _timed(self) -> tuple[tuple[float, int], ...]:
        """Pages and minutes of the latest readings outside of loans, at speeds people have."""
        rows = self._rows(
            "SELECT share * length, minutes FROM readings JOIN lengths USING (book_id) "
            "WHERE minutes IS NOT NULL AND unit = 'pages' AND format IS NOT 'audiobook' "
            "AND minutes BETWEEN share * length * 0.3 AND share * length * 6 "
            "ORDER BY last DESC LIMIT ?",
            (RECENT,),
        )
        return tuple(map(tuple, rows))

    def lengths(self, book_id: int) -> dict[Unit, int]:
        """How long the book is in pages and in seconds, as far as an import has told."""
        rows = self._rows("SELECT unit, length FROM lengths WHERE book_id = ?", (book_id,))
        return {Unit(unit): length for unit, length in rows}

    def wishes(self) -> tuple[Wish, ...]:
        """The shelf of books to borrow later, in its order."""
        return tuple(map(wish_from, self._rows("SELECT * FROM shelf ORDER BY id")))

    def _titles(self, loans: Sequence[Loan], lapsed: Sequence[Loan]) -> tuple[Title, ...]:
        by_book: dict[int, list[Loan]] = {}
        for loan in loans:
            by_book.setdefault(loan.book.id, []).append(loan)
        titles = []
        for book_id, editions in by_book.items():
            known = {loan.id for loan in editions}
            siblings = [loan for loan in lapsed if loan.book.id == book_id]
            siblings += self._loans("SELECT * FROM checkouts_ended WHERE book_id = ?", (book_id,))
            companions = (loan for loan in siblings if _overlaps(loan, editions))
            others = tuple(loan for loan in companions if loan.id not in known)
            titles.append(Title(editions[0].book, tuple(editions), others))
        return tuple(titles)

    def _recently_expired(self, lapsed: Sequence[Loan]) -> list[Loan]:
        since = self.now.today - EXPIRED_IS_SAID
        settled = self._loans(
            "SELECT * FROM checkouts_ended WHERE ended >= ? AND ending = 'expired'",
            (since.isoformat(),),
        )
        recent = settled + [loan for loan in lapsed if loan.ended and loan.ended >= since]
        unread = (loan for loan in recent if loan.outcome is Outcome.UNFINISHED)
        latest = (loan for loan in unread if not self._borrowed_since(loan))
        return sorted(latest, key=lambda loan: loan.deadline)

    def _borrowed_since(self, loan: Loan) -> bool:
        return bool(
            self._rows(
                "SELECT 1 FROM loans WHERE book_id = ? AND id > ? AND checked_out >= ?",
                (loan.book.id, loan.id, (loan.ended or loan.due).isoformat()),
            )
        )

    def loans(self, *, past: bool = False, everything: bool = False) -> list[Loan]:
        """Loans that are out, or ended, or both, without their logs; past ones newest first."""
        out = self._loans("SELECT * FROM checkouts_out ORDER BY due, id", logs=False)
        held = [loan for loan in out if loan.ended is None]
        if not past and not everything:
            return held
        lapsed = [loan for loan in reversed(out) if loan.ended is not None]
        ended = self._loans(
            "SELECT * FROM checkouts_ended ORDER BY ended DESC, id DESC", logs=False
        )
        return (held if everything else []) + lapsed + ended

    def loan(self, loan_id: int) -> Loan | None:
        found = self._loans("SELECT * FROM checkouts WHERE id = ?", (loan_id,))
        return found[0] if found else None

    def loans_of(self, book_id: int) -> list[Loan]:
        """Every loan of one book, oldest first."""
        return self._loans("SELECT * FROM checkouts WHERE book_id = ? ORDER BY id", (book_id,))

    def past_loans_called(self, words: str) -> list[Loan]:
        """Ended loans whose title answers to the words, newest first."""
        first = max(title_key(words).split(), key=len, default="")
        titles = self._rows("SELECT id, title FROM books WHERE key LIKE ?", (f"%{first}%",))
        books = [row["id"] for row in titles if answers(words, row["title"])]
        places = ", ".join("?" * len(books[-NAMED:]))
        loans = self._loans(
            f"SELECT * FROM checkouts WHERE book_id IN ({places}) ORDER BY id DESC", books[-NAMED:]
        )
        ended = [loan for loan in loans if loan.ended is not None]
        return sorted(ended, key=lambda loan: (loan.ended or loan.due, loan.id), reverse=True)

    def book_called(self, title: str, authors: Sequence[str], isbn: str | None) -> Book | None:
        """The book of this ISBN or title; another author under the same title is another book."""
        rows = self._rows(
            "SELECT * FROM books WHERE key = ? OR isbn = ? ORDER BY id", (title_key(title), isbn)
        )
        books = [book_from(row, row["id"]) for row in rows]
        for book in books:
            if isbn is not None and book.isbn == isbn:
                return book
        for book in books:
            theirs, ours = ({fold(name) for name in names} for names in (book.authors, authors))
            if not theirs or not ours or theirs & ours:
                return book
        return None

    def renewals(self, loan_id: int) -> list[Renewal]:
        rows = self._rows(
            "SELECT day, due_before, due_after FROM renewals WHERE loan_id = ? ORDER BY id",
            (loan_id,),
        )
        return [Renewal(*map(date.fromisoformat, row)) for row in rows]

    def commands(self, limit: int) -> list[tuple[int, str, str, bool]]:
        """Id, instant, words and whether undone, of the last commands, newest first."""
        rows = self._rows(
            "SELECT id, at, words, undone_by IS NOT NULL FROM commands "
            "WHERE undoes IS NULL ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def changes(
        self, loan_ids: Sequence[int]
    ) -> list[tuple[int, str, str, bool, str | None, bool]]:
        """The journal of these loans and their books: each line with its table and key, whether a
        row was there before, its instant as far as that is known, and whether it undid or redid.
        """
        rows = self._rows(
            "WITH asked AS (SELECT * FROM loans WHERE id IN (SELECT value FROM json_each(?))) "
            "SELECT journal.id, relation, key, before IS NOT NULL, "
            "CASE WHEN words <> ? THEN at END, undoes IS NOT NULL "
            "FROM journal LEFT JOIN commands ON commands.id = command_id "
            "WHERE (relation = 'loans' AND key IN (SELECT CAST(id AS TEXT) FROM asked)) "
            "OR (relation = 'books' AND key IN (SELECT CAST(book_id AS TEXT) FROM asked))",
            (str(list(loan_ids)), journal.OUTSIDE),
        )
        return [(row[0], row[1], row[2], bool(row[3]), row[4], bool(row[5])) for row in rows]

    # Changing

    def insist(self, *loans: Loan) -> None:
        """Raise ReadtrackError, within a command, if a loan is not what was decided on any more."""
        for loan in loans:
            if self.loan(loan.id) != loan:
                raise _changed_meanwhile(loan)

    def still_there(self, loan: Loan) -> Title:
        """The title of a loan that has to be as out as it was, within a command.

        Raises ReadtrackError when it is not.
        """
        library = self.library()
        for title in library.titles + library.expired:
            if any(each.id == loan.id and each.ended == loan.ended for each in title.loans):
                return title
        raise _changed_meanwhile(loan)

    @contextmanager
    def command(self, words: str, *, settle: bool = True, keep: bool = True) -> Iterator[None]:
        """One transaction and one row that undo can name. Without `keep` nothing stays."""
        with said_plainly(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                at = self.now.instant.isoformat(timespec="seconds")
                journal.adopt(self._connection, at)
                self._connection.execute(
                    "INSERT INTO commands (at, words, open) VALUES (?, ?, 1)", (at, words)
                )
                if settle:
                    self._settle()
                yield
                self._connection.execute("UPDATE commands SET open = 0 WHERE open = 1")
                self._connection.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _settle(self) -> None:
        """Write down as ended the digital loans whose time has come."""
        for loan in self._loans("SELECT * FROM checkouts_out", logs=False):
            if loan.ended is not None and loan.ending is not None and loan.outcome is not None:
                self.end(loan.id, loan.ended, loan.ending, loan.outcome)

    def add_book(self, title: str, authors: Sequence[str], isbn: str | None) -> Book:
        book = Book(0, title, tuple(authors), isbn)
        return replace(book, id=self._insert("books", book_columns(book)))

    def change_book(self, book: Book) -> None:
        self._update("books", book.id, book_columns(book))

    def add_loan(self, loan: Loan) -> int:
        """Keep a new loan; its id is chosen by the store and returned."""
        return self._insert("loans", {"book_id": loan.book.id, **loan_columns(loan)})

    def change_loan(self, loan: Loan) -> None:
        """Make the kept loan what `loan` is, the positions of its log included."""
        held = self._rows("SELECT length FROM loans WHERE id = ?", (loan.id,))[0]["length"]
        # Every position stays within its length on the way: the larger length is the one in force.
        grows = loan.length >= held
        if grows:
            self._update("loans", loan.id, loan_columns(loan))
        for entry in loan.entries:
            self._update("progress", entry.id, {"position": entry.position})
        if not grows:
            self._update("loans", loan.id, loan_columns(loan))

    def end(self, loan_id: int, day: date, ending: Ending, outcome: Outcome) -> None:
        self._update(
            "loans", loan_id, {"ended": day.isoformat(), "ending": ending, "outcome": outcome}
        )

    def renew(self, loan: Loan, due_before: date) -> None:
        """Keep the loan with its later due date, and that it was renewed."""
        self._update(
            "loans", loan.id, loan_columns(replace(loan, renewable_on=None, estimated=False))
        )
        self._insert(
            "renewals",
            {
                "loan_id": loan.id,
                "day": self.now.today.isoformat(),
                "due_before": due_before.isoformat(),
                "due_after": loan.due.isoformat(),
            },
        )

    def add_progress(self, loan_id: int, day: date, position: float, minutes: int | None) -> int:
        return self._insert(
            "progress",
            {
                "loan_id": loan_id,
                "day": day.isoformat(),
                "position": position,
                "minutes": minutes,
            },
        )

    def change_progress(self, entry: Entry) -> None:
        self._update(
            "progress",
            entry.id,
            {"day": entry.day.isoformat(), "position": entry.position, "minutes": entry.minutes},
        )

    def drop_progress(self, entry_id: int) -> None:
        self._connection.execute("DELETE FROM progress WHERE id = ?", (entry_id,))

    def add_routine(self, routine: Routine) -> int:
        return self._insert("routines", routine_columns(routine))

    def change_routine(self, routine: Routine) -> None:
        self._update("routines", routine.id, routine_columns(routine))

    def add_away(self, first: date, last: date) -> int:
        return self._insert("away", {"first": first.isoformat(), "last": last.isoformat()})

    def add_aside(self, day: date, minutes: int, what: str | None) -> int:
        return self._insert("asides", {"day": day.isoformat(), "minutes": minutes, "what": what})

    def add_wish(self, wish: Wish) -> int:
        return self._insert("wishes", {"book_id": wish.book.id, **wish_columns(wish)})

    def remove(self, kept: Routine | Away | Aside | Wish) -> None:
        """Take out what was said and is wanted no more."""
        relation = {Routine: "routines", Away: "away", Aside: "asides", Wish: "wishes"}[type(kept)]
        self._connection.execute(f"DELETE FROM {relation} WHERE id = ?", (kept.id,))

    def set(self, key: str, value: str | None) -> None:
        """Keep a setting, or return it to its default with None."""
        self._connection.execute("DELETE FROM settings WHERE key = ?", (key,))
        if value is not None:
            self._insert("settings", {"key": key, "value": value})

    def keep_targets(self, stamp: str, words: Mapping[int, str]) -> None:
        """Keep what the prompt is to say, if that can be had at once; it is no change to undo.

        The last thing done with a store: it waits for nobody from here on.
        """
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA busy_timeout = 50")
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("DELETE FROM targets")
            self._connection.executemany(
                "INSERT INTO targets (loan_id, stamp, words) VALUES (?, ?, ?)",
                [(loan, stamp, text) for loan, text in words.items()],
            )
            self._connection.execute("COMMIT")

    def undo(self) -> str | None:
        """Take back the newest command that stands; its words, or None when there is none."""
        return self._reverse(journal.undo)

    def redo(self) -> str | None:
        """Take back the last undo; the words of what stands again, or None."""
        return self._reverse(journal.redo)

    def _reverse(self, reverse: Callable[[sqlite3.Connection], str | None]) -> str | None:
        with self.command("", settle=False):
            words = reverse(self._connection)
            if words is None:
                self._connection.execute("DELETE FROM commands WHERE open = 1")
        return words

    def news(self, channel: str) -> frozenset[tuple[int, str, date]]:
        """Loan, stage (`due_today` or `late`) and due date of what was not told there yet."""
        moment = {
            "since": (self.now.today - EXPIRED_IS_SAID).isoformat(),
            "today": self.now.today.isoformat(),
            "clock": f"{self.now.instant:%H:%M}",
            "channel": channel,
        }
        rows = self._rows(NEWS, moment)
        return frozenset((loan, stage, date.fromisoformat(due)) for loan, due, stage in rows)

    def told(self, channel: str) -> frozenset[tuple[int, str, date]]:
        """Loan, stage and due date of everything that was told there."""
        rows = self._rows("SELECT loan_id, stage, due FROM notices WHERE channel = ?", (channel,))
        return frozenset((loan, stage, date.fromisoformat(due)) for loan, stage, due in rows)

    def keep_told(
        self, channel: str, told: Iterable[tuple[int, str, date]]
    ) -> frozenset[tuple[int, str, date]]:
        """Keep what a channel told; it is no change to undo. Raises StoreError when locked.

        What was new, of loans that are still due then: of two at once only one is given it.
        """
        new = set()
        with self._quietly():
            for loan, stage, due in told:
                done = self._connection.execute(
                    "INSERT OR IGNORE INTO notices (channel, loan_id, stage, due) "
                    "SELECT ?, id, ?, due FROM loans WHERE id = ? AND due = ?",
                    (channel, stage, loan, due.isoformat()),
                )
                if done.rowcount:
                    new.add((loan, stage, due))
        return frozenset(new)

    def forget_told(self, channel: str, told: Iterable[tuple[int, str, date]]) -> None:
        """Take back that a channel told this, because it did not."""
        with self._quietly():
            self._connection.executemany(
                "DELETE FROM notices WHERE channel = ? AND loan_id = ? AND stage = ? AND due = ?",
                [(channel, loan, stage, due.isoformat()) for loan, stage, due in told],
            )

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """One transaction that is no command: what it keeps is no change to undo."""
        with said_plainly(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def forget_if_idle(self) -> None:
        """Leave no command to undo where the one that is open has changed nothing."""
        self._connection.execute(
            "DELETE FROM commands WHERE open = 1 "
            "AND NOT EXISTS (SELECT 1 FROM journal WHERE command_id = commands.id)"
        )

    def newest_loan(self) -> int:
        """The id of the loan that was kept last."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM loans")[0][0])

    def titles_out_since(self, loan: int) -> int:
        """How many titles are out; 0 unless a loan after this one is among them."""
        count, newest = self._rows(
            "SELECT count(DISTINCT book_id), coalesce(max(id), 0) FROM loans WHERE ended IS NULL "
            "AND (format = 'print' OR due >= ?)",
            (self.now.today.isoformat(),),
        )[0]
        return int(count) if newest > loan else 0

    def take_in(
        self, items: "Iterable[Item]", answers: "Answers", listed: Mapping[str, int]
    ) -> "Intake":
        """Match what a file says with what is kept, and keep what is new, within a command."""
        from readtrack.store.intake import Intake
        from readtrack.store.staging import Surroundings

        around = Surroundings(self.now, timedelta(days=self.settings().loan_days))
        intake = Intake(self._connection, around, answers, listed)
        intake.take(items)
        return intake

    def take_back(self, items: "Iterable[Item]", listed: Mapping[str, int]) -> "Replay":
        """Keep what readtrack exported and what is not kept here, within a command."""
        from readtrack.store.replay import Replay

        replay = Replay(self._connection, listed)
        replay.take(items)
        return replay

    def everything(self) -> "Iterator[Row]":
        """Every row that is kept, table by table; what is worked out from others is left out."""
        from readtrack.records import RELATIONS, Row

        for relation in RELATIONS:
            for number, row in enumerate(
                self._connection.execute(f"SELECT * FROM {relation} ORDER BY 1"), 1
            ):
                values = dict(zip(row.keys(), row, strict=True))
                if relation == "books":
                    values.pop("key")
                    values["authors"] = json.loads(values["authors"])
                yield Row(f"{relation} {number}", relation, values)

    def columns(self) -> list[str]:
        """The names of all columns that `everything` has, in the order of the tables."""
        from readtrack.records import RELATIONS

        found = [
            row[0]
            for relation in RELATIONS
            for row in self._rows("SELECT name FROM pragma_table_info(?)", (relation,))
            if (relation, row[0]) != ("books", "key")
        ]
        return list(dict.fromkeys(found))

    # Rows

    def _rows(
        self, sql: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> list[sqlite3.Row]:
        with said_plainly(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _loans(self, sql: str, values: Sequence[object] = (), *, logs: bool = True) -> list[Loan]:
        """The loans `sql` selects from one of the checkout views, with or without their logs."""
        rows = self._rows(sql, values)
        entries = self._logs([row["id"] for row in rows]) if logs else {}
        return [self._lapse(loan_from(row, entries.get(row["id"], ()))) for row in rows]

    def _logs(self, loan_ids: Sequence[int]) -> dict[int, tuple[Entry, ...]]:
        logs: dict[int, list[Entry]] = {}
        for ids in _batches(loan_ids):
            places = ", ".join("?" * len(ids))
            rows = self._rows(
                "SELECT loan_id, id, day, position, minutes FROM progress "
                f"WHERE loan_id IN ({places}) ORDER BY loan_id, day, id",
                ids,
            )
            for loan_id, entry_id, day, position, minutes in rows:
                entry = Entry(entry_id, date.fromisoformat(day), position, minutes)
                logs.setdefault(loan_id, []).append(entry)
        return {loan_id: tuple(log) for loan_id, log in logs.items()}

    def _lapse(self, loan: Loan) -> Loan:
        """The loan as it is now: a digital one past its end has ended as expired."""
        if loan.ended is not None or not loan.over(self.now):
            return loan
        outcome = Outcome.FINISHED if loan.reached >= loan.length else Outcome.UNFINISHED
        return replace(loan, ended=loan.due, ending=Ending.EXPIRED, outcome=outcome)

    def _insert(self, relation: str, row: Mapping[str, object]) -> int:
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        done = self._connection.execute(
            f"INSERT INTO {relation} ({names}) VALUES ({places})", dict(row)
        )
        return done.lastrowid or 0

    def _update(self, relation: str, row_id: int, row: Mapping[str, object]) -> None:
        assigned = ", ".join(f"{name} = :{name}" for name in row)
        self._connection.execute(
            f"UPDATE {relation} SET {assigned} WHERE id = :id", {**row, "id": row_id}
        )


def _changed_meanwhile(loan: Loan) -> ReadtrackError:
    return ReadtrackError(
        f"{loan.book.title} was changed meanwhile, by another program.",
        "Nothing was changed here. Look at it, then try again.",
    )


def _overlaps(ended: Loan, out: Sequence[Loan]) -> bool:
    """Whether an ended loan of the same book was out together with those that still are.

    A title given back unfinished and borrowed anew on one day counts as well: it goes on.
    """
    assert ended.ended is not None
    since = min(loan.checked_out for loan in out)
    later = ended.id > min(loan.id for loan in out)
    goes_on = ended.ended == since and ended.outcome is Outcome.UNFINISHED
    return later or goes_on or ended.ended > since


def _batches(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
