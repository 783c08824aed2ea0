"""Which image stands beside another for comparison."""

from typing import Any

import numpy as np
import numpy.typing as npt

Images = npt.NDArray[np.uint8]


def nearest_of_class(
    images: Images,
    labels: npt.NDArray[np.integer[Any]],
    image: Images,
    label: int,
    allowed: npt.NDArray[np.bool_] | None = None,
) -> int | None:
    """Return the image of a class whose pixels are nearest to those of one, but not the same.

    Parameters
    ----------
    images, labels
        Shapes (n, 28, 28) and (n,).
    image
        To come near to, shape (28, 28).
    label
        The class.
    allowed
        Which images may be taken, shape (n,); None allows all.

    Returns
    -------
    int or None
        An index into ``images``; None where no image is left.
    """
    wanted = labels == label if allowed is None else (labels == label) & allowed
    members = np.flatnonzero(wanted)
    difference = images[members].astype(np.float32) - image.astype(np.float32)
    squared = np.einsum("nij,nij->n", difference, difference)
    squared[squared == 0] = np.inf  # the image itself
    if not len(members) or not np.isfinite(squared.min()):
        return None
    return int(members[squared.argmin()])
