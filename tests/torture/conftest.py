"""What the torture measured is printed when it is over."""

from collections.abc import Callable
from random import Random, SystemRandom
from typing import Any

import pytest

FIGURES = "figures"

Tell = Callable[[str], None]


@pytest.fixture
def tell(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Tell:
    """Says a figure, which is printed after the tests where it is one of the full form."""
    name = FIGURES if request.node.get_closest_marker("torture") else f"{FIGURES} of a short form"
    return lambda figure: record_property(name, figure)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Random:
    """Chance whose seed is told where a test fails."""
    seed = SystemRandom().randrange(10**6)
    request.node.add_report_section("setup", "seed", str(seed))
    return Random(seed)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints the figures that were said."""
    figures = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == FIGURES
    ]
    if figures:
        terminalreporter.section("torture")
        for figure in sorted(figures):
            terminalreporter.write_line(figure)
