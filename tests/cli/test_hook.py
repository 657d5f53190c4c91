"""The hooks in real shells: they show the prompt's line, and no shell obeys a title."""

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.given import failed, given, less_example, process, tried
from tests.cli.shells import SHELLS
from tests.slow import few
from tests.terminal import Home, require

pytestmark = pytest.mark.files

TITLES = (
    "$(touch pwned)",
    "`touch pwned`",
    "${x:=$(touch pwned)}",
    "%F{red}%n %(?.a.b) !!",
    r"\u\w\$(touch pwned)",
    "\"; touch pwned; '",
    "'$(touch pwned)'",
    "(touch pwned)",
    "Größe 日本 📚",
)

Desks = dict[Path, str]
"""Stores, and the line of the prompt for each."""

EVAL = {
    "bash": 'eval "$(readtrack hook bash)"',
    "zsh": 'eval "$(readtrack hook zsh)"',
    "fish": "readtrack hook fish | source",
}


def shell(home: Home, name: str, *lines: str, login: bool = False, **variables: str) -> str:
    """What an interactive shell shows of the lines, prompts included, in a folder of its own."""
    require(SHELLS[name][0])
    folder = home.folder / "folder"
    folder.mkdir(exist_ok=True)
    environment = {**home.environment(), "HOME": str(folder), "TERM": "dumb", **variables}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        [*SHELLS[name], *(["-l"] if login else [])],
        input="\n".join(lines) + "\n",
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    assert "pwned" not in {path.name for path in folder.rglob("*")}, done.stdout
    return done.stdout


def dune(home: Home, title: str = "Dune") -> str:
    """A store with one book out; the line of its prompt."""
    given(home, f"add {shlex.quote(title)} --pages 400")
    line = tried(home, "prompt").out.strip()
    assert line == f"{title}: 20 p. to go, 21 d"
    return line


@pytest.fixture(scope="module")
def desks(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """A store for each title."""
    homes = [(Home(tmp_path_factory.mktemp("desk")), title) for title in TITLES]
    return {home.store: dune(home, title) for home, title in homes}


def each_of(desks: Desks) -> list[str]:
    """Lines for a shell, each of which goes on with the next store."""
    return [f"export READTRACK_DB={shlex.quote(str(store))}" for store in desks]


def prompts(text: str, end: str = "ready") -> list[str]:
    """What stands before the end of each prompt, zsh's mark of an unfinished line left out."""
    return [part.rpartition("\n")[2].rpartition("\r")[2] for part in text.split(end)[:-1]]


# bash


def test_bash_shows_the_line_and_does_not_read_the_title(home: Home, desks: Desks) -> None:
    shown = shell(home, "bash", EVAL["bash"], *each_of(desks), "true", PS1="ready> ")
    assert [line for line in desks.values() if f"\n[{line}] ready> " not in shown] == []


@pytest.mark.slow
def test_bash_without_variables_in_prompts_shows_the_line_above(home: Home, desks: Desks) -> None:
    plain = "shopt -u promptvars"
    shown = shell(home, "bash", plain, EVAL["bash"], *each_of(desks), "true", PS1="ready> ")
    assert [line for line in desks.values() if f"\n{line}\nready> " not in shown] == []


@pytest.mark.parametrize(
    "mine", few(["echo mine", "echo mine;", "echo mine # said", "echo mine; "])
)
def test_bash_keeps_a_prompt_command_and_the_exit_status(home: Home, mine: str) -> None:
    line = dune(home)
    shown = shell(
        home,
        "bash",
        EVAL["bash"],
        EVAL["bash"],
        "(exit 7)",
        'echo "code $?"',
        PS1="${?}ready> ",
        PROMPT_COMMAND=mine,
    )
    assert "syntax error" not in shown
    assert f'mine\n[{line}] 7ready> echo "code $?"\ncode 7\n' in shown
    assert shown.count("mine\n") == 5, "once a prompt"


@pytest.mark.slow
def test_bash_keeps_a_prompt_command_of_several_words(home: Home) -> None:
    line = dune(home)
    shown = shell(
        home,
        "bash",
        "PROMPT_COMMAND=('echo one' 'echo two')",
        EVAL["bash"],
        EVAL["bash"],
        "declare -p PROMPT_COMMAND",
        PS1="ready> ",
    )
    assert f"one\ntwo\n[{line}] ready> " in shown
    assert '([0]="echo one" [1]="echo two" [2]="__readtrack_prompt")' in shown


@pytest.mark.slow
def test_bash_shows_the_line_in_a_prompt_that_is_made_anew_each_time(home: Home) -> None:
    line = dune(home)
    shown = shell(home, "bash", EVAL["bash"], "true", "true", PROMPT_COMMAND="PS1='ready> '")
    assert shown.count(f"[{line}] ready> ") == 3


@pytest.mark.parametrize("strict", few(["set -eu", "set -e", "set -u"]))
def test_bash_goes_on_where_every_error_ends_it(home: Home, strict: str) -> None:
    shown = shell(home, "bash", EVAL["bash"], strict, "PATH=", "echo still here", PS1="ready> ")
    assert "still here\n" in shown
    assert "unbound" not in shown


@pytest.mark.parametrize("line", few(["! true", "[[ a == b ]] && true", "false || ! true"]))
def test_bash_goes_on_after_a_failure_that_ends_nothing(home: Home, line: str) -> None:
    shown = shell(home, "bash", EVAL["bash"], "set -e", line, 'echo "code $?"', PS1="${?}ready> ")
    assert '1ready> echo "code $?"\ncode 1\n' in shown


def test_a_bash_prompt_is_as_it_was_when_there_is_nothing_to_say(home: Home) -> None:
    shown = shell(home, "bash", EVAL["bash"], "true", PS1="ready> ")
    assert prompts(shown, "ready> ") == ["", "", ""]


# zsh


@pytest.mark.parametrize("options", few(["setopt prompt_subst prompt_bang ksh_arrays", ""]))
def test_zsh_shows_the_line_and_does_not_read_the_title(
    home: Home, desks: Desks, options: str
) -> None:
    shown = shell(home, "zsh", options, EVAL["zsh"], *each_of(desks), "true", PROMPT="ready")
    assert {f"[{line}] " for line in desks.values()} <= set(prompts(shown))


def test_zsh_keeps_other_hooks_and_the_exit_status(home: Home) -> None:
    line = dune(home)
    shown = shell(
        home,
        "zsh",
        "precmd() { psvar[1]=mine }",
        EVAL["zsh"],
        EVAL["zsh"],
        "(exit 7)",
        "print code $?",
        PROMPT="%1v%?ready",
    )
    assert prompts(shown)[-2] == f"[{line}] mine7"
    assert "code 7" in shown


@pytest.mark.slow
def test_zsh_shows_the_line_in_a_prompt_that_is_made_anew_each_time(home: Home) -> None:
    line = dune(home)
    shown = shell(home, "zsh", "precmd() { PROMPT=ready }", EVAL["zsh"], "true", "true")
    assert prompts(shown)[-3:] == [f"[{line}] "] * 3


@pytest.mark.slow
def test_a_zsh_prompt_is_as_it_was_when_there_is_nothing_to_say(home: Home) -> None:
    assert prompts(shell(home, "zsh", EVAL["zsh"], "true", PROMPT="ready"))[-1] == ""


# fish


def test_fish_shows_the_line_and_does_not_read_the_title(home: Home, desks: Desks) -> None:
    lines = (f"{line}; fish_right_prompt" for line in each_of(desks))
    shown = shell(home, "fish", EVAL["fish"], *lines)
    assert [line for line in desks.values() if f"[{line}]\n" not in shown] == []


@pytest.mark.slow
def test_fish_keeps_a_right_prompt_and_its_status(home: Home) -> None:
    line = dune(home)
    shown = shell(
        home,
        "fish",
        "function fish_right_prompt; echo status $status; end",
        EVAL["fish"],
        EVAL["fish"],
        "false",
        "fish_right_prompt",
    )
    assert f"status 1 [{line}]\n" in shown


@pytest.mark.slow
def test_a_fish_prompt_is_empty_when_there_is_nothing_to_say(home: Home) -> None:
    shown = shell(home, "fish", EVAL["fish"], "echo (count (fish_right_prompt)) lines")
    assert "0 lines" in shown


# starship


def test_starship_is_told_nothing_that_a_shell_would_obey(home: Home, desks: Desks) -> None:
    """Old starships hand what a command says to bash, which reads it once more."""
    settings = tomllib.loads(tried(home, "hook starship").out)["custom"]["readtrack"]
    assert settings["shell"] == ["sh"]
    said = f'PS1="$(sh -c {shlex.quote(settings["command"])}) ready> "'
    shown = shell(home, "bash", *(f"{line}; {said}" for line in each_of(desks)), "true")
    harmless = str.maketrans("$`\\", "＄｀＼")
    plain = [line.translate(harmless) for line in desks.values()]
    assert [line for line in plain if f"{line} ready> " not in shown] == []


@pytest.mark.slow
def test_starship_shows_no_brackets_without_a_line(home: Home) -> None:
    settings = tomllib.loads(tried(home, "hook starship").out)["custom"]["readtrack"]
    assert settings["format"] == r"([\[$output\]]($style) )"


# At login


@pytest.mark.parametrize("name", few(["bash", "zsh", "fish"]))
def test_a_login_says_what_is_due(home: Home, name: str) -> None:
    given(home, "add '$(touch pwned) `touch pwned`' --pages 400 --days 2")
    due = tried(home, "due").out
    assert "$(touch pwned) `touch pwned`" in due
    hook = EVAL[name].replace(f"hook {name}", f"hook {name} --login")
    assert shell(home, name, hook, "true", "true", login=True).count(due) == 1


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_login_without_a_person_says_nothing(home: Home, name: str) -> None:
    given(home, "add Dune --pages 400 --days 2")
    snippet = tried(home, f"hook {name} --login").out
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = process(["sh", "-euc", snippet], {**home.environment(), "PATH": path})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# The command


@pytest.mark.parametrize(
    "words", ["bash", "zsh", "fish", "starship", "bash --login", "zsh --login"]
)
def test_the_first_line_says_where_it_goes(home: Home, words: str) -> None:
    first, *_ = home.ok("hook", *words.split()).splitlines()
    place, _, how = first.removeprefix("# ").partition(":  ")
    assert first.startswith("# ~/")
    assert place
    assert f"readtrack hook {words}" in how


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Which shell?\nName one of: bash, zsh, fish, starship."),
        ("tcsh", "There is no hook for tcsh.\nName one of: bash, zsh, fish, starship."),
        ("starship --login", "starship is a prompt, not a shell.\n--login: bash, zsh, fish."),
    ],
)
def test_what_it_has_no_hook_for_is_an_error(home: Home, words: str, error: str) -> None:
    assert less_example(failed(tried(home, f"hook {words}"), 2)) == f"readtrack: {error}\n"


def test_it_makes_no_store(home: Home) -> None:
    home.store.unlink()
    home.ok("hook", "bash")
    assert not home.store.exists()
