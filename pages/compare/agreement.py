"""Where models are right together and wrong together; every count opens its images."""

import numpy as np
import streamlit as st

from fmnist.evaluation.agreement import agreement_matrix, all_wrong, cohens_kappa_matrix
from fmnist.evaluation.families import cochrans_q
from fmnist.report import words
from fmnist.report.agreement_words import agreement_sentence, cochrans_q_sentence
from pages.shared import cache, controls, regions
from pages.shared.browse import browse, pick_order
from pages.shared.components.pairs import pairs_table
from pages.shared.components.regions import regions_table
from pages.shared.pins import pin_models

controls.heading(
    "Agreement",
    "Do models fail on the same images? Who is right on which of the 10,000 official test images.",
)
contenders = controls.contenders_or_stop()
left, right = st.columns([4, 1])
with left:
    chosen = controls.pick_models(contenders, fewest=2)
pin_models("agreement", chosen)
sort = right.selectbox("Rows", ["By size", "By pattern"], key="rows", bind="query-params")

names = [contender.name for contender in chosen]
correct = regions.right_table(chosen)
together = int(correct.all(axis=0).sum()), len(all_wrong(correct))
st.markdown(agreement_sentence(names, *together, best=chosen[0].accuracy, total=correct.shape[1]))
compared = regions.pick_compared(chosen)
rows = regions.region_rows(compared, by_size=sort == "By size")
rows += regions.shared_failures(chosen, contenders, beside=rows)


@st.fragment
def regions_and_images() -> None:
    """Run alone when a region or an image is chosen."""
    region = regions.recall_region(rows)
    regions_table(
        [row for row, _ in rows],
        models=[(contender.name, cache.colours()[contender.key]) for contender in compared],
        total=correct.shape[1],
        caption="Test images by who is right.",
        key="regions",
        selected=region and region[0].code,
        on_select=lambda code: controls.remember(region=code, image=None),
    )
    st.markdown(cochrans_q_sentence(cochrans_q(correct), names))
    if region is None:
        st.info("Choose a row to see its images.", icon=":material/touch_app:")
        return
    row, images = region
    with st.container(horizontal=True):
        focus = regions.pick_focus(chosen, row, compared)
        order = pick_order()
    st.markdown(f"**{words.images(row.count)}**: {row.words}. Predictions by {focus.name}.")
    browse(
        images,
        chosen,
        key="region",
        label=row.words,
        focus=focus,
        order=order,
        empty="No image here. Choose another row.",
    )


regions_and_images()
st.subheader("Every pair of models", anchor=False)
everybody = [contender.name for contender in contenders]
y_preds = np.stack([contender.y_pred for contender in contenders])
pairs_table(
    everybody,
    agreement=agreement_matrix(y_preds),
    kappa=cohens_kappa_matrix(y_preds),
    caption="Agreement and Cohen's kappa of every pair of models.",
    key="pairs",
    chosen=[contenders.index(contender) for contender in chosen],
    on_select=lambda i, j: st.session_state.update(models=[everybody[i], everybody[j]]),
)
