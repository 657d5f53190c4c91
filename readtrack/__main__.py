"""The entry point: a kept answer, else the full program."""

import gc
import os
import sys
from _signal import SIG_IGN, SIGHUP, SIGINT, SIGTERM, getsignal, signal  # type: ignore[import-not-found]
from io import TextIOWrapper


def main() -> None:
    # Of the built-in module: `signal` itself loads enum, which costs half a bare start.
    for number in (SIGINT, SIGTERM, SIGHUP):
        if getsignal(number) != SIG_IGN:  # as nohup, and shells for what runs behind, have it
            signal(number, leave)
    gc.disable()  # a command is over before collecting garbage would pay
    code = answered()
    if sys.argv[1:] == ["prompt"]:
        code = 0  # its troubles are its own
    gc.freeze()  # the interpreter would still collect once on its way out
    if code:
        sys.exit(code)


def leave(number: int, _: object) -> None:
    """Be gone at once: a store takes no harm. What leaves files behind holds this off."""
    os._exit(128 + number)


def answered() -> int:
    """Answer what was typed; the exit code."""
    open_streams()
    from readtrack import answers

    asked, stamp = answers.question(sys.argv[1:]), None
    if asked is not None:
        done, stamp = answers.serve(asked)
        if done:
            return 0
    if asked is None or stamp is None:
        return run()
    from readtrack.store.kept import keeping

    return keeping(run, asked, stamp)


def open_streams() -> None:
    """Have all three streams: without input there is none, without output writing fails."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:  # no file that is opened now may get its number
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:  # what is said there goes nowhere, which is no failure
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")  # an arrow lost is better than an answer lost


def run() -> int:
    """Let the full program answer; its exit code."""
    if sys.argv[1:] == ["prompt"]:
        from readtrack.prompt import print_prompt

        return 0 if print_prompt() else 1
    from readtrack.cli.app import invoke

    return invoke(sys.argv[1:])


if __name__ == "__main__":
    main()
