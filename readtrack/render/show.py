"""Shows the answer of a command: JSON if asked for, rows in a pipe, else sentences."""

from collections.abc import Callable, Iterable, Sequence

from readtrack.render.terminal import on_terminal, tab_separated

Rows = Iterable[Sequence[object]]


def show(
    command: str,
    report: object,
    screen: Callable[[], object],
    *,
    as_json: bool,
    rows: Callable[[], Rows] | None = None,
) -> None:
    """Print the report of a command: as JSON if asked for, else drawn by `screen`.

    A report that only JSON needs may be a function, which is called only then. In a pipe a list is
    tab-separated: `rows` returns its header and a row for each thing.
    """
    if as_json:
        from readtrack.render.as_json import print_json

        print_json(command, report() if callable(report) else report)
    elif rows is not None and not on_terminal():
        tab_separated(rows())
    else:
        screen()
