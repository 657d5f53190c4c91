"""Everything that writes can be taken back, and taking back can be taken back too."""

import json
import os
import shlex
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from readtrack.library import Aside, Away, Routine, Wish
from readtrack.model import Book, Format, Kind, Unit
from readtrack.store.sources import Source, remember
from readtrack.store.store import Store
from tests.servers import OF_SQLITE, copied, on_file, only_on_files, where
from tests.slow import few

from .contents import (
    EMPTY,
    NOON,
    Rows,
    begin,
    contents,
    done,
    everything,
    outside,
    rows,
    run,
    shell,
    unchanged,
)

DAY = "2026-03-02"
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def made(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Emma, 300 pages and read to 60, then 120; Persuasion, 8:20 of audio; a renewal; settings.

    And two each of routines, stretches away, other reading and wishes, made in one command.
    """
    db = tmp_path_factory.mktemp("made") / "store.db"
    done(db, DAY, "add", "Emma", "--author", "Jane Austen", "--pages", "300", "--why", "a gift")
    done(db, DAY, "add", "Persuasion", "--audio", "8:20", "--speed", "1.15")
    done(db, DAY, "log", "1", "60", "--minutes", "70")
    done(db, "2026-03-03", "log", "1", "120")
    done(db, DAY, "renew", "1")
    done(db, DAY, "config", "buffer", "3")
    with Store.open(where(db), NOON) as store, store.command("plan ahead"):
        plan_ahead(store)
    done(db, DAY, "config", "rest_days", "sun")
    return db


def plan_ahead(store: Store) -> None:
    for name, kind in (("commute", Kind.EITHER), ("bed \u05d0", Kind.TEXT)):
        store.add(Routine(0, name, 45, frozenset(range(5)), kind, TODAY))
    for first in (TODAY + timedelta(days=20), TODAY + timedelta(days=60)):
        store.add(Away(0, first, first + timedelta(days=3)))
    for what in (None, "New Yorker"):
        store.add(Aside(0, TODAY, 25, what))
    for number, ready in ((1, None), (2, TODAY)):
        book = Book(number, "")
        store.add(Wish(0, book, Format.PRINT, Unit.PAGES, 300, 28, "a gift", ready))
        store.snooze(number, TODAY)
        remember(store, Source(0, "~/Downloads/libby*.csv", "libby-timeline"))
        remember(store, Source(0, "/media/*/koreader", zone="Europe/Berlin"))


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Path:
    """A copy of `made` for one test."""
    return copied(made, tmp_path)


def standing(db: Path) -> list[str]:
    """What `undo --list` shows as not taken back, newest first."""
    header, *lines = done(db, DAY, "undo", "--list").splitlines()
    assert header == "id\tat\twords\tundone"
    found = [line.split("\t") for line in lines]
    return [words for _, _, words, undone in found if undone == "no"]


# Undo and redo


def test_undo_takes_back_the_last_command_then_the_one_before(held: Path) -> None:
    assert "set rest_days to sun" in done(held, DAY, "undo")
    assert contents(held)["settings"] == [("buffer", "3", DAY)]
    assert "plan ahead" in done(held, DAY, "undo")
    assert not any(contents(held)[relation] for relation in NEW_ROWS)
    assert "set buffer to 3" in done(held, DAY, "undo")
    assert contents(held)["settings"] == []
    assert len(contents(held)["renewals"]) == 1
    assert "renew Emma" in done(held, DAY, "undo")
    assert contents(held)["renewals"] == []


def test_undoing_everything_gives_the_empty_store_and_then_there_is_nothing_left(
    held: Path,
) -> None:
    for _ in range(8):
        done(held, DAY, "undo")
    assert contents(held) == EMPTY
    with unchanged(held):
        answer = run(held, DAY, "undo")
        assert answer.code == 1
        assert "nothing to undo" in answer.err


def test_an_undo_on_a_new_store_has_nothing_to_take_back(tmp_path: Path) -> None:
    db = tmp_path / "store.db"
    begin(db)
    assert run(db, DAY, "undo").code == 1
    assert run(db, DAY, "undo", "--redo").code == 1
    assert everything(db) == {relation: [] for relation in everything(db)}


def test_redo_takes_each_undo_back_in_turn(held: Path) -> None:
    states = [contents(held)]
    for _ in range(8):
        done(held, DAY, "undo")
        states.append(contents(held))
    for state in reversed(states[:-1]):
        done(held, DAY, "undo", "--redo")
        assert contents(held) == state
    with unchanged(held):
        assert run(held, DAY, "undo", "--redo").code == 1


def test_what_was_redone_can_be_undone_again(held: Path) -> None:
    after = contents(held)
    done(held, DAY, "undo")
    before = contents(held)
    for _ in range(3):
        done(held, DAY, "undo", "--redo")
        assert contents(held) == after
        done(held, DAY, "undo")
        assert contents(held) == before


def test_a_new_command_after_an_undo_clears_the_redo(held: Path) -> None:
    done(held, DAY, "undo")
    done(held, DAY, "config", "cap", "4")
    with unchanged(held):
        answer = run(held, DAY, "undo", "--redo")
        assert answer.code == 1
        assert "nothing to redo" in answer.err


def test_a_change_from_outside_after_an_undo_clears_the_redo(held: Path) -> None:
    done(held, DAY, "undo")
    outside(held, "UPDATE loans SET why = 'curious' WHERE id = 1")
    before = contents(held)
    assert run(held, DAY, "undo", "--redo").code == 1
    assert contents(held) == before


def test_undo_passes_over_what_was_undone_before(held: Path) -> None:
    done(held, DAY, "undo")  # rest_days
    done(held, DAY, "config", "cap", "4")
    assert "cap" in done(held, DAY, "undo")
    assert "plan ahead" in done(held, DAY, "undo")
    assert "buffer" in done(held, DAY, "undo")
    assert "renew" in done(held, DAY, "undo")
    for words in ("renew", "buffer", "plan ahead", "cap"):
        assert words in done(held, DAY, "undo", "--redo")
    assert run(held, DAY, "undo", "--redo").code == 1, "rest_days was given up for cap"
    assert contents(held)["settings"] == [("buffer", "3", DAY), ("cap", "4", DAY)]


def test_undo_lists_what_was_done_newest_first_and_what_was_taken_back(held: Path) -> None:
    assert standing(held)[:2] == ["set rest_days to sun", "plan ahead"]
    assert len(standing(held)) == 8
    done(held, DAY, "undo")
    assert standing(held)[0] == "plan ahead"
    assert len(standing(held)) == 7
    done(held, DAY, "undo", "--redo")
    assert len(standing(held)) == 8


def test_listing_and_looking_make_no_command(held: Path) -> None:
    with unchanged(held):
        for words in (
            ["undo", "--list"],
            ["undo", "--list", "--json"],
            ["config"],
            ["pace"],
            ["show", "1"],
        ):
            done(held, DAY, *words)


def test_no_command_is_open_once_it_is_over(held: Path) -> None:
    done(held, DAY, "undo")
    done(held, DAY, "undo", "--redo")
    run(held, DAY, "add", "Third", "--pages", "100")
    assert rows(held, "SELECT DISTINCT open FROM commands") == [(0,)]
    assert rows(held, "SELECT count(*) FROM journal WHERE command_id IS NULL") == [(0,)]


# Changes made outside

NEW_ROWS = {
    "routines": "(3, 'lunch', 20, 'sat,sun', 'audio', '2026-03-04')",
    "away": "(3, '2026-08-01', '2026-08-01')",
    "asides": "(3, '2026-03-03', 60, 'LRB')",
    "wishes": "(3, 1, 'audiobook', 'seconds', 28620, NULL, NULL, '2026-05-01', NULL, NULL)",
    "snoozes": "(3, 1, '2026-03-09')",
    "sources": "(3, '~/*.csv', 'csv', '[\"due=Frist\"]', 'Europe/Berlin')",
}
"""A third row for each table of what lies ahead."""

CHANGES = {
    "routines": "name = 'train', minutes = 7, kind = 'audio'",
    "away": "first = '2026-01-01', last = '2026-12-31'",
    "asides": "minutes = 7, what = 'a\x1b[31m ' || char(39) || '\u05d0'",
    "wishes": "why = NULL, days = NULL, length = 100, unit = 'percent'",
    "snoozes": "until = '2026-12-31'",
    "sources": "importer = NULL, zone = NULL, mapped = '[]'",
}


def each_way(relation: str) -> dict[str, list[str]]:
    """Every way in which a row of the table can come, change and go."""
    row, change = NEW_ROWS[relation], CHANGES[relation]
    first, second = (row.replace("(3", f"({number}") for number in (1, 2))
    ways = {
        "a row put in": [f"INSERT INTO {relation} VALUES {row}"],
        "a row changed": [f"UPDATE {relation} SET {change} WHERE id = 1"],
        "all rows changed": [f"UPDATE {relation} SET {change}"],
        "a row deleted": [f"DELETE FROM {relation} WHERE id = 2"],
        "all rows deleted": [f"DELETE FROM {relation}"],
        "a row replaced": [f"INSERT OR REPLACE INTO {relation} VALUES {first}"],
        "a row in the place of another": [f"UPDATE OR REPLACE {relation} SET id = 2 WHERE id = 1"],
        "rows numbered anew": [f"UPDATE {relation} SET id = id + 100"],
        "a row upserted": [
            f"INSERT INTO {relation} VALUES {first} ON CONFLICT (id) DO UPDATE SET {change}"
        ],
        "a row changed twice, deleted and made anew": [
            f"UPDATE {relation} SET {change}",
            f"UPDATE {relation} SET id = 9 WHERE id = 2",
            f"DELETE FROM {relation} WHERE id = 9",
            f"INSERT INTO {relation} VALUES {second}",
        ],
        "a row replaced while deletions fire triggers": [
            "PRAGMA recursive_triggers = ON",
            f"REPLACE INTO {relation} VALUES {second}",
        ],
    }
    return {f"{relation}: {way}": statements for way, statements in ways.items()}


OUTSIDE: dict[str, list[str]] = {
    "a setting replaced": ["INSERT OR REPLACE INTO settings (key, value) VALUES ('buffer', '5')"],
    "a setting put in": ["INSERT OR REPLACE INTO settings (key, value) VALUES ('cap', '5')"],
    "a setting changed": ["UPDATE settings SET value = '7' WHERE key = 'buffer'"],
    "a setting upserted": [
        "INSERT INTO settings (key, value) VALUES ('buffer', '5') "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    ],
    "a setting under another name": ["UPDATE settings SET key = 'cap' WHERE key = 'buffer'"],
    "a setting put in the place of another": [
        "UPDATE OR REPLACE settings SET key = 'rest_days' WHERE key = 'buffer'"
    ],
    "all settings deleted": ["DELETE FROM settings"],
    "a loan changed": ["UPDATE loans SET why = NULL, due = '2026-06-01' WHERE id = 1"],
    "all loans changed": ["UPDATE loans SET speed = 1.1"],
    "a loan replaced": [
        "INSERT OR REPLACE INTO loans "
        "(id, book_id, format, unit, length, checked_out, due, start, speed) "
        "VALUES (1, 2, 'print', 'pages', 500, '2026-03-01', '2026-03-30', 7, 2)"
    ],
    "a loan with its log deleted": [
        "DELETE FROM progress WHERE loan_id = 1",
        "DELETE FROM renewals WHERE loan_id = 1",
        "DELETE FROM loans WHERE id = 1",
    ],
    "an entry deleted": ["DELETE FROM progress WHERE position = 60"],
    "an entry changed": ["UPDATE progress SET position = 33, minutes = NULL WHERE id = 1"],
    "an entry put in": [
        "INSERT INTO progress (loan_id, day, position) VALUES (2, '2026-03-03', 9)"
    ],
    "an entry put in the place of another": [
        "UPDATE OR REPLACE progress SET id = 2 WHERE id = 1"
    ],
    "entries numbered anew": ["UPDATE progress SET id = id + 100"],
    "an entry replaced": [
        "REPLACE INTO progress (id, loan_id, day, position) VALUES (2, 1, '2026-03-01', 99)"
    ],
    "an entry changed twice and deleted": [
        "UPDATE progress SET position = 1 WHERE id = 2",
        "UPDATE progress SET position = 2 WHERE id = 2",
        "DELETE FROM progress WHERE id = 2",
    ],
    "an entry deleted and another put in its place": [
        "DELETE FROM progress WHERE id = 2",
        "INSERT INTO progress (id, loan_id, day, position) VALUES (2, 2, '2026-03-05', 7)",
    ],
    "a book renamed": [
        "UPDATE books SET title = 'Emma ''x'' \u05d0 \U0001f4d6', isbn = '1' WHERE id = 1"
    ],
    "a renewal deleted": ["DELETE FROM renewals"],
    "several tables at once": [
        "BEGIN",
        "DELETE FROM routines",
        "UPDATE wishes SET ready = '2026-06-01'",
        "UPDATE books SET authors = '[]'",
        "UPDATE loans SET start = 0.25",
        "DELETE FROM progress WHERE id = 1",
        "INSERT INTO settings (key, value) VALUES ('cap', '3')",
        "COMMIT",
    ],
    "deletions that fire triggers": [
        "PRAGMA recursive_triggers = ON",
        "INSERT OR REPLACE INTO settings (key, value) VALUES ('buffer', '5')",
    ],
}  # fmt: skip


for ahead in NEW_ROWS:
    OUTSIDE |= each_way(ahead)


@pytest.mark.parametrize("statements", few([*OUTSIDE.values()], 8), ids=OUTSIDE)
def test_a_change_from_outside_is_one_command_that_undo_takes_back(
    held: Path, statements: list[str]
) -> None:
    only_on_files(*statements)
    before, commands = contents(held), len(rows(held, "SELECT id FROM commands"))
    outside(held, *statements)
    after = contents(held)
    assert after != before
    assert len(rows(held, "SELECT id FROM commands")) == commands
    assert "outside readtrack" in done(held, DAY, "undo")
    assert contents(held) == before
    done(held, DAY, "undo", "--redo")
    assert contents(held) == after
    done(held, DAY, "undo")
    assert contents(held) == before
    assert "set rest_days to sun" in done(held, DAY, "undo"), "and it was one command alone"


@pytest.mark.files
def test_a_book_deleted_under_its_loans_comes_back_and_is_not_deleted_again(held: Path) -> None:
    """The shell does not mind loans without a book; readtrack does."""
    before = contents(held)
    outside(held, "DELETE FROM books WHERE id = 1")
    assert contents(held) != before
    done(held, DAY, "undo")
    assert contents(held) == before
    record = everything(held)
    answer = run(held, DAY, "undo", "--redo")
    assert answer.code == 1
    assert "refused" in answer.err
    assert everything(held) == record


def test_a_change_from_outside_is_adopted_by_the_next_command_as_one_of_its_own(held: Path) -> None:
    before = contents(held)
    outside(held, "UPDATE loans SET why = 'curious'", "DELETE FROM settings")
    between = contents(held)
    done(held, DAY, "log", "2", "1:00")
    assert [words.split(" ")[0] for words in standing(held)[:2]] == ["log", "a"]
    done(held, DAY, "undo")
    assert contents(held) == between
    done(held, DAY, "undo")
    assert contents(held) == before


def test_a_change_from_outside_that_was_rolled_back_leaves_nothing(held: Path) -> None:
    with unchanged(held):
        outside(held, "BEGIN", "DELETE FROM progress", "ROLLBACK")


def test_a_statement_from_outside_that_finds_no_row_is_no_change(held: Path) -> None:
    with unchanged(held):
        outside(
            held, "DELETE FROM progress WHERE id = 99", "UPDATE loans SET why = 'x' WHERE id = 99"
        )


def test_looking_does_not_adopt_a_change_from_outside(held: Path) -> None:
    outside(held, "UPDATE loans SET why = 'curious'")
    with unchanged(held):
        assert "curious" in done(held, DAY, "show", "1")


def test_an_emptied_log_comes_back_whole(held: Path) -> None:
    """A DELETE without WHERE could take SQLite's short cut past the triggers."""
    before = contents(held)
    outside(held, *(f"DELETE FROM {name}" for name in reversed(EMPTY)))
    assert contents(held) == EMPTY
    done(held, DAY, "undo")
    assert contents(held) == before


TEXTS = {"routines": "name", "asides": "what", "wishes": "why"}


@pytest.mark.parametrize(
    "text",
    [
        "[red]x[/red]",
        "a\x1b[31mb",
        "tab\tand\nline",
        "\u05d0\u05d1",
        "\U0001f4da",
        "'\"\\",
        "{}",
        "1",
    ],
    ids=ascii,
)
def test_any_text_goes_through_the_journal_unchanged(held: Path, text: str) -> None:
    with shell(held) as connection:
        connection.execute("UPDATE books SET title = ?, authors = ?", (text, json.dumps([text])))
        connection.execute("UPDATE loans SET why = ?, library = ?", (text, text))
        connection.execute("INSERT INTO settings (key, value) VALUES (?, ?)", (text, text))
        for relation, column in TEXTS.items():
            connection.execute(f"UPDATE {relation} SET {column} = ?", (text,))
    before = contents(held)
    done(held, DAY, "config", "cap", "9")  # adopts it
    outside(held, "UPDATE books SET title = 'x', authors = '[]'", "UPDATE loans SET why = NULL")
    outside(held, "DELETE FROM settings", "UPDATE loans SET library = NULL")
    outside(held, *(f"UPDATE {relation} SET {TEXTS[relation]} = 'x'" for relation in TEXTS))
    done(held, DAY, "undo")
    done(held, DAY, "undo")
    assert contents(held) == before


@pytest.mark.parametrize("position", [0.01, 0.07, 33.33, 66.67, 99.99, 100])
def test_percentages_go_through_the_journal_to_the_last_decimal(
    tmp_path: Path, position: float
) -> None:
    db = tmp_path / "store.db"
    done(db, DAY, "add", "Emma", "--percent")
    done(db, DAY, "log", "emma", f"{position}%")
    before = contents(db)
    assert before["progress"][0][3] == position
    outside(db, "DELETE FROM progress")
    done(db, DAY, "undo")
    assert contents(db) == before


# Any sequence of commands


def lists(text: str) -> tuple[list[str], ...]:
    """Lists of words, with a semicolon between them."""
    return tuple(shlex.split(each) for each in text.split(";"))


TITLES = ("Emma", "Persuasion", "Villette", "[red]x[/red] \U0001f4da", "Der Zauberberg")
WORDS = ("emma", "persuasion", "villette", "red", "zauberberg", "no such book")
LENGTHS = lists(
    "--pages 300; --pages 40; --pages 459 --format print; --audio 7:57; "
    "--audio 0:03 --speed 1.25; --percent; ; --format audiobook"
)
POSITIONS = ("0%", "20%", "45.67%", "end", "+5", "+20", "10", "120", "0:02", "3:20", "xviii", "+3%")
RESIZES = lists(
    "--pages 20 --format ebook; --pages 300 --format print; --pages 1000 --format ebook; "
    "--audio 7:57; --audio 0:02; --percent; --percent --format print"
)
EDITS = lists(
    "--title 'Renamed é'; --author 'Jane Austen' --author Another; --isbn 978-0-14-143958-7; "
    "--start 10%; --start end; --due +2d; --due +40d; --on yesterday; --time 14:05; "
    "--time none; --renewable-on +3d; --why because; --library Mitte; --speed 1.37"
)
ENTRY_EDITS = lists(
    "--remove; --at 10%; --at 33.33%; --at end; --minutes 35; --minutes 0; --on yesterday"
)
CONFIGS = lists(
    "cap 1; cap 2; cap 4; loan_days 14; buffer 0; buffer 5; rest_days sat,sun; "
    "rest_days none; reserve 20; renew_from today; day_start 04:00; cap --default; "
    "rest_days --default"
)
LOOKS = lists("; pace; due; list --all; undo --list; config; due --json")
OUTSIDE_WORK = (
    "INSERT OR REPLACE INTO settings (key, value) VALUES ('cap', '3')",
    "DELETE FROM settings",
    "UPDATE loans SET why = 'shell', speed = 1.5",
    "UPDATE loans SET length = length + 1 WHERE unit <> 'percent'",
    "UPDATE progress SET minutes = 9 WHERE id % 2 = 1",
    "DELETE FROM progress WHERE id = (SELECT max(id) FROM progress)",
    "INSERT OR REPLACE INTO progress (id, loan_id, day, position) "
    "SELECT 2, max(id), '2026-03-04', 1 FROM loans HAVING count(*) > 0",
    "UPDATE books SET title = title || '.'",
    "INSERT INTO routines (name, minutes, weekdays, kind, since) "
    "VALUES ('bed', 30, 'mon,tue,wed,thu,fri', 'text', '2026-03-02')",
    "UPDATE routines SET minutes = minutes % 1440 + 1, kind = 'either'",
    "DELETE FROM routines WHERE id = (SELECT max(id) FROM routines)",
    "INSERT INTO away (first, last) VALUES ('2026-03-05', '2026-03-07')",
    "INSERT OR REPLACE INTO asides VALUES (1, '2026-03-03', 45, NULL)",
    "INSERT INTO wishes (book_id, format, unit, length) "
    "SELECT max(id), 'print', 'pages', 300 FROM books HAVING count(*) > 0",
)

IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where a commit does not wait for a disk; None is the usual place."""

CHOICE = st.integers(0, 63)


class AnyCommands(RuleBasedStateMachine):
    """A store on which commands are tried in any order; each that changes it is undone, redone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.db = Path(self.folder.name) / "store.db"
        self.today = date(2026, 3, 2)
        self.before: list[Rows] = []
        """What the store held before each command that stands."""
        self.undone: list[Rows] = []
        """What the store held before each undo that can be redone."""

    @initialize(
        first=st.sampled_from(LENGTHS),
        second=st.sampled_from(LENGTHS),
        position=st.sampled_from(["30%", "80%", "end"]),
    )
    def begin(self, first: list[str], second: list[str], position: str) -> None:
        begin(self.db)
        done(self.db, self.today.isoformat(), "pace")
        self.change("add", TITLES[0], *first)
        self.change("add", TITLES[1], *second)
        self.change("log", "1", position)

    def run(self, *words: str) -> int:
        answer = run(self.db, self.today.isoformat(), *words)
        assert answer.code in (0, 1, 2, 3, 4), (words, answer)
        assert "The store refused" not in answer.err, (words, answer)
        return answer.code

    def change(self, *words: str) -> None:
        before, record = contents(self.db), everything(self.db)
        if self.run(*words) != 0:
            assert everything(self.db) == record, words
            return
        made = len(rows(self.db, "SELECT id FROM commands")) - len(record["commands"])
        if made == 0:  # such as a setting set to what it is: there is nothing to take back
            assert contents(self.db) == before, words
            return
        assert made == 1, words
        self.check_reversal(before, words)

    def check_reversal(self, before: Rows, words: object) -> None:
        after = contents(self.db)
        assert self.run("undo") == 0
        assert contents(self.db) == before, ("undo", words)
        assert self.run("undo", "--redo") == 0
        assert contents(self.db) == after, ("redo", words)
        self.before.append(before)
        self.undone.clear()

    @rule(
        title=st.sampled_from(TITLES),
        length=st.sampled_from(LENGTHS),
        lent=st.sampled_from([[], ["--days", "1"], ["--days", "5"], ["--due", "+9d"]]),
        more=st.sampled_from(
            [[], [], ["--at", "30%"], ["--on", "yesterday"], ["--why", "a gift"],
             ["--anyway", "--why", "promised"], ["--time", "14:05"], ["--author", "Jane Austen"]]
        ),
    )  # fmt: skip
    def add(self, title: str, length: list[str], lent: list[str], more: list[str]) -> None:
        self.change("add", title, *length, *lent, *more)

    @rule(title=st.sampled_from(TITLES), length=st.sampled_from(LENGTHS))
    def add_dry(self, title: str, length: list[str]) -> None:
        record = everything(self.db)
        self.run("add", title, *length, "--dry-run")
        assert everything(self.db) == record

    def named(self, choice: int) -> str:
        """A loan by its number, one that is out for choice, or words that may name none."""
        loans = contents(self.db)["loans"]
        out = [loan for loan in loans if loan[-1] is None]
        if choice < 56 and loans:
            some = loans if choice % 8 == 7 else out or loans
            return str(some[choice % len(some)][0])
        return WORDS[choice % len(WORDS)]

    @rule(
        choice=CHOICE,
        position=st.sampled_from(POSITIONS),
        more=st.sampled_from([[], [], ["--minutes", "30"], ["--on", "yesterday"]]),
    )
    def log(self, choice: int, position: str, more: list[str]) -> None:
        self.change("log", self.named(choice), position, *more)

    @rule(
        choice=CHOICE,
        how=st.sampled_from(["return", "drop", "finish"]),
        more=st.sampled_from([[], [], ["--on", "yesterday"]]),
    )
    def end(self, choice: int, how: str, more: list[str]) -> None:
        self.change(how, self.named(choice), *more)

    @rule(choice=CHOICE, more=st.sampled_from([[], ["--days", "3"], ["--due", "+60d"]]))
    def renew(self, choice: int, more: list[str]) -> None:
        self.change("renew", self.named(choice), *more)

    @rule(choice=CHOICE, change=st.sampled_from(EDITS))
    def edit(self, choice: int, change: list[str]) -> None:
        self.change("edit", self.named(choice), *change)

    @rule(choice=CHOICE, change=st.sampled_from(RESIZES))
    def resize(self, choice: int, change: list[str]) -> None:
        self.change("edit", self.named(choice), *change)

    @precondition(lambda self: bool(contents(self.db)["progress"]))
    @rule(choice=CHOICE, change=st.sampled_from(ENTRY_EDITS))
    def edit_entry(self, choice: int, change: list[str]) -> None:
        entries = contents(self.db)["progress"]
        entry, loan, *_ = entries[choice % len(entries)]
        self.change("edit", str(loan), "--entry", str(entry), *change)

    @rule(change=st.sampled_from(CONFIGS))
    def config(self, change: list[str]) -> None:
        self.change("config", *change)

    @rule(days=st.sampled_from([1, 2, 6, 15, 22]))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(statement=st.sampled_from(OUTSIDE_WORK))
    def change_outside(self, statement: str) -> None:
        if not on_file() and any(word in statement for word in OF_SQLITE):
            return
        before, noted = contents(self.db), number_of_notes(self.db)
        outside(self.db, statement)
        if number_of_notes(self.db) > noted:
            self.check_reversal(before, statement)

    @rule(words=st.sampled_from(LOOKS))
    def look(self, words: list[str]) -> None:
        record = everything(self.db)
        assert self.run(*words) == 0
        assert everything(self.db) == record, words

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.before))):
            self.undone.append(contents(self.db))
            assert self.run("undo") == 0
            assert contents(self.db) == self.before.pop()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            before = contents(self.db)
            if not self.undone:
                assert self.run("undo", "--redo") == 1
                break
            assert self.run("undo", "--redo") == 0
            assert contents(self.db) == self.undone.pop()
            self.before.append(before)

    @invariant()
    def the_file_is_sound(self) -> None:
        if on_file() and self.db.exists():
            assert rows(self.db, "PRAGMA foreign_key_check") == []
        if not on_file() or self.db.exists():
            assert rows(self.db, "SELECT id FROM commands WHERE open = 1") == []
            assert rows(self.db, "SELECT id FROM journal WHERE command_id IS NULL") == []

    def teardown(self) -> None:
        try:
            if not on_file() or self.db.exists():
                while self.before:
                    assert self.run("undo") == 0
                    assert contents(self.db) == self.before.pop()
                assert self.run("undo") == 1, "there is nothing left to undo"
                assert contents(self.db) == EMPTY
        finally:
            self.folder.cleanup()


def number_of_notes(db: Path) -> int:
    return len(rows(db, "SELECT id FROM journal"))


UNHURRIED = settings(suppress_health_check=list(HealthCheck))


def test_undo_restores_the_content_after_any_sequence_of_commands() -> None:
    # The same sequences every time, and a failing one is not made smaller, which takes minutes.
    few = settings(
        UNHURRIED, max_examples=2, stateful_step_count=10, derandomize=True, phases=[Phase.generate]
    )
    run_state_machine_as_test(AnyCommands, settings=few)


@pytest.mark.slow
def test_undo_restores_the_content_after_any_of_many_long_sequences_of_commands() -> None:
    many = settings(UNHURRIED, max_examples=20, stateful_step_count=40)
    run_state_machine_as_test(AnyCommands, settings=many)
