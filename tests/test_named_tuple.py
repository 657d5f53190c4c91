"""Our named tuples behave like those of `typing`, though they are made in less time."""

import copy
import pickle
import typing
from datetime import date

import pytest
from pydantic import TypeAdapter

from readtrack.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A title and what is known of it."""

    title: str
    pages: int
    due: date | None = None
    new: tuple[str, ...] = ()

    @property
    def sheets(self) -> int:
        return self.pages // 2


class Theirs(typing.NamedTuple):
    """A title and what is known of it."""

    title: str
    pages: int
    due: date | None = None
    new: tuple[str, ...] = ()

    @property
    def sheets(self) -> int:
        return self.pages // 2


class Shelved(Ours):
    """A subclass has room for what it works out."""


WAYS = [
    lambda made: made("Dune", 412),
    lambda made: made("Dune", pages=412, new=("x",)),
    lambda made: made(pages=412, title="Dune", due=date(2026, 3, 23)),
    lambda made: made._make(["Dune", 412, None, ()]),
    lambda made: made("Dune", 9)._replace(pages=412),
]


@pytest.mark.parametrize("way", WAYS)
def test_values_are_what_named_tuples_of_typing_are(way: typing.Any) -> None:
    ours, theirs = way(Ours), way(Theirs)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._asdict() == theirs._asdict()
    assert (ours.title, ours.pages, ours.due, ours.new, ours.sheets) == (*theirs, theirs.sheets)
    assert copy.deepcopy(ours) == ours == pickle.loads(pickle.dumps(ours))
    assert type(ours._replace(pages=1)) is Ours


@pytest.mark.parametrize("name", ["_fields", "_field_defaults", "__match_args__", "__doc__"])
def test_classes_tell_the_same_of_themselves(name: str) -> None:
    assert getattr(Ours, name) == getattr(Theirs, name)
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: made("Dune"),
        lambda made: made("Dune", 412, None, (), 5),
        lambda made: made("Dune", 412, pages=3),
        lambda made: made("Dune", 412, colour="red"),
        lambda made: made._make(["Dune"]),
    ],
)
def test_wrong_values_are_refused_the_first_time_and_every_time(wrong: typing.Any) -> None:
    class Fresh(NamedTuple):
        title: str
        pages: int
        due: date | None = None
        new: tuple[str, ...] = ()

    for _ in range(2):
        for made in (Fresh, Theirs):
            with pytest.raises(TypeError):
                wrong(made)
    with pytest.raises(ValueError, match="colour"):
        Fresh("Dune", 412)._replace(colour="red")  # type: ignore[call-arg]
    assert Fresh("Dune", 412).pages == 412


def test_a_subclass_keeps_its_class_and_what_it_is_given() -> None:
    shelved = Shelved("Dune", 412)._replace(pages=300)
    shelved.__dict__["place"] = "top"
    assert type(shelved) is Shelved
    assert shelved.sheets == 150
    assert Ours("Dune", 300) == shelved


def test_pydantic_makes_the_same_schema() -> None:
    ours, theirs = (TypeAdapter(made).json_schema() for made in (Ours, Theirs))
    assert ours == theirs
