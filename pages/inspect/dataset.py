"""The data: what Fashion-MNIST is, its ten classes, and garments that nearly coincide."""

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES, SUPER_CLASSES
from fmnist.evaluation.class_pair import mean_images
from pages.inspect._dataset_digits_comparison import show_digits_comparison
from pages.shared import cache
from pages.shared.components.pictures import Picture, pictures
from pages.shared.heading import heading
from pages.shared.images.pictures import strip

PER_CLASS = 10
PAIRS = 10

heading(
    "The data",
    "What do the models see? Ten kinds of garments, 28 by 28 pixels, and how alike some are.",
)
st.markdown(
    "Fashion-MNIST was published by Zalando Research in 2017 as a harder stand-in for the "
    "handwritten digits of MNIST: same size, same form, but garments "
    "(Xiao, Rasul and Vollgraf, arXiv:1708.07747; MIT licence). Each image shows one article "
    "from a shop's catalogue, in grey, brightness 0 to 255 on black. Its first files held "
    "duplicates; they were replaced on 31 August 2017, and only those later files are used here, "
    "recognised by their fingerprint."
)
counts = cache.class_counts()
images, labels = cache.test_split().images, cache.test_split().labels
st.header("Ten classes", anchor=False)
st.caption(
    "Each row shows the first test images of a class. Training images are counted in the official "
    "split; 500 of each class only select epochs and weights."
)
groups = {label: name for name, members in SUPER_CLASSES.items() for label in members}
for label, name in enumerate(CLASS_NAMES):
    left, right = st.columns([2, 5], vertical_alignment="center")
    left.markdown(
        f"**{label} · {name}**  \n{groups[label]} · {counts.train[label]:,} to train, "
        f"{counts.test[label]:,} to test"
    )
    with right:
        strip(
            np.flatnonzero(labels == label)[:PER_CLASS],
            key=f"class_{label}",
            label=f"Test images of class {name}",
        )

means = mean_images(images, [np.flatnonzero(labels == label) for label in range(N_CLASSES)])
st.caption("The mean of each class's 1,000 test images, in the same order: what they share.")
pictures(
    [
        [
            Picture("", "", f"Mean of the test images of class {name}", mean)
            for name, mean in zip(CLASS_NAMES, means, strict=True)
        ]
    ],
    less="",
    more="",
    key="means",
)
show_digits_comparison()

st.header("Different labels, almost the same picture", anchor=False)
st.caption(
    f"The {PAIRS} pairs of test images that differ least, pixel by pixel, though their labels "
    "differ. No model can be sure of these, and people are not either: on 1,000 test images people "
    "without fashion expertise reached 83.5\N{NO-BREAK SPACE}% (Xiao et al. 2017)."
)
with st.spinner("Comparing 10,000 images with each other", show_time=True):
    pairs = cache.look_alikes()[:PAIRS]
for row in np.array_split(np.arange(len(pairs)), 2):
    for column, place in zip(st.columns(len(row)), row.tolist(), strict=True):
        pair = pairs[place]
        with column:
            strip(
                np.array([pair.first, pair.second]),
                key=f"pair_{place}",
                label="Two images that nearly coincide",
            )
            first, second = (CLASS_NAMES[labels[index]] for index in (pair.first, pair.second))
            st.caption(
                f"{first} and {second}, on average {pair.distance:.0f} of 255 grey levels apart"
            )

st.header("Doubts about labels", anchor=False)
st.page_link(
    "pages/inspect/label_review.py",
    label="Which official labels do all models doubt, and does the ranking survive without them?",
    icon=":material/help:",
)
