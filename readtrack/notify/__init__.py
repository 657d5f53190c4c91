"""Reminders on their way: to addresses, and from the scheduler of the system.

`delivery.py` sends a message through apprise, which comes with the extra `notify` and is imported
nowhere else. `schedules.py` writes the files with which systemd, cron or launchd run `remind` every
morning and `import` whenever a file changes. What a reminder says is in `words/reminders.py`, and
whom it was sent to in `store/notices.py`.

An address may contain a password: it is never printed, stored or passed among the words of a
command. An error names scheme and host alone, and only where the host is surely a server.

To add a scheduler: a text and a function in `schedules.py`; its name in `Scheduler` of
`cli/remind.py`, in `Watcher` of `cli/imports.py` where it can watch files, and in
`manual/calendar.md`. A kind of address needs nothing: whatever apprise knows works.
"""
