"""The list of findings: read, order, change, remove, load."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from fmnist import text
from fmnist.errors import FindingError, FmnistError
from fmnist.report.content import TITLE
from fmnist.report.findings import (
    FILE_NAME,
    LARGEST_FILE,
    LONGEST_NOTE,
    LONGEST_TITLE,
    Finding,
    read_list,
    to_json,
)
from fmnist.report.standard import standard_findings
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.components.refocus import ask_for_focus
from pages.shared.server.uploads import most_megabytes
from pages.shared.storage import findings as stored
from pages.shared.storage import reports

LOADS: Final = "findings_loads"
HEARD: Final = """<style>
[class*="st-key-finding_"] .stMarkdownColoredText {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
</style>"""
START: Final = "start_standard"
SHOWN_NOTE: Final = 600  # characters; the edit form and the report hold all of it
ZIP: Final = "application/zip"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def finding_row(finding: Finding, number: int, total: int) -> None:
    """Show one finding with what can be done to it."""
    section = reports.section(finding)
    with st.container(border=True):
        st.header(f"{number}. {literal(finding.title)}", anchor=False)
        st.markdown(section.sentence)
        if finding.note:
            note = finding.note
            cut = f"{note[:SHOWN_NOTE].rstrip()}…" if len(note) > SHOWN_NOTE else note
            st.markdown(f"> {literal(cut).replace(chr(10), chr(10) + '> ')}")
        st.caption(f"{finding.view.NAME}, pinned {finding.created:%d %B %Y, %H:%M} UTC")
        with st.container(horizontal=True, key=f"finding_{finding.id}"):
            _buttons(finding, number, total)


def _buttons(finding: Finding, number: int, total: int) -> None:
    name = finding.id
    of = f" :gray[{literal(finding.title)}]"  # heard, not seen
    st.button(
        f"Up{of}",
        icon=":material/arrow_upward:",
        type="tertiary",
        key=f"up_{name}",
        disabled=number == 1,
        on_click=partial(_move, finding, -1, number, total),
    )
    st.button(
        f"Down{of}",
        icon=":material/arrow_downward:",
        type="tertiary",
        key=f"down_{name}",
        disabled=number == total,
        on_click=partial(_move, finding, 1, number, total),
    )
    with (
        st.popover(f"Edit{of}", icon=":material/edit:", type="tertiary", key=_edit_key(finding)),
        st.form(f"form_{name}", border=False),
    ):
        title = st.text_input("Title", finding.title, max_chars=LONGEST_TITLE)
        note = st.text_area("Note", finding.note, max_chars=LONGEST_NOTE)
        if st.form_submit_button("Save", type="primary"):
            try:
                stored.edit(finding, title=title, note=note)
            except FindingError as error:
                st.error(literal(str(error)))
            else:
                changed = next(one for one in stored.findings() if one.id == name)
                ask_for_focus(_edit_key(changed), f"Saved: {changed.title}")
                st.rerun()
    st.button(
        f"Remove{of}",
        icon=":material/delete:",
        type="tertiary",
        key=f"remove_{name}",
        on_click=partial(_remove, finding, number),
    )
    st.link_button(
        f"Open the view{of}",
        f"{reports.app_url()}{finding.link}",
        icon=":material/open_in_new:",
        type="tertiary",
    )


def _edit_key(finding: Finding) -> str:
    """Return another key after each change: the popover closes."""
    return f"edit_{finding.id}_{hash(finding)}"


def _move(finding: Finding, by: int, number: int, total: int) -> None:
    stored.move(finding, by)
    place = number + by
    way = "down" if place == 1 else "up" if place == total else "up" if by < 0 else "down"
    ask_for_focus(f"{way}_{finding.id}", f"{finding.title}: now {place} of {total}")


def _remove(finding: Finding, number: int) -> None:
    """Remove a finding; the one in its place has the keyboard next."""
    stored.remove(finding)
    left = stored.findings()
    following = f"remove_{left[min(number, len(left)) - 1].id}" if left else START
    ask_for_focus(following, f"Removed: {finding.title}")


def start(*, label: str) -> None:
    """Offer the standard findings, which anyone would want to know."""
    if st.button(label, icon=":material/auto_awesome_motion:", type="primary", key=START):
        try:
            stored.add(standard_findings(cache.evaluation_set()))
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
        added = stored.merge(read_list(file.getvalue(), name=file.name))
    except FindingError as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    there = "" if added else ": all of them were there already"
    st.session_state[stored.SAID] = f"Loaded {text.number_word(added)} new findings{there}."
    st.session_state[LOADS] = loads + 1
    st.rerun()


def head() -> None:
    """Show what stands on top of the report, and let a person change it."""
    on_top = stored.head()
    with st.container(horizontal=True, vertical_alignment="center"):
        byline = f" · {literal(on_top.byline)}" if on_top.byline else ""
        title = literal(on_top.title or TITLE)
        st.markdown(f"Title of the report: **{title}**{byline}", width="content")
        key = f"title_{hash(on_top)}"  # another one after each change: the popover closes
        with (
            st.popover("Change the title", icon=":material/edit:", type="tertiary", key=key),
            st.form("form_title", border=False),
        ):
            title = st.text_input(
                "Title of the report",
                on_top.title,
                max_chars=LONGEST_TITLE,
                placeholder=TITLE,
            )
            byline = st.text_input(
                "Line under it",
                on_top.byline,
                max_chars=LONGEST_TITLE,
                placeholder="Author, audience or date",
            )
            if st.form_submit_button("Save the title", type="primary"):
                _entitle(title, byline)


def _entitle(title: str, byline: str) -> None:
    try:
        stored.entitle(title, byline)
    except FindingError as error:
        st.error(literal(str(error)))
        return
    ask_for_focus(f"title_{hash(stored.head())}", f"Saved: {stored.head().title or TITLE}")
    st.rerun()


def downloads(findings: Sequence[Finding]) -> None:
    """Offer the report in every format, the findings and the predictions."""
    files = reports.downloads(findings, stored.head())
    offers = (
        ("Report (HTML)", files["HTML"], "report.html", "text/html", ":material/description:"),
        ("Slides (PPTX)", files["Slides"], "report.pptx", PPTX, ":material/slideshow:"),
        ("Data and charts (ZIP)", files["ZIP"], "report.zip", ZIP, ":material/folder_zip:"),
        (
            FILE_NAME,
            to_json(findings, stored.head()),
            FILE_NAME,
            "application/json",
            ":material/save:",
        ),
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
