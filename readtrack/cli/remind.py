"""`remind`: what is due, sent to a phone, a mailbox or a desktop, each stage of it once."""

import signal
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Context, Exit, Option, echo

from readtrack.cli.holds import holds_of_today
from readtrack.cli.options import Json
from readtrack.cli.session import Session, ended_in_order, signals
from readtrack.cli.usage import examples
from readtrack.errors import UsageError
from readtrack.library import ReminderKey
from readtrack.named_tuple import NamedTuple
from readtrack.planning.pace import pace_report
from readtrack.render.show import show
from readtrack.render.terminal import note, say
from readtrack.store.notices import Notices
from readtrack.store.store import Store
from readtrack.words.holds import HoldReminder, hold_reminders
from readtrack.words.reminders import Reminder, reminders

if TYPE_CHECKING:
    from readtrack.notify.delivery import Recipient

EXAMPLE = "readtrack remind --to ntfy://ntfy.sh/my-topic"

NO_REMINDER = "Nothing to remind of today."

Sent = Reminder | HoldReminder


Scheduler = StrEnum("Scheduler", "SYSTEMD CRON LAUNCHD")


class RemindReport(NamedTuple):
    today: date
    reminders: tuple[Reminder, ...]
    """What there is to say, at any of the addresses."""
    delivered: int = 0
    """How many of them have reached an address."""
    sent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    """Addresses by scheme, and by host where that is no secret."""
    why: tuple[str, ...] = ()
    """Why each of those failed, empty where nobody knows."""
    holds: tuple[HoldReminder, ...] = ()
    """Ready holds there is to speak of; they count in `delivered`, too."""


@examples(
    "readtrack remind --dry-run",
    'readtrack remind --to "ntfy://my-books" --dry-run',
    "readtrack remind --install systemd",
)
def remind_(
    ctx: Context,
    to: Annotated[
        list[str] | None,
        Option(
            "--to",
            metavar="URL",
            envvar="READTRACK_REMIND_TO",
            show_envvar=False,
            help="Where to, as apprise writes it; repeat for several.  [env: READTRACK_REMIND_TO]",
        ),
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Show it, and send nothing.")] = False,
    install: Annotated[
        Scheduler | None,
        Option("--install", metavar="PROGRAM", help="Print what runs it every morning."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Send what is due to your phone, mailbox or desktop.

    A loan is named once on each of the days before its due date that `config remind_days` has,
    and once when it is overdue or has expired. A hold is named when it is ready, and again on the
    day before the last one to collect it.
    """
    session: Session = ctx.obj
    urls = [url for url in to or () if url.strip()]
    if install is not None:
        if dry_run or as_json:
            raise UsageError(
                "--install sends nothing.",
                "Leave --dry-run and --json out.",
                {"--dry-run": None, "--json": None},
            )
        _print_schedule(install, session.path, urls)
        return
    if not urls and not dry_run:
        raise UsageError("Remind where?", f"Name an address: {EXAMPLE}")
    found = _addresses(urls, dry_run=dry_run)
    with session.open() as store:
        if dry_run:
            worth = _worth_showing(store, found)
            report = _report(store.now.today, (each for _, group in worth for each in group))
        else:
            report = _sent(store, found)
    show("remind", report, lambda: _say_dry(worth) if dry_run else _say(report), as_json)
    if report.failed:
        raise Exit(1)


def _addresses(urls: Sequence[str], *, dry_run: bool = False) -> "list[Recipient]":
    if not urls:
        return []
    from readtrack.notify.delivery import NotInstalled, addresses

    try:
        return addresses(urls)
    except NotInstalled as error:
        if not dry_run:
            raise
        note(f"{error.what} {error.remedy}. This is what there is to send:")
        return []


def _worth_sending(store: Store, channel: str) -> dict[Sent, frozenset[ReminderKey]]:
    situation = store.situation()
    sent = Notices(store, channel).sent()
    loans = reminders(situation, pace_report(situation), sent)
    holds = hold_reminders(holds_of_today(store, situation), situation, sent)
    return dict((*loans.items(), *holds.items()))


def _report(today: date, everything: Iterable[Sent]) -> RemindReport:
    """Return the report of what there is to say, before anything of it is sent."""
    found = dict.fromkeys(everything)
    holds = tuple(each for each in found if isinstance(each, HoldReminder))
    return RemindReport(
        today, tuple(each for each in found if isinstance(each, Reminder)), holds=holds
    )


Worth = list[tuple[str, tuple[Sent, ...]]]
"""What there is to send to each address, by its name; the name is empty without an address."""


def _worth_showing(store: Store, found: "Sequence[Recipient]") -> Worth:
    """Return what would be sent; without an address nothing counts as sent before."""
    places = [(address.name, address.channel) for address in found] or [("", "")]
    return [(name, tuple(_worth_sending(store, channel))) for name, channel in places]


def _say_dry(worth: Worth) -> None:
    for name, found in worth:
        if found and name:
            say(f"To {name}:")
        say(*(reminder.line for reminder in found), indent=2 if name else 0)
    if not any(found for _, found in worth):
        note(NO_REMINDER)


def _sent(store: Store, found: "Sequence[Recipient]") -> RemindReport:
    everything: list[Sent] = []
    delivered: set[Sent] = set()
    sent: list[str] = []
    failed: list[tuple[str, str]] = []
    for address in found:
        with ended_in_order():
            worth, trouble = _deliver(store, address)
        everything += worth
        if trouble is not None:
            failed.append((address.name, trouble))
        elif worth:
            sent.append(address.name)
            delivered |= set(worth)
    return _report(store.now.today, everything)._replace(
        delivered=len(delivered),
        sent=tuple(sent),
        failed=tuple(name for name, _ in failed),
        why=tuple(why for _, why in failed),
    )


def _deliver(store: Store, address: "Recipient") -> tuple[list[Sent], str | None]:
    """Send one message with all that is new at an address; return the error, or None.

    It is stored as sent first, and taken back if it does not arrive: of two runs at once only one
    sends it, and the store is not locked meanwhile. A run that is killed in between loses it.
    """
    worth = _worth_sending(store, address.channel)
    if not worth:
        return [], None
    notices = Notices(store, address.channel)
    with signals(signal.SIG_BLOCK):
        new = notices.record(frozenset().union(*worth.values()))
        ours = [reminder for reminder in worth if reminder.key in new]
        if not ours:
            return [], None
        trouble: str | None = ""
        try:
            with signals(signal.SIG_UNBLOCK):
                trouble = address.send(
                    "Library books", "\n".join(reminder.line for reminder in ours)
                )
        finally:
            if trouble is not None:
                notices.forget(new)
    return ours, trouble


def _say(report: RemindReport) -> None:
    if not (report.reminders or report.holds):
        note(NO_REMINDER)
    if report.sent:
        what, where = report.delivered, len(report.sent)
        say(f"Sent {what} reminder{'s' * (what > 1)} to {where} address{'es' * (where > 1)}.")
    for name, why in dict.fromkeys(zip(report.failed, report.why, strict=True)):
        note(f"readtrack: Could not send to {name}{': ' * bool(why)}{why}.")
    if report.failed:
        note("Nothing counts as sent there: the next run tries again.")


def _print_schedule(scheduler: Scheduler, path: str, urls: Sequence[str]) -> None:
    from readtrack.notify.schedules import command_for, cron, launchd, systemd

    _addresses(urls)
    write = {Scheduler.SYSTEMD: systemd, Scheduler.CRON: cron, Scheduler.LAUNCHD: launchd}
    echo(write[scheduler](command_for(path, "remind"), urls), nl=False)
