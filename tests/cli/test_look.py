"""What is shown: in a pipe, as JSON, on wide and narrow screens, whatever the titles hold."""

import json
import os
import subprocess

import pytest
from rich.cells import cell_len

from readtrack.words.loans import FORMATS
from tests.cli.given import given, report
from tests.slow import few
from tests.terminal import Home, command

HOSTILE = [
    "[red]x[/red]",
    "esc \x1b[31mred\x07 bell",
    "💥 emoji 👩‍👩‍👧 שלום עולם",
    "bidi \u202eevil",
    "数学ガール",
]


@pytest.fixture
def two(home: Home) -> Home:
    home.ok("add", "Business Adventures", "--pages", "459", "--author", "John Brooks")
    home.run("add", "Business Adventures", "--audio", "16:42", "--speed", "1.25")
    home.run("add", "Hard Thing", "--pages", "304", "--due", "2026-03-04", "--format", "print")
    return home


def test_pace_in_a_pipe_is_rows_for_cut(two: Home) -> None:
    rows = [line.split("\t") for line in two.ok("pace").splitlines()]
    assert {len(row) for row in rows} == {17}
    assert [row[1] for row in rows[1:]] == [
        "Hard Thing",
        "Business Adventures",
        "Business Adventures",
    ]
    assert not any(character in "│─┌└━" for row in rows for cell in row for character in cell)


def test_pace_as_json_keeps_its_contract(two: Home) -> None:
    report = json.loads(two.ok("pace", "--json"))
    assert report["schema"] == "readtrack.pace/1"
    assert set(report) >= {"today", "slots", "capacity", "fit", "loans"}
    assert set(report["fit"]) >= {"fits", "breaks_on", "short_minutes", "slack_days"}
    assert set(report["capacity"]) >= {"minutes_today", "minutes_per_day", "source"}
    keys = [
        "id",
        "title",
        "authors",
        "format",
        "unit",
        "length",
        "position",
        "percent",
        "checked_out",
        "due",
        "due_time",
        "goal",
        "days_left",
        "need_per_day",
        "minutes_per_day",
        "today",
        "rate",
        "finish",
        "status",
        "assumed_length",
    ]
    for row in report["loans"]:
        assert set(row) >= set(keys)
        assert set(row["today"]) == {"start", "target", "done", "left", "minutes"}
        assert set(row["rate"]) >= {"per_calendar_day", "per_reading_day", "days"}
        assert set(row["finish"]) >= {"expected", "chance_on_time"}
    assert [row["due"] for row in report["loans"]] == ["2026-03-04", "2026-03-23", "2026-03-23"]


def test_due_as_json_keeps_its_contract_and_its_exit_code(two: Home) -> None:
    answer = two.run("due", "--json", "--exit-code")
    report = json.loads(answer.out)
    assert answer.code == 10
    assert (report["schema"], report["worst"]) == ("readtrack.due/1", "due_soon")
    first = report["warnings"][0]
    assert set(first) >= {"loan", "title", "severity", "due", "due_time", "message"}
    assert (first["loan"], first["severity"], first["due"]) == (3, "due_soon", "2026-03-04")


@pytest.mark.parametrize(
    ("today", "code", "worst"),
    [
        ("2026-03-04", 11, "due_today"),
        ("2026-03-05", 12, "overdue"),
        ("2026-03-24", 12, "expired"),
        ("2026-03-31", 12, "overdue"),
    ],
)
def test_the_exit_code_follows_the_worst_warning(
    two: Home, today: str, code: int, worst: str
) -> None:
    two.today = today
    answer = two.run("due", "--json", "--exit-code")
    assert (answer.code, json.loads(answer.out)["worst"]) == (code, worst)


def test_the_table_shows_what_json_tells(two: Home) -> None:
    screen = two.screen("pace").out
    for row in json.loads(two.ok("pace", "--json"))["loans"]:
        share, percent = row["today"], f"{int(row['percent'])}%"
        edition = row["title"] if row["title"] == "Hard Thing" else FORMATS[row["format"]]
        (line,) = (each for each in screen.splitlines() if edition in each)
        assert line.split()[0] == str(row["id"])
        assert percent in line
        if row["unit"] == "pages" and share["left"]:
            assert f" p. {share['target']} " in line


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("title", few(HOSTILE[::-1], 2))
def test_no_title_is_obeyed_or_breaks_the_table(home: Home, title: str, columns: int) -> None:
    home.ok("add", title, "--pages", "300")
    for words in (["pace"], [], ["due"], ["list"], ["show", "1"]):
        raw = home.screen(*words, columns=columns).out
        assert "\x1b" not in raw
        assert "\x07" not in raw
        assert "\u202e" not in raw
        assert max(cell_len(line) for line in raw.splitlines()) <= columns
    for words in (["pace"], ["list"], ["log", "1", "5"]):
        assert "\x1b" not in home.run(*words).out
    if title.startswith("[red]"):
        assert title in home.screen("pace", columns=columns).out


def test_columns_of_the_table_start_at_the_same_place_for_every_title(home: Home) -> None:
    home.ok("config", "cap", "9")
    for title in HOSTILE:
        home.run("add", title, "--pages", "300")
    lines = home.screen("pace").out.splitlines()
    starts = {cell_len(line[: line.index("Mon 23 Mar")]) for line in lines if "Mon 23 Mar" in line}
    assert len(starts) == 1


def test_no_colour_and_a_dumb_terminal_are_obeyed(two: Home) -> None:
    from tests.terminal import on_terminal

    for extra in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        environment = {**two.environment(), **extra}
        process = subprocess.run(
            ["script", "-qec", " ".join(command(["due"])), "/dev/null"],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True,
        )  # fmt: skip
        assert b"\x1b[3" not in process.stdout
    assert "due soon" in on_terminal(command(["due"]), two.environment(), 80).out


def test_head_may_close_the_pipe(two: Home) -> None:
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        command(["pace"]), env=two.environment(), stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    os.close(ours)
    _, said = process.communicate(timeout=30)
    assert said == b""


def test_two_editions_have_one_status_and_one_warning(two: Home) -> None:
    two.run("log", "business", "69")
    two.today = "2026-03-12"
    rows = json.loads(two.ok("pace", "--json"))["loans"]
    assert len({row["status"] for row in rows if row["title"] == "Business Adventures"}) == 1
    warnings = json.loads(two.ok("due", "--json"))["warnings"]
    assert len(warnings) == len({warning["title"] for warning in warnings})


def test_an_expired_loan_is_ended_everywhere_at_once(home: Home) -> None:
    home.run("add", "Dune", "--pages", "400", "--days", "5", "--time", "14:00")
    home.run("log", "dune", "100")
    home.today = "2026-03-07T13:59"
    assert json.loads(home.ok("pace", "--json"))["slots"]["used"] == 1
    home.today = "2026-03-07T14:00"
    assert json.loads(home.ok("pace", "--json"))["slots"]["used"] == 0
    assert "Dune" not in home.ok("list")
    assert "expired" in home.ok("list", "--past")
    assert home.ok("log", "dune", "120", "--yes").endswith("It has ended; your place is kept.\n")
    assert home.run("prompt").out == ""
    home.today = "2026-03-08"
    assert home.run("log", "dune", "130").code == 4
    assert (
        home.ok("log", "dune", "end", "--on", "yesterday")
        == "Dune: finished; it ended Sat 7 Mar.\n"
    )
    assert home.ok("due", "--json").count("expired") == 0
    home.ok("undo")
    home.today = "2026-03-15"
    assert home.ok("due", "--json").count("expired") == 0


def test_two_editions_that_expire_together_keep_their_one_place(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("add", "Dune", "--audio", "20:00")
    home.run("log", "dune", "10:00")
    home.today = "2026-03-25"
    (warning,) = json.loads(home.ok("due", "--json"))["warnings"]
    assert "your place is kept at p. 200" in warning["message"]
    past = json.loads(home.ok("list", "--past", "--json"))["loans"]
    assert [(each["id"], each["position"]) for each in past] == [(2, 36000), (1, 200)]
    assert home.run("renew", "dune").code == 4
    assert home.run("renew", "1").code == 0


def test_an_edition_whose_title_was_finished_in_another_expires_as_finished(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "400")
    home.run("add", "Dune", "--audio", "20:00", "--days", "40")
    home.run("log", "dune", "20:00")
    home.run("return", "2")
    home.today = "2026-03-26"
    assert home.run("due", "--exit-code").code == 0
    past = json.loads(home.ok("list", "--past", "--json"))["loans"]
    assert {each["outcome"] for each in past} == {"finished"}


def test_editions_stand_together_though_another_title_is_due_between(home: Home) -> None:
    home.ok("add", "Aaa", "--pages", "100", "--days", "5")
    home.run("add", "Bbb", "--pages", "100", "--days", "9")
    home.run("add", "Aaa", "--audio", "9:00", "--due", "2027-01-04")
    lines = home.screen("pace").out.splitlines()
    books = [line[3:].split("  ")[0] or line.split()[1] for line in lines[1:5]]
    assert books == ["Aaa", "e-book", "audiobook", "Bbb"]
    assert "4 Jan 2027" in "\n".join(lines)


def test_books_given_back_as_finished_speak_for_the_next_one(home: Home) -> None:
    for number in range(4):
        home.today = f"2026-0{number + 3}-02"
        home.ok("add", f"Book {number}", "--pages", "300")
        home.today = f"2026-0{number + 3}-10"
        home.run("log", "book", "250")
        home.ok("finish", "book")
    home.today = "2026-08-02"
    home.ok("add", "Next", "--pages", "300")
    row = json.loads(home.ok("pace", "--json"))["loans"][0]
    assert row["finish"]["chance_on_time"] > 0.6


def test_an_answer_survives_a_terminal_that_cannot_write_it(two: Home) -> None:
    for words in (["pace"], [], ["prompt"], ["log", "hard", "12"]):
        done = subprocess.run(
            command(words),
            env={**two.environment(), "PYTHONIOENCODING": "latin-1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_kind_without_any_time_asks_for_a_routine(home: Home) -> None:
    """A renewal would bring no time for text either."""
    given(home, "add Emma --pages 400", "routine add chores 10m --days sat,sun --for audio")
    (warning,) = report(home, "due")["warnings"]
    first, second = warning["way_out"].split(", or ")
    assert second == "readtrack drop 1 (keeps your place)"
    given(home, first.removeprefix("readtrack "))
    assert report(home, "due")["warnings"] == []


def test_a_kind_with_time_on_other_days_asks_for_a_renewal(home: Home) -> None:
    given(home, "routine add reading 40m --for text --days sat", "routine add walk 20m --for audio")
    given(home, "add Emma --pages 50 --due 2026-03-06 --anyway --why film")
    (warning,) = report(home, "due")["warnings"]
    assert warning["way_out"] == "readtrack renew 1, or readtrack drop 1 (keeps your place)"
