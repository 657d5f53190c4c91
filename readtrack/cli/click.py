"""Names of Click that Typer carries but does not publish.

Typer 0.28 contains its own copy of Click in a private package and publishes none of these names.
An installed Click would be another library, whose classes Typer never raises. So this module
alone imports the private package, and `pyproject.toml` admits one minor version of Typer only.
"""

from typer._click.core import ParameterSource
from typer._click.exceptions import (
    BadOptionUsage,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer._click.globals import get_current_context
from typer._click.shell_completion import CompletionItem
from typer._types import TyperChoice

__all__ = [
    "BadOptionUsage",
    "ClickException",
    "CompletionItem",
    "MissingParameter",
    "NoSuchOption",
    "ParameterSource",
    "TyperChoice",
    "UsageError",
    "get_current_context",
]
