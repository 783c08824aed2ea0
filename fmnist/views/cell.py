"""One cell, row or column of the confusion matrices, and the images in it."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from pydantic import model_validator

from fmnist import text
from fmnist.artifacts.record import Key
from fmnist.data.classes import group_name
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import Block, Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import Labels, View

WHOLE: Final = "all"  # in the page's address: any class


class CellView(View):
    """The images of one cell, one row (no `predicted`) or one column (no `true`)."""

    NAME = "Images of a cell"
    PAGE = "confusion"
    PIN = "Pin these images"

    kind: Literal["cell"] = "cell"
    of: Key
    """Whose images are shown."""
    true: Labels = ()
    predicted: Labels = ()

    @model_validator(mode="after")
    def _names_something(self) -> "CellView":
        if not self.true and not self.predicted:
            raise ValueError("a cell needs true or predicted classes")
        if self.of not in self.models:
            raise ValueError("of must be one of models")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        return f"{text.arrow(self.true, self.predicted)}, {evaluation_set.name(self.of)}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        cell = f"{_token(self.true)}-{_token(self.predicted)}"
        return [*super().query(), ("cell", cell), ("of", self.of)]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Count the cell in every model and show one model's images."""
        evaluated = evaluation_set.pick(self.models)
        of = next(one for one in evaluated if one.key == self.of)
        shown = of.in_cell(self.true, self.predicted)
        blocks: list[Block] = []
        tallies = [(one, *_tally(one, self, evaluation_set)) for one in evaluated]
        what = _of_what(self)
        rows = tuple(
            (
                one.name,
                f"{count:,} of {total:,}",
                text.percent(count / total) if total else "",
                text.between(wilson_interval(count, total)) if total else "",
            )
            for one, count, total in tallies
        )
        blocks.append(Table(what, ("Model", "Images", "Share", "95 % interval"), rows))
        blocks.extend(
            most_confident(
                evaluation_set,
                np.flatnonzero(shown),
                of,
                what=_pictures(self),
                label_known=len(self.true) == len(self.predicted) == 1,
            )
        )
        _, count, total = next(tally for tally in tallies if tally[0] is of)
        return Content(_sentence(self, of, count, total), tuple(blocks), _n(self, evaluation_set))


def _token(labels: Sequence[int]) -> str:
    """Return a row or column as the page's address has it."""
    if not labels:
        return WHOLE
    return str(labels[0]) if len(labels) == 1 else group_name(tuple(labels))


def _tally(one: EvaluatedModel, view: "CellView", evaluation_set: EvaluationSet) -> tuple[int, int]:
    """Return how many images count, of how many: a whole row or column counts what is right."""
    there = one.in_cell(view.true, view.predicted)
    if not view.true or not view.predicted:
        return int((there & one.correct).sum()), int(there.sum())
    return int(there.sum()), int(np.isin(evaluation_set.split.labels, view.true).sum())


def _of_what(view: "CellView") -> str:
    if not view.predicted:
        return f"True label {group_name(view.true)}: how many each model recognises"
    if not view.true:
        return f"Predicted label {group_name(view.predicted)}: how many of them are right"
    if view.true == view.predicted:
        return f"{group_name(view.true)}: how many each model recognises"
    return f"{text.arrow(view.true, view.predicted)}: how many images each model mistakes this way"


def _pictures(view: "CellView") -> str:
    if not view.predicted:
        return f"Images of true label {group_name(view.true)}"
    if not view.true:
        return f"Images predicted as {group_name(view.predicted)}"
    return f"Images, {text.arrow(view.true, view.predicted)}"


def _sentence(view: "CellView", of: EvaluatedModel, count: int, total: int) -> str:
    if not total:
        return f"**{of.name}** has no image here."
    share = text.share_with_interval(count, total)
    if not view.true:
        return (
            f"**{of.name}** says {group_name(view.predicted)} for {text.images(total)}; "
            f"{count:,} of them are right: {share}."
        )
    true = f"{count:,} of {total:,} {text.named(view.true)}"
    if not view.predicted or view.true == view.predicted:
        return f"**{of.name}** recognises {true}: {share}."
    return f"**{of.name}** takes {true} for {text.named(view.predicted)}: {share}."


def _n(view: "CellView", evaluation_set: EvaluationSet) -> str:
    if not view.true:
        return "10,000 official test images, those with this predicted label"
    n = int(np.isin(evaluation_set.split.labels, view.true).sum())
    return f"the {n:,} official test images of true label {group_name(view.true)}"
