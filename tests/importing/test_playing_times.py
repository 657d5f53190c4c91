"""Lengths of audiobooks, as catalogues, shops and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.importing.playing_times import Measure, is_heard, measure_named, seconds_in

TEN_SEVENTEEN = (
    "10:17", "10:17:00", "10:17 h", "10h17", "10h 17m", "617", "617 min", "PT10H17M", "PT37020S",
    "10 hrs and 17 mins", "10 hours 17 minutes", "10 hr., 17 min.", "10 Std. 17 Min.",
    "10 Stunden und 17 Minuten", "10 heures et 17 minutes", "10 horas y 17 minutos",
    "10 ore e 17 minuti", "10 uur en 17 minuten", "ca. 10 Std. 17 Min.", "(10 hr., 17 min.)",
    "1 audio file (10 hr., 17 min.)", "8 audio discs (10 hr., 17 min.)", "1 CD (617 min)",
    "10 hours and seventeen minutes", "617′", "ungekürzt, 10 Std. 17 Min.",
    "Length: 10 hrs and 17 mins", "Unabridged (10:17:00)", "10 hr 17 min (617 min)",
    "12 audio discs (10 hr., 17 min.) : digital, stereo ; 4 3/4 in.",
    "9 sound cassettes (ca. 10 hr., 17 min.) : analog ; 3 7/8 x 2 1/2 in., 1/8 in. tape",
    "7 compact discs (10 hours, 17 min.) ; 4 3/4 in", "2 CD (10 h 17)", "3 CD MP3 (10h17)",
    "1 cédérom MP3 (10 h 17 min)", "1 audiodisco (10 ore, 17 min)", "2 Hörbücher (617 Min.)",
    "8 Tonkassetten (ca. 10 Std. 17 Min.) + 1 Beiheft", "9 CDs (617 Min.) + 1 Booklet (12 S.)",
    "1 online resource (1 audio file (10 hr., 17 min., 00 sec.)) : digital", "9 CDs (617:00 Min.)",
    "1 audio file (MP3) (617 min)",
)  # fmt: skip


@pytest.mark.parametrize("text", TEN_SEVENTEEN)
def test_a_playing_time_is_read_in_words_and_other_notations(text: str) -> None:
    assert seconds_in(text) == 37_020


def test_halves_and_days_are_counted() -> None:
    assert seconds_in("10 1/2 hours") == seconds_in("10½ hours") == 37_800
    assert seconds_in("1 day, 2 hours") == 26 * 3600


@pytest.mark.parametrize("text", ["", "-", "unknown", "0", "0:00", "6 audio discs", "304 p."])
def test_what_names_no_playing_time_is_none(text: str) -> None:
    assert seconds_in(text) is None


UNREADABLE = """
    long | 10.5 | 2x 60 min | 10;17 | 12x | 500:00 | 99999 | 2 audio discs (each 60 min.) |
    4 CDs (je 70 Min.) | 10 hr (640 min)
"""


@pytest.mark.parametrize("text", [each.strip() for each in UNREADABLE.split("|")])
def test_what_cannot_be_read_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        seconds_in(text)
    assert text in refused.value.what


HEARD = """
    6 sound discs : digital | 1 disque compact (8 h) | 3 Tonträger | 2 audiolibri | 7 hrs 30 min |
    21:02:00 | 4 CDs (280 Min.) + 1 Booklet (12 S.)
"""
NOT_HEARD = """
    304 p. | 304 p. + 1 CD (60 min) | 304 Seiten, 1 CD | 1 book, 1 CD | 1 CD-ROM |
    2 DVDs (300 min.) | 1 videodisc (2 hr.) | 1 online resource | 24 cm
"""


def test_an_extent_of_discs_or_hours_is_that_of_an_audiobook() -> None:
    assert [each for each in HEARD.split("|") if not is_heard(each.strip())] == []
    assert [each for each in NOT_HEARD.split("|") if is_heard(each.strip())] == []


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ("Duration", ("duration", None)),
        ("Duration (min)", ("duration", "minutes")),
        ("Duration in Seconds", ("duration", "seconds")),
        ("durationMinutes", ("duration", "minutes")),
        ("duration_s", ("duration", "seconds")),
        ("Dauer (Min.)", ("dauer", "minutes")),
        ("Durée (h)", ("duree", "hours")),
        ("Minutes", ("", "minutes")),
    ],
)
def test_a_column_names_the_measure_of_its_numbers(
    column: str, named: tuple[str, Measure | None]
) -> None:
    assert measure_named(column) == named


@given(st.integers(1, 11_999))
def test_a_number_is_of_the_measure_of_its_column(minutes: int) -> None:
    assert seconds_in(str(minutes)) == seconds_in(str(minutes), "minutes") == minutes * 60
    assert seconds_in(str(minutes * 60), "seconds") == minutes * 60
    assert seconds_in(f"{minutes * 60_000:,}", "milliseconds") == minutes * 60
    assert seconds_in(f"{minutes / 60:.5f}", "hours") == pytest.approx(minutes * 60, abs=1)
    assert seconds_in(f"{minutes // 60} Std. {minutes % 60} Min.") == minutes * 60


@given(st.text(max_size=30))
def test_no_playing_time_whatever_it_is_is_a_traceback(text: str) -> None:
    try:
        found = seconds_in(text)
    except UsageError:
        return
    assert found is None or 1 <= found <= 200 * 3600
