"""What must hold for the files of every source, as the source writes them."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtrack.exporters.csv import table
from readtrack.exporters.json import document
from readtrack.importing.apply import Intake, take_in
from readtrack.importing.files import Context, File
from readtrack.importing.merge import Named
from readtrack.importing.replay import take_back
from readtrack.importing.sources.registry import FALLBACK, SOURCES, importer, source_of
from readtrack.store.exchange import columns, everything
from readtrack.store.store import Store
from tests.importing.reading import BERLIN, NOW
from tests.importing.real_files import FORMS, Form
from tests.importing.real_lists import Row
from tests.importing.test_same_store import canonical, commands, exact
from tests.slow import few

NAMES = few(list(FORMS))


def often() -> settings:
    """Three examples in the ordinary suite: each makes two stores."""
    profile: settings = settings.default  # type: ignore[assignment]
    return settings(max_examples=3 if profile.max_examples <= 10 else profile.max_examples)


class Desk:
    """A store, and a place for the files that come into it."""

    def __init__(self, folder: Path, store: Store, form: Form, name: str) -> None:
        self.store = store
        self._form = form
        self._path = folder / name

    def bring_in(self, rows: Sequence[Row]) -> Intake:
        for each in self._path.parent.glob(f"{self._path.name}*"):
            each.unlink()
        self._form.write(self._path, rows)
        source, file = importer(self._form.source), File(self._path)
        answers: dict[Named, Named | None] = {}
        with self.store.command("import"):
            while True:  # the reader says of each book that may be a stored one that it is
                intake = take_in(self.store, source.read(file, Context(NOW, BERLIN)), answers, {})
                if not intake.unsure:
                    return intake
                answers |= {each.book: each.candidates[0] for each in intake.unsure}

    def take_back(self, other: Store, form: str) -> None:
        """Bring in what another store has, through a file of readtrack."""
        path = self._path.with_name(f"own.{form}")
        written = table(everything(other.database), columns(other)) if form == "csv" else None
        path.write_bytes(b"".join(written or document(everything(other.database))))
        with self.store.command("import"):
            take_back(self.store, importer("readtrack").read(File(path), Context(NOW)), {})


@contextmanager
def desk(name: str) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        store_path = Path(folder, "reading.db")
        with Store.open(str(store_path), NOW) as store:
            yield Desk(Path(folder), store, FORMS[name], f"file{Path(name).suffix}")


UNTOLD = re.compile(r"(?<=untold)\\*\": [01]")


def by_day(store: Store) -> list[str]:
    """What the store has, with the furthest place of each day: a log keeps the ones before it.

    Whether a loan came in when it was over, without a log, is of the day of its import.
    """
    whole = [UNTOLD.sub("", each) for each in canonical(store)]
    found = [each for each in whole if not each.startswith("progress ")]
    furthest: dict[str, float] = {}
    for each in whole:
        if each.startswith("progress "):
            row = json.loads(each.removeprefix("progress "))
            place = row.pop("position")
            name = json.dumps(row, sort_keys=True)
            furthest[name] = max(place, furthest.get(name, 0))
    return sorted([*found, *(f"{name} {place}" for name, place in furthest.items())])


def given_rows(name: str, act: Callable[..., None], *others: st.SearchStrategy[object]) -> None:
    """Try rows of a form that are not none, with what else the act takes."""
    often()(given(FORMS[name].rows.filter(bool), *others)(act))()


def brought_in(name: str, *parts: list[Row]) -> list[str]:
    """What a store has by day after these parts of a file."""
    with desk(name) as one:
        for part in filter(None, parts):
            one.bring_in(part)
        return by_day(one.store)


@pytest.mark.parametrize("name", NAMES)
def test_importing_twice_is_importing_once(name: str) -> None:
    def twice(rows: list[Row]) -> None:
        with desk(name) as one:
            one.bring_in(rows)
            once, steps = exact(one.store), commands(one.store)
            counts = one.bring_in(rows[::-1]).tally.counts
            assert (exact(one.store), commands(one.store)) == (once, steps)
            assert counts["new"] == counts["changed"] == 0

    given_rows(name, twice)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_rows_makes_no_other_store(name: str) -> None:
    def same(rows: list[Row], chance: object) -> None:
        with desk(name) as one:
            one.bring_in(rows)
            whole = canonical(one.store)
        chance.shuffle(rows)  # type: ignore[attr-defined]
        with desk(name) as one:
            one.bring_in(rows)
            assert canonical(one.store) == whole

    given_rows(name, same, st.randoms(use_true_random=False))


@pytest.mark.parametrize("name", NAMES)
def test_two_halves_make_the_store_of_the_whole(name: str) -> None:
    def same(rows: list[Row], half: int) -> None:
        assert brought_in(name, rows[:half], rows[half:]) == brought_in(name, rows)

    given_rows(name, same, st.integers(0, 8))


def test_parts_of_a_timeline_newest_first_make_the_whole_once_they_came_again() -> None:
    """A return or a renewal that comes before its loan is left out: it names no day to begin it.

    Brought in again after the loan it finds it. An old part that comes again changes nothing back.
    Loans across a change of the clocks may be a day apart, as "2 days early" is rounded. Parts
    that interleave are no test: the return of one loan would follow the checkout of another one.
    """
    name = "libby-timeline.csv"
    in_one_time = FORMS[name].rows.filter(
        lambda rows: bool(rows) and not any("March" in row["timestamp"] for row in rows)
    )

    @often()
    @given(in_one_time, st.integers(1, 8))
    def same(rows: list[Row], half: int) -> None:
        newest = rows[::-1]
        parts = newest[:half], newest[half:]
        assert brought_in(name, *parts, *parts) == brought_in(name, rows)

    same()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_has_grown_makes_the_store_of_the_whole(name: str) -> None:
    """The minutes of half a day count once; half a day alone in another file adds nothing.

    Of a day only a total is stored, so nobody can tell half of it from the whole.
    """

    def same(rows: list[Row], half: int) -> None:
        assert brought_in(name, rows[:half], rows) == brought_in(name, rows)

    given_rows(name, same, st.integers(1, 8))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", few(["json", "csv"]))
def test_through_an_export_it_is_the_same_store_and_nothing_is_new(name: str, form: str) -> None:
    def through(rows: list[Row]) -> None:
        with desk(name) as one, desk(name) as other:
            one.bring_in(rows)
            other.take_back(one.store, form)
            assert exact(other.store) == exact(one.store)
            counts = other.bring_in(rows).tally.counts
            assert counts["new"] == counts["changed"] == 0
            assert exact(other.store) == exact(one.store)

    given_rows(name, through)


@pytest.mark.parametrize("name", NAMES)
def test_undo_gives_back_what_was_there(name: str) -> None:
    def back(before: list[Row], rows: list[Row]) -> None:
        with desk(name) as one:
            one.bring_in(before)
            was, steps = exact(one.store), commands(one.store)
            one.bring_in(rows)
            if commands(one.store) > steps:
                one.store.undo()
            assert exact(one.store) == was

    given_rows(name, back, FORMS[name].rows.filter(bool))


@pytest.mark.parametrize("name", few(list(FORMS)))
def test_each_file_is_known_for_what_it_is(name: str, tmp_path: Path) -> None:
    def known(rows: list[Row]) -> None:
        path = tmp_path / f"file{Path(name).suffix}"
        for each in tmp_path.iterdir():
            each.unlink()
        FORMS[name].write(path, rows)
        assert source_of(File(path)) == FORMS[name].source

    given_rows(name, known)


def test_every_source_is_tried() -> None:
    assert {form.source for form in FORMS.values()} == {*SOURCES} - {"readtrack", "audiobook"}
    assert FALLBACK in SOURCES
