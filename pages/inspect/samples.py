"""Every test image, filtered by what it is and by what a model makes of it."""

import streamlit as st

from pages.inspect._samples_filter import pick_view
from pages.inspect._samples_random_draw import show_draw
from pages.shared import cache
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse
from pages.shared.images.slice_link import lead_to_slice
from pages.shared.views import show

NONE = "No image fits all filters. Widen the confidence, set a label to Any, or name fewer models."

heading(
    "Samples",
    "What do the 10,000 official test images look like, and what does each model see in them?",
)
evaluated_models = evaluated_models_or_stop()


@st.fragment
def filters_and_images() -> None:
    """Run alone when a filter changes or an image is chosen."""
    view, order = pick_view(evaluated_models)
    show(view)
    indices = view.fitting(cache.evaluation_set())
    [focus] = cache.evaluation_set().pick([view.by])
    shown = dict.fromkeys((*evaluated_models, focus))  # the equal budget's stand elsewhere
    if view.seed is not None or order is None:
        show_draw(indices, tuple(shown), focus=focus, seed=view.seed or 0, empty=NONE)
        return
    lead_to_slice(
        indices,
        classes=() if view.true is None else (view.true,),
        listed=bool(view.images) or view.goes_by_answers,
        by_answers=view.goes_by_answers,
    )
    browse(
        indices,
        tuple(shown),
        key="samples",
        label=view.title(cache.evaluation_set()),
        focus=focus,
        order=order,
        empty=NONE,
    )


filters_and_images()
