"""`report`: everything on one page."""

from typing import Annotated

from typer import Argument, Context

from readtrack.cli.checkup import LONGEST_RUN
from readtrack.cli.export import hand_over
from readtrack.cli.holds import hold_warnings
from readtrack.cli.session import opened
from readtrack.cli.usage import examples
from readtrack.exporters.html import BEGINS, document, template
from readtrack.planning.alerts import alerts
from readtrack.planning.checkup import checkup
from readtrack.planning.pace import pace_report
from readtrack.planning.review import reading_of, review
from readtrack.planning.year import first_of_year, year_behind
from readtrack.render.progress import stepped
from readtrack.render.report import Reported, charts_of, drawn, page_of
from readtrack.store.store import Store
from readtrack.store.years import out_since, read_days
from readtrack.words.alerts import due_report
from readtrack.words.checkup import advised


@examples("readtrack report reading.html")
def report_(
    ctx: Context,
    file: Annotated[str, Argument(metavar="FILE", help="Where to; - is standard output.")],
) -> None:
    """Write one page of HTML to look at, print or send.

    Today, each book with its chart, the days ahead, the year, the checkup and what you gave back
    last. It needs no other file and loads nothing.
    """
    with opened(ctx, looks=True) as store:
        found = _reported(store)
    written_with = template()
    charts = charts_of(found)
    pictures = list(stepped(drawn(charts), len(charts), "Drawing"))
    page = document(page_of(found, charts, pictures), written_with)
    hand_over(store.path, file, BEGINS, [page], f"the report to {file}.")


def _reported(store: Store) -> Reported:
    situation = store.situation()
    library, today = situation.library, situation.today
    pace = pace_report(situation)
    ended = (loan for loan in library.past if loan.ended is not None)
    return Reported(
        situation=situation,
        pace=pace,
        due=due_report(alerts(situation, pace), today, hold_warnings(store, situation)),
        checkup=advised(checkup(situation, out_since(store, today - LONGEST_RUN)), library),
        year=year_behind(read_days(store, first_of_year(today)), today),
        reviews=tuple(
            review(loan, reading_of(loan, store.loans_of(loan.book.id)), library) for loan in ended
        ),
    )
