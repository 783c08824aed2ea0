"""A page's title, the question it answers, and what cannot be shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from fmnist.errors import ArtifactError, DataError, ReportError
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.cache import EvaluatedModel

EXAMPLE: Final = "ann_10_10"  # recipes that train within minutes
OTHER_EXAMPLE: Final = "cnn_small"

# Streamlit writes the accent colour as text, and on a dark ground no accent is readable both as
# text and under white text: what is chosen keeps the colour of text and is marked by its ground.
READABLE: Final = """<style>
[data-testid="stButtonGroup"] [aria-checked="true"] *, [data-testid="stSliderThumbValue"] * {
  color: CanvasText;
}
[data-testid="stButtonGroup"] [aria-checked="true"] p { font-weight: 600; }
[data-testid="stPlotlyChart"] :is(
  [class$="tick"] text, [class$="title"], .legendtext, .textpoint text, .annotation-text
) {
  fill: color-mix(in srgb, CanvasText 80%, Canvas) !important;
}
[data-testid="stMarkdownContainer"] table { display: block; overflow-x: auto; border: 0; }
[data-testid="stMarkdownContainer"] :is(td, th) {
  padding: 0.25rem 0.6rem; border-width: 0 0 1px; font-size: 0.8125rem; line-height: 1.35;
}
[data-testid="stMarkdownContainer"] td[style*="right"] {
  white-space: nowrap; font-variant-numeric: tabular-nums;
}
@media (width < 30rem) {
  [data-testid="stMarkdownContainer"] :is(td, th) { padding: 0.25rem; font-size: 0.75rem; }
}
</style>"""


def heading(title: str, answers: str) -> None:
    """Say what the page is and what it answers, and tell of images and models that are wrong."""
    st.html(READABLE)
    st.title(title, anchor=False)
    st.caption(answers)
    try:
        cache.test_split()
    except DataError as error:
        st.error(literal(str(error)), icon=":material/broken_image:")
        st.stop()
    if broken := cache.registry().broken:
        with st.expander(broken_text(len(broken)), icon=":material/broken_image:", key="broken"):
            for each in broken:  # what strangers wrote is text, never Markdown
                st.text("\n".join([each.key, *each.reasons, each.advice]))


def broken_text(count: int) -> str:
    """Say in a line how many folders cannot be shown."""
    folders = "1 folder of models" if count == 1 else f"{count} folders of models"
    return f"{folders} cannot be shown: what is wrong, and what to do"


@contextmanager
def tell_of_bad_file() -> Iterator[None]:
    """Where a model's file is wrong, say so in place of what it was to show."""
    try:
        yield
    except (ArtifactError, ReportError) as error:
        st.warning(literal(str(error)), icon=":material/broken_image:")


def evaluated_models_or_stop(*, fewest: int = 1) -> tuple[EvaluatedModel, ...]:
    """Return the models to compare, the most accurate first; without enough, say what to do."""
    evaluated_models = cache.evaluated_models()
    if len(evaluated_models) < fewest:
        _say_how_to_get_another(evaluated_models)
        st.stop()
    return evaluated_models


def _say_how_to_get_another(evaluated_models: tuple[EvaluatedModel, ...]) -> None:
    there = "There is no model to show yet."
    if evaluated_models:
        there = (
            f"This page compares two models, and there is one: {literal(evaluated_models[0].name)}."
        )
    is_taken = any(evaluated.key == EXAMPLE for evaluated in evaluated_models)
    st.info(
        f"{there} Import a file of yours, or train one: "
        f"`python -m fmnist train {OTHER_EXAMPLE if is_taken else EXAMPLE}`",
        icon=":material/model_training:",
    )
    st.page_link("pages/yours/your_model.py", label="Your model", icon=":material/upload_file:")
