"""When what is printed has colour: --color, then NO_COLOR, then FORCE_COLOR, then a terminal."""

import io
import json

import pytest

from tests.cli.given import failed
from tests.terminal import ANSI, Home, Screen, inside

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store

RED = "\x1b[31m"


@pytest.fixture(scope="module")
def due(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A book that is due today."""
    home = Home(tmp_path_factory.mktemp("due"))
    home.ok("add", "Emma", "--pages", "300", "--days", "3")
    home.today = "2026-03-05"
    home.run("pace")  # which says what has become due
    return home


def printed(home: Home, words: str, out: io.StringIO, **variables: str) -> str:
    assert inside(words.split(), {**home.environment(), **variables}, out, io.StringIO()) == 0
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "variables", "pipe", "terminal"),
    [
        ("", {}, False, True),
        ("", {"NO_COLOR": "1"}, False, False),
        ("", {"NO_COLOR": ""}, False, True),
        ("", {"FORCE_COLOR": "1"}, True, True),
        ("", {"FORCE_COLOR": ""}, False, True),
        ("", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("", {"TERM": "dumb"}, False, False),
        ("--color always", {}, True, True),
        ("--color always", {"NO_COLOR": "1"}, True, True),
        ("--color always", {"TERM": "dumb"}, True, True),
        ("--color=never", {"FORCE_COLOR": "1"}, False, False),
        ("--color auto", {}, False, True),
        ("--color auto", {"NO_COLOR": "1"}, False, False),
        ("--color auto", {"FORCE_COLOR": "1"}, True, True),
    ],
)
def test_the_first_that_says_something_decides(
    due: Home, words: str, variables: dict[str, str], pipe: bool, terminal: bool
) -> None:
    for out, wanted in ((io.StringIO(), pipe), (Screen(), terminal)):
        assert (RED in printed(due, words, out, **variables)) == wanted


def test_rows_stay_rows_with_the_status_in_colour(due: Home) -> None:
    rows = printed(due, "--color always pace", io.StringIO())

    assert f"\t{RED}due_today\x1b[0m\t" in rows
    assert ANSI.sub("", rows) == due.ok("pace")


def test_json_has_no_colour(due: Home) -> None:
    answer = printed(due, "--color always due --json", io.StringIO())
    assert json.loads(answer)["worst"] == "due_today"


def test_what_is_said_of_colour_is_one_of_three_words(home: Home) -> None:
    said = failed(home.run("--color", "blue", "pace"), 2)
    assert "--color takes always, auto or never, not 'blue'." in said
