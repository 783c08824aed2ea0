"""A model as files to take away, and what is known of one that came in as a file."""

from functools import partial

import streamlit as st

from fmnist.artifacts.contract import InputContract
from fmnist.artifacts.store import GRAPH_FILE
from fmnist.importing.candidates import meaning_of
from fmnist.importing.scoring import order_sentence
from fmnist.report.tables import predictions_csv
from fmnist.text import UNKNOWN
from fmnist.views.parts.content import Table
from fmnist.views.parts.markdown import literal, markdown
from fmnist.views.parts.standing import claim_sentence, unknown_sentence
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.views import show_table


def show_file(model: EvaluatedModel) -> None:
    """Offer the model's graph and predictions; tell what came in with it and how it is asked."""
    with st.container(horizontal=True):
        if GRAPH_FILE in model.record.files:
            st.download_button(
                "Download as ONNX",
                (model.model.folder / GRAPH_FILE).read_bytes,
                f"{model.key}.onnx",
                on_click="ignore",
                icon=":material/download:",
            )
        st.download_button(
            "Download predictions",
            partial(predictions_csv, (model,), cache.test_split().labels),
            f"{model.key}.csv",
            on_click="ignore",
            icon=":material/download:",
            help="All probabilities for the test images, or labels where only those are known; "
            "importing the file gives the same model.",
        )
    record = model.record
    if record.imported is None:
        return
    st.header("How it came in", anchor=False)
    told = " ".join(filter(None, (claim_sentence(model), unknown_sentence(model))))
    st.markdown(markdown(told))
    facts = {
        "file": record.imported.name,
        "form": record.imported.form,
        "size": f"{record.imported.size:,} bytes",
        "SHA-256": f"{record.imported.sha256[:16]}…",
        "trained on": UNKNOWN,
        **({} if record.contract is None else _contract(record.contract)),
    }
    rows = tuple(facts.items())
    show_table(Table("How it came in", ("Fact", "Value"), rows, frozenset({1})))
    st.markdown("\n".join(f"- {literal(note)}" for note in record.imported.notes))


def _contract(contract: InputContract) -> dict[str, str]:
    """Return the input contract in words."""
    order = contract.class_order
    return {
        "pixels": meaning_of(contract),
        "shape of an image": " x ".join(map(str, contract.shape)),
        "images at once": "any number" if contract.batch is None else str(contract.batch),
        "its answers": contract.output.replace("_", " "),
        "classes": "in the official order" if order is None else order_sentence(order),
    }
