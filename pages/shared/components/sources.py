"""What the components share on the Python side: their files, their data, what they tell."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(__file__).parent


def text(*names: str) -> str:
    """Join files of this folder: a component's script is sent as one text and cannot import."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


def plain(values: Iterable[Any]) -> list[Any]:
    """Turn an array, of any depth, into lists of plain numbers that JSON can carry."""
    return values.tolist() if hasattr(values, "tolist") else list(values)


def payload(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Wrap a component's data in a list; its script unpacks it as ``data: [data]``.

    In a dict, Streamlit looks for data frames among the values, and imports pandas and pyarrow
    for that: half a second on the first view and 64 MB.
    """
    return [data]


def number(value: Any, digits: int) -> float | None:  # noqa: ANN401 - NumPy's scalars too
    """Round for a payload; None and NaN become None, which JSON can carry and NaN it cannot."""
    return None if value is None or value != value else round(float(value), digits)  # noqa: PLR0124


def whole(value: Any) -> int | None:  # noqa: ANN401 - NumPy's scalars too
    """Return a whole number for a payload; None stays None."""
    return None if value is None else int(value)


def handle_event(key: str, name: str, tell: Callable[..., object] | None) -> Callable[[], None]:
    """Return what a component calls before the script runs again: it hands on what was chosen.

    Parameters
    ----------
    key
        Of the mount.
    name
        Of what it tells; None there is nothing to hand on.
    tell
        Takes the value; the values, where several are told together.
    """

    def handle() -> None:
        value = st.session_state[key][name]
        if tell is not None and value is not None:
            tell(*value) if isinstance(value, list) else tell(value)

    return handle
