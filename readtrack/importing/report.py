"""What became of the items of one file."""

from collections.abc import Mapping

from readtrack.planning.imported import STATES, ImportedItem


class Tally:
    """Counts the items by state, and keeps the first of each, as many as are `listed`."""

    def __init__(self, listed: Mapping[str, int]) -> None:
        self._listed = listed
        self.counts = dict.fromkeys(STATES, 0)
        self.items: list[ImportedItem] = []

    def tell(self, state: str, place: str, title: str, reason: str = "", remedy: str = "") -> None:
        self.counts[state] += 1
        if self.counts[state] <= self._listed.get(state, 0):
            self.items.append(ImportedItem(place, state, title, reason, remedy))
