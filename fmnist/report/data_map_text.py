"""What a training found hard, in words."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from fmnist import text
from fmnist.artifacts.dynamics import TrainingDynamics

HARDEST_SHARE: Final = 0.01


def data_map_sentence(learned: TrainingDynamics, published: Sequence[int]) -> str:
    """Say how much was never forgotten, and where labels that others published as wrong lie.

    Parameters
    ----------
    learned
        Of one model.
    published
        Places of training images whose labels are known to be wrong.
    """
    n = int(learned.trained.sum())
    never = float((learned.forgettings[learned.trained] == 0).mean())
    sentence = (
        f"**{text.percent(never)}** of {n:,} training images were never forgotten, that is, right "
        "in one epoch and wrong in the next."
    )
    ranks = learned.hardness[np.asarray(published, np.int64)]
    ranks = ranks[ranks > 0]
    if len(ranks) == 0:
        return sentence
    hard = int((ranks <= HARDEST_SHARE * n).sum())
    return (
        f"{sentence} Of {text.number_word(len(ranks))} that others published as labelled wrongly, "
        f"{text.number_word(hard)} {'is' if hard == 1 else 'are'} among the hardest "
        f"{text.percent(HARDEST_SHARE, 0)}"
        f"{', one of them the hardest of all' if ranks.min() == 1 else ''}."
    )
