"""How each model learned: accuracy and loss over the epochs, and which epoch was selected."""

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.figures.curves import shared_ranges
from fmnist.text import origin_sentence
from fmnist.views.learning_curves import LearningCurvesView
from fmnist.views.parts.markdown import literal, markdown
from fmnist.views.parts.model_card import together_sentence
from pages.shared import cache
from pages.shared.charts import history_chart, text_first
from pages.shared.heading import evaluated_models_or_stop, heading, tell_of_bad_file
from pages.shared.pickers import pick_models
from pages.shared.views import show, show_tables

heading(
    "Learning curves",
    "How did each model learn, and when did it stop? Measured on 55,000 training and 5,000 "
    "validation images; the test images chose nothing.",
)
evaluated_models = evaluated_models_or_stop()
trained = [
    evaluated
    for evaluated in evaluated_models
    if evaluated.record.validation and not evaluated.record.members
]
chosen = pick_models(evaluated_models, best_of=trained or None)
content = show(LearningCurvesView(models=keys_of(chosen)))
text_first()
colours = cache.colours()
names = {evaluated.key: evaluated.name for evaluated in evaluated_models}
known = [cache.curves_or_none(evaluated) for evaluated in chosen if evaluated in trained]
ranges = shared_ranges([curves for curves in known if curves])
for column, evaluated in zip(st.columns(len(chosen)), chosen, strict=True):
    record = evaluated.record
    with column, tell_of_bad_file():
        st.header(evaluated.name, anchor=False)
        if record.members:
            st.markdown(markdown(together_sentence(record, names)))
        elif evaluated in trained:
            history_chart(evaluated, colours[evaluated.key], *ranges)
        else:
            st.markdown(f"{literal(origin_sentence(record))} How it learned is unknown.")
with st.expander("Selected weights, and what they reach"):
    show_tables(content)
