"""Sends messages to addresses through apprise."""

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError, UsageError
from readtrack.named_tuple import NamedTuple

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

SECONDS = 10
"""Seconds that an address may take to answer."""

SERVERS = ("mailto", "mailtos", "json", "jsons", "form", "forms", "xml", "xmls")
"""Schemes whose host is always a server; with others it may be a topic or a key."""

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
"""Our words for errors of apprise, whose own may contain addresses and passwords."""


class NotInstalled(ReadtrackError):
    """Raised if apprise is not installed."""


class Recipient(NamedTuple):
    channel: str
    """The key for what was sent there: the address itself may contain a password."""
    name: str
    """Scheme and host, as far as they are not secret."""
    service: "NotifyBase"

    def send(self, title: str, body: str) -> str | None:
        """Send the message; return None if it was accepted, else the reason, which may be empty."""
        from logging import DEBUG

        from apprise import Apprise, LogCapture, NotifyFormat

        courier = Apprise()
        courier.add(self.service)
        listening = LogCapture(level=DEBUG, fmt="%(message)s")  # type: ignore[no-untyped-call]
        with listening as log:
            taken = courier.notify(body=body, title=title, body_format=NotifyFormat.TEXT)
        return None if taken else _cause(log.getvalue())


def addresses(urls: Iterable[str]) -> list[Recipient]:
    """Return the addresses that the URLs name, each once.

    Raise UsageError for a URL that names none, and NotInstalled without apprise.
    """
    import logging

    try:
        from apprise import Apprise, AppriseAsset
    except ImportError:
        raise NotInstalled(
            "Sending needs apprise.",
            "Install it: pip install apprise, or pipx inject readtrack apprise",
        ) from None
    logger = logging.getLogger("apprise")  # its lines, which may contain addresses, go nowhere
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
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
            found.append(Recipient(channel, _name(url, one), one))
    return found


def _apart(url: str, service: "NotifyBase", asset: "AppriseAsset") -> "dict[str, NotifyBase]":
    """Split a service with several recipients into one for each, by URL and recipient.

    apprise reports only whether all recipients of a service got the message.
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
    valid = {words: one for words, one in ones.items() if one is not None}
    return valid if len(valid) == len(ones) else {url: service}


def _cause(log: str) -> str:
    """Return our words for the error in the log of apprise; empty if there are none."""
    for words, pattern in CAUSES:
        if re.search(pattern, log):
            return words
    answer = re.search(r"(?:error=|\(|was refused: )([45][0-9][0-9])\b", log)
    return f"it answered {answer[1]}" if answer else ""


def _name(url: str, service: "NotifyBase") -> str:
    """Return the scheme of the URL, and its host if that is surely a server."""
    masked = str(service.url(privacy=True))  # type: ignore[no-untyped-call]
    scheme, _, rest = masked.partition("://")
    if scheme not in SERVERS:
        return _scheme(url)
    return f"{scheme}://{re.split('[/?#]', rest)[0].rpartition('@')[2]}"


def _scheme(url: str) -> str:
    """Return `scheme://…` of the URL, or `that` if even its beginning may be secret."""
    scheme, mark, _ = url.strip().partition("://")
    return f"{scheme}://…" if mark and re.fullmatch("[a-z0-9+.-]{1,20}", scheme, re.I) else "that"
