"""Writing a file whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from readtrack.errors import ReadtrackError

REMEDY = "Name a file in a folder that is there and can be written."


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Make `path` a file of the chunks; until all are written it stays what it was.

    A new file is for its owner only, one that is replaced keeps its mode, and a link goes on
    pointing where it does. Raises ReadtrackError when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a device, a named pipe
            with path.open("wb") as out:
                out.writelines(chunks)
            return
        _replace(Path(os.path.realpath(path)), chunks)
    except OSError as error:
        raise ReadtrackError(f"Cannot write {path}: {error.strerror}.", REMEDY) from error


def _replace(target: Path, chunks: Iterable[bytes]) -> None:
    mode = None
    if target.exists():
        with target.open("r+b"):  # replacing needs the folder's permission only: ask for the file's
            mode = stat.S_IMODE(target.stat().st_mode)
    handle, name = tempfile.mkstemp(prefix=".readtrack-", dir=target.parent)
    try:
        with open(handle, "wb") as out:  # noqa: PTH123 - it is open already
            out.writelines(chunks)
            out.flush()
            if mode is not None:
                os.fchmod(out.fileno(), mode)
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
