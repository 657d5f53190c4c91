"""Names of Click that Typer carries but does not publish.

Typer 0.28 contains its own copy of Click in a private package and publishes none of these names.
An installed Click would be another library, whose classes Typer never raises. So this module
alone imports the private package, and `pyproject.toml` admits one minor version of Typer only.
"""

from typer._click.core import ParameterSource as ParameterSource
from typer._click.exceptions import BadOptionUsage as BadOptionUsage
from typer._click.exceptions import ClickException as ClickException
from typer._click.exceptions import MissingParameter as MissingParameter
from typer._click.exceptions import NoSuchOption as NoSuchOption
from typer._click.exceptions import UsageError as UsageError
from typer._click.globals import get_current_context as get_current_context
from typer._click.shell_completion import CompletionItem as CompletionItem
from typer._types import TyperChoice as TyperChoice
