"""Slices in which a model is worse: in words, as a chart and as a table."""

from collections.abc import Sequence

from fmnist import text
from fmnist.evaluation.intervals import wilson_interval
from fmnist.evaluation.slice_search import SliceSearch
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import Point, Table, Whiskers
from fmnist.views.parts.slices import mark_text, share_text, slice_text


def found_sentence(one: EvaluatedModel, at: int, found: SliceSearch) -> str:
    """Say in how many slices a model is worse and where most, as Markdown."""
    looked = text.counted(len(found.candidates), "slice")
    worst = found.worst_of(at)
    if not worst:
        return (
            f"In none of the {looked} looked at is **{one.name}** demonstrably worse than on the "
            "other images."
        )
    first = worst[0]
    n, right = int(found.n_inside[first]), int(found.right_inside[at, first])
    others = int(found.right_outside[at, first]) / (len(one.correct) - n)
    sentence = (
        f"**{one.name}** is worse than on the other images in **{len(worst)} of {looked}** looked "
        f"at. The largest gap: **{slice_text(found.candidates[first].part)}** "
        f"({text.images(n)}), {text.share_with_interval(right, n)} right against "
        f"{text.percent(others)} on the others."
    )
    models = len(found.adjusted_p)
    shared = int(found.is_worse()[:, worst].all(axis=0).sum())
    if models > 1 and shared:
        sentence += f" In {shared} of them all {models} models are worse."
    return sentence


def found_chart(
    one: EvaluatedModel,
    at: int,
    shown: Sequence[int],
    found: SliceSearch,
    evaluation_set: EvaluationSet,
) -> Whiskers:
    """Return a dot with its interval for each slice, beside the accuracy on all images."""
    points = []
    for place in shown:
        n, right = int(found.n_inside[place]), int(found.right_inside[at, place])
        ends = wilson_interval(right, n)
        name = mark_text(found.candidates[place].part)
        colour = evaluation_set.colours[one.key]
        points.append(Point(name, colour, right / n, ends.low, ends.high))
    return Whiskers(
        f"Accuracy of {one.name} where it is worse than on the other images",
        tuple(points),
        reference=("all images", one.accuracy),
    )


def found_table(at: int, shown: Sequence[int], found: SliceSearch) -> Table:
    """Return the slices with what the model makes of them and of all other images."""
    n_images = len(found.candidates[0].inside)
    worse = found.is_worse().sum(axis=0)
    rows = []
    for place in shown:
        n, right = int(found.n_inside[place]), int(found.right_inside[at, place])
        others = int(found.right_outside[at, place]) / (n_images - n)
        rows.append(
            (
                slice_text(found.candidates[place].part),
                share_text(found.candidates[place]),
                f"{text.percent(right / n)} ({text.between(wilson_interval(right, n))})",
                text.percent(others),
                text.points(right / n - others),
                f"{int(worse[place])} of {len(found.adjusted_p)}",
            )
        )
    columns = (
        *("Slice", "Images", "Right in the slice", "Right on the others"),
        *("Gap in points", "Models worse there"),
    )
    few = len(found.worst_of(at))
    which = f"the {len(shown)} largest gaps of {few}" if few > len(shown) else "largest gap first"
    return Table(f"Slices in which the model is worse, {which}", columns, tuple(rows))
