"""What the URL keeps: values that no widget is bound to, and those that change together.

Most widgets are bound to the URL under their key. What no widget holds (a chosen cell, an open
image) is kept there by `set_query`, and so is what changes together with it: see `lead_by_url`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from fmnist.views.parts.markdown import literal

LONGEST_SHOWN: Final = 60  # characters of what an address asks for
STALE: Final = ":material/link_off:"


def set_query(**values: str | int | Sequence[str] | None) -> None:
    """Keep values in the URL, several of one name where a list is given; None removes one.

    All in one message: each makes an entry in the browser's history, and a click is one step back.
    """
    wanted = {
        name: [] if value is None else [str(value)] if isinstance(value, str | int) else [*value]
        for name, value in values.items()
    }
    changed = {
        name: value for name, value in wanted.items() if st.query_params.get_all(name) != value
    }
    if changed:
        st.query_params.update(changed)


def get_query_number(name: str, *, below: int) -> int | None:
    """Return a number from 0 to `below` - 1 out of the URL; anything else counts as absent."""
    text = st.query_params.get(name, "")
    short = len(text) <= len(str(below))  # Python refuses to read thousands of digits
    return int(text) if text.isdecimal() and short and int(text) < below else None


def shortened(text: str) -> str:
    """Return what an address says, short enough to read, as Markdown that shows it as typed."""
    whole = len(text) <= LONGEST_SHOWN
    return literal(text if whole else f"{text[:LONGEST_SHOWN].rstrip()}…")


def tell_of_bad(name: str, what: str, expected: str) -> None:
    """Say that the address asks for something that is not here.

    Parameters
    ----------
    name
        Of the value in the URL.
    what
        It should be, with its article: "the cell".
    expected
        What there is, and what to do.
    """
    said = st.query_params.get(name, "")
    st.warning(
        f"The address asks for {what} **{shortened(said)}**, but {expected}",
        icon=STALE,
    )


def lead_by_url(key: str, options: Sequence[str], default: str | None) -> None:
    """Give a widget that is not bound the URL's value; call it before the widget.

    Several such values can be remembered together, those of bound widgets only one by one.
    """
    said = st.query_params.get(key)
    st.session_state[key] = said if said in options else default


def follow_widget(key: str) -> None:
    """Keep the value of a widget that is led by the URL there; to be called when it changes."""
    set_query(**{key: st.session_state[key]})


def follow_former_names(key: str, former: Mapping[str, str]) -> None:
    """Let a link of before say what its values are called today; call it before the widget."""
    said = st.query_params.get_all(key)
    if former.keys() & said:
        st.query_params[key] = [former.get(value, value) for value in said]
