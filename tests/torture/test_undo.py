"""Random histories undone to the bottom and redone to the top, table by table."""

from pathlib import Path
from random import Random

from tests.store.contents import EMPTY, Rows, contents, run
from tests.terminal import Home

from .conftest import Tell
from .desk import TABLE, expect_sound, sizes, words_of

TITLES = ("Dune", "Emma", "Kim", "Persuasion", "Ulysses", "Villette")


def some_line(chance: Random) -> str:
    """A command that may do something to a store in whatever state."""
    title, number = chance.choice(TITLES), chance.randrange(1, 9)
    day = f"2026-0{chance.randrange(4, 10)}-1{number}"
    return chance.choice(
        (
            f"add {title} --pages {number}00 --why x --anyway",
            f"add {title} --audio {number}:00 --why x --anyway",
            f"log {title} {number * 10}%",
            f"log {title} +{number} --minutes {number}0",
            f"log {title} {number}0%",
            f"start {title}",
            f"stop {number}0%",
            "stop --discard",
            f"renew {title}",
            f"return {title}",
            f"finish {title}",
            f"drop {title}",
            f"edit {title} --pages {number}50",
            f"edit {title} --title {chance.choice(TITLES)}",
            f"edit {title} --entry {number} --remove",
            f"snooze {title} {number}",
            f"aside {number} papers",
            f"routine add bed{number} {number}5m --days mon,sat",
            f"routine drop bed{number}",
            f"away {day}..{day}",
            f"away drop {number}",
            f"later add {title} --pages {number}00",
            f"later borrow {title} --why x --anyway",
            f"later drop {title}",
            f"config buffer {number}",
            f"config cap {number}",
            f"config rest_days {chance.choice(('sun', 'none', 'mon,tue'))}",
            "import table.csv",
        )
    )


def a_history(home: Home, chance: Random, many: int) -> list[Rows]:
    """What is kept after each of so many commands that changed something, with the empty store."""
    (home.folder / "table.csv").write_text(TABLE)
    run(home.store, home.today, "list")
    states = [contents(home.store)]
    assert states == [EMPTY]
    while len(states) <= many:
        answer = run(home.store, home.today, *words_of(home, some_line(chance)))
        assert answer.code in range(5), answer
        found = contents(home.store)
        if found != states[-1]:
            states.append(found)
    return states


@sizes(1, 25)
def test_a_random_history_is_taken_back_and_done_again_step_by_step(
    tmp_path: Path, size: int, chance: Random, tell: Tell
) -> None:
    many = 25 if size > 1 else 12
    for number in range(size):
        home = Home(tmp_path / str(number))
        states = a_history(home, chance, many)
        for state in reversed(states[:-1]):
            assert run(home.store, home.today, "undo").code == 0
            assert contents(home.store) == state
        assert run(home.store, home.today, "undo").code != 0
        for state in states[1:]:
            assert run(home.store, home.today, "undo", "--redo").code == 0
            assert contents(home.store) == state
        assert run(home.store, home.today, "undo", "--redo").code != 0
        expect_sound(home.store)
    tell(f"undo: {size} histories of {many} commands to the bottom and back")
