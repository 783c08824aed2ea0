"""What one model changed in a cell of another's confusion matrix, as two columns of images."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.views.parts.markdown import literal
from pages.shared.cache import EvaluatedModel
from pages.shared.components.confusion import Cell
from pages.shared.images.browse import browse
from pages.shared.images.cells import Axis, cell_text


@dataclass(frozen=True)
class Change:
    """Images that one of two models alone puts into a cell.

    Attributes
    ----------
    title : str
        Whether that is for the better: "Fixed by A", "Broken by A".
    indices : array of int, shape (n,)
        The images.
    alone, other : EvaluatedModel
        The model that puts them there, and the one that does not.
    slot : str
        Its name in the URL.
    """

    title: str
    indices: npt.NDArray[np.int64]
    alone: EvaluatedModel
    other: EvaluatedModel
    slot: str

    @property
    def text(self) -> str:
        """How many there are, and what the other model makes of them, as Markdown."""
        only = f"**{len(self.indices):,}** that only {self.alone.name}"
        if self.alone.correct[self.indices].all():
            return f"{only} gets right"
        right = int(self.other.correct[self.indices].sum())
        return f"{only} puts here; {self.other.name} gets {right:,} of them right"


def changes(a: EvaluatedModel, b: EvaluatedModel, cell: Cell, axis: Axis) -> tuple[Change, Change]:
    """Return what A repaired and what it spoiled.

    Being alone on the diagonal is being right alone; elsewhere it is a mistake.
    """
    cell = _evaluated(cell)
    sides = axis.sides(cell)

    def only(one: EvaluatedModel, other: EvaluatedModel) -> npt.NDArray[np.int64]:
        return np.flatnonzero(one.in_cell(*sides) & ~other.in_cell(*sides))

    better, worse = (a, b) if cell.true == cell.predicted else (b, a)
    return (
        Change(f"Fixed by {a.name}", only(better, worse), better, worse, "fixed"),
        Change(f"Broken by {a.name}", only(worse, better), worse, better, "broken"),
    )


def _evaluated(cell: Cell) -> Cell:
    """Return the diagonal cell of a whole row, which holds the same images for both models."""
    return replace(cell, predicted=cell.true) if cell.predicted is None else cell


def changes_sentence(a: EvaluatedModel, b: EvaluatedModel, cell: Cell, axis: Axis) -> str:
    """Say which cell it is and how many images both models put there, as Markdown."""
    cell = _evaluated(cell)
    sides = axis.sides(cell)
    both = int((a.in_cell(*sides) & b.in_cell(*sides)).sum())
    return f"Both models put **{both:,}** images here: {cell_text(cell, axis)}."


def show_changes(
    a: EvaluatedModel, b: EvaluatedModel, cell: Cell, axis: Axis, *, order: str
) -> None:
    """Show both columns; an image opens above them."""
    opened, found = st.container(), changes(a, b, cell, axis)
    for column, change in zip(st.columns(2, gap="large"), found, strict=True):
        with column:
            st.subheader(literal(change.title), anchor=False)
            st.markdown(change.text)
            browse(
                change.indices,
                (a, b),
                key=f"difference_{change.slot}",
                label=f"{change.title}: {cell_text(cell, axis).replace('**', '')}",
                focus=change.alone,
                order=order,
                empty="No image here.",
                slot=change.slot,
                opened_in=opened,
            )
