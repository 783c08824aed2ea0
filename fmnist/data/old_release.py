"""Fashion-MNIST as it was before 31 August 2017, recognised by its published duplicates.

The first files held 43 training images twice and one test image twice (and 10 images in both
splits); the publisher replaced them by new ones on the day this was reported:
https://github.com/zalandoresearch/fashion-mnist/issues/44 lists the pairs, pull request 45 replaces
them. In today's files all 70,000 images differ, so the pairs tell the two apart. The old files are
no longer published: this recognition follows the list and was never tried on them.
"""

from typing import Final

import numpy as np

from fmnist.data.registry import Digests

TRAIN_PAIRS: Final = (
    *((601, 39865), (831, 24228), (1826, 23718), (2024, 53883), (4974, 6293), (5520, 49165)),
    *((5790, 11845), (5822, 33399), (6139, 37731), (6280, 41036), (8485, 31238), (8841, 28184)),
    *((12571, 56657), (14096, 32343), (14710, 22159), (15587, 28635), (19308, 20114)),
    *((19668, 21571), (19760, 39489), (19888, 24443), (21072, 32800), (22852, 28789)),
    *((23052, 57107), (23413, 33731), (24785, 46015), (25297, 40077), (25629, 49588)),
    *((26314, 49351), (27045, 40033), (27421, 31627), (32113, 38337), (32300, 33730)),
    *((32303, 56840), (32888, 41918), (32922, 54584), (36634, 39841), (38261, 41877)),
    *((42756, 53842), (46667, 57724), (46782, 54829), (47929, 54185), (48480, 59607)),
    (48955, 51368),
)
TEST_PAIRS: Final = ((6334, 8569),)


def holds_pairs(digests: Digests, pairs: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether the two images of each pair are the same and those of two pairs are not.

    Parameters
    ----------
    digests
        Of all images of one split, in their order.
    pairs
        `TRAIN_PAIRS` or `TEST_PAIRS`.
    """
    first, second = np.array(pairs).T
    same = bool((digests[first] == digests[second]).all())
    return same and len(np.unique(digests[first])) == len(pairs)
