"""`remind` with real servers on this machine: what arrives, what counts as sent, what is silent."""

import configparser
import json
import os
import plistlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from readtrack.model import Now
from readtrack.store.notices import Notices
from readtrack.store.store import Store
from tests.cli.given import cells, failed, given, process, report, tried
from tests.servers import where
from tests.store.contents import everything, outside, rows
from tests.terminal import Answer, Home, command

NOTHING = Answer("", "Nothing to remind of today.\n", 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Web:
    """An HTTP endpoint, as `json://` posts to it."""

    port: int
    got: list[dict[str, Any]] = field(default_factory=list)
    asked: Event = field(default_factory=Event)
    may_answer: Event = field(default_factory=Event)
    status: int = 200

    @property
    def url(self) -> str:
        return f"json://reader:secret@127.0.0.1:{self.port}/books"

    def bodies(self) -> list[list[str]]:
        """The lines of every message that has arrived."""
        return [each["message"].split("\n") for each in self.got]


@contextmanager
def serving() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            served.got.append(json.loads(self.rfile.read(length)))
            served.asked.set()
            served.may_answer.wait(30)
            self.send_response(served.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Web(server.server_port)
    served.may_answer.set()
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


class Mailbox:
    """What an SMTP server has taken; `away@example.org` it does not know."""

    def __init__(self) -> None:
        self.got: list[Message] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == "away@example.org":
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.got.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[str, Mailbox]]:
    """An address that is mail to a real SMTP server, and what arrives there."""
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"mailto://127.0.0.1:{port}/reader@example.org?from=books@example.org", mailbox
    finally:
        controller.stop()


@pytest.fixture
def down() -> str:
    """An address at which nobody listens."""
    return f"json://reader:secret@127.0.0.1:{free_port()}/books"


@pytest.fixture
def two(home: Home) -> Home:
    """A printed book due tomorrow, and an e-book due the day after."""
    given(
        home,
        "add 'Business Adventures' --pages 459 --days 1 --format print",
        "log business 339",
        "add 'Hard Thing' --pages 304 --days 2",
    )
    return home


LINES = [
    "Business Adventures: due tomorrow, Tue 3 Mar, 120 pages left",
    "Hard Thing: due in 2 days, Wed 4 Mar, 304 pages left",
]


def remind(home: Home, *urls: str, more: tuple[str, ...] = ()) -> Answer:
    answer = home.run("remind", *(word for url in urls for word in ("--to", url)), *more)
    assert "secret" not in answer.out + answer.err
    return answer


def notices(home: Home, url: str | None = None) -> set[tuple[object, ...]]:
    """Loan, stage and due date of what counts as told by `remind`, at one address or at any."""
    like = "remind-%" if url is None else f"remind-{sha256(url.encode()).hexdigest()[:16]}"
    sql = "SELECT loan_id, stage, due FROM notices WHERE channel LIKE ?"
    return set(rows(home.store, sql, (like,)))


# What arrives


def text_of(message: Message) -> str:
    """The plain text of a message; apprise sends it in a message of several parts before 2.0."""
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    body = text.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def test_one_message_by_mail_holds_all_titles_nearest_first(
    two: Home, mail: tuple[str, Mailbox]
) -> None:
    url, mailbox = mail
    assert remind(two, url) == Answer("Sent 2 reminders to 1 address.\n", "", 0)
    (message,) = mailbox.got
    assert text_of(message).splitlines()[: len(LINES)] == LINES
    assert (message["subject"], message["to"]) == ("Library books", "reader@example.org")


def test_one_message_by_http_holds_all_titles_nearest_first(two: Home, web: Web) -> None:
    assert remind(two, web.url) == Answer("Sent 2 reminders to 1 address.\n", "", 0)
    assert web.bodies() == [LINES]
    assert [each["title"] for each in web.got] == ["Library books"]


def test_a_title_arrives_as_it_is(home: Home, web: Web, mail: tuple[str, Mailbox]) -> None:
    given(home, "add '<b>Dune</b> & *Größe* 日本 \\\\n :smile: ${HOME}' --pages 400 --days 1")
    remind(home, web.url, mail[0])
    assert web.got[0]["message"].startswith("<b>Dune</b> & *Größe* 日本 \\\\n :smile: ${HOME}: due")
    assert "<b>Dune</b> & *Größe* 日本 \\\\n :smile: ${HOME}: due" in text_of(mail[1].got[0])


def test_a_second_run_sends_nothing(two: Home, web: Web) -> None:
    remind(two, web.url)
    assert remind(two, web.url) == NOTHING
    assert len(web.got) == 1


def test_what_was_told_is_kept_under_a_name_that_does_not_hold_the_address(
    two: Home, web: Web
) -> None:
    before = everything(two.store)
    remind(two, web.url)
    assert notices(two, web.url) == {
        (1, "1", "2026-03-03"),
        (1, "3", "2026-03-03"),
        (2, "3", "2026-03-04"),
    }
    assert b"secret" not in b"".join(each.read_bytes() for each in two.folder.glob("reading.db*"))
    assert everything(two.store) == before, "it is no change to undo"


@pytest.mark.slow
def test_addresses_may_come_from_the_environment(
    two: Home, web: Web, mail: tuple[str, Mailbox]
) -> None:
    done = subprocess.run(
        command(["remind"]),
        env={**two.environment(), "READTRACK_REMIND_TO": f"{web.url}  {mail[0]}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("Sent 2 reminders to 2 addresses.\n", "")
    assert (len(web.got), len(mail[1].got)) == (1, 1)


def test_an_address_given_twice_is_written_to_once(two: Home, web: Web) -> None:
    assert remind(two, web.url, web.url).out == "Sent 2 reminders to 1 address.\n"
    assert len(web.got) == 1


def test_a_new_address_is_told_what_another_one_knows_already(two: Home, web: Web) -> None:
    remind(two, web.url)
    with serving() as other:
        assert remind(two, web.url, other.url).out == "Sent 2 reminders to 1 address.\n"
        assert (len(web.got), other.bodies()) == (1, [LINES])


def test_json_is_the_report(two: Home, web: Web, down: str) -> None:
    answer = remind(two, web.url, down, more=("--json",))
    assert (answer.code, answer.err) == (1, "")
    found = json.loads(answer.out)
    assert found["schema"] == "readtrack.remind/1"
    assert [each["line"] for each in found["reminders"]] == LINES
    assert [each["stage"] for each in found["reminders"]] == ["1", "3"]
    assert found["delivered"] == 2
    assert found["sent"] == [f"json://127.0.0.1:{web.port}"]
    assert found["failed"] == [down.replace("reader:secret@", "").removesuffix("/books")]
    again = json.loads(remind(two, web.url, more=("--json",)).out)
    assert (again["reminders"], again["sent"], again["failed"]) == ([], [], [])


# Holds


@pytest.fixture
def hold(home: Home) -> Home:
    """A hold that is ready on 5 March and can be collected until the 12th."""
    given(home, "later add Circe --pages 200 --hold-ready 2026-03-05 --collect-by 2026-03-12")
    return home


def days_told(home: Home, url: str, *days: int) -> list[int]:
    """The days of March on which a run, twice a day, has something to send."""
    told = []
    for day in days:
        home.today = f"2026-03-{day:02}"
        told += [
            day for _ in range(2) if remind(home, url).out == "Sent 1 reminder to 1 address.\n"
        ]
    return told


def test_a_hold_that_gets_the_number_of_one_that_is_gone_is_reminded_of(
    home: Home, web: Web
) -> None:
    given(home, "later add Kim --pages 200 --hold-ready today")
    remind(home, web.url)
    given(home, "later drop kim", "later add Lolita --pages 300 --hold-ready today")
    for _ in range(2):
        remind(home, web.url)
    assert ["Kim" in lines[0] for lines in web.bodies()] == [True, False]


def test_a_reminder_that_was_stored_without_a_title_counts_as_sent(home: Home, web: Web) -> None:
    given(home, "later add Kim --pages 200 --hold-ready today")
    remind(home, web.url)
    outside(home.store, "UPDATE answers SET question = replace(question, ' Kim', '')")
    remind(home, web.url)
    assert len(web.got) == 1


@pytest.mark.parametrize("way", ["restore", "move"])
def test_a_hold_that_was_reminded_of_is_so_after_the_store_came_back(
    home: Home, web: Web, way: str
) -> None:
    given(home, "later add Kim --pages 200 --hold-ready today")
    remind(home, web.url)
    saved = home.folder / "saved.db"
    if way == "restore":
        given(home, f"backup {saved}", f"restore {saved} --yes")
        remind(home, web.url)
    else:
        given(home, f"move --to {saved}")
        home.run("--db", str(saved), "remind", "--to", web.url)
    assert len(web.got) == 1


def test_a_hold_is_told_on_its_day_and_the_day_before_its_last(hold: Home, web: Web) -> None:
    before = everything(hold.store)
    assert days_told(hold, web.url, 4, 5, 6, 10, 11, 12, 13) == [5, 11]
    room = "There is a slot, and it fits."
    assert web.bodies() == [
        [f"Ready to collect: Circe, until Thu 12 Mar. {room}"],
        [f"Ready to collect: Circe, until tomorrow, Thu 12 Mar. {room}"],
    ]
    assert everything(hold.store) == before, "it is no change to undo"


def test_a_run_after_missed_days_tells_of_a_hold_once(hold: Home, web: Web) -> None:
    assert days_told(hold, web.url, 7, 8) == [7]
    with serving() as other:
        assert days_told(hold, other.url, 12, 13) == [12]


@pytest.mark.slow
def test_what_was_told_of_a_hold_outlasts_the_answers_in_the_cache(hold: Home, web: Web) -> None:
    assert days_told(hold, web.url, 5) == [5]
    for columns in range(41, 90):
        hold.screen(columns=columns)
    assert days_told(hold, web.url, 5, 6) == []


def test_a_hold_that_was_not_taken_is_sent_by_the_next_run(hold: Home, web: Web, down: str) -> None:
    hold.today = "2026-03-05"
    assert remind(hold, down).code == 1
    web.status = 500
    assert remind(hold, web.url).code == 1
    web.status = 200
    assert days_told(hold, web.url, 5) == [5]
    assert [
        each["line"] for each in json.loads(remind(hold, more=("--dry-run", "--json")).out)["holds"]
    ] == web.bodies()[-1]


def test_a_hold_with_another_last_day_is_told_anew(hold: Home, web: Web) -> None:
    assert days_told(hold, web.url, 5) == [5]
    given(hold, "later edit circe --collect-by 2026-03-20")
    assert days_told(hold, web.url, 5, 6, 19, 20) == [5, 19]


def test_a_hold_that_was_collected_is_silent(hold: Home, web: Web) -> None:
    hold.today = "2026-03-05"
    given(hold, "later borrow circe --due 2026-04-20")
    assert days_told(hold, web.url, 5, 11) == []


# Addresses that cannot be reached


def test_nothing_counts_as_sent_at_an_address_that_is_down(two: Home, down: str) -> None:
    name = down.replace("reader:secret@", "").removesuffix("/books")
    error = (
        f"readtrack: Could not send to {name}: nothing answers there.\n"
        "Nothing counts as sent there: the next run tries again.\n"
    )
    assert remind(two, down) == Answer("", error, 1)
    assert notices(two) == set()


@pytest.mark.parametrize("first", ["up", "down"])
def test_the_others_are_written_to_where_one_is_down(
    two: Home, web: Web, down: str, first: str
) -> None:
    urls = [web.url, down] if first == "up" else [down, web.url]
    answer = remind(two, *urls)
    assert (answer.code, answer.out) == (1, "Sent 2 reminders to 1 address.\n")
    assert web.bodies() == [LINES]
    assert notices(two) == notices(two, web.url) != set()


def test_an_address_that_refuses_is_tried_again(two: Home, web: Web) -> None:
    web.status = 500
    answer = remind(two, web.url)
    assert (answer.code, answer.err.splitlines()[0]) == (
        1,
        f"readtrack: Could not send to json://127.0.0.1:{web.port}: it answered 500.",
    )
    assert notices(two) == set()
    web.status = 200
    assert remind(two, web.url).out == "Sent 2 reminders to 1 address.\n"


def test_mail_that_nobody_takes_is_a_failure(two: Home) -> None:
    url = f"mailto://127.0.0.1:{free_port()}/reader@example.org?from=books@example.org"
    assert remind(two, url).code == 1
    assert notices(two) == set()


@pytest.mark.parametrize(
    "both", ["/reader@example.org/away@example.org?", "?to=reader@example.org,away@example.org&"]
)
def test_of_several_in_one_url_only_those_that_were_not_reached_are_tried_again(
    two: Home, mail: tuple[str, Mailbox], both: str
) -> None:
    url, mailbox = mail
    host, _, rest = url.partition("/reader@example.org?")
    answers = [remind(two, host + both + rest) for _ in range(2)]
    error = (
        f"readtrack: Could not send to {host}: it answered 550.\n"
        "Nothing counts as sent there: the next run tries again.\n"
    )
    assert answers == [Answer("Sent 2 reminders to 1 address.\n", error, 1), Answer("", error, 1)]
    assert [message["to"] for message in mailbox.got] == ["reader@example.org"]


def test_a_login_that_is_refused_is_told_from_a_server_that_is_down(two: Home, web: Web) -> None:
    web.status = 401
    assert remind(two, web.url).err.splitlines()[0].endswith(": it refused the login.")


@pytest.mark.slow
def test_two_runs_at_once_send_it_once(two: Home, web: Web) -> None:
    web.may_answer.clear()
    first = subprocess.Popen(
        command(["remind", "--to", web.url]),
        env=two.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert web.asked.wait(30)
    assert remind(two, web.url) == NOTHING
    given(two, "log hard 10")  # and nobody has to wait for the network
    web.may_answer.set()
    out, _ = first.communicate(timeout=30)
    assert (first.returncode, out) == (0, "Sent 2 reminders to 1 address.\n")
    assert len(web.got) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_run_that_is_broken_off_leaves_it_to_the_next(
    two: Home, web: Web, stop: signal.Signals, code: int
) -> None:
    web.may_answer.clear()
    first = subprocess.Popen(
        command(["remind", "--to", web.url]),
        env=two.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # What a shell runs in the background ignores the interrupt, and hands that down.
        preexec_fn=lambda: signal.signal(stop, signal.SIG_DFL),
    )
    assert web.asked.wait(30)
    assert notices(two, web.url)
    first.send_signal(stop)
    first.communicate(timeout=30)
    assert first.returncode == code
    assert notices(two) == set()
    web.may_answer.set()
    assert remind(two, web.url).out == "Sent 2 reminders to 1 address.\n"


def test_what_changed_meanwhile_is_not_kept_as_told(two: Home) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    due, other = date(2026, 3, 3), date(2026, 3, 24)
    with Store.open(where(two.store), Now(noon.date(), noon)) as store:
        notices = Notices(store, "remind-x")
        told = {(1, "1", due), (1, "1", other), (99, "1", due)}
        assert notices.record(told) == {(1, "1", due)}
        assert notices.record(told) == set()
        assert notices.sent() == {(1, "1", due)}
        notices.forget(told)
        assert notices.sent() == set()


# Later days


@pytest.mark.slow
def test_each_stage_is_sent_in_its_time(home: Home, web: Web) -> None:
    given(home, "add Dune --pages 400 --format print")
    sent = {}
    for day in range(18, 28):
        home.today = f"2026-03-{day}"
        remind(home, web.url)
        sent[day] = len(web.got)
    assert [day for day in range(19, 28) if sent[day] > sent[day - 1]] == [20, 22, 23, 24]
    assert [line.removeprefix("Dune: ") for (line,) in web.bodies()] == [
        "due in 3 days, Mon 23 Mar, 400 pages left",
        "due tomorrow, Mon 23 Mar, 400 pages left",
        "due today, Mon 23 Mar, 400 pages left",
        "was due Mon 23 Mar, yesterday",
    ]


def test_a_digital_loan_that_ran_out_is_told_once_also_when_settled(home: Home, web: Web) -> None:
    given(home, "add Dune --pages 400")
    home.today = "2026-03-24"
    remind(home, web.url)
    given(home, "aside 10")
    assert remind(home, web.url) == NOTHING
    assert web.bodies() == [["Dune: ended Mon 23 Mar, yesterday; your place is kept at p. 0"]]


@pytest.mark.slow
def test_a_renewed_book_is_silent_until_its_new_time(home: Home, web: Web) -> None:
    given(home, "add Dune --pages 400 --format print --days 1")
    remind(home, web.url)
    given(home, "renew dune --days 14")
    assert remind(home, web.url) == NOTHING
    home.today = "2026-03-03"
    assert remind(home, web.url) == NOTHING
    home.today = "2026-03-14"
    remind(home, web.url)
    assert web.bodies()[1:] == [["Dune: due in 3 days, Tue 17 Mar, 400 pages left"]]


@pytest.mark.parametrize("line", ["return dune", "drop dune", "undo"])
def test_a_book_that_is_gone_is_silent(home: Home, web: Web, line: str) -> None:
    given(home, "add Dune --pages 400 --format print --days 1", line)
    home.today = "2026-03-04"
    assert remind(home, web.url) == NOTHING
    assert web.got == []


def test_the_days_are_those_of_the_setting(two: Home, web: Web) -> None:
    given(two, "config remind_days 1")
    remind(two, web.url)
    assert web.bodies() == [LINES[:1]]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("3,1,0", "3,1,0"), ("0 7, 7 30", "30,7,0"), ("9,8,7,6,5,4,3,2,1,0", "9,8,7,6,5,4,3,2,1,0")],
)
def test_the_days_may_be_written_in_any_order(home: Home, text: str, kept: str) -> None:
    given(home, f"config remind_days '{text}'")
    _, row = cells(tried(home, "config remind_days").out)
    assert row[:2] == ["remind_days", kept]


@pytest.mark.parametrize("text", ["", "31", "-1", "soon", "1.5", "10,9,8,7,6,5,4,3,2,1,0"])
def test_days_that_cannot_be_are_refused(home: Home, text: str) -> None:
    assert "up to 10 of 0 to 30" in failed(tried(home, f"config remind_days -- '{text}'"), 2)


# Only looking


def test_a_dry_run_without_an_address_shows_the_message(two: Home) -> None:
    assert two.ok("remind", "--dry-run").splitlines() == LINES
    assert [each["line"] for each in report(two, "remind --dry-run")["reminders"]] == LINES


def test_a_dry_run_sends_and_marks_nothing(two: Home, web: Web) -> None:
    shown = remind(two, web.url, more=("--dry-run",))
    name = f"To json://127.0.0.1:{web.port}:"
    assert shown == Answer("\n  ".join([name, *LINES]) + "\n", "", 0)
    assert (web.got, notices(two)) == ([], set())


def test_a_dry_run_with_an_address_leaves_out_what_was_sent_there(two: Home, web: Web) -> None:
    remind(two, web.url)
    assert remind(two, web.url, more=("--dry-run",)) == NOTHING
    assert two.ok("remind", "--dry-run").splitlines() == LINES


# Wrong usage


def test_without_an_address_an_example_is_shown(two: Home) -> None:
    error = (
        "readtrack: Remind where?\nName an address: readtrack remind --to ntfy://ntfy.sh/my-topic\n"
    )
    assert two.run("remind") == Answer("", error, 2)


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("nope://secret", "nope://…"),
        ("json://reader:secret@", "json://…"),
        ("reader:secret", "that"),
        ("json://localhost/\nsecret", "json://…"),
    ],
)
def test_an_address_that_cannot_be_read_is_wrong_usage(two: Home, url: str, named: str) -> None:
    answer = remind(two, url)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"readtrack: Cannot send to {named}.\nWrite it as apprise does")
    assert len(answer.err.splitlines()) == 2


def test_a_key_that_stands_for_a_host_is_not_shown(two: Home) -> None:
    for url in ("tgram://123456789:hidden/12315544/", "ntfy://hidden", "ntfy://hidden/b"):
        answer = two.run("remind", "--dry-run", "--to", url)
        assert answer.out.startswith(f"To {url.partition(':')[0]}://…:\n")
        assert "hidden" not in answer.out
        assert "123456789" not in answer.out


def without_apprise(home: Home, *words: str) -> tuple[int, str, str]:
    program = (
        "import sys; sys.modules['apprise'] = None; "
        "from readtrack.cli.app import invoke; sys.exit(invoke(sys.argv[1:]))"
    )
    done = process([sys.executable, "-c", program, "remind", *words], home.environment())
    return done.returncode, done.stdout, done.stderr


def test_without_apprise_it_is_said_how_to_get_it(two: Home) -> None:
    assert without_apprise(two, "--to", "json://localhost/") == (
        1,
        "",
        "readtrack: Sending needs apprise.\n"
        "Install it: pip install apprise, or pipx inject readtrack apprise\n",
    )


def test_a_dry_run_needs_no_apprise(two: Home) -> None:
    shown = "".join(f"{line}\n" for line in LINES)
    assert without_apprise(two, "--dry-run") == (0, shown, "")
    assert without_apprise(two, "--dry-run", "--to", "json://localhost/") == (
        0,
        shown,
        "Sending needs apprise. Install it: pip install apprise, or pipx inject readtrack apprise. "
        "This is what there is to send:\n",
    )


@pytest.mark.parametrize("other", ["--dry-run", "--json"])
def test_install_goes_with_nothing_that_sends(home: Home, other: str) -> None:
    assert home.run("remind", "--install", "cron", other).code == 2


# Every morning

STRANGE = "json://reader:p%20w@localhost/a b?x=1&y=$HOME'\"\\%d"


def schedule(home: Home, name: str, *urls: str) -> str:
    return home.ok("remind", "--install", name, *(word for url in urls for word in ("--to", url)))


def program(home: Home) -> list[str]:
    """The words that are to be run, after those that name the program."""
    return ["--db", where(home.store), "remind"]


def leads_to(text: str, *urls: str) -> bool:
    """Whether the value of a variable is the addresses, as readtrack takes it apart."""
    return [unquote(url) for url in text.split()] == [unquote(url) for url in urls]


@pytest.fixture
def units(home: Home) -> Path:
    """The folder in which the text for systemd was cut into files as it says itself."""
    folder = home.folder / "units"
    folder.mkdir()
    text = schedule(home, "systemd", STRANGE, "json://localhost/")
    (folder / "readtrack-remind.txt").write_text(text)
    cut = next(line for line in text.splitlines() if "awk" in line).removeprefix("#")
    subprocess.run(["sh", "-euc", cut], cwd=folder, check=True, timeout=30)
    return folder


def unit(path: Path) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(path.read_text())
    return found


def test_systemd_runs_it_every_morning_and_makes_up_for_a_missed_one(units: Path) -> None:
    timer = unit(units / "readtrack-remind.timer")
    assert dict(timer["Timer"]) == {"OnCalendar": "*-*-* 08:00:00", "Persistent": "true"}
    service = unit(units / "readtrack-remind.service")
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["ExecStart"].endswith('"remind"')
    place = service["Service"]["EnvironmentFile"]
    assert place == "%h/.config/systemd/user/readtrack-remind.env"
    _, line = (units / "readtrack-remind.env").read_text().splitlines()
    (word,) = shlex.split(line)  # systemd reads this file much as a shell does
    assert leads_to(word.removeprefix("READTRACK_REMIND_TO="), STRANGE, "json://localhost/")
    modes = {path.stat().st_mode & 0o777 for path in units.glob("readtrack-remind.[!t]*")}
    assert modes == {0o600}


@pytest.mark.files
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(units: Path) -> None:
    done = process(
        [
            "systemd-analyze",
            "--user",
            "verify",
            "readtrack-remind.service",
            "readtrack-remind.timer",
        ],
        {**os.environ, "XDG_RUNTIME_DIR": str(units)},
        cwd=units,
    )
    assert "readtrack-remind" not in done.stdout + done.stderr


def test_cron_runs_it_every_morning_with_the_very_words(home: Home) -> None:
    """cron gives a shell the rest of the line, a `\\%` in it as `%`, and cuts at a bare one."""
    *comments, variable, line = schedule(home, "cron", STRANGE, "json://localhost/").splitlines()
    assert all(each.startswith("#") for each in comments)
    *when, rest = line.split(" ", 5)
    assert when == ["0", "8", "*", "*", "*"]
    name, _, value = variable.partition("=")
    assert (name, value[0], value[-1], value.count('"')) == ("READTRACK_REMIND_TO", '"', '"', 2)
    assert leads_to(value.strip('"'), STRANGE, "json://localhost/")
    assert "%" not in rest.replace("\\%", "")
    given_to_sh = rest.replace("\\%", "%")
    inner = given_to_sh.removeprefix("said=$(").partition(" 2>&1)")[0]
    assert shlex.split(inner)[-3:] == program(home)
    subprocess.run(["sh", "-n", "-c", given_to_sh], check=True, timeout=30)


@pytest.mark.files
@pytest.mark.slow
def test_cron_speaks_up_only_when_it_went_wrong(two: Home, web: Web, down: str) -> None:
    said = []
    for url in (web.url, web.url, down):
        variable, line = schedule(two, "cron", url).splitlines()[-2:]
        done = process(
            ["sh", "-c", line.split(" ", 5)[-1].replace("\\%", "%")],
            {**two.environment(), "READTRACK_REMIND_TO": variable.partition("=")[2].strip('"')},
        )
        said.append(done.stdout)
        assert done.stderr == ""
    assert said[:2] == ["", ""]
    assert said[2].startswith("readtrack: Could not send to ")
    assert len(web.got) == 1


def test_launchd_runs_it_every_morning_with_the_very_words(home: Home) -> None:
    job = plistlib.loads(schedule(home, "launchd", STRANGE, "json://localhost/").encode())
    assert job["StartCalendarInterval"] == {"Hour": 8, "Minute": 0}
    assert job["ProgramArguments"][-3:] == program(home)
    variable = job["EnvironmentVariables"]["READTRACK_REMIND_TO"]
    assert leads_to(variable, STRANGE, "json://localhost/")
    assert f"{job['Label']}.plist" in schedule(home, "launchd", STRANGE)


@pytest.mark.files
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("systemd", "systemctl --user enable --now readtrack-remind.timer"),
        ("cron", "crontab -e"),
        ("launchd", "launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/"),
    ],
)
def test_the_text_says_where_it_goes_and_that_addresses_are_private(
    home: Home, name: str, place: str
) -> None:
    home.store.unlink()
    without, with_one = schedule(home, name), schedule(home, name, "json://localhost/")
    assert place in without
    assert "names no address yet" in without
    assert "let nobody else read it" in with_one
    assert not home.store.exists()


def test_the_program_is_the_one_that_was_run(home: Home) -> None:
    script = Path(sys.executable).with_name("readtrack")
    done = subprocess.run(
        [script, "remind", "--install", "launchd"],
        env=home.environment(),
        cwd=home.folder,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert plistlib.loads(done.stdout)["ProgramArguments"][0] == str(script)
