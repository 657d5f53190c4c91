"""What a person who waits sees on standard error, and that nobody else sees anything."""

import io
import sqlite3
from collections.abc import Iterable
from contextlib import closing, redirect_stderr
from pathlib import Path

import pytest

from readtrack.render.progress import LARGE, LONG, counted, stepped, watched
from readtrack.store.backup import PAGES, checked, put_back
from tests.cli.given import given
from tests.terminal import ANSI, Home, Screen


def seen(items: Iterable[int], screen: io.StringIO) -> tuple[list[int], str]:
    """The items that come, and what is written on standard error meanwhile."""
    with redirect_stderr(screen):
        return list(items), ANSI.sub("", screen.getvalue())


MANY = range(2 * LONG + 1)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def test_a_long_file_has_a_bar_with_the_time_left_where_its_length_is_known() -> None:
    with redirect_stderr(Screen()) as screen:
        found, text = seen(counted(MANY, "goodreads [b].csv", len(MANY)), screen)
    assert found == list(MANY)
    assert "goodreads [b].csv ━" in text
    assert "0:00:0" in text


def test_a_long_file_is_counted_where_it_is_not() -> None:
    with redirect_stderr(Screen()) as screen:
        found, text = seen(counted(MANY, "loans.json"), screen)
    assert found == list(MANY)
    assert "loans.json 4,000 read" in text


@pytest.mark.parametrize("screen", [Screen, io.StringIO])
def test_a_short_file_is_not_worth_a_word(screen: type[io.StringIO]) -> None:
    with redirect_stderr(screen()) as there:
        assert seen(counted(range(5), "x.csv", 5), there) == ([0, 1, 2, 3, 4], "")


def test_nothing_is_shown_in_a_pipe() -> None:
    with redirect_stderr(io.StringIO()) as pipe:
        assert seen(counted(MANY, "x.csv", len(MANY)), pipe)[1] == ""
        assert seen(stepped(range(3), 3, "Drawing"), pipe) == ([0, 1, 2], "")
        with watched("Checking", LARGE) as watch:
            watch(0.5)
        assert pipe.getvalue() == ""


def test_steps_and_parts_move_the_bar() -> None:
    with redirect_stderr(Screen()) as screen:
        assert seen(stepped(range(3), 3, "Drawing"), screen)[0] == [0, 1, 2]
        with watched("Checking", LARGE) as watch:
            watch(0.5)
            watch(7)
        with watched("Small", LARGE - 1) as watch:
            watch(0.5)
    text = ANSI.sub("", screen.getvalue())
    assert "Drawing ━" in text
    assert "Checking ━" in text
    assert "Small" not in text


def test_what_is_watched_is_restored_as_what_is_not(home: Home) -> None:
    given(home, "add Emma --pages 300", "log emma 20")
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("CREATE TABLE big (x)")
        connection.execute("INSERT INTO big VALUES (zeroblob(?))", (4096 * 3 * PAGES,))
    parts: list[float] = []
    target = home.folder / "new.db"
    with checked(home.store, str(target), parts.append) as copy:
        whole = copy.read_bytes()
        assert put_back(copy, str(target), "now", parts.append) is None
    assert len(parts) > 3
    assert (sorted(parts), max(parts)) == (parts, 1)
    assert Path(target).stat().st_size == len(whole)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT position FROM progress").fetchall() == [(20.0,)]
