"""Confusion matrices of two to four models side by side; a cell opens the images behind it."""

import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.classification import normalize_confusion_matrix
from pages.shared import controls
from pages.shared.browse import browse, pick_order
from pages.shared.cells import cell_images, cell_words, recall_cell, remember_cell
from pages.shared.components.confusion import MatrixPanel, confusion_matrices

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
left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    chosen = controls.pick_models(contenders)
with right:
    share = st.selectbox("Share in each cell", list(SHARES), key="share", bind="query-params")
normalize = SHARES[share]


@st.fragment
def matrices_and_images() -> None:
    """Run alone when a cell or an image is chosen."""
    cell = recall_cell(chosen)
    panels = [
        MatrixPanel(
            title=contender.name,
            subtitle=f"{controls.percent(contender.accuracy)} of 10,000 right",
            counts=contender.matrix,
            shares=normalize and normalize_confusion_matrix(contender.matrix, normalize=normalize),
        )
        for contender in chosen
    ]
    confusion_matrices(
        panels,
        class_names=CLASS_NAMES,
        key="matrices",
        normalize=normalize,
        selected=cell,
        on_select=lambda choice: remember_cell(choice, chosen),
    )
    if cell is None:
        st.info("Choose a cell, a row or a column to see its images.", icon=":material/touch_app:")
        return
    left, right = st.columns(2)
    with left:
        of = controls.pick_one(chosen, "Images of", key="of", default=cell.model)
    with right:
        order = pick_order()
    st.markdown(cell_words(of, cell))
    browse(
        cell_images(of, cell),
        chosen,
        key="cell",
        label=f"Images of the chosen cell, {of.name}",
        focus=of,
        order=order,
        empty=f"{of.name} has no image here. Choose another cell, or another model above.",
    )


matrices_and_images()
