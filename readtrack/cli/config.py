"""`config`: settings with their meaning, default and allowed values."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.options import Json, setting_keys
from readtrack.cli.session import Session
from readtrack.errors import UsageError
from readtrack.render.as_json import print_json
from readtrack.render.terminal import on_terminal, say, tab_separated
from readtrack.settings import SETTINGS, normal, setting


class Shown(NamedTuple):
    key: str
    value: str
    default: str
    allowed: str
    meaning: str


class AllSettings(NamedTuple):
    settings: tuple[Shown, ...]


def config_(
    ctx: typer.Context,
    key: Annotated[
        str | None, typer.Argument(help="A setting.", autocompletion=setting_keys)
    ] = None,
    value: Annotated[str | None, typer.Argument(help="What to set it to.")] = None,
    default: Annotated[bool, typer.Option("--default", help="Return it to its default.")] = False,
    as_json: Json = False,
) -> None:
    """Show the settings, show one, or set one."""
    session: Session = ctx.obj
    wanted = None if key is None else setting(key)
    with session.open(looks=value is None and not default) as store:
        if wanted is not None and (value is not None or default):
            if value is not None and default:
                raise UsageError("A value and --default exclude each other.", "Give one of them.")
            kept = None if default or value is None else normal(wanted.key, value)
            with store.command(f"set {wanted.key} to {kept or wanted.default}"):
                store.set(wanted.key, None if kept == wanted.default else kept)
        elif default:
            raise UsageError("--default needs a setting.", "Name one: " + ", ".join(SETTINGS))
        used = store.settings()
    shown = tuple(
        Shown(
            each.key,
            each.write(getattr(used, each.key)),
            each.default,
            each.allowed,
            each.meaning,
        )
        for each in ([wanted] if wanted else SETTINGS.values())
    )
    _print(shown, as_json)


def _print(settings: tuple[Shown, ...], as_json: bool) -> None:
    if as_json:
        print_json("config", AllSettings(settings))
    elif not on_terminal():
        tab_separated((each.key, each.value) for each in settings)
    else:
        for each in settings:
            say(f"{each.key} = {each.value}")
            say(f"{each.meaning}; {each.allowed}; default {each.default}", indent=4)
