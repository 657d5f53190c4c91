"""What a chart draws: burn-downs, the load ahead or the year behind."""

from datetime import date

from readtrack.named_tuple import NamedTuple
from readtrack.planning.burn_down import BurnDown
from readtrack.planning.load import Load
from readtrack.planning.year import Year


class Chart(NamedTuple):
    """One of the three; the others are null."""

    today: date
    burn_downs: tuple[BurnDown, ...] | None
    load: Load | None
    year: Year | None
