"""Completion in real shells: it offers books, and no title is taken for anything but text."""

import os
import pty
import select
import shlex
import subprocess
import sys
import termios
import time
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.cli.given import given, process
from tests.cli.shells import SHELLS
from tests.slow import few
from tests.terminal import Home, require

TITLES = (
    r"\$(touch pwned)",
    "$(touch pwned)",
    "`touch pwned`",
    r"\`touch pwned\`",
    r"\\$(touch pwned)",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "')) ; touch pwned ; (('",
    "a:b:$(touch pwned)",
    "${(e):-$(touch pwned)}",
    "Gone [/b] [red]",
    "Bell \x07 and \x1b[31m and \u202e",
    "=(touch pwned) <(touch pwned)",
    "$$ %n !! ~root *",
    "Größe 日本 📚",
    "[/]",
)

SET_UP = {
    "bash": 'eval "$(readtrack --show-completion bash)"',
    "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(readtrack --show-completion zsh)"',
    "fish": "readtrack --show-completion fish | source",
}
QUIET, PATIENCE = 0.7, 20


def environment(home: Home) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**home.environment(), "PATH": path, "PS1": "ready> ", "TERM": "xterm"}


def typed(home: Home, shell: str, *keys: str) -> str:
    """What a terminal shows when the keys are typed into the shell, each once it has gone quiet."""
    require(SHELLS[shell][0])
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        SHELLS[shell],
        env=environment(home),
        cwd=home.folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # Linux says so when the shell has gone
        for key in ("", *keys):
            os.write(ours, key.encode())
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and select.select([ours], [], [], QUIET)[0]:
                seen += os.read(ours, 65536)
    process.kill()
    process.wait()
    os.close(ours)
    return seen.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_a_book_is_offered_and_nothing_that_its_title_says_is_done(home: Home, shell: str) -> None:
    for number, title in enumerate(TITLES):
        given(home, f"add {shlex.quote(title)} --pages {200 + number} --anyway --why w")
    given(home, "add 'Business Adventures' --pages 459 --anyway --why w")
    keys = (f"{SET_UP[shell]}\n", "readtrack show \t", "\t", "\x15readtrack log busi\t", " ")
    seen = typed(home, shell, *keys)
    assert "pwned" not in {path.name for path in home.folder.rglob("*")}, seen
    assert "business-adventures" in seen
    assert "Traceback" not in seen


FOR_SHELL = {
    "bash": {"COMP_WORDS": "readtrack show ", "COMP_CWORD": "2"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "readtrack show "},
    "fish": {"_TYPER_COMPLETE_ARGS": "readtrack show ", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": {"_TYPER_COMPLETE_ARGS": "readtrack show "},
}


@pytest.mark.parametrize("shell", few([*FOR_SHELL]))
def test_what_is_offered_holds_letters_digits_and_hyphens(home: Home, shell: str) -> None:
    for number, title in enumerate(TITLES):
        given(home, f"add {shlex.quote(title)} --pages {200 + number} --anyway --why w")
    done = process(
        [sys.executable, "-m", "readtrack"],
        {**environment(home), "_READTRACK_COMPLETE": f"complete_{shell}", **FOR_SHELL[shell]},
    )
    assert done.stderr == ""
    assert "touch-pwned" in done.stdout
    text = done.stdout.removeprefix("_arguments '*: :((").removesuffix("))'\n")
    said = text.replace(":::", "").replace('":"', "").replace('"', "")
    strange = {c for c in said if not (c.isalnum() or c in "-, \t\n")}
    assert strange == set(), done.stdout


def offered(home: Home, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    done = process(
        [sys.executable, "-m", "readtrack"],
        {
            **environment(home),
            "_READTRACK_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
        },
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.fixture(scope="module")
def lived_in(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Something in every list; one book is out, one has ended, one is on the shelf."""
    home = Home(tmp_path_factory.mktemp("lived-in"))
    given(home, "add 'Hard Times' --pages 300", "add Emma --pages 90", "finish emma")
    given(home, "later add 'The Waves' --pages 200", "snooze hard", "routine add 'The bus' 30")
    given(home, "away fri", "aside 30 LRB", "import --remember '~/libby*.csv'")
    return home


OFFERED = {
    "show ": ["hard-times", "emma"],
    "renew e": ["emma"],
    "edit ": ["hard-times", "emma"],
    "review ": ["hard-times", "emma"],
    "log ": ["hard-times", "emma"],
    "finish ": ["hard-times"],
    "return e": [],
    "drop ": ["hard-times"],
    "snooze ": ["add", "list", "edit", "drop", "hard-times"],
    "snooze add ": ["hard-times"],
    "snooze drop ": ["hard-times"],
    "later drop ": ["the-waves"],
    "later borrow w": ["waves"],
    "away drop ": ["1"],
    "aside edit ": ["1"],
    "routine edit ": ["the-bus"],
    "routine add bed 30m --for ": ["text", "audio", "either"],
    "routine add bed 30m --days m": ["mon-fri", "mon"],
    "list --only o": ["overdue"],
    "config renew_from ": ["due", "today"],
    "config rest_days n": ["none"],
    "import --from good": ["goodreads"],
    "import --forget ": ["1"],
    "import --install ": ["systemd", "cron"],
    "hook ": ["bash", "zsh", "fish", "starship"],
    "remind --install ": ["systemd", "cron", "launchd"],
}


@pytest.mark.parametrize("line", few([*OFFERED], 8))
def test_titles_names_numbers_and_values_are_offered(lived_in: Home, line: str) -> None:
    assert offered(lived_in, f"readtrack {line}") == OFFERED[line]


@pytest.mark.parametrize("line", ["routine edit the-bus 40", "later drop the-waves", "undo"])
def test_what_is_offered_is_understood(lived_in: Home, line: str) -> None:
    given(lived_in, line, "undo" if line != "undo" else "undo --redo")


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("show zzz", False),
        ("pace ", False),
        ("import b", True),
        ("--db b", True),
        ("restore ", True),
    ],
)
def test_file_names_are_left_to_the_shell_only_where_a_file_is_named(
    lived_in: Home, line: str, files: bool
) -> None:
    def asked(**shell: str) -> subprocess.CompletedProcess[str]:
        return process(
            [sys.executable, "-m", "readtrack"],
            {**environment(lived_in), "_TYPER_COMPLETE_ARGS": f"readtrack {line}", **shell},
        )

    zsh = asked(_READTRACK_COMPLETE="complete_zsh")
    fish = asked(_READTRACK_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="is-args")
    assert (zsh.stdout.strip(), zsh.stderr) == ("_files" if files else "", "")
    assert (fish.returncode, fish.stderr) == (int(files), "")


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_no_file_is_offered_for_a_book(home: Home, shell: str) -> None:
    given(home, "add Dune --pages 90")
    (home.folder / "zebra.csv").write_text("")
    keys = (f"{SET_UP[shell]}\n", "readtrack show ze\t", "\t")
    seen = typed(home, shell, *keys)
    assert "zebra" not in seen, seen
