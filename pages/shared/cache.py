"""Everything that is loaded or computed once and kept; models that answer live: engines.py."""

from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.artifacts import dynamics, examples, store
from fmnist.artifacts.dynamics import DYNAMICS_FILE, TrainingDynamics
from fmnist.data.atlas import atlas_positions
from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split, load_test_split
from fmnist.data.registry import official
from fmnist.evaluation import class_pair, selection
from fmnist.evaluation.cell_differences import CellDifferences
from fmnist.evaluation.cell_differences import cell_differences as differences_of
from fmnist.evaluation.label_doubt import label_quality as quality_of
from fmnist.evaluation.look_alikes import LookAlike
from fmnist.evaluation.look_alikes import look_alikes as look_alikes_of
from fmnist.evaluation.neighbours import nearest_images
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, make_evaluation_set
from fmnist.figures.curves import Curves
from fmnist.views.parts.content import Content
from fmnist.views.parts.view import View

if TYPE_CHECKING:
    from fmnist.figures.template import Figure

N_NEIGHBOURS = 8
T = TypeVar("T")
IMAGE_SCORES = {"margin": selection.margin, "entropy": selection.entropy}

State = tuple[tuple[str, int, int], ...]  # of every file below artifacts/, see store.state


def registry() -> store.Registry:
    """Return every artifact; read again when a file below artifacts/ changes."""
    return _registry(store.state())


@st.cache_resource(show_spinner=False, max_entries=2)
def _registry(state: State) -> store.Registry:  # noqa: ARG001 - the cache's key
    return store.scan()


def evaluation_set() -> EvaluationSet:
    """Return the intact Fashion-MNIST models and the test images."""
    return _evaluation_set(store.state())


@st.cache_resource(show_spinner=False, max_entries=2)
def _evaluation_set(state: State) -> EvaluationSet:  # noqa: ARG001 - the cache's key
    return make_evaluation_set(registry().models, test_split())


def evaluated_models() -> tuple[EvaluatedModel, ...]:
    """Return the intact Fashion-MNIST models, the most accurate first."""
    return evaluation_set().models


def content(view: View) -> Content:
    """Return what a view comes to."""
    return _content(view, evaluation_set())


@lru_cache(maxsize=256)
def _content(view: View, evaluation_set: EvaluationSet) -> Content:
    return view.compute(evaluation_set)


@st.cache_resource(show_spinner=False)
def test_split() -> Split:
    """Return the official test images and labels."""
    return load_test_split()


@st.cache_resource(show_spinner=False)
def sheet_positions() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return each test image's sheet and its position there."""
    return atlas_positions(test_split().labels)


def cell_differences(a: EvaluatedModel, b: EvaluatedModel) -> CellDifferences:
    """Return where two models confuse classes differently."""
    key = tuple(evaluated.fingerprint for evaluated in (a, b))
    return _cell_differences(key, a.y_pred, b.y_pred)


@st.cache_resource(show_spinner=False, max_entries=64)
def _cell_differences(
    key: tuple[str, ...],  # noqa: ARG001 - the cache's key
    _a: npt.NDArray[np.uint8],
    _b: npt.NDArray[np.uint8],
) -> CellDifferences:
    return differences_of(test_split().labels, _a, _b)


@st.cache_resource(show_spinner=False)
def look_alikes() -> tuple[LookAlike, ...]:
    """Return the closest pairs of test images of different classes."""
    split = test_split()
    return _apart(look_alikes_of, split.images, split.labels, top=50)


@dataclass(frozen=True)
class ClassCounts:
    """How many official images each class has, by label."""

    train: tuple[int, ...]
    test: tuple[int, ...]


@st.cache_resource(show_spinner=False)
def class_counts() -> ClassCounts:
    """Count the official images of each class; the registry knows the training labels."""
    train, test = (np.bincount(known.labels, minlength=N_CLASSES) for known in official())
    return ClassCounts(tuple(train.tolist()), tuple(test.tolist()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _examples(sha256: str, _folder: Path) -> npt.NDArray[np.uint8]:  # noqa: ARG001 - cache key
    return examples.read(_folder / examples.FILE)


def example_images(model: store.TrainedModel) -> npt.NDArray[np.uint8]:
    """Return the images that travel with a model of other data, shape (10, 10, 28, 28)."""
    return _examples(model.record.files[examples.FILE], model.folder)


def label_quality() -> npt.NDArray[np.float64]:
    """Return how far all models together believe each official label, shape (10000,)."""
    return _label_quality(store.state())


@st.cache_resource(show_spinner=False, max_entries=2)
def _label_quality(state: State) -> npt.NDArray[np.float64]:  # noqa: ARG001 - the cache's key
    y_probas = [evaluated.y_proba for evaluated in evaluated_models()]
    return _apart(quality_of, test_split().labels, y_probas)  # it brings cleanlab and scikit-learn


def _apart(compute: Callable[..., T], *arguments: object, **options: object) -> T:
    """Compute in a process of its own: what it imports and allocates, this server need not keep."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(compute, *arguments, **options).result()


def believed() -> npt.NDArray[np.int64]:
    """Return the class that all models together find most probable, shape (10000,)."""
    return np.sum([evaluated.y_proba for evaluated in evaluated_models()], axis=0).argmax(axis=1)


def colours() -> dict[str, str]:
    """Return every model's colour by its key; it does not depend on which models are chosen."""
    return evaluation_set().colours


def score(name: str, evaluated: EvaluatedModel) -> npt.NDArray[np.float64]:
    """Return one of `IMAGE_SCORES` of each image, shape (10000,)."""
    return _score(name, evaluated.fingerprint, evaluated.y_proba)


@st.cache_resource(show_spinner=False, max_entries=64)
def _score(name: str, sha256: str, _y_proba: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:  # noqa: ARG001 - cache key
    return IMAGE_SCORES[name](_y_proba)


def disagreement(several: Sequence[EvaluatedModel]) -> npt.NDArray[np.float64]:
    """Return how differently two or more models judge each image, in nats, shape (10000,)."""
    key = tuple(evaluated.fingerprint for evaluated in several)
    return _disagreement(key, [evaluated.y_proba for evaluated in several])


@st.cache_resource(show_spinner=False, max_entries=64)
def _disagreement(
    key: tuple[str, ...],  # noqa: ARG001 - the cache's key
    _y_probas: list[npt.NDArray[np.float32]],
) -> npt.NDArray[np.float64]:
    return selection.disagreement(np.stack(_y_probas))


def log_margin(evaluated: EvaluatedModel, first: int, second: int) -> npt.NDArray[np.float64]:
    """Return log p(first) - log p(second) of each image, in nats, shape (10000,)."""
    sha256 = evaluated.fingerprint
    return _log_margin(sha256, first, second, evaluated.y_proba)


@st.cache_resource(show_spinner=False, max_entries=64)
def _log_margin(
    sha256: str,  # noqa: ARG001 - the cache's key
    first: int,
    second: int,
    _y_proba: npt.NDArray[np.float32],
) -> npt.NDArray[np.float64]:
    return class_pair.log_margin(_y_proba, first, second)


@st.cache_resource(show_spinner=False, max_entries=2048)
def nearest(index: int) -> npt.NDArray[np.int64]:
    """Return the test images whose pixels are nearest to those of one, the nearest first."""
    return nearest_images(test_split().images, index, N_NEIGHBOURS)[0]


def curves(evaluated: EvaluatedModel) -> Curves:
    """Return a model's training history."""
    history = _history(evaluated.record.files[store.HISTORY_FILE], evaluated.model)
    return Curves(
        epoch=history["epoch"].astype(int).tolist(),
        accuracy=history["accuracy"].tolist(),
        val_accuracy=history["val_accuracy"].tolist(),
        loss=history["loss"].tolist(),
        val_loss=history["val_loss"].tolist(),
        selected_epoch=evaluated.record.validation.epoch,
    )


@st.cache_data(show_spinner=False, max_entries=64)
def _history(sha256: str, _model: store.TrainedModel) -> dict[str, npt.NDArray[np.float64]]:  # noqa: ARG001 - the cache's key
    return store.read_history(_model)


def learned(evaluated: EvaluatedModel) -> TrainingDynamics | None:
    """Return what a model's training thought of its images, or None if that was not kept."""
    sha256 = evaluated.record.files.get(DYNAMICS_FILE)
    return None if sha256 is None else _learned(sha256, evaluated.model.folder)


@st.cache_resource(show_spinner=False, max_entries=16)
def _learned(sha256: str, _folder: Path) -> TrainingDynamics | None:  # noqa: ARG001 - cache key
    return dynamics.read(_folder)


def figure(of: tuple[Hashable, ...], build: Callable[[], "Figure"]) -> "Figure":
    """Return a chart; Plotly takes some 20 to 50 ms to build one.

    Parameters
    ----------
    of
        All that the chart depends on.
    build
        Draws it.
    """
    return _figure(of, build)


@st.cache_resource(show_spinner=False, max_entries=128)
def _figure(of: tuple[Hashable, ...], _build: Callable[[], "Figure"]) -> "Figure":  # noqa: ARG001 - the cache's key
    return _build()
