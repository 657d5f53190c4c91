"""Writes the files that make systemd, cron or launchd run a command.

Addresses contain passwords, and everybody can see the words of a running command: so the addresses
go in the environment.
"""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from getpass import getuser
from glob import glob, has_magic

from readtrack.importing.places import expanded, folders_in
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
~/Library/LaunchAgents/readtrack.remind.plist and start it with
  chmod 600 ~/Library/LaunchAgents/readtrack.remind.plist
  launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/readtrack.remind.plist
{hint}
-->
"""

WATCHING_SYSTEMD = """\
# Whenever one of the files changes, or a reader with one is plugged in. Several files: in
# ~/.config/systemd/user save this text as readtrack-import.txt and cut it with
#   awk '/^# readtrack-import[-a-z]*[.]/ {{f = $2}} f {{print > f}}' readtrack-import.txt
#   rm readtrack-import.txt
# and start it with
#   systemctl --user daemon-reload
#   systemctl --user enable --now {started}
# What it brought in, or could not read: journalctl --user -u 'readtrack-import*'
# After another --remember or --forget make it anew, and stop what it no longer has:
#   systemctl --user disable --now readtrack-import-reader.path
"""

WATCHER = """
# {name}.service
[Unit]
Description=Bring in what has changed in files of library books

[Service]
Type=oneshot
ExecStart=-{command}
{pause}
# {name}.path
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
"""Folders in which systems mount what a user plugs in, one folder for each user."""

VARIABLE = "READTRACK_REMIND_TO"


def command_for(store: str, name: str) -> list[str]:
    """Return the command of that name for a store, independent of the current folder."""
    return [*_program(), "--db", from_anywhere(store), name]


def _program() -> list[str]:
    given = sys.argv[0]
    name = given if os.path.basename(given) == "readtrack" else "readtrack"  # noqa: PTH119
    found = shutil.which(name)
    if found is None:
        return [sys.executable, "-m", "readtrack"]
    return [os.path.abspath(found)]  # noqa: PTH100


def systemd(words: Sequence[str], urls: Sequence[str]) -> str:
    """Return a service, its timer and its environment file."""
    return SYSTEMD.format(command=_of_systemd(words), **_addressed(urls))


def cron(words: Sequence[str], urls: Sequence[str]) -> str:
    """Return the lines of a crontab that send reminders."""
    return CRON.format(command=_of_cron(words), **_addressed(urls))


def watching_systemd(words: Sequence[str], patterns: Sequence[str]) -> str:
    """Return a service, and the unit that starts it when a file of the patterns changes.

    Readers that are plugged in have a service of their own: systemd notices no change while the
    service pauses that the change would start.
    """
    lines = dict.fromkeys(line for each in patterns for line in _watched(each))
    pause = PAUSE.format(sleep=shutil.which("sleep") or "/bin/sleep")
    watchers = {
        name: (found, pause if word == "PathExistsGlob=" else "")
        for name, word in (
            ("readtrack-import", "PathChanged="),
            ("readtrack-import-reader", "PathExistsGlob="),
        )
        if (found := [line for line in lines if line.startswith(word)])
    }
    started = " ".join(f"{name}.path" for name in watchers)
    return WATCHING_SYSTEMD.format(started=started) + "".join(
        WATCHER.format(name=name, command=_of_systemd(words), pause=pause, paths="\n".join(found))
        for name, (found, pause) in watchers.items()
    )


def watching_cron(words: Sequence[str]) -> str:
    """Return the line of a crontab that imports what has changed."""
    return WATCHING_CRON.format(command=_of_cron(words))


def _watched(pattern: str) -> Iterator[str]:
    """Yield the lines with which systemd watches a pattern.

    systemd notices changes of a file or in a folder, not in those below it; of a pattern it only
    notices that something matches. So the folder is watched if only the file name varies. If
    folders vary, those that match now are watched, and the user's own one below `/media`, which
    may not exist yet.
    """
    path = expanded(pattern)
    if os.path.exists(path) or not has_magic(path):  # noqa: PTH110
        for each in folders_in(path) or [path]:
            yield f"PathChanged={_value(each)}"
        return
    folder, name = os.path.split(path)
    if not has_magic(folder):
        yield f"PathChanged={_value(folder)}"
        return
    yield f"PathExistsGlob={_value(path.replace('**', '*'))}"
    folders = glob(folder, recursive=True)  # noqa: PTH207
    for mounted in MOUNTED:
        if path.startswith(mounted):
            folders.append(folder.replace("*", getuser(), 1))
    for each in sorted({each.rstrip(os.sep) for each in folders if not has_magic(each)}):
        yield f"PathChanged={_value(each if has_magic(name) else os.path.join(each, name))}"  # noqa: PTH118


def _value(path: str) -> str:
    """Quote a path for a unit: systemd expands `%`, and needs no quotes for blanks."""
    return path.replace("%", "%%")


def _of_systemd(words: Sequence[str]) -> str:
    """Quote the words for a unit: systemd expands `%`, and `$` in all words but the first."""
    escaped = (word.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"') for word in words)
    first, *rest = (f'"{word}"' for word in escaped)
    return " ".join([first, *(word.replace("$", "$$") for word in rest)])


def _of_cron(words: Sequence[str]) -> str:
    """Quote the words for a shell run by cron, where a bare `%` ends the command."""
    return shlex.join(words).replace("%", "\\%")


def launchd(words: Sequence[str], urls: Sequence[str]) -> str:
    """Return a property list; its comment, which cannot contain two hyphens, says where it goes."""
    import plistlib

    addressed = _addressed(urls)
    job = {
        "Label": "readtrack.remind",
        "ProgramArguments": list(words),
        "EnvironmentVariables": {VARIABLE: addressed["addresses"]},
        "StartCalendarInterval": {"Hour": 8, "Minute": 0},
    }
    head, mark, body = plistlib.dumps(job, sort_keys=False).decode().partition("<plist")
    return head + LAUNCHD.format(**addressed) + mark + body


def _addressed(urls: Sequence[str]) -> dict[str, str]:
    """Return the environment variable, the addresses as its value, and the hint for the reader.

    Separators and characters that are special inside quotes are percent-encoded.
    """
    hint = f"{VARIABLE} names no address yet: put one in, such as ntfy://ntfy.sh/my-topic."
    if urls:
        hint = "It holds your addresses, with their passwords: let nobody else read it."
    encoded = (re.sub(r"[ \"'\\$`]", lambda found: f"%{ord(found[0]):02X}", url) for url in urls)
    return {"variable": VARIABLE, "addresses": " ".join(encoded), "hint": hint}
