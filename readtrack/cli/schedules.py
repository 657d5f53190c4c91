"""What makes systemd, cron or launchd run a command by itself, to be put where it belongs.

Addresses hold passwords, and everybody sees the words of a command: they go in the environment.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from getpass import getuser
from glob import glob, has_magic

from readtrack.importing.places import expanded
from readtrack.store.place import from_anywhere

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

WATCHING_SYSTEMD = """\
# Whenever one of the files changes, or a reader with one is plugged in. Two files: in
# ~/.config/systemd/user save this text as readtrack-import.txt and cut it in two with
#   awk '/^# readtrack-import[.]/ {{f = $2}} f {{print > f}}' readtrack-import.txt
#   rm readtrack-import.txt
# and start it with
#   systemctl --user daemon-reload
#   systemctl --user enable --now readtrack-import.path
# What it brought in, or could not read: journalctl --user -u readtrack-import
# After another --remember or --forget make it anew.

# readtrack-import.service
[Unit]
Description=Bring in what has changed in files of library books

[Service]
Type=oneshot
ExecStart=-{command}
{pause}
# readtrack-import.path
[Unit]
Description=Watch for files of library books

[Path]
{paths}

[Install]
WantedBy=default.target
"""

PAUSE = """\
# A pattern is there as long as a reader is plugged in: it is looked at again after ten minutes.
ExecStartPost={sleep} 600
"""

WATCHING_CRON = """\
# Every ten minutes, for what has changed; cron sends mail only of what went wrong.
# Add this line to the table that this opens:  crontab -e
*/10 * * * * said=$({command} 2>&1) || echo "$said"
"""

MOUNTED = ("/media/*/", "/run/media/*/")
"""Where systems put what a user plugs in, each in a folder of that user's."""

LABEL = "readtrack.remind"

VARIABLE = "READTRACK_REMIND_TO"

PRIVATE = "It holds your addresses, with their passwords: let nobody else read it."

UNADDRESSED = f"{VARIABLE} names no address yet: put one in, such as ntfy://ntfy.sh/my-topic."


def reminding(store: str) -> list[str]:
    """The command that reminds, whatever the folder it is run in."""
    return [*_program(), "--db", from_anywhere(store), "remind"]


def importing(store: str) -> list[str]:
    """The command that reads what is remembered, whatever the folder it is run in."""
    return [*_program(), "--db", from_anywhere(store), "import"]


def _program() -> list[str]:
    """The words that run this very program."""
    given = sys.argv[0]
    name = given if os.path.basename(given) == "readtrack" else "readtrack"  # noqa: PTH119
    found = shutil.which(name)
    if found is None:
        return [sys.executable, "-m", "readtrack"]
    return [os.path.abspath(found)]  # noqa: PTH100


def systemd(words: Sequence[str], urls: Sequence[str]) -> str:
    """A service, its timer, its variable."""
    return SYSTEMD.format(command=_of_systemd(words), **_addressed(urls))


def cron(words: Sequence[str], urls: Sequence[str]) -> str:
    """Lines of a crontab."""
    return CRON.format(command=_of_cron(words), **_addressed(urls))


def watching_systemd(words: Sequence[str], patterns: Sequence[str]) -> str:
    """A service, and what starts it when a file of the patterns changes or is there."""
    lines = list(dict.fromkeys(line for each in patterns for line in _watched(each)))
    pause = ""
    if any(line.startswith("PathExistsGlob=") for line in lines):
        pause = PAUSE.format(sleep=shutil.which("sleep") or "/bin/sleep")
    return WATCHING_SYSTEMD.format(command=_of_systemd(words), pause=pause, paths="\n".join(lines))


def watching_cron(words: Sequence[str]) -> str:
    """A line of a crontab that reads what has changed."""
    return WATCHING_CRON.format(command=_of_cron(words))


def _watched(pattern: str) -> Iterator[str]:
    """What systemd can watch of a pattern, a line each.

    A change it sees in a file or a folder only, not in what fits a pattern: of that it sees that it
    is there. So the folder is watched where only the name varies; and where folders vary, those
    that fit now, with the user's own one below `/media`, where it may not be yet.
    """
    path = expanded(pattern)
    if os.path.exists(path) or not has_magic(path):  # noqa: PTH110
        yield f"PathChanged={_value(path)}"
        return
    folder, name = os.path.split(path)
    if not has_magic(folder):
        yield f"PathChanged={_value(folder)}"
        return
    yield f"PathExistsGlob={_value(path.replace('**', '*'))}"
    folders = glob(folder)  # noqa: PTH207
    for mounted in MOUNTED:
        if path.startswith(mounted):
            folders.append(folder.replace("*", getuser(), 1))
    for each in sorted({each for each in folders if not has_magic(each)}):
        yield f"PathChanged={_value(each if has_magic(name) else os.path.join(each, name))}"  # noqa: PTH118


def _value(path: str) -> str:
    """A path as a unit has it: systemd reads `%`, and needs no quotes for blanks."""
    return path.replace("%", "%%")


def _of_systemd(words: Sequence[str]) -> str:
    """The words as a unit has them: systemd reads `%`, and `$` in all words but the first."""
    first, *rest = (_in_quotes(word.replace("%", "%%")) for word in words)
    return " ".join([first, *(word.replace("$", "$$") for word in rest)])


def _of_cron(words: Sequence[str]) -> str:
    """The words for a shell, in which cron takes a bare `%` for the end of the command."""
    return shlex.join(words).replace("%", "\\%")


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
