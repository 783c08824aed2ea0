"""What happens to the models when the pictures are shifted, turned, blurred, covered and so on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from fmnist import text
from fmnist.artifacts.corrupted import CorruptedAnswers
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.dataset import Split
from fmnist.evaluation.families import compare_all
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation.robustness import (
    GrownConfusion,
    accuracies,
    flipped,
    grown_confusions,
    mean_accuracy,
)
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.explanation.corruptions import CORRUPTIONS, SEVERITIES, Corruption, corrupt
from fmnist.views.parts.content import ON_ALL, Block, Content, Line, Lines, Picture, Pictures, Table
from fmnist.views.parts.derived_files import answers_of, not_asked
from fmnist.views.parts.pictures import MOST_PICTURES
from fmnist.views.parts.verdict import verdict
from fmnist.views.parts.view import View

TOP_CONFUSIONS: Final = 6
CorruptionKey = Literal[
    "shift", "turn", "scale", "blur", "noise", "dark", "contrast", "cover", "jpeg", "invert"
]


@dataclass(frozen=True, eq=False)
class Asked:
    """A model and its answers to one corruption.

    Attributes
    ----------
    one : EvaluatedModel
    answers : CorruptedAnswers
    y_pred, confidences : ndarray of uint8, shape (5, 10000)
        Predicted labels by severity, and their probabilities in 255ths, for the corruption that is
        looked at.
    """

    one: EvaluatedModel
    answers: CorruptedAnswers
    y_pred: npt.NDArray[np.uint8]
    confidences: npt.NDArray[np.uint8]

    def accuracy(self, severity: int) -> float:
        """Return the share of right answers at a severity, 0 being the unchanged images."""
        y_pred = self.one.y_pred if severity == 0 else self.y_pred[severity - 1]
        return float(accuracies(self.one.y_true, y_pred))

    def lost(self, severity: int) -> npt.NDArray[np.int64]:
        """Return the images right unchanged and wrong at a severity, surest of it first."""
        found = flipped(self.one.y_true, self.one.y_pred, self.y_pred[severity - 1])
        sure = self.confidences[severity - 1, found].astype(np.int64)
        return found[np.argsort(-sure, kind="stable")]


class RobustnessView(View):
    """What one corruption does to the models."""

    NAME = "Robustness"
    PAGE = "robustness"

    kind: Literal["robustness"] = "robustness"
    corruption: CorruptionKey
    severity: Annotated[int, Field(ge=1, le=SEVERITIES)]

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002 - others name models
        """Name what it shows."""
        said = CORRUPTIONS[self.corruption].text(self.severity)
        return f"When pictures are {said.removeprefix('with ')}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [
            *super().query(),
            ("corruption", CORRUPTIONS[self.corruption].name),
            ("severity", str(self.severity)),
        ]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Compare the models on the corrupted images, and show what the first one loses."""
        evaluated = evaluation_set.pick(self.models)
        asked = asked_of(evaluated, self.corruption)
        left_out = not_asked(
            [one for one in evaluated if one not in {each.one for each in asked}], "corrupt"
        )
        if not asked:
            return Content(left_out, (), interval="none")
        corruption = CORRUPTIONS[self.corruption]
        blocks: tuple[Block, ...] = (
            _lines(asked, corruption, evaluation_set),
            _table(asked, corruption, self.severity),
            _every_corruption(asked, self.severity),
            *_confusions(asked[0], corruption, self.severity),
            *_flipped(asked[0], corruption, self.severity, evaluation_set.split),
        )
        sentence = " ".join(
            part for part in (_sentence(asked, corruption, self.severity), left_out) if part
        )
        tests = (
            "; McNemar's mid-p on the corrupted images, Holm over all pairs"
            if len(asked) > 1
            else ""
        )
        return Content(sentence, blocks, f"the {ON_ALL}, corrupted", f"Wilson 95 %{tests}")


def asked_of(evaluated: Sequence[EvaluatedModel], key: str) -> list[Asked]:
    """Return the models that were asked about a corruption, with their answers to it."""
    at = list(CORRUPTIONS).index(key)
    found = ((one, answers_of(one)) for one in evaluated)
    return [
        Asked(one, answers, answers.y_pred[at], answers.confidences[at])
        for one, answers in found
        if answers
    ]


def growing(asked: Asked, severity: int) -> tuple[GrownConfusion, ...]:
    """Return the confusions of a model that a corruption makes grow most."""
    one = asked.one
    return grown_confusions(
        one.y_true, one.y_pred, asked.y_pred, severity=severity, top=TOP_CONFUSIONS
    )


def _sentence(asked: Sequence[Asked], corruption: Corruption, severity: int) -> str:
    """Say what each model keeps, and whether the ranking is more than chance."""
    said = corruption.text(severity)
    each = text.enumerate_all(
        [
            f"**{one.one.name}** keeps {text.percent(one.accuracy(severity))} "
            f"({text.percent(one.one.accuracy)} unchanged)"
            for one in asked
        ]
    )
    sentence = f"{said[0].upper()}{said[1:]}, {each}."
    if len(asked) == 1:
        return sentence
    ranked = sorted(asked, key=lambda one: -one.accuracy(severity))
    correct = np.stack([one.y_pred[severity - 1] == one.one.y_true for one in ranked])
    judged = verdict(
        [one.one.name for one in ranked],
        [one.accuracy(severity) for one in ranked],
        compare_all(correct),
    )
    same = [one.one.key for one in ranked] == [one.one.key for one in asked]
    order = "The order is the same as on the unchanged images" if same else "The order changes"
    return f"{sentence} {order}: {judged}"


def _lines(asked: Sequence[Asked], corruption: Corruption, evaluation_set: EvaluationSet) -> Lines:
    severities = range(SEVERITIES + 1)
    lines = tuple(
        Line(
            one.one.name,
            evaluation_set.colours[one.one.key],
            tuple(float(severity) for severity in severities),
            tuple(one.accuracy(severity) for severity in severities),
        )
        for one in asked
    )
    caption = f"Accuracy when pictures are {corruption.participle} {corruption.unit.format('…')}"
    if any(corruption.amounts[at - 1] != at for at in severities if at):
        steps = ", ".join(f"{at}: {corruption.amounts[at - 1]:g}" for at in severities if at)
        caption = f"{caption} (severity {steps})"
    return Lines(caption, "Severity", "Accuracy", lines)


def _table(asked: Sequence[Asked], corruption: Corruption, severity: int) -> Table:
    rows = []
    for one in asked:
        n = len(one.one.y_true)
        right = int((one.y_pred[severity - 1] == one.one.y_true).sum())
        rows.append(
            (
                one.one.name,
                text.percent(one.one.accuracy),
                text.percent(right / n),
                text.between(wilson_interval(right, n)),
            )
        )
    said = corruption.text(severity)
    columns = ("Model", "Unchanged", f"{said[0].upper()}{said[1:]}", "95 % interval")
    return Table("Accuracy", columns, tuple(rows))


def _every_corruption(asked: Sequence[Asked], severity: int) -> Table:
    at = severity - 1
    shares = [accuracies(one.one.y_true, one.answers.y_pred[:, at]) for one in asked]
    rows = [("Unchanged", *(text.percent(one.one.accuracy) for one in asked))]
    rows += [
        (
            f"{each.name} {each.amount(severity)}",
            *(text.percent(float(mine[place])) for mine in shares),
        )
        for place, each in enumerate(CORRUPTIONS.values())
    ]
    means = [mean_accuracy(one.one.y_true, one.answers.y_pred) for one in asked]
    rows.append(("Mean of all, at all severities", *(text.percent(mean.value) for mean in means)))
    rows.append(("its 95 % interval", *(text.between(mean.interval) for mean in means)))
    columns = ("Pictures", *(one.one.name for one in asked))
    return Table(f"Accuracy under each corruption at severity {severity}", columns, tuple(rows))


def _confusions(one: Asked, corruption: Corruption, severity: int) -> tuple[Table, ...]:
    found = growing(one, severity)
    if not found:
        return ()
    rows = tuple(
        (
            text.arrow((each.true,), (each.predicted,)),
            *(f"{count:,}" for count in each.counts),
        )
        for each in found
    )
    columns = (
        "True → predicted",
        "Unchanged",
        *(f"{amount:g}" for amount in corruption.amounts),
    )
    return (
        Table(
            f"Confusions of {one.one.name} that grow most when {corruption.text(severity)}: "
            f"images at each amount ({corruption.unit.format('…')})",
            columns,
            rows,
        ),
    )


def _flipped(
    one: Asked, corruption: Corruption, severity: int, split: Split
) -> tuple[Pictures, ...]:
    """Show what the model saw: the images that it loses, surest of the wrong label first."""
    lost = one.lost(severity)
    if not len(lost):
        return ()
    shown, sure = lost[:MOST_PICTURES], one.confidences[severity - 1]
    seen = corrupt(split.images[shown], corruption, severity, shown)
    pictures = tuple(
        Picture(
            int(index),
            pixels,
            f"Test image {index}, {corruption.text(severity)}: true "
            f"{CLASS_NAMES[split.labels[index]]}, predicted "
            f"{CLASS_NAMES[one.y_pred[severity - 1, index]]} by {one.one.name}",
            (
                CLASS_NAMES[one.y_pred[severity - 1, index]],
                f"{sure[index] / 255:.2f} · {CLASS_NAMES[split.labels[index]]}",
            ),
        )
        for index, pixels in zip(shown, seen, strict=True)
    )
    few = f"{len(shown)} of {len(lost):,}" if len(shown) < len(lost) else f"{len(lost)}"
    caption = (
        f"Images that {one.one.name} loses when they are {corruption.text(severity)}: {few}, most "
        "confident first. Under each: predicted label, confidence, true label."
    )
    return (Pictures(caption, pictures),)
