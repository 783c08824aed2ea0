"""A chosen bin of confidence: its pickers, what a click on a chart means, its images."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.figures.palette import FAMILY_NAMES
from fmnist.report.calibration_numbers import Calibration
from fmnist.report.words import between
from pages.shared import cache, controls
from pages.shared.cache import Contender
from pages.shared.components.leaderboard import Column, Row

MODEL: Final = "bin_of"  # keys of the pickers, and their names in the URL
BIN: Final = "bin"
OUTCOME: Final = "bin_outcome"
COLUMNS: Final = (
    Column("Brier", "Mean squared distance from the truth, summed over the classes: 0 to 2"),
    Column("Log loss", "Mean negative log-likelihood of the true label, in nats"),
    Column("ECE by chance alone", "What a model whose every confidence is true would show"),
    Column("ECE, equal mass", "Over bins of equally many images, with its bootstrap interval"),
)
FINE_PRINT: Final = (
    "ECE, the expected calibration error: the mean distance of confidence and accuracy over 15 bins "
    "of equal width. Even a perfect model's is above 0, by chance. Intervals: bootstrap of the "
    "images, 1,000 resamples, seed 0; a resample adds chance of its own, so that they lie high."
)
OUTCOMES: Final = {"All": "all", "Right": "right", "Wrong": "wrong"}


def pick_bin(
    chosen: Sequence[Contender], judged: Sequence[Calibration]
) -> tuple[Contender, int | None, str]:
    """Let a person choose a model, one of its bins, and right or wrong images; by keyboard too."""
    filled = np.flatnonzero(np.sum([one.bins.counts for one in judged], axis=0))
    names = {judged[0].bins.name(place): int(place) for place in filled}
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        contender = controls.pick_one(chosen, "Images of", key=MODEL)
    name = middle.selectbox(
        "Confidence bin",
        list(names),
        index=None,
        placeholder="Choose one here or in a chart",
        key=BIN,
        bind="query-params",
    )
    outcome = right.segmented_control(
        "Which of them",
        list(OUTCOMES),
        default="All",
        required=True,
        key=OUTCOME,
        bind="query-params",
    )
    return contender, names.get(name), outcome


def recall_bin(contender: Contender, chosen: Sequence[Contender]) -> int | None:
    """Return the bin to mark in a model's chart, which is drawn before the pickers."""
    of = st.session_state.get(MODEL, st.query_params.get(MODEL, chosen[0].name))
    name = st.session_state.get(BIN, st.query_params.get(BIN))
    if of != contender.name:
        return None
    bins = cache.calibration(contender).bins
    return next((place for place in range(bins.counts.size) if bins.name(place) == name), None)


def follow_click(chart: str, contender: Contender) -> None:
    """Put the bin that was clicked in a chart into the pickers."""
    points = st.session_state[chart]["selection"]["points"]
    if not points:
        return  # a second click takes back the selection of the chart, not the choice
    place, outcome = points[0]["customdata"]
    st.session_state[MODEL] = contender.name
    st.session_state[BIN] = cache.calibration(contender).bins.name(int(place))
    st.session_state[OUTCOME] = next(word for word, one in OUTCOMES.items() if one == outcome)
    controls.remember(image=None)


def bin_images(
    contender: Contender, judged: Calibration, place: int, outcome: str
) -> npt.NDArray[np.int64]:
    """Return the images of a bin, all of them or the right or the wrong ones."""
    images = judged.images(place)
    if outcome == "All":
        return images
    return images[contender.correct[images] == (outcome == "Right")]


def bin_words(contender: Contender, judged: Calibration, place: int) -> str:
    """Say what a bin holds, as Markdown."""
    bins = judged.bins
    count = int(bins.counts[place])
    words = f"**{count:,} images** that **{contender.name}** is {bins.name(place)} sure about"
    if not count:
        return f"{words}."
    accuracy = controls.percent(bins.accuracy[place])
    return f"{words}: {bins.right[place]:,} right ({accuracy}), {bins.wrong[place]:,} wrong."


def ece_rows(chosen: Sequence[Contender], judged: Sequence[Calibration]) -> list[Row]:
    """Return one row per model for the table of calibration errors, the smallest first."""
    rows = [
        Row(
            name=contender.name,
            family=FAMILY_NAMES[contender.record.family],
            value=one.equal_width.value,
            low=one.equal_width.interval.low,
            high=one.equal_width.interval.high,
            numbers=(
                f"{one.brier:.3f}",
                f"{one.log_loss:.3f}",
                between(one.equal_width.by_chance),
                f"{controls.percent(one.equal_mass.value)} ({between(one.equal_mass.interval)})",
            ),
        )
        for contender, one in zip(chosen, judged, strict=True)
    ]
    return sorted(rows, key=lambda row: row.value)
