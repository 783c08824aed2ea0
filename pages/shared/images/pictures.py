"""Test images as small pictures beside numbers."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES
from pages.shared import cache
from pages.shared.components.gallery import Tiles
from pages.shared.components.gallery import strip as mount
from pages.shared.images.atlas import ATLAS_URL


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
    sheets, positions = cache.sheet_positions()
    labels = cache.test_split().labels
    mount(
        Tiles(
            indices=indices,
            sheets=sheets[indices],
            positions=positions[indices],
            names=names
            or [f"Test image {index}: {CLASS_NAMES[labels[index]]}" for index in indices.tolist()],
        ),
        atlas=ATLAS_URL,
        key=key,
        label=label,
        interactive=False,
    )
