"""A chosen cell of a confusion matrix: its form in the URL, its images, its words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from pages.shared import cache
from pages.shared.cache import Contender
from pages.shared.components.confusion import Cell
from pages.shared.controls import percent, remember

WHOLE = "all"  # in place of a class: the whole row or column


def recall_cell(contenders: Sequence[Contender]) -> Cell | None:
    """Return the cell that the URL names, such as ``?cell=6-0&of=CNN+best``, if it makes sense."""
    parts = st.query_params.get("cell", "").split("-")
    names = [contender.name for contender in contenders]
    if len(parts) != 2:  # noqa: PLR2004 - true and predicted
        return None
    true, predicted = (_number(part) for part in parts)
    if true == -1 or predicted == -1 or (true is None and predicted is None):
        return None
    of = st.session_state.get("of", st.query_params.get("of"))
    return Cell(true=true, predicted=predicted, model=names.index(of) if of in names else 0)


def remember_cell(cell: Cell, contenders: Sequence[Contender]) -> None:
    """Keep a cell in the URL; the model is kept by the picker whose key is ``of``."""
    true, predicted = (WHOLE if label is None else label for label in (cell.true, cell.predicted))
    remember(cell=f"{true}-{predicted}", image=None)
    st.session_state["of"] = contenders[cell.model].name


def cell_images(contender: Contender, cell: Cell) -> npt.NDArray[np.int64]:
    """Return the indices of the test images in a cell, a row or a column."""
    chosen = np.ones(len(contender.y_pred), dtype=bool)
    if cell.true is not None:
        chosen &= cache.test_split().labels == cell.true
    if cell.predicted is not None:
        chosen &= contender.y_pred == cell.predicted
    return np.flatnonzero(chosen)


def cell_words(contender: Contender, cell: Cell) -> str:
    """Say what a cell, a row or a column holds, as Markdown."""
    count = len(cell_images(contender, cell))
    images = f"**{count:,} image{'' if count == 1 else 's'}**"
    if cell.predicted is None and cell.true is not None:
        return f"{images}: true **{CLASS_NAMES[cell.true]}**, any prediction by {contender.name}"
    if cell.true is None and cell.predicted is not None:
        return f"{images}: predicted **{CLASS_NAMES[cell.predicted]}** by {contender.name}"
    true, predicted = CLASS_NAMES[cell.true or 0], CLASS_NAMES[cell.predicted or 0]
    total = int(contender.matrix[cell.true or 0].sum())
    share = f", {percent(count / total)} of true {true}" if total else ""
    return f"{images}: true **{true}**, predicted **{predicted}** by {contender.name}{share}"


def _number(part: str) -> int | None:
    """Return a class number, None for the whole row or column, -1 for nonsense."""
    if part == WHOLE:
        return None
    return int(part) if part.isdecimal() and int(part) < N_CLASSES else -1
