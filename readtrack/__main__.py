"""The entry point: a cached answer, else the full program."""

import gc
import os
import sys
from _signal import SIG_IGN, SIGHUP, SIGINT, SIGTERM, getsignal, signal  # type: ignore[import-not-found]
from io import TextIOWrapper


def start() -> None:
    """Run a command and end the process; what is in memory goes with it, not piece by piece."""
    code: str | int | None = 0
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code
    if not isinstance(code, int):
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Run a command; raise SystemExit where its exit code is not 0."""
    # From the built-in module: importing `signal` loads enum, which costs half a bare start.
    for number in (SIGINT, SIGTERM, SIGHUP):
        if getsignal(number) != SIG_IGN:  # nohup ignores some, and so do jobs in the background
            signal(number, leave)
    gc.disable()  # a command is over before collecting garbage would pay
    code = answer()
    if sys.argv[1:] == ["prompt"]:
        code = 0  # a shell prompt does not report errors
    gc.freeze()  # the interpreter would still collect once on its way out
    if code:
        sys.exit(code)


def leave(number: int, _: object) -> None:
    """End at once; an open transaction is not committed. Commands that write files unwind."""
    os._exit(128 + number)


def answer() -> int:
    """Answer what was typed; the exit code."""
    open_streams()
    from readtrack import answers
    from readtrack.store.waiting import shells_patience

    asked, stamp, until = answers.question(sys.argv[1:]), None, shells_patience()
    if asked is not None:
        done, stamp = answers.serve(asked, until)
        if done:
            return 0
    if asked is None or stamp is None:
        return run(until)
    from readtrack.store.cache import run_and_cache

    return run_and_cache(lambda: run(until), asked, stamp, until)


def open_streams() -> None:
    """Replace standard streams that are closed: reading finds nothing, and writing output fails."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:  # else the next file to be opened would get its number
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:  # messages are lost, which is no failure
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")  # an arrow lost is better than an answer lost


def run(until: float | None = None) -> int:
    """Let the full program answer; its exit code. A prompt waits for a server up to `until`."""
    if sys.argv[1:] == ["prompt"]:
        from readtrack.prompt import print_prompt

        return 0 if print_prompt(until=until) else 1
    from readtrack.cli.app import invoke

    return invoke(sys.argv[1:])


if __name__ == "__main__":
    start()
