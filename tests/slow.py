"""Cases of which the ordinary suite tries a few, and the slow one all."""

from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


def few(cases: Sequence[T], often: int = 1) -> list[object]:
    """The cases, those after the first ones marked as slow; a tuple is of several arguments."""
    seldom = (case if isinstance(case, tuple) else (case,) for case in cases[often:])
    return [*cases[:often], *(pytest.param(*case, marks=pytest.mark.slow) for case in seldom)]
