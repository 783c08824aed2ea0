"""The images about which a model is so sure: one bin of its confidence."""

from typing import Annotated, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from fmnist import text
from fmnist.artifacts.record import Key
from fmnist.errors import ReportError
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.calibration import calibration_of
from fmnist.views.parts.calibration import Calibration
from fmnist.views.parts.content import Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import View

N_BINS: Final = 15
OUTCOMES: Final = ("Any", "Right", "Wrong")


class BinView(View):
    """One bin of a model's confidence, and the images in it."""

    NAME = "Images of a confidence bin"
    PAGE = "calibration"
    PIN = "Pin these images"

    kind: Literal["bin"] = "bin"
    of: Key
    place: Annotated[int, Field(ge=0, lt=N_BINS)]
    outcome: Literal["Any", "Right", "Wrong"] = "Any"

    @model_validator(mode="after")
    def _of_one_of_them(self) -> "BinView":
        if self.of not in self.models:
            raise ValueError("of must be one of models")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        outcome = "" if self.outcome == "Any" else f", {self.outcome.lower()}"
        return f"Confidence {bin_name(self.place)} of {evaluation_set.name(self.of)}{outcome}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [
            *super().query(),
            ("bin_of", self.of),
            ("bin", bin_name(self.place)),
            ("bin_outcome", self.outcome),
        ]

    def images_of(self, of: EvaluatedModel) -> npt.NDArray[np.int64]:
        """Return the images of the bin, all of them or the right or the wrong ones."""
        found = calibration_of(of).images(self.place)
        if self.outcome == "Any":
            return found
        return np.asarray(found[of.correct[found] == (self.outcome == "Right")])

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Compare the bin's confidence with the share that is right, model by model."""
        evaluated = evaluation_set.pick(self.models)
        of = next(one for one in evaluated if one.key == self.of)
        if not of.states_probabilities:
            raise ReportError(
                f"{of.name} came as labels alone: it has no bins of confidence. Choose a model "
                "that states probabilities."
            )
        rows = tuple(
            _row(one, calibration_of(one), self.place)
            for one in evaluated
            if one.states_probabilities
        )
        columns = ("Model", "Images", "Mean confidence", "Right", "Share right", "95 % interval")
        table = Table(f"Confidence {bin_name(self.place)}, model by model", columns, rows)
        which = "" if self.outcome == "Any" else f", {self.outcome.lower()}"
        shown = most_confident(
            evaluation_set,
            self.images_of(of),
            of,
            what=f"Images of confidence {bin_name(self.place)}{which}",
        )
        return Content(bin_sentence(of, calibration_of(of), self.place), (table, *shown))


def bin_name(place: int) -> str:
    """Return the name of a bin, as `fmnist.figures.bins.Bins.name` has it."""
    return f"{place / N_BINS:.2f} to {(place + 1) / N_BINS:.2f}"


def bin_sentence(of: EvaluatedModel, calibration: Calibration, place: int) -> str:
    """Say what a bin holds, as Markdown."""
    bins = calibration.bins
    count = int(bins.counts[place])
    said = f"**{text.images(count)}** that **{of.name}** is {bins.name(place)} sure about"
    if not count:
        return f"{said}."
    accuracy = text.percent(float(bins.accuracy[place]))
    return f"{said}: {bins.right[place]:,} right ({accuracy}), {bins.wrong[place]:,} wrong."


def _row(one: EvaluatedModel, found: Calibration, place: int) -> tuple[str, ...]:
    right, count = int(found.bins.right[place]), int(found.bins.counts[place])
    if not count:
        return (one.name, "0", "", "0", "", "")
    return (
        one.name,
        f"{count:,}",
        text.percent(float(found.bins.confidence[place])),
        f"{right:,}",
        text.percent(right / count),
        text.between(wilson_interval(right, count)),
    )
