"""The entry point: the prompt's short path, else the Typer app."""

import gc
import sys


def main() -> None:
    gc.disable()  # a command is over before collecting garbage would pay
    if sys.argv[1:] == ["prompt"]:
        from readtrack.prompt import print_prompt

        print_prompt()
        return
    from readtrack.cli.app import invoke

    code = invoke(sys.argv[1:])
    gc.freeze()  # the interpreter would still collect once on its way out
    sys.exit(code)


if __name__ == "__main__":
    main()
