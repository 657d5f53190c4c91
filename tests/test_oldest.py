"""oldest.txt has the oldest release that pyproject.toml allows of everything it names."""

import re
import tomllib
from itertools import chain

import pytest

from tests.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = dict(re.findall(r"^(\S+)==(\S+)$", (ROOT / "tests" / "oldest.txt").read_text(), re.M))

REQUIRED = [
    each
    for each in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    if not each.startswith("readtrack[")
]


@pytest.mark.parametrize("requirement", REQUIRED)
def test_the_oldest_release_is_the_lower_bound(requirement: str) -> None:
    name, bound = re.findall(r"^([a-z0-9-]+)>=([\d.]+)", requirement)[0]
    pinned = PINNED[name]

    # Typing stubs end in the day they were made.
    rest = re.sub(r"\.20\d{6}$", "", pinned).removeprefix(bound)
    assert pinned.startswith(bound), f"{name} {pinned}: raise the bound, or make oldest.txt anew"
    assert re.fullmatch(r"(\.0)*", rest), f"{name} {pinned}: no release is as old as {bound}"
