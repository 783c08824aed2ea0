"""One confusion matrix minus another; marked where the difference is more than chance."""

import streamlit as st

from fmnist.evaluation_set import best_of_families, keys_of
from fmnist.views.difference import DifferenceView
from pages.compare._difference_cell import changes_sentence, show_changes
from pages.shared.components.confusion import MatrixPanel, confusion_matrices
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images import cells
from pages.shared.images.browse import pick_order
from pages.shared.pickers import pick_one
from pages.shared.views import show, show_tables

heading(
    "Difference of two models",
    "Which confusions does one model make more often than the other? Number of images of A minus "
    "number of B, on the 10,000 official test images.",
)
evaluated_models = evaluated_models_or_stop(fewest=2)
best = best_of_families(evaluated_models)
left, right = st.columns(2)
with left:
    a = pick_one(evaluated_models, "Model A", key="a")
with right:
    b = pick_one(
        evaluated_models, "Model B", key="b", default=evaluated_models.index(best[-1]) or 1
    )
if a is b:
    st.info("Choose two different models.", icon=":material/compare_arrows:")
    st.stop()
axis = cells.plain_axis()
content = show(DifferenceView(models=keys_of((a, b))))
[matrix] = content.matrices


@st.fragment
def matrix_and_images() -> None:
    """Run alone when a cell or an image is chosen."""
    cell = cells.get_query_cell(axis)
    confusion_matrices(
        [MatrixPanel(matrix.title, matrix.subtitle, matrix.counts, marked=matrix.marked)],
        class_names=axis.names,
        key="difference",
        normalize=None,
        better=(a.name, b.name),
        marked_word="more than chance",
        selected=cell,
        on_select=lambda choice: cells.set_query_cell(choice, axis),
    )
    if cell is None:
        if content.tables:
            with st.expander("The largest differences"):
                show_tables(content)
        st.info("Choose a cell to see what changed.", icon=":material/touch_app:")
        return
    said = changes_sentence(a, b, cell, axis)
    reveal(said, key="change_title", origin="difference", back="Back to the matrix")
    order = pick_order()
    show_changes(a, b, cell, axis, order=order)


matrix_and_images()
