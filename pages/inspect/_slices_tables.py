"""The tables of the page "Slices": where a model is worse, and all models in one slice."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from fmnist import text
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation.slice_search import SliceSearch
from fmnist.evaluation_set import EvaluatedModel
from fmnist.views.parts.slice_comparison import Inside, ranked_in
from fmnist.views.parts.slices import share_text, slice_text
from pages.shared import cache
from pages.shared.components.gaps import GapRow, gaps_table

FOUND: Final = "found_slices"
FEW: Final = 8
FEW_MODELS: Final = 5
HEADS: Final = ("Right in the slice", "Right on the others", "Gap in points")


def show_found(
    of: EvaluatedModel,
    evaluated: Sequence[EvaluatedModel],
    found: SliceSearch,
    *,
    selected: str,
    on_select: Callable[[str], None],
) -> None:
    """Show the slices in which a model is worse; each opens its images."""
    at = evaluated.index(of)
    worst = found.worst_of(at)
    if not worst:
        return
    texts = [found.candidates[place].part.text for place in worst]
    place = st.container()
    more = len(worst) > FEW and st.toggle(
        f"All {len(worst)} slices", key="all", bind="query-params"
    )
    shown = worst if more or selected in texts[FEW:] else worst[:FEW]
    with place:
        gaps_table(
            [_found_row(found, which, at, cache.colours()[of.key]) for which in shown],
            heads=("Slice", *HEADS, *(("Models worse there",) if len(evaluated) > 1 else ())),
            caption=f"Slices in which {of.name} is worse than on the other images, largest gap "
            "first. Arrow keys move between the slices, Enter shows their images.",
            key=FOUND,
            selected=selected,
            on_select=on_select,
        )


def _found_row(found: SliceSearch, which: int, at: int, colour: str) -> GapRow:
    candidate, n = found.candidates[which], int(found.n_inside[which])
    right = int(found.right_inside[at, which])
    interval = wilson_interval(right, n)
    outside = int(found.right_outside[at, which]) / (len(candidate.inside) - n)
    models = len(found.adjusted_p)
    worse = int(found.is_worse()[:, which].sum())
    return GapRow(
        name=slice_text(candidate.part),
        note=share_text(candidate),
        colour=colour,
        inside=right / n,
        interval=(interval.low, interval.high),
        outside=outside,
        texts=(
            text.percent(right / n),
            text.between(interval),
            text.percent(outside),
            text.points(right / n - outside),
            *((f"{worse} of {models}",) if models > 1 else ()),
        ),
        code=candidate.part.text,
    )


def show_models(inside: Flags, evaluated: Sequence[EvaluatedModel], *, of: EvaluatedModel) -> None:
    """Show models in a slice and outside, the most accurate there first; all, if asked for."""
    place = st.container()
    ranked = ranked_in(inside, evaluated)
    if len(ranked) > FEW_MODELS and not st.toggle(
        f"All {len(ranked)} models", key="every", bind="query-params"
    ):
        ranked = [each for at, each in enumerate(ranked) if at < FEW_MODELS or each.one is of]
    with place:
        gaps_table(
            [_model_row(each) for each in ranked],
            heads=("Model", *HEADS),
            caption="Models in the slice and on the other images, the most accurate there first.",
            key="slice_models",
        )


def _model_row(each: Inside) -> GapRow:
    elsewhere = each.elsewhere
    return GapRow(
        name=each.one.name,
        note="",
        colour=cache.colours()[each.one.key],
        inside=each.accuracy,
        interval=(each.interval.low, each.interval.high),
        outside=elsewhere,
        texts=(
            text.percent(each.accuracy),
            text.between(each.interval),
            "" if elsewhere is None else text.percent(elsewhere),
            "" if elsewhere is None else text.points(each.accuracy - elsewhere),
        ),
    )
