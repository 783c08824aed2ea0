"""Whether stated confidences can be believed, and what a model gains by abstaining."""

from functools import partial

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.figures.abstention import Abstention, abstention
from fmnist.views.bin import BinView, bin_sentence
from fmnist.views.calibration import CalibrationView, abstention_sentence, calibration_of
from pages.compare import _calibration_bins as bins
from pages.shared import cache
from pages.shared.charts import chart, text_first
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse
from pages.shared.pickers import pick_models
from pages.shared.storage.findings import pin
from pages.shared.views import show, show_tables

PERCENT = range(51)  # of the images, that a model may abstain on

heading(
    "Calibration",
    "Can a model's confidence, the probability of its predicted label, be believed? On the 10,000 "
    "official test images.",
)
evaluated_models = evaluated_models_or_stop()
chosen = pick_models(evaluated_models)
content = show(CalibrationView(models=keys_of(chosen)))
chosen = tuple(one for one in chosen if one.states_probabilities)
if not chosen:
    st.stop()
text_first()
evaluated = [calibration_of(one) for one in chosen]


@st.fragment
def reliability_and_images() -> None:
    """Run alone when a bin or an image is chosen."""
    bins.reliability_charts(chosen, evaluated)
    title = st.container()
    of, place, outcome, order = bins.pick_bin(chosen, evaluated)
    if place is None:
        return
    one = evaluated[chosen.index(of)]
    view = BinView(models=keys_of(chosen), of=of.key, place=place, outcome=outcome)
    with title:
        said = bin_sentence(of, one, place)
        reveal(said, key="bin_title", origin=f"reliability_{of.key}", back="Back to the chart")
    pin(view)
    browse(
        view.images_of(of),
        chosen,
        key="bin",
        label=f"Images in a bin of confidence of {of.name}",
        focus=of,
        order=order,
        empty="No such image in this bin. Choose another bin, or any outcome.",
    )


@st.fragment
def abstaining() -> None:
    """Run alone when the share of images to abstain on changes."""
    left, right = st.columns([1, 2])
    percent = left.slider(
        "May abstain on", 0, PERCENT[-1], 5, format="%d %%", key="abstain", bind="query-params"
    )
    before, after = (evaluated[0].accuracy_abstaining(share) for share in (0, percent))
    left.markdown(abstention_sentence(chosen[0].name, percent / 100, before, after))
    colours = cache.colours()
    curves = [
        Abstention(of.name, colours[of.key], [one.accuracy_abstaining(share) for share in PERCENT])
        for of, one in zip(chosen, evaluated, strict=True)
    ]
    chart(
        partial(abstention, curves, chosen=percent),
        key="abstention",
        of=(*(each.fingerprint for each in chosen), *(each.colour for each in curves), percent),
        place=right,
        title="Accuracy when abstaining",
        alt="Accuracy on the images answered, over the share of images abstained from.",
    )


reliability_and_images()
st.header("Calibration error", anchor=False)
show_tables(content)
st.header("Abstaining", anchor=False)
abstaining()
