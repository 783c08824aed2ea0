"""Presentation mode: the pinned findings, one on a screen, nothing else in sight."""

import streamlit as st

from pages.shared import cache, controls, reports, stages
from pages.shared import findings as kept
from pages.shared.components.stage import stage

findings = kept.findings()
if not findings or not cache.contenders():
    controls.heading("Presentation", "The pinned findings, one on a screen.")
    controls.contenders_or_stop()
    if kept.KEPT.is_loaded():
        st.info("Nothing is pinned yet, so there is nothing to present.", icon=":material/keep:")
        st.page_link(
            "pages/present/findings.py",
            label="Choose findings to present",
            icon=":material/arrow_forward:",
        )
    st.stop()

slides = [
    stages.opening(*reports.opening(findings)),
    *(stages.slide(reports.section(finding)) for finding in findings),
]
at = controls.recall_number("slide", below=len(slides) + 1) or 1
told = stage(slides, at=at - 1, key="stage")
if told == "close":
    st.switch_page("pages/present/findings.py")
if told is not None and told != at - 1:
    controls.remember(slide=told + 1)
