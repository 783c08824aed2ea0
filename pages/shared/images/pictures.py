"""Test images as tiles of the atlas, and as small pictures beside numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES
from pages.shared import cache
from pages.shared.components.gallery import Tiles
from pages.shared.components.gallery import strip as mount
from pages.shared.images.atlas import ATLAS_URL


def atlas_tiles(
    indices: npt.NDArray[np.int64], names: Sequence[str], **below: Iterable[Any] | None
) -> Tiles:
    """Return test images, shape (n,), as tiles; `below`: captions, details, correct of `Tiles`."""
    sheets, positions = cache.sheet_positions()
    return Tiles(indices, sheets[indices], positions[indices], names, **below)


def label_counts(indices: npt.NDArray[np.int64]) -> str:
    """Say how many of some images, shape (n,), have which label, the commonest first."""
    names = [CLASS_NAMES[label] for label in cache.test_split().labels[indices]]
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())


def strip(
    indices: npt.NDArray[np.int64],
    *,
    key: str,
    label: str,
    names: Sequence[str] | None = None,
) -> None:
    """Show a row of test images that cannot be chosen.

    Parameters
    ----------
    indices
        Test images, shape (n,).
    key
        Distinguishes the strips of one page.
    label
        What the images are, for people who hear the page.
    names
        What to say of each image; its index and true label by default.
    """
    labels = cache.test_split().labels
    mount(
        atlas_tiles(
            indices,
            names
            or [f"Test image {index}: {CLASS_NAMES[labels[index]]}" for index in indices.tolist()],
        ),
        atlas=ATLAS_URL,
        key=key,
        label=label,
        interactive=False,
    )
