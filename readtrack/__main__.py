"""The entry point: the prompt's short path, else the Typer app."""

import gc
import os
import sys
from io import TextIOWrapper


def main() -> None:
    gc.disable()  # a command is over before collecting garbage would pay
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="replace")  # an arrow lost is better than an answer lost
    if sys.argv[1:] == ["prompt"]:
        from readtrack.prompt import print_prompt

        print_prompt()
        return
    if sys.stdout is None:  # closed: no file that is opened now may get its number
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    from readtrack.cli.app import invoke

    code = invoke(sys.argv[1:])
    gc.freeze()  # the interpreter would still collect once on its way out
    sys.exit(code)


if __name__ == "__main__":
    main()
