"""Fixtures of the tests that bring files into a store."""

from pathlib import Path

import pytest


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "reading.db"
