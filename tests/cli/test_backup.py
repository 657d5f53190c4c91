"""`backup` and `restore`: the whole store as one file, and the old one kept beside it."""

from pathlib import Path

from tests.cli.given import given, tried
from tests.store.contents import contents, everything, outside
from tests.terminal import Home


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
    answer = tried(home, f"restore {home.folder / 'b.db'}")
    assert (answer.code, answer.out) == (2, "")
    assert "--yes" in answer.err
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
    for file in (text, other, damaged, home.folder / "nowhere.db", home.store):
        answer = tried(home, f"restore {file} --yes")
        assert answer.code == 5, answer
        assert str(file) in answer.err
    assert everything(home.store) == before


def test_an_older_backup_is_brought_up_when_it_is_put_back(home: Home) -> None:
    old = Path(__file__).parent.parent / "store" / "data" / "version-2.db"
    given(home, f"restore {old} --yes")
    assert "Business Adventures" in {row[1] for row in contents(home.store)["books"]}
