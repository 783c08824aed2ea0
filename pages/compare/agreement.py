"""Where models are right together and wrong together; every count opens its images."""

import numpy as np
import streamlit as st

from fmnist import text
from fmnist.evaluation.agreement import agreement_matrix, cohens_kappa_matrix
from fmnist.evaluation.families import cochrans_q
from fmnist.evaluation_set import keys_of
from fmnist.views.agreement import AgreementView, cochrans_q_sentence
from fmnist.views.parts.markdown import markdown
from pages.compare import _agreement_regions as regions
from pages.shared import cache
from pages.shared.components.pairs import pairs_table
from pages.shared.components.regions import regions_table
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse, pick_order
from pages.shared.pickers import pick_models
from pages.shared.storage.findings import pin
from pages.shared.url import set_query
from pages.shared.views import show, show_tables

heading(
    "Agreement",
    "Do models fail on the same images? Which of them gets which of the 10,000 official test "
    "images right?",
)
evaluated_models = evaluated_models_or_stop(fewest=2)
left, right = st.columns([4, 1])
with left:
    chosen = pick_models(evaluated_models, fewest=2)
sort = right.selectbox("Rows", ["By size", "By pattern"], key="rows", bind="query-params")

names = [evaluated.name for evaluated in chosen]
regions.show_chosen_pair(chosen)
correct = regions.right_table(chosen)
content = show(AgreementView(models=keys_of(chosen)))
compared = regions.pick_compared(chosen)
rows = regions.region_rows(compared, by_size=sort == "By size")
rows += regions.shared_failures(chosen, evaluated_models, beside=rows)


@st.fragment
def regions_and_images() -> None:
    """Run alone when a region or an image is chosen."""
    region = regions.get_query_region(rows)
    regions_table(
        [row for row, _ in rows],
        models=[(evaluated.name, cache.colours()[evaluated.key]) for evaluated in compared],
        total=correct.shape[1],
        caption="Test images by who is right.",
        key="regions",
        selected=region and region[0].code,
        on_select=lambda code: set_query(region=code, image=None),
    )
    st.markdown(markdown(cochrans_q_sentence(cochrans_q(correct), names)))
    if region is None:
        st.info("Choose a row to see its images.", icon=":material/touch_app:")
        return
    row, images = region
    title = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        focus = regions.pick_focus(chosen, row, compared)
        order = pick_order()
        pin(regions.view_of(row, compared, chosen, evaluated_models))
    with title:
        reveal(
            f"**{text.images(row.count)}**: {row.text}. Predictions by {focus.name}.",
            key="region_title",
            origin="regions",
            back="Back to the rows",
        )
    browse(
        images,
        chosen,
        key="region",
        label=row.text,
        focus=focus,
        order=order,
        empty="No image here. Choose another row.",
    )


regions_and_images()
with st.expander("Accuracies compared, pair by pair"):
    show_tables(content)
st.header("Every pair of models", anchor=False)
paired = regions.paired(chosen, evaluated_models)
y_preds = np.stack([evaluated.y_pred for evaluated in paired])
pairs_table(
    [evaluated.name for evaluated in paired],
    agreement=agreement_matrix(y_preds),
    kappa=cohens_kappa_matrix(y_preds),
    caption="Agreement and Cohen's kappa of every pair of models.",
    key="pairs",
    chosen=[paired.index(evaluated) for evaluated in chosen],
    on_select=lambda i, j: regions.choose_pair((paired[i], paired[j])),
)
