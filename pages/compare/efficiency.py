"""Accuracy against what a model costs: parameters, multiply-accumulates, size, time."""

from functools import partial
from typing import Final

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.figures.efficiency import CostPoint, efficiency
from fmnist.metrics import COSTS
from fmnist.views.efficiency import FORMER_NAMES, EfficiencyView, front_first, priced
from pages.compare._efficiency_equal_budget import show_equal_budget
from pages.shared.charts import chart
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.url import follow_former_names
from pages.shared.views import show, show_tables

# The names that have no room on a narrow chart are annotations: see `fmnist.figures.efficiency`.
ROOM_FOR_NAMES: Final = """<style>
.st-key-efficiency { container-type: inline-size; }
@container (width < 42rem) { .annotation { display: none; } }
</style>"""

heading(
    "Efficiency",
    "What does accuracy cost? Whiskers are Wilson 95\N{NO-BREAK SPACE}% intervals on the 10,000 "
    "official test images; the cost axis is logarithmic.",
)
evaluated_models = evaluated_models_or_stop()
follow_former_names("cost", FORMER_NAMES)
cost = st.segmented_control(
    "Cost", list(COSTS), default="Parameters", required=True, key="cost", bind="query-params"
)
content = show(EfficiencyView(models=keys_of(evaluated_models), cost=cost))
points = []
for price, evaluated in front_first(priced(evaluated_models, cost)):
    interval = evaluated.interval
    points.append(
        CostPoint(
            name=evaluated.name,
            family=evaluated.record.family,
            cost=price,
            accuracy=evaluated.accuracy,
            low=interval.low,
            high=interval.high,
        )
    )
chart(
    partial(efficiency, points, cost_title=COSTS[cost].axis),
    key="efficiency",
    of=(cost, *points),
    title="Accuracy over cost",
    alt=f"Accuracy of {len(points)} models over their cost: {cost.lower()}.",
)
st.caption(
    f"{cost}: {COSTS[cost].help}. A name that would touch another one or a dot is left out: the "
    "pointer on the dot tells it, and so does the table below."
)
st.html(ROOM_FOR_NAMES)
with st.expander("What each model costs"):
    show_tables(content)
show_equal_budget()
