"""Rewrites the typed command line, with working values in place of wrong ones."""

import re
import shlex
from collections.abc import Mapping, Sequence

VALUES = {
    "--pages": "300", "--audio": "7:57", "--days": "21", "--due": "fri", "--on": "yesterday",
    "--time": "14:05", "--speed": "1.25", "--author": "'Jane Austen'", "--why": "'the film'",
    "--library": "'City Library'", "--isbn": "9780141439518", "--at": "120", "--start": "12",
    "--until": "431", "--entry": "1", "--minutes": "30", "--title": "'Hard Times'",
    "--renewable-on": "fri", "--renewals-left": "2", "--hold-ready": "fri", "--collect-by": "fri",
    "--since": "2026-01-01", "--name": "bed", "--tz": "Europe/Berlin", "--map": "due=Frist",
    "--color": "always", "--db": "reading.db", "--only": "due", "--sort": "title",
    "--for": "text", "--format": "print", "--from": "goodreads", "--from-file": "book.epub",
    "--alarm": "2d", "--svg": "chart.svg", "--day": "yesterday", "--install": "cron",
    "--forget": "1",
    "--to": "ntfy://ntfy.sh/my-topic", "--today": "2026-12-14",
}  # fmt: skip
"""An example value for each option that takes one."""


def retyped(arguments: Sequence[str], instead: Mapping[str, object]) -> str | None:
    """Return the command line with the words or option values that `instead` replaces.

    A value of None removes an option. Return None if nothing in the line is to be replaced.
    """
    words = list(arguments)
    for typed, good in instead.items():
        new = [] if good is None else list(map(str, good if isinstance(good, tuple) else [good]))
        if typed.startswith("--") and typed[2:].replace("-", "").isalpha():
            words = _with_option(words, typed, new)
        else:
            words = _with_words(words, typed, new)
    return None if words == list(arguments) else shlex.join(["readtrack", *words])


OPTION = re.compile(r"-[a-z]|--[a-z][a-z-]*(=.*)?", re.DOTALL)
"""Matches a word that is an option."""


def is_text_with_a_dash(word: str) -> bool:
    """Return whether a word begins with a dash but is no option, such as `-30- The End`."""
    dashed = word.startswith("-") and any(map(str.isalpha, word))
    return dashed and OPTION.fullmatch(word) is None


def behind_a_double_dash(arguments: Sequence[str], names: int) -> str:
    """Return the command line with `--` before text that looks like an option.

    The first `names` words name the command, such as `later add`.
    """
    options: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if OPTION.fullmatch(word):
            options += [word, next(words, "")] if word in VALUES else [word]
        elif names:
            options.append(word)
            names -= 1
        else:
            rest.append(word)
    return shlex.join(["readtrack", *options, "--", *rest])


def _with_option(words: Sequence[str], option: str, value: Sequence[str]) -> list[str]:
    """Return the words with that value of the option, or without the option if it is None."""
    end = words.index("--") if "--" in words else len(words)
    left: list[str] = []
    place = None
    skip = False
    for word in words[:end]:
        if skip:
            skip = False
        elif word == option or word.startswith(f"{option}="):
            place = len(left)
            skip = word == option and option in VALUES
        else:
            left.append(word)
    typed = [option, *value] if option in VALUES else [option]
    at = len(left) if place is None else place
    return [*left[:at], *(typed if value else ()), *left[at:], *words[end:]]


def _with_words(words: Sequence[str], typed: str, good: Sequence[str]) -> list[str]:
    """Return the words with the last occurrence of the typed ones replaced."""
    wanted = _plain(typed)
    for end in range(len(words), 0, -1):
        option, equals, value = words[end - 1].partition("=")
        if equals and option in VALUES and _plain(value) == wanted:
            return [*words[: end - 1], f"{option}={' '.join(good)}", *words[end:]]
        for first in range(end - 1, -1, -1):
            if _plain(" ".join(words[first:end])) == wanted:
                return [*words[:first], *good, *words[end:]]
    return list(words)


def _plain(text: str) -> str:
    return " ".join(text.split())
