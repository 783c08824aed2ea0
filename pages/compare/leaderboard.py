"""The landing view: which models there are, how accurate they are, where they fail most."""

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.classification import recall_per_class
from fmnist.evaluation.confusions import commonest_confusions
from fmnist.evaluation.families import tie_groups
from fmnist.evaluation.intervals import wilson_interval
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.report.measures import DEFAULT_MEASURES, MEASURES
from fmnist.report.verdict import fine_print, verdict
from pages.shared import cache, controls
from pages.shared.browse import strip_of
from pages.shared.components.leaderboard import Column, Row, leaderboard
from pages.shared.pins import pin_models

HUMAN = ("Human", 0.835)  # Xiao et al. 2017, section 3: no fashion expertise, 1,000 test images

controls.heading(
    "Which model reads Fashion-MNIST best?",
    "Every number is computed from stored predictions for the 10,000 official test images.",
)
contenders = controls.contenders_or_stop()
pin_models("leaderboard", contenders)
comparisons = cache.comparisons()
accuracies = np.array([contender.accuracy for contender in contenders])
intervals = [wilson_interval(contender.n_correct, 10_000) for contender in contenders]
if comparisons:
    st.markdown(verdict([contender.name for contender in contenders], accuracies, comparisons))

best = controls.best_of_families(contenders)
for column, contender in zip(st.columns(len(best)), best, strict=True):
    interval = intervals[contenders.index(contender)]
    recall = recall_per_class(contender.matrix)
    column.metric(
        f"Best {FAMILY_NAMES[contender.record.family]}: {contender.name}",
        controls.percent(contender.accuracy),
        f"{100 * interval.low:.1f} to {100 * interval.high:.1f} · weakest class "
        f"{CLASS_NAMES[int(recall.argmin())]}, {controls.percent(recall.min())}",
        delta_color="off",
        delta_arrow="off",
        border=True,
    )

columns = controls.recall_columns(DEFAULT_MEASURES)
leaderboard(
    [
        Row(
            name=contender.name,
            family=FAMILY_NAMES[contender.record.family],
            value=contender.accuracy,
            low=interval.low,
            high=interval.high,
            numbers=[cache.measure(name, contender) for name in columns],
            href=controls.confusion_link(contender),
        )
        for contender, interval in zip(contenders, intervals, strict=True)
    ],
    caption="All models, the most accurate first",
    key="leaderboard",
    columns=[Column(name, MEASURES[name].help) for name in columns],
    ties=[(group[0], group[-1]) for group in tie_groups(accuracies, comparisons.adjusted_p)]
    if comparisons
    else (),
    reference=HUMAN,
)
left, right = st.columns([4, 1])
left.caption(fine_print(comparisons))
with right.popover("Columns", icon=":material/view_column:"):
    controls.pick_columns(list(MEASURES), DEFAULT_MEASURES)

st.subheader("Where they fail most", anchor=False)
for confusion in commonest_confusions(np.stack([contender.matrix for contender in contenders])):
    left, right = st.columns([2, 5], vertical_alignment="center")
    left.page_link(
        "pages/compare/confusion.py",
        label=f"**{controls.arrow(confusion.true_label, confusion.predicted_label)}**  \n"
        f"{min(confusion.per_model)} to {max(confusion.per_model)} of 1,000 per model",
        query_params={"cell": f"{confusion.true_label}-{confusion.predicted_label}"},
    )
    with right:
        strip_of(confusion.true_label, confusion.predicted_label, contenders)
