"""Whether stated confidences can be believed, and what a model gains by abstaining."""

from functools import partial

import streamlit as st

from fmnist.figures.abstention import Abstention, abstention
from fmnist.figures.bins import shared_tops
from fmnist.figures.reliability import reliability_diagram
from fmnist.report.calibration_words import (
    Claim,
    abstention_sentence,
    calibration_sentence,
    claim_words,
)
from pages.shared import bins, cache, controls
from pages.shared.browse import browse, pick_order
from pages.shared.components.leaderboard import leaderboard

MOST_ABSTAINED = 50  # per cent
PLAIN = {"displayModeBar": False}

controls.heading(
    "Calibration",
    "Can a model's confidence, the probability of its predicted label, be believed? On the 10,000 "
    "official test images.",
)
contenders = controls.contenders_or_stop()
chosen = controls.pick_models(contenders)
judged = [cache.calibration(contender) for contender in chosen]
colours = cache.colours()
st.markdown(
    calibration_sentence([Claim(of.name, one) for of, one in zip(chosen, judged, strict=True)])
)


@st.fragment
def reliability_and_images() -> None:
    """Run alone when a bin or an image is chosen."""
    tops = shared_tops([one.bins for one in judged])
    for column, of, one in zip(st.columns(len(chosen)), chosen, judged, strict=True):
        key = f"reliability_{of.key}"
        column.markdown(f"**{of.name}**  \n{claim_words(one)}")
        column.plotly_chart(
            reliability_diagram(
                one.bins, colour=colours[of.key], tops=tops, chosen=bins.recall_bin(of, chosen)
            ),
            key=key,
            on_select=partial(bins.follow_click, key, of),
            selection_mode="points",
            config=PLAIN,
            alt=f"Accuracy of {of.name} in bins of its confidence. {claim_words(one)}",
        )
    of, place, outcome = bins.pick_bin(chosen, judged)
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
        order=pick_order(),
        empty="No such image in this bin. Choose another bin, or all images.",
    )


@st.fragment
def abstaining() -> None:
    """Run alone when the share of images to abstain on changes."""
    st.subheader("Abstaining", anchor=False)
    percent = st.slider(
        "May abstain on", 0, MOST_ABSTAINED, 5, format="%d %%", key="abstain", bind="query-params"
    )
    before, after = (judged[0].accuracy_abstaining(left) for left in (0, percent))
    st.markdown(abstention_sentence(chosen[0].name, percent / 100, before, after))
    shares = range(MOST_ABSTAINED + 1)
    curves = [
        Abstention(
            of.name,
            colours[of.key],
            [left / 100 for left in shares],
            [one.accuracy_abstaining(left) for left in shares],
            one.accuracy_abstaining(percent),
        )
        for of, one in zip(chosen, judged, strict=True)
    ]
    st.plotly_chart(
        abstention(curves, chosen=percent / 100),
        key="abstention",
        config=PLAIN,
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
abstaining()
