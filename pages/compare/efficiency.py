"""Accuracy against what a model costs: parameters, multiply-accumulates, size, time."""

from functools import partial

import streamlit as st

from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import keys_of
from fmnist.figures.efficiency import CostPoint, efficiency
from fmnist.views.efficiency import EfficiencyView
from fmnist.views.parts.costs import COSTS, front_sentence
from pages.compare._efficiency_equal_budget import show_equal_budget
from pages.shared.charts import chart
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.storage.findings import pin

heading(
    "Efficiency",
    "What does accuracy cost? Whiskers are Wilson 95\N{NO-BREAK SPACE}% intervals on the 10,000 "
    "official test images; the cost axis is logarithmic.",
)
evaluated_models = evaluated_models_or_stop()
cost = st.segmented_control(
    "Cost", list(COSTS), default="Parameters", required=True, key="cost", bind="query-params"
)
points, priced = [], []
for evaluated in evaluated_models:
    value = COSTS[cost](evaluated.model)
    if value is None:
        st.caption(f"{evaluated.name}: not measured, left out.")
        continue
    interval = wilson_interval(evaluated.n_correct, len(evaluated.correct))
    priced.append((evaluated.name, value, evaluated.accuracy))
    points.append(
        CostPoint(
            name=evaluated.name,
            family=evaluated.record.family,
            cost=value,
            accuracy=evaluated.accuracy,
            low=interval.low,
            high=interval.high,
        )
    )
st.markdown(front_sentence(cost, priced))
pin(EfficiencyView(models=keys_of(evaluated_models), cost=cost))
chart(
    partial(efficiency, points, cost_title=cost),
    key="efficiency",
    of=(cost, *points),
    title="Accuracy over cost",
    alt=f"Accuracy of {len(points)} models over their cost: {cost.lower()}.",
)
if cost.startswith("Micro"):
    st.caption("Time was measured on each record's own hardware; compare only like with like.")
show_equal_budget()
