"""The official labels that all models together doubt, and the ranking without the wrong ones."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.errors import ReportError
from fmnist.evaluation.label_quality import label_quality, most_doubtful
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.views.parts.content import ON_ALL, WILSON, Block, Content, Picture, Pictures, Table
from fmnist.views.parts.verdict import without_doubtful
from fmnist.views.parts.view import Image, View

SHOWN: Final = 24


class LabelReviewView(View):
    """Doubtful labels, and every model's accuracy without those that a person found wrong."""

    NAME = "Doubtful labels"
    PAGE = "doubt"

    kind: Literal["label_review"] = "label_review"
    wrong: Annotated[tuple[Image, ...], Field(max_length=10_000)] = ()
    """Images whose official label a person confirmed wrong."""

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002
        """Name what it shows."""
        if not self.wrong:
            return "Which official labels do the models doubt?"
        return f"Would the ranking survive without {text.counted(len(set(self.wrong)), 'label')}?"

    def query(self) -> list[tuple[str, str]]:
        """Return nothing: its page compares all models, and decisions stay in the browser."""
        return []

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Rank the labels by doubt, and judge all models again without the wrong ones."""
        evaluated = evaluation_set.pick(self.models)
        stating = tuple(one for one in evaluated if one.states_probabilities)
        if not stating:
            raise ReportError(
                "These models came as labels alone: without probabilities there is nothing to rank "
                "doubtful labels by. Pin doubtful labels with a model that states probabilities."
            )
        wrong = sorted(set(self.wrong))
        if wrong:
            correct = np.stack([one.correct for one in evaluated])
            found = text.counted(len(wrong), "official label")
            judged = without_doubtful(names_of(evaluated), correct, wrong)
            sentence = f"**{found}** confirmed wrong by a person. {judged}"
        else:
            sentence = (
                "No official label is confirmed wrong, and nothing is left out. Shown are those "
                f"that {text.counted(len(stating), 'model')} together find least probable."
            )
        blocks: list[Block] = []
        if wrong:
            few = f"{SHOWN} of {len(wrong):,}" if len(wrong) > SHOWN else f"{len(wrong)}"
            blocks.append(_scores(evaluated, wrong))
            blocks.append(
                _pictures(f"Labels confirmed wrong: {few}", wrong[:SHOWN], stating, evaluation_set)
            )
        doubtful = most_doubtful(_quality(stating), top=SHOWN).tolist()
        what = f"The {SHOWN} most doubtful labels of 10,000"
        blocks.append(_pictures(what, doubtful, stating, evaluation_set))
        return Content(
            sentence,
            tuple(blocks),
            ON_ALL,
            f"{WILSON}; labels ranked by cleanlab's ensemble score of these models",
        )


@lru_cache(maxsize=8)
def _quality(stating: tuple[EvaluatedModel, ...]) -> npt.NDArray[np.float64]:
    return label_quality(stating[0].y_true, [one.y_proba for one in stating])


def _scores(evaluated: Sequence[EvaluatedModel], wrong: Sequence[int]) -> Table:
    rows = []
    for one in evaluated:
        after = one.without(wrong)
        rows.append(
            (
                one.name,
                text.percent(one.accuracy, 2),
                text.percent(after.accuracy, 2),
                text.between(after.interval, 2),
                text.points(after.accuracy - one.accuracy, 2),
            )
        )
    images = text.images(len(wrong))
    columns = ("Model", "Accuracy", "Accuracy without", "95 % interval", "Change in points")
    return Table(f"Accuracy with and without the {images} confirmed wrong", columns, tuple(rows))


def _pictures(
    what: str,
    indices: Sequence[int],
    stating: Sequence[EvaluatedModel],
    evaluation_set: EvaluationSet,
) -> Pictures:
    """Return images with their official label and what the models together say."""
    split = evaluation_set.split
    together = np.sum([one.y_proba[list(indices)] for one in stating], axis=0).argmax(axis=1)
    pictures = [
        Picture(
            index=index,
            pixels=split.images[index],
            alt=f"Test image {index}: official label {CLASS_NAMES[split.labels[index]]}, the "
            f"models together say {CLASS_NAMES[said]}",
            lines=(CLASS_NAMES[split.labels[index]], f"{CLASS_NAMES[said]}?"),
        )
        for index, said in zip(indices, together.tolist(), strict=True)
    ]
    under = "Under each: official label, then what the models say together."
    return Pictures(f"{what}. {under}", tuple(pictures))
