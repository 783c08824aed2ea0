"""The models and images that pages and reports are computed from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.record import Comparison, ModelRecord
from fmnist.artifacts.store import PREDICTIONS_FILE, TrainedModel
from fmnist.data.dataset import Split
from fmnist.errors import ReportError
from fmnist.evaluation import classification
from fmnist.evaluation.families import Comparisons, compare_all
from fmnist.evaluation.intervals import Interval, wilson_interval
from fmnist.figures.palette import model_colours


@dataclass(frozen=True, eq=False)
class EvaluatedModel:
    """One model, judged on the official test images.

    Attributes
    ----------
    y_true, y_pred : ndarray of uint8, shape (10000,)
    correct : ndarray of bool, shape (10000,)
    matrix : ndarray of int64, shape (10, 10)
        Rows are true labels, columns predicted.
    indices : ndarray of int64, or None
        Which of the test images, if not all; n, then, in place of 10,000.
    """

    model: TrainedModel
    y_true: npt.NDArray[np.uint8]
    y_pred: npt.NDArray[np.uint8]
    correct: npt.NDArray[np.bool_]
    matrix: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int64] | None = None

    @property
    def record(self) -> ModelRecord:
        """What the model says about itself."""
        return self.model.record

    @property
    def states_probabilities(self) -> bool:
        """False of a model that came as labels alone."""
        return self.model.states_probabilities

    @property
    def y_proba(self) -> npt.NDArray[np.float32]:
        """Its probabilities, shape (10000, 10); an ArtifactError where it states none."""
        return self.model.y_proba if self.indices is None else self.model.y_proba[self.indices]

    @cached_property
    def confidence(self) -> npt.NDArray[np.float32]:
        """The probability of the predicted class, shape (10000,); as `y_proba`."""
        highest: npt.NDArray[np.float32] = self.y_proba.max(axis=1)
        return highest

    @property
    def key(self) -> str:
        """The model's key."""
        return self.model.key

    @property
    def name(self) -> str:
        """The model's display name."""
        return self.model.name

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its stored predictions: what is computed from them can be kept under it."""
        return self.model.record.files[PREDICTIONS_FILE]

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the file that holds its weights; empty where only predictions are known."""
        file = self.model.model_file
        return self.model.record.files[file.name] if file else ""

    @property
    def n_correct(self) -> int:
        """The number of test images that it gets right."""
        return int(self.correct.sum())

    @property
    def accuracy(self) -> float:
        """The share of test images that it gets right."""
        return self.n_correct / len(self.correct)

    @property
    def interval(self) -> Interval:
        """The Wilson 95 % interval of its accuracy."""
        return wilson_interval(self.n_correct, len(self.correct))

    def without(self, excluded: Sequence[int]) -> "EvaluatedModel":
        """Return the same model judged on the other images alone."""
        rest = np.delete(np.arange(len(self.y_true)), np.asarray(excluded, dtype=np.int64))
        return _evaluated(self.model, self.y_true[rest], self.y_pred[rest], rest)

    def in_cell(self, true: Sequence[int], predicted: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Return which images it puts in a cell of its matrix; no labels stand for any label."""
        chosen = np.ones(len(self.y_pred), dtype=np.bool_)
        if true:
            chosen &= np.isin(self.y_true, true)
        if predicted:
            chosen &= np.isin(self.y_pred, predicted)
        return chosen


@dataclass(frozen=True, eq=False)
class EvaluationSet:
    """Every intact model, the most accurate first, and the test images.

    Attributes
    ----------
    split : Split
        The official 10,000 test images and labels.
    models : tuple of EvaluatedModel
        Those that are compared.
    others : tuple of EvaluatedModel
        Those of another comparison: whoever asks for one by its key finds it.
    """

    split: Split
    models: tuple[EvaluatedModel, ...]
    others: tuple[EvaluatedModel, ...] = ()

    @cached_property
    def known(self) -> tuple[EvaluatedModel, ...]:
        """Every model, the most accurate first, of whichever comparison."""
        return tuple(sorted((*self.models, *self.others), key=_rank))

    @cached_property
    def colours(self) -> dict[str, str]:
        """One colour per model's key, the same in every chart."""
        return {
            one.key: shade
            for several in (self.models, self.others)
            for one, shade in zip(
                several, model_colours([one.record.family for one in several]), strict=True
            )
        }

    def name(self, key: str) -> str:
        """Return a model's display name; its key where there is no such model."""
        return next((one.name for one in self.known if one.key == key), key)

    def names(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return display names in the order of the keys."""
        return tuple(map(self.name, keys))

    def pick(self, keys: Sequence[str]) -> tuple[EvaluatedModel, ...]:
        """Return the models of these keys, the most accurate first.

        Raises
        ------
        ReportError
            There is no such model.
        """
        known = {evaluated.key: evaluated for evaluated in self.known}
        missing = [key for key in keys if key not in known]
        if missing:
            raise ReportError(
                f"No model {missing[0]!r} to report on. Known: {', '.join(known) or 'none'}. "
                f"Train it: python -m fmnist train {missing[0]}"
            )
        return tuple(evaluated for evaluated in self.known if evaluated.key in set(keys))


def make_evaluation_set(
    models: Iterable[TrainedModel], split: Split, comparison: Comparison = "best effort"
) -> EvaluationSet:
    """Judge the Fashion-MNIST models and part those of one comparison from the others.

    Models of other data are left out.
    """
    evaluated = sorted(
        (evaluate(model, split.labels) for model in models if model.y_true is None), key=_rank
    )
    return EvaluationSet(
        split,
        tuple(one for one in evaluated if one.record.comparison == comparison),
        tuple(one for one in evaluated if one.record.comparison != comparison),
    )


def _rank(one: EvaluatedModel) -> tuple[int, str]:
    return -one.n_correct, one.key


def evaluate(model: TrainedModel, labels: npt.NDArray[np.uint8]) -> EvaluatedModel:
    """Judge one model on its own test images, which have these labels unless it holds others."""
    y_true = labels if model.y_true is None else model.y_true
    return _evaluated(model, y_true, model.y_pred)


def _evaluated(
    model: TrainedModel,
    y_true: npt.NDArray[np.uint8],
    y_pred: npt.NDArray[np.uint8],
    indices: npt.NDArray[np.int64] | None = None,
) -> EvaluatedModel:
    matrix = classification.confusion_matrix(y_true, y_pred)
    return EvaluatedModel(model, y_true, y_pred, y_pred == y_true, matrix, indices)


def names_of(evaluated: Iterable[EvaluatedModel]) -> tuple[str, ...]:
    """Return display names."""
    return tuple(one.name for one in evaluated)


def best_of_families(evaluated: Iterable[EvaluatedModel]) -> tuple[EvaluatedModel, ...]:
    """Return the first model of each family: of models in their order the most accurate one."""
    best: dict[str, EvaluatedModel] = {}
    for one in evaluated:
        best.setdefault(one.record.family, one)
    return tuple(best.values())


def keys_of(evaluated: Iterable[EvaluatedModel]) -> tuple[str, ...]:
    """Return keys, as views name their models."""
    return tuple(one.key for one in evaluated)


@lru_cache(maxsize=32)
def comparisons(evaluated: tuple[EvaluatedModel, ...]) -> Comparisons:
    """Return the paired comparison of two models or more, in their order; computed once."""
    return compare_all(np.stack([one.correct for one in evaluated]))
