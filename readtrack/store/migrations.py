"""Makes the file what this version of the program needs; imported only when it is not that yet.

A fresh file is compiled from `tables.py` and `views.py`. An older one is brought up by the steps
below, one transaction a step, after a backup beside it. Views and triggers are made anew each time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from readtrack.store import journal
from readtrack.store.backup import copy, free_name
from readtrack.store.file import foreign, make_private
from readtrack.store.schema import APPLICATION_ID, VERSION
from readtrack.store.tables import KEPT
from readtrack.store.views import VIEWS

Step = Callable[[sqlite3.Connection], None]

_DIALECT = sqlite.dialect()

WITHIN_LENGTH = (
    "CREATE TRIGGER progress_within_length_on_insert BEFORE INSERT ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER progress_within_length_on_update BEFORE UPDATE ON progress "
    "WHEN NEW.position > (SELECT length FROM loans WHERE id = NEW.loan_id) "
    "BEGIN SELECT RAISE(ABORT, 'position past the end of the book'); END",
    "CREATE TRIGGER length_covers_progress_on_insert BEFORE INSERT ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
    "CREATE TRIGGER length_covers_progress BEFORE UPDATE OF length ON loans "
    "WHEN NEW.length < (SELECT max(position) FROM progress WHERE loan_id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'length before a logged position'); END",
)
"""Positions lie within the length of their loan, which no CHECK can say across two tables."""


TO_2 = """
CREATE TABLE routines (id INTEGER NOT NULL, name TEXT NOT NULL, minutes INTEGER NOT NULL,
    weekdays TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (id),
    CONSTRAINT name_not_empty CHECK (length(name) > 0),
    CONSTRAINT minutes_of_a_day CHECK (minutes > 0 AND minutes <= 1440),
    CONSTRAINT some_weekday CHECK (length(weekdays) > 0),
    CONSTRAINT kind_known CHECK (kind IN ('text', 'audio', 'either')),
    CONSTRAINT since_is_a_day CHECK (since IS date(since, '+0 days'))) STRICT;
CREATE TABLE away (id INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (id),
    CONSTRAINT first_is_a_day CHECK (first IS date(first, '+0 days')),
    CONSTRAINT last_is_a_day CHECK (last IS date(last, '+0 days')),
    CONSTRAINT last_after_first CHECK (last >= first)) STRICT;
CREATE TABLE asides (id INTEGER NOT NULL, day TEXT NOT NULL, minutes INTEGER NOT NULL, what TEXT,
    PRIMARY KEY (id), CONSTRAINT day_is_a_day CHECK (day IS date(day, '+0 days')),
    CONSTRAINT minutes_of_a_day CHECK (minutes > 0 AND minutes <= 1440)) STRICT;
CREATE INDEX asides_by_day ON asides (day);
CREATE TABLE wishes (id INTEGER NOT NULL, book_id INTEGER NOT NULL, format TEXT NOT NULL,
    unit TEXT NOT NULL, length INTEGER NOT NULL, days INTEGER, why TEXT, ready TEXT,
    PRIMARY KEY (id),
    CONSTRAINT format_known CHECK (format IN ('print', 'ebook', 'audiobook')),
    CONSTRAINT unit_known CHECK (unit IN ('pages', 'seconds', 'percent')),
    CONSTRAINT ready_is_a_day CHECK (ready IS date(ready, '+0 days')),
    CONSTRAINT length_positive CHECK (length > 0),
    CONSTRAINT percent_of_100 CHECK (unit <> 'percent' OR length = 100),
    CONSTRAINT days_positive CHECK (days > 0),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
CREATE TABLE targets (loan_id INTEGER NOT NULL, stamp TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (loan_id)) STRICT;
INSERT INTO routines (name, minutes, weekdays, kind, since)
    SELECT 'reading', CAST(value AS INTEGER), 'mon,tue,wed,thu,fri,sat,sun', 'either',
        coalesce((SELECT substr(max(at), 1, 10) FROM commands), '2026-01-01')
    FROM settings WHERE key = 'minutes_a_day' AND CAST(value AS INTEGER) BETWEEN 1 AND 1440;
DELETE FROM settings WHERE key = 'minutes_a_day';
UPDATE journal SET relation = 'routines', key = '1', before = CASE WHEN before IS NOT NULL THEN
    json_object('id', 1, 'name', 'reading',
        'minutes', max(1, min(1440, CAST(json_extract(before, '$.value') AS INTEGER))),
        'weekdays', 'mon,tue,wed,thu,fri,sat,sun', 'kind', 'either',
        'since', coalesce((SELECT substr(max(at), 1, 10) FROM commands), '2026-01-01')) END
    WHERE relation = 'settings' AND key = 'minutes_a_day';
"""
"""Routines take the place of the setting `minutes_a_day`: it becomes one, and so does what the
journal remembers of it, so that undo still reaches it."""

TO_3 = """
ALTER TABLE loans ADD COLUMN estimated INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE loans ADD COLUMN untold INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX loans_told ON loans (ended) WHERE ended IS NOT NULL AND untold = 0;
CREATE TABLE lengths (id INTEGER NOT NULL, book_id INTEGER NOT NULL, unit TEXT NOT NULL,
    length INTEGER NOT NULL, PRIMARY KEY (id),
    CONSTRAINT unit_counts CHECK (unit IN ('pages', 'seconds')),
    CONSTRAINT length_positive CHECK (length > 0),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
CREATE UNIQUE INDEX lengths_by_book ON lengths (book_id, unit);
CREATE TABLE readings (id INTEGER NOT NULL, book_id INTEGER NOT NULL, format TEXT, first TEXT,
    last TEXT, share REAL NOT NULL, minutes INTEGER, PRIMARY KEY (id),
    CONSTRAINT format_known CHECK (format IN ('print', 'ebook', 'audiobook')),
    CONSTRAINT first_is_a_day CHECK (first IS date(first, '+0 days')),
    CONSTRAINT last_is_a_day CHECK (last IS date(last, '+0 days')),
    CONSTRAINT last_after_first CHECK (last >= first),
    CONSTRAINT share_four_decimals CHECK (share = round(share, 4)),
    CONSTRAINT share_of_a_book CHECK (share >= 0 AND share <= 1),
    CONSTRAINT minutes_positive CHECK (minutes > 0),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
CREATE INDEX readings_by_book ON readings (book_id);
CREATE INDEX readings_timed ON readings (last) WHERE minutes IS NOT NULL;
CREATE TABLE notices (id INTEGER NOT NULL, loan_id INTEGER NOT NULL, channel TEXT NOT NULL,
    stage TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (id),
    CONSTRAINT due_is_a_day CHECK (due IS date(due, '+0 days')),
    FOREIGN KEY(loan_id) REFERENCES loans (id) ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX notices_once ON notices (loan_id, channel, stage, due);
"""
"""What importers know besides loans, and what the reader has been told."""

TO_4 = """
CREATE TABLE snoozes (id INTEGER NOT NULL, book_id INTEGER NOT NULL, until TEXT NOT NULL,
    PRIMARY KEY (id), CONSTRAINT until_is_a_day CHECK (until IS date(until, '+0 days')),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
CREATE INDEX snoozes_by_book ON snoozes (book_id);
CREATE TABLE asked (day TEXT NOT NULL, titles TEXT NOT NULL, PRIMARY KEY (day),
    CONSTRAINT day_is_a_day CHECK (day IS date(day, '+0 days')),
    CONSTRAINT titles_are_a_list CHECK (CASE WHEN json_valid(titles)
        THEN json_type(titles) = 'array' ELSE 0 END)) STRICT;
ALTER TABLE settings RENAME TO settings_of_3;
CREATE TABLE settings ("key" TEXT NOT NULL, value TEXT NOT NULL, since TEXT, PRIMARY KEY ("key"),
    CONSTRAINT since_is_a_day CHECK (since IS date(since, '+0 days'))) STRICT;
INSERT INTO settings (key, value) SELECT key, value FROM settings_of_3 ORDER BY rowid;
DROP TABLE settings_of_3;
DELETE FROM targets;
"""
"""What mornings asked, titles that are not to be warned of for a while, and the day a setting was
set. SQLite adds no table constraint to a table that is there, so the settings are copied."""


TO_5 = """
DROP TABLE targets;
CREATE TABLE answers (id INTEGER NOT NULL, question TEXT NOT NULL, stamp TEXT NOT NULL,
    text TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (id)) STRICT;
CREATE UNIQUE INDEX answers_by_question ON answers (question);
"""
"""Answers to more than the prompt's question are kept."""


TO_6 = """
CREATE TABLE sittings (id INTEGER NOT NULL, loan_id INTEGER NOT NULL, started TEXT NOT NULL,
    PRIMARY KEY (id), CONSTRAINT started_is_an_instant CHECK (datetime(started) IS NOT NULL),
    FOREIGN KEY(loan_id) REFERENCES loans (id) ON DELETE CASCADE) STRICT;
CREATE TABLE loans_of_6 (id INTEGER NOT NULL, book_id INTEGER NOT NULL, format TEXT NOT NULL,
    unit TEXT NOT NULL, length INTEGER NOT NULL, checked_out TEXT NOT NULL, due TEXT NOT NULL,
    due_time TEXT, start REAL NOT NULL, speed REAL NOT NULL, why TEXT, library TEXT, override TEXT,
    renewable_on TEXT, ended TEXT, ending TEXT, outcome TEXT, estimated INTEGER DEFAULT 0 NOT NULL,
    untold INTEGER DEFAULT 0 NOT NULL, until REAL, renewals_left INTEGER, PRIMARY KEY (id),
    CONSTRAINT format_known CHECK (format IN ('print', 'ebook', 'audiobook', 'magazine')),
    CONSTRAINT unit_known CHECK (unit IN ('pages', 'seconds', 'percent')),
    CONSTRAINT ending_known CHECK (ending IN ('returned', 'let_go', 'expired')),
    CONSTRAINT outcome_known CHECK (outcome IN ('finished', 'unfinished')),
    CONSTRAINT checked_out_is_a_day CHECK (checked_out IS date(checked_out, '+0 days')),
    CONSTRAINT due_is_a_day CHECK (due IS date(due, '+0 days')),
    CONSTRAINT renewable_on_is_a_day CHECK (renewable_on IS date(renewable_on, '+0 days')),
    CONSTRAINT ended_is_a_day CHECK (ended IS date(ended, '+0 days')),
    CONSTRAINT start_two_decimals CHECK (start = round(start, 2)),
    CONSTRAINT speed_two_decimals CHECK (speed = round(speed, 2)),
    CONSTRAINT length_positive CHECK (length > 0),
    CONSTRAINT percent_of_100 CHECK (unit <> 'percent' OR length = 100),
    CONSTRAINT until_two_decimals CHECK (until = round(until, 2)),
    CONSTRAINT start_within_length CHECK (start >= 0 AND start <= length),
    CONSTRAINT until_within_length CHECK (until > 0 AND until <= length),
    CONSTRAINT renewals_left_not_negative CHECK (renewals_left >= 0),
    CONSTRAINT due_after_checked_out CHECK (due >= checked_out),
    CONSTRAINT due_time_is_a_time CHECK (due_time IS strftime('%H:%M', due_time, '+0 minutes')),
    CONSTRAINT speed_possible CHECK (speed >= 0.25 AND speed <= 5),
    CONSTRAINT ended_whole CHECK ((ended IS NULL) = (ending IS NULL) AND (ended IS NULL) =
        (outcome IS NULL)),
    CONSTRAINT ended_after_checked_out CHECK (ended >= checked_out),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
INSERT INTO loans_of_6 (id, book_id, format, unit, length, checked_out, due, due_time, start, speed,
    why, library, override, renewable_on, ended, ending, outcome, estimated, untold)
    SELECT id, book_id, format, unit, length, checked_out, due, due_time, start, speed, why,
    library, override, renewable_on, ended, ending, outcome, estimated, untold FROM loans;
DROP TABLE loans;
ALTER TABLE loans_of_6 RENAME TO loans;
CREATE INDEX loans_by_book ON loans (book_id);
CREATE INDEX loans_ended ON loans (ended) WHERE ended IS NOT NULL;
CREATE INDEX loans_out ON loans (due) WHERE ended IS NULL;
CREATE INDEX loans_told ON loans (ended) WHERE ended IS NOT NULL AND untold = 0;
CREATE TABLE readings_of_6 (id INTEGER NOT NULL, book_id INTEGER NOT NULL, format TEXT, first TEXT,
    last TEXT, share REAL NOT NULL, minutes INTEGER, PRIMARY KEY (id),
    CONSTRAINT format_known CHECK (format IN ('print', 'ebook', 'audiobook', 'magazine')),
    CONSTRAINT first_is_a_day CHECK (first IS date(first, '+0 days')),
    CONSTRAINT last_is_a_day CHECK (last IS date(last, '+0 days')),
    CONSTRAINT last_after_first CHECK (last >= first),
    CONSTRAINT share_four_decimals CHECK (share = round(share, 4)),
    CONSTRAINT share_of_a_book CHECK (share >= 0 AND share <= 1),
    CONSTRAINT minutes_positive CHECK (minutes > 0),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
INSERT INTO readings_of_6 SELECT id, book_id, format, first, last, share, minutes FROM readings;
DROP TABLE readings;
ALTER TABLE readings_of_6 RENAME TO readings;
CREATE INDEX readings_by_book ON readings (book_id);
CREATE INDEX readings_timed ON readings (last) WHERE minutes IS NOT NULL;
CREATE TABLE wishes_of_6 (id INTEGER NOT NULL, book_id INTEGER NOT NULL, format TEXT NOT NULL,
    unit TEXT NOT NULL, length INTEGER NOT NULL, days INTEGER, why TEXT, ready TEXT,
    collect_by TEXT, until REAL, PRIMARY KEY (id),
    CONSTRAINT format_known CHECK (format IN ('print', 'ebook', 'audiobook', 'magazine')),
    CONSTRAINT unit_known CHECK (unit IN ('pages', 'seconds', 'percent')),
    CONSTRAINT ready_is_a_day CHECK (ready IS date(ready, '+0 days')),
    CONSTRAINT collect_by_is_a_day CHECK (collect_by IS date(collect_by, '+0 days')),
    CONSTRAINT until_two_decimals CHECK (until = round(until, 2)),
    CONSTRAINT length_positive CHECK (length > 0),
    CONSTRAINT until_within_length CHECK (until > 0 AND until <= length),
    CONSTRAINT percent_of_100 CHECK (unit <> 'percent' OR length = 100),
    CONSTRAINT days_positive CHECK (days > 0),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
INSERT INTO wishes_of_6 (id, book_id, format, unit, length, days, why, ready)
    SELECT id, book_id, format, unit, length, days, why, ready FROM wishes;
DROP TABLE wishes;
ALTER TABLE wishes_of_6 RENAME TO wishes;
"""
"""Sittings, the end worth reading, renewals left, the last day to collect a hold, and magazines.
SQLite changes no CHECK of a table that is there, so three tables are copied."""


TO_7 = """
CREATE TABLE editions (id INTEGER NOT NULL, book_id INTEGER NOT NULL, title TEXT NOT NULL,
    "key" TEXT NOT NULL, authors TEXT NOT NULL, isbn TEXT, PRIMARY KEY (id),
    CONSTRAINT title_not_empty CHECK (length(title) > 0),
    CONSTRAINT authors_are_a_list CHECK (CASE WHEN json_valid(authors)
        THEN json_type(authors) = 'array' ELSE 0 END),
    FOREIGN KEY(book_id) REFERENCES books (id)) STRICT;
CREATE INDEX editions_by_book ON editions (book_id);
CREATE INDEX editions_by_isbn ON editions (isbn) WHERE isbn IS NOT NULL;
CREATE INDEX editions_by_key ON editions ("key");
CREATE TABLE copies (id INTEGER NOT NULL, loan_id INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (id), FOREIGN KEY(loan_id) REFERENCES loans (id)) STRICT;
CREATE INDEX copies_by_loan ON copies (loan_id);
"""
"""Other titles and ISBNs of a book, and which copy of a library a loan is of."""


TO_8 = """
CREATE TABLE sources (id INTEGER NOT NULL, pattern TEXT NOT NULL, importer TEXT,
    mapped TEXT NOT NULL, zone TEXT, PRIMARY KEY (id),
    CONSTRAINT pattern_not_empty CHECK (length(pattern) > 0)) STRICT;
CREATE TABLE source_files (id INTEGER NOT NULL, source_id INTEGER NOT NULL, path TEXT NOT NULL,
    state TEXT NOT NULL, stamp TEXT NOT NULL, digest TEXT NOT NULL, program TEXT NOT NULL,
    read_at TEXT NOT NULL, command_id INTEGER, brought_at TEXT, new INTEGER NOT NULL,
    changed INTEGER NOT NULL, PRIMARY KEY (id),
    CONSTRAINT state_known CHECK (state IN ('read', 'left', 'failed', 'unknown')),
    FOREIGN KEY(source_id) REFERENCES sources (id) ON DELETE CASCADE) STRICT;
CREATE UNIQUE INDEX source_files_once ON source_files (source_id, path);
"""
"""Files and patterns that `import` reads by itself, and what it knows of each file."""


def _run(script: str) -> Step:
    """A step of several statements; executescript would commit before the first."""

    def step(connection: sqlite3.Connection) -> None:
        for statement in script.split(";\n"):
            if sqlite3.sqlite_version_info < (3, 37):
                statement = statement.removesuffix(" STRICT")
            connection.execute(statement)

    return step


STEPS: dict[int, Step] = {
    number: _run(script)
    for number, script in enumerate((TO_2, TO_3, TO_4, TO_5, TO_6, TO_7, TO_8), 1)
}
"""What brings a file of version N to N + 1. Append only: a step that has shipped never changes."""


def bring_up(path: str) -> None:
    """Make, or bring up to `VERSION`, the store at `path`.

    Raises StoreError for a file that is not a readtrack store.
    """
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        with transaction(connection):
            # Another process may have made or upgraded the file while this one waited for the lock.
            _refuse_foreign(connection, path)
            held = _version(connection)
            if held == 0:
                _make_tables(connection)
                make_the_rest(connection)
            elif held < VERSION:
                _back_up(path, held)
        while (held := _version(connection)) < VERSION:
            with transaction(connection):
                if _version(connection) == held:
                    drop_the_rest(connection)
                    STEPS[held](connection)
                    connection.execute(f"PRAGMA user_version = {held + 1}")
                    if held + 1 == VERSION:
                        make_the_rest(connection)
        with suppress(sqlite3.OperationalError):  # another process is there and does it
            connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not ours and (tables or _version(connection)):
        raise foreign(path)


def _back_up(path: str, version: int) -> None:
    """Copy what is committed; the caller holds the lock that keeps others from changing it."""
    target = free_name(f"{path}.v{version}", ".backup")
    make_private(target)
    copy(path, target)


def statements() -> list[str]:
    """CREATE TABLE and CREATE INDEX for every declared table."""
    made = []
    for table in SQLModel.metadata.sorted_tables:
        sql = str(CreateTable(table).compile(dialect=_DIALECT)).strip()
        if sqlite3.sqlite_version_info < (3, 37):
            sql = sql.removesuffix("STRICT").rstrip()
        made.append(sql)
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=_DIALECT)).strip() for index in indexes]
    return made


def view_statements() -> list[str]:
    """CREATE VIEW for every named look."""
    return [
        f"CREATE VIEW {name} AS "
        + str(chosen.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))
        for name, chosen in VIEWS.items()
    ]


def trigger_statements() -> list[str]:
    """The journal's triggers for every kept table, and the rules across tables."""
    made = list(WITHIN_LENGTH)
    for kept in KEPT:
        table = SQLModel.metadata.tables[str(kept.__tablename__)]
        columns = [column.name for column in table.columns]
        key = next(iter(table.primary_key.columns)).name
        made += journal.triggers(table.name, columns, key)
    return made


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def made_anew() -> dict[str, tuple[str, str]]:
    """Kind and statement, on one line, of all that a new store is made of, by name."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _make_tables(connection)
        make_the_rest(connection)
        return schema_of(connection)


def schema_of(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Kind and statement, on one line, of all that a store is made of, by name."""
    rows = connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
    lines = (
        (name, kind, " ".join(sql.split()).replace(f'TABLE "{name}"', f"TABLE {name}"))
        for name, kind, sql in rows.fetchall()
    )
    # SQLAlchemy breaks lines within brackets, the steps are set by hand, and a new name is quoted.
    return {
        name: (kind, line.replace("( ", "(").replace(" )", ")").removesuffix(" STRICT"))
        for name, kind, line in lines
    }


def make_the_rest(connection: sqlite3.Connection) -> None:
    """Make the views and triggers."""
    for statement in view_statements() + trigger_statements():
        connection.execute(statement)


def drop_the_rest(connection: sqlite3.Connection) -> None:
    """Remove the views and triggers."""
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    ).fetchall()
    for kind, name in made:
        connection.execute(f'DROP {kind} "{name}"')
