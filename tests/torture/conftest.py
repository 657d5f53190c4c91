"""What the torture tests are given: chance, and a way to say what they measured."""

from collections.abc import Callable
from random import Random

import pytest

from tests.conftest import FIGURES, SEED

Tell = Callable[[str], None]


@pytest.fixture
def tell(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Tell:
    """Says a figure, which is printed after the tests where it is one of the full form."""
    name = FIGURES if request.node.get_closest_marker("torture") else f"{FIGURES} of a short form"
    return lambda figure: record_property(name, figure)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Random:
    """Chance of its own for each test, the same in every run that has no seed."""
    return Random(f"{request.node.name} {SEED}")
