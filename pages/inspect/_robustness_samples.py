"""The dial of the page "Robustness", and ten pictures as the models then see them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import streamlit as st

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.explanation.corruptions import CORRUPTIONS, SEVERITIES, Corruption, corrupt
from fmnist.views.robustness import Asked
from pages.shared import cache
from pages.shared.components.pictures import Picture, pictures

BY_NAME: Final = {each.name: each for each in CORRUPTIONS.values()}
SEVERITY: Final = "3"
COLUMNS: Final = 5


def pick_corruption() -> tuple[Corruption, int]:
    """Let a person choose what happens to the pictures, and how badly."""
    name = st.pills(
        "What happens to the pictures",
        list(BY_NAME),
        default="Shifted",
        required=True,
        key="corruption",
        bind="query-params",
    )
    corruption = BY_NAME[name]
    severity = st.segmented_control(
        "Severity",
        [str(severity) for severity in range(1, SEVERITIES + 1)],
        default=SEVERITY,
        required=True,
        key="severity",
        bind="query-params",
        help="; ".join(
            f"{severity}: {corruption.text(severity)}" for severity in range(1, SEVERITIES + 1)
        ),
    )
    return corruption, int(severity)


def show_samples(corruption: Corruption, severity: int, asked: Sequence[Asked]) -> None:
    """Show the first image of each class as the models then see it, with what each says."""
    split = cache.test_split()
    first = np.array([np.flatnonzero(split.labels == label)[0] for label in range(N_CLASSES)])
    seen = corrupt(split.images[first], corruption, severity, first)
    shown = []
    for label, index, pixels in zip(range(N_CLASSES), first, seen, strict=True):
        answers = [int(one.y_pred[severity - 1, index]) for one in asked]
        right = sum(answer == label for answer in answers)
        spoken = ", ".join(
            f"{one.one.name} says {CLASS_NAMES[answer]}"
            for one, answer in zip(asked, answers, strict=True)
        )
        note = f"{right} of {len(asked)} right"
        if len(asked) == 1:
            note = "right" if right else f"taken for {CLASS_NAMES[answers[0]]}"
        shown.append(
            Picture(
                CLASS_NAMES[label],
                note,
                f"Test image {index}, true {CLASS_NAMES[label]}, {corruption.text(severity)}: "
                f"{spoken}",
                pixels,
            )
        )
    rows = [shown[at : at + COLUMNS] for at in range(0, len(shown), COLUMNS)]
    with st.container(width=720):
        pictures(rows, less="", more="", key="robustness_samples")
