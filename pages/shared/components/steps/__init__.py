"""Pictures in a row, each made of the one before it."""

import base64
from collections.abc import Sequence

import streamlit as st

from fmnist.data.preparation import Step
from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_steps",
    css=text("parts/base.css", "steps/steps.css"),
    js=text("parts/dom.js", "steps/steps.js"),
)


def steps(shown: Sequence[Step], *, key: str, label: str) -> None:
    """Show the steps of a picture, small, with their names and what each one did.

    Parameters
    ----------
    shown
        In their order.
    key
        Identifies this mount; needed.
    label
        What they are, for a screen reader.
    """
    data = {
        "label": label,
        "steps": [{"name": step.name, "note": step.note, "src": _source(step)} for step in shown],
    }
    _COMPONENT(key=key, data=payload(data))


def _source(step: Step) -> str:
    return f"data:image/png;base64,{base64.b64encode(step.png()).decode()}"
