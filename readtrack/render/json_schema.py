"""Builds the JSON Schema of a report with pydantic, from the report's NamedTuples."""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model


def json_schema(command: str, report: type) -> dict[str, Any]:
    """Return the schema of what `command` prints with --json, which has exactly these keys."""
    name = f"readtrack.{command}/1"
    made = _model(report, name).model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**dialect, **_without_titles(made), "title": name}


@cache
def _model(report: type, name: str | None = None) -> type[BaseModel]:
    """Return the pydantic model of a NamedTuple, with the name of its schema if any."""
    schema = {} if name is None else {"schema_": (Literal[name], Field(alias="schema"))}
    fields: dict[str, Any] = {**schema, **_fields(report)}
    return create_model(
        report.__name__,
        __config__=ConfigDict(extra="forbid"),
        __doc__=_described(report),
        __module__=report.__module__,
        **fields,
    )


def _fields(report: type) -> dict[str, Any]:
    notes = _notes(report)
    return {
        f"{name}_" if hasattr(BaseModel, name) else name: (
            _converted(hint),
            Field(alias=name, description=notes.get(name)),
        )
        for name, hint in get_type_hints(report).items()
    }


def _converted(hint: Any) -> Any:
    """Return the type as it is in JSON: objects for NamedTuples, arrays for tuples and sets."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return _model(hint)
    if origin in (Union, UnionType):
        return Union[tuple(map(_converted, inner))]  # noqa: UP007
    if origin is frozenset or (origin is tuple and inner[1:] == (...,)):
        return list[_converted(inner[0])]  # type: ignore[misc]
    if origin is tuple:
        return tuple[tuple(map(_converted, inner))]  # type: ignore[misc]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict[str, _converted(inner[1])]  # type: ignore[misc]
    return hint


def _described(report: type) -> str | None:
    """Return the docstring of the report itself, unless Python generated it from the fields."""
    text = inspect.cleandoc(vars(report).get("__doc__") or "")
    return None if text.startswith(f"{report.__name__}(") else text or None


@cache
def _classes(module: str) -> dict[str, ast.ClassDef]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _notes(report: type) -> dict[str, str]:
    """Return the docstring below each field that has one."""
    body = _classes(report.__module__)[report.__name__].body
    return {
        field.target.id: " ".join(note.value.value.split())
        for field, note in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }


def _without_titles(schema: Any, *, names: bool = False) -> Any:
    """Return the schema without the titles that pydantic derives from names."""
    if isinstance(schema, list):
        return [_without_titles(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_titles(value, names=key in ("properties", "$defs") and not names)
        for key, value in schema.items()
        if names or key != "title"
    }
