"""`help`: the manual, a page a topic, and what a command takes."""

from collections.abc import Sequence
from typing import Annotated, Any

from typer import Argument, Context
from typer.core import TyperGroup

from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.limits import LONGEST_QUOTE
from readtrack.manual import INSIDE, TOPICS, ManualPage, read_page
from readtrack.names import answers, fold, has_words, nearly
from readtrack.render.pager import page
from readtrack.render.show import show
from readtrack.render.terminal import on_terminal, say


def _topics() -> list[str]:
    from readtrack.cli.app import COMMANDS

    return [*TOPICS, *COMMANDS]


@examples("readtrack help", "readtrack help dates", "readtrack help later add")
def help_(
    ctx: Context,
    topic: Annotated[
        list[str] | None,
        Argument(
            metavar="[TOPIC]",
            help="A topic, a word of its title, or a command.",
            autocompletion=_topics,
        ),
    ] = None,
) -> None:
    """Read the manual: its topics, or one of them."""
    words = fold(" ".join(topic or ())).split()
    if not words:
        pages = [read_page(name) for name in TOPICS]
        show(
            "help",
            None,
            lambda: _list(pages),
            as_json=False,
            rows=lambda: [("topic", "summary"), *((each.topic, each.summary) for each in pages)],
        )
        return
    found = _find(ctx, words)
    if found is None:
        raise _unknown(" ".join(topic or ()), words)
    if isinstance(found, str):
        page(lambda _: found)
    elif on_terminal():
        from readtrack.render.manual import on_screen

        page(lambda colour: on_screen(found.text, colour=colour))
    else:
        page(lambda _: found.text)


def _list(pages: Sequence[ManualPage]) -> None:
    indent = max(len(each.topic) for each in pages) + 2
    say("readtrack help TOPIC shows a page of the manual:", "")
    for each in pages:
        if each.topic == INSIDE[0]:
            say("", "For who works on readtrack itself:", "")
        say(f"{each.topic:<{indent}}{each.summary}", hanging=indent)
    say("", "What a command takes: readtrack COMMAND --help")


def _find(ctx: Context, words: Sequence[str]) -> ManualPage | str | None:
    """Return the page, or the help of the command, that the words name; else None."""
    name = "-".join(words)
    if name in TOPICS:
        return read_page(name)
    return _command(ctx, words) or _page(words) or _command(ctx, words, whole=False) or _near(words)


def _page(words: Sequence[str]) -> ManualPage | None:
    """Return the page whose name or title has words that begin so; UsageError for several."""
    pages = map(read_page, TOPICS)
    found = [each for each in pages if answers(" ".join(words), f"{each.topic} {each.title}")]
    if len(found) > 1:
        *most, last = (each.topic for each in found)
        what = f"{' '.join(words)} could be {', '.join(most)} or {last}."
        raise UsageError(what, f"Write more of the one you mean: readtrack help {last}")
    return found[0] if found else None


def _near(words: Sequence[str]) -> ManualPage | None:
    """Return the only page whose name or title nearly matches, as after a typing error."""
    pages = map(read_page, TOPICS)
    found = [each for each in pages if nearly(" ".join(words), f"{each.topic} {each.title}")]
    return found[0] if len(found) == 1 else None


def _command(ctx: Context, words: Sequence[str], *, whole: bool = True) -> str | None:
    """Return the help of a command such as `later add`; unless `whole`, words may be shortened."""
    context: Any = ctx.find_root()
    for word in words:
        command = context.command
        if not isinstance(command, TyperGroup):
            return None
        names = command.list_commands(context)
        found = [name for name in names if name == word or (not whole and name.startswith(word))]
        if len(found) != 1:
            return None
        inner = command.get_command(context, found[0])
        assert inner is not None
        context = inner.make_context(found[0], [], parent=context, resilient_parsing=True)
    return f"{context.get_help()}\n"


def _unknown(typed: str, words: Sequence[str]) -> UsageError:
    """Return the error for a topic that does not exist, with the pages that mention it."""
    quoted = typed if len(typed) <= LONGEST_QUOTE else f"{typed[: LONGEST_QUOTE - 1]}…"
    wrong = f"The manual has no topic {quoted!r}"
    having = [
        name
        for name in TOPICS
        if name not in INSIDE and has_words(" ".join(words), read_page(name).text)
    ]
    if having:
        wrong = f"{wrong}, but {' and '.join(having)} " + ("has" if len(having) == 1 else "have")
        wrong = f"{wrong} the word" + ("" if len(words) == 1 else "s")
    topics = f"Topics: {', '.join(TOPICS)}; or any command."
    return UsageError(f"{wrong}.", topics, {typed: [*having, *TOPICS][0]})
