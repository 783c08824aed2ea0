"""The steps of an import as a person sees them: drop, watch, read what was found, add."""

from typing import Final, get_args

import streamlit as st

from fmnist.artifacts.record import Family
from fmnist.errors import FmnistError
from fmnist.figures.palette import FAMILY_NAMES
from fmnist.importing import importer
from fmnist.importing.found import Details, Found
from fmnist.importing.limits import LARGEST_MODEL, MEBIBYTE
from fmnist.importing.naming import checked_name, suggested_name
from fmnist.importing.probe import Probe
from fmnist.text import enumerate_all, percent
from fmnist.views.parts.content import Table
from fmnist.views.parts.markdown import literal, markdown, markdown_table
from fmnist.views.parts.standing import standing
from pages.shared import cache
from pages.shared.server.uploads import most_megabytes
from pages.yours import _your_model_afterwards as afterwards
from pages.yours import _your_model_job as job
from pages.yours._your_model_job import Job
from pages.yours._your_model_list import CHOSEN

EVERY: Final = 0.5  # seconds between two looks at the worker
SHOWN_ROWS: Final = 6
ADDED: Final = "import_added"
ACCEPTED: Final = (
    "**Models**: Keras (.keras, .h5), ONNX (PyTorch's way in), TFLite. **Predictions alone**: "
    ".npz, .npy, .csv, .csv.gz, .parquet, of probabilities, logits or labels, one row for each of "
    "the 10,000 official test images in their order. The file is opened in a process of its own "
    "with limits on memory and time; nothing that could run code is opened at all, and nothing "
    "leaves this machine."
)
COMMAND: Final = "python -m fmnist import FILE --name 'My CNN'"


def explain_command_line() -> None:
    """Say why no file is taken here, and what to do instead."""
    st.info(
        "This server can be reached from other machines, so it takes no files from visitors. On "
        f"the machine that it runs on, its owner imports a model with\n\n    {COMMAND}\n\nand may "
        f"open this page to everyone who reaches it by starting the server with "
        f"{job.VARIABLE}=1.",
        icon=":material/terminal:",
    )


def ask_for_file() -> None:
    """Take a file; whatever the browser let through is checked again."""
    uploaded = st.file_uploader(
        "Your model, or its predictions",
        max_upload_size=most_megabytes(LARGEST_MODEL // MEBIBYTE),
        key=f"import_file_{st.session_state.get(job.TURN, 0)}",
    )
    if uploaded is not None:
        job.begin(uploaded, uploaded.name)
        st.rerun()
    st.caption(ACCEPTED)
    st.markdown(f"On the command line, also for SavedModel folders: `{COMMAND}`")


@st.fragment(run_every=EVERY)
def show_steps() -> None:
    """Show what the worker does; runs alone until it has ended."""
    current = job.current()
    if current is None or not current.worker.running:
        st.rerun()
    steps = current.worker.steps
    with st.container(border=True):
        st.markdown(f"**{literal(current.name)}**")
        st.markdown(literal(f"{steps[-1] if steps else 'Starting'} …"))
        done = list(dict.fromkeys(_without_count(step) for step in steps[:-1]))
        if done:
            st.caption(literal(" · ".join(done)))
        st.button("Cancel", on_click=job.cancel, icon=":material/cancel:", key="import_cancel")


def receive_result(current: Job) -> None:
    """Take what the worker found, or say what it refused."""
    job.look(current)
    st.rerun()


def tell_last() -> None:
    """Say how the last import ended."""
    kind, text = st.session_state.pop(job.SAID, ("", ""))
    if kind == "error":
        st.error(literal(text), icon=":material/block:")
    elif text:
        st.info(literal(text), icon=":material/info:")
    added = st.session_state.get(ADDED)
    one = next((each for each in cache.evaluated_models() if each.key == added), None)
    if one is None:
        return
    with st.container(border=True):
        st.markdown(f":material/check_circle: **{literal(one.name)} was added.**")
        st.markdown(
            "\n".join(f"- {markdown(told)}" for told in standing(one, cache.evaluation_set()))
        )
        with st.container(horizontal=True):
            st.page_link("pages/compare/leaderboard.py", label="Leaderboard")
            st.page_link(
                "pages/compare/confusion.py",
                label="Its confusion matrix",
                query_params={"models": one.key},
            )
            st.page_link(
                "pages/inspect/model.py", label="Its page", query_params={"model": one.key}
            )
        afterwards.show_running(one.key)


def show_found(current: Job) -> None:
    """Show what a file turned out to be, and let its owner add it."""
    if current.adding is not None:
        found_graph = current.adding[1] is not None
        added = job.finish(current)
        st.session_state[ADDED] = added
        if added is not None:
            st.session_state[CHOSEN] = added  # the list below shows it
            if found_graph:
                afterwards.begin(added)
        st.rerun()
    found = current.found
    if found is None:
        return
    st.session_state.pop(ADDED, None)
    st.header(literal(found.name), anchor=False)
    st.markdown(f"Recognised as **{literal(found.form)}**.")
    if found.notes:
        st.markdown("\n".join(f"- {literal(note)}" for note in found.notes))
    row = _show_probe(found.probe) if found.probe is not None else None
    reorder = _ask_for_order(found)
    _ask_for_details(current, found, row, reorder=reorder)


def _show_probe(probe: Probe) -> str:
    """Show how well each way to hand over the pixels does, and let one be chosen."""
    st.markdown(
        f"How does it expect its pixels? Every usual way was tried on {probe.n:,} official "
        "**training** images; the test images choose nothing."
    )
    rows = tuple(
        (each.name, each.meaning, percent(each.accuracy), f"{each.log_loss:.3f}")
        for each in probe.tried[:SHOWN_ROWS]
    )
    table = Table("", ("Pixels", "Meaning", "Accuracy", "Log loss"), rows, frozenset({1}))
    st.markdown(markdown_table(table))
    if (others := len(probe.tried) - len(rows)) > 0:
        st.caption(f"{others} other ways were tried, none of them better.")
    if probe.close:
        named = enumerate_all([each.name for each in probe.close[:SHOWN_ROWS]])
        st.warning(
            f"{named} {'come' if len(probe.close) > 1 else 'comes'} close to the best; between "
            "such ways the log loss decides. If you know how it was trained, choose that.",
            icon=":material/balance:",
        )
    names = [each.name for each in probe.tried]
    best = names.index(probe.best.name)
    return st.selectbox("Hand it the pixels as", names, index=best, key="import_scale")


def _ask_for_order(found: Found) -> bool:
    """Show another order of the classes, where one was found; it is applied only on yes."""
    if not found.another_order:
        return False
    st.warning(literal(found.another_order), icon=":material/swap_vert:")
    return st.checkbox("Yes, it was trained with the classes in that order", key="import_order")


def _ask_for_details(current: Job, found: Found, row: str | None, *, reorder: bool) -> None:
    with st.form("import_details", enter_to_submit=False):
        left, right = st.columns(2)
        name = left.text_input(
            "Name", value=suggested_name(found.name), max_chars=40, key="import_name"
        )
        families = list(get_args(Family))
        family = right.selectbox(
            "Family",
            families,
            index=families.index(found.family),
            format_func=FAMILY_NAMES.__getitem__,
            key="import_family",
            help="Other: a forest, a support vector machine, a transformer …",
        )
        source = left.text_input(
            "Source",
            max_chars=500,
            placeholder="an address, a paper, yourself",
            key="import_source",
        )
        claimed = right.number_input(
            "Test accuracy that its source claims, in per cent",
            min_value=0.0,
            max_value=100.0,
            value=None,
            step=0.1,
            key="import_claimed",
        )
        with st.container(horizontal=True):
            wanted = st.form_submit_button("Add it", type="primary", icon=":material/add:")
            st.form_submit_button("Cancel", on_click=job.cancel)
    if not wanted:
        return
    details = Details(name, family, source, None if claimed is None else claimed / 100)
    try:
        checked_name(name)
        chosen = importer.choose(found, scale=row, reorder=reorder)
    except FmnistError as error:
        st.error(literal(str(error)), icon=":material/block:")
        return
    job.add(current, details, chosen, reorder=reorder)
    st.rerun()


def _without_count(step: str) -> str:
    """Return a step without its running number: one of many alike is said once."""
    return step.partition(" ways")[0].partition(":")[0].rstrip("0123456789 of")
