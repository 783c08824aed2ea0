"""A view on its page: the pin, the sentence and the tables; what is clicked is the page's own."""

import streamlit as st

from fmnist.views.parts.content import Content, Table
from fmnist.views.parts.markdown import markdown, markdown_table
from fmnist.views.parts.view import View
from pages.shared import cache
from pages.shared.storage.findings import pin


def show(view: View) -> Content:
    """Say a view's sentence, offer to pin it, and return all that it comes to."""
    with st.spinner("Computing from the test images …"):
        content = cache.content(view)
    st.markdown(markdown(content.sentence))
    pin(view)
    return content


def show_tables(content: Content) -> None:
    """Show a view's tables, each under what it shows."""
    for table in content.tables:
        show_table(table)
        st.caption(f"{table.caption}.")


def show_table(table: Table) -> None:
    """Show one table."""
    st.markdown(markdown_table(table))
