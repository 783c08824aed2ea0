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
from fmnist.report.bench import Bench, Judged
from fmnist.report.content import Line, Lines, Table
from fmnist.report.sections.computed import ON_ALL, Computed, colours_of
from fmnist.report.views import CalibrationView

FEWEST_IMAGES = 10  # a bin of fewer says nothing


def build(view: CalibrationView, bench: Bench) -> Computed:
    """Draw accuracy against confidence and measure the distance."""
    chosen = bench.pick(view.models)
    judged = [one for one in chosen if one.states_probabilities]
    left_out = words.without_probabilities([one.name for one in chosen if one not in judged])
    if not judged:
        return Computed(left_out, (), ON_ALL, "none")
    labels = bench.split.labels
    errors = [expected_calibration_error(labels, one.model.y_proba) for one in judged]
    chart = Lines(
        caption="Share of right answers at each confidence; on the diagonal both agree",
        x_label="Confidence",
        y_label="Share right",
        lines=tuple(_line(one, bench) for one in judged),
        x_share=True,
        diagonal=True,
    )
    best = judged[int(np.argmin(errors))]
    states = float(best.confidence.mean(dtype=np.float64))
    sentence = (
        f"The confidence of **{best.name}** comes closest to the truth: it states "
        f"{words.percent(states)} on average and is right {words.percent(best.accuracy)} of the "
        f"time; its expected calibration error is {words.percent(min(errors))}. {left_out}"
    ).strip()
    return Computed(
        sentence,
        (chart, _table(judged, errors, bench)),
        ON_ALL,
        "bootstrap 95 % intervals of the calibration error, 1,000 resamples, seed 0; 15 bins",
    )


def _line(one: Judged, bench: Bench) -> Line:
    curve = reliability(bench.split.labels, one.model.y_proba)
    kept = curve.counts >= FEWEST_IMAGES
    return Line(
        one.name,
        colours_of(bench)[one.key],
        tuple(curve.confidence[kept].tolist()),
        tuple(curve.accuracy[kept].tolist()),
    )


def _table(judged: Sequence[Judged], errors: Sequence[float], bench: Bench) -> Table:
    rows = []
    for one, error in zip(judged, errors, strict=True):
        proba = one.model.y_proba
        rows.append(
            (
                one.name,
                words.percent(one.accuracy),
                words.percent(float(one.confidence.mean(dtype=np.float64))),
                words.percent(error),
                words.between(ece_interval(bench.split.labels, proba)),
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
