"""How long imports take: 100,000 rows of a table, beside `sqlite-utils insert` of the same file,
and 20,000 books of Goodreads, once and again.

Run it as `python tests/bench/importing.py [ROUNDS]`. Both start in a process of their own; the
fastest of the rounds counts. The peak of memory is that of our process, at a tenth of the rows too.
"""

import csv
import os
import random
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
AIM = 1.2
"""Of the time of `sqlite-utils insert`."""

MOST_MEMORY = 120
"""Megabytes at the peak."""

BOOKS = 20_000
AIMS = (5.0, 1.5)
"""Seconds of a first import of that many books of Goodreads, and of the same again."""

GOODREADS = (
    "Book Id", "Title", "Author", "Author l-f", "Additional Authors", "ISBN", "ISBN13",
    "My Rating", "Average Rating", "Publisher", "Binding", "Number of Pages", "Year Published",
    "Original Publication Year", "Date Read", "Date Added", "Bookshelves",
    "Bookshelves with positions", "Exclusive Shelf", "My Review", "Spoiler", "Private Notes",
    "Read Count", "Owned Copies",
)  # fmt: skip
SHELVES = (*["read"] * 9, *["to-read"] * 10, "currently-reading")
BINDINGS = (*["Paperback"] * 8, *["Hardcover"] * 5, *["Kindle Edition"] * 3, "Audiobook", "")


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


def name(chance: random.Random, words: int) -> str:
    syllables = [chance.choice(WORDS)[:3] for _ in range(2 * words)]
    return " ".join(map("".join, zip(syllables[::2], syllables[1::2], strict=True))).title()


def library(path: Path, rows: int) -> None:
    """A library as Goodreads exports it: series, subtitles, ISBNs in guards, days of reading."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, GOODREADS, restval="")
        writer.writeheader()
        for number in range(rows):
            title, author = f"{name(chance, 1)} {number}", f"{name(chance, 1)} {name(chance, 1)}"
            series = f" ({name(chance, 2)}, #{number % 9})" if number % 3 == 0 else ""
            subtitle = f": {name(chance, 3)}" if number % 5 == 1 else ""
            shelf, added = chance.choice(SHELVES), date(2008, 1, 1) + timedelta(days=number % 6500)
            is_dated = shelf == "read" and number % 2
            isbn = "978" + str(chance.randint(10**8, 10**9 - 1))
            check = -sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(isbn)) % 10
            writer.writerow({
                "Book Id": number,
                "Title": title + series + subtitle,
                "Author": author,
                "Author l-f": ", ".join(reversed(author.split())),
                "Additional Authors": name(chance, 2) if number % 5 == 0 else "",
                "ISBN": '=""',
                "ISBN13": f'="{isbn}{check}"' if number % 4 else '=""',
                "My Rating": number % 6,
                "Binding": chance.choice(BINDINGS),
                "Number of Pages": chance.randint(60, 900) if number % 17 else "",
                "Date Read": f"{added:%Y/%m/%d}" if is_dated else "",
                "Date Added": f"{added:%Y/%m/%d}",
                "Bookshelves": shelf,
                "Exclusive Shelf": shelf,
                "Read Count": int(shelf == "read"),
            })  # fmt: skip


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


def again(folder: Path, file: Path) -> float:
    """The same file into the store that `ours` has left."""
    return seconds(
        [sys.executable, "-m", "readtrack", "import", "--yes", str(file)], folder / "store.db"
    )[0]


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
    print(f"ratio {ratio:.2f}, aim {AIM}" + _over(ratio, AIM))
    print(f"memory {mine[1] >> 10} MB, aim {MOST_MEMORY}" + _over(mine[1] >> 10, MOST_MEMORY))


def goodreads(folder: Path, rounds: int) -> None:
    file = folder / "goodreads.csv"
    library(file, BOOKS)
    measured = [(ours(folder, file)[0], again(folder, file)) for _ in range(rounds)]
    for which, aim, took in zip(("once", "again"), AIMS, zip(*measured, strict=True), strict=True):
        best = min(took)
        print(f"{BOOKS:,} books of Goodreads {which}: {best:.2f} s, aim {aim}" + _over(best, aim))


def _over(found: float, aim: float) -> str:
    return "" if found <= aim else "  over the aim"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory(prefix="readtrack-bench-") as made:
        for columns in (HEADER, NARROW):
            compare(Path(made), columns, rounds)
        goodreads(Path(made), rounds)


if __name__ == "__main__":
    main()
