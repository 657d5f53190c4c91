"""The line in a shell prompt tells the same numbers as the table, and is silent otherwise."""

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.slow import few
from tests.store.contents import done, everything, not_as_root, outside, rows, shell
from tests.terminal import Home


@pytest.fixture
def dune(home: Home) -> Home:
    home.ok("add", "Dune", "--pages", "400", "--due", "2026-03-23")
    return home


def said_of(row: dict[str, Any]) -> str:
    """What the prompt has to say of today for a loan of `pace --json`."""
    share, left = row["today"]["target"] - row["today"]["start"], row["today"]["left"]
    if not left and not share:
        return "ahead" if row["status"] == "ahead" else "nothing today"
    if not left:
        return "done for today"
    amount = {
        "pages": f"{left} p.",
        "percent": f"{left:g}%",
        "seconds": f"{round(left / 60) // 60}:{round(left / 60) % 60:02d}",
    }
    return f"{amount[row['unit']]} to go"


def agreed(home: Home) -> str:
    """What the prompt says of today, twice the same, once it is what `pace` says of the loan."""
    line = done(home.store, home.today, "prompt")
    assert done(home.store, home.today, "prompt") == line, "from what it has kept"
    out = json.loads(done(home.store, home.today, "pace", "--json"))["loans"]
    rows = [row for row in out if row["status"] not in ("expired", "finished")]
    busy = [row for row in rows if said_of(row) not in ("nothing today", "ahead")]
    row = (busy or rows)[0]
    title, _, said = line.strip().rpartition(": ")
    assert title == row["title"]
    today, _, when = said.rpartition(", ")
    assert today == said_of(row)
    return f"{today}, {when}"


@pytest.mark.files
def test_it_is_silent_without_a_store_and_makes_none(home: Home) -> None:
    home.store.unlink()
    assert home.ok("prompt") == ""
    assert not home.store.exists()


def test_it_is_silent_when_nothing_is_out_and_about_a_file_that_is_no_store(home: Home) -> None:
    home.ok("list")
    assert home.ok("prompt") == ""
    home.store.write_text("not a database, but long enough to look like something" * 20)
    assert home.ok("prompt") == ""


def test_it_tells_the_nearest_deadline_and_what_is_left_of_today(dune: Home) -> None:
    assert dune.ok("prompt") == "Dune: 20 p. to go, 21 d\n"
    dune.ok("log", "dune", "8")
    assert dune.ok("prompt") == "Dune: 12 p. to go, 21 d\n"
    dune.ok("log", "dune", "25")
    assert dune.ok("prompt") == "Dune: done for today, 21 d\n"
    dune.today = "2026-03-23"  # after 19 mornings on which nothing was read
    assert dune.ok("prompt") == "Dune: 10 p. to go, due today\n"
    dune.today = "2026-03-24"
    assert dune.ok("prompt") == ""


def test_a_title_is_shortened_and_not_obeyed(home: Home) -> None:
    home.ok("add", "A very long title \x1b[31m indeed with no end", "--pages", "100")
    line = home.ok("prompt")
    assert "\x1b" not in line
    assert line.startswith("A very long title ␛[31m…: 5 p. to go")


def test_it_is_silent_about_a_store_of_an_older_version_and_leaves_it_alone(home: Home) -> None:
    older = Path(__file__).parent.parent / "store" / "data" / "version-1.db"
    home.store.write_bytes(older.read_bytes())
    assert home.ok("prompt") == ""
    assert home.store.read_bytes() == older.read_bytes()
    assert [path.name for path in home.folder.iterdir()] == [home.store.name]


@pytest.mark.parametrize("rest", few(["mon,thu", "none", "sat,sun"]))
@pytest.mark.parametrize(
    "edition", few([["--pages", "411"], ["--audio", "13:37", "--speed", "1.5"], ["--percent"]])
)
def test_it_agrees_with_the_table_on_every_day_of_a_loan(
    home: Home, edition: list[str], rest: str
) -> None:
    home.run("config", "rest_days", rest)
    home.run("add", "Dune", *edition, "--time", "15:00")
    for day, place in (("2026-03-05", "10%"), ("2026-03-16", "41%"), ("2026-03-22", "83%")):
        home.today = day
        for word in (None, place):
            if word:
                home.run("log", "dune", word)
            row = json.loads(home.ok("pace", "--json"))["loans"][0]
            assert f"Dune: {said_of(row)}, " in home.ok("prompt")


def test_two_editions_are_one_title_here_too(dune: Home) -> None:
    dune.run("add", "Dune", "--audio", "20:00", "--days", "10")
    dune.run("log", "dune", "3:00")
    row = json.loads(dune.ok("pace", "--json"))["loans"][0]
    assert (row["unit"], row["today"]["left"]) == ("seconds", 0)
    assert dune.ok("prompt") == "Dune: done for today, 10 d\n"
    dune.run("return", "2")
    assert dune.ok("prompt") == "Dune: done for today, 21 d\n"


def test_it_does_not_wait_for_a_store_that_is_being_written(dune: Home) -> None:
    with closing(sqlite3.connect(dune.store)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert dune.ok("prompt") == "Dune: 20 p. to go, 21 d\n"


# With a routine


@pytest.fixture
def planned(dune: Home) -> Home:
    """Dune and a routine to read it in."""
    dune.ok("routine", "add", "bed", "30m", "--for", "text", "--days", "mon-fri")
    return dune


def kept(home: Home) -> list[tuple[object, ...]]:
    question = "question LIKE 'prompt%'"
    return rows(home.store, f"SELECT stamp, text FROM answers WHERE {question} ORDER BY id")


def test_with_a_routine_it_tells_the_part_of_todays_plan_and_keeps_it(planned: Home) -> None:
    assert agreed(planned).endswith(" p. to go, 21 d")
    ((stamp, line),) = kept(planned)
    assert " 2026-03-02 " in str(stamp)
    assert planned.ok("prompt") == line
    outside(planned.store, "UPDATE answers SET text = 'as kept'")
    assert planned.ok("prompt") == "as kept"
    planned.ok("log", "dune", "5")
    assert f"Dune: {agreed(planned)}\n" != line


@pytest.mark.slow
@pytest.mark.parametrize(
    "edition", [["--pages", "411"], ["--audio", "13:37", "--speed", "1.5"], ["--percent"]]
)
def test_with_routines_it_agrees_with_the_table_at_once_after_each_change(
    home: Home, edition: list[str]
) -> None:
    home.ok("config", "cap", "4")
    home.ok("add", "Dune", *edition, "--time", "15:00")
    for words in (
        "routine add bed 30m --for text --days mon-fri",
        "routine add walk 25m --for audio",
        "log dune 3%",
        "log dune +2% --minutes 20",
        "undo",
        "undo --redo",
        "add Emma --pages 300 --days 30",
        "add Villette --audio 9:00 --days 18",
        "routine edit bed --minutes 50 --for either",
        "routine edit bed --name sofa",
        "config reserve 30",
        "config rest_days mon",
        "config --default rest_days",
        "renew villette --days 21",
        "add Dune --pages 500 --days 12",
        "away 2026-03-02..2026-03-04",
        "away drop 1",
        "return 4",
        "finish emma",
        "edit dune --due +5d",
        "log dune 60%",
        "log dune end",
        "return dune",
        "undo",
        "undo",
        "routine drop walk",
        "routine drop sofa",
    ):
        done(home.store, home.today, *words.split())
        agreed(home)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE progress SET position = 1",
        "DELETE FROM progress",
        "UPDATE routines SET minutes = 5, since = '2026-03-01'",
        "INSERT INTO away (first, last) VALUES ('2026-03-02', '2026-03-02')",
        "INSERT INTO settings (key, value) VALUES ('reserve', '50')",
        "UPDATE loans SET length = 200",
        "DELETE FROM routines",
    ],
)
def test_with_a_routine_it_agrees_at_once_after_a_change_from_outside(
    planned: Home, statement: str
) -> None:
    planned.ok("log", "dune", "8")
    agreed(planned)
    before = everything(planned.store)
    outside(planned.store, statement)
    assert everything(planned.store) != before
    agreed(planned)


def test_a_loan_that_there_is_no_time_for_lets_another_speak_first(planned: Home) -> None:
    planned.run("add", "Emma", "--audio", "9:00", "--days", "7", "--anyway", "--why", "a gift")
    assert planned.ok("prompt").startswith("Dune: ")
    planned.ok("drop", "dune")
    assert agreed(planned) == "nothing today, 7 d"


def test_on_a_day_without_routine_and_away_there_is_nothing_today(planned: Home) -> None:
    planned.today = "2026-03-07"  # a Saturday
    assert agreed(planned) == "nothing today, 16 d"
    planned.today = "2026-03-09"
    assert agreed(planned).endswith("to go, 14 d")
    planned.ok("away", "2026-03-09..2026-03-10")
    assert agreed(planned) == "nothing today, 14 d"


def test_what_was_read_before_midnight_is_part_of_the_next_days_plan(planned: Home) -> None:
    planned.today = "2026-03-02T23:58"
    planned.ok("log", "dune", "100", "--yes")
    assert agreed(planned) == "done for today, 21 d"
    planned.today = "2026-03-03T00:02"
    assert agreed(planned).endswith("to go, 20 d")
    planned.ok("config", "day_start", "04:00")
    assert agreed(planned) == "done for today, 21 d"
    planned.today = "2026-03-03T04:00"
    assert agreed(planned).endswith("to go, 20 d")
    planned.today = "2026-03-02T23:58"
    assert agreed(planned) == "done for today, 21 d"


def test_the_plan_is_anew_when_a_timed_loan_lapses_between_two_prompts(home: Home) -> None:
    home.ok("routine", "add", "bed", "1:00", "--for", "text")
    home.ok("add", "Emma", "--pages", "100", "--days", "5", "--time", "14:05")
    home.ok("add", "Dune", "--pages", "200", "--days", "9", "--time", "14:05")
    home.today = "2026-03-07T14:04"
    agreed(home)
    record = everything(home.store)
    assert home.ok("prompt").startswith("Emma: ")
    beside = kept(home)[-1]
    home.today = "2026-03-07T14:05"
    line = home.ok("prompt")
    assert line.startswith("Dune: ")
    assert kept(home)[-1][1] == line != beside[1]
    agreed(home)
    assert everything(home.store) == record, "looking has written nothing down"


def test_a_routine_without_a_loan_says_nothing_and_keeps_that(home: Home) -> None:
    home.ok("routine", "add", "bed", "30m")
    assert home.ok("prompt") == ""
    assert [row[1] for row in kept(home)] == [""]


def test_what_it_keeps_is_no_command_and_nothing_to_undo(planned: Home) -> None:
    record = everything(planned.store)
    planned.ok("prompt")
    assert everything(planned.store) == record
    assert "add routine bed" in planned.ok("undo")
    assert planned.ok("prompt") == "Dune: 20 p. to go, 21 d\n"


def test_without_a_routine_it_keeps_its_line_too(dune: Home) -> None:
    line = dune.ok("prompt")
    assert [row[1] for row in kept(dune)] == [line]


def test_it_works_out_the_plan_while_another_program_writes(planned: Home) -> None:
    wanted = planned.ok("prompt")
    with shell(planned.store) as writer:
        writer.execute("DELETE FROM answers")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM routines")
        begin = monotonic()
        assert planned.ok("prompt") == wanted
        assert monotonic() - begin < 5, "a command would wait 10 seconds"
        writer.execute("ROLLBACK")
    assert kept(planned) == []
    assert planned.ok("prompt") == wanted
    assert len(kept(planned)) == 1


@pytest.mark.files
def test_a_prompt_from_before_a_change_cannot_pass_for_one_after_it(planned: Home) -> None:
    stale = planned.ok("prompt")
    held = kept(planned)
    planned.ok("log", "dune", "8")
    agreed(planned)
    with closing(sqlite3.connect(planned.store, isolation_level=None)) as other:
        other.execute("UPDATE answers SET stamp = ?, text = ?", held[0])
    assert planned.ok("prompt") != stale
    agreed(planned)


@pytest.mark.files
def test_a_store_that_can_only_be_read_gets_an_answer() -> None:
    with tempfile.TemporaryDirectory() as folder:  # that every user can enter
        db = Path(folder) / "store.db"
        done(db, "2026-03-02", "add", "Dune", "--pages", "400", "--due", "2026-03-23")
        done(db, "2026-03-02", "routine", "add", "bed", "30m", "--for", "text")
        wanted = done(db, "2026-03-02", "prompt")  # every module is imported by now
        assert wanted.startswith("Dune: ")
        outside(db, "DELETE FROM answers")
        db.chmod(0o444)
        Path(folder).chmod(0o777)
        for _ in range(2):
            with not_as_root():
                assert done(db, "2026-03-02", "prompt") == wanted
        assert rows(db, "SELECT * FROM answers") == []
