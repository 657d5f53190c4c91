"""The demand test step by step, for `--explain`."""

from datetime import date

from readtrack.model import Kind
from readtrack.named_tuple import NamedTuple
from readtrack.planning.fit import By, Workload, dates_of


class DateDemand(NamedTuple):
    """One line of the demand test: the minutes due by a goal date, and the minutes until then.

    A title in two editions counts with the one that takes fewer minutes.
    """

    date: date
    text_minutes: float
    audio_minutes: float
    for_text: float
    for_audio: float
    in_all: float


def steps(work: Workload, by: By = "goal") -> tuple[DateDemand, ...]:
    """Return the demand test for each goal or due date."""
    found = []
    for day in dates_of(work, by):
        part = work.upto(day, by)
        least = [min(each.editions, key=lambda edition: edition.minutes) for each in part.demands]
        needed = {
            kind: sum(each.minutes for each in least if each.kind is kind)
            for kind in (Kind.TEXT, Kind.AUDIO)
        }
        found.append(DateDemand(day, needed[Kind.TEXT], needed[Kind.AUDIO], *work.through(day)))
    return tuple(found)
