"""Audiobooks as files and folders: one book each, and its length."""

from pathlib import Path

import pytest

from readtrack.errors import ReadtrackError
from readtrack.importing.places import places
from readtrack.importing.records import Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.model import Format
from tests.importing.measuring.test_measure import wav
from tests.importing.reading import claims, items
from tests.store.contents import rows, run
from tests.terminal import Home


def test_a_file_tells_title_author_and_length(tmp_path: Path) -> None:
    path = wav(tmp_path / "one.wav", 7261, INAM="Deep Work", IART="Cal Newport")
    assert claims(path, list(SOURCES)) == ["audiobook"]
    assert items("audiobook", path) == [
        Record("audio", "Deep Work", ("Cal Newport",), format=Format.AUDIOBOOK, seconds=7261)
    ]


def test_a_folder_is_one_book_named_by_itself_where_no_tag_says_more(tmp_path: Path) -> None:
    folder = tmp_path / "A_Winter  Book"
    for number in (1, 2):
        wav(folder / f"{number:02}.wav", 600)
    (found,) = items("audiobook", folder)
    assert isinstance(found, Record)
    assert (found.title, found.seconds) == ("A Winter Book", 1200)


def test_a_file_that_is_a_number_has_the_name_of_its_folder(tmp_path: Path) -> None:
    (found,) = items("audiobook", wav(tmp_path / "Kim" / "01.wav", 600))
    assert isinstance(found, Record)
    assert found.title == "Kim"


def found_in(folder: Path, *names: str) -> list[str]:
    """What an import of the folder takes for one thing each, when it has these files."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return [str(each.path.relative_to(folder)) for each in places(str(folder))]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["01.mp3", "02.mp3"], ["."]),
        (["Emma/01.mp3", "Emma/02.mp3", "Kim/a.ogg", "Kim/b.ogg"], ["Emma", "Kim"]),
        (
            ["Emma/CD1/01.mp3", "Emma/CD1/02.mp3", "Emma/Disc 2/1.mp3", "Emma/Disc 2/2.mp3"],
            ["Emma"],
        ),
        (["Emma.m4b", "Kim.M4B"], ["Emma.m4b", "Kim.M4B"]),
        (["Emma - Part 1.m4b", "Emma - Part 2.m4b"], ["."]),
        (["Kim/Kim.mp3", "loans.csv"], ["Kim/Kim.mp3", "loans.csv"]),
        (["Emma/1.mp3", "Emma/2.mp3", "Emma/cover.jpg"], ["Emma", "Emma/cover.jpg"]),
    ],
    ids=" ".join,
)
def test_folders_of_audio_are_books(tmp_path: Path, names: list[str], found: list[str]) -> None:
    assert found_in(tmp_path, *names) == found


def test_a_damaged_file_is_refused_with_a_way_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "one.mp3"
    path.write_bytes(b"no audio" * 100)
    with pytest.raises(ReadtrackError) as caught:
        items("audiobook", path)
    assert caught.value.remedy == "Give the length by hand: readtrack add TITLE --audio 7:57"


def test_a_folder_that_is_remembered_is_read_when_a_book_comes_or_grows(home: Home) -> None:
    shelf = home.folder / "Audiobooks"
    wav(shelf / "Emma" / "01.wav", 600)
    wav(shelf / "Emma" / "02.wav", 600)
    assert home.run("import", "--remember", "~/Audiobooks").code == 0
    assert home.run("import").err.splitlines()[0] == "Emma (audiobook): 1 new"
    assert home.run("import").err == "Nothing new.\n"
    wav(shelf / "Kim" / "01.wav", 300)
    assert home.run("import").err.splitlines()[0] == "01.wav (audiobook): 1 new"
    wav(shelf / "Emma" / "03.wav", 600)
    assert "Emma (audiobook)" in home.run("import").err
    lengths = "SELECT unit, length FROM lengths ORDER BY id"
    assert rows(home.store, lengths)[0][0] == "seconds"
    assert run(home.store, "2026-03-02", "undo").code == 0
