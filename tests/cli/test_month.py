"""A month of a reader who makes every mistake, in a real terminal, as it was recorded.

`month.txt` has what was typed and what the program asked and printed. The store must end as that of
a reader who made none of the mistakes.
"""

import shlex
from pathlib import Path

import pytest

from tests.store.contents import contents
from tests.terminal import Home

MISTAKES: tuple[tuple[str, ...], ...] = (
    ("2026-03-02T20:00", "routine add bed 60m"),
    (
        "2026-03-02T20:01",
        "add 'The Overstory' --author 'Richard Powers' --pages 502 --until 490 --format print",
        "the prize",
    ),
    (
        "2026-03-02T20:02",
        "add Educated --author 'Tara Westover' --audio 6:00 --days 14 --time 10:30",
        "a friend",
    ),
    # a wrong page, a near title, a place that the edition does not count in
    ("2026-03-02T22:10", "log the overstory 25"),
    ("2026-03-03T22:00", "log over 410", "n"),
    ("2026-03-03T22:01", "log over p41"),
    ("2026-03-04T08:00", "log educatd 0:40", "y"),
    ("2026-03-04T21:00", "log overstory 1:05"),
    ("2026-03-04T21:01", "log educated 65"),
    ("2026-03-04T21:02", "log educated", "1:05"),
    # the wrong title, and minutes at which nobody reads
    ("2026-03-04T22:00", "log 58"),
    ("2026-03-04T22:01", "undo"),
    ("2026-03-04T22:02", "log 58 --minutes 300", "n"),
    ("2026-03-04T22:03", "log 58 --minutes 30"),
    # four silent days
    ("2026-03-09T07:00", ""),
    ("2026-03-09T07:01", "log", "1:40", "90"),
    # a sitting, left running overnight
    ("2026-03-09T21:00", "start overstory"),
    ("2026-03-10T07:00", "stop 120", "45"),
    # two holds on one day
    ("2026-03-10T12:00", "later add Circe --pages 390 --why gift --hold-ready 12.3."),
    (
        "2026-03-10T12:01",
        "later add Emma --pages 400 --hold-ready 'thurs' --collect-by 'next thurs'",
    ),
    ("2026-03-12T07:00", ""),
    ("2026-03-12T07:01", "later borrow circe --why gift"),
    # a holiday, and the loan that runs out
    ("2026-03-13T20:00", "away 'Wed 18 Mar' to 'Sun 22 Mar'"),
    ("2026-03-13T20:05", "log educated 2:30"),
    ("2026-03-16T11:00", "log educated 4:00"),
    ("2026-03-16T11:01", "renew overstory", ""),
    ("2026-03-17T07:00", "later borrow circe", "y"),
    ("2026-03-17T07:01", "later"),
    # home again: a loan of no one, a day that is to come, the wrong book given back
    ("2026-03-23T20:00", "log middlemarch 20"),
    ("2026-03-23T20:01", "log over 160 --on 'next mon'"),
    ("2026-03-23T20:02", "log over 160"),
    ("2026-03-23T20:03", "log circe 12", ""),
    ("2026-03-24T20:00", "return over"),
    ("2026-03-24T20:01", "undo"),
    ("2026-03-24T20:02", "return circe"),
    ("2026-03-30T20:00", "log over finished"),
    ("2026-03-30T20:01", "log over end", "y"),
    ("2026-03-30T20:02", "finish over"),
    ("2026-03-31T07:00", ""),
)
"""When it was, what was typed after `readtrack`, and the answers to what was asked."""

INTENDED = (
    ("2026-03-02", "routine add bed 60m"),
    (
        "2026-03-02",
        "add 'The Overstory' --author 'Richard Powers' --pages 502 --until 490 --format print "
        "--why 'the prize'",
    ),
    (
        "2026-03-02",
        "add Educated --author 'Tara Westover' --audio 6:00 --days 14 --time 10:30 "
        "--why 'a friend'",
    ),
    ("2026-03-02", "log 1 25"),
    ("2026-03-03", "log 1 41"),
    ("2026-03-04", "log 2 0:40"),
    ("2026-03-04", "log 2 1:05"),
    ("2026-03-04", "log 1 58 --minutes 30"),
    ("2026-03-09", "log 2 1:40"),
    ("2026-03-09", "log 1 90"),
    ("2026-03-09", "log 1 120 --minutes 45"),
    ("2026-03-10", "later add Circe --pages 390 --why gift --hold-ready 2026-03-12"),
    ("2026-03-10", "later add Emma --pages 400 --hold-ready 2026-03-12 --collect-by 2026-03-19"),
    ("2026-03-13", "away 2026-03-18..2026-03-22"),
    ("2026-03-13", "log 2 2:30"),
    ("2026-03-16T11:00", "log 2 4:00"),
    ("2026-03-16T11:01", "renew 1 --yes"),
    ("2026-03-17", "later borrow 1"),
    ("2026-03-23", "log 1 160"),
    ("2026-03-23", "log 3 12"),
    ("2026-03-24", "return 3"),
    ("2026-03-30", "log 1 490 --yes"),
    ("2026-03-30", "finish 1"),
)
"""The same month without a mistake, from a script."""


def played(home: Home) -> str:
    """The month as the terminal showed it."""
    shown = []
    for home.today, line, *typed in MISTAKES:
        answer = home.screen(*shlex.split(line), typed=typed)
        ended = f"[{answer.code}]\n" if answer.code else ""
        shown.append(f"# {home.today}\n$ {f'readtrack {line}'.rstrip()}\n{answer.out}{ended}")
    return "\n".join(shown)


@pytest.mark.slow
def test_a_month_of_mistakes_ends_as_it_was_meant(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, meant = Home(tmp_path / "real"), Home(tmp_path)
    recorded = Path(__file__).with_name("month.txt").read_text()
    assert played(real) == recorded
    for meant.today, line in INTENDED:
        assert meant.run(*shlex.split(line)).code == 0, line
    assert contents(real.store) == contents(meant.store)
