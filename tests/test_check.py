"""`python -m tests.check` runs the tests that matter, and the same checks as `.ci/run`."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.check import CHECKS, SLOW, changed, paths_for
from tests.pages import ROOT

PAGES = ["tests/test_manual.py", "tests/test_readme.py"]


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        ([], []),
        (["readtrack/planning/fit.py"], ["tests/planning", "tests/test_imports.py"]),
        (["readtrack/importing/sources/kobo.py"], ["tests/importing", "tests/test_imports.py"]),
        (
            ["readtrack/cli/add.py", "tests/cli/test_add.py"],
            ["tests/cli", "tests/test_imports.py", *PAGES],
        ),
        (["readtrack/words/loans.py"], ["tests/cli", "tests/test_imports.py", *PAGES]),
        (["readtrack/model.py", "README.md"], ["tests"]),
        (["tests/terminal.py"], ["tests"]),
        (["tests/store/contents.py", "CHANGELOG.md"], ["tests/store", "tests/test_readme.py"]),
        (["tests/store/data/version-1.db"], ["tests/store"]),
        (["tests/cli/test_gone.py", ".gitignore"], []),
        (["pyproject.toml", ".ci/run"], ["tests/test_check.py", "tests/test_oldest.py"]),
    ],
)
def test_a_change_is_tried_by_the_tests_of_its_room(files: list[str], paths: list[str]) -> None:
    assert paths_for(files) == paths


def test_every_file_of_the_package_has_tests_that_are_there() -> None:
    for file in (ROOT / "readtrack").rglob("*.*"):
        if "__pycache__" not in file.parts:
            paths = paths_for([str(file.relative_to(ROOT))])
            assert paths, file
            assert all((ROOT / path).exists() for path in paths), file


def test_what_git_does_not_follow_yet_counts_as_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    (tmp_path / "same").write_text("")
    (tmp_path / "edited").write_text("")
    git("add", ".")
    git("commit", "-q", "-m", "Begin")
    git("checkout", "-q", "-b", "work")
    (tmp_path / "edited").write_text("more")
    (tmp_path / "new").write_text("")
    monkeypatch.setattr("tests.check.ROOT", tmp_path)

    assert changed("main") == ["edited", "new"]


def test_the_checks_are_those_of_ci() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    run = re.findall(r"^\.venv/bin/(?:ruff|mypy|deptry).*$", ci, re.MULTILINE)

    assert run == [".venv/bin/" + " ".join(check) for check in CHECKS]
    assert f'.venv/bin/pytest {SLOW[0]} "{SLOW[1]}" {SLOW[2]}' in ci
