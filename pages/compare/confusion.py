"""Confusion matrices of two to four models side by side; a cell opens the images behind it."""

import numpy as np
import streamlit as st

from fmnist.evaluation.classification import normalize_confusion_matrix
from pages.shared import cells, controls
from pages.shared.browse import browse, pick_order
from pages.shared.components.confusion import MatrixPanel, confusion_matrices
from pages.shared.pins import pin_cell, pin_matrices

SHARES = {
    "of true label": "true",
    "of predicted label": "pred",
    "of all images": "all",
    "none": None,
}

controls.heading(
    "Confusion matrices",
    "Which classes does each model take for which? Rows are true labels, columns are predicted "
    "labels, on the 10,000 official test images.",
)
contenders = controls.contenders_or_stop()
left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
with left:
    chosen = controls.pick_models(contenders)
with middle:
    axis = cells.pick_axis([contender.matrix for contender in chosen])
with right:
    share = st.selectbox("Share in each cell", list(SHARES), key="share", bind="query-params")
normalize = SHARES[share]
pin_matrices(chosen, axis, normalize)


@st.fragment
def matrices_and_images() -> None:
    """Run alone when a cell or an image is chosen."""
    cell = cells.recall_cell(axis, chosen)
    matrices = [axis.arrange(contender.matrix) for contender in chosen]
    confusion_matrices(
        [
            MatrixPanel(
                title=contender.name,
                subtitle=f"{controls.percent(np.trace(matrix) / matrix.sum())} of 10,000 right",
                counts=matrix,
                shares=normalize and normalize_confusion_matrix(matrix, normalize=normalize),
            )
            for contender, matrix in zip(chosen, matrices, strict=True)
        ],
        class_names=axis.names,
        key="matrices",
        normalize=normalize,
        selected=cell,
        on_select=lambda choice: cells.remember_cell(choice, axis, chosen),
    )
    if cell is None:
        st.info("Choose a cell, a row or a column to see its images.", icon=":material/touch_app:")
        return
    left, right = st.columns(2)
    with left:
        of = controls.pick_one(chosen, "Images of", key="of")
    with right:
        order = pick_order()
    st.markdown(cells.count_words(of, cell, axis))
    pin_cell(cell, axis, of, chosen)
    browse(
        np.flatnonzero(cells.in_cell(of, cell, axis)),
        chosen,
        key="cell",
        label=f"Images of the chosen cell, {of.name}",
        focus=of,
        order=order,
        empty=f"{of.name} has no image here. Choose another cell, or another model above.",
    )


matrices_and_images()
