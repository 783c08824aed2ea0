"""The parts of the page of doubtful labels: one suspect to decide on, and scores without them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.metrics import SCORES
from fmnist.report.decisions import Decision
from pages.inspect._label_review_decisions import decide, decisions
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.gallery import Tiles
from pages.shared.components.image_view import DetailEvent, Image, image_detail
from pages.shared.components.leaderboard import Column, leaderboard, row_of
from pages.shared.components.refocus import ask_for_focus
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.image_view import lead_to_why, stated
from pages.shared.images.pictures import atlas_tiles
from pages.shared.pickers import MOST_SIDE_BY_SIDE, pick_columns
from pages.shared.url import get_query_number, set_query, tell_of_bad

N_IMAGES: Final = 10_000
DEFAULT_SCORES: Final = ("Accuracy", "Macro F1", "Log loss", "Shirt recall")
MARKS: Final[dict[Decision | None, str]] = {
    "wrong": "✗ ",
    "right": "✓ ",
    "unsure": "? ",
    None: "",
}
DECISION_TEXTS: Final[dict[Decision | None, str]] = {
    "wrong": "label confirmed wrong",
    "right": "label kept",
    "unsure": "cannot tell",
    None: "not decided",
}


def pick_blind() -> bool:
    """Let a person judge for himself first: the models' answers would lead him."""
    return st.toggle(
        "Judge first: hide what the models say until I have decided",
        key="blind",
        bind="query-params",
    )


def tiles(suspects: npt.NDArray[np.int64], *, blind: bool) -> Tiles:
    """Return the suspects with the official label, the decision, and what the models say.

    Parameters
    ----------
    suspects
        Test images, shape (n,).
    blind
        Whether the models' answers stay hidden where nothing is decided.
    """
    labels = cache.test_split().labels[suspects]
    names, details = [], []
    for index, label, guess in zip(
        suspects.tolist(), labels, cache.believed()[suspects], strict=True
    ):
        made = decisions().get(index)
        hidden = blind and made is None
        said = "" if hidden else f"models say {CLASS_NAMES[guess]}, "
        names.append(
            f"Test image {index}: official label {CLASS_NAMES[label]}, {said}{DECISION_TEXTS[made]}"
        )
        details.append("" if hidden else f"{MARKS[made]}{CLASS_NAMES[guess]}?")
    return atlas_tiles(
        suspects,
        names,
        captions=[CLASS_NAMES[label] for label in labels],
        details=details,
    )


def get_query_suspect(suspects: npt.NDArray[np.int64]) -> int | None:
    """Return the opened image, if it is among the suspects."""
    index = get_query_number("image", below=N_IMAGES)
    if index is not None and index in suspects:
        return index
    if "image" in st.query_params:
        tell_of_bad("image", "test image", f"it is none of the {len(suspects)} below.")
    return None


def judge(
    index: int,
    suspects: npt.NDArray[np.int64],
    evaluated_models: Sequence[EvaluatedModel],
    *,
    blind: bool,
) -> None:
    """Show one suspect large, with the decisions; deciding opens the next undecided one."""
    made = decisions().get(index)
    _, positions = cache.sheet_positions()
    label = int(cache.test_split().labels[index])
    place = int(np.flatnonzero(suspects == index)[0])
    shown = () if blind and made is None else evaluated_models[:MOST_SIDE_BY_SIDE]

    def follow(event: DetailEvent) -> None:
        set_query(image=None if event.close else int(suspects[place + event.step]))

    image_detail(
        Image(index=index, true=label, position=positions[index]),
        class_names=CLASS_NAMES,
        model_names=[evaluated.name for evaluated in shown],
        probabilities=[stated(evaluated, index) for evaluated in shown],
        answers=[evaluated.y_pred[index] for evaluated in shown],
        atlas=ATLAS_URL,
        key="label_review_detail",
        place=(place + 1, len(suspects)),
        compared=len(shown),
        on_event=follow,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        for decision, text, key in (
            ("wrong", f"{CLASS_NAMES[label]} is wrong", "W"),
            ("right", f"{CLASS_NAMES[label]} is right", "K"),
            ("unsure", "Cannot tell", "N"),
        ):
            st.button(
                text,
                key=f"decide_{decision}",
                shortcut=key,
                type="primary" if made == decision else "secondary",
                on_click=_decide,
                args=(index, decision, suspects),
            )
        if made:
            st.button("Take back", shortcut="U", on_click=_take_back, args=(index, made))
        st.caption(f"Test image {index}: {DECISION_TEXTS[made]}")
    if shown:
        lead_to_why(index, shown)


def _decide(index: int, decision: Decision, suspects: npt.NDArray[np.int64]) -> None:
    """Decide and open the next undecided image."""
    decide(index, decision)
    open_ones = [suspect for suspect in suspects.tolist() if suspect not in decisions()]
    set_query(image=open_ones[0] if open_ones else index)
    ask_for_focus(f"decide_{decision}")


def _take_back(index: int, made: Decision) -> None:
    decide(index, None)
    ask_for_focus(f"decide_{made}")


def show_scores(evaluated_models: Sequence[EvaluatedModel], wrong: Sequence[int]) -> None:
    """Show every score with and without the images whose label was confirmed wrong."""
    images = "image" if len(wrong) == 1 else "images"
    with st.expander(f"Every score with and without the {len(wrong)} {images}"):
        names = pick_columns(list(SCORES), DEFAULT_SCORES, key="scores")
        judged = [(evaluated, evaluated.without(wrong)) for evaluated in evaluated_models]
        rows = [
            row_of(
                after,
                [f"{SCORES[name].text(before)} → {SCORES[name].text(after)}" for name in names],
            )
            for before, after in judged
        ]
        leaderboard(
            sorted(rows, key=lambda row: -row.value),
            caption=f"All models without the {len(wrong)} {images}, the most accurate first",
            key="scores_without",
            columns=[Column(name, f"{SCORES[name].help}: all 10,000 → without") for name in names],
            value_label="Accuracy without",
        )
