"""A plane in which images lie near each other that a model takes for alike.

The features of an image are what a model's last layer reads. Principal components bring them to at
most fifty numbers, t-SNE brings those to two (van der Maaten and Hinton 2008, JMLR 9:2579-2605;
begun from the first two components as Kobak and Berens 2019, doi:10.1038/s41467-019-13056-x,
advise). Near means alike; how far groups lie apart, and how large they are, means little.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SEED: Final = 20170831
PERPLEXITY: Final = 30
COMPONENTS: Final = 50
ITERATIONS: Final = 500
NEIGHBOURS: Final = 8
AMONG: Final = 50
SMALLEST: Final = 1e-7  # a probability of 0 has no logarithm
METHOD: Final = (
    f"PCA to {COMPONENTS}, t-SNE of perplexity {PERPLEXITY}, {ITERATIONS} steps, seed {SEED}"
)

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class FeatureMap:
    """Where images lie, and which are nearest to which.

    Attributes
    ----------
    coordinates : ndarray of float32, shape (n, 2)
        In the plane, from 0 to 1; both axes have the same scale.
    neighbours : ndarray of int64, shape (n, 8)
        The images with the least Euclidean distance of features, nearest first, not itself.
    """

    coordinates: npt.NDArray[np.float32]
    neighbours: npt.NDArray[np.int64]


def feature_map(features: Floats) -> FeatureMap:
    """Lay images out by their features.

    Parameters
    ----------
    features : ndarray of shape (n, d)
        n at least 100. Takes about a minute for n = 10,000.

    Raises
    ------
    ValueError
        Too few images, or features that are no numbers.
    """
    from sklearn.decomposition import PCA  # noqa: PLC0415 - slow to import
    from sklearn.manifold import TSNE  # noqa: PLC0415

    fewest = 3 * PERPLEXITY + 10
    if features.ndim != 2 or len(features) < fewest or not np.isfinite(features).all():  # noqa: PLR2004
        raise ValueError(
            f"features: expected finite numbers of shape (n, d), n at least {fewest}. "
            f"Received shape {features.shape}."
        )
    components = min(COMPONENTS, features.shape[1])
    reduced = PCA(components, random_state=SEED).fit_transform(features.astype(np.float64))
    layout = TSNE(
        perplexity=PERPLEXITY, max_iter=ITERATIONS, init="pca", random_state=SEED, n_jobs=-1
    )
    plane = layout.fit_transform(reduced.astype(np.float32))
    return FeatureMap(_in_unit_square(plane), nearest_by_features(features))


def nearest_by_features(features: Floats, count: int = NEIGHBOURS) -> npt.NDArray[np.int64]:
    """Return each image's nearest others, int64 of shape (n, count), nearest first."""
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 - slow to import

    search = NearestNeighbors(n_neighbors=count, algorithm="brute").fit(features)
    found: npt.NDArray[np.int64] = search.kneighbors(return_distance=False)  # never itself
    return found


def log_probabilities(y_proba: Floats) -> npt.NDArray[np.float32]:
    """Return what stands for features where a model gives none away."""
    return np.log(np.maximum(y_proba, SMALLEST)).astype(np.float32)


def share_kept(
    coordinates: Floats, neighbours: npt.NDArray[np.integer[Any]], *, among: int = AMONG
) -> float:
    """Return the share of nearest images by features that are near in the plane, too.

    Parameters
    ----------
    coordinates : ndarray of shape (n, 2)
    neighbours : ndarray of integers, shape (n, k)
    among
        Near: among so many nearest of the plane.
    """
    from scipy.spatial import KDTree  # noqa: PLC0415 - slow to import

    _, near = KDTree(coordinates).query(coordinates, k=among + 1)
    kept = (neighbours[:, :, np.newaxis] == near[:, np.newaxis]).any(axis=2)
    return float(kept.mean())


def _in_unit_square(plane: Floats) -> npt.NDArray[np.float32]:
    """Shift and shrink so that the longer side goes from 0 to 1 and the other stays centred."""
    low, high = plane.min(axis=0), plane.max(axis=0)
    side = max(float((high - low).max()), np.finfo(np.float32).tiny)
    placed: npt.NDArray[np.float32] = ((plane - (low + high) / 2) / side + 0.5).astype(np.float32)
    return placed
