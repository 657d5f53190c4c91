"""The calendar as other programs read it: vobject, which shares no code with ours, and khal."""

import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import example
from hypothesis import given as sampled
from hypothesis import strategies as st

from readtrack.exporters.ics import calendar
from readtrack.library import Change
from readtrack.model import Book, Ending, Format, Loan, Outcome, Unit
from readtrack.names import tidy, visible
from readtrack.planning.schedule import PlannedBlock, PlannedDay
from tests.cli.given import given
from tests.store.contents import outside
from tests.terminal import Home, require

MADE = datetime(2026, 3, 2, 12, tzinfo=UTC)
HARD = (
    "Commas, semicolons; a \\ and “quotes” 📚👩👩👧 in a title of more than 75 octets: 日本語の本"
)


def past(changed: datetime = MADE, updates: int = 0, earlier: tuple[Loan, ...] = ()) -> Change:
    return Change(MADE, changed, updates, earlier)


LOAN = Loan(
    id=7,
    book=Book(1, "Dune", ("Frank Herbert", "Another, Name")),
    format=Format.EBOOK,
    unit=Unit.PAGES,
    length=300,
    checked_out=date(2026, 3, 2),
    due=date(2026, 3, 23),
)


def events_of(text: bytes) -> dict[str, Any]:
    """The events by uid, as vobject reads them."""
    found = vobject.readOne(text.decode()).contents.get("vevent", [])
    assert len({event.uid.value for event in found}) == len(found)
    return {event.uid.value: event for event in found}


def events(loan: Loan, alarms: Iterable[int] = (), changed: Change | None = None) -> list[Any]:
    return list(events_of(calendar([loan], {loan.id: changed or past()}, list(alarms))).values())


def summaries(found: Iterable[Any]) -> list[tuple[str, date]]:
    return [(event.summary.value, event.dtstart.value) for event in found]


def titled(title: str) -> Loan:
    return LOAN._replace(book=LOAN.book._replace(title=title))


def goes_off(event: Any) -> list[datetime]:
    """When the alarms do, on the reader's clock."""
    start = event.dtstart.value
    if not isinstance(start, datetime):
        start = datetime.combine(start, datetime.min.time())
    return [start + alarm.trigger.value for alarm in event.contents.get("valarm", [])]


# One loan


def test_a_loan_is_an_all_day_event_that_ends_before_the_next_day_and_takes_no_time() -> None:
    (event,) = events(LOAN)
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 3, 23), date(2026, 3, 24))
    assert event.summary.value == "Due: Dune (e-book)"
    assert event.transp.value == "TRANSPARENT"
    assert event.status.value == "CONFIRMED"
    assert event.uid.value == "loan-7-20260302T120000Z@readtrack"
    assert event.description.value == (
        "by Frank Herbert, Another, Name\nRenew: readtrack renew 7\nGive back: readtrack return 7"
    )


def test_the_calendar_says_who_made_it_and_when_to_look_again() -> None:
    lines = calendar([], {}).decode().split("\r\n")
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//readtrack//readtrack//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Library books",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("hour", "start"), [("14:05", "2026-03-23 13:50"), ("00:00", "2026-03-22 23:45")]
)
def test_a_loan_with_an_hour_is_shown_the_quarter_before_it_on_whatever_clock(
    hour: str, start: str
) -> None:
    (event,) = events(LOAN._replace(due_time=hour))
    assert event.dtstart.value == datetime.fromisoformat(start)
    assert event.dtend.value == datetime.fromisoformat(f"2026-03-23 {hour}")
    assert event.dtstart.value.tzinfo is None


@pytest.mark.parametrize("hour", [None, "14:05", "09:15", "23:59"])
def test_alarms_go_off_at_nine_in_the_morning(hour: str | None) -> None:
    event = events(LOAN._replace(due_time=hour), [3, 1, 0])[0]
    days = ("2026-03-20", "2026-03-22", "2026-03-23")
    assert goes_off(event) == [datetime.fromisoformat(f"{day} 09:00") for day in days]
    assert [alarm.action.value for alarm in event.valarm_list] == ["DISPLAY"] * 3


def test_an_alarm_of_the_day_itself_comes_before_a_loan_that_ends_in_the_night() -> None:
    event = events(LOAN._replace(due_time="02:15"), [1, 0])[0]
    expected = ("2026-03-22 09:00", "2026-03-23 02:00")
    assert goes_off(event) == list(map(datetime.fromisoformat, expected))


def test_each_alarm_has_a_day_of_its_own_for_programs_that_drop_alarms() -> None:
    found = events(LOAN, [1, 3, 3, 0])
    assert summaries(found) == [
        ("Due: Dune (e-book)", date(2026, 3, 23)),
        ("Due in 3 days: Dune", date(2026, 3, 20)),
        ("Due in 1 day: Dune", date(2026, 3, 22)),
    ]
    assert [event.uid.value.partition("loan")[0] for event in found] == ["", "soon-3-", "soon-1-"]


def test_nothing_is_soon_before_the_loan_was_checked_out() -> None:
    short = LOAN._replace(due=date(2026, 3, 4))
    assert [day for _, day in summaries(events(short, [3, 2]))] == [short.due, date(2026, 3, 2)]


def test_the_day_a_renewal_opens_is_an_event() -> None:
    found = events(LOAN._replace(renewable_on=date(2026, 3, 20)))
    assert summaries(found)[1] == ("Dune can be renewed", date(2026, 3, 20))
    assert found[1].uid.value == "renew-loan-7-20260302T120000Z@readtrack"


def test_a_loan_that_was_given_back_is_cancelled_and_warns_no_more() -> None:
    back = LOAN._replace(ended=date(2026, 3, 9), ending=Ending.RETURNED, outcome=Outcome.FINISHED)
    found = events(back, [3], past(changed=MADE + timedelta(days=7), updates=1))
    assert [event.status.value for event in found] == ["CANCELLED", "CANCELLED"]
    assert [event.sequence.value for event in found] == ["1", "1"]
    assert goes_off(found[0]) == []
    assert "renew" not in found[0].description.value
    assert found[0].last_modified.value == MADE + timedelta(days=7)


def test_what_a_loan_only_had_before_a_change_is_cancelled() -> None:
    earlier = (
        LOAN._replace(due=date(2026, 3, 16), renewable_on=date(2026, 3, 14)),
        LOAN._replace(renewable_on=date(2026, 3, 20)),
    )
    short = LOAN._replace(due=date(2026, 3, 4))
    found = events(short, [30, 3, 1], past(updates=2, earlier=earlier))
    assert [(event.summary.value, event.status.value) for event in found] == [
        ("Due: Dune (e-book)", "CONFIRMED"),
        ("Due in 3 days: Dune", "CANCELLED"),
        ("Due in 1 day: Dune", "CONFIRMED"),
        ("Dune can be renewed", "CANCELLED"),
    ]
    assert found[3].dtstart.value == date(2026, 3, 14)


def test_a_due_date_that_was_worked_out_is_said_to_be() -> None:
    (event,) = events(LOAN._replace(estimated=True, library="City; North"))
    assert event.description.value.split("\n")[1:3] == [
        "City; North",
        "The due date was worked out; the library may say another.",
    ]


def test_the_blocks_of_a_plan_are_all_day_events() -> None:
    blocks = [
        PlannedBlock(name, 7, "Dune", Unit.PAGES, start, start + 20, 39.6)
        for name, start in (("commute", 0), ("bed", 20))
    ]
    bare = PlannedBlock("reading", 7, "Dune", Unit.PAGES, 40, 40.2, 0.2)
    days = [
        PlannedDay(date(2026, 3, 2), 90, 0.9, tuple(blocks)),
        PlannedDay(date(2026, 3, 3), 45, 0.1, (bare,)),
    ]
    found = list(events_of(calendar([LOAN], {7: past()}, (), days)).values())[1:]
    assert summaries(found) == [
        ("Read Dune: 40 min (commute)", date(2026, 3, 2)),
        ("Read Dune: 40 min (bed)", date(2026, 3, 2)),
        ("Read Dune: 1 min (reading)", date(2026, 3, 3)),
    ]
    assert found[0].uid.value == "plan-20260302-1-loan-7-20260302T120000Z@readtrack"
    assert found[1].description.value == "p. 20 → p. 40"
    assert found[0].dtend.value == date(2026, 3, 3)


# Any title


def lines_of(text: bytes) -> list[bytes]:
    """Each line as it is sent; that it can be read by itself and is no longer than it may be."""
    assert text.endswith(b"\r\n")
    lines = text[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8", "strict")
    return lines


def test_a_hard_title_is_folded_escaped_and_read_back() -> None:
    text = calendar([titled(HARD)], {7: past()}, [3])
    assert any(line.startswith(b" ") for line in lines_of(text))
    event = next(iter(events_of(text).values()))
    assert event.summary.value == f"Due: {HARD} (e-book)"


def test_a_title_of_several_lines_is_one_line_and_forges_nothing() -> None:
    text = calendar([titled("Dune\r\nEND:VEVENT\nX:\x1b[31m")], {7: past()})
    (event,) = events_of(text).values()
    assert event.summary.value == "Due: Dune END:VEVENT X:[31m (e-book)"


@sampled(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
@example("\\N, \\n; \\\\N")
def test_any_title_is_read_back_without_what_cannot_be_seen(title: str) -> None:
    text = calendar([titled(title)], {7: past()}, [1])
    lines_of(text)
    found = [event.summary.value for event in events_of(text).values()]
    name = visible(tidy(title))
    assert found == [f"Due: {name} (e-book)", f"Due in 1 day: {name}"]


# What becomes of a loan


def exported(home: Home, options: str = "") -> bytes:
    file = home.folder / "books.ics"
    given(home, f"export ics {file} {options}")
    return file.read_bytes()


def first(home: Home) -> Any:
    return next(iter(events_of(exported(home)).values()))


def told(home: Home) -> tuple[str, int, str, date]:
    event = first(home)
    return (event.uid.value, int(event.sequence.value), event.status.value, event.dtstart.value)


def test_a_renewal_keeps_the_uid_and_raises_the_sequence(home: Home) -> None:
    given(home, "add Dune --pages 300")
    uid, number, status, _ = told(home)
    home.today = "2026-03-20"
    given(home, "renew dune --days 14")
    assert told(home) == (uid, number + 1, status, date(2026, 4, 6))


def test_the_sequence_never_goes_down_whatever_is_undone(home: Home) -> None:
    given(home, "add Dune --pages 300")
    seen = [told(home)]
    for line in (
        "renew dune --days 14",
        "undo",
        "undo --redo",
        "edit dune --title Dunes",
        "return dunes",
        "undo",
        "edit dunes --pages 310",
        "log dunes 20",
    ):
        given(home, line)
        seen.append(told(home))
    numbers = [number for _, number, _, _ in seen]
    assert numbers[:-1] == sorted(set(numbers)), "each change raises it"
    assert numbers[-1] == numbers[-2], "but for the log, which changes no event"
    assert {uid for uid, *_ in seen} == {seen[0][0]}
    assert [status for _, _, status, _ in seen][5:7] == ["CANCELLED", "CONFIRMED"]
    assert [due.day for *_, due in seen][:4] == [23, 6, 23, 6]


def test_a_checkout_that_was_undone_and_redone_is_the_same_event(home: Home) -> None:
    given(home, "add Dune --pages 300")
    uid, number, *_ = told(home)
    home.today = "2026-03-03"
    given(home, "undo")
    assert events_of(exported(home)) == {}
    given(home, "undo --redo")
    again, later, *_ = told(home)
    assert (again == uid, later > number) == (True, True)


def test_another_loan_under_the_number_of_one_that_was_undone_is_another_event(home: Home) -> None:
    given(home, "add Dune --pages 300")
    uid = told(home)[0]
    home.today = "2026-03-03"
    given(home, "undo", "add Emma --pages 200")
    event = first(home)
    assert event.summary.value == "Due: Emma (e-book)"
    assert (event.uid.value == uid, event.sequence.value) == (False, "0")


@pytest.mark.parametrize("end", ["return dune", "drop dune", "finish dune"])
def test_a_return_is_cancelled_for_ninety_days_and_then_left_out(home: Home, end: str) -> None:
    given(home, "add Dune --pages 300")
    _, number, _, _ = told(home)
    given(home, end)
    assert told(home)[1:3] == (number + 1, "CANCELLED")
    home.today = "2026-05-31"
    assert told(home)[2] == "CANCELLED"
    home.today = "2026-06-01"
    assert events_of(exported(home)) == {}


def test_an_expired_loan_is_left_out_before_and_after_it_is_written_down(home: Home) -> None:
    given(home, "add Dune --pages 300")
    home.today = "2026-03-24"
    assert events_of(exported(home)) == {}
    given(home, "config cap 3")
    assert events_of(exported(home)) == {}


def test_a_loan_that_was_over_when_it_was_kept_has_never_been_in_a_calendar(home: Home) -> None:
    given(home, "add Dune --pages 300 --format print")
    outside(
        home.store,
        "INSERT INTO loans (book_id, format, unit, length, start, speed, checked_out, due, ended,"
        " ending, outcome) VALUES (1, 'print', 'pages', 9, 0, 1, '2026-02-01', '2026-02-20',"
        " '2026-02-20', 'returned', 'finished')",
    )
    assert len(events_of(exported(home, "--alarm none"))) == 1


def test_what_was_changed_outside_keeps_its_uid_when_readtrack_notices(home: Home) -> None:
    given(home, "add Dune --pages 300")
    outside(
        home.store,
        "UPDATE loans SET due = '2026-03-25'",
        "INSERT INTO loans (book_id, format, unit, length, start, speed, checked_out, due)"
        " VALUES (1, 'print', 'pages', 300, 0, 1, '2026-03-01', '2026-03-26')",
    )
    before = exported(home)
    assert [event.sequence.value for event in events_of(before).values()][::3] == ["1", "0"]
    assert "loan-2-20260301T000000Z@readtrack" in events_of(before)
    given(home, "config cap 3")
    assert exported(home) == before


def test_the_same_store_gives_the_same_bytes_on_another_day_and_in_another_zone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(home, "add Dune --pages 300 --why essay", "add Emma --audio 9:00 --time 23:05")
    given(home, "renew dune --days 7", "return emma")
    before = home.ok("export", "ics")
    home.today = "2026-03-05T18:30"
    assert home.ok("export", "ics") == before
    environment = {**home.environment(), "TZ": "America/Los_Angeles"}
    monkeypatch.setattr(home, "environment", lambda: environment)
    assert home.ok("export", "ics") == before


def test_two_stores_do_not_share_events(tmp_path: Path) -> None:
    uids: set[str] = set()
    for name, today in (("one", "2026-03-02"), ("two", "2026-03-02T08:00")):
        (tmp_path / name).mkdir()
        home = Home(tmp_path / name, today)
        given(home, "add Dune --pages 300")
        uids |= set(events_of(exported(home)))
    assert len(uids) == 6


def test_the_plan_is_in_the_calendar_when_it_is_asked_for(home: Home) -> None:
    given(home, "add Dune --pages 60 --days 3", "routine add commute 40 --days mon-fri")
    found = summaries(events_of(exported(home, "--plan --alarm none")).values())
    assert found == [
        ("Due: Dune (e-book)", date(2026, 3, 5)),
        *(
            (f"Read Dune: {minutes} min (commute)", date(2026, 3, day))
            for day, minutes in ((2, 20), (3, 20), (4, 20), (5, 19))
        ),
    ]


def plan_of(home: Home) -> list[tuple[str, int, datetime, str]]:
    """Name, number, stamp and words of each event of the plan."""
    found = events_of(exported(home, "--plan")).items()
    return [
        (uid, int(event.sequence.value), event.dtstamp.value, event.summary.value)
        for uid, event in found
        if uid.startswith("plan-")
    ]


def test_a_plan_that_changed_is_newer_than_the_one_before(home: Home) -> None:
    home.today = "2026-03-02T09:00"
    given(home, "add Dune --pages 60 --days 3", "routine add commute 40 --days mon-fri")
    seen = [plan_of(home)]
    assert plan_of(home) == seen[0]
    for day, line in (
        ("2026-03-02T10:00", "log dune 30"),
        ("2026-03-02T11:00", "config buffer 0"),
        ("2026-03-02T12:00", "undo"),
        ("2026-03-03T09:00", "list"),
    ):
        home.today = day
        given(home, line)
        seen.append(plan_of(home))
    for before, after in pairwise(seen):
        assert after[0][1] > before[0][1]
        assert after[0][2] >= before[0][2]


# A program that people use

KHAL = """
[calendars]
[[books]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""


def khal(home: Home, *words: str) -> list[str]:
    require("khal")
    config = home.folder / "khal.conf"
    config.write_text(KHAL.format(folder=home.folder))
    (home.folder / "calendar").mkdir(exist_ok=True)
    done = subprocess.run(
        ["khal", "-c", str(config), *words],
        env=home.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr.upper()
    return done.stdout.splitlines()


def listed(home: Home, options: str = "--alarm 3d") -> list[str]:
    """What khal shows after it has read the export, without its headings of days."""
    exported(home, options)
    khal(home, "import", "--batch", str(home.folder / "books.ics"))
    shown_as = "{start-date} {start-end-time-style}|{title}|{status}"
    return [line for line in khal(home, "list", "2026-03-01", "90d", "-f", shown_as) if "|" in line]


def test_khal_shows_the_export_and_follows_a_renewal_and_a_return(home: Home) -> None:
    given(home, f"add '{HARD}' --pages 300", "add Emma --audio 9:00 --time 14:05")
    assert listed(home) == [
        f"2026-03-20 |Due in 3 days: {HARD}|CONFIRMED ",
        "2026-03-20 |Due in 3 days: Emma|CONFIRMED ",
        f"2026-03-23 |Due: {HARD} (e-book)|CONFIRMED ",
        "2026-03-23 13:50-14:05|Due: Emma (audiobook)|CONFIRMED ",
    ]
    given(home, "renew commas --days 7", "return emma")
    assert listed(home) == [
        "2026-03-20 |Due in 3 days: Emma|CANCELLED ",
        "2026-03-23 13:50-14:05|Due: Emma (audiobook)|CANCELLED ",
        f"2026-03-27 |Due in 3 days: {HARD}|CONFIRMED ",
        f"2026-03-30 |Due: {HARD} (e-book)|CONFIRMED ",
    ]


@pytest.mark.slow
def test_khal_follows_a_plan_and_drops_the_day_of_a_renewal(home: Home) -> None:
    home.today = "2026-03-02T09:00"
    given(
        home,
        "add Dune --pages 60 --days 4 --format print",
        "edit dune --renewable-on 2026-03-05",
        "routine add commute 40 --days mon-fri",
    )
    before = listed(home, "--alarm none --plan")
    assert "2026-03-05 |Dune can be renewed|CONFIRMED " in before
    home.today = "2026-03-02T10:00"
    given(home, "log dune 40")
    after = listed(home, "--alarm none --plan")
    plan = [[line for line in lines if "Read" in line] for lines in (before, after)]
    assert plan[0] != plan[1]
    assert len(plan[0]) == len(plan[1])
    home.today = "2026-03-02T11:00"
    given(home, "renew dune --days 7")
    assert "2026-03-05 |Dune can be renewed|CANCELLED " in listed(home, "--alarm none")
