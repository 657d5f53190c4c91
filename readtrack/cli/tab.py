"""What a shell completes when there is nothing to offer: file names only where a file goes.

Typer lets every shell fall back to the names of files.
"""

import os
import shlex
import sys

from typer import _completion_classes, _completion_shared

TAKE_FILES = ("import", "restore", "backup", "export")
"""Commands with a file as an argument."""

NAME_FILES = ("--db", "--from-file")
"""Options that take a file."""

BASH = """
%(complete_func)s() {
    local word
    for word in "${COMP_WORDS[@]}"; do
        case $word in
            import|restore|backup|export) break ;;
        esac
        word=
    done
    case ${COMP_WORDS[COMP_CWORD-1]} in
        --db|--from-file) word=file ;;
    esac
    [ -n "$word" ] || compopt +o default 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" \\
                   COMP_CWORD=$COMP_CWORD \\
                   %(autocomplete_var)s=complete_bash $1 ) )
    return 0
}

complete -o default -F %(complete_func)s %(prog_name)s
"""


class Zsh(_completion_classes.ZshComplete):
    def complete(self) -> str:
        answer = super().complete()
        return "" if answer == "_files" and not _wants_a_file() else answer


class Fish(_completion_classes.FishComplete):
    def complete(self) -> str:
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") != "is-args":
            words = self.get_completion_args()[1]  # fish takes files where nothing is offered
            return super().complete() or ("" if _wants_a_file() else words)
        arguments, typed = self.get_completion_args()
        found = {each.value for each in self.get_completions(arguments, typed)}
        sys.exit(1 if _wants_a_file() and found <= {typed} else 0)


def keep_file_names_out() -> None:
    """Offer names of files only where a file can be named."""
    _completion_shared._completion_scripts["bash"] = BASH
    vars(_completion_classes)["ZshComplete"] = Zsh
    vars(_completion_classes)["FishComplete"] = Fish


def _wants_a_file() -> bool:
    """Return whether the last word of the command line is, or may be, a file."""
    typed = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    try:
        words = shlex.split(typed)
    except ValueError:  # within quotes
        words = typed.split()
    before = words if typed.endswith(" ") else words[:-1]
    return any(word in TAKE_FILES for word in before) or "".join(before[-1:]) in NAME_FILES
