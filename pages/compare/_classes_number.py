"""A chosen number of the Classes page: its form in the URL, its text and its images."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist import text
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.evaluation.per_class import ClassScore, Score
from fmnist.evaluation_set import EvaluatedModel
from pages.shared import url
from pages.shared.pickers import find_model


def get_query(chosen: Sequence[EvaluatedModel]) -> tuple[int, int] | None:
    """Return the class and the model's position that the URL names, if both are on the page."""
    label = url.get_query_number("class", below=N_CLASSES)
    of = find_model(chosen, st.query_params.get("of", ""))
    return None if label is None or of is None else (label, chosen.index(of))


def set_query(label: int, of: EvaluatedModel) -> None:
    """Keep a chosen number in the URL; whatever image was open closes."""
    url.set_query(**{"class": label, "of": of.key, "image": None})


def images_of(of: EvaluatedModel, label: int, score: Score) -> npt.NDArray[np.bool_]:
    """Return the images that decide a number, shape (10000,): true, predicted, or either."""
    true, predicted = of.y_true == label, of.y_pred == label
    return {"recall": true, "precision": predicted, "f1": true | predicted}[score]


def title(of: EvaluatedModel, label: int, score: Score, count: str) -> str:
    """Say which images decide a number, as Markdown of bold parts."""
    name = CLASS_NAMES[label]
    which = {
        "recall": f"true **{name}**, and what **{of.name}** says of them",
        "precision": f"predicted **{name}** by **{of.name}**",
        "f1": f"true or predicted **{name}** by **{of.name}**",
    }[score]
    return f"**{count}**: {which}"


def score_text(found: ClassScore) -> str:
    """Write a score."""
    return "no image" if found.value is None else text.percent(found.value)


def interval_text(found: ClassScore) -> str:
    """Write a score's interval."""
    return "" if found.interval is None else text.between(found.interval)
