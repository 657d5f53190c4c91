"""Audiobooks as files and folders: one book each, and its length."""

from pathlib import Path

import pytest

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.discs import is_disc, without_disc, without_part
from readtrack.importing.measuring.measure import measure
from readtrack.importing.places import places
from readtrack.importing.records import Problem, Record
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


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Emma/Disk 1 of 2/1.mp3", "Emma/Disk 2 of 2/1.mp3"], ["Emma"]),
        (["Emma/Emma CD1/1.mp3", "Emma/Emma CD2/1.mp3", "Emma/Emma CD2/2.mp3"], ["Emma"]),
        (["Emma/Kassette 1 - Der Anfang/1.mp3", "Emma/Kassette 2/1.mp3"], ["Emma"]),
        (["Emma/Part 1/1.ogg", "Emma/Part 2/1.ogg", "Kim/Teil 2/1.ogg"], ["Emma", "Kim"]),
        (
            ["Eragon, Teil 1/1.mp3", "Eragon, Teil 1/2.mp3", "Eragon, Teil 2/1.mp3"],
            ["Eragon, Teil 1", "Eragon, Teil 2/1.mp3"],
        ),
        (["Emma (8 CDs)/1.mp3", "Emma (8 CDs)/2.mp3"], ["Emma (8 CDs)"]),
        (["Emma/Part 1/CD1/1.mp3", "Emma/Part 2/CD 1/1.mp3"], ["Emma"]),
        (["Emma/intro.mp3", "Emma/1. CD/1.mp3", "Emma/2. CD/1.mp3"], ["Emma"]),
        (["Kim - 01 - Lama.m4b", "Kim - 02 - Umballa.m4b"], ["."]),
        (["Kim Part One.m4b", "Kim Part Two.m4b"], ["Kim Part One.m4b", "Kim Part Two.m4b"]),
        (["Part of It/1.mp3", "Disco/1.mp3"], ["Disco/1.mp3", "Part of It/1.mp3"]),
    ],
    ids=" ".join,
)
def test_folders_of_discs_are_their_book(
    tmp_path: Path, names: list[str], found: list[str]
) -> None:
    assert found_in(tmp_path, *names) == found


@pytest.mark.parametrize(
    "title",
    [
        "Mix Tape: A Novel", "The Last Disco: A Story", "The Disc I Lost", "Disco: A History",
        "Cassette A Love Story", "Henry IV, Part 1", "Emma (8 CDs)", "MC 900 Ft Jesus",
    ],
)  # fmt: skip
def test_a_title_with_a_word_for_a_disc_stays_whole(title: str) -> None:
    assert not is_disc(title)
    assert without_disc(title) == without_part(title) == title


def lengths_in(folder: Path) -> dict[str, int | None]:
    """What an import of the folder finds: titles and seconds."""
    found = [item for each in places(str(folder)) for item in items("audiobook", each.path)]
    records = [item for item in found if isinstance(item, Record)]
    assert len(records) == len(found) == len({each.title for each in records})
    return {each.title: each.seconds for each in records}


@pytest.mark.parametrize(
    ("albums", "lengths"),
    [
        ({"CD1/1": "Kim, Disc 1", "CD2/1": "Kim, Disc 2"}, {"Kim": 120}),
        ({"1": "Kim (CD 1)", "2": "Kim (CD 2)", "3": "Kim [CD 3 of 3]"}, {"Kim": 180}),
        ({"Kim/1": "Kim (CD 4)", "Kim/2": "Kim (CD 4)"}, {"Kim": 120}),
        ({"Kim CD1/1": "Kim CD1", "Kim CD2/1": "Kim CD2", "Ivanhoe": ""}, {"Kim": 180}),
        ({"Kim CD1/1": "", "Kim CD2/1": "", "Kim CD2/2": ""}, {"Kim": 180}),
        ({"1": "Kim CD 1", "2": "Kim CD 2", "3": "Ivanhoe"}, {"Kim": 120, "Ivanhoe": 60}),
        (
            {"1": "Eragon, Teil 1", "2": "Eragon, Teil 2"},
            {"Eragon, Teil 1": 60, "Eragon, Teil 2": 60},
        ),
        ({"1": "Dune, Part 1", "2": "Dune, Part 2"}, {"Dune, Part 1": 60, "Dune, Part 2": 60}),
        ({"1": "Kim 1", "2": "Kim 2"}, {"Kim": 120}),
        ({"1": "Henry IV, Part 1"}, {"Henry IV, Part 1": 60}),
        ({"Kim": "Kim", "Ivanhoe": "Ivanhoe"}, {"Kim": 60, "Ivanhoe": 60}),
        (
            {
                "Kim": "Kim",
                "If": "If",
                "Soldiers Three/1": "Soldiers",
                "Soldiers Three/2": "Soldiers",
            },
            {"Kim": 60, "If": 60, "Soldiers": 120},
        ),
    ],
    ids=str,
)
def test_albums_are_books_and_their_discs_are_parts(
    tmp_path: Path, albums: dict[str, str], lengths: dict[str, int]
) -> None:
    for name, album in albums.items():
        wav(tmp_path / f"{name}.wav", 60, IPRD=album, INAM="Track", IART="Rudyard Kipling")
    assert lengths_in(tmp_path) == lengths


def test_files_of_hours_with_titles_of_their_own_are_books_of_a_series(tmp_path: Path) -> None:
    for number, title in enumerate(("Blaze", "Ebb"), 1):
        wav(tmp_path / f"{number}.wav", 7200, INAM=f"Tides {number}: {title}", IPRD="Tides")
    assert lengths_in(tmp_path) == {"Tides 1: Blaze": 7200, "Tides 2: Ebb": 7200}
    (alone,) = items("audiobook", tmp_path / "1.wav")
    assert isinstance(alone, Record)
    assert (alone.title, alone.seconds) == ("Tides 1: Blaze", 7200)
    wav(tmp_path / "2.wav", 7199, INAM="Tides 2: Ebb", IPRD="Tides")
    assert lengths_in(tmp_path) == {"Tides": 14399}


def test_files_of_hours_without_tags_are_books_by_their_names(tmp_path: Path) -> None:
    for name in ("Kim", "Puck of Pook's Hill"):
        wav(tmp_path / f"{name}.wav", 7200)
    assert lengths_in(tmp_path) == {"Kim": 7200, "Puck of Pook's Hill": 7200}
    with pytest.raises(ReadtrackError, match="more than one book, Kim and Puck of Pook's Hill"):
        measure(tmp_path)


def test_a_narrator_makes_no_other_book_of_a_loan(home: Home) -> None:
    for title, author in (("Kim", "Rudyard Kipling"), ("Emma", "Jane Austen")):
        words = ["--author", author, "--audio", "9:00", "--due", "2026-04-01"]
        assert home.run("add", title, *words).code == 0
    tags = {
        "Kim": {"TPE1": "Ed Vox", "TPE2": "Rudyard Kipling"},
        "Emma": {"TPE1": "Austen, Jane; read by Ed Vox"},
    }
    for title, people in tags.items():
        wav(home.folder / "books" / f"{title} 1.wav", 7200, IPRD=title, INAM=title, **people)
    assert home.run("import", str(home.folder / "books"), "--yes").code == 0
    books = [("Kim", '["Rudyard Kipling"]'), ("Emma", '["Jane Austen"]')]
    assert rows(home.store, "SELECT title, authors FROM books") == books
    assert rows(home.store, "SELECT count(*) FROM loans") == [(2,)]


def test_a_damaged_file_among_whole_books_keeps_no_other_out(tmp_path: Path) -> None:
    wav(tmp_path / "Kim.wav", 60, IPRD="Kim")
    wav(tmp_path / "If.wav", 60, IPRD="If")
    (tmp_path / "Ivanhoe.mp3").write_bytes(b"no audio" * 100)
    problem, *books = items("audiobook", tmp_path)
    assert isinstance(problem, Problem)
    assert problem.what.startswith("Ivanhoe.mp3 ")  # why is up to the release of tinytag
    assert problem == Problem(
        "audio", "", problem.what, "Give the length by hand: readtrack add TITLE --audio 7:57"
    )
    assert [each.title for each in books if isinstance(each, Record)] == ["If", "Kim"]
    wav(tmp_path / "Kim 2.wav", 60, IPRD="Kim")
    with pytest.raises(ReadtrackError):
        items("audiobook", tmp_path)


def test_a_chapter_stands_for_its_book(tmp_path: Path) -> None:
    chapters = [
        wav(tmp_path / "Kim" / f"{number}.wav", 600, INAM=f"Chapter {number}", IPRD="Kim")
        for number in (1, 2, 3)
    ]
    (found,) = items("audiobook", chapters[0])
    assert isinstance(found, Record)
    assert (found.title, found.seconds) == ("Kim", 1800)


def test_chapters_that_are_named_one_by_one_are_one_book(home: Home) -> None:
    kim, discs = home.folder / "Kim", home.folder / "Ivanhoe"
    for number in (1, 2, 3):
        wav(kim / f"{number}.wav", 600, INAM=f"T{number}", IPRD="Kim")
        wav(discs / f"CD{number}" / "1.wav", 600, INAM=f"T{number}", IPRD="Ivanhoe")
    said = home.run("import", "--yes", *map(str, sorted(kim.iterdir()))).err
    assert said.splitlines()[0] == "Kim (audiobook): 1 new"
    assert home.run("import", "--remember", "~/*/*/*.wav", "~/*/*.wav").code == 0
    assert "Ivanhoe (audiobook): 1 new" in home.run("import").err.splitlines()
    assert home.run("import").err == "Nothing new.\n"
    lengths = "SELECT title, length FROM lengths JOIN books ON books.id = book_id ORDER BY title"
    assert rows(home.store, lengths) == [("Ivanhoe", 1800), ("Kim", 1800)]


def test_chapters_in_the_folder_one_is_in_have_its_name(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        wav(home.folder / "Kim" / f"{number}.wav", 600)
    monkeypatch.chdir(home.folder / "Kim")
    said = home.run("import", "--yes", "1.wav", "2.wav").err
    assert said.splitlines()[0] == "Kim (audiobook): 1 new"
    assert rows(home.store, "SELECT title FROM books") == [("Kim",)]


def test_some_files_of_a_folder_of_books_are_no_more_than_these(home: Home) -> None:
    paths = [wav(home.folder / f"{n}.wav", 600, INAM=f"B{n}", IPRD=f"B{n}") for n in (1, 2, 3)]
    said = home.run("import", "--yes", str(paths[0]), str(paths[1])).err
    assert said.splitlines()[:2] == ["1.wav (audiobook): 1 new", "2.wav (audiobook): 1 new"]


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
