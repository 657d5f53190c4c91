"""What commands cost on a server: `python tests/bench/server.py [RUNS]`, over a socket.

Figures are multiples of `python -c pass`, as those of `startup.py`, whose stores are moved to a
server: five loans, and the same with a long history behind them.
"""

import subprocess
import sys
import tempfile
from math import inf
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.bench.startup import BARE, MOST_MORE, environment, make_store, script, timed  # noqa: E402
from tests.servers import Server, running  # noqa: E402

RUNS = 15


class Case(NamedTuple):
    name: str
    words: tuple[str, ...]
    aim: float
    again: bool = False
    """Whether its answer is cached when it is measured."""
    restore: tuple[str, ...] = ()


CASES = (
    Case("pace, again", ("pace",), 6.5, again=True),
    Case("prompt, again", ("prompt",), 6.5, again=True),
    Case("pace", ("pace",), 14),
    Case("log", ("log", "Third", "+20", "--minutes", "25"), 14, restore=("undo",)),
)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name, running() as server:
        for store, history in (("small", False), ("large", True)):
            file = Path(name, f"{store}.db")
            make_store(file, history=history)
            timed([*script(), "move", "--to", server.address(store)], file)
        bare, took = inf, {(case, store): inf for case in CASES for store in ("small", "large")}
        for _ in range(runs):
            for case, store in took:
                bare = min(bare, timed(BARE, Path(name)))
                took[case, store] = min(took[case, store], seconds(case, server, store))
    print(f"× python -c pass ({1000 * bare:.1f} ms here), fastest of {runs} runs, on a server;")
    print(f"\n{'':18}{'aim':>6}{'× small':>9}{'× large':>9}{'large ÷ small':>15}")
    for case in CASES:
        small, large = took[case, "small"] / bare, took[case, "large"] / bare
        missed = "over the aim  " * (small > case.aim) + "grows" * (large / small > MOST_MORE)
        figures = f"{case.aim:6g}{small:9.2f}{large:9.2f}{large / small:15.2f}"
        print(f"{case.name:18}{figures}  {missed}".rstrip())


def seconds(case: Case, server: Server, store: str) -> float:
    """Seconds that a command takes; the store is as before afterwards."""
    if case.again:
        run(case.words, server.address(store))
    else:
        server.psql(f"DELETE FROM {store}.answers")
    took = run(case.words, server.address(store))
    if case.restore:
        run(case.restore, server.address(store))
    return took


def run(words: tuple[str, ...], address: str) -> float:
    beside = {**environment(HERE), "READTRACK_DB": address}
    start = perf_counter()
    subprocess.run(
        [*script(), *words],
        env=beside,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return perf_counter() - start


if __name__ == "__main__":
    main()
