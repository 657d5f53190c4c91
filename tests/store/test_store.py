"""The rules that the file itself keeps, what a failed command leaves, and a notebook's view."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from psycopg2 import DataError
from sqlmodel import Session, col, create_engine, select

from readtrack.errors import ReadtrackError, StoreError
from readtrack.library import Aside, Away, Routine, Snooze, Wish
from readtrack.model import Book, Ending, Format, Kind, Loan, Now, Outcome, Unit
from readtrack.stamp import stamp_of
from readtrack.store import own_tables, tables
from readtrack.store.backup import copy_of
from readtrack.store.cache import MOST, cache_answer
from readtrack.store.database import HASTE, connect
from readtrack.store.store import Store
from tests.servers import REFUSALS, copied, on_file, only_on_files, where
from tests.slow import few

from .contents import contents, done, everything, outside, rows, run, shell, unchanged

DAY = "2026-03-02"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture(scope="module")
def made(_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Emma, 300 pages and read to 120; Persuasion, 8:20 of audio; a renewal of the first."""
    db = tmp_path_factory.mktemp("made") / "store.db"
    done(db, DAY, "add", "Emma", "--author", "Jane Austen", "--pages", "300", "--why", "a gift")
    done(db, DAY, "add", "Persuasion", "--audio", "8:20")
    done(db, DAY, "log", "1", "120", "--minutes", "70")
    done(db, DAY, "renew", "1")
    return db


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Path:
    """A copy of `made` for one test."""
    return copied(made, tmp_path)


def now(moment: str) -> Now:
    instant = datetime.fromisoformat(moment).astimezone()
    return Now(instant.date(), instant)


@pytest.fixture
def opened(held: Path) -> Iterator[Store]:
    with Store.open(where(held), now("2026-03-02T12:00")) as store:
        yield store


# What the file refuses, whoever writes

NEW_LOAN = (
    "INSERT INTO loans (book_id, format, unit, length, checked_out, due, start, speed) "
    "VALUES (1, 'ebook', 'pages', 300, '2026-03-02', '2026-03-23', 0, 1)"
)
NEW_PROGRESS = "INSERT INTO progress (loan_id, day, position) VALUES (1, '2026-03-03', 130)"
NEW_RENEWAL = (
    "INSERT INTO renewals (loan_id, day, due_before, due_after) "
    "VALUES (1, '2026-03-03', '2026-03-23', '2026-04-13')"
)
NEW_BOOK = "INSERT INTO books (title, key, authors) VALUES ('Villette', 'villette', '[]')"

NEW_ROUTINE = (
    "INSERT INTO routines (name, minutes, weekdays, kind, since) "
    "VALUES ('commute', 40, 'mon,fri', 'either', '2026-03-02')"
)
NEW_AWAY = "INSERT INTO away (first, last) VALUES ('2026-04-03', '2026-04-06')"
NEW_ASIDE = "INSERT INTO asides (day, minutes, what) VALUES ('2026-03-02', 25, NULL)"
NEW_WISH = (
    "INSERT INTO wishes (book_id, format, unit, length, days, why, ready) "
    "VALUES (1, 'print', 'pages', 300, 21, NULL, '2026-05-04')"
)
NEW = {
    "a loan": NEW_LOAN,
    "progress": NEW_PROGRESS,
    "a renewal": NEW_RENEWAL,
    "a book": NEW_BOOK,
    "a routine": NEW_ROUTINE,
    "a routine of a minute": NEW_ROUTINE.replace("40", "1"),
    "a routine of a day": NEW_ROUTINE.replace("40", "1440"),
    "days away": NEW_AWAY,
    "a day away": NEW_AWAY.replace("04-06", "04-03"),
    "other reading": NEW_ASIDE,
    "a wish": NEW_WISH,
    "a wish of no known length": NEW_WISH.replace("'pages', 300", "'percent', 100"),
    "a wish without a term": NEW_WISH.replace("21", "NULL").replace("'2026-05-04'", "NULL"),
}


@pytest.mark.parametrize("statement", NEW.values(), ids=NEW)
def test_the_rows_that_the_refused_ones_differ_from_are_taken(held: Path, statement: str) -> None:
    outside(held, "PRAGMA foreign_keys = ON", statement)


REFUSED = {
    "a length of 0": (NEW_LOAN.replace("300", "0"), "length_positive"),
    "a length below 0": (NEW_LOAN.replace("300", "-5"), "length_positive"),
    "a length changed to 0": ("UPDATE loans SET length = 0 WHERE id = 2", "length_positive"),
    "a start below 0": ("UPDATE loans SET start = -1 WHERE id = 1", "start_within_length"),
    "a start past the length": ("UPDATE loans SET start = 301 WHERE id = 1", "start_within_length"),
    "a start with three decimals": ("UPDATE loans SET start = 1.005 WHERE id = 1", "two_decimals"),
    "due before the checkout": (NEW_LOAN.replace("03-23", "03-01"), "due_after_checked_out"),
    "due moved before the checkout": (
        "UPDATE loans SET due = '2026-03-01' WHERE id = 1",
        "due_after_checked_out",
    ),
    "due on the thirtieth of February": (NEW_LOAN.replace("2026-03-23", "2027-02-30"), "due_is_a"),
    "due on no leap day": (NEW_LOAN.replace("2026-03-23", "2027-02-29"), "due_is_a_day"),
    "a checkout on a day without zeros": (NEW_LOAN.replace("2026-03-02", "2026-3-2"), "is_a_day"),
    "a checkout at a moment": (NEW_LOAN.replace("03-02", "03-02 12:00"), "checked_out_is_a_day"),
    "renewable on no day": ("UPDATE loans SET renewable_on = 'soon' WHERE id = 1", "renewable_on"),
    "an hour past midnight": ("UPDATE loans SET due_time = '24:05' WHERE id = 1", "due_time"),
    "an hour without a zero": ("UPDATE loans SET due_time = '9:05' WHERE id = 1", "due_time"),
    "an hour in words": ("UPDATE loans SET due_time = 'noon' WHERE id = 1", "due_time"),
    "a speed of 0": ("UPDATE loans SET speed = 0 WHERE id = 1", "speed_possible"),
    "a speed of 6": ("UPDATE loans SET speed = 6 WHERE id = 1", "speed_possible"),
    "a format that is none": (NEW_LOAN.replace("ebook", "vinyl"), "format_known"),
    "a unit that is none": (NEW_LOAN.replace("pages", "words"), "unit_known"),
    "percent of 300": (NEW_LOAN.replace("pages", "percent"), "percent_of_100"),
    "an ending that is none": (
        "UPDATE loans SET ended = '2026-03-03', ending = 'lost', outcome = 'finished' WHERE id = 1",
        "ending_known",
    ),
    "an outcome that is none": (
        "UPDATE loans SET ended = '2026-03-03', ending = 'returned', outcome = 'x' WHERE id = 1",
        "outcome_known",
    ),
    "ended without an ending": (
        "UPDATE loans SET ended = '2026-03-03' WHERE id = 1",
        "ended_whole",
    ),
    "an outcome without an end": ("UPDATE loans SET outcome = 'finished'", "ended_whole"),
    "ended on no day": (
        "UPDATE loans SET ended = '2026-02-30', ending = 'returned', outcome = 'finished'",
        "ended_is_a_day",
    ),
    "a loan of no book": (NEW_LOAN.replace("(1,", "(99,"), "FOREIGN KEY"),
    "a position below 0": (NEW_PROGRESS.replace("130", "-1"), "position_not_negative"),
    "a position past the length": (NEW_PROGRESS.replace("130", "300.5"), "past the end"),
    "a position moved past the length": ("UPDATE progress SET position = 301", "past the end"),
    "a position with three decimals": (NEW_PROGRESS.replace("130", "12.345"), "two_decimals"),
    "no minutes": ("UPDATE progress SET minutes = 0", "minutes_of_a_day"),
    "more minutes than a day has": ("UPDATE progress SET minutes = 1441", "minutes_of_a_day"),
    "progress on no day": (NEW_PROGRESS.replace("03-03", "02-30"), "day_is_a_day"),
    "progress in no loan": (NEW_PROGRESS.replace("(1,", "(99,"), "FOREIGN KEY"),
    "a length before a logged position": (
        "UPDATE loans SET length = 119 WHERE id = 1",
        "length before a logged position",
    ),
    "a shorter loan in the place of one with a log": (
        "INSERT OR REPLACE INTO loans "
        "(id, book_id, format, unit, length, checked_out, due, start, speed) "
        "VALUES (1, 1, 'ebook', 'pages', 119, '2026-03-02', '2026-03-23', 0, 1)",
        "length before a logged position",
    ),
    "a renewal on no day": (NEW_RENEWAL.replace("03-03", "02-30"), "day_is_a_day"),
    "a renewal from no day": (NEW_RENEWAL.replace("03-23", "02-30"), "due_before_is_a_day"),
    "a renewal to no day": (NEW_RENEWAL.replace("04-13", "04-31"), "due_after_is_a_day"),
    "a renewal of no loan": (NEW_RENEWAL.replace("(1,", "(99,"), "FOREIGN KEY"),
    "a title of nothing": ("UPDATE books SET title = ''", "title_not_empty"),
    "authors that are no JSON": ("UPDATE books SET authors = 'Jane'", "authors_are_a_list"),
    "a book taken from under its loans": ("DELETE FROM books WHERE id = 1", "FOREIGN KEY"),
    "a loan taken from under its log": ("DELETE FROM loans WHERE id = 1", "FOREIGN KEY"),
    "a routine without a name": (NEW_ROUTINE.replace("commute", ""), "name_not_empty"),
    "a routine of no minutes": (NEW_ROUTINE.replace("40", "0"), "minutes_of_a_day"),
    "a routine longer than a day": (NEW_ROUTINE.replace("40", "1441"), "minutes_of_a_day"),
    "a routine of half a minute": (NEW_ROUTINE.replace("40", "0.5"), "REAL value in INTEGER"),
    "a routine on no weekday": (NEW_ROUTINE.replace("mon,fri", ""), "some_weekday"),
    "a routine for a kind that is none": (NEW_ROUTINE.replace("either", "video"), "kind_known"),
    "a routine since no day": (NEW_ROUTINE.replace("2026-03-02", "2026-02-29"), "since_is_a_day"),
    "a routine since a moment": (NEW_ROUTINE.replace("03-02", "03-02T12:00"), "since_is_a_day"),
    "away from no day": (NEW_AWAY.replace("04-03", "3-3"), "first_is_a_day"),
    "away through no day": (NEW_AWAY.replace("04-06", "04-31"), "last_is_a_day"),
    "away until before it begins": (NEW_AWAY.replace("04-06", "04-02"), "last_after_first"),
    "away without an end": (NEW_AWAY.replace("'2026-04-06'", "NULL"), "NOT NULL"),
    "other reading on no day": (NEW_ASIDE.replace("03-02", "02-30"), "day_is_a_day"),
    "other reading of no minutes": (NEW_ASIDE.replace("25", "0"), "minutes_of_a_day"),
    "other reading past a day": (NEW_ASIDE.replace("25", "1441"), "minutes_of_a_day"),
    "a wish for a format that is none": (NEW_WISH.replace("print", "vinyl"), "format_known"),
    "a wish in a unit that is none": (NEW_WISH.replace("pages", "words"), "unit_known"),
    "a wish of no length": (NEW_WISH.replace("300", "0"), "length_positive"),
    "a wish for percent of 300": (NEW_WISH.replace("pages", "percent"), "percent_of_100"),
    "a wish for no days": (NEW_WISH.replace("21", "0"), "days_positive"),
    "a wish ready on no day": (NEW_WISH.replace("05-04", "02-30"), "ready_is_a_day"),
    "a wish for no book": (NEW_WISH.replace("(1,", "(99,"), "FOREIGN KEY"),
    "a setting of no day": (
        "INSERT INTO settings VALUES ('cap', '3', '2026-02-30')",
        "since_is_a_day",
    ),
    "a length that is a word": ("UPDATE loans SET length = 'long' WHERE id = 2", "TEXT value in"),
}

FORGIVEN = ("2026-3-2", "3-3", "03-02 12:00", "03-02T12:00", "0.5")
"""Days and numbers that PostgreSQL rounds to what its types hold."""


@pytest.mark.parametrize(("statement", "why"), REFUSED.values(), ids=REFUSED)
def test_the_file_refuses(held: Path, statement: str, why: str) -> None:
    if not on_file() and any(sign in statement for sign in FORGIVEN):
        pytest.skip("it is taken for the day, or the number, that it is")
    only_on_files(statement)
    before = everything(held)
    with shell(held) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(REFUSALS) as refused:
            connection.execute(statement)
    if not isinstance(refused.value, DataError):  # of what is no date, say
        assert why.lower() in str(refused.value).replace("-", " ").lower()
    assert everything(held) == before, "and nothing of it is in the journal"


def test_progress_cannot_move_to_a_loan_that_is_shorter(held: Path) -> None:
    done(held, DAY, "config", "cap", "3")
    done(held, DAY, "add", "Carmilla", "--pages", "100")
    with pytest.raises(REFUSALS, match="past the end"):
        outside(held, "UPDATE progress SET loan_id = 3")


def test_a_length_may_shrink_to_the_furthest_logged_position(held: Path) -> None:
    outside(held, "UPDATE loans SET length = 120 WHERE id = 1")
    assert rows(held, "SELECT length FROM loans WHERE id = 1") == [(120,)]


def test_an_open_store_keeps_foreign_keys(opened: Store, held: Path) -> None:
    nowhere, begin, end = Book(99, "nowhere"), date(2026, 3, 2), date(2026, 3, 23)
    loan = Loan(0, nowhere, Format.EBOOK, Unit.PAGES, 300, begin, end)
    refused = pytest.raises(ReadtrackError, match="it belongs to something")
    with unchanged(held), refused, opened.command("add"):
        opened.add_loan(loan)


# What is kept comes back


def test_a_loan_comes_back_as_it_was_kept(held: Path, opened: Store) -> None:
    loan = Loan(
        id=0,
        book=Book(1, "Emma", ("Jane Austen",)),
        format=Format.AUDIOBOOK,
        unit=Unit.SECONDS,
        length=28_620,
        checked_out=date(2026, 2, 28),
        due=date(2026, 3, 21),
        due_time="14:05",
        start=60.0,
        speed=1.25,
        why="für die Fahrt — [red]x[/red]\x1b[31m",
        library="Mitte",
        override="promised",
        renewable_on=date(2026, 3, 18),
    )
    with opened.command("add"):
        number = opened.add_loan(loan)
    kept = opened.loan(number)
    assert kept is not None
    assert kept == loan._replace(id=number, reached=kept.reached)


def test_a_loan_carries_its_log_by_day_and_its_renewals(opened: Store, held: Path) -> None:
    done(held, "2026-03-05", "log", "1", "200")
    done(held, "2026-03-05", "log", "1", "150", "--on", "2026-03-04")
    loan = opened.loan(1)
    assert loan is not None
    assert [(entry.day.day, entry.position, entry.minutes) for entry in loan.entries] == [
        (2, 120, 70),
        (4, 150, None),
        (5, 200, None),
    ]
    assert loan.renewals == 1
    (renewal,) = opened.renewals(1)
    assert (renewal.day, renewal.due_before, renewal.due_after) == (
        date(2026, 3, 2),
        date(2026, 3, 23),
        date(2026, 4, 13),
    )


@pytest.mark.parametrize("size", few([501, 1, 499, 500, 1003]))
def test_every_log_is_read_however_many_loans_there_are(
    opened: Store, held: Path, size: int
) -> None:
    loan = opened.loan(1)
    assert loan is not None
    with opened.command("many"):
        for position in range(size):
            opened.add_progress(opened.add_loan(loan), loan.checked_out, position % 300, None)
    found = [each for each in opened.library().loans if each.id > 2]
    assert [each.entries[0].position for each in found] == [n % 300 for n in range(size)]


COMMUTE = Routine(0, "commute", 40, frozenset(range(5)), Kind.EITHER, date(2026, 3, 2))
BED = Routine(0, "bed — [red]x[/red]", 1440, frozenset({6}), Kind.TEXT, date(2026, 2, 28))
EMMA = Book(1, "Emma", ("Jane Austen",))
WISHES = (
    Wish(0, EMMA, Format.PRINT, Unit.PAGES, 459, 28, "für später", date(2026, 5, 4)),
    Wish(0, Book(2, "Persuasion"), Format.AUDIOBOOK, Unit.SECONDS, 28_620),
    Wish(0, EMMA, Format.EBOOK, Unit.PERCENT, 100, why="again"),
)


def test_routines_come_back_as_they_were_kept_in_the_order_they_were_named(opened: Store) -> None:
    with opened.command("routines"):
        numbers = [opened.add(routine) for routine in (COMMUTE, BED)]
    commute, bed = (each._replace(id=n) for each, n in zip((COMMUTE, BED), numbers, strict=True))
    assert opened.routines() == opened.library().routines == (commute, bed)
    changed = commute._replace(name="train", minutes=1, kind=Kind.AUDIO, since=date(2026, 3, 5))
    with opened.command("change"):
        opened.change(changed)
    assert opened.routines() == (changed, bed)
    with opened.command("drop"):
        opened.remove(changed)
    assert opened.routines() == (bed,)


@pytest.mark.parametrize("weekdays", [{0}, {6}, {1, 3, 5}, set(range(7))], ids=str)
def test_every_set_of_weekdays_comes_back(opened: Store, weekdays: set[int]) -> None:
    with opened.command("routine"):
        opened.add(COMMUTE._replace(weekdays=frozenset(weekdays)))
    assert [routine.weekdays for routine in opened.routines()] == [weekdays]


def test_a_weekday_that_nobody_knows_is_left_out_and_commands_go_on(held: Path) -> None:
    outside(held, NEW_ROUTINE.replace("mon,fri", "mon,someday"))
    outside(held, NEW_ROUTINE.replace("mon,fri", "someday"))
    with Store.open(where(held), now("2026-03-02T12:00")) as store:
        assert [routine.weekdays for routine in store.routines()] == [{0}, frozenset()]
    for words in ("pace", "due", "routine", "prompt"):
        done(held, DAY, *words.split())


def test_days_away_come_back_earliest_first(opened: Store) -> None:
    stretches = [
        (date(2026, 7, 1), date(2026, 7, 14)),
        (date(2026, 4, 3), date(2026, 4, 3)),
        (date(2026, 4, 3), date(2026, 4, 6)),
    ]
    with opened.command("away"):
        numbers = [opened.add(Away(0, *stretch)) for stretch in stretches]
    late, day, easter = (Away(n, *each) for n, each in zip(numbers, stretches, strict=True))
    assert opened.away() == opened.library().away == (day, easter, late)
    with opened.command("back"):
        opened.remove(easter)
    assert opened.away() == (day, late)


def test_other_reading_comes_back_oldest_first_and_the_library_has_that_of_four_weeks(
    opened: Store,
) -> None:
    today = opened.now.today
    ages = {0: None, 28: "New Yorker", 29: "too old", 1: "a\x1b[31m"}
    with opened.command("aside"):
        kept = [Aside(0, today - timedelta(days=age), 20 + age, what) for age, what in ages.items()]
        kept = [aside._replace(id=opened.add(aside)) for aside in kept]
    now_, month, older, yesterday = kept
    assert opened.asides(date(2026, 1, 1)) == (older, month, yesterday, now_)
    assert opened.asides(today) == (now_,)
    assert opened.library().asides == (month, yesterday, now_)
    with opened.command("drop"):
        opened.remove(month)
    assert opened.library().asides == (yesterday, now_)


def test_wishes_come_back_as_they_were_kept_in_the_order_of_the_shelf(opened: Store) -> None:
    with opened.command("later"):
        numbers = [opened.add(wish) for wish in WISHES]
    wishes = [wish._replace(id=n) for wish, n in zip(WISHES, numbers, strict=True)]
    assert list(opened.wishes()) == wishes
    with opened.command("drop"):
        opened.remove(wishes[0])
    assert list(opened.wishes()) == wishes[1:]
    with opened.command("last"):
        opened.add(wishes[0])
    assert [wish.why for wish in opened.wishes()] == [None, "again", "für später"]


def test_each_thing_is_removed_from_its_own_table(opened: Store, held: Path) -> None:
    day = date(2026, 3, 2)
    with opened.command("some with one number"):
        numbers = {
            opened.add(COMMUTE),
            opened.add(Away(0, day, day)),
            opened.add(Aside(0, day, 20)),
            opened.add(WISHES[0]),
        }
    assert numbers == {1}
    with opened.command("and a snooze"):
        opened.snooze(1, day)
    full, left = contents(held), {"routines", "away", "asides", "wishes", "snoozes"}
    things: list[tuple[str, tuple[Routine | Away | Aside | Wish | Snooze, ...]]] = [
        ("routines", opened.routines()),
        ("away", opened.away()),
        ("asides", opened.asides(day)),
        ("wishes", opened.wishes()),
        ("snoozes", opened.snoozed()),
    ]
    for relation, (thing,) in things:
        with opened.command("remove"):
            opened.remove(thing)
        left.discard(relation)
        assert contents(held) == {
            name: full[name] if name in left or name in UNTOUCHED else [] for name in full
        }


UNTOUCHED = ("books", "loans", "renewals", "progress")


def test_a_book_is_not_taken_from_under_its_wish(held: Path) -> None:
    outside(held, NEW_BOOK, NEW_WISH.replace("(1,", "(3,"))
    with pytest.raises(REFUSALS, match=r"(?i)foreign key"):
        outside(held, "PRAGMA foreign_keys = ON", "DELETE FROM books WHERE id = 3")


# Answers

ANSWERS = "SELECT question, stamp, text, note FROM answers ORDER BY id"

AT = ("2026-03-02", "2026-03-02 12:00")


def stamp(db: Path) -> str:
    with connect(where(db)) as database:
        return stamp_of(database.run, AT)


def test_an_answer_takes_the_place_of_the_one_to_the_same_question(
    opened: Store, held: Path
) -> None:
    now = stamp(held)
    for text in ("Dune", "Emma"):
        cache_answer(opened.database, "prompt", AT, now, text, "")
    cache_answer(opened.database, "pace", AT, now, "", "note")
    assert rows(held, ANSWERS) == [("prompt", now, "Emma", ""), ("pace", now, "", "note")]


def test_an_answer_of_another_moment_is_not_kept(opened: Store, held: Path) -> None:
    cache_answer(opened.database, "prompt", AT, "another", "Dune", "")
    assert rows(held, ANSWERS) == []


def test_the_oldest_answers_go(opened: Store, held: Path) -> None:
    now = stamp(held)
    for number in range(MOST + 7):
        cache_answer(opened.database, f"question {number}", AT, now, "text", "")
    assert [row[0] for row in rows(held, ANSWERS)] == [f"question {n}" for n in range(7, MOST + 7)]


@pytest.mark.files
def test_an_answer_is_no_change_and_in_no_backup(opened: Store, held: Path) -> None:
    with unchanged(held):
        cache_answer(opened.database, "prompt", AT, stamp(held), "Dune: 12 p. to go, 21 d", "")
    with copy_of(str(held)) as copy:
        assert rows(copy, ANSWERS) == []


def test_nobody_waits_to_keep_an_answer(opened: Store, held: Path) -> None:
    now = stamp(held)
    with shell(held) as writer:
        writer.execute("BEGIN IMMEDIATE")
        begin = monotonic()
        opened.database.wait(HASTE)
        with pytest.raises(StoreError, match="is writing"):
            cache_answer(opened.database, "prompt", AT, now, "Dune: 12 p. to go, 21 d", "")
        assert monotonic() - begin < 2, "the patience of a command is 10 seconds"
        writer.execute("ROLLBACK")
    assert rows(held, ANSWERS) == []
    with opened.command("and the store is in use"):
        opened.set("cap", "9")


# Digital loans that lapse


def out(db: Path, moment: str) -> list[int]:
    with Store.open(where(db), now(moment)) as store:
        return [loan.id for loan in store.loans()]


def test_a_lapsed_digital_loan_is_derived_by_looking_and_nothing_is_written(held: Path) -> None:
    done(held, DAY, "config", "cap", "5")
    done(held, DAY, "add", "Villette", "--pages", "500", "--format", "print")
    before = everything(held)
    after = "2026-03-24"  # Persuasion was due the day before
    for words in ("", "pace", "due", "list", "list --all", "show 2", "config", "undo --list"):
        done(held, after, *words.split())
        done(held, after, *words.split(), "--json")
    with Store.open(where(held), now(f"{after}T00:00")) as store:
        lapsed = store.loan(2)
        assert [loan.id for loan in store.loans()] == [3, 1]
        assert [loan.id for loan in store.loans(past=True)] == [2]
        assert [title.loans[0].id for title in store.library().expired] == [2]
        assert [title.book.id for title in store.library().titles] == [3, 1]
    assert lapsed is not None
    assert (lapsed.ended, lapsed.ending, lapsed.outcome) == (
        date(2026, 3, 23),
        Ending.EXPIRED,
        Outcome.UNFINISHED,
    )
    assert everything(held) == before


def test_a_lapsed_digital_loan_is_settled_by_the_next_command_that_writes(held: Path) -> None:
    before = contents(held)
    done(held, "2026-03-24", "log", "emma", "130")
    ended = "SELECT ended, ending, outcome FROM loans WHERE id = 2"
    assert rows(held, ended) == [("2026-03-23", "expired", "unfinished")]
    done(held, "2026-03-24", "undo")
    assert contents(held) == before


def test_a_lapsed_loan_read_to_the_end_is_settled_as_finished(held: Path) -> None:
    done(held, DAY, "log", "2", "end")
    done(held, "2026-03-24", "config", "cap", "3")
    assert rows(held, "SELECT ending, outcome FROM loans WHERE id = 2") == [("expired", "finished")]


def test_a_lapsed_loan_frees_its_slot_in_the_same_command(held: Path) -> None:
    assert run(held, "2026-03-23", "add", "Villette", "--pages", "500").code == 3
    done(held, "2026-03-24", "add", "Villette", "--pages", "500")
    found = rows(held, "SELECT title FROM checkouts_out ORDER BY id")
    assert found == [("Emma",), ("Villette",)]


def test_a_print_loan_never_lapses(held: Path) -> None:
    outside(held, "UPDATE loans SET format = 'print', unit = 'pages' WHERE id = 2")
    done(held, "2026-04-10", "log", "emma", "130")
    assert 2 in out(held, "2026-04-10T12:00")
    assert rows(held, "SELECT ended FROM loans WHERE id = 2") == [(None,)]


def test_a_digital_loan_with_a_time_is_gone_at_that_minute(held: Path) -> None:
    done(held, DAY, "edit", "2", "--time", "14:05")
    assert out(held, "2026-03-23T14:04") == [2, 1]
    assert out(held, "2026-03-23T14:05") == [1]


def test_a_digital_loan_without_a_time_is_there_until_the_end_of_the_day(held: Path) -> None:
    assert out(held, "2026-03-23T23:59") == [2, 1]
    assert out(held, "2026-03-24T00:00") == [1]


# What does not stay


def test_a_command_that_the_gate_refuses_leaves_nothing(held: Path) -> None:
    with unchanged(held):
        assert run(held, DAY, "add", "Villette", "--pages", "500").code == 3


def test_a_refused_command_leaves_even_a_lapsed_loan_unsettled(held: Path) -> None:
    done(held, DAY, "config", "cap", "1")
    with unchanged(held):
        assert run(held, "2026-03-24", "add", "Villette", "--pages", "500").code == 3


def test_a_refused_command_leaves_a_change_from_outside_for_the_next_one(held: Path) -> None:
    changed = contents(held)
    outside(held, "UPDATE loans SET why = 'curious' WHERE id = 1")
    with unchanged(held):
        assert run(held, DAY, "add", "Villette", "--pages", "500").code == 3
    done(held, DAY, "undo")
    assert contents(held) == changed


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["log", "emma", "301"], 2),
        (["log", "nothing like it", "20"], 4),
        (["log", "emma", "20", "--minutes", "2000"], 2),
        (["add", "Villette", "--pages", "0"], 2),
        (["add", "Villette", "--pages", "300", "--anyway"], 2),
        (["add", "Villette", "--pages", "300", "--due", "03/04/2026"], 2),
        (["edit", "emma", "--pages", "100"], 2),
        (["edit", "emma", "--entry", "99", "--remove"], 2),
        (["edit", "emma", "--due", "2026-03-01"], 2),
        (["renew", "emma", "--due", "2026-03-03"], 2),
        (["return", "emma", "--on", "2026-03-01"], 2),
        (["config", "cap", "0"], 2),
        (["config", "rest_days", "mon,tue,wed,thu,fri,sat,sun"], 2),
        (["config", "colour", "red"], 2),
        (["undo", "--redo"], 1),
        (["no-such-command"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_command_that_fails_leaves_nothing(held: Path, words: list[str], code: int) -> None:
    with unchanged(held):
        assert run(held, DAY, *words).code == code


@pytest.mark.parametrize("error", [ReadtrackError("no"), KeyboardInterrupt(), OSError("no")])
def test_a_command_that_breaks_off_after_its_insert_leaves_nothing(
    db: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    done(db, DAY, "add", "Emma", "--pages", "300")
    with unchanged(db):
        keep = Store.add_loan

        def break_off(store: Store, loan: Loan) -> None:
            keep(store, loan)
            assert len(contents(db)["loans"]) == 1, "others do not see it yet"
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(Store, "add_loan", break_off)
            assert run(db, DAY, "add", "Villette", "--pages", "500").code != 0
    done(db, DAY, "add", "Villette", "--pages", "500")


def test_an_error_within_an_open_command_leaves_nothing(opened: Store, held: Path) -> None:
    with unchanged(held):

        def break_off() -> None:
            with opened.command("half"):
                opened.add_progress(1, date(2026, 3, 3), 130, None)
                opened.set("cap", "9")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            break_off()
    with opened.command("whole"):
        opened.set("cap", "9")
    assert contents(held)["settings"] == [("cap", "9", DAY)]


def test_a_dry_run_leaves_nothing(held: Path) -> None:
    done(held, DAY, "config", "cap", "5")
    before = everything(held)
    for words in (
        ["add", "Villette", "--pages", "500"],
        ["add", "Emma", "--audio", "15:00"],
        ["add", "Shirley", "--percent", "--anyway", "--why", "because"],
    ):
        answer = done(held, DAY, *words, "--dry-run")
        assert answer.startswith("Would check out: ")
        assert everything(held) == before
        assert run(held, DAY, *words, "--dry-run").out == answer, "twice is the same"


def test_a_dry_run_on_a_lapsed_loan_settles_nothing(held: Path) -> None:
    with unchanged(held):
        done(held, "2026-03-24", "add", "Villette", "--pages", "500", "--dry-run")


def test_a_dry_run_is_refused_by_the_gate_like_the_real_one(held: Path) -> None:
    with unchanged(held):
        assert run(held, DAY, "add", "Villette", "--pages", "500", "--dry-run").code == 3


def test_a_dry_run_as_the_first_command_makes_no_store(tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    done(db, DAY, "add", "Villette", "--pages", "500", "--dry-run")
    assert list(tmp_path.iterdir()) == []


# A notebook


@pytest.mark.files
def test_a_notebook_reads_a_store_with_the_same_classes(held: Path) -> None:
    engine = create_engine(f"sqlite:///{held}")
    with Session(engine) as session:
        loans = session.exec(select(tables.Loan).order_by(col(tables.Loan.id))).all()
        assert [(loan.format, loan.length) for loan in loans] == [
            ("ebook", 300),
            ("audiobook", 30_000),
        ]
        assert [type(loan.due) for loan in loans] == [date, date]
        assert loans[1].due == date(2026, 3, 23)
        assert loans[1].ended is None
        book = session.exec(select(tables.Book).where(tables.Book.title == "Emma")).one()
        assert book.authors == ["Jane Austen"]
        query = (
            select(col(tables.Progress.day), col(tables.Progress.position))
            .join(tables.Loan, col(tables.Loan.id) == col(tables.Progress.loan_id))
            .where(col(tables.Loan.due) > date(2026, 3, 23))
        )
        assert [tuple(row) for row in session.exec(query)] == [(date(2026, 3, 2), 120.0)]
        renewal = session.exec(select(tables.Renewal)).one()
        assert (renewal.due_before, renewal.due_after) == (date(2026, 3, 23), date(2026, 4, 13))
        assert session.exec(select(own_tables.Command.open)).all() == [0, 0, 0, 0]
    engine.dispose()


@pytest.mark.files
def test_what_a_notebook_writes_is_checked_and_can_be_undone(held: Path) -> None:
    before = contents(held)
    engine = create_engine(f"sqlite:///{held}")
    with Session(engine) as session:
        session.add(tables.Progress(loan_id=1, day=date(2026, 3, 3), position=140))
        book = session.get_one(tables.Book, 1)
        book.authors = ["Jane Austen", "Élodie"]
        session.add(book)
        session.commit()
    engine.dispose()
    assert contents(held) != before
    with Store.open(where(held), now("2026-03-03T12:00")) as store:
        loan = store.loan(1)
    assert loan is not None
    assert loan.entries[-1].position == 140
    assert loan.book.authors == ("Jane Austen", "Élodie")
    done(held, "2026-03-03", "undo")
    assert contents(held) == before


# Changed lengths and units


@pytest.mark.parametrize(
    ("first", "place", "change", "kept"),
    [
        (["--percent"], "50%", ["--pages", "300"], ("pages", 300, 150)),
        (["--percent"], "50%", ["--pages", "20"], ("pages", 20, 10)),
        (["--percent"], "100%", ["--pages", "1"], ("pages", 1, 1)),
        (["--pages", "300"], "150", ["--percent"], ("percent", 100, 50)),
        (["--pages", "20"], "15", ["--percent"], ("percent", 100, 75)),
        (["--pages", "459"], "end", ["--percent"], ("percent", 100, 100)),
        (["--pages", "300"], "150", ["--audio", "0:02"], ("seconds", 120, 60)),
        (["--pages", "300"], "150", ["--audio", "8:00"], ("seconds", 28_800, 14_400)),
        (["--audio", "8:00"], "4:00", ["--pages", "300", "--format", "print"], ("pages", 300, 150)),
        (["--audio", "8:00"], "4:00", ["--percent"], ("percent", 100, 50)),
        (["--pages", "300"], "150", ["--pages", "200"], ("pages", 200, 150)),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, (list, tuple)) else value,
)
def test_a_changed_unit_takes_the_log_along_and_undo_brings_both_back(
    db: Path, first: list[str], place: str, change: list[str], kept: tuple[object, ...]
) -> None:
    done(db, DAY, "add", "Emma", *first)
    done(db, DAY, "log", "emma", place)
    before = contents(db)
    done(db, DAY, "edit", "emma", *change)
    after = contents(db)
    found = rows(db, "SELECT unit, length, position FROM loans, progress")
    assert found == [kept]
    done(db, DAY, "undo")
    assert contents(db) == before
    done(db, DAY, "undo", "--redo")
    assert contents(db) == after


# The day a setting was set


def test_a_setting_is_stored_with_the_day_it_was_set(held: Path) -> None:
    settings = "SELECT key, value, since FROM settings ORDER BY key"
    done(held, "2026-03-05", "config", "reserve", "20")
    done(held, "2026-03-06", "config", "cap", "3")
    assert rows(held, settings) == [("cap", "3", "2026-03-06"), ("reserve", "20", "2026-03-05")]
    done(held, "2026-03-09", "config", "reserve", "20")
    assert rows(held, settings)[1] == ("reserve", "20", "2026-03-05"), "it was 20 before"
    done(held, "2026-03-09", "config", "reserve", "25")
    assert rows(held, settings)[1] == ("reserve", "25", "2026-03-09")
    with Store.open(where(held), now("2026-03-10T12:00")) as store:
        assert store.library().reserve_since == date(2026, 3, 9)
    done(held, "2026-03-10", "undo")
    assert rows(held, settings)[1] == ("reserve", "20", "2026-03-05")


def test_a_setting_that_returned_to_its_default_has_no_day(held: Path) -> None:
    done(held, "2026-03-05", "config", "reserve", "20")
    done(held, "2026-03-06", "config", "reserve", "--default")
    with Store.open(where(held), now("2026-03-10T12:00")) as store:
        library = store.library()
    assert (library.settings.reserve, library.reserve_since) == (0, None)
