"""Folders that a program syncs: a store in one loses entries when two machines write it."""

import os
from pathlib import Path

NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
}
"""What the folders of such programs are called, and the programs."""

MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What such programs leave in their folders."""

INSTEAD = "Keep it on a server that both use, or elsewhere: readtrack move --to PLACE"


def synced(path: str, program: str) -> str:
    return f"{path} is in a folder of {program}; two computers that write it lose entries."


def syncer_of(path: str) -> str | None:
    """Return the program that syncs the folder of the file, as far as its folders show it."""
    for folder in Path(os.path.realpath(path)).parents:
        name = folder.name.lower()
        for start, program in NAMES.items():
            if name == start or name.startswith((f"{start} ", f"{start}-")):
                return program
        for mark, program in MARKS.items():
            if os.path.exists(f"{folder}/{mark}"):  # noqa: PTH110
                return program
    return None
