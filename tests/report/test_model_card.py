"""A model's page shows what its record says."""

import json

import pytest

from fmnist.artifacts import store
from fmnist.artifacts.search import Search, Trial
from fmnist.report import model_card
from fmnist.report.model_card import (
    facts,
    layer_rows,
    run_rows,
    together_sentence,
    training_rows,
)
from fmnist.views.parts.costs import COSTS

MODEL = store.load("cnn_three_conv")
NBSP = "\N{NO-BREAK SPACE}"
RAW = json.loads((MODEL.folder / "record.json").read_text())


def test_big_numbers_are_the_record_s() -> None:
    shown = {label: (value, note) for label, value, note in facts(MODEL, 0.8969)}

    assert shown["Test accuracy"] == (
        "89.69\N{NO-BREAK SPACE}%",
        "its source claims 91\N{NO-BREAK SPACE}%",
    )
    assert shown["Parameters"][0] == f"{RAW['parameters']:,}"
    assert shown["Training"][0] == f"{RAW['training_seconds'] / 60:.1f} min"


def test_every_layer_has_its_row() -> None:
    rows = layer_rows(MODEL.record).splitlines()

    assert len(rows) == len(RAW["layers"]) + 2
    assert "| convolution_1 | Conv2D | 28 x 28 x 32 | 320 | 225,792 |" in rows


def test_the_shipped_seed_is_named() -> None:
    assert f"| {RAW['seed']} (shipped) | {RAW['validation']['epoch']} of " in run_rows(MODEL.record)


def test_several_seeds_have_a_mean_and_a_spread() -> None:
    run = MODEL.record.runs[0]
    runs = tuple(
        run.model_copy(update={"seed": seed, "test_accuracy": accuracy})
        for seed, accuracy in enumerate((0.90, 0.91, 0.95))
    )

    rows = run_rows(MODEL.record.model_copy(update={"runs": runs}))

    assert f"92.00{NBSP}% ± 2.65" in rows


TOGETHER = MODEL.record.model_copy(
    update={"training": {"members": {"cnn_small": "ab" * 32, "gone": "cd" * 32}, "mirrored": True}}
)


def test_an_ensemble_says_of_what_it_is_put_together_and_that_nothing_was_trained() -> None:
    sentence = together_sentence(TOGETHER, {"cnn_small": "CNN small"})

    assert sentence.startswith("Nothing was trained for it")
    assert "**CNN small** and **gone**, each asked about the image and about its mirror" in sentence
    assert f"Validation accuracy {100 * RAW['validation']['accuracy']:.2f}{NBSP}%." in sentence
    assert MODEL.record.members == {}


def test_an_ensemble_s_members_are_told_by_their_hashes() -> None:
    rows = training_rows(TOGETHER, {"cnn_small": "CNN small"})

    assert f"| members | CNN small `{'ab' * 8}…`; gone `{'cd' * 8}…` |" in rows


def test_an_ensemble_of_several_seeds_says_how_many_and_which() -> None:
    asked = TOGETHER.training | {"seeds": {"cnn_small": [0, 1, 4], "gone": [2]}}
    several = TOGETHER.model_copy(update={"training": asked})

    assert several.members == {"cnn_small": 3, "gone": 1}
    sentence = together_sentence(several, {"cnn_small": "CNN small"})
    assert "**CNN small** (each of its three seeds) and **gone**, each asked" in sentence
    assert "| seeds | cnn_small 0, 1, 4; gone 2 |" in training_rows(several, {})


def test_every_setting_is_listed() -> None:
    rows = training_rows(MODEL.record, {})

    assert all(f"| {name.replace('_', ' ')} |" in rows for name in RAW["training"])
    assert "5,000 images, 500 of each class" in rows


def test_a_teacher_is_told_by_its_name_and_the_start_of_its_hash() -> None:
    asked = MODEL.record.training | {"teacher": "cnn_small", "teacher_sha256": "ab" * 32}
    rows = training_rows(
        MODEL.record.model_copy(update={"training": asked}), {"cnn_small": "CNN small"}
    )

    assert f"| teacher | CNN small `{'ab' * 8}…` |" in rows
    assert "sha256" not in rows
    assert "ab" * 9 not in rows


def test_a_hash_without_a_teacher_s_name_is_told_as_it_stands() -> None:
    asked = {name: told for name, told in MODEL.record.training.items() if name != "teacher"}
    alone = MODEL.record.model_copy(update={"training": asked | {"teacher_sha256": "ab" * 32}})

    assert f"| teacher sha256 | {'ab' * 32} |" in training_rows(alone, {})


@pytest.mark.parametrize("name", COSTS)
def test_costs_are_positive(name: str) -> None:
    assert COSTS[name](MODEL) > 0


def test_no_measured_time_is_no_cost() -> None:
    unmeasured = store.TrainedModel(
        MODEL.record.model_copy(update={"inference": ()}), MODEL.folder, MODEL.predictions
    )

    assert COSTS["Microseconds per image, in the largest batch"](unmeasured) is None


@pytest.fixture
def search() -> Search:
    """Return three trials; the one with the highest number was pruned."""
    rows = [(0, "complete", 0.91, 3), (1, "complete", 0.925, 3), (2, "pruned", 0.93, 1)]
    return Search(
        tuner="Tuner 1",
        most_epochs=3,
        importances={"filters": 0.25, "normalise": 0.75},
        evaluator="E",
        trials=tuple(
            Trial(
                trial=number,
                state=state,
                validation_accuracy=accuracy,
                epochs=epochs,
                seconds=1.0,
                settings={"filters": 8 * (number + 1), "normalise": number == 1, "rate": 0.00125},
            )
            for number, state, accuracy, epochs in rows
        ),
    )


def test_a_search_is_told_in_a_sentence(search: Search) -> None:
    said = model_card.search_sentence(search).replace("\N{NO-BREAK SPACE}", " ")

    assert said.startswith("**3 trials** of up to 3 epochs, 1 of them pruned before")
    assert "trial 1, 92.50 % on validation images after 3 epochs" in said


def test_the_most_important_setting_stands_first_with_what_was_chosen(search: Search) -> None:
    rows = model_card.importance_rows(search).replace("\N{NO-BREAK SPACE}", " ").splitlines()

    assert rows[2:] == ["| normalise | yes | 75 % |", "| filters | 16 | 25 % |"]


def test_the_best_trials_stand_first_and_pruned_ones_say_so(search: Search) -> None:
    rows = model_card.trial_rows(search, most=2).replace("\N{NO-BREAK SPACE}", " ").splitlines()

    assert rows[0] == "| trial | validation | epochs | settings |"
    assert rows[2:] == [
        "| 2 (pruned) | 93.00 % | 1 | **filters 24**, **normalise no**, rate 0.00125 |",
        "| 1 | 92.50 % | 3 | filters 16, normalise yes, rate 0.00125 |",
    ]


def test_a_search_without_a_trial_breaks_nothing(search: Search) -> None:
    empty = search.model_copy(update={"trials": (), "importances": {}})

    assert model_card.search_sentence(empty).startswith("**0 trials**")
    assert len(model_card.trial_rows(empty, most=5).splitlines()) == 2
