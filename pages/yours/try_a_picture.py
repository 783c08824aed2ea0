"""A picture of one's own: drawn, uploaded or photographed, prepared as the data were, answered."""

import streamlit as st

from fmnist.data.preparation import prepare
from fmnist.errors import DataError
from fmnist.views.parts.markdown import literal
from pages.shared.components.steps import steps
from pages.shared.engines import answering_or_stop, quick
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_models
from pages.yours._try_a_picture_answers import sentence, show_all, show_answers
from pages.yours._try_a_picture_preparation import pick_preparation
from pages.yours._try_a_picture_sources import offer_beginning, pick_pictures

heading(
    "Try a picture",
    "What do the models say about a picture that is not in the data: drawn, uploaded or "
    "photographed?",
)
evaluated_models = evaluated_models_or_stop()
chosen = pick_models(evaluated_models, best_of=quick(evaluated_models))
models, engines = answering_or_stop(chosen)


@st.fragment
def picture_and_answers() -> None:
    """Run alone while a person draws, chooses and sets right."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        pictures, next_step = pick_pictures()
        said = st.container()
        offer_beginning()
    if not pictures:
        right.info(next_step, icon=":material/draw:")
        return
    with left:
        at = 0
        if len(pictures) > 1:
            names = [picture.name for picture in pictures]
            at = st.selectbox("Picture", range(len(pictures)), format_func=names.__getitem__)
        picture = pictures[at]
        preparation_of = pick_preparation(picture)
    with right:
        try:
            prepared = prepare(picture.pixels, preparation_of(picture))
        except DataError as error:
            st.error(literal(str(error)), icon=":material/broken_image:")
            return
        y_proba = show_answers(prepared.pixels, models, engines)
    said.markdown(f"**{literal(picture.name)}.** {sentence(models, y_proba)}")
    st.header("What was done to the picture", anchor=False)
    st.caption(
        "As Fashion-MNIST's publisher did it (arXiv:1708.07747, section 2). "
        + "".join(f"{note[0].upper()}{note[1:]}. " for note in picture.notes)
    )
    steps(prepared.steps, key="own_steps", label="Steps from the picture to what the models see")
    if len(pictures) > 1:
        st.header(f"All {len(pictures)} pictures", anchor=False)
        show_all(pictures, preparation_of, models, engines)


picture_and_answers()
