"""How long 100,000 rows take to import, beside `sqlite-utils insert` of the same file.

Run it as `python tests/bench/importing.py [ROUNDS]`. Both start in a process of their own; the
fastest of the rounds counts. The peak of memory is that of our process, at a tenth of the rows too.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = 100_000
WORDS = ("night", "river", "stone", "house", "light", "winter", "garden", "glass", "road", "sea")
HEADER = ("title", "author", "isbn", "pages", "format", "borrowed", "due", "returned", "library")
NARROW = ("title", "author", "due", "pages", "format")
TODAY = date(2026, 3, 2)
AIM = 0.6


def table(path: Path, rows: int, columns: tuple[str, ...]) -> None:
    """Loans as a library would list them, each of a book of its own.

    Those that tell of a return are over; the others are out, none of them overdue.
    """
    begun = date(2000, 1, 1) if "returned" in columns else TODAY
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, extrasaction="ignore")
        writer.writeheader()
        for number in range(rows):
            out = begun + timedelta(days=number % 9000)
            name = " ".join(WORDS[number // 10**power % 10] for power in range(3)).title()
            about = f"{name} {number}", f"Ann Other{number % 5000}", "", 100 + number % 700, "print"
            days = out, out + timedelta(days=21), out + timedelta(days=14)
            writer.writerow(dict(zip(HEADER, (*about, *days, "City Library"), strict=True)))


def seconds(command: list[str], store: Path) -> tuple[float, int]:
    """Wall time of a command on a fresh store, and the peak of its memory in kB."""
    environment = {**os.environ, "READTRACK_DB": str(store), "READTRACK_TODAY": str(TODAY)}
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    assert status == 0, command
    assert isinstance(usage, resource.struct_rusage)
    return took, usage.ru_maxrss


def ours(folder: Path, file: Path) -> tuple[float, int]:
    """An import into a store that is there already, as a reader has one."""
    store = folder / "store.db"
    for each in folder.glob("store.db*"):
        each.unlink()
    readtrack = [sys.executable, "-m", "readtrack"]
    seconds([*readtrack, "config", "cap", "3"], store)
    return seconds([*readtrack, "import", "--yes", str(file)], store)


def theirs(folder: Path, file: Path) -> tuple[float, int]:
    store = folder / "peer.db"
    store.unlink(missing_ok=True)
    words = [
        sys.executable,
        "-m",
        "sqlite_utils",
        "insert",
        str(store),
        "loans",
        str(file),
        "--csv",
    ]
    return seconds([*words, "--silent"], store)


def compare(folder: Path, columns: tuple[str, ...], rounds: int) -> None:
    whole, tenth = folder / "whole.csv", folder / "tenth.csv"
    table(whole, ROWS, columns)
    table(tenth, ROWS // 10, columns)
    # Taken in turn, so that a slow minute of the machine meets both.
    measured = [(ours(folder, whole), theirs(folder, whole)) for _ in range(rounds)]
    mine, peer = (min(each[side] for each in measured) for side in (0, 1))
    small = ours(folder, tenth)
    ratio = mine[0] / peer[0]
    print(f"import of {ROWS:,} rows, {len(columns)} columns: {mine[0]:.2f} s, {mine[1] >> 10} MB")
    print(f"the same with {ROWS // 10:,} rows: {small[0]:.2f} s, {small[1] >> 10} MB at the peak")
    print(f"sqlite-utils insert: {peer[0]:.2f} s, {peer[1] >> 10} MB")
    print(f"ratio {ratio:.2f}, aim {AIM}" + ("" if ratio <= AIM else "  over the aim"))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory(prefix="readtrack-bench-") as name:
        for columns in (HEADER, NARROW):
            compare(Path(name), columns, rounds)


if __name__ == "__main__":
    main()
