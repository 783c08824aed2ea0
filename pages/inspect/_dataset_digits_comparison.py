"""How much harder fashion is than digits, on the page of the data."""

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.report.digits_comparison import find_twins
from pages.shared import cache
from pages.shared.components.pictures import Picture, pictures
from pages.shared.heading import tell_of_bad_file


def show_digits_comparison() -> None:
    """Show one network's accuracy on both, above a digit and a garment of each class."""
    with tell_of_bad_file():
        _show()


def _show() -> None:
    twins = find_twins(cache.registry().models, cache.evaluated_models())
    if twins is None:
        return
    st.header("How much harder is fashion than digits?", anchor=False)
    st.markdown(twins.sentence)
    st.caption(
        f"{twins.garments.name}, both times. {twins.claims} The digits model takes part in "
        "no comparison here. Digits: MNIST, Yann LeCun and Corinna Cortes, CC BY-SA 3.0."
    )
    digits = cache.example_images(twins.digits)
    split = cache.test_split()
    garments = [int(np.flatnonzero(split.labels == label)[0]) for label in range(N_CLASSES)]
    pictures(
        [
            [
                Picture("", "", f"A handwritten {label}", digits[label, 0])
                for label in range(N_CLASSES)
            ],
            [
                Picture("", "", f"Test image {index}: {name}", split.images[index])
                for name, index in zip(CLASS_NAMES, garments, strict=True)
            ],
        ],
        less="",
        more="",
        key="digits_and_garments",
    )
