"""The export of Hardcover, as the site writes it."""

from datetime import date
from pathlib import Path

from readtrack.importing.records import Past
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, items, problems, records, skipped, table

HEADER = (
    "Title,Author,Series,Status,Privacy,Hardcover Book ID,Hardcover Edition ID,ISBN 10,ISBN 13,"
    "ASIN,Media,Country Code,Language Code,Binding,Pages,Duration in Seconds,Publish Date,"
    "Publisher,Genres,Moods,Tags,Content Warnings,Lists,Date Added,Date Started,Date Finished,"
    "Rating,Review,Review Contains Spoilers,Sponsored Review,Review Date,Review URL,"
    "Review Media URL,Private Notes,Owned,Compilation,Review Slate"
)


def row(
    title: str, status: str, media: str, pages: str, seconds: str, begun: str, finished: str
) -> str:
    return (
        f'{title},"Ann Poe, Bo Lee (Illustrator)",,{status},Public,1,2,0306406152,9780306406157,,'
        f"{media},us,en,,{pages},{seconds},2020-01-01,Quay,,,hush,,hush,2025-01-01,{begun},"
        f"{finished},4.5,hush,false,false,,,,hush,true,false,hush"
    )


def test_a_book_has_a_length_of_its_medium_and_when_it_was_read(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        HEADER,
        row("Emma", "Read", "Book", "304", "", "2025-01-02", "2025-02-03"),
        row("Dune", "Currently Reading", "Audiobook", "24", "37020", "2025-01-02", ""),
        row("Saga", "Did Not Finish", "Ebook", "412", "", "2025-01-02", "2025-02-03"),
        row("Wish", "Want to Read", "Book", "", "", "", ""),
    )
    assert claims(path, BY_NAME) == ["hardcover"]
    found = records("hardcover", path)
    assert {
        title: (book.format, book.pages, book.seconds, book.past) for title, book in found.items()
    } == {
        "Emma": (Format.PRINT, 304, None, (Past(date(2025, 1, 2), date(2025, 2, 3)),)),
        "Dune": (Format.AUDIOBOOK, None, 37_020, ()),
        "Saga": (Format.EBOOK, 412, None, ()),
    }
    assert skipped("hardcover", path) == {"Wish": "nothing to learn: no length and not read"}


def test_a_book_that_was_read_twice_has_both_readings(tmp_path: Path) -> None:
    twice = (Past(date(2019, 1, 2), date(2019, 2, 3)), Past(date(2024, 2, 1), date(2024, 3, 4)))
    path = table(
        tmp_path,
        HEADER,
        row(
            "Emma", "Read", "Book", "304", "", '"2019-01-02, 2024-02-01"', '"2019-02-03,2024-03-04"'
        ),
        row("Saga", "Read", "Book", "304", "", "2024-02-01; 2019-01-02", "2019-02-03"),
        row("Momo", "Read", "Book", "304", "", "", '"Feb 3, 2019"'),
    )
    assert {title: book.past for title, book in records("hardcover", path).items()} == {
        "Emma": twice,
        "Saga": twice[:1],
        "Momo": (Past(None, date(2019, 2, 3)),),
    }
    assert not problems("hardcover", path)


def test_an_illustrator_is_no_author_and_notes_stay_where_they_are(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER, row("Emma", "Read", "Book", "304", "", "", ""))
    book = records("hardcover", path)["Emma"]
    assert (book.authors, book.isbn, book.past) == (("Ann Poe",), "9780306406157", (Past(),))
    assert "hush" not in repr(items("hardcover", path))


def test_the_other_rows_tell_how_a_spreadsheet_has_written_the_dates(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        HEADER,
        row("Emma", "Read", "Book", "304", "", "05/02/2025", "06/02/2025"),
        row("Dune", "Read", "Book", "412", "", "04/03/2025", "28/03/2025"),
    )
    assert {title: book.past for title, book in records("hardcover", path).items()} == {
        "Emma": (Past(date(2025, 2, 5), date(2025, 2, 6)),),
        "Dune": (Past(date(2025, 3, 4), date(2025, 3, 28)),),
    }
    path = table(tmp_path, HEADER, row("Emma", "Read", "Book", "304", "", "2/5/25", "2/6/25"))
    assert records("hardcover", path)["Emma"].past == (Past(date(2025, 2, 5), date(2025, 2, 6)),)


def test_no_date_is_to_come_where_the_other_order_makes_it_past(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER, row("Emma", "Read", "Book", "304", "", "", "03/12/2026"))
    (found,) = records("hardcover", path).values()
    assert (found.past, problems("hardcover", path)) == ((Past(None, date(2026, 3, 12)),), {})
    path = table(tmp_path, HEADER, row("Emma", "Read", "Book", "304", "", "", "12/03/2026"))
    (found,) = records("hardcover", path).values()
    assert (found.past, problems("hardcover", path)) == ((Past(None, date(2026, 3, 12)),), {})


def test_a_film_is_no_book(tmp_path: Path) -> None:
    days = ("", "", "2025-01-02", "2025-02-03")
    rows = (row("Emma", "Read", "Book", *days), row("Alien", "Read", "Movie", *days))
    path = table(tmp_path, HEADER, *rows)
    assert list(records("hardcover", path)) == ["Emma"]
    assert skipped("hardcover", path) == {"Alien": "no book: Movie"}
