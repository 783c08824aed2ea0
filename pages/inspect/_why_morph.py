"""From one image to another: where each model changes its mind."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import keys_of
from fmnist.explanation.controls import nearest_of_class
from fmnist.explanation.morph import STEPS, Flip, flips, mixtures
from fmnist.figures.morph import Way, morph_lines
from fmnist.inference.engine import Engine
from fmnist.text import enumerate_all
from fmnist.views.morph import MorphView
from fmnist.views.parts.live import ask
from pages.inspect._why_subject import Subject
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.components.film import Reel, film
from pages.shared.storage.findings import pin


def show_morph(
    subject: Subject, models: Sequence[EvaluatedModel], engines: Sequence[Engine]
) -> None:
    """Let a person choose the other end, and show the way there."""
    end = _pick_end(subject)
    pin(MorphView(models=keys_of(models), to=end, image=subject.index, picture=subject.token))
    split = cache.test_split()
    way = mixtures(subject.pixels, split.images[end])
    y_proba = ask(engines, way)
    goal = int(split.labels[end])
    found = [flips(of_model) for of_model in y_proba]
    st.markdown(
        "  \n".join(
            f"**{model.name}** {_flip_sentence(each, int(of_model[0].argmax()))}"
            for model, each, of_model in zip(models, found, y_proba, strict=True)
        )
    )
    shares = [100 * step / (STEPS - 1) for step in range(STEPS)]
    film(
        [Reel(f"From {subject.called} to test image {end}", way.round().astype("uint8"))],
        titles=[f"{share:.0f} % of test image {end}" for share in shares],
        lines=[
            [
                f"{model.name}: {CLASS_NAMES[row[step].argmax()]} {row[step].max():.2f}"
                for model, row in zip(models, y_proba, strict=True)
            ]
            for step in range(STEPS)
        ],
        marks=[
            (flip.share, f"{model.name}: {_arrow(flip)}")
            for model, each in zip(models, found, strict=True)
            for flip in each
        ],
        slider="Share of the second image",
        key="why_film",
    )
    colours = cache.colours()
    ways = [
        Way(
            model.name,
            colours[model.key],
            of_model[:, goal],
            [(flip.share, _arrow(flip)) for flip in each],
        )
        for model, of_model, each in zip(models, y_proba, found, strict=True)
    ]
    chart(
        partial(morph_lines, ways, CLASS_NAMES[goal]),
        key="why_morph",
        of=(*subject.key, end, *(model.fingerprint for model in models)),
        title=f"Probability of {CLASS_NAMES[goal]} on the way",
        alt=" ".join(
            f"{model.name} {_flip_sentence(each, int(of_model[0].argmax()))}"
            for model, each, of_model in zip(models, found, y_proba, strict=True)
        ),
    )


def _pick_end(subject: Subject) -> int:
    split = cache.test_split()
    nearest = nearest_of_class(split.images, split.labels, subject.pixels, subject.second)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        chosen = st.number_input(
            "To test image",
            0,
            len(split) - 1,
            value=None,
            key="to",
            bind="query-params",
            placeholder=str(nearest),
        )
    end = int(nearest or 0) if chosen is None else int(chosen)
    name = CLASS_NAMES[split.labels[end]]
    how = f", the nearest {name} by pixels" if chosen is None else ""
    right.caption(
        f"{STEPS} steps from {subject.called} to test image {end}, {name}{how}: each is a mixture, "
        "pixel by pixel."
    )
    return end


def _arrow(flip: Flip) -> str:
    return f"{CLASS_NAMES[flip.before]} → {CLASS_NAMES[flip.after]}"


def _flip_sentence(found: Sequence[Flip], at_first: int) -> str:
    if not found:
        return f"says {CLASS_NAMES[at_first]} all the way."
    changes = [f"to {CLASS_NAMES[flip.after]} at {100 * flip.share:.0f} %" for flip in found]
    return f"says {CLASS_NAMES[at_first]}, then changes {enumerate_all(changes)}."
