"""Cases of which the ordinary suite tries a few, and the slow one all."""

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

T = TypeVar("T")


def few(cases: Sequence[T], often: int = 1) -> list[object]:
    """The cases, those after the first ones marked as slow; a tuple is of several arguments."""
    seldom = (case if isinstance(case, tuple) else (case,) for case in cases[often:])
    return [*cases[:often], *(pytest.param(*case, marks=pytest.mark.slow) for case in seldom)]


def one_of(share: int) -> settings:
    """Of so many examples one: for what takes long each time."""
    profile: settings = settings.default  # type: ignore[assignment]
    return settings(max_examples=max(1, profile.max_examples // share))
