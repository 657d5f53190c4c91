"""Where the store is."""

import os
import sys


def is_address(path: str) -> bool:
    """Return whether the store is on a server."""
    return path.startswith(("postgresql://", "postgres://"))


def shown_path(path: str) -> str:
    """Return what people are shown of a path: an address without its password."""
    if not is_address(path):
        return path
    from readtrack.store.address import Address

    return Address.read(path).name


def from_anywhere(path: str) -> str:
    """Return what names the store from any folder; a password is left to ~/.pgpass."""
    return shown_path(path) if is_address(path) else os.path.abspath(path)


def store_path(given: str | None = None) -> str:
    """The file `given`, else `READTRACK_DB`, else `readtrack.db` in the platform's data folder.

    On Linux the folder follows the XDG base directory rule, spelled out here because the shell
    prompt asks too: importing platformdirs would cost it more than everything else it does.
    """
    if path := given or os.environ.get("READTRACK_DB"):
        return os.path.expanduser(path)
    return home_path()


def home_path() -> str:
    """`readtrack.db` in the platform's data folder."""
    if sys.platform == "linux":
        home = os.environ.get("XDG_DATA_HOME", "").strip()
        folder = home if os.path.isabs(home) else os.path.expanduser("~/.local/share")
        return os.path.join(folder, "readtrack", "readtrack.db")
    import platformdirs

    return os.path.join(platformdirs.user_data_dir("readtrack", appauthor=False), "readtrack.db")
