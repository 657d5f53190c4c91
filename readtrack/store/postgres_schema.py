"""PostgreSQL's way to make a store: its types, its trigger language and its catalogue."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGDialect, PGTypeCompiler

from readtrack.errors import StoreError
from readtrack.store.declared import (
    METADATA,
    Made,
    Schema,
    journaled_tables,
    key_of,
    table_statements,
    view_statements,
)
from readtrack.store.journal import OPEN
from readtrack.store.postgres import Postgres
from readtrack.store.schema import APPLICATION_ID

WORDS = {"INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION", "TEXT": 'TEXT COLLATE "C"'}
"""What SQLite's words for types are here. Text is compared by its bytes, as SQLite does."""

REFERENCE = re.compile(r"REFERENCES \w+ \(\w+\)(?: ON DELETE CASCADE)?")
"""A foreign key in the words of a step."""


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **_: Any) -> str:
        return WORDS[type_.__visit_name__.upper()]

    visit_REAL = visit_TEXT = visit_INTEGER


class _Statements(PGDDLCompiler):
    def get_column_specification(self, column: Column[Any], **given: Any) -> str:
        # A trigger numbers rows, so that a number is not lost with a command that is undone.
        made = super().get_column_specification(column, **given)  # type: ignore[no-untyped-call]
        return str(made).replace("BIGSERIAL", "BIGINT").replace("SERIAL", "BIGINT")

    def visit_foreign_key_constraint(self, constraint: Any, **given: Any) -> str:
        made = super().visit_foreign_key_constraint(constraint, **given)  # type: ignore[no-untyped-call]
        return f"{made} DEFERRABLE"

    def visit_create_index(self, create: Any, *_: Any, **__: Any) -> str:
        index = create.element
        unique = "UNIQUE " if index.unique else ""
        # As SQLite orders them.
        columns = ", ".join(
            f"{column.name}{' NULLS FIRST' * column.nullable}" for column in index.columns
        )
        where = index.dialect_options["postgresql"]["where"]
        only = "" if where is None else f" WHERE {where.text}"
        return f"CREATE {unique}INDEX {index.name} ON {index.table.name} ({columns}){only}"


class _Language(PGDialect):
    ddl_compiler = _Statements
    type_compiler_cls = _Types
    supports_statement_cache = True


_DIALECT = _Language()  # type: ignore[no-untyped-call]

NUMBER = """
CREATE FUNCTION number_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('SELECT coalesce(max(id), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO NEW.id;
    RETURN NEW;
END $$
"""
"""The next number, as SQLite chooses it."""

NOTE = f"""
CREATE FUNCTION note_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {{schema}}.journal (command_id, relation, key, before) VALUES (
        {OPEN.replace("FROM ", "FROM {schema}.")}, TG_TABLE_NAME,
        CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0],
        CASE TG_OP WHEN 'INSERT' THEN NULL ELSE to_jsonb(OLD) END);
    RETURN NULL;
END $$
"""

NOTE_ALL = f"""
CREATE FUNCTION note_all_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('INSERT INTO {{schema}}.journal (command_id, relation, key, before)
        SELECT {OPEN.replace("FROM ", "FROM {schema}.")}, %L, to_jsonb(held) ->> %L, to_jsonb(held)
        FROM %I.%I AS held', TG_TABLE_NAME, TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME);
    RETURN NULL;
END $$
"""

PLACE = """
CREATE FUNCTION refuse_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.position > (SELECT length FROM {schema}.loans WHERE id = NEW.loan_id) THEN
        RAISE 'position past the end of the book' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

LENGTH = """
CREATE FUNCTION refuse_length() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.length < (SELECT max(position) FROM {schema}.progress WHERE loan_id = NEW.id) THEN
        RAISE 'length before a logged position' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""

RULES = (
    "CREATE TRIGGER progress_within_length BEFORE INSERT OR UPDATE ON progress "
    "FOR EACH ROW EXECUTE FUNCTION refuse_place()",
    "CREATE TRIGGER length_covers_progress BEFORE INSERT OR UPDATE ON loans "
    "FOR EACH ROW EXECUTE FUNCTION refuse_length()",
)
"""Positions lie within the length of their loan, which no CHECK can say across two tables."""


def _journal(table: Table) -> Iterator[str]:
    for when in ("INSERT", "UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER journal_{table.name}_{when.lower()} AFTER {when} ON {table.name} "
            f"FOR EACH ROW EXECUTE FUNCTION note_row('{key_of(table)}')"
        )
    yield (
        f"CREATE TRIGGER journal_{table.name}_truncate BEFORE TRUNCATE ON {table.name} "
        f"EXECUTE FUNCTION note_all_rows('{key_of(table)}')"
    )


CATALOGUE = {
    "constraint": "SELECT relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid) "
    "FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid "
    "WHERE connamespace = to_regnamespace(:schema)",
    "index": "SELECT relname, pg_get_indexdef(pg_class.oid) FROM pg_class "
    "WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'i' "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = pg_class.oid)",
    "view": "SELECT relname, pg_get_viewdef(oid) FROM pg_class "
    "WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'v'",
    "trigger": "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE relnamespace = to_regnamespace(:schema) AND NOT tgisinternal",
    "function": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc "
    "WHERE pronamespace = to_regnamespace(:schema)",
    "table": """
SELECT relname, string_agg(attname || ' ' || format_type(atttypid, atttypmod)
    || coalesce(' COLLATE ' || collname, '') || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
    || coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), ''), ', ' ORDER BY attnum)
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
LEFT JOIN pg_collation ON pg_collation.oid = attcollation AND collname <> 'default'
WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
GROUP BY relname
""",
}
"""For each kind of thing its name and its definition."""


class PostgresSchema(Schema):
    """The schema of one reader on a server."""

    database: Postgres

    def __init__(self, database: Postgres, quoted: str | None = None) -> None:
        self.database = database
        self.quoted = quoted or database.quoted

    @contextmanager
    def alone(self) -> Iterator[None]:
        lock = f"({APPLICATION_ID}, hashtext(:schema))"
        name = {"schema": f"schema of {self.database.reader}"}
        self.database.run(f"SELECT pg_advisory_lock{lock}", name)
        self.database.locks = False
        try:
            yield
        finally:
            self.database.locks = True
            self.database.run(f"SELECT pg_advisory_unlock{lock}", name)

    def set_version(self, version: int) -> None:
        self.database.run(f"COMMENT ON TABLE commands IS 'readtrack store, version {version}'")

    def change(self, statement: str) -> None:
        for theirs, ours in WORDS.items():
            statement = statement.replace(f" {theirs}", f" {ours}")
        statement = REFERENCE.sub(r"\g<0> DEFERRABLE", statement)
        self.database.run(statement.removesuffix(" STRICT"))

    def make_tables(self) -> None:
        there = "SELECT 1 FROM pg_namespace WHERE oid = to_regnamespace(:schema)"
        if not self.database.run(there, {"schema": self.quoted}):
            self._make_place()
        for statement in table_statements(_DIALECT):
            self.database.run(statement)

    def _make_place(self) -> None:
        try:
            self.database.run(f"CREATE SCHEMA {self.quoted}")
        except StoreError as error:
            user, reader = self.database.connection.info.user, self.database.reader
            raise StoreError(
                f"{user} may not make the store of {reader} in {self.database.name}.",
                f'Whoever runs the server can: CREATE SCHEMA {self.quoted} AUTHORIZATION "{user}"',
            ) from error

    def make_the_rest(self) -> None:
        functions = (NUMBER, NOTE, NOTE_ALL, PLACE, LENGTH)
        made = [each.replace("{schema}", self.quoted) for each in functions]
        made += [each.replace("'9999'", "DATE '9999-12-31'") for each in view_statements(_DIALECT)]
        made += RULES
        made += [
            f"CREATE TRIGGER number_{table.name} BEFORE INSERT ON {table.name} FOR EACH ROW "
            "WHEN (NEW.id IS NULL) EXECUTE FUNCTION number_row()"
            for table in METADATA.sorted_tables
            if key_of(table) == "id"
        ]
        made += [statement for table in journaled_tables() for statement in _journal(table)]
        for statement in made:
            self.database.run(statement)

    def drop_the_rest(self) -> None:
        for name, (kind, _) in self.found().items():
            if kind in ("view", "function"):
                words = "()" if kind == "function" else ""
                self.database.run(f'DROP {kind} IF EXISTS "{name}"{words} CASCADE')

    def remove(self) -> None:
        with self.database.transaction():
            self.drop_the_rest()
            for name, (kind, _) in self.found().items():
                if kind == "table":
                    self.database.run(f'DROP TABLE "{name}" CASCADE')

    def back_up(self, version: int) -> None:
        """Make no copy: each step is one transaction, and readers make backups of a server.

        This program writes no file of an older version, and may not be allowed to copy a schema.
        """

    def faults(self, most: int) -> Iterator[str]:
        return iter(())

    def orphans(self) -> list[str]:
        return []

    def found(self) -> Made:
        found: Made = {}
        bare = self.quoted.strip('"')
        for kind, sql in CATALOGUE.items():
            for name, definition in self.database.run(sql, {"schema": self.quoted}):
                line = " ".join(definition.split())
                for prefix in (f"{self.quoted}.", f"{bare}."):
                    line = line.replace(prefix, "")
                found[name] = kind, line
        return found

    def wanted(self) -> Made:
        """Return what a new store is made of, found by making one that nobody sees."""
        quoted = '"readtrack doctor"'
        new = PostgresSchema(self.database, quoted)
        self.database.locks = False
        self.database.begin()
        try:
            self.database.run(f"CREATE SCHEMA {quoted}")
            self.database.run(f"SET LOCAL search_path TO {quoted}")
            new.make_tables()
            new.make_the_rest()
            return new.found()
        except StoreError:  # who may make no schema may still look into their own
            return self.found()
        finally:
            self.database.roll_back()
            self.database.locks = True
