"""What happens to each model when the pictures are shifted, turned, blurred, covered and so on."""

from functools import partial

import streamlit as st

from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation_set import keys_of
from fmnist.explanation.corruptions import SEVERITIES
from fmnist.figures.robustness import Decline, robustness
from fmnist.views.robustness import RobustnessView, asked_of
from pages.inspect._robustness_flips import show_flips
from pages.inspect._robustness_samples import pick_corruption, show_samples
from pages.shared import cache
from pages.shared.charts import chart
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_models
from pages.shared.views import show, show_tables

heading(
    "Robustness",
    "What happens to each model when the picture is not as it should be? Ten corruptions of the "
    "10,000 official test images, each in five severities.",
)
evaluated_models = evaluated_models_or_stop()
chosen = pick_models(evaluated_models)
corruption, severity = pick_corruption()
content = show(RobustnessView(models=keys_of(chosen), corruption=corruption.key, severity=severity))
asked = asked_of(chosen, corruption.key)
if not asked:
    st.stop()
left, right = st.columns([1, 1])
with left:
    show_samples(corruption, severity, asked)
declines = []
for one in asked:
    shares = [one.accuracy(step) for step in range(SEVERITIES + 1)]
    ends = [
        wilson_interval(round(share * len(one.one.y_true)), len(one.one.y_true)) for share in shares
    ]
    declines.append(
        Decline(
            one.one.name,
            cache.colours()[one.one.key],
            shares,
            [end.low for end in ends],
            [end.high for end in ends],
        )
    )
chart(
    partial(
        robustness,
        declines,
        steps=("unchanged", *(f"{amount:g}" for amount in corruption.amounts)),
        chosen=severity,
        title=f"{corruption.name} {corruption.unit.format('…')}",
    ),
    key="robustness",
    of=(corruption.key, severity, *(one.one.fingerprint for one in asked)),
    place=right,
    title=f"Accuracy when pictures are {corruption.participle}",
    alt=f"Accuracy of {len(asked)} models over five severities; the numbers are in the tables.",
)


@st.fragment
def lost_images() -> None:
    """Run alone when a model, a confusion or an image is chosen."""
    st.header("Which images flip, and to what", anchor=False)
    show_flips(asked, corruption, severity)


lost_images()
st.header("In numbers", anchor=False)
show_tables(content)
