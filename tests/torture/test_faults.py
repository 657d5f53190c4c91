"""Full disks, stores that cannot be written, damage at any byte, and files of other programs."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Timer

import pytest

from tests.slow import few
from tests.store.contents import (
    KEPT,
    NOBODY,
    RECORD,
    Answer,
    contents,
    done,
    not_as_root,
    rows,
    run,
)
from tests.terminal import Home

from .conftest import Tell
from .desk import (
    WRITING,
    Change,
    a_desk,
    change,
    copied,
    counted,
    expect_sound,
    sizes,
    started,
    waited_for,
)

LOOKS = ("", "list", "pace --json", "due", "ways", "checkup", "doctor")
CHANGES = ("log dune +1", "add Kim --pages 300 --why x --anyway", "config buffer 1", "undo")
CODES = range(6)
KIB = 1024


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return a_desk(tmp_path_factory.mktemp("faults") / "desk")


def plainly(db: Path, today: str, line: str) -> Answer:
    """What a command says of a store in any state: always one of the codes, never a traceback."""
    answer = run(db, today, *line.split())
    assert answer.code in CODES, (line, answer)
    assert "Traceback" not in answer.err, (line, answer)
    if answer.code == 5 and line != "doctor":
        # Before it may stand what the command had done by then, such as ended a sitting.
        errors = [each for each in answer.err.splitlines() if each.startswith("readtrack: ")]
        assert len(errors) == 1, (line, answer)
    return answer


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of its own, with room for so many KiB. Skips where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@sizes(3, 30)
def test_a_full_disk_is_told_of_and_nothing_is_half_done(
    desk: Home, tmp_path: Path, size: int, tell: Tell
) -> None:
    ends, disk, line = Counter[str](), tmp_path / "disk", WRITING["import"]
    expected: Change = change(desk.folder, line, tmp_path / "spare")
    with small_disk(disk, 640):
        for step in range(size):
            home = copied(desk, disk / "home")
            free = shutil.disk_usage(disk).free
            # From no room at all to more than a command takes.
            (disk / "ballast").write_bytes(bytes(max(0, free - step * 120 * KIB // size)))
            ended = waited_for(started(home, line))
            assert "Traceback" not in ended.err
            assert ended.code in (0, 5), ended
            (disk / "ballast").unlink()
            found = contents(home.store)
            assert found == (expected.after if ended.code == 0 else expected.before), ended
            expect_sound(home.store)
            ends["done" if ended.code == 0 else "told"] += 1
    assert ends["told"]
    tell(f"faults: {size} imports on a disk that is full or nearly so: {counted(ends)}")


@pytest.mark.parametrize("line", LOOKS)
def test_what_is_kept_can_be_read_where_nothing_can_be_written(desk: Home, line: str) -> None:
    with folder_for_everyone() as folder:
        home = copied(desk, folder / "home")
        before = contents(home.store)
        home.store.chmod(0o444)
        home.folder.chmod(0o555)
        with not_as_root():
            answer = plainly(home.store, home.today, line)
            refused = plainly(home.store, home.today, CHANGES[0])
        assert answer.code in (0, 1)
        assert refused.code == 5
        assert contents(home.store) == before
        home.folder.chmod(0o755)


def test_a_link_in_a_place_that_cannot_be_written_leads_to_a_store_that_can(desk: Home) -> None:
    with folder_for_everyone() as folder:
        home = copied(desk, folder / "home")
        for each in (home.folder, home.store):
            os.chown(each, NOBODY, NOBODY)
        links = Home(folder / "links")
        links.store.unlink()
        links.store.symlink_to(home.store)
        links.folder.chmod(0o555)
        with not_as_root():
            assert plainly(links.store, home.today, CHANGES[0]).code == 0
            with closing(sqlite3.connect(home.store, isolation_level=None)) as other:
                other.execute("UPDATE books SET title = 'New'")
                assert "New" in plainly(links.store, home.today, "list").out
        links.folder.chmod(0o755)


@contextmanager
def folder_for_everyone() -> Iterator[Path]:
    """A folder that every user can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@sizes(4, 60)
def test_a_store_that_breaks_off_anywhere_is_told_of(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    whole = desk.store.read_bytes()
    for _ in range(size):
        db = tmp_path / "reading.db"
        db.write_bytes(whole[: chance.randrange(1, len(whole))])
        ends.update(said_of(db, desk.today))
    tell(f"faults: {size} stores that break off: {counted(ends)}")


@sizes(8, 200)
def test_a_damaged_byte_ends_no_command_in_a_traceback(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    whole = desk.store.read_bytes()
    for _ in range(size):
        db, data, at = tmp_path / "reading.db", bytearray(whole), chance.randrange(len(whole))
        data[at] ^= chance.randrange(1, 256)
        db.write_bytes(data)
        ends.update(said_of(db, desk.today))
    tell(f"faults: {size} stores with a byte flipped: {counted(ends)}")


STRANGE: dict[str, tuple[object, ...]] = {
    "TEXT": ("garbage", "", "2026-13-45", "[1, 2]", "{", None),
    "INTEGER": (-1, 0, 10**15, None),
    "REAL": (-1.0, 1e300, None),
}
"""Values, by the type of a column, that no readtrack has written."""


@sizes(8, 150)
def test_a_strange_value_ends_no_command_in_a_traceback(
    desk: Home, tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    ends = Counter[str]()
    cases = [
        (relation, column, value)
        for relation in (*KEPT, *RECORD, "asked")
        for column, kind in rows(
            desk.store, f"SELECT name, type FROM pragma_table_info('{relation}')"
        )
        for value in STRANGE[str(kind)]
    ]
    for relation, column, value in chance.sample(cases, min(size, len(cases))):
        db = Path(shutil.copy(desk.store, tmp_path / "reading.db"))
        if with_value(db, relation, str(column), value):
            ends.update(said_of(db, desk.today))
    tell(f"faults: {size} stores with a strange value: {counted(ends)}")


def with_value(db: Path, relation: str, column: str, value: object) -> bool:
    """Put the value into every row, past all checks; whether that could be done."""
    with closing(sqlite3.connect(db)) as connection, suppress(sqlite3.Error):
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f'UPDATE {relation} SET "{column}" = ?', (value,))
        connection.commit()
        return True
    return False


def said_of(db: Path, today: str) -> Iterator[str]:
    """How looks and changes end; a look that is refused leaves the file as it was."""
    for line in LOOKS:
        before = db.read_bytes()
        answer = plainly(db, today, line)
        yield "looks" if answer.code != 5 else "looks refused"
        if answer.code == 5:
            assert db.read_bytes() == before, (line, answer)
    for line in CHANGES:
        yield "changes" if plainly(db, today, line).code != 5 else "changes refused"
    for each in db.parent.glob(f"{db.name}*"):
        each.unlink()


def a_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT)")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a database": a_database,
    "a text": lambda path: path.write_text("a shopping list\n" * 100),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    "nothing but noise": lambda path: path.write_bytes(os.urandom(9000)),
    "the beginning of a database": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("kind", few([*FOREIGN], 2))
def test_what_is_no_store_is_told_of_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "reading.db"
    FOREIGN[kind](path)
    before = path.read_bytes() if path.is_file() else None
    home = Home(tmp_path)
    for line in (*LOOKS, *CHANGES):
        answer = plainly(home.store, home.today, line)
        assert answer.code == 5 or (line == "doctor" and answer.code == 1), (line, answer)
    assert waited_for(started(home, "pace")).code == 5
    assert before is None or path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("line", few(CHANGES))
def test_a_change_waits_for_another_program_and_is_done_then(
    desk: Home, tmp_path: Path, line: str
) -> None:
    home = copied(desk, tmp_path / "home")
    before = contents(home.store)
    with closing(sqlite3.connect(home.store, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        Timer(0.7, other.rollback).start()
        done(home.store, home.today, *line.split())
        assert time.monotonic() - began > 0.6
    assert contents(home.store) != before
    expect_sound(home.store)


def test_a_look_is_answered_while_another_program_writes(desk: Home, tmp_path: Path) -> None:
    home = copied(desk, tmp_path / "home")
    with closing(sqlite3.connect(home.store)) as other:
        other.execute("BEGIN IMMEDIATE")
        for line in LOOKS:
            assert plainly(home.store, home.today, line).code in (0, 1)
        assert rows(home.store, "SELECT count(*) FROM books") == [(3,)]
