"""The slices that a person named and kept: in this session, and in the browser's storage."""

from typing import Final

import streamlit as st

from fmnist import text
from fmnist.evaluation.slices import Slice
from fmnist.report.kept_slices import MOST_KEPT, KeptSlice, from_text, joined, to_text
from fmnist.views.parts.markdown import literal
from fmnist.views.parts.slices import slice_of, slice_text
from fmnist.views.slices import LONGEST_NAME, plain_name
from pages.inspect._slices_choice import choose
from pages.shared.storage.browser_store import BrowserStore

FIELD: Final = "slice_name"
SAID: Final = "slices_said"
STORE: Final = BrowserStore[tuple[KeptSlice, ...]](
    name="slices",
    empty=(),
    to_text=to_text,
    from_text=from_text,
    joined=joined,
    otherwise="Their links keep them too.",
)


def offer_to_keep(part: Slice, name: str) -> None:
    """Let a person name the slice that is shown, and keep it under that name."""
    is_kept = any(each.slice == part.text for each in STORE.value())
    with (
        st.form("keep_slice", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.session_state[FIELD] = name
        st.text_input(
            "Name of the slice",
            key=FIELD,
            max_chars=LONGEST_NAME,
            placeholder=slice_text(part)[:LONGEST_NAME],
            width=360,
        )
        st.form_submit_button(
            "Keep under this name" if is_kept else "Keep this slice",
            icon=":material/bookmark:",
            help="In this browser, to be opened again; its address shows it to others.",
            on_click=_keep,
            args=(part,),
        )


def _keep(part: Slice) -> None:
    name = plain_name(st.session_state[FIELD])
    kept = STORE.value()
    is_new = all(each.slice != part.text for each in kept)
    if is_new and len(kept) >= MOST_KEPT:
        st.session_state[SAID] = f"{MOST_KEPT} slices are kept already. Remove one first."
        return
    STORE.replace(joined(kept, (KeptSlice(name=name, slice=part.text),)))
    choose(part, name)
    st.session_state[SAID] = f"Kept. {text.counted(len(STORE.value()), 'slice')} in this browser."


def show_kept() -> None:
    """List what is kept: each is opened or removed."""
    STORE.keep()
    if said := st.session_state.pop(SAID, None):
        st.toast(said, icon=":material/bookmark:")
    if STORE.problem():
        st.warning(literal(STORE.problem() or ""), icon=":material/warning:")
    if not STORE.value():
        return
    with st.expander(f"Kept slices ({len(STORE.value())})", icon=":material/bookmarks:"):
        for at, each in enumerate(STORE.value()):
            about = slice_text(slice_of(each.slice))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    literal(each.name or about),
                    key=f"kept_slice_{at}",
                    on_click=choose,
                    args=(each.slice, each.name),
                )
                if each.name:
                    st.caption(literal(about), width="content")
                st.button(
                    f"Remove {literal(each.name or about)}",
                    key=f"remove_slice_{at}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=(each,),
                )


def _remove(which: KeptSlice) -> None:
    STORE.replace(tuple(each for each in STORE.value() if each != which))
