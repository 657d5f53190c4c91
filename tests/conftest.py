"""A home of its own for every test that needs one."""

from pathlib import Path

import pytest

from tests.terminal import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)
