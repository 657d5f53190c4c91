"""`import` by itself: what is remembered is read once it has changed, and only then."""

import configparser
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.given import process
from tests.importing.sources import test_koreader as koreader
from tests.servers import where
from tests.store.contents import contents, rows
from tests.terminal import Home

HEADER = "Title,Author,Due date,Pages\n"
EMMA = "Emma,Jane Austen,2026-03-20,300\n"
KIM = "Kim,Rudyard Kipling,2026-03-25,250\n"
NOTHING = "file\tplace\tstate\ttitle\treason\tremedy\n"
PATTERN = "~/Downloads/loans*.csv"


@pytest.fixture
def downloads(home: Home) -> Path:
    folder = home.folder / "Downloads"
    folder.mkdir()
    return folder


def titles(home: Home) -> list[object]:
    return [row[1] for row in contents(home.store)["books"]]


def commands(home: Home) -> list[object]:
    found = rows(home.store, "SELECT words FROM commands WHERE undone_by IS NULL ORDER BY id")
    return [words for (words,) in found]


def write(path: Path, text: str) -> Path:
    """Write a file that is a little older than another one written at the same moment."""
    path.write_text(text)
    return path


def remembered(home: Home, *patterns: object) -> None:
    assert home.run("import", "--remember", *map(str, patterns)).code == 0


def test_a_pattern_is_remembered_as_it_was_typed_and_nothing_is_read_yet(
    home: Home, downloads: Path
) -> None:
    write(downloads / "loans1.csv", HEADER + EMMA)
    answer = home.run("import", "--remember", PATTERN)
    assert (answer.code, answer.out) == (0, f"Remembered as no. 1: {PATTERN}\n")
    assert answer.err == "1 file of it now. Read what has changed: readtrack import\n"
    assert rows(home.store, "SELECT pattern FROM sources") == [(PATTERN,)]
    assert titles(home) == []
    again = home.run("import", "--remember", PATTERN)
    assert again.out == f"Remembered already, as no. 1: {PATTERN}\n"
    assert commands(home) == [f"remember {PATTERN} to import"]
    home.run("undo")
    assert contents(home.store)["sources"] == []


def test_import_alone_reads_what_has_changed_in_one_command(home: Home, downloads: Path) -> None:
    remembered(home, PATTERN)
    write(downloads / "loans1.csv", HEADER + EMMA)
    write(downloads / "loans2.csv", HEADER + KIM)
    answer = home.run("import")
    assert answer.code == 0
    assert answer.err.splitlines()[:2] == ["loans1.csv (csv): 1 new", "loans2.csv (csv): 1 new"]
    assert commands(home)[1:] == ["import loans1.csv, loans2.csv"]
    write(downloads / "loans3.csv", HEADER + "Momo,Michael Ende,2026-03-27,304\n")
    assert home.run("import").err.splitlines()[0] == "loans3.csv (csv): 1 new"
    assert titles(home) == ["Emma", "Kim", "Momo"]
    home.ok("undo")
    assert titles(home) == ["Emma", "Kim"]


def test_nothing_new_leaves_no_undo_step(home: Home, downloads: Path) -> None:
    file = write(downloads / "loans.csv", HEADER + EMMA)
    remembered(home, PATTERN)
    home.run("import")
    before, stored = commands(home), contents(home.store)
    os.utime(file, (1, 1))
    for text in (None, HEADER.replace("Title", "title") + EMMA, "\ufeff" + HEADER + EMMA + EMMA):
        if text is not None:
            file.write_text(text)
        for day in ("2026-03-02", "2026-04-30"):  # Emma, an e-book, has run out by then
            home.today = day
            answer = home.run("import")
            assert (answer.code, answer.err.splitlines()[-1]) == (0, "Nothing new.")
    assert answer.out == NOTHING, "the second time it was not even read"
    assert (commands(home), contents(home.store)) == (before, stored)


def test_a_file_is_read_again_only_if_its_content_has_changed(home: Home, downloads: Path) -> None:
    file = write(downloads / "loans.csv", HEADER + EMMA)
    remembered(home, PATTERN)
    home.run("import")
    read = "SELECT read_at FROM source_files"
    home.today = "2026-03-03"
    os.utime(file, (1, 1))
    home.run("import")
    assert rows(home.store, read) == [("2026-03-02T00:00:00+00:00",)]
    file.write_text(HEADER + EMMA.replace("300", "310"))
    home.run("import")
    assert rows(home.store, read) == [("2026-03-03T00:00:00+00:00",)]


def test_what_is_in_the_log_of_a_database_counts(home: Home, downloads: Path) -> None:
    path = downloads / "statistics.sqlite3"
    remembered(home, path)
    device = sqlite3.connect(path, isolation_level=None)
    try:
        device.execute("PRAGMA journal_mode = WAL")
        device.execute("CREATE TABLE book (id, title, authors, pages)")
        device.execute(
            "CREATE TABLE page_stat_data (id_book, page, start_time, duration, total_pages)"
        )
        device.execute("INSERT INTO book VALUES (1, 'Emma', 'Jane Austen', 300)")
        device.execute("INSERT INTO page_stat_data VALUES (1, 30, 1772400000, 600, 300)")
        size = path.stat().st_size
        assert "1 new" in home.run("import").err
        device.execute("INSERT INTO page_stat_data VALUES (1, 60, 1772401000, 600, 300)")
        assert path.stat().st_size == size
        assert "1 unchanged" not in home.run("import").err
    finally:
        device.close()
    assert rows(home.store, "SELECT max(minutes), max(share) FROM readings") == [(20, 0.2)]


def test_a_loan_that_comes_later_gets_the_places_that_were_read_before(
    home: Home, downloads: Path
) -> None:
    pages = [(1, 30, koreader.at("2026-03-01 20:00"), 600, 300)]
    books = [koreader.book(1, "Emma", "Jane Austen", 300)]
    koreader.statistics(downloads / "statistics.sqlite3", books, pages)
    remembered(home, downloads / "*")
    home.run("import")
    assert contents(home.store)["progress"] == []
    write(
        downloads / "loans.csv",
        "Title,Author,Borrowed,Due date\nEmma,Jane Austen,2026-02-28,2026-03-20\n",
    )
    answer = home.run("import")
    assert answer.code == 0
    found = rows(home.store, "SELECT day, fraction, minutes FROM reading_log")
    assert found == [("2026-03-01", pytest.approx(0.1), 10)]
    home.ok("undo")
    assert len(contents(home.store)["readings"]) == 1


def test_what_is_not_plugged_in_is_skipped_with_a_word(home: Home, downloads: Path) -> None:
    reader = home.folder / "media" / "anna" / "KOBOeReader" / "books.csv"
    remembered(home, home.folder / "media" / "*" / "KOBOeReader" / "*.csv", PATTERN)
    write(downloads / "loans.csv", HEADER + EMMA)
    answer = home.run("import")
    assert answer.code == 0
    assert f"Not there now: {home.folder}/media/*/KOBOeReader/*.csv\n" in answer.err
    reader.parent.mkdir(parents=True)
    write(reader, HEADER + KIM)
    assert "Not there now" not in home.run("import").err
    assert titles(home) == ["Emma", "Kim"]
    shutil.rmtree(home.folder / "media")
    assert home.run("import").code == 0


def test_a_folder_that_is_empty_is_there(home: Home) -> None:
    shelf = home.folder / "shelf"
    remembered(home, shelf, home.folder / "she*")
    shelf.mkdir()
    assert home.run("import").err == "Nothing new.\n"
    shelf.rmdir()
    assert home.run("import").err.count("Not there now") == 2


def test_options_are_kept_with_what_they_were_given_with(home: Home, downloads: Path) -> None:
    write(downloads / "a.csv", "Titel,Zurück bis\nEmma,2026-03-20\n")
    odd = ["--map", "due=Zurück bis", "--tz", "Europe/Berlin", "--from", "csv"]
    assert home.run("import", "--remember", "~/Downloads/a.csv", *odd).code == 0
    assert "1 new" in home.run("import").err
    (source,) = json.loads(home.ok("import", "--sources", "--json"))["sources"]
    assert (source["source"], source["mapped"], source["zone"]) == (
        "csv", ["due=Zurück bis"], "Europe/Berlin",
    )  # fmt: skip
    other = home.run("import", "--remember", "~/Downloads/a.csv", "--map", "due=Zurück bis")
    assert other.out.startswith("Remembered as")
    assert [row[1:] for row in contents(home.store)["sources"]] == [
        ("~/Downloads/a.csv", None, '["due=Zurück bis"]', None)
    ]
    for word, value in (("--from", "nowhere"), ("--tz", "Mars"), ("--map", "due")):
        assert home.run("import", "--remember", "x.csv", word, value).code == 2
    assert len(contents(home.store)["sources"]) == 1


def test_a_file_that_is_given_is_brought_in_and_remembered(home: Home, downloads: Path) -> None:
    file = write(downloads / "loans.csv", HEADER + EMMA)
    answer = home.run("import", str(file), "--remember")
    assert answer.out.splitlines()[1:] == ["loans.csv\tline 2\tnew\tEmma\tdue 2026-03-20\t"]
    assert answer.err.endswith(
        "Remembered. Once it has changed, this reads it again: readtrack import\n"
    )
    assert len(commands(home)) == 1
    assert home.run("import").out == NOTHING
    file.write_text(HEADER + EMMA + KIM)
    assert "1 new, 1 unchanged" in home.run("import").err
    home.ok("undo")
    home.ok("undo")
    assert not any(contents(home.store).values())


def test_relative_names_are_of_the_folder_they_were_typed_in(
    home: Home, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloads)
    remembered(home, "loans*.csv")
    monkeypatch.chdir("/")
    write(downloads / "loans[1].csv", HEADER + EMMA)
    assert rows(home.store, "SELECT pattern FROM sources") == [(f"{downloads}/loans*.csv",)]
    assert "1 new" in home.run("import").err
    remembered(home, downloads / "loans[1].csv")
    assert home.run("import").out == NOTHING, "one file of two sources is read for the first"


def test_a_folder_is_one_source_and_what_is_strange_in_it_is_only_counted(
    home: Home, downloads: Path
) -> None:
    write(downloads / "b.csv", HEADER + EMMA)
    (downloads / "more").mkdir()
    write(downloads / "more" / "a.csv", HEADER + KIM)
    write(downloads / "notes.txt", "Nothing to see here.\n")
    write(downloads / ".hidden.csv", HEADER + "Hidden,Nobody,2026-03-20,100\n")
    answer = home.run("import", str(downloads))
    assert (answer.code, titles(home)) == (0, ["Emma", "Kim"])
    assert "1 other file of no kind that can be imported: left alone.\n" in answer.err
    remembered(home, downloads)
    answer = home.run("import", "--json")
    found = json.loads(answer.out)
    assert [each["file"] for each in found["files"]] == ["b.csv", "a.csv"]
    assert (found["ignored"], answer.code) == (1, 0)
    assert json.loads(home.run("import", "--json").out)["ignored"] == 0
    (source,) = json.loads(home.ok("import", "--sources", "--json"))["sources"]
    assert (source["files"], source["unreadable"]) == (2, 0)


def test_a_book_that_is_not_sure_is_left_and_asked_about_next_time(
    home: Home, downloads: Path
) -> None:
    home.run("add", "Emma", "--author", "Jane Austen", "--pages", "300")
    remembered(home, PATTERN)
    write(
        downloads / "loans.csv",
        "Title,Author,Due date\nEmma,Basil Austen,2026-04-20\nKim,,2026-04-20\n",
    )
    answer = home.run("import")
    assert answer.code == 1
    assert "loans.csv (csv): 1 new, 1 not sure" in answer.err
    assert "readtrack import asks on a terminal" in answer.err
    again = home.run("import")
    assert again.code == 0, "it was said before"
    assert "loans.csv (csv): 1 not sure" in again.err
    (source,) = json.loads(home.ok("import", "--sources", "--json"))["sources"]
    assert source["waiting"] == 1
    later = home.screen("import", typed=["3"])
    assert "3  not now" in later.out
    assert "1 not sure" in later.out
    asked = home.screen("import", typed=["1"])
    assert "Which one is it" in asked.out
    assert "Bring this in?" not in asked.out
    assert home.run("import").out == NOTHING
    assert [row[1] for row in contents(home.store)["books"]] == ["Emma", "Kim"]


def test_a_name_that_is_no_text_is_read_like_any_other(home: Home, downloads: Path) -> None:
    for name, written in ((b"a\xff.csv", HEADER + EMMA), (b"b\xff.json", '{"readingJourney": {')):
        Path(os.fsdecode(os.fsencode(downloads) + b"/" + name)).write_text(written)
    assert home.run("import", "--dry-run", str(downloads)).code == 1
    remembered(home, downloads)
    answer = home.run("import")
    assert (answer.code, "a?.csv (csv): 1 new" in answer.err) == (1, True)
    assert "b?.json begins like JSON and is none" in answer.err
    assert (home.run("import").code, titles(home)) == (0, ["Emma"])
    home.ok("import", "--sources", "--json")


@pytest.mark.parametrize("source", ["", "loans*"])
def test_what_is_not_whole_yet_or_an_old_copy_is_not_read(
    home: Home, downloads: Path, source: str
) -> None:
    names = ("csv.part", "csv.crdownload", "csv.download", "csv~", "csv.bak", "csv.tmp")
    for name in names:
        write(downloads / f"loans.{name}", HEADER + KIM)
    write(downloads / "loans.csv", HEADER + EMMA)
    remembered(home, downloads / source)
    assert home.run("import").err.startswith("loans.csv (csv): 1 new\n")
    assert titles(home) == ["Emma"]


def test_a_folder_that_has_become_a_disk_does_not_keep_the_others_out(
    home: Home, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered(home, downloads, home.folder / "one.csv")
    write(home.folder / "one.csv", HEADER + EMMA)
    for number in range(3):
        write(downloads / f"{number}.csv", HEADER + KIM)
    monkeypatch.setattr("readtrack.importing.places.MOST_FILES", 2)
    answer = home.run("import")
    assert (answer.code, titles(home)) == (1, ["Emma"])
    assert f"{downloads} has more than 2 files" in answer.err
    home.ok("import", "--sources")
    assert home.run("import", "--remember", str(downloads)).code == 2


def test_an_export_of_readtrack_is_read_only_where_it_is_named(home: Home, downloads: Path) -> None:
    home.run("add", "Emma", "--pages", "300")
    home.run("export", "json", str(downloads / "all.json"))
    home.ok("undo")
    write(downloads / "loans.csv", HEADER + KIM)
    assert "1 other file" in home.run("import", "--dry-run", str(downloads)).err
    remembered(home, downloads)
    assert "1 other file of no kind" in home.run("import").err
    assert titles(home) == ["Kim"]
    remembered(home, downloads / "all.json")
    home.run("import", "--yes")
    assert titles(home) == ["Kim", "Emma"]


def test_one_damaged_file_does_not_keep_the_others_out(home: Home, downloads: Path) -> None:
    remembered(home, downloads / "*")
    write(downloads / "a.json", '{"readingJourney": {')
    write(downloads / "b.csv", HEADER + EMMA)
    (downloads / "c.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    answer = home.run("import")
    assert (answer.code, titles(home)) == (1, ["Emma"])
    assert "a.json (unknown): 1 not readable" in answer.err
    assert "c.sqlite" in answer.err
    again = home.run("import")
    assert (again.code, "1 not readable" in again.err) == (0, True)
    write(downloads / "a.json", "{}")
    (downloads / "c.sqlite").unlink()
    assert "1 other file of no kind" in home.run("import").err
    assert "other file" not in home.run("import").err


def test_the_list_of_commands_names_the_first_of_many_files(home: Home, downloads: Path) -> None:
    for number in range(7):
        write(downloads / f"{number}.csv", HEADER + EMMA.replace("Emma", f"Emma {number}"))
    home.run("import", str(downloads))
    assert commands(home) == ["import 0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 2 more"]


def test_a_timer_does_not_take_back_an_undo(home: Home, downloads: Path) -> None:
    file = write(downloads / "loans.csv", HEADER + EMMA)
    remembered(home, PATTERN)
    home.run("import")
    home.ok("undo")
    answer = home.run("import")
    assert (answer.code, titles(home)) == (0, [])
    assert f"Taken back by undo, and left so: {file}\n" in answer.err
    home.ok("undo", "--redo")
    assert home.run("import").err == "Nothing new.\n"
    home.ok("undo")
    assert "1 new" in home.run("import", str(file)).err
    assert home.run("import").err == "Nothing new.\n"
    home.ok("undo")
    (source,) = json.loads(home.ok("import", "--sources", "--json"))["sources"]
    assert (source["brought_at"], source["new"]) == (None, 0)
    assert "1 new" in home.run("import", "--yes").err
    assert titles(home) == ["Emma"]


def test_a_dry_run_keeps_nothing_of_it(home: Home, downloads: Path) -> None:
    write(downloads / "loans.csv", HEADER + EMMA)
    home.run("import", "--dry-run", "--remember", PATTERN)
    assert contents(home.store)["sources"] == []
    remembered(home, PATTERN)
    assert home.run("import", "--dry-run").err.splitlines()[1] == "Nothing was kept."
    assert "1 new" in home.run("import").err


def test_the_list_on_a_terminal_and_in_a_pipe(home: Home, downloads: Path) -> None:
    assert home.ok("import", "--sources").count("\n") == 1
    remembered(home, PATTERN, "/nowhere/*/KoboReader.sqlite")
    write(downloads / "loans.csv", HEADER + EMMA)
    home.run("import")
    home.today = "2026-03-04"
    write(downloads / "loans.csv", HEADER + EMMA + KIM)
    home.run("import")
    assert home.screen("import", "--sources").out == (
        "   Source                        Read           Came last\n"
        "1  ~/Downloads/loans*.csv        today          1 new, today\n"
        "2  /nowhere/*/KoboReader.sqlite  not yet there  nothing\n"
    )
    home.today = "2026-03-05"
    assert home.screen("import", "--sources", columns=40).out == (
        "  1  ~/Downloads/loans*.csv\n"
        "     Wed 4 Mar; 1 new, Wed 4 Mar\n"
        "  2  /nowhere/*/KoboReader.sqlite\n"
        "     not yet there; nothing\n"
    )
    header, first, second = home.ok("import", "--sources").splitlines()
    row = dict(zip(header.split("\t"), first.split("\t"), strict=True))
    assert (row["id"], row["pattern"], row["there"], row["new"]) == ("1", PATTERN, "yes", "1")
    assert row["read_at"] == row["brought_at"] == "2026-03-04T00:00:00+00:00"
    assert second.split("\t")[5] == "no"


def test_what_is_forgotten_is_read_no_more_and_undo_remembers_it(
    home: Home, downloads: Path
) -> None:
    remembered(home, PATTERN, "/nowhere/a.csv")
    write(downloads / "loans.csv", HEADER + EMMA)
    home.run("import")
    stored = contents(home.store)
    out = home.ok("import", "--forget", "1")
    assert out == f"Forgotten: {PATTERN}\nWhat it brought in stays.\n"
    assert titles(home) == ["Emma"]
    assert home.run("import").err == "Not there now: /nowhere/a.csv\nNothing new.\n"
    home.ok("undo")
    assert contents(home.store) == stored
    assert "1 unchanged" in home.run("import").err
    assert home.ok("import", "--forget", PATTERN).startswith("Forgotten")
    answer = home.run("import", "--forget", "9")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: Nothing remembered has the number '9'.\nSee: readtrack import --sources\n",
    )


def test_a_source_is_forgotten_by_its_path_however_it_is_written(
    home: Home, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/nowhere/a.csv", "/nowhere/b.csv", "~/c.csv", str(downloads / "d.csv"))
    remembered(home, *paths)
    answer = home.run("import", "--forget", "~/other.csv")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: ~/other.csv is not remembered.\nSee: readtrack import --sources\n",
    )
    monkeypatch.chdir(downloads)
    for typed, pattern in (
        ("/nowhere/b.csv", paths[1]),
        ("d.csv", paths[3]),
        ("~/c.csv", paths[2]),
    ):
        assert home.ok("import", "--forget", typed).startswith(f"Forgotten: {pattern}\n")
    assert home.ok("import", "--sources").count("/nowhere/a.csv") == 1


def test_import_alone_without_anything_remembered_says_what_it_needs(home: Home) -> None:
    answer = home.run("import")
    assert (answer.code, answer.err) == (
        2,
        "readtrack: import needs a file: readtrack import books.csv\n"
        "Or remember what it is to read: readtrack import --remember '~/Downloads/libby*.csv'\n",
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--from", "csv"], "--from goes with a file."),
        (["--sources", "--forget", "1"], "--sources, --forget and --install stand alone."),
        (["a.csv", "--sources"], "--sources, --forget and --install stand alone."),
        (["--remember"], "--remember needs a file or a pattern."),
        (["--remember", "-"], "Standard input cannot be remembered."),
        (["--remember", "a\nb"], "That is no path."),
        (["--install", "cron"], "Nothing is remembered."),
        (["--forget", "1"], "Nothing is remembered."),
    ],
)
def test_what_does_not_go_together_is_refused(home: Home, words: list[str], what: str) -> None:
    answer = home.run("import", *words)
    assert (answer.code, answer.err.splitlines()[0]) == (2, f"readtrack: {what}")


def test_a_file_of_no_kind_is_not_remembered(home: Home, downloads: Path) -> None:
    file = write(downloads / "notes.txt", "Nothing to see here.\n")
    for words in (["--remember", str(file)], [str(file), "--remember"]):
        assert "is of no kind that can be imported" in home.run("import", *words).err
    assert contents(home.store)["sources"] == []


def test_several_files_are_remembered_each_and_a_pattern_is_proposed(
    home: Home, downloads: Path
) -> None:
    files = [write(downloads / f"loans{n}.csv", HEADER + EMMA) for n in (1, 2)]
    answer = home.run("import", "--remember", *map(str, files))
    assert answer.out.count("Remembered as no.") == 2
    assert "put a pattern in quotes" in answer.err


# What runs it


@pytest.fixture
def strange(home: Home) -> Home:
    """A reader whose folders have blanks, signs of percent and quotes in their names."""
    folder = home.folder / "a b%c $HOME 'd'"
    (folder / "x").mkdir(parents=True)
    write(folder / "x" / "here.csv", HEADER)
    remembered(home, folder / "x" / "here.csv", folder / "*.csv", folder / "*" / "there.csv")
    return home


def units_in(text: str) -> dict[str, str]:
    """The units by their names, as the head of the text says to cut it."""
    parts = re.split(r"^# (readtrack-import[-a-z]*[.].*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_systemd_watches_files_folders_and_patterns(strange: Home) -> None:
    folder = str(strange.folder / "a b%c $HOME 'd'").replace("%", "%%")
    text = strange.ok("import", "--install", "systemd")
    assert [line for line in text.splitlines() if line.startswith("Path")] == [
        f"PathChanged={folder}/x/here.csv",
        f"PathChanged={folder}",
        f"PathChanged={folder}/x/there.csv",
        f"PathExistsGlob={folder}/*/there.csv",
    ]


def test_what_is_plugged_in_is_looked_at_by_a_service_that_pauses_alone(strange: Home) -> None:
    """While a service pauses, systemd does not notice the changes that would start it."""
    units = units_in(strange.ok("import", "--install", "systemd"))
    assert [name for name, text in units.items() if "ExecStartPost=" in text] == [
        "readtrack-import-reader.service"
    ]
    assert "PathExistsGlob=" not in units["readtrack-import.path"]
    assert "PathChanged=" not in units["readtrack-import-reader.path"]


def test_systemd_watches_each_folder_that_an_import_looks_into(home: Home) -> None:
    exports = home.folder / "exports"
    (exports / "2026" / "march").mkdir(parents=True)
    (exports / ".trash").mkdir()
    wanted = [f"PathChanged={exports}{below}" for below in ("", "/2026", "/2026/march")]
    for source in (exports, exports / "**" / "good*.csv"):
        remembered(home, source)
        lines = home.ok("import", "--install", "systemd").splitlines()
        assert [line for line in lines if line.startswith("PathChanged")] == wanted
        home.ok("import", "--forget", "1")


def test_systemd_waits_between_two_looks_only_where_it_has_a_pattern(home: Home) -> None:
    remembered(home, "~/Downloads/loans*.csv")
    text = home.ok("import", "--install", "systemd")
    assert "ExecStartPost=" not in text
    assert f"PathChanged={home.folder}/Downloads\n" in text


def test_a_reader_of_this_user_is_watched_where_it_will_be(home: Home) -> None:
    remembered(home, "/media/*/KOBOeReader/.kobo/KoboReader.sqlite")
    assert "PathChanged=/media/" in home.ok("import", "--install", "systemd")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(strange: Home, tmp_path: Path) -> None:
    text = strange.ok("import", "--install", "systemd")
    started = next(line for line in text.splitlines() if "enable --now" in line).split()[5:]
    assert started == [name for name in units_in(text) if name.endswith(".path")]
    units = tmp_path / "units"
    units.mkdir()
    (units / "readtrack-import.txt").write_text(text)
    cut = next(line for line in text.splitlines() if "awk" in line).removeprefix("#")
    subprocess.run(["sh", "-euc", cut], cwd=units, check=True, timeout=30)
    assert sorted(file.name for file in units.glob("*.*")) == sorted(
        [*units_in(text), "readtrack-import.txt"]
    )
    done = process(
        ["systemd-analyze", "--user", "verify", *units_in(text)],
        {**os.environ, "XDG_RUNTIME_DIR": str(units)},
        cwd=units,
    )
    assert "readtrack-import" not in done.stdout + done.stderr
    found = configparser.ConfigParser(interpolation=None)
    found.read_string((units / "readtrack-import.service").read_text())
    assert found["Service"]["ExecStart"].endswith('"import"')


def test_cron_reads_it_and_speaks_up_only_when_it_went_wrong(strange: Home) -> None:
    *_, line = strange.ok("import", "--install", "cron").splitlines()
    when, rest = line[:12], line[13:]
    assert when == "*/10 * * * *"
    words = shlex.split(rest.partition("$(")[2].partition(" 2>&1)")[0].replace("\\%", "%"))
    assert words[-3:] == ["--db", where(strange.store), "import"]
