"""Text that would be obeyed, in every field there is, through every command, wherever it is read.

The payloads come into the store past the program, as a damaged or a hostile import would bring
them, so nothing was cleaned on the way in.
"""

import csv
import io
import json
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.given import given, process
from tests.servers import copied
from tests.store.contents import run, shell
from tests.terminal import Home, Screen, inside

PAYLOADS = {
    "a screen cleared": "\x1b[2J\x1b[H",
    "a window title": "\x1b]0;own\x07",
    "a clipboard": "\x1b]52;c;cHduZWQ=\x1b\\",
    "eight-bit controls": "\x9b2J\x9d0;own\x9c",
    "colours of its own": "\x1b[8mhidden\x1b[5;41m",
    "bells and backspaces": "\x07\x08\x08\x7f\x0e",
    "a line begun anew": "ok\rpwned",
    "more lines": "one\ntwo\r\nthree\x0bfour\u2028five\u2029six\x85seven",
    "a line turned around": "\u202egnp.exe\u2066x\u200f",
    "nothing to see": "a\u200bb\ufeffc\u2060d\u00ade",
    "no end of text": "a\x00b",
    "marks of rich": "[/b] [red]x[/] [link=file:///etc]y[/link] [@click=f()]z[/] \\[b]",
    "an emoji by name": ":smile: :books:",
    "shell": "$(touch pwned) `touch pwned` \\$(touch pwned) ${x:=$(touch pwned)} '; touch pwned; '",
    "a prompt's escapes": "%n %{x%} %F{red} \\u \\w \\[x\\] !! %(?.a.b)",
    "a formula": '=HYPERLINK("http://x","y")',
    "a calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX;Y:\\n\\,",
    "a field and a line of a table": 'a"b,c;d\te\n"f',
    "formats": "%s %d {0} {x.__class__} $1",
    "half a character": "\ud83d",
}
OFTEN = ("eight-bit controls",)
"""What the ordinary suite tries."""

COLOURS = re.compile(r"\x1b\[(?:[01234]|[39][0-7])?(?:;3[0-7])?m")
"""What we send: no blinking, nothing hidden, no background."""
JOINERS = "\u200c\u200d"

LOOKS = (
    "", "pace", "pace --explain", "plan", "due", "ways", "ways --all", "list", "list --all",
    "show 1", "show 3", "checkup", "checkup --explain", "review 3", "later", "later list",
    "routine", "routine list", "away", "aside", "snooze", "config", "undo --list",
    "consider 'Another one' --pages 300", "remind --dry-run", "doctor", "prompt",
)  # fmt: skip
CHANGES = (
    "log 1 +1", "start 1", "start 2", "", "prompt", "stop +1", "start 1", "renew 1",
    "edit 1 --pages 500", "snooze 1 2", "return 1", "undo", "finish 1", "undo", "undo",
    "undo --redo", "drop 2", "later borrow 1 --why x --anyway", "later drop 1",
    "routine drop bed", "add 'Another one' --pages 9000", "away 2026-03-20..2026-03-30",
)  # fmt: skip
IN_JSON = ("--json", "pace --json", "due --json", "list --json", "show 1 --json", "later --json")
TYPED = (
    "add {} --pages 300 --author {} --why {} --library {} --anyway",
    "later add {} --pages 300 --why {}",
    "routine add {} 30m",
    "aside 30 {}",
    "edit 2 --title {}",
    "show {}",
    "log {} 5",
    "log 2 {}",
    "start {}",
    "start 1",
    "stop {}",
    "stop {} 5",
    "consider {}",
    "config {} 3",
    "config cap {}",
    "import {}",
    "add --from-file {}",
    "hook {}",
    "{}",
    "--{}",
    "away {}",
    "export json {}/x.json",
)
"""Where a person, or a script, may give the payload as a word."""


def everywhere(payload: str) -> list[tuple[str, tuple[str, ...]]]:
    """The statements that put the payload into every field that holds words."""
    title = f"Book {payload}"
    return [
        ("UPDATE books SET title = ? || id, authors = ?", (title, json.dumps([payload]))),
        ("UPDATE books SET isbn = ?", (payload,)),
        ("UPDATE loans SET why = ?, library = ?, override = ?", (payload,) * 3),
        ("UPDATE asides SET what = ?", (payload,)),
        ("UPDATE routines SET name = ? || id", (payload,)),
        ("UPDATE wishes SET why = ?", (payload,)),
        ("UPDATE commands SET words = words || ?", (payload,)),
    ]


@pytest.fixture(scope="module")
def tame(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with something in every table, and no payload yet."""
    home = Home(tmp_path_factory.mktemp("tame"))
    given(
        home,
        "config cap 4",
        "add One --pages 400 --author A --why w --library L",
        "add Two --pages 900 --days 4 --why w --anyway",
        "add Three --pages 100",
        "log 3 100",
        "finish 3",
        "log 1 40 --minutes 50",
        "later add Four --pages 300 --why w",
        "routine add bed 40",
        "aside 20 papers",
        "snooze 2 1",
        "start 1",
    )
    return home.store


@pytest.fixture(
    params=[
        each if each in OFTEN else pytest.param(each, marks=pytest.mark.slow) for each in PAYLOADS
    ]
)
def payload(request: pytest.FixtureRequest) -> str:
    return PAYLOADS[request.param]


@pytest.fixture
def hostile(tame: Path, home: Home, payload: str) -> Home:
    copied(tame, home.store)
    if "\ud83d" in payload:
        pytest.skip("no text in a store")
    with shell(home.store) as connection:
        for statement, values in everywhere(payload):
            connection.execute(statement, values)
    return home


def words(line: str, payload: str = "") -> list[str]:
    """The line as arguments, {} standing for the payload."""
    return [word.replace("{}", payload) for word in shlex.split(line)]


def in_a_pipe(home: Home, arguments: Sequence[str]) -> str:
    out, err = io.StringIO(), io.StringIO()
    inside(arguments, home.environment(), out, err)
    return out.getvalue() + err.getvalue()


def exported(home: Home, form: str) -> str:
    """What another program gets."""
    file = home.folder / f"all.{form}"
    assert run(home.store, home.today, "export", form, str(file)).code == 0
    return file.read_bytes().decode()


def on_a_terminal(home: Home, arguments: Sequence[str]) -> str:
    """What the terminal gets, less the colours, which are ours."""
    screen = Screen()
    inside(arguments, home.environment(40), screen, screen)
    return COLOURS.sub("", screen.getvalue())


def expect_text(said: str, what: object) -> None:
    """Nothing but text and ends of lines; a pipe has tabs too."""
    bad = {c for c in said if not (c.isprintable() or c in "\n\t" or c in JOINERS)}
    assert not bad, (what, bad, said)
    assert "Traceback" not in said, (what, said)


@pytest.mark.parametrize("look", [in_a_pipe, on_a_terminal])
def test_no_look_sends_anything_but_text(
    hostile: Home, payload: str, look: Callable[[Home, Sequence[str]], str]
) -> None:
    for line in LOOKS:
        expect_text(look(hostile, words(line)), line)
        expect_text(look(hostile, words(line)), (line, "again"))
    if "[red]" in payload:
        assert "[/b] [red]x[/]" in in_a_pipe(hostile, ["list"])


@pytest.mark.parametrize("look", [in_a_pipe, on_a_terminal])
def test_no_change_sends_anything_but_text(
    hostile: Home, look: Callable[[Home, Sequence[str]], str]
) -> None:
    for line in CHANGES:
        expect_text(look(hostile, words(line)), line)


@pytest.mark.parametrize("look", [in_a_pipe, on_a_terminal])
def test_what_is_typed_comes_back_as_text_in_answers_and_errors(
    tame: Path,
    home: Home,
    payload: str,
    look: Callable[[Home, Sequence[str]], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(home.folder)  # a payload may name a file
    if "\x00" in payload:
        pytest.skip("no argument of a command")
    copied(tame, home.store)
    for line in TYPED:
        expect_text(look(home, words(line, payload)), line)
    for name in ("--db", "--today", "--tz"):
        expect_text(look(home, [name, payload, "list"]), name)


def test_json_is_ascii_where_nothing_is_seen_and_reads_back_the_same(
    hostile: Home, payload: str
) -> None:
    for line in IN_JSON:
        said = run(hostile.store, hostile.today, *words(line)).out
        expect_text(said, line)
        assert f"Book {payload}" in titles_in(json.loads(said)), line
    said = exported(hostile, "json")
    expect_text(said, "export")
    assert f"Book {payload}1" in {book["title"] for book in json.loads(said)["books"]}


def titles_in(found: object) -> set[str]:
    """Every title of a document, without the number at its end."""
    if isinstance(found, list):
        return {title for each in found for title in titles_in(each)}
    if isinstance(found, dict):
        own = {found["title"][:-1]} if isinstance(found.get("title"), str) else set()
        return own | {title for each in found.values() for title in titles_in(each)}
    return set()


def test_files_for_other_programs_have_text_alone(tame: Path, hostile: Home) -> None:
    clean = Home(hostile.folder / "clean")
    copied(tame, clean.store)
    table, plain = (exported(each, "csv") for each in (hostile, clean))
    expect_text(table.replace("\r\n", ""), "csv")
    found, expected = (list(csv.reader(io.StringIO(each))) for each in (table, plain))
    assert [len(row) for row in found] == [len(row) for row in expected]
    assert not [cell for row in found for cell in row if cell[:1] in tuple("=+@")]
    events, plain = (exported(each, "ics") for each in (hostile, clean))
    expect_text(events.replace("\r\n", ""), "ics")
    for name in ("BEGIN:VEVENT", "END:VEVENT", "DTSTART", "SUMMARY"):
        assert count(name, events) == count(name, plain), name


def count(name: str, calendar: str) -> int:
    return sum(line.startswith(name) for line in calendar.split("\r\n"))


def test_completion_offers_text_alone(hostile: Home) -> None:
    for kind in ("bash", "zsh", "fish"):
        environment = {
            **hostile.environment(),
            "_READTRACK_COMPLETE": f"complete_{kind}",
            "_TYPER_COMPLETE_ARGS": "readtrack show ",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COMP_WORDS": "readtrack show ",
            "COMP_CWORD": "2",
        }
        answer = process([str(Path(sys.executable).with_name("readtrack"))], environment)
        assert "book-" in answer.stdout, answer
        expect_text(answer.stdout + answer.stderr, kind)
        assert not set(answer.stdout) & set("$`[]\\!%")


def test_a_path_that_would_be_obeyed_is_told_as_text(home: Home, payload: str) -> None:
    if set("\x00/\ud83d") & set(payload):
        pytest.skip("no name of a file")
    path = home.folder / f"x{payload}.csv"
    path.write_text("title,due\nX,2026-13-45\n")
    for line in (["import", str(path)], ["add", "--from-file", str(path)], ["restore", str(path)]):
        expect_text(in_a_pipe(home, line), line)
    answer = run(path, home.today, "list")
    assert answer.code == 5
    expect_text(answer.out + answer.err, "the store itself")
