"""What a morning asked is recorded once, by whoever looks first, and is of no consequence."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from .contents import (
    OF_3,
    begin,
    contents,
    done,
    everything,
    not_as_root,
    of_version,
    outside,
    rows,
    run,
    shell,
    up_to_5,
)

MONDAY, TUESDAY, THURSDAY = "2026-03-02", "2026-03-03", "2026-03-05"
LOOKS = ("", "pace", "due", "plan", "ways", "prompt", "remind --dry-run", "routine")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A book that a routine has time for, borrowed on a Monday, and no morning recorded yet."""
    path = tmp_path / "store.db"
    begin(path)
    done(path, MONDAY, "routine", "add", "bed", "45m")
    done(path, MONDAY, "add", "Emma", "--pages", "300")
    outside(path, "DELETE FROM asked")
    return path


def asked(db: Path) -> dict[object, int]:
    """The minutes each recorded morning asked, with the routine taken in full."""
    found = rows(db, "SELECT day, titles FROM asked ORDER BY day")
    return {day: round(sum(each[1] for each in json.loads(str(titles)))) for day, titles in found}


def share(db: Path, today: str) -> tuple[object, ...]:
    """What follow-through is made from."""
    found = json.loads(done(db, today, "pace", "--json"))["capacity"]
    return tuple(found[key] for key in ("follow_through", "asked_minutes", "read_minutes"))


@pytest.mark.parametrize("look", LOOKS)
def test_the_first_look_of_a_day_records_what_its_morning_asks(db: Path, look: str) -> None:
    done(db, TUESDAY, *look.split())
    assert set(asked(db)) == {MONDAY, TUESDAY}
    first = rows(db, "SELECT * FROM asked")
    for other in LOOKS:
        done(db, TUESDAY, *other.split())
    assert rows(db, "SELECT * FROM asked") == first


def test_a_change_during_the_day_leaves_what_the_morning_asked(db: Path) -> None:
    done(db, TUESDAY, "pace")
    before = asked(db)
    for line in ("log emma 60", "routine edit bed --minutes 90", "config reserve 50", "renew emma"):
        done(db, TUESDAY, *line.split())
        done(db, TUESDAY, "pace")
    assert asked(db) == before


@pytest.mark.parametrize(
    "line",
    ["routine edit bed --minutes 10", "config reserve 80", "edit emma --pages 900", "renew emma"],
)
def test_what_is_changed_later_does_not_rewrite_past_days(db: Path, line: str) -> None:
    for day in (MONDAY, TUESDAY):
        done(db, day, "pace")
    before = asked(db)
    done(db, THURSDAY, *line.split())
    done(db, THURSDAY, "pace")
    assert {day: asked(db)[day] for day in before} == before


def test_days_on_which_the_program_was_not_run_are_worked_out_from_the_log(db: Path) -> None:
    done(db, MONDAY, "pace")
    done(db, THURSDAY, "log", "emma", "40", "--on", TUESDAY)
    outside(db, "DELETE FROM asked WHERE day > '2026-03-02'")
    done(db, THURSDAY, "pace")
    assert set(asked(db)) == {MONDAY, TUESDAY, "2026-03-04", THURSDAY}
    assert asked(db)["2026-03-04"] != asked(db)[TUESDAY], "40 pages were read in between"


def test_it_is_no_change_to_undo_and_no_part_of_an_export(db: Path) -> None:
    before = everything(db)
    exported = done(db, TUESDAY, "export", "json", "-")
    done(db, TUESDAY, "pace")
    assert everything(db) == before
    assert done(db, TUESDAY, "export", "json", "-") == exported
    assert "Emma" in done(db, TUESDAY, "undo")


def test_nothing_is_lost_when_it_is_deleted(db: Path) -> None:
    for day, place in ((MONDAY, "14"), (TUESDAY, "20"), ("2026-03-04", "50")):
        done(db, day, "log", "emma", place)
    kept, before = contents(db), share(db, THURSDAY)
    outside(db, "DELETE FROM asked")
    assert share(db, THURSDAY) == before
    assert contents(db) == kept
    assert set(asked(db)) == {MONDAY, TUESDAY, "2026-03-04", THURSDAY}


@pytest.mark.files
def test_a_store_that_can_only_be_read_is_answered_the_same_and_left_alone(db: Path) -> None:
    wanted = done(db, TUESDAY, "pace", "--json")
    outside(db, "DELETE FROM asked")
    with tempfile.TemporaryDirectory() as folder:  # that every user can enter
        shared = Path(shutil.copy(db, folder))
        shared.chmod(0o444)
        Path(folder).chmod(0o777)
        with not_as_root():
            answer = run(shared, TUESDAY, "pace", "--json")
        assert (answer.code, answer.out) == (0, wanted)
        assert asked(shared) == {}


def test_a_look_does_not_wait_for_who_is_writing(db: Path) -> None:
    wanted = done(db, TUESDAY, "pace", "--json")
    outside(db, "DELETE FROM asked")
    with shell(db) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert done(db, TUESDAY, "pace", "--json") == wanted
        writer.execute("ROLLBACK")
    assert asked(db) == {}


def test_a_day_whose_books_were_taken_back_does_not_count(db: Path) -> None:
    done(db, MONDAY, "undo")
    report = json.loads(done(db, TUESDAY, "pace", "--json"))
    assert report["capacity"]["measured_days"] == 0


def test_a_day_away_asks_nothing_and_does_not_count(db: Path) -> None:
    done(db, MONDAY, "away", "2026-03-03..2026-03-04")
    (_, minutes, _) = share(db, THURSDAY)
    assert minutes == pytest.approx(asked(db)[MONDAY], abs=1)
    assert (asked(db)[TUESDAY], asked(db)["2026-03-04"]) == (0, 0)


@pytest.mark.files
def test_a_store_of_version_3_begins_without_snoozes_and_without_what_its_prompt_said(
    tmp_path: Path,
) -> None:
    db = of_version(3, tmp_path)
    before = up_to_5(db, *OF_3)
    assert rows(db, "SELECT count(*) FROM targets") != [(0,)]
    done(db, "2026-03-30", "list")
    assert up_to_5(db, *OF_3) == before
    for relation in ("answers", "snoozes", "asked"):
        assert rows(db, f"SELECT * FROM {relation}") == [], relation
    done(db, "2026-03-30", "pace")
    assert asked(db)
    ((loan,), *_) = rows(db, "SELECT id FROM checkouts_out")
    done(db, "2026-03-30", "snooze", str(loan))
    done(db, "2026-03-30", "undo")
    assert rows(db, "SELECT * FROM snoozes") == []
