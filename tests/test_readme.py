"""The README cannot lie: the tour shows its sessions, its commands exist, and none is left out."""

import re

import pytest

from readtrack.cli.app import COMMANDS, GROUPS
from readtrack.manual import TOPICS, read_page
from tests.pages import MANUAL, PICTURE, README, ROOT, sessions
from tests.terminal import Home

TEXT = README.read_text("utf-8")


def test_the_readme_has_at_most_300_lines() -> None:
    assert len(TEXT.splitlines()) <= 300


def test_every_session_is_in_the_tour_of_the_manual_which_is_run() -> None:
    tour = iter(sessions(MANUAL / "first-week.md"))
    shown = sessions(README)

    assert len(shown) > 15
    for line in shown:  # in the order of the tour
        assert line in tour, line.typed


def test_the_picture_at_the_top_is_there_and_says_what_it_shows() -> None:
    ((text, path),) = re.findall(r"^!\[(.*?)\]\((.*?)\)$", TEXT, re.MULTILINE | re.DOTALL)

    assert ROOT / path == PICTURE
    assert "readtrack pace" in text
    assert PICTURE.is_file()


def test_every_link_leads_to_a_page_of_the_manual_with_that_title() -> None:
    links = re.findall(r"^- \[(.*?)\]\(readtrack/manual/(.*?)\.md\)", TEXT, re.MULTILINE)

    assert [topic for _, topic in links] == list(TOPICS)
    assert all(title == read_page(topic).title for title, topic in links)


def test_every_command_is_in_the_readme_under_its_heading() -> None:
    rows = re.findall(r"^\| ([A-Z][\w ]+) \| ((?:`\w+`(?:, )?)+) \|$", TEXT, re.MULTILINE)

    assert {heading: re.findall(r"\w+", names) for heading, names in rows} == {
        heading: list(commands) for heading, commands in GROUPS.items()
    }


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"readtrack ([a-z]+)", TEXT))

    assert named <= set(COMMANDS)
    assert len(named) > 8


def test_the_changelog_has_the_version_that_is_installed() -> None:
    from importlib.metadata import version

    assert f"## {version('readtrack')}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_of_each_command_says_in_one_line_what_it_does(name: str, home: Home) -> None:
    answer = home.run(name, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: readtrack {name}")
    summary = home.ok("--help")
    line = next(line for line in summary.splitlines() if line.startswith(f"  {name} "))
    assert line.endswith((".", "?"))  # all of it, at 80 columns
