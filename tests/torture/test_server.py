"""A server that is stopped at once in the middle of commands: nothing acknowledged is lost."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from tests.servers import Server, running
from tests.store.contents import run

from .conftest import Tell

DAY = "2026-03-02"
MOST_WAITED = 0.9
"""Seconds into a command at which the server is stopped, at most."""


@pytest.fixture
def alone() -> Iterator[Server]:
    """A server that a test may stop."""
    with running() as server:
        yield server


def started(address: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "readtrack", *words],
        env={**os.environ, "READTRACK_DB": address, "READTRACK_TODAY": DAY},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def minutes(server: Server) -> Counter[int]:
    said = server.psql("SELECT minutes FROM anna.progress ORDER BY id")
    return Counter(map(int, said.split()))


@pytest.mark.parametrize(
    "many",
    [pytest.param(4, marks=pytest.mark.server), pytest.param(60, marks=pytest.mark.torture)],
)
def test_a_server_that_stops_at_any_moment_loses_nothing_acknowledged(
    alone: Server, many: int, chance: Random, tell: Tell
) -> None:
    address = alone.address("anna")
    assert run(address, DAY, "add", "Emma", "--pages", "3000").code == 0  # type: ignore[arg-type]
    ended: dict[int, tuple[int, str]] = {}
    for number in range(1, many + 1):
        process = started(address, "log", "emma", "+1", "--minutes", str(number))
        time.sleep(chance.uniform(0, MOST_WAITED))
        alone.stop("immediate")
        alone.start()
        _, err = process.communicate(timeout=60)
        ended[number] = process.returncode, err
    found = minutes(alone)
    assert set(found.values()) <= {1}, "nothing is done twice"
    for number, (code, err) in ended.items():
        assert code in (0, 5), err
        assert "Traceback" not in err
        if code == 0:
            assert found[number] == 1, "what was acknowledged is there"
        elif "see whether it is done" not in err:
            assert found[number] == 0, err
    assert alone.psql("SELECT count(*) FROM anna.commands WHERE open = 1").strip() == "0"
    assert run(address, DAY, "doctor").code == 0  # type: ignore[arg-type]
    codes = Counter(code for code, _ in ended.values())
    tell(f"server stopped {many} times: {codes[0]} commands done, {codes[5]} not begun")


@pytest.mark.parametrize(
    ("size", "many"),
    [
        pytest.param(3, 3, marks=pytest.mark.server),
        pytest.param(16, 25, marks=pytest.mark.torture),
    ],
)
def test_a_crowd_on_a_server_loses_no_entry_and_keeps_the_cap(
    alone: Server, size: int, many: int, tell: Tell
) -> None:
    address = alone.address("anna")
    for words in (["config", "cap", "3"], ["add", "Emma", "--pages", "3000"]):
        assert run(address, DAY, *words).code == 0  # type: ignore[arg-type]

    def live(each: int) -> int:
        done = 0
        for number in range(many):
            if number % 3 == 2:
                process = started(address, "add", f"Book {each} {number}", "--pages", "90")
            else:
                process = started(address, "log", "emma", "+1")
            _, err = process.communicate(timeout=120)
            assert process.returncode in (0, 3), err
            done += process.returncode == 0 and number % 3 != 2
        return done

    begin = time.monotonic()
    with ThreadPoolExecutor(size) as crowd:
        acknowledged = sum(crowd.map(live, range(size)))
    assert int(alone.psql("SELECT count(*) FROM anna.progress")) == acknowledged
    out = alone.psql("SELECT count(DISTINCT book_id) FROM anna.loans WHERE ended IS NULL")
    assert int(out) == 3
    tell(f"{size} × {many} commands on a server: {time.monotonic() - begin:.0f} s")
