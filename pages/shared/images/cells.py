"""A chosen cell of a confusion matrix: its axes, its form in the URL, its images, its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES, SUPER_CLASSES
from fmnist.evaluation.confusions import confusion_order
from fmnist.text import images
from pages.shared.cache import EvaluatedModel
from pages.shared.components.confusion import Cell
from pages.shared.pickers import find_model
from pages.shared.url import set_query, tell_of_bad

WHOLE: Final = "all"  # in place of a class: the whole row or column
TOKENS: Final = {WHOLE, *map(str, range(N_CLASSES)), *SUPER_CLASSES}  # of any axis
ORDERS: Final = ("As published", "Alphabetical", "Confused ones together", "In five groups")


@dataclass(frozen=True)
class Axis:
    """What stands along both sides of a matrix: classes, or groups of classes.

    Attributes
    ----------
    groups : tuple of tuple of int
        The labels of each row and column.
    names : tuple of str
        How each is called.
    """

    groups: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]

    def labels(self, position: int | None) -> tuple[int, ...]:
        """Return the labels of a row or column; none of them for any."""
        return () if position is None else self.groups[position]

    def sides(self, cell: Cell) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the true and the predicted labels of a cell, a whole row or a whole column."""
        return self.labels(cell.true), self.labels(cell.predicted)

    def token(self, position: int | None) -> str:
        """Return the form of a row or column in the URL: a label, or a group's name."""
        if position is None:
            return WHOLE
        group = self.groups[position]
        return str(group[0]) if len(group) == 1 else self.names[position]

    def position(self, token: str) -> int | None:
        """Return where a token stands; None for the whole row or column.

        Raises
        ------
        ValueError
            The token names no row or column of this axis.
        """
        if token == WHOLE:
            return None
        return [self.token(place) for place in range(len(self.groups))].index(token)


def plain_axis(labels: Sequence[int] = range(N_CLASSES)) -> Axis:
    """Return an axis of single classes, as published unless another order is given."""
    return Axis(tuple((label,) for label in labels), tuple(CLASS_NAMES[label] for label in labels))


def pick_axis(matrices: Sequence[npt.NDArray[np.int64]]) -> Axis:
    """Let a person choose in which order classes stand, or groups of them."""
    order = st.selectbox("Classes", ORDERS, key="classes", bind="query-params")
    if order == "In five groups":
        return Axis(tuple(SUPER_CLASSES.values()), tuple(SUPER_CLASSES))
    labels = list(range(N_CLASSES))
    if order == "Alphabetical":
        labels.sort(key=CLASS_NAMES.__getitem__)
    elif order == "Confused ones together":
        labels = confusion_order(np.sum(matrices, axis=0)).tolist()
    return plain_axis(labels)


def get_query_cell(axis: Axis, evaluated_models: Sequence[EvaluatedModel] = ()) -> Cell | None:
    """Return the cell that the URL names, such as ``?cell=6-0&of=CNN+best``, if it makes sense.

    One that makes none is told of; one that only another order of the classes has is not.
    """
    true_token, _, predicted_token = st.query_params.get("cell", "").partition("-")
    try:
        true, predicted = axis.position(true_token), axis.position(predicted_token)
    except ValueError:
        if not TOKENS.issuperset((true_token, predicted_token)):
            _tell_of_bad_cell()
        return None
    if true is None and predicted is None:
        _tell_of_bad_cell()
        return None
    of = find_model(evaluated_models, st.query_params.get("of", ""))
    return Cell(
        true=true, predicted=predicted, model=evaluated_models.index(of) if of is not None else 0
    )


def _tell_of_bad_cell() -> None:
    if "cell" in st.query_params:
        tell_of_bad(
            "cell",
            "the cell",
            "a cell is named by its true and its predicted label, 0 to 9 (or all), such as 6-0. "
            "Choose one in a matrix.",
        )


def set_query_cell(cell: Cell, axis: Axis, evaluated_models: Sequence[EvaluatedModel] = ()) -> None:
    """Keep a cell in the URL, and the model in whose matrix it was chosen."""
    token = f"{axis.token(cell.true)}-{axis.token(cell.predicted)}"
    of = {"of": evaluated_models[cell.model].key} if evaluated_models else {}
    set_query(cell=token, image=None, along=None, **of)


def cell_text(cell: Cell, axis: Axis) -> str:
    """Say which cell, row or column it is, as Markdown."""
    true = "any" if cell.true is None else axis.names[cell.true]
    predicted = "any label" if cell.predicted is None else axis.names[cell.predicted]
    return f"true **{true}**, predicted **{predicted}**"


def count_text(evaluated: EvaluatedModel, cell: Cell, axis: Axis) -> str:
    """Say how many images a model puts in a cell, as Markdown."""
    count = int(evaluated.in_cell(*axis.sides(cell)).sum())
    return f"**{images(count)}**: {cell_text(cell, axis)} by {evaluated.name}"
