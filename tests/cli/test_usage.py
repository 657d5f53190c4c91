"""The help: groups, examples that work, and no word cut at any width."""

import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.cli.app import COMMANDS, GROUPS
from readtrack.cli.usage import first_sentence, help_page
from readtrack.manual.man import usages_by_path
from readtrack.planning.alerts import EXIT_CODES
from readtrack.words.commands import pasteable
from tests.importing.measuring.test_measure import book, words
from tests.slow import few
from tests.terminal import Home

WORLD = """\
config cap 5
add Dune --author "Frank Herbert" --pages 600 --on 2026-02-23
add Emma --audio 16:40 --on 2026-02-25
log dune 40 --minutes 50 --on 2026-02-26
add Momo --pages 304 --on 2026-02-09
finish momo --on 2026-02-24
add Coraline --pages 160 --due 2026-03-04
later add Krabat --pages 250
later add Beloved --pages 324
routine add walk 30m --for audio
away 20.4..26.4
aside 20m "New Yorker"
snooze dune
backup books.db
"""
"""What the examples take for granted."""

FILES = {
    "loans.csv": "Title;Due date;Pages\nHamnet;30.03.2026;393\n",
    "fristen.csv": "Title;Frist;Pages\nHamnet;30.03.2026;393\n",
}

BEFORE = {"readtrack stop": "start dune"}
"""What each example of a command needs beside that."""

DOCUMENTED = {"readtrack due --exit-code": set(EXIT_CODES.values())}
"""Examples that leave with a code of their own."""

TAKE_LONG = ("readtrack report", "readtrack chart", "readtrack demo")


USAGES = usages_by_path()
PATHS = sorted(USAGES, key=lambda path: path in TAKE_LONG)


@pytest.fixture(scope="module")
def world(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home.folder)
        for line in WORLD.splitlines():
            assert home.run(*shlex.split(line)).code == 0, line
    for name, text in FILES.items():
        (home.folder / name).write_text(text, encoding="utf-8")
    book(home.folder, text=words(2700)).rename(home.folder / "adventures.epub")
    return home.folder


@pytest.mark.parametrize("path", few(PATHS, len(PATHS) - len(TAKE_LONG)))
@pytest.mark.files
def test_every_command_has_examples_and_they_work_one_after_the_other(
    path: str, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(Path(shutil.copytree(world, tmp_path / "home")))
    monkeypatch.chdir(home.folder)
    assert 1 <= len(USAGES[path].examples) <= 5
    for line in USAGES[path].examples:
        assert f"{line} ".startswith(f"{path} ")
        if path in BEFORE:
            home.ok(*BEFORE[path].split())
        answer = home.run(*shlex.split(line)[1:])
        assert answer.code in DOCUMENTED.get(line, {0}), (line, answer)


def test_the_groups_have_every_command_once() -> None:
    assert list(GROUPS) == [
        "Every day",
        "Borrowing",
        "Looking ahead",
        "Looking back",
        "In and out",
        "Settings",
    ]
    assert sum(map(len, GROUPS.values())) == len(COMMANDS)


@pytest.mark.parametrize("width", few([40, 80, 120, 20], 2))
def test_no_line_of_a_help_is_too_long_and_no_word_is_cut(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for usage in USAGES.values():
        page = help_page(usage)
        said = " ".join((usage.text, *(text for _, text in (*usage.arguments, *usage.options))))
        assert set(said.split()) <= set(page.split())
        for line in page.splitlines():
            assert len(line) <= width or len(line.split()) == 1 or width < 40, (usage.path, line)
            assert line == line.rstrip()


def test_an_option_has_one_word_for_its_values() -> None:
    for usage in USAGES.values():
        for term, _ in usage.options:
            assert not set(term) & set("<>|"), (usage.path, term)


def test_the_help_at_forty_columns(home: Home) -> None:
    assert home.screen("away", "edit", "--help", columns=40).out == (
        "Usage: readtrack away edit [OPTIONS] N\n"
        "       FIRST..LAST\n\n"
        "  Change the days of a stretch.\n\n"
        "Arguments:\n"
        "  N            As list shows it.\n"
        "  FIRST..LAST  Days, both included; or\n"
        "               one day.\n\n"
        "Options:\n"
        "  --json      Answer as JSON.\n"
        "  -h, --help  Show this message and\n"
        "              exit.\n\n"
        "Examples:\n"
        "  readtrack away edit 1 fri..sun\n"
    )


def test_a_group_lists_its_commands_with_one_sentence_each(home: Home) -> None:
    assert (
        "Commands:\n"
        "  add   Name a time you read, and say what it is good for.\n"
        "  list  The routines, and the minutes they give a reading day.\n"
        "  edit  Change a routine.\n"
        "  drop  Give a routine up.\n"
    ) in home.ok("routine", "--help")


def test_a_command_may_be_left_out_where_the_group_alone_does_something(home: Home) -> None:
    for alone in ((), ("later",), ("aside",)):
        usage = " ".join(("Usage: readtrack", *alone, "[OPTIONS] [COMMAND] [ARGS]..."))
        assert home.ok(*alone, "--help").startswith(f"{usage}\n")
        assert home.run(*alone).code == 0
    assert home.ok("export", "--help").startswith(
        "Usage: readtrack export [OPTIONS] COMMAND [ARGS]...\n"
    )


def test_what_an_option_takes_stands_in_its_text(home: Home) -> None:
    assert (
        "  --for USE    What it can be used for: text cannot be heard. One of text, audio\n"
        "               or either. [default: either]\n"
    ) in home.ok("routine", "add", "--help")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Should I borrow this? It changes nothing.", "Should I borrow this?"),
        ("Due in 21 days\nunless you say. Or not.\n\nMore.", "Due in 21 days unless you say."),
        ("Take p. 12 along", "Take p. 12 along"),
        (None, ""),
    ],
)
def test_the_first_sentence_of_a_help(text: str | None, sentence: str) -> None:
    assert first_sentence(text) == sentence


WORD = st.text("ab-é", min_size=1, max_size=12)


@given(
    typed=st.lists(WORD | st.builds('"{} {}"'.format, WORD, WORD), min_size=1),
    width=st.integers(20, 90),
)
def test_an_example_can_be_pasted_at_any_width(typed: Sequence[str], width: int) -> None:
    line = " ".join(typed)
    shown = pasteable(line, width)
    assert shlex.split(shown.replace("\\\n", "")) == shlex.split(line)
    for each in shown.splitlines():
        assert len(each) <= width or len(shlex.split(each.rstrip("\\"))) == 1
