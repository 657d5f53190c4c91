"""A month with an e-reader: four sources grow day by day, and nothing is typed but `import`."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.importing.reading import made
from tests.importing.sources import test_kobo as kobo
from tests.importing.sources import test_koreader as koreader
from tests.store.contents import contents, rows
from tests.terminal import Home

FIRST = date(2026, 3, 1)
DAYS = 31

SALT, WINTER, PONDS, KIM = "The Salt Road", "A Winter Book", "Ponds", "Kim"
"""What is read on KOReader, what on the Kobo, what only has a due date, and what is on Libby."""

EVENT = """BEGIN:VEVENT
UID:{title}@library
SUMMARY:{title} is due
DTSTART;VALUE=DATE:{due:%Y%m%d}
END:VEVENT
"""

TIMELINE = "cover,title,author,publisher,isbn,timestamp,activity,details,library\n"
LINE = ',{title},Mira Halloran,Pond,,"{at:%B %d, %Y} 09:05",{activity},{details},Harbour Library\n'


def on(number: int) -> date:
    """A day of the month."""
    return FIRST + timedelta(days=number - 1)


DUES = "SELECT title, due, ended FROM checkouts ORDER BY title, due"

LOG = "SELECT day, round(fraction, 4), minutes FROM reading_log WHERE title = ? ORDER BY day"


class Shelf:
    """What a reader's devices and library write, a day at a time, until the evening of a day."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.device = home.folder / "media" / "anna"
        self.downloads = home.folder / "Downloads"
        self.downloads.mkdir()

    @property
    def patterns(self) -> tuple[str, ...]:
        return (
            f"{self.home.folder}/media/*/koreader/settings/statistics.sqlite3",
            f"{self.home.folder}/media/*/KOBOeReader/.kobo/KoboReader.sqlite",
            "~/Downloads/libby*.csv",
            "~/Downloads/*.ics",
        )

    def live(self, number: int) -> None:
        """Write what the day brought, to files that are there on that day."""
        if number in (1, 8, 15):
            self._calendar(number)
        self._libby(number)
        if number == 1:
            self._begin_devices()
        self._turn_pages(number)
        self._read_on_kobo(number)

    def _calendar(self, number: int) -> None:
        events = EVENT.format(title=PONDS, due=on(22 if number < 15 else 29))  # renewed on the 15th
        if number >= 8:
            events += EVENT.format(title="Reeds", due=on(26))
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Library//EN\n{events}END:VCALENDAR\n"
        (self.downloads / "library.ics").write_text(text)

    def _libby(self, number: int) -> None:
        """A timeline is exported anew once in a while, each time into a file of its own."""
        if number not in (2, 16, 20):
            return
        lines = [
            LINE.format(title=KIM, at=on(2), activity="Borrowed", details="14 days"),
            LINE.format(title=SALT, at=on(2), activity="Borrowed", details="28 days"),
        ]
        if number >= 16:
            lines.append(
                LINE.format(title=KIM, at=on(16), activity="Returned", details="on due date")
            )
        if number >= 20:
            lines.append(
                LINE.format(title="Lim", at=on(20), activity="Borrowed", details="21 days")
            )
        (self.downloads / f"libby{number}.csv").write_text(TIMELINE + "".join(reversed(lines)))

    def _begin_devices(self) -> None:
        for folder in ("koreader/settings", "KOBOeReader/.kobo"):
            (self.device / folder).mkdir(parents=True)
        made(self.statistics, koreader.SCHEMA, {"book": [koreader.book(1, SALT)]})
        ends = f"{on(24)}T18:00:00Z"
        lent = kobo.book("winter", WINTER, 0, 0, None, ends=ends)
        made(self.kobo, kobo.SCHEMA, {"content": [lent]})

    @property
    def statistics(self) -> Path:
        return self.device / "koreader" / "settings" / "statistics.sqlite3"

    @property
    def kobo(self) -> Path:
        return self.device / "KOBOeReader" / ".kobo" / "KoboReader.sqlite"

    def _turn_pages(self, number: int) -> None:
        """Six pages on every day but the seventh, two minutes each, until page 156."""
        if number % 7 == 0:
            return
        start = datetime.combine(on(number), datetime.min.time(), UTC) + timedelta(hours=20)
        page = 6 * sum(day % 7 != 0 for day in range(1, number))
        with closing(sqlite3.connect(self.statistics)) as database, database:
            database.executemany(
                "INSERT INTO page_stat_data VALUES (1, ?, ?, 120, 200)",
                [(page + each, int(start.timestamp()) + 120 * each) for each in range(1, 7)],
            )

    def _read_on_kobo(self, number: int) -> None:
        """Five percent on every second day up to its loan's end."""
        if number % 2 or number > 22:
            return
        with closing(sqlite3.connect(self.kobo)) as database, database:
            database.execute(
                "UPDATE content SET ___PercentRead = ?, ReadStatus = 1, DateLastRead = ?",
                (5 * number // 2, f"{on(number)}T19:00:00Z"),
            )

    def plugged_in(self, number: int) -> bool:
        """The reader is plugged in every evening but those of a week away."""
        return number not in range(9, 12)


@pytest.fixture
def shelf(home: Home) -> Shelf:
    return Shelf(home)


@pytest.mark.slow
def test_a_reader_types_nothing_but_import_and_all_of_it_is_there(home: Home, shelf: Shelf) -> None:
    home.today = f"{FIRST}T08:00"
    zone = ["--tz", "UTC"]
    assert home.run("import", "--remember", *shelf.patterns, *zone).code == 0
    away = home.folder / "in a bag"
    for number in range(1, DAYS + 1):
        shelf.live(number)
        home.today = f"{on(number)}T22:00"
        if not shelf.plugged_in(number):
            shelf.device.rename(away)
        answer = home.run("import")
        assert answer.code == 0, answer
        assert ("Not there now" in answer.err) == (not shelf.plugged_in(number) or number == 1), (
            answer
        )
        if away.exists():
            away.rename(shelf.device)
    assert home.run("import").err == "Nothing new.\n"

    assert rows(home.store, DUES) == [
        (WINTER, str(on(24)), str(on(24))),
        (KIM, str(on(16)), str(on(16))),
        ("Lim", str(on(41)), None),
        (PONDS, str(on(29)), None),
        ("Reeds", str(on(26)), None),
        (SALT, str(on(30)), str(on(30))),
    ]
    assert rows(home.store, LOG, (WINTER,)) == [
        (str(on(number)), 5 * (number // 2) / 100, None)
        for number in range(2, 23, 2)
        if shelf.plugged_in(number)
    ]
    read = [number for number in range(1, DAYS + 1) if number % 7]
    pages = {number: 6 * count for count, number in enumerate(read, 1)}
    salt = [(str(on(each)), pages[each] / 200, 12) for each in read if 2 <= each <= 30]
    assert rows(home.store, LOG, (SALT,)) == salt
    outside = [row[3:] for row in contents(home.store)["readings"]]
    assert outside == [(str(on(1)), str(on(31)), 0.81, 24)], "on the days around the loan"

    at_once = Home(home.folder / "at once", home.today)
    assert at_once.run("import", str(shelf.device), str(shelf.downloads), *zone).code == 0
    assert rows(at_once.store, DUES) == rows(home.store, DUES)
    assert rows(at_once.store, LOG, (SALT,)) == salt
