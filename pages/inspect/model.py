"""One model: its layers, its training, its data, its files, the command that makes it again."""

import streamlit as st

from fmnist.views.model import ModelView
from fmnist.views.parts.content import Table
from fmnist.views.parts.markdown import literal
from fmnist.views.parts.model_card import facts, layer_table
from pages.inspect import _model_imported as imported
from pages.inspect import _model_studies as studies
from pages.inspect._model_data_map import show_data_map
from pages.shared import cache
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.pickers import pick_one
from pages.shared.views import show, show_table

heading(
    "One model",
    "What is it made of, how and on which data was it trained, and how can it be made again? "
    "All of it is read from the model's record.",
)
evaluated_models = evaluated_models_or_stop()
model = pick_one((*evaluated_models, *cache.other_models()), "Model", key="model")
show(ModelView(models=(model.key,)))
record = model.record
with st.container(horizontal=True):
    st.page_link(
        "pages/compare/confusion.py",
        label="Its confusion matrix",
        icon=":material/grid_on:",
        query_params={"models": model.key},
    )
    st.page_link(
        "pages/inspect/samples.py",
        label=f"Its {len(model.correct) - model.n_correct:,} mistakes, image by image",
        icon=":material/grid_view:",
        query_params={"by": model.key, "outcome": "Wrong"},
    )
st.markdown(f"{literal(record.description)} *Source: {literal(record.source)}.*")
for column, (label, value, note) in zip(st.columns(4), facts(model), strict=True):
    column.metric(label, value, note, delta_color="off", delta_arrow="off", border=True)

left, right = st.columns(2, gap="large")
with left:
    st.header("Architecture", anchor=False)
    studies.show_architecture(model)
    if record.layers:
        with st.expander("All layers", key="layers"):
            show_table(layer_table(record))
    st.header("Files and data", anchor=False)
    hashes = {
        **record.files,
        "test images": record.data.test_images,
        "training images": record.data.train_images,
    }
    rows = tuple((name, f"{digest[:16]}…") for name, digest in hashes.items() if digest)
    show_table(Table("Files and data", ("File", "SHA-256"), rows, frozenset({1})))
    imported.show_file(model)
with right:
    st.header("Training", anchor=False)
    studies.show_training(model)
studies.show_search(model)
studies.show_ablation(model)
show_data_map(model)
st.header("Make it again", anchor=False)
st.code(record.command, language=None, wrap_lines=True)
