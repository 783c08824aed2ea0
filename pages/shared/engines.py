"""Models that answer live: each opened once and kept, and what those that cannot say instead."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.artifacts.store import GRAPH_FILE
from fmnist.errors import InferenceError
from fmnist.explanation.deletion import Deletion, deletion
from fmnist.explanation.excitement import Excitement, excitement, strength
from fmnist.explanation.occlusion import Filling, Occlusion, occlusion
from fmnist.inference.engine import Engine
from fmnist.inference.layers import Layer, LayerReader, open_layers
from fmnist.views.parts.live import engine_of
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.cache import EvaluatedModel


def answering(
    evaluated_models: Sequence[EvaluatedModel],
) -> tuple[list[EvaluatedModel], list[Engine]]:
    """Return the models that can answer with their engines; say why the others cannot."""
    able, engines = [], []
    for evaluated in evaluated_models:
        try:
            engines.append(engine_of(evaluated))
        except InferenceError as error:
            st.info(
                f"{literal(evaluated.name)}: {literal(str(error))}",
                icon=":material/voice_over_off:",
            )
        else:
            able.append(evaluated)
    return able, engines


def answering_or_stop(
    evaluated_models: Sequence[EvaluatedModel],
) -> tuple[list[EvaluatedModel], list[Engine]]:
    """Return the models that can answer; stop the page where none can."""
    able, engines = answering(evaluated_models)
    if not able:
        st.stop()
    return able, engines


def has_graph(evaluated: EvaluatedModel) -> bool:
    """Tell whether a model ships a graph of its own, whose layers can be looked at."""
    return (evaluated.model.folder / GRAPH_FILE).is_file()


def layers(evaluated: EvaluatedModel) -> LayerReader:
    """Return a model's layers.

    Raises
    ------
    InferenceError
        It ships no graph of its own.
    """
    return _layers((evaluated.key, evaluated.fingerprint, evaluated.weights_sha256), evaluated)


@st.cache_resource(show_spinner=False, max_entries=6)  # each keeps a model's weights twice
def _layers(key: tuple[str, ...], _evaluated: EvaluatedModel) -> LayerReader:  # noqa: ARG001 - cache key
    return open_layers(_evaluated.model)


def occlusion_of(
    evaluated: EvaluatedModel,
    pixels: npt.NDArray[np.uint8],
    first: int,
    second: int,
    filling: Filling,
) -> Occlusion:
    """Return which parts of an image speak for one class against another, to one model."""
    key = (evaluated.key, evaluated.fingerprint, pixels.tobytes(), first, second, filling)
    return _occlusion(key, evaluated, pixels, first, second, filling)


@st.cache_resource(show_spinner=False, max_entries=512)
def _occlusion(
    key: tuple[object, ...],  # noqa: ARG001 - the cache's key
    _evaluated: EvaluatedModel,
    _pixels: npt.NDArray[np.uint8],
    _first: int,
    _second: int,
    _filling: Filling,
) -> Occlusion:
    return occlusion(engine_of(_evaluated).predict, _pixels, _first, _second, filling=_filling)


def deletion_of(
    evaluated: EvaluatedModel, pixels: npt.NDArray[np.uint8], found: Occlusion
) -> Deletion:
    """Return what covering by a map does, against chance."""
    key = (
        evaluated.key,
        evaluated.fingerprint,
        pixels.tobytes(),
        found.first,
        found.second,
        found.heat.tobytes(),
    )
    return _deletion(key, evaluated, pixels, found)


@st.cache_resource(show_spinner=False, max_entries=512)
def _deletion(
    key: tuple[object, ...],  # noqa: ARG001 - the cache's key
    _evaluated: EvaluatedModel,
    _pixels: npt.NDArray[np.uint8],
    _found: Occlusion,
) -> Deletion:
    predict = engine_of(_evaluated).predict
    return deletion(predict, _pixels, _found.heat, _found.first, _found.second)


def excitement_of(evaluated: EvaluatedModel, layer: Layer) -> Excitement:
    """Return the test images that excite each unit of a layer most."""
    key = (evaluated.key, evaluated.fingerprint, evaluated.weights_sha256, layer.tensor)
    return _excitement(key, evaluated, layer)


@st.cache_resource(show_spinner="Asking the layer about all 10,000 images …", max_entries=128)
def _excitement(
    key: tuple[str, ...],  # noqa: ARG001 - the cache's key
    _evaluated: EvaluatedModel,
    _layer: Layer,
) -> Excitement:
    reader = layers(_evaluated)

    def strengths_of(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.floating]:
        return strength(reader.responses(images, _layer), _layer.kind)

    return excitement(strengths_of, cache.test_split().images)
