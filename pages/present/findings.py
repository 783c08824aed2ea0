"""What was pinned: put it in order, say what it means, take it to a meeting."""

import streamlit as st

from fmnist.report import words
from pages.shared import controls, finding_rows
from pages.shared import findings as kept
from pages.shared.literal import literal

controls.heading(
    "Findings",
    "What do you want to show others? Every view has a Pin; here the pinned views become a report, "
    "slides or a presentation, computed anew from the models' predictions.",
)
controls.contenders_or_stop()
if kept.KEPT.problem():
    st.warning(literal(kept.KEPT.problem()), icon=":material/warning:")
findings = kept.findings()
if findings:
    st.page_link(
        "pages/present/slideshow.py",
        label=f"**Present {words.counted(len(findings), 'finding')}**: one on a screen, Left and "
        "Right to step",
        icon=":material/present_to_all:",
    )
    finding_rows.downloads(findings)
    for number, finding in enumerate(findings, start=1):
        finding_rows.finding_row(finding, number, len(findings))
elif kept.KEPT.is_loaded():
    st.info(
        "Nothing is pinned yet. Choose **Pin** on any view, load a file, or start from the "
        "standard findings and change them.",
        icon=":material/keep:",
    )
    finding_rows.start(label="Start from the standard findings")
    finding_rows.all_predictions()
else:
    st.caption("Reading what this browser keeps …")
finding_rows.load()
st.caption(
    "Findings stay in this browser, on no server. To move them to another one, download "
    "findings.json and load it there."
)
