"""The end worth reading: figures go by it, and editions convert by the true length."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtrack.model import Format, Loan, Outcome, Title, Unit
from readtrack.planning.gate import decide
from readtrack.planning.pace import LoanPace, pace_report
from readtrack.planning.review import reading_of, review
from readtrack.planning.situation import Situation
from readtrack.planning.speed import strides
from readtrack.positions import parse_position
from readtrack.units import position_text, typed_position
from tests.planning.builders import a_library, a_loan, a_situation, a_title, on

TODAY = on("2026-03-09")

logs = st.lists(
    st.tuples(
        st.integers(0, 6).map(lambda day: str(on("2026-03-02") + timedelta(days=day))),
        st.integers(1, 431),
        st.integers(10, 90),
    ),
    max_size=4,
).map(sorted)


def with_notes(loan: Loan) -> Loan:
    """The loan with notes and an index after its last page."""
    return loan._replace(length=loan.length + 28, until=loan.length)


def a_shelf(loan: Loan, *past: Loan) -> Situation:
    other = a_loan(2, length=250, due="2026-03-20", log=[("2026-03-04", 40, 50)])
    return a_situation(a_library(loan, other, past=past), TODAY)


def but_the_length(row: LoanPace) -> LoanPace:
    return row._replace(length=0, until=None)


@settings(max_examples=6)
@given(logs, st.sampled_from(["2026-03-09", "2026-03-12", "2026-03-23"]))
def test_pages_after_the_end_worth_reading_change_nothing(
    log: list[tuple[str, int, int]], due: str
) -> None:
    short = a_loan(1, length=431, due=due, log=log)
    ended = a_loan(3, length=431, ended="2026-03-08", out="2026-02-20", log=[("2026-03-01", 300)])
    plain, noted = a_shelf(short, ended), a_shelf(with_notes(short), with_notes(ended))
    assert noted.plan == plain.plan
    assert noted.fit == plain.fit
    rows, others = pace_report(noted).loans, pace_report(plain).loans
    assert list(map(but_the_length, rows)) == list(map(but_the_length, others))
    assert noted.asked_today == plain.asked_today


@given(st.integers(2, 900), st.data())
def test_editions_convert_by_the_true_length(pages: int, data: st.DataObject) -> None:
    until, at = data.draw(st.integers(1, pages)), data.draw(st.integers(0, pages))
    book = a_loan(1, length=pages, log=[("2026-03-03", at)])._replace(until=until)
    audio = a_loan(2, book=1, kind=Format.AUDIOBOOK, length=36_000)
    title = a_title(book, audio).with_one_end()
    heard = title.loans[1]
    assert heard.end == round(36_000 * (until / pages))
    assert title.fraction == min(1.0, at / until)
    assert title.finished == (at >= until)
    if at < until:
        assert title.position(heard) == round(36_000 * (at / pages))
    else:
        assert title.position(heard) >= heard.end


def test_a_title_has_one_end_whichever_edition_names_it() -> None:
    book = a_loan(1, length=400)
    audio = a_loan(2, book=1, kind=Format.AUDIOBOOK, length=40_000)._replace(until=38_000)
    companion = a_loan(3, book=1, unit=Unit.PERCENT, length=100, ended="2026-03-05")
    title = Title(book.book, (book, audio), (companion,)).with_one_end()
    assert [loan.end for loan in title.loans] == [380, 38_000]
    assert title.companions[0].end == 95
    back = title._replace(loans=(book, audio._replace(until=None))).with_one_end()
    assert [loan.end for loan in back.loans] == [400, 40_000]


def test_a_candidate_brings_its_end_to_the_whole_title() -> None:
    book = a_loan(1, length=400, log=[("2026-03-03", 100)])
    audio = a_loan(0, book=1, kind=Format.AUDIOBOOK, length=40_000)._replace(until=20_000)
    situation = a_situation(a_library(book), TODAY).with_candidate(audio)
    assert {loan.id: loan.end for loan in situation.library.loans} == {1: 200, 0: 20_000}
    assert situation.library.titles[0].fraction == 0.5


def test_what_is_read_past_the_end_counts_as_reading_and_not_as_more_of_the_book() -> None:
    book = a_loan(1, length=459, log=[("2026-03-03", 431), ("2026-03-04", 459)])._replace(until=431)
    title = a_title(book)
    assert title.fraction == 1
    assert sum(each.share for each in strides(title)) == pytest.approx(459 / 431)
    row = pace_report(a_situation(a_library(book), TODAY)).loans[0]
    assert (row.status, row.percent, row.need_per_day) == ("finished", 100, 0)
    assert row.finish.chance_on_time == 1


def test_a_longer_end_worth_reading_is_more_work_for_the_gate() -> None:
    situation = a_situation(a_library(a_loan(1, length=500, due="2026-03-30")), "2026-03-02")
    much = a_loan(0, book=9, length=900, due="2026-03-23")
    assert decide(much, situation).decision == "does_not_fit"
    assert decide(much._replace(until=90), situation).decision == "yes"


def test_a_review_is_of_what_there_was_to_read() -> None:
    log = [("2026-03-03", 100), ("2026-03-04", 200)]
    book = a_loan(1, length=459, ended="2026-03-09", log=log)._replace(until=400, reached=200)
    report = review(book, reading_of(book, [book]), a_library(past=[book]))
    assert report.percent == 50
    done = book._replace(outcome=Outcome.FINISHED)
    report = review(done, reading_of(done, [done]), a_library(past=[done]))
    assert (report.percent, report.place, report.unlogged) == (100, 400, 50)


@given(st.integers(1, 900), st.data())
def test_a_printed_place_is_read_as_it_was_printed(pages: int, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, pages))
    at = data.draw(st.integers(0, pages))
    for text in (f"{at}", f"p. {at}", f"{at} of {end}", f"{at}/{pages}"):
        assert parse_position(text, "pages", pages, 0, end) == at
    assert parse_position("end", "pages", pages, 0, end) == end
    assert parse_position("100%", "pages", pages, 0, end) == end
    assert parse_position("50%", "pages", pages, 0, end) == round(end / 2)


@given(st.integers(60, 200_000), st.data())
def test_the_end_of_audio_is_read_as_it_was_printed(seconds: int, data: st.DataObject) -> None:
    end = data.draw(st.integers(30, seconds))
    text = position_text("seconds", end)
    if text != "0:00":
        assert parse_position(text, "seconds", seconds, 0, end) == end
    assert parse_position(typed_position("seconds", end), "seconds", seconds, 0, end) == end


@given(st.integers(1, 10_000))
def test_a_share_is_typed_with_its_decimals(hundredths: int) -> None:
    text = typed_position("percent", hundredths / 100)
    assert parse_position(text, "percent", 100) == hundredths / 100


def test_the_end_is_the_length_where_none_is_named() -> None:
    assert a_loan(1, length=300).end == 300
