"""A picture of one's own between pages: in the address."""

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.picture_token import from_token
from fmnist.errors import DataError
from fmnist.views.parts.markdown import literal

QUERY = "picture"

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
