"""The README cannot lie: its sessions are run, its commands exist, and none is left out."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from readtrack.cli.app import COMMANDS
from readtrack.settings import SETTINGS
from tests.terminal import Home

README = Path(__file__).parent.parent / "README.md"
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sessions() -> Iterator[tuple[str, str]]:
    """Every command of every console block, with the output shown under it."""
    for block in SESSION.findall(README.read_text()):
        for piece in block.removeprefix("$ ").split("\n$ "):
            line, _, shown = piece.partition("\n")
            yield line, shown.rstrip("\n")


def test_every_session_prints_what_the_readme_shows(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.folder)
    ran = 0
    for line, shown in sessions():
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            if name == "READTRACK_TODAY":
                home.today = value
            elif name == "READTRACK_DB":
                home = Home(home.folder / Path(value).stem, home.today)
            continue
        if words[0] == "cat":
            Path(words[1]).write_text(f"{shown}\n", encoding="utf-8")
            continue
        assert words[0] == "readtrack", line
        printed = home.screen(*words[1:]).out
        assert [each.rstrip() for each in printed.rstrip("\n").split("\n")] == shown.split("\n"), (
            line
        )
        ran += 1
    assert ran > 15


def test_the_table_at_the_top_is_one_that_a_session_prints() -> None:
    shown = re.findall(r"^```text\n\$ (.*?)\n(.*?)\n```$", README.read_text(), re.M | re.S)
    assert shown
    assert set(shown) <= set(sessions())


def test_every_command_and_setting_is_in_the_readme() -> None:
    text = README.read_text()
    assert [
        name for name in COMMANDS if f"`{name}" not in text and f"readtrack {name}" not in text
    ] == []
    assert [key for key in SETTINGS if f"`{key}`" not in text] == []


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"^\$ readtrack ([a-z]+)", README.read_text(), re.MULTILINE))
    assert named <= set(COMMANDS)
    assert len(named) > 8


def test_the_changelog_has_the_version_that_is_installed() -> None:
    from importlib.metadata import version

    assert f"## {version('readtrack')}" in (README.parent / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_of_each_command_says_in_one_line_what_it_does(name: str, home: Home) -> None:
    answer = home.run(name, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: readtrack {name}")
    summary = home.ok("--help")
    line = next(line for line in summary.splitlines() if line.startswith(f"  {name} "))
    assert not line.endswith("...")


def test_the_notebook_example_reads_the_same_file(home: Home) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    home.ok("add", "Dune", "--pages", "400")
    done = subprocess.run(
        [sys.executable, "-c", example],
        env=home.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Dune ebook 2026-03-23 21\n"
