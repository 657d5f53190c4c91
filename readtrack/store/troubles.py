"""What an engine and Python say of a database and of its rows, in our words."""

import json

TROUBLES = {
    "it is no database": ("not a database",),
    "its parts do not fit together": ("malformed",),
    "a table or a column of it is missing": ("no such", "does not exist"),
    "a column of it is missing": ("has no column",),
    "a table of it is not what it should be": ("already exists",),
    "its text cannot be read": ("decode",),
    "a text in it has a character that cannot be stored": ("NUL",),
    "a date in it cannot be read": ("isoformat", "must be in", "out of range"),
    "a word in it has no meaning here": ("is not a valid",),
    "it belongs to something that is not there": ("FOREIGN KEY", "foreign key"),
    "the same is there already": ("UNIQUE", "unique constraint"),
    "a figure, a date or a word in it cannot be": ("CHECK", "check constraint"),
    "something of it is missing": ("NOT NULL", "not-null"),
    "a figure in it is none": ("cannot store", "datatype mismatch"),
    "a figure, a date or a list in it cannot be read": ("invalid input syntax",),
    "it cannot be written": ("readonly",),
    "it cannot be opened": ("unable to open",),
    "the disk cannot be read or written": ("disk I/O",),
    "the disk is full": ("is full", "No space left"),
}
"""What we say, and the words that an engine or Python says instead."""


def in_our_words(error: Exception | str) -> str:
    """Return what is wrong with a database or a row of it."""
    if isinstance(error, json.JSONDecodeError):
        return "a list in it cannot be read"
    if isinstance(error, TypeError | LookupError | OverflowError):
        return "a value in it cannot be"
    text = str(error)
    found = (words for words, signs in TROUBLES.items() if any(sign in text for sign in signs))
    return next(found, text)
