"""A file becomes a store, an older store is brought up, and nothing else is touched."""

import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlmodel import SQLModel, create_engine

from readtrack.errors import StoreError
from readtrack.model import Kind
from readtrack.store import database, migrations, sqlite, tables, views
from readtrack.store.database import Database
from readtrack.store.declared import table_statements
from readtrack.store.migrations import Step
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.sqlite_schema import SqliteSchema
from readtrack.store.store import Store

from .contents import (
    COLUMNS_OF_5,
    EMPTY,
    NOON,
    OF_3,
    SETTINGS,
    Rows,
    contents,
    done,
    everything,
    not_as_root,
    number,
    of_version,
    outside,
    rows,
    run,
    schema,
    shell,
    unchanged,
    up_to_5,
)

pytestmark = pytest.mark.files

DAY = "2026-03-02"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def make(db: Path) -> None:
    Store.open(str(db), NOON).__exit__(None, None, None)


def schema_of_fresh(db: Path) -> dict[str, str]:
    """The schema of a new store beside this one."""
    fresh = db.with_name("fresh.db")
    make(fresh)
    return schema(fresh)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter, which the folders of pytest are not."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


# A fresh file


def test_a_fresh_file_has_the_tables_and_indexes_that_are_declared(db: Path) -> None:
    make(db)
    declared = db.with_name("declared.db")
    engine = create_engine(f"sqlite:///{declared}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    made = {
        name: sql
        for name, sql in schema(db).items()
        if sql.startswith(("CREATE T", "CREATE I", "CREATE U"))
    }
    assert {n: s for n, s in made.items() if not s.startswith("CREATE TRIGGER")} == schema(declared)


def test_a_fresh_file_has_every_named_view_and_each_can_be_read(db: Path) -> None:
    make(db)
    found = {name for (name,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert found == set(views.VIEWS)
    for name in views.VIEWS:
        assert rows(db, f"SELECT * FROM {name}") == []


def test_every_kept_table_has_its_journal_and_the_record_has_none(db: Path) -> None:
    make(db)
    found = rows(
        db, "SELECT tbl_name, count(*) FROM sqlite_master WHERE name LIKE 'journal_%_%' "
        "AND type = 'trigger' GROUP BY tbl_name",
    )  # fmt: skip
    watched = {name for name, _ in found}
    assert watched == set(tables.JOURNALED)
    assert all(isinstance(count, int) and count >= 4 for _, count in found)


def test_every_table_is_strict(db: Path) -> None:
    make(db)
    found = rows(
        db,
        "SELECT name, strict FROM pragma_table_list "
        "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    assert {name for name, _ in found} == set(SQLModel.metadata.tables)
    assert all(strict == 1 for _, strict in found)


def test_the_header_says_what_the_file_is(db: Path) -> None:
    make(db)
    header = db.read_bytes()[:100]
    assert header[68:72] == b"rdtr"
    assert int.from_bytes(header[60:64]) == VERSION
    assert header[18:20] == b"\x02\x02", "write-ahead log"
    assert rows(db, "PRAGMA journal_mode") == [("wal",)]


def test_the_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    db = tmp_path / "data" / "readtrack" / "store.db"
    with umask(0), Store.open(str(db), NOON) as opened, opened.command("nothing"):
        assert {path.name for path in db.parent.iterdir()} == {
            "store.db",
            "store.db-shm",
            "store.db-wal",
        }
        assert {mode(path) for path in db.parent.iterdir()} == {0o600}
    assert mode(db) == 0o600
    assert mode(db.parent) == 0o700
    assert mode(db.parent.parent) == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    folder.chmod(0o755)
    make(folder / "store.db")
    assert mode(folder) == 0o755
    assert mode(folder / "store.db") == 0o600


def test_an_empty_file_becomes_a_store(db: Path) -> None:
    db.touch()
    done(db, DAY, "add", "Emma", "--pages", "300")
    assert number(db, "application_id") == APPLICATION_ID
    assert [row[1] for row in contents(db)["books"]] == ["Emma"]


def test_opening_a_store_again_changes_nothing(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    done(db, DAY, "pace")  # records what this morning asks
    before = db.read_bytes()
    make(db)
    done(db, DAY, "pace")
    assert db.read_bytes() == before


# What is not a store


def test_a_store_of_a_newer_version_is_refused_and_left_alone(db: Path) -> None:
    make(db)
    outside(db, f"PRAGMA user_version = {VERSION + 1}")
    before = db.read_bytes()
    for words in (["pace"], ["add", "Emma", "--pages", "300"], ["undo"]):
        answer = run(db, DAY, *words)
        assert answer.code == 5
        assert answer.out == ""
        assert "newer readtrack" in answer.err
        assert str(VERSION + 1) in answer.err
        assert str(db) in answer.err
    assert db.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1, 80], ids="user_version={}".format)
@pytest.mark.parametrize("application", [0, 0x0F055112], ids="application_id={:#x}".format)
def test_a_database_of_another_program_is_refused_and_left_alone(
    db: Path, application: int, version: int
) -> None:
    outside(
        db,
        "CREATE TABLE places (url TEXT)",
        "CREATE VIEW seen AS SELECT url FROM places",
        f"PRAGMA application_id = {application}",
        f"PRAGMA user_version = {version}",
    )
    before = db.read_bytes()
    answer = run(db, DAY, "add", "Emma", "--pages", "300")
    assert answer.code == 5
    assert "not a readtrack store" in answer.err
    assert str(db) in answer.err
    assert db.read_bytes() == before


def test_an_older_database_of_another_program_is_never_stepped_up(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside(
        db,
        "CREATE TABLE places (url TEXT)",
        "CREATE VIEW seen AS SELECT url FROM places",
        f"PRAGMA user_version = {VERSION}",
    )
    taken: list[int] = []
    program_of(monkeypatch, VERSION + 1, {VERSION: lambda connection: taken.append(VERSION)})
    with pytest.raises(StoreError, match="not a readtrack store"):
        make(db)
    assert taken == []
    assert set(schema(db)) == {"places", "seen"}
    assert number(db, "user_version") == VERSION
    assert [path.name for path in db.parent.iterdir()] == [db.name]


@pytest.mark.parametrize(
    "text", ["x\n", "Shopping: milk, eggs.\n", pytest.param("line\n" * 2000, id="long")]
)
def test_a_text_file_is_refused_and_left_alone(db: Path, text: str) -> None:
    db.write_text(text)
    answer = run(db, DAY, "add", "Emma", "--pages", "300")
    assert answer.code == 5
    assert "not a readtrack store" in answer.err
    assert db.read_text() == text


def test_a_folder_is_refused(tmp_path: Path) -> None:
    answer = run(tmp_path, DAY, "pace")
    assert answer.code == 5
    assert str(tmp_path) in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    for below in ("store.db", "folder/store.db"):
        answer = run(tmp_path / "file" / below, DAY, "pace")
        assert answer.code == 5
        assert str(tmp_path / "file" / below) in answer.err
        assert "Traceback" not in answer.err


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, open_folder: Path) -> None:
    make(tmp_path / "elsewhere.db")  # every module is imported by now
    open_folder.chmod(0o555)
    with not_as_root():
        answer = run(open_folder / "store.db", DAY, "add", "Emma", "--pages", "300")
        deeper = run(open_folder / "books" / "store.db", DAY, "add", "Emma", "--pages", "300")
    assert (answer.code, deeper.code) == (5, 5)
    assert "Permission denied" in answer.err
    assert list(open_folder.iterdir()) == []


def test_a_store_that_cannot_be_written_refuses_the_change(open_folder: Path) -> None:
    db = open_folder / "store.db"
    done(db, DAY, "add", "Emma", "--pages", "300")
    with unchanged(db):
        db.chmod(0o444)
        open_folder.chmod(0o555)
        with not_as_root():
            answer = run(db, DAY, "log", "emma", "20")
        open_folder.chmod(0o755)
        assert answer.code == 5
        assert str(db) in answer.err


def test_a_store_of_someone_else_is_refused(open_folder: Path) -> None:
    db = open_folder / "store.db"
    done(db, DAY, "add", "Emma", "--pages", "300")
    db.chmod(0o000)
    with not_as_root():
        answer = run(db, DAY, "pace")
    assert answer.code == 5
    assert str(db) in answer.err


def test_a_store_that_another_program_keeps_locked_is_refused_after_a_wait(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    with unchanged(db):
        monkeypatch.setattr(database, "PATIENCE", 0.05)
        with shell(db) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = run(db, DAY, "log", "emma", "20")
            assert run(db, DAY, "pace").code == 0, "looking does not wait for a writer"
            other.execute("ROLLBACK")
        assert answer.code == 5
        assert "Another program is writing" in answer.err
    done(db, DAY, "log", "emma", "20")


def test_an_empty_file_that_another_program_keeps_locked_is_refused(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    db.touch()
    with shell(db) as other:
        other.execute("BEGIN EXCLUSIVE")
        answer = run(db, DAY, "pace")
        other.execute("ROLLBACK")
    assert answer.code == 5
    assert "Another program is writing" in answer.err
    assert db.read_bytes() == b""


# Steps


def program_of(monkeypatch: pytest.MonkeyPatch, version: int, steps: dict[int, Step]) -> None:
    """Make this program one whose stores have `version`, with these steps to it."""
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "VERSION", version)
    monkeypatch.setattr(sqlite, "VERSION", version)
    monkeypatch.setattr(database, "VERSION", version)


def declared(name: str) -> str:
    return next(sql for sql in table_statements(dialect()) if sql.split("(")[0].split()[2] == name)


def make_older(db: Path) -> None:
    """A store with two loans, as a program had made it before settings and an index came in."""
    done(db, DAY, "add", "Emma", "--author", "Jane Austen", "--pages", "300", "--why", "a gift")
    done(db, DAY, "add", "Persuasion", "--audio", "8:20")
    done(db, DAY, "log", "emma", "60", "--minutes", "70")
    outside(
        db,
        "DROP TABLE settings",
        "DROP INDEX progress_by_loan",
        "DROP VIEW daily_minutes",
        "CREATE VIEW daily_minutes AS SELECT day, minutes FROM progress",
        "CREATE VIEW of_old AS SELECT title FROM books",
        "CREATE TRIGGER of_old_times AFTER INSERT ON books BEGIN SELECT 1; END",
    )


def add_settings(database: Database) -> None:
    database.run(declared("settings"))


def add_index(database: Database) -> None:
    database.run(declared("progress_by_loan"))


def fail(database: Database) -> None:
    database.run("DELETE FROM progress")
    database.run("DROP TABLE renewals")
    database.run("ALTER TABLE nowhere ADD COLUMN nothing TEXT")


@pytest.fixture
def older(db: Path) -> Path:
    make_older(db)
    return db


def test_an_upgraded_store_has_the_schema_of_a_fresh_one(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ("books", "loans", "renewals", "progress")
    before = {relation: rows(older, f"SELECT * FROM {relation}") for relation in kept}
    program_of(monkeypatch, VERSION + 2, {VERSION: add_settings, VERSION + 1: add_index})
    make(older)
    assert schema(older) == schema_of_fresh(older)
    assert number(older, "application_id") == APPLICATION_ID
    assert number(older, "user_version") == VERSION + 2
    assert contents(older) == {**EMPTY, **before}
    assert rows(older, "PRAGMA integrity_check") == [("ok",)]
    assert rows(older, "PRAGMA foreign_key_check") == []


def test_an_upgraded_store_is_in_use_again_and_undo_reaches_back_past_the_upgrade(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_of(monkeypatch, VERSION + 2, {VERSION: add_settings, VERSION + 1: add_index})
    done(older, DAY, "config", "cap", "3")
    for _ in range(4):
        done(older, DAY, "undo")
    assert contents(older) == EMPTY


def test_a_backup_is_made_beside_the_store_before_the_upgrade(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, before = schema(older), rows(older, "SELECT * FROM progress")
    program_of(monkeypatch, VERSION + 2, {VERSION: add_settings, VERSION + 1: add_index})
    with umask(0):
        make(older)
    (backup,) = older.parent.glob(f"{older.name}.*backup*")
    assert mode(backup) == 0o600
    assert schema(backup) == held
    assert number(backup, "user_version") == VERSION
    assert rows(backup, "SELECT * FROM progress") == before


def test_a_fresh_store_and_one_that_is_up_to_date_need_no_backup(db: Path) -> None:
    make(db)
    make(db)
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_each_step_and_its_version_are_one_transaction(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bool, bool]] = []

    def look_then(step: Step) -> Step:
        def both(database: Database) -> None:
            step(database)
            others = schema(older)  # what another connection sees meanwhile
            seen.append(
                (number(older, "user_version"), "settings" in others, "progress_by_loan" in others)
            )
            assert database.in_transaction

        return both

    steps = {VERSION: look_then(add_settings), VERSION + 1: look_then(add_index)}
    program_of(monkeypatch, VERSION + 2, steps)
    make(older)
    assert seen == [(VERSION, False, False), (VERSION + 1, True, False)]


def test_a_failing_step_leaves_the_file_as_it_was(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    done(db, DAY, "log", "emma", "60")
    before, held = everything(db), schema(db)
    program_of(monkeypatch, VERSION + 1, {VERSION: fail})
    answer = run(db, DAY, "pace")
    assert answer.code == 5
    assert str(db) in answer.err
    assert everything(db) == before
    assert schema(db) == held, "views and triggers are back as well"
    assert number(db, "user_version") == VERSION


def test_a_failing_second_step_keeps_the_first_and_goes_on_from_there(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(older, "SELECT * FROM progress")
    program_of(monkeypatch, VERSION + 2, {VERSION: add_settings, VERSION + 1: fail})
    with pytest.raises(StoreError):
        make(older)
    assert number(older, "user_version") == VERSION + 1
    assert "settings" in schema(older)
    assert "renewals" in schema(older)
    assert rows(older, "SELECT * FROM progress") == before

    program_of(monkeypatch, VERSION + 2, {VERSION: fail, VERSION + 1: add_index})
    make(older)
    assert schema(older) == schema_of_fresh(older)


def bring_up_in_threads(db: Path, count: int) -> None:
    start = threading.Barrier(count)

    def one(_: int) -> None:
        start.wait()
        make(db)

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(one, range(count)))


def test_several_that_upgrade_at_once_take_each_step_once(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []

    def counted(version: int, step: Step) -> Step:
        def both(database: Database) -> None:
            taken.append(version)
            step(database)

        return both

    program_of(
        monkeypatch,
        VERSION + 2,
        {VERSION: counted(1, add_settings), VERSION + 1: counted(2, add_index)},
    )
    bring_up_in_threads(older, 4)
    assert taken == [1, 2]
    assert number(older, "user_version") == VERSION + 2


def test_one_that_comes_late_to_an_upgrade_does_not_spoil_the_backup(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program_of(monkeypatch, VERSION + 2, {VERSION: add_settings, VERSION + 1: add_index})
    real = SqliteSchema.back_up
    calls = iter((True, False))
    second_is_here, first_is_done = threading.Event(), threading.Event()

    def slow(*given: Any) -> None:
        if next(calls):
            second_is_here.wait(0.3)
        else:
            second_is_here.set()
            first_is_done.wait(10)
        real(*given)

    monkeypatch.setattr(SqliteSchema, "back_up", slow)

    def one(_: int) -> None:
        try:
            make(older)
        finally:
            first_is_done.set()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(2)))
    with closing(sqlite3.connect(f"{older}.v{VERSION}.backup")) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (VERSION,)


# From version 1

WHOLE_WEEK = "mon,tue,wed,thu,fri,sat,sun"
AFTER = "2026-03-06"
"""The day after the last command of the program that wrote `data/version-1.db`."""


@pytest.fixture
def of_1(tmp_path: Path) -> Path:
    """A copy of a store that the program of version 1 has written."""
    return of_version(1, tmp_path)


def contents_of_1(db: Path) -> Rows:
    """What the reader said to version 1, less the setting that became a routine."""
    relations = ("books", "renewals", "progress")
    said = {relation: rows(db, f"SELECT * FROM {relation} ORDER BY 1") for relation in relations}
    return {**said, "settings": [row for row in rows(db, SETTINGS) if row[0] != "minutes_a_day"]}


def test_what_version_1_kept_is_kept_and_its_minutes_are_a_routine(of_1: Path) -> None:
    old = ("books", "renewals", "progress", "commands")
    before = {relation: rows(of_1, f"SELECT * FROM {relation}") for relation in old}
    make(of_1)
    after = everything(of_1)
    assert {relation: after[relation] for relation in old} == before
    assert [len(before[relation]) for relation in old] == [2, 1, 2, 10]
    assert after["settings"] == [("rest_days", "sun", None)]
    assert after["routines"] == [(1, "reading", 75, WHOLE_WEEK, "either", "2026-03-05")]
    assert after["away"] == after["asides"] == after["wishes"] == []
    with Store.open(str(of_1), NOON) as opened:
        library = opened.library()
    assert library.settings.rest_days == {6}
    (routine,) = library.routines
    assert (routine.minutes, routine.kind, routine.since) == (75, Kind.EITHER, date(2026, 3, 5))
    assert routine.weekdays == set(range(7))


def test_a_store_of_version_1_is_in_use_again(of_1: Path) -> None:
    assert "Business Adventures" in done(of_1, AFTER, "pace")
    done(of_1, AFTER, "log", "1", "60")
    assert len(contents(of_1)["progress"]) == 3
    done(of_1, AFTER, "undo")
    assert len(contents(of_1)["progress"]) == 2


def test_a_backup_of_version_1_is_beside_its_upgrade(of_1: Path) -> None:
    with shell(of_1) as connection:
        before = list(connection.iterdump())
    make(of_1)
    (backup,) = of_1.parent.glob("*.backup")
    assert backup.name == "store.db.v1.backup"
    assert mode(backup) == 0o600
    assert number(backup, "user_version") == 1
    with shell(backup) as connection:
        assert list(connection.iterdump()) == before


def test_upgrading_twice_is_upgrading_once(of_1: Path) -> None:
    make(of_1)
    before, after = {path: path.read_bytes() for path in of_1.parent.iterdir()}, everything(of_1)
    make(of_1)
    assert everything(of_1) == after
    assert {path: path.read_bytes() for path in of_1.parent.iterdir()} == before


def test_several_that_upgrade_version_1_at_once_make_one_routine(of_1: Path) -> None:
    bring_up_in_threads(of_1, 4)
    assert len(contents(of_1)["routines"]) == 1
    with closing(sqlite3.connect(f"{of_1}.v1.backup")) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize("value", [None, "0", "1441", "-5", "soon", ""])
def test_minutes_that_no_day_has_become_no_routine(of_1: Path, value: str | None) -> None:
    with shell(of_1) as connection:
        connection.execute("DELETE FROM settings WHERE key = 'minutes_a_day'")
        if value is not None:
            connection.execute("INSERT INTO settings VALUES ('minutes_a_day', ?)", (value,))
    make(of_1)
    assert contents(of_1)["routines"] == []
    assert contents(of_1)["settings"] == [("rest_days", "sun", None)]


@pytest.mark.parametrize("minutes", [1, 1440])
def test_the_fewest_and_the_most_minutes_become_a_routine(of_1: Path, minutes: int) -> None:
    outside(of_1, f"UPDATE settings SET value = '{minutes}' WHERE key = 'minutes_a_day'")
    make(of_1)
    assert [row[2] for row in contents(of_1)["routines"]] == [minutes]


def test_a_change_from_outside_before_the_upgrade_is_taken_back_after_it(of_1: Path) -> None:
    before = contents_of_1(of_1)
    outside(of_1, "UPDATE loans SET why = 'curious', due = '2026-04-01'", "DELETE FROM progress")
    make(of_1)
    assert "outside readtrack" in done(of_1, AFTER, "undo")
    assert contents_of_1(of_1) == before


def test_undo_takes_back_the_newest_command_of_version_1_and_redo_its_last_undo(of_1: Path) -> None:
    before = contents_of_1(of_1)
    assert "let go" in done(of_1, AFTER, "undo", "--redo")
    assert rows(of_1, "SELECT ending FROM loans WHERE id = 3") == [("let_go",)]
    assert "let go" in done(of_1, AFTER, "undo")
    assert contents_of_1(of_1) == before
    assert "renew" in done(of_1, AFTER, "undo")
    assert rows(of_1, "SELECT due FROM loans WHERE id = 3") == [("2026-03-17",)]
    assert contents(of_1)["renewals"] == []


def test_undo_goes_through_the_journal_of_version_1_and_redo_comes_back(of_1: Path) -> None:
    make(of_1)
    states = [contents(of_1)]
    for words in STANDING_IN_1:
        assert words in done(of_1, AFTER, "undo")
        states.append(contents(of_1))
    assert not any(contents_of_1(of_1).values())
    assert run(of_1, AFTER, "undo").code == 1
    for state in reversed(states[:-1]):
        done(of_1, AFTER, "undo", "--redo")
        assert contents(of_1) == state
        assert rows(of_1, "PRAGMA foreign_key_check") == []


STANDING_IN_1 = (
    "renew",
    "log The Hard Thing",
    "check out The Hard Thing",
    "log Business",
    "check out Business",
    "check out Business",
    "rest_days",
    "minutes_a_day",
)


def test_undoing_a_change_of_the_minutes_of_version_1_changes_the_routine(of_1: Path) -> None:
    outside(of_1, "UPDATE settings SET value = '90' WHERE key = 'minutes_a_day'")
    make(of_1)
    assert [row[2] for row in contents(of_1)["routines"]] == [90]
    done(of_1, AFTER, "undo")
    assert [row[2] for row in contents(of_1)["routines"]] == [75]
    assert contents(of_1)["settings"] == [("rest_days", "sun", None)]
    done(of_1, AFTER, "undo", "--redo")
    assert [row[2] for row in contents(of_1)["routines"]] == [90]


# From any version


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_store_is_brought_up_to_the_schema_of_a_fresh_one(
    tmp_path: Path, version: int
) -> None:
    db = of_version(version, tmp_path)
    assert number(db, "user_version") == version
    make(db)
    assert schema(db) == schema_of_fresh(db)
    assert (number(db, "user_version"), number(db, "application_id")) == (VERSION, APPLICATION_ID)
    assert rows(db, "PRAGMA journal_mode") == [("wal",)]
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert rows(db, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("version", range(1, VERSION))
def test_undoing_all_that_an_older_version_did_leaves_an_empty_store(
    tmp_path: Path, version: int
) -> None:
    db = of_version(version, tmp_path)
    while run(db, "2026-03-30", "undo").code == 0:
        pass
    assert contents(db) == EMPTY


OF_4 = (*OF_3, "settings", "snoozes", "asked")
STORED = {
    2: ("books", "renewals", "progress", "routines", "away", "asides", "wishes"),
    3: OF_3,
    4: OF_4,
    5: tuple(relation for relation in OF_4 if relation != "notices"),
}
NEW_COLUMNS: dict[int, tuple[str, list[tuple[object, ...]]]] = {
    2: ("SELECT DISTINCT estimated, untold FROM loans", [(0, 0)]),
    3: ("SELECT DISTINCT since FROM settings", [(None,)]),
    4: ("SELECT * FROM answers", []),
    5: ("SELECT until, renewals_left FROM loans", [(None, None)] * 4),
}
"""What no store of the version had, and what is there after it was brought up."""


@pytest.mark.parametrize("version", STORED)
def test_what_versions_2_to_5_stored_is_still_there(tmp_path: Path, version: int) -> None:
    db = of_version(version, tmp_path)
    before = up_to_5(db, *STORED[version])
    assert all(before.values())
    make(db)
    assert up_to_5(db, *STORED[version]) == before
    sql, expected = NEW_COLUMNS[version]
    assert rows(db, sql) == expected


@pytest.mark.parametrize(
    ("version", "later"), [(6, {"editions", "copies", "sources"}), (7, {"sources"}), (8, set())]
)
def test_what_versions_6_to_8_stored_is_still_there(
    tmp_path: Path, version: int, later: set[str]
) -> None:
    db = of_version(version, tmp_path)
    before = {name: rows(db, f"SELECT * FROM {name} ORDER BY 1") for name in EMPTY.keys() - later}
    assert all(before.values())
    make(db)
    loans = [(*loan, 0, 0) for loan in before["loans"]]
    assert contents(db) == EMPTY | before | {"loans": loans}


@pytest.mark.parametrize(
    "column",
    [
        "rating TEXT CHECK (rating IN ('a','b, c','d)'))",
        "rating TEXT CHECK (rating NOT IN ('x', 'y', 'z') AND length(rating) < 2)",
        "rating TEXT AS (CASE WHEN format IN ('print', 'ebook', 'magazine') THEN 'a' END)",
    ],
)
def test_a_column_that_the_reader_has_added_comes_along_with_its_rule(
    tmp_path: Path, column: str
) -> None:
    db = of_version(8, tmp_path)
    outside(db, f"ALTER TABLE loans ADD COLUMN {column}")
    if " AS " not in column:
        outside(db, "UPDATE loans SET rating = 'a'")
    before = rows(db, "SELECT id, rating FROM loans")
    make(db)
    assert rows(db, "SELECT id, rating FROM loans") == before
    with pytest.raises(sqlite3.Error, match=r"CHECK|generated"):
        outside(db, "UPDATE loans SET rating = 'xx'")


def test_a_row_that_breaks_a_rule_does_not_keep_a_store_from_coming_up(tmp_path: Path) -> None:
    db = of_version(8, tmp_path)
    with shell(db) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE loans SET start = 0.123 WHERE id = 1")
        connection.commit()
    make(db)
    assert rows(db, "SELECT start FROM loans WHERE id = 1") == [(0.123,)]
    with pytest.raises(sqlite3.Error, match="CHECK"):
        outside(db, "UPDATE loans SET start = 0.124 WHERE id = 1")


def test_the_loans_of_version_2_are_still_there(tmp_path: Path) -> None:
    db = of_version(2, tmp_path)
    of_2 = f"SELECT {COLUMNS_OF_5['loans'].removesuffix(', estimated, untold')} FROM loans"
    before = rows(db, of_2)
    make(db)
    assert rows(db, of_2) == before


def test_a_loan_that_version_2_ended_is_out_again_after_undo(tmp_path: Path) -> None:
    db = of_version(2, tmp_path)
    ended = "SELECT count(*) FROM loans WHERE ended IS NOT NULL"
    assert rows(db, ended) == [(1,)]
    while rows(db, ended) == [(1,)]:
        done(db, "2026-03-10", "undo")
    assert "Hard Thing" in done(db, "2026-03-10", "list")


def test_the_settings_of_version_3_have_no_day(tmp_path: Path) -> None:
    db = of_version(3, tmp_path)
    make(db)
    assert rows(db, SETTINGS) == [("cap", "3"), ("reserve", "20"), ("rest_days", "sun")]
    with Store.open(str(db), NOON) as opened:
        library = opened.library()
    assert (library.settings.reserve, library.reserve_since) == (20, None)


def test_undo_brings_back_a_setting_of_version_3_and_redo_its_day(tmp_path: Path) -> None:
    db = of_version(3, tmp_path)
    done(db, "2026-03-30", "config", "reserve", "30")
    reserve = "SELECT value, since FROM settings WHERE key = 'reserve'"
    assert rows(db, reserve) == [("30", "2026-03-30")]
    done(db, "2026-03-31", "undo")
    assert rows(db, reserve) == [("20", None)]
    done(db, "2026-03-31", "undo", "--redo")
    assert rows(db, reserve) == [("30", "2026-03-30")]


def test_the_backup_of_an_upgrade_overwrites_nothing(tmp_path: Path) -> None:
    db = of_version(4, tmp_path)
    strangers = db.with_name("store.db.v4.backup")
    strangers.write_text("mine")
    before = up_to_5(db, *OF_4)
    make(db)
    assert strangers.read_text() == "mine"
    assert up_to_5(db.with_name("store.db.v4-2.backup"), *OF_4) == before
