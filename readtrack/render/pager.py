"""Shows a long text through the reader's pager, as git and man do."""

import os
import shutil
import signal
import sys
from collections.abc import Callable

from readtrack.render.terminal import coloured, on_terminal


def page(draw: Callable[[bool], str]) -> None:
    """Print a text, through the pager if it is longer than the terminal.

    `draw` returns the text, with colour or without.
    """
    colour = coloured(sys.stdout)
    text = draw(colour)
    long = text.count("\n") >= shutil.get_terminal_size().lines
    pager = _pager() if long and on_terminal() else ""
    takes_colour = pager and os.path.basename(pager.split()[0]) in ("less", "more")  # noqa: PTH119
    if not (pager and _shown_by(pager, draw(bool(colour and takes_colour)))):
        sys.stdout.write(text)


def _pager() -> str:
    """Return the command line of the pager; empty if there is none, or none is wanted."""
    if os.environ.get("TERM") == "dumb":
        return ""
    chosen = os.environ.get("PAGER", "less").strip()
    return "" if chosen == "cat" else chosen


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
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        process.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode != 127  # the shell found no such program
