"""`routine`: the recurring times you read, and the minutes of each."""

from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.checks import at_most_one, check_change_asked, checked_text
from readtrack.cli.groups import free_routine_name, group, name_and_rest
from readtrack.cli.options import Json, Kinds, weekdays
from readtrack.cli.options import routines as names_of_routines
from readtrack.cli.options import words as words_of
from readtrack.cli.session import opened
from readtrack.cli.usage import ExampleCommand, WholeTitle, examples
from readtrack.durations import minutes_of_a_day
from readtrack.errors import UsageError
from readtrack.library import Library, Routine
from readtrack.model import Kind
from readtrack.named_tuple import NamedTuple
from readtrack.names import answers, fold
from readtrack.planning.capacity import Capacity
from readtrack.planning.groups import routine_change
from readtrack.planning.situation import Situation
from readtrack.render.routine import print_routine_change, print_routines, routine_rows
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.weekdays import parse_weekdays
from readtrack.words.commands import command_line

routine_ = group("routine")

ROUTINE = "name of the routine"

DAYS = Option("--days", metavar="DAYS", help="mon-fri, sat,sun or daily.", autocompletion=weekdays)
Name = Annotated[
    str, Argument(metavar="NAME", help="As list shows it.", autocompletion=names_of_routines)
]
NameAndMinutes = Annotated[
    list[str],
    Argument(
        metavar="NAME [MINUTES]",
        help="As list shows it, and 40, 40m or 1:10.",
        autocompletion=names_of_routines,
    ),
]
Minutes = Annotated[
    str | None, Option("--minutes", metavar="MINUTES", help="The same, as an option.")
]
NewKind = Annotated[
    Kind | None,
    Option("--for", metavar="USE", click_type=words_of(Kind), help="What it can be used for."),
]


class Routines(NamedTuple):
    routines: tuple[Routine, ...]
    capacity: Capacity


@routine_.callback(invoke_without_command=True)
@examples(
    "readtrack routine",
    "readtrack routine add bed 30m --for text",
    "readtrack routine edit bed 40m",
)
def root(ctx: Context, as_json: Json = False) -> None:
    """The recurring times you read, and the minutes of each. Alone, it lists them."""
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@routine_.command("add", cls=ExampleCommand)
@examples(
    "readtrack routine add bed 30m --for text",
    "readtrack routine add commute 40m --days mon-fri",
    "readtrack routine add chores 25m --days sat,sun --for audio",
)
def add(
    ctx: Context,
    name: Annotated[str, Argument(metavar="NAME", help="Such as commute or bed.")],
    minutes: Annotated[str, Argument(metavar="MINUTES", help="40, 40m or 1:10.")],
    days: Annotated[str, DAYS] = "daily",
    kind: Kinds = Kind.EITHER,
    as_json: Json = False,
) -> None:
    """Name a time you read, and say what it is good for."""
    with opened(ctx) as store:
        routines = store.routines()
        name = checked_text(name, ROUTINE)
        if any(fold(each.name) == fold(name) for each in routines):
            raise UsageError(
                f"There is a routine called {name} already.",
                "To change it: "
                + command_line("routine edit", name, options=("--minutes", minutes)),
            )
        new = Routine(
            0, name, minutes_of_a_day(minutes), parse_weekdays(days), kind, store.now.today
        )
        with store.command(f"add routine {name}"):
            new = new._replace(id=store.add(new))
        _show("add", new, store.situation(), as_json)


@routine_.command("list", cls=ExampleCommand)
@examples("readtrack routine list")
def list_(ctx: Context, as_json: Json = False) -> None:
    """The routines, and the minutes they give a reading day."""
    with opened(ctx) as store:
        situation = store.situation()
    report = Routines(situation.library.routines, situation.capacity)
    show(
        "routine",
        report,
        lambda: print_routines(report.routines, report.capacity),
        as_json,
        lambda: routine_rows(report.routines),
    )


@routine_.command("edit", cls=ExampleCommand)
@examples(
    "readtrack routine edit walk 40m", "readtrack routine edit walk --days mon-fri --name commute"
)
def edit(
    ctx: Context,
    words: NameAndMinutes,
    new_name: Annotated[str | None, Option("--name", metavar="NEW", help="Another name.")] = None,
    minutes: Minutes = None,
    days: Annotated[str | None, DAYS] = None,
    kind: NewKind = None,
    as_json: Json = False,
) -> None:
    """Change a routine. What it offers is measured anew from then on."""
    with opened(ctx) as store:
        routines = store.routines()
        name, typed = name_and_rest(
            words, lambda name: any(answers(name, r.name) for r in routines)
        )
        at_most_one({"MINUTES": typed or None, "--minutes": minutes})
        minutes = minutes or typed or None
        routine = _called(routines, name)
        changed = routine._replace(
            name=routine.name if new_name is None else checked_text(new_name, ROUTINE),
            minutes=routine.minutes if minutes is None else minutes_of_a_day(minutes),
            weekdays=routine.weekdays if days is None else parse_weekdays(days),
            kind=kind or routine.kind,
        )
        if changed == routine:
            options = ("--days", "mon-fri")
            example = command_line("routine edit", routine.name, "40m", options=options)
            check_change_asked(example, asked=bool(typed))
            _show("edit", routine, store.situation(), as_json)
            return
        others = (each for each in routines if each.id != routine.id)
        if any(fold(each.name) == fold(changed.name) for each in others):
            raise UsageError(
                f"There is a routine called {changed.name} already.",
                "Take another name.",
                {"--name": free_routine_name(changed.name, store.routines())},
            )
        if changed._replace(name=routine.name) != routine:
            changed = changed._replace(since=store.now.today)
        with store.command(f"edit routine {routine.name}"):
            store.change(changed)
        _show("edit", changed, store.situation(), as_json)


@routine_.command("drop", cls=WholeTitle)
@examples("readtrack routine drop walk")
def drop(ctx: Context, name: Name, as_json: Json = False) -> None:
    """Give a routine up."""
    with opened(ctx) as store:
        routine = _called(store.routines(), name)
        with store.command(f"drop routine {routine.name}"):
            store.remove(routine)
        _show("drop", routine, store.situation(), as_json)


def _show(verb: str, routine: Routine, after: Situation, as_json: bool) -> None:
    report = routine_change(routine, after)

    def screen() -> None:
        print_routine_change(report, dropped=verb == "drop")
        _note_no_time(after.library)

    show(f"routine.{verb}", report, screen, as_json)


def _called(routines: Sequence[Routine], words: str) -> Routine:
    exact = [each for each in routines if fold(each.name) == fold(words)]
    found = exact or [each for each in routines if answers(words, each.name)]
    if len(found) == 1:
        return found[0]
    named = ", ".join(each.name for each in routines)
    raise UsageError(
        f"{'No' if not found else 'More than one'} routine is called {words!r}.",
        f"There are: {named}." if named else "Name one: readtrack routine add bed 30m --for text",
        {words: (found or routines)[0].name} if routines else {},
    )


def _note_no_time(library: Library) -> None:
    """Note each title that is out and that no routine has time for."""
    kinds = {each.kind for each in library.routines}
    if library.routines and Kind.EITHER not in kinds:
        for title in library.titles:
            if not any(loan.kind in kinds for loan in title.loans):
                use = "listen to" if title.loans[0].kind is Kind.AUDIO else "read"
                note(f"No routine has time to {use} {title.book.title}.")
