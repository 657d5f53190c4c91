"""Listings in a pipe: a header, one set of names over all of them, one form a name."""

import re

import pytest

from tests.cli.given import cells, given
from tests.terminal import Home

DATE, NUMBER, WORD, TEXT, YES = r"\d{4}-\d\d-\d\d", r"-?\d+(\.\d+)?", r"[a-z_+]+", r".+", r"yes|no"
AMOUNT = rf"{NUMBER}%?|\d+:\d\d:\d\d"
FORMS = {
    **dict.fromkeys(("id", "loan", "days", "days_left", "percent"), r"\d+"),
    **dict.fromkeys(("minutes", "capacity_minutes", "load", "chance_on_time"), NUMBER),
    **dict.fromkeys(("figure", "threshold"), NUMBER),
    **dict.fromkeys(("peak_load", "peak_load_before", "peak_load_after"), NUMBER),
    **dict.fromkeys(("position", "length", "until", "need_per_day", "from", "to"), AMOUNT),
    **dict.fromkeys(("today_from", "today_to", "today_left"), AMOUNT),
    **dict.fromkeys(("per_calendar_day", "per_reading_day"), AMOUNT),
    **dict.fromkeys(("date", "day", "due", "checked_out", "ended", "likely_finish", "since"), DATE),
    **dict.fromkeys(("hold_ready", "safe_from", "earliest_safe", "breaks_on", "first"), DATE),
    **dict.fromkeys(("last", "collect_by"), DATE),
    **dict.fromkeys(("suspend", "fits", "worry", "undone"), YES),
    **dict.fromkeys(("format", "status", "severity", "decision", "state", "unit", "setting"), WORD),
    **dict.fromkeys(("kind", "key"), WORD),
    **dict.fromkeys(("title", "authors", "message", "way_out", "command", "reasons"), TEXT),
    **dict.fromkeys(("routine", "name", "what", "words", "weekdays", "place", "file"), TEXT),
    **dict.fromkeys(("reason", "remedy", "advice", "meaning", "allowed", "value", "default"), TEXT),
    "ending": r"returned|let go|expired",
    "at": rf"{DATE}T\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    "due_time": r"\d\d:\d\d",
    "schema": r"readtrack\.[a-z.]+/1",
}
"""What stands in a column, by its name; a cell without a value is empty."""

LISTINGS = (
    "pace", "plan", "due", "ways", "ways --all", "consider Kim --pages 900", "later", "list",
    "list --all", "checkup", "review villette", "routine", "away", "aside", "snooze",
    "undo --list", "config", "config cap", "doctor", "import loans.csv --dry-run", "schema",
)  # fmt: skip


NEVER_EMPTY = ("consider", "config", "checkup", "review", "import", "schema")


@pytest.fixture(scope="module")
def busy(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A reader with something in every listing, and more to read than there is time for."""
    home = Home(tmp_path_factory.mktemp("busy"))
    (home.folder / "loans.csv").write_text("title,pages,due\nMiddlemarch,900,2026-03-30\n,9,\n")
    given(home, "config cap 3", "routine add bed 30m --for text", "routine add bus 20m --for audio")
    given(home, "add Villette --pages 20", "drop villette", "add Emma --pages 900 --until 800")
    given(home, "add Emma --audio 16:42", "log emma 1:40:12 --minutes 70")
    given(home, "add Lolly --pages 300 --days 3 --time 9:00", "add Cranford --percent")
    given(home, "later add Carmilla --audio 4:10 --hold-ready 2026-03-20", "snooze emma")
    given(home, "later add Kes --pages 90 --hold-ready today --collect-by fri", "aside 30 LRB")
    given(home, "away 2026-03-10..2026-03-11", "add Wired --format magazine --days 2")
    return home


@pytest.mark.parametrize("line", LISTINGS)
def test_every_cell_has_the_form_of_its_column(
    busy: Home, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(busy.folder)
    header, *rows = cells(busy.run(*line.split()).out)

    assert rows or line == "doctor"
    assert set(header) <= set(FORMS)
    assert len(set(header)) == len(header)
    for row in rows:
        assert len(row) == len(header)
        for name, cell in zip(header, row, strict=True):
            assert not cell or re.fullmatch(FORMS[name], cell), f"{name}: {cell!r}"


@pytest.mark.parametrize("line", [line for line in LISTINGS if not line.startswith(NEVER_EMPTY)])
def test_an_empty_listing_is_its_header(line: str, busy: Home, home: Home) -> None:
    if line == "doctor":
        home.ok("list")  # which makes the store that is examined
    assert cells(home.ok(*line.split())) == [cells(busy.run(*line.split()).out)[0]]
