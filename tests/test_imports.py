"""Imports: arrows between our modules point down, and a command loads only what it needs."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.slow import few
from tests.terminal import on_terminal

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "readtrack"

NEIGHBOURS = {
    "clock", "dates", "day_names", "distances", "stretches", "weekdays", "units", "durations",
    "positions", "names", "settings",
}  # fmt: skip
"""One layer whose parts may import one another."""

LAYERS = (
    {"__main__"},
    {"cli"},
    {"prompt"},
    {"notify"},
    {"importing"},
    {"render", "store", "exporters", "manual"},
    {"words"},
    {"planning"},
    NEIGHBOURS | {"exported", "cells"},
    {"library"},
    {"model"},
    {"errors"},
    {"limits"},
    {"answers", "named_tuple", "stamp"},
)
"""From the top down. A module may import from its own part and from layers below it."""

MAKERS = {"manual.build", "manual.man", "manual.roff"}
"""What runs only where a wheel is built, and makes the man page out of the commands."""

APART = {("importing", "render"), ("importing", "exporters")}
"""Arrows that point down and are wrong: an import draws nothing and writes no file."""

CHEAP = {"stamp", "store.place", "store.schema", "store.served", "store.waiting"}
"""All that may be imported of ours to look a kept answer up."""

DECLARES = {"store.tables", "store.own_tables", "store.views", "store.declared"}
"""What says which tables there are."""

OWNERS = {
    "typer": {"cli", "render", "manual.man"},
    "rich": {"render"},
    "plotille": {"render.chart"},
    "matplotlib": {"render.svg", "render.svg_parts"},
    "jinja2": {"exporters.html"},
    "dateutil": {"dates", "distances"},
    "sqlite3": {"store.sqlite", "store.sqlite_schema", "store.backup", "answers", "importing"},
    "psycopg2": {
        "store.postgres",
        "store.postgres_sql",
        "store.address",
        "store.link",
        "store.served",
    },
    "sqlmodel": DECLARES,
    "sqlalchemy": DECLARES | {"store.columns", "store.sqlite_schema", "store.postgres_schema"},
    "pydantic": {"render.json_schema"},
    "apprise": {"notify.delivery"},
}
"""The only parts or modules that may import these, wherever in the module they do."""

MODULES = sorted(
    ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    for file in PACKAGE.rglob("*.py")
)


def imported(source: str, module: str) -> Iterator[str]:
    """Dotted names that the source imports, anywhere in it, relative ones made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = f"readtrack.{module}".split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield inner if inner.removeprefix("readtrack.") in MODULES else origin


def part(module: str) -> str:
    return module.partition(".")[0]


def layer(module: str) -> int:
    if module in MAKERS:
        return 0
    found = [number for number, parts in enumerate(LAYERS) if part(module) in parts]
    assert found, f"{module} has no layer: give it one here, and in 'readtrack help design'"
    return found[0]


def wrong_arrows(source: str, module: str) -> list[str]:
    """What the module imports and may not, a sentence each."""
    wrong = []
    for name in imported(source, module):
        ours, _, target = name.partition(".")
        if ours == "readtrack" and target:
            same = part(module) == part(target) or {part(module), part(target)} <= NEIGHBOURS
            if module == "answers":
                same = target in CHEAP
            elif not same:
                same = layer(module) < layer(target) and (part(module), part(target)) not in APART
            if not same:
                wrong.append(f"{module} may not import {name}")
        elif name == "typing.NamedTuple" and module != "named_tuple":
            wrong.append(
                "named tuples are made with readtrack.named_tuple, at an eighth of the cost"
            )
        elif ours in OWNERS and not OWNERS[ours] & {module, part(module)}:
            wrong.append(f"{module} may not import {name}: {sorted(OWNERS[ours])} may")
    return wrong


def test_the_top_level_holds_nothing_but_the_project() -> None:
    """Visible names: a test that writes where it is run would leave others."""
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names <= {"readtrack", "tests", "pyproject.toml", "README.md", "CHANGELOG.md"}


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {file: len(file.read_text().splitlines()) for file in PACKAGE.rglob("*.py")}
    assert [str(file) for file, lines in lengths.items() if lines > 400] == []


def test_named_tuples_are_our_own() -> None:
    """Those of `typing` take eight times as long to make, and a command makes some seventy."""
    files = (file for file in PACKAGE.rglob("*.py") if file.name != "named_tuple.py")
    pattern = re.compile(r"from typing import [^\n]*\bNamedTuple\b|\btyping\.NamedTuple\b")
    assert [file.name for file in files if pattern.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("module", [name for name in MODULES if name != "__init__"])
def test_arrows_point_down(module: str) -> None:
    file = PACKAGE.joinpath(*module.split("."))
    source = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")

    assert wrong_arrows(source.read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("planning.pace", "from readtrack.store.store import Store"),
        ("planning.pace", "from readtrack.store import store"),
        ("planning.pace", "from readtrack import render"),
        ("planning.pace", "from ..cli.app import run"),
        ("planning.pace", "def later():\n    import readtrack.cli.app"),
        ("store.store", "from readtrack.render.terminal import say"),
        ("render.loans", "from readtrack.store.store import Store"),
        ("planning.alerts", "from readtrack.words.amounts import minutes_text"),
        ("words.loans", "from readtrack.render.terminal import say"),
        ("words.loans", "from readtrack.store.store import Store"),
        ("words.loans", "from rich.text import Text"),
        ("store.exchange", "from readtrack.importing.apply import take_in"),
        ("planning.imported", "from readtrack.importing.records import Record"),
        ("importing.apply", "from readtrack.render.terminal import note"),
        ("importing.apply", "from readtrack.exporters.csv import write_csv"),
        ("model", "from readtrack.dates import parse_date"),
        ("errors", "from readtrack.model import Loan"),
        ("answers", "from readtrack.store.store import Store"),
        ("answers", "from readtrack.errors import ReadtrackError"),
        ("answers", "def later():\n    from readtrack.names import shown"),
        ("answers", "def later():\n    from readtrack.store.cache import cache_answer"),
        ("planning.days", "def later():\n    from readtrack.store.cache import cache_answer"),
        ("prompt", "import sqlite3"),
        ("cli.look", "from rich.table import Table"),
        ("cli.look", "import sqlite3"),
        ("planning.pace", "from dateutil import parser"),
        ("store.store", "from sqlalchemy import text"),
        ("store.tables", "import pydantic"),
    ],
)
def test_an_arrow_that_points_up_is_seen(module: str, line: str) -> None:
    assert wrong_arrows(line, module)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("cli.look", "from readtrack.prompt import print_prompt"),
        ("cli.look", "from readtrack.planning.pace import pace_report"),
        ("render.pace", "from readtrack.planning.pace import PaceReport"),
        ("settings", "from readtrack.dates import WEEKDAYS"),
        ("words.loans", "from readtrack.planning.pace import LoanPace"),
        ("store.cache", "from readtrack.words.prompt import prompt_line"),
        ("store.cache", "from readtrack.stamp import stamp_of"),
        ("answers", "from readtrack.store.place import store_path"),
        ("store.migrations", "from readtrack.store import tables"),
        ("store.tables", "from sqlmodel import Field"),
        ("dates", "def later():\n    from dateutil import parser"),
    ],
)
def test_an_arrow_that_points_down_is_allowed(module: str, line: str) -> None:
    assert not wrong_arrows(line, module)


MEASURERS = {"defusedxml", "pypdf", "tinytag"}
HEAVY = (
    (OWNERS.keys() - {"sqlite3", "psycopg2"})
    | MEASURERS
    | {"importlib.metadata", "platformdirs", "icalendar"}
)
SQLMODEL = {"sqlmodel", "sqlalchemy", "pydantic"}

RUNNER = """
import sys
kept = sys.argv.pop(1)
from readtrack.__main__ import main
try:
    main()
finally:
    with open(kept, "w") as file:
        file.write("\\n".join(sys.modules))
"""
"""Runs the words after the first as the program does, then writes what it loaded."""


@dataclass(frozen=True)
class Case:
    words: str
    loads: frozenset[str] = frozenset({"typer"})
    """Which of the heavy modules it needs: these and no others."""
    terminal: bool = False
    code: int = 0

    def __str__(self) -> str:
        return f"{self.words or 'alone'}{' (terminal)' if self.terminal else ''}"


WITH_DATES = frozenset({"typer", "dateutil"})
WITH_CALENDAR = frozenset({"typer", "icalendar", "dateutil"})
WITH_PICTURES = frozenset({"typer", "matplotlib", "dateutil"})
CASES = [
    Case("prompt", frozenset()),
    Case(""),
    Case("", terminal=True),
    Case("--json"),
    Case("pace"),
    Case("pace --json"),
    Case("pace", terminal=True),
    Case("due"),
    Case("due --exit-code --json"),
    Case("due", terminal=True),
    Case("list"),
    Case("list --all", terminal=True),
    Case("show First"),
    Case("show First", terminal=True),
    Case("plan"),
    Case("ways"),
    Case("consider Third --pages 300"),
    Case("later"),
    Case("later add Third --pages 300"),
    Case("routine"),
    Case("routine add bed 30m --for text --days mon-fri"),
    Case("away"),
    Case("away list"),
    Case("snooze First"),
    Case("snooze", terminal=True),
    Case("aside 30 LRB"),
    Case("add Third --audio 7:57"),
    Case("add Third --pages 300 --due 2026-03-20 --dry-run"),
    Case("add Third --pages 300 --due +1m", WITH_DATES),
    Case("add Third --pages 300 --due +10d"),
    Case("add Third --pages 300 --due may4"),
    Case("log First +20 --minutes 25"),
    Case("log First 45% --on yesterday"),
    Case("start First"),
    Case("stop 20", code=4),
    Case("log First 9999", code=2),
    Case("log Nothing 10", code=4),
    Case("renew First --days 7"),
    Case("return First"),
    Case("drop First"),
    Case("finish First"),
    Case("edit First --pages 310"),
    Case("checkup"),
    Case("checkup", terminal=True),
    Case("chart"),
    Case("chart --json"),
    Case("chart", frozenset({"typer", "plotille"}), terminal=True),
    Case("chart load", terminal=True),
    Case("chart --svg /dev/null", WITH_PICTURES),
    Case("report /dev/null", WITH_PICTURES | {"jinja2", "rich"}),
    Case("chart year", terminal=True),
    Case("review", code=4),
    Case("import tests/importing/data/goodreads.csv", code=1),
    Case("import --dry-run tests/importing/data/audible.json", code=1),
    Case("export csv"),
    Case("export json"),
    Case("export ics", WITH_CALENDAR),
    Case("backup -"),
    Case("hook bash"),
    Case("remind --dry-run"),
    Case("undo"),
    Case("undo --list"),
    Case("config"),
    Case("config cap 4"),
    Case("config cap", terminal=True),
    Case("help"),
    Case("help first"),
    Case("help first", frozenset({"typer", "rich"}), terminal=True),
    Case("--help"),
    Case("add --help", terminal=True),
    Case("schema"),
    Case("schema pace", frozenset({"importlib.metadata", "typer", "pydantic"})),
    Case("nonsense", code=2),
    Case("--version"),
]


def run(case: Case, store: Path) -> set[str]:
    """The modules that a fresh interpreter has after the command."""
    kept = store.with_suffix(".modules")
    shell = f'cd {shlex.quote(str(ROOT))} && exec "$@"{"" if case.terminal else " >/dev/null"}'
    argv = ["sh", "-c", shell, "sh", sys.executable, "-c", RUNNER, str(kept), *case.words.split()]
    environment = {
        **os.environ,
        "READTRACK_DB": str(store),
        "READTRACK_TODAY": "2026-03-09",
        "TERM": "xterm-256color",
        "PAGER": "cat",
    }
    answer = on_terminal(argv, environment, 80)
    assert answer.code == case.code, answer.out
    return set(kept.read_text(encoding="utf-8").split("\n"))


@pytest.fixture(scope="module")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of this version with two books out."""
    store = tmp_path_factory.mktemp("imports") / "readtrack.db"
    for words in (
        "config cap 3",
        "add First --pages 304 --on 2026-03-02",
        "add Second --pages 459 --on 2026-03-04",
    ):
        run(Case(words), store)
    return store


@pytest.fixture
def store(up_to_date: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(up_to_date, tmp_path / "readtrack.db"))


EVERY_DAY = (
    "prompt",
    "alone",
    "pace (terminal)",
    "due",
    "add Third --audio 7:57",
    "log First 45% --on yesterday",
)
"""What the ordinary suite tries."""


def is_of_every_day(case: Case) -> bool:
    return str(case) in EVERY_DAY


@pytest.mark.parametrize(
    "case",
    few(sorted(CASES, key=is_of_every_day, reverse=True), sum(map(is_of_every_day, CASES))),
    ids=str,
)
def test_a_command_loads_what_it_needs_and_no_more(case: Case, store: Path) -> None:
    assert run(case, store) & HEAVY == case.loads


ANSWERED = ["prompt", "", "--json", "pace", "pace --json", "due", "due --json"]


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("words", few(ANSWERED, 2))
def test_an_answer_is_looked_up_without_what_every_other_command_starts_with(
    words: str, terminal: bool, store: Path
) -> None:
    run(Case(words, terminal=terminal), store)  # which keeps its answer
    assert_cheap(run(Case(words, terminal=terminal), store))


def assert_cheap(modules: set[str]) -> None:
    """The modules are those of a program that worked nothing out."""
    assert "sqlite3" in modules
    assert not modules & {"dataclasses", "enum", "typing", "re", "inspect", "pathlib", "json"}
    ours = {name.removeprefix("readtrack.") for name in modules if name.startswith("readtrack.")}
    assert ours - {"__main__", "answers", "store"} <= CHEAP


@pytest.mark.parametrize("change", ["log First 40", "renew First", "add Third --pages 100"])
def test_a_change_keeps_what_the_prompt_says_then(change: str, store: Path) -> None:
    run(Case(change), store)
    assert_cheap(run(Case("prompt"), store))


def test_a_prompt_that_has_to_be_worked_out_does_without_the_command_line(store: Path) -> None:
    run(Case("config reserve 10"), store)
    assert not run(Case("prompt"), store) & HEAVY
    assert_cheap(run(Case("prompt"), store))


def test_the_command_that_makes_the_store_loads_what_declares_it(tmp_path: Path) -> None:
    modules = run(Case("add First --pages 304"), tmp_path / "readtrack.db")

    assert modules >= SQLMODEL
    assert "rich" not in modules


def test_the_prompt_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "readtrack.db"

    assert not run(Case("prompt"), store) & HEAVY
    assert not store.exists()


def test_every_command_is_there_where_nothing_but_typer_is_installed() -> None:
    """A wheel is built so, and makes the man page out of the commands."""
    others = sorted(OWNERS.keys() - {"typer", "sqlite3"})
    script = (
        f"import sys; sys.modules |= dict.fromkeys({others})\n"
        "from readtrack.cli.app import COMMANDS, command\n"
        "for name in COMMANDS: command(name)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_completion_loads_no_more_than_a_command(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_READTRACK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "readtrack log F")
    monkeypatch.setenv("COMP_CWORD", "2")

    assert run(Case("completion"), store) & HEAVY == {"typer"}


def test_the_clock_is_read_in_one_place() -> None:
    reads = [
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
        if isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date", "time")
    ]
    assert reads == ["clock.py"]
