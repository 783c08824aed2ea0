"""The maps of the page "Why", the control beside them, and whether they tell the truth."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.explanation.controls import nearest_of_class
from fmnist.explanation.deletion import ORDERS
from fmnist.explanation.occlusion import Occlusion
from fmnist.figures.deletion import Curve, deletion_curves
from fmnist.views.parts.occlusion_text import evidence, evidence_note, trust
from pages.inspect._why_subject import Subject
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.components.heat_maps import HeatMap, heat_maps
from pages.shared.engines import deletion_of, occlusion_of


def show_maps(subject: Subject, models: Sequence[EvaluatedModel]) -> list[Occlusion]:
    """Show one map for each model, and say where its evidence lies."""
    found = [occlusion_of(model, subject.pixels, *subject.key[1:]) for model in models]
    scale = max(0.1, *(float(np.abs(each.heat).max()) for each in found))
    heat_maps(
        [_map(model, each, subject.names) for model, each in zip(models, found, strict=True)],
        subject.pixels,
        scale=scale,
        classes=subject.names,
        name=subject.title,
        key="why_maps",
    )
    sentences = [
        f"**{model.name}** {evidence(each, subject.names)}"
        for model, each in zip(models, found, strict=True)
    ]
    st.markdown("  \n".join(sentences))
    _show_control(subject, models, scale)
    return found


def _show_control(subject: Subject, models: Sequence[EvaluatedModel], scale: float) -> None:
    first, second = subject.names
    split = cache.test_split()
    right = np.all([model.correct for model in models], axis=0)
    index = nearest_of_class(split.images, split.labels, subject.pixels, subject.first, right)
    st.header(f"For comparison: a {first} that all of these models know", anchor=False)
    if index is None:
        st.caption(f"There is no {first} that all of these models get right.")
        return
    pixels = split.images[index]
    found = [occlusion_of(model, pixels, *subject.key[1:]) for model in models]
    st.caption(
        f"Test image {index}, the nearest {first} by pixels among those that every model here gets "
        f"right; the same maps on the same scale. What marks a {first} in general shows in both; "
        "what shows above alone is this image's own."
    )
    heat_maps(
        [_map(model, each, subject.names) for model, each in zip(models, found, strict=True)],
        pixels,
        scale=scale,
        classes=(first, second),
        name=f"Test image {index}, {first}",
        key="why_control",
        legend=False,
    )


def show_trust(
    subject: Subject, models: Sequence[EvaluatedModel], found: Sequence[Occlusion]
) -> None:
    """Show what happens to each margin when the map's own evidence is covered first."""
    st.header("Do the maps tell the truth?", anchor=False)
    st.caption(
        f"Tiles of 4 x 4 pixels are covered with black, those first that the map calls evidence "
        f"for {subject.names[0]}, and in {ORDERS} random orders (dotted: their mean). If a map "
        "tells the truth, its line falls faster."
    )
    colours = cache.colours()
    runs = [
        deletion_of(model, subject.pixels, each.heat, each.first, each.second)
        for model, each in zip(models, found, strict=True)
    ]
    sentences = [f"**{model.name}**: {trust(run)}" for model, run in zip(models, runs, strict=True)]
    st.markdown("  \n".join(sentences))
    curves = [
        Curve(model.name, colours[model.key], run.covered, run.by_map, run.chance)
        for model, run in zip(models, runs, strict=True)
    ]
    chart(
        partial(deletion_curves, curves, subject.names),
        key="why_deletion",
        of=(*subject.key, *(model.fingerprint for model in models)),
        title="Margins while the image is covered",
        alt=" ".join(sentence.replace("**", "") for sentence in sentences),
    )


def _map(model: EvaluatedModel, found: Occlusion, names: tuple[str, str]) -> HeatMap:
    return HeatMap(
        title=model.name,
        note=evidence_note(found, names),
        text=f"{model.name} {evidence(found, names)}".replace("**", ""),
        heat=found.heat,
    )


def true_label_sentence(subject: Subject) -> str:
    """Say what the image is, where that is known."""
    if subject.index is None:
        return "Your picture, as the models see it."
    label = cache.test_split().labels[subject.index]
    return f"Test image {subject.index} is officially a **{CLASS_NAMES[label]}**."
