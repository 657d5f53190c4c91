"""What `checkup` and `review` show: exact at 80 columns, readable at 40, whole in a pipe."""

import json
from datetime import date, timedelta

import pytest
from rich.cells import cell_len

from tests.cli.given import failed
from tests.servers import copied
from tests.store.contents import done
from tests.terminal import Home


@pytest.fixture(scope="module")
def lived(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three titles under pressure; one was finished, one let go, and a fourth came after them."""

    home = Home(tmp_path_factory.mktemp("january"))

    def on(day: str, *words: str) -> None:
        home.today = day
        done(home.store, day, *words)

    on("2026-01-05", "config", "cap", "3")
    on("2026-01-05", "add", "Dune", "--pages", "412", "--why", "the film")
    on("2026-01-07", "add", "Emma", "--pages", "300")
    on("2026-01-10", "add", "Ulysses", "--pages", "700", "--format", "print")
    on("2026-01-08", "log", "dune", "40", "--minutes", "40")
    for day, page in (("2026-01-12", "80"), ("2026-01-20", "150"), ("2026-01-24", "400")):
        on(day, "log", "dune", page, "--minutes", "40")
        on(day, "log", "emma", "+50")
        on(day, "log", "ulysses", "+30")
    on("2026-01-26", "finish", "dune")
    on("2026-01-28", "drop", "emma")
    on("2026-01-29", "add", "Middlemarch", "--pages", "800")
    on("2026-01-31", "routine", "add", "bed", "40m", "--for", "text")
    on("2026-01-31", "config", "reserve", "20")
    on("2026-02-01", "aside", "12", "LRB")
    home.today = "2026-02-05"
    return home


@pytest.fixture
def january(lived: Home, home: Home) -> Home:
    """A copy of it, to be changed."""
    copied(lived.store, home.store)
    home.today = lived.today
    return home


CHECKUP = """\
The four weeks since Thu 8 Jan

Measure         Figure                           Limit
treadmill       3 days of 3+ titles under load   3             mind this
  One or two books a day go deeper, one to a block: readtrack plan
cramming        61% read at the end, 3% planned  40%           mind this
  Dune was read late: an earlier start spreads the next one.
no end          32 days in a row                 60            fine
  Clear from Fri 20 Feb on.
crowding out    12 of 40 minutes, 30%            at least 50%  mind this
  That time is kept already: a magazine or an article may have it. Counted
    since Sat 31 Jan.
no reason       3 checkouts without a reason     1             mind this
  Say what Ulysses is for: readtrack edit 3 --why "..."
too optimistic  50% of the last 2 unfinished     34%           mind this
  50% was left, others 2 days late; ask before the next:
  readtrack consider 'Hard Times' --pages 304
carries         33 days for 300 pages
  At the pace of the last eight weeks four of five 300-page books take you up
    to 33 days, longer than a loan of 21: borrow shorter ones, or renew.
"""

CALM = """\
The four weeks since Mon 2 Feb

Measure         Figure                          Limit
treadmill       0 days of 3+ titles under load  3             fine
cramming        0% read at the end              40%           fine
no end          0 days in a row                 60            fine
crowding out    0 minutes, none kept            at least 50%
  No time is kept for other reading; it needs a routine:
  readtrack routine add bed 30m
no reason       0 checkouts without a reason    1             fine
too optimistic  none ended yet                  34%           fine
carries         not measured yet
  Too early to say: log a few days of reading first.
"""

REVIEW = """\
Dune (e-book, 412 pages), no. 1

  planned    finished by Sat 24 Jan
  finished   Mon 26 Jan, 2 days later
  ended      returned Mon 26 Jan
  why        the film
  time       2 h 40 min logged
  pace       18.2 p. a day over 22 days
  when read  100 p. a day over 4 days

Read in each fifth of its 21 days, where an even pace has 20%:
  1st fifth   ━━━━━ 10%
  2nd fifth   ━━━━━ 10%
  3rd fifth   0%
  4th fifth   ━━━━━━━━ 17%
  last fifth  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 61%
  not logged  ━ 3%
"""

NARROW_REVIEW = """\
Emma (e-book, 300 pages), no. 2

  planned    finished by Mon 26 Jan
  ended      let go Wed 28 Jan
  place      p. 150 (50%)
  time       about 2 h 19 min, untimed
  pace       6.8 p. a day over 22 days
  when read  50 p. a day over 3 days

Read in each fifth of its 21 days,
  where an even pace has 20%:
  1st fifth   0%
  2nd fifth   ━━━━━━━ 33%
  3rd fifth   ━ 7%
  4th fifth   ━━━━━━━━━ 47%
  last fifth  ━━━ 13%
"""


def test_each_finding_is_a_row_at_80_columns_with_its_advice_below(january: Home) -> None:
    assert january.screen("checkup").out == CHECKUP


def test_a_reader_who_has_just_begun_has_nothing_to_worry_about(home: Home) -> None:
    home.today = "2026-03-02"
    assert home.screen("checkup").out == CALM


SETTINGS = ("treadmill", "cramming", "run", "reserve", "reasons", "unfinished")


def test_the_settings_are_shown_where_the_figures_are_explained(january: Home) -> None:
    plain, explained = (january.screen("checkup", *words).out for words in ((), ("--explain",)))
    assert "worry_" not in plain
    for setting in SETTINGS:
        assert f"  The setting of its limit: worry_{setting}\n" in explained
    assert "  The minutes you logged with aside, against the share of your routine" in explained
    for line in plain.splitlines():
        assert line in explained


def test_in_a_pipe_the_explanation_comes_after_the_rows(january: Home) -> None:
    plain, explained = (january.ok("checkup", *words) for words in ((), ("--explain",)))
    assert explained.startswith(plain)
    assert explained.removeprefix(plain).startswith("\ntreadmill\n  Counted are the days on")


@pytest.mark.parametrize("columns", [40, 80])
def test_the_explanation_is_readable_at_any_width(january: Home, columns: int) -> None:
    shown = january.screen("checkup", "--explain", columns=columns).out
    long = [line for line in shown.splitlines() if cell_len(line) > columns]
    assert all(line.startswith("  readtrack ") for line in long)


def test_a_reason_can_be_given_to_a_checkout_that_has_ended(january: Home) -> None:
    found = json.loads(january.ok("checkup", "--json"))["findings"][4]
    assert [each["loan"] for each in found["details"]["loans"]] == [3, 4, 2]
    for number, left in (("3", 2), ("4", 1)):
        january.ok("edit", number, "--why", "curious")
        found = json.loads(january.ok("checkup", "--json"))["findings"][4]
        assert found["figure"] == left
    assert found["advice"] == 'Say what Emma was for: readtrack edit 2 --why "..."'
    january.ok("edit", "2", "--why", "curious")
    found = json.loads(january.ok("checkup", "--json"))["findings"][4]
    assert (found["figure"], found["worry"]) == (0, False)


def test_a_reserve_that_was_changed_is_judged_anew(january: Home) -> None:
    january.ok("config", "reserve", "30")
    shown = january.screen("checkup").out
    assert "\ncrowding out    0 minutes, none kept yet" in shown
    january.ok("undo")
    assert "12 of 40 minutes, 30%" in january.screen("checkup").out


@pytest.mark.parametrize("command", ["checkup", "review"])
def test_it_is_readable_at_40_columns(january: Home, command: str) -> None:
    shown = january.screen(command, columns=40).out
    long = [line for line in shown.splitlines() if cell_len(line) > 40]
    assert all(line.startswith("  readtrack ") for line in long)
    if command == "checkup":
        assert '\n  Say what Ulysses is for:\n  readtrack edit 3 --why "..."\n' in shown


def test_in_a_pipe_a_finding_is_a_row(january: Home) -> None:
    header, *rows = [line.split("\t") for line in january.ok("checkup").splitlines()]
    assert header == ["name", "figure", "unit", "threshold", "setting", "worry", "advice"]
    assert [row[:6] for row in rows] == [
        ["treadmill", "3", "days", "3", "worry_treadmill", "yes"],
        ["cramming", "61", "percent", "40", "worry_cramming", "yes"],
        ["no_end", "32", "days", "60", "worry_run", "no"],
        ["crowding_out", "30", "percent", "50", "worry_reserve", "yes"],
        ["no_reason", "3", "checkouts", "1", "worry_reasons", "yes"],
        ["too_optimistic", "50", "percent", "34", "worry_unfinished", "yes"],
        ["carries", "33", "days", "", "", "no"],
    ]


def test_the_screen_shows_what_json_tells(january: Home) -> None:
    report = json.loads(january.ok("checkup", "--json"))
    assert report["schema"] == "readtrack.checkup/1"
    assert (report["today"], report["since"]) == ("2026-02-05", "2026-01-08")
    for finding in report["findings"]:
        assert set(finding) == {
            "name",
            "figure",
            "unit",
            "threshold",
            "setting",
            "worry",
            "advice",
            "details",
        }
        assert finding["setting"] is None or finding["setting"] not in CHECKUP
        fine = "Nothing to worry about."  # on the screen "fine" says that
        assert finding["advice"].removeprefix(fine) in " ".join(CHECKUP.split())
    crammed = report["findings"][1]["details"]["loans"]
    assert [(each["loan"], each["planned"]) for each in crammed] == [
        (2, False),
        (1, False),
        (3, True),
        (4, True),
    ]


def test_a_threshold_is_the_readers_to_set(january: Home) -> None:
    january.ok("config", "worry_cramming", "62")
    found = json.loads(january.ok("checkup", "--json"))["findings"][1]
    assert (found["figure"], found["threshold"], found["worry"]) == (61, 62, False)


@pytest.mark.slow
def test_a_run_of_many_short_loans_is_counted_whole(home: Home) -> None:
    first = date(2026, 1, 5)
    for number in range(15):
        home.today = str(first + timedelta(days=5 * number))
        added = home.run("add", f"Book {number}", "--pages", "60", "--days", "5", "--why", "x")
        assert added.code == 0
    home.today = "2026-03-20"
    run = json.loads(home.ok("checkup", "--json"))["findings"][2]
    assert (run["figure"], run["worry"]) == (75, True)
    assert run["details"]["since"] == "2026-01-05"


def test_review_looks_back_on_an_ended_checkout(january: Home) -> None:
    assert january.screen("review", "dune").out == REVIEW
    assert january.screen("review", columns=40).out == NARROW_REVIEW


def test_review_in_a_pipe_is_a_name_and_a_value_a_row(january: Home) -> None:
    rows = dict(line.split("\t") for line in january.ok("review", "1").splitlines())
    assert rows["planned"] == "2026-01-24"
    assert rows["finished"] == "2026-01-26"
    assert rows["days_late"] == "2"
    assert [rows[f"fifth_{n}"] for n in range(1, 6)] == ["9.7", "9.7", "0", "17", "60.7"]
    assert rows["unlogged"] == "2.9"


def test_review_as_json_names_its_schema(january: Home) -> None:
    report = json.loads(january.ok("review", "emma", "--json"))
    assert (report["schema"], report["id"]) == ("readtrack.review/1", 2)
    assert (report["finished"], report["ended"], report["outcome"]) == (
        None,
        "2026-01-28",
        "unfinished",
    )
    assert report["place"] == 150
    assert sum(report["fifths"]) == pytest.approx(100, abs=0.01)


def test_a_book_that_is_still_out_is_no_book_to_look_back_on(january: Home) -> None:
    said = failed(january.run("review", "ulysses"), 4)
    assert said == ("readtrack: Ulysses is still out.\nHow it is going: readtrack show 3\n")
    january.run("add", "Dune", "--pages", "412")
    assert january.run("review", "dune").err == (
        "readtrack: Dune is still out.\n"
        "How it is going: readtrack show 5\n"
        "Its last checkout before: readtrack review 1\n"
    )


def test_with_nothing_ended_there_is_nothing_to_look_back_on(home: Home) -> None:
    home.ok("add", "Dune", "--pages", "412")
    answer = home.run("review")
    assert (answer.code, answer.err) == (
        4,
        "readtrack: No checkout of a book has ended yet.\nHow it is going: readtrack pace\n",
    )
