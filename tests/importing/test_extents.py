"""Lengths in pages, as catalogues, shops and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.extents import pages_in

PAGES = {
    304: (
        "304", '="304"', "304.0", "304,0", "ca. 304", "about 304 pages", "~304", "[304]", "304 S.",
        "304 p.", "304pp", "pp. 304", "Seiten: 304", "304 páginas", "304 pagina's", "304 pagine",
        "304 blz.", "304 (print)",
        "304-page", "pp. xii + 304", "304, xvi p.",
        "304 sider", "304页", "304 Seiten, gebunden", "Paperback, 304 pages",
        "xii, 304 p.", "xii+304", "xii, 304, [16] p.", "[8], 304 p., [16] p. of plates",
        "304 p., 16 p. of plates", "304 p. : ill. ; 24 cm", "24 cm, 304 p.", "304 p. + 1 CD-ROM",
        "1 online resource (304 pages)", "1 online resource (xii, 304 pages)",
        "xii, 304, B16 p.", "1 vol. (304-XXIV p.)", "304-16 p.", "1 vol. (XII-304-[8] p.)",
        "1 vol. (304 p.-[8] p. de pl.)", "xii, 304, [24] p. of plates : ill. ; 22 cm",
        "304, 8 unnumbered pages of plates", "304 S., [16] S. Bildtafeln",
        "1 Online-Ressource (304 Seiten)", "1 v. (304 p.)", "304 ungezählte Seiten",
    ),
    103: ("xxxviii; 103", "XXXVIII, 103 p."),
    1204: (
        "1 204", "1'204", "1’204", "1.204", "1,204", "1\u202f204", "1.204,0", "1.204 Seiten",
        "2 v. (1204 p.)", "2 Bde. (XX, 1204 S.)", "v. 1 (604 p.), v. 2 (600 p.)",
    ),
    None: (
        "", "0", "-", "?", "n/a", "unknown", "unpaged", "various pagings", "xii", "24 cm", "1 v.",
        "3 volumes", "1 Band", "2 Bde.", "2 t.", "3 delen", "3 tomos", "6 audio discs", "1 MP3-CD",
        "6 audio discs (7 hr., 30 min.)", "1 online resource", "1 volume (unpaged)", "120 leaves",
        "12 sound discs : digital ; 4 3/4 in.", "16 p. of plates", "1 eBook", "v. <1-3>",
        "10 hrs and 17 mins",
    ),
}  # fmt: skip
UNREADABLE = ("-5", "+5", "30.5", "304.5", "12-34", "45/304", "30x", "2026-03-03", "many", "99999")


@pytest.mark.parametrize("pages", PAGES)
def test_an_extent_is_the_pages_that_it_names(pages: int | None) -> None:
    assert {text: pages_in(text) for text in PAGES[pages]} == dict.fromkeys(PAGES[pages], pages)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_extent_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        pages_in(text)
    assert text in refused.value.what


@given(
    st.integers(1, 20_000),
    st.sampled_from(("{}", "{} p.", "viii, {} Seiten", "1 online resource ({} pages)", "[{}]")),
    st.sampled_from(("{}", "{:,}")),
)
def test_a_number_of_pages_is_found_in_every_extent(pages: int, form: str, number: str) -> None:
    assert pages_in(form.format(number.format(pages))) == pages


@given(st.text(max_size=30))
def test_no_extent_whatever_it_is_is_a_traceback(text: str) -> None:
    try:
        pages = pages_in(text)
    except UsageError:
        return
    assert pages is None or 1 <= pages <= 20_000
