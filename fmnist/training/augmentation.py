"""Random changes to training images, one vectorised draw per epoch.

A *view* of an image is the image or its mirror image, moved by a few whole pixels. Views are
numbered, so that a teacher can be asked about exactly what its student sees. Nothing here changes
the images that it is given: uint8 of shape (n, 28, 28).
"""

import math

import numpy as np
import numpy.typing as npt

from fmnist.training.config import TrainingConfig

Images = npt.NDArray[np.uint8]
Views = npt.NDArray[np.int64]


def augment(
    images: Images, config: TrainingConfig, rng: np.random.Generator
) -> tuple[Images, Views]:
    """Apply what the configuration asks for: flip, then shift, then erase.

    Returns
    -------
    images : ndarray of uint8, shape (n, 28, 28)
    views : ndarray of int64, shape (n,)
        The number of the view that each image is shown in.
    """
    views = draw_views(len(images), config, rng)
    images = in_views(images, views, config.shift)
    if config.erase:
        images = erase(images, config.erase, rng)
    return images, views


def view_count(config: TrainingConfig) -> int:
    """Return how many views of an image there are, 1 without flip and shift."""
    return (2 if config.flip else 1) * (2 * config.shift + 1) ** 2


def draw_views(n: int, config: TrainingConfig, rng: np.random.Generator) -> Views:
    """Draw a view for each of `n` images, int64 of shape (n,): all are equally likely."""
    side = 2 * config.shift + 1
    mirrored = rng.random(n) < 0.5 if config.flip else np.zeros(n, bool)  # noqa: PLR2004 - half
    top, left = rng.integers(0, side, size=(2, n)) if config.shift else np.zeros((2, n), np.int64)
    views: Views = (mirrored * side + top) * side + left
    return views


def in_views(images: Images, views: Views, shift: int) -> Images:
    """Show each image in its view."""
    seen = np.empty_like(images)
    for number in np.unique(views):
        here = views == number
        seen[here] = one_view(images[here], int(number), shift)
    return seen


def one_view(images: Images, number: int, shift: int) -> Images:
    """Show all images in the same view; what comes in at the border is background (0).

    Views are counted from the image in the lower right corner of its frame to the upper left, rows
    first, then the mirror images in the same order; without shift, 0 is the image itself.
    """
    _, height, width = images.shape
    side = 2 * shift + 1
    mirrored, place = divmod(number, side * side)
    top, left = divmod(place, side)
    padded = np.pad(images[:, :, ::-1] if mirrored else images, ((0, 0), *[(shift, shift)] * 2))
    return padded[:, top : top + height, left : left + width]


def erase(images: Images, probability: float, rng: np.random.Generator) -> Images:
    """Fill a random rectangle of some images with random pixels.

    Random erasing, Zhong et al. 2017 (arXiv:1708.04896): area 2 % to 40 % of the image, aspect
    ratio 0.3 to 1/0.3.
    """
    n, height, width = images.shape
    area = rng.uniform(0.02, 0.4, n) * height * width
    aspect = np.exp(rng.uniform(math.log(0.3), -math.log(0.3), n))
    rows = np.minimum(np.sqrt(area * aspect).round().astype(int), height)
    columns = np.minimum(np.sqrt(area / aspect).round().astype(int), width)
    top = (rng.random(n) * (height - rows + 1)).astype(int)[:, None]
    left = (rng.random(n) * (width - columns + 1)).astype(int)[:, None]
    y, x = np.arange(height)[None], np.arange(width)[None]
    inside_y = (y >= top) & (y < top + rows[:, None])
    inside_x = (x >= left) & (x < left + columns[:, None])
    chosen = np.less(rng.random(n), probability)
    inside = inside_y[:, :, None] & inside_x[:, None, :] & chosen[:, None, None]
    erased = images.copy()
    erased[inside] = rng.integers(0, 256, size=int(inside.sum()), dtype=np.uint8)
    return erased
