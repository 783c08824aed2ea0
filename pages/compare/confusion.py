"""Confusion matrices of two to four models side by side; a cell opens the images behind it."""

import numpy as np
import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.views.cell import CellView
from fmnist.views.matrix import SHARES, MatrixView
from fmnist.views.parts.markdown import markdown
from pages.shared import cache
from pages.shared.components.confusion import MatrixPanel, confusion_matrices
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images import cells
from pages.shared.images.browse import browse, pick_order
from pages.shared.pickers import pick_models, pick_one
from pages.shared.storage.findings import pin
from pages.shared.views import show_tables

NORMALIZE = {name: normalize for normalize, name in SHARES.items()}

heading(
    "Confusion matrices",
    "Which classes does each model confuse? Rows are true labels, columns are predicted "
    "labels, on the 10,000 official test images.",
)
evaluated_models = evaluated_models_or_stop()
left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
with left:
    every_model = (*evaluated_models, *cache.other_models())
    chosen = pick_models(every_model, best_of=evaluated_models)
with middle:
    axis = cells.pick_axis([evaluated.matrix for evaluated in chosen])
with right:
    share = st.selectbox("Share in each cell", list(NORMALIZE), key="share", bind="query-params")
normalize = NORMALIZE[share]
view = MatrixView(models=keys_of(chosen), normalize=normalize, groups=axis.groups)
pin(view)
content = cache.content(view)


@st.fragment
def matrices_and_images() -> None:
    """Run alone when a cell or an image is chosen."""
    cell = cells.get_query_cell(axis, chosen)
    confusion_matrices(
        [
            MatrixPanel(
                title=one.title, subtitle=one.subtitle, counts=one.counts, shares=one.shares
            )
            for one in content.matrices
        ],
        class_names=axis.names,
        key="matrices",
        normalize=normalize,
        selected=cell,
        on_select=lambda choice: cells.set_query_cell(choice, axis, chosen),
    )
    if cell is None:
        st.markdown(markdown(content.sentence))
        with st.expander("The commonest confusions"):
            show_tables(content)
        st.info("Choose a cell, a row or a column to see its images.", icon=":material/touch_app:")
        return
    title = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        of = pick_one(chosen, "Images of", key="of")
        order = pick_order()
        true, predicted = axis.sides(cell)
        found = CellView(models=keys_of(chosen), of=of.key, true=true, predicted=predicted)
        pin(found)
    with title:
        said = cells.count_text(of, cell, axis)
        reveal(said, key="cell_title", origin="matrices", back="Back to the matrix")
    st.markdown(markdown(cache.content(found).sentence))
    browse(
        np.flatnonzero(of.in_cell(true, predicted)),
        chosen,
        key="cell",
        label=f"Images of the chosen cell, {of.name}",
        focus=of,
        order=order,
        empty=f"{of.name} has no image here. Choose another cell, or another model above.",
    )


matrices_and_images()
