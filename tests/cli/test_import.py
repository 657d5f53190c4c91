"""`import` and `export`: what comes in, comes in once; what goes out, comes back."""

from pathlib import Path

from tests.store.contents import contents, run
from tests.terminal import Home

TABLE = "Titel;Verfasser;Leihfrist;Seiten\nDune;Herbert, Frank;24.04.2026;600\nEmma;;32.13.2026;\n"


def written(home: Home, name: str, text: str) -> str:
    file = home.folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def bring_in(home: Home, *words: str) -> int:
    return run(home.store, "2026-04-10", "import", *words).code


def test_a_bad_row_is_named_and_does_not_lose_the_others(home: Home) -> None:
    answer = run(home.store, "2026-04-10", "import", written(home, "loans.csv", TABLE))
    assert answer.code == 1
    assert "line 3" in answer.err
    assert "Write 2026-12-14." in answer.err
    assert [row[1] for row in contents(home.store)["books"]] == ["Dune"]


def test_importing_twice_changes_nothing_and_one_undo_takes_it_back(home: Home) -> None:
    table = written(home, "loans.csv", TABLE)
    bring_in(home, table)
    once = contents(home.store)
    bring_in(home, table)
    assert contents(home.store) == once
    run(home.store, "2026-04-10", "undo")
    assert not contents(home.store)["loans"]


def test_a_dry_run_keeps_nothing(home: Home) -> None:
    bring_in(home, "--dry-run", written(home, "loans.csv", TABLE))
    assert not contents(home.store)["books"]


def test_an_export_comes_back_whole_in_both_forms(home: Home) -> None:
    run(home.store, "2026-04-10", "add", "=SUM(1)", "--pages", "300", "--why", "'+quoted")
    run(home.store, "2026-04-10", "log", "sum", "40", "--minutes", "30")
    for form in ("csv", "json"):
        file, other = home.folder / f"all.{form}", home.folder / f"{form}.db"
        run(home.store, "2026-04-10", "export", form, str(file))
        assert run(Path(other), "2026-04-10", "import", str(file)).code == 0
        assert contents(other) == contents(home.store)


def test_a_book_is_known_again_by_its_isbn_whatever_it_is_called(home: Home) -> None:
    text = "title,isbn,due\n{},9780306406157,2026-04-24\n"
    bring_in(home, written(home, "a.csv", text.format("Emma")))
    once = contents(home.store)
    assert (
        bring_in(home, written(home, "b.csv", text.format("Emma: A Novel in Three Volumes"))) == 0
    )
    assert contents(home.store) == once


def test_a_title_with_a_bracket_in_its_middle_is_known_again(home: Home) -> None:
    for title in ("Saga (2011), Volume 5", "The (New) City", "(Untitled)", "[A] : B", "Emma (1)"):
        text = f'title,author,due\n"{title}",Ann Other,2026-04-24\n'
        bring_in(home, written(home, "a.csv", text))
        once = contents(home.store)
        assert bring_in(home, written(home, "b.csv", text)) == 0
        assert contents(home.store) == once, title
