"""An ablation study in words, against a case worked by hand."""

import json
from itertools import pairwise

import pytest
from artifact_samples import parse, record_fields

from fmnist.artifacts.ablation import Variation
from fmnist.views.parts.ablation import (
    ablation_sentence,
    ablation_table,
    earlier_recipe_sentence,
    smallest_gap,
)


def variation(name: str, accuracy: float) -> Variation:
    return Variation(
        name=name,
        validation_accuracy=accuracy,
        mirrored_accuracy=accuracy + 0.002,
        validation_images=5000,
        epochs=15,
        selected_epoch=14,
        seconds=60,
        settings=name,
    )


STUDY = [variation("the recipe", 0.9), variation("worse", 0.88), variation("better", 0.91)]


def plain(table) -> list[list[str]]:
    return [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table.rows]


def test_rows_are_sorted_and_measured_against_the_recipe() -> None:
    rows = plain(ablation_table(STUDY))

    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("better", "91.00 %", "+1.00"),
        ("**the recipe**", "90.00 %", ""),
        ("worse", "88.00 %", "\N{MINUS SIGN}2.00"),
    ]
    assert rows[1][2] == "89.14 to 90.80 %"
    assert rows[1][4] == "90.20 %"


def test_the_smallest_gap_is_that_of_two_independent_shares() -> None:
    # 1.96 * sqrt(2 * 0.9 * 0.1 / 5000) = 1.96 * 0.006
    assert smallest_gap(STUDY[0]) == pytest.approx(0.01176, abs=1e-5)
    assert "A gap below about 1.2 points" in ablation_sentence(STUDY)
    assert "**3 trainings** of 15 epochs" in ablation_sentence(STUDY)


def test_only_of_trainings_shorter_than_the_recipe_s_it_is_said_that_they_may_mislead() -> None:
    shorter = ablation_sentence(STUDY, 80)
    assert "15 epochs each, fewer than the recipe's 80, with" in shorter
    assert shorter.endswith("need not help a long one.")
    for released in (15, None):
        whole = ablation_sentence(STUDY, released)
        assert "fewer" not in whole
        assert whole.endswith("points may be chance.")


def test_of_an_ensemble_no_trainings_are_told() -> None:
    sentence = ablation_sentence([each.model_copy(update={"epochs": 0}) for each in STUDY])

    assert sentence.startswith("**3 ways** to put released models together, judged on 5,000")
    assert "about 1.2 points" in sentence
    assert "epochs" not in sentence


def test_a_ladder_is_told_rung_by_rung_against_the_rung_before() -> None:
    base, *_ = STUDY
    ladder = [
        base,
        *(
            step.model_copy(update={"builds_on": before.name, "epochs": 30})
            for before, step in pairwise(STUDY)
        ),
    ]

    rows = plain(ablation_table(ladder))

    assert rows == [
        ["**the recipe**", "90.00 %", "89.14 to 90.80 %", "", "15"],
        ["worse", "88.00 %", "87.07 to 88.87 %", "\N{MINUS SIGN}2.00", "30"],
        ["better", "91.00 %", "90.17 to 91.76 %", "+3.00", "30"],
    ]
    assert ablation_sentence(ladder).startswith("**A ladder of 3 trainings** with the same seed")


def test_a_study_of_an_earlier_recipe_says_what_differs() -> None:
    record = parse(record_fields())
    record = record.model_copy(
        update={"training": {"teacher": "cnn_new", "teacher_per_view": True, "epochs": 90}}
    )
    old = {"teacher": "cnn_old", "teacher_per_view": False, "epochs": 4, "seed": 0}
    same = {**old, "teacher": "cnn_new", "teacher_per_view": True}
    base, *_ = STUDY

    def told(settings: dict[str, object]) -> str:
        studied = base.model_copy(update={"settings": json.dumps(settings)})
        return earlier_recipe_sentence(studied, record, {"cnn_old": "CNN old"})

    assert told(old) == (
        "The recipe was an earlier one, with teacher CNN old instead of cnn new and teacher per "
        "view no instead of yes."
    )
    assert told(same) == ""
    assert earlier_recipe_sentence(base, record, {}) == "", "its settings cannot be read"
