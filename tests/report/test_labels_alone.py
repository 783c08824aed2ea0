"""A model that came as labels alone: counted wherever answers count, never given a confidence."""

from pathlib import Path

import numpy as np
import pytest
from artifact_samples import labels_alone_fields, parse
from sectioning import plain, section_of

from fmnist.artifacts.predictions import Predictions
from fmnist.artifacts.store import TrainedModel
from fmnist.evaluation.classification import macro_f1
from fmnist.evaluation_set import EvaluationSet, make_evaluation_set
from fmnist.metrics import METRICS
from fmnist.report.build import build_report
from fmnist.report.results import to_markdown, to_text
from fmnist.report.standard import standard_findings
from fmnist.report.tables import predictions_csv
from fmnist.text import NOT_STATED
from fmnist.views.parts.model_card import facts


@pytest.fixture(scope="module")
def mixed(evaluation_set) -> EvaluationSet:
    """Two shipped models, and one between them that came as labels alone."""
    best, other = evaluation_set.models[0], evaluation_set.models[-1]
    y_pred = np.where(np.arange(10_000) % 2 == 0, best.y_pred, other.y_pred).astype(np.uint8)
    labels_alone = TrainedModel(
        parse(labels_alone_fields() | {"display_name": "Forest"}),
        Path(),
        Predictions(y_pred, None, None),
    )
    return make_evaluation_set([best.model, other.model, labels_alone], evaluation_set.split)


@pytest.fixture(scope="module")
def forest(mixed: EvaluationSet):
    (one,) = mixed.pick(["other_b"])
    return one


def test_it_is_counted_like_any_other(mixed: EvaluationSet, forest) -> None:
    right = forest.model.y_pred == mixed.split.labels

    assert [one.key for one in mixed.models][1] == "other_b"
    assert forest.n_correct == right.sum()
    assert np.trace(forest.matrix) == right.sum()


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("leaderboard", {}),
        ("matrix", {}),
        ("agreement", {}),
        ("class_pair", {"first": 6, "second": 0}),
        ("cell", {"of": "other_b", "true": [6], "predicted": [0]}),
        ("image", {"image": 0}),
        ("learning_curves", {}),
        ("efficiency", {"cost": "Parameters"}),
    ],
)
def test_every_view_of_answers_shows_it(mixed: EvaluationSet, kind: str, more: dict) -> None:
    keys = [one.key for one in mixed.models]

    section = section_of(mixed, kind, {"models": keys, **more})

    assert "Forest" in str(section.blocks) + section.sentence


def test_calibration_leaves_it_out_and_says_so(mixed: EvaluationSet) -> None:
    keys = [one.key for one in mixed.models]

    section = section_of(mixed, "calibration", {"models": keys})
    alone = section_of(mixed, "calibration", {"models": ["other_b"]})

    assert "Forest is left out: it came as labels alone" in plain(section.sentence)
    assert "Forest" not in str(section.blocks)
    assert plain(alone.sentence).startswith("Forest is left out")


def test_no_confidence_stands_beside_its_images(mixed: EvaluationSet) -> None:
    cell = {"models": ["other_b"], "of": "other_b", "true": [6], "predicted": [0]}

    section = section_of(mixed, "cell", cell)

    (pictures,) = [block for block in section.blocks if hasattr(block, "pictures")]
    assert "confidence" not in pictures.pictures[0].alt
    assert [picture.index for picture in pictures.pictures] == sorted(
        picture.index for picture in pictures.pictures
    )


def test_one_image_says_its_answer_and_no_probability(mixed: EvaluationSet) -> None:
    section = section_of(mixed, "image", {"models": ["other_b"], "image": 0})

    assert "with" not in section.sentence
    assert NOT_STATED in str(section.blocks)


def test_scores_of_labels_are_computed_and_others_are_not_stated(forest) -> None:
    assert METRICS["Macro F1"].text(forest) == f"{macro_f1(forest.matrix):.4f}"
    for name in ("Log loss", "Brier", "ECE", "Top-2 accuracy"):
        assert METRICS[name].text(forest) == NOT_STATED
    assert METRICS["Parameters"].text(forest) == "unknown"
    assert METRICS["Multiply-adds"].text(forest) == "unknown"
    assert METRICS["File size"].text(forest) == "none"


def test_its_facts_and_results_say_unknown(forest) -> None:
    told = {label: (value, note) for label, value, note in facts(forest)}

    assert told["Parameters"] == ("unknown", "unknown multiply-adds")
    assert told["Training time"][0] == "unknown"
    assert to_markdown([forest]).endswith(" | not stated | unknown |")
    assert "unknown" in to_text([forest])


def test_the_standard_report_is_made_of_it_too(mixed: EvaluationSet) -> None:
    report = build_report(standard_findings(mixed), mixed)
    alone = EvaluationSet(mixed.split, mixed.pick(["other_b"]))

    assert all(section.evidence for section in report.sections)
    assert all(
        section.evidence for section in build_report(standard_findings(alone), alone).sections
    )


def test_the_table_of_predictions_leaves_its_confidence_empty(mixed: EvaluationSet, forest) -> None:
    lines = predictions_csv([forest], mixed.split.labels).decode().splitlines()

    assert "Forest: predicted label,Forest: confidence,Forest: p(T-shirt/top)" in lines[0]
    assert lines[1].endswith("," * 11), "no confidence and no probabilities"
