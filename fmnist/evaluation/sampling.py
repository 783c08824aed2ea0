"""A few images out of many: drawn at random, or the first ones with no kind in excess."""

import numpy as np

from fmnist.evaluation.contracts import Ints, Labels


def random_draw(indices: Ints, count: int, *, seed: int) -> Ints:
    """Draw images without replacement, each as likely as any other.

    Parameters
    ----------
    indices : ndarray of shape (n,), integer
        The images to draw from.
    count : int
        How many; with fewer images all of them are drawn.
    seed : int
        The same seed draws the same images from the same `indices`.

    Returns
    -------
    ndarray of shape (min(count, n),), int64
        In the order of the draw.
    """
    drawn = np.random.default_rng(seed).permutation(np.asarray(indices, dtype=np.int64))
    return np.asarray(drawn[:count])


def limit_kinds(ordered: Ints, kinds: Labels, count: int, *, most: int) -> Ints:
    """Take the first images of an order, but no more than some of any one kind.

    Parameters
    ----------
    ordered : ndarray of shape (n,), integer
        Images, the most wanted first.
    kinds : ndarray of shape (n,), integer
        The kind of each of them.
    count : int
        How many to take at most.
    most : int
        How many of one kind to take at most.

    Returns
    -------
    ndarray of int64
        In the same order; fewer than ``count`` where the other kinds have too few images.

    Raises
    ------
    ValueError
        If there is not one kind for each image.
    """
    images, each = np.asarray(ordered, dtype=np.int64), np.asarray(kinds)
    if images.ndim != 1 or each.shape != images.shape:
        raise ValueError(
            f"kinds: expected one for each of {images.size} images. Received shape {each.shape}."
        )
    keep = np.zeros(images.size, dtype=np.bool_)
    for kind in np.unique(each):
        keep[np.flatnonzero(each == kind)[:most]] = True
    return np.asarray(images[keep][:count])
