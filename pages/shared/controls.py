"""What pages ask a person, and how they speak of models, images and errors.

Most widgets are bound to the URL under their key. What no widget holds (a chosen cell, an open
image) is kept there by `remember`, and so is what changes together with it: see `lead_by_url`.
"""

from collections.abc import Sequence
from typing import Final, Literal
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.shared_mistakes import SharedMistakes
from fmnist.report.words import enumerate_words
from pages.shared import cache
from pages.shared.cache import Contender
from pages.shared.literal import literal

MOST_SIDE_BY_SIDE: Final = 4
MODELS: Final = "models"
PAGE: Final = "models_page"
# Streamlit writes the accent colour as text, and on a dark ground no accent is readable both as
# text and under white text: what is chosen keeps the colour of text and is marked by its ground.
READABLE: Final = """<style>
[data-testid="stButtonGroup"] [aria-checked="true"] *, [data-testid="stSliderThumbValue"] * {
  color: CanvasText;
}
[data-testid="stButtonGroup"] [aria-checked="true"] p { font-weight: 600; }
</style>"""


def heading(title: str, answers: str) -> None:
    """Say what the page is and what it answers, and report artifacts that cannot be shown."""
    st.html(READABLE)
    st.title(title, anchor=False)
    st.caption(answers)
    for broken in cache.shelf().broken:
        st.error(
            f"**{broken.key}** cannot be shown: {broken.reason} {broken.advice}",
            icon=":material/broken_image:",
        )


def contenders_or_stop() -> tuple[Contender, ...]:
    """Return the models to compare, the most accurate first; without any, say what to do."""
    contenders = cache.contenders()
    if not contenders:
        st.info(
            "There is no model to show yet. Train one: `python -m fmnist train ann_10_10`",
            icon=":material/model_training:",
        )
        st.stop()
    return contenders


def best_of_families(contenders: Sequence[Contender]) -> tuple[Contender, ...]:
    """Return the most accurate model of each family, the most accurate first."""
    best: dict[str, Contender] = {}
    for contender in contenders:
        best.setdefault(contender.record.family, contender)
    return tuple(best.values())


def pick_models(
    contenders: Sequence[Contender],
    *,
    fewest: int = 1,
    best_of: Sequence[Contender] | None = None,
) -> tuple[Contender, ...]:
    """Let a person choose models by name; the choice is one for all pages.

    Parameters
    ----------
    contenders
        To choose from.
    fewest
        That the page can do with.
    best_of
        Among whom the best of each family stand at first; all, unless given.

    Returns
    -------
    tuple of Contender
        At most four, in the order of their accuracy; with fewer than `fewest` the page stops with
        a sentence.
    """
    by_name = {contender.name: contender for contender in contenders}
    _take_models_along()
    _tell_of_unknown(MODELS)
    chosen = st.multiselect(
        "Models",
        list(by_name),
        default=[contender.name for contender in best_of_families(best_of or contenders)],
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
    return tuple(contender for contender in contenders if contender.name in chosen)


def _tell_of_unknown(key: str) -> None:
    """Say so where the address asks for models that are not here: others are shown instead."""
    here = [contender.name for contender in cache.contenders()]
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
    contenders: Sequence[Contender],
    label: str,
    *,
    key: str,
    default: int = 0,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> Contender:
    """Let a person choose one of some models."""
    names = [contender.name for contender in contenders]
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
    return contenders[names.index(chosen)]


def pick_some(contenders: Sequence[Contender], label: str, *, key: str) -> list[Contender]:
    """Let a person choose any of some models, at first none."""
    _tell_of_unknown(key)
    names = st.multiselect(
        label,
        [contender.name for contender in contenders],
        key=key,
        bind="query-params",
        placeholder="Any model",
    )
    return [contender for contender in contenders if contender.name in names]


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


def mistake_groups(
    mistakes: SharedMistakes, chosen: Sequence[Contender]
) -> dict[str, tuple[npt.NDArray[np.int64], Contender]]:
    """Name the groups of one mistake's images, each with the model that sorts them.

    Parameters
    ----------
    mistakes
        Found for `chosen`, in the same order.
    chosen
        The models.
    """
    groups = {
        contender.name: (indices, contender)
        for contender, indices in zip(chosen, mistakes.by_model, strict=True)
    }
    if len(chosen) > 1:
        groups["every chosen model"] = (mistakes.by_all, chosen[0])
        for contender, indices in zip(chosen, mistakes.by_only, strict=True):
            groups[f"only {contender.name}"] = (indices, contender)
    return groups


def remember(**values: str | int | None) -> None:
    """Keep values in the URL; None removes one.

    All in one message: each makes an entry in the browser's history, and a click is one step back.
    """
    wanted = {name: [] if value is None else [str(value)] for name, value in values.items()}
    changed = {
        name: value for name, value in wanted.items() if st.query_params.get_all(name) != value
    }
    if changed:
        st.query_params.update(changed)


def lead_by_url(key: str, options: Sequence[str], default: str | None) -> None:
    """Give a widget that is not bound the URL's value; call it before the widget.

    Several such values can be remembered together, those of bound widgets only one by one.
    """
    said = st.query_params.get(key)
    st.session_state[key] = said if said in options else default


def follow_widget(key: str) -> None:
    """Keep the value of a widget that is led by the URL there; to be called when it changes."""
    remember(**{key: st.session_state[key]})


def recall_number(name: str, *, below: int) -> int | None:
    """Return a number from 0 to `below` - 1 out of the URL; anything else counts as absent."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() and int(text) < below else None


def percent(share: float, digits: int = 1) -> str:
    """Write a share of 0 to 1 as per cent."""
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"


def arrow(true_label: int, predicted_label: int) -> str:
    """Write one confusion; the left side is always the true label."""
    return f"{CLASS_NAMES[true_label]} → {CLASS_NAMES[predicted_label]}"
