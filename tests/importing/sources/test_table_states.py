"""What cells of words say of a loan: over, a hold, finished, given up, or not yet anything."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Hold, Past, Problem, Reached, Record, Skipped
from tests.importing.reading import NOW, items, problems, records, skipped, table

OUT, DUE, BACK = date(2026, 11, 2), date(2026, 12, 14), date(2026, 11, 20)


@pytest.mark.parametrize(
    "word",
    [
        "Returned", "GIVEN BACK", "Lost", "Zurückgebracht", "abgegeben", "Rendue", "retourné",
        "Devuelta", "ingeleverd", "Teruggebracht", "restituita",
    ],
)  # fmt: skip
def test_a_book_whose_status_says_that_it_went_back_is_not_out(tmp_path: Path, word: str) -> None:
    lines = (f"Emma,Book,{word},2026-12-14,", f"Dune,Book,{word},2026-12-14,2026-11-20")
    path = table(tmp_path, "Title,Type,Status,Due,Returned", *lines, "Saga,,Overdue,2026-12-14,")
    assert skipped("csv", path) == {"Emma": "no longer out, and no day of it"}
    loans = {title: book.loan for title, book in records("csv", path).items()}
    assert {title: loan and (loan.due, loan.ended) for title, loan in loans.items()} == {
        "Dune": (DUE, BACK),
        "Saga": (DUE, None),
    }


def test_a_status_may_have_the_day_of_the_return(tmp_path: Path) -> None:
    lines = ("Emma,Returned on 2026-11-20,2026-12-14", "Dune,abgegeben am 20.11.2026,2026-12-14",
             "Saga,Returned 11/12/2026,2026-12-14", "Momo,Reserved (3 of 12),2026-12-14",
             "Krabat,Hold ready until 2026-11-30,2026-12-14")  # fmt: skip
    path = table(tmp_path, "Title,Status,Due", *lines)
    loans = {title: book.loan for title, book in records("csv", path).items()}
    assert {title: loan and loan.ended for title, loan in loans.items()} == {
        "Emma": BACK,
        "Dune": BACK,
    }
    assert skipped("csv", path) == {
        "Saga": "no longer out, and no day of it",
        "Momo": "a hold",
        "Krabat": "a hold",
    }
    assert not problems("csv", path)


def test_a_book_that_went_back_still_has_its_length(tmp_path: Path) -> None:
    path = table(tmp_path, "Titel;Status;Frist;Seiten", "Emma;verloren;14.12.2026;304")
    book = records("csv", path)["Emma"]
    assert (book.loan, book.pages) == (None, 304)


@pytest.mark.parametrize(
    ("word", "is_ready"),
    [
        ("Waitlist", False), ("vorgemerkt", False), ("vorbestellt", False), ("Réservée", False),
        ("reservado", False), ("Ready for pickup", True), ("Abholbereit", True),
        ("à retirer", True), ("Klaar om af te halen", True), ("da ritirare", True),
    ],
)  # fmt: skip
def test_a_hold_is_no_loan(tmp_path: Path, word: str, is_ready: bool) -> None:
    path = table(tmp_path, "Title,Author,Status,Due", f"Emma,Jane Austen,{word},2026-12-14")
    hold = Hold(("Jane Austen",), DUE) if is_ready else None
    assert items("csv", path) == [Skipped("line 2", "Emma", "a hold", hold)]


@pytest.mark.parametrize(
    "word",
    [
        "On hold", "Pending", "Requested", "Waiting", "In transit", "Klaar", "Listo", "Pronto",
        "Ready", "Bereit", "Disponible", "In attesa", "bestellt",
    ],
)  # fmt: skip
def test_a_word_that_may_say_something_else_leaves_a_loan(tmp_path: Path, word: str) -> None:
    path = table(tmp_path, "Title,Author,Status,Due", f"Emma,Jane Austen,{word},2026-12-14")
    loan = records("csv", path)["Emma"].loan
    assert loan
    assert loan.due == DUE


def test_a_loan_whose_reading_is_on_hold_is_a_loan(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Status,Borrowed,Due", "Emma,on hold,2026-11-02,2026-12-14")
    assert records("csv", path)["Emma"].loan
    path = table(tmp_path, "Title,Status,Pages", "Emma,on hold,304")
    assert records("csv", path)["Emma"].pages == 304


@pytest.mark.parametrize(
    "cell",
    [
        "N/A", "#N/A", "?", "—", "TBD", "not yet", "1/0/1900", "k. A.", "noch nicht", "pas encore",
        "en cours", "todavía no", "todavia no", "nog niet", "non ancora", "...",
    ],
)  # fmt: skip
def test_a_word_that_stands_where_there_is_no_day_says_nothing(tmp_path: Path, cell: str) -> None:
    header = "Title,Pages,Borrowed,Due,Returned,Started,Finished,Time,Renewable"
    path = table(
        tmp_path, header, f"Emma,304,2026-11-02,{','.join([cell] * 6)}",
        f"Dune,412,{cell},2026-12-14,{','.join([cell] * 5)}",
    )  # fmt: skip
    assert not problems("csv", path)
    found = records("csv", path)
    days = {title: book.loan and book.loan[:2] for title, book in found.items()}
    assert days == {"Emma": (OUT, None), "Dune": (None, DUE)}
    assert [(book.pages, book.log, book.past) for book in found.values()] == [
        (304, (), ()),
        (412, (), ()),
    ]


@pytest.mark.parametrize("cell", ["DNF", "abgebrochen", "Abandonné", "gave up", "in progress"])
def test_a_book_that_was_not_read_through_is_not_read(tmp_path: Path, cell: str) -> None:
    path = table(tmp_path, "Title,Pages,Start,Finish", f"Emma,304,2026-11-02,{cell}")
    assert records("csv", path)["Emma"].past == ()
    assert not problems("csv", path)


@pytest.mark.parametrize("header", ["DNF", "Did not finish?", "Abgebrochen", "Abandonné"])
def test_a_mark_that_a_book_was_given_up_stands_above_the_day_it_ended(
    tmp_path: Path, header: str
) -> None:
    lines = ("Emma,304,2026-11-20,x", "Dune,412,2026-11-20,", "Saga,90,2026-11-20,no")
    found = records("csv", table(tmp_path, f"Title,Pages,Finished,{header}", *lines))
    read = (Past(None, BACK),)
    assert {title: book.past for title, book in found.items()} == {
        "Emma": (),
        "Dune": read,
        "Saga": read,
    }


@pytest.mark.parametrize(("cell", "is_out"), [("perhaps", True), ("32.11.2026", False)])
def test_a_return_that_cannot_be_read_leaves_a_loan_unless_it_has_a_day(
    tmp_path: Path, cell: str, is_out: bool
) -> None:
    path = table(tmp_path, "Title,Pages,Due,Returned", f"Emma,304,2026-12-14,{cell}")
    book, problem = items("csv", path)
    assert isinstance(book, Record)
    assert isinstance(problem, Problem)
    assert cell.partition(".")[0] in problem.what
    assert (book.loan is not None) == is_out


@pytest.mark.parametrize("cells", ["Y,", "ja,", ",100 %", ",100"])
def test_a_borrowed_book_that_was_read_is_at_its_end_when_it_went_back(
    tmp_path: Path, cells: str
) -> None:
    lines = (f"Emma,2026-11-02,2026-12-14,2026-11-20,{cells}", f"Dune,,2026-12-14,,{cells}",
             f"Saga,2026-10-02,2026-11-09,,{cells}", f"Momo,,2026-11-09,,{cells},Book")  # fmt: skip
    path = table(tmp_path, "Title,Borrowed,Due,Returned,Read?,% read,Format", *lines)
    found = records("csv", path)
    assert {title: (book.log, book.past) for title, book in found.items()} == {
        "Emma": ((Reached(BACK, 1.0),), ()),
        "Dune": ((Reached(NOW.today, 1.0),), ()),
        "Saga": ((Reached(date(2026, 11, 9), 1.0),), ()),
        "Momo": ((Reached(NOW.today, 1.0),), ()),
    }


@pytest.mark.parametrize(
    ("cell", "share"),
    [("40%", 0.4), ("40", 0.4), ("0.4", 0.4), ("99,5 %", 0.995), ("1 %", 0.01), ("1", None),
     ("0", None), ("304", None), ("-", None)],
)  # fmt: skip
def test_a_percentage_is_the_place_in_a_loan(
    tmp_path: Path, cell: str, share: float | None
) -> None:
    path = table(tmp_path, "Title;Due;% complete", f"Emma;2026-12-14;{cell}")
    log = (Reached(NOW.today, share),) if share else ()
    assert records("csv", path)["Emma"].log == log


@pytest.mark.parametrize(
    "name",
    [
        "Reading progress", "Completion", "Current Progress", "Lesefortschritt", "Progression",
        "Avance", "Voortgang", "Progresso", "Status", "Complete", "Gelesen", "Position (today)",
    ],
)  # fmt: skip
def test_a_column_of_percentages_is_the_place_in_loans(tmp_path: Path, name: str) -> None:
    lines = [f"Book {cell};304;2026-12-14;{cell}" for cell in ("25%", "12.5 %", "0%", "no", "100%")]
    path = table(tmp_path, f"Title;Pages;Due;{name}", *lines, "Book done;304;2026-12-14;done")
    shares = {title: [each.at for each in b.log] for title, b in records("csv", path).items()}
    assert shares == {
        "Book 25%": [0.25], "Book 12.5 %": [0.125], "Book 0%": [], "Book no": [],
        "Book 100%": [1], "Book done": [1],
    }  # fmt: skip


@pytest.mark.parametrize(
    "others",
    [("p. 136", "25%"), ("136", "25"), ("25%", "in March"), ("1", "0"), ("-", "no"), ("0.25", "2")],
)
def test_a_column_that_has_more_than_percentages_is_no_place(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    lines = [f"Book {cell},304,2026-12-14,{cell}" for cell in others]
    path = table(tmp_path, "Title,Pages,Due,Progress", *lines)
    assert not any(book.log for book in records("csv", path).values())


def test_fractions_are_progress_only_in_a_column_of_its_own(tmp_path: Path) -> None:
    lines = ("Emma;304;2026-12-14;0.25", "Dune;304;2026-12-14;0,5", "Saga;304;2026-12-14;0")
    path = table(tmp_path, "Title;Pages;Due;Progress", *lines)
    logs = {title: book.log for title, book in records("csv", path).items()}
    assert logs == {
        "Emma": (Reached(NOW.today, 0.25),), "Dune": (Reached(NOW.today, 0.5),), "Saga": (),
    }  # fmt: skip


def test_the_progress_of_a_list_tells_what_was_read(tmp_path: Path) -> None:
    lines = ("Emma,474,2025-01-03,100%", "Dune,604,2025-01-05,40%")
    path = table(tmp_path, "Title,Pages,Start Date,Fortschritt", *lines)
    found = {title: book.past for title, book in records("csv", path).items()}
    assert found == {"Emma": (Past(date(2025, 1, 3)),), "Dune": ()}
    path = table(tmp_path, "Title,Pages,Finished,Seen", "Emma,474,45%,2025-01-03")
    assert not problems("csv", path)


def test_a_month_of_reading_is_none_of_the_loan(tmp_path: Path) -> None:
    path = table(tmp_path, "Title,Due,Finished", "Emma,2026-12-14,2019/05")
    book = records("csv", path)["Emma"]
    assert (book.log, book.past) == ((), (Past(),))
