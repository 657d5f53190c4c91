"""Stores that cannot be what the program has written: told of in a true line, and left alone."""

import os
import shutil
from pathlib import Path

import pytest

from tests.store.contents import done, outside, run

pytestmark = pytest.mark.files

TODAY = "2026-03-02"
SCHEMA = "PRAGMA writable_schema = ON"
UNCHECKED = "PRAGMA ignore_check_constraints = ON"

STATEMENTS = {
    "a negative version": ["PRAGMA user_version = -3"],
    "no version": ["PRAGMA user_version = 0"],
    "a version to come": ["PRAGMA user_version = 99"],
    "another program": ["PRAGMA application_id = 77"],
    "a title that is no text": ["UPDATE books SET title = CAST(x'ff41' AS TEXT)"],
    "a table that is gone": ["DROP TABLE progress"],
    "a view that is gone": ["DROP VIEW checkouts_out"],
    "a column of another name": ["ALTER TABLE books RENAME COLUMN title TO name"],
    "a schema that breaks off": [
        SCHEMA,
        "UPDATE sqlite_master SET sql = 'CREATE TABLE loans (x' WHERE name = 'loans'",
    ],
    "a schema that is no text": [
        SCHEMA,
        "UPDATE sqlite_master SET sql = CAST(x'43524541544520ff' AS TEXT) WHERE name = 'loans'",
    ],
    "a due date that is none": [UNCHECKED, "UPDATE loans SET due = 'nonsense'"],
    "a format that is none": [UNCHECKED, "UPDATE loans SET format = 'scroll'"],
}
CUTS = (1, 99, 511, 512, 4096, 5000, 20_000)
COMMANDS = ("", "list", "pace --json", "log 1 +1", "config cap 3", "add X --pages 9")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("damage") / "whole.db"
    done(db, TODAY, "add", "Dune", "--pages", "400")
    done(db, TODAY, "log", "dune", "10")
    return db


def refused(db: Path) -> None:
    """No command takes the store, and none changes it."""
    before = db.read_bytes()
    for command in COMMANDS:
        answer = run(db, TODAY, *command.split())
        assert (answer.code, answer.out) == (5, ""), (command, answer)
        assert answer.err.startswith("readtrack: ")
        assert "Traceback" not in answer.err
        assert "can be written" not in answer.err
        assert db.read_bytes() == before
    assert run(db, TODAY, "prompt").code == 0


@pytest.mark.parametrize("damage", STATEMENTS)
def test_a_store_that_is_damaged_is_told_of_and_left_alone(
    whole: Path, tmp_path: Path, damage: str
) -> None:
    db = Path(shutil.copy(whole, tmp_path / "store.db"))
    outside(db, *STATEMENTS[damage])
    if damage in ("a table that is gone", "a view that is gone", "a column of another name"):
        answer = run(db, TODAY, "pace")
        assert answer.code == 5
        assert " is damaged: " in answer.err
    else:
        refused(db)


@pytest.mark.parametrize("length", CUTS)
def test_a_store_that_breaks_off_is_told_of_and_left_alone(
    whole: Path, tmp_path: Path, length: int
) -> None:
    db = tmp_path / "store.db"
    db.write_bytes(whole.read_bytes()[:length])
    refused(db)


def test_one_byte_is_no_store(tmp_path: Path) -> None:
    db = tmp_path / "store.db"
    db.write_bytes(os.urandom(1))
    refused(db)
