"""Builds a loan from the options of a command, and passes it through the gate."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from readtrack.cli.checks import (
    at_most_one,
    check_magazine,
    checked_days,
    checked_hour,
    checked_isbn,
    checked_renewals_left,
    checked_speed,
    checked_text,
)
from readtrack.cli.gate import admitted, ask_whether_it_fits, check_cap
from readtrack.cli.session import ask_line, asked_until, confirm_or_note, interactive
from readtrack.dates import distance_text, parse_date
from readtrack.durations import audio_length
from readtrack.errors import UsageError
from readtrack.library import Library
from readtrack.model import Book, Format, GateAnswer, Loan, Outcome, Title, Unit
from readtrack.named_tuple import NamedTuple
from readtrack.names import very_like
from readtrack.planning.changes import checkout
from readtrack.planning.gate import Decision
from readtrack.planning.situation import Situation, with_candidate
from readtrack.positions import parse_pages, parse_position, written_unit
from readtrack.render.answers import print_checkout
from readtrack.render.show import show
from readtrack.render.terminal import note
from readtrack.store.store import Store
from readtrack.units import length_text, page_count, position_text, precise_clock, typed_position
from readtrack.words.commands import CommandLine, command_line
from readtrack.words.loans import far_words, loan_words


class CheckoutOptions(NamedTuple):
    """The options of a checkout as typed; None where one was not typed."""

    pages: int | None = None
    audio: str | None = None
    percent: bool = False
    kind: Format | None = None
    until: str | None = None
    on: str = "today"
    days: int | None = None
    due: str | None = None
    time: str | None = None
    at: str | None = None
    speed: float = 1.0
    why: str | None = None
    library: str | None = None
    renewals_left: str | None = None

    @property
    def lengths(self) -> dict[str, object]:
        """Return the options that give a length, with None for each that was not typed."""
        return {"--pages": self.pages, "--audio": self.audio, "--percent": self.percent or None}


def merged_book(stored: Book | None, typed: Book) -> Book:
    """Return the stored book with missing fields filled from the typed one; else the typed one."""
    if stored is None:
        return typed
    return stored._replace(authors=stored.authors or typed.authors, isbn=stored.isbn or typed.isbn)


def edition_from_options(
    wanted: CheckoutOptions, earlier: list[Loan], lengths: Mapping[Unit, int]
) -> Loan:
    """Return a loan with only its format, unit and length filled in.

    What was not typed comes from an `earlier` loan of the book, else from imported `lengths`.
    """
    pages, audio, kind, typed = wanted.pages, wanted.audio, wanted.kind, wanted.lengths
    at_most_one(typed)
    if kind is None and earlier and not any([*typed.values(), *(each.has_end for each in earlier)]):
        kind = Format.MAGAZINE  # another issue
    if kind is Format.MAGAZINE:
        return Loan(0, Book(0, ""), kind, Unit.PERCENT, 100, date.min, date.min)
    if audio is not None and kind not in (None, Format.AUDIOBOOK):
        what = f"--audio is no length for format {kind}."
        raise UsageError(what, "Books have --pages.", {"--format": Format.AUDIOBOOK})
    kind = kind or (Format.AUDIOBOOK if audio is not None else Format.EBOOK)
    if pages is not None and kind is Format.AUDIOBOOK:
        instead = {"--pages": None, "--audio": "7:57"}
        raise UsageError("An audiobook has hours, not pages.", "Give its hours.", instead)
    counted = Unit.SECONDS if kind is Format.AUDIOBOOK else Unit.PAGES
    measured = [loan for loan in earlier if loan.format is kind and not loan.assumed_length]
    if pages is not None:
        unit, length = Unit.PAGES, page_count(pages)
    elif audio is not None:
        unit, length = Unit.SECONDS, audio_length(audio)
    elif wanted.percent:
        unit, length = Unit.PERCENT, 100
    elif measured:
        unit, length = measured[-1].unit, measured[-1].length
    elif counted in lengths:
        unit, length = counted, lengths[counted]
    elif asked := _length_asked(counted):
        unit, length = counted, asked
    else:
        unit, length = Unit.PERCENT, 100
    return Loan(0, Book(0, ""), kind, unit, length, date.min, date.min)


def _length_asked(unit: Unit) -> int | None:
    """Ask for the pages or seconds; return None where nobody answers."""
    asked = None
    if interactive() and unit is Unit.SECONDS:
        asked = asked_until("How long is it, as 7:57? (Enter if you don't know)", audio_length)
    elif interactive():
        question = "How many pages has it? (Enter if you don't know)"
        asked = asked_until(question, lambda text: page_count(parse_pages(text)))
    if asked is None:
        note("Length not known: counted in percent, with figures marked ~ as if it had 300 pages.")
    return asked


def with_end(loan: Loan, until: str | None, earlier: list[Loan], library: Library) -> Loan:
    """Return the loan with its end worth reading: as typed, else as in another edition."""
    check_magazine(loan.format, {"--until": until})
    if until is not None:
        loan = loan._replace(until=checked_until(until, loan))
        # All editions of a title end at one place: not this one on its last page, another before.
        for title in library.titles:
            out = title.loans[0]
            if out.book.id == loan.book.id and loan.until is None and out.end < out.length:
                what = f"{title.book.title} is read to {position_text(out.unit, out.end)}."
                last_page = f"readtrack edit {out.id} --until none"
                raise UsageError(what, f"To read it to its last page: {last_page}")
        return loan
    if not loan.has_end:
        return loan
    if any(title.book.id == loan.book.id for title in library.titles):
        title = with_candidate(loan, library).title_of(loan)
        return next(each for each in title.loans if each.id == loan.id)
    named = [each for each in earlier if each.until is not None]
    if loan.until is not None or not named:
        return loan
    end = loan.at_fraction((named[-1].until or 0) / named[-1].length)
    return loan._replace(until=end or None)


def ending_at(loan: Loan, until: str | None, command: str) -> Loan:
    """Return the loan with the end worth reading that was typed.

    Without one, raise UsageError if its present end is beyond its length; `command` is the
    command that would change it.
    """
    if until is not None:
        return loan._replace(until=checked_until(until, loan), ends=None)
    if loan.until is not None and loan.until > loan.length:
        size, typed = length_text(loan.unit, loan.length), typed_position(loan.unit, loan.length)
        flag = "--audio" if loan.unit is Unit.SECONDS else "--pages"
        raise UsageError(
            f"{size} is shorter than what you read to, {position_text(loan.unit, loan.until)}.",
            f"Say where reading ends now, or none: {command} {flag} {typed} --until none",
        )
    return loan


def checked_until(text: str, loan: Loan) -> float | None:
    """Parse the end worth reading; None for `none`, or for the length itself."""
    if text.strip().lower() == "none":
        return None
    if loan.unit is Unit.PERCENT and written_unit(text) != "any":
        raise UsageError(
            f"--until {text} needs the length, which is not known.",
            "Give it with --pages or --audio, or write a share.",
            {"--until": "94%"},
        )
    end = parse_position(text, loan.unit, loan.length, number=loan.id)
    if not end:
        what = f"Nothing would be left to read until {text}."
        raise UsageError(what, "Write --until 431, 94%, 15:40 or none.", {"--until": "94%"})
    return None if end >= loan.length else end


def place_of(loan: Loan, at: str | None, earlier: list[Loan], library: Library) -> float:
    """Return the start: as typed, else the place in another edition, else where reading stopped."""
    check_magazine(loan.format, {"--at": at})
    if not loan.has_end:
        return 0.0
    earlier = [each for each in earlier if each.has_end]
    for title in library.titles:
        if title.book.id == loan.book.id:
            if at is None:
                return title.position(loan)
            what = f"{title.book.title} is out already, and has its place."
            instead = command_line("log", title.loans[0].id, at)
            raise UsageError(what, f"Leave --at, and move the place with: {instead}")
    finished = [each.id for each in earlier if each.outcome is Outcome.FINISHED]
    left = tuple(each for each in earlier if each.id > max(finished, default=0))
    if left:
        loan = loan._replace(start=Title(loan.book, left).position(loan))
    if at is None:
        return loan.start
    return parse_position(at, loan.unit, loan.length, loan.start, loan.end, loan.id)


def confirmed_loan(loan: Loan, situation: Situation, anyway: bool) -> tuple[Loan, Decision]:
    """Ask about what looks odd; return the loan with its reason, and what the gate decides."""
    for question in _odd(loan, situation.library, situation.today):
        confirm_or_note(question)
    decision = ask_whether_it_fits(loan, situation, anyway=anyway)
    asks = loan.why is None and loan.has_end and decision.decision is not GateAnswer.OVER_CAP
    if asks and interactive():
        reason = ask_line("Why this one? (Enter to leave it open)")
        loan = loan._replace(why=checked_text(reason, "reason") if reason else None)
    return loan, decision


def _odd(loan: Loan, library: Library, today: date) -> Iterator[str]:
    """Yield a sentence for each thing about the loan that looks odd."""
    if loan.due < today:
        yield f"The due date was {distance_text(loan.due, today)}."
    if far := far_words(loan.due, today):
        yield far
    others = [title.book.title for title in library.titles if title.book.id != loan.book.id]
    like = very_like(loan.book.title, others)
    if like is not None:
        yield f"{like} is out already; {loan.book.title} is taken as another book."
    for other in (*library.loans, *library.magazines):
        if other.book.id == loan.book.id and other.format is loan.format:
            yield f"{loan_words(other)} is out already."


def check_out(
    store: Store,
    situation: Situation,
    loan: Loan,
    decision: Decision,
    *,
    anyway: bool,
    keep: bool = True,
    command: CommandLine,
    named: str = "add",
    as_json: bool = False,
) -> None:
    """Store the loan if the gate allows it, and print the report.

    `command` is the command line to repeat and `named` the name of the command in the JSON.
    `decision` was made before; inside the transaction only the cap is checked again.
    """
    today = situation.today
    loan = admitted(loan, situation, decision, command, loan.why if anyway else None)
    with store.command(f"check out {loan.book.title}", keep=keep):
        if not loan.book.id:  # another terminal may have brought the title in since
            found = store.book_called(loan.book.title, loan.book.authors, loan.book.isbn)
            loan = loan._replace(book=merged_book(found, loan.book))
        if not anyway:
            check_cap(loan, store, command)
        if loan.book.id:
            store.change(loan.book)
            for wish in store.wishes():  # what is out need not be remembered any more
                if wish.book.id == loan.book.id and wish.format.has_end == loan.has_end:
                    store.remove(wish)
        else:
            loan = loan._replace(book=loan.book._replace(id=store.add(loan.book)))
        loan = store.stored_loan(store.add_loan(loan))
        if not keep:
            situation = Situation(store.library(), today, store.now.instant)
    after = store.situation() if keep else situation
    show(
        named,
        lambda: checkout(loan, after, stored=keep),
        lambda: print_checkout(loan, after, stored=keep),
        as_json,
    )


def add_command(loan: Loan, at: str | None, today: date, usual_days: int) -> CommandLine:
    """Return the command that checks out exactly this loan."""
    length = {
        Unit.PAGES: ["--pages", str(loan.length)],
        Unit.SECONDS: ["--audio", precise_clock(loan.length)],
        Unit.PERCENT: ["--percent"],
    }[loan.unit] * loan.has_end
    usual = loan.checked_out + timedelta(days=usual_days)
    usual_format = Format.AUDIOBOOK if loan.unit is Unit.SECONDS else Format.EBOOK
    options = {
        "--format": loan.format if loan.format is not usual_format else None,
        "--on": loan.checked_out if loan.checked_out != today else None,
        "--due": loan.due if loan.due != usual else None,
        "--time": loan.due_time,
        "--library": loan.library,
        "--isbn": loan.book.isbn,
        "--speed": loan.speed if loan.speed != 1 else None,
        "--renewals-left": None if loan.renewals_left is None else str(loan.renewals_left),
        "--at": at,
        "--why": loan.why,
        "--until": None if loan.until is None else typed_position(loan.unit, loan.until),
    }
    words = [word for name in loan.book.authors for word in ("--author", name)] + length
    words += [word for name, value in options.items() if value for word in (name, str(value))]
    return CommandLine("add", (loan.book.title,), words)


def book_named(
    store: Store, title: str, authors: Sequence[str] | None = None, isbn: str | None = None
) -> Book:
    """Return the stored book of that title, its gaps filled; else a new book without a number."""
    names = tuple(checked_text(name, "name") for name in authors or ())
    typed = Book(0, checked_text(title, "title"), names, checked_isbn(isbn))
    return merged_book(store.book_called(typed.title, names, typed.isbn), typed)


def candidate(
    store: Store,
    situation: Situation,
    book: Book,
    wanted: CheckoutOptions,
    edition: Loan | None = None,
) -> Loan:
    """Return the wanted loan of the book, not stored yet.

    Its format, length and end are those of `edition`, if there is one. Else what was not typed
    comes from an earlier loan of the book, from an import, or from an answer at the terminal.
    """
    library, today = situation.library, situation.today
    check_magazine(wanted.kind, {**wanted.lengths, "--until": wanted.until, "--at": wanted.at})
    earlier = store.loans_of(book.id) if book.id else []
    start = parse_date(wanted.on, today, "lately")
    due = _due(start, wanted.due, wanted.days, library.settings.loan_days, today)
    loan = edition or edition_from_options(wanted, earlier, store.lengths(book.id))
    left = wanted.renewals_left
    loan = loan._replace(
        book=book,
        checked_out=start,
        due=due,
        due_time=checked_hour(wanted.time, loan.format),
        speed=checked_speed(wanted.speed),
        why=checked_text(wanted.why, "reason") if wanted.why else loan.why,
        library=checked_text(wanted.library, "library") if wanted.library else None,
        renewals_left=None if left is None else checked_renewals_left(left),
    )
    loan = with_end(loan, wanted.until, earlier if edition is None else [], library)
    return loan._replace(start=place_of(loan, wanted.at, earlier, library))


def _due(start: date, due: str | None, days: int | None, usual: int, today: date) -> date:
    at_most_one({"--days": days, "--due": due})
    if start > today:
        what = f"{start} has not come yet."
        raise UsageError(what, "Check a book out on the day you get it.", {"--on": "today"})
    if due is not None:
        day = parse_date(due, today, since=start)
        if day < start:
            what = f"Due {day} is before the checkout on {start}."
            raise UsageError(what, "Check both dates.", {"--due": start + timedelta(days=usual)})
        return day
    return start + timedelta(days=usual if days is None else checked_days(days))
