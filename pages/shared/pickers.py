"""Widgets that choose models, classes and columns; the URL keeps each choice."""

from collections.abc import Sequence
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import best_of_families
from fmnist.views.parts.markdown import literal
from fmnist.words import enumerate_words
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.url import follow_widget, lead_by_url

MOST_SIDE_BY_SIDE: Final = 4
MODELS: Final = "models"
PAGE: Final = "models_page"


def pick_models(
    evaluated_models: Sequence[EvaluatedModel],
    *,
    fewest: int = 1,
    best_of: Sequence[EvaluatedModel] | None = None,
) -> tuple[EvaluatedModel, ...]:
    """Let a person choose models by name; the choice is one for all pages.

    Parameters
    ----------
    evaluated_models
        To choose from.
    fewest
        That the page can do with.
    best_of
        Among whom the best of each family stand at first; all, unless given.

    Returns
    -------
    tuple of EvaluatedModel
        At most four, in the order of their accuracy; with fewer than `fewest` the page stops with
        a sentence.
    """
    by_name = {evaluated.name: evaluated for evaluated in evaluated_models}
    _take_models_along()
    _tell_of_unknown(MODELS)
    chosen = st.multiselect(
        "Models",
        list(by_name),
        default=[evaluated.name for evaluated in best_of_families(best_of or evaluated_models)],
        max_selections=MOST_SIDE_BY_SIDE,
        placeholder="Choose models to compare",
        key=MODELS,
        bind="query-params",
        persist_state="session",
    )
    if len(chosen) < fewest:
        st.info(
            f"Choose at least {'one model' if fewest == 1 else f'{fewest} models'} to compare.",
            icon=":material/checklist:",
        )
        st.stop()
    return tuple(evaluated for evaluated in evaluated_models if evaluated.name in chosen)


def _tell_of_unknown(key: str) -> None:
    """Say so where the address asks for models that are not here: others are shown instead."""
    here = [evaluated.name for evaluated in cache.evaluated_models()]
    gone = [literal(name) for name in st.query_params.get_all(key) if name not in here]
    if gone:
        st.warning(
            f"The address asks for **{enumerate_words(gone)}**, but no model here has that name: "
            f"what is shown goes without it. Choose below among the {len(here)} that there are.",
            icon=":material/link_off:",
        )


def _take_models_along() -> None:
    """Hand models that a link chose on to the next page: Streamlit forgets them on the way."""
    page = urlsplit(st.context.url or "").path
    turned = st.session_state.get(PAGE, page) != page
    if turned and MODELS in st.session_state and MODELS not in st.query_params:
        st.session_state[MODELS] = st.query_params[MODELS] = st.session_state[MODELS]
    st.session_state[PAGE] = page


def pick_one(
    evaluated_models: Sequence[EvaluatedModel],
    label: str,
    *,
    key: str,
    default: int = 0,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> EvaluatedModel:
    """Let a person choose one of some models."""
    names = [evaluated.name for evaluated in evaluated_models]
    _tell_of_unknown(key)
    lead_by_url(key, names, names[default])
    chosen = st.selectbox(
        label,
        names,
        key=key,
        on_change=follow_widget,
        args=(key,),
        label_visibility=label_visibility,
    )
    return evaluated_models[names.index(chosen)]


def pick_some(
    evaluated_models: Sequence[EvaluatedModel], label: str, *, key: str
) -> list[EvaluatedModel]:
    """Let a person choose any of some models, at first none."""
    _tell_of_unknown(key)
    names = st.multiselect(
        label,
        [evaluated.name for evaluated in evaluated_models],
        key=key,
        bind="query-params",
        placeholder="Any model",
    )
    return [evaluated for evaluated in evaluated_models if evaluated.name in names]


def pick_class(label: str, *, key: str, default: int | None = None) -> int | None:
    """Let a person choose one class, or any when there is no default."""
    options = list(CLASS_NAMES) if default is not None else ["Any", *CLASS_NAMES]
    chosen = st.selectbox(
        label,
        options,
        index=default or 0,
        key=key,
        bind="query-params",
        persist_state="session",
    )
    return CLASS_NAMES.index(chosen) if chosen in CLASS_NAMES else None


def pick_columns(
    options: Sequence[str], default: Sequence[str], *, key: str = "columns"
) -> list[str]:
    """Let a person choose the columns of a table of models."""
    return st.multiselect(
        "Columns of the table",
        options,
        default=list(default),
        key=key,
        bind="query-params",
        persist_state="session",
    )
