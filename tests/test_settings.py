"""Settings: what each may be, how it is kept, and what stays when the store holds nonsense."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import UsageError
from readtrack.library import Settings
from readtrack.settings import SETTINGS, normal, setting, settings_from
from tests.cases import cases


def test_every_setting_of_the_model_can_be_set_and_nothing_else() -> None:
    assert set(SETTINGS) == set(Settings._fields)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_has_a_meaning_and_its_default_is_allowed(key: str) -> None:
    found = SETTINGS[key]
    assert found.key == key
    assert found.meaning
    assert found.allowed
    assert normal(key, found.default) == found.default
    assert settings_from({key: found.default}) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("cap", "1", "1"),
        ("cap", " 99 ", "99"),
        ("loan_days", "365", "365"),
        ("buffer", "0", "0"),
        ("reserve", "90", "90"),
        ("reserve", "0", "0"),
        ("worry_treadmill", "28", "28"),
        ("worry_cramming", "21", "21"),
        ("worry_run", "365", "365"),
        ("worry_reserve", "1", "1"),
        ("worry_reasons", "99", "99"),
        ("worry_unfinished", "100", "100"),
        ("rest_days", "sun", "sun"),
        ("rest_days", "Sunday, sat", "sat,sun"),
        ("rest_days", "sun sun", "sun"),
        ("rest_days", "mon,tue,wed,thu,fri,sat", "mon,tue,wed,thu,fri,sat"),
        ("rest_days", "none", "none"),
        ("rest_days", "", "none"),
        ("renew_from", "today", "today"),
        ("day_start", "4:00", "04:00"),
        ("day_start", "11:59", "11:59"),
        ("Rest-Days", "sun", "sun"),
        ("loan days", "14", "14"),
    ],
)
def test_an_allowed_value_is_kept_in_its_normal_form(key: str, text: str, kept: str) -> None:
    assert normal(key, text) == kept
    assert normal(key, kept) == kept


@pytest.mark.parametrize(
    ("text", "key"),
    cases(
        {
            "cap": "0 / 100 / -1 / two / 1.5 / ",
            "loan_days": "0 / 366",
            "buffer": "15 / -1",
            "reserve": "91 / -1",
            "worry_treadmill": "29",
            "worry_cramming": "20",
            "worry_run": "6",
            "worry_reserve": "101",
            "worry_reasons": "0",
            "worry_unfinished": "0",
            "rest_days": "mon,tue,wed,thu,fri,sat,sun / funday / none,sun",
            "renew_from": "never / ",
            "day_start": "12:00 / 24:00 / 4 / 99999999999999999999:00",
        }
    ),
)
def test_a_value_that_is_not_allowed_is_refused_with_a_remedy(text: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        normal(key, text)
    assert refused.value.remedy


def test_all_seven_days_of_rest_are_refused_in_plain_words() -> None:
    with pytest.raises(UsageError, match="All seven days"):
        normal("rest_days", "mon tue wed thu fri saturday sunday")


def test_an_unknown_setting_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        setting("colour")
    assert all(key in refused.value.remedy for key in SETTINGS)


@given(
    st.sampled_from(list(SETTINGS)),
    st.text(max_size=25) | st.from_regex(r"\d{1,22}:\d\d", fullmatch=True),
)
def test_any_text_is_an_allowed_value_or_a_plain_refusal(key: str, text: str) -> None:
    try:
        kept = normal(key, text)
    except UsageError:
        return
    assert normal(key, kept) == kept
    assert kept.isascii()


@given(st.text())
def test_any_word_is_a_setting_or_a_plain_refusal(key: str) -> None:
    with suppress(UsageError):
        assert setting(key).key in SETTINGS


@given(
    st.dictionaries(
        st.sampled_from(list(SETTINGS)) | st.text(),
        st.text() | st.sampled_from(["sun", "3", "today", "04:00", "99999999999999999999:00"]),
    )
)
def test_whatever_the_store_holds_settings_are_allowed_ones(stored: dict[str, str]) -> None:
    found = settings_from(stored)
    for key, each in SETTINGS.items():
        kept = each.write(getattr(found, key))
        assert normal(key, kept) == kept
        if key not in stored:
            assert kept == each.default


def test_stored_values_are_what_the_reader_gets() -> None:
    found = settings_from(
        {"cap": "3", "rest_days": "sat,sun", "day_start": "04:00", "renew_from": "today"}
    )
    assert found == Settings(
        cap=3, rest_days=frozenset({5, 6}), day_start="04:00", renew_from="today"
    )
