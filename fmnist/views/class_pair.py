"""Two classes that are taken for each other, in both directions."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import model_validator

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.class_pair import PairErrors, pair_errors
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation.shared_mistakes import shared_mistakes
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.figures.palette import FIRST_DIRECTION, SECOND_DIRECTION
from fmnist.views.parts.content import Bar, Bars, Block, Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import Label, View


class ClassPairView(View):
    """Two classes that are taken for each other."""

    NAME = "Two classes"
    PAGE = "pair"

    kind: Literal["class_pair"] = "class_pair"
    first: Label
    second: Label

    @model_validator(mode="after")
    def _two_classes(self) -> "ClassPairView":
        if self.first == self.second:
            raise ValueError("first and second must be two different classes")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002
        """Name what it shows."""
        return f"{CLASS_NAMES[self.first]} or {CLASS_NAMES[self.second]}?"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        pair = [("first", CLASS_NAMES[self.first]), ("second", CLASS_NAMES[self.second])]
        return [*super().query(), *pair]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Count the mistakes of every model and show those that all models share."""
        evaluated = evaluation_set.pick(self.models)
        labels = evaluation_set.split.labels
        errors = [pair_errors(labels, one.y_pred, self.first, self.second) for one in evaluated]
        blocks: list[Block] = [_bars(self, evaluated, errors), _table(self, evaluated, errors)]
        for true, predicted in ((self.first, self.second), (self.second, self.first)):
            y_preds = np.stack([one.y_pred for one in evaluated])
            shared = shared_mistakes(labels, y_preds, true_label=true, predicted_label=predicted)
            who = "every one of these models" if len(evaluated) > 1 else evaluated[0].name
            what = f"{text.arrow(true, predicted)}, mistaken by {who}"
            blocks.extend(
                most_confident(
                    evaluation_set, shared.by_all, evaluated[0], what=what, label_known=True
                )
            )
        return Content(
            _sentence(self, evaluated, errors),
            tuple(blocks),
            f"{errors[0].n_first:,} official test images of {text.named((self.first,))} and "
            f"{errors[0].n_second:,} of {text.named((self.second,))}",
        )


def _sentence(
    view: "ClassPairView", evaluated: Sequence[EvaluatedModel], errors: Sequence[PairErrors]
) -> str:
    best, found = evaluated[0], errors[0]
    one, other = text.named((view.first,)), text.named((view.second,))
    sentence = (
        f"Of 100 {one}, **{best.name}** takes "
        f"**{text.of_hundred(len(found.first_as_second), found.n_first)}** for {other} "
        f"({len(found.first_as_second):,} of {found.n_first:,}); of 100 {other}, "
        f"**{text.of_hundred(len(found.second_as_first), found.n_second)}** for {one} "
        f"({len(found.second_as_first):,} of {found.n_second:,})."
    )
    if len(evaluated) == 1:
        return sentence
    both = [len(error.first_as_second) + len(error.second_as_first) for error in errors]
    fewest = evaluated[int(np.argmin(both))]
    return (
        f"{sentence} **{fewest.name}** makes the fewest of these mistakes, both directions "
        f"together: {min(both):,}."
    )


def _bars(
    view: "ClassPairView", evaluated: Sequence[EvaluatedModel], errors: Sequence[PairErrors]
) -> Bars:
    directions = (
        ((view.first,), (view.second,), FIRST_DIRECTION, [len(e.first_as_second) for e in errors]),
        ((view.second,), (view.first,), SECOND_DIRECTION, [len(e.second_as_first) for e in errors]),
    )
    return Bars(
        f"Images mistaken in each direction, of {errors[0].n_first:,} each",
        names_of(evaluated),
        tuple(
            Bar(text.arrow(true, predicted), colour, tuple(counts))
            for true, predicted, colour, counts in directions
        ),
        errors[0].n_first,
    )


def _table(
    view: "ClassPairView", evaluated: Sequence[EvaluatedModel], errors: Sequence[PairErrors]
) -> Table:
    there = text.arrow(view.first, view.second)
    back = text.arrow(view.second, view.first)
    rows = tuple(
        (
            one.name,
            f"{len(error.first_as_second):,}",
            text.between(wilson_interval(len(error.first_as_second), error.n_first)),
            f"{len(error.second_as_first):,}",
            text.between(wilson_interval(len(error.second_as_first), error.n_second)),
        )
        for one, error in zip(evaluated, errors, strict=True)
    )
    columns = ("Model", there, "95 % interval of the share", back, "95 % interval of the share")
    return Table("Images mistaken, true → predicted", columns, rows)
