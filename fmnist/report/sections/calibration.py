"""Whether a stated confidence can be believed."""

from collections.abc import Sequence

import numpy as np

from fmnist.evaluation.calibration import (
    calibrated_ece_interval,
    ece_interval,
    expected_calibration_error,
    reliability,
)
from fmnist.report import words
from fmnist.report.content import Line, Lines, Table
from fmnist.report.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.report.sections.computed import ON_ALL, Computed, colours_of
from fmnist.report.views import CalibrationView

FEWEST_IMAGES = 10  # a bin of fewer says nothing


def build(view: CalibrationView, evaluation_set: EvaluationSet) -> Computed:
    """Draw accuracy against confidence and measure the distance."""
    chosen = evaluation_set.pick(view.models)
    evaluated = [one for one in chosen if one.states_probabilities]
    left_out = words.without_probabilities([one.name for one in chosen if one not in evaluated])
    if not evaluated:
        return Computed(left_out, (), ON_ALL, "none")
    labels = evaluation_set.split.labels
    errors = [expected_calibration_error(labels, one.model.y_proba) for one in evaluated]
    chart = Lines(
        caption="Share of right answers at each confidence; on the diagonal both agree",
        x_label="Confidence",
        y_label="Share right",
        lines=tuple(_line(one, evaluation_set) for one in evaluated),
        x_share=True,
        diagonal=True,
    )
    best = evaluated[int(np.argmin(errors))]
    states = float(best.confidence.mean(dtype=np.float64))
    sentence = (
        f"The confidence of **{best.name}** comes closest to the truth: it states "
        f"{words.percent(states)} on average and is right {words.percent(best.accuracy)} of the "
        f"time; its expected calibration error is {words.percent(min(errors))}. {left_out}"
    ).strip()
    return Computed(
        sentence,
        (chart, _table(evaluated, errors, evaluation_set)),
        ON_ALL,
        "bootstrap 95 % intervals of the calibration error, 1,000 resamples, seed 0; 15 bins",
    )


def _line(one: EvaluatedModel, evaluation_set: EvaluationSet) -> Line:
    curve = reliability(evaluation_set.split.labels, one.model.y_proba)
    kept = curve.counts >= FEWEST_IMAGES
    return Line(
        one.name,
        colours_of(evaluation_set)[one.key],
        tuple(curve.confidence[kept].tolist()),
        tuple(curve.accuracy[kept].tolist()),
    )


def _table(
    evaluated: Sequence[EvaluatedModel], errors: Sequence[float], evaluation_set: EvaluationSet
) -> Table:
    rows = []
    for one, error in zip(evaluated, errors, strict=True):
        proba = one.model.y_proba
        rows.append(
            (
                one.name,
                words.percent(one.accuracy),
                words.percent(float(one.confidence.mean(dtype=np.float64))),
                words.percent(error),
                words.between(ece_interval(evaluation_set.split.labels, proba)),
                words.between(calibrated_ece_interval(proba)),
            )
        )
    columns = (
        "Model",
        "Accuracy",
        "Mean confidence",
        "Calibration error",
        "95 % interval",
        "By chance alone",
    )
    return Table("Expected calibration error, smaller is better", columns, tuple(rows))
