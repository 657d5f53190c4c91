"""The schemas that are published, and that every command with --json has one."""

import json
import shutil
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from typer.main import get_command

from readtrack.cli.app import COMMANDS, Lazy, app
from readtrack.cli.schema import REPORTS, report_of
from readtrack.render.json_schema import json_schema
from tests.cli.given import failed
from tests.schemas import BEGINNING, problems
from tests.slow import few
from tests.terminal import Home

WITHOUT = {"prompt", "hook", "help", "schema", "export", "report", "demo"}
"""Commands whose answer is no report."""


class Colour(StrEnum):
    RED = "red"


class Part(NamedTuple):
    """A part of the whole."""

    day: date | None
    """When it came."""
    copy: bool


class Whole(NamedTuple):
    parts: tuple[Part, ...]
    weekdays: frozenset[int]
    counts: dict[str, int]
    share: float
    colour: Colour
    first: Part | None


def test_a_schema_has_every_field_with_its_meaning_and_nothing_else() -> None:
    made = json_schema("whole", Whole)

    part = made["$defs"]["Part"]
    assert part["description"] == "A part of the whole."
    assert part["required"] == ["day", "copy"]
    assert part["additionalProperties"] is False
    assert part["properties"]["day"] == {
        "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}],
        "description": "When it came.",
    }
    assert made["required"] == ["schema", *Whole._fields]
    assert made["properties"]["schema"] == {"const": "readtrack.whole/1", "type": "string"}
    assert made["properties"]["weekdays"] == {"type": "array", "items": {"type": "integer"}}
    assert made["properties"]["counts"]["additionalProperties"] == {"type": "integer"}
    assert made["properties"]["share"] == {"type": "number"}


def test_a_value_without_a_docstring_is_not_described_as_a_tuple() -> None:
    made = json_schema("snooze", report_of("snooze"))

    assert "description" not in made["$defs"]["Book"]
    assert "description" not in made


def named() -> dict[str, bool]:
    """Every command and verb, as schemas name them, and whether it takes --json."""
    root, names = get_command(app), {"today": True, "import.sources": True}
    assert isinstance(root, Lazy)
    for name in COMMANDS:
        command = root.get_command(None, name)
        names[name] = takes_json(command)
        for verb, inner in getattr(command, "commands", {}).items():
            names[f"{name}.{verb}".removesuffix(".list")] = takes_json(inner)
    return names


def takes_json(command: Any) -> bool:
    return any("--json" in option.opts for option in command.params)


def test_every_command_that_takes_json_has_a_schema_and_no_other_has() -> None:
    assert {name for name, takes in named().items() if takes} == set(REPORTS)


def test_every_command_takes_json_but_those_whose_answer_is_no_report() -> None:
    without = {name for name, takes in named().items() if not takes}
    assert {name.partition(".")[0] for name in without} <= WITHOUT


@pytest.mark.parametrize("name", few([*REPORTS], 3))
def test_what_is_published_is_a_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(json_schema(name, report_of(name)))


EVERY = {
    "today": "--json",
    "add": "add Kim --pages 200 --json",
    "log": "log emma 30 --minutes 40 --json",
    "start": "start emma --json",
    "stop": "stop 30 --json",
    "move": "move --to {folder}/moved.db --json",
    "pace": "pace --json",
    "plan": "plan --json",
    "due": "due --json",
    "remind": "remind --dry-run --json",
    "ways": "ways --all --json",
    "snooze": "snooze --json",
    "snooze.add": "snooze emma 3 --json",
    "snooze.edit": "snooze edit 1 20 --json",
    "snooze.drop": "snooze drop 1 --json",
    "consider": "consider Kim --pages 2000 --json",
    "later": "later list --json",
    "later.add": "later add Kim --pages 200 --why club --json",
    "later.edit": "later edit carmilla --pages 130 --json",
    "later.drop": "later drop carmilla --json",
    "later.borrow": "later borrow carmilla --json",
    "show": "show emma --json",
    "list": "list --all --json",
    "chart": "chart --json",
    "checkup": "checkup --json",
    "review": "review villette --json",
    "return": "return emma --json",
    "finish": "finish emma --json",
    "drop": "drop emma --json",
    "renew": "renew emma --json",
    "edit": "edit emma --pages 310 --json",
    "routine": "routine list --json",
    "routine.add": "routine add commute 40m --days mon-fri --json",
    "routine.edit": "routine edit bed 40m --json",
    "routine.drop": "routine drop bed --json",
    "away": "away list --json",
    "away.add": "away 2026-03-20..2026-03-25 --json",
    "away.edit": "away edit 1 2026-03-11..2026-03-12 --json",
    "away.drop": "away drop 1 --json",
    "aside": "aside list --json",
    "aside.add": "aside 45m LRB --json",
    "aside.edit": "aside edit 1 40m --json",
    "aside.drop": "aside drop 1 --json",
    "import": "import {folder}/loans.csv --json",
    "import.sources": "import --sources --json",
    "undo": "undo --list --json",
    "config": "config --json",
    "backup": "backup {folder}/new.backup --json",
    "restore": "restore {folder}/old.backup --yes --json",
    "doctor": "doctor --json",
}


@pytest.fixture(scope="module")
def lived_in(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A store that has something of everything."""
    home = Home(tmp_path_factory.mktemp("lived"))
    (home.folder / "loans.csv").write_text("title,pages,due\nMiddlemarch,900,2026-03-30\n")
    for line in (
        "config cap 3",
        "routine add bed 30m --for text",
        "add Villette --pages 20",
        "finish villette",
        "add Emma --pages 300 --why club",
        "log emma 20 --minutes 25",
        "later add Carmilla --pages 120 --hold-ready 2026-03-20",
        "snooze emma",
        "away 2026-03-10..2026-03-11",
        "aside 30 LRB",
        "start emma",
    ):
        home.ok(*line.split())
    home.run("backup", str(home.folder / "old.backup"))
    home.today = "2026-03-04"
    return home


@pytest.mark.parametrize("name", few([*REPORTS], 12))
@pytest.mark.files
def test_what_a_command_prints_is_what_its_schema_says(
    name: str, lived_in: Home, tmp_path: Path
) -> None:
    home = Home(tmp_path, lived_in.today)
    shutil.copytree(lived_in.folder, tmp_path, dirs_exist_ok=True)

    answer = home.run(*EVERY[name].format(folder=tmp_path).split())

    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["schema"] == f"readtrack.{name}/1"
    assert BEGINNING.match(answer.out), "which is how its schema is found, and checked, everywhere"


def test_a_key_too_many_too_few_or_of_another_type_is_noticed(lived_in: Home) -> None:
    answer = json.loads(lived_in.ok("pace", "--json"))
    row = answer["loans"][0]

    assert problems("pace", answer) == []
    assert problems("pace", {**answer, "more": 1})
    assert problems("pace", {key: value for key, value in answer.items() if key != "fit"})
    for wrong in ({"due": "tomorrow"}, {"status": "late"}, {"id": None}, {"authors": "Austen"}):
        assert problems("pace", {**answer, "loans": [{**row, **wrong}]}), wrong


@pytest.mark.files
def test_the_schemas_are_listed_and_printed(home: Home) -> None:
    home.store.unlink()
    assert "later borrow" in home.screen("schema").out
    header, *rows = home.ok("schema").splitlines()
    assert header == "command\tschema"
    assert rows[:2] == ["today\treadtrack.today/1", "add\treadtrack.add/1"]

    assert json.loads(home.ok("schema", "later", "borrow"))["title"] == "readtrack.later.borrow/1"
    assert home.ok("schema", "later borrow") == home.ok("schema", "later", "borrow")
    assert home.ok("schema", "later", "list") == home.ok("schema", "later")
    said = failed(home.run("schema", "prompt"), 2)
    assert said == ("readtrack: prompt has no JSON.\nThose that have: readtrack schema\n")
    assert not home.store.exists()
