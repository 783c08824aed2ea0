"""Why a model prefers one class to another: which parts of an image speak for it, and a morph."""

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.views.why import WhyView
from pages.inspect._why_maps import show_maps, show_trust, true_label_sentence
from pages.inspect._why_morph import show_morph
from pages.inspect._why_subject import pick_subject
from pages.shared.engines import answering_or_stop, quick
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_models
from pages.shared.storage.findings import pin

TABS = ("Evidence", "Morph")

heading(
    "Why?",
    "Which parts of one image speak for one class and against another, and how much must change "
    "until a model changes its mind?",
)
evaluated_models = evaluated_models_or_stop()
chosen = pick_models(evaluated_models, best_of=quick(evaluated_models))
models, engines = answering_or_stop(chosen)


@st.fragment
def explain() -> None:
    """Run alone when an image, a class, a filling or a tab is chosen."""
    subject = pick_subject(models)
    evidence, way = st.tabs(TABS, key="tab", bind="query-params")
    if evidence.open:
        with evidence:
            st.caption(
                f"{true_label_sentence(subject)} Blue speaks for {subject.names[0]}, orange for "
                f"{subject.names[1]}: by how much log p({subject.names[0]}) − "  # noqa: RUF001
                f"log p({subject.names[1]}) falls when patches of 4 x 4 pixels there are covered."
            )
            pin(
                WhyView(
                    models=keys_of(models),
                    first=subject.first,
                    second=subject.second,
                    image=subject.index,
                    picture=subject.token,
                    filling=subject.filling,
                )
            )
            found = show_maps(subject, models)
            show_trust(subject, models, found)
    if way.open:
        with way:
            show_morph(subject, models, engines)


explain()
