"""Addresses that a message can be sent to, through apprise: the only module that knows it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readtrack.errors import ReadtrackError, UsageError

if TYPE_CHECKING:
    from apprise import NotifyBase

SECONDS = 10
"""How long an address may take to answer."""


@dataclass(frozen=True, slots=True)
class Address:
    channel: str
    """What is told there is kept under this name: the address itself may hold a password."""
    name: str
    """Scheme and host, as far as they are no secret."""
    service: "NotifyBase"

    def send(self, title: str, body: str) -> bool:
        """Whether the message was taken there."""
        from apprise import Apprise, NotifyFormat

        courier = Apprise()
        courier.add(self.service)
        return bool(courier.notify(body=body, title=title, body_format=NotifyFormat.TEXT))


def addresses(urls: Iterable[str]) -> list[Address]:
    """The addresses that the URLs name, each once. Raises UsageError for one that names none."""
    try:
        from apprise import Apprise, AppriseAsset
    except ImportError:
        raise ReadtrackError(
            "Sending needs apprise.", "Install it: pip install 'readtrack[notify]'"
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
        service.socket_connect_timeout = service.socket_read_timeout = SECONDS
        channel = f"remind-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        found.append(Address(channel, _name(_masked(service)), service))
    return found


def _silence() -> None:
    """Keep apprise, whose lines may hold addresses, from writing to the terminal."""
    import logging

    logger = logging.getLogger("apprise")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False


def _masked(service: "NotifyBase") -> str:
    return str(service.url(privacy=True))  # type: ignore[no-untyped-call]


def _name(masked: str) -> str:
    """Scheme and host of a URL in which apprise has masked what is secret: some hosts are keys."""
    scheme, _, rest = masked.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest)[0].rpartition('@')[2]}"


def _scheme(url: str) -> str:
    """As much of a URL nobody can read as is no secret for certain."""
    scheme, mark, _ = url.strip().partition("://")
    return f"{scheme}://…" if mark and re.fullmatch("[a-z0-9+.-]{1,20}", scheme, re.I) else "that"
