"""Libby's timeline."""

import csv
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError
from readtrack.importing.records import Borrowed, Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.model import Ending, Format
from tests.importing.anything import VALUE, objects, read_anyway, read_text
from tests.importing.reading import (
    BERLIN,
    DATA,
    claims,
    items,
    problems,
    records,
    skipped,
    table,
)
from tests.store.contents import done, rows, run

CSV = DATA / "libby-timeline.csv"
JSON = DATA / "libby-timeline.json"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
HEADER = "cover,title,author,publisher,isbn,timestamp,activity,details,library"
KNOWN_SOURCES = tuple(name for name in SOURCES if name != "csv")


def loan(source: Path, title: str, zone: ZoneInfo = BERLIN) -> Borrowed:
    found = records("libby-timeline", source, zone)[title].loan
    assert found is not None
    return found


def told(tmp_path: Path, *rows: tuple[str, str, str], title: str = "Emma") -> list[Record]:
    """The loans of one title, of which the rows tell the time, the activity and the details."""
    path = tmp_path / "timeline,2024.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        for at, activity, details in rows:
            isbn = "9781408839973"
            writer.writerow(["", title, "", "", isbn, at, activity, details, "Harbour"])
    return [item for item in items("libby-timeline", path) if isinstance(item, Record)]


def one_loan(tmp_path: Path, *rows: tuple[str, str, str]) -> Borrowed:
    (found,) = told(tmp_path, *rows)
    assert found.loan is not None
    return found.loan


def test_a_return_two_days_early_tells_the_due_date_that_the_loan_does_not() -> None:
    assert records("libby-timeline", CSV)["Salt & Light"] == Record(
        "line 6",
        "Salt & Light",
        ("Mira Halloran", "Ode Lind Jr."),
        "9781408839973",
        loan=Borrowed(
            date(2024, 2, 20),
            date(2024, 3, 5),
            "15:26",
            library="Harbour Library",
            ended=date(2024, 3, 3),
            ending=Ending.RETURNED,
        ),
    )


def test_two_borrows_of_one_title_stay_two_and_a_lower_case_renew_is_of_one() -> None:
    found = [item for item in items("libby-timeline", CSV) if isinstance(item, Record)]
    both = [(each.format, each.loan) for each in found if each.title == "The Long Ear"]
    out, library = date(2024, 1, 15), "Harbour Library"
    assert both == [
        (Format.AUDIOBOOK, Borrowed(out, date(2024, 2, 26), "22:10", True, 1, library=library)),
        (None, Borrowed(out, date(2024, 2, 5), "22:11", library=library)),
    ]


def test_a_loan_at_the_turn_of_the_year_begins_on_the_readers_own_day() -> None:
    here, there = loan(CSV, "New Year"), loan(CSV, "New Year", LOS_ANGELES)
    assert (here.checked_out, here.due, here.due_time) == (
        date(2024, 1, 1), date(2024, 1, 22), "00:50",
    )  # fmt: skip
    assert (there.checked_out, there.due, there.due_time) == (
        date(2023, 12, 31), date(2024, 1, 21), "15:50",
    )  # fmt: skip


def test_a_loan_that_ran_to_its_due_date_ends_by_itself() -> None:
    assert (loan(CSV, "New Year").ended, loan(CSV, "New Year").ending) == (None, None)


def test_thirteen_days_are_fourteen_across_the_beginning_of_summer_time() -> None:
    assert loan(CSV, "Springtime", LOS_ANGELES).due == date(2024, 3, 22)
    assert not loan(CSV, "Springtime", LOS_ANGELES).estimated


@pytest.mark.parametrize(
    ("begun", "details", "due", "hour"),
    [
        ("March 20, 2024 18:30", "21 days", date(2024, 4, 10), "20:30"),
        ("October 20, 2024 18:30", "21 days", date(2024, 11, 10), "19:30"),
        ("October 20, 2024 22:30", "14 days", date(2024, 11, 3), "23:30"),
        ("March 20, 2024 22:30", "14 days", date(2024, 4, 4), "00:30"),
        ("March 20, 2024 18:30", "13 days", date(2024, 4, 3), "19:30"),
        ("March 20, 2024 18:30", "20 days", date(2024, 4, 10), "19:30"),
    ],
)
def test_the_days_of_a_loan_have_24_hours_also_when_the_clocks_change(
    tmp_path: Path, begun: str, details: str, due: date, hour: str
) -> None:
    found = one_loan(tmp_path, (begun, "Borrowed", details))
    assert (found.due, found.due_time) == (due, hour)


@pytest.mark.parametrize(("details", "days"), [(" 20 days ", 21), ("6 days", 7), ("10 days", 10)])
def test_only_a_day_less_than_usual_is_mended(tmp_path: Path, details: str, days: int) -> None:
    found = one_loan(tmp_path, ("March 1, 2024 12:00", "Borrowed", details))
    assert (found.due, found.estimated) == (date(2024, 3, 1 + days), False)


@pytest.mark.parametrize("details", ["", "0 days", "soon"])
def test_a_loan_of_unknown_length_is_supposed_to_be_the_usual_one(
    tmp_path: Path, details: str
) -> None:
    found = one_loan(tmp_path, ("March 1, 2024 12:00", "Borrowed", details))
    assert (found.due, found.estimated) == (date(2024, 3, 22), True)


def test_hours_early_at_night_lead_to_the_due_hour_on_the_next_day(tmp_path: Path) -> None:
    found = one_loan(
        tmp_path,
        ("March 1, 2024 23:20", "Borrowed", ""),  # 00:20 of the 2nd in Berlin
        ("March 15, 2024 15:00", "Returned", " 8 hours  early"),  # + 8 h: 00:00 of the 16th
    )
    assert (found.due, found.due_time, found.estimated) == (date(2024, 3, 16), "00:20", False)
    assert (found.ended, found.ending) == (date(2024, 3, 15), Ending.RETURNED)


def test_a_return_on_the_due_date_tells_when_a_renewed_loan_was_due(tmp_path: Path) -> None:
    found = one_loan(
        tmp_path,
        ("March 31, 2024 12:00", "Returned", "on due date"),
        ("March 14, 2024 12:00", "Renew", ""),
        ("March 1, 2024 12:00", "Borrowed", " 21 days "),
    )
    assert (found.due, found.estimated, found.renewals) == (date(2024, 3, 31), False, 1)
    assert found.ended is None


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    rows = [
        ("January 1, 2024 12:00", "Borrowed", "14 days"),
        ("January 5, 2024 12:00", "Returned", "10 days early"),
        ("June 1, 2024 12:00", "Borrowed", "14 days"),
        ("June 1, 2024 12:00", "Returned", "13 days early"),
    ]  # the last two in one minute
    forward = [record.loan for record in told(tmp_path, *rows)]
    assert [each and each.ended for each in forward] == [date(2024, 1, 5), date(2024, 6, 1)]
    assert [record.loan for record in told(tmp_path, *reversed(rows))] == forward
    assert [record.loan for record in told(tmp_path, rows[0], *rows[2:], rows[1])] == forward


def test_what_was_borrowed_again_was_not_out_any_more(tmp_path: Path) -> None:
    first, second, third = told(
        tmp_path,
        ("March 20, 2024 12:00", "Borrowed", ""),
        ("March 10, 2024 12:00", "Borrowed", " 21 days "),
        ("March 1, 2024 12:00", "Borrowed", ""),
    )
    assert first.loan
    assert second.loan
    assert third.loan
    assert (first.loan.due, first.loan.estimated) == (date(2024, 3, 10), True)
    assert (second.loan.ended, second.loan.due) == (date(2024, 3, 20), date(2024, 3, 31))
    assert (third.loan.ended, third.loan.due) == (None, date(2024, 4, 10))


def test_a_return_without_details_is_taken_for_what_it_says(tmp_path: Path) -> None:
    back = ("March 5, 2024 12:00", "Returned", "")
    found = one_loan(tmp_path, ("March 1, 2024 12:00", "Borrowed", "21 days"), back)
    assert (found.ended, found.due) == (date(2024, 3, 5), date(2024, 3, 22))


def test_an_empty_time_is_a_problem_with_a_way_out() -> None:
    (problem,) = problems("libby-timeline", CSV).values()
    assert (problem.where, problem.excerpt) == ("line 4", "Under Ice")
    assert "readtrack add" in problem.remedy


def test_holds_are_left_out() -> None:
    assert skipped("libby-timeline", CSV) == {
        "The Long Ear": "a hold, not a loan",
        "Waiting": "a hold, not a loan",
    }


def test_a_return_of_what_was_not_borrowed_waits_for_the_part_that_tells_it(tmp_path: Path) -> None:
    row = 'x,Long Ago,Ana Ruiz,Pond,,"March {:02}, 2026 09:05",{},{},Harbour'
    later = (row.format(20, "Renewed", "21 days"), row.format(29, "Returned", ""))
    db = tmp_path / "reading.db"
    first = table(tmp_path, HEADER, row.format(2, "Borrowed", "21 days"), name="a.csv")
    second = table(tmp_path, HEADER, *later, name="b.csv")
    answer = run(db, "2026-04-10", "import", str(second))
    assert "returned, but not borrowed in this file" in answer.out + answer.err
    assert rows(db, "SELECT 1 FROM books") == []
    for path in (first, second):
        done(db, "2026-04-10", "import", str(path))
    loans = "SELECT checked_out, due, ended, ending FROM loans"
    assert rows(db, loans) == [("2026-03-02", "2026-04-13", "2026-03-29", "returned")]
    again = run(db, "2026-04-10", "import", str(second))
    assert "Nothing new" in again.out + again.err


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    with CSV.open(encoding="utf-8", newline="") as file:
        rows = [list(reversed(row)) for row in csv.reader(file)]
    path = tmp_path / "reversed.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert claims(path, KNOWN_SOURCES) == ["libby-timeline"]
    assert items("libby-timeline", path) == items("libby-timeline", CSV)


def test_a_row_with_an_unquoted_comma_is_a_problem(tmp_path: Path) -> None:
    row = ",Emma,Jane Austen,Pond,,March 1, 2024 12:00,Borrowed,21 days,Harbour"
    path = table(tmp_path, HEADER, row)
    assert problems("libby-timeline", path)["line 2"].excerpt == "Emma"


def test_json_tells_the_format_and_a_time_to_the_millisecond() -> None:
    found = [item for item in items("libby-timeline", JSON) if isinstance(item, Record)]
    due = date(2024, 1, 22)
    assert [(each.title, each.format, each.loan and each.loan.due) for each in found] == [
        ("The Long Ear", Format.AUDIOBOOK, due),
        ("The Long Ear", Format.EBOOK, due),
        ("Bare", None, due),
    ]
    assert [each.loan and each.loan.estimated for each in found] == [False, True, True]


def test_json_may_lack_what_it_does_not_know() -> None:
    assert records("libby-timeline", JSON)["Bare"] == Record(
        "item 5",
        "Bare",
        loan=Borrowed(date(2024, 1, 1), date(2024, 1, 22), "00:50", estimated=True),
    )


def test_magazines_and_what_is_no_event_do_not_stop_the_rest() -> None:
    assert skipped("libby-timeline", JSON) == {"Weekly Tide": "a magazine"}
    found = {where: problem.what for where, problem in problems("libby-timeline", JSON).items()}
    assert found == {"item 4": "This is no event of a timeline.", "item 6": "There is no title."}


def test_a_cut_off_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    path.write_bytes(JSON.read_bytes()[:300])
    with pytest.raises(ReadtrackError, match="begins like JSON"):
        items("libby-timeline", path)


ACTIVITY = st.sampled_from(["Borrowed", "Returned", "renew", "Placed on hold"])
DETAILS = st.sampled_from(["21 days", "9999 days early", "8 hours early", "on due date"])
TIMES = st.integers(min_value=-(10**15), max_value=10**16)
EVENTS = objects(
    "cover", "title", "author", "isbn", "library",
    title=st.just({"text": "Emma"}), activity=ACTIVITY, details=DETAILS, timestamp=TIMES,
)  # fmt: skip


def editions(tmp_path: Path, day: str, *publishers: str) -> Path:
    """A book that was borrowed in an edition a publisher, an hour and a week after each other."""
    lines = (
        f'{n},Emma,Jane Austen,{name},,"{day} 1{n}:00",Borrowed, {14 + 7 * n} days ,Harbour'
        for n, name in enumerate(publishers)
    )
    return table(tmp_path, HEADER, *lines)


def test_a_second_edition_of_one_day_is_reported_unless_it_is_told_what_it_is(
    tmp_path: Path,
) -> None:
    path = editions(tmp_path, "November 20, 2026", "Harbour House", "Podium Audio")
    assert [one.format for one in items("libby-timeline", path) if isinstance(one, Record)] == [
        None, Format.AUDIOBOOK,
    ]  # fmt: skip
    path = editions(tmp_path, "November 20, 2026", "Harbour House", "Pond")
    assert loan(path, "Emma").due == date(2026, 12, 4)
    assert "until 2026-12-11" in problems("libby-timeline", path)["line 3"].what
    path = editions(tmp_path, "November 20, 2025", "Harbour House", "Pond")
    assert not problems("libby-timeline", path)
    assert list(skipped("libby-timeline", path)) == ["Emma"]


@given(st.lists(EVENTS, max_size=5) | VALUE)
def test_no_json_whatever_it_holds_is_a_traceback(timeline: object) -> None:
    read_anyway("libby-timeline", {"version": 1, "timeline": timeline})


@given(st.text(max_size=60))
def test_no_table_whatever_it_holds_is_a_traceback(rest: str) -> None:
    read_text("libby-timeline", f"{HEADER}\n{rest}", "any.csv")


@pytest.mark.parametrize(
    ("back", "details", "due", "ended"),
    [
        # fourteen days from 3 March: a return that agrees, or is a day off, changes nothing
        ("March 17, 2026 09:00", "on due date", "2026-03-17", None),
        ("March 18, 2026 01:00", "on due date", "2026-03-17", None),
        ("March 12, 2026 10:00", "4 days  early", "2026-03-17", "2026-03-12"),
        ("March 16, 2026 20:00", "13 hours  early", "2026-03-17", "2026-03-16"),
        # one that does not was of a loan that had been extended
        ("March 31, 2026 09:00", "on due date", "2026-03-31", None),
        ("March 20, 2026 12:00", "11 days  early", "2026-03-31", "2026-03-20"),
        ("March 30, 2026 12:00", "21 hours  early", "2026-03-31", "2026-03-30"),
        ("March 27, 2026 12:00", "", "2026-03-27", "2026-03-27"),
    ],
)
def test_a_return_tells_that_a_loan_was_extended_without_a_line_for_it(
    tmp_path: Path, back: str, details: str, due: str, ended: str | None
) -> None:
    lines = (f'x,Moor,Ida Lund,P,,"{back}",Returned,{details},Town',
             'x,Moor,Ida Lund,P,,"March 03, 2026 09:00",Borrowed,14 days,Town')  # fmt: skip
    found = loan(table(tmp_path, HEADER, *lines), "Moor")
    told = found.due, found.ended
    assert tuple(day and day.isoformat() for day in told) == (due, ended)


@pytest.mark.parametrize(
    ("out", "back"),
    [
        ("February 03, 2026 20:11", "February 13, 2026 10:05"),
        ("2/3/2026 20:11", "2/13/2026 10:05"),
        ("03/02/2026 20:11", "13/02/2026 10:05"),
        ("2/3/26 8:11 PM", "2/13/26 10:05 AM"),
        ("03.02.2026 20:11", "13.02.2026 10:05"),
        ("2026-02-03 20:11:00", "2026-02-13 10:05:00"),
    ],
)
def test_a_timeline_that_a_spreadsheet_has_saved_is_read(
    tmp_path: Path, out: str, back: str
) -> None:
    rows = (back, "Returned", "11 days  early"), (out, "Borrowed", " 21 days ")
    assert one_loan(tmp_path, *rows) == Borrowed(
        date(2026, 2, 3), date(2026, 2, 24), "21:11", library="Harbour",
        ended=date(2026, 2, 13), ending=Ending.RETURNED,
    )  # fmt: skip
