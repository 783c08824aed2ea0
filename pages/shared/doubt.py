"""Decisions about doubtful labels: kept in the session, made one image at a time."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.errors import ReportError
from fmnist.report.decisions import FILE_NAME, Decision, from_file
from pages.shared import cache
from pages.shared.atlas import ATLAS_URL
from pages.shared.cache import Contender
from pages.shared.components.detail import DetailEvent, Image, image_detail
from pages.shared.controls import MOST_SIDE_BY_SIDE, recall_number, remember

KEY: Final = "label_decisions"
MARKS: Final[dict[Decision | None, str]] = {"wrong": "✗ ", "right": "✓ ", None: ""}
WORDS: Final[dict[Decision | None, str]] = {
    "wrong": "label confirmed wrong",
    "right": "label kept",
    None: "not decided",
}


def decisions() -> dict[int, Decision]:
    """Return the decisions of this session by test index."""
    return st.session_state.setdefault(KEY, {})


def mark(decision: Decision | None) -> str:
    """Return a decision as a mark before a caption."""
    return MARKS[decision]


def words(decision: Decision | None) -> str:
    """Say a decision."""
    return WORDS[decision]


def opened(suspects: npt.NDArray[np.int64]) -> int | None:
    """Return the opened image, if it is among the suspects."""
    index = recall_number("image", below=10_000)
    return index if index is not None and index in suspects else None


def judge(index: int, suspects: npt.NDArray[np.int64], contenders: Sequence[Contender]) -> None:
    """Show one suspect large, with the two decisions; deciding opens the next undecided one."""
    _, positions = cache.sheet_positions()
    label = int(cache.test_split().labels[index])
    place = int(np.flatnonzero(suspects == index)[0])
    shown = contenders[:MOST_SIDE_BY_SIDE]

    def follow(event: DetailEvent) -> None:
        remember(image=None if event.close else int(suspects[place + event.step]))

    image_detail(
        Image(index=index, true=label, position=positions[index]),
        class_names=CLASS_NAMES,
        model_names=[contender.name for contender in shown],
        probabilities=np.stack([contender.y_proba[index] for contender in shown]),
        atlas=ATLAS_URL,
        key="doubt_detail",
        place=(place + 1, len(suspects)),
        take_focus=True,
        on_event=follow,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        for decision, text, key in (
            ("wrong", f"{CLASS_NAMES[label]} is wrong", "W"),
            ("right", f"{CLASS_NAMES[label]} is right", "K"),
        ):
            st.button(
                text,
                key=f"decide_{decision}",
                shortcut=key,
                type="primary" if decisions().get(index) == decision else "secondary",
                on_click=_decide,
                args=(index, decision, suspects),
            )
        st.caption(f"Test image {index}: {words(decisions().get(index))}")


def _decide(index: int, decision: Decision, suspects: npt.NDArray[np.int64]) -> None:
    decisions()[index] = decision
    open_ones = [suspect for suspect in suspects.tolist() if suspect not in decisions()]
    remember(image=open_ones[0] if open_ones else index)


def load_decisions() -> None:
    """Let a person load a file of earlier decisions; a bad file changes nothing."""
    with st.expander("Load decisions", icon=":material/upload_file:"):
        uploaded = st.file_uploader(FILE_NAME, type="json", key="decisions_file")
        if uploaded is None or uploaded.file_id == st.session_state.get("decisions_loaded"):
            return
        try:
            st.session_state[KEY] = from_file(uploaded.getvalue())
        except ReportError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.session_state["decisions_loaded"] = uploaded.file_id
        st.rerun()
