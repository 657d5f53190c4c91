"""The export of BookBuddy, as its versions write it."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Past
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, items, records, skipped

NOW = (
    'Title,Original Title,Subtitle,Series,Volume,Author,"Author (Last, First)",Publisher,'
    "Year Published,Genre,Summary,Number of Pages,Format,Audio Runtime,Language,ISBN,Rating,"
    "Physical Location,Status,Date Started,Date Finished,Current Page,Loaned To,Date Loaned,"
    "Borrowed From,Date Borrowed,Date Added,Tags,Notes,Google VolumeID,Wish List"
)
BEFORE = (
    'Uploaded Image URL,Author,"Author (Last, First)",Title,Subtitle,Genre,Rating,Loaned To,'
    "Date Loaned,Borrowed From,Date Borrowed,Publisher,Status,Notes,Length,Format,ISBN,Date Added,"
    "Date Started,Date Finished,Google VolumeID,Summary,Tags"
)


def test_an_export_of_today_tells_lengths_and_readings(tmp_path: Path) -> None:
    path = tmp_path / "BookBuddy.csv"
    path.write_text(
        f"{NOW}\n"
        'Emma,,,,,Ann Poe,"Poe, Ann",Quay,2020,,hush,304,Paperback,,English,9780306406157,4,'
        "Shelf,Read,2025/01/02,2025/02/03,,hush,,,,2024/01/01,,hush,x,0\n"
        'Dune,,,,,Unknown,"Lee, Bo",Quay,2020,,,,Audiobook,10 hrs 17 mins,English,,0,,Reading,'
        "2025/01/02,,,,,Town Library,2025/01/01,2024/01/01,,,y,0\n"
    )
    assert claims(path, BY_NAME) == ["bookbuddy"]
    found = records("bookbuddy", path)
    assert {
        title: (book.authors, book.format, book.pages, book.seconds, book.past, book.loan)
        for title, book in found.items()
    } == {
        "Emma": (
            ("Ann Poe",), Format.PRINT, 304, None, (Past(date(2025, 1, 2), date(2025, 2, 3)),),
            None,
        ),
        "Dune": (("Bo Lee",), Format.AUDIOBOOK, None, 37_020, (), None),
    }  # fmt: skip
    assert "hush" not in repr(items("bookbuddy", path))


@pytest.mark.parametrize(
    ("status", "past"),
    [
        ("Abandoned", ()),
        ("Incomplete", ()),
        ("Read", (Past(date(2025, 1, 2), date(2025, 2, 3)),)),
        ("Reading", (Past(date(2025, 1, 2), date(2025, 2, 3)),)),
    ],
)
def test_a_book_given_up_was_not_read(tmp_path: Path, status: str, past: tuple[Past, ...]) -> None:
    path = tmp_path / "books.csv"
    path.write_text(
        f'{NOW}\nEmma,,,,,Ann Poe,"Poe, Ann",Quay,2020,,,304,Paperback,,English,9780306406157,4,'
        f"Shelf,{status},2025/01/02,2025/02/03,120,,,,,2024/01/01,,,x,0\n"
    )
    assert records("bookbuddy", path)["Emma"].past == past


def test_an_export_of_before_calls_the_pages_a_length(tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text(
        f'{BEFORE}\n,Ann Poe,"Poe, Ann",Emma,,,0,,,,,Quay,Read,hush,304 pages,,,2014/03/02,,,x,,\n'
    )
    assert claims(path, BY_NAME) == ["bookbuddy"]
    book = records("bookbuddy", path)["Emma"]
    assert (book.pages, book.past) == (304, (Past(),))


@pytest.mark.parametrize(
    ("more", "title"),
    [(",Bone,1", "Bone (Bone, #1)"), ("Rose,,", "Bone: Rose"), (",Tales,1", "Bone")],
)
def test_volume_and_subtitle_are_of_the_title(tmp_path: Path, more: str, title: str) -> None:
    path = tmp_path / "BookBuddy.csv"
    path.write_text(
        f"{NOW}\n"
        f'Bone,,{more},Jeff Smith,"Smith, Jeff",Quay,2020,,,90,Paperback,,,,0,,Read,,,,,,,,'
        "2024/01/01,,,x,0\n"
    )
    assert list(records("bookbuddy", path)) == [title]


def test_a_film_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "BookBuddy.csv"
    path.write_text(
        "Title,Author,Status,Format,Date Finished,Google VolumeID\n"
        "Emma,Ann Poe,Read,Hardcover,2025/02/03,x\nAlien,Ann Poe,Read,Blu-ray,2025/02/03,y\n"
    )
    assert list(records("bookbuddy", path)) == ["Emma"]
    assert skipped("bookbuddy", path) == {"Alien": "no book: Blu-ray"}
