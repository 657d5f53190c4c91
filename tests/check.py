"""Runs on what changed what `.ci/run` runs on everything: `python -m tests.check [BASE] [--slow]`.

What changed is the difference to BASE, `origin/main` unless it is named, with files that git does
not follow yet. A room of `readtrack/` is tried by the same room of `tests/`; what every room stands
on, by the whole suite. With `--slow` the slow tests of these files come after the ordinary ones.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent

WHOLE = "tests"

CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("deptry", "."))
"""What looks at everything, whatever changed."""

SLOW = ("-m", "(slow or hypothesis) and not torture", "--hypothesis-profile=thorough")

BELOW_ALL = {"model.py", "library.py", "errors.py", "limits.py", "__init__.py"}
"""The modules at the top of the package that all rooms stand on."""

ELSEWHERE = {
    "words": ("tests/cli",),
    "manual": ("tests/cli/test_help.py", "tests/test_man_page.py"),
    "prompt.py": ("tests/cli/test_prompt.py", "tests/cli/test_answers.py"),
    "answers.py": ("tests/cli/test_answers.py",),
    "__main__.py": ("tests/cli/test_starting.py", "tests/cli/test_answers.py"),
    "exported.py": ("tests/exporters", "tests/importing"),
    "cells.py": ("tests/exporters", "tests/importing"),
}
"""Where the tests are of what has no room of its own in `tests/`."""

PAGES = ("tests/test_readme.py", "tests/test_manual.py")
"""The sessions of README and manual, which show what commands print."""


def changed(base: str) -> list[str]:
    """The files that differ from where this branch left `base`, those new to git included."""
    edited = _git("diff", "--name-only", *_git("merge-base", base, "HEAD"))
    return sorted({*edited, *_git("ls-files", "--others", "--exclude-standard")})


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def paths_for(files: Iterable[str]) -> list[str]:
    """The test files and folders that try the files; the whole suite where all of it may break."""
    found = {path for file in files for path in _tests_of(PurePosixPath(file))}
    if WHOLE in found:
        return [WHOLE]
    parents = {path: {str(each) for each in PurePosixPath(path).parents} for path in found}
    return sorted(path for path in found if not parents[path] & found)


def _tests_of(file: PurePosixPath) -> Iterator[str]:
    match file.parts:
        case ("readtrack", name) if name in BELOW_ALL:
            yield WHOLE
        case ("readtrack", room, *_):
            yield "tests/test_imports.py"
            if room in ("cli", "render", "words", "manual"):
                yield from PAGES
            if room in ELSEWHERE:
                yield from ELSEWHERE[room]
            elif (ROOT / "tests" / room).is_dir():
                yield f"tests/{room}"
            else:  # dates, units and their kin
                yield from (f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py"))
        case ("tests", *_) if file.name.startswith("test_"):
            if (ROOT / file).exists():
                yield str(file)
        case ("tests", ("check.py" | "oldest.txt") as name):
            yield f"tests/test_{name.partition('.')[0]}.py"
        case ("tests", room, *rest):
            yield f"tests/{room}" if rest else WHOLE
        case ("pyproject.toml",):
            yield "tests/test_oldest.py"
        case (".ci", *_):
            yield "tests/test_check.py"
        case ("README.md" | "CHANGELOG.md",):
            yield "tests/test_readme.py"


def _run(command: Sequence[str]) -> bool:
    """Run a program of this environment; return whether it ended well, or had nothing to do."""
    print("+", " ".join(command), flush=True)
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run([program, *command[1:]], cwd=ROOT, check=False)
    return done.returncode in ((0, 5) if command[0] == "pytest" else (0,))


def main() -> int:
    parser = argparse.ArgumentParser(description="Run what .ci/run runs, on what changed.")
    parser.add_argument("base", nargs="?", default="origin/main")
    parser.add_argument("--slow", action="store_true", help="the slow tests of the same files too")
    options = parser.parse_args()
    paths = paths_for(changed(options.base))
    commands = [*CHECKS, *([("pytest", *paths)] if paths else [])]
    if options.slow and paths:
        commands.append(("pytest", *SLOW, *paths))
    failed = [command for command in commands if not _run(command)]
    for command in failed:
        print("failed:", " ".join(command))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
