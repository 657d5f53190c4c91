"""Lists of words and names, written as one text with commas between them."""

from readtrack.names import fold


def phrases(text: str) -> tuple[str, ...]:
    """Return what stands between the commas of a text, with single blanks."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


def folded(text: str) -> frozenset[str]:
    """Return what stands between the commas of a text, folded."""
    return frozenset(map(fold, phrases(text)))
