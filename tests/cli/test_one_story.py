"""Random lives of random desks: on no screen does the program contradict itself."""

import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.cli.given import written
from tests.store.contents import run

SIZES = ("--pages 90", "--pages 280", "--pages 640", "--audio 6:30", "--percent --format ebook")
ROUTINES = (
    "add bed 25 --for text",
    "add bed 50",
    "add walk 40 --for audio --days mon-fri",
    "add lunch 20 --days mon,wed,fri",
    "add weekend 90 --days sat,sun",
)
SEVERITY: dict[str, set[str | None]] = {
    "finished": {None, "due_soon", "due_today"},
    "ahead": {None, "due_soon", "renewable"},
    "on_track": {None, "due_soon", "renewable"},
    "behind": {"behind", "due_soon"},
    "wont_fit": {"wont_fit", "due_soon"},
    "due_today": {"due_today"},
    "overdue": {"overdue"},
    "expired": {"expired"},
}
"""What `due` may say of a loan, by its status."""

CODES = {"due_soon": 10, "due_today": 11, "overdue": 12, "expired": 12}
TOO_EARLY = 3
FULL = 1.001
numbers = st.integers(0, 2**32)


class Desk:
    """A desk with a random reader, one day after another."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.db, self.chance = folder / "store.db", chance
        self.today = date(2026, 3, 2)
        self.log: list[str] = []

    def do(self, line: str) -> str:
        """What the line answers, whatever its exit code."""
        self.log.append(f"{self.today} {line}")
        answer = run(self.db, f"{self.today}T12:00", *shlex.split(line))
        assert "Traceback" not in answer.err, answer
        return answer.out

    def ask(self, line: str) -> Any:
        return json.loads(self.do(f"{line} --json"))

    def set_up(self) -> None:
        chance = self.chance
        self.do(f"config cap {chance.choice((2, 3, 4))}")
        if chance.random() < 0.6:
            for line in chance.sample(ROUTINES, chance.choice((1, 1, 2, 3))):
                self.do(f"routine {line}")
        if chance.random() < 0.3:
            self.do(f"config rest_days {chance.choice(('sun', 'sat,sun', 'wed'))}")
        if chance.random() < 0.3:
            self.do(f"config buffer {chance.choice((0, 1, 5))}")

    def borrow(self) -> None:
        chance = self.chance
        title = f"Book {len(self.log)}"
        days = chance.choice((3, 7, 14, 21, 21, 28))
        words = f"add '{title}' {chance.choice(SIZES)} --days {days}"
        if "audio" not in words and "percent" not in words and chance.random() < 0.4:
            words += " --format print"
        elif chance.random() < 0.3:
            words += " --time 09:30"
        if chance.random() < 0.4:
            words += f" --renewals-left {chance.choice((0, 0, 1))}"
        self.do(words)
        if chance.random() < 0.15:
            self.do(f"add '{title}' {chance.choice(SIZES[:4])}")

    def live(self) -> None:
        """One thing that happens on a desk."""
        chance = self.chance
        loans = self.ask("list")["loans"]
        if not loans or chance.random() < 0.35:
            self.borrow()
            return
        loan = chance.choice(loans)["id"]
        first = self.today + timedelta(days=chance.choice((0, 1, 4)))
        self.do(
            chance.choice(
                (
                    f"renew {loan}",
                    f"return {loan}",
                    f"drop {loan}",
                    f"away {first}..{first + timedelta(days=chance.choice((0, 2, 6)))}",
                    f"routine {chance.choice(ROUTINES)}",
                    f"snooze {loan}",
                    f"edit {loan} --renewable-on {self.today}",
                    f"config reserve {chance.choice((0, 20))}",
                )
            )
        )

    def read(self, pace: dict[str, Any], how: str) -> None:
        """Read today's share, less, more, nothing, or a book that was not asked for."""
        rows = [row for row in pace["loans"] if row["status"] != "expired"]
        for row in rows:
            share, left = row["today"], row["length"] - row["position"]
            amount = share["left"]
            if how == "less":
                amount *= 0.4
            elif how == "more":
                amount *= 2.2
            elif how == "other":
                amount = 0.06 * row["length"] if not share["left"] else 0
            if how == "nothing" or amount <= 0 or left <= 0:
                continue
            at = min(row["length"], row["position"] + amount)
            if how == "plan":
                at = share["target"]
            at = max(at, row["position"]) if row["unit"] == "percent" else round(at)
            minutes = " --minutes 30" if self.chance.random() < 0.5 else ""
            if at > row["position"]:
                self.do(f"log {row['id']} {written(row['unit'], round(at, 2))}{minutes}")


def check(desk: Desk, done: bool) -> dict[str, Any]:
    """Look at everything there is to look at; `done` says that today's shares were just read."""
    pace, due = desk.ask("pace"), desk.ask("due")
    rows = {row["id"]: row for row in pace["loans"]}
    warnings = {each["loan"]: each["severity"] for each in due["warnings"]}
    check_rows(desk, rows, done)
    check_warnings(rows, warnings)
    check_exit_code(desk, warnings)
    check_prompt(desk, rows)
    check_reminders(desk, rows, warnings)
    check_fit(desk, pace, rows)
    check_renewals(desk, rows)
    return pace  # type: ignore[no-any-return]


def check_rows(desk: Desk, rows: dict[int, dict[str, Any]], done: bool) -> None:
    for row in rows.values():
        status, finish = row["status"], row["finish"]
        if status in ("ahead", "on_track") and finish["evidence_days"] >= TOO_EARLY:
            assert finish["chance_on_time"] >= 0.5, row
        if status == "behind":
            share = row["today"]
            assert not (done and share["target"] > share["start"] and not share["left"]), row
        if status in ("ahead", "on_track", "behind") and finish["planned"]:
            # of a title that is out twice, the plan may finish it in the edition that is due later
            last = max(each["due"] for each in rows.values() if each["book"] == row["book"])
            assert finish["planned"] <= last, row
        if status == "finished":
            assert (finish["chance_on_time"], row["position"]) == (1, row["length"])
        if status == "overdue":
            assert finish["chance_on_time"] == (row["position"] >= row["length"])
            assert row["due"] < str(desk.today)
        if status == "due_today":
            assert row["due"] == str(desk.today)


def check_warnings(rows: dict[int, dict[str, Any]], warnings: dict[int, str]) -> None:
    """One word a loan, and the worst edition speaks for a title."""
    assert set(warnings) <= set(rows)
    spoken = {rows[loan]["book"] for loan in warnings}
    for loan, row in rows.items():
        said = warnings.get(loan)
        if said is None and row["book"] in spoken:
            continue
        assert said in SEVERITY[row["status"]], (row, said)


def check_exit_code(desk: Desk, warnings: dict[int, str]) -> None:
    answer = run(desk.db, f"{desk.today}T12:00", "due", "--exit-code")
    assert answer.code == max((CODES.get(each, 0) for each in warnings.values()), default=0)


def check_prompt(desk: Desk, rows: dict[int, dict[str, Any]]) -> None:
    """What the prompt says of a title is what the table says of one of its loans."""
    line = desk.do("prompt").strip()
    assert desk.do("prompt").strip() == line, "from what it has stored"
    if not line:
        return
    title, _, said = line.rpartition(": ")
    about = [row for row in rows.values() if row["title"] == title]
    statuses = {row["status"] for row in about}
    assert about
    assert ("overdue" in said) <= ("overdue" in statuses)
    assert ("due today" in said) <= bool(statuses & {"due_today", "finished"})
    assert ("ahead" in said) <= ("ahead" in statuses)
    if "to go" in said:
        assert any(row["today"]["left"] > 0 for row in about)
    if "done for today" in said:
        assert any(row["today"]["target"] > row["today"]["start"] for row in about)


def check_reminders(desk: Desk, rows: dict[int, dict[str, Any]], warnings: dict[int, str]) -> None:
    snoozed = {each["book"]["id"] for each in desk.ask("snooze")["snoozes"]}
    for each in desk.ask("remind --dry-run")["reminders"]:
        row, stage = rows[each["loan"]], each["stage"]
        if stage in ("overdue", "expired"):
            assert row["status"] == stage
        elif stage in ("behind", "wont_fit"):
            assert (row["status"], warnings[row["id"]]) == (stage, stage)
            assert row["book"] not in snoozed
        else:
            soon = warnings.get(row["id"]) in ("due_soon", "due_today", "overdue", "expired")
            assert soon or any(rows[loan]["book"] == row["book"] for loan in warnings), (each, row)


def check_renewals(desk: Desk, rows: dict[int, dict[str, Any]]) -> None:
    """No screen advises a renewal that the library does not allow."""
    last = {loan: row["title"] for loan, row in rows.items() if row["renewals_left"] == 0}
    text = "\n".join(map(desk.do, ("", "due", "ways --all", "checkup"))) if last else ""
    for loan, title in last.items():
        assert not re.search(rf"readtrack renew {loan}\b", text), (title, text)
        assert not re.search(rf"of {title} for its last days.* renewal", text), text


def check_fit(desk: Desk, pace: dict[str, Any], rows: dict[int, dict[str, Any]]) -> None:
    plan, fit, glance = desk.ask("plan"), pace["fit"], desk.do("")
    late = [row for row in rows.values() if row["status"] == "overdue"]
    if late:
        assert "everything fits" not in glance.partition("Best way out")[0], glance
        assert "overdue" in glance
    if fit["fits"]:
        assert plan["fits"]
        assert plan["unfinished"] == []
        assert plan["peak_load"] <= FULL
        assert all(row["status"] != "wont_fit" for row in rows.values())
    for day in plan["days"]:
        minutes = sum(block["minutes"] for block in day["blocks"])
        assert minutes <= day["capacity_minutes"] + 0.5, day
    if "everything fits" in glance:
        assert max((day["load"] for day in plan["days"]), default=0) <= FULL
    if fit["breaks_on"]:
        dates = {row[key] for row in rows.values() for key in ("due", "goal")}
        assert fit["breaks_on"] in dates, (fit, dates)
    if pace["capacity"]["source"] == "assumed":
        assert all(row["status"] != "wont_fit" for row in rows.values())
        assert "does not fit" not in glance


def life(seed: int, days: int) -> None:
    folder = TemporaryDirectory()
    desk = Desk(Path(folder.name), Random(seed))
    try:
        desk.set_up()
        desk.borrow()
        for _ in range(days):
            while desk.chance.random() < 0.45:
                desk.live()
            how = desk.chance.choice(("plan", "plan", "plan", "less", "more", "nothing", "other"))
            pace = check(desk, done=False)
            desk.read(pace, how)
            check(desk, done=how in ("plan", "more"))
            desk.today += timedelta(days=desk.chance.choice((1, 1, 1, 2, 4)))
    except BaseException:
        print("\n".join(desk.log))  # noqa: T201
        raise
    finally:
        folder.cleanup()


def some(share: int) -> settings:
    """One life for so many examples; a life that fails is not made smaller by another number."""
    lives = settings.default.max_examples // share  # type: ignore[union-attr]
    return settings(max_examples=max(1, lives), phases=[Phase.generate])


@given(numbers)
@some(10)
def test_no_screen_contradicts_another(seed: int) -> None:
    life(seed, days=3)


@pytest.mark.slow
@given(numbers)
@some(10)
def test_no_screen_contradicts_another_in_long_lives(seed: int) -> None:
    life(seed, days=15)
