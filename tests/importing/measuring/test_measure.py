"""Books as files: what is read out of them, and what they may not do."""

import signal
import struct
import sys
import tracemalloc
import wave
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring.measure import measure
from readtrack.importing.measuring.measured import Measured
from readtrack.importing.measuring.words import words_in
from readtrack.model import Format
from tests.importing.anything import damaged

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
ABOUT = (
    "<dc:title>Business Adventures</dc:title><dc:creator>John Brooks</dc:creator>"
    "<dc:identifier>urn:isbn:978-1-4088-3997-3</dc:identifier>"
)
TEXT = "application/xhtml+xml"
XHTML_11 = (
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
    '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
)
LAUGHS = (
    '<!DOCTYPE package [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
FONTS = "http://www.idpf.org/2008/embedding"
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def page(body: str) -> str:
    return f"{XHTML_11}<html><head><title>A title</title></head><body>{body}</body></html>"


def words(count: int) -> str:
    return page(f"<p>{'word ' * count}</p>")


def opf(items: str = "", spine: str = "<itemref idref='one'/>", about: str = ABOUT) -> str:
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{about}</metadata>'
        f'<manifest><item id="one" href="one.xhtml" media-type="{TEXT}"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>"
    )


def book(
    folder: Path, package: str | None = None, text: str | bytes = words(271), **others: str | bytes
) -> Path:
    """An EPUB of one chapter; `others` are more members, `__` in their names standing for `/`."""
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        zipped.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        zipped.writestr("META-INF/container.xml", CONTAINER)
        zipped.writestr("OEBPS/book.opf", package or opf())
        zipped.writestr("OEBPS/one.xhtml", text)
        for name, content in others.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def refusal(path: Path) -> str:
    """What is said of a file that is not taken, which fits two lines."""
    with pytest.raises(ReadtrackError) as caught:
        measure(path)
    lines = [caught.value.what, *caught.value.remedy.splitlines()]
    assert len(lines) <= 2
    assert all(len(line) < 200 for line in lines)
    return caught.value.what


def encryption(target: str, algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


class TestEpub:
    def test_the_words_of_an_epub_make_its_pages(self, tmp_path: Path) -> None:
        assert measure(book(tmp_path)) == Measured(
            "Business Adventures", ("John Brooks",), Format.EBOOK, "9781408839973", 2, None, True
        )

    def test_a_document_that_the_spine_names_twice_counts_once(self, tmp_path: Path) -> None:
        assert measure(book(tmp_path, opf(spine="<itemref idref='one'/>" * 3))).pages == 2

    def test_it_is_known_by_its_content_whatever_it_is_called(self, tmp_path: Path) -> None:
        path = book(tmp_path).rename(tmp_path / "book.mp3")
        assert measure(path).format is Format.EBOOK

    @pytest.mark.parametrize(
        ("labels", "pages"),
        [
            (["i", "ii", "1", "2", "459"], 459),
            (["Page 12", "p. 13", "999999"], 13),
            (["i", "ii", "iii"], 3),
        ],
    )
    def test_the_page_list_of_epub_3_is_the_length_in_print(
        self, tmp_path: Path, labels: list[str], pages: int
    ) -> None:
        links = "".join(f"<li><a href='#'><b>{each}</b></a></li>" for each in labels)
        nav = (
            f"{XHTML_11}<html xmlns='http://www.w3.org/1999/xhtml' "
            "xmlns:epub='http://www.idpf.org/2007/ops'><body>"
            "<nav epub:type='toc'><a>700</a></nav>"
            f"<nav epub:type='page-list'><h1>Pages&nbsp;</h1><ol>{links}</ol></nav>"
            "<nav epub:type='landmarks'><a>800</a></nav></body></html>"
        )
        item = "<item id='n' properties='nav' href='nav.xhtml' media-type='x'/>"
        found = measure(book(tmp_path, opf(item), OEBPS__nav_xhtml=nav))
        assert (found.pages, found.estimated) == (pages, False)

    def test_the_page_list_of_epub_2_is_the_length_in_print(self, tmp_path: Path) -> None:
        ncx = (
            '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
            '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx><pageList>'
            "<pageTarget type='front' value='900'><navLabel><text>iv</text></navLabel></pageTarget>"
            "<pageTarget type='normal' value='3'/>"
            "<pageTarget><navLabel>\n<text> 304 </text>\n</navLabel></pageTarget></pageList></ncx>"
        )
        item = "<item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
        assert measure(book(tmp_path, opf(item), OEBPS__toc_ncx=ncx)).pages == 304

    def test_a_broken_table_of_contents_leaves_the_words(self, tmp_path: Path) -> None:
        item = "<item id='n' properties='nav' href='nav.xhtml' media-type='x'/>"
        assert measure(book(tmp_path, opf(item), OEBPS__nav_xhtml="<html><nav>")).pages == 2

    def test_the_main_title_and_those_who_wrote_it_are_told(self, tmp_path: Path) -> None:
        about = (
            "<dc:title id='s'>A Subtitle</dc:title><dc:title id='m'>Tom &amp;amp; \n J\x85im"
            "</dc:title><meta refines='#m' property='title-type'>main</meta>"
            "<dc:creator opf:role='trl'>Trudy</dc:creator><dc:creator id='i'>Ida</dc:creator>"
            "<meta refines='#i' property='role'>ill</meta><dc:creator>Ann</dc:creator>"
            "<dc:identifier>1234567890</dc:identifier>"
        )
        found = measure(book(tmp_path, opf(about=about)))
        assert (found.title, found.authors, found.isbn) == ("Tom & J im", ("Ann",), None)

    @pytest.mark.parametrize(
        ("creators", "authors"),
        [
            (["Lee, Bo"], ("Bo Lee",)),
            (["Ann Poe and Bo Lee"], ("Ann Poe", "Bo Lee")),
            (["Poe, Ann; Lee, Bo", "Bo Lee"], ("Ann Poe", "Bo Lee")),
            (["Poe, Ann, 1950-"], ("Ann Poe",)),
            (["Unknown"], ()),
        ],
        ids=str,
    )
    def test_creators_are_names_as_people_say_them(
        self, tmp_path: Path, creators: list[str], authors: tuple[str, ...]
    ) -> None:
        about = "".join(f"<dc:creator>{each}</dc:creator>" for each in creators)

        assert measure(book(tmp_path, opf(about=about))).authors == authors

    def test_a_title_of_more_than_500_characters_is_none(self, tmp_path: Path) -> None:
        for length, title in ((500, "x" * 500), (501, None), (100_000, None)):
            about = f"<dc:title>{'x' * length}</dc:title>"
            found = measure(book(tmp_path, opf(about=about)))
            assert (found.title, found.authors) == (title, ())

    def test_a_locked_text_is_said_to_be_locked(self, tmp_path: Path) -> None:
        locked = {"META-INF__encryption_xml": encryption("OEBPS/one.xhtml", AES)}
        assert refusal(book(tmp_path, **locked)) == (
            "book.epub is locked: its text cannot be counted."
        )

    def test_disguised_fonts_lock_nothing(self, tmp_path: Path) -> None:
        disguised = {"META-INF__encryption_xml": encryption("OEBPS/font.otf", FONTS)}
        assert measure(book(tmp_path, **disguised)).pages == 2

    def test_a_member_with_a_password_is_locked(self, tmp_path: Path) -> None:
        path = book(tmp_path)
        raw = bytearray(path.read_bytes())
        at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"OEBPS/one.xhtml"))
        raw[at + 8] |= 1
        path.write_bytes(raw)
        assert "is locked" in refusal(path)

    @pytest.mark.parametrize(
        "link",
        ["../../etc/passwd", "/etc/passwd", "C:/x.xhtml", "..\\x", "%2e%2e/%2e%2e/x", "http://x/y"],
    )
    def test_a_path_that_leads_out_is_refused(self, tmp_path: Path, link: str) -> None:
        item = f"<item id='out' href='{link}' media-type='{TEXT}'/>"
        path = book(tmp_path, opf(item, "<itemref idref='out'/>"))
        assert "names a file outside of itself" in refusal(path)
        path = book(tmp_path)
        container = CONTAINER.replace("OEBPS/book.opf", link if "%" not in link else "../x")
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("META-INF/container.xml", container)
        assert "names a file outside of itself" in refusal(path)

    def test_a_path_up_to_a_neighbouring_folder_is_inside(self, tmp_path: Path) -> None:
        item = f"<item id='two' href='../Text/a%20b.xhtml#x' media-type='{TEXT}'/>"
        package = opf(item, "<itemref idref='two'/>")
        path = book(tmp_path, package, **{"Text__a b_xhtml": words(541)})
        assert measure(path).pages == 3

    def test_entities_are_refused_and_a_plain_doctype_is_not(self, tmp_path: Path) -> None:
        assert measure(book(tmp_path, XHTML_11.replace("html", "package", 1) + opf())).pages == 2
        for declared in (
            LAUGHS,
            '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            "<!DOCTYPE p [<!ATTLIST item x CDATA 'y'>]>",
        ):
            assert refusal(book(tmp_path, declared + opf())) == (
                "book.epub declares markup of its own in OEBPS/book.opf."
            )

    def test_entities_of_a_chapter_are_not_expanded(self, tmp_path: Path) -> None:
        text = LAUGHS + "<html><body>" + "&c; " * 271 + "</body></html>"
        assert measure(book(tmp_path, text=text)).pages == 2

    @pytest.mark.slow
    def test_deep_nesting_crashes_nothing(self, tmp_path: Path) -> None:
        deep = "<meta property='role'>" * 100_000 + "</meta>" * 100_000
        assert measure(book(tmp_path, opf(about=ABOUT + deep))).pages == 2
        assert words_in(("<div>" * 100_000 + "word" + "</div>" * 100_000).encode()) == 1

    @pytest.mark.slow
    def test_an_xml_document_has_a_limit_of_parts(self, tmp_path: Path) -> None:
        assert refusal(book(tmp_path, opf("<x/>" * 500_001))) == (
            "book.epub has more than 500,000 parts in OEBPS/book.opf."
        )

    @pytest.mark.slow
    def test_too_many_members_are_refused(self, tmp_path: Path) -> None:
        members: dict[str, Any] = {f"{number}": b"" for number in range(9_996)}
        assert measure(book(tmp_path, **members)).pages == 2
        assert refusal(book(tmp_path, **members, more=b"")) == (
            "book.epub holds more than 10,000 files."
        )

    def test_an_index_of_many_megabytes_is_not_read(self, tmp_path: Path) -> None:
        path = book(tmp_path)
        raw = path.read_bytes()
        filler = b"PK\x01\x02" + bytes(5_000_000)
        end = bytearray(raw[raw.rindex(b"PK\x05\x06") :])
        end[12:20] = struct.pack("<II", len(filler), len(raw))
        path.write_bytes(raw + filler + end)
        assert refusal(path) == "book.epub is damaged."

    @pytest.mark.slow
    def test_a_document_of_more_than_20_mb_is_refused(self, tmp_path: Path) -> None:
        assert measure(book(tmp_path, text=words(271) + " " * 19_000_000)).pages == 2
        assert refusal(book(tmp_path, text=" " * 20_000_001)) == (
            "book.epub unpacks to more than 20 MB in OEBPS/one.xhtml."
        )

    @pytest.mark.slow
    def test_more_than_100_mb_in_all_are_refused(self, tmp_path: Path) -> None:
        names = [f"t{number}" for number in range(6)]
        items = "".join(f"<item id='{n}' href='{n}' media-type='{TEXT}'/>" for n in names)
        spine = "".join(f"<itemref idref='{n}'/>" for n in names)
        texts = {f"OEBPS__{name}": "\n" * 19_000_000 for name in names}
        assert refusal(book(tmp_path, opf(items, spine), **texts)) == (
            "book.epub unpacks to more than 100 MB."
        )

    @pytest.mark.slow
    def test_a_zip_bomb_is_refused_before_it_goes_off(self, tmp_path: Path) -> None:
        path = tmp_path / "bomb.epub"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            zipped.writestr("META-INF/container.xml", CONTAINER)
            with zipped.open("OEBPS/book.opf", "w") as bomb:
                for _ in range(2_000):
                    bomb.write(bytes(1_000_000))
        assert path.stat().st_size < 10_000_000
        for claimed in (2_000_000_000, 1_000, 2**32 - 2):
            claim(path, claimed)
            tracemalloc.start()
            said = refusal(path)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < 60_000_000
            assert said == (
                "bomb.epub is damaged."
                if claimed == 1_000
                else "bomb.epub unpacks to more than 20 MB in OEBPS/book.opf."
            )

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_what_unpacks_without_bounds_is_refused(self, tmp_path: Path, method: int) -> None:
        path = book(tmp_path)
        with zipfile.ZipFile(path, "w", method) as zipped:
            zipped.writestr("META-INF/container.xml", " " * 1_000_000)
        assert refusal(path) == "book.epub is packed in a way that EPUBs are not."

    @pytest.mark.slow
    def test_more_words_than_any_book_has_are_refused(self, tmp_path: Path) -> None:
        assert "more than 20,000 pages" in refusal(book(tmp_path, text="a " * 5_400_001))

    def test_a_book_of_pictures_has_no_words(self, tmp_path: Path) -> None:
        assert refusal(book(tmp_path, text=page("<img src='x'/>"))) == (
            "book.epub has no words to count."
        )

    def test_another_archive_is_no_epub(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("a.txt", "hello")
        assert refusal(path) == "x.zip is an archive, and no EPUB."

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_no_damage_is_more_than_an_error(self, tmp_path: Path, data: st.DataObject) -> None:
        path = book(tmp_path)
        path.write_bytes(damaged(data, path.read_bytes(), 4))
        with suppress(ReadtrackError):
            assert measure(path).pages


def claim(path: Path, size: int) -> None:
    """Make the headers of the last member say that it unpacks to `size` bytes."""
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as zipped:
        local = zipped.infolist()[-1].header_offset
    for at in (local + 22, raw.rindex(b"PK\x01\x02") + 24):
        raw[at : at + 4] = struct.pack("<I", size)
    path.write_bytes(raw)


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Interrupt what takes longer, which is what has no end."""

    def interrupt(*_: object) -> None:
        raise AssertionError(f"not done in {seconds} s")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("one&nbsp;two&#160;three &mdash; four", 4),
            ("<p>one</p><p>two</p>three<br/>four", 4),
            ("<span class='drop'>O</span>nce <i>up</i>on", 2),
            ("R&amp;D caf&eacute; don't well-known", 4),
            ("<head><title>No no</title></head>yes <style>p {}</style><script>a b</script>", 1),
            ("<script src='x'/>yes<title/> <!-- no no --> <!-- never ends", 3),
            ("<![CDATA[one two]]> <?no no?> <img alt='a > b'/>", 2),
            ("— … * 1984 42", 2),
            ("我们在图书馆看书", 5),
            ("ฉันอ่านหนังสือในห้องสมุด ทุกวัน", 6),
            ("ຂ້ອຍອ່ານປຶ້ມ", 3),
            ("ខ្ញុំអានសៀវភៅ two words", 5),
            ("ကျွန်တော်စာအုပ်ဖတ်သည်", 5),
            ("", 0),
        ],
    )
    def test_what_is_seen_is_counted(self, text: str, count: int) -> None:
        assert words_in(text.encode()) == count

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
    def test_the_encoding_is_the_one_that_is_said(self, encoding: str) -> None:
        text = f'<?xml version="1.0" encoding="{encoding}"?><p>Bücher über Äpfel</p>'
        assert words_in(text.encode(encoding)) == 3

    @pytest.mark.parametrize("encoding", ["punycode", "zlib", "utf-7", "nonsense", "idna"])
    def test_an_encoding_that_no_text_is_in_is_not_tried(self, encoding: str) -> None:
        assert words_in(f'<?xml encoding="{encoding}"?>one two'.encode()) == 2

    @pytest.mark.parametrize(
        "piece",
        [
            "<", "<!--", "<a ", "<?", "<![CDATA[", "</a", "<script>", "<script></", "<head>", "&",
            "&#", "&#1", '<a b="', "<a b='", '"', "'", ".", "<!doctype ", "</script", "<a/", "_",
            '<a b="c" ', "<b><i>", "<p>", "我", "\n", "<script ", "&a",
        ],
    )  # fmt: skip
    @pytest.mark.slow
    def test_hostile_text_takes_time_in_proportion(self, piece: str) -> None:
        with patience(60):
            for before in ("", "<a"):
                assert words_in((before + piece * (2_000_000 // len(piece))).encode()) >= 0

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["p", "div", "h1", "li", "td", "blockquote"]),
                st.lists(
                    st.tuples(
                        st.text("abcxyzäöé'-", min_size=1, max_size=8).filter(
                            lambda word: any(map(str.isalnum, word))
                        ),
                        st.sampled_from(
                            ["{}", "<b>{}</b>", "<i class='a b'>{}</i>", "<!--x y-->{}"]
                        ),
                    ),
                    max_size=6,
                ),
                st.sampled_from([" ", "\n", "&nbsp;", " &mdash; ", "<br/>", "<!-- no words -->"]),
            ),
            max_size=8,
        )
    )
    def test_all_words_of_a_document_are_counted_and_nothing_else(
        self, blocks: list[tuple[str, list[tuple[str, str]], str]]
    ) -> None:
        body = "".join(
            f"<{tag} id='x y'>{between.join(way.format(word) for word, way in inner)}</{tag}>"
            for tag, inner, between in blocks
        )
        assert words_in(page(body).encode()) == sum(len(inner) for _, inner, _ in blocks)


def pdf(folder: Path, pages: int = 3, about: dict[str, str] | None = None) -> Path:
    path = folder / "book.pdf"
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.add_metadata(about or {})
    writer.write(path)
    return path


class TestPdf:
    def test_its_pages_and_what_it_says_of_itself_are_read(self, tmp_path: Path) -> None:
        path = pdf(tmp_path, 3, {"/Title": "Deep Work", "/Author": "Cal Newport; A B and C D"})
        assert measure(path) == Measured(
            "Deep Work", ("Cal Newport", "A B", "C D"), Format.EBOOK, None, 3, None, False
        )

    @pytest.mark.parametrize(
        ("text", "authors"),
        [
            ("Le Guin, Ursula K.", ("Ursula K. Le Guin",)),
            ("Ann Lee, Bo Ek, and Cy Dor", ("Ann Lee", "Bo Ek", "Cy Dor")),
            ("Ann Lee, and Bo Ek", ("Ann Lee", "Bo Ek")),
            ("Ann Lee, Bo Ek, Cy Dor", ("Ann Lee", "Bo Ek", "Cy Dor")),
            ("Lee, Ann; Ek, Bo", ("Ann Lee", "Bo Ek")),
        ],
    )
    def test_authors_are_told_apart(
        self, tmp_path: Path, text: str, authors: tuple[str, ...]
    ) -> None:
        assert measure(pdf(tmp_path, 1, {"/Author": text})).authors == authors

    @pytest.mark.parametrize(
        ("title", "author"),
        [
            ("Microsoft Word - draft 3.doc", "Administrator"),
            ("untitled", "user"),
            ("book_final.indd", "jsmith42"),
            ("Document1", "me@example.org"),
            ("12-34", "Microsoft Office User"),
            ("x" * 501, "x" * 501),
            ("\x00", " "),
        ],
    )
    def test_what_programs_fill_in_is_not_taken(
        self, tmp_path: Path, title: str, author: str
    ) -> None:
        found = measure(pdf(tmp_path, 1, {"/Title": title, "/Author": author}))
        assert (found.title, found.authors, found.pages) == (None, (), 1)

    def test_an_empty_password_opens_it_and_another_does_not(self, tmp_path: Path) -> None:
        for password, ok in (("", True), ("secret", False)):
            path = tmp_path / "locked.pdf"
            writer = PdfWriter(clone_from=PdfReader(pdf(tmp_path, 4, {"/Title": "Deep"})))
            writer.encrypt(password, "owner", algorithm="RC4-128")
            writer.write(path)
            if ok:
                assert (measure(path).pages, measure(path).title) == (4, "Deep")
            else:
                assert refusal(path) == "locked.pdf is locked with a password."

    @pytest.mark.parametrize("count", [0, -1, 19_000, 10**12])
    def test_a_number_of_pages_that_cannot_be_is_not_believed(
        self, tmp_path: Path, count: int
    ) -> None:
        path = small_pdf(tmp_path, str(count))
        assert refusal(path) == "odd.pdf does not say how many pages it has."

    def test_more_than_20_000_pages_are_refused(self, tmp_path: Path) -> None:
        path = small_pdf(tmp_path, "20001", 20_010)
        assert refusal(path) == "odd.pdf has more than 20,000 pages."

    def test_a_tree_of_pages_that_loops_does_not_hang(self, tmp_path: Path) -> None:
        path = tmp_path / "loop.pdf"
        writer = PdfWriter(clone_from=PdfReader(pdf(tmp_path)))
        tree = writer.root_object["/Pages"]
        assert isinstance(tree, DictionaryObject)
        assert tree.indirect_reference is not None
        tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference] * 2)
        tree[NameObject("/Count")] = NumberObject(2)
        writer.write(path)
        assert measure(path).pages == 2

    def test_a_reference_that_leads_to_itself_does_not_hang(self, tmp_path: Path) -> None:
        for reference in ("2 0 R", "3 0 R"):
            refusal(small_pdf(tmp_path, reference))

    def test_a_file_past_the_limit_is_not_opened(self, tmp_path: Path) -> None:
        path = tmp_path / "big.pdf"
        with path.open("wb") as opened:
            opened.write(b"%PDF-1.7\n")
            opened.truncate(500_000_001)
        assert refusal(path) == "big.pdf has more than 500 MB."

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_no_damage_is_more_than_an_error(self, tmp_path: Path, data: st.DataObject) -> None:
        path = pdf(tmp_path, 2, {"/Title": "Deep Work"})
        path.write_bytes(damaged(data, path.read_bytes(), 8))
        with suppress(ReadtrackError):
            assert measure(path).pages

    def test_nesting_and_nothing_are_damage(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "x.pdf"
        for content in (
            b"",
            b"[" * 100_000,
            b"<<" * 100_000,
            small_pdf(tmp_path, "[" * 50_000).read_bytes(),
        ):
            path.write_bytes(b"%PDF-1.7\n" + content)
            assert refusal(path).startswith("x.pdf ")
        assert capfd.readouterr() == ("", "")


def small_pdf(folder: Path, count: str, objects: int = 4) -> Path:
    """A PDF of no pages at all whose tree says that it has `count`."""
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[]/Count {count}>>", "3 0 R"]
    bodies += ["null"] * (objects - len(bodies))
    whole = "%PDF-1.7\n"
    at, pieces, size = [], [], len(whole)
    for number, body in enumerate(bodies, 1):
        at.append(size)
        pieces.append(f"{number} 0 obj\n{body}\nendobj\n")
        size += len(pieces[-1])
    table = "".join(f"{each:010d} 00000 n \n" for each in at)
    path = folder / "odd.pdf"
    path.write_text(
        f"{whole}{''.join(pieces)}xref\n0 {objects + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {objects + 1}/Root 1 0 R>>\nstartxref\n{size}\n%%EOF\n"
    )
    return path


def wav(path: Path, seconds: float, **tags: str) -> Path:
    """Silence, with the tags that RIFF has: INAM is a title, IPRD an album, IART an artist.

    Those of ID3 are TPE1 for artists, TPE2 for those of the album, and TCOM for a composer.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(1)
        opened.setframerate(100)
        opened.writeframes(bytes([128]) * round(100 * seconds))
    fields, frames = b"INFO", b""
    for name, text in tags.items():
        value = text.encode() + b"\x00" * (1 + (len(text.encode()) + 1) % 2)
        if name.startswith("T"):
            frames += name.encode() + struct.pack(">IHB", len(value) + 1, 0, 3) + value
        else:
            fields += name.encode() + struct.pack("<I", len(value)) + value
    raw = path.read_bytes()
    raw += b"LIST" + struct.pack("<I", len(fields)) + fields if tags else b""
    frames = b"ID3\x03\x00\x00" + struct.pack(">I", len(frames)) + frames if frames else b""
    frames += b"\x00" * (len(frames) % 2)
    raw += b"id3 " + struct.pack("<I", len(frames)) + frames if frames else b""
    path.write_bytes(raw[:4] + struct.pack("<I", len(raw) - 8) + raw[8:])
    return path


class TestAudio:
    def test_a_file_has_a_length_a_title_and_authors(self, tmp_path: Path) -> None:
        path = wav(tmp_path / "one.wav", 7261, INAM="Deep Work", IPRD="Album", IART="Cal Newport")
        assert measure(path) == Measured(
            "Deep Work", ("Cal Newport",), Format.AUDIOBOOK, None, None, 7261, False
        )

    def test_a_file_without_a_title_of_its_own_has_that_of_its_album(self, tmp_path: Path) -> None:
        assert measure(wav(tmp_path / "one.wav", 60, IPRD="Album")).title == "Album"

    def test_a_folder_adds_up_to_the_fourth_level(self, tmp_path: Path) -> None:
        wav(tmp_path / "Disc 1" / "01.wav", 60.4, INAM="Chapter 1", IPRD="Dune", IART="F. Herbert")
        wav(tmp_path / "Disc 1" / "02.wav", 60.4, INAM="Chapter 2", IPRD="Dune")
        wav(tmp_path / "a" / "b" / "c" / "d" / "03.WAV", 60.4)
        wav(tmp_path / "a" / "b" / "c" / "d" / "e" / "04.wav", 1000)
        wav(tmp_path / "._01.wav", 1000)
        (tmp_path / "cover.jpg").write_bytes(b"no audio")
        found = measure(tmp_path)
        assert (found.title, found.authors, found.seconds) == ("Dune", ("F. Herbert",), 181)

    def test_a_folder_of_several_books_is_refused(self, tmp_path: Path) -> None:
        wav(tmp_path / "a.wav", 60, IPRD="Emma", IART="Jane Austen")
        wav(tmp_path / "b.wav", 60, IPRD="Dune", IART="Frank Herbert")
        assert refusal(tmp_path).endswith(" holds more than one book, Dune and Emma.")

    @pytest.mark.parametrize(
        ("lengths", "total"),
        [
            ({"01.wav": 60, "02.wav": 90, "Emma.wav": 150.5}, 150),
            ({"parts/01.wav": 60, "parts/02.wav": 90, "1984 (complete).wav": 150}, 150),
            ({"a.wav": 60, "b.wav": 90, "c.wav": 30, "Emma.wav": 180, "Emma again.wav": 180}, 180),
            ({"01.wav": 60, "02.wav": 90, "03.wav": 150}, 300),
            ({"Part 1.wav": 60, "Part 2.wav": 60}, 120),
            ({"Emma 1.wav": 60, "Emma 2.wav": 80, "Emma 3.wav": 150}, 290),
            ({"Emma.wav": 60, "Epilogue.wav": 10}, 70),
        ],
    )
    def test_what_is_there_in_parts_and_as_a_whole_counts_once(
        self, tmp_path: Path, lengths: dict[str, float], total: int
    ) -> None:
        for name, seconds in lengths.items():
            wav(tmp_path / name, seconds)
        assert measure(tmp_path).seconds == total

    @pytest.mark.parametrize(
        ("tags", "authors"),
        [
            ({"TPE1": "Ed Vox", "TPE2": "Ann Poe"}, ("Ann Poe",)),
            ({"TPE1": "Ann Poe", "TPE2": "Various Artists"}, ("Ann Poe",)),
            ({"TPE1": "Ann Poe, Ed Vox", "TCOM": "Ed Vox"}, ("Ann Poe",)),
            ({"TPE1": "Ann Poe", "TPE2": "Ed Vox", "TCOM": "Ed Vox"}, ("Ann Poe",)),
            ({"TPE1": "Ed Vox", "TCOM": "Ed Vox"}, ("Ed Vox",)),
            ({"TPE1": "Ann Poe; read by Ed Vox"}, ("Ann Poe",)),
            ({"TPE1": "Ann Poe, gelesen von Ed Vox"}, ("Ann Poe",)),
            ({"TPE1": "Ann Poe (Autor), Ed Vox (Sprecher)"}, ("Ann Poe",)),
            ({"TPE1": "Poe, Ann / Lee, Bo"}, ("Ann Poe", "Bo Lee")),
            ({"IART": "Poe, Ann"}, ("Ann Poe",)),
        ],
        ids=str,
    )
    def test_authors_are_told_from_those_who_narrate(
        self, tmp_path: Path, tags: dict[str, str], authors: tuple[str, ...]
    ) -> None:
        assert measure(wav(tmp_path / "x.wav", 60, **tags)).authors == authors

    @pytest.mark.parametrize(
        "tags",
        [
            {"INAM": "Ann Poe - Salt"}, {"IPRD": "Salt - Ann Poe"}, {"IPRD": "Salt - ann poe"},
            {"IPRD": "Salt", "INAM": "Chapter 1"}, {"IPRD": "Salt", "INAM": "Salt 1"},
        ],
        ids=str,
    )  # fmt: skip
    def test_a_title_has_neither_its_author_nor_a_chapter(
        self, tmp_path: Path, tags: dict[str, str]
    ) -> None:
        assert measure(wav(tmp_path / "x.wav", 60, **tags, IART="Ann Poe")).title == "Salt"

    def test_a_dash_stays_in_a_title(self, tmp_path: Path) -> None:
        found = measure(wav(tmp_path / "x.wav", 60, INAM="Salt - A Novel", IART="Ann Poe"))
        assert found.title == "Salt - A Novel"
        found = measure(wav(tmp_path / "x.wav", 60, INAM="Ann Poe", IART="Ann Poe"))
        assert found.title == "Ann Poe"

    def test_a_folder_of_several_books_by_one_author_is_refused(self, tmp_path: Path) -> None:
        for title in ("Kim", "If"):
            wav(tmp_path / f"{title}.wav", 60, IPRD=title, IART="Rudyard Kipling")

        assert refusal(tmp_path).endswith(" holds more than one book, If and Kim.")

    def test_discs_of_one_author_are_one_book(self, tmp_path: Path) -> None:
        for disc in "12":
            wav(tmp_path / f"{disc}.wav", 60, IPRD=f"Emma (Disc {disc})", IART="Jane Austen")
        assert measure(tmp_path).seconds == 120

    def test_a_folder_that_names_no_album_has_no_title(self, tmp_path: Path) -> None:
        wav(tmp_path / "01.wav", 60, INAM="Chapter 1")
        assert measure(tmp_path).title is None

    def test_a_folder_that_loops_is_walked_once(self, tmp_path: Path) -> None:
        wav(tmp_path / "01.wav", 60)
        (tmp_path / "again").symlink_to(tmp_path)
        assert measure(tmp_path).seconds == 60

    def test_a_folder_without_audio_is_none(self, tmp_path: Path) -> None:
        assert refusal(tmp_path).endswith(" holds no audio files.")

    @pytest.mark.slow
    def test_more_than_5_000_files_are_refused_unread(self, tmp_path: Path) -> None:
        for number in range(5_001):
            (tmp_path / f"{number}.mp3").touch()
        assert refusal(tmp_path).endswith(" holds more than 5,000 audio files.")

    @pytest.mark.parametrize("name", ["x.mp3", "x.m4b", "x.wav", "x.ogg", "x.flac", "x.aiff"])
    @pytest.mark.parametrize(
        "content",
        [b"", b"hello", bytes(10_000), b"\xff\xfb" * 9_000],
        ids=["empty", "text", "zeros", "frames"],
    )
    def test_a_file_without_a_duration_is_named(
        self, tmp_path: Path, name: str, content: bytes
    ) -> None:
        wav(tmp_path / "a.wav", 60)
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path).startswith(f"{name} ")

    @pytest.mark.parametrize(
        ("begin", "zeros"),
        [(b"", 200_000_000), (b"LIST" + struct.pack("<I", 100_000_000), 100_000_000)],
    )
    def test_countless_parts_and_a_huge_one_are_not_read(
        self, tmp_path: Path, begin: bytes, zeros: int
    ) -> None:
        path = wav(tmp_path / "x.wav", 60)
        with path.open("ab") as opened:
            opened.write(begin + bytes(zeros))
        assert refusal(path) == "x.wav has its length beyond 64 MB."

    @pytest.mark.slow
    def test_a_duration_that_no_book_has_is_refused(self, tmp_path: Path) -> None:
        for hours in (0.0001, 201):
            path = wav(tmp_path / "x.wav", 3600 * hours)
            assert refusal(path).startswith("x.wav ")
        for name in ("1.wav", "2.wav"):
            wav(tmp_path / "two" / name, 150 * 3600)
        assert refusal(tmp_path / "two") == ("two is 300.00 hours long, which no audiobook is.")


class TestFiles:
    def test_what_is_none_of_these_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("hello")
        assert refusal(path) == "notes.txt is no EPUB, no PDF and no audio."
        assert refusal(tmp_path / "nothing.epub") == "nothing.epub does not exist."
        assert refusal(Path("/dev/null")) == "null is no file."

    @pytest.mark.parametrize(
        ("library", "what"), [("defusedxml", "an EPUB"), ("pypdf", "a PDF"), ("tinytag", "audio")]
    )
    def test_a_library_that_is_missing_is_named(
        self, tmp_path: Path, library: str, what: str
    ) -> None:
        paths = {
            "defusedxml": book(tmp_path),
            "pypdf": pdf(tmp_path),
            "tinytag": wav(tmp_path / "x.wav", 60),
        }
        gone = {name: None for name in sys.modules if name.partition(".")[0] == library}
        with patch.dict(sys.modules, {library: None, **gone}):
            assert refusal(paths[library]) == f"Measuring {what} needs {library}."
