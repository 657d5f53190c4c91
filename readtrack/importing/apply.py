"""The records of a file into the store, a batch at a time, within the caller's command.

What a batch brings in is in the store when the next one is matched, so a file meets the same rules
as the store, and costs no memory. Every row is written with the triggers and the checks that any
other command has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from readtrack.importing.check import (
    Surroundings,
    copy_name,
    fault,
    length_of,
    loan_values,
    tells,
)
from readtrack.importing.holds import learn_hold
from readtrack.importing.learn import Learner, has_no_place
from readtrack.importing.loan_news import LoanNews
from readtrack.importing.loans import LoanMatcher, as_stored, begun_by
from readtrack.importing.merge import (
    Answers,
    Found,
    Matched,
    Merger,
    Unsure,
    merged_log,
    name_books,
)
from readtrack.importing.records import Item, Problem, Record, Skipped
from readtrack.importing.report import Tally
from readtrack.importing.titles import catalogued
from readtrack.importing.unchanged import unchanged
from readtrack.limits import LONGEST_TEXT
from readtrack.model import Format
from readtrack.store.sets import Draft, Sets, Shelved
from readtrack.store.store import Store

BATCH = 10_000

NO_PLACE = "a page counts only in a loan of that day whose number of pages is known"


def take_in(
    store: Store, items: Iterable[Item], answers: Answers, listed: Mapping[str, int]
) -> "Intake":
    """Match what a file says with what is stored, and add what is new, within a command."""
    around = Surroundings(store.now, timedelta(days=store.settings().loan_days))
    intake = Intake(store, around, answers, listed)
    intake.take(items)
    return intake


class Intake:
    """One file on its way into the store."""

    def __init__(
        self, store: Store, around: Surroundings, answers: Answers, listed: Mapping[str, int]
    ) -> None:
        self._store = store
        self._around = around
        self._sets = Sets(store.database)
        self._merger = Merger(self._sets, answers)
        self._loans = LoanMatcher(self._sets, around)
        self.tally = Tally(listed)

    @property
    def unsure(self) -> list[Unsure]:
        """What only a person can decide."""
        return self._merger.unsure

    def take(self, items: Iterable[Item]) -> None:
        """Match the records of a file and add what is new in them."""
        source = iter(items)
        while batch := list(islice(source, BATCH)):
            self._take(sorted(self._records(batch), key=_when))

    def _records(self, batch: Iterable[Item]) -> Iterator[Record]:
        """The records that can be taken; the others are reported."""
        for each in batch:
            item = catalogued(each) if isinstance(each, Record) else each
            if isinstance(item, Record):
                wrong = fault(item, self._around.now.today)
                if wrong is not None:
                    self.tally.tell("problem", item.where, item.title[:60], *wrong)
                    rest = item._replace(loan=None)  # a loan that cannot be costs only itself
                    if tells(rest) and fault(rest, self._around.now.today) is None:
                        yield rest
                elif tells(item):
                    yield item
                else:  # also of a book that is stored: a later row may be what makes it so
                    reason = "neither a loan nor a length, and nothing read"
                    self.tally.tell("skipped", item.where, item.title, reason)
            elif isinstance(item, Skipped):
                self._skip(item)
            elif isinstance(item, Problem):
                self.tally.tell("problem", item.where, item.excerpt, item.what, item.remedy)

    def _skip(self, item: Skipped) -> None:
        """Leave it out, but for a hold that is ready and whose book is on the shelf."""
        title, news = item.title[:LONGEST_TEXT], None
        if item.hold is not None and title:
            today = self._around.now.today
            news = learn_hold(self._store.database, title, item.hold, today)
        if news is None:
            self.tally.tell("skipped", item.where, title, item.reason)
        else:
            self.tally.tell("changed" if news else "unchanged", item.where, title, news)

    def _take(self, records: Sequence[Record]) -> None:
        """Match and apply a batch."""
        flags = unchanged(records, self._sets, self._around.now.today.isoformat())
        for record, is_same in zip(records, flags, strict=True):
            if is_same:
                self.tally.tell("unchanged", record.where, record.title)
        records = [each for each, is_same in zip(records, flags, strict=True) if not is_same]
        matched = []
        for record, found in zip(records, self._merger.books_of(records), strict=True):
            if isinstance(found, Unsure):
                others = " or ".join(title for title, _ in found.candidates)
                self.tally.tell("unsure", record.where, record.title, f"may be {others}")
            else:
                matched.append(Matched(record, found))
        self._load({each.found for each in matched})
        Batch(self._sets, self._loans, self._around, self.tally).apply(matched)

    def _load(self, books: Iterable[Found]) -> None:
        stored = {found.id: found for found in books if found.id}
        for number, shelved in self._sets.shelved(sorted(stored)).items():
            stored[number].shelved = shelved


class Batch:
    """Some records whose books are found, applied together."""

    def __init__(self, sets: Sets, loans: LoanMatcher, around: Surroundings, tally: Tally) -> None:
        self._sets = sets
        self._loans = loans
        self._around = around
        self._tally = tally
        self._learner = Learner(sets, around.now.today)
        self._news = LoanNews(sets, around.now.today)
        self._logs: dict[tuple[int, Format | None], str] = {}
        """What was new in the logs of a book and a format."""
        self._borrowed: list[int] = []
        """Wishes for books that are out now."""

    def apply(self, matched: Sequence[Matched]) -> None:
        """Work out what is new, write it, and report it.

        Names come first, then loans, then what was read in them, then what became of older loans.
        """
        going_on = [each for each in matched if each.record.later is not None]
        matched = [each for each in matched if each.record.later is None]
        self._loans.expect(each.record for each in matched)
        names = name_books(self._sets, matched)
        is_new = {each.found: not each.found.id for each in matched}
        loans = [self._take_loan(each) for each in matched]
        lengths = [self._learner.add_length(each.record, each.shelved) for each in matched]
        self._take_logs(matched)
        for each, name, loan, length in zip(matched, names, loans, lengths, strict=True):
            self._report(each, "" if is_new[each.found] else name, loan, length)
        for each in going_on:
            self._go_on(each)
        self._write()

    def _take_loan(self, each: Matched) -> tuple[str, str, Draft | None]:
        """State and words of what a record tells of a loan, and the loan if it is stored."""
        record = each.record
        if record.loan is None:
            return "unchanged", "", None
        stored = self._loans.loan_of(record, each.shelved)
        if stored is None:
            return "new", self._new_loan(record, each.shelved), None
        changed = self._news.change(record, stored, each.shelved)
        length = length_of(record, Format(str(stored["format"])))
        if length and stored["ended"] is None and self._learner.count(stored, *length):
            changed = ", ".join(filter(None, (changed, "its length")))
        return ("changed" if changed else "unchanged"), changed, stored

    def _go_on(self, each: Matched) -> None:
        """Take over how a loan went on, where it is stored."""
        record, later = each.record, each.record.later
        assert later is not None
        loan = begun_by(later.day, record, each.found.shelved)
        if loan is None:
            reason = f"{later.what}, but not borrowed in this file"
            self._tally.tell("skipped", record.where, record.title, reason)
            return
        record = record._replace(loan=later.completed(as_stored(loan), *later.values), later=None)
        changed = self._news.change(record, loan, each.shelved, is_renewed=False)
        state = "changed" if changed else "unchanged"
        self._tally.tell(state, record.where, record.title, changed)

    def _new_loan(self, record: Record, shelved: Shelved) -> str:
        length = self._learner.length(record, shelved)
        values = loan_values(record, shelved.book.id, length, self._around)
        loan = self._sets.add("loans", values)
        shelved.add_loan(loan)
        self._loans.remember_new(record, loan)
        assert record.loan is not None
        words = [_due_words(values)]
        if copy := copy_name(record.loan):
            words += ["the one before it ended"] * self._end_of_copy(loan, copy, shelved)
            shelved.copies[loan.id] = copy
            self._sets.add("copies", {"loan_id": loan.id, "name": copy})
        if not shelved.book.is_new and (wish := self._wish_for(loan)):
            self._borrowed.append(wish)
            words.append("off the shelf")
        return ", ".join(words)

    def _end_of_copy(self, loan: Draft, copy: str, shelved: Shelved) -> bool:
        """End the earlier of two loans of one copy: it was returned before the next one began.

        Return True if the new loan ended another one.
        """
        if loan["checkout_estimated"] or copy.startswith("uid:"):
            return False
        ended = False
        for each in shelved.loans:
            if each is loan or shelved.copies.get(each.id) != copy or each["checkout_estimated"]:
                continue
            first, last = sorted((each, loan), key=lambda one: str(one["checked_out"]))
            if first["ended"] is None and first["checked_out"] != last["checked_out"]:
                read = (str(entry["day"]) for entry in shelved.progress.get(first.id, ()))
                day = max((str(last["checked_out"]), *read))
                end = {"ended": day, "ending": "returned", "outcome": "unfinished"}
                self._sets.change(first, end)
                self._news.ended.add(first.id)
                ended |= last is loan
        return ended

    def _wish_for(self, loan: Draft) -> int | None:
        """Return the wish that a loan fulfils, which is out and not overdue."""
        if loan["ended"] is not None or str(loan["due"]) < self._around.now.today.isoformat():
            return None
        return self._sets.wishes.get((int(str(loan["book_id"])), str(loan["format"])))

    def _take_logs(self, matched: Iterable[Matched]) -> None:
        """Take the logs of each book and format as one: a book may be in several files."""
        logs: dict[tuple[int, Format | None], list[Matched]] = defaultdict(list)
        for each in matched:
            if each.record.log:
                logs[each.log_of].append(each)
        for key, records in logs.items():
            log = merged_log(each.record.log for each in records)
            self._logs[key] = self._learner.add_log(key[1], log, records[0].shelved)

    def _report(
        self, each: Matched, name: str, loan: tuple[str, str, Draft | None], length: str
    ) -> None:
        record, (state, changed, stored) = each.record, loan
        if state == "new" and not (length or record.log or record.past):
            self._tally.tell(state, record.where, record.title, changed)
            return
        learnt = [length]
        if record.log:
            learnt.append(self._logs[each.log_of])
        past = [
            self._learner.add_past(record.format, reading, each.shelved) for reading in record.past
        ]
        learnt += ["read before"] * any(past)
        learnt = list(filter(None, learnt))
        if learnt and state == "unchanged":
            state = "new"
        if name and state == "unchanged":
            state = "changed"
        is_unused = record.log and not self._logs[each.log_of]
        if is_unused and has_no_place(record.format, record.log, each.shelved):
            if state == "unchanged":
                self._tally.tell("skipped", record.where, record.title, NO_PLACE)
                return
            name = ", ".join(filter(None, (name, NO_PLACE)))
        if state == "unchanged" and stored and (due := self._news.due_not_taken(record, stored)):
            reason = f"due {due} is not taken, {stored['due']} is newer"
            remedy = f"If it is right: readtrack edit {stored.id} --due {due}"
            self._tally.tell("skipped", record.where, record.title, reason, remedy)
            return
        words = [changed, *learnt] if state == "new" else [changed, *learnt, name]
        self._tally.tell(state, record.where, record.title, ", ".join(filter(None, words)))

    def _write(self) -> None:
        """Write the batch, then what follows from it."""
        self._sets.write()
        for loan, (unit, length) in self._learner.counted.items():
            self._sets.count_in(loan, unit, length)
        if self._learner.read:
            self._sets.note_finished(self._learner.read)
        if self._news.ended:
            self._sets.note_read_through(self._news.ended)
        self._sets.forget(self._borrowed)


def _due_words(loan: Mapping[str, object]) -> str:
    """`due 2026-03-24` of a new loan, `out 2026-02-01 to 2026-02-20` of one that is over."""
    if loan["ended"]:
        return f"out {loan['checked_out']} to {loan['ended']}"
    return f"due {'~' if loan['estimated'] else ''}{loan['due']}"


def _when(record: Record) -> tuple[date, date]:
    """Return the sort key of records: by checkout, then by due date, whatever the file's order.

    So of two rows of one loan the one with the later due date, which is newer, stands.
    """
    loan = record.loan
    if loan is None:
        return date.max, date.max
    return loan.checked_out or loan.due or date.max, loan.due or date.min
