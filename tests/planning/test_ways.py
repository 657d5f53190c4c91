"""Ways out: each does what it promises, what costs least comes first, and five are enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.library import Away, Library, Settings
from readtrack.model import Format, Kind
from readtrack.planning.groups import due_while_away
from readtrack.planning.situation import Situation
from readtrack.planning.ways import Way, WayChange, WayKind, best_way, ways
from readtrack.words.alerts import absence_words
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    nothing_asked,
    on,
)

TODAY = on("2026-03-09")


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Two or three titles that are too much for the days, or nearly so."""
    titles = []
    for book in range(1, draw(st.integers(2, 3)) + 1):
        kind = draw(st.sampled_from([Format.PRINT, Format.EBOOK, Format.AUDIOBOOK]))
        titles.append(
            a_title(
                a_loan(
                    book,
                    kind=kind,
                    length=10 * draw(st.integers(10, 60)) * (90 if kind is Format.AUDIOBOOK else 1),
                    due=str(TODAY + draw(st.integers(1, 16)) * DAY),
                    renewable=draw(st.sampled_from([None, "2026-03-09", "2026-03-10"])),
                    renewals_left=draw(st.sampled_from([None, 0, 1])),
                    log=[("2026-03-05", 50)] if draw(st.booleans()) else [],
                )
            )
        )
    return a_library(
        *sorted(titles, key=lambda title: title.loans[0].deadline),
        settings=Settings(
            cap=3,
            buffer=draw(st.integers(0, 4)),
            reserve=draw(st.sampled_from([0, 25])),
            renew_from=draw(st.sampled_from(["due", "today"])),
        ),
        routines=[
            a_routine(
                draw(st.sampled_from([20, 30, 60])),
                kind=draw(st.sampled_from([Kind.EITHER, Kind.EITHER, Kind.TEXT, Kind.AUDIO])),
                days=draw(st.sampled_from([range(7), range(5)])),
                name=f"block {n}",
            )
            for n in range(draw(st.integers(0, 2)))
        ],
        asked=nothing_asked(TODAY),
    )


def after(library: Library, changes: tuple[WayChange, ...]) -> Situation:
    """The situation in which the reader has done all of it, worked out from nothing."""
    for change in changes:
        library = change.apply(library)
    return a_situation(library, TODAY)


def cost(way: Way) -> list[tuple[int, float]]:
    return sorted((change.cost for change in way.changes), reverse=True)


@given(libraries())
def test_every_way_out_makes_everything_fit_and_what_costs_least_comes_first(
    library: Library,
) -> None:
    situation = a_situation(library, TODAY)
    found = ways(situation).ways
    assert len(found) <= 5
    assert not (found and situation.fit.fits)
    for way in found:
        then = after(library, way.changes)
        assert way.fits
        assert then.fit.fits
        assert then.peak_load == pytest.approx(way.peak_load)
    assert len({len(way.changes) for way in found}) <= 1
    if found and len(found[0].changes) == 1:
        assert [cost(way) for way in found] == sorted(cost(way) for way in found)
    else:
        worst = [[kind for kind, _ in cost(way)] for way in found]
        assert worst == sorted(worst)


@given(libraries())
def test_pairs_come_only_where_no_single_change_is_enough(library: Library) -> None:
    situation = a_situation(library, TODAY)
    everything = ways(situation, everything=True).ways
    singles = [way for way in everything if len(way.changes) == 1 and way.fits]
    pairs = [way for way in everything if len(way.changes) == 2]
    assert not (singles and pairs)
    best = best_way(situation)
    if not situation.fit.fits:
        cheapest = [change.cost for change in singles[0].changes] if singles else None
        assert cheapest == (best and [change.cost for change in best])
    for pair in pairs:
        for change in pair.changes:
            assert not after(library, (change,)).fit.fits


@given(libraries())
def test_no_fewer_minutes_more_are_enough(library: Library) -> None:
    found = [
        change
        for way in ways(a_situation(library, TODAY), everything=True).ways
        for change in way.changes
        if len(way.changes) == 1 and change.kind in (WayKind.FEW_MINUTES, WayKind.MINUTES)
    ]
    for change in found:
        assert change.routine is not None
        assert after(library, (change,)).fit.fits
        less = change.routine.minutes - 1
        fewer = a_routine(less, days=change.routine.weekdays, name="less", since="2026-03-09")
        kept = library.routines
        assert (
            not less
            or not a_situation(
                a_library(
                    *library.titles,
                    settings=library.settings,
                    routines=[*kept, fewer],
                    asked=library.asked,
                ),
                TODAY,
            ).fit.fits
        )


# By hand


def the_kinds(library: Library, today: str = "2026-03-09") -> list[list[WayKind]]:
    found = ways(a_situation(library, today)).ways
    return [[change.kind for change in way.changes] for way in found]


def test_a_few_minutes_more_a_day_come_first() -> None:
    """300 pages are 390 minutes for 12 days of 30: three minutes more are enough."""
    book = a_loan(length=300, due="2026-03-22")
    library = a_library(book, routines=[a_routine(30, since="2026-03-09")])
    situation = a_situation(library, "2026-03-09")
    first, *rest = ways(situation).ways
    assert [(change.kind, change.amount) for change in first.changes] == [(WayKind.FEW_MINUTES, 3)]
    assert [way.changes[0].kind for way in rest] == [WayKind.RENEW, WayKind.BUFFER, WayKind.LET_GO]


def test_more_than_a_fifth_of_the_day_is_not_a_few_minutes() -> None:
    book = a_loan(length=400, due="2026-03-22")
    kinds = the_kinds(a_library(book, routines=[a_routine(30, since="2026-03-09")]))
    assert kinds == [[WayKind.RENEW], [WayKind.MINUTES], [WayKind.LET_GO]]


@pytest.mark.parametrize(
    ("renewable", "possible"), [(None, True), ("2026-03-09", True), ("2026-03-10", False)]
)
def test_a_renewal_is_a_way_out_from_the_day_on_which_it_is_possible(
    renewable: str | None, possible: bool
) -> None:
    book = a_loan(length=500, due="2026-03-20", renewable=renewable)
    kinds = the_kinds(a_library(book, routines=[a_routine(30, since="2026-03-09")]))
    assert ([WayKind.RENEW] in kinds) == possible


@pytest.mark.parametrize(("left", "possible"), [(None, True), (1, True), (0, False)])
def test_no_renewal_is_a_way_out_where_the_library_allows_none(
    left: int | None, possible: bool
) -> None:
    book = a_loan(length=500, due="2026-03-20", renewals_left=left)
    situation = a_situation(a_library(book, routines=[a_routine(30)]), "2026-03-09")
    found = ways(situation, everything=True).ways
    renewals = [each for way in found for each in way.changes if each.kind is WayKind.RENEW]
    assert bool(renewals) == possible
    (absence,) = due_while_away(situation, Away(1, on("2026-03-18"), on("2026-03-21")))
    assert (
        "readtrack renew 1" in absence_words(absence, situation.library, situation.today)
    ) == possible


def test_the_other_edition_has_a_made_up_length_where_none_is_known() -> None:
    routines = [a_routine(30, kind=Kind.TEXT), a_routine(60, kind=Kind.AUDIO, name="drive")]
    book = a_loan(length=500, due="2026-03-20", renewable="2026-04-01")
    library = a_library(book, routines=routines, asked=nothing_asked(TODAY))
    (other,) = [
        way.changes[0]
        for way in ways(a_situation(library, TODAY)).ways
        if way.changes[0].kind is WayKind.OTHER_EDITION
    ]
    assert other.length_assumed
    assert other.loan is not None
    assert other.loan.format is Format.AUDIOBOOK


def test_where_all_fits_there_is_no_way_out_to_be_shown() -> None:
    assert the_kinds(a_library(a_loan(length=50))) == []
