"""Cells of CSV files: text that a spreadsheet would run as a formula is quoted, and restored."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""The characters with which a formula begins in a spreadsheet (OWASP, CSV injection)."""


def defused(text: str) -> str:
    """Return `text`, with a quote in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def restored(text: str) -> str:
    """Undo `defused`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
