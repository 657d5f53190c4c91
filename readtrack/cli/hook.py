"""`hook`: what a shell has to run so that its prompt, or a login, shows what is due.

Titles come from files and from libraries and may contain `$(…)`, backticks, `%` or a backslash.
Every snippet hands them to the prompt in a way that the shell expands once and does not read again.
"""

from typing import Annotated

from typer import Argument, Option, echo

from readtrack.cli.usage import examples
from readtrack.errors import UsageError

BASH = r"""# ~/.bashrc:  eval "$(readtrack hook bash)"
__readtrack_prompt() {
    local code=$?
    __readtrack_line=$(command readtrack prompt 2>/dev/null) || :
    if ! shopt -q promptvars; then  # a prompt without variables would read the title itself
        [[ -z $__readtrack_line ]] || printf '%s\n' "$__readtrack_line"
    elif [[ ${PS1-} != *'$__readtrack_line'* ]]; then
        PS1='${__readtrack_line:+[$__readtrack_line] }'${PS1-}
    fi
    [[ $- == *e* ]] || return "$code"  # where errors end the shell it would, and $? stays anyway
}
if [[ " ${PROMPT_COMMAND[*]-} " != *__readtrack_prompt* ]]; then
    if [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]] &&
        ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
        PROMPT_COMMAND+=(__readtrack_prompt)
    else
        PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}__readtrack_prompt
    fi
fi
"""

ZSH = r"""# ~/.zshrc:  eval "$(readtrack hook zsh)"
__readtrack_precmd() {
    local code=$?
    emulate -L zsh
    psvar[9]=$(command readtrack prompt 2>/dev/null)
    [[ $PROMPT == *'%9v'* ]] || PROMPT='%(9V.[%9v] .)'$PROMPT
    return $code
}
autoload -Uz add-zsh-hook
add-zsh-hook precmd __readtrack_precmd
"""

FISH = r"""# ~/.config/fish/config.fish:  readtrack hook fish | source
if not functions -q __readtrack_other_right_prompt
    if functions -q fish_right_prompt
        functions -c fish_right_prompt __readtrack_other_right_prompt
    else
        function __readtrack_other_right_prompt
        end
    end
end
function fish_right_prompt
    set -l other (__readtrack_other_right_prompt)
    set -l line (command readtrack prompt 2>/dev/null)
    test -n "$line"; and set -a other "[$line]"
    string join ' ' -- $other
end
"""

STARSHIP = r"""# ~/.config/starship.toml:  readtrack hook starship >> ~/.config/starship.toml
[custom.readtrack]
description = "The nearest deadline, and what is left to read today"
# Before 1.20 starship let the shell read what a command says: take away what it would obey.
command = '''readtrack prompt 2>/dev/null | sed 's/\$/＄/g; s/`/｀/g; s/\\/＼/g' '''
when = "true"
shell = ["sh"]
format = "([\\[$output\\]]($style) )"
style = "yellow"
"""

POSIX_LOGIN = r"""
case $- in
*i*) command readtrack due 2>/dev/null || : ;;
esac
"""

FISH_LOGIN = r"""# ~/.config/fish/config.fish:  readtrack hook fish --login | source
if status is-login; and status is-interactive
    command readtrack due 2>/dev/null
    or true
end
"""

SNIPPETS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "starship": STARSHIP}

AT_LOGIN = {
    "bash": '# ~/.bash_profile or ~/.profile:  eval "$(readtrack hook bash --login)"' + POSIX_LOGIN,
    "zsh": '# ~/.zlogin:  eval "$(readtrack hook zsh --login)"' + POSIX_LOGIN,
    "fish": FISH_LOGIN,
}


@examples("readtrack hook bash", "readtrack hook zsh --login", "readtrack hook starship")
def hook_(
    shell: Annotated[
        str | None,
        Argument(
            metavar="SHELL",
            help="One of bash, zsh, fish and starship.",
            autocompletion=lambda: [*SNIPPETS],
        ),
    ] = None,
    login: Annotated[
        bool, Option("--login", help="Say what is due when you log in, once.")
    ] = False,
) -> None:
    """Print what makes a shell prompt show the nearest deadline.

    The first line of it says where to put it.
    """
    if shell not in SNIPPETS:
        what = "Which shell?" if shell is None else f"There is no hook for {shell}."
        instead = {"hook": ("hook", "bash")} if shell is None else {shell: "bash"}
        raise UsageError(what, f"Name one of: {', '.join(SNIPPETS)}.", instead)
    if login and shell not in AT_LOGIN:
        names = f"--login: {', '.join(AT_LOGIN)}."
        raise UsageError(f"{shell} is a prompt, not a shell.", names, {shell: "bash"})
    echo((AT_LOGIN if login else SNIPPETS)[shell], nl=False)
