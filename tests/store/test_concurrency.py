"""Many at once: the cap holds between processes, and nobody sees half a command."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readtrack.cli import add, checkout, log, sitting
from readtrack.model import Book, Format, Loan, Unit
from readtrack.planning import peak
from readtrack.store.store import Store
from tests.servers import on_file, where
from tests.slow import few

from .contents import NOON, contents, done, outside, rows, run, shell

DAY = "2026-03-02"
TITLES = ("Emma", "Villette", "Persuasion", "Middlemarch", "Carmilla", "Ulysses", "Dracula", "Kim")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "new" / "store.db"


def at_once(db: Path, commands: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
    """Exit code, standard output and error of a process a command, all running together."""
    hidden = ("READTRACK_DB", "READTRACK_TODAY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "readtrack", "--db", where(db), "--today", DAY, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for words in commands
    ]
    answers = []
    for process in started:
        out, err = process.communicate(timeout=60)
        answers.append((process.returncode, out, err))
    return answers


def expect_two_of_eight(db: Path) -> None:
    adds = [["add", title, "--pages", "200"] for title in TITLES]
    answers = at_once(db, adds)
    assert Counter(code for code, _, _ in answers) == {0: 2, 3: 6}, answers
    for code, out, err in answers:
        assert "Traceback" not in err
        assert (out == "") == (code == 3)
        assert (err in ("", f"A new store: {where(db)}\n")) == (code == 0), err
    inside = {title for title, (code, _, _) in zip(TITLES, answers, strict=True) if code == 0}
    assert {title for (title,) in rows(db, "SELECT title FROM checkouts_out")} == inside
    assert {row[1] for row in contents(db)["books"]} == inside, "no book without a loan"
    assert rows(db, "SELECT count(*), sum(open) FROM commands") == [(2, 0)]
    assert rows(db, "SELECT count(*) FROM journal WHERE command_id IS NULL") == [(0,)]
    if on_file():
        assert rows(db, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.files
@pytest.mark.slow
def test_eight_processes_on_no_store_yet_put_exactly_two_titles_out(db: Path) -> None:
    expect_two_of_eight(db)


def test_eight_processes_on_a_store_that_is_there_put_exactly_two_titles_out(db: Path) -> None:
    done(db, DAY, "config", "cap", "2")
    expect_two_of_eight(db)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(10))
def test_eight_processes_never_pass_the_cap_however_often(db: Path, turn: int) -> None:
    expect_two_of_eight(db)


@pytest.mark.slow
def test_processes_that_add_one_title_in_many_editions_make_one_book(db: Path) -> None:
    done(db, DAY, "config", "cap", "2")
    adds = [["add", "Emma", "--pages", "300"], ["add", "Emma", "--audio", "15:00"]] * 2
    assert [code for code, _, _ in at_once(db, adds)] == [0, 0, 0, 0]
    assert [row[1] for row in contents(db)["books"]] == ["Emma"]
    assert len(contents(db)["loans"]) == 4


@pytest.mark.slow
def test_processes_that_log_at_once_all_get_their_entry_in(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    logs = [["log", "emma", str(position)] for position in (10, 20, 30, 40)]
    assert [code for code, _, _ in at_once(db, logs)] == [0, 0, 0, 0]
    found = rows(db, "SELECT position FROM progress ORDER BY position")
    assert found == [(10,), (20,), (30,), (40,)]
    for _ in range(5):
        done(db, DAY, "undo")
    assert contents(db)["loans"] == contents(db)["progress"] == []


@pytest.mark.slow
def test_of_processes_that_stop_one_sitting_at_once_one_logs_it(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    done(db, DAY, "start", "emma")
    answers = at_once(db, [["stop", str(position)] for position in (10, 20, 30)])
    assert sorted(code for code, _, _ in answers) == [0, 4, 4]
    assert {err.splitlines()[0] for code, _, err in answers if code} == {
        "readtrack: Nothing is running."
    }
    assert len(contents(db)["progress"]) == 1
    assert contents(db)["sittings"] == []


def test_processes_that_start_at_once_leave_one_sitting(db: Path) -> None:
    for title in ("Emma", "Kim"):
        done(db, DAY, "add", title, "--pages", "300")
    at_once(db, [["start", title] for title in ("emma", "kim", "emma", "kim")])
    assert len(contents(db)["sittings"]) == 1


def test_a_sitting_that_another_terminal_replaces_is_not_stopped_for_it(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Emma", "Kim"):
        done(db, DAY, "add", title, "--pages", "300")
    done(db, DAY, "start", "emma")
    confirmed = log.confirmed

    def overtaken(*given: Any) -> float:
        monkeypatch.setattr(sitting, "confirmed", confirmed)
        done(db, DAY, "stop", "10")
        done(db, DAY, "start", "kim")
        return confirmed(*given)

    monkeypatch.setattr(sitting, "confirmed", overtaken)
    assert run(db, DAY, "stop", "20").code == 4
    assert rows(db, "SELECT loan_id FROM sittings") == [(2,)]
    assert rows(db, "SELECT position FROM progress") == [(10,)]


def test_processes_that_undo_at_once_each_take_back_a_command_of_their_own(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    for position in ("10", "20", "30", "40"):
        done(db, DAY, "log", "emma", position)
    answers = at_once(db, [["undo"]] * 4)
    assert [code for code, _, _ in answers] == [0, 0, 0, 0]
    assert len({out for _, out, _ in answers}) == 4
    assert contents(db)["progress"] == []
    assert len(contents(db)["loans"]) == 1


def let_emma_come_first(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have another command add Emma when the next one is about to check out."""
    check_out = checkout.check_out

    def overtaken(*given: object, **named: object) -> None:
        monkeypatch.setattr(add, "check_out", check_out)
        done(db, DAY, "add", "Emma", "--pages", "300")
        check_out(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(add, "check_out", overtaken)


def test_the_slot_that_is_taken_between_the_look_and_the_insert_is_not_given_twice(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(db, DAY, "config", "cap", "1")
    let_emma_come_first(db, monkeypatch)
    answer = run(db, DAY, "add", "Villette", "--pages", "500")
    assert answer.code == 3
    assert rows(db, "SELECT title FROM checkouts_out") == [("Emma",)]


@pytest.mark.parametrize(
    "line",
    few(
        [
            "add Villette --pages 900",
            "renew carmilla",
            "edit emma --pages 900",
            "edit carmilla --due 2026-06-01",
            "later borrow kim",
            "log emma 40",
            "start emma",
            "return emma",
            "away 2026-03-10..2026-03-20",
            "snooze emma",
            "routine add bed 10m",
            "config reserve 20",
        ],
        4,
    ),
)
def test_nothing_is_worked_out_while_others_wait_for_the_store(
    db: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    done(db, DAY, "config", "cap", "4")
    done(db, DAY, "add", "Emma", "--pages", "600")
    done(db, DAY, "add", "Carmilla", "--pages", "200", "--days", "1")
    done(db, DAY, "later", "add", "Kim", "--pages", "500")
    locked, command, problem = [False], Store.command, peak.LevelProblem.__init__
    worked_out = []

    @contextmanager
    def watched(*given: object, **named: object) -> Iterator[None]:
        with command(*given, **named):  # type: ignore[arg-type]
            locked[0] = True
            yield
            locked[0] = False

    def noticed(*given: object, **named: object) -> None:
        assert not locked[0], "this can take a search"
        worked_out.append(given)
        problem(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "command", watched)
    monkeypatch.setattr(peak.LevelProblem, "__init__", noticed)
    assert run(db, "2026-03-05", *line.split()).code == 0
    monkeypatch.undo()
    if line.startswith(("add", "renew", "later", "return", "away")):
        assert worked_out, "the watch is where the work is done"


def test_a_title_that_comes_in_between_the_look_and_the_insert_is_joined_not_doubled(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(db, DAY, "config", "cap", "1")
    let_emma_come_first(db, monkeypatch)
    answer = run(db, DAY, "add", "emma", "--audio", "15:00")
    assert answer.code == 0, "one title is one slot"
    assert [row[1] for row in contents(db)["books"]] == ["Emma"]
    assert rows(db, "SELECT book_id, count(*) FROM loans GROUP BY book_id") == [(1, 2)]


def test_who_looks_while_another_writes_sees_the_store_as_it_was(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    before = {words: done(db, DAY, *words) for words in (("pace",), ("list",), ("due",), ())}
    with shell(db) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE loans SET length = 400, due = '2026-03-04'")
        writer.execute("UPDATE books SET title = 'Half written'")
        assert {words: done(db, DAY, *words) for words in before} == before
        writer.execute("COMMIT")
    assert "Half written" in done(db, DAY, "pace")


@pytest.mark.slow
def test_who_reads_during_writing_sees_whole_commands_only(db: Path) -> None:
    """Each command checks a loan out and logs it; no reader finds one without the other."""
    commands, readers = 60, 3
    Store.open(where(db), NOON).__exit__(None, None, None)
    seen: set[int] = set()
    finished = threading.Event()

    def write() -> None:
        loan = Loan(
            0, Book(0, ""), Format.PRINT, Unit.PAGES, 300, date(2026, 3, 2), date(2026, 3, 23)
        )
        for turn in range(commands):
            with Store.open(where(db), NOON) as store, store.command(f"number {turn}"):
                book = Book(0, f"Book {turn}")
                book = book._replace(id=store.add(book))
                store.add_progress(store.add_loan(loan._replace(book=book)), NOON.today, 5, None)

    def read() -> None:
        while not finished.is_set():
            with Store.open(where(db), NOON) as store:
                # One statement is one look; a loan and its log are read by two.
                lone = store.rows(
                    "SELECT id FROM loans WHERE id NOT IN (SELECT loan_id FROM progress)"
                )
                assert lone == []
                seen.add(len(store.loans()))

    with ThreadPoolExecutor(readers + 2) as pool:
        reading = [pool.submit(read) for _ in range(readers)]
        writing = [pool.submit(write) for _ in range(2)]
        wait(writing)
        finished.set()
        for each in writing + reading:
            each.result()
    assert len(contents(db)["loans"]) == 2 * commands
    assert len(seen) > 1, "the readers did read while there was writing"


def test_a_process_that_is_killed_in_the_middle_leaves_nothing(db: Path) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    before = contents(db)
    script = (
        "import os, sys\n"
        "from datetime import datetime\n"
        "from readtrack.model import Book, Now\n"
        "from readtrack.store.store import Store\n"
        "instant = datetime(2026, 3, 2, 12).astimezone()\n"
        "with Store.open(sys.argv[1], Now(instant.date(), instant)) as store:\n"
        "    with store.command('half'):\n"
        "        store.add(Book(0, 'Half'))\n"
        "        store.set('cap', '9')\n"
        "        os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, where(db)], check=False)
    assert killed.returncode == 9
    assert contents(db) == before
    assert rows(db, "SELECT count(*) FROM commands WHERE open = 1") == [(0,)]
    outside(db, "UPDATE loans SET why = 'curious'")
    done(db, DAY, "undo")
    assert contents(db) == before


def test_a_change_decided_on_an_older_look_is_not_written_over_a_newer_one(tmp_path: Path) -> None:
    from readtrack.cli.edit import store_changed
    from readtrack.errors import ReadtrackError

    db = tmp_path / "reading.db"
    done(db, "2026-03-02", "add", "Emma", "--pages", "300")
    with Store.open(where(db), NOON) as store:
        loan = store.loan(1)
        assert loan is not None
        done(db, "2026-03-02", "return", "1")
        with pytest.raises(ReadtrackError, match="changed meanwhile"):
            store_changed(store, loan, loan._replace(why="late"), None)
    with Store.open(where(db), NOON) as store:
        assert store.loans() == []
