"""A chart as a file, PNG or SVG, as it stands on the screen."""

import streamlit as st

from pages.shared.components.sources import payload, text

_COMPONENT = st.components.v2.component(
    "fmnist_chart_download",
    css=text("parts/base.css", "chart_download/chart_download.css"),
    js=text("parts/dom.js", "chart_download/chart_download.js"),
)


def chart_download(chart: str, *, title: str, name: str) -> None:
    """Offer to save a chart.

    Parameters
    ----------
    chart
        The key of a Plotly chart on the page.
    title
        What it is, for people who hear the page.
    name
        Of the file, without its ending.
    """
    data = {"chart": chart, "title": title, "name": name}
    _COMPONENT(key=f"download_{chart}", data=payload(data))
