"""Creates a store or upgrades it to this version; imported only when that is needed.

A fresh store is compiled from `tables.py` and `views.py`. An older one is brought up by the steps
below, one transaction a step, after a backup. Views and triggers are made anew each time.
"""

import re
from collections.abc import Callable

from readtrack.store.database import Database, connect
from readtrack.store.schema import VERSION
from readtrack.store.sqlite import Sqlite

PATIENCE = 30
"""Seconds to wait for another program that makes the store or brings it up."""

Step = Callable[[Database], None]
"""What brings a store of one version to the next."""

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
"""What importers find besides loans, and the messages that the reader got."""

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
"""Answers to more than the prompt's question are cached."""

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
    """Return a step of several statements; executescript would commit before the first."""

    def step(database: Database) -> None:
        schema = database.schema()
        for statement in filter(str.strip, script.split(";\n")):
            schema.change(statement)

    return step


def _to_9(database: Database) -> None:
    """Add columns that mark guesses about a loan, and write `a = 1 OR a = 2` for lists in CHECKs.

    SQLite builds a table for each list whenever a row is written, which takes a sixth of the time
    of a large import. It cannot change the CHECKs of a table, so four tables are copied. A server
    does not need this.
    """
    for column in ("checkout_estimated", "format_assumed"):
        added = f"ALTER TABLE loans ADD COLUMN {column} INTEGER DEFAULT 0 NOT NULL"
        database.schema().change(added)
    if not isinstance(database, Sqlite):
        return
    for table in ("loans", "readings", "wishes", "routines"):
        found = database.run(
            "SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL",
            {"table": table},
        )
        (whole,) = (sql for kind, sql in found if kind == "table")
        columns = ", ".join(f'"{name}"' for name in database.columns(table))
        for statement in (
            re.sub(r'^CREATE TABLE "?\w+"?', f"CREATE TABLE {table}_of_9", _written_out(whole)),
            f"INSERT INTO {table}_of_9 ({columns}) SELECT {columns} FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE {table}_of_9 RENAME TO {table}",
            *(sql for kind, sql in found if kind == "index"),
        ):
            database.run(statement)


def _written_out(table: str) -> str:
    """Return the definition of a table with `a = 1 OR a = 2` for the lists of this program."""

    def ors(found: re.Match[str]) -> str:
        column, values = found.groups()
        written = " OR ".join(f"{column} = {value}" for value in values.split(", "))
        return f"CONSTRAINT {column}_known CHECK ({written})"

    return re.sub(r"CONSTRAINT (\w+)_known CHECK \(\1 IN \(([\w', ]+)\)\)", ors, table)


STEPS: dict[int, Step] = {
    **{
        number: _run(script)
        for number, script in enumerate((TO_2, TO_3, TO_4, TO_5, TO_6, TO_7, TO_8), 1)
    },
    8: _to_9,
}
"""What brings a store of version N to N + 1. Append only: a step that has shipped never changes."""


def bring_up(path: str) -> None:
    """Make, or bring up to `VERSION`, the store at `path`.

    Raises StoreError for what is no readtrack store.
    """
    with connect(path, PATIENCE) as database:
        schema = database.schema()
        with schema.alone():
            with database.transaction():
                # Another program may have made it or brought it up while this one waited.
                version = schema.version()
                if version == 0:
                    schema.make_tables()
                    schema.set_version(VERSION)
                    schema.make_the_rest()
                elif version < VERSION:
                    schema.back_up(version)
            while (version := schema.version()) < VERSION:
                with database.transaction():
                    if schema.version() == version:
                        schema.drop_the_rest()
                        STEPS[version](database)
                        schema.set_version(version + 1)
                        if version + 1 == VERSION:
                            schema.make_the_rest()
