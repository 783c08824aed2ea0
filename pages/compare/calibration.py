"""Whether stated confidences can be believed, and what a model gains by abstaining."""

from functools import partial

import streamlit as st

from fmnist.figures.abstention import Abstention, abstention
from fmnist.report.calibration_words import abstention_sentence, calibration_sentence
from pages.shared import bins, cache, controls
from pages.shared.browse import browse
from pages.shared.charts import chart, words_first
from pages.shared.components.leaderboard import leaderboard
from pages.shared.pins import pin_models

PERCENT = range(51)  # of the images, that a model may abstain on

controls.heading(
    "Calibration",
    "Can a model's confidence, the probability of its predicted label, be believed? On the 10,000 "
    "official test images.",
)
contenders = controls.contenders_or_stop()
chosen = controls.pick_models(contenders)
pin_models("calibration", chosen)
words_first()
judged = [cache.calibration(contender) for contender in chosen]
st.markdown(calibration_sentence([contender.name for contender in chosen], judged))


@st.fragment
def reliability_and_images() -> None:
    """Run alone when a bin or an image is chosen."""
    bins.reliability_charts(chosen, judged)
    of, place, outcome, order = bins.pick_bin(chosen, judged)
    if place is None:
        return
    one = judged[chosen.index(of)]
    st.markdown(bins.bin_words(of, one, place))
    browse(
        bins.bin_images(of, one, place, outcome),
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
    before, after = (judged[0].accuracy_abstaining(share) for share in (0, percent))
    left.markdown(abstention_sentence(chosen[0].name, percent / 100, before, after))
    colours = cache.colours()
    curves = [
        Abstention(of.name, colours[of.key], [one.accuracy_abstaining(share) for share in PERCENT])
        for of, one in zip(chosen, judged, strict=True)
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
st.subheader("Calibration error", anchor=False)
leaderboard(
    bins.ece_rows(chosen, judged),
    caption="Expected calibration error of every chosen model, the smallest first",
    key="ece",
    columns=bins.COLUMNS,
    value_label="ECE",
    interval_label="95 % bootstrap interval",
)
st.caption(bins.FINE_PRINT)
st.subheader("Abstaining", anchor=False)
abstaining()
