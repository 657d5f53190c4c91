"""What the doctor says of a store, and what it mends."""

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.given import given
from tests.slow import few
from tests.store.contents import contents, done, outside, rows, run, schema
from tests.terminal import Answer, Home

pytestmark = pytest.mark.files

DAY = "2026-03-02"
SCHEMA = "PRAGMA writable_schema = ON"
UNCHECKED = "PRAGMA ignore_check_constraints = ON"
HEADER = "what\tremedy\n"
RESTORE = "\tPut a backup in its place: readtrack restore FILE\n"


@pytest.fixture
def dune(home: Home) -> Home:
    given(home, "add Dune --pages 400", "log dune 40")
    return home


def test_nothing_is_wrong_with_a_store_that_the_program_has_written(dune: Home) -> None:
    before = contents(dune.store)
    sentence = f"Nothing is wrong with {dune.store}."
    assert " ".join(dune.screen("doctor", columns=300).out.split()) == sentence
    assert dune.ok("doctor") == dune.ok("doctor", "--fix") == HEADER
    assert contents(dune.store) == before
    assert [file.name for file in dune.folder.glob("*.before-*")] == []


@pytest.mark.parametrize(
    ("statements", "said"),
    few(
        [
            (["DROP VIEW checkouts_out"], "The view checkouts_out is missing."),
            (["DROP INDEX loans_out"], "The index loans_out is missing."),
            (["UPDATE commands SET open = 1 WHERE id = 1"], "The journal has a command that never"),
            (
                ["DROP TRIGGER length_covers_progress"],
                "The trigger length_covers_progress is missing.",
            ),
            (
                ["DROP VIEW checkouts", "CREATE VIEW checkouts AS SELECT 1"],
                "The view checkouts is not what it should be.",
            ),
        ],
        2,
    ),
)
def test_what_can_be_made_anew_is_mended_after_a_backup(
    dune: Home, statements: list[str], said: str
) -> None:
    whole, before = schema(dune.store), contents(dune.store)
    outside(dune.store, *statements)
    found = dune.run("doctor")
    assert found.code == 1
    assert said in found.out
    assert "\treadtrack doctor --fix makes it anew\n" in found.out
    mended = dune.run("doctor", "--fix")
    kept = dune.folder / "reading.db.before-doctor"
    assert mended == Answer(HEADER, f"Mended. A backup from before is {kept}\n", 0)
    assert (schema(dune.store), contents(dune.store)) == (whole, before)
    assert contents(kept) == before
    assert dune.run("pace").code == 0


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DROP TABLE progress"], "The table progress is missing."),
        (["ALTER TABLE books RENAME COLUMN title TO t"], "The table books is not what it should"),
        (["UPDATE books SET title = CAST(x'ff' AS TEXT)"], " is damaged: its text cannot be"),
        ([UNCHECKED, "UPDATE loans SET due = 'x'"], "The file is damaged: CHECK constraint failed"),
        (
            [SCHEMA, "UPDATE sqlite_master SET sql = CAST(x'4352ff' AS TEXT) WHERE name = 'loans'"],
            "its text cannot be read.",
        ),
        (["DELETE FROM books"], "1 rows of loans belong to nothing."),
    ],
)
def test_what_cannot_be_made_anew_is_left_as_it_is(
    dune: Home, statements: list[str], said: str
) -> None:
    outside(dune.store, *statements)
    before = dune.store.read_bytes()
    for words in (["doctor"], ["doctor", "--fix"]):
        found = dune.run(*words)
        assert found.code == 1
        assert said in found.out
        assert RESTORE in found.out
        assert found.err == ""
    assert dune.store.read_bytes() == before


def test_dates_and_places_that_cannot_be_are_named(dune: Home) -> None:
    outside(
        dune.store,
        "DROP TRIGGER progress_within_length_on_update",
        "UPDATE progress SET position = 4000, day = '2026-05-01'",
    )
    dune.run("doctor", "--fix")
    troubles = json.loads(dune.run("doctor", "--json").out)["troubles"]
    assert [each["what"] for each in troubles] == [
        "Dune is logged on a day to come.",
        "Dune is past its end.",
    ]


def test_leftovers_are_done_away_with_and_copies_of_sync_programs_named(dune: Home) -> None:
    left = dune.folder / ".readtrack-abc"
    left.touch()
    copies = ["reading (1).db", "reading.sync-conflict-20260301.db", "reading (conflicted copy).db"]
    for name in copies:
        shutil.copy(dune.store, dune.folder / name)
    shutil.copy(dune.store, dune.folder / "reading of another.db")
    answer = dune.run("doctor", "--fix")
    assert not left.exists()
    for name in copies:
        assert f"{dune.folder / name} looks like a copy made by a program that syncs" in answer.out
    assert "another.db" not in answer.out


@pytest.mark.parametrize("content", [b"", b"x", b"text " * 300, b"SQLite format 3\0" * 99])
def test_what_is_no_store_is_called_so(home: Home, content: bytes) -> None:
    Path(home.store).write_bytes(content)
    answer = home.run("doctor", "--fix")
    assert (answer.code, answer.err) == (1, "")
    assert "readtrack store" in answer.out or "cannot be read" in answer.out
    assert home.store.read_bytes() == content


def test_where_there_is_no_store_none_is_made(home: Home) -> None:
    home.store.unlink()
    assert home.run("doctor").code == 1
    assert not home.store.exists()


def test_an_older_store_is_told_from_a_damaged_one(home: Home) -> None:
    old = Path(__file__).parents[1] / "store" / "data" / "version-4.db"
    shutil.copy(old, home.store)
    assert "The store is of version 4." in home.run("doctor").out
    assert rows(home.store, "PRAGMA user_version") == [(4,)]


def test_a_command_of_no_day_is_named(dune: Home) -> None:
    outside(dune.store, "UPDATE commands SET at = 'soon'")
    assert dune.run("doctor").out == f"{HEADER}The journal has a command of no day.{RESTORE}"


SYNCED = "is in a folder of {}; two computers that write it lose entries.\nKeep it on a server"


@pytest.mark.parametrize(
    ("folder", "mark", "program"),
    [("Dropbox (Personal)", None, "Dropbox"), ("OneDrive - Work", None, "OneDrive"),
     ("books", ".stfolder", "Syncthing"), ("Mobile Documents", None, "iCloud")],
)  # fmt: skip
def test_a_folder_that_a_program_syncs_is_noticed_once(
    tmp_path: Path, folder: str, mark: str | None, program: str
) -> None:
    db = tmp_path / folder / "data" / "reading.db"
    db.parent.mkdir(parents=True)
    if mark is not None:
        db.parent.with_name(mark).mkdir()
    first = run(db, DAY, "add", "Emma", "--pages", "300")
    assert SYNCED.format(program) in first.err
    assert run(db, DAY, "log", "emma", "20").err == ""
    assert run(db, DAY, "pace").err == ""
    assert f"in a folder of {program}" in run(db, DAY, "doctor").out


def test_a_copy_that_such_a_program_made_is_merged_in_and_twice_is_once(tmp_path: Path) -> None:
    db = tmp_path / "reading.db"
    done(db, DAY, "add", "Emma", "--pages", "300")
    copy = Path(shutil.copy(db, tmp_path / "reading (conflicted copy).db"))
    done(copy, DAY, "log", "emma", "20")
    done(db, DAY, "add", "Kim", "--pages", "90")
    line = next(line for line in run(db, DAY, "doctor").out.splitlines() if "syncs" in line)
    words = shlex.split(line.partition("readtrack ")[2])
    assert words == ["import", str(copy)]
    assert run(db, DAY, *words).code == 0
    after = contents(db)
    assert [row[3] for row in after["progress"]] == [20]
    assert len(after["loans"]) == 2
    assert "Nothing new" in run(db, DAY, *words).err
    assert contents(db) == after
