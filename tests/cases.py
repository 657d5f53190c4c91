"""Tables of what a reader may type, written as they are read: all forms of one meaning together."""

from collections.abc import Mapping


def forms(text: str) -> list[str]:
    """The forms of a text such as `fri / next fri / +3d`."""
    return text.split(" / ")


def cases(table: Mapping[object, str]) -> list[tuple[object, ...]]:
    """The arguments of a test: each form, and what it means, which may be several values."""
    return [
        (form, *(meant if isinstance(meant, tuple) else (meant,)))
        for meant, text in table.items()
        for form in forms(text)
    ]
