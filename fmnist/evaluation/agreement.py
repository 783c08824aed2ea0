"""Where models agree: on which images they are right or wrong together, and how alike they are."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from fmnist.evaluation.contracts import (
    Flags,
    Floats,
    Ints,
    Labels,
    check_correct,
    check_labels,
)

# With four models there are sixteen regions, which nobody reads.
MOST_MODELS_IN_REGIONS = 3


@dataclass(frozen=True, slots=True)
class Region:
    """The images that exactly these models have right.

    Attributes
    ----------
    right : tuple of bool
        One entry per model, in the order of the rows.
    indices : ndarray of shape (count,), int64
        The images, ascending; may be empty.
    """

    right: tuple[bool, ...]
    indices: Ints


def regions(correct: Flags) -> tuple[Region, ...]:
    """Part the images by which models have them right, as in a Venn diagram.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        True where model i is right about image j, m = 2 or 3.

    Returns
    -------
    tuple of Region
        All 2**m combinations, from all right to all wrong, the last model changing fastest; each
        image stands in exactly one.

    Raises
    ------
    ValueError
        If ``correct`` is not such a table.
    """
    flags = check_correct(correct)
    if flags.shape[0] > MOST_MODELS_IN_REGIONS:
        raise ValueError(
            f"correct: expected 2 to {MOST_MODELS_IN_REGIONS} models. "
            f"Received {flags.shape[0]}: choose fewer."
        )
    return tuple(
        Region(right, np.flatnonzero(np.all(np.array(right) == flags.T, axis=1)).astype(np.int64))
        for right in product((True, False), repeat=flags.shape[0])
    )


def all_wrong(correct: Flags) -> Ints:
    """Return the images that no model has right.

    Parameters
    ----------
    correct : ndarray of shape (m, n), bool
        True where model i is right about image j, m >= 1.

    Returns
    -------
    ndarray of shape (count,), int64
        Indices, ascending.

    Raises
    ------
    ValueError
        If ``correct`` is not such a table.
    """
    flags = check_correct(correct, least_models=1)
    return np.flatnonzero(~flags.any(axis=0)).astype(np.int64)


def _check_predictions(y_preds: Labels, n_classes: int | None = None) -> Ints:
    rows = [
        check_labels(f"y_preds[{i}]", row, n_classes=n_classes) for i, row in enumerate(y_preds)
    ]
    if not rows:
        raise ValueError("y_preds: expected at least one model. Received none.")
    return np.stack(rows)


def agreement_matrix(y_preds: Labels) -> Floats:
    """Return, for every pair of models, the share of images they give the same label.

    Parameters
    ----------
    y_preds : ndarray of shape (m, n), integer
        Predicted labels, a row per model.

    Returns
    -------
    ndarray of shape (m, m), float64
        Shares 0 .. 1, symmetric, ones on the diagonal. A shared mistake counts as agreement.

    Raises
    ------
    ValueError
        If ``y_preds`` is not such a table.
    """
    labels = _check_predictions(y_preds)
    same = [[np.mean(first == second) for second in labels] for first in labels]
    return np.array(same, dtype=np.float64)


def cohens_kappa_matrix(y_preds: Labels, *, n_classes: int = 10) -> Floats:
    """Return, for every pair of models, their agreement beyond chance.

    Parameters
    ----------
    y_preds : ndarray of shape (m, n), integer
        Predicted labels 0 .. n_classes - 1, a row per model.
    n_classes : int, default 10
        Number of classes.

    Returns
    -------
    ndarray of shape (m, m), float64
        (observed - expected) / (1 - expected) agreement: at most 1, symmetric, 0 for chance. Two
        models that give every image one and the same label get 1, where the formula is 0 / 0.

    Raises
    ------
    ValueError
        If ``y_preds`` is not such a table or a label is out of range.

    References
    ----------
    J. Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20, 37-46.
    """
    labels = _check_predictions(y_preds, n_classes)
    shares = np.stack([np.bincount(row, minlength=n_classes) / row.size for row in labels])
    expected = shares @ shares.T
    beyond = agreement_matrix(labels) - expected
    room = 1.0 - expected
    return np.asarray(np.divide(beyond, room, out=np.ones_like(room), where=room > 0.0))
