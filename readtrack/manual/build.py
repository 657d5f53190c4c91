"""Puts the man page into every wheel; hatchling runs this when the project is built."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPage(BuildHookInterface[Any]):
    """Writes readtrack.1 and names the place that pip installs it to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)  # what is built, not what may be installed
        from readtrack.manual.man import man_page

        self.folder = tempfile.TemporaryDirectory(prefix="readtrack-man-")
        file = Path(self.folder.name, "readtrack.1")
        file.write_text(man_page(), encoding="utf-8")
        build_data["shared_data"][str(file)] = "share/man/man1/readtrack.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self.folder.cleanup()
