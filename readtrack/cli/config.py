"""`config`: settings with their meaning, default and allowed values."""

from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.options import Json, setting_keys, setting_values
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.settings import SETTINGS, SettingInUse, in_use, normal, setting
from readtrack.store.store import Store


@examples("readtrack config", "readtrack config cap 3", "readtrack config cap --default")
def config_(
    ctx: Context,
    key: Annotated[
        str | None, Argument(metavar="[KEY]", help="A setting.", autocompletion=setting_keys)
    ] = None,
    value: Annotated[
        str | None,
        Argument(metavar="[VALUE]", help="What to set it to.", autocompletion=setting_values),
    ] = None,
    default: Annotated[bool, Option("--default", help="Return it to its default.")] = False,
    as_json: Json = False,
) -> None:
    """Show the settings, show one, or set one."""
    wanted = None if key is None else setting(key)
    with opened(ctx, looks=value is None and not default) as store:
        changes = wanted is not None and (value is not None or default)
        if value is not None and default:
            what = "A value and --default exclude each other."
            raise UsageError(what, "Give one of them.", {"--default": None})
        if wanted is not None and changes:
            chosen = None if value is None else normal(wanted.key, value)
            with store.command(f"set {wanted.key} to {chosen or wanted.default}"):
                store.set(wanted.key, None if chosen == wanted.default else chosen)
        elif default:
            raise UsageError(
                "--default needs a setting.",
                f"Name one: {', '.join(SETTINGS)}. Such as: readtrack config cap --default",
            )
        used = store.settings()
        settings = tuple(in_use(each, used) for each in ([wanted] if wanted else SETTINGS.values()))
        show(
            "config",
            lambda: _report(settings, store if changes else None),
            lambda: _print(settings),
            as_json,
            lambda: [SettingInUse._fields, *settings],
        )


def _report(settings: tuple[SettingInUse, ...], changed: Store | None) -> object:
    from readtrack.planning.changes import all_settings  # for JSON alone: it loads the planning

    return all_settings(settings, changed.situation() if changed else None)


def _print(settings: tuple[SettingInUse, ...]) -> None:
    for each in settings:
        say(f"{each.key} = {each.value}")
        say(f"{each.meaning}; {each.allowed}; default {each.default}", indent=4)
