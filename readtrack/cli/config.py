"""`config`: settings with their meaning, default and allowed values."""

from typing import Annotated, NamedTuple

import typer

from readtrack.cli.completion import setting_keys, setting_values
from readtrack.cli.options import Json
from readtrack.cli.session import Session
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.model import Settings
from readtrack.planning.fit import Fit
from readtrack.planning.pace import Slots, slots
from readtrack.planning.situation import Situation
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.settings import SETTINGS, Setting, normal, setting


class Shown(NamedTuple):
    key: str
    value: str
    default: str
    allowed: str
    meaning: str


class AllSettings(NamedTuple):
    settings: tuple[Shown, ...]
    slots: Slots | None
    fit: Fit | None
    """How things stand once one was set; null where they are only shown."""


@examples("readtrack config", "readtrack config cap 3", "readtrack config cap --default")
def config_(
    ctx: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(
            help="A setting.",
            autocompletion=setting_keys,
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(
            help="What to set it to.",
            autocompletion=setting_values,
        ),
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="Return it to its default.")] = False,
    as_json: Json = False,
) -> None:
    """Show the settings, show one, or set one."""
    session: Session = ctx.obj
    wanted = None if key is None else setting(key)
    with session.open(looks=value is None and not default) as store:
        changes = wanted is not None and (value is not None or default)
        if wanted is not None and changes:
            if value is not None and default:
                raise UsageError("A value and --default exclude each other.", "Give one of them.")
            kept = None if default or value is None else normal(wanted.key, value)
            with store.command(f"set {wanted.key} to {kept or wanted.default}"):
                store.set(wanted.key, None if kept == wanted.default else kept)
        elif default:
            raise UsageError("--default needs a setting.", "Name one: " + ", ".join(SETTINGS))
        used = store.settings()
        settings = tuple(_shown(each, used) for each in ([wanted] if wanted else SETTINGS.values()))
        show(
            "config",
            lambda: _report(settings, store.situation() if changes else None),
            lambda: _print(settings),
            as_json=as_json,
            rows=lambda: [Shown._fields, *settings],
        )


def _report(settings: tuple[Shown, ...], after: Situation | None) -> AllSettings:
    if after is None:
        return AllSettings(settings, None, None)
    return AllSettings(settings, slots(after), after.fit)


def _shown(each: Setting, used: Settings) -> Shown:
    value = each.write(getattr(used, each.key))
    return Shown(each.key, value, each.default, each.allowed, each.meaning)


def _print(settings: tuple[Shown, ...]) -> None:
    for each in settings:
        say(f"{each.key} = {each.value}")
        say(f"{each.meaning}; {each.allowed}; default {each.default}", indent=4)
