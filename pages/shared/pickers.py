"""Widgets that choose models, classes and columns; the URL keeps each choice."""

from collections.abc import Sequence
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import best_of_families, keys_of
from fmnist.text import enumerate_all, enumerate_few
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.url import STALE, follow_widget, set_query, shortened

MOST_SIDE_BY_SIDE: Final = 4
MODELS: Final = "models"
PAGE: Final = "models_page"
CHOSEN: Final = "models_chosen"
MOST_NAMED: Final = 3  # of the models that an address asks for in vain


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
    names = {evaluated.key: evaluated.name for evaluated in evaluated_models}
    _carry_models(evaluated_models)
    said = _asked_for(MODELS, evaluated_models)
    if said is None:
        cleared = st.session_state.get(CHOSEN) == []
        said = [] if cleared else keys_of(best_of_families(best_of or evaluated_models))
    if len(said) > MOST_SIDE_BY_SIDE:
        shown = enumerate_all([shortened(names[one]) for one in said[:MOST_SIDE_BY_SIDE]])
        st.warning(
            f"The address asks for {len(said)} models, and {MOST_SIDE_BY_SIDE} fit side by side: "
            f"**{shown}** are shown. To see another, take one of these out.",
            icon=":material/view_column:",
        )
    st.session_state[MODELS] = list(said)[:MOST_SIDE_BY_SIDE]
    chosen = st.multiselect(
        "Models",
        list(names),
        format_func=lambda key: names.get(key, key),
        max_selections=MOST_SIDE_BY_SIDE,
        placeholder="Choose models to compare",
        key=MODELS,
        on_change=lambda: choose_models(st.session_state[MODELS]),
    )
    if len(chosen) < fewest:
        st.info(
            f"Choose at least {'one model' if fewest == 1 else f'{fewest} models'} to compare.",
            icon=":material/checklist:",
        )
        st.stop()
    return tuple(evaluated for evaluated in evaluated_models if evaluated.key in chosen)


def choose_models(keys: Sequence[str]) -> None:
    """Compare these models from now on, on every page."""
    st.session_state[CHOSEN] = list(keys)
    set_query(**{MODELS: keys})


def find_model(evaluated_models: Sequence[EvaluatedModel], token: str) -> EvaluatedModel | None:
    """Return the model of a key; addresses of before have its display name instead."""
    for told in (lambda one: one.key, lambda one: one.name):
        found = next((one for one in evaluated_models if told(one) == token), None)
        if found is not None:
            return found
    return None


def _asked_for(key: str, evaluated_models: Sequence[EvaluatedModel]) -> list[str] | None:
    """Return the keys of the models that the address asks for, None where it asks for none.

    Where it asks for models that are not here, the page says so: it goes without them.
    """
    tokens = st.query_params.get_all(key)
    found = {token: find_model(evaluated_models, token) for token in tokens}
    here = tuple(dict.fromkeys((*cache.evaluated_models(), *evaluated_models)))
    gone = [token for token in tokens if token and find_model(here, token) is None]
    if gone:
        named = enumerate_few([shortened(token) for token in gone], MOST_NAMED)
        st.warning(
            f"The address asks for **{named}**, but no model here has that name: "
            f"what is shown goes without it. Choose below among the {len(here)} that there are.",
            icon=STALE,
        )
    return list(dict.fromkeys(one.key for one in found.values() if one)) or None


def _carry_models(evaluated_models: Sequence[EvaluatedModel]) -> None:
    """Hand the chosen models on to the next page, which its address does not name."""
    page = urlsplit(st.context.url or "").path
    turned = st.session_state.get(PAGE, page) != page
    if MODELS in st.query_params:
        tokens = st.query_params.get_all(MODELS)
        found = [find_model(evaluated_models, token) for token in tokens]
        st.session_state[CHOSEN] = [
            one.key if one else token for one, token in zip(found, tokens, strict=True)
        ]
    elif turned and st.session_state.get(CHOSEN):
        st.query_params[MODELS] = st.session_state[CHOSEN]
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
    first = evaluated_models[default].key
    chosen = _pick((), evaluated_models, label, key, first, label_visibility=label_visibility)
    return next(one for one in evaluated_models if one.key == chosen)


def pick_one_or(
    others: Sequence[str],
    evaluated_models: Sequence[EvaluatedModel],
    label: str,
    *,
    key: str,
    explanation: str | None = None,
) -> EvaluatedModel | str:
    """Let a person choose one of some models, or at first one of what stands before them."""
    chosen = _pick(others, evaluated_models, label, key, others[0], help=explanation)
    return next((one for one in evaluated_models if one.key == chosen), chosen)


def _pick(
    others: Sequence[str],
    evaluated_models: Sequence[EvaluatedModel],
    label: str,
    key: str,
    default: str,
    **look: Any,  # noqa: ANN401 - of a select box
) -> str:
    """Return the key of a chosen model, or another option."""
    names = {evaluated.key: evaluated.name for evaluated in evaluated_models}
    said = st.query_params.get(key, "")
    asked = [said] if said in others else _asked_for(key, evaluated_models)
    st.session_state[key] = asked[0] if asked else default
    return st.selectbox(
        label,
        [*others, *names],
        format_func=lambda option: names.get(option, option),
        key=key,
        on_change=follow_widget,
        args=(key,),
        **look,
    )


def pick_some(
    evaluated_models: Sequence[EvaluatedModel], label: str, *, key: str
) -> list[EvaluatedModel]:
    """Let a person choose any of some models, at first none."""
    names = {evaluated.key: evaluated.name for evaluated in evaluated_models}
    st.session_state[key] = _asked_for(key, evaluated_models) or []
    chosen = st.multiselect(
        label,
        list(names),
        format_func=lambda key: names.get(key, key),
        key=key,
        on_change=follow_widget,
        args=(key,),
        placeholder="Any model",
    )
    return [evaluated for evaluated in evaluated_models if evaluated.key in chosen]


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
