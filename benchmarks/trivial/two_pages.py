"""Two pages of one line each: what any step through the menu costs."""

import streamlit as st


def first() -> None:
    """Show the first page."""
    st.title("First")


def second() -> None:
    """Show the second page."""
    st.title("Second")


st.navigation([st.Page(first), st.Page(second)]).run()
