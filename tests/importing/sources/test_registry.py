"""Which source a file comes from, and what is said where it is read as one of another."""

from pathlib import Path

import pytest

from readtrack.errors import ReadtrackError, UsageError
from readtrack.importing.sources.registry import SAYING_WHERE, SOURCES
from tests.importing.reading import BY_NAME, DATA, claims, document, items

FILES = {
    "audible.csv": "audible", "audible.json": "audible", "audible.tsv": "audible",
    "bookbuddy.csv": "bookbuddy", "bookwyrm.csv": "bookwyrm", "calibre.csv": "calibre",
    "clippings.txt": "kindle", "goodreads.csv": "goodreads",
    "goodreads-before-2022.csv": "goodreads", "goodreads-resaved.csv": "goodreads",
    "hardcover.csv": "hardcover", "libby-journey.json": "libby-journey",
    "libby-sync.json": "libby-loans", "libby-timeline.csv": "libby-timeline",
    "libby-timeline.json": "libby-timeline", "library.ics": "calendar",
    "librarything.json": "librarything", "librarything.tsv": "librarything",
    "openreads.csv": "openreads", "paia.json": "paia", "storygraph.csv": "storygraph",
}  # fmt: skip

PRIVATE = ("libby-loans", "libby-journey", "paia", "storygraph")


def test_every_file_here_has_its_source() -> None:
    assert {path.name for path in DATA.iterdir()} == FILES.keys()


@pytest.mark.parametrize(("name", "source"), FILES.items())
def test_a_file_is_known_for_what_it_is(name: str, source: str) -> None:
    assert claims(DATA / name, BY_NAME) == [source]


@pytest.mark.parametrize(("name", "source"), FILES.items())
def test_what_is_private_never_leaves_a_file(name: str, source: str) -> None:
    """Notes, reviews, quotes, names, cards, tokens and barcodes: each of them says `hush`."""
    said = repr(items(source, DATA / name))
    assert not any(word in said for word in ("hush", "secret", "private note"))
    assert "hush" in (DATA / name).read_text(errors="replace") or source not in PRIVATE


@pytest.mark.parametrize(
    "other",
    [
        [], {}, ["asin"], ["expires"], ["timeline"], {"version": 1}, {"timeline": {}},
        {"items": []}, {"items": {}}, {"doc": [{"title": "Emma"}]}, {"doc": 1}, {"loans": []},
        [{"id": "1", "title": "Emma"}], {"asin": "B0", "title": "Emma"},
        [{"title": "Emma", "expires": "2017-06-06"}],
        {"schema": "readtrack.pace/1", "loans": [{"id": 1, "title": "Emma", "due": "2017-06-06"}]},
    ],
)  # fmt: skip
def test_json_of_no_source_is_not_claimed(tmp_path: Path, other: object) -> None:
    assert claims(document(tmp_path, other), BY_NAME) == []


@pytest.mark.parametrize("source", sorted(SOURCES.keys() - {*SAYING_WHERE}))
def test_a_file_of_another_kind_is_refused(source: str) -> None:
    other = "libby-sync.json" if source == "paia" else "paia.json"
    with pytest.raises(UsageError, match=f"^{other} is no "):
        items(source, DATA / other)


@pytest.mark.parametrize("source", ["calibre", "kobo", "koreader"])
def test_a_file_that_only_begins_like_a_database_is_refused(source: str, tmp_path: Path) -> None:
    path = tmp_path / "any.sqlite"
    path.write_bytes(b"SQLite format 3\x00" + b"\x5a" * 5000)
    with pytest.raises(ReadtrackError, match="damaged"):
        claims(path, [source])
    with pytest.raises(ReadtrackError, match="damaged"):
        items(source, path)
