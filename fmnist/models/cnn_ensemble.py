"""Three trainings of one convolutional network answer together, and teach CNN best.

Source: own; ensemble averaging (Hansen and Salamon 1990, doi:10.1109/34.58871). Nothing is trained.
Validation accuracy 95.70 %, of the best of the three alone 95.56 %: a gap of seven images, which
may be chance. Asking also about the mirror image (test-time flip), or CNN small, helps not. CNN
best, which it teaches, comes to 95.86 %; for 96 % the teacher would have to be a larger network,
trained on an accelerator.
Made with: python -m fmnist train cnn_ensemble
Ways to put it together: python -m fmnist ablate cnn_ensemble
"""

from functools import partial
from typing import Any

from fmnist.training.config import Ensemble, Recipe
from fmnist.training.ensembles import average_of

RESIDUAL, SMALL = "cnn_residual", "cnn_small"
MEMBERS = Ensemble(members=(RESIDUAL,), every_seed=True)
VARIATIONS: dict[str, dict[str, Any]] = {
    "one seed": {"every_seed": False},
    "also about the mirror image": {"mirrored": True},
    "with CNN small, every seed": {"members": (RESIDUAL, SMALL)},
    "with CNN small, one seed of each": {"members": (RESIDUAL, SMALL), "every_seed": False},
    "with CNN small, every seed, also about the mirror image": {
        "members": (RESIDUAL, SMALL),
        "mirrored": True,
    },
    "with CNN small and CNN tuned": {"members": (RESIDUAL, SMALL, "cnn_tuned")},
    "with CNN small and RNN best": {"members": (RESIDUAL, SMALL, "rnn_best")},
    "with CNN small and ANN best": {"members": (RESIDUAL, SMALL, "ann_best")},
    "CNN small instead, every seed": {"members": (SMALL,)},
    "CNN small instead, one seed": {"members": (SMALL,), "every_seed": False},
}

RECIPE = Recipe(
    display_name="CNN ensemble",
    family="cnn",
    description=(
        "The mean of what three trainings of CNN residual answer, each with a seed of its own; "
        "nothing is trained for it. It teaches CNN best."
    ),
    source="own",
    claimed_accuracy=None,
    config=MEMBERS,
    build=partial(average_of, MEMBERS),
    variations=VARIATIONS,
)
