"""The man page: every command and option, odd text unchanged, and its place in the wheel."""

import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError
from readtrack.manual import TOPICS, read_page
from readtrack.manual.man import NOT_QUOTED, man_page
from readtrack.manual.roff import (
    from_markdown,
    heading,
    joined_page,
    literal,
    prose,
    term_list,
    unchanged_lines,
)
from tests.cli.test_usage import USAGES
from tests.terminal import require

ROOT = Path(__file__).parent.parent
HEAD = ('.TH TRIED 1 2026-03-02 "readtrack" "Tests"', ".SH TRIED")
OVERSTRUCK = re.compile(".\x08")


def mandoc(page: str, *arguments: str) -> str:
    """What mandoc makes of a page, without bold."""
    require("mandoc")
    done = subprocess.run(
        ["mandoc", *arguments], input=page, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return OVERSTRUCK.sub("", done.stdout)


def shown(page: str) -> str:
    return mandoc(page, "-T", "utf8", "-O", "width=80")


def complaints(page: str) -> str:
    return mandoc(page, "-T", "lint", "-W", "warning")


def test_mandoc_has_nothing_to_say_about_the_page() -> None:
    assert complaints(man_page()) == ""


def test_the_page_has_every_command_with_its_options_and_examples() -> None:
    lines = shown(man_page()).splitlines()
    assert max(map(len, lines)) <= 80
    for usage in USAGES.values():
        if usage.path == "readtrack":
            section = "\n".join(
                lines[lines.index("DESCRIPTION") : lines.index("COMMANDS: EVERY DAY")]
            )
        else:
            first = lines.index(f"   {usage.path} {usage.pieces}")
            following = (
                n for n, line in enumerate(lines) if n > first and re.match(r" {,3}\S", line)
            )
            section = "\n".join(lines[first : next(following)])
        for term, _ in usage.options:
            assert f"       {term}" in section or "--help" in term, (usage.path, term)
        for line in usage.examples:
            assert f"           {line}\n" in f"{section}\n"


def test_the_page_has_the_manual_the_environment_and_every_exit_code() -> None:
    text = shown(man_page())
    for topic in set(TOPICS) - set(NOT_QUOTED):
        assert f"\n{read_page(topic).title.upper()}\n" in text
    assert text.count("       READTRACK_DB\n") == 1
    assert "\nENVIRONMENT\n       READTRACK_DB\n" in text
    codes = text[text.index("\nEXIT STATUS\n") :]
    for code in {
        ReadtrackError.exit_code,
        *(each.exit_code for each in ReadtrackError.__subclasses__()),
    }:
        assert f"\n       {code}      " in codes


ODD = st.text("".join(map(chr, range(32, 127))) + "é→“中", max_size=20)
ODD_TEXTS = st.lists(ODD, min_size=1, max_size=9)


@given(ODD_TEXTS)
def test_odd_text_is_printed_as_it_is(texts: list[str]) -> None:
    titles = [f"x{' '.join(text.split())}" for text in texts]
    titled = (heading("SS", title) for title in titles)
    page = joined_page([*HEAD, *unchanged_lines(texts), *titled, "x"])
    printed = [line.rstrip() for line in shown(page).splitlines()]
    assert complaints(page) == ""
    for text in texts:
        assert f"       {text}".rstrip() in printed
    for title in titles:
        assert f"   {title}".rstrip() in printed


@given(ODD_TEXTS)
def test_odd_words_stay_in_a_paragraph_and_in_a_list(texts: list[str]) -> None:
    plain = [f"x{re.sub('[*`[]', '', text)}" for text in texts]
    paragraphs = (line for text in plain for line in (".PP", prose(text)))
    page = joined_page(
        [*HEAD, *paragraphs, *term_list((prose(text), prose(text)) for text in plain)]
    )
    assert complaints(page) == ""
    printed = shown(page).split()
    for text in plain:
        assert set(text.split()) <= set(printed)


MARKDOWN = """\
# A title

One sentence with `--code`, **bold `x`**, *stress* and a [link](https://example.org/a-b).

## Below

- first
  goes on
- second, `.dot`

1. one
2. two

```console
$ readtrack log "A long title" 120 --minutes 45 \\
    --on yesterday
$ readtrack log "A title that is so long" 120 --minutes 45 \\
    --on yesterday
.dot \\ 'quoted' -- --dry-run

done
```

| key | means | default |
|---|---|---|
| `cap` | titles \\| books | 2 |
| `.x` | | none |
"""


def test_markdown_becomes_a_page() -> None:
    page = joined_page([*HEAD, *from_markdown(MARKDOWN.partition("\n\n")[2])])
    assert complaints(page) == ""
    assert shown(page).splitlines()[2:-2] == [
        "TRIED",
        "       One sentence with --code, bold x, stress and a link",
        "       <https://example.org/a-b>.",
        "",
        "   Below",
        "       •   first goes on",
        "",
        "       •   second, .dot",
        "",
        "       1.  one",
        "",
        "       2.  two",
        "",
        '       $ readtrack log "A long title" 120 --minutes 45 --on yesterday',
        '       $ readtrack log "A title that is so long" 120 --minutes 45 \\',
        "         --on yesterday",
        "       .dot \\ 'quoted' -- --dry-run",
        "",
        "       done",
        "",
        "       cap    titles | books; default: 2",
        "       .x     ; default: none",
    ]


def test_hyphens_of_what_is_pasted_are_not_those_of_prose() -> None:
    assert literal("--dry-run") == "\\-\\-dry\\-run"
    assert prose("an e-book with `--dry-run` or --pages N") == (
        "an e-book with \\fB\\-\\-dry\\-run\\fR or \\-\\-pages N"
    )


@pytest.mark.slow
def test_pip_puts_the_page_where_man_looks_for_it(tmp_path: Path) -> None:
    built = tmp_path / "built"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(built)], cwd=ROOT, check=True
    )
    (sdist,), (wheel,) = built.glob("*.tar.gz"), built.glob("*.whl")
    venv.create(tmp_path / "fresh", with_pip=True)
    pip = [str(tmp_path / "fresh" / "bin" / "python"), "-m", "pip", "-q"]
    again = tmp_path / "again"
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(again), str(sdist)], check=True)
    assert _contents(again / wheel.name) == _contents(wheel)
    subprocess.run([*pip, "install", "--no-deps", str(again / wheel.name)], check=True)
    page = tmp_path / "fresh" / "share" / "man" / "man1" / "readtrack.1"
    assert page.read_text(encoding="utf-8") == man_page()
    assert shown(page.read_text(encoding="utf-8")).startswith("READTRACK(1)")


def _contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}
