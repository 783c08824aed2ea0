"""How each model learned, and which epoch was selected."""

from collections.abc import Sequence
from typing import Final, Literal

from fmnist import text
from fmnist.artifacts.history import History
from fmnist.artifacts.store import read_history
from fmnist.errors import ArtifactError
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import Content, Line, Lines, Table
from fmnist.views.parts.view import View

CAPTION: Final = (
    "Accuracy on the validation images after each epoch from the second on; the dot is the "
    "selected epoch"
)


class LearningCurvesView(View):
    """Validation accuracy over the epochs, and the epoch that was selected."""

    NAME = "Learning curves"
    PAGE = "curves"
    TITLE = "How the models learned"

    kind: Literal["learning_curves"] = "learning_curves"

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Draw validation accuracy over the epochs."""
        evaluated = evaluation_set.pick(self.models)
        histories = {one.key: _history(one) for one in evaluated}
        learned = [one for one in evaluated if not isinstance(histories[one.key], str)]
        chart = Lines(
            caption=CAPTION,
            x_label="Epoch",
            y_label="Validation accuracy",
            lines=tuple(line_of(one, evaluation_set) for one in learned if not one.record.members),
        )
        found = [(one, one.record.validation) for one in learned if one.record.validation]
        parts = [
            f"**{one.name}** {text.percent(validation.accuracy)} and {text.percent(one.accuracy)}"
            for one, validation in found
        ]
        untold = [why for why in histories.values() if isinstance(why, str)]
        sentences = [
            "Accuracy on the validation images that selected the weights, then on the test "
            f"images: {', '.join(parts)}."
            if parts
            else "",
            *untold,
        ]
        sizes = sorted({validation.size for _, validation in found})
        return Content(
            " ".join(filter(None, sentences)),
            (chart, _table(evaluated)) if chart.lines else (_table(evaluated),),
            f"{' or '.join(f'{size:,}' for size in sizes) or 'no'} validation images for the "
            "curves, 10,000 official test images for the last columns",
            "Wilson 95 % intervals of the test accuracy; the test images chose nothing",
        )


def line_of(one: EvaluatedModel, evaluation_set: EvaluationSet) -> Line:
    """Leave the first epoch out: it is far below the others and would flatten them."""
    history = read_history(one.model)
    selected = one.record.validation.epoch if one.record.validation else 1
    first = 1 if len(history["epoch"]) > 1 and selected > 1 else 0
    epochs = [float(epoch) for epoch in history["epoch"][first:]]
    return Line(
        one.name,
        evaluation_set.colours[one.key],
        tuple(epochs),
        tuple(float(value) for value in history["val_accuracy"][first:]),
        epochs.index(selected),
    )


def _epochs(one: EvaluatedModel) -> tuple[str, str]:
    """Return how many epochs it was trained, and the selected one."""
    if one.record.members:
        return "none", ""
    history = _history(one)
    if isinstance(history, str) or one.record.validation is None:
        return text.UNKNOWN, text.UNKNOWN
    return f"{len(history['epoch'])}", f"{one.record.validation.epoch}"


def _history(one: EvaluatedModel) -> History | str:
    """Return a training's history, or the sentence that says why there is none."""
    try:
        return read_history(one.model)
    except ArtifactError as error:
        return text.plain(error.reasons[0])


def _table(evaluated: Sequence[EvaluatedModel]) -> Table:
    rows = []
    for one in evaluated:
        claimed, validation = one.record.claimed_accuracy, one.record.validation
        rows.append(
            (
                one.name,
                *_epochs(one),
                text.UNKNOWN if validation is None else text.percent(validation.accuracy),
                text.percent(one.accuracy),
                text.between(one.interval),
                text.percent(claimed) if claimed is not None else "none",
            )
        )
    columns = (
        "Model",
        "Epochs",
        "Selected",
        "Validation accuracy",
        "Test accuracy",
        "95 % interval",
        "Claimed by its source",
    )
    return Table("Selected weights", columns, tuple(rows))
