"""What makes systemd, cron or launchd run a command every morning, to be put where it belongs."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence

SYSTEMD = """\
# Every morning at 8:00, or as soon as the computer is on. Two files: in ~/.config/systemd/user
# save this text as readtrack-remind.txt and cut it in two with
#   umask 077; awk '/^# readtrack-remind[.]/ {{f = $2}} f {{print > f}}' readtrack-remind.txt
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
ExecStart={command}
# Without a network yet it tries again a little later; what is sent is not sent twice.
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
"""

CRON = """\
# Every morning at 8:00, if the computer is on; cron sends mail only of what went wrong.
# Add these lines to the table that this opens:  crontab -e
# {hint}
0 8 * * * said=$({command} 2>&1) || echo "$said"
"""

LAUNCHD = """\
<!--
Every morning at 8:00, or as soon as the computer is awake. Save this as
~/Library/LaunchAgents/{label}.plist and start it with
  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{label}.plist
{hint}
-->
"""

LABEL = "readtrack.remind"

PRIVATE = "It holds your addresses, with their passwords: let nobody else read it (chmod 600)."

UNADDRESSED = "It names no address yet: make it anew with one, such as ntfy://ntfy.sh/my-topic."


def reminding(store: str, urls: Sequence[str]) -> list[str]:
    """The command, whatever the folder and the environment it is run in."""
    to = (word for url in urls for word in ("--to", url))
    return [*_program(), "--db", os.path.abspath(store), "remind", *to]  # noqa: PTH100


def _program() -> list[str]:
    """The words that run this very program."""
    given = sys.argv[0]
    name = given if os.path.basename(given) == "readtrack" else "readtrack"  # noqa: PTH119
    found = shutil.which(name)
    if found is None:
        return [sys.executable, "-m", "readtrack"]
    return [os.path.abspath(found)]  # noqa: PTH100


def systemd(words: Sequence[str], *, addressed: bool) -> str:
    """A service and its timer. systemd reads `%`, and `$` in all words but the first."""
    first, *rest = (_in_quotes(word.replace("%", "%%")) for word in words)
    command = " ".join([first, *(word.replace("$", "$$") for word in rest)])
    return SYSTEMD.format(command=command, hint=_hint(addressed))


def cron(words: Sequence[str], *, addressed: bool) -> str:
    """A line of a crontab, in which cron takes a bare `%` for the end of the command."""
    command = shlex.join(words).replace("%", "\\%")
    return CRON.format(command=command, hint=_hint(addressed))


def launchd(words: Sequence[str], *, addressed: bool) -> str:
    """A property list, with what to do with it in a comment, where two hyphens may not stand."""
    import plistlib

    job = {
        "Label": LABEL,
        "ProgramArguments": list(words),
        "StartCalendarInterval": {"Hour": 8, "Minute": 0},
    }
    head, mark, body = plistlib.dumps(job, sort_keys=False).decode().partition("<plist")
    return head + LAUNCHD.format(label=LABEL, hint=_hint(addressed)) + mark + body


def _hint(addressed: bool) -> str:
    return PRIVATE if addressed else UNADDRESSED


def _in_quotes(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
