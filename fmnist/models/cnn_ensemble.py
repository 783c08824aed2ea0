"""Three convolutional networks of different size answer together, the smaller ones taught.

Source: own; ensemble averaging (Hansen and Salamon 1990, doi:10.1109/34.58871). Nothing is trained.
Measured: 95.53 % test, 96.64 % validation, of CNN any size alone 95.54 and 96.38 %: gaps that may
be chance. Validation chose these three; on test images they are no better than the first of them.
Before, CNN any size and the CNN best of then: validation 96.44 %, test 95.69 %; three trainings of
CNN residual: validation 95.70 %, test 95.06 %.
Made with: python -m fmnist train cnn_ensemble
Ways to put it together: python -m fmnist ablate cnn_ensemble
"""

from functools import partial
from typing import Any

from fmnist.training.config import Ensemble, Recipe
from fmnist.training.ensembles import average_of

WIDE, BEST, RESIDUAL, TAUGHT = "cnn_any_size", "cnn_best", "cnn_residual", "cnn_small_taught"
MEMBERS = Ensemble(members=(WIDE, BEST, TAUGHT))
VARIATIONS: dict[str, dict[str, Any]] = {
    "also about the mirror image": {"mirrored": True},
    "CNN any size alone": {"members": (WIDE,)},
    "CNN best alone": {"members": (BEST,)},
    "CNN small taught alone": {"members": (TAUGHT,)},
    "without CNN any size": {"members": (BEST, TAUGHT)},
    "without CNN best": {"members": (WIDE, TAUGHT)},
    "without CNN small taught": {"members": (WIDE, BEST)},
    "CNN residual instead of CNN small taught (too large to ship)": {
        "members": (WIDE, BEST, RESIDUAL)
    },
    "with CNN residual (too large to ship)": {"members": (WIDE, BEST, TAUGHT, RESIDUAL)},
    "with every seed of CNN residual (too large to ship)": {
        "members": (WIDE, BEST, TAUGHT, RESIDUAL),
        "every_seed": True,
    },
    "with RNN best": {"members": (WIDE, BEST, TAUGHT, "rnn_best")},
    "with ANN best": {"members": (WIDE, BEST, TAUGHT, "ann_best")},
}

RECIPE = Recipe(
    display_name="CNN ensemble",
    family="cnn",
    description=(
        "The mean of what CNN any size, CNN best and CNN small taught answer: a wide network and "
        "the two smaller ones that it taught; nothing is trained for it."
    ),
    source="own",
    claimed_accuracy=None,
    config=MEMBERS,
    build=partial(average_of, MEMBERS),
    variations=VARIATIONS,
)
