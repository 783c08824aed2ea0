"""What was pinned: put it in order, say what it means, take it to a meeting."""

import streamlit as st

from fmnist import text
from fmnist.views.parts.markdown import literal
from pages.present import _findings_rows as rows
from pages.shared.components.refocus import refocus
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.storage import findings as stored

heading(
    "Findings",
    "What do you want to show others? Comparisons, models, filters and images have a Pin: what is "
    "pinned becomes a report, slides or a presentation, always recomputed from the "
    "models' predictions.",
)
evaluated_models_or_stop()
if stored.STORE.problem():
    st.warning(literal(stored.STORE.problem()), icon=":material/warning:")
findings = stored.findings()
if findings:
    st.page_link(
        "pages/present/slideshow.py",
        label=f"**Present {text.counted(len(findings), 'finding')}**: one on a screen, Left and "
        "Right to step",
        icon=":material/present_to_all:",
    )
    rows.head()
    rows.downloads(findings)
    st.html(rows.HEARD)
    for number, finding in enumerate(findings, start=1):
        rows.finding_row(finding, number, len(findings))
elif stored.STORE.is_loaded():
    st.info(
        "Nothing is pinned yet. Choose **Pin** on a comparison, load a file, or start from the "
        "standard findings and change them.",
        icon=":material/keep:",
    )
    rows.start(label="Start from the standard findings")
    rows.all_predictions()
else:
    st.caption("Reading what this browser keeps …")
rows.load()
refocus()
st.caption(
    "Findings stay in this browser, not on the server. To move them to another one, download "
    "findings.json and load it there."
)
