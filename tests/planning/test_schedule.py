"""The plan: level, focused, and what the shares, blocks and days of any plan must keep to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readtrack.library import Asked, AskedTitle, Library, Routine, Settings
from readtrack.model import Entry, Format, Kind, Loan, Title, Unit
from readtrack.planning.cuts import Room, Task
from readtrack.planning.fit import fit, fits
from readtrack.planning.pace import pace_report
from readtrack.planning.schedule import Plan, PlannedBlock
from readtrack.units import STEP
from tests.planning.builders import (
    DAY,
    a_library,
    a_loan,
    a_routine,
    a_situation,
    a_title,
    days_away,
    nothing_asked,
    on,
)
from tests.planning.oracle import least_left_over, lowest_peak, minutes_missing

TODAY = on("2026-03-02")

A_PAGE = 2.5
"""Minutes that the end of a page is away at most."""

CRUMBS = 5e-3
"""Minutes that a plan leaves unsaid: a thousandth a title is not worth opening a book for."""

weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def titles(draw: st.DrawFn, book: int, editions: int = 2) -> Title:
    """A title that is not finished, in one or two editions with their own dates."""
    start = draw(st.integers(0, 8))
    loans = []
    for n in range(draw(st.integers(1, editions))):
        kind = draw(st.sampled_from([Format.EBOOK, Format.PRINT, Format.AUDIOBOOK]))
        unit = draw(st.sampled_from([None, None, Unit.PERCENT]))
        length = 100 if unit else 10 * draw(st.integers(3, 40))
        if kind is Format.AUDIOBOOK and not unit:
            length *= 90
        late = -3 if kind is Format.PRINT else 0
        loans.append(
            a_loan(
                2 * book + n,
                book=book,
                kind=kind,
                unit=unit,
                length=length,
                start=length * start // 10,
                out=str(TODAY - draw(st.integers(0, 20)) * DAY),
                due=str(TODAY + draw(st.integers(late, 25)) * DAY),
                due_time=None if kind is Format.PRINT else draw(st.sampled_from([None, "14:05"])),
                log=[(str(TODAY - DAY), length * (start + 1) // 10, 25)]
                if draw(st.booleans())
                else [],
            )
        )
    return a_title(*sorted(loans, key=lambda loan: loan.deadline))


@st.composite
def routines(draw: st.DrawFn) -> list[Routine]:
    return [
        a_routine(
            draw(st.sampled_from([10, 20, 30, 45, 60])),
            kind=draw(st.sampled_from(Kind)),
            days=draw(weekdays),
            name=f"block {n}",
        )
        for n in range(draw(st.integers(1, 4)))
    ]


def a_slack_week(book: int) -> tuple[Asked, ...]:
    """Four recorded weeks, with mornings that asked an hour of which nothing was read."""
    asked = (AskedTitle(book, 60, 60, 400),)
    return tuple(
        each._replace(titles=asked) if n % 2 else each
        for n, each in enumerate(nothing_asked(TODAY))
    )


@st.composite
def libraries(
    draw: st.DrawFn, planned: bool | None = None, editions: int = 2, slack: bool = True
) -> Library:
    """Anything from one to four titles, with a routine or on assumed days.

    With `slack` follow-through may be below 1.
    """
    planned = draw(st.sampled_from([True, True, False])) if planned is None else planned
    chosen = Settings(
        buffer=draw(st.integers(0, 3)),
        rest_days=draw(st.sampled_from([frozenset[int](), frozenset({6}), frozenset({0, 3})])),
        reserve=draw(st.sampled_from([0, 0, 20, 50])),
    )
    first = TODAY + draw(st.integers(-2, 15)) * DAY
    away = [days_away(str(first), str(first + draw(st.integers(0, 4)) * DAY))]
    out = [draw(titles(n, editions)) for n in range(1, draw(st.integers(1, 4)) + 1)]
    return a_library(
        *sorted(out, key=lambda title: title.loans[0].deadline),
        settings=chosen,
        routines=draw(routines()) if planned else (),
        away=away if draw(st.booleans()) else (),
        asked=a_slack_week(1) if slack and draw(st.booleans()) else nothing_asked(TODAY),
    )


def by_hand(library: Library) -> tuple[list[list[Task]], list[Room]]:
    """The work and the days for a linear programme, from nothing but the calendar."""
    work = a_situation(library, TODAY).work
    tasks = [
        [
            Task(each.kind is Kind.AUDIO, each.minutes, 0, (each.goal - TODAY).days)
            for each in demand.editions
        ]
        for demand in work.demands
    ]
    last = max((task.last for title in tasks for task in title), default=0)
    rooms = []
    for n in range(last + 1):
        held = dict.fromkeys(Kind, 0.0)
        for routine, minutes in time_on(TODAY + n * DAY, library):
            held[routine.kind] += minutes
        text, audio, either = held[Kind.TEXT], held[Kind.AUDIO], held[Kind.EITHER]
        rooms.append((text + either, audio + either, text + audio + either))
    return tasks, rooms


def time_on(day: date, library: Library) -> list[tuple[Routine, float]]:
    """The routine of a day, with the minutes that it really has for library books."""
    followed = a_situation(library, TODAY).followed.ratio
    share = (1 - library.settings.reserve / 100) * followed
    gone = any(each.first <= day <= each.last for each in library.away)
    if gone or day.weekday() in library.settings.rest_days:
        return []
    assumed = [a_routine(45)]
    named = [each for each in library.routines or assumed if day.weekday() in each.weekdays]
    return [(each, each.minutes * share) for each in named]


def plan_of(library: Library, *, spread: bool = False) -> Plan:
    situation = a_situation(library, TODAY)
    return situation.spread_plan if spread else situation.plan


def blocks_of(found: Plan) -> list[PlannedBlock]:
    return [block for day in found.days for block in day.blocks]


def loan_of(block: PlannedBlock, library: Library) -> Loan:
    return next(loan for loan in library.loans if loan.id == block.loan)


def library_title(book: int, library: Library) -> Title:
    return next(title for title in library.titles if title.book.id == book)


def title_of(loan_id: int, library: Library) -> Title:
    return library.title_of(next(loan for loan in library.loans if loan.id == loan_id))


# Every plan


@given(libraries(), st.booleans())
def test_shares_add_up_to_what_is_left(library: Library, spread: bool) -> None:
    """To the page that today may end on, where the plan goes on from tomorrow."""
    found = plan_of(library, spread=spread)
    whole = {
        edition.loan: edition.minutes / (1 - title_of(edition.loan, library).fraction)
        for demand in a_situation(library, TODAY).work.demands
        for edition in demand.editions
    }
    read = {title.book.id: title.fraction for title in library.titles}
    for block in blocks_of(found):
        read[title_of(block.loan, library).book.id] += block.minutes / whole[block.loan]
    for each in found.unfinished:
        title = title_of(each.loan, library)
        assert each.minutes_short > 0
        read[title.book.id] += each.minutes_short / min(whole[loan.id] for loan in title.loans)
    for title in library.titles:
        page = sum(STEP[loan.unit] / loan.length for loan in title.loans)
        assert read[title.book.id] == pytest.approx(1, abs=page + 1e-6)


@given(libraries(editions=1), st.booleans())
def test_blocks_go_on_from_page_to_page_and_end_where_the_book_ends(
    library: Library, spread: bool
) -> None:
    found = plan_of(library, spread=spread)
    here = {title.loans[0].id: title.position(title.loans[0]) for title in library.titles}
    for block in blocks_of(found):
        assert block.start == here[block.loan]
        assert block.end >= block.start
        here[block.loan] = block.end
    unfinished = {each.loan for each in found.unfinished}
    for loan in library.loans:
        assert here[loan.id] == loan.length or loan.id in unfinished


@given(libraries(), st.booleans())
def test_blocks_keep_to_their_days_their_kind_and_their_minutes(
    library: Library, spread: bool
) -> None:
    found = plan_of(library, spread=spread)
    goals = {
        edition.loan: edition.goal
        for demand in a_situation(library, TODAY).work.demands
        for edition in demand.editions
    }
    assert [day.date for day in found.days] == [
        TODAY + n * DAY for n in range((max(goals.values()) - TODAY).days + 1)
    ]
    for day in found.days:
        open_blocks = {
            routine.name: (routine, held) for routine, held in time_on(day.date, library)
        }
        used: dict[str | None, float] = defaultdict(float)
        for block in day.blocks:
            assert block.routine is not None
            routine, _ = open_blocks[block.routine]
            assert routine.kind in (Kind.EITHER, loan_of(block, library).kind)
            assert day.date <= goals[block.loan]
            assert block.minutes > 0
            used[block.routine] += block.minutes
        for name, (_, held) in open_blocks.items():
            assert used[name] <= held + 1e-6
        places = [list(open_blocks).index(str(block.routine)) for block in day.blocks]
        assert places == sorted(places)
        total = sum(held for _, held in open_blocks.values())
        assert day.capacity_minutes == pytest.approx(total)
        assert day.load == pytest.approx(sum(used.values()) / total if total else 0)


@given(libraries())
def test_the_highest_load_is_the_lowest_possible(library: Library) -> None:
    found, lowest = plan_of(library), lowest_peak(*by_hand(library))
    if found.peak_load is None or lowest is None:
        assert (found.peak_load, lowest) == (None, None)
        return
    assert found.peak_load == pytest.approx(lowest, rel=1e-5, abs=1e-5)
    if found.fits:
        assert max(day.load for day in found.days) == pytest.approx(found.peak_load, abs=1e-5)
    assert max(day.load for day in found.days) <= 1 + 1e-6


@given(libraries(), st.booleans())
def test_what_fits_is_finished_in_time_and_what_does_not_is_named(
    library: Library, spread: bool
) -> None:
    found, work = plan_of(library, spread=spread), a_situation(library, TODAY).work
    possible = minutes_missing(*by_hand(library)) < 1e-6
    assert found.fits == fit(work).fits == fits(work) == possible == (not found.unfinished)


@given(libraries())
def test_what_is_left_over_is_as_little_as_can_be_and_of_the_latest_goals(
    library: Library,
) -> None:
    """The whole plan, with all its days, leaves over what the linear programmes do."""
    work = a_situation(library, TODAY).work
    order = sorted(
        work.demands,
        key=lambda each: (each.last("goal"), library_title(each.book, library).loans[0].deadline),
    )
    tasks, rooms = by_hand(library)
    by_book = dict(zip((each.book for each in work.demands), tasks, strict=True))
    wanted = least_left_over([by_book[each.book] for each in order], rooms)
    found = {title_of(x.loan, library).book.id: x for x in plan_of(library).unfinished}
    left = [found[each.book].minutes_short if each.book in found else 0.0 for each in order]
    assert sum(left) == pytest.approx(minutes_missing(tasks, rooms), abs=CRUMBS)
    assert left == pytest.approx(wanted, abs=CRUMBS)


@given(libraries())
def test_spread_is_within_the_days_and_no_lighter_than_level(library: Library) -> None:
    level, spread = plan_of(library), plan_of(library, spread=True)
    highest = max(day.load for day in spread.days)
    assert highest <= 1 + 1e-6
    if level.fits:
        assert level.peak_load is not None
        assert spread.peak_load == pytest.approx(highest)
        assert highest >= level.peak_load - 1e-5


def in_either_time(library: Library, minutes: int) -> Library:
    """With long days, on which what is read can be heard as well."""
    either = (each._replace(kind=Kind.EITHER, minutes=minutes) for each in library.routines)
    return library._replace(routines=tuple(either))


@given(libraries(planned=True, editions=1))
def test_spread_reads_every_book_on_every_day_where_even_shares_fit(library: Library) -> None:
    library = in_either_time(library, 120)
    editions = [demand.editions[0] for demand in a_situation(library, TODAY).work.demands]
    rooms = [room[2] for room in by_hand(library)[1]]
    through = [sum(rooms[: (each.goal - TODAY).days + 1]) for each in editions]
    assume(all(through))
    shares = [each.minutes / time for each, time in zip(editions, through, strict=True)]
    assume(sum(shares) <= 1)
    for day, room in zip(plan_of(library, spread=True).days, rooms, strict=True):
        read: dict[int, float] = defaultdict(float)
        for block in day.blocks:
            read[block.loan] += block.minutes
        for each, share in zip(editions, shares, strict=True):
            due = day.date <= each.goal
            wanted = share * room if due else 0.0
            assert read[each.loan] == pytest.approx(wanted, abs=A_PAGE)
            assert read[each.loan] > 0 or wanted < A_PAGE


@given(libraries(planned=True, slack=False), st.data())
def test_one_more_book_never_lowers_the_peak(library: Library, data: st.DataObject) -> None:
    more = library._replace(titles=(*library.titles, data.draw(titles(9))))
    # The reader's own speed is learned from every book, the new one too.
    quiet = [each._replace(titles=tuple(map(untimed, each.titles))) for each in (library, more)]
    before, after = (plan_of(each).peak_load for each in quiet)
    assert after is None or (before is not None and after >= before - 1e-6 * max(1, before))


def untimed(title: Title) -> Title:
    loans = (
        loan._replace(entries=tuple(entry._replace(minutes=None) for entry in loan.entries))
        for loan in title.loans
    )
    return title._replace(loans=tuple(loans))


@given(libraries(planned=True, slack=False), st.data())
def test_more_time_never_raises_the_peak(library: Library, data: st.DataObject) -> None:
    named = frozenset[int]().union(*(each.weekdays for each in library.routines))
    # A weekday without a block can be the reason why a window runs to its due date.
    days = data.draw(st.frozensets(st.sampled_from(sorted(named)), min_size=1))
    another = a_routine(
        data.draw(st.integers(1, 60)),
        kind=data.draw(st.sampled_from(Kind)),
        days=days,
        name="another",
    )
    first, *others = library.routines
    longer = first._replace(minutes=first.minutes + data.draw(st.integers(1, 60)))
    before = plan_of(library).peak_load
    for changed in ([longer, *others], [first, *others, another]):
        after = plan_of(library._replace(routines=tuple(changed))).peak_load
        assert before is None or (after is not None and after <= before + 1e-6 * max(1, before))


@given(libraries(planned=True, editions=1))
def test_the_nearest_goal_comes_first(library: Library) -> None:
    library = in_either_time(library, 150)
    goals = {
        each.editions[0].loan: each.last("goal")
        for each in a_situation(library, TODAY).work.demands
    }
    found = plan_of(library)
    assume(found.fits)
    ends = {block.loan: day.date for day in found.days for block in day.blocks}
    for day in found.days:
        for block in day.blocks:
            for loan, goal in goals.items():
                if goal < goals[block.loan] and goal >= day.date:
                    assert ends.get(loan, TODAY) <= day.date


@given(libraries(), st.booleans())
def test_a_book_alone_on_a_day_is_in_one_block_where_one_can_hold_it(
    library: Library, spread: bool
) -> None:
    for day in plan_of(library, spread=spread).days:
        if len({block.loan for block in day.blocks}) == 1:
            kind = loan_of(day.blocks[0], library).kind
            minutes = sum(block.minutes for block in day.blocks)
            holding = [
                routine.name
                for routine, held in time_on(day.date, library)
                if routine.kind in (kind, Kind.EITHER) and held >= minutes
            ]
            assert len(day.blocks) == 1 or not holding


@pytest.mark.parametrize("minutes", [38, 39, 40])
def test_a_page_rounded_up_is_no_reason_why_a_book_fits(minutes: int) -> None:
    library = a_library(
        a_loan(length=30, due="2026-03-03", due_time="14:05"), routines=[a_routine(minutes)]
    )
    found = plan_of(library)
    assert found.fits == fit(a_situation(library, TODAY).work).fits == (minutes >= 39)


# The first day


@given(libraries())
def test_the_first_day_is_that_of_the_whole_plan(library: Library) -> None:
    situation = a_situation(library, TODAY)
    assert situation.first_day == situation.plan.days[0]


@given(libraries())
def test_the_pace_of_today_is_that_of_the_planned_blocks(library: Library) -> None:
    today = plan_of(library).days[0]
    rows = {row.id: row for row in pace_report(a_situation(library, TODAY)).loans}
    for loan in library.loans:
        row = rows[loan.id]
        planned = [block for block in today.blocks if block.loan == loan.id]
        position = library.title_of(loan).position(loan)
        ends = (planned[0].start, planned[-1].end) if planned else (position, position)
        assert (row.today.start, row.today.target) == ends
        pages = sum(block.end - block.start for block in planned)
        assert row.today.left == pytest.approx(pages)
        assert row.today.minutes <= sum(block.minutes for block in planned) + 1e-6


@given(libraries(planned=False))
def test_without_a_routine_there_is_one_that_is_assumed(library: Library) -> None:
    """All days alike, for either kind: nothing but the word for it is different."""
    named = library._replace(routines=(a_routine(45),))
    assumed, planned = plan_of(library), plan_of(named)
    assert (assumed.assumed, planned.assumed) == (True, False)
    assert assumed._replace(assumed=False) == planned


@given(libraries(), st.booleans(), st.data())
def test_reading_today_does_not_move_todays_blocks(
    library: Library, spread: bool, data: st.DataObject
) -> None:
    read = []
    for title in library.titles:
        loan = data.draw(st.sampled_from(title.loans))
        at = data.draw(st.integers(0, loan.length - 1))
        entry = Entry(90_000 + loan.id, TODAY, at, data.draw(st.sampled_from([None, 5, 300])))
        loans = [
            each._replace(entries=(*each.entries, entry)) if each is loan else each
            for each in title.loans
        ]
        read.append(title._replace(loans=tuple(loans)) if data.draw(st.booleans()) else title)
    evening = library._replace(titles=tuple(read))
    morning = plan_of(library, spread=spread)
    assert plan_of(evening, spread=spread).days[0] == morning.days[0]
    noted = {row.id: row.today for row in pace_report(a_situation(evening, TODAY)).loans}
    for row in pace_report(a_situation(library, TODAY)).loans:
        assert (noted[row.id].start, noted[row.id].target) == (row.today.start, row.today.target)


def test_a_book_finished_today_is_not_read_again() -> None:
    done, other = a_loan(1, length=100, log=[("2026-03-02", 100)]), a_loan(2, length=200)
    found = plan_of(a_library(done, other, routines=[a_routine(30)]))
    later = found.days[1:]
    assert {block.loan for day in later for block in day.blocks} == {2}


def test_what_is_read_beyond_todays_part_makes_the_days_to_come_lighter() -> None:
    """200 pages on 20 days are 10 a day; with 50 read by tonight 150 are left for 19 days."""
    book = a_loan(length=200, log=[("2026-03-02", 50)])
    found = plan_of(a_library(book, routines=[a_routine(40)]))
    today, tomorrow = found.days[:2]
    assert [(block.start, block.end) for block in today.blocks] == [(0, 10)]
    assert tomorrow.load == pytest.approx(150 * 1.3 / 19 / 40)
    assert tomorrow.blocks[0].start == 50


# By hand


def test_the_plan_of_one_book_is_the_same_share_of_every_block() -> None:
    """200 pages at 1.3 minutes over 20 days of 40 minutes: 13 minutes a day, a load of 0.325."""
    found = plan_of(a_library(a_loan(length=200), routines=[a_routine(40)]))
    assert found.peak_load == pytest.approx(0.325)
    assert len(found.days) == 20
    assert [(day.blocks[0].start, day.blocks[0].end) for day in found.days] == [
        (10 * n, 10 * n + 10) for n in range(20)
    ]


def test_two_books_that_fit_a_block_each_have_a_block_each() -> None:
    loans = [
        a_loan(1, length=200, due="2026-03-22"),
        a_loan(2, length=300),
    ]
    blocks = [
        a_routine(14, name="breakfast", kind=Kind.TEXT),
        a_routine(30, name="evening", kind=Kind.TEXT),
    ]
    first = plan_of(a_library(*loans, routines=blocks), spread=True).days[0]
    assert [(block.routine, block.loan) for block in first.blocks] == [
        ("breakfast", 1),
        ("evening", 2),
    ]


def test_the_days_after_the_hard_date_are_lighter() -> None:
    near = a_loan(1, length=100, out="2026-02-20", due="2026-03-08")
    far = a_loan(2, length=100)
    found = plan_of(a_library(near, far, routines=[a_routine(40)]))
    assert [round(day.load, 4) for day in found.days] == [
        *[round(130 / 200, 4)] * 5,
        *[round(130 / 600, 4)] * 15,
    ]


def test_audio_is_heard_in_its_own_time_and_leaves_either_or_time_to_text() -> None:
    text = a_loan(1, length=400)
    audio = a_loan(2, kind=Format.AUDIOBOOK, length=20 * 20 * 60)
    blocks = [
        a_routine(26, name="bed", kind=Kind.EITHER),
        a_routine(20, name="drive", kind=Kind.AUDIO),
    ]
    found = plan_of(a_library(text, audio, routines=blocks))
    assert found.fits
    for day in found.days:
        assert [(block.routine, block.loan) for block in day.blocks] == [("bed", 1), ("drive", 2)]


def test_what_cannot_be_finished_is_said_in_minutes_with_the_load_it_would_take() -> None:
    book = a_loan(length=1000)
    found = plan_of(a_library(book, routines=[a_routine(40)]))
    (short,) = found.unfinished
    assert (found.fits, short.loan, short.goal, short.due) == (
        False,
        1,
        on("2026-03-21"),
        on("2026-03-23"),
    )
    assert short.minutes_short == pytest.approx(500, abs=1.3)  # today ends on a whole page
    assert found.peak_load == pytest.approx(1300 / 800)


def test_where_not_everything_fits_the_latest_goal_has_what_is_left_over() -> None:
    """Four books added on one day, on the commute, in bed and at chores."""
    library = a_library(
        a_loan(4, title="Tiny", length=40, due="2026-03-03"),
        a_loan(2, title="Babel", length=300, due="2026-03-16"),
        a_loan(3, title="Circe", kind=Format.AUDIOBOOK, length=9 * 3600, due="2026-03-16"),
        a_loan(1, title="Atlas", length=540),
        settings=Settings(cap=4),
        routines=[
            a_routine(40, name="commute", days=range(5)),
            a_routine(30, name="bed", kind=Kind.TEXT),
            a_routine(25, name="chores", kind=Kind.AUDIO, days=[5, 6]),
        ],
    )
    found = plan_of(library)
    short = {each.title: round(each.minutes_short) for each in found.unfinished}
    assert short == {"Circe": 62, "Atlas": 322}
    assert max(day.load for day in found.days) <= 1 + 1e-9


def test_a_book_to_read_with_time_only_to_hear_has_no_load_to_name() -> None:
    found = plan_of(a_library(a_loan(), routines=[a_routine(60, kind=Kind.AUDIO)]))
    assert (found.peak_load, found.fits) == (None, False)
    assert blocks_of(found) == []


@pytest.mark.parametrize("blocks", [[], [a_routine(30)]])
def test_with_nothing_to_read_there_is_no_day_to_plan(blocks: Sequence[Routine]) -> None:
    library = a_library(a_loan(start=459), routines=blocks)
    assert a_situation(library, TODAY).first_day is None
    assert plan_of(library) == Plan(TODAY, 0.0, True, not blocks, (), ())
