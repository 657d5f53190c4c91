"""What is kept is for its owner alone, and nothing leaves the machine unasked."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.slow import few
from tests.terminal import Home, command, inside, require

DATA = Path(__file__).parent.parent / "store" / "data"
WRITING = (
    "add Dune --pages 400",
    "log dune 10",
    "backup",
    "backup saved.db",
    "export json all.json",
    "export csv all.csv",
    "export ics all.ics",
    "restore saved.db --yes",
    "doctor --fix",
)
LOOKS = (
    "", "pace", "plan", "due", "ways", "list", "show dune", "checkup", "later", "config", "prompt",
    "consider Emma --pages 300", "remind --dry-run", "hook bash", "--help", "--version",
)  # fmt: skip
CHANGES = ("log dune +1", "import all.csv", "renew dune", "return dune", "undo", "export ics -")


def at_the_default_place(home: Home) -> dict[str, str]:
    """The environment of the home, with no store named."""
    environment = {**home.environment(), "XDG_DATA_HOME": str(home.folder / "data")}
    del environment["READTRACK_DB"]
    return environment


def ran(home: Home, line: str, under: Sequence[str] = ()) -> int:
    """The exit code of a process of its own in the home's folder, with a umask of 0."""
    return subprocess.run(
        [*under, *command(line.split())],
        cwd=home.folder,
        env=at_the_default_place(home),
        umask=0,
        capture_output=True,
        check=False,
    ).returncode


def modes(folder: Path) -> Iterator[tuple[Path, int]]:
    for path in folder.rglob("*"):
        yield path, path.stat().st_mode & 0o777


def expect_private(folder: Path) -> None:
    for path, mode in modes(folder):
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


@pytest.fixture
def open_umask() -> Iterator[None]:
    """What this process writes is open to everybody, unless it says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_all_that_is_written_is_its_owners_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home.folder)
    for line in WRITING:
        out = io.StringIO()
        assert inside(line.split(), at_the_default_place(home), out, out) == 0, (line, out)
        expect_private(home.folder)
    names = {path.name for path, _ in modes(home.folder)}
    assert {"data", "readtrack", "readtrack.db", "saved.db", "all.json"} <= names


@pytest.mark.slow
@pytest.mark.parametrize("version", few([4, 1]))
def test_the_backup_of_an_upgrade_is_its_owners_alone(home: Home, version: int) -> None:
    store = home.folder / "data" / "readtrack" / "readtrack.db"
    store.parent.mkdir(parents=True, mode=0o700)
    store.parent.parent.chmod(0o700)
    shutil.copy(DATA / f"version-{version}.db", store)
    store.chmod(0o600)
    assert ran(home, "list") == 0
    expect_private(home.folder)
    assert len(list(store.parent.iterdir())) == 2


@pytest.mark.slow
def test_no_connection_is_opened(home: Home, tmp_path: Path) -> None:
    require("strace")
    log = tmp_path / "sockets"
    under = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log))
    for line in (*WRITING, *LOOKS, *CHANGES):
        assert ran(home, line, under) == 0, line
        calls = log.read_text()
        assert "AF_INET" not in calls, (line, calls)
        assert "connect(" not in calls, (line, calls)


@pytest.mark.slow
def test_a_connection_is_opened_where_one_is_asked_for(home: Home, tmp_path: Path) -> None:
    require("strace")
    log = tmp_path / "sockets"
    under = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log))
    assert ran(home, "add Dune --pages 400 --days 1", under) == 0
    ran(home, "remind --to json://127.0.0.1:9/", under)
    assert "AF_INET" in log.read_text()
