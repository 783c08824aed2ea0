"""How much harder fashion is than digits: one network, trained in the same way on both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fmnist.artifacts.store import TrainedModel
from fmnist.evaluation_set import EvaluatedModel
from fmnist.text import percent, share_with_interval

SUFFIX: Final = "_digits"
"""The key of a model of digits is that of its twin with this behind it."""


@dataclass(frozen=True)
class Twins:
    """The same network, once trained on garments and once on digits.

    Attributes
    ----------
    garments : EvaluatedModel
        On the 10,000 official test images.
    digits : TrainedModel
        On the 10,000 test digits of MNIST, whose labels it holds.
    """

    garments: EvaluatedModel
    digits: TrainedModel

    @property
    def n_right_digits(self) -> int:
        """How many of the test digits are right."""
        return int((self.digits.y_pred == self.digits.y_true).sum())

    @property
    def sentence(self) -> str:
        """Both accuracies and what lies between them, as Markdown."""
        n = len(self.digits.y_pred)
        wrong_digits, wrong_garments = n - self.n_right_digits, n - self.garments.n_correct
        times = wrong_garments / wrong_digits if wrong_digits else np.inf
        return (
            f"One network of {self.digits.record.parameters:,} parameters, trained twice in the "
            f"same way, classifies **{share_with_interval(self.n_right_digits, n)}** of {n:,} "
            "handwritten digits correctly and "
            f"**{share_with_interval(self.garments.n_correct, n)}** of {n:,} garments: "
            f"**{times:.1f} times** as many mistakes."
        )

    @property
    def claims(self) -> str:
        """What its source claims, beside what was measured."""
        claimed = self.digits.record.claimed_accuracy, self.garments.record.claimed_accuracy
        if None in claimed:
            return ""
        digits, garments = (percent(share, 0) for share in claimed if share is not None)
        return f"Its source claims {digits} and {garments}."


def find_twins(models: Iterable[TrainedModel], evaluated: Sequence[EvaluatedModel]) -> Twins | None:
    """Return the first model of digits with the one of garments that it belongs to."""
    by_key = {one.key: one for one in evaluated}
    for model in models:
        garments = by_key.get(model.key.removesuffix(SUFFIX))
        if model.y_true is not None and garments is not None:
            return Twins(garments, model)
    return None
