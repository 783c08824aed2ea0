"""The models that came in: what they are, other names for them, and taking them away."""

from typing import Final

import streamlit as st

from fmnist.errors import FmnistError
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.importing import manage
from fmnist.text import counted, origin_sentence, percent
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.yours import _your_model_afterwards as afterwards
from pages.yours import _your_model_job as job

CHOSEN: Final = "import_chosen"


def show_imported() -> None:
    """List imported models, and let one be renamed or removed."""
    st.header("Imported models", anchor=False)
    imported = [one for one in cache.evaluated_models() if one.record.origin != "trained"]
    if not imported:
        st.caption("None yet. Models that you add appear here; you can rename and remove them.")
        return
    by_key = {one.key: one for one in imported}
    key = st.selectbox(
        f"{counted(len(imported), 'imported model')}, the most accurate first",
        list(by_key),
        format_func=lambda each: by_key[each].name,
        key=CHOSEN,
    )
    _show_one(by_key[key])


def _show_one(one: EvaluatedModel) -> None:
    record = one.record
    st.markdown(
        f"{percent(one.accuracy, 2)} of the test images · {FAMILY_NAMES[record.family]} · "
        f"{literal(origin_sentence(record))} Source: {literal(record.source)}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("Rename", icon=":material/edit:"):
            name = st.text_input("New name", value=one.name, max_chars=40, key=f"name_{one.key}")
            st.button("Rename it", key="rename", on_click=_rename, args=(one.key, name))
        with st.popover("Remove", icon=":material/delete:"):
            st.markdown(f"Remove **{literal(one.name)}** and its files for good?")
            st.button("Remove it", key="remove", on_click=_remove, args=(one.key,))
        st.page_link("pages/inspect/model.py", label="Its page", query_params={"model": one.key})
    afterwards.show(one)


def _rename(key: str, name: str) -> None:
    try:
        model = manage.rename(key, name)
    except FmnistError as error:
        st.session_state[job.SAID] = ("error", str(error))
        return
    st.session_state[job.SAID] = ("note", f"{key} is now called {model.record.display_name}.")


def _remove(key: str) -> None:
    afterwards.stop(key)
    try:
        name = manage.remove(key)
    except FmnistError as error:
        st.session_state[job.SAID] = ("error", str(error))
        return
    st.session_state[job.SAID] = ("note", f"{name} was removed.")
