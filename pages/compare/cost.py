"""What mistakes cost: every model's expected cost, and when asking a person pays."""

from functools import partial

import streamlit as st

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import keys_of
from fmnist.figures.costs import PricedModel, costs
from fmnist.views.cost import ASK, EQUAL, MOST, NAMES, CostView, cost_matrix
from fmnist.views.parts.content import Whiskers
from pages.compare import _cost_mistakes as mistakes
from pages.shared.charts import chart
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.views import show

heading(
    "Costs of mistakes",
    "Which model costs least if some mistakes cost more than others, and when does asking a person "
    "pay? Per 1,000 garments, computed from the 10,000 official test images.",
)
evaluated_models = evaluated_models_or_stop()
left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    name = st.segmented_control(
        "Which mistakes cost more",
        list(NAMES),
        default="All equal",
        required=True,
        key="preset",
        bind="query-params",
        wrap=True,
    )
with right:
    ask = st.number_input(
        "Asking a person costs",
        0.0,
        float(MOST),
        ASK,
        step=0.05,
        key="ask",
        bind="query-params",
        help="Per garment, in the same unit as the mistakes; the person's answer counts as right.",
    )
preset = NAMES[name]
weights = EQUAL
if preset == "own":
    with st.container(horizontal=True):
        weights = tuple(
            st.number_input(
                CLASS_NAMES[label],
                0,
                MOST,
                EQUAL[label],
                key=f"cost_{label}",
                bind="query-params",
                width=120,
            )
            for label in range(len(CLASS_NAMES))
        )
view = CostView(models=keys_of(evaluated_models), preset=preset, ask=ask, weights=weights)
st.caption(f"Here {view.meaning()}; a right answer costs nothing.")
content = show(view)
matrix = cost_matrix(preset, weights)
count = mistakes.pick_count(evaluated_models, matrix)
for drawn in content.blocks:
    if isinstance(drawn, Whiskers):
        points = [PricedModel(p.name, p.colour, p.value, p.low, p.high) for p in drawn.points][
            :count
        ]
        chart(
            partial(costs, points),
            key="costs",
            of=tuple(points),
            title="Cost of mistakes",
            alt=f"Cost per 1,000 garments of {text.counted(len(points), 'model')}, each with its "
            "95 % interval. The table below has the numbers.",
        )
mistakes.rows(content, evaluated_models, matrix, count)
mistakes.mistakes(evaluated_models, matrix)
