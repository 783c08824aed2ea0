"""A model's page shows what its record says."""

import json

import pytest

from fmnist.artifacts import store
from fmnist.artifacts.search import Search, Trial
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import evaluate
from fmnist.views.parts import model_card
from fmnist.views.parts.model_card import (
    facts,
    layer_table,
    run_table,
    together_sentence,
    training_table,
)

MODEL = store.load("cnn_three_conv")
NBSP = "\N{NO-BREAK SPACE}"
RAW = json.loads((MODEL.folder / "record.json").read_text())


def cells(table) -> list[tuple[str, ...]]:
    return [tuple(cell.replace(NBSP, " ") for cell in row) for row in table.rows]


def test_big_numbers_are_the_record_s() -> None:
    one = evaluate(MODEL, load_test_split().labels)
    shown = {label: (value, note) for label, value, note in facts(one)}

    assert shown["Accuracy"] == (
        f"{100 * one.accuracy:.2f}{NBSP}%",
        f"its source claims 91{NBSP}%",
    )
    assert shown["Parameters"][0] == f"{RAW['parameters']:,}"
    assert shown["Training time"][0] == f"{RAW['training_seconds'] / 60:.0f} min"


def test_every_layer_has_its_row() -> None:
    rows = cells(layer_table(MODEL.record))

    assert len(rows) == len(RAW["layers"])
    assert ("convolution_1", "Conv2D", "28 x 28 x 32", "320", "225,792") in rows


def test_the_shipped_seed_is_named() -> None:
    [row] = [row for row in cells(run_table(MODEL.record)) if "(shipped)" in row[0]]

    assert row[0] == f"{RAW['seed']} (shipped)"
    assert row[1].startswith(f"{RAW['validation']['epoch']} of ")


def test_several_seeds_have_a_mean_and_a_spread() -> None:
    run = MODEL.record.runs[0]
    runs = tuple(
        run.model_copy(update={"seed": seed, "test_accuracy": accuracy})
        for seed, accuracy in enumerate((0.90, 0.91, 0.95))
    )

    rows = cells(run_table(MODEL.record.model_copy(update={"runs": runs})))

    assert rows[-1][3] == "92.00 % ± 2.65"


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
    rows = dict(cells(training_table(TOGETHER, {"cnn_small": "CNN small"})))

    assert rows["members"] == f"CNN small {'ab' * 8}…; gone {'cd' * 8}…"


def test_an_ensemble_of_several_seeds_says_how_many_and_which() -> None:
    asked = TOGETHER.training | {"seeds": {"cnn_small": [0, 1, 4], "gone": [2]}}
    several = TOGETHER.model_copy(update={"training": asked})

    assert several.members == {"cnn_small": 3, "gone": 1}
    sentence = together_sentence(several, {"cnn_small": "CNN small"})
    assert "**CNN small** (each of its three seeds) and **gone**, each asked" in sentence
    assert ("seeds", "cnn_small 0, 1, 4; gone 2") in cells(training_table(several, {}))


def test_every_setting_is_listed() -> None:
    rows = dict(cells(training_table(MODEL.record, {})))

    assert {name.replace("_", " ") for name in RAW["training"]} <= set(rows)
    assert rows["validation"].startswith("5,000 images, 500 of each class")


def test_a_teacher_is_told_by_its_name_and_the_start_of_its_hash() -> None:
    asked = MODEL.record.training | {"teacher": "cnn_small", "teacher_sha256": "ab" * 32}
    told = MODEL.record.model_copy(update={"training": asked})
    rows = dict(cells(training_table(told, {"cnn_small": "CNN small"})))

    assert rows["teacher"] == f"CNN small {'ab' * 8}…"
    assert "sha256" not in str(rows)
    assert "ab" * 9 not in str(rows)


def test_a_hash_without_a_teacher_s_name_is_told_as_it_stands() -> None:
    asked = {name: told for name, told in MODEL.record.training.items() if name != "teacher"}
    alone = MODEL.record.model_copy(update={"training": asked | {"teacher_sha256": "ab" * 32}})

    assert ("teacher sha256", "ab" * 32) in cells(training_table(alone, {}))


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
    rows = cells(model_card.importance_table(search))

    assert rows == [("normalise", "yes", "75 %"), ("filters", "16", "25 %")]


def test_the_best_trials_stand_first_and_pruned_ones_say_so(search: Search) -> None:
    table = model_card.trial_table(search, most=2)

    assert table.columns == ("Trial", "Validation", "Epochs", "Settings")
    assert cells(table) == [
        ("2 (pruned)", "93.00 %", "1", "**filters 24**, **normalise no**, rate 0.00125"),
        ("1", "92.50 %", "3", "filters 16, normalise yes, rate 0.00125"),
    ]


def test_a_search_without_a_trial_breaks_nothing(search: Search) -> None:
    empty = search.model_copy(update={"trials": (), "importances": {}})

    assert model_card.search_sentence(empty).startswith("**0 trials**")
    assert model_card.trial_table(empty, most=5).rows == ()
