"""Measure EPUBs: the pages of the page list, or an estimate from the words.

Nothing in the file is trusted: unpacked bytes are counted as they come, entities are not expanded,
no tree is built, and every expression takes time in proportion to the text.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from html.entities import entitydefs
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.measured import (
    INSTEAD,
    Measured,
    authors_among,
    cleaned,
    require,
    unmeasured,
)
from readtrack.importing.measuring.words import words_in
from readtrack.importing.values import excerpt
from readtrack.limits import LONGEST
from readtrack.model import Format
from readtrack.named_tuple import NamedTuple
from readtrack.names import isbn_digits

WORDS_A_PAGE = 270
"""Median of 441 books of one reader's table."""

MOST_MEMBERS = 10_000

LONGEST_INDEX = 4_000_000
"""Bytes that the names of that many members may take."""

LARGEST = 100_000_000
"""The most unpacked bytes that are read in all."""

LARGEST_DOCUMENT = 20_000_000
"""The most unpacked bytes of one document."""

MOST_PIECES = 500_000
"""The most elements and texts of one XML document."""

LONGEST_NAME = 100
"""The most pieces of a title, a name or a page number, since elements may be nested."""

CHUNK = 64 * 1024
CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
NCX = "application/x-dtbncx+xml"

OBFUSCATED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are disguised, which does not lock the text."""


class XmlPiece(NamedTuple):
    """An element, or a text (which has no tag), in the order of the document."""

    depth: int
    tag: str
    """The name without its namespace."""
    attributes: dict[str, str]
    text: str = ""


class Package(NamedTuple):
    """The contents of the book as its OPF file lists them."""

    pieces: tuple[XmlPiece, ...]
    items: dict[str, dict[str, str]]
    """The attributes of each item of the manifest, by id."""
    folder: str
    """The folder of the OPF, to which its links are relative."""


def measure(path: Path) -> Measured:
    """Measure the EPUB at `path`. Raises ReadtrackError for other archives or one past limits."""
    try:
        with _Bounded(path) as opened, zipfile.ZipFile(opened) as zipped:
            return _measured(Archive(path, zipped))
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
        LookupError,
    ) as error:  # fmt: skip
        raise unmeasured(path, "is damaged") from error


class _Bounded(io.FileIO):
    """A file that refuses very large reads, which only a huge index would need."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > LONGEST_INDEX:
            raise zipfile.BadZipFile("The index is too long.")
        return super().read(size)


class Archive:
    """A zip that counts the bytes it unpacks, whatever its headers claim."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile) -> None:
        self.path = path
        self.zipped = zipped
        self.left = LARGEST
        if len(zipped.infolist()) > MOST_MEMBERS:
            raise self.refusal(f"holds more than {MOST_MEMBERS:,} files")

    def refusal(self, what: str, remedy: str = INSTEAD) -> ReadtrackError:
        return unmeasured(self.path, what, remedy)

    def holds(self, name: str) -> bool:
        return name in self.zipped.NameToInfo

    def read(self, name: str) -> bytes:
        """Unpack a member, up to the limits."""
        member = self.zipped.getinfo(name)
        if member.flag_bits & 1:
            raise self.refusal("is locked: its text cannot be counted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.refusal("is packed in a way that EPUBs are not")
        whole = bytearray()
        with self.zipped.open(member) as opened:
            while chunk := opened.read(CHUNK):
                whole += chunk
                self.left -= len(chunk)
                if len(whole) > LARGEST_DOCUMENT:
                    most = f"{LARGEST_DOCUMENT // 1_000_000} MB"
                    raise self.refusal(f"unpacks to more than {most} in {excerpt(name)}")
                if self.left < 0:
                    raise self.refusal(f"unpacks to more than {LARGEST // 1_000_000} MB")
        return bytes(whole)

    def inside(self, folder: str, link: str) -> str:
        """Return the member that a link in a document of `folder` points to, inside the archive."""
        target = unquote(link.partition("#")[0])
        joined = posixpath.normpath(posixpath.join(folder, target))
        outside = joined == ".." or joined.startswith(("../", "/"))
        if outside or "\\" in target or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            raise self.refusal(f"names a file outside of itself: {excerpt(target)}")
        return joined

    def xml(self, name: str) -> tuple[XmlPiece, ...]:
        """Return the pieces of an XML document. Raises ReadtrackError if it cannot be parsed."""
        from xml.etree.ElementTree import ParseError

        try:
            return self.pieces(name)
        except (ParseError, ValueError, LookupError) as error:
            raise self.refusal(f"is damaged: {excerpt(name)} is no XML") from error

    def pieces(self, name: str) -> tuple[XmlPiece, ...]:
        """Return the pieces of a document without entities; errors of the parser pass through."""
        require("an EPUB", "defusedxml")
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import DefusedXMLParser

        declares = self.refusal(f"declares markup of its own in {excerpt(name)}")

        def doctype(_name: str, _system: str | None, _public: str | None, subset: int) -> None:
            if subset:
                raise declares

        gathered = _Gathered(self.refusal(f"has more than {MOST_PIECES:,} parts in {name}"))
        parser = DefusedXMLParser(target=gathered, forbid_dtd=False, forbid_entities=True)
        parser.parser.StartDoctypeDeclHandler = doctype
        parser.entity.update(entitydefs)
        try:
            parser.feed(self.read(name))
            parser.close()
        except DefusedXmlException as error:
            raise declares from error
        return tuple(gathered.pieces)


class _Gathered:
    """Collect what a parser reports as a flat list, however deep the document is nested."""

    def __init__(self, too_many: ReadtrackError) -> None:
        self.pieces: list[XmlPiece] = []
        self.depth = 0
        self.count = 0
        self.too_many = too_many

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count()
        self.depth += 1
        self.pieces.append(XmlPiece(self.depth, tag.rpartition("}")[2], attributes))

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def data(self, text: str) -> None:
        self._count()
        if text.strip() or (self.pieces and not self.pieces[-1].tag):
            self.pieces.append(XmlPiece(self.depth + 1, "", {}, text))

    def close(self) -> None:
        """Do nothing, as the parser needs this method."""

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_PIECES:
            raise self.too_many


def _below(pieces: Sequence[XmlPiece], at: int) -> Iterator[tuple[int, XmlPiece]]:
    """Yield the number and piece of everything inside the element number `at`."""
    for number in range(at + 1, len(pieces)):
        if pieces[number].depth <= pieces[at].depth:
            return
        yield number, pieces[number]


def _text(pieces: Sequence[XmlPiece], at: int) -> str:
    """Return the text inside the element number `at`, up to the limit for a name."""
    return "".join(piece.text for _, piece in islice(_below(pieces, at), LONGEST_NAME))


def _measured(archive: Archive) -> Measured:
    package = _package(archive)
    locked = _locked(archive)
    pages = _listed_pages(archive, package, locked)
    counted = pages or -(-_words(archive, package, locked) // WORDS_A_PAGE)
    about = package.pieces
    title, authors, isbn = _title(about), _authors(about), _isbn(about)
    return Measured(title, authors, Format.EBOOK, isbn, counted, estimated=pages is None)


def _package(archive: Archive) -> Package:
    """Return the OPF that the container names first."""
    if not archive.holds(CONTAINER):
        typed = archive.holds("mimetype") and archive.read("mimetype").strip()
        if typed == b"application/epub+zip":
            raise archive.refusal(f"is damaged: it has no {CONTAINER}")
        raise archive.refusal("is an archive, and no EPUB", "Unpack it, and name the book.")
    files = [each.attributes for each in archive.xml(CONTAINER) if each.tag == "rootfile"]
    name = archive.inside("", files[0].get("full-path", "") if files else "")
    if not archive.holds(name):
        raise archive.refusal("is damaged: the list of its parts is missing")
    pieces = archive.xml(name)
    listed = [each.attributes for each in pieces if each.tag == "item"]
    items = {each["id"]: each for each in listed if "id" in each}
    return Package(pieces, items, posixpath.dirname(name))


def _locked(archive: Archive) -> frozenset[str]:
    """Return the names of encrypted members, except disguised fonts."""
    found, method = set(), ""
    for piece in archive.xml(ENCRYPTION) if archive.holds(ENCRYPTION) else ():
        if piece.tag == "EncryptedData":
            method = ""
        elif piece.tag == "EncryptionMethod":
            method = piece.attributes.get("Algorithm", "")
        elif piece.tag == "CipherReference" and method not in OBFUSCATED:
            found.add(posixpath.normpath(unquote(piece.attributes.get("URI", ""))))
    return frozenset(found)


def _refined(pieces: Sequence[XmlPiece], named: str) -> dict[str, str]:
    """Return what EPUB 3 adds to elements in `meta` elements, by their ids."""
    return {
        piece.attributes.get("refines", "").removeprefix("#"): _text(pieces, at).strip()
        for at, piece in enumerate(pieces)
        if piece.tag == "meta" and piece.attributes.get("property") == named
    }


def _all(pieces: Sequence[XmlPiece], tag: str) -> list[tuple[dict[str, str], str]]:
    """Return the attributes and text of each Dublin Core element called `tag`."""
    return [
        (piece.attributes, _text(pieces, at))
        for at, piece in enumerate(pieces)
        if piece.tag == tag and piece.depth <= 4
    ]


def _title(pieces: Sequence[XmlPiece]) -> str | None:
    """Return the title marked as the main one, else the first."""
    types = _refined(pieces, "title-type")
    titles = _all(pieces, "title")
    main = [text for about, text in titles if types.get(about.get("id", "")) == "main"]
    return cleaned(next(iter(main or [text for _, text in titles]), None))


def _authors(pieces: Sequence[XmlPiece]) -> tuple[str, ...]:
    """Return the creators marked as authors, or all creators if none is."""
    roles = _refined(pieces, "role")
    creators = _all(pieces, "creator")
    names = [text for _, text in creators]
    done = (about.get(f"{OPF}role") or roles.get(about.get("id", "")) for about, _ in creators)
    wrote = [name for name, role in zip(names, done, strict=True) if (role or "aut") == "aut"]
    return authors_among(wrote) or authors_among(names)


def _isbn(pieces: Sequence[XmlPiece]) -> str | None:
    """Return the first identifier that is marked as an ISBN or has the prefix of one."""
    for about, text in _all(pieces, "identifier"):
        word = text.strip().lower()
        labelled = "isbn" in word or about.get(f"{OPF}scheme", "").lower() == "isbn"
        digits = isbn_digits(word.rpartition(":")[2].removeprefix("isbn")[:40])
        if digits and (labelled or digits.startswith(("978", "979"))):
            return digits
    return None


def _listed_pages(archive: Archive, package: Package, locked: frozenset[str]) -> int | None:
    """Return the last printed page that the book lists, in the way of EPUB 3 or of EPUB 2."""
    from xml.etree.ElementTree import ParseError

    for kind, labels_of in (("nav", _nav_labels), (NCX, _ncx_labels)):
        for item in package.items.values():
            named = (*item.get("properties", "").split(), item.get("media-type"))
            name = archive.inside(package.folder, item.get("href", "")) if kind in named else ""
            if not archive.holds(name) or name in locked:
                continue
            try:
                labels = list(labels_of(archive.pieces(name)))
            except (ParseError, ValueError, LookupError):  # its words can be counted all the same
                continue
            if labels:
                return _last_page(labels)
    return None


def _nav_labels(pieces: Sequence[XmlPiece]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        if piece.tag == "nav" and "page-list" in piece.attributes.get(f"{OPS}type", "").split():
            for number, each in _below(pieces, at):
                if each.tag == "a":
                    yield _text(pieces, number)
            return


def _ncx_labels(pieces: Sequence[XmlPiece]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        if piece.tag == "pageTarget":
            value = piece.attributes.get("value", "")
            front = piece.attributes.get("type") == "front"
            yield _text(pieces, at) or ("" if front else value)


def _last_page(labels: Sequence[str]) -> int:
    """Return the highest number among the labels, or their count if none is a number."""
    found = (re.fullmatch(r"(?:p(?:age|\.)? ?)?(\d{1,5})", each.strip().lower()) for each in labels)
    numbers = [int(match[1]) for match in found if match]
    possible = [number for number in numbers if 1 <= number <= LONGEST["pages"]]
    return max(possible) if possible else min(len(labels), LONGEST["pages"])


def _words(archive: Archive, package: Package, locked: frozenset[str]) -> int:
    """Count the words of the documents in the spine, each document once."""
    documents: dict[str, None] = {}
    for piece in package.pieces:
        item = package.items.get(piece.attributes.get("idref", ""), {})
        if piece.tag == "itemref" and item.get("media-type") in TEXTS:
            documents[archive.inside(package.folder, item.get("href", ""))] = None
    if locked & documents.keys():
        raise archive.refusal("is locked: its text cannot be counted")
    words = 0
    for name in filter(archive.holds, documents):
        words += words_in(archive.read(name))
        if words > LONGEST["pages"] * WORDS_A_PAGE:
            raise archive.refusal(f"has more than {LONGEST['pages']:,} pages")
    if not words:
        raise archive.refusal("has no words to count")
    return words
