"""Test images with what a model makes of them."""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES
from fmnist.data.dataset import Split
from fmnist.evaluation.selection import sort_indices
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.text import probability
from fmnist.views.parts.content import Picture, Pictures

MOST_PICTURES: Final = 24


def picture(split: Split, index: int, by: EvaluatedModel, *, label_known: bool = False) -> Picture:
    """Return one image with what a model makes of it.

    Parameters
    ----------
    split, index
        Which image.
    by
        Whose answer stands under it.
    label_known
        The true and the predicted label are said elsewhere: only the confidence stands under it.
    """
    true, predicted = int(split.labels[index]), int(by.y_pred[index])
    confidence = f"{by.confidence[index]:.2f}" if by.states_probabilities else ""
    truth = "" if true == predicted else f"true {CLASS_NAMES[true]}"
    under = " · ".join(filter(None, (confidence, truth)))
    return Picture(
        index=int(index),
        pixels=split.images[index],
        alt=f"Test image {index}: true {CLASS_NAMES[true]}, predicted {CLASS_NAMES[predicted]} "
        f"by {by.name}" + (f", confidence {confidence}" if confidence else ""),
        lines=(confidence,) if label_known else (CLASS_NAMES[predicted], under),
    )


def captioned(split: Split, index: int, by: EvaluatedModel) -> Picture:
    """Return one image by itself: its index, its true label and a model's answer under it."""
    true, predicted = CLASS_NAMES[split.labels[index]], CLASS_NAMES[by.y_pred[index]]
    confidence = f" {probability(float(by.confidence[index]))}" if by.states_probabilities else ""
    lines = (f"{index}", f"true {true}", f"predicted {predicted}", confidence.strip())
    return replace(picture(split, index, by), lines=lines if confidence else lines[:-1])


def most_confident(
    evaluation_set: EvaluationSet,
    indices: npt.NDArray[np.int64],
    by: EvaluatedModel,
    *,
    what: str,
    label_known: bool = False,
) -> tuple[Pictures, ...]:
    """Return the images about which a model is surest, none if there is none.

    Of a model that states no confidence, the first ones by test index.
    """
    if not len(indices):
        return ()
    if by.states_probabilities:
        surest = by.confidence.astype(np.float64)
        shown = sort_indices(indices, surest, descending=True)[:MOST_PICTURES]
        order = "most confident first"
        under = "confidence" if label_known else "predicted label and confidence"
    else:
        shown, order = np.sort(indices)[:MOST_PICTURES], "by test index"
        under = "nothing, for no confidence is stated" if label_known else "predicted label"
    few = f"{len(shown)} of {len(indices):,}" if len(shown) < len(indices) else f"{len(indices)}"
    caption = f"{what}: {few}, {order}. Under each: {under} of {by.name}."
    pictures = [
        picture(evaluation_set.split, index, by, label_known=label_known) for index in shown
    ]
    return (Pictures(caption, tuple(pictures)),)
