"""Which training images a model found easy, hard, or wavered over."""

from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.artifacts.dynamics import DYNAMICS_FILE, TrainingDynamics
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.published_errors import WRONG_TRAINING_LABELS
from fmnist.figures.data_map import data_map
from fmnist.figures.palette import FAMILY_COLOURS
from fmnist.report.data_map_text import data_map_sentence
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.components.pictures import Picture, pictures

SHOWN: Final = 24


def show_data_map(model: EvaluatedModel) -> None:
    """Show the map of a training, and the pictures of its hard corner; nothing if none was kept."""
    learned = cache.learned(model)
    if learned is None:
        return
    trained = np.flatnonzero(learned.trained)
    wrong = np.array([n for n in WRONG_TRAINING_LABELS if learned.trained[n]], np.int64)
    st.header("Which training images it found hard", anchor=False)
    st.markdown(data_map_sentence(learned, WRONG_TRAINING_LABELS))
    chart(
        partial(
            data_map,
            learned.confidence.astype(float),
            learned.deviation.astype(float),
            colour=FAMILY_COLOURS[model.record.family],
            marked=wrong,
            marked_name="published as labelled wrongly",
        ),
        key=f"data_map_{model.key}",
        of=(model.record.files[DYNAMICS_FILE],),
        title=f"Data map of {model.name}",
        alt=f"{len(trained):,} training images of {model.name} by their mean confidence and its "
        "deviation over the epochs: easy ones at the top left, hard ones at the bottom left, "
        "ambiguous ones on the right.",
    )
    st.caption(
        "Each image counts at the mean and the deviation, over the epochs, of the probability that "
        "its label was given: easy ones at the top left, hard or wrongly labelled ones at the "
        "bottom left, ambiguous ones on the right (Swayamdipta et al. 2020, arXiv:2009.10795; "
        "forgettings: Toneva et al. 2019, arXiv:1812.05159). Published as labelled wrongly: Müller "
        "and Markert 2019, arXiv:1912.05283."
    )
    order = np.argsort(learned.confidence[learned.numbers], kind="stable")
    st.markdown(
        f"**The {SHOWN} hardest**: the least confidence in their label, over all epochs. "
        "Below each picture its label, and what the trained model says."
    )
    _show(learned, order[:SHOWN], key=f"hardest_{model.key}")
    order = np.argsort(-learned.deviation[learned.numbers], kind="stable")
    st.markdown(f"**The {SHOWN} over which it wavered most**, from one epoch to the next.")
    _show(learned, order[:SHOWN], key=f"wavering_{model.key}")


def _show(learned: TrainingDynamics, chosen: npt.NDArray[np.int64], *, key: str) -> None:
    shown = [
        Picture(
            CLASS_NAMES[label],
            f"says {CLASS_NAMES[answer]}",
            f"Training image {number}, labelled {CLASS_NAMES[label]}; the trained model says "
            f"{CLASS_NAMES[answer]}. Confidence in its label {confidence:.2f}.",
            image,
        )
        for number, label, answer, image, confidence in zip(
            learned.numbers[chosen].tolist(),
            learned.labels[chosen].tolist(),
            learned.answers[chosen].tolist(),
            learned.images[chosen],
            learned.confidence[learned.numbers[chosen]].tolist(),
            strict=True,
        )
    ]
    pictures([shown], less="", more="", key=key, flowing=True)
