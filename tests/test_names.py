"""What a reader calls a book, and how it is shown."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.names import (
    answers,
    escaped,
    family_name,
    fold,
    nearly,
    same_author,
    shown,
    tidy,
    title_key,
    very_like,
    visible,
)

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("Cafe\u0301", "Café"),
        ("Straße", "STRASSE"),
        ("Gödel, Escher, Bach", "godel escher bach"),
        ("  The   Road ", "the road"),
        ("Don't", "don t"),
        ("Catch-22", "catch 22"),
        ("ﬁne", "FINE"),
        ("𝐓𝐡𝐞 𝐑𝐨𝐚𝐝", "the road"),
        ("İstanbul", "istanbul"),
    ],
)
def test_case_accents_and_punctuation_are_folded_away(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1984", "1985"), ("Emma", "Emmy"), ("!!!", "???"), ("🐙", "🐍"), ("東京", "京都")],
)
def test_different_titles_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1))
def test_a_title_that_is_not_blank_never_folds_to_nothing(text: str) -> None:
    assert bool(fold(text)) == bool(tidy(text))
    assert bool(title_key(text)) == bool(tidy(text))


@given(st.text())
def test_a_title_answers_to_itself(text: str) -> None:
    assert answers(text, text) == bool(tidy(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Hard Thing About Hard Things", "hard thing about hard things"),
        ("A Tale of Two Cities", "Tale of Two Cities"),
        ("Der Prozess", "Prozeß"),
    ],
)
def test_a_leading_article_does_not_make_another_title(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize("title", ["The", "A", "Theory of Games", "Anathem", "Diet"])
def test_a_word_that_only_begins_like_an_article_is_kept(title: str) -> None:
    assert title_key(title) == title.lower()


@pytest.mark.parametrize(
    "words", ["business", "BUSINESS adv", "adventures business", "b a", "Búsiness", "adventures,"]
)
def test_words_answer_to_the_titles_whose_words_they_begin(words: str) -> None:
    assert answers(words, "Business Adventures")


@pytest.mark.parametrize(
    "words", ["", "  ", "ventures", "business hard", "businesses", "bussiness"]
)
def test_other_words_do_not_answer(words: str) -> None:
    assert not answers(words, "Business Adventures")


@pytest.mark.parametrize(
    "words", ["bussiness", "buisness", "advantures", "busines adventure", "bsuiness"]
)
def test_a_small_typing_error_is_nearly_right(words: str) -> None:
    assert nearly(words, "Business Adventures")


@pytest.mark.parametrize("words", ["", "war", "hard things", "bux", "zz", "peace"])
def test_another_word_is_not_nearly_right(words: str) -> None:
    assert not nearly(words, "Business Adventures")


def test_a_word_too_short_to_be_mistyped_has_to_be_right() -> None:
    assert not nearly("of", "Off Season")
    assert nearly("of", "Out of Africa")


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Bussiness Adventures", "Business Adventures"),
        ("Business Adventure", "Business Adventures"),
        ("The Hard Thing", "The Hard Thing About Hard Things"),
        ("Hard Thing About Hard Things, The Book", "The Hard Thing About Hard Things"),
    ],
)
def test_a_misspelling_or_a_short_form_is_very_like(title: str, other: str) -> None:
    assert very_like(title, ["War and Peace", other]) == other


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Business Adventures", "BUSINESS ADVENTURES"),
        ("Dune", "Dune Messiah"),
        ("Emma", "Persuasion"),
        ("1984", "1Q84"),
    ],
)
def test_the_same_title_or_another_one_is_not_very_like(title: str, other: str) -> None:
    assert very_like(title, [other]) is None


anything = st.text(alphabet=st.characters() | st.sampled_from("\x1b\x00\x7f\x9b\n\r\t" + BIDI))


@given(anything)
def test_nothing_that_a_terminal_might_obey_is_shown(text: str) -> None:
    visible = shown(text)
    assert len(visible) == len(text)
    for character in visible:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert character not in BIDI
        assert unicodedata.bidirectional(character) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip
    assert shown(visible) == visible


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_text_without_controls_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    "control", [*BIDI, "\x1b", "\x00", "\x07", "\x08", "\x9b", "\u2028", "\ufeff"]
)
def test_a_control_character_is_made_visible(control: str) -> None:
    visible = shown(f"a{control}b")
    assert visible[0] + visible[2] == "ab"
    assert visible[1] != control
    assert visible[1].isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("a\nb", "a␊b"),
        ("a\x7fb", "a␡b"),
        ("👩\u200d👩\u200d👧 families", "👩\u200d👩\u200d👧 families"),
        ("אבג كتاب", "אבג كتاب"),
        ("\u202eevil", "�evil"),
        ("no\u00a0break", "no\u00a0break"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_titles_are_shown_as_text(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text())
def test_tidy_text_has_single_blanks_and_nothing_around(text: str) -> None:
    found = tidy(text)
    assert found == found.strip()
    assert "  " not in found
    assert "\n" not in found
    assert found.split() == text.split()


UNSEEN = "\x00\x07\x1b\x7f\x80\x9b\u200b\u200d\u202e\u2066\ufeff\u00ad"


@pytest.mark.parametrize("character", UNSEEN)
def test_what_cannot_be_seen_is_escaped_in_json_and_left_out_of_files(character: str) -> None:
    document = json.dumps({"title": f"a{character}b"}, indent=2, ensure_ascii=False)
    assert character not in escaped(document)
    assert json.loads(escaped(document)) == {"title": f"a{character}b"}
    assert visible(f"a{character}b") == "ab"


@given(st.text())
def test_escaped_json_reads_back_the_same(text: str) -> None:
    assert json.loads(escaped(json.dumps([text], ensure_ascii=False))) == [text]


@pytest.mark.parametrize(
    "name",
    ["Kurt Vonnegut Jr.", "Vonnegut, Kurt, Jr.", "Kurt Vonnegut, PhD", "Dr. Kurt Vonnegut",
     "K. Vonnegut", "Vonnegut, Kurt"],
)  # fmt: skip
def test_what_stands_beside_a_name_makes_no_other_author(name: str) -> None:
    assert family_name(name) == "vonnegut"
    assert same_author("Kurt Vonnegut", name)
    assert not same_author("Ann Vonnegut", name)
