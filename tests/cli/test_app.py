"""The root: errors, completion, the glance."""

import json
import os
import subprocess

import pytest

from readtrack.cli.app import COMMANDS
from tests.cli.given import failed, less_example, process
from tests.terminal import Home, command

pytestmark = pytest.mark.files


def test_a_first_look_says_how_to_start(home: Home) -> None:
    assert home.ok() == (
        "Mon 2 Mar · 0 of 2 slots taken\n\n"
        "Nothing is checked out. Start with: readtrack add 'Hard Times' --pages 304\n"
        "To see what it does: readtrack demo. To read how: readtrack help first\n"
    )
    home.ok("add", "Emma", "--pages", "300")
    home.ok("return", "emma")
    assert home.ok().endswith(" readtrack add 'Hard Times' --pages 304\n")
    assert json.loads(home.ok("--json"))["schema"] == "readtrack.today/1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lgo"], "readtrack: No such command 'lgo'. Did you mean 'log'?\nSee: readtrack --help\n"),
        (
            ["show"],
            "readtrack: show needs a book, and there is none yet: "
            "readtrack add 'Hard Times' --pages 300\n",
        ),
        (["add", "x", "--pages", "many"], None),
        (["pace", "--what"], "readtrack: No such option: --what\nSee: readtrack pace --help\n"),
        (["--json", "pace"], "readtrack: --json goes after the command.\nreadtrack pace --json\n"),
        (
            ["--json", "export", "json"],
            "readtrack: export has no --json.\nSee: readtrack export --help\n",
        ),
        (["--today", "soon"], "readtrack: Cannot read 'soon' as today.\nWrite 2026-12-14.\n"),
    ],
)
def test_wrong_usage_is_two_lines_and_exit_code_2(
    home: Home, words: list[str], said: str | None
) -> None:
    answer = home.run(*words)
    assert (answer.out, answer.code) == ("", 2)
    assert said is None or less_example(answer.err) == said
    assert len(answer.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("words", "same"),
    [("li", "list"), ("lo dune 9", "log dune 9"), ("du", "due"), ("sh dune", "show dune")],
)
def test_what_looks_logs_or_adds_can_be_shortened(home: Home, words: str, same: str) -> None:
    home.ok("add", "Dune", "--pages", "300")
    assert home.run(*words.split()).out == home.run(*same.split()).out
    assert home.ok("ad", "Emma", "--pages", "90").startswith("Checked out: Emma")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "p",
            "p could be pace, plan or prompt.\nWrite more of the one you mean. "
            "What each is for: readtrack pace --help",
        ),
        (
            "l",
            "l could be log, list or later.\nWrite more of the one you mean. "
            "What each is for: readtrack log --help",
        ),
        ("und", "undo has to be written in full.\nWrite: readtrack undo 1"),
        ("ret", "return has to be written in full.\nWrite: readtrack return 1"),
        ("res", "restore has to be written in full.\nWrite: readtrack restore 1"),
        ("lists", "No such command 'lists'. Did you mean 'list'?\nSee: readtrack --help"),
    ],
)
def test_what_is_short_for_more_or_takes_back_is_not_guessed(
    home: Home, word: str, said: str
) -> None:
    answer = home.run(word, "1")
    assert (answer.out, answer.code, answer.err) == ("", 2, f"readtrack: {said}\n")


def test_a_file_that_is_no_store_is_refused_with_exit_code_5(home: Home) -> None:
    home.store.write_text("a shopping list" * 100)
    assert failed(home.run("pace"), 5) == (
        f"readtrack: {home.store} is not a readtrack store: it is no database.\n"
        "Name another file with --db or READTRACK_DB.\n"
    )


@pytest.mark.slow
def test_the_store_goes_to_the_data_folder_that_platformdirs_names(home: Home) -> None:
    import platformdirs

    environment = home.environment()
    del environment["READTRACK_DB"]
    environment["XDG_DATA_HOME"] = str(home.folder / "data")
    subprocess.run(command(["config", "cap", "3"]), env=environment, check=True)
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = environment["XDG_DATA_HOME"]
    try:
        folder = platformdirs.user_data_path("readtrack", appauthor=False)
    finally:
        os.environ.pop("XDG_DATA_HOME")
        if before is not None:
            os.environ["XDG_DATA_HOME"] = before
    assert (folder / "readtrack.db").exists()


def completions(home: Home, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    done = process(
        command([]),
        {
            **home.environment(),
            "_READTRACK_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
    )
    return [each.strip() for each in done.stdout.splitlines() if each.strip()]


def test_the_shell_completes_commands_and_titles(home: Home) -> None:
    home.ok("add", "Business Adventures", "--pages", "459")
    home.ok("add", "Dune", "--pages", "459", "--anyway", "--why", "x")
    home.ok("return", "dune")
    assert set(completions(home, "readtrack ")) == set(COMMANDS)
    assert completions(home, "readtrack log ") == ["business-adventures", "dune"]
    assert completions(home, "readtrack finish ") == ["business-adventures"]
    assert completions(home, "readtrack log Adv") == ["Adventures"]


@pytest.mark.slow
def test_the_shell_completes_topics_settings_and_formats(home: Home) -> None:
    assert completions(home, "readtrack help de") == ["design", "demo"]
    settings = ["rest_days", "reserve", "renew_from", "remind_days"]
    assert completions(home, "readtrack config re") == settings
    formats = ["print", "ebook", "audiobook", "magazine"]
    assert completions(home, "readtrack add x --format ") == formats


def test_completion_makes_no_store(home: Home) -> None:
    home.store.unlink()
    assert completions(home, "readtrack log ") == []
    assert not home.store.exists()


def test_what_the_shell_completes_is_never_a_command_to_the_shell(home: Home) -> None:
    home.ok("add", 'Zen $(touch pwned) & "art" of It\'s', "--pages", "9")
    (offered,) = completions(home, "readtrack log z")
    assert all(character.isalnum() or character == "-" for character in offered)
    assert home.run("log", offered, "4").code == 0


def test_the_prompt_obeys_the_options_of_the_root(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    other = str(home.folder / "other.db")
    assert home.ok("--today", "2026-03-22", "prompt") == "Dune: 9 p. to go, 1 d\n"
    assert home.ok("--db", other, "prompt") == ""
    assert home.run("--json", "pace").code == 2


@pytest.mark.parametrize(
    "line",
    ["", "list", "log 45", "routine add bed 30", "undo", "pace --json", "backup",
     "remind --dry-run", "export json -", "away fri", "later list", "later drop 1", "config"],
)  # fmt: skip
@pytest.mark.parametrize("folder", [".", "bokos"])
def test_a_typing_error_in_the_name_of_the_store_makes_none(
    home: Home, line: str, folder: str
) -> None:
    wrong = home.folder / folder / "bokos.db"
    answer = home.run("--db", str(wrong), *line.split())
    assert (answer.code, answer.out, answer.err) == (
        5,
        "",
        f"readtrack: There is no store {wrong}.\n"
        f"Name another file, or begin one there: readtrack --db {wrong} "
        "add 'Hard Times' --pages 304\n",
    )
    assert not wrong.exists()
    assert wrong.parent.exists() is (folder == ".")


@pytest.mark.parametrize("folder", [".", "new"])
@pytest.mark.parametrize(
    "line",
    ["add Dune --pages 300", "later add Dune --pages 9", "config cap 3", "import table.csv",
     "restore copy.db --yes"],
)  # fmt: skip
def test_a_store_is_made_by_what_begins_one_and_named(home: Home, line: str, folder: str) -> None:
    new = home.folder / folder / "books.db"
    (home.folder / "table.csv").write_text("title,due\nDune,2026-03-20\n")
    home.run("backup", str(home.folder / "copy.db"))
    words = [str(home.folder / word) if "." in word else word for word in line.split()]
    answer = home.run("--db", str(new), *words)
    assert answer.code == 0
    assert answer.err.splitlines().count(f"A new store: {new}") == 1
    assert new.exists()
    assert "A new store" not in home.run("--db", str(new), "config", "cap", "4").err


@pytest.mark.parametrize("line", ["add Dune --pages 0", "add Dune --pages 9 --dry-run", "config"])
def test_what_keeps_nothing_makes_no_store_either(home: Home, line: str) -> None:
    new = home.folder / "books.db"
    home.run("--db", str(new), *line.split())
    assert not new.exists()


@pytest.fixture
def newcomer(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A reader who has named no store, and has none."""
    everything = home.environment() | {"XDG_DATA_HOME": str(home.folder / "data")}
    del everything["READTRACK_DB"]
    monkeypatch.setattr(home, "environment", lambda columns=80: everything)
    return home


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("", 0, "Nothing is checked out. Start with: readtrack add 'Hard Times' --pages 304"),
        ("list", 0, ""),
        ("routine list", 0, ""),
        ("config cap", 0, "cap\t2"),
        ("log 45", 4, "Nothing is checked out."),
        ("show dune", 4, "Nothing is checked out."),
        ("undo", 1, "There is nothing to undo."),
        ("undo --redo", 1, "There is nothing to redo."),
        ("backup", 5, "There is no store"),
        ("prompt", 0, ""),
    ],
)
def test_a_newcomer_looks_at_an_empty_library_and_no_store_is_made(
    newcomer: Home, line: str, code: int, said: str
) -> None:
    answer = newcomer.run(*line.split())
    assert answer.code == code
    assert said in answer.out + answer.err
    assert not (newcomer.folder / "data").exists()


@pytest.mark.parametrize("line", ["add Dune --pages 300", "routine add bed 30", "away fri"])
def test_the_first_change_of_a_newcomer_makes_the_store_and_says_where(
    newcomer: Home, line: str
) -> None:
    store = newcomer.folder / "data" / "readtrack" / "readtrack.db"
    assert newcomer.run(*line.split()).err == f"A new store: {store}\n"
    assert "A new store" not in newcomer.run("add", "Emma", "--pages", "90").err
    assert newcomer.run("undo").code == 0
    assert newcomer.run("undo").code == 0
    assert newcomer.run("undo").code == 1
