"""What a finding shows: the parameters of each kind of view, enough to compute it again.

A view names models by key and images by their place in the official test split. It holds no number
that was computed: every number is made again from the artifacts.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fmnist.artifacts.record import Key
from fmnist.data.classes import CLASS_NAMES, N_CLASSES, SUPER_CLASSES

MOST_MODELS: Final = 20
N_TEST_IMAGES: Final = 10_000

Label = Annotated[int, Field(ge=0, lt=N_CLASSES)]
Labels = Annotated[tuple[Label, ...], Field(max_length=N_CLASSES)]
"""Classes of a row or column of a matrix; none stands for any class."""
Models = Annotated[tuple[Key, ...], Field(min_length=1, max_length=MOST_MODELS)]
Cost = Literal[
    "Parameters",
    "Multiply-accumulates per image",
    "File size in KiB",
    "Microseconds per image, in the largest batch",
]
SINGLE_CLASSES: Final = tuple((label,) for label in range(N_CLASSES))


class Strict(BaseModel):
    """Unknown fields and other types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _OfModels(Strict):
    models: Models

    @model_validator(mode="after")
    def _each_model_once(self) -> "_OfModels":
        if len(set(self.models)) != len(self.models):
            raise ValueError("each model may stand only once in models")
        return self


class LeaderboardView(_OfModels):
    """All models by accuracy."""

    kind: Literal["leaderboard"]


class MatrixView(_OfModels):
    """Confusion matrices side by side; `groups` are their rows and columns in order."""

    kind: Literal["matrix"]
    normalize: Literal["true", "pred", "all"] | None = "true"
    groups: tuple[Labels, ...] = SINGLE_CLASSES

    @model_validator(mode="after")
    def _every_class_once(self) -> "MatrixView":
        if sorted(label for group in self.groups for label in group) != list(range(N_CLASSES)):
            raise ValueError("groups must hold every class 0 to 9 once")
        if not all(self.groups):
            raise ValueError("no group may be empty")
        return self


class CellView(_OfModels):
    """The images of one cell, one row (no `predicted`) or one column (no `true`)."""

    kind: Literal["cell"]
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


class ImageView(_OfModels):
    """One test image and what the models see in it."""

    kind: Literal["image"]
    image: Annotated[int, Field(ge=0, lt=N_TEST_IMAGES)]


class ClassPairView(_OfModels):
    """Two classes that are taken for each other."""

    kind: Literal["class_pair"]
    first: Label
    second: Label

    @model_validator(mode="after")
    def _two_classes(self) -> "ClassPairView":
        if self.first == self.second:
            raise ValueError("first and second must be two different classes")
        return self


class DifferenceView(_OfModels):
    """One confusion matrix minus another: the first model's minus the second's."""

    kind: Literal["difference"]

    @model_validator(mode="after")
    def _two_models(self) -> "DifferenceView":
        if len(self.models) != 2:  # noqa: PLR2004 - a difference takes two
            raise ValueError("a difference takes two models")
        return self


class AgreementView(_OfModels):
    """On which images the models are right or wrong together."""

    kind: Literal["agreement"]


class CalibrationView(_OfModels):
    """Stated confidence against the share that is right."""

    kind: Literal["calibration"]


class LearningCurvesView(_OfModels):
    """Validation accuracy over the epochs, and the epoch that was selected."""

    kind: Literal["learning_curves"]


class EfficiencyView(_OfModels):
    """Accuracy against one of the costs."""

    kind: Literal["efficiency"]
    cost: Cost


class ModelView(_OfModels):
    """One model: what it costs, how it was made, and how far to trust its accuracy."""

    kind: Literal["model"]

    @model_validator(mode="after")
    def _one_model(self) -> "ModelView":
        if len(self.models) != 1:
            raise ValueError("this takes one model")
        return self


View = Annotated[
    LeaderboardView
    | MatrixView
    | CellView
    | ImageView
    | ClassPairView
    | DifferenceView
    | AgreementView
    | CalibrationView
    | LearningCurvesView
    | EfficiencyView
    | ModelView,
    Field(discriminator="kind"),
]
KIND_NAMES: Final[dict[str, str]] = {
    "leaderboard": "Leaderboard",
    "matrix": "Confusion matrices",
    "cell": "Images of a cell",
    "image": "One image",
    "class_pair": "Two classes",
    "difference": "Difference of two models",
    "agreement": "Agreement",
    "calibration": "Calibration",
    "learning_curves": "Learning curves",
    "efficiency": "Efficiency",
    "model": "One model",
}


def group_name(labels: tuple[int, ...]) -> str:
    """Return what a row or column of a matrix is called: a class, a group, or any class."""
    if not labels:
        return "any class"
    known = {tuple(sorted(group)): name for name, group in SUPER_CLASSES.items()}
    joined = " or ".join(CLASS_NAMES[label] for label in labels)
    return joined if len(labels) == 1 else known.get(tuple(sorted(labels)), joined)
