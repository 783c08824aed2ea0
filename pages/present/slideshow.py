"""Presentation mode: the pinned findings, one on a screen, nothing else in sight."""

import streamlit as st

from pages.present import _slideshow_screens as screens
from pages.shared import cache
from pages.shared.components.presentation import presentation
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.storage import findings as stored
from pages.shared.storage import reports
from pages.shared.url import get_query_number

findings = stored.findings()
if not findings or not cache.evaluated_models():
    heading("Presentation", "The pinned findings, one on a screen.")
    evaluated_models_or_stop()
    if stored.STORE.is_loaded():
        st.info("Nothing is pinned yet, so there is nothing to present.", icon=":material/keep:")
        st.page_link(
            "pages/present/findings.py",
            label="Choose findings to present",
            icon=":material/arrow_forward:",
        )
    st.stop()

slides = [
    screens.opening(stored.head(), *reports.opening(findings)),
    *(screen for finding in findings for screen in screens.slides(reports.section(finding))),
]
at = get_query_number("slide", below=len(slides) + 1) or 1
told = presentation(slides, at=at - 1, key="presentation")
if told == "close":
    st.switch_page("pages/present/findings.py")
if told is not None:
    # Said even where this run was asked for that slide: an earlier step may be on its way there.
    st.query_params["slide"] = str(told + 1)
if told is not None and told != at - 1:
    st.rerun()  # the presentation hears where it stands, and stays there when it is drawn anew
