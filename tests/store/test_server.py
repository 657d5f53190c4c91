"""What is true of a store on a server alone: roles, psql, two at once, and a server that goes."""

import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import urlencode

import pytest
from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from readtrack.errors import StoreError, UsageError
from readtrack.model import Book
from readtrack.store.address import Address
from readtrack.store.database import connect
from readtrack.store.migrations import bring_up
from readtrack.store.postgres import Postgres
from readtrack.store.store import Store
from readtrack.store.views import VIEWS
from readtrack.store.waiting import AT_MOST, in_time
from tests.pages import MANUAL, README
from tests.servers import NOBODY, OWNER, Server, running

from .contents import NOON, Answer, run

pytestmark = [pytest.mark.server, pytest.mark.files]

DAY = "2026-03-02"


@pytest.fixture
def anna(server: Server) -> str:
    """A store with Emma, 300 pages and read to 20."""
    address = no_store(server, "anna")
    ok(address, "add", "Emma", "--pages", "300")
    ok(address, "log", "emma", "20")
    return address


def no_store(server: Server, reader: str) -> str:
    """The address of a reader who has no store yet."""
    server.psql(f"DROP SCHEMA IF EXISTS {reader} CASCADE")
    return server.address(reader)


def tried(address: str, *words: str) -> Answer:
    return run(address, DAY, *words)  # type: ignore[arg-type]


def ok(address: str, *words: str) -> str:
    answer = tried(address, *words)
    assert answer.code == 0, answer
    return answer.out


def exported(address: str) -> str:
    """Everything that is stored, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.json"
        ok(address, "export", "json", str(file))
        return file.read_text()


# Addresses


@pytest.mark.parametrize(
    ("text", "name", "reader"),
    [
        ("postgresql://h/b", "postgresql://h/b", None),
        ("postgres://u:s3cret@h:5433/b", "postgres://u@h:5433/b", None),
        ("postgresql://u:s3cret@h/b?reader=anna", "postgresql://u@h/b?reader=anna", "anna"),
        ("postgresql://h/b?password=s3cret&user=u", "postgresql://h/b?user=u", None),
        ("postgresql://h/b?reader=Mar%C3%ADa", "postgresql://h/b?reader=Mar%C3%ADa", "María"),
    ],
)
def test_an_address_is_shown_without_its_password(text: str, name: str, reader: str | None) -> None:
    address = Address.read(text)
    assert (address.name, address.reader) == (name, reader)
    said = "password s3cret is wrong"
    assert ("s3cret" in address.without_secrets(said)) is ("s3cret" not in text)


@pytest.mark.parametrize("text", ["postgresql://u:s3@cret@h/b", "postgresql://h/b?reader="])
def test_an_address_that_can_be_read_two_ways_is_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as error:
        Address.read(text)
    assert "cret" not in f"{error.value.what} {error.value.remedy}"


def test_no_password_is_printed_when_nobody_answers() -> None:
    answer = tried("postgresql://anna:s3cret@127.0.0.1:1/books", "pace")
    assert answer.code == 5
    assert answer.err.startswith("readtrack: Cannot reach postgresql://anna@127.0.0.1:1/books: ")
    assert "s3cret" not in answer.err


@pytest.mark.parametrize("busy", [False, True], ids=["says nothing", "accepts nobody"])
def test_a_prompt_does_not_wait_for_a_server_that_is_silent(tmp_path: Path, busy: bool) -> None:
    """Whatever the prompt does after its first look ends at the same moment."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(8 * busy):
            other = stack.enter_context(socket.socket())
            other.setblocking(False)
            other.connect_ex(server.getsockname())
        slow = prompted(f"postgresql://127.0.0.1:{server.getsockname()[1]}/books")
    assert slow < prompted(str(tmp_path / "none.db")) + AT_MOST + 1


def prompted(store: str) -> float:
    """Seconds that a prompt takes which has nothing to say."""
    words, begin = [sys.executable, "-m", "readtrack", "prompt"], monotonic()
    environment = {**os.environ, "READTRACK_DB": store}
    done = subprocess.run(words, env=environment, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return monotonic() - begin


# Roles


def test_a_role_that_may_not_make_a_schema_is_told_who_can(server: Server) -> None:
    server.psql("DROP ROLE IF EXISTS bob", "CREATE ROLE bob LOGIN")
    answer = tried(server.address(role="bob"), "add", "Kim", "--pages", "9")
    assert answer.code == 5
    assert 'CREATE SCHEMA "bob" AUTHORIZATION "bob"' in answer.err


def test_a_role_that_may_read_looks_and_changes_nothing(server: Server, anna: str) -> None:
    server.psql(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'carl') "
        "THEN CREATE ROLE carl LOGIN; END IF; END $$",
        "GRANT USAGE ON SCHEMA anna TO carl",
        "GRANT SELECT ON ALL TABLES IN SCHEMA anna TO carl",
    )
    carl = server.address("anna", "carl")
    assert ok(carl, "pace") == ok(anna, "pace")
    before = exported(anna)
    answer = tried(carl, "log", "emma", "60")
    assert answer.code == 5
    assert answer.err.startswith("readtrack: You may not do that in ")
    assert exported(anna) == before


def test_a_schema_of_another_program_is_refused(server: Server) -> None:
    server.psql(
        "DROP SCHEMA IF EXISTS shop CASCADE", "CREATE SCHEMA shop CREATE TABLE goods (n int)"
    )
    for words in (["pace"], ["add", "Kim", "--pages", "9"]):
        answer = tried(server.address("shop"), *words)
        assert answer.code == 5
        assert "is not a readtrack store" in answer.err


def test_a_store_of_a_newer_version_is_refused(server: Server, anna: str) -> None:
    server.psql("COMMENT ON TABLE anna.commands IS 'readtrack store, version 99'")
    assert "written by a newer readtrack" in tried(anna, "pace").err


# What is declared


def test_a_new_store_has_what_is_declared(server: Server, anna: str) -> None:
    with connect(anna) as database:
        made = database.schema().found()
    kinds = ("table", "constraint", "index")
    wanted: dict[str, set[str]] = {"view": set(VIEWS), **{kind: set() for kind in kinds}}
    for table in SQLModel.metadata.sorted_tables:
        wanted["table"].add(table.name)
        wanted["index"] |= {str(index.name) for index in table.indexes}
        wanted["constraint"] |= {
            f"{table.name}.{each.name}" for each in table.constraints
            if isinstance(each, CheckConstraint)
        }  # fmt: skip
        columns = ", ".join(f"{column.name} " for column in table.columns)
        told = ", ".join(f"{part.split()[0]} " for part in made[table.name][1].split(", "))
        assert told == columns, "in order"
    for kind, names in wanted.items():
        found = {name for name, (is_kind, _) in made.items() if is_kind == kind}
        extra = {name for name in found - names if not name.endswith(("_pkey", "_fkey"))}
        assert (extra, names - found) == (set(), set()), kind
    loans = made["loans"][1]
    for words in ("due date NOT NULL", "due_time text COLLATE C", "until double precision"):
        assert words in loans


# psql


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE anna.loans SET why = 'psql', due = '2026-06-01'"],
        ["DELETE FROM anna.progress"],
        ["TRUNCATE anna.progress"],
        ["INSERT INTO anna.books (title, key, authors) VALUES ('Kim', 'kim', '[]')"],
        ["UPDATE anna.progress SET id = id + 100"],
        ["DELETE FROM anna.progress", "DELETE FROM anna.loans", "DELETE FROM anna.books"],
    ],
    ids=str,
)
def test_what_is_changed_in_psql_is_undone_like_any_other_change(
    server: Server, anna: str, statements: list[str]
) -> None:
    before = exported(anna)
    server.psql(*statements)
    assert exported(anna) != before
    assert "outside readtrack" in ok(anna, "undo")
    assert exported(anna) == before
    ok(anna, "undo", "--redo")
    ok(anna, "undo")
    assert exported(anna) == before


# Two at once


def test_two_that_add_to_the_last_slot_at_once_do_not_both_get_it(
    server: Server, anna: str, tmp_path: Path
) -> None:
    def add(title: str) -> int:
        home = tmp_path / title
        home.mkdir()
        environment = {
            **os.environ,
            "HOME": str(home),
            "READTRACK_DB": anna,
            "READTRACK_TODAY": DAY,
        }
        words = [sys.executable, "-m", "readtrack", "add", title, "--pages", "90"]
        return subprocess.run(words, env=environment, capture_output=True, check=False).returncode

    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with ThreadPoolExecutor(2) as pool:
        with connect(anna) as other, other.transaction():
            found = pool.map(add, ("Kim", "Persuasion"))
            end = monotonic() + 8
            while server.psql(waiting).strip() != "2":  # both have seen that a slot is free
                assert monotonic() < end
        assert sorted(found) == [0, 3]


def test_two_that_make_a_store_at_once_make_one(server: Server) -> None:
    address = no_store(server, "twins")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(bring_up, [address] * 4)) == [None] * 4
    assert ok(address, "list")


def test_who_cannot_have_the_lock_is_told_so(server: Server, anna: str) -> None:
    with connect(anna) as other, other.transaction(), Postgres(anna, 1) as database:
        database.wait(0.05)
        with pytest.raises(StoreError, match="Another program is writing"), database.transaction():
            raise AssertionError("it is not to be had")


# A server that goes


def test_a_command_whose_connection_broke_before_its_end_is_not_begun(
    server: Server, anna: str
) -> None:
    before = exported(anna)

    def break_off(store: Store) -> None:
        with store.command("half"):
            store.add(Book(0, "Half"))
            server.psql(END_ALL)
            store.set("cap", "9")

    with (
        Store.open(anna, NOON) as store,
        pytest.raises(StoreError, match=r"broke\. Nothing was changed"),
    ):
        break_off(store)
    assert exported(anna) == before


END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = 'readtrack' AND pid <> pg_backend_pid()"
)


def test_a_command_that_was_done_when_the_connection_broke_counts_as_done(
    server: Server, anna: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to the COMMIT is what gets lost."""
    real = Postgres._run

    def lost(self: Postgres, sql: str, *values: object) -> object:
        made = real(self, sql, *values)  # type: ignore[arg-type]
        if sql == "COMMIT":
            server.psql(END_ALL)
            real(self, "SELECT 1")
        return made

    with Store.open(anna, NOON) as store:
        monkeypatch.setattr(Postgres, "_run", lost)
        with store.command("whole"):
            store.add(Book(0, "Whole"))
        monkeypatch.undo()
        assert store.commands(1)[0].words == "whole"
    assert "Whole" in exported(anna)


# Between engines


def test_a_store_goes_to_a_server_and_back_and_is_the_same(server: Server, tmp_path: Path) -> None:
    file, there = str(tmp_path / "old.db"), no_store(server, "moved")
    for words in (
        ["add", "Emma", "--pages", "300", "--author", "Jane Austen"],
        ["log", "emma", "20", "--minutes", "30"],
        ["config", "cap", "4"],
        ["undo"],
        ["later", "add", "Dune", "--pages", "400"],
    ):
        ok(file, *words)
    before = exported(file)
    assert "each compared" in ok(file, "move", "--to", there)
    assert exported(there) == before
    assert ok(there, "undo", "--list") == ok(file, "undo", "--list")
    back = str(tmp_path / "back.db")
    ok(there, "move", "--to", back)
    assert exported(back) == before
    assert ok(there, "doctor") == ok(back, "doctor") == "what\tremedy\n"
    assert tried(file, "move", "--to", there).code == 2, "there is something by now"


def test_a_backup_of_a_server_is_a_file_that_either_takes(
    server: Server, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "readtrack").mkdir()
    before, copy = exported(anna), str(tmp_path / "anna.backup")
    ok(anna, "backup", copy)
    assert exported(copy) == before
    ok(anna, "log", "emma", "60")
    later = exported(anna)
    said = ok(anna, "restore", copy, "--yes")
    assert exported(anna) == before
    ok(anna, "restore", said.splitlines()[-1].split()[-1], "--yes")
    assert exported(anna) == later
    ok(str(tmp_path / "file.db"), "restore", copy, "--yes")
    assert exported(str(tmp_path / "file.db")) == before


def test_the_doctor_makes_anew_what_is_missing_on_a_server(
    server: Server, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "readtrack").mkdir()
    server.psql(
        "DROP VIEW anna.shelf",
        "DROP TRIGGER journal_loans_insert ON anna.loans",
        "DROP INDEX anna.loans_by_book",
    )
    assert tried(anna, "doctor").out.count(" is missing.") == 3
    ok(anna, "doctor", "--fix")
    assert ok(anna, "doctor") == "what\tremedy\n"


def test_what_is_read_row_by_row_arrives_whole_within_a_transaction_and_without(anna: str) -> None:
    numbers = "SELECT n FROM generate_series(1, :last) AS n ORDER BY n"
    with connect(anna) as database:
        for last in (0, 1, 500, 1203):
            wanted = list(range(1, last + 1))
            assert [row["n"] for row in database.each(numbers, {"last": last})] == wanted
            with database.snapshot():
                assert [row[0] for row in database.each(numbers, {"last": last})] == wanted
        assert next(database.each(numbers, {"last": 1203}))["n"] == 1
        assert database.run("SELECT count(*) FROM pg_cursors")[0][0] == 0


def test_a_move_that_fails_leaves_nothing_in_the_new_place(
    server: Server, anna: str, tmp_path: Path
) -> None:
    file, there = str(tmp_path / "old.db"), no_store(server, "failed")
    ok(file, "add", "Emma", "--pages", "300")
    with connect(file) as database:
        database.run("PRAGMA ignore_check_constraints = ON")
        database.run("UPDATE loans SET length = -1")
    assert tried(file, "move", "--to", there).code != 0
    of_failed = "SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('failed')"
    assert server.psql(of_failed) == ""
    assert tried(file, "move", "--to", str(tmp_path / "new.db")).code != 0
    assert sorted(each.name for each in tmp_path.glob("new.db*")) == []


def test_two_that_bring_up_an_old_store_at_once_do_it_once(server: Server, anna: str) -> None:
    before = exported(anna)
    server.psql(
        "COMMENT ON TABLE anna.commands IS 'readtrack store, version 7'",
        "DROP TABLE anna.source_files, anna.sources",
        "ALTER TABLE anna.loans DROP COLUMN checkout_estimated CASCADE, "
        "DROP COLUMN format_assumed CASCADE",
    )
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring_up, [anna] * 4))
    assert exported(anna) == before
    assert ok(anna, "doctor") == "what\tremedy\n"


def test_a_second_look_of_a_prompt_has_what_the_first_one_left() -> None:
    over = monotonic() - 1
    assert in_time("postgresql://h/b", lambda: Event().wait(60), over) is None
    assert in_time("postgresql://h/b", lambda: 1, monotonic() + 60) == 1
    assert in_time("file.db", lambda: 1, over) == 1, "a file is waited for"


@pytest.fixture(scope="module")
def encrypted() -> Iterator[Callable[..., str]]:
    """Makes addresses of a server on a port, which has a certificate for books.example.org."""
    with running() as server, socket.create_server(("127.0.0.1", 0)) as free:
        key, certificate = server.data / "server.key", server.data / "server.crt"
        words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=books.example.org"
        made = [*words.split(), "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(made, check=True, capture_output=True)
        for each in (key, certificate):
            each.chmod(0o600)
            if os.geteuid() == 0:
                os.chown(each, NOBODY, NOBODY)
        port = free.getsockname()[1]
        free.close()
        server.stop()
        server.start("ssl=on", "listen_addresses=127.0.0.1", f"port={port}")
        root = server.folder / "root.crt"
        root.write_bytes(certificate.read_bytes())

        def address(host: str, **more: str) -> str:
            query = urlencode({"hostaddr": "127.0.0.1", "sslrootcert": root, **more})
            return f"postgresql://{OWNER}:s3cret@{host}:{port}/books?{query}"

        yield address


WORD = "The connection to books.example.org is not encrypted. To insist: sslmode=require"


@pytest.mark.parametrize(
    ("host", "mode", "words"),
    [
        ("books.example.org", "disable", [WORD]),
        ("books.example.org", "require", []),
        ("books.example.org", "verify-full", []),
        ("127.0.0.1", "disable", []),
    ],
)
def test_a_foreign_server_without_tls_gets_a_word(
    encrypted: Callable[..., str], host: str, mode: str, words: list[str]
) -> None:
    address = encrypted(host, sslmode=mode, reader=mode)
    ok(address, "add", "Emma", "--pages", "300")
    answer = tried(address, "list")
    assert "Emma" in answer.out
    assert answer.err.splitlines() == words


def test_another_server_than_the_certificate_says_is_refused(encrypted: Callable[..., str]) -> None:
    answer = tried(encrypted("other.example.org", sslmode="verify-full"), "pace")
    assert answer.code == 5
    assert "books.example.org" in answer.err
    assert "s3cret" not in answer.err


@pytest.mark.parametrize("page", [README, MANUAL / "trust.md"], ids=lambda page: page.name)
def test_the_lines_of_a_page_take_a_file_to_a_server(
    server: Server, tmp_path: Path, page: Path
) -> None:
    text = page.read_text("utf-8")
    block = next(each for each in text.split("```")[1::2] if "readtrack move" in each)
    address = no_store(server, "shared")
    lines = re.sub(r"'postgresql://[^']*'", lambda _: shlex.quote(address), block).splitlines()
    lines = [line for line in lines if line and not re.match("pipx? install ", line)]
    assert 3 <= len(lines) <= 5
    laptop, desktop = str(tmp_path / "laptop.db"), lines[-2:]
    ok(laptop, "add", "Emma", "--pages", "300")
    assert "Emma" in in_shell(tmp_path, *lines, READTRACK_DB=laptop)
    assert in_shell(tmp_path / "desktop", *desktop) == in_shell(tmp_path, *desktop)


def in_shell(home: Path, *lines: str, **beside: str) -> str:
    """What a shell prints for the lines, with a home folder of its own."""
    home.mkdir(exist_ok=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(home), "READTRACK_TODAY": DAY, **beside}
    done = subprocess.run(
        ["sh", "-e"],
        input="\n".join(lines),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_server_whose_disk_is_full_takes_nothing_and_loses_nothing(
    server: Server, small_disk: Path
) -> None:
    server.psql("DROP SCHEMA IF EXISTS full_disk CASCADE")
    server.psql_file(f"CREATE TABLESPACE small LOCATION '{small_disk}';")
    address = f"{server.address('full_disk')}&options=-c%20default_tablespace%3Dsmall"
    try:
        ok(address, "add", "Emma", "--pages", "300")
        ok(address, "log", "emma", "20")
        fill = small_disk / "fill"
        with suppress(OSError), fill.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        anyway = ("--pages", "9", "--anyway", "--why", "y" * 400)
        answers = [tried(address, "add", f"Book {n} {'x' * 400}", *anyway) for n in range(20)]
        refused = [each for each in answers if each.code]
        assert refused, "the disk is full"
        assert all(each.code == 5 for each in refused), refused
        assert all(" has no room: could not extend file" in each.err for each in refused)
        assert all(each.err.endswith("Nothing was changed.\n") for each in refused)
        done = len(answers) - len(refused)
        assert int(server.psql("SELECT count(*) FROM full_disk.loans")) == 1 + done
        fill.unlink()
        ok(address, "log", "emma", "40")
        assert ok(address, "doctor") == "what\tremedy\n"
    finally:
        server.psql("DROP SCHEMA full_disk CASCADE")
        server.psql_file("DROP TABLESPACE small;")


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 2 MB for a server's files, which root alone can make."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", f"size=2m,mode=700,uid={NOBODY}", "tmpfs", name]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no disk can be mounted here")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)
