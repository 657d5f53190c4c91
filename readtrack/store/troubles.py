"""What an engine and Python say of a database and of its rows, in our words."""

import json

TROUBLES = (
    ("not a database", "it is no database"),
    ("malformed", "its parts do not fit together"),
    ("no such", "a table or a column of it is missing"),
    ("does not exist", "a table or a column of it is missing"),
    ("has no column", "a column of it is missing"),
    ("already exists", "a table of it is not what it should be"),
    ("decode", "its text cannot be read"),
    ("NUL", "a text in it has a character that cannot be stored"),
    ("isoformat", "a date in it cannot be read"),
    ("is not a valid", "a word in it has no meaning here"),
    ("must be in", "a date in it cannot be read"),
    ("out of range", "a date in it cannot be read"),
    ("FOREIGN KEY", "it belongs to something that is not there"),
    ("foreign key", "it belongs to something that is not there"),
    ("UNIQUE", "the same is there already"),
    ("unique constraint", "the same is there already"),
    ("CHECK", "a figure, a date or a word in it cannot be"),
    ("check constraint", "a figure, a date or a word in it cannot be"),
    ("NOT NULL", "something of it is missing"),
    ("not-null", "something of it is missing"),
    ("cannot store", "a figure in it is none"),
    ("datatype mismatch", "a figure in it is none"),
    ("invalid input syntax", "a figure, a date or a list in it cannot be read"),
    ("readonly", "it cannot be written"),
    ("unable to open", "it cannot be opened"),
    ("disk I/O", "the disk cannot be read or written"),
    ("is full", "the disk is full"),
    ("No space left", "the disk is full"),
)


def in_our_words(error: Exception | str) -> str:
    """Return what is wrong with a database or a row of it."""
    if isinstance(error, json.JSONDecodeError):
        return "a list in it cannot be read"
    if isinstance(error, TypeError | LookupError | OverflowError):
        return "a value in it cannot be"
    text = str(error)
    return next((words for sign, words in TROUBLES if sign in text), text)
