"""The address of a store on a server: `postgresql://anna@example.org/books?reader=anna`.

libpq reads all of it but `reader`, which is ours. A password in it is shown to nobody.
"""

from collections.abc import Iterable
from typing import Self

from readtrack.errors import UsageError
from readtrack.named_tuple import NamedTuple

SECRETS = ("password", "sslpassword")

EXAMPLE = (
    "Write: postgresql://USER@HOST/DATABASE?reader=NAME, with @ : / in a password as %40 %3A %2F"
)


class Address(NamedTuple):
    dsn: str
    """What libpq is handed, without what is ours."""
    name: str
    """What people are shown, without a password."""
    reader: str | None
    secrets: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises UsageError for what is no address; the text, which may hold a password, is not
        repeated."""
        scheme, _, rest = text.partition("://")
        body, _, query = rest.partition("?")
        authority, slash, database = body.partition("/")
        user, at, host = authority.rpartition("@")
        user, colon, password = user.partition(":")
        asked = [pair.partition("=") for pair in query.split("&") if pair]
        readers = [unquote(value) for name, _, value in asked if name == "reader"]
        if "@" in user or "@" in password or not all(readers) or "@" in slash + database:
            raise UsageError("That is not the address of a store on a server.", EXAMPLE)
        secrets = [unquote(password)] if password else []
        secrets += [unquote(value) for name, _, value in asked if name in SECRETS]
        shown = [pair for pair in asked if pair[0] not in SECRETS]
        shown.sort(key=lambda pair: pair[0] == "reader")
        here = f"{scheme}://{user}{at}{host}{slash}{database}"
        dsn = f"{scheme}://{user}{colon}{password}{at}{host}{slash}{database}"
        return cls(
            _with(dsn, [pair for pair in asked if pair[0] != "reader"]),
            _with(here, shown),
            readers[-1] if readers else None,
            tuple(secrets),
        )

    def parameters(self, settings: dict[str, str]) -> dict[str, str]:
        """What the driver connects with, for a session in the reader's schema with these settings.

        Raises UsageError where libpq cannot read the address.
        """
        from psycopg2 import ProgrammingError
        from psycopg2.extensions import parse_dsn

        try:
            found: dict[str, str] = parse_dsn(self.dsn)
        except ProgrammingError:
            raise UsageError("That is not the address of a store on a server.", EXAMPLE) from None
        named = "$user" if self.reader is None else self.reader.replace('"', '""')
        ours = {"search_path": f'"{named}"', "DateStyle": "ISO", **settings}
        set_here = " ".join(f"-c {name}={_escaped(value)}" for name, value in ours.items())
        return found | {"options": f"{found.get('options', '')} {set_here}".strip()}

    def without_secrets(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text


def _with(address: str, asked: Iterable[tuple[str, str, str]]) -> str:
    query = "&".join(map("".join, asked))
    return f"{address}?{query}" if query else address


def _escaped(value: str) -> str:
    """Return a value in the options that libpq hands to the server."""
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def unquote(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote as decoded  # which costs more than the rest of this module

    return decoded(text)
