"""Many at once: nothing acknowledged is lost, the cap holds, and nobody is told of locks."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.cli.given import given
from tests.store.contents import rows
from tests.terminal import Home

from .conftest import Tell
from .desk import Killed, counted, expect_sound, sizes, started, waited_for

CAP = 3
WAYS = ("log", "aside", "add", "return", "config", "pace", "due", "prompt", "")
TITLES_OUT = "SELECT count(DISTINCT book_id) FROM checkouts_out"


class Ran(NamedTuple):
    line: str
    ended: Killed
    seconds: float


def some_commands(home: Home, name: str, many: int, chance: Random) -> list[Ran]:
    """What one of the crowd runs, one after the other; every entry can be told from all others."""
    ran = []
    for number in range(many):
        way = chance.choice(WAYS)
        line = {
            "log": f"log dune +1 --minutes {number + 1}",
            "aside": f"aside 5 '{name} {number}'",
            "add": f"add '{name} {number}' --pages 200",
            "return": f"return '{name} {number - 1}'",
            "config": f"config buffer {number % 10}",
        }.get(way, way)
        began = time.monotonic()
        ended = waited_for(started(home, line))
        ran.append(Ran(line, ended, time.monotonic() - began))
    return ran


@sizes(3, 16)
def test_a_crowd_loses_no_entry_and_keeps_the_cap(
    tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    home, many = Home(tmp_path), 25 if size == 16 else 4
    given(home, f"config cap {CAP}", "add Dune --pages 2000")
    with ThreadPoolExecutor(size) as crowd:
        lives = [
            crowd.submit(some_commands, home, f"w{each}", many, Random(chance.random()))
            for each in range(size)
        ]
        while not all(life.done() for life in lives):
            assert rows(home.store, TITLES_OUT)[0][0] in range(1, CAP + 1)
            time.sleep(0.02)
    ran = [each for life in lives for each in life.result()]
    for each in ran:
        assert each.ended.code in range(5), each
        assert "Traceback" not in each.ended.err
        assert "locked" not in each.ended.err
        assert "busy" not in each.ended.err
    done = Counter(each.line.split()[0] for each in ran if each.line and each.ended.code == 0)
    kept = {what for (what,) in rows(home.store, "SELECT what FROM asides")}
    assert kept == {each.line.split("'")[1] for each in ran if each.line.startswith("aside")}
    assert rows(home.store, "SELECT count(*), max(position) FROM progress") == [
        (done["log"], done["log"] or None)
    ]
    assert rows(home.store, "SELECT count(*) FROM loans") == [(1 + done["add"],)]
    ended = rows(home.store, "SELECT count(*) FROM loans WHERE ended IS NOT NULL")
    assert ended == [(done["return"],)]
    expect_sound(home.store)
    longest = max(each.seconds for each in ran)
    usual = sorted(each.seconds for each in ran)[len(ran) // 2]
    tell(
        f"crowd: {size} at once, {len(ran)} commands ({counted(done)}): "
        f"half of them within {usual:.1f} s, the longest {longest:.1f} s"
    )
