"""What exports and backups may replace, and that an export is of one moment."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from readtrack.store.exchange import everything as exported
from readtrack.store.store import Store
from tests.cli.given import failed, given, less_example, process, such_as, tried
from tests.servers import where
from tests.slow import few
from tests.store.contents import NOON, everything, outside, rows
from tests.terminal import Home, command

WRITERS = ("export csv", "export json", "export ics", "backup")


@pytest.fixture
def emma(home: Home) -> Home:
    given(home, "add Emma --pages 300")
    return home


def in_shell(home: Home, line: str) -> tuple[int, str]:
    """What a shell makes of the line, in which `$R` is readtrack: exit code and standard error."""
    done = process(
        ["sh", "-c", line], {**home.environment(), "R": " ".join(command([]))}, cwd=home.folder
    )
    return done.returncode, done.stderr


@pytest.mark.files
@pytest.mark.parametrize("writer", WRITERS)
def test_the_store_is_never_replaced_whatever_it_is_called(emma: Home, writer: str) -> None:
    link, hard = emma.folder / "link", emma.folder / "hard"
    link.symlink_to(emma.store)
    hard.hardlink_to(emma.store)
    before = everything(emma.store)
    logs = [f"{emma.store}-wal", f"{emma.store}-shm"]
    for name in (emma.store, link, hard, *logs):
        assert failed(tried(emma, f"{writer} {name}"), 2) == (
            f"readtrack: {name} is a store in use, or belongs to one.\nName another file. "
            + such_as(emma, f"{writer} {Path(str(name)).with_suffix('.export')}")
        )
        assert everything(emma.store) == before
    assert not [log for log in logs if Path(log).exists()]


def test_another_store_is_not_replaced_while_it_has_a_log(emma: Home) -> None:
    other = emma.folder / "other.db"
    given(emma, f"backup {other}")
    Path(f"{other}-wal").touch()
    assert tried(emma, f"backup {other}").code == 2


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_is_replaced_by_its_own_kind_only(emma: Home, writer: str) -> None:
    file, empty = emma.folder / "file", emma.folder / "empty"
    empty.touch()
    given(emma, f"{writer} {file}", f"{writer} {file}", f"{writer} {empty}")
    written = file.read_bytes()
    others = [each for each in WRITERS if each != writer]
    for other in others:
        assert less_example(failed(tried(emma, f"{other} {file}"), 1)) == (
            f"readtrack: {file} is there already, and is nothing that this command wrote.\n"
            "Name another file.\n"
        )
    assert file.read_bytes() == written


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "text",
    [
        "a shopping list",
        "record;title\n",
        '{"schema": "another/1"}',
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//another//EN\r\n",
        "SQLite format 3\0" + "\0" * 100,
    ],
)
def test_a_file_of_somebody_elses_stays(emma: Home, writer: str, text: str) -> None:
    file = emma.folder / "precious"
    file.write_text(text, newline="")
    assert tried(emma, f"{writer} {file}").code == 1
    assert file.read_bytes() == text.encode()


@pytest.mark.parametrize("writer", few(WRITERS))
@pytest.mark.parametrize(
    "target", few(["/dev/stdout >> file", "/dev/fd/1 >> file", "/dev/fd/3 3>> file"])
)
def test_what_is_open_already_is_written_on(emma: Home, writer: str, target: str) -> None:
    file = emma.folder / "file"
    file.write_bytes(b"before\n")
    assert in_shell(emma, f"$R {writer} {target} && $R {writer} >whole -") == (0, "")
    assert file.read_bytes() == b"before\n" + (emma.folder / "whole").read_bytes()


@pytest.mark.parametrize("line", few([*(f"{writer} -" for writer in WRITERS), "list"]))
def test_a_closed_standard_output_is_said_in_one_line(emma: Home, line: str) -> None:
    assert in_shell(emma, f"$R {line} >&-") == (
        1,
        "readtrack: Cannot write the answer: Bad file descriptor.\n",
    )


@pytest.mark.parametrize("writer", few(WRITERS))
def test_a_file_is_written_with_standard_output_closed(emma: Home, writer: str) -> None:
    code, said = in_shell(emma, f"$R {writer} file >&-")
    assert (code, said[:5]) == (0, "Wrote")


def test_an_export_is_of_one_moment(emma: Home) -> None:
    with Store.open(where(emma.store), NOON) as store, store.database.snapshot():
        found = exported(store.database)
        first = next(found)
        given(emma, "add Dune --pages 200", "log dune 50")
        told = [first, *found]
    assert [row.values["title"] for row in told if row.relation == "books"] == ["Emma"]
    assert len(told) == 2
    assert len(rows(emma.store, "SELECT * FROM loans")) == 2


def damage(db: Path, relation: str) -> None:
    """Make the pages of a table nonsense."""
    outside(db, "PRAGMA journal_mode = DELETE")
    ((page,),) = rows(db, f"SELECT rootpage FROM sqlite_master WHERE name = '{relation}'")
    ((size,),) = rows(db, "PRAGMA page_size")
    assert isinstance(page, int)
    assert isinstance(size, int)
    with db.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.files
@pytest.mark.parametrize("words", [["csv"], ["json"], ["csv", "-"]])
def test_a_damaged_store_is_an_error_a_person_can_mend(emma: Home, words: Sequence[str]) -> None:
    damage(emma.store, "wishes")
    answer = emma.run("export", *words)
    assert answer.code == 5
    assert answer.err == (
        f"readtrack: {emma.store} is damaged: its parts do not fit together.\n"
        "Put a backup in its place: readtrack restore FILE\n"
    )
