"""Titles that are alike: the author tells their books apart."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from readtrack.library import Sitting, Snooze, Wish
from readtrack.model import Loan
from readtrack.names import TitleWithAuthor, authors_apart, title_key

HasBook = TypeVar("HasBook", Loan, Snooze, Sitting, Wish)


def with_authors(things: list[HasBook]) -> list[HasBook]:
    """The loans or others of one list, with the author of a book whose title another one has."""
    books = {each.book.id: each.book for each in things}
    return named(
        things, apart((number, title_key(b.title), b.authors) for number, b in books.items())
    )


def apart(books: Iterable[tuple[int, str, Sequence[str]]]) -> dict[int, str]:
    """What tells books of one title apart, by their ids; each has an id, a key and authors."""
    by_key = dict[str, dict[int, Sequence[str]]]()
    for number, key, authors in books:
        by_key.setdefault(key, {})[number] = authors
    found = [authors_apart(each) for each in by_key.values() if len(each) > 1]
    return {book: author for each in found for book, author in each.items()}


def named(things: list[HasBook], authors: Mapping[int, str]) -> list[HasBook]:
    """Return the loans or others, each with its author named where there is one for its book."""
    return [
        each._replace(
            book=each.book._replace(title=TitleWithAuthor(each.book.title, authors[each.book.id]))
        )
        if each.book.id in authors
        else each
        for each in things
    ]
