"""Checking a book out by its file: what is taken from it, and what is said of one that is not."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.given import given, report, such_as, tried
from tests.importing.measuring.test_measure import (
    ABOUT,
    AES,
    book,
    encryption,
    opf,
    pdf,
    wav,
    words,
)
from tests.store.contents import Answer, contents
from tests.terminal import Home

Made = Callable[[Path], Path]

pytestmark = pytest.mark.files  # about words and pictures, whatever keeps the store


@pytest.fixture
def folder(home: Home) -> Path:
    """A folder for books beside a store that is there already."""
    given(home, "config cap 2")
    found = home.folder / "books"
    found.mkdir()
    return found


def refused(home: Home, line: str) -> Answer:
    """What is said of a line that must not change anything."""
    before = contents(home.store)
    answer = tried(home, line)
    assert contents(home.store) == before
    assert answer.out == ""
    assert 1 <= len(answer.err.splitlines()) <= 2
    return answer


def test_an_epub_names_itself_and_its_length_is_said_to_be_an_estimate(
    home: Home, folder: Path
) -> None:
    path = book(folder, text=words(270 * 312))
    answer = tried(home, f"add --from-file {path}")
    assert answer == Answer(
        0,
        "Checked out: Business Adventures (e-book, 312 pages), no. 1\n"
        "Due Mon 23 Mar, in 21 days.\n"
        "Today: p. 0 → 16, 16 pages to go, about 20 minutes.\n"
        "1 of 2 slots taken; everything fits, 10 days to spare.\n",
        "Length worked out from the words: ~312 p.\n",
    )
    (loan,) = report(home, "list")["loans"]
    assert (loan["authors"], loan["isbn"]) == (["John Brooks"], "9781408839973")


def test_a_pdf_has_pages_that_are_no_estimate(home: Home, folder: Path) -> None:
    path = pdf(folder, 40, {"/Title": "Deep Work", "/Author": "Cal Newport"})
    answer = tried(home, f"add --from-file {path}")
    assert answer.out.startswith("Checked out: Deep Work (e-book, 40 pages), no. 1\n")
    assert (answer.code, answer.err) == (0, "")


def test_a_folder_of_audio_is_an_audiobook(home: Home, folder: Path) -> None:
    wav(folder / "Dune" / "01.wav", 3600, IPRD="Dune", IART="Frank Herbert")
    wav(folder / "Dune" / "02.wav", 1830.4, IPRD="Dune")
    answer = tried(home, f"add --from-file {folder / 'Dune'} --speed 1.5")
    assert answer.out.startswith("Checked out: Dune (audiobook, 1:30), no. 1\n")
    (loan,) = report(home, "list")["loans"]
    assert (loan["unit"], loan["length"], loan["authors"]) == ("seconds", 5430, ["Frank Herbert"])


def test_what_the_reader_says_wins(home: Home, folder: Path) -> None:
    path = book(folder)
    given(
        home, f"add 'My Title' --from-file {path} --author 'A B' --isbn 1408839970 --format print"
    )
    (loan,) = report(home, "list")["loans"]
    told = ("title", "authors", "isbn", "format", "length")
    assert [loan[key] for key in told] == ["My Title", ["A B"], "1408839970", "print", 2]


def test_a_second_edition_joins_the_title_that_its_file_names(home: Home, folder: Path) -> None:
    given(home, "add 'Business Adventures' --pages 459 --at 153")
    path = wav(folder / "x.wav", 3 * 3600, INAM="business adventures")
    given(home, f"add --from-file {path}")
    found = report(home, "pace")
    assert found["slots"]["used"] == 1
    assert [row["position"] for row in found["loans"]] == [153, 3600]


def test_the_gate_names_a_way_out_that_needs_no_file(home: Home, folder: Path) -> None:
    given(home, "config cap 1", "add One --pages 10")
    answer = tried(home, f"add --from-file {wav(folder / 'x.wav', 5430, INAM='Two')}")
    assert answer.code == 3
    assert '  readtrack add Two --audio 1:30:30 --anyway --why "..."\n' in answer.err


def test_a_dry_run_keeps_nothing(home: Home, folder: Path) -> None:
    before = contents(home.store)
    answer = tried(home, f"add --from-file {book(folder)} --dry-run")
    assert answer.out.startswith("Would check out: Business Adventures (e-book, 2 pages)")
    assert contents(home.store) == before


def test_neither_a_title_nor_a_file_is_wrong_usage(home: Home, folder: Path) -> None:
    assert refused(home, "add --pages 10") == Answer(
        2,
        "",
        "readtrack: add needs a title: readtrack add 'Hard Times' --pages 300\n"
        "Or take it from a file: readtrack add --from-file book.epub\n",
    )


@pytest.mark.parametrize("length", ["--pages 10", "--audio 1:00", "--percent"])
def test_a_length_beside_the_file_is_wrong_usage(home: Home, folder: Path, length: str) -> None:
    assert refused(home, f"add --from-file {book(folder)} {length}") == Answer(
        2,
        "",
        "readtrack: --from-file, --pages, --audio and --percent exclude each other.\n"
        "Give one of them. " + such_as(home, f"add --from-file {folder / 'book.epub'}"),
    )


def test_a_file_without_a_title_needs_one(home: Home, folder: Path) -> None:
    for about in ("", f"<dc:title>{'x' * 501}</dc:title>", "<dc:title> \n </dc:title>"):
        path = book(folder, opf(about=about))
        assert refused(home, f"add --from-file {path}") == Answer(
            2,
            "",
            "readtrack: book.epub does not say its title.\nGive the title before --from-file. "
            + such_as(home, f"add 'Hard Times' --from-file {path}"),
        )
    given(home, f"add Dune --from-file {path}")


def test_a_title_that_is_empty_is_not_made_up_for_by_the_file(home: Home, folder: Path) -> None:
    assert refused(home, f"add '' --from-file {book(folder)}").code == 2


def test_a_format_that_the_file_is_not_in_is_wrong_usage(home: Home, folder: Path) -> None:
    assert refused(home, f"add --from-file {book(folder)} --format audiobook") == Answer(
        2,
        "",
        "readtrack: book.epub is an e-book.\n"
        + such_as(home, f"add --from-file {folder / 'book.epub'}"),
    )
    path = wav(folder / "x.wav", 60, INAM="X")
    assert refused(home, f"add --from-file {path} --format print") == Answer(
        2, "", "readtrack: x.wav is an audiobook.\n" + such_as(home, f"add --from-file {path}")
    )


def test_a_locked_text_leaves_the_pages_to_the_reader(home: Home, folder: Path) -> None:
    import zipfile

    path = book(folder)
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("META-INF/encryption.xml", encryption("OEBPS/one.xhtml", AES))
    assert refused(home, f"add --from-file {path}") == Answer(
        1,
        "",
        "readtrack: book.epub is locked: its text cannot be counted.\n"
        "Drop --from-file, and give the title and --pages. "
        + such_as(home, "add 'Hard Times' --pages 304"),
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.epub", b"PK\x03\x04 no zip", "x.epub is damaged."),
        ("x.pdf", b"%PDF-1.7 no more", "x.pdf is damaged, or no PDF."),
        ("x.mp3", b"", "x.mp3 does not say how long it is."),
        ("x.txt", b"hello", "x.txt is no EPUB, no PDF and no audio."),
        ("\x1b[31mx.txt", b"hello", "␛[31mx.txt is no EPUB, no PDF and no audio."),
    ],
)
def test_a_file_that_is_no_book_is_said_to_be_none(
    home: Home, folder: Path, name: str, content: bytes, said: str
) -> None:
    (folder / name).write_bytes(content)
    answer = refused(home, f"add --from-file '{folder / name}'")
    assert answer.err.startswith(f"readtrack: {said}\n")
    assert answer.code == 1


def test_a_file_that_is_not_there_is_said_not_to_be(home: Home, folder: Path) -> None:
    assert refused(home, f"add --from-file {folder / 'no.epub'}") == Answer(
        1,
        "",
        "readtrack: no.epub does not exist.\nCheck the name. "
        + such_as(home, "add 'Hard Times' --pages 304"),
    )


def test_what_a_file_says_cannot_steer_the_terminal(home: Home, folder: Path) -> None:
    path = wav(folder / "x.wav", 60, INAM="\x1b]0;own\x07\u202eTitle\r\nnext")
    answer = tried(home, f"add --from-file {path}")
    assert answer.out.startswith("Checked out: ]0;own �Title next (audiobook, 0:01), no. 1\n")


def test_a_hostile_book_is_told_in_two_lines(home: Home, folder: Path) -> None:
    entity = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    path = book(folder, entity + opf(about=ABOUT.replace("Adventures", "&x;")))
    assert refused(home, f"add --from-file {path}").err == (
        "readtrack: book.epub declares markup of its own in OEBPS/book.opf.\n"
        "Drop --from-file, and give the title and --pages. "
        + such_as(home, "add 'Hard Times' --pages 304")
    )


@pytest.mark.files
def test_measuring_is_paid_for_by_those_who_ask_for_it(home: Home) -> None:
    import subprocess
    import sys

    given(home, "config cap 2")
    code = (
        "import sys; from readtrack.cli.app import invoke; "
        f"invoke(['--db', {str(home.store)!r}, 'add', 'Dune', '--pages', '9']); "
        "print(*[name for name in sys.modules if name.startswith('readtrack.importing')"
        " or name in ('tinytag', 'pypdf', 'defusedxml', 'zipfile')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    "make", [book, lambda folder: pdf(folder, 3, {"/Title": "Kiln"})], ids=["epub", "pdf"]
)
def test_an_import_of_a_book_says_how_it_is_added(home: Home, folder: Path, make: Made) -> None:
    path = make(folder).rename(folder / "A Book.bin")
    remedy = refused(home, f"import '{path}'").err.splitlines()[1]
    said = f"readtrack add --from-file '{path}' --due 2026-12-14"
    assert remedy == f"Add the book with its length: {said}"
    assert home.run(*shlex.split(said)[1:]).code == 0
