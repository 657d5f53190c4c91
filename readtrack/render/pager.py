"""Shows a long text through the reader's pager, as git and man do."""

import os
import shutil
import signal
import sys
from collections.abc import Callable

from readtrack.render.terminal import coloured, on_terminal

DEFAULT = "less"
TAKES_COLOUR = ("less", "more")
"""Pagers that can show colours."""

NOT_FOUND = 127
"""Exit code of a shell for an unknown program."""


def page(draw: Callable[[bool], str]) -> None:
    """Print a text, through the pager if it is longer than the terminal.

    `draw` returns the text, with colour or without.
    """
    text = draw(coloured(sys.stdout))
    lines = shutil.get_terminal_size().lines
    pager = _pager() if on_terminal() and text.count("\n") >= lines else ""
    if not pager or not _shown_by(pager, draw(coloured(sys.stdout) and _takes_colour(pager))):
        sys.stdout.write(text)


def _pager() -> str:
    """Return the command line of the pager; empty if there is none, or none is wanted."""
    if os.environ.get("TERM") == "dumb":
        return ""
    chosen = os.environ.get("PAGER", DEFAULT).strip()
    return "" if chosen == "cat" else chosen


def _takes_colour(pager: str) -> bool:
    return os.path.basename(pager.split()[0]) in TAKES_COLOUR  # noqa: PTH119


def _shown_by(pager: str, text: str) -> bool:
    """Show the text in the pager; return whether the pager could be started."""
    import subprocess

    sys.stdout.flush()
    shows_colour = f"-R {os.environ.get('LESS', '')}".strip()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        process = subprocess.Popen(
            pager,
            shell=True,
            stdin=subprocess.PIPE,
            env={**os.environ, "LESS": shows_colour},
            preexec_fn=_heed_interrupts,
        )
        process.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode != NOT_FOUND


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
