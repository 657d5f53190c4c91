"""Cells that a spreadsheet may open: what looks like a formula is made text, and back."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def defused(text: str) -> str:
    """`text` with a quote in front where a spreadsheet would calculate it."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def restored(text: str) -> str:
    """What was `defused`, as it was."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
