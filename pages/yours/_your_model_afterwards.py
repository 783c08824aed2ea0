"""What goes on after a model was added: its map and its answers to corrupted pictures."""

import atexit
from typing import Final

import streamlit as st

from fmnist.artifacts.folders import ROOTS
from fmnist.importing.afterwards import Afterwards
from fmnist.inference.derived_files import missing_files
from fmnist.views.parts.markdown import literal
from pages.shared.cache import EvaluatedModel

EVERY: Final = 2.0  # seconds between two looks


@st.cache_resource(show_spinner=False)
def _under_way() -> dict[str, Afterwards]:
    """Return the processes of this server by their models' keys; all end with it."""
    processes: dict[str, Afterwards] = {}
    atexit.register(lambda: [each.cancel() for each in processes.values()])
    return processes


def begin(key: str) -> None:
    """Begin to ask a model, unless somebody does already."""
    known = _under_way().get(key)
    if known is None or not known.running:
        _under_way()[key] = Afterwards(key)


def stop(key: str) -> None:
    """Stop asking a model that is removed."""
    if known := _under_way().pop(key, None):
        known.cancel()


def show(one: EvaluatedModel) -> None:
    """Say what is being found out about a model, or offer to begin."""
    known = _under_way().get(one.key)
    missing = missing_files(one.record)
    if known is not None and known.running:
        show_running(one.key)
    elif missing and one.model.folder.parent == ROOTS[0]:
        if known is not None and known.failed:
            st.warning(f"It stopped early. {literal(known.last)}", icon=":material/warning:")
        st.button(
            "Find out where it places the images and what corruption does to it",
            icon=":material/scatter_plot:",
            help="Takes one to five minutes; you can carry on meanwhile.",
            key="import_ask",
            on_click=begin,
            args=(one.key,),
        )


def show_running(key: str) -> None:
    """Say what is being found out about a model, while it is."""
    known = _under_way().get(key)
    if known is not None and known.running:
        _follow(key)


@st.fragment(run_every=EVERY)
def _follow(key: str) -> None:
    known = _under_way().get(key)
    if known is None or not known.running:
        st.rerun()
    st.caption(
        ":material/hourglass_top: Its map, the images that excite its units and its answers to "
        "corrupted pictures are being computed; the pages show them as soon as they are ready. "
        + literal(known.last)
    )
