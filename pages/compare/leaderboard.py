"""The landing view: which models there are, how accurate they are, where they fail most."""

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from fmnist.evaluation.families import tie_runs
from fmnist.evaluation_set import comparisons, keys_of
from fmnist.metrics import DEFAULT_COLUMNS, METRICS
from fmnist.views.leaderboard import HUMAN, LeaderboardView
from fmnist.views.parts.verdict import fine_print
from pages.compare import _leaderboard_landing as landing
from pages.compare._leaderboard_filter import filtered
from pages.shared import cache
from pages.shared.components.leaderboard import Column, row_of, table_payload
from pages.shared.components.overview import overview
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_columns
from pages.shared.storage.findings import pin

heading(
    "Which model classifies Fashion-MNIST best?",
    "Every number is computed from stored predictions for the 10,000 official test images.",
)
every_model = evaluated_models_or_stop()
with st.container(horizontal=True, vertical_alignment="center", key="table_columns"):
    evaluated_models = filtered(every_model)
    with st.popover("Columns", icon=":material/view_column:"):
        columns = pick_columns(list(METRICS)[1:], DEFAULT_COLUMNS)
view = LeaderboardView(models=keys_of(evaluated_models))
pin(view)
found = comparisons(evaluated_models) if len(evaluated_models) > 1 else None

failures, picture = landing.failures(evaluated_models)
opened = overview(
    landing.cards(evaluated_models),
    table_payload(
        [
            row_of(
                evaluated,
                [METRICS[name].text(evaluated) for name in columns],
                landing.address(models=evaluated.key),
            )
            for evaluated in evaluated_models
        ],
        caption="All models, the most accurate first",
        columns=[Column(name, METRICS[name].help) for name in columns],
        ties=tie_runs(found.adjusted_p) if found else (),
        reference=HUMAN,
    ),
    failures,
    verdict=cache.content(view).sentence,
    fine_print=fine_print(found),
    picture=picture,
    key="leaderboard",
)
if opened is not None:
    query = parse_qs(urlsplit(opened).query)
    st.switch_page("pages/compare/confusion.py", query_params=query)
