"""One confusion matrix minus another; marked where the difference is more than chance."""

import streamlit as st

from pages.shared import cache, cells, controls
from pages.shared.browse import pick_order
from pages.shared.changes import changes_words, show_changes
from pages.shared.components.confusion import MatrixPanel, confusion_matrices
from pages.shared.pins import pin_difference

controls.heading(
    "Difference of two models",
    "Which confusions does one model make more often than the other? Number of images of A minus "
    "number of B, on the 10,000 official test images.",
)
contenders = controls.contenders_or_stop()
if len(contenders) < 2:  # noqa: PLR2004 - a difference takes two
    st.info("Train a second model to compare: `python -m fmnist train cnn_three_conv`")
    st.stop()
best = controls.best_of_families(contenders)
left, right = st.columns(2)
with left:
    a = controls.pick_one(contenders, "Model A", key="a")
with right:
    b = controls.pick_one(contenders, "Model B", key="b", default=contenders.index(best[-1]) or 1)
if a is b:
    st.info("Choose two different models.", icon=":material/compare_arrows:")
    st.stop()
axis = cells.plain_axis()
pin_difference(a, b)
differences = cache.cell_differences(a, b)
significant = differences.significant()
st.markdown(
    f"**{int(significant.sum())}** cells differ by more than chance "
    f"(McNemar's mid-p, Holm over 90 confusions and, apart from them, 10 recalls; 5 % level): "
    "they carry a dot."
)


@st.fragment
def matrix_and_images() -> None:
    """Run alone when a cell or an image is chosen."""
    cell = cells.recall_cell(axis)
    confusion_matrices(
        [MatrixPanel(f"{a.name} minus {b.name}", "", differences.counts, marked=significant)],
        class_names=axis.names,
        key="difference",
        normalize=None,
        diverging=True,
        marked_word="more than chance",
        selected=cell,
        on_select=lambda choice: cells.remember_cell(choice, axis),
    )
    if cell is None:
        st.info("Choose a cell to see what changed.", icon=":material/touch_app:")
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    left.markdown(changes_words(a, b, cell, axis))
    with right:
        order = pick_order()
    show_changes(a, b, cell, axis, order=order)


matrix_and_images()
