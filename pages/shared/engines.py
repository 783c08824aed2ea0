"""Models that answer live: each opened once and kept, and what those that cannot say instead."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.artifacts.store import GRAPH_FILE
from fmnist.errors import ArtifactError, InferenceError
from fmnist.explanation.deletion import Deletion, deletion
from fmnist.explanation.excitement import Excitement, excitement
from fmnist.explanation.occlusion import Filling, Occlusion, occlusion
from fmnist.inference.engine import Engine
from fmnist.inference.layers import Layer, LayerReader, open_layers
from fmnist.views.parts.derived_files import exciting_images_of
from fmnist.views.parts.live import engine_of
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.cache import EvaluatedModel, cached

MOST_MULTIPLY_ADDS: Final = 50_000_000
"""Of one picture. An image's evidence takes 170 pictures: 0.05 s at 29 million, 0.5 s at 236."""

Pixels = npt.NDArray[np.uint8]
Heat = npt.NDArray[np.floating]


def quick(evaluated_models: Sequence[EvaluatedModel]) -> list[EvaluatedModel]:
    """Return the models that answer a question of many pictures without a wait worth naming.

    A page that asks live starts with them; how many multiply-adds others take, their owner may not
    have said.
    """
    return [
        one
        for one in evaluated_models
        if (one.record.multiply_accumulates or 0) <= MOST_MULTIPLY_ADDS
    ]


def answering(
    evaluated_models: Sequence[EvaluatedModel],
) -> tuple[list[EvaluatedModel], list[Engine]]:
    """Return the models that can answer with their engines; say why the others cannot."""
    able, engines = [], []
    for evaluated in evaluated_models:
        try:
            engines.append(engine_of(evaluated))
        except InferenceError as error:
            why = str(error).removeprefix(evaluated.key)
            st.info(
                f"{literal(evaluated.name)}{'' if why != str(error) else ': '}{literal(why)}",
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
    return GRAPH_FILE in evaluated.record.files


@cached(max_entries=6)  # each keeps a model's weights twice
def layers(evaluated: EvaluatedModel) -> LayerReader:
    """Return a model's layers.

    Raises
    ------
    InferenceError
        It ships no graph of its own.
    """
    return open_layers(evaluated.model)


@cached(max_entries=512)
def occlusion_of(
    evaluated: EvaluatedModel, pixels: Pixels, first: int, second: int, filling: Filling
) -> Occlusion:
    """Return which parts of an image speak for one class against another, to one model."""
    return occlusion(engine_of(evaluated).predict, pixels, first, second, filling=filling)


@cached(max_entries=512)
def deletion_of(
    evaluated: EvaluatedModel, pixels: Pixels, heat: Heat, first: int, second: int
) -> Deletion:
    """Return what covering an image by the heat of an occlusion does, against chance."""
    return deletion(engine_of(evaluated).predict, pixels, heat, first, second)


def excitement_of(evaluated: EvaluatedModel, layer: Layer) -> Excitement:
    """Return the test images that excite each unit of a layer most.

    They were found at release or import; a model that was not asked then is asked now, about all
    of its layers at once, which takes seconds.
    """
    try:
        released = exciting_images_of(evaluated)
    except ArtifactError as error:
        st.warning(f"{literal(str(error))} They are computed again.", icon=":material/update:")
        released = None
    known = released.of_layer(layer.tensor) if released is not None else None
    if known is not None and len(known[0]) == layer.n_units:
        return Excitement(known[0].astype(np.int64), known[1])
    found = _found_live(evaluated)
    if layer.tensor not in found:
        reader = layers(evaluated)
        asking = f"Asking {literal(evaluated.name)} about all 10,000 images …"
        progress = st.progress(0.0, asking)
        each = excitement(
            reader.strengths,
            cache.test_split().images,
            tell=lambda share: progress.progress(share, asking),
        )
        progress.empty()
        found.update(zip((one.tensor for one in reader.layers), each, strict=True))
    return found[layer.tensor]


@cached(max_entries=16)
def _found_live(evaluated: EvaluatedModel) -> dict[str, Excitement]:  # noqa: ARG001 - the key
    """Return what was found out about a model by the layers' names; nothing at first."""
    return {}
