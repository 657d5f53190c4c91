"""What commands cost: `python tests/bench/startup.py [RUNS]` prints multiples of `python -c pass`.

Every figure is the fastest of RUNS runs through the installed script over the fastest of as many
bare starts taken in turns with them: on five loans, on the same with a long history behind them, on
a desk where nothing fits, with a long shelf, and for the plan on a full desk.
"""

import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from pathlib import Path
from time import perf_counter

TODAY = date(2026, 3, 9)
LOANS = 5
ENDED = 50_000
ENTRIES_EACH = 20
RUNS = 15
FULL_DESK = 60
WISHES = 100
YEAR = 365
MOST_MORE = 1.1
"""What a command may cost on the long history, as a multiple of what it costs without."""


@dataclass(frozen=True)
class Command:
    name: str
    words: tuple[str, ...]
    aim: float | None = None
    """Most multiples of the bare interpreter it should cost."""
    restore: tuple[str, ...] = ()
    """The command that puts the store back after a run, outside the measured time."""
    first: tuple[str, ...] = ()
    """The command that a run needs before it, outside the measured time; `restore` undoes both."""
    terminal: bool = False
    again: bool = False
    """Whether it is measured the second time: what comes first is worked out and kept.

    Else nothing is kept when it begins.
    """
    on: str = ""
    """The one store it is measured on, by name; else on five loans, with and without history."""


Case = tuple[Command, Path]
BARE = [sys.executable, "-c", "pass"]
ADD = ("add", "Sixth Book", "--author", "Ann Other")
PAGES = ("--pages", "300")
SMALL, LARGE, NEW, FULL, NO_ROOM, SHELF = "small", "large", "new", "full", "no_room", "shelf"
"""Stores: five loans, without and with a history; none yet; 60 loans; no room; 100 wishes."""
COMMANDS = (
    Command("prompt, again", ("prompt",), 2.0, again=True),
    Command("readtrack, again", (), 2.4, again=True),
    Command("pace, again", ("pace",), 2.4, again=True),
    Command("due, again", ("due",), 2.4, again=True),
    Command("prompt", ("prompt",)),
    Command("readtrack", ()),
    Command("add", (*ADD, *PAGES), 8, restore=("undo",)),
    Command("add, too much", (*ADD, "--pages", "9000"), 9.5, restore=("undo",)),
    Command("log", ("log", "Third", "+20", "--minutes", "25"), 8, restore=("undo",)),
    Command("start", ("start", "Third"), 8.5, restore=("undo",)),
    Command("stop", ("stop", "+20"), 8.5, restore=("undo",), first=("start", "Third")),
    Command("pace", ("pace",), 12),
    Command("pace, terminal", ("pace",), 12, terminal=True),
    Command("plan", ("plan",)),
    Command("plan, terminal", ("plan",), terminal=True),
    Command("consider", ("consider", "Sixth Book", *PAGES)),
    Command("ways", ("ways",)),
    Command("later", ("later",)),
    Command("checkup", ("checkup",)),
    Command("chart, terminal", ("chart",), 15, terminal=True),
    Command("due", ("due",), 11),
    Command("due, terminal", ("due",), 11, terminal=True),
    Command("list", ("list",)),
    Command("show", ("show", "Third")),
    Command("undo", ("undo",), restore=("undo", "--redo")),
    Command("config", ("config",)),
    Command("glance, no room", (), 9, on=NO_ROOM),
    Command("add, no room", (*ADD, *PAGES), 9.5, restore=("undo",), on=NO_ROOM),
    Command("pace, no room", ("pace",), on=NO_ROOM),
    Command("due, no room", ("due",), on=NO_ROOM),
    Command("log, no room", ("log", "Third", "+20"), restore=("undo",), on=NO_ROOM),
    Command("ways, no room", ("ways",), 10, on=NO_ROOM),
    Command("consider, no room", ("consider", "Sixth Book", *PAGES), on=NO_ROOM),
    Command("later, 100 wishes", ("later",), 15, on=SHELF),
    Command("first add", (*ADD, *PAGES), 48, on=NEW),
    Command("plan, 60 loans", ("plan", "--json"), 50, on=FULL),
    Command("spread, 60 loans", ("plan", "--json", "--spread"), on=FULL),
)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        names = (SMALL, LARGE, NEW, FULL, NO_ROOM, SHELF)
        stores = {name: Path(folder, f"{name}.db") for name in names}
        small = stores[SMALL]
        make_store(small, history=False)
        make_store(stores[LARGE], history=True)
        make_full_desk(stores[FULL])
        make_no_room(stores[NO_ROOM])
        make_shelf(stores[SHELF])
        bare: dict[Case, float] = {}
        full: dict[Case, float] = {}
        for _ in range(runs):
            for case in cases(stores):
                bare[case] = min(timed(BARE, small), bare.get(case, inf))
                full[case] = min(seconds(*case), full.get(case, inf))
        size = stores[LARGE].stat().st_size / 1e6
    times = {case: full[case] / bare[case] for case in full}
    print(f"× python -c pass ({1000 * min(bare.values()):.1f} ms here), fastest of {runs} runs;")
    print(f"{LOANS} loans, and the same with {ENDED:,} ended ones and {ENDED * ENTRIES_EACH:,}")
    print(f"entries behind them ({size:.0f} MB)")
    print(f"\n{'':18}{'aim':>6}{'× small':>9}{'× large':>9}{'large ÷ small':>15}")
    for command in COMMANDS:
        before = times[command, stores[command.on or SMALL]]
        print(row(command, before, times.get((command, stores[LARGE]))))


def row(command: Command, small: float, large: float | None) -> str:
    aim = "" if command.aim is None else f"{command.aim:g}"
    line = f"{command.name:18}{aim:>6}{small:9.2f}"
    if large is not None:
        line += f"{large:9.2f}{large / small:15.2f}"
    missed = [
        *(["over the aim"] if command.aim is not None and small > command.aim else []),
        *(["grows with history"] if large is not None and large / small > MOST_MORE else []),
    ]
    return f"{line:57}  {', '.join(missed)}".rstrip()


def cases(stores: Mapping[str, Path]) -> Iterator[Case]:
    """Every command on every store it is measured on."""
    for command in COMMANDS:
        for name in (command.on,) if command.on else (SMALL, LARGE):
            yield command, stores[name]


def seconds(command: Command, store: Path) -> float:
    """Seconds that one run takes; the store is as before afterwards."""
    if command.on == NEW:
        for file in store.parent.glob(f"{store.name}*"):
            file.unlink()
    run = on_terminal if command.terminal else timed
    if command.again:
        run([*script(), *command.words], store)
    else:
        forget(store)
    if command.first:
        timed([*script(), *command.first], store)
    took = run([*script(), *command.words], store)
    for _ in range(bool(command.restore) + bool(command.first)):
        timed([*script(), *command.restore], store)
    return took


def forget(store: Path) -> None:
    """Leave nothing kept in the store, if there is one."""
    if store.exists():
        with closing(sqlite3.connect(store)) as connection, connection:
            connection.execute("DELETE FROM answers")


def timed(command: list[str], store: Path) -> float:
    """Seconds that a command takes into a pipe; it has to succeed."""
    start = perf_counter()
    done = subprocess.run(
        command, env=environment(store), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    took = perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{command} failed: {done.stderr.decode()}")
    return took


def on_terminal(command: list[str], store: Path) -> float:
    """Seconds that a command takes whose standard output is a terminal."""
    ours, theirs = pty.openpty()
    start = perf_counter()
    with subprocess.Popen(
        command, env=environment(store), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        while _read(ours):
            pass
        code = process.wait()
    took = perf_counter() - start
    os.close(ours)
    if code:
        raise SystemExit(f"{command} failed on a terminal")
    return took


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other side is closed
        return b""


def environment(store: Path) -> dict[str, str]:
    ours = {"READTRACK_DB": str(store), "READTRACK_TODAY": TODAY.isoformat()}
    return {**os.environ, **ours, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}


def script() -> list[str]:
    """The command as it was installed beside this interpreter."""
    found = shutil.which("readtrack", path=str(Path(sys.executable).parent))
    return [found] if found else [sys.executable, "-m", "readtrack"]


def make_store(path: Path, *, history: bool) -> None:
    """Five loans with a week of reading each, by commands; and the history behind them."""
    timed([*script(), "config", "cap", str(LOANS + 1)], path)
    # So that all of them fit.
    timed([*script(), "routine", "add", "commute", "2:00", "--days", "mon-fri"], path)
    timed([*script(), "routine", "add", "bed", "4:00", "--for", "text"], path)
    if history:
        add_history(path)
    start = TODAY - timedelta(days=7)
    for place, name in enumerate(("First", "Second", "Third", "Fourth", "Fifth")):
        book = [f"{name} Book", "--pages", str(250 + 40 * place), "--author", f"Author {place}"]
        timed([*script(), "add", *book, "--on", start.isoformat()], path)
        for day in range(0, 7, 2):
            on = (start + timedelta(days=day)).isoformat()
            timed([*script(), "log", name, "+12", "--minutes", "15", "--on", on], path)


def make_no_room(path: Path) -> None:
    """Five loans that half an hour a day cannot hold."""
    timed([*script(), "config", "cap", str(LOANS + 1)], path)
    timed([*script(), "routine", "add", "bed", "30m"], path)
    for place, name in enumerate(("First", "Second", "Third", "Fourth", "Fifth")):
        book = [f"{name} Book", "--pages", str(250 + 40 * place), "--days", str(10 + 3 * place)]
        timed([*script(), "add", *book, "--on", TODAY.isoformat()], path)


def make_shelf(path: Path) -> None:
    """Two loans, and a long list of books to borrow after them."""
    timed([*script(), "config", "cap", "2"], path)
    timed([*script(), "routine", "add", "bed", "1:00"], path)
    for name in ("First", "Second"):
        timed([*script(), "add", f"{name} Book", "--pages", "300"], path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO books (id, title, key, authors) VALUES (?, ?, ?, '[]')",
            ((100 + n, f"Wish {n}", f"wish {n}") for n in range(1, WISHES + 1)),
        )
        connection.executemany(
            "INSERT INTO wishes (book_id, format, unit, length) VALUES (?, 'ebook', 'pages', ?)",
            ((100 + n, 150 + 3 * n) for n in range(1, WISHES + 1)),
        )


def make_full_desk(path: Path) -> None:
    """Loans of every kind, due one after the other in the course of a year, and three routines."""
    timed([*script(), "config", "cap", "99"], path)
    for routine in ("commute 40m --days mon-fri", "bed 30m --for text", "chores 25m --for audio"):
        timed([*script(), "routine", "add", *routine.split()], path)
    kinds = (("ebook", "pages", 180), ("print", "pages", 150), ("audiobook", "seconds", 15_000))
    with closing(sqlite3.connect(path)) as connection, connection:
        for loan in range(1, FULL_DESK + 1):
            connection.execute(
                "INSERT INTO books (id, title, key, authors) VALUES (?, ?, ?, '[]')",
                (loan, f"Book {loan}", f"book {loan}"),
            )
            due = TODAY + timedelta(days=loan * YEAR // FULL_DESK)
            row = (loan, *kinds[loan % 3], TODAY.isoformat(), due.isoformat())
            connection.execute(
                "INSERT INTO loans (book_id, format, unit, length, checked_out, due, start, speed) "
                "VALUES (?, ?, ?, ?, ?, ?, 0, 1)",
                row,
            )


def add_history(path: Path) -> None:
    """Years of ended loans, each with its log, and the journal of the commands that made them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE commands SET open = 1 WHERE id = 1")  # for the journal to name
        connection.executemany(
            "INSERT INTO books (id, title, key, authors) VALUES (?, ?, ?, '[\"Old Author\"]')",
            ((loan, f"Old Book {loan}", f"old book {loan}") for loan in range(1, ENDED + 1)),
        )
        connection.executemany(
            "INSERT INTO loans (id, book_id, format, unit, length, checked_out, due, start, speed,"
            " ended, ending, outcome) "
            "VALUES (?, ?, 'ebook', 'pages', 400, ?, ?, 0, 1, ?, 'returned', 'finished')",
            ((loan, loan, *_period(loan)) for loan in range(1, ENDED + 1)),
        )
        connection.executemany(
            "INSERT INTO progress (loan_id, day, position, minutes) VALUES (?, ?, ?, ?)", _entries()
        )
        connection.execute("UPDATE commands SET open = 0 WHERE id = 1")
        # One command a change, as if the reader had typed them all.
        connection.execute(
            "INSERT INTO commands (at, words, open) "
            "SELECT '2020-01-01T12:00:00+00:00', 'log ' || key, 0 FROM journal WHERE id > 1"
        )
        connection.execute("UPDATE journal SET command_id = id WHERE id > 1")


def _period(loan: int) -> tuple[str, str, str]:
    """Days of check-out, due date and return; the newest loan ended ten days ago."""
    ended = TODAY - timedelta(days=10 + (ENDED - loan) // 2)
    start = ended - timedelta(days=ENTRIES_EACH)
    return start.isoformat(), (start + timedelta(days=21)).isoformat(), ended.isoformat()


def _entries() -> Iterator[tuple[int, str, int, int]]:
    for loan in range(1, ENDED + 1):
        start = date.fromisoformat(_period(loan)[0])
        for day in range(ENTRIES_EACH):
            minutes = 20 + (loan + day) % 15
            yield loan, (start + timedelta(days=day)).isoformat(), 20 * (day + 1), minutes


if __name__ == "__main__":
    main()
