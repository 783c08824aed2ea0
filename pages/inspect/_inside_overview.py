"""One reader of each family beside the others: what its first layer makes of one image."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.errors import InferenceError
from fmnist.figures.beliefs import beliefs
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.inference.engine import answers_by_members
from fmnist.inference.layers import Layer, LayerReader
from fmnist.text import enumerate_few
from fmnist.views.parts.markdown import literal
from pages.shared import cache, engines
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.components.pictures import Picture, pictures
from pages.shared.pickers import pick_one

PER_ROW: Final = 4
INSIDE: Final = "inside"  # names in the address whose layers are looked into
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class FamilyText:
    """What stands over one family's pictures, and under them."""

    title: str
    explanation: str
    caption: str


TEXTS: Final = {
    "ann": FamilyText(
        "ANN: everything at once",
        "All 784 pixels go into every neuron at once. Each neuron of the first layer is a "
        "template: it adds up the pixels where the template is blue and subtracts those where it "
        "is orange.",
        "Templates of the first layer, the strongest response to this image first. Moved to "
        "another place, the same garment meets other weights.",
    ),
    "rnn": FamilyText(
        "RNN: row after row",
        "The image is read in rows or strips, one after the other, into a memory that is carried "
        "along. After each row the network could already answer.",
        "What it would answer after each step, were the image to end there. The last point is its "
        "real answer.",
    ),
    "cnn": FamilyText(
        "CNN: small patches, everywhere the same",
        "Small patches slide over the whole image and look for the same edge or texture "
        "everywhere. Later layers combine what was found, and where.",
        "Where the patches of the first layer respond: brighter means stronger, each picture on "
        "its own scale. Edges, folds and outlines light up, wherever they are.",
    ),
    "other": FamilyText(
        "Other: in its own way",
        "None of the three: a transformer, say, lets all parts of the image look at each other. "
        "Its layers can be inspected like those of any other model.",
        "What its first layer answers to this image, the strongest first.",
    ),
}


@dataclass(frozen=True, eq=False)
class Reader:
    """A model of a family with its layers."""

    evaluated: EvaluatedModel
    family: str
    reader: LayerReader


def readable(evaluated_models: Sequence[EvaluatedModel]) -> dict[str, list[EvaluatedModel]]:
    """Return of each family the models with a graph of their own, the smallest first."""
    found: dict[str, list[EvaluatedModel]] = {}
    for family in TEXTS:
        members = [
            each
            for each in sorted(evaluated_models, key=lambda one: one.record.parameters or 0)
            if each.record.family == family and engines.has_graph(each)
        ]
        if members:
            found[family] = members
    return found


def show_unreadable(evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Say which models have no network of their own to look into, and why."""
    without = [each for each in evaluated_models if not engines.has_graph(each)]
    if told := [each for each in without if each.record.origin == "predictions"]:
        st.caption(f"{_names(told)} came as predictions alone: there is no network to look into.")
    if means := [each for each in without if answers_by_members(each.record)]:
        verb = "answers" if len(means) == 1 else "answer"
        st.caption(f"{_names(means)} {verb} as the mean of other models: look into those.")


def _names(evaluated_models: Sequence[EvaluatedModel]) -> str:
    return enumerate_few([f"**{literal(each.name)}**" for each in evaluated_models])


def show_overview(
    members: dict[str, list[EvaluatedModel]], pixels: Pixels, index: int
) -> list[Reader]:
    """Show the families side by side, each through a model that a person chooses."""
    chosen = []
    columns = st.columns(len(members), gap="large")
    for column, (family, models) in zip(columns, members.items(), strict=True):
        with column:
            text = TEXTS[family]
            st.header(text.title, anchor=False)
            st.markdown(text.explanation)
            evaluated = pick_one(
                models,
                f"{FAMILY_NAMES[family]} model to look into"
                if family == "other"
                else f"{family.upper()} to look into",
                key=family,
                default=_linked(models),
            )
            st.markdown(_verdict(evaluated, index))
            try:
                reader = Reader(evaluated, family, engines.layers(evaluated))
            except InferenceError as error:
                st.info(literal(str(error)), icon=":material/visibility_off:")
                continue
            if not reader.reader.layers:
                st.caption("It has no layer between its input and its answer that can be shown.")
                continue
            chosen.append(reader)
            if _show_first(reader, pixels, index):
                st.caption(text.caption)
    return chosen


def _linked(models: Sequence[EvaluatedModel]) -> int:
    """Return the place of the model that the address looks into, else that of the smallest."""
    asked = st.query_params.get(INSIDE)
    return next((at for at, one in enumerate(models) if asked in {one.key, one.name}), 0)


def _verdict(evaluated: EvaluatedModel, index: int) -> str:
    sure = f" ({evaluated.confidence[index]:.2f})" if evaluated.states_probabilities else ""
    return f"It says **{CLASS_NAMES[evaluated.y_pred[index]]}**{sure}."


def _show_first(reader: Reader, pixels: Pixels, index: int) -> bool:
    """Show what a family's first layer does, in its own way; False where it has another one."""
    first = reader.reader.layers[0]
    if reader.family == "rnn":
        return _show_beliefs(reader, pixels, index)
    templates = reader.reader.templates()
    if templates is not None and first.kind == "units":
        shown = _templates(reader.reader, first, templates, pixels)
    elif first.kind == "maps":
        shown = _maps(reader.reader, first, pixels)
    else:
        st.caption("Its first layer is of another kind: see below.")
        return False
    rows = [shown[at : at + PER_ROW] for at in range(0, len(shown), PER_ROW)]
    pictures(rows, less="", more="", key=f"pictures_{reader.family}")
    return True


def _show_beliefs(reader: Reader, pixels: Pixels, index: int) -> bool:
    states = [layer for layer in reader.reader.layers if layer.kind == "states"]
    y_proba = reader.reader.beliefs(pixels, states[-1]) if states else None
    if y_proba is None:
        st.caption(
            "It reads in several directions at once, so that it could not answer half-way; the "
            "film below shows its states."
        )
        return False
    told = np.argsort(-y_proba[-1])[:3].tolist()
    chart(
        partial(beliefs, y_proba, told, CLASS_NAMES),
        key="beliefs",
        of=(reader.evaluated.fingerprint, index),
        title="Answers after each step",
        alt="What the model would answer after each step: in the end "
        + ", ".join(f"{CLASS_NAMES[label]} {y_proba[-1][label]:.2f}" for label in told),
    )
    return True


def _templates(
    reader: LayerReader, layer: Layer, templates: npt.NDArray[np.float32], pixels: Pixels
) -> list[Picture]:
    responses = reader.responses(pixels[None], layer)[0]
    order = np.argsort(-responses, kind="stable")[: 2 * PER_ROW].tolist()
    limit = np.quantile(np.abs(templates[order]), 0.98) or 1.0
    return [
        Picture(
            title=f"Neuron {unit + 1}",
            note=f"{responses[unit]:+.2f}",
            name=f"Template of neuron {unit + 1}, which answers this image {responses[unit]:+.2f}",
            pixels=np.clip(255 * templates[unit] / limit, -255, 255),
            signed=True,
        )
        for unit in order
    ]


def _maps(reader: LayerReader, layer: Layer, pixels: Pixels) -> list[Picture]:
    maps = reader.responses(pixels[None], layer)[0]
    strongest = np.argsort(-maps.mean(axis=(1, 2)), kind="stable")[: 2 * PER_ROW].tolist()
    return [
        Picture(
            title=f"Map {place + 1}",
            note="",
            name=f"Where map {place + 1} responds in this image",
            pixels=255 * np.clip(maps[place], 0, None) / (maps[place].max() or 1.0),
        )
        for place in strongest
    ]


def telling_image(members: dict[str, list[EvaluatedModel]], label: int) -> int:
    """Return the first image of a class about which the families' models disagree most."""
    answers = np.stack([models[0].y_pred for models in members.values()])
    kinds = np.array([len(set(column)) for column in answers.T.tolist()])
    of_class = cache.test_split().labels == label
    return int(np.argmax(np.where(of_class, kinds, 0)))
