"""Writes a file completely or not at all."""

import os
import re
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from readtrack.errors import ReadtrackError

HEAD = 1024
"""Bytes that a file which is there already is recognised by."""

REMEDY = "Name a file in a folder that is there and can be written."


def write_atomically(path: Path, chunks: Iterable[bytes], begins: bytes = b"") -> None:
    """Write the chunks to `path`, which is unchanged until all are written.

    A new file is readable by its owner only; a replaced one keeps its mode, and a link stays a
    link. A file with contents is replaced only if they match the pattern `begins`. Raise
    ReadtrackError if the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a device, a named pipe
            with path.open("wb") as out:
                out.writelines(chunks)
            return
        _replace(path, chunks, begins)
    except OSError as error:
        what = f"Cannot write {path}: {error.strerror}."
        raise ReadtrackError(what, REMEDY, {str(path): path.name}) from error


def _replace(path: Path, chunks: Iterable[bytes], begins: bytes) -> None:
    target = Path(os.path.realpath(path))
    mode = None
    if target.exists():
        # Replacing needs the folder's permission only: ask for the file's.
        with target.open("r+b") as old:
            head = old.read(HEAD)
            mode = stat.S_IMODE(target.stat().st_mode)
        if head and not re.match(begins, head):
            raise ReadtrackError(
                f"{path} is there already, and is nothing that this command wrote.",
                "Name another file.",
                {str(path): path.with_name(f"{path.stem}-readtrack{path.suffix}")},
            )
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
