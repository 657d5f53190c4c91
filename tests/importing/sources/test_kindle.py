"""Clippings of a Kindle, which tell places and are not read themselves."""

from datetime import date
from pathlib import Path

import pytest

from readtrack.importing.records import Reached
from readtrack.model import Format
from tests.importing.reading import BY_NAME, claims, items, problems, records, skipped
from tests.store.contents import done, rows, run

RULE = "=========="


def clippings(tmp_path: Path, *marks: tuple[str, str]) -> Path:
    path = tmp_path / "My Clippings.txt"
    text = "".join(f"{title}\r\n- {about}\r\n\r\nhush\r\n{RULE}\r\n" for title, about in marks)
    path.write_text(f"\ufeff{text}", encoding="utf-8", newline="")
    return path


HIGHLIGHT = (
    "Your Highlight on page {} | Location 3332-3334 | Added on Sunday, March {}, 2026 3:19:56 PM"
)


def test_the_last_mark_of_a_day_is_its_place(tmp_path: Path) -> None:
    title = "Emma: A Novel (Annotated) (Austen, Jane)"
    marks = (("12", "1"), ("40", "1"), ("41-42", "8"))
    path = clippings(tmp_path, *((title, HIGHLIGHT.format(*mark)) for mark in marks))
    assert claims(path, BY_NAME) == ["kindle"]
    (book,) = records("kindle", path).values()
    assert (book.title, book.authors) == ("Emma: A Novel (Annotated)", ("Jane Austen",))
    assert book.format is Format.EBOOK
    assert book.log == (
        Reached(date(2026, 3, 1), 0, page=40),
        Reached(date(2026, 3, 8), 0, page=42),
    )
    assert "hush" not in repr(items("kindle", path))


@pytest.mark.parametrize(
    ("place", "added"),
    [
        ("Your Bookmark on page 40 | Location 600", "Added on Sunday, 1 March 2026 15:19:56"),
        ("Ihre Markierung auf Seite 40", "Hinzugefügt am Sonntag, 1. März 2026 15:19:56"),
        ("Votre surlignage sur la page 40", "Ajouté le dimanche 1 mars 2026 15:19:56"),
        ("La subrayado en la página 40", "Añadido el domingo, 1 de marzo de 2026 15:19:56"),
        ("La tua nota a pagina 40", "Aggiunto il domenica 1 marzo 2026 15:19:56"),
        ("Uw markering op pagina 40", "Toegevoegd op zondag 1 maart 2026 15:19:56"),
        ("Seu destaque na página 40", "Adicionado: domingo, 1 de março de 2026 15:19:56"),
        ("Ваше выделение на странице 40", "Добавлено: воскресенье, 1 марта 2026 г. в 15:19:56"),
        ("40ページ|位置No. 600-601のハイライト ", "作成日: 2026年3月1日日曜日 15:19:56"),
        ("p. 40ページ|位置No. 600のメモ ", "追加日： 2026年3月1日日曜日 15:19:56"),
        ("您在第 40 頁的標註", "新增於 2026年3月1日星期日 下午3:19:56"),
        ("40페이지의 하이라이트", "추가됨: 2026년 3월 1일 일요일 오후 3:19:56"),
        ("您在第 40 页（位置 #600-601）的标注", "添加于 2026年3月1日星期日 下午3:19:56"),
    ],
)
def test_a_mark_is_read_in_the_language_of_the_device(
    tmp_path: Path, place: str, added: str
) -> None:
    path = clippings(tmp_path, ("Emma (Jane Austen)", f"{place} | {added}"))
    assert claims(path, BY_NAME) == ["kindle"]
    assert records("kindle", path)["Emma"].log == (Reached(date(2026, 3, 1), 0, page=40),)


def test_a_book_of_locations_alone_tells_no_place(tmp_path: Path) -> None:
    about = "Your Note on Location 600 | Added on Sunday, March 1, 2026 3:19:56 PM"
    path = clippings(tmp_path, ("Emma", about), ("Dune", "Your Note on page 3 | Added on soon"))
    assert skipped("kindle", path)["Emma"] == (
        "its marks have locations but no pages, and a location alone gives no position"
    )
    (problem,) = problems("kindle", path).values()
    assert (problem.where, problem.excerpt) == ("line 7", "Dune")
    assert "hush" not in repr(items("kindle", path))


def test_a_page_is_the_place_of_the_loan_that_was_out(tmp_path: Path) -> None:
    db, today = tmp_path / "reading.db", "2026-03-10"
    done(db, today, "add", "Emma", "--pages", "200", "--on", "2026-02-20")
    path = clippings(
        tmp_path, ("Emma", HIGHLIGHT.format("40", "1")), ("Dune", HIGHLIGHT.format("9", "1"))
    )
    for said in ("Brought in", "Nothing new"):
        assert said in run(db, today, "import", str(path), "--yes").err
    assert rows(db, "SELECT day, position FROM progress") == [("2026-03-01", 40)]
    assert rows(db, "SELECT count(*) FROM readings") == [(0,)]


def test_a_page_without_a_place_is_named_as_skipped(tmp_path: Path) -> None:
    db, today = tmp_path / "reading.db", "2026-03-10"
    why = "a page counts only in a loan of that day whose number of pages is known"
    path = clippings(tmp_path, ("Emma: A Novel", HIGHLIGHT.format("40", "1")))
    for _ in range(2):
        answer = run(db, today, "import", str(path), "--yes")
        assert f"book 1\tskipped\tEmma: A Novel\t{why}\t" in answer.out
    done(db, today, "add", "Emma: A Novel", "--format", "ebook", "--on", "2026-02-20")
    assert f"skipped\tEmma: A Novel\t{why}\t" in run(db, today, "import", str(path), "--yes").out
    done(db, today, "edit", "1", "--pages", "200")
    assert "1 day of reading" in run(db, today, "import", str(path), "--yes").out
    answer = run(db, today, "import", str(path), "--yes")
    assert "1 unchanged" in answer.err
    assert rows(db, "SELECT day, position FROM progress") == [("2026-03-01", 40)]


def test_a_page_of_a_book_that_is_named_anew_is_named_too(tmp_path: Path) -> None:
    db, today = tmp_path / "reading.db", "2026-03-10"
    done(db, today, "add", "Emma", "--format", "ebook", "--on", "2026-02-20")
    path = clippings(tmp_path, ("Emma (Austen, Jane)", HIGHLIGHT.format("40", "1")))
    out = run(db, today, "import", str(path), "--yes").out
    why = "a page counts only in a loan of that day whose number of pages is known"
    assert f"book 1\tchanged\tEmma\tits author, {why}\t" in out
    assert rows(db, "SELECT count(*) FROM progress") == [(0,)]
