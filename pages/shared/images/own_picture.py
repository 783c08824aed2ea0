"""A picture of one's own between pages: in the address, and in this session."""

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.picture_token import from_token, to_token
from fmnist.errors import DataError
from fmnist.views.parts.markdown import literal

QUERY = "picture"
LAST = "own_picture"  # the last one that was answered in this session

Pixels = npt.NDArray[np.uint8]


def get_query_picture() -> Pixels | None:
    """Return the picture that the address holds, shape (28, 28); say so if it cannot be read."""
    token = st.query_params.get(QUERY)
    if not token:
        return None
    try:
        return from_token(token)
    except DataError as error:
        st.warning(literal(str(error)), icon=":material/link_off:")
        return None


def keep_picture(pixels: Pixels) -> str:
    """Keep a picture for the other pages of this session and return its token."""
    token = to_token(pixels)
    st.session_state[LAST] = token
    return token


def last_picture() -> Pixels | None:
    """Return the last picture that was answered in this session."""
    token = st.session_state.get(LAST)
    return from_token(token) if token else None
