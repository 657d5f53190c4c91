"""`backup` and `restore`: the whole store as one file, and the old one kept beside it."""

import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from readtrack.store import backup
from tests.cli.given import failed, given, tried
from tests.store.contents import contents, everything, outside, rows, shell
from tests.terminal import Home, command, on_terminal

pytestmark = pytest.mark.files


def test_a_backup_put_back_is_the_store_it_was_made_of(home: Home) -> None:
    given(home, "add Emma --pages 300", "log emma 40")
    before = everything(home.store)
    copy = home.folder / "copy.db"
    assert tried(home, f"backup {copy}").err == f"Wrote the store to {copy}.\n"
    given(home, "drop emma")
    answer = tried(home, f"restore {copy} --yes")
    assert answer.code == 0
    assert everything(home.store) == before
    (old,) = home.folder.glob("reading.db.before-*")
    assert str(old) in answer.out
    assert contents(old)["loans"] != contents(home.store)["loans"]
    given(home, "undo")
    assert not contents(home.store)["progress"]


def test_a_backup_is_one_file_for_its_owner_alone(home: Home) -> None:
    given(home, "add Emma --pages 300", "backup")
    (copy,) = home.folder.glob("*.backup")
    assert copy.name == "reading.2026-03-02.backup"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert contents(copy) == contents(home.store)


def test_restoring_asks_and_elsewhere_wants_to_be_told(home: Home) -> None:
    given(home, "add Emma --pages 300", f"backup {home.folder / 'b.db'}")
    given(home, "drop emma")
    before = everything(home.store)
    assert "--yes" in failed(tried(home, f"restore {home.folder / 'b.db'}"), 2)
    assert home.screen("restore", str(home.folder / "b.db"), typed=["n"]).code == 130
    assert everything(home.store) == before
    assert home.screen("restore", str(home.folder / "b.db"), typed=["y"]).code == 0
    assert everything(home.store) != before


def test_what_is_no_store_is_not_restored(home: Home) -> None:
    given(home, "add Emma --pages 300")
    before = everything(home.store)
    text, other = home.folder / "text.db", home.folder / "other.db"
    text.write_text("no database")
    outside(other, "CREATE TABLE notes (text)")
    given(home, f"backup {home.folder / 'damaged.db'}")
    damaged = home.folder / "damaged.db"
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    for file in (text, other, damaged, home.folder / "nowhere.db", home.folder, home.store):
        answer = tried(home, f"restore {file} --yes")
        assert answer.code == 5, answer
        assert str(file) in answer.err
        assert "--db" not in answer.err
    assert everything(home.store) == before


def test_an_older_backup_is_brought_up_when_it_is_put_back(home: Home) -> None:
    old = Path(__file__).parent.parent / "store" / "data" / "version-2.db"
    given(home, f"restore {old} --yes")
    assert "Business Adventures" in {row[1] for row in contents(home.store)["books"]}


def test_a_second_backup_on_one_day_leaves_the_first(home: Home) -> None:
    given(home, "add Emma --pages 300", "backup", "undo", "backup", "backup")
    first, *others = [home.folder / f"reading.2026-03-02{end}.backup" for end in ("", "-2", "-3")]
    assert [row[1] for row in contents(first)["books"]] == ["Emma"]
    assert not any(contents(other)["books"] for other in others)


def test_a_store_that_is_not_there_is_not_backed_up(home: Home) -> None:
    home.store.unlink()
    for line in ("backup", "backup -", f"backup {home.folder / 'copy.db'}"):
        assert failed(tried(home, line), 5) == (
            f"readtrack: There is no store {home.store}.\nName another file, or begin one there: "
            f"readtrack --db {home.store} add 'Hard Times' --pages 304\n"
        )
    assert list(home.folder.iterdir()) == []


def test_a_terminal_is_not_shown_a_backup(home: Home) -> None:
    given(home, "add Emma --pages 300")
    for name in ("-", "/dev/stdout"):
        answer = on_terminal(command(["backup", name]), home.environment(), 80)
        assert (answer.code, answer.out) == (
            2,
            "readtrack: A backup is nothing to show.\nSuch as: readtrack backup saved.db\n",
        )


@pytest.mark.parametrize("damage", ["text", "cut", "page"])
def test_a_backup_takes_the_place_of_a_damaged_store(home: Home, damage: str) -> None:
    given(home, "add Emma --pages 300", "backup")
    before = everything(home.store)
    broken = {"text": b"a shopping list" * 9, "cut": home.store.read_bytes()[:20_000]}
    if damage == "page":
        with home.store.open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 4096)
    else:
        home.store.write_bytes(broken[damage])
    was = home.store.read_bytes()
    (copy,) = home.folder.glob("*.backup")
    answer = tried(home, f"restore {copy} --yes")
    assert answer.code == 0, answer
    assert everything(home.store) == before
    (kept,) = home.folder.glob("*before*")
    assert str(kept) in answer.out
    assert kept.stat().st_mode & 0o777 == 0o600
    assert damage == "page" or kept.read_bytes() == was


def test_a_damaged_store_is_kept_with_its_log(home: Home) -> None:
    given(home, "add Emma --pages 300", "backup")
    before = everything(home.store)
    with shell(home.store) as connection:
        connection.execute("UPDATE books SET title = 'Emma again'")
        shutil.copy(f"{home.store}-wal", home.folder / "log")
    shutil.copy(home.folder / "log", f"{home.store}-wal")
    home.store.write_bytes(b"a shopping list" * 9)
    (copy,) = home.folder.glob("*.backup")
    given(home, f"restore {copy} --yes")
    assert everything(home.store) == before
    (kept,) = home.folder.glob("*before*-wal")
    assert kept.read_bytes() == (home.folder / "log").read_bytes()


def test_a_restore_does_not_wait_for_ever(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    given(home, "add Emma --pages 300", "backup", "log emma 20")
    (copy,) = home.folder.glob("*.backup")
    before = everything(home.store)
    monkeypatch.setattr(backup, "PATIENCE", 0.1)
    with shell(home.store) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = tried(home, f"restore {copy} --yes")
    assert (answer.code, answer.err) == (
        5,
        f"readtrack: Another program is writing to {home.store}.\nTry again in a moment.\n",
    )
    assert everything(home.store) == before
    assert not list(home.folder.glob("*before*"))


def test_what_was_replaced_is_kept_however_often_in_one_second(home: Home) -> None:
    given(home, "add Emma --pages 300", "backup")
    (copy,) = home.folder.glob("*.backup")
    for page in ("10", "20"):
        given(home, f"log emma {page}", f"restore {copy} --yes")
    first, second = sorted(home.folder.glob("*before*"))
    given(home, f"restore {first} --yes")
    for store, place in ((first, 10), (second, 20), (home.store, 10)):
        assert rows(store, "SELECT position FROM progress") == [(place,)]
    assert len(list(home.folder.glob("*before*"))) == 3


def test_a_file_that_is_looked_at_stays_untouched_and_its_log_is_read(home: Home) -> None:
    given(home, "add Emma --pages 300")
    folder = home.folder / "theirs"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "notes.db")) as notes:
        notes.execute("PRAGMA journal_mode = WAL")
        notes.execute("CREATE TABLE notes (text)")
    with shell(home.store) as connection:
        connection.execute("UPDATE books SET title = 'Persuasion'")
        for end in ("", "-wal"):
            shutil.copy(f"{home.store}{end}", folder / f"copy.db{end}")
        connection.execute("UPDATE books SET title = 'Emma'")
    held = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert tried(home, f"restore {folder / 'notes.db'} --yes").code == 5
    given(home, f"restore {folder / 'copy.db'} --yes")
    assert [row[1] for row in contents(home.store)["books"]] == ["Persuasion"]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == held


def test_the_way_back_can_be_pasted_from_a_narrow_terminal(home: Home) -> None:
    home = Home(home.folder / "a folder with-many-hyphens and blanks in its long-winded name")
    given(home, "add Emma --pages 300", "backup")
    (copy,) = home.folder.glob("*.backup")
    shown = home.screen("restore", str(copy), "--yes", columns=40).out
    (old,) = home.folder.glob("*before*")
    (line,) = [line for line in shown.splitlines() if line.startswith("  readtrack ")]
    assert shlex.split(line) == ["readtrack", "restore", str(old)]
