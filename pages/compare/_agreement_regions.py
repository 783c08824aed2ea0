"""The rows of the agreement page: which there are, their form in the URL, their images."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.evaluation.agreement import MOST_MODELS_IN_REGIONS, all_wrong, regions
from fmnist.evaluation_set import keys_of
from fmnist.views.agreement import region_name
from fmnist.views.region import RegionView
from pages.shared.cache import EvaluatedModel
from pages.shared.components.regions import RegionRow
from pages.shared.components.reveal import reveal
from pages.shared.pickers import choose_models, pick_one, pick_one_or
from pages.shared.url import tell_of_bad

REGISTRY: Final = "every"  # in the URL: the images that every model has wrong, chosen or not
SOMEBODY_WRONG: Final = "The first that is wrong"
PAIR: Final = "chosen_pair"  # keys of the models that were chosen in the table of pairs
MOST_PAIRED: Final = 16  # as many columns as fit beside each other
PICKER_WIDTH: Final = 280  # pixels
Row = tuple[RegionRow, npt.NDArray[np.int64]]


def right_table(evaluated_models: Sequence[EvaluatedModel]) -> npt.NDArray[np.bool_]:
    """Return who is right about which image, shape (n_models, 10000)."""
    return np.stack([evaluated.correct for evaluated in evaluated_models])


def choose_pair(pair: Sequence[EvaluatedModel]) -> None:
    """Compare two models, for their pair was chosen."""
    choose_models(keys_of(pair))
    st.session_state[PAIR] = keys_of(pair)


def show_chosen_pair(chosen: Sequence[EvaluatedModel]) -> None:
    """Head the page with a pair that was chosen far below, while it is the one compared."""
    if keys_of(chosen) == st.session_state.get(PAIR):
        first, second = chosen
        reveal(
            f"**{first.name}** and **{second.name}** compared",
            key="pair_title",
            origin="pairs",
            back="Back to the pairs",
        )


def pick_compared(chosen: Sequence[EvaluatedModel]) -> tuple[EvaluatedModel, ...]:
    """Return the models whose regions are shown; of four, let a person leave one out."""
    if len(chosen) <= MOST_MODELS_IN_REGIONS:
        return tuple(chosen)
    with st.container(width=PICKER_WIDTH):
        left_out = pick_one(chosen, "Not in the table", key="without", default=3)
    return tuple(evaluated for evaluated in chosen if evaluated is not left_out)


def paired(
    chosen: Sequence[EvaluatedModel], evaluated_models: Sequence[EvaluatedModel]
) -> list[EvaluatedModel]:
    """Return the models whose pairs are shown: of many the chosen and the most accurate others."""
    room = max(MOST_PAIRED - len(chosen), 0)
    first = [one for one in evaluated_models if one not in chosen][:room]
    shown = [one for one in evaluated_models if one in chosen or one in first]
    if len(shown) < len(evaluated_models):
        st.caption(
            f"Shown are the models chosen above and the most accurate others, {len(shown)} of "
            f"{len(evaluated_models)}. Choose another model above to see its pairs."
        )
    return shown


def region_rows(compared: Sequence[EvaluatedModel], *, by_size: bool) -> list[Row]:
    """Return the regions of two or three models; the code 101 means that the second is wrong."""
    names = [evaluated.name for evaluated in compared]
    found = regions(right_table(compared))
    rows = [
        _row("".join("01"[right] for right in one.right), names, one.right, one.indices)
        for one in found
    ]
    return sorted(rows, key=lambda row: -row[0].count) if by_size else rows


def shared_failures(
    chosen: Sequence[EvaluatedModel],
    evaluated_models: Sequence[EvaluatedModel],
    *,
    beside: Sequence[Row],
) -> list[Row]:
    """Return what all chosen models have wrong, unless it stands in `beside`, and what all have."""
    wrong = [False] * len(chosen)
    code = "0" * len(chosen)
    rows = []
    if code not in {row.code for row, _ in beside}:
        names = [evaluated.name for evaluated in chosen]
        rows.append(_row(code, names, wrong, all_wrong(right_table(chosen)), is_region=False))
    of_all = all_wrong(right_table(evaluated_models))
    text = f"All {len(evaluated_models)} models wrong, chosen or not"
    return [*rows, (RegionRow(REGISTRY, text, len(of_all)), of_all)]


def _row(
    code: str,
    names: Sequence[str],
    right: Sequence[bool],
    indices: npt.NDArray[np.int64],
    *,
    is_region: bool = True,
) -> Row:
    shown = right if is_region else None
    return RegionRow(code, region_name(right, names), len(indices), shown), indices


def get_query_region(rows: Sequence[Row]) -> Row | None:
    """Return the row that the URL names, such as ``?region=101``, if there is one."""
    code = st.query_params.get("region", "")
    if code and code != REGISTRY and not set(code) <= {"0", "1"}:
        tell_of_bad(
            "region",
            "the row",
            "a row is named by who is right, such as 101: the first and third of three models. "
            "Choose one in the table.",
        )
    return next((row for row in rows if row[0].code == code), None)


def view_of(
    row: RegionRow,
    compared: Sequence[EvaluatedModel],
    chosen: Sequence[EvaluatedModel],
    evaluated_models: Sequence[EvaluatedModel],
) -> RegionView:
    """Return what can be pinned of a row."""
    if row.code == REGISTRY:
        return RegionView(models=keys_of(evaluated_models), every=True)
    of = compared if len(row.code) == len(compared) else chosen
    right = [one.key for one, digit in zip(of, row.code, strict=True) if digit == "1"]
    return RegionView(models=keys_of(of), right=tuple(right))


def pick_focus(
    chosen: Sequence[EvaluatedModel], row: RegionRow, compared: Sequence[EvaluatedModel]
) -> EvaluatedModel:
    """Let a person choose whose predictions are shown; unless they do, one that is wrong."""
    focus = pick_one_or((SOMEBODY_WRONG,), chosen, "Predictions of", key="focus")
    if isinstance(focus, EvaluatedModel):
        return focus
    if row.right is None or all(row.right):
        return compared[0]
    return compared[list(row.right).index(False)]
