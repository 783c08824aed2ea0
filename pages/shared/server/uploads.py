"""How large an uploaded file may be."""

import streamlit as st


def most_megabytes(of_the_page: int) -> int:
    """Return the smaller of what a page reads and what the server lets through.

    A proxy before the server has a limit of its own, and refuses what is larger in the words of a
    program. Who runs one tells the server the same number (``server.maxUploadSize``): the page then
    refuses such a file in a sentence, before it is sent.
    """
    return min(of_the_page, int(st.get_option("server.maxUploadSize")))
