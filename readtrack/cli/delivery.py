"""Addresses that a message can be sent to, through apprise: the only module that knows it."""

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError, UsageError
from readtrack.named_tuple import NamedTuple

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

SECONDS = 10
"""How long an address may take to answer."""

SERVERS = ("mailto", "mailtos", "json", "jsons", "form", "forms", "xml", "xmls")
"""Schemes whose host is a server for certain; after others a topic or a key may stand there."""

CAUSES = (
    ("it refused the login", r"\((534|535|538), b|error=401\b"),
    ("nothing answers there", r"Connection refused"),
    ("it did not answer in time", r"timed out"),
    ("its certificate is not trusted", r"CERTIFICATE_VERIFY_FAILED"),
    ("it has no encrypted connection", r"WRONG_VERSION_NUMBER|STARTTLS extension not supported"),
    ("it broke off", r"Connection reset|[Cc]onnection (unexpectedly )?closed|RemoteDisconnected"),
    (
        "no such host is found from here",
        r"Name or service not known|name resolution|nodename nor servname|getaddrinfo failed"
        r"|No address associated|Network is unreachable|No route to host",
    ),
)
"""What apprise says for itself may hold addresses and passwords: these words are said instead."""


class NotInstalled(ReadtrackError):
    """There is nothing here to send with."""


class Address(NamedTuple):
    channel: str
    """What is told there is kept under this name: the address itself may hold a password."""
    name: str
    """Scheme and host, as far as they are no secret."""
    service: "NotifyBase"

    def send(self, title: str, body: str) -> str | None:
        """None when the message was taken there, else why not, in a few words or in none."""
        from logging import DEBUG

        from apprise import Apprise, LogCapture, NotifyFormat

        courier = Apprise()
        courier.add(self.service)
        listening = LogCapture(level=DEBUG, fmt="%(message)s")  # type: ignore[no-untyped-call]
        with listening as said:
            taken = courier.notify(body=body, title=title, body_format=NotifyFormat.TEXT)
        return None if taken else _cause(said.getvalue())


def addresses(urls: Iterable[str]) -> list[Address]:
    """Those whom the URLs name, each once.

    Raises UsageError for one that names nobody, and NotInstalled without apprise.
    """
    try:
        from apprise import Apprise, AppriseAsset
    except ImportError:
        raise NotInstalled(
            "Sending needs apprise.",
            "Install it: pip install apprise, or pipx inject readtrack apprise",
        ) from None
    _silence()
    asset = AppriseAsset(app_id="readtrack", app_desc="Library books", app_url="")
    found = []
    for url in dict.fromkeys(urls):
        service = Apprise.instantiate(url, asset=asset) if url.isprintable() else None
        if service is None:
            raise UsageError(
                f"Cannot send to {_scheme(url)}.",
                "Write it as apprise does, such as ntfy://ntfy.sh/my-topic "
                "or mailto://name:password@example.org.",
            )
        for words, one in _apart(url, service, asset).items():
            one.socket_connect_timeout = one.socket_read_timeout = SECONDS
            channel = f"remind-{hashlib.sha256(words.encode()).hexdigest()[:16]}"
            found.append(Address(channel, _name(url, one), one))
    return found


def _apart(url: str, service: "NotifyBase", asset: "AppriseAsset") -> "dict[str, NotifyBase]":
    """A service for each whom the URL names, under words that tell them apart.

    Of one service apprise only says whether all have got the message.
    """
    from apprise import Apprise
    from apprise.plugins import url_to_dict

    parts = url_to_dict(url) or {}  # type: ignore[no-untyped-call]
    targets = [each for name in parts.get("targets") or () for each in str(name).split(",")]
    if len(targets) < 2 or len(targets) != len(service):
        return {url: service}
    ones = {
        f"{url} {target}": Apprise.instantiate({**parts, "targets": [target]}, asset=asset)
        for target in targets
    }
    known = {words: one for words, one in ones.items() if one is not None}
    return known if len(known) == len(ones) else {url: service}


def _cause(log: str) -> str:
    """What went wrong by what apprise has logged, in words of ours."""
    for words, pattern in CAUSES:
        if re.search(pattern, log):
            return words
    answer = re.search(r"(?:error=|\(|was refused: )([45][0-9][0-9])\b", log)
    return f"it answered {answer[1]}" if answer else ""


def _silence() -> None:
    """Keep apprise, whose lines may hold addresses, from writing to the terminal."""
    import logging

    logger = logging.getLogger("apprise")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False


def _name(url: str, service: "NotifyBase") -> str:
    """The scheme, and the host where that is surely a server, of a URL that can be read."""
    masked = str(service.url(privacy=True))  # type: ignore[no-untyped-call]
    scheme, _, rest = masked.partition("://")
    if scheme not in SERVERS:
        return _scheme(url)
    return f"{scheme}://{re.split('[/?#]', rest)[0].rpartition('@')[2]}"


def _scheme(url: str) -> str:
    """As much of any URL as is no secret for certain."""
    scheme, mark, _ = url.strip().partition("://")
    return f"{scheme}://…" if mark and re.fullmatch("[a-z0-9+.-]{1,20}", scheme, re.I) else "that"
