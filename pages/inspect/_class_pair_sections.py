"""The parts of the class-pair page below its axis; each runs only while its tab is open."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation.class_pair import mean_images, outcome_groups
from fmnist.evaluation.pair_threshold import half_split_threshold, pair_roc, threshold_errors
from fmnist.evaluation.sampling import limit_kinds
from fmnist.evaluation.selection import sort_indices
from fmnist.evaluation.shared_mistakes import SharedMistakes, shared_mistakes
from fmnist.figures.pair_roc import Operating
from fmnist.figures.pair_roc import pair_roc as roc_figure
from fmnist.report.threshold_text import half_split_sentence
from fmnist.text import MINUS, arrow, images
from fmnist.views.parts.markdown import literal
from pages.inspect._class_pair_axis import STEPS_PER_NAT, PairAxis, set_query_threshold
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import chart
from pages.shared.components.gallery import gallery
from pages.shared.components.pictures import Picture, pictures
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.browse import browse, pick_order, tiles_of
from pages.shared.images.download import offer_images
from pages.shared.images.image_view import image_to_open, open_image, show_image
from pages.shared.url import follow_widget

EXTREMES: Final = 8  # images in a strip, at most half of them of one kind
HALVES_SEED: Final = 0
GROUP: Final = "mistaken"  # in the URL
Ints = npt.NDArray[np.int64]
Group = tuple[Ints, EvaluatedModel, str]


def mistaken_images(first: int, second: int, chosen: Sequence[EvaluatedModel]) -> None:
    """Show the images that one model, all models or only one model mistakes."""
    labels = cache.test_split().labels
    y_preds = np.stack([evaluated.y_pred for evaluated in chosen])
    directions = {
        arrow(true, predicted): shared_mistakes(
            labels, y_preds, true_label=true, predicted_label=predicted
        )
        for true, predicted in ((first, second), (second, first))
    }
    left, middle, right = st.columns([3, 2, 2])
    with left:
        direction = st.segmented_control(
            "True → predicted",
            list(directions),
            default=next(iter(directions)),
            required=True,
            key="direction",
            bind="query-params",
        )
    with middle:
        groups = _mistake_groups(directions[direction], chosen)
        indices, focus, by = _pick_group(groups)
    with right:
        order = pick_order()
    st.markdown(f"**{images(len(indices))}**: {direction}, mistaken by {literal(by)}")
    browse(
        indices,
        chosen,
        key="pair",
        label=f"{direction}, mistaken by {by}",
        focus=focus,
        order=order,
        empty="No image is mistaken this way. Choose another group or the other direction.",
    )


def extremes(axis: PairAxis, chosen: Sequence[EvaluatedModel]) -> None:
    """Show the surest mistakes and the least sure right answers, half of each kind at most."""
    of, names = axis.evaluated, axis.names
    groups = outcome_groups(cache.test_split().labels, of.y_pred, axis.first, axis.second)
    half = EXTREMES // 2
    strips = {
        "Most confident mistakes": (
            _surest((groups.first_as_second, groups.second_as_first), of, descending=True),
            f"at most {half} {names[0]} → {names[1]} and {half} {names[1]} → {names[0]}",
        ),
        "Most doubtful right answers": (
            _surest((groups.first_as_first, groups.second_as_second), of, descending=False),
            f"at most {half} of {names[0]} and {half} of {names[1]}",
        ),
    }
    opened = image_to_open()
    ordered = np.concatenate([indices for indices, _ in strips.values()])
    if opened is not None:
        show_image(opened, chosen, key="extremes_detail", ordered=ordered)
    for title, (indices, limit) in strips.items():
        st.markdown(f"**{title}** of {of.name}")
        if not len(indices):
            st.info(f"{of.name} has none.", icon=":material/image_search:")
            continue
        gallery(
            tiles_of(indices, of),
            atlas=ATLAS_URL,
            key=f"extremes_{title.split()[1]}",
            label=f"{title} of {of.name}",
            most_columns=EXTREMES,
            selected=opened,
            footer=f"The first {len(indices)} by confidence, {limit}, so that one kind does not "
            "hide the other.",
            on_open=open_image,
        )
    if len(ordered):
        both = f"Most confident mistakes and most doubtful right answers of {of.name}"
        offer_images(ordered, ordered, chosen, focus=of, key="extremes", label=both)


def _surest(groups: tuple[Ints, Ints], of: EvaluatedModel, *, descending: bool) -> Ints:
    """Return the first images by confidence, half of them of one group at most."""
    ordered = sort_indices(np.concatenate(groups), of.confidence, descending=descending)
    kinds = np.isin(ordered, groups[1]).astype(np.int64)
    return limit_kinds(ordered, kinds, EXTREMES, most=EXTREMES // 2)


def roc(axis: PairAxis, threshold: int) -> None:
    """Show what every threshold would give, and what the best one is worth on other images."""
    curve = pair_roc(axis.margin, axis.is_first)
    steps = axis.steps.astype(np.float64)
    halves = half_split_threshold(steps, axis.is_first, seed=HALVES_SEED)
    best = int(np.ceil(halves.threshold))  # decides as the midpoint of two whole steps does
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(
            partial(
                roc_figure,
                curve.false_positive_rate,
                curve.true_positive_rate,
                curve.thresholds,
                auc=curve.auc,
                marks=[
                    _operating(axis, steps, threshold, f"Threshold {_nats(threshold)}"),
                    *([_operating(axis, steps, 0, "Threshold 0")] if threshold else []),
                ],
                names=axis.names,
            ),
            key="pair_roc",
            of=(axis.evaluated.fingerprint, axis.names, threshold),
            title="ROC curve",
            alt=f"ROC curve of {axis.evaluated.name}, {axis.names[0]} against {axis.names[1]}; "
            f"the area under it is {curve.auc:.3f}.",
        )
    with right:
        st.markdown(half_split_sentence(halves, _nats(best)))
        st.button(
            f"Set the threshold to {_nats(best)}",
            key="best_threshold",
            on_click=set_query_threshold,
            args=(best,),
            disabled=threshold == best,
        )
        st.caption(
            "Halves drawn by class, seed 0. AUC: the chance that a random "
            f"{axis.names[0]} has the larger margin than a random {axis.names[1]}. "
            "The official labels are taken as they are."
        )


def _operating(axis: PairAxis, steps: npt.NDArray[np.float64], at: int, name: str) -> Operating:
    errors = threshold_errors(steps, axis.is_first, at)
    return Operating(
        name,
        errors.second_as_first / errors.n_second,
        1 - errors.first_as_second / errors.n_first,
    )


def _nats(steps: int) -> str:
    return f"{steps / STEPS_PER_NAT:+.2f}".replace("-", MINUS) if steps else "0"


def means(axis: PairAxis) -> None:
    """Show the mean image of each outcome, and what sets the mistaken ones apart."""
    split = cache.test_split()
    groups = outcome_groups(split.labels, axis.evaluated.y_pred, axis.first, axis.second)
    rows = (
        (axis.first, axis.second, groups.first_as_first, groups.first_as_second),
        (axis.second, axis.first, groups.second_as_second, groups.second_as_first),
    )
    st.markdown(
        f"What do images look like that **{axis.evaluated.name}** mistakes, on average, "
        "and where do they differ from those that it recognises?"
    )
    pictures(
        [_means_row(split.images, *row) for row in rows],
        less="darker when mistaken",
        more="brighter when mistaken",
        key="pair_means",
    )


def _means_row(
    images: npt.NDArray[np.uint8], true: int, other: int, right: Ints, wrong: Ints
) -> list[Picture]:
    right_mean, wrong_mean = mean_images(images, [right, wrong])
    recognised, mistaken = arrow(true, true), arrow(true, other)
    both = len(right) > 0 and len(wrong) > 0
    return [
        Picture(
            title,
            f"{len(group):,} image{'' if len(group) == 1 else 's'}",
            f"Mean of {len(group):,} images, {title}",
            mean if len(group) else None,
        )
        for title, group, mean in (
            (recognised, right, right_mean),
            (mistaken, wrong, wrong_mean),
        )
    ] + [
        Picture(
            f"Difference, true {CLASS_NAMES[true]}",
            "mistaken minus recognised",
            f"Mean of {mistaken} minus mean of {recognised}",
            wrong_mean - right_mean if both else None,
            signed=True,
        )
    ]


def _pick_group(groups: dict[str, Group]) -> Group:
    """Let a person choose by whom images are mistaken; links of before say its words."""
    said = st.query_params.get(GROUP)
    former = {text: token for token, (_, _, text) in groups.items()}
    token = former.get(said, said)
    st.session_state[GROUP] = token if token in groups else next(iter(groups))
    chosen = st.selectbox(
        "Mistaken by",
        list(groups),
        format_func=lambda token: groups[token][2] if token in groups else token,
        key=GROUP,
        on_change=follow_widget,
        args=(GROUP,),
    )
    return groups[chosen]


def _mistake_groups(mistakes: SharedMistakes, chosen: Sequence[EvaluatedModel]) -> dict[str, Group]:
    """Return the groups of one mistake's images, each with the model that sorts them, and words.

    Parameters
    ----------
    mistakes
        Found for `chosen`, in the same order.
    chosen
        The models; a group is called by their keys in the URL, as in "only-cnn_best".
    """
    groups = {
        one.key: (indices, one, one.name)
        for one, indices in zip(chosen, mistakes.by_model, strict=True)
    }
    if len(chosen) > 1:
        groups["by-every"] = (mistakes.by_all, chosen[0], "every chosen model")
        for one, indices in zip(chosen, mistakes.by_only, strict=True):
            groups[f"only-{one.key}"] = (indices, one, f"only {one.name}")
    return groups
