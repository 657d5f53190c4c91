"""Command lines that messages print: pasted into a shell they do what was promised."""

import re
import shlex

import pytest

from tests.cli.given import failed, given, report, tried
from tests.slow import few
from tests.terminal import Answer, Home

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store

TITLES = (
    "--help", "-x $(touch X) `touch X`", "1984", "O'Brien's \"Best\"", "-x", "--", "--db",
    "a; b & c", "~", "*", "!!", "--pages 3", "Über \\ uns", "#3",
)  # fmt: skip
TITLED = pytest.mark.parametrize("title", few(TITLES, often=4))


def pasted(home: Home, text: str) -> list[Answer]:
    """Run every command line in `text`, up to where two blanks end it."""
    lines = re.findall(r"readtrack (.+?)(?:  .*)?$", text, re.MULTILINE)
    assert lines, text
    commands = [each for line in lines for each in line.split(" && readtrack ")]
    return [home.run(*shlex.split(command.replace("...", "It is due."))) for command in commands]


def titles(home: Home) -> list[str]:
    return [loan["title"] for loan in report(home, "list")["loans"]]


@TITLED
def test_a_refused_checkout_is_made_by_the_command_that_is_printed(home: Home, title: str) -> None:
    given(home, "add One --pages 100", "add Two --pages 100")
    words = ("--pages", "120", "--author", "-y", "--library", "It's $HOME", "--at", "20")
    refused = home.run("add", *words, "--", title)
    assert refused.code == 3
    way = next(line for line in refused.err.splitlines() if "--anyway" in line)
    assert [answer.code for answer in pasted(home, way)] == [0]
    loan = report(home, "list")["loans"][-1]
    assert (loan["title"], loan["authors"], loan["position"]) == (title, ["-y"], 20)


@pytest.mark.parametrize("title", few(["-40- The End", "--help me", "-x y", "-A"]))
@pytest.mark.parametrize("command", few(["add", "later add"], 2))
def test_a_title_with_a_dash_is_put_where_it_is_no_option(
    home: Home, command: str, title: str
) -> None:
    words = (*command.split(), title, "--pages", "12", "--why", "it's")
    said = failed(home.run("--color", "never", *words), 2)
    assert [answer.code for answer in pasted(home, said)] == [0]
    listed = report(home, "list")["loans"] + report(home, "later")["wishes"]
    assert [(each["title"], each["length"]) for each in listed] == [(title, 12)]


@TITLED
def test_a_position_that_is_missing_can_be_added_as_it_is_printed(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    asked = home.run("log", "--", title)
    assert asked.code == 2
    assert [answer.code for answer in pasted(home, asked.err)] == [0]
    assert report(home, "list")["loans"][0]["position"] == 15


@TITLED
def test_the_command_for_another_edition_takes_the_title_as_it_is(home: Home, title: str) -> None:
    given(home, "routine add bed 20 --for text", "routine add chores 30 --for audio")
    home.run("add", "--audio", "13:00", "--", title)
    given(home, "return 1")
    home.run("add", "--pages", "450", "--", title)
    ways = report(home, "ways")["ways"]
    way = next(way for way in ways if way["kind"] == "other_edition")
    assert [answer.code for answer in pasted(home, way["command"])] == [0]
    assert titles(home) == [title, title]


@TITLED
def test_a_routine_that_exists_is_changed_by_the_command_that_is_printed(
    home: Home, title: str
) -> None:
    home.ok("routine", "add", "--", title, "30")
    refused = home.run("routine", "add", "--", title, "1 h 10")
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    routine = report(home, "routine")["routines"][0]
    assert (routine["name"], routine["minutes"]) == (title, 70)


@TITLED
def test_two_books_are_joined_by_the_commands_that_are_printed(home: Home, title: str) -> None:
    given(home, "config cap 3", "add Other --pages 100")
    home.ok("add", "--pages", "300", "--", title)
    given(home, "return 2")
    refused = home.run("edit", "1", "--title", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0, 0]
    assert titles(home) == [title]


@TITLED
def test_a_place_is_moved_by_the_command_that_is_printed(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    refused = home.run("add", "--audio", "7:00", "--at", "25 of 380", "--", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    unreadable = home.run("add", "--audio", "7:00", "--at", "$(touch X)", "--", title)
    assert unreadable.err.endswith("readtrack log 1 '$(touch X)'\n")


@TITLED
def test_a_command_that_has_to_be_whole_is_printed_whole(home: Home, title: str) -> None:
    home.ok("add", "--pages", "300", "--", title)
    refused = home.run("dr", "--", title)
    assert [answer.code for answer in pasted(home, refused.err)] == [0]
    assert titles(home) == []


@pytest.mark.files
def test_a_copy_named_like_an_option_or_a_script_is_merged_in_as_printed(home: Home) -> None:
    given(home, "add One --pages 100")
    copy = home.store.with_name("reading's $(copy) conflicted copy.db")
    copy.write_bytes(home.store.read_bytes())
    home.ok("--db", str(copy), "add", "Two", "--pages", "100")
    line = next(line for line in home.run("doctor").out.splitlines() if "import" in line)
    assert pasted(home, line)[0].code == 0
    assert titles(home) == ["One", "Two"]


def test_a_command_that_does_not_fit_its_line_has_one_of_its_own(home: Home) -> None:
    home.ok("add", "--pages", "300", "--", "The Overstory: A Novel of Trees and People")
    words = (
        "add",
        "--audio",
        "7:00",
        "--at",
        "25 of 380",
        "the overstory: a novel of trees and people",
    )
    seen = home.screen(*words, columns=60).out
    assert seen.endswith("Leave --at, and move the place with:\n  readtrack log 1 '25 of 380'\n"), (
        seen
    )


@pytest.mark.parametrize(
    "line",
    [
        "edit momo2 --format ebook",
        "edit momo2 --format ebook --pages 120 --author 'Michael Ende' --due 2026-04-01",
        "add Two --pages 90 --until 80 --on yesterday --why 'the film'",
        "renew old --due 2026-04-01 --renewals-left 2",
        "later borrow wished --days 12 --time 9:30",
    ],
)
def test_the_way_past_the_gate_repeats_all_options(home: Home, line: str) -> None:
    given(
        home,
        "config cap 1",
        "add Old --pages 20 --on 2026-02-01 --days 21",
        "add One --pages 20",
        "add Momo2 --format magazine",
        "later add Wished --pages 20",
    )
    refused = tried(home, line)
    assert refused.code == 3
    (way,) = (each for each in refused.err.splitlines() if " --anyway" in each)
    (passed,) = pasted(home, way.replace('"..."', "x"))
    assert passed.code == 0, passed
    typed = [word for word in shlex.split(line) if word.startswith("--")]
    kept = {"--on", "--format", "--author", "--renewals-left", "--until", "--why", "--time"}
    assert kept & set(typed) <= set(shlex.split(way))


READER = (
    "config cap 8",
    "add 'The Overstory' --pages 500 --on 2026-02-20 --due 2026-03-13",
    "add 'Hard Times' --pages 300 --on 2026-02-25",
    "add Overheard --audio 8:00",
    "add 'New Yorker' --format magazine --due fri",
    "add Old --pages 20 --on 2026-02-01 --days 21",
    "add Gone --pages 90 --on 2026-02-01 --days 60",
    "add Vague --percent",
    "return gone",
    "log 1 40 --on 2026-02-22",
    "routine add bed 30m",
    "routine add 'long commute' 40m",
    "away add 2026-04-01..2026-04-05",
    "aside add 20m Paper",
    "later add Wished --pages 200",
    "later add 'Wished Twice' --audio 9:00",
    "later add Mag --format magazine",
    "snooze hard 3",
)

MISTAKES = """
add New --due 31feb
edit 1 --due 2026-01-01 --on 2026-03-01
add New --pages 20 --audio 3:00
log 1 45 --on 2026-03-06
log hard three four
config cap 100
later edit wished --title 'Hard Times'
show nothing
away 27.12..20.12.
add New --due 2026-02-31
add New --due 3.4
add New --due=never --pages=20
add New --due 2026-03-01
add New --due 'mon 24 mar'
add New --due 2500-01-01
add New --on 2026-05-01
add New --on 31feb
add New --days 0
add New --days 5000
add New --days many
add New --days 3 --due fri
add New --pages 0
add New --pages 99999
add New --pages many
add New --pages
add New --audio long
add New --audio 900:00
add New --audio 1.30h
add New --audio 3:00 --format print
add New --pages 30 --format audiobook
add New --format magazine --at 5 --pages 30
add New --format magazine --until 5
add New --format leaflet
add New --pages 100 --until 0
add New --pages 100 --until 200
add New --pages 100 --until never
add New --percent --until 431
add New --pages 100 --at 200
add New --pages 100 --at 120%
add New --pages 100 --at 3:20
add New --audio 3:00 --at 'p. 20'
add New --audio 3:00 --at 20
add New --percent --at 'p. 20'
add New --time 9:00 --format print
add New --time 25:00
add New --isbn 123
add New --speed 9
add New --speed fast
add New --renewals-left lots
add New --renewals-left 500
add New --author ''
add New --anyway
add ''
add --from-file missing.epub
edit
edit 1
edit 1 --on never
edit 1 --on 2026-05-01
edit 1 --on 2026-03-01
edit 1 --due 2026-01-01
edit 1 --pages 30
edit 1 --audio 3:00 --format print
edit 3 --pages 30
edit 3 --format print
edit 4 --pages 30
edit 4 --until 30
edit 1 --until 900
edit 7 --until 900
edit 1 --title 'Hard Times'
edit 1 --renewable-on never
edit 1 --entry 99 --at 3
edit 1 --entry 1
edit 1 --entry 1 --at three
edit 1 --entry 1 --on 2026-01-01
edit 1 --entry 1 --minutes many
edit 1 --entry 1 --title Y
edit 1 --at 3
log
log 1 9000
log 1 99999
log 3 40
log 1 3:20
log 1 45 --on never
log 1 45 --on 2026-01-01
log 1 45 --minutes 0
log old 15
log 4 20
log nothing 20
log over 20
renew
renew 1 --due never
renew 1 --due 2026-01-01
renew 1 --due 2026-03-05
renew old --days 1
renew 1 --anyway
return 1 --on never
return 1 --on 2026-02-21
review hard
review 4
snooze hard 0
snooze hard 500 days
snooze edit 1 0
snooze edit 1 3
snooze edit
snooze drop 9
away never
away fri to never
away 13 days
away 2026-04-02..2026-04-03
away edit
away edit 1 2026-04-01..2026-04-05
aside 0m
aside 20m Paper --on 2026-03-06
aside edit
aside edit 1
routine add bed 20m
routine add new never
routine add new 20m --days never
routine add new 20m --days ''
routine add '' 20m
routine add
routine edit
routine edit bed
routine edit bed 20m --minutes 30
routine edit bed --name 'Long Commute'
routine edit beds 20m
config capp 5
config rest_days never
config rest_days daily
config day_start 13:00
config remind_days never
config cap 3 --default
config --default
later add 'Hard Times'
later add Wished
later add New --hold-ready never
later add New --hold-ready 2026-05-01 --collect-by 2026-04-01
later add New --hold-ready 2026-05-01 --collect-by never
later add New --pages 9 --until 12
later edit
later edit wished
later edit wished --title 'Wished Twice'
later edit wished --title Gone
later edit mag --pages 30
later edit 'wished twice' --pages 300
later drop nothing
later borrow wished --due 2026-01-01
start 4
stop
plan --days 0
list --since never
list --sort
list --only new
chart nothing
chart 4
export ics due.ics --alarm never
export csv no/folder.csv
export csv reading.db
hook
hook tcsh
hook starship --login
schema nothing
help nothing
remind --install cron --json
backup - --json
re hard
dr hard
--json pace
pace --color always
""".strip().splitlines()


@pytest.mark.parametrize("line", few(MISTAKES, often=5))
def test_every_mistake_is_answered_with_a_line_that_works_there(
    home: Home, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(home, *READER)
    monkeypatch.chdir(home.folder)
    wrong = home.run(*shlex.split(line))
    assert wrong.out == ""
    assert wrong.code in (1, 2, 4)
    (*_, example) = re.findall(r"readtrack .+$", wrong.err, re.M)
    assert [answer.code for answer in pasted(home, example)] == [0] * (1 + example.count(" && "))
