"""Ten things that happen to a picture, each in five severities: what a model may have to stand.

After the idea of ImageNet-C (Hendrycks and Dietterich 2019, arXiv:1903.12261), for 28 x 28 grey
pictures of a light garment on black ground. Severity 0 is the picture itself. What is drawn for an
image (a direction, a place, the noise) hangs on the seed and the image's position alone, so ten
pictures on a page are exactly those that the models were asked about.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

SEVERITIES: Final = 5
SEED: Final = 20170831
VERSION: Final = 1
"""Raised when any picture comes out otherwise: answers to older ones are then no longer shown."""

SIDE: Final = 28
CENTRE: Final = (SIDE - 1) / 2
WHITE: Final = 255
COVER: Final = 128  # grey: neither ground nor garment
DIRECTIONS: Final = np.array([(0, -1), (0, 1), (-1, 0), (1, 0)])  # left, right, up, down
KERNEL_RADIUS: Final = 4  # standard deviations

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
Change = Callable[[Floats, Positions, float], Floats]


@dataclass(frozen=True)
class Corruption:
    """One kind of change.

    Attributes
    ----------
    key : str
        In files, addresses and settings.
    name : str
        On screen.
    participle : str
        In a sentence: "Shifted by 4 pixels, ...".
    amounts : tuple of five floats
        One for each severity, mildest first.
    unit : str
        Of the amounts, with the place of the number: "by {} pixels".
    """

    key: str
    name: str
    participle: str
    amounts: tuple[float, ...]
    unit: str
    change: Change

    def text(self, severity: int) -> str:
        """Say what happens at a severity of 1 to 5, such as "shifted by 4 pixels"."""
        return f"{self.participle} {self.amount(severity)}"

    def amount(self, severity: int) -> str:
        """Say how much a severity of 1 to 5 is, such as "by 4 pixels"."""
        amount = self.amounts[severity - 1]
        said = self.unit.format(f"{amount:g}")
        return said.removesuffix("s") if amount == 1 and said.endswith("pixels") else said


def corrupt(
    images: Bytes, corruption: Corruption, severity: int, positions: Positions | None = None
) -> Bytes:
    """Change pictures.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
    corruption
        One of `CORRUPTIONS`.
    severity
        0 (unchanged) to 5.
    positions : ndarray of int64, shape (n,), or None
        Which test images these are, for what is drawn by chance; None: the first n.

    Returns
    -------
    ndarray of uint8, shape (n, 28, 28)

    Raises
    ------
    ValueError
        No such severity.
    """
    if not 0 <= severity <= SEVERITIES:
        raise ValueError(f"severity: expected 0 to {SEVERITIES}. Received {severity}.")
    if severity == 0:
        return images.copy()
    if positions is None:
        positions = np.arange(len(images))
    amount = corruption.amounts[severity - 1]
    changed = corruption.change(images.astype(np.float32), positions, amount)
    return np.rint(changed).clip(0, WHITE).astype(np.uint8)


def _drawn(positions: Positions, columns: int) -> npt.NDArray[np.float64]:
    """Return numbers of 0 to 1 for each image, the same whichever images are asked about."""
    rows = int(positions.max(initial=0)) + 1
    return np.random.default_rng(SEED).random((rows, columns))[positions]


def _shift(images: Floats, positions: Positions, amount: float) -> Floats:
    """Move by whole pixels, left, right, up or down; what leaves is lost, what enters is black."""
    pixels = int(amount)
    chosen = (_drawn(positions, 1)[:, 0] * len(DIRECTIONS)).astype(np.int64)
    padded = np.pad(images, ((0, 0), (pixels, pixels), (pixels, pixels)))
    moved = np.empty_like(images)
    for number, (down, right) in enumerate(DIRECTIONS.tolist()):
        top, left = pixels * (1 - down), pixels * (1 - right)
        rows = chosen == number
        moved[rows] = padded[rows, top : top + SIDE, left : left + SIDE]
    return moved


def _turn(images: Floats, positions: Positions, amount: float) -> Floats:
    """Turn about the centre, to the left or to the right."""
    to_the_left = _drawn(positions, 1)[:, 0] < 0.5  # noqa: PLR2004 - a coin
    turned = np.empty_like(images)
    for rows, degrees in ((to_the_left, amount), (~to_the_left, -amount)):
        turned[rows] = _resampled(images[rows], degrees=degrees, size=1.0)
    return turned


def _scale(images: Floats, _positions: Positions, amount: float) -> Floats:
    return _resampled(images, degrees=0.0, size=amount / 100)


def _resampled(images: Floats, *, degrees: float, size: float) -> Floats:
    """Turn and shrink about the centre, bilinear between pixels, black outside."""
    taken, weights = _sampling(degrees, size)
    flat = np.pad(images, ((0, 0), (1, 1), (1, 1))).reshape(-1, (SIDE + 2) ** 2)
    changed = np.zeros((len(images), SIDE * SIDE), np.float32)
    for places, weight in zip(taken, weights, strict=True):
        changed += flat[:, places] * weight
    return changed.reshape(images.shape)


@cache
def _sampling(degrees: float, size: float) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return which four pixels of the framed picture make each pixel, and their weights.

    Returns
    -------
    taken : ndarray of int64, shape (4, 784)
        Positions in a picture with a black frame of one pixel, 30 x 30.
    weights : ndarray of float32, shape (4, 784)
    """
    angle, framed = np.deg2rad(degrees), SIDE + 2
    rows, columns = np.indices((SIDE, SIDE)).reshape(2, -1) - CENTRE
    row = (np.cos(angle) * rows + np.sin(angle) * columns) / size + CENTRE + 1
    column = (np.cos(angle) * columns - np.sin(angle) * rows) / size + CENTRE + 1
    row, column = row.clip(0, framed - 1), column.clip(0, framed - 1)
    top = np.minimum(np.floor(row).astype(np.int64), framed - 2)
    left = np.minimum(np.floor(column).astype(np.int64), framed - 2)
    down, right = row - top, column - left
    taken = np.stack([(top + i) * framed + left + j for i in (0, 1) for j in (0, 1)])
    weights = np.stack(
        [(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right]
    )
    return taken, weights.astype(np.float32)


def _blur(images: Floats, _positions: Positions, amount: float) -> Floats:
    from scipy.ndimage import gaussian_filter1d  # noqa: PLC0415 - slow to import

    blurred = images
    for axis in (1, 2):
        blurred = gaussian_filter1d(
            blurred, amount, axis=axis, mode="constant", truncate=KERNEL_RADIUS
        )
    return np.asarray(blurred, dtype=np.float32)


def _noise(images: Floats, positions: Positions, amount: float) -> Floats:
    """Add independent normal noise to every pixel; each image has a generator of its own."""
    fields = [
        np.random.default_rng([SEED, position]).standard_normal((SIDE, SIDE), dtype=np.float32)
        for position in positions.tolist()
    ]
    return images + np.float32(amount) * np.array(fields).reshape(images.shape)


def _darken(images: Floats, _positions: Positions, amount: float) -> Floats:
    return images * np.float32(amount / 100)


def _flatten_contrast(images: Floats, _positions: Positions, amount: float) -> Floats:
    """Bring every pixel nearer to its picture's mean, so that the ground turns grey."""
    means: Floats = images.mean(axis=(1, 2), keepdims=True)
    return means + np.float32(amount / 100) * (images - means)


def _cover(images: Floats, positions: Positions, amount: float) -> Floats:
    """Put a grey square on a place that is drawn, all of it inside the picture."""
    side = int(amount)
    top, left = (_drawn(positions, 2) * (SIDE - side + 1)).astype(np.int64).T
    row, column = np.indices((SIDE, SIDE))
    inside = (
        (row >= top[:, None, None])
        & (row < top[:, None, None] + side)
        & (column >= left[:, None, None])
        & (column < left[:, None, None] + side)
    )
    covered: Floats = np.where(inside, np.float32(COVER), images)
    return covered


def _compress(images: Floats, _positions: Positions, amount: float) -> Floats:
    """Save and open again; libraries of other versions may differ by a grey level."""
    from PIL import Image  # noqa: PLC0415 - only one of ten needs it

    seen: Floats = np.empty_like(images)
    for number, image in enumerate(images.astype(np.uint8)):
        packed = io.BytesIO()
        Image.fromarray(image).save(packed, "JPEG", quality=int(amount))
        seen[number] = np.asarray(Image.open(packed))
    return seen


def _invert(images: Floats, _positions: Positions, amount: float) -> Floats:
    """Go some of the way to the negative, a dark garment on white ground."""
    return images + np.float32(amount / 100) * (WHITE - 2 * images)


CORRUPTIONS: Final = {
    each.key: each
    for each in (
        Corruption("shift", "Shifted", "shifted", (1, 2, 3, 4, 5), "by {} pixels", _shift),
        Corruption("turn", "Rotated", "rotated", (5, 10, 20, 30, 45), "by {} degrees", _turn),
        Corruption(
            "scale",
            "Scaled down",
            "scaled down",
            (90, 80, 70, 60, 50),
            "to {} % of the size",
            _scale,
        ),
        Corruption("blur", "Blurred", "blurred", (0.5, 0.75, 1, 1.5, 2), "over {} pixels", _blur),
        Corruption(
            "noise",
            "Noise",
            "overlaid with noise",
            (10, 20, 40, 60, 80),
            "of {} grey levels",
            _noise,
        ),
        Corruption("dark", "Darkened", "darkened", (80, 60, 40, 30, 20), "to {} %", _darken),
        Corruption(
            "contrast",
            "Contrast lowered",
            "with contrast lowered",
            (80, 60, 40, 30, 20),
            "to {} %",
            _flatten_contrast,
        ),
        Corruption(
            "cover",
            "Partly covered",
            "covered",
            (4, 8, 10, 12, 14),
            "by a square of {} pixels",
            _cover,
        ),
        Corruption(
            "jpeg", "JPEG", "saved as JPEG", (50, 30, 20, 10, 5), "of quality {}", _compress
        ),
        Corruption(
            "invert",
            "Inverted",
            "inverted",
            (25, 40, 60, 75, 100),
            "{} % of the way",
            _invert,
        ),
    )
}
