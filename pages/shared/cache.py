"""Everything that is loaded or computed once and kept; models that answer live: engines.py."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.artifacts import dynamics, examples, store
from fmnist.artifacts.dynamics import DYNAMICS_FILE, TrainingDynamics
from fmnist.data.atlas import atlas_positions
from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split, load_test_split
from fmnist.data.look_alikes import load_look_alikes
from fmnist.data.registry import official
from fmnist.errors import ArtifactError
from fmnist.evaluation import class_pair, selection
from fmnist.evaluation.label_quality import label_quality as quality_of
from fmnist.evaluation.look_alikes import LookAlike
from fmnist.evaluation.neighbours import nearest_images
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, make_evaluation_set
from fmnist.figures.curves import Curves
from fmnist.views.parts.content import Content
from fmnist.views.parts.view import View

if TYPE_CHECKING:
    from fmnist.figures.template import Figure

N_NEIGHBOURS = 8
SEEN = "artifacts_seen"
IMAGE_SCORES = {"margin": selection.margin, "entropy": selection.entropy}


def _files(model: EvaluatedModel | store.TrainedModel) -> dict[str, str]:
    """Return what tells a model from all others, and from itself before it was trained again."""
    return model.record.files


cached = partial(
    st.cache_resource,
    show_spinner=False,
    max_entries=64,
    hash_funcs={
        EvaluatedModel: _files,
        store.TrainedModel: _files,
        EvaluationSet: lambda there: [(one.key, _files(one)) for one in there.known],
    },
)
"""Keep what a function returns for the models that it is given."""


def look() -> None:
    """Look at every file below artifacts/: the entry does so once, and the run goes by it."""
    st.session_state[SEEN] = store.state()


@lru_cache(maxsize=2)
def _read(_state: store.State) -> tuple[store.Registry, EvaluationSet]:
    found = store.scan()
    return found, make_evaluation_set(found.models, test_split())


def _read_as_seen() -> tuple[store.Registry, EvaluationSet]:
    return _read(st.session_state.get(SEEN) or store.state())


def registry() -> store.Registry:
    """Return every artifact; read again when a file below artifacts/ changes."""
    return _read_as_seen()[0]


def evaluation_set() -> EvaluationSet:
    """Return the intact Fashion-MNIST models and the test images."""
    return _read_as_seen()[1]


def evaluated_models() -> tuple[EvaluatedModel, ...]:
    """Return the intact Fashion-MNIST models, the most accurate first."""
    return evaluation_set().models


def other_models() -> tuple[EvaluatedModel, ...]:
    """Return those that stand in another comparison, the equal budget's, most accurate first."""
    return evaluation_set().others


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


@st.cache_resource(show_spinner=False)
def look_alikes() -> tuple[LookAlike, ...]:
    """Return the closest pairs of test images of different classes."""
    pairs = load_look_alikes().tolist()
    return tuple(LookAlike(int(first), int(second), distance) for first, second, distance in pairs)


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


@cached(max_entries=2)
def example_images(model: store.TrainedModel) -> npt.NDArray[np.uint8]:
    """Return the images that travel with a model of other data, shape (10, 10, 28, 28)."""
    return examples.read(model.folder / examples.FILE)


@cached(max_entries=2)
def label_quality(there: EvaluationSet) -> npt.NDArray[np.float64]:
    """Return how far all models together believe each official label, shape (10000,)."""
    y_probas = [one.y_proba for one in there.models if one.states_probabilities]
    return quality_of(there.split.labels, y_probas)


def believed() -> npt.NDArray[np.int64]:
    """Return the class that all models together find most probable, shape (10000,)."""
    stating = [one.y_proba for one in evaluated_models() if one.states_probabilities]
    return np.sum(stating, axis=0).argmax(axis=1)


def colours() -> dict[str, str]:
    """Return every model's colour by its key; it does not depend on which models are chosen."""
    return evaluation_set().colours


@cached()
def score(name: str, evaluated: EvaluatedModel) -> npt.NDArray[np.float64]:
    """Return one of `IMAGE_SCORES` of each image, shape (10000,)."""
    return IMAGE_SCORES[name](evaluated.y_proba)


@cached()
def disagreement(several: Sequence[EvaluatedModel]) -> npt.NDArray[np.float64]:
    """Return how differently two or more models judge each image, in nats, shape (10000,)."""
    return selection.disagreement(np.stack([evaluated.y_proba for evaluated in several]))


@cached()
def log_margin(evaluated: EvaluatedModel, first: int, second: int) -> npt.NDArray[np.float64]:
    """Return log p(first) - log p(second) of each image, in nats, shape (10000,)."""
    return class_pair.log_margin(evaluated.y_proba, first, second)


@st.cache_resource(show_spinner=False, max_entries=2048)
def nearest(index: int) -> npt.NDArray[np.int64]:
    """Return the test images whose pixels are nearest to those of one, the nearest first."""
    return nearest_images(test_split().images, index, N_NEIGHBOURS)[0]


@cached()
def curves(evaluated: EvaluatedModel) -> Curves:
    """Return a model's training history; an ArtifactError says why there is none."""
    history = store.read_history(evaluated.model)
    return Curves(
        epoch=history["epoch"].astype(int).tolist(),
        accuracy=history["accuracy"].tolist(),
        val_accuracy=history["val_accuracy"].tolist(),
        loss=history["loss"].tolist(),
        val_loss=history["val_loss"].tolist(),
        selected_epoch=evaluated.record.validation.epoch,
    )


def curves_or_none(evaluated: EvaluatedModel) -> Curves | None:
    """Return a model's training history, where it is known."""
    try:
        return curves(evaluated)
    except ArtifactError:
        return None


@cached(max_entries=16)
def learned(evaluated: EvaluatedModel) -> TrainingDynamics | None:
    """Return what a model's training thought of its images, or None if that was not kept."""
    if DYNAMICS_FILE not in evaluated.record.files:
        return None
    return dynamics.read(evaluated.model.folder)


@st.cache_resource(show_spinner=False, max_entries=128)
def figure(of: tuple[Hashable, ...], _build: Callable[[], "Figure"]) -> "Figure":  # noqa: ARG001 - the cache's key
    """Return a chart; Plotly takes some 20 to 50 ms to build one.

    Parameters
    ----------
    of
        All that the chart depends on.
    _build
        Draws it.
    """
    return _build()
