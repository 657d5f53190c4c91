"""Converts text to roff, the language of man pages: titles, commands and the manual's Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from readtrack.words.commands import pasteable

SIGNS = {"\\": "\\e", "'": "\\(aq", '"': "\\(dq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
"""Characters that mean or become something else in roff, and how it writes them."""

INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<stress>[^*\s][^*]*)\*"
    r"|!?\[(?P<link>[^]]+)\]\((?P<address>[^)]*)\)"
)
OPTION = re.compile(r"(?<![\w-])--?[a-z][\w-]*")
WIDTH, INDENT = 80, 7
"""Columns of an ordinary terminal, and those that man leaves free on the left."""
BULLET, BULLET_SIGN = r"(?:[-*]|\d+\.) ", "\\(bu"
BLOCK = re.compile(r"^```.*\n(?:.*\n)*?```$|^#.*|(?:^(?!#|```).*\S.*\n?)+", re.MULTILINE)


def joined_page(lines: Iterable[str]) -> str:
    """Join the lines to a page, without a gap before the first paragraph below a heading."""
    return "".join(
        f"{line}\n"
        for before, line in pairwise(["", *lines])
        if not (line == ".PP" and before.startswith((".SH", ".SS")))
    )


def literal(text: str) -> str:
    """Return the text unchanged, with hyphens that can be copied and pasted."""
    return escape(text).replace("-", "\\-")


def escape(text: str) -> str:
    """Return the text on one line, escaped so that roff prints it unchanged."""
    line = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", " ", text)
    signs = (SIGNS.get(each, each if each < "\x7f" else f"\\[u{ord(each):04X}]") for each in line)
    return "".join(signs)


def guarded(line: str) -> str:
    """Return a line of text that roff does not take for a request."""
    return f"\\&{line}" if line.startswith(".") else line


def prose(text: str) -> str:
    """Return a paragraph with the inline marks of Markdown, on one line."""
    line, done = " ".join(text.split()), 0
    parts = []
    for found in INLINE.finditer(line):
        parts += [_plain(line[done : found.start()]), _marked(found)]
        done = found.end()
    return guarded("".join([*parts, _plain(line[done:])]))


def _plain(text: str) -> str:
    """Return text in which the names of options can be copied."""
    return OPTION.sub(lambda found: found[0].replace("-", "\\-"), escape(text))


def _marked(found: re.Match[str]) -> str:
    if found["code"]:
        return bold(found["code"])
    if found["strong"]:
        return bold(found["strong"].replace("`", ""))
    if found["stress"]:
        return f"\\fI{_plain(found['stress'])}\\fR"
    far = f" <{literal(found['address'])}>" if "://" in found["address"] else ""
    return f"{_plain(found['link'])}{far}"


def bold(text: str) -> str:
    return f"\\fB{literal(text)}\\fR"


def italic(text: str) -> str:
    return f"\\fI{literal(text)}\\fR"


def heading(macro: str, text: str) -> str:
    """Return a line such as `.SH` with its title."""
    return f'.{macro} "{literal(" ".join(text.split()))}"'


def term_list(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a list without gaps, of terms and their meaning, which are roff already."""
    for number, (tag, text) in enumerate(entries):
        if number == 1:
            yield ".PD 0"
        yield from (".TP", guarded(tag), text or "\\&")
    yield ".PD"


def unchanged_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines to print unchanged; wide ones begin further to the left."""
    wide = max(map(len, lines), default=0)
    yield ".nf"
    if wide > WIDTH - INDENT:
        yield f".in {max(WIDTH - wide, 0)}n"
    for line in lines:
        yield guarded(literal(line.expandtabs())) or "\\&"
    if wide > WIDTH - INDENT:
        yield ".in"
    yield ".fi"


def session(lines: Sequence[str]) -> Iterator[str]:
    """Convert a console session of the manual; commands that are too long are continued."""
    whole = re.sub(r" \\\n *", " ", "\n".join(lines)).split("\n")
    wrapped = (
        pasteable(line, WIDTH - INDENT, indent="").splitlines() if line.startswith("$ ") else [line]
        for line in whole
    )
    return unchanged_lines([line for each in wrapped for line in each])


def from_markdown(text: str) -> Iterator[str]:
    """Convert a page of the manual, without its title."""
    for block in _blocks(text):
        first = block[0]
        if first.startswith("```"):
            yield from (".PP", *session(block[1:]))
        elif first.startswith("#"):
            yield heading("SS", first.lstrip("# "))
        elif first.startswith("|"):
            yield from _table(block)
        elif re.match(BULLET, first):
            yield from _bullets(block)
        else:
            yield from (".PP", prose(" ".join(block)))


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the paragraphs of Markdown; a fenced block is one of them, with its empty lines."""
    for block in BLOCK.findall(text):
        yield block.removesuffix("\n```").splitlines()


def _bullets(block: Sequence[str]) -> Iterator[str]:
    for item in re.split(rf"\n(?={BULLET})", "\n".join(block)):
        mark, _, words = item.partition(" ")
        yield f".IP {mark if mark[0].isdigit() else BULLET_SIGN} 4"
        yield prose(words)


def _table(block: Sequence[str]) -> Iterator[str]:
    """Convert a table to a list: each first cell with the others, labelled by their columns."""
    names, _, *rows = (_cells(line) for line in block)
    entries = []
    for tag, meaning, *others in rows:
        more = (f"{name.lower()}: {cell}" for name, cell in zip(names[2:], others, strict=True))
        entries.append((prose(tag), prose("; ".join((meaning, *more)))))
    yield from term_list(entries)


def _cells(line: str) -> list[str]:
    return [
        cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))
    ]
