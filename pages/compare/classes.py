"""Recall, precision and F1 of every class, model by model; each number opens its images."""

import numpy as np
import streamlit as st

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.per_class import class_scores
from fmnist.evaluation_set import keys_of
from fmnist.views.classes import NAMES, ClassesView, verdict_text, verdicts_of
from pages.compare import _classes_number as number
from pages.shared.components.class_scores import ClassRow, class_scores_table
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse, pick_order
from pages.shared.pickers import pick_models
from pages.shared.views import show

heading(
    "Classes",
    "How well is each class recognised, and how far can each label be trusted? On the 10,000 "
    "official test images, 1,000 of each class.",
)
evaluated_models = evaluated_models_or_stop()
left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    chosen = pick_models(evaluated_models)
with right:
    name = st.segmented_control(
        "Score", list(NAMES), default="Recall", required=True, key="score", bind="query-params"
    )
score = NAMES[name]
show(ClassesView(models=keys_of(chosen), score=score))
verdicts = verdicts_of(chosen)
scores = [class_scores(one.matrix, score) for one in chosen]


@st.fragment
def table_and_images() -> None:
    """Run alone when a number or an image is chosen."""
    selected = number.get_query(chosen)
    class_scores_table(
        [
            ClassRow(
                name=CLASS_NAMES[label],
                support=int(chosen[0].matrix[label].sum()),
                values=[each[label].value for each in scores],
                texts=[number.score_text(each[label]) for each in scores],
                intervals=[number.interval_text(each[label]) for each in scores],
                verdict=verdict_text(verdict, chosen),
            )
            for label, verdict in enumerate(verdicts)
        ],
        models=[one.name for one in chosen],
        score=name,
        key="classes",
        selected=selected,
        on_select=lambda label, model: number.set_query(label, chosen[model]),
    )
    if selected is None:
        st.info("Choose a number to see its images.", icon=":material/touch_app:")
        return
    label, of = selected[0], chosen[selected[1]]
    images = np.flatnonzero(number.images_of(of, label, score))
    title = st.container()
    order = pick_order()
    with title:
        said = number.title(of, label, score, text.images(len(images)))
        reveal(said, key="class_title", origin="classes", back="Back to the classes")
    browse(
        images,
        chosen,
        key="class",
        label=f"Images of {CLASS_NAMES[label]}, {of.name}",
        focus=of,
        order=order,
        empty=f"{of.name} has no image here. Choose another number.",
    )


table_and_images()
