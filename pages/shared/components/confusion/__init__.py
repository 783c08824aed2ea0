"""Clickable confusion matrices, side by side with the same axes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from pages.shared.components.sources import handle_event, number, payload, plain, text

_COMPONENT = st.components.v2.component(
    "fmnist_confusion",
    css=text("parts/base.css", "parts/scale.css", "confusion/confusion.css"),
    js=text(
        "parts/dom.js", "parts/roving.js", "confusion/confusion_text.js", "confusion/confusion.js"
    ),
)


@dataclass(frozen=True)
class MatrixPanel:
    """One matrix; ``counts[i][j]`` are the images of true class i predicted as class j.

    Parameters
    ----------
    title : str
        The model's display name.
    subtitle : str
        A short second line, such as "92.4 % of 10,000".
    counts : array of int, of shape (n_classes, n_classes)
        Images per cell; signed differences where two models are compared.
    shares : array of float, of shape (n_classes, n_classes), optional
        The same, normalised, in [0, 1]; NaN or None where the denominator is zero.
    marked : array of bool, of shape (n_classes, n_classes), optional
        Cells that get a dot, such as significant differences.
    """

    title: str
    subtitle: str
    counts: Iterable[Any]
    shares: Iterable[Any] | None = None
    marked: Iterable[Any] | None = None


@dataclass(frozen=True)
class Cell:
    """What a person chose: a cell, a row (``predicted`` is None) or a column (``true`` is None).

    ``model`` is the position of the panel in which it was chosen.
    """

    true: int | None
    predicted: int | None
    model: int


def confusion_matrices(
    panels: Sequence[MatrixPanel],
    *,
    class_names: Sequence[str],
    key: str,
    normalize: Literal["true", "pred", "all"] | None = "true",
    better: tuple[str, str] | None = None,
    marked_word: str = "significant",
    selected: Cell | None = None,
    on_select: Callable[[Cell], None],
) -> None:
    """Show one to four confusion matrices as small multiples whose cells can be chosen.

    Rows are true labels, columns are predicted labels. Hovering or focusing a cell marks the
    same cell in every panel. Shades are shared by all panels, on the square root of the share.

    Parameters
    ----------
    panels : sequence of MatrixPanel
        The matrices, all of the same shape.
    class_names : sequence of str
        Names in class order.
    key : str
        Identifies this mount; needed.
    normalize : {"true", "pred", "all"} or None, default "true"
        What ``shares`` are shares of; decides the wording only.
    better : (str, str), optional
        Draw signed differences of two models of these names: blue where the first is better, with
        more images on the diagonal or fewer beside it, and orange where the second is.
    marked_word : str, default "significant"
        What the dot of a marked cell means.
    selected : Cell, optional
        The choice to outline.
    on_select : callable
        Called with the new choice before the script runs again.
    """
    data = {
        "panels": [_payload(panel) for panel in panels],
        "classNames": list(class_names),
        "normalize": normalize,
        "better": better and list(better),
        "markedWord": marked_word,
        "selected": None if selected is None else _numbers(asdict(selected)),
    }

    tell = handle_event(key, "select", lambda choice: on_select(Cell(**choice)))
    _COMPONENT(key=key, data=payload(data), on_select_change=tell)


def _payload(panel: MatrixPanel) -> dict[str, Any]:
    return {
        "title": panel.title,
        "subtitle": panel.subtitle,
        "counts": _cells(panel.counts, int),
        "shares": _cells(panel.shares, lambda share: number(share, 5)),
        "marked": _cells(panel.marked, bool),
    }


def _cells(matrix: Iterable[Any] | None, convert: Callable[[Any], Any]) -> list[list[Any]] | None:
    return None if matrix is None else [[convert(value) for value in row] for row in plain(matrix)]


def _numbers(cell: dict[str, Any]) -> dict[str, int | None]:
    return {name: None if value is None else int(value) for name, value in cell.items()}
