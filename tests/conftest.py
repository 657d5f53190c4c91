"""A home of its own for every test that needs one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from readtrack.store import migrations
from readtrack.store.place import is_address
from readtrack.store.schema import VERSION
from tests.servers import Engine, Server, running
from tests.terminal import Home

SEED = os.environ.get("READTRACK_TEST_SEED")
"""Chance is the same in every run, so that a failure is about what was changed last.

With a word here, any one, random tests try other cases: READTRACK_TEST_SEED=$RANDOM pytest
"""

for profile, examples in (("ordinary", 10), ("thorough", 60)):
    settings.register_profile(
        profile, max_examples=examples, deadline=None, derandomize=SEED is None
    )
settings.load_profile("ordinary")  # else --hypothesis-profile=thorough

MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    # Thousands of stores are made, and each change waits for the disk: a fifth of all the time.
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None  # else a folder that was looked up before is used


FIGURES = "figures"
"""The name under which a test says what it measured."""


@pytest.fixture(scope="session", autouse=True)
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every new store is a copy of one that was made: making one takes as long as two commands."""
    make, whole = migrations.bring_up, tmp_path_factory.mktemp("new") / "store.db"
    whole.touch()
    make(str(whole))
    content = whole.read_bytes()

    def bring_up(path: str) -> None:
        if is_address(path) or Path(path).stat().st_size or vars(migrations)["VERSION"] != VERSION:
            make(path)
        else:
            with Path(path).open("r+b") as file:
                file.write(content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "bring_up", bring_up)
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running() as made:
        yield made


SERVER = pytest.param("server", marks=pytest.mark.server)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of the store and of the command line run on a server too, where that is asked for."""
    wanted = str(metafunc.config.option.markexpr)
    of_both = metafunc.module.__name__.startswith(("tests.store.", "tests.cli."))
    if of_both and "server" in wanted.replace("not server", ""):
        on_files = metafunc.definition.get_closest_marker("files")
        engines = ["file"] if on_files else ["file", SERVER]
        metafunc.parametrize("_engine", engines, indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def _engine(request: pytest.FixtureRequest) -> Iterator[None]:
    if getattr(request, "param", "file") == "server":
        Engine.server = request.getfixturevalue("server")
    yield
    Engine.server = None


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints the figures that were said."""
    figures = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == FIGURES
    ]
    if figures:
        terminalreporter.section("torture")
        for figure in sorted(figures):
            terminalreporter.write_line(figure)
