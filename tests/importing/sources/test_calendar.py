"""Calendars that libraries give out."""

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtrack.errors import ReadtrackError
from readtrack.importing.records import Borrowed, Item, Record
from readtrack.importing.sources.registry import SOURCES
from readtrack.model import Format
from tests.importing.reading import BERLIN, DATA, claims, items, problems, records, skipped

LIBRARY = DATA / "library.ics"
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def due(title: str, zone: ZoneInfo = BERLIN) -> date | None:
    loan = records("calendar", LIBRARY, zone)[title].loan
    return loan and loan.due


def calendar(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "any.ics"
    body = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""))
    path.write_bytes(body.encode())
    return path


def event(tmp_path: Path, *lines: str) -> list[Item]:
    lines = ("BEGIN:VEVENT", "SUMMARY:Emma is due", *lines, "END:VEVENT")
    return items("calendar", calendar(tmp_path, *lines))


def refusal(path: Path) -> str:
    with pytest.raises(ReadtrackError) as refused:
        items("calendar", path)
    return f"{refused.value.what} {refused.value.remedy}"


def test_a_calendar_is_known_for_what_it_is() -> None:
    assert claims(LIBRARY, list(SOURCES)) == ["calendar"]


def test_a_floating_end_of_the_day_is_that_day_wherever_the_reader_is() -> None:
    assert items("calendar", LIBRARY)[0] == Record(
        "event 1", "Salt, Light & Us", format=Format.PRINT, loan=Borrowed(due=date(2024, 3, 1))
    )
    assert due("Salt, Light & Us", LOS_ANGELES) == date(2024, 3, 1)


def test_an_instant_is_the_readers_own_date() -> None:
    assert due("The Long Ear") == date(2024, 6, 2)
    assert due("The Long Ear", LOS_ANGELES) == date(2024, 6, 1)
    assert due("Der Teich") == date(2024, 3, 11)
    assert due("Der Teich", LOS_ANGELES) == date(2024, 3, 10)


def test_the_end_of_a_day_is_exclusive() -> None:
    assert due("Der lange Winter") == date(2024, 3, 10)


def test_of_several_days_the_last_is_the_due_date() -> None:
    assert due("Unter Eis") == date(2024, 3, 12)
    assert due("Return of the Heron") == date(2024, 3, 11)


def test_a_task_is_due_when_it_says() -> None:
    assert due("Pond Life") == date(2024, 3, 15)


def test_readtracks_own_events_and_what_is_no_due_date_are_left_out() -> None:
    assert skipped("calendar", LIBRARY) == {
        "Dentist": "not a due date",
        "Mine is due": "readtrack's own calendar",
        "Gone is due": "cancelled",
    }


def test_an_unreadable_date_is_a_problem_and_the_rest_goes_on() -> None:
    (problem,) = problems("calendar", LIBRARY).values()
    assert (problem.where, problem.excerpt) == ("event 9", "Someday")


def at(day: str, summary: str, *lines: str) -> tuple[str, ...]:
    named = (f"SUMMARY:{summary}",) if summary else ()
    return ("BEGIN:VEVENT", *named, f"DTSTART;VALUE=DATE:202612{day}", *lines, "END:VEVENT")


def test_a_description_is_read_with_its_lines(tmp_path: Path) -> None:
    lines = at("10", "Library item due", r"DESCRIPTION:Title: Dune\nAuthor: Frank Herbert")
    book = records("calendar", calendar(tmp_path, *lines))["Dune"]
    assert (book.authors, book.loan) == (("Frank Herbert",), Borrowed(due=date(2026, 12, 10)))


def test_what_names_no_book_is_skipped_and_found_by_its_day(tmp_path: Path) -> None:
    lines = (*at("10", "Emma is due"), *at("11", "Library books due"), *at("12", ""))
    path = calendar(tmp_path, *lines, *EMPTY[::2], *at("13", "Rent due"))
    assert list(records("calendar", path)) == ["Emma"]
    assert skipped("calendar", path) == {
        "Library books due, 2026-12-11": "a due date without a title",
        "no title, 2026-12-12": "not a due date",
        "no title": "not a due date",
        "Rent due": "by its name no book",
    }


def test_several_books_in_one_event_are_a_problem(tmp_path: Path) -> None:
    lines = (*at("10", "Emma is due"), *at("11", "2 items due: Dune; Nana"))
    (problem,) = problems("calendar", calendar(tmp_path, *lines)).values()
    assert (problem.where, problem.excerpt) == ("event 2", "2 items due: Dune; Nana")
    assert problem.what == "It names several books."


def test_a_calendar_that_names_no_book_is_a_problem(tmp_path: Path) -> None:
    path = calendar(tmp_path, *at("10", "Library books due"), *at("11", "Dentist"))
    (problem,) = problems("calendar", path).values()
    assert "None of its events says which book is due" in problem.what


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_versions_of_an_event_the_newer_stands(tmp_path: Path, turned: bool) -> None:
    versions = [
        at("10", "Emma is due", "UID:1", "SEQUENCE:2"),
        at("24", "Emma is due", "UID:1", "SEQUENCE:10"),
        at("11", "Dune is due", "UID:2", "DTSTAMP:20261101T100000Z"),
        at("25", "Dune is due", "UID:2", "DTSTAMP:20261120T100000Z"),
    ]
    lines = [line for each in versions[:: -1 if turned else 1] for line in each]
    path = calendar(tmp_path, *lines)
    found = [each for each in items("calendar", path) if isinstance(each, Record)]
    assert {(each.title, each.loan and each.loan.due) for each in found} == {
        ("Emma", date(2026, 12, 24)),
        ("Dune", date(2026, 12, 25)),
    }
    assert skipped("calendar", path) == dict.fromkeys(
        ("Emma is due", "Dune is due"), "replaced by a later version of it"
    )


def test_a_cancelled_version_takes_back_the_one_before(tmp_path: Path) -> None:
    lines = at("10", "Emma is due", "UID:1"), at("11", "Nana is due", "UID:3")
    gone = at("10", "Emma is due", "UID:1", "SEQUENCE:1", "STATUS:CANCELLED")
    assert list(records("calendar", calendar(tmp_path, *lines[0], *lines[1], *gone))) == ["Nana"]


def test_events_that_only_share_a_uid_are_all_read(tmp_path: Path) -> None:
    other = at("11", "Dune is due", "UID:1", "DTSTAMP:20261101T100000Z")
    moved = at("12", "Emma is due", "UID:1", "RECURRENCE-ID;VALUE=DATE:20261201", "SEQUENCE:1")
    path = calendar(tmp_path, *at("10", "Emma is due", "UID:1"), *other, *moved)
    found = [each.loan for each in items("calendar", path) if isinstance(each, Record)]
    assert [loan and loan.due and loan.due.day for loan in found] == [10, 11, 12]


def test_the_author_and_the_library_are_told_apart_from_the_title(tmp_path: Path) -> None:
    lines = ("BEGIN:VEVENT", "SUMMARY:Emma / Jane Austen is due at Harbour Library")
    path = calendar(tmp_path, *lines, "DTSTART;VALUE=DATE:20261210", "END:VEVENT")
    book = records("calendar", path)["Emma"]
    assert (book.authors, book.loan and book.loan.library) == (("Jane Austen",), "Harbour Library")


@pytest.mark.parametrize(
    ("times", "due", "out"),
    [
        (("DTSTART:20261102T100000", "DTEND:20261123T235900"), 23, 2),
        (("DTSTART:20261102T100000", "DTEND:20261124T000000"), 23, 2),
        (("DTSTART:20261102T100000", "DURATION:P21D"), 23, 2),
        (("DTSTART;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261124"), 23, 2),
        (("DTSTART;VALUE=DATE:20261102", "DURATION:P3W"), 22, 2),
        (("DTSTART:20261102T100000Z", "DTEND:20261123T225900Z"), 23, 2),
        (("DTSTART:20261123T100000", "DTEND:20261123T110000"), 23, None),
        (("DTSTART:20261123T235900", "DTEND:20261124T005900"), 23, None),
        (("DTSTART:20261123T220000", "DURATION:PT8H"), 23, None),
        (("DTSTART:20261121T100000", "DTEND:20261123T100000"), 23, None),
        (("DTSTART;VALUE=DATE:20261123",), 23, None),
    ],
)
def test_an_event_is_due_on_its_last_day(
    tmp_path: Path, times: tuple[str, ...], due: int, out: int | None
) -> None:
    (book,) = event(tmp_path, *times)
    assert isinstance(book, Record)
    checked_out = None if out is None else date(2026, 11, out)
    assert book.loan == Borrowed(checked_out, date(2026, 11, due))


def test_a_calendar_of_which_nothing_is_understood_is_a_problem(tmp_path: Path) -> None:
    lines = ("BEGIN:VEVENT", "SUMMARY:Dentist", "DTSTART;VALUE=DATE:20261210", "END:VEVENT")
    path = calendar(tmp_path, *lines)
    (problem,) = problems("calendar", path).values()
    assert "None of its events says that a book is due" in problem.what
    assert "readtrack add" in problem.remedy
    assert items("calendar", calendar(tmp_path)) == []


def test_an_event_without_a_date_is_a_problem(tmp_path: Path) -> None:
    assert list(problems("calendar", calendar(tmp_path, *EMPTY))) == ["event 1"]


EMPTY = ("BEGIN:VEVENT", "SUMMARY:Emma is due", "END:VEVENT")


def test_what_stands_there_twice_is_read_once(tmp_path: Path) -> None:
    days = ("DTSTART;VALUE=DATE:20240310", "DTSTART;VALUE=DATE:20240311", "SUMMARY:Other")
    (found,) = event(tmp_path, *days)
    assert isinstance(found, Record)
    assert (found.title, found.loan) == ("Emma", Borrowed(due=date(2024, 3, 10)))


def test_a_calendar_of_alarms_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    alarms = ("BEGIN:VALARM", "TRIGGER:-P1D", "END:VALARM") * 50_000
    said = refusal(calendar(tmp_path, "BEGIN:VEVENT", *alarms, "END:VEVENT"))
    assert "50,002 components" in said
    assert "20,000" in said


def test_components_that_hide_in_folded_lines_are_counted(tmp_path: Path) -> None:
    alarms = ("BEG", " IN:VALARM", "end:valarm") * 20_001
    assert "20,000" in refusal(calendar(tmp_path, "begin:vevent", *alarms, "end:vevent"))


def test_a_calendar_has_at_most_so_many_events(tmp_path: Path) -> None:
    said = refusal(calendar(tmp_path, *EMPTY * 5_001))
    assert "5,001 events" in said
    assert "5,000" in said
    assert len(items("calendar", calendar(tmp_path, *EMPTY * 200))) == 200


def test_a_calendar_has_at_most_so_many_megabytes_and_lines(tmp_path: Path) -> None:
    assert "10 MB" in refusal(calendar(tmp_path, "X:" + "x" * (10 << 20)))
    assert "200,000" in refusal(calendar(tmp_path, *("X:1",) * 200_000))


@pytest.mark.parametrize(
    "lines", [("this is no line",), ("END:VEVENT",), ("BEGIN:VEVENT", "SUMMARY:Emma is due")]
)
def test_a_broken_calendar_is_refused_in_plain_words(tmp_path: Path, lines: tuple[str]) -> None:
    assert "no whole calendar" in refusal(calendar(tmp_path, *lines))


def test_a_cut_off_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.ics"
    path.write_bytes(LIBRARY.read_bytes()[:200])
    assert "cut off" in refusal(path)


def test_a_time_zone_that_names_a_folder_is_no_traceback(tmp_path: Path) -> None:
    start = "DTSTART;TZID=America:20240301T100000"
    lines = ("BEGIN:VEVENT", "SUMMARY:Emma is due", start, "END:VEVENT")
    assert "is no whole calendar" in refusal(calendar(tmp_path, *lines))


@pytest.mark.slow
def test_components_within_components_beyond_reason_are_no_traceback(tmp_path: Path) -> None:
    deep = ("BEGIN:VALARM",) * 19_000 + ("END:VALARM",) * 19_000
    with suppress(ReadtrackError):
        event(tmp_path, *deep)


def test_a_mark_and_another_encoding_are_read(tmp_path: Path) -> None:
    path = tmp_path / "encoded.ics"
    for encoding in ("utf-8-sig", "latin-1"):
        text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Bäume fällig\nDTSTART:20240310T100000Z\n"
        path.write_bytes(f"{text}END:VEVENT\nEND:VCALENDAR\n".encode(encoding))
        assert list(records("calendar", path)) == ["Bäume"]


NAME = st.sampled_from(
    ["SUMMARY", "DTSTART", "DTSTART;VALUE=DATE", "DTSTART;TZID=Europe/Berlin", "DTEND;VALUE=DATE",
     "DURATION", "DUE", "UID", "STATUS", "BEGIN", "END", "RRULE", "TZOFFSETFROM", "DTSTART;TZID=x"]
)  # fmt: skip
VALUE = st.text(max_size=12) | st.sampled_from(
    ["VEVENT", "VTODO", "VTIMEZONE", "20240310", "00010101", "99991231", "00010101T000000Z", "P9W",
     "99991231T235959Z", "-P9999999D", "+2359", "20240310/20240311", "20240310T100000"]
)  # fmt: skip


@given(st.lists(st.tuples(NAME, VALUE) | st.just(("SUMMARY", "Emma is due")), max_size=6))
def test_no_calendar_whatever_it_holds_is_a_traceback(lines: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = ("BEGIN:VEVENT", *(f"{name}:{value}" for name, value in lines), "END:VEVENT")
        path = calendar(Path(folder), *told)
        with suppress(ReadtrackError):
            for zone in (BERLIN, LOS_ANGELES):
                repr(items("calendar", path, zone)).encode()


def test_a_reminder_is_of_the_day_that_it_names_and_no_loan_of_its_own(tmp_path: Path) -> None:
    lines = (
        "BEGIN:VEVENT", "UID:a", "SUMMARY:Reminder: Emma is due tomorrow",
        "DTSTART;VALUE=DATE:20260430", "END:VEVENT",
        "BEGIN:VEVENT", "UID:b", "SUMMARY:Emma is due", "DTSTART;VALUE=DATE:20260501", "END:VEVENT",
    )  # fmt: skip
    found = [
        item.loan
        for item in items("calendar", calendar(tmp_path, *lines))
        if isinstance(item, Record)
    ]
    due = date(2026, 5, 1)
    assert found == [Borrowed(due=due), Borrowed(due=due, copy="uid:b")]


@pytest.mark.parametrize(
    "summary",
    [
        "Due: One Day in May 4", "Waiting until Tomorrow is due", "Murder on 5 May is due",
        "Return: Never on Sunday", "Rückgabe Die Stadt von morgen", "Die Stadt von morgen fällig",
        "Return Dune by Friday", "Emma is due on Friday", "Due: 5 May 5 May / April May 3",
    ],
)  # fmt: skip
def test_a_day_in_a_title_is_no_due_date(tmp_path: Path, summary: str) -> None:
    lines = ("BEGIN:VEVENT", f"SUMMARY:{summary}", "DTSTART:20260430", "END:VEVENT")
    (loan,) = [each.loan for each in records("calendar", calendar(tmp_path, *lines)).values()]
    assert loan == Borrowed(due=date(2026, 4, 30))


@pytest.mark.parametrize(
    ("location", "library"),
    [("Harbour Library\\, 1 Quay", "Harbour Library"), ("Room 4", None), ("", None)],
)
def test_the_place_of_an_event_is_the_library_where_it_is_one(
    tmp_path: Path, location: str, library: str | None
) -> None:
    (book,) = event(tmp_path, "DTSTART;VALUE=DATE:20260430", f"LOCATION:{location}")
    assert isinstance(book, Record)
    assert book.loan == Borrowed(due=date(2026, 4, 30), library=library)
