"""The two best convolutional networks answer together: the entry of any size.

Source: own; ensemble averaging (Hansen and Salamon 1990, doi:10.1109/34.58871). Nothing is trained.
Validation accuracy 95.58 %, of CNN best alone 95.52 %: a gap of three images, which may be chance.
Asking also about the mirror image (test-time flip) or a third model helps neither; 96 % would take
several members as good as CNN best, or a larger one, trained on an accelerator.
Made with: python -m fmnist train cnn_ensemble
Ways to put it together: python -m fmnist ablate cnn_ensemble
"""

from functools import partial
from typing import Any

from fmnist.training.config import Ensemble, Recipe
from fmnist.training.ensembles import average_of

MEMBERS = Ensemble(members=("cnn_best", "cnn_small"))
BEST, SMALL = MEMBERS.members
VARIATIONS: dict[str, dict[str, Any]] = {
    "CNN best alone": {"members": (BEST,)},
    "CNN small alone": {"members": (SMALL,)},
    "both, also about the mirror image": {"mirrored": True},
    "CNN best alone, also about the mirror image": {"members": (BEST,), "mirrored": True},
    "with CNN tuned as a third": {"members": (BEST, SMALL, "cnn_tuned")},
    "with RNN best as a third": {"members": (BEST, SMALL, "rnn_best")},
    "with ANN best as a third": {"members": (BEST, SMALL, "ann_best")},
}

RECIPE = Recipe(
    display_name="CNN ensemble",
    family="cnn",
    description=(
        "The mean of what CNN best and CNN small answer; nothing is trained for it. The entry of "
        "any size."
    ),
    source="own",
    claimed_accuracy=None,
    config=MEMBERS,
    build=partial(average_of, MEMBERS),
    variations=VARIATIONS,
)
