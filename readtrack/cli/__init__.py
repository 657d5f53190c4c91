"""Typer commands: one module for each command or family of commands.

A command parses what was typed, asks the store, computes and shows, in about 15 lines: arithmetic
is in `planning`, sentences in `words`, tables in `render`. `options.py` has the options that
commands share, `choose.py` finds the book that is meant, `session.py` opens the store, `groups.py`
serves commands with `add`, `list`, `edit` and `drop`. Errors are `ReadtrackError`s: what is wrong,
then what to type instead. Every command that shows something has `--json`, through
`render.show.show`, with the same report value.

To add a command `NAME`, copy the shortest one, `ways.py`:
1. a module here with a function `NAME_` and `@examples("readtrack NAME")` above it; the tests run
   the examples, and its docstring is the help;
2. `NAME` under a heading of `GROUPS` in `app.py`, and in `MODULES` if its module has another name;
   if it has `--json`, the type of its report in `REPORTS` of `schema.py`;
3. a row in `manual/commands.md` and in the table of README.md, and a line in CHANGELOG.md;
4. tests in `tests/cli/`, with the exact output; where the other tests list every command, they fail
   and name the missing one.
"""
