"""A home of its own for every test that needs one."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from readtrack.store import migrations
from tests.terminal import Home

settings.register_profile("ordinary", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=100, deadline=None)
settings.load_profile("ordinary")  # else --hypothesis-profile=thorough

MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    # Thousands of stores are made, and each change waits for the disk: a fifth of all the time.
    os.environ.setdefault("TMPDIR", str(MEMORY))

COMPILED = ("statements", "view_statements", "trigger_statements")
"""What makes a new store is compiled from the tables; for all tests of a process that is once."""


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in COMPILED:
            patch.setattr(migrations, name, cache(getattr(migrations, name)))
        yield


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)
