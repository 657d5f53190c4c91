"""Every screen at every width: no line too long, nothing cut but titles and names."""

import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from readtrack.model import Status
from readtrack.render.terminal import label
from readtrack.words.loans import FORMATS
from tests.cli.given import given
from tests.slow import few
from tests.terminal import Home, command, on_terminal

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store

TITLES = {
    "short": "Emma",
    "long": f"Zwölf Kapitel über {'Donaudampfschifffahrtsgesellschaft' * 2} und was daraus wurde",
    "chinese": "数学ガール 乱択アルゴリズムと確率的な思考についての長い物語",
    "arabic": "كِتَاب الليل والنهار في المدينة القديمة حيث كان الناس يقرؤون",
    "emoji": "💥 Boom 👩‍👩‍👧 and the ❤️ of 🇩🇪 things that never end, told once more",
    "author": "Yellow",
}
NAMES = (*TITLES.values(), "a routine of a long name", "Ursula Kroeber Le Guin the Elder")
WIDTHS = (40, 80)
SCREENS = (
    "", "pace", "plan", "due", "list", "later", "checkup", "consider {chinese} --pages 300",
    "pace --wide", "list --all", "list --past", "show {long}", "review 1", "routine", "away",
    "aside", "snooze", "config", "ways", "ways --all", "plan --days 60", "pace --explain",
    "consider Neu --audio 30:00", "undo --list",
)  # fmt: skip


def add(title: str, *words: str) -> str:
    return shlex.join(["add", TITLES[title], *words, "--anyway", "--why", "a long reason " * 6])


def crowded(home: Home) -> None:
    """Nine loans, of which not all can be read in time."""
    given(home, "config cap 9", "routine add 'a routine of a long name' 30 --for text")
    given(
        home,
        "routine add bus 95 --days mon-fri --for either",
        add("short", "--pages", "300", "--days", "12"),
        f"log {TITLES['short']} 300 --yes",
        add("long", "--pages", "1200"),
        add("chinese", "--pages", "400", "--format", "print"),
        add("chinese", "--audio", "21:30", "--due", "2027-01-04"),
        add("arabic", "--pages", "200", "--format", "print", "--days", "6"),
        add("emoji", "--pages", "310", "--days", "8", "--time", "14:05"),
        add("author", "--author", "Ursula Kroeber Le Guin the Elder", "--percent", "--days", "7"),
        add("author", "--author", "Ursula Kroeber Le Guin the Elder", "--pages", "90"),
        "add LRB --format magazine",
        "aside 1:20 'London Review of Books, the whole of it, in one go'",
        f"snooze '{TITLES['long']}'",
        "away 2026-03-14..2026-03-16",
    )
    given(home, *shelf())
    home.today = "2026-03-10"
    given(home, "finish Emma", add("short", "--pages", "120"))


def shelf() -> list[str]:
    return [
        shlex.join(
            ["later", "add", f"{TITLES[each]} II", "--pages", pages, "--why", "because " * 9]
        )
        for each, pages in (("arabic", "5000"), ("long", "200"))
    ]


def calm(home: Home) -> None:
    """One loan read far ahead, one read to its end, and room for more."""
    given(home, "routine add bed 30", add("emoji", "--pages", "200", "--due", "2026-04-20"))
    given(home, f"log '{TITLES['emoji']}' 90 --minutes 80 --yes")
    given(home, add("short", "--pages", "10"), "log Emma 10 --yes")


def assumed(home: Home) -> None:
    """Two titles, no routine: one behind, one read ahead of its plan."""
    given(home, add("arabic", "--pages", "500", "--days", "30"), add("short", "--pages", "260"))
    for day in ("03", "04", "05", "06"):
        home.today = f"2026-03-{day}"
        given(home, "log Emma +40 --minutes 75 --yes", f"log '{TITLES['arabic']}' +2 --yes")


STATES = {"crowded": crowded, "calm": calm, "assumed": assumed}


@pytest.fixture(scope="module")
def homes(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Home]:
    """The homes by name, each made once."""
    made: dict[str, Home] = {}

    def home(name: str) -> Home:
        if name not in made:
            made[name] = Home(Path(tmp_path_factory.mktemp(name)))
            STATES[name](made[name])
        return made[name]

    return home


def drawn(home: Home, screen: str, columns: int) -> str:
    """What the screen shows, when nothing in it is too long or cut."""
    words = shlex.split(screen.format(**{name: f"'{text}'" for name, text in TITLES.items()}))
    text = home.screen(*words, columns=columns).out
    for line in text.splitlines():
        assert cell_len(line) <= columns or line.startswith("  readtrack "), line
        for before in line.split("…")[:-1]:
            assert ends_like_a_name(before), line
    return text


def ends_like_a_name(text: str) -> bool:
    """Whether the text ends with the beginning of a title or a name."""
    return any(text.endswith(name[:end]) for name in NAMES for end in range(1, len(name) + 1))


@pytest.mark.parametrize(("state", "screen"), few(
    [(state, screen) for state in STATES for screen in SCREENS], often=12
))  # fmt: skip
def test_no_screen_is_too_wide_or_cuts_what_it_should_not(
    homes: Callable[[str], Home], state: str, screen: str
) -> None:
    for columns in WIDTHS:
        drawn(homes(state), screen, columns)


@pytest.mark.slow
@pytest.mark.parametrize("columns", range(40, 161))
def test_no_screen_is_too_wide_or_cuts_what_it_should_not_at_any_width(
    homes: Callable[[str], Home], columns: int
) -> None:
    for state in STATES if columns % 10 == 0 else ("crowded",):
        for screen in SCREENS:
            drawn(homes(state), screen, columns)


@pytest.mark.parametrize("columns", few(range(40, 161, 10)))
@pytest.mark.parametrize("state", STATES)
def test_tables_have_every_date_percent_and_status_whole(
    homes: Callable[[str], Home], state: str, columns: int
) -> None:
    home = homes(state)
    pace, listed = (drawn(home, screen, columns) for screen in ("pace", "list"))
    rows = json.loads(home.ok("pace", "--json"))["loans"]
    for row in rows:
        due = date.fromisoformat(row["due"])
        short = f"{due.day} {due:%b}" if due.year == 2026 else f"{due:%b}’{due:%y}"
        whole = f"{due.day} {due:%b} {due.year}"
        assert any(text in pace for text in (short, whole, "today")), row["due"]
        assert any(text in listed for text in (short, whole)), row["due"]
        assert row["percent"] is None or f"{int(row['percent'])}%" in listed
    for status in {row["status"] for row in rows} - {"due_today", None}:
        books = [row for row in rows if row["status"] == status and row["format"] != "magazine"]
        assert len(re.findall(label(status), pace)) >= len(books)


@pytest.mark.parametrize("columns", few(range(40, 161, 10)))
def test_editions_stand_under_their_title(homes: Callable[[str], Home], columns: int) -> None:
    home = homes("crowded")
    lines = [line.split() for line in drawn(home, "pace", columns).splitlines()]
    rows = json.loads(home.ok("pace", "--json"))["loans"]
    title = TITLES["chinese"]
    (at,) = (n for n, words in enumerate(lines) if words and words[0] == title.split()[0])
    editions = [FORMATS[row["format"]] for row in rows if row["title"] == title]
    assert len(editions) == 2
    for edition, words in zip(editions, lines[at + 1 :], strict=False):
        assert edition in words[:2]


def test_every_status_is_drawn(homes: Callable[[str], Home]) -> None:
    found = {
        row["status"]
        for state in STATES
        for row in json.loads(homes(state).ok("pace", "--json"))["loans"]
    }
    assert found - {None} == set(Status) - {Status.EXPIRED}
    assert "expired" in homes("crowded").screen("list", "--past").out


def test_a_real_terminal_is_as_wide_as_it_says(homes: Callable[[str], Home]) -> None:
    home = homes("crowded")
    environment = {name: value for name, value in home.environment().items() if name != "COLUMNS"}
    seen = on_terminal(command(["plan"]), environment, 47).out
    assert seen == home.screen("plan", columns=47).out


class Dumb(Home):
    """A home whose terminal has neither colours nor signs of its own."""

    def environment(self, columns: int = 80) -> dict[str, str]:
        return {**super().environment(columns), "TERM": "dumb"}


def test_a_terminal_without_signs_of_its_own_gets_ascii(tmp_path: Path) -> None:
    home = Dumb(tmp_path)
    given(home, "routine add bed 30", "add Emma --pages 600 --why 'so and so' --speed 1.5")
    given(
        home, "add Dune --pages 90", "log Dune 90 --yes", "finish Dune", "later add Kim --pages 90"
    )
    for screen in ("pace", "plan", "list", "ways", "show 1", "review 2", "consider Kim --pages 9"):
        text = home.screen(*screen.split()).out
        assert text.isascii(), text
