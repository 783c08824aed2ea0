"""Random changes to training images, one vectorised draw per epoch.

Each function takes and returns uint8 images of shape (n, 28, 28) and leaves its input untouched.
"""

import math

import numpy as np
import numpy.typing as npt

from fmnist.training.config import TrainingConfig

Images = npt.NDArray[np.uint8]


def augment(images: Images, config: TrainingConfig, rng: np.random.Generator) -> Images:
    """Apply what the configuration asks for: flip, then shift, then erase."""
    if config.flip:
        images = flip(images, rng)
    if config.shift:
        images = shift(images, config.shift, rng)
    if config.erase:
        images = erase(images, config.erase, rng)
    return images


def flip(images: Images, rng: np.random.Generator) -> Images:
    """Mirror each image left to right with probability one half."""
    mirrored = rng.random(len(images)) < 0.5  # noqa: PLR2004 - one half
    return np.where(mirrored[:, None, None], images[:, :, ::-1], images)


def shift(images: Images, pixels: int, rng: np.random.Generator) -> Images:
    """Move each image by up to `pixels` in both directions; what comes in is background (0)."""
    n, height, width = images.shape
    padded = np.pad(images, ((0, 0), (pixels, pixels), (pixels, pixels)))
    top, left = rng.integers(0, 2 * pixels + 1, size=(2, n))
    shifted = np.empty_like(images)
    for y in range(2 * pixels + 1):
        for x in range(2 * pixels + 1):
            here = (top == y) & (left == x)
            shifted[here] = padded[here, y : y + height, x : x + width]
    return shifted


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
