"""Read a library account from the JSON of PAIA, the Patrons Account Information API."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from readtrack.importing.files import Context, File
from readtrack.importing.people import HELPED_BY, author_called, authors_of, if_names
from readtrack.importing.records import Borrowed, Hold, Item, Problem, Record, Skipped
from readtrack.importing.values import (
    excerpt,
    format_of,
    list_at,
    moment_of,
    number_of,
    other_medium,
    renewals_of,
    text_of,
    whole,
)
from readtrack.model import Format
from readtrack.names import PARTICLES, family_name, fold

AGAIN = "Download the account again."

DOCUMENT = {"about", "edition", "item", "label", "endtime"}
"""Fields of which a document has at least one, beside its status."""

BORROWED = 3
READY = 4
STATUS = {1: "reserved", 2: "ordered", READY: "ready to be picked up", 5: "rejected"}
"""What a document is to the reader (PAIA core 1.3, document status), unless it is borrowed."""

LISTS = {"reserve": "reserved", "hold": "on hold", "request_ready": STATUS[4]}
"""Lists that some servers sort documents into, and what a document in them is."""

RENEWABLE = ("canrenew", "X_is_renewable")
"""Fields that show whether the library would renew a loan; servers write true, 1 or `"1"`."""

MEDIA = ("X_medientyp_desc", "X_medientyp", "medium")
"""Fields that say what kind of thing a document is."""

FLOATING = re.compile(r"^(\d{4}-\d\d-\d\d)[T ][\d:.]+$", re.ASCII)
"""A time without an offset, which is in the library's own zone."""

MARKS = re.compile("[¬\x98\x9c]|<<|>>")
"""Signs around an article that is ignored in sorting."""

ROLE = re.compile(r"\s*¬?\[([^\]]*)\]¬?")
"""The role of a person: `Schütt, Peter ¬[Übers.]¬` is a translator."""

FIRST_NAMED = re.compile(r"(.*?)(?:\s;\s|\s*(?:\.\.\.|…)|(?<=[^\W\d_]{3})(?<!Prof)\.\s|$)")
"""The first of the people that a title page names: `Ana Ruiz. Übers. von Ode Lind`."""

SAID_BY = re.compile(r"^(?:von|by|par|de|door|di) ")

ROLE_FIRST = re.compile(
    r"(?:hrsg|hg|herausgegeben|übers|aus d|ill|illustr|bearb|gelesen|gesprochen|erzählt|red|text"
    r"|edited|ed|transl|trad|trans|read|narrated|écrit|traduit)\w*[.: ]",
    re.IGNORECASE,
)
"""How a list of people begins that names their roles: `Hrsg. vom Institut für Physik`."""

HEADING = re.compile(
    r"(?P<author>[^\W\d_][^\d:,/]{0,40}, [^\W\d_][^\d:,/]{0,40}(?:, [\d –-]+)?)(?<! ): "
    r"(?P<title>\S.*)"
)
"""An author before a title: `Mann, Thomas: Der Zauberberg`. A subtitle follows ` : `."""

NO_FAMILY = frozenset(
    ("ich", "du", "er", "sie", "es", "wir", "ihr", "i", "you", "he", "she", "it", "we", "they",
     "oh", "ach", "ja", "nein", "yes", "no", "hello", "der", "die", "das", "ein", "eine", "the",
     "a", "an")
)  # fmt: skip
"""Words that begin a title with a comma, `Ich, Claudius: Roman`, and no name."""


def recognises(file: File) -> bool:
    found = file.json
    if not isinstance(found, dict):
        return False
    items = found.get("items")
    if isinstance(items, dict) and isinstance(items.get("loan"), list | dict):
        return True
    return any(
        isinstance(each, dict) and "status" in each and not each.keys().isdisjoint(DOCUMENT)
        for each in list_at(found, "doc")
    )


def read(file: File, context: Context) -> Iterator[Item]:
    """Yield a record for every borrowed document."""
    for number, (kind, document) in enumerate(_documents(file.json), 1):
        yield _item(f"item {number}", kind, document, context)


def _documents(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every document with the name of its list, which is empty for PAIA's own `doc`."""
    yield from (("", each) for each in list_at(found, "doc"))
    items = found.get("items")
    for name, listed in items.items() if isinstance(items, dict) else ():
        among = listed.values() if isinstance(listed, dict) else list_at(items, name)
        yield from ((name, each) for each in among)


def _item(where: str, kind: str, document: Any, context: Context) -> Item:
    if not isinstance(document, dict):
        return Problem(where, "", "This is no document of an account.", AGAIN)
    title, authors = parted(document.get("about"), _authors(document.get("X_author")))
    status = number_of(document.get("status"))
    if kind != "loan" and (kind or status != BORROWED):
        reason = LISTS.get(kind) or STATUS.get(int(status or 0)) or "not borrowed"
        is_ready = status == READY
        ready = Hold(authors, _day(document.get("endtime"), context)) if is_ready else None
        return Skipped(where, title, reason, ready)
    if not title:
        return Problem(where, "", "There is no title.", AGAIN)
    media = [text_of(document.get(name)) for name in MEDIA]
    if other := next(filter(None, map(other_medium, media)), None):
        return Skipped(where, title, f"no book: {other}")
    names = [name for name in ("X_date_due", "endtime", "duedate") if document.get(name)]
    due = next(filter(None, (_day(document[name], context) for name in names)), None)
    if due is None:
        shown = excerpt(title, text_of(document[names[0]]) if names else "")
        return Problem(where, shown, "The due date is missing or no date.", AGAIN)
    count, may = renewals_of(next((document[name] for name in RENEWABLE if name in document), None))
    out = (_day(document.get(name), context) for name in ("starttime", "X_date_issued"))
    loan = Borrowed(
        next(filter(None, out), None),
        due,
        renewals=whole(text_of(document.get("renewals"))) or 0,
        may_renew=may if count is None else bool(count),
        copy=f"item:{uri}" if (uri := text_of(document.get("item"))) else None,
    )
    kind = next(filter(None, map(format_of, media)), Format.PRINT)
    return Record(where, title, authors, format=kind, loan=loan)


def parted(value: object, authors: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the title in a field, and the authors, which the field names where none are given.

    `Faust / Christopher Marlowe` and `Marlowe, Christopher: Faust` name one, `Either / Or` none.
    """
    text = text_of(MARKS.sub("", text_of(value)))
    title = text
    for head, slash, tail in (text.partition(" / "), text.rpartition(" / ")):
        named = _people_in(tail, authors) if head and slash else None
        if named is not None:
            title, authors = head, authors or named
            break
    heading = HEADING.fullmatch(title)
    if (
        heading
        and fold(heading["author"]).split()[0] not in NO_FAMILY
        and (authors or not heading["title"][0].islower())
    ):
        named = if_names(author_called, ROLE.sub("", heading["author"]))
        families = set(map(family_name, authors or named))
        if named and family_name(named[0]) in families and _is_whole_name(named[0]):
            return heading["title"], authors or named
    return title, authors


def _people_in(text: str, authors: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the authors among the people behind a slash; None if the text names no people."""
    found = FIRST_NAMED.match(text.strip(" []"))
    first = found[1] if found else ""
    helped = HELPED_BY.match(first)
    named = () if helped else if_names(authors_of, SAID_BY.sub("", first, count=1))
    if named and all(map(_is_whole_name, named)):
        return named
    if {family_name(each) for each in authors} & set(fold(text).split()):
        return authors
    has_role = helped or ROLE_FIRST.match(text.strip(" []")) or SAID_BY.match(text)
    return () if has_role else None


def _is_whole_name(name: str) -> bool:
    """Return whether it can be given names and a family name; `Or` and `my love` cannot."""
    words = [word for word in name.split() if word.lower() not in PARTICLES]
    return 2 <= len(words) <= 6 and all(word[0].isupper() for word in words)


def _day(value: object, context: Context) -> date | None:
    found = moment_of(FLOATING.sub(r"\1", text_of(value)), context.zone)
    return found and found[0]


def _authors(listed: object) -> tuple[str, ...]:
    """Return authors such as `Bachofer, Mark` in spoken order, without translators and others."""
    found: dict[str, None] = {}
    for name in map(text_of, listed if isinstance(listed, list) else [listed]):
        role = ROLE.search(name)
        if role is None or role[1].casefold().startswith(("verf", "aut", "vf")):
            bare = MARKS.sub("", ROLE.sub("", name))
            found.update(dict.fromkeys(if_names(author_called, bare)))
    return tuple(found)
