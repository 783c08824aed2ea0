"""Accuracy against what a model costs: parameters, multiply-accumulates, size, time."""

from functools import partial

import streamlit as st

from fmnist.evaluation.intervals import wilson_interval
from fmnist.figures.efficiency import CostPoint, efficiency
from fmnist.report.costs import COSTS, front_sentence
from pages.shared import controls
from pages.shared.charts import chart
from pages.shared.equal_budget import show_equal_budget
from pages.shared.pins import pin_efficiency

controls.heading(
    "Efficiency",
    "What does accuracy cost? Whiskers are Wilson 95\N{NO-BREAK SPACE}% intervals on the 10,000 "
    "official test images; the cost axis is logarithmic.",
)
contenders = controls.contenders_or_stop()
cost = st.segmented_control(
    "Cost", list(COSTS), default="Parameters", required=True, key="cost", bind="query-params"
)
points, priced = [], []
for contender in contenders:
    value = COSTS[cost](contender.model)
    if value is None:
        st.caption(f"{contender.name}: not measured, left out.")
        continue
    interval = wilson_interval(contender.n_correct, len(contender.correct))
    priced.append((contender.name, value, contender.accuracy))
    points.append(
        CostPoint(
            name=contender.name,
            family=contender.record.family,
            cost=value,
            accuracy=contender.accuracy,
            low=interval.low,
            high=interval.high,
        )
    )
st.markdown(front_sentence(cost, priced))
pin_efficiency(contenders, cost)
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
