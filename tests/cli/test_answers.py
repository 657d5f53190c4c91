"""Kept answers: served until something changes, and then never again."""

import io
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from readtrack import answers, stamp
from readtrack.store.backup import copy
from readtrack.store.cache import OF_HOLDS
from tests.cli.given import given as run_all
from tests.conftest import SEED
from tests.servers import on_file, refill, where
from tests.store.contents import begin, not_as_root, outside, rows, shell
from tests.terminal import Home, Screen, command, inside

QUESTIONS = [list(words) for words in answers.QUESTIONS]

COMMANDS = (
    "add Book{n} --pages 250 --days 14 --anyway --why x",
    "add Book{n} --audio 6:30 --time 14:05 --days 1 --anyway --why x",
    "add Book{n} --pages 90 --format print --days 5 --anyway --why x",
    "log 1 +12 --minutes 20",
    "log {loan} 30%",
    "log {loan} +5",
    "start {loan}",
    "stop +9",
    "stop",
    "renew {loan}",
    "return {loan}",
    "finish {loan}",
    "drop {loan}",
    "edit {loan} --due +9d",
    "edit {loan} --why because",
    "routine add bed{n} 25 --for text",
    "routine add walk{n} 40 --for audio --days mon-fri",
    "away {day}..{day}",
    "aside 20 LRB",
    "snooze {loan}",
    "later add Wish{n} --pages 200",
    "config reserve 20",
    "config buffer 4",
    "config rest_days sun",
    "config day_start 04:00",
    "config cap 3",
    "undo",
    "undo --redo",
    "remind --dry-run",
    "list",
    "ways",
)
SHELL = (
    "UPDATE loans SET due = '2026-03-19' WHERE ended IS NULL AND checked_out < '2026-03-19'",
    "UPDATE loans SET due_time = '09:30' WHERE ended IS NULL AND format <> 'print'",
    "UPDATE books SET title = title || 'x' WHERE id = 1",
    "DELETE FROM away",
    "DELETE FROM progress WHERE id = (SELECT max(id) FROM progress)",
    "INSERT INTO settings (key, value) VALUES ('buffer', '1') "
    "ON CONFLICT (key) DO UPDATE SET value = '1'",
    "UPDATE routines SET minutes = 50",
)
SURROUNDINGS = (
    {"COLUMNS": "80"},
    {"COLUMNS": "40"},
    {"COLUMNS": "120", "NO_COLOR": "1"},
    {"COLUMNS": "80", "TERM": "dumb"},
    {"COLUMNS": "80", "FORCE_COLOR": "1"},
    {"COLUMNS": "80", "COLORTERM": "truecolor"},
)


class Walk:
    """A reader who does and asks anything, at any moment."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.home, self.chance = Home(folder, "2026-03-02T09:00"), chance
        self.at = datetime.fromisoformat(self.home.today)
        self.number = 0
        self.question = ["pace"], SURROUNDINGS[0], False
        self.log: list[str] = []

    def step(self) -> None:
        """Change the store, or let time pass, or only look; then ask.

        What changes the store comes alone and is followed by the last question: an answer that
        is still served would be stale for this reason and no other.
        """
        chance = self.chance
        self.number += 1
        kind = chance.random()
        if kind < 0.5:
            line = chance.choice(COMMANDS).format(
                n=self.number, loan=chance.randint(1, 6), day=self.at.date()
            )
            self.log.append(f"{self.home.today} {line}")
            self.home.run(*line.split())
        elif kind < 0.6:
            statement = chance.choice(SHELL)
            self.log.append(f"{self.home.today} {statement}")
            outside(self.home.store, statement)
        elif kind < 0.75:
            self.at += timedelta(minutes=chance.choice((5, 60, 240, 240, 240, 1440)))
            self.home.today = self.at.isoformat(timespec="minutes")
        else:
            words, beside = chance.choice(QUESTIONS), chance.choice(SURROUNDINGS)
            self.question = words, beside, chance.random() < 0.5
        self.ask()

    def ask(self) -> None:
        """Ask the store, and a copy of it without a cached answer; both must say the same."""
        self.log.append(f"{self.home.today} {self.question}")
        afresh = self.home.store.with_name("afresh.db")
        if on_file():
            for old in afresh.parent.glob("afresh.db*"):
                old.unlink()
            copy(str(self.home.store), str(afresh))
        else:
            begin(afresh)
            refill(self.home.store, afresh)
        outside(afresh, f"DELETE FROM answers WHERE question NOT LIKE '{OF_HOLDS}%'")
        assert self.answer(*self.question, self.home.store) == self.answer(*self.question, afresh)

    def answer(
        self, words: list[str], beside: dict[str, str], terminal: bool, store: Path
    ) -> tuple[int, str, str]:
        out, err = (Screen(), Screen()) if terminal else (io.StringIO(), io.StringIO())
        environment = {**self.home.environment(), **beside, "READTRACK_DB": where(store)}
        code = inside(words, environment, out, err)
        return code, out.getvalue(), err.getvalue()


def walk(seed: int, steps: int) -> int:
    """Walk so many steps; how many answers were kept at the end."""
    with TemporaryDirectory() as folder:
        walker = Walk(Path(folder), Random(seed))
        try:
            walker.home.run("config", "cap", "4")
            walker.home.run("add", "Dune", "--pages", "400")
            for _ in range(steps):
                walker.step()
        except BaseException:
            print("\n".join(walker.log))  # noqa: T201
            raise
        return len(rows(walker.home.store, "SELECT 1 FROM answers"))


def test_an_answer_is_never_stale() -> None:
    assert walk(Random(SEED).randrange(2**32) if SEED else 1, steps=40) > 5


@pytest.mark.files
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_an_answer_is_never_stale_on_any_of_many_long_walks(seed: int) -> None:
    walk(seed, steps=250)


# By hand


@pytest.fixture
def dune(home: Home) -> Home:
    run_all(home, "add Dune --pages 400 --days 21")
    return home


def put_a_mark(home: Home) -> None:
    """Change what is kept, so that it shows where it is served."""
    outside(home.store, "UPDATE answers SET text = 'as kept'")


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_what_was_answered_is_served_until_something_changes(dune: Home, words: list[str]) -> None:
    first = dune.run(*words)
    assert dune.run(*words) == first
    put_a_mark(dune)
    assert dune.run(*words).out == "as kept"
    dune.ok("log", "dune", "10")
    assert dune.run(*words).out != "as kept"


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_no_answer_from_before_a_restore_is_given_after_it(home: Home, words: list[str]) -> None:
    """The journal begins again where the backup ends, so its numbers come up twice."""
    saved = home.folder / "saved.db"
    run_all(home, "add Emma --pages 300", f"backup {saved}", "log emma 50")
    home.ok(*words)
    run_all(home, f"restore {saved} --yes", "log emma 120")
    said = home.ok(*words)
    outside(home.store, "DELETE FROM answers")
    assert said == home.ok(*words)


def test_what_another_version_answered_is_not_served(
    dune: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = dune.ok()
    put_a_mark(dune)
    monkeypatch.setattr(stamp, "__version__", "0.0.1")
    assert dune.ok() == wanted


def test_news_is_told_once_and_not_kept(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "40", "--format", "print", "--days", "3")
    home.today = "2026-03-05"
    assert home.run("pace").err == "Dune is due today. See: readtrack due\n"
    assert [home.run("pace").err for _ in range(3)] == ["", "", ""]


def test_a_store_that_is_being_written_is_answered_and_nothing_is_kept(dune: Home) -> None:
    wanted = dune.ok()
    outside(dune.store, "DELETE FROM answers")
    with shell(dune.store) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert dune.ok() == wanted
        writer.execute("ROLLBACK")
    assert rows(dune.store, "SELECT * FROM answers") == []


@pytest.mark.files
def test_a_store_that_can_only_be_read_is_answered() -> None:
    with TemporaryDirectory() as folder:
        dune = Home(Path(folder))
        run_all(dune, "add Dune --pages 400 --days 21")
        wanted = dune.ok()
        outside(dune.store, "DELETE FROM answers")
        Path(folder).chmod(0o555)  # every user can enter
        dune.store.chmod(0o444)
        with not_as_root():
            assert [dune.ok(), dune.ok()] == [wanted, wanted]
        Path(folder).chmod(0o700)
        assert rows(dune.store, "SELECT * FROM answers") == []


def test_an_answer_that_did_not_arrive_is_not_kept(dune: Home) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    assert inside([], dune.environment(), Full(), io.StringIO()) == 1
    assert rows(dune.store, "SELECT * FROM answers WHERE question NOT LIKE 'prompt%'") == []


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_answer_in_another_encoding_is_the_same_again(dune: Home, encoding: str) -> None:
    environment = {**dune.environment(), "PYTHONIOENCODING": encoding}
    said = [
        subprocess.run(command([]), env=environment, capture_output=True, check=False).stdout
        for _ in range(3)
    ]
    assert said[0]
    assert len(set(said)) == 1


def test_a_command_that_crosses_the_days_start_keeps_yesterdays_line_for_yesterday(
    home: Home,
) -> None:
    home.ok("config", "day_start", "04:00")
    home.today = "2026-03-03T03:59"
    home.ok("add", "Dune", "--pages", "400", "--days", "9")
    (stamp,) = rows(home.store, "SELECT stamp FROM answers WHERE question LIKE 'prompt%'")[0]
    assert " 2026-03-02 " in str(stamp)
