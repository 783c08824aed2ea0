"""The list of findings: read, order, change, remove, load."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from fmnist import words
from fmnist.errors import FindingError, FmnistError
from fmnist.report.findings import (
    FILE_NAME,
    LARGEST_FILE,
    LONGEST_NOTE,
    LONGEST_TITLE,
    Finding,
    read_findings,
    to_json,
)
from fmnist.report.standard import standard_findings
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.server.uploads import most_megabytes
from pages.shared.storage import findings as kept
from pages.shared.storage import reports

LOADS: Final = "findings_loads"
SHOWN_NOTE: Final = 600  # characters; the edit form and the report hold all of it
ZIP: Final = "application/zip"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def finding_row(finding: Finding, number: int, total: int) -> None:
    """Show one finding with what can be done to it."""
    section = reports.section(finding)
    with st.container(border=True):
        st.subheader(f"{number}. {literal(finding.title)}", anchor=False)
        st.markdown(section.sentence)
        if finding.note:
            note = finding.note
            cut = f"{note[:SHOWN_NOTE].rstrip()}…" if len(note) > SHOWN_NOTE else note
            st.markdown(f"> {literal(cut).replace(chr(10), chr(10) + '> ')}")
        st.caption(f"{finding.view.NAME}, pinned {finding.created:%d %B %Y, %H:%M} UTC")
        with st.container(horizontal=True):
            _buttons(finding, number, total)


def _buttons(finding: Finding, number: int, total: int) -> None:
    name = finding.id
    st.button(
        "Up",
        icon=":material/arrow_upward:",
        type="tertiary",
        key=f"up_{name}",
        disabled=number == 1,
        on_click=partial(kept.move, finding, -1),
    )
    st.button(
        "Down",
        icon=":material/arrow_downward:",
        type="tertiary",
        key=f"down_{name}",
        disabled=number == total,
        on_click=partial(kept.move, finding, 1),
    )
    with (
        st.popover(
            "Edit", icon=":material/edit:", type="tertiary", key=f"edit_{name}_{hash(finding)}"
        ),
        st.form(f"form_{name}", border=False),
    ):
        title = st.text_input("Title", finding.title, max_chars=LONGEST_TITLE)
        note = st.text_area("Note", finding.note, max_chars=LONGEST_NOTE)
        if st.form_submit_button("Save", type="primary"):
            try:
                kept.edit(finding, title=title, note=note)
            except FindingError as error:
                st.error(literal(str(error)))
            else:
                st.rerun()
    st.button(
        "Remove",
        icon=":material/delete:",
        type="tertiary",
        key=f"remove_{name}",
        on_click=partial(kept.remove, finding),
    )
    st.link_button(
        "Open the view",
        f"{reports.app_url()}{finding.link}",
        icon=":material/open_in_new:",
        type="tertiary",
    )


def start(*, label: str) -> None:
    """Offer the standard findings, which anyone would want to know."""
    if st.button(label, icon=":material/auto_awesome_motion:", type="primary"):
        try:
            kept.add(standard_findings(cache.evaluation_set()))
        except FmnistError as error:
            st.error(literal(str(error)))
        else:
            st.rerun()


def load() -> None:
    """Let a person load a findings file; what is pinned already stays."""
    loads = st.session_state.get(LOADS, 0)
    file = st.file_uploader(
        f"Load {FILE_NAME}",
        type="json",
        max_upload_size=most_megabytes(-(-LARGEST_FILE // 1_000_000)),
        key=f"load_{loads}",  # another key empties the uploader
    )
    if file is None:
        return
    try:
        added = kept.add(read_findings(file.getvalue(), name=file.name))
    except FindingError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    there = "" if added else ": all of them were there already"
    st.session_state[kept.SAID] = f"Loaded {words.number_word(added)} new findings{there}."
    st.session_state[LOADS] = loads + 1
    st.rerun()


def downloads(findings: Sequence[Finding]) -> None:
    """Offer the report in every format, the findings and the predictions."""
    files = reports.downloads(findings)
    offers = (
        ("Report (HTML)", files["HTML"], "report.html", "text/html", ":material/description:"),
        ("Slides (PPTX)", files["Slides"], "report.pptx", PPTX, ":material/slideshow:"),
        ("Data and charts (ZIP)", files["ZIP"], "report.zip", ZIP, ":material/folder_zip:"),
        (FILE_NAME, to_json(findings), FILE_NAME, "application/json", ":material/save:"),
    )
    with st.container(horizontal=True):
        for label, data, name, mime, icon in offers:
            st.download_button(
                label, data, name, mime, key=f"get_{name}", icon=icon, on_click="ignore"
            )
        all_predictions()


def all_predictions() -> None:
    """Offer every test image with true label and each model's answer."""
    st.download_button(
        "All predictions (CSV)",
        reports.predictions(),
        "predictions.csv",
        "text/csv",
        key="get_predictions",
        icon=":material/table:",
        on_click="ignore",
    )
