"""One model: what it costs, how it was made, and how far its seeds lie apart."""

from typing import Literal

from pydantic import model_validator

from fmnist import text
from fmnist.artifacts.record import ModelRecord
from fmnist.errors import ArtifactError
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.metrics import METRICS
from fmnist.views.learning_curves import CAPTION, line_of
from fmnist.views.parts.class_order import order_warning
from fmnist.views.parts.content import Block, Content, Lines, Table
from fmnist.views.parts.model_card import run_table
from fmnist.views.parts.view import View


class ModelView(View):
    """One model: what it costs, how it was made, and how far to trust its accuracy."""

    NAME = "One model"
    PAGE = "model"

    kind: Literal["model"] = "model"

    @model_validator(mode="after")
    def _one_model(self) -> "ModelView":
        if len(self.models) != 1:
            raise ValueError("this takes one model")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        return f"What {evaluation_set.name(self.models[0])} is"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [("model", self.models[0])]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Tell one model's facts."""
        (one,) = evaluation_set.pick(self.models)
        record = one.record
        claimed = record.claimed_accuracy
        sentence = (
            f"**{one.name}** classifies **{text.percent(one.accuracy, 2)}** of the images "
            f"correctly (95 % interval {text.between(one.interval)}), with "
            f"{text.number_or_unknown(record.parameters)} parameters. "
            f"{_made(record)}"
            + (f" Its source claims {text.percent(claimed)}." if claimed is not None else "")
        )
        sentence = f"{sentence} {order_warning((one,))}".rstrip()
        trainings = (run_table(record),) if record.runs and not record.members else ()
        return Content(sentence, (*_curve(one, evaluation_set), _facts(one), *trainings))


def _made(record: ModelRecord) -> str:
    if record.training_seconds is None or record.environment is None or record.validation is None:
        return f"{text.origin_sentence(record)} How it was trained is unknown."
    time = text.duration(record.training_seconds)
    hardware = record.environment.computed_on
    if record.members:
        return f"Nothing was trained for it; its members took {time} on {hardware}."
    return (
        f"It was trained for {time} on {hardware}; "
        f"{record.validation.size:,} validation images chose its weights."
    )


def _curve(one: EvaluatedModel, evaluation_set: EvaluationSet) -> tuple[Block, ...]:
    if one.record.members or one.record.validation is None:
        return ()
    try:
        line = line_of(one, evaluation_set)
    except ArtifactError:  # how it learned is unknown, which the page tells
        return ()
    return (Lines(CAPTION, "Epoch", "Validation accuracy", (line,)),)


def _facts(one: EvaluatedModel) -> Table:
    record = one.record
    rows = {
        "Family": FAMILY_NAMES[record.family],
        "What it is": record.description,
        "Source": record.source,
        **{name: metric.text(one) for name, metric in METRICS.items() if metric.kind != "score"},
        "Reproduced with": record.command,
    }
    return Table("Its record", ("Fact", "Value"), tuple(rows.items()), frozenset({1}))
