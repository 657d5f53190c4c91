"""What makes systemd, cron or launchd run a command every morning, to be put where it belongs.

Addresses hold passwords, and everybody sees the words of a command: they go in the environment.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence

SYSTEMD = """\
# Every morning at 8:00, or as soon as the computer is on. Three files: in ~/.config/systemd/user
# save this text as readtrack-remind.txt and cut it in three with
#   umask 077; awk '/^# readtrack-remind[.]/ {{f = $2}} f {{print > f}}' readtrack-remind.txt
#   rm readtrack-remind.txt
# and start the timer with
#   systemctl --user daemon-reload
#   systemctl --user enable --now readtrack-remind.timer
# {hint}

# readtrack-remind.service
[Unit]
Description=Remind of library books that are due
StartLimitIntervalSec=12h
StartLimitBurst=6

[Service]
Type=oneshot
EnvironmentFile=%h/.config/systemd/user/readtrack-remind.env
ExecStart={command}
# Without a network yet it tries again a little later, where it was not taken yet.
Restart=on-failure
RestartSec=15min
RestartPreventExitStatus=2

# readtrack-remind.timer
[Unit]
Description=Remind of library books every morning

[Timer]
OnCalendar=*-*-* 08:00:00
Persistent=true

[Install]
WantedBy=timers.target

# readtrack-remind.env
{variable}="{addresses}"
"""

CRON = """\
# Every morning at 8:00, if the computer is on; cron sends mail only of what went wrong.
# Add these lines to the table that this opens:  crontab -e
# {hint}
{variable}="{addresses}"
0 8 * * * said=$({command} 2>&1) || echo "$said"
"""

LAUNCHD = """\
<!--
Every morning at 8:00, or as soon as the computer is awake. Save this as
~/Library/LaunchAgents/{label}.plist and start it with
  chmod 600 ~/Library/LaunchAgents/{label}.plist
  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{label}.plist
{hint}
-->
"""

LABEL = "readtrack.remind"

VARIABLE = "READTRACK_REMIND_TO"

PRIVATE = "It holds your addresses, with their passwords: let nobody else read it."

UNADDRESSED = f"{VARIABLE} names no address yet: put one in, such as ntfy://ntfy.sh/my-topic."


def reminding(store: str) -> list[str]:
    """The command, whatever the folder it is run in."""
    return [*_program(), "--db", os.path.abspath(store), "remind"]  # noqa: PTH100


def _program() -> list[str]:
    """The words that run this very program."""
    given = sys.argv[0]
    name = given if os.path.basename(given) == "readtrack" else "readtrack"  # noqa: PTH119
    found = shutil.which(name)
    if found is None:
        return [sys.executable, "-m", "readtrack"]
    return [os.path.abspath(found)]  # noqa: PTH100


def systemd(words: Sequence[str], urls: Sequence[str]) -> str:
    """A service, its timer, its variable. systemd reads `%`, and `$` in all words but the first."""
    first, *rest = (_in_quotes(word.replace("%", "%%")) for word in words)
    command = " ".join([first, *(word.replace("$", "$$") for word in rest)])
    return SYSTEMD.format(command=command, **_addressed(urls))


def cron(words: Sequence[str], urls: Sequence[str]) -> str:
    """Lines of a crontab, in which cron takes a bare `%` for the end of the command."""
    command = shlex.join(words).replace("%", "\\%")
    return CRON.format(command=command, **_addressed(urls))


def launchd(words: Sequence[str], urls: Sequence[str]) -> str:
    """A property list, with what to do with it in a comment, where two hyphens may not stand."""
    import plistlib

    addressed = _addressed(urls)
    job = {
        "Label": LABEL,
        "ProgramArguments": list(words),
        "EnvironmentVariables": {VARIABLE: addressed["addresses"]},
        "StartCalendarInterval": {"Hour": 8, "Minute": 0},
    }
    head, mark, body = plistlib.dumps(job, sort_keys=False).decode().partition("<plist")
    return head + LAUNCHD.format(label=LABEL, **addressed) + mark + body


def _addressed(urls: Sequence[str]) -> dict[str, str]:
    """The variable, the addresses as its value, and what to say of them.

    What parts the addresses, and what is special in quotes, is encoded as in any URL.
    """
    encoded = (re.sub(r"[ \"'\\$`]", lambda found: f"%{ord(found[0]):02X}", url) for url in urls)
    return {
        "variable": VARIABLE,
        "addresses": " ".join(encoded),
        "hint": PRIVATE if urls else UNADDRESSED,
    }


def _in_quotes(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
