"""`help` shows the manual: its list of topics, a page, or what a command takes."""

import os
import re
import shlex
from pathlib import Path

import pytest

from readtrack.cli.app import COMMANDS
from readtrack.manual import TOPICS, read_page
from readtrack.render.manual import CODE, WIDEST, on_screen
from tests.pages import sessions
from tests.slow import few
from tests.terminal import ANSI, Home, command, on_terminal

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store

PAGES = Path(__file__).parents[2] / "readtrack" / "manual"


def test_every_page_is_a_topic_with_a_title_and_one_sentence() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(TOPICS)
    for page in map(read_page, TOPICS):
        assert page.text.startswith(f"# {page.title}\n\n")
        assert re.fullmatch(r"[A-Z][^`]*\.", page.summary), page.topic
        assert page.text.count("\n# ") == 0, page.topic


def test_help_alone_lists_the_topics_with_a_sentence_each(home: Home) -> None:
    screen = home.screen("help").out
    seen = " ".join(screen.split())

    assert screen.startswith("readtrack help TOPIC shows a page of the manual:\n")
    assert screen.endswith("\nWhat a command takes: readtrack COMMAND --help\n")
    for page in map(read_page, TOPICS):
        assert f" {page.topic} {page.summary}" in seen
    assert max(map(len, home.screen("help", columns=40).out.splitlines())) < 40


def test_help_in_a_pipe_is_a_table_of_topics_and_markdown_for_a_page(home: Home) -> None:
    head, *rows = home.ok("help").splitlines()

    assert head == "topic\tsummary"
    assert [row.split("\t")[0] for row in rows] == list(TOPICS)
    for topic in TOPICS:
        assert home.ok("help", topic) == read_page(topic).text


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("first", "first-week"),
        ("first week", "first-week"),
        ("First-Week", "first-week"),
        ("num", "numbers"),
        ("how the numbers are made", "numbers"),
        ("made", "numbers"),
        ("positions", "dates"),
        ("Dates and Positions", "dates"),
        ("cal", "calendar"),
        ("reminders", "calendar"),
        ("JSON", "json"),
        ("pipes", "json"),
        ("exit code", "json"),
        ("setting", "settings"),
        ("import", "import"),
        ("imprt", "import"),
        ("desing", "design"),
        ("calender", "calendar"),
    ],
)
def test_a_topic_is_found_by_its_beginning_or_a_word_of_its_title(
    words: str, topic: str, home: Home
) -> None:
    assert home.ok("help", *words.split()) == home.ok("help", words) == read_page(topic).text


@pytest.mark.parametrize("words", few([*COMMANDS, "later add", "routine drop", "export ics"], 4))
def test_the_name_of_a_command_shows_its_help(words: str, home: Home) -> None:
    if words not in TOPICS:
        assert home.ok("help", *words.split()) == home.ok(*words.split(), "--help")
        assert home.ok("help", words.upper()) == home.ok(*words.split(), "--help")


def test_a_command_is_found_by_its_beginning_where_no_topic_has_it(home: Home) -> None:
    assert home.ok("help", "consi") == home.ok("consider", "--help")
    assert home.ok("help", "later", "bo") == home.ok("later", "borrow", "--help")


def test_what_could_be_two_topics_is_refused_with_both(home: Home) -> None:
    answer = home.run("help", "d")

    assert (answer.out, answer.code) == ("", 2)
    assert answer.err == (
        "readtrack: d could be dates or design.\n"
        "Write more of the one you mean: readtrack help design\n"
    )


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("xyzzy", "'xyzzy'."),
        ("later foo", "'later foo'."),
        ("goodreads", "'goodreads', but import has the word."),
        ("fünf", "'fünf'."),
        ("x" * 300, f"'{'x' * 59}…'."),
    ],
)
def test_an_unknown_topic_says_which_there_are(words: str, wrong: str, home: Home) -> None:
    answer = home.run("help", words)

    assert (answer.out, answer.code) == ("", 2)
    topic = "import" if "goodreads" in words else TOPICS[0]
    assert answer.err == (
        f"readtrack: The manual has no topic {wrong}\n"
        f"Topics: {', '.join(TOPICS)}; or any command. Such as: readtrack help {topic}\n"
    )


def test_help_takes_no_json_and_needs_no_store(home: Home) -> None:
    home.store.write_text("not a store")

    assert home.ok("help", "trust").startswith("# Trust\n")
    assert home.run("--json", "help").err == (
        "readtrack: help has no --json.\nSee: readtrack help --help\n"
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_drawn_in_every_width_without_a_line_too_long(topic: str) -> None:
    text = read_page(topic).text
    for columns in (40, 80, 200):
        drawn = on_screen(text, columns, colour=True)
        plain = ANSI.sub("", drawn)
        assert max(map(len, plain.splitlines())) <= min(columns, WIDEST)
        assert plain.startswith(f"{read_page(topic).title}\n\n")
        assert "\n\n\n" not in plain
        assert not re.search(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|9[0-7]|10[0-7])\b[0-9;]*m", drawn)
        assert "…" not in plain or "…" in text


def test_what_a_page_holds_is_all_drawn() -> None:
    drawn = " ".join(on_screen(read_page("settings").text, 80, colour=False).split())

    for word in CODE.findall(read_page("settings").text):
        assert f"`{' '.join(word.split())}`" in drawn


def shown_by(home: Home, pager: str | None, *words: str, **variables: str) -> str:
    """What a terminal of 40 lines shows of a command under that PAGER."""
    environment = {**home.environment(), "PAGER": pager or "", **variables}
    if pager is None:
        del environment["PAGER"]
    answer = on_terminal(command(words), environment, 80)
    assert answer.code == 0
    return answer.out


@pytest.fixture
def pager(home: Home) -> Path:
    """A pager that shows how many lines it was sent, and what is in LESS."""
    script = home.folder / "less"
    script.write_text('#!/bin/sh\necho "$(grep -c "") lines, $1, LESS=$LESS"\n')
    script.chmod(0o755)
    return script


def test_a_long_page_goes_through_the_pager(home: Home, pager: Path) -> None:
    lines = on_screen(read_page("first-week").text, 80, colour=True).count("\n")

    assert shown_by(home, f"{pager} -x", "help", "first") == f"{lines} lines, -x, LESS=-R\n"


@pytest.mark.slow
def test_a_short_page_a_pager_that_is_missing_or_cat_and_a_dumb_terminal_do_without(
    home: Home, pager: Path
) -> None:
    page = ANSI.sub("", on_screen(read_page("first-week").text, 80, colour=True))

    assert "lines, -x" not in shown_by(home, f"{pager} -x", "help")
    assert "lines, -x" not in shown_by(home, f"{pager} -x", "help", "first", TERM="dumb")
    assert shown_by(home, "cat", "help", "first") == page
    assert shown_by(home, "", "help", "first") == page
    assert shown_by(home, "no-such-pager", "help", "first").endswith(page)


@pytest.mark.slow
def test_without_a_choice_the_pager_is_less(
    home: Home, pager: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(pager.parent), prepend=os.pathsep)

    assert " lines, , LESS=-R\n" in shown_by(home, None, "help", "first")
    assert " lines, , LESS=-R -iM\n" in shown_by(home, None, "help", "first", LESS="-iM")


def test_a_session_is_indented_unless_a_table_needs_the_columns_and_what_is_typed_is_bold() -> None:
    page = "# A\n\nB.\n\n```console\n$ ab c \\\n    d\nabcdef gh\n  ij\n```\n"

    assert on_screen(page, 40, colour=True).endswith(
        "\n\n\x1b[1m  $ ab c \\\x1b[0m\n\x1b[1m      d\x1b[0m\n  abcdef gh\n    ij\n"
    )
    assert on_screen(page, 10, colour=False).endswith("\n$ ab c \\\n    d\nabcdef gh\n  ij\n")
    assert on_screen(page, 8, colour=False).endswith("\n  abcdef\n    gh\n    ij\n")


def test_what_a_narrow_page_shows_as_typed_can_be_pasted() -> None:
    drawn = on_screen(read_page("calendar").text, 40, colour=False)
    shown = re.findall(r"^ *\$ ((?:.*\\\n)*.*)$", drawn, re.MULTILINE)

    assert [shlex.split(each.replace("\\\n", "")) for each in shown] == [
        line.words for line in sessions(PAGES / "calendar.md")
    ]
