"""The findings of this session: pinned on any page, kept in the browser's own storage."""

from collections.abc import Sequence
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from fmnist.errors import FindingError
from fmnist.report.findings import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_FINDINGS,
    NO_HEAD,
    SCHEMA_VERSION,
    Finding,
    FindingList,
    Head,
    edited,
    new_finding,
    new_head,
    read_list,
    to_json,
)
from fmnist.views.parts.markdown import literal
from fmnist.views.parts.view import View
from pages.shared import cache
from pages.shared.components.sources import FOLDER
from pages.shared.storage.browser_store import BrowserStore

SAID: Final = "findings_said"
LONGEST_LINK: Final = 4000
ASKING: Final = frozenset({"findings", "slideshow"})
"""Pages that must know whether there is nothing."""
PLACES: Final = FOLDER / "parts/pin.css"


def _joined(kept: FindingList, early: FindingList) -> FindingList:
    """Return those that the browser kept, then those pinned before it answered."""
    known = {finding.id for finding in kept.findings}
    both = (*kept.findings, *(each for each in early.findings if each.id not in known))
    head = early.report if early.report != NO_HEAD else kept.report
    return _listed(both[:MOST_FINDINGS], head)


def _listed(kept: Sequence[Finding], report: Head) -> FindingList:
    return FindingList(schema_version=SCHEMA_VERSION, report=report, findings=tuple(kept))


STORE: Final = BrowserStore[FindingList](
    name="findings",
    empty=_listed((), NO_HEAD),
    to_text=lambda kept: to_json(kept.findings, kept.report),
    from_text=partial(read_list, name="What this browser kept"),
    joined=_joined,
)


def findings() -> tuple[Finding, ...]:
    """Return the findings in their order."""
    return STORE.value().findings


def head() -> Head:
    """Return what the person put on top of the report."""
    return STORE.value().report


def entitle(title: str, byline: str) -> None:
    """Give the report a title and a line under it; empty ones give it ours.

    Raises
    ------
    FindingError
        One is too long.
    """
    STORE.replace(_listed(findings(), new_head(title=title, byline=byline)))


def merge(file: FindingList) -> int:
    """Append a file's findings that are not there yet, and return how many.

    Its title and line go on top where the person has put nothing there.
    """
    added = add(file.findings)
    if head() == NO_HEAD and file.report != NO_HEAD:
        STORE.replace(_listed(findings(), file.report))
    return added


def replace(changed: Sequence[Finding]) -> None:
    """Take these findings instead; the browser keeps them from the next run on.

    Raises
    ------
    FindingError
        There are too many.
    """
    if len(changed) > MOST_FINDINGS:
        raise FindingError(
            f"There can be at most {MOST_FINDINGS} findings, not {len(changed)}. Remove some first."
        )
    STORE.replace(_listed(changed, head()))


def add(more: Sequence[Finding]) -> int:
    """Append findings that are not there yet, and return how many."""
    known = {finding.id for finding in findings()}
    new = [finding for finding in more if finding.id not in known]
    if new:
        replace((*findings(), *new))
    return len(new)


def move(finding: Finding, by: int) -> None:
    """Move a finding up (-1) or down (1)."""
    order = list(findings())
    at = order.index(finding)
    order.insert(max(at + by, 0), order.pop(at))
    replace(order)


def remove(finding: Finding) -> None:
    """Take a finding out."""
    replace([other for other in findings() if other.id != finding.id])


def edit(finding: Finding, *, title: str, note: str) -> None:
    """Give a finding another title and note."""
    changed = edited(finding, title=title, note=note)
    replace([changed if other.id == finding.id else other for other in findings()])


def keep_findings() -> None:
    """Keep the findings in the browser; the entry calls it once, on every page."""
    with st.sidebar:
        STORE.keep(asks=_here() in ASKING, recovers=True)
    said = st.session_state.pop(SAID, None)
    if said:
        st.toast(said, icon=":material/keep:")


def pin(view: View) -> None:
    """Offer to pin a view that the page shows."""
    place = "pin_page" if view.PIN == View.PIN else f"pin_{view.kind}"  # where pin.css puts it
    default_title = view.title(cache.evaluation_set())[:LONGEST_TITLE]
    st.html(PLACES)
    with (
        st.container(
            horizontal=True,
            horizontal_alignment="right",
            width="stretch" if place == "pin_page" else "content",
            key=place,
        ),
        # Another key after each pin: the popover closes.
        st.popover(view.PIN, icon=":material/keep:", key=f"pop_{view.kind}_{len(findings())}"),
        st.form(f"pin_form_{view.kind}", border=False, clear_on_submit=True),
    ):
        title = st.text_input("Title", default_title, max_chars=LONGEST_TITLE)
        note = st.text_area(
            "Note",
            max_chars=LONGEST_NOTE,
            placeholder="What should the reader take from it?",
        )
        if st.form_submit_button("Pin this finding", type="primary"):
            _pin(view, title.strip() or default_title, note)


def _pin(view: View, title: str, note: str) -> None:
    try:
        add([new_finding(view, title=title, note=note, link=_address(view))])
    except FindingError as error:
        st.error(literal(str(error)))
        return
    st.session_state[SAID] = f"Pinned. {len(findings())} on the Findings page."
    st.rerun()


def _here() -> str:
    """Return the last part of the present page's address."""
    return urlsplit(st.context.url or "").path.rsplit("/", 1)[-1]


def _address(view: View) -> str:
    """Return the view's address, with what else the present page keeps in its own."""
    address = view.address()
    if view.kind == "image" or _here() != view.PAGE:
        return address
    said = parse_qsl(urlsplit(address).query)
    kept = {name for name, _ in said} | {"image", "page", "cell", "of", "models"}
    here_only = [
        (name, value)
        for name in st.query_params
        if name not in kept
        for value in st.query_params.get_all(name)
    ]
    longer = f"{view.PAGE}?{urlencode([*said, *here_only])}".rstrip("?")
    return longer if len(longer) <= LONGEST_LINK else address
