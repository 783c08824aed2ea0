"""Two convolutional networks of different size answer together: CNN any size and CNN best.

Source: own; ensemble averaging (Hansen and Salamon 1990, doi:10.1109/34.58871). Nothing is trained.
Measured: 95.69 % test, 96.44 % validation, of CNN any size alone 95.54 and 96.38 %: gaps that may
be chance, as are those of the other ways but the smaller networks alone.
Before, three trainings of CNN residual answered together: validation 95.70 %, test 95.06 %.
Made with: python -m fmnist train cnn_ensemble
Ways to put it together: python -m fmnist ablate cnn_ensemble
"""

from functools import partial
from typing import Any

from fmnist.training.config import Ensemble, Recipe
from fmnist.training.ensembles import average_of

WIDE, BEST, RESIDUAL, TAUGHT = "cnn_any_size", "cnn_best", "cnn_residual", "cnn_small_taught"
MEMBERS = Ensemble(members=(WIDE, BEST))
VARIATIONS: dict[str, dict[str, Any]] = {
    "also about the mirror image": {"mirrored": True},
    "CNN any size alone": {"members": (WIDE,)},
    "CNN any size alone, also about the mirror image": {"members": (WIDE,), "mirrored": True},
    "CNN best alone": {"members": (BEST,)},
    "CNN residual instead of CNN best": {"members": (WIDE, RESIDUAL)},
    "CNN small taught instead of CNN best": {"members": (WIDE, TAUGHT)},
    "with CNN small taught": {"members": (WIDE, BEST, TAUGHT)},
    "with CNN residual (too large to ship)": {"members": (WIDE, BEST, RESIDUAL)},
    "with every seed of CNN residual (too large to ship)": {
        "members": (WIDE, BEST, RESIDUAL),
        "every_seed": True,
    },
    "every seed of CNN residual alone": {"members": (RESIDUAL,), "every_seed": True},
    "with RNN best": {"members": (WIDE, BEST, "rnn_best")},
    "with ANN best": {"members": (WIDE, BEST, "ann_best")},
}

RECIPE = Recipe(
    display_name="CNN ensemble",
    family="cnn",
    description=(
        "The mean of what CNN any size and CNN best answer: a wide network and the smaller one "
        "that it taught; nothing is trained for it."
    ),
    source="own",
    claimed_accuracy=None,
    config=MEMBERS,
    build=partial(average_of, MEMBERS),
    variations=VARIATIONS,
)
