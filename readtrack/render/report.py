"""Prepares the words and pictures of the report for its page."""

from collections.abc import Iterator, Sequence
from datetime import date

from readtrack.dates import day_text
from readtrack.named_tuple import NamedTuple
from readtrack.names import shown
from readtrack.planning.burn_down import BurnDown, burn_downs
from readtrack.planning.chart import Chart
from readtrack.planning.load import load_ahead
from readtrack.planning.pace import LoanPace, PaceReport
from readtrack.planning.review import Review
from readtrack.planning.situation import Situation
from readtrack.planning.year import Year
from readtrack.render.checkup import advice_on, figure_text, finding_name, limit_of
from readtrack.render.glance import todays_shares
from readtrack.render.review import facts
from readtrack.render.terminal import label
from readtrack.words.alerts import DueReport
from readtrack.words.chart import fact_words, load_words, year_words
from readtrack.words.checkup import Advised, AdvisedCheckup
from readtrack.words.loans import FORMATS, magazine_words, size_words, today_words
from readtrack.words.page import PageFigure, PageLoan, PageReview, PageWarning, Pictured, ReportPage
from readtrack.words.standing import capacity_words, slot_words, standing_words


class Reported(NamedTuple):
    """The contents of the report."""

    situation: Situation
    pace: PaceReport
    due: DueReport
    checkup: AdvisedCheckup
    year: Year
    reviews: tuple[Review, ...]
    """Reviews of ended loans, newest first."""


def charts_of(found: Reported) -> list[Chart]:
    """Return the charts: each title, the load if anything is out, and the year."""
    today, situation = found.situation.today, found.situation
    load = load_ahead(situation)
    return [
        *(Chart(today, (burn,), None, None) for burn in burn_downs(situation)),
        *([Chart(today, None, load, None)] if load.days else []),
        Chart(today, None, None, found.year),
    ]


def drawn(charts: Sequence[Chart]) -> Iterator[Pictured]:
    """Yield the charts one by one, as drawing is slow, each for a screen and for a phone."""
    from readtrack.render.svg import inline
    from readtrack.render.svg_parts import NARROW, WIDE

    for number, chart in enumerate(charts, 1):
        yield Pictured(inline(chart, WIDE, f"w{number}-"), inline(chart, NARROW, f"n{number}-"))


def page_of(found: Reported, charts: Sequence[Chart], pictures: Sequence[Pictured]) -> ReportPage:
    situation, today = found.situation, found.situation.today
    loans, load_facts, load_picture = [], [], None
    for chart, picture in zip(charts, pictures, strict=True):
        if chart.burn_downs:
            loans.append(_loan(chart.burn_downs[0], picture, found.pace))
        elif chart.load:
            load_facts, load_picture = load_words(chart.load, today), picture
    standing = (slot_words(found.pace.slots), capacity_words(situation.capacity))
    return ReportPage(
        day=f"{today:%A} {today.day} {today:%B} {today.year}",
        glance=tuple(_glance(found.pace)),
        standing=" · ".join((*standing, standing_words(situation))),
        warnings=tuple(_warnings(found.due)),
        loans=tuple(loans),
        magazines=tuple(magazine_words(row, today) for row in found.pace.magazines),
        load_words=tuple(load_facts),
        load=load_picture,
        year_words=year_words(found.year, today),
        year=pictures[-1],
        checkup_since=day_text(found.checkup.since, today),
        checkup=tuple(_figure(each, found.checkup) for each in found.checkup.findings),
        history=tuple(_review(each, today) for each in found.reviews),
    )


def _glance(report: PaceReport) -> Iterator[tuple[str, str]]:
    """Yield a line for each title: its share of today in its editions, or that it has none."""
    for title, row in todays_shares(row for row in report.loans if row.status != "expired"):
        yield title, today_words(row).partition("; ")[0]


def _warnings(due: DueReport) -> Iterator[PageWarning]:
    for each in due.warnings:
        yield PageWarning(label(each.severity), str(each.severity), f"{each.title}", each.message)
    for hold in due.holds:
        yield PageWarning("hold ready", "renewable", f"{hold.title}", hold.message)


def _loan(burn: BurnDown, picture: Pictured, pace: PaceReport) -> PageLoan:
    rows: list[LoanPace] = [row for row in pace.loans if row.book == burn.book]
    reasons = dict.fromkeys(row.why for row in rows if row.why)
    return PageLoan(
        title=f"{burn.title}",
        authors=" and ".join(burn.authors),
        status=label(burn.status),
        mark=str(burn.status),
        facts=(" · ".join(_size(row, row.until) for row in rows), *fact_words(burn, pace.today)),
        why="; ".join(reasons) or None,
        picture=picture,
    )


def _size(row: LoanPace | Review, until: float | None) -> str:
    return f"{FORMATS[row.format]}, {size_words(row.unit, row.length, until)}"


def _figure(finding: Advised, report: AdvisedCheckup) -> PageFigure:
    return PageFigure(
        finding_name(finding),
        figure_text(finding, report),
        limit_of(finding),
        finding.worry,
        " ".join(advice_on(finding, report.today)),
    )


def _review(report: Review, today: date) -> PageReview:
    logged = any(report.fifths)
    return PageReview(
        title=f"{report.title}",
        authors=" and ".join(report.authors),
        what=_size(report, None),
        facts=tuple((name, shown(value)) for name, value in facts(report, today)),
        fifths=tuple(round(each) for each in report.fifths) if logged else (),
    )
