"""How each model learned: accuracy and loss over the epochs, and which epoch was selected."""

from itertools import compress

import streamlit as st

from fmnist.figures.curves import shared_ranges
from fmnist.report.model_card import together_sentence
from pages.shared import cache, controls
from pages.shared.charts import history_chart, words_first
from pages.shared.pins import pin_models

controls.heading(
    "Learning curves",
    "How did each model get better, and when did it stop? Measured on 55,000 training and 5,000 "
    "validation images; the test images chose nothing.",
)
contenders = controls.contenders_or_stop()
trained = [contender for contender in contenders if not contender.record.members]
chosen = controls.pick_models(contenders, best_of=trained)
pin_models("learning_curves", chosen)
words_first()
colours = cache.colours()
names = {contender.key: contender.name for contender in contenders}
curves = [cache.curves(contender) for contender in chosen]
learned = list(compress(curves, [contender in trained for contender in chosen]))
accuracy_range, loss_range = shared_ranges(learned or curves)
for column, contender, curve in zip(st.columns(len(chosen)), chosen, curves, strict=True):
    record = contender.record
    with column:
        st.subheader(contender.name, anchor=False)
        if record.members:
            st.markdown(together_sentence(record, names))
            continue
        claimed = record.claimed_accuracy
        st.caption(
            f"Epoch {record.validation.epoch} of {len(curve.epoch)} selected on validation "
            f"accuracy {controls.percent(record.validation.accuracy)}; test accuracy "
            f"{controls.percent(contender.accuracy)}"
            + (f", its source claims {controls.percent(claimed)}." if claimed else ".")
        )
        history_chart(contender, colours[contender.key], accuracy_range, loss_range)
