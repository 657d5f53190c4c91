"""The manual cannot lie: its sessions are run, its tables are tried, and nothing is left out."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from readtrack.cli.app import COMMANDS
from readtrack.dates import parse_date
from readtrack.durations import seconds
from readtrack.importing.sources.registry import SOURCES
from readtrack.manual import INSIDE, TOPICS
from readtrack.positions import parse_position
from readtrack.settings import SETTINGS
from readtrack.stretches import parse_stretch
from readtrack.units import position_text
from tests.pages import MANUAL, PICTURE, ROOT, Reader, sessions
from tests.terminal import Home

PAGES = {topic: (MANUAL / f"{topic}.md").read_text("utf-8") for topic in TOPICS}
PACKAGE = ROOT / "readtrack"
TREES = ("readtrack", "tests")
WITH_SESSIONS = [topic for topic in TOPICS if "```console" in PAGES[topic]]


@pytest.mark.parametrize("topic", WITH_SESSIONS)
def test_every_session_prints_what_the_page_shows(
    topic: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.folder)
    reader, pictures = Reader(home), []
    for line in sessions(MANUAL / f"{topic}.md"):
        printed = reader.follow(line)
        assert printed in (line.shown, None), line.typed
        if topic == "first-week" and line.typed == "readtrack pace":
            pictures.append(reader.picture(line))
    if topic == "first-week":  # the picture is of the table that the tour sees first
        assert pictures[0] == PICTURE.read_text("utf-8")


def rows(topic: str, heading: str | None = None) -> list[list[str]]:
    """The cells of the tables of a page, or of its section, without their heads."""
    parts = re.split(r"^## (.*)\n", f"## \n{PAGES[topic]}", flags=re.MULTILINE)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    text = PAGES[topic] if heading is None else sections[heading]
    return [
        [cell.strip() for cell in row.strip("|").split("|")]
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
        for row in table.splitlines()[2:]
    ]


def forms(heading: str) -> Iterator[tuple[str, str]]:
    """What the page of dates says that one may write, each with what it means."""
    for written, meant in rows("dates", heading):
        yield from ((form, meant) for form in re.findall(r"`(.*?)`", written))


def test_every_way_to_write_a_day_is_read_so() -> None:
    today = date(2026, 3, 2)

    for form, meant in forms("A day"):
        assert str(parse_date(form, today)) == meant, form
    for form, meant in forms("A stretch of days"):
        assert " to ".join(map(str, parse_stretch(form, today))) == meant, form


def test_every_way_to_write_a_place_or_a_duration_is_read_so() -> None:
    for form, meant in forms("A place in a book"):
        heard = ":" in meant
        unit, length, here = ("seconds", 28_620, 3_600) if heard else ("pages", 380, 100)
        assert position_text(unit, parse_position(form, unit, length, here)) == meant, form
    for form, meant in forms("A duration"):
        assert f"{(seconds(form) or 0) // 60} minutes" == meant, form


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z-]+", text))


def test_every_command_is_on_its_page_with_options_that_it_has(home: Home) -> None:
    named: set[str] = set()
    for first, does in rows("commands"):
        names = [form.split()[0] for form in re.findall(r"`(.*?)`", first)]
        helps = " ".join(home.ok(name, "--help") for name in names)
        verbs = [word for word in ("add", "edit") if f"  {word} " in helps]
        helps += " ".join(home.ok(name, verb, "--help") for name in names for verb in verbs)
        assert options(first + does) <= options(helps)
        named.update(names)
    assert named == set(COMMANDS)


def test_the_commands_without_json_are_those_that_the_page_names(home: Home) -> None:
    (named,) = re.findall(r"Every command but (.*?) takes `--json`", PAGES["json"], re.DOTALL)
    without = [name for name in COMMANDS if "\n  --json " not in home.ok(name, "--help")]

    assert sorted(re.findall(r"`(\w+)`", named)) == sorted(without)


def test_every_setting_is_on_its_page_as_the_program_has_it() -> None:
    table = {key: rest for key, *rest in rows("settings") if len(rest) == 3}

    assert table == {
        f"`{key}`": [setting.meaning, setting.default, setting.allowed]
        for key, setting in SETTINGS.items()
    }


def test_every_source_of_an_import_is_on_its_page() -> None:
    named = {name for first, *_ in rows("import", "In") for name in re.findall(r"`(.*?)`", first)}

    assert named == set(SOURCES)


def test_every_topic_that_a_page_names_is_there() -> None:
    for page in PAGES.values():
        assert set(re.findall(r"readtrack help ([a-z]+)", page)) <= {*TOPICS, "first"}


@pytest.mark.parametrize("topic", INSIDE)
def test_every_file_that_a_page_for_engineers_names_is_there(topic: str) -> None:
    named = set(re.findall(r"`([a-z_/.]+\.(?:py|md|toml|txt)|[a-z/]+/)`", PAGES[topic]))
    there = {f"/{path.relative_to(ROOT)}" for top in TREES for path in (ROOT / top).rglob("*")}
    there |= {f"/{path.name}" for path in ROOT.iterdir()}

    assert len(named) > 20
    for name in named:
        assert any(path.endswith(f"/{name.strip('/')}") for path in there), name


def test_the_design_names_every_room_and_what_stands_beside_them() -> None:
    rooms = [first for first, *_ in rows("design", "Where code lives")]
    named = {name.strip("/") for first in rooms for name in re.findall(r"`(.*?)`", first)}

    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} <= named


@pytest.mark.slow
def test_the_notebook_example_reads_the_same_file(home: Home) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGES["trust"], re.MULTILINE | re.DOTALL)
    home.ok("add", "Dune", "--pages", "400")
    done = subprocess.run(
        [sys.executable, "-c", example],
        env=home.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Dune ebook 2026-03-23 21\n"
