"""`chart`: what is left, asked and read as pictures."""

from typing import Annotated

from typer import Argument, Context, Option

from readtrack.cli.choose import choose_title
from readtrack.cli.options import Json, Offers, loans_out
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.errors import ReadtrackError, UsageError, WhichBook
from readtrack.planning.burn_down import burn_downs
from readtrack.planning.chart import Chart
from readtrack.planning.load import load_ahead
from readtrack.planning.year import first_of_year, year_behind
from readtrack.render.chart_rows import chart_rows
from readtrack.render.show import show
from readtrack.render.terminal import say
from readtrack.store.store import Store
from readtrack.store.years import read_days
from readtrack.words.commands import command_line
from readtrack.words.loans import NOTHING_OUT

LOAD, YEAR = "load", "year"
BEGIN = "Start with: readtrack add 'Hard Times' --pages 304"


def subjects(ctx: Context, incomplete: str) -> Offers:
    """Complete what can be drawn: the books that are out, `load` and `year`."""
    words = [(LOAD, "minutes asked and minutes there are"), (YEAR, "minutes read, day by day")]
    return [*loans_out(ctx, incomplete), *words]


@examples(
    "readtrack chart",
    "readtrack chart dune",
    "readtrack chart load",
    "readtrack chart year --svg year.svg",
)
def chart_(
    ctx: Context,
    book: Annotated[
        str | None,
        Argument(
            metavar="[BOOK|load|year]",
            help="Words of the title, or the number that list shows; else all that are out.",
            autocompletion=subjects,
        ),
    ] = None,
    svg: Annotated[
        str | None,
        Option("--svg", metavar="FILE", help="Draw it into an SVG file; - is the output."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Draw what is left of each book, day by day to its end.

    `chart load` draws the minutes asked of each day, `chart year` those read.
    """
    if svg is not None and as_json:
        what = "--svg and --json are two answers."
        raise UsageError(what, "Write one, then the other.", {"--json": None})
    with opened(ctx) as store:
        chart = _chart(store, book)
    if svg is not None:
        _write_svg(store.path, svg, chart)
        return
    show("chart", chart, lambda: _print(chart), as_json, lambda: chart_rows(chart))


def _chart(store: Store, words: str | None) -> Chart:
    today = store.now.today
    if words == YEAR:
        return Chart(today, None, None, year_behind(read_days(store, first_of_year(today)), today))
    situation = store.situation()
    if words == LOAD:
        return Chart(today, None, load_ahead(situation), None)
    if words is None:
        return Chart(today, burn_downs(situation, None), None, None)
    title = choose_title(store, situation.library, words)
    if not title.loans[0].has_end:
        what = f"{title.book.title} is a magazine, with no reading to draw."
        raise WhichBook(what, "Its dates: " + command_line("show", title.loans[0].id))
    return Chart(today, burn_downs(situation, title.book.id), None, None)


def _print(chart: Chart) -> None:
    if chart.year is not None:
        from readtrack.render.chart_year import print_year

        print_year(chart.year, chart.today)
    elif not (chart.burn_downs or (chart.load and chart.load.days)):
        say(NOTHING_OUT)
    elif chart.load is not None:
        from readtrack.render.chart_load import print_load

        print_load(chart.load, chart.today)
    elif chart.burn_downs:
        from readtrack.render.chart import print_burn_downs

        print_burn_downs(chart.burn_downs, chart.today)


def _write_svg(store: str, file: str, chart: Chart) -> None:
    if not (chart.year or chart.burn_downs or (chart.load and chart.load.days)):
        raise ReadtrackError("Nothing is checked out, so there is nothing to draw.", BEGIN)
    from readtrack.cli.export import hand_over
    from readtrack.render.svg import BEGINS, drawing

    hand_over(store, file, BEGINS, [drawing(chart)], f"the picture to {file}.")
