"""`export ics`: what it prints and where, what it says, and that a file is whole or untouched."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from readtrack.errors import ReadtrackError
from readtrack.exporters.atomic import write_atomically
from tests.cli.given import failed, given, less_example, tried
from tests.store.contents import everything, not_as_root
from tests.terminal import Home, command, on_terminal

NOON = "2026-03-02T12:00:00+00:00"

DUNE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//readtrack//readtrack//EN
METHOD:PUBLISH
X-WR-CALNAME:Library books
REFRESH-INTERVAL;VALUE=DURATION:PT12H
BEGIN:VEVENT
SUMMARY:Due: Dune (e-book)
DTSTART:20260323T135000
DTEND:20260323T140500
DTSTAMP:20260302T120000Z
UID:loan-1-20260302T120000Z@readtrack
SEQUENCE:0
DESCRIPTION:by Frank Herbert\\nRenew: readtrack renew 1\\nGive back: readtra
 ck return 1
LAST-MODIFIED:20260302T120000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Dune is due
TRIGGER:-P1DT4H50M
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Due in 1 day: Dune
DTSTART;VALUE=DATE:20260322
DTEND;VALUE=DATE:20260323
DTSTAMP:20260302T120000Z
UID:soon-1-loan-1-20260302T120000Z@readtrack
SEQUENCE:0
DESCRIPTION:by Frank Herbert\\nRenew: readtrack renew 1\\nGive back: readtra
 ck return 1
LAST-MODIFIED:20260302T120000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def dune(home: Home) -> Home:
    home.today = NOON
    given(home, 'add Dune --author "Frank Herbert" --pages 300 --due 2026-03-23 --time 14:05')
    return home


def printed(home: Home, *words: str) -> bytes:
    done = subprocess.run(
        command(["export", "ics", *words]),
        env=home.environment(),
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


def test_it_prints_the_calendar_byte_for_byte(dune: Home) -> None:
    expected = DUNE.replace("\n", "\r\n").encode()
    assert printed(dune, "--alarm", "1d") == expected
    assert printed(dune, "-", "--alarm", "1d,1D, 1") == expected


def test_a_terminal_gets_the_same(dune: Home) -> None:
    words = command(["export", "ics", "--alarm", "1d"])
    shown = on_terminal(words, dune.environment(), 80).out
    assert shown.replace("\r", "") == DUNE  # the terminal adds one of its own


def test_a_file_gets_the_same_and_a_line_says_so(dune: Home) -> None:
    file = dune.folder / "books.ics"
    answer = tried(dune, f"export ics {file}")
    assert (answer.code, answer.out, answer.err) == (0, "", f"Wrote 1 loan to {file}.\n")
    assert file.read_bytes() == printed(dune)


def test_it_says_how_many_it_wrote(dune: Home) -> None:
    file = dune.folder / "books.ics"
    given(dune, "config cap 4", "add Emma --pages 200")
    assert tried(dune, f"export ics {file}").err == f"Wrote 2 loans to {file}.\n"
    given(dune, "return emma")
    told = f"Wrote 1 loan to {file}; 1 given back, cancelled.\n"
    assert tried(dune, f"export ics {file}").err == told
    given(dune, "undo", "undo", "undo", "undo")
    assert tried(dune, f"export ics {file}").err == f"Wrote 0 loans to {file}.\n"
    assert b"VEVENT" not in file.read_bytes()


def test_the_usual_alarms_are_three_days_and_one_day_before(dune: Home) -> None:
    assert printed(dune) == printed(dune, "--alarm", "3d,1d")
    assert printed(dune).count(b"BEGIN:VALARM") == 2
    assert printed(dune, "--alarm", "none").count(b"BEGIN:V") == 2


@pytest.mark.parametrize(
    "days", ["soon", "3h", "-1d", "61d", "1d,,3d", "", "³d", pytest.param("9" * 5000, id="long")]
)
def test_alarms_that_cannot_be_are_refused(dune: Home, days: str) -> None:
    said = failed(tried(dune, f"export ics --alarm={days!r}"), 2)
    quoted = days if len(days) < 60 else days[:59] + "…"
    assert less_example(said) == (
        f"readtrack: Cannot read {quoted!r} as days before.\nWrite 3d,1d: 0d to 60d, or none.\n"
    )


def test_export_alone_asks_for_a_format(home: Home) -> None:
    answer = tried(home, "export")
    assert answer.code == 2
    assert less_example(answer.err) == (
        "readtrack: export needs one of ics, csv or json.\n"
        "Such as: readtrack export json everything.json\n"
    )


def test_looking_changes_nothing(dune: Home) -> None:
    before = everything(dune.store)
    printed(dune, "--plan")
    assert everything(dune.store) == before


# Whole or not at all


def half() -> Iterator[bytes]:
    yield b"half"
    raise OSError(28, "No space left on device")


def modes(folder: Path) -> dict[str, str]:
    return {
        path.name: f"{stat.S_IMODE(path.lstat().st_mode):o}" for path in sorted(folder.iterdir())
    }


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "books.ics"
    file.write_bytes(b"old")
    with pytest.raises(ReadtrackError) as caught:
        write_atomically(file, half())
    assert caught.value.what == f"Cannot write {file}: No space left on device."
    assert caught.value.remedy == "Name a file in a folder that is there and can be written."
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_is_stopped_leaves_nothing_either(tmp_path: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "new", stopped())
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "old").touch(0o640)
    (tmp_path / "old").chmod(0o640)
    for name in ("new", "old"):
        write_atomically(tmp_path / name, [b"one ", b"two"])
        assert (tmp_path / name).read_bytes() == b"one two"
    assert modes(tmp_path) == {"new": "600", "old": "640"}


def test_a_link_goes_on_pointing_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link, dangling = tmp_path / "there" / "a", tmp_path / "link", tmp_path / "dangling"
    target.write_bytes(b"old")
    link.symlink_to("there/a")
    dangling.symlink_to("there/b")
    write_atomically(link, [b"new"])
    write_atomically(dangling, [b"made"])
    assert (link.is_symlink(), dangling.is_symlink()) == (True, True)
    assert target.read_bytes() == b"new"
    assert (tmp_path / "there" / "b").read_bytes() == b"made"


def test_a_device_or_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_atomically(Path(os.devnull), [b"gone"])
    assert Path(os.devnull).is_char_device()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, [b"one ", b"two"])
    assert os.read(reader, 100) == b"one two"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "why"), [("missing/books.ics", "No such file or directory"), (".", "Is a directory")]
)
def test_a_place_that_cannot_be_written_is_an_error_a_person_can_mend(
    dune: Home, name: str, why: str
) -> None:
    file = dune.folder / name
    assert less_example(failed(tried(dune, f"export ics {file}"), 1)) == (
        f"readtrack: Cannot write {file}: {why}.\n"
        "Name a file in a folder that is there and can be written.\n"
    )


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "books.ics"
    file.write_bytes(b"old")
    file.chmod(0o444)
    tmp_path.chmod(0o777)
    with not_as_root(), pytest.raises(ReadtrackError) as caught:
        write_atomically(file, [b"new"])
    assert "Permission denied" in caught.value.what
    assert file.read_bytes() == b"old"
