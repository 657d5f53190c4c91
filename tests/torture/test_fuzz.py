"""Nonsense: typed where something is read, and in the files of every source."""

import json
import re
import resource
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

import pytest

from readtrack.cli.checks import (
    checked_hour,
    checked_isbn,
    checked_renewals_left,
    checked_text,
    typed_speed,
)
from readtrack.cli.log import in_two
from readtrack.clock import parse_time, read_clock
from readtrack.dates import (
    parse_date,
    parse_written,
    zone,
)
from readtrack.distances import parse_days
from readtrack.durations import audio_length, minutes_of_a_day
from readtrack.errors import ReadtrackError
from readtrack.importing.files import File
from readtrack.importing.sources.registry import SOURCES, source_of
from readtrack.model import Format
from readtrack.names import answers, escaped, fold, isbn_digits, nearly, shown, very_like, visible
from readtrack.positions import parse_pages, parse_position, written_unit
from readtrack.settings import SETTINGS, normal
from readtrack.stretches import parse_stretch
from readtrack.weekdays import parse_weekdays
from tests.importing import test_workbooks
from tests.importing.measuring.test_measure import wav
from tests.importing.reading import DATA, claims, items, workbook
from tests.importing.sources import test_calibre, test_kobo, test_koreader
from tests.slow import few
from tests.store.contents import contents, done, run

from .conftest import Tell
from .desk import PATIENCE, a_desk, copied, expect_sound, sizes

TODAY = date(2026, 3, 2)
TITLE = "The Hitchhiker's Guide to the Galaxy: The Complete Trilogy of Five"

READERS: dict[str, Callable[[str], object]] = {
    "a date": lambda text: parse_date(text, TODAY),
    "a past date": lambda text: parse_date(text, TODAY, "past"),
    "a date in a file": parse_written,
    "a stretch of days": lambda text: parse_stretch(text, TODAY),
    "a time of day": parse_time,
    "weekdays": parse_weekdays,
    "a moment": read_clock,
    "minutes": minutes_of_a_day,
    "a length of audio": audio_length,
    "a page": lambda text: parse_position(text, "pages", 300, 12),
    "a time of audio": lambda text: parse_position(text, "seconds", 30_000, 700),
    "percent": lambda text: parse_position(text, "percent", 100, 12.5),
    "a unit": written_unit,
    "pages": parse_pages,
    "a number of days": parse_days,
    "a speed": typed_speed,
    "renewals": checked_renewals_left,
    "a time zone": zone,
    "a book and a position": lambda text: in_two(text.split()),
    "words of a title": lambda text: answers(text, TITLE) or nearly(text, TITLE),
    "a title like another": lambda text: very_like(checked_text(text, "title"), [TITLE]),
    "an ISBN": checked_isbn,
    "the digits of an ISBN": isbn_digits,
    "a name": lambda text: checked_text(text, "title"),
    "an hour": lambda text: checked_hour(text, Format.EBOOK),
    "words to compare": fold,
    **{f"the setting {key}": partial(normal, key) for key in SETTINGS},
}
"""All that reads what a person types."""

WORDS = (
    "may feb fri mon in ago day weeks 4 29 31 32 99 2026 10000 th st , . / - + : am utc of T Z 00 "
    "1e9 ٣ now sept. h min 5hours noon bc 2026-W05 % p. xii end -0 nan inf 1_0 0x1f ½ none due "
    "morgen nächste last the 27th 27.3 3/4 Mär Monatsende half an hour 2,5 1.204 → of / ~ "
    "mon,tue sun-sat .. 24:00 9780306406157 978-0-306 '' \" \\ $( ` \x00 \x1b[31m \u202e \ud800"
)
PIECES = WORDS.split()
JOINERS = "\u200c\u200d"
"""They keep letters apart and join emoji, and are shown as they are."""


def typed(chance: Random) -> str:
    """Pieces of what people type, in any order, or any characters there are."""
    if chance.randrange(3) == 0:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(30)))
    pieces = chance.choices(PIECES, k=chance.randrange(7))
    return chance.choice(("", " ")).join(pieces)


LONG = (
    "1",
    "1 ",
    "1h",
    "1h ",
    "a",
    " ",
    "1.",
    ".",
    "mon,",
    "27.3.",
    "in ",
    "1:",
    "x" * 99 + " ",
    "+",
    "9-",
)


LONGEST = 0.05
"""Seconds of computing that one reading may take: a person does not notice them."""


def reading(reader: str, text: str) -> float:
    """Seconds that it takes to read `text` or to refuse it."""
    began = time.process_time()
    with suppress(ReadtrackError):  # and nothing else
        READERS[reader](text)
    return time.process_time() - began


def quickly(reader: str, text: str) -> float:
    """Seconds of a reading, which are few; the first one may import and compile something."""
    taken = reading(reader, text)
    if taken >= LONGEST:
        taken = min(taken, reading(reader, text), reading(reader, text))
    assert taken < LONGEST, text[:60]
    return taken


@pytest.mark.parametrize("reader", READERS)
def test_no_text_is_read_for_ever(reader: str) -> None:
    for piece in LONG:
        for end in ("", "!"):
            quickly(reader, piece * 3000 + end)


@sizes(200, 5000)
@pytest.mark.parametrize("reader", READERS)
def test_whatever_is_typed_is_read_or_refused(
    reader: str, size: int, chance: Random, tell: Tell
) -> None:
    slowest = max(quickly(reader, typed(chance)) for _ in range(size))
    tell(f"fuzz: {size} texts read as {reader}: the slowest {1000 * slowest:.1f} ms")


@sizes(200, 5000)
def test_whatever_is_shown_has_nothing_a_terminal_obeys(size: int, chance: Random) -> None:
    for text in (typed(chance) for _ in range(size)):
        for harmless in (shown(text), visible(text)):
            kinds = {
                unicodedata.category(character)
                for character in harmless
                if character not in JOINERS
            }
            assert kinds.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"}), text
        assert json.loads(f'"{escaped(json.dumps(text)[1:-1])}"') == text


Damage = Callable[[bytes, Random], bytes]


def flipped(whole: bytes, chance: Random) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def cut(whole: bytes, chance: Random) -> bytes:
    return whole[: chance.randrange(len(whole))]


def without_a_piece(whole: bytes, chance: Random) -> bytes:
    first = chance.randrange(len(whole))
    return whole[:first] + whole[first + chance.randrange(1, 60) :]


def with_noise(whole: bytes, chance: Random) -> bytes:
    first = chance.randrange(len(whole))
    return whole[:first] + chance.randbytes(chance.randrange(1, 30)) + whole[first:]


def with_a_piece_twice(whole: bytes, chance: Random) -> bytes:
    first = chance.randrange(len(whole))
    last = first + chance.randrange(1, 200)
    return whole[:last] + whole[first:]


def with_other_numbers(whole: bytes, chance: Random) -> bytes:
    """Digits are what dates, places and lengths are made of."""
    digits = [at for at, byte in enumerate(whole) if byte in b"0123456789"]
    data = bytearray(whole)
    for at in chance.sample(digits, min(len(digits), chance.randrange(1, 40))):
        data[at] = chance.choice(b"0123456789-.e")
    return bytes(data)


DAMAGE: tuple[Damage, ...] = (
    flipped, cut, without_a_piece, with_noise, with_a_piece_twice, with_other_numbers,
)  # fmt: skip


def files(folder: Path) -> dict[str, list[Path]]:
    """Whole files of every source."""
    test_koreader.statistics(
        folder / "statistics.sqlite3",
        [test_koreader.book(1), test_koreader.book(2, "Dune")],
        [(1, page, 1_772_000_000 + 90 * page, 60, 200) for page in range(1, 40)],
    )
    test_kobo.kobo(
        folder / "KoboReader.sqlite",
        test_kobo.book(ends="2026-11-30T22:00:00Z"),
        test_kobo.CHAPTER,
        lent=[test_kobo.lent("salt", "The Salt Road", "2026-11-30T22:00:00Z")],
    )
    wav(folder / "book.wav", 60, INAM="Deep Work", IART="Cal Newport")
    test_calibre.library(folder / "metadata.db")
    workbook(folder / "books.xlsx", {"Books": test_workbooks.BOOKS})
    home = a_desk(folder / "desk")
    for form in ("json", "csv"):
        done(home.store, home.today, "export", form, str(folder / f"own.{form}"))
    found: dict[str, list[Path]] = {source: [] for source in SOURCES}
    whole = [*DATA.iterdir(), *(each for each in folder.iterdir() if each.is_file())]
    for path in (*whole, home.folder / "table.csv"):
        found[source_of(File(path))].append(path)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    return files(tmp_path_factory.mktemp("files"))


def test_there_is_a_file_of_every_source(whole: dict[str, list[Path]]) -> None:
    assert all(whole.values()), whole


def damaged(paths: list[Path], folder: Path, chance: Random, many: int) -> list[Path]:
    made = []
    for number in range(many):
        path, damage = chance.choice(paths), chance.choice(DAMAGE)
        made.append(folder / f"{number}{path.suffix}")
        made[-1].write_bytes(damage(path.read_bytes(), chance))
    return made


MOST_MEMORY = 400 << 20
"""Bytes that a file may take beside the program, which takes less than a hundred megabytes."""


@contextmanager
def little_memory() -> Iterator[None]:
    """Within it whatever needs more memory than that raises MemoryError."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    status = Path("/proc/self/status")
    found = re.search(r"VmData:\s*(\d+) kB", status.read_text()) if status.exists() else None
    if found:
        most = (int(found[1]) << 10) + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def test_more_memory_than_a_file_may_take_is_not_to_be_had() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux says how much memory a program has")
    with little_memory(), pytest.raises(MemoryError):
        bytearray(2 * MOST_MEMORY)
    bytearray(2 * MOST_MEMORY)


@sizes(12, 600)
@pytest.mark.parametrize("source", SOURCES)
def test_a_damaged_file_is_read_as_far_as_it_goes_or_refused(
    whole: dict[str, list[Path]],
    tmp_path: Path,
    source: str,
    size: int,
    chance: Random,
    tell: Tell,
) -> None:
    refused, longest = 0, 0.0
    for path in damaged(whole[source], tmp_path, chance, size):
        began = time.monotonic()
        try:
            with little_memory():
                claims(path, tuple(SOURCES))
                repr(items(source, path)).encode()
        except ReadtrackError:
            refused += 1
        longest = max(longest, time.monotonic() - began)
    assert longest < PATIENCE
    tell(f"fuzz: {size} damaged files of {source}: {refused} refused, the longest {longest:.2f} s")


@sizes(1, 60)
@pytest.mark.parametrize("source", few([*SOURCES], 6))
def test_importing_a_damaged_file_leaves_the_store_sound(
    whole: dict[str, list[Path]], tmp_path: Path, source: str, size: int, chance: Random
) -> None:
    desk = a_desk(tmp_path / "desk")
    before = contents(desk.store)
    home = copied(desk, tmp_path / "home")
    for path in damaged(whole[source], tmp_path, chance, size):
        answer = run(home.store, home.today, "import", str(path), "--from", source)
        assert answer.code in range(3), answer
        assert "Traceback" not in answer.err
    expect_sound(home.store)
    while contents(home.store) != before:
        done(home.store, home.today, "undo")
