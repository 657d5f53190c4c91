"""The report as a page: its texts and charts, in reading order."""

from readtrack.named_tuple import NamedTuple


class Pictured(NamedTuple):
    """One chart, drawn for a screen and for a phone."""

    wide: str
    narrow: str


class PageLoan(NamedTuple):
    title: str
    authors: str
    status: str
    """The status in words."""
    mark: str
    """The status as a key, which decides its colour."""
    facts: tuple[str, ...]
    why: str | None
    picture: Pictured


class PageWarning(NamedTuple):
    severity: str
    mark: str
    title: str
    message: str


class PageFigure(NamedTuple):
    """A finding of the checkup."""

    name: str
    figure: str
    limit: str
    worry: bool
    advice: str


class PageReview(NamedTuple):
    title: str
    authors: str
    what: str
    facts: tuple[tuple[str, str], ...]
    fifths: tuple[int, ...]
    """The percentage read in each fifth of the loan; empty if nothing was logged."""


class ReportPage(NamedTuple):
    day: str
    glance: tuple[tuple[str, str], ...]
    """What to read today: each title with its share."""
    standing: str
    warnings: tuple[PageWarning, ...]
    loans: tuple[PageLoan, ...]
    magazines: tuple[str, ...]
    load_words: tuple[str, ...]
    load: Pictured | None
    year_words: str
    year: Pictured
    checkup_since: str
    checkup: tuple[PageFigure, ...]
    history: tuple[PageReview, ...]
