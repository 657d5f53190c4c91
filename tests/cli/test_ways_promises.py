"""What `ways` promises comes true when its commands are run."""

import json
import shlex
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from readtrack.planning.ways import MOST_SHOWN
from tests.store.contents import done, run

pytestmark = pytest.mark.files  # a copy of the store is tried

TODAY = "2026-03-02"


def a_full_desk(db: Path, rng: Random) -> None:
    """Loans of all kinds that a routine is likely to be too short for."""
    done(db, TODAY, "config", "cap", "9")
    done(db, TODAY, "config", "buffer", str(rng.randint(0, 4)))
    done(db, TODAY, "routine", "add", "bed", f"{rng.randint(15, 60)}m", "--for", "text")
    if rng.random() < 0.7:
        done(db, TODAY, "routine", "add", "bus", f"{rng.randint(10, 50)}m", "--days", "mon-fri")
    for number in range(rng.randint(1, 4)):
        length = ["--pages", str(rng.randint(80, 600))]
        if rng.random() < 0.3:
            length = ["--audio", f"{rng.randint(2, 14)}:00"]
        days = str(rng.randint(4, 28))
        run(db, TODAY, "add", f"Book {number}", *length, "--days", days, "--why", "w")


def ways_of(db: Path, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(done(db, TODAY, "ways", *words, "--json"))
    return answer


def fits_after(db: Path, command: str, folder: Path) -> bool:
    """Whether everything fits once the commands were run on a copy of the store."""
    copy = folder / "copy.db"
    for file in folder.glob("copy.db*"):
        file.unlink()
    for file in db.parent.glob(f"{db.name}*"):
        shutil.copy(file, folder / file.name.replace(db.name, copy.name))
    for each in command.split(" && "):
        done(copy, TODAY, *shlex.split(each)[1:])
    report = json.loads(done(copy, TODAY, "pace", "--json"))
    fits: bool = report["fit"]["fits"]
    return fits


@pytest.mark.parametrize("seed", range(3))
def test_every_way_that_fits_does_what_it_promises(seed: int) -> None:
    promises_come_true(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 60))
def test_every_way_of_many_desks_does_what_it_promises(seed: int) -> None:
    promises_come_true(seed)


def promises_come_true(seed: int) -> None:
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "desk.db")
        a_full_desk(db, rng)
        report = ways_of(db)
        assert len(report["ways"]) <= MOST_SHOWN
        assert all(way["fits"] for way in report["ways"])
        for way in ways_of(db, "--all")["ways"]:
            if way["command"] is not None:
                assert fits_after(db, way["command"], Path(folder)) == way["fits"], way
