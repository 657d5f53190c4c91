"""Finds the loan that BOOK names: by its number, or by words of the title."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from readtrack.cli.click import get_current_context
from readtrack.cli.session import agreed, interactive, picked
from readtrack.errors import WhichBook
from readtrack.library import Library
from readtrack.limits import LARGEST_ID
from readtrack.model import Book, Loan, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.names import answers, has_words, nearly, title_key
from readtrack.planning.situation import Situation
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.words.loans import candidate_words

ANY = "any"
"""Stands for a unit where any edition of the title serves."""


def choose_loan(store: Store, library: Library, words: str, unit: str | None = None) -> Loan:
    """Return the loan that is out and that `words` name, in the edition that counts in `unit`.

    Without a unit, `words` have to name the edition too. Raise WhichBook, which lists the
    candidates, if there is nobody to ask.
    """
    return _choose(store, _pool(library, words, unit), words, unit)


def _pool(library: Library, words: str, unit: str | None) -> tuple[Title, ...]:
    """Return the loans that are out, without the magazines if a title with positions matches."""
    in_unit = unit not in (None, ANY) and names_title(library.titles, words)
    return library.titles if in_unit else library.borrowed


def choose_lately(
    store: Store, library: Library, words: str, unit: str | None = None
) -> tuple[Title, Loan]:
    """Return the title and loan that `words` name: one that is out, else the last that ended."""
    titles = _pool(library, words, unit)
    if not names_title(titles, words):
        lately = [each for each in library.expired if nearly(words, each.book.title)]
        titles += library.expired if names_title(library.expired, words) else tuple(lately)
    if not names_title(titles, words) and (ended := _past(store, words)):
        return Title(ended.book, (ended,)), ended
    loan = _choose(store, titles, words, unit)
    return next(title for title in titles if loan in title.loans), loan


def _choose(store: Store, titles: Sequence[Title], words: str, unit: str | None) -> Loan:
    number = _number(words)
    for loan in (loan for title in titles for loan in title.loans):
        if loan.id == number:
            return loan

    def numbered(title: Title) -> Mapping[int, str]:
        return {loan.id: candidate_words(loan, store.now.today) for loan in title.loans}

    return edition_of(store, called(titles, words, OUT, numbered), unit)


def choose_any(store: Store, library: Library, words: str) -> Loan:
    """Return the loan that `words` name: one that is out, else the last that ended."""
    number = _number(words)
    loan = store.loan(number) if number is not None else None
    if loan is not None:
        return loan
    is_out = any(_answers(title, words) for title in library.borrowed)
    past = None if is_out else _past(store, words)
    return past or choose_loan(store, library, words)


def _past(store: Store, words: str) -> Loan | None:
    """Return the ended loan of that number, else the last one of the book that `words` name."""
    number = _number(words)
    loan = store.loan(number) if number is not None else None
    if loan is not None:
        return loan if loan.ended is not None else None
    newest = {each.book.id: each for each in reversed(store.past_loans_called(words))}
    past = _best(list(reversed(newest.values())), words)
    return past[_one(store, repr(words), past)] if past else None


def choose_title(store: Store, library: Library, words: str) -> Title:
    """Return the title that is out and that `words` name, with all its editions."""
    return library.title_of(choose_loan(store, library, words, unit=ANY))


def _number(words: str) -> int | None:
    is_number = words.isascii() and words.isdigit() and len(words) <= len(str(LARGEST_ID))
    return int(words) if is_number else None


class BookList(NamedTuple):
    """A list of books to search, and how messages refer to it."""

    named: str
    heading: str
    empty: str


BEGIN = "To check a book out: readtrack add 'Hard Times' --pages 304"

OUT = BookList("that is out", "These are out:", f"Nothing is checked out. {BEGIN}")


class HasBook(Protocol):
    @property
    def book(self) -> Book: ...


T = TypeVar("T", bound=HasBook)


def called(
    things: Sequence[T], words: str, place: BookList, numbered: Callable[[T], Mapping[int, str]]
) -> T:
    """Return the one thing whose book `words` name, despite case, accents and small typing errors.

    Ask if several match, or only a near one. Raise WhichBook, which lists what is `numbered` of
    them, if there is nobody to ask.
    """
    exact = [each for each in things if title_key(each.book.title) == title_key(words)]
    found = exact or _best([each for each in things if _answers(each, words)], words)
    if len(found) == 1:
        return found[0]
    near = found or [each for each in things if nearly(words, each.book.title)]
    if not near:
        numbers = {next(iter(numbered(each))): each.book.title for each in things}
        listed = [f"  {number}  {title}" for number, title in numbers.items()]
        raise WhichBook(
            f"No book {place.named} is called {words!r}.",
            "\n".join([place.heading, *listed]) if listed else place.empty,
            {words: min(numbers)} if numbers else {},
        )
    if interactive():
        if found or len(near) > 1:
            by_number = {number: each for each in near for number in numbered(each)}
            choices = {number: name for each in near for number, name in numbered(each).items()}
            return by_number[picked("Which one", choices)]
        if agreed(f"Do you mean {near[0].book.title}?", default=True):
            return near[0]
    names = [f"  {number}  {name}" for each in near for number, name in numbered(each).items()]
    what = "could mean:" if found else f"is no title {place.named}. Near it:"
    number = next(iter(numbered(near[0])))
    raise WhichBook("\n".join([f"{words!r} {what}", *names]), _with_number(words, number))


def _best(things: list[T], words: str) -> list[T]:
    """Return those that contain the words exactly, such as the author Poe; else all of them."""
    return [each for each in things if has_words(words, _all_of(each))] or things


def _all_of(thing: HasBook) -> str:
    return " ".join((thing.book.title, *thing.book.authors))


def _answers(thing: HasBook, words: str) -> bool:
    return answers(words, _all_of(thing))


def is_called(titles: Sequence[Title], words: str) -> bool:
    """Return whether `words` are the whole title of one of them, such as `Fahrenheit 451`."""
    return any(title_key(title.book.title) == title_key(words) for title in titles)


def names_title(titles: Sequence[Title], words: str) -> bool:
    """Return whether `words` name at least one of the titles."""
    ids = {str(loan.id) for title in titles for loan in title.loans}
    return words in ids or any(_answers(title, words) for title in titles)


def nothing_to_read(library: Library) -> WhichBook:
    """Return the message that no book is out; it mentions a magazine that is."""
    magazines = "Only magazines are out, without a place to log."
    return WhichBook(magazines if library.magazines else "Nothing is checked out.", BEGIN)


def the_one_to_log(
    store: Store, situation: Situation, unit: str, words: str = "A position alone"
) -> Title:
    """Return the title that counts in the unit, or the one of several that is planned for today.

    Ask if that is not exactly one; raise WhichBook if there is nobody to ask.
    """
    out = situation.library.titles
    titles = [title for title in out if any(counts_in(unit, loan) for loan in title.loans)] or out
    first = situation.first_day
    today = {block.loan for block in first.blocks} if first else set()
    busy = [title for title in titles if any(loan.id in today for loan in title.loans)]
    if len(titles) == 1:
        return titles[0]
    if len(busy) == 1:
        note(f"Taken for {busy[0].book.title}, which has something today.")
        return busy[0]
    if not titles:
        raise nothing_to_read(situation.library)
    loans = [title.loans[0] for title in titles]
    return titles[_one(store, words, loans)]


def counts_in(unit: str, loan: Loan) -> bool:
    """Return whether a position written in `unit` can belong to the loan."""
    return unit == ANY or (loan.unit is Unit.SECONDS) == (unit == Unit.SECONDS)


def edition_of(store: Store, title: Title, unit: str | None) -> Loan:
    """Return the edition that counts in `unit`; of several, the one read last."""
    if unit is None:
        return title.loans[_one(store, repr(title.book.title), title.loans)]
    fitting = [loan for loan in title.loans if counts_in(unit, loan)] or list(title.loans)
    read = [loan for loan, _ in title.log() if loan in fitting]
    return read[-1] if read else fitting[0]


def _one(store: Store, words: str, loans: Sequence[Loan]) -> int:
    """Return the index in `loans` of the one that is meant."""
    if len(loans) == 1:
        return 0
    today = store.now.today
    names = {loan.id: candidate_words(loan, today) for loan in loans}
    if interactive():
        return list(names).index(picked("Which one", names))
    listed = [f"  {number}  {name}" for number, name in names.items()]
    named = words.strip("'\"")
    raise WhichBook("\n".join([f"{words} could mean:", *listed]), _with_number(named, loans[0].id))


def _with_number(words: str, number: int) -> str:
    """Return `Use the number, as in: readtrack log 1 45`, made from the typed command."""
    context = get_current_context(silent=True)
    for value in context.params.values() if context else ():
        typed = " ".join(value) if isinstance(value, list | tuple) else str(value)
        if context and typed.startswith(words):
            rest = typed.removeprefix(words)
            return f"Use the number, as in: {context.command_path} {number}{rest}"
    return "Use the number."
