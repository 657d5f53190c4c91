"""No two public classes or functions of one name mean different things."""

import ast
from collections import defaultdict
from collections.abc import Mapping

import pytest

from tests.test_imports import MODULES, PACKAGE

TABLES = {"store.tables", "store.own_tables"}

VALUES = {"model", "library", "settings", "store.sources"}
"""Modules whose values are stored, each in the table of its name."""


COMMANDS = {"add", "drop", "edit", "list_", "root"}
"""What is done to routines, days away, wishes and other things, each with a module of its own."""

OF_EVERY_SOURCE = {"read", "recognises"}

ONE_TASK = {"measure", "document", "connect"}
"""One task for each format or engine, or the whole of a task and a part of it."""


def public_names(source: str, kind: type[ast.FunctionDef | ast.ClassDef]) -> list[str]:
    """Return the names of that kind at the top of a module."""
    nodes = ast.parse(source).body
    return [n.name for n in nodes if isinstance(n, kind) and not n.name.startswith("_")]


def source_of(module: str) -> str:
    path = PACKAGE.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


def ambiguous(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return each class name that stands for several things, with the modules that define it."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, source in sources.items():
        for name in public_names(source, ast.ClassDef):
            found[name].append(module)
    return {
        name: set(modules)
        for name, modules in found.items()
        if len(modules) > 1
        and not (len(modules) == 2 and TABLES & set(modules) and VALUES & set(modules))
    }


def test_a_class_name_means_one_thing() -> None:
    sources = {module: source_of(module) for module in MODULES if module != "__init__"}
    assert ambiguous(sources) == {}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("planning.review", {"Loan": {"model", "planning.review"}}),
        ("store.tables", {}),
        ("store.cache", {"Loan": {"model", "store.cache"}}),
    ],
)
def test_another_class_of_one_name_is_found(other: str, expected: dict[str, set[str]]) -> None:
    source = "class Loan:\n    class Inner: ...\n\nclass _Private: ..."
    assert ambiguous({"model": source, other: source}) == expected


def test_a_function_name_means_one_thing() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        if module != "__init__":
            for name in public_names(source_of(module), ast.FunctionDef):
                found[name].add(module)
    shared = {name for name, modules in found.items() if len(modules) > 1}
    assert shared == COMMANDS | OF_EVERY_SOURCE | ONE_TASK
