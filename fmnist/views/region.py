"""The images on which some models are right and others are wrong."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from fmnist import text
from fmnist.artifacts.record import Key
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.views.agreement import region_name
from fmnist.views.parts.content import Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import View

COMMONEST = 10


class RegionView(View):
    """The images that the models of `right` have right and all others of the view wrong."""

    NAME = "Right and wrong together"
    PAGE = "agreement"
    PIN = "Pin these images"

    kind: Literal["region"] = "region"
    right: Annotated[tuple[Key, ...], Field(max_length=1000)] = ()
    every: bool = False
    """Whether it asks for the images that every model there is has wrong."""

    @model_validator(mode="after")
    def _are_compared(self) -> "RegionView":
        if not set(self.right) <= set(self.models):
            raise ValueError("right must be among models")
        if self.every and self.right:
            raise ValueError("no model can be right about what every model gets wrong")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        if self.every:
            return "What every model gets wrong"
        names = evaluation_set.names(self.models)
        return region_name([key in self.right for key in self.models], names)

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        if self.every:  # there are more models than a page compares
            return [("region", "every")]
        code = "".join("01"[key in self.right] for key in self.models)
        return [*super().query(), ("region", code)]

    def images_of(self, evaluated: Sequence[EvaluatedModel]) -> npt.NDArray[np.int64]:
        """Return the images, ascending, shape (n,)."""
        fits = [one.correct == (one.key in self.right) for one in evaluated]
        return np.flatnonzero(np.all(fits, axis=0)).astype(np.int64)

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Count the images, and say which they are and what they are taken for."""
        evaluated = evaluation_set.models if self.every else evaluation_set.pick(self.models)
        found = self.images_of(evaluated)
        n, total = len(found), len(evaluated[0].correct)
        sentence = (
            f"On **{n:,}** of {total:,} images, {_who(evaluated, self.right)}: "
            f"{text.share_with_interval(n, total)}."
        )
        if not n:
            return Content(sentence, ())
        wrong = [one for one in evaluated if one.key not in self.right]
        focus = (wrong or evaluated)[0]
        title = self.title(evaluation_set)
        return Content(
            sentence,
            (
                _table(found, wrong, evaluation_set),
                *most_confident(evaluation_set, found, focus, what=title),
            ),
        )


def _who(evaluated: Sequence[EvaluatedModel], right: Sequence[Key]) -> str:
    """Say who is right and who is wrong, as Markdown."""
    parts = []
    for is_right, outcome in ((True, "right"), (False, "wrong")):
        names = [f"**{one.name}**" for one in evaluated if (one.key in right) == is_right]
        if names:
            everybody = len(names) == len(evaluated) > 1
            verb = "is" if len(names) == 1 else "are all" if everybody else "are"
            parts.append(f"{text.enumerate_all(names)} {verb} {outcome}")
    return " and ".join(parts)


def _table(
    found: npt.NDArray[np.int64], wrong: Sequence[EvaluatedModel], evaluation_set: EvaluationSet
) -> Table:
    """Return the true labels of the images, and what those who are wrong take them for."""
    labels = evaluation_set.split.labels[found].tolist()
    ranked = sorted(Counter(labels).items(), key=lambda each: (-each[1], each[0]))[:COMMONEST]
    rows = []
    for label, count in ranked:
        here = found[np.asarray(labels) == label]
        rows.append(
            (
                CLASS_NAMES[label],
                f"{count:,}",
                text.percent(count / len(found)),
                *(_taken_for(one, here) for one in wrong),
            )
        )
    columns = ("True label", "Images", "Share", *(f"{name} says most" for name in names_of(wrong)))
    return Table(
        "Which classes they are, the commonest first, and what each model that is wrong says most "
        "often instead",
        columns,
        tuple(rows),
        frozenset(range(3, 3 + len(wrong))),
    )


def _taken_for(one: EvaluatedModel, here: npt.NDArray[np.int64]) -> str:
    counts = np.bincount(one.y_pred[here], minlength=len(CLASS_NAMES))
    first = int(counts.argmax())
    return f"{CLASS_NAMES[first]} ({counts[first]:,})"
