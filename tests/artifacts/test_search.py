"""A kept search comes back as it was, and is refused in words when it is something else."""

from pathlib import Path

import pytest

from fmnist.artifacts.search import Search, Trial, best_trial, pack, read
from fmnist.errors import ArtifactError

SETTINGS = {"filters": 32, "normalise": True, "learning_rate": 1.25e-3, "kind": "same"}


def trial(number: int, accuracy: float, state: str = "complete") -> Trial:
    return Trial(
        trial=number,
        state=state,
        validation_accuracy=accuracy,
        epochs=4 if state == "complete" else 1,
        seconds=12.5,
        settings=SETTINGS | {"filters": 16 * (number + 1)},
    )


@pytest.fixture
def search() -> Search:
    """Return four trials; the best number stands in one that was pruned."""
    return Search(
        tuner="T",
        most_epochs=4,
        importances={"filters": 0.75, "normalise": 0.25},
        evaluator="E",
        trials=(trial(0, 0.9), trial(1, 0.92), trial(2, 0.92), trial(3, 0.93, "pruned")),
    )


def write(search: Search, folder: Path) -> None:
    for name, content in pack(search).items():
        (folder / name).write_bytes(content)


def test_it_comes_back_with_the_types_of_its_settings(search: Search, tmp_path: Path) -> None:
    write(search, tmp_path)

    again = read(tmp_path)

    assert again == search
    assert type(again.trials[0].settings["normalise"]) is bool
    assert type(again.trials[0].settings["filters"]) is int


def test_the_best_trial_is_a_complete_one_and_the_first_of_equals(search: Search) -> None:
    assert best_trial(search).trial == 1
    assert best_trial(search.model_copy(update={"trials": ()})) is None


def test_no_search_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("search.json", "{}", "tuner"),
        ("search.json", None, "search.json is missing"),
        ("trials.csv", None, "trials.csv is missing"),
        ("trials.csv", "trial,state\n0,complete\n", "validation_accuracy"),
        (
            "trials.csv",
            "trial,state,validation_accuracy,epochs,seconds\n0,complete,1.5,4,1\n",
            "less than or equal to 1",
        ),
    ],
)
def test_anything_else_is_refused(search, tmp_path: Path, file, content, words) -> None:
    write(search, tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content)

    with pytest.raises(ArtifactError, match=words):
        read(tmp_path)
