"""What a recipe is, and every setting that a training has; importing it costs no Keras."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from fmnist.errors import RecipeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import keras

    from fmnist.artifacts.record import Comparison, Family
    from fmnist.artifacts.search import Setting
    from fmnist.data.dataset import Dataset


Precision = Literal["mixed_bfloat16"]


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """Hyper-parameters of one training.

    Attributes
    ----------
    epochs : int
        Passes over the 55,000 training images.
    batch_size : int
        Images per step.
    optimizer : {"adam", "adamw", "rmsprop", "sgd"}
        With Keras' defaults but for the fields below; "sgd" has Nesterov momentum 0.9.
    learning_rate : float
        Constant, or the peak of the one-cycle schedule.
    schedule : {"constant", "one_cycle"}
        "one_cycle" rises linearly over `warmup` of all steps and falls as a cosine to zero.
    warmup : float
        Share of all steps, 0 to 1.
    weight_decay : float
        Decoupled (AdamW), per step times the learning rate.
    loss : {"categorical_crossentropy", "binary_crossentropy"}
        On one-hot labels.
    label_smoothing : float
        Share of each target that is spread over all classes.
    flip : bool
        Mirror each image left to right with probability one half.
    shift : int
        Shift by up to so many pixels in both directions, uniformly; the border becomes 0.
    erase : float
        Probability of random erasing [Zhong et al. 2017, arXiv:1708.04896].
    average : float or None
        Decay per step of the moving average of the weights that is validated and shipped.
    teacher : str or None
        Key of a released model whose probabilities are learned beside the labels; training
        accuracy then counts agreement with the mixture.
    teacher_share : float or None
        Share of the teacher's probabilities in the targets, 0 to 1.
    teacher_per_view : bool
        The teacher answers each view (flip and shift) that its student sees of an image; else it
        answers once for all, the mean over the image and its mirror image.
    teacher_temperature : float
        Divides the logits of teacher and student where the two are compared; above 1, what a
        teacher thinks of the less likely classes counts for more.
    precision : {"mixed_bfloat16"} or None
        What training steps compute in, if not in float32; weights, validation and the shipped model
        are float32 in any case.
    """

    epochs: int
    batch_size: int
    optimizer: Literal["adam", "adamw", "rmsprop", "sgd"] = "adam"
    learning_rate: float = 1e-3
    schedule: Literal["constant", "one_cycle"] = "constant"
    warmup: float = 0.3
    weight_decay: float = 0.0
    loss: Literal["categorical_crossentropy", "binary_crossentropy"] = "categorical_crossentropy"
    label_smoothing: float = 0.0
    flip: bool = False
    shift: int = 0
    erase: float = 0.0
    average: float | None = None
    teacher: str | None = None
    teacher_share: float | None = None
    teacher_per_view: bool = False
    teacher_temperature: float = 1.0
    precision: Precision | None = None


@dataclass(frozen=True, kw_only=True)
class Ensemble:
    """Released models that answer together; nothing is trained.

    Attributes
    ----------
    members : tuple of str
        Their keys; the answer is the mean of their probabilities.
    mirrored : bool
        Each of them also answers the mirror image.
    every_seed : bool
        Members that keep the weights of several seeds answer with each of them.
    """

    members: tuple[str, ...]
    mirrored: bool = False
    every_seed: bool = False


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high` that a search may choose, on a logarithmic scale if `log`."""

    low: float
    high: float
    log: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchSpace:
    """What a search may choose.

    Attributes
    ----------
    settings : dict
        Values to choose from, or a range, by name.
    epochs : int
        Of one trial, if it is not pruned.
    make : callable
        Takes settings by name and a number of epochs, returns the recipe that they make.
    """

    settings: "Mapping[str, tuple[Setting, ...] | Range]"
    epochs: int
    make: "Callable[[Mapping[str, Setting], int], Recipe]"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How one model is built and trained; each file in ``fmnist/models/`` holds one as RECIPE.

    Attributes
    ----------
    display_name, family, description, source
        As they stand in the record and on the screen.
    claimed_accuracy : float or None
        What the source says, 0 to 1.
    config : TrainingConfig or Ensemble
        The settings of the training, or who answers together.
    build : callable
        Returns a fresh, uncompiled model: raw pixels float32 (batch, 28, 28) in 0..255 to softmax
        probabilities (batch, 10).
    dataset : {"fashion-mnist", "mnist-digits"}
        What it is trained on and judged by.
    comparison : {"best effort", "equal budget"}
        Which models it may be compared with.
    keep_seeds : bool
        Whether the seeds that are not chosen are released too, for ensembles to ask.
    search : SearchSpace or None
        What ``python -m fmnist tune`` searches; the recipe reads what was found.
    variations : dict
        What ``python -m fmnist ablate`` compares the recipe with: changed settings of its
        configuration, by what the change is called.
    ladder : bool
        Its variations build on each other: each keeps the changes of those before it.
    """

    display_name: str
    family: "Family"
    description: str
    source: str
    claimed_accuracy: float | None
    config: TrainingConfig | Ensemble
    build: "Callable[[], keras.Model]"
    dataset: "Dataset" = "fashion-mnist"
    comparison: "Comparison" = "best effort"
    keep_seeds: bool = False
    search: SearchSpace | None = None
    variations: "Mapping[str, Mapping[str, Any]]" = field(default_factory=dict)
    ladder: bool = False

    @property
    def training(self) -> TrainingConfig:
        """Its settings, if it is one to be trained.

        Raises
        ------
        RecipeError
            It is an ensemble.
        """
        if isinstance(self.config, Ensemble):
            raise RecipeError(
                f"{self.display_name} is an ensemble of released models: there is nothing to "
                f"train. Train its members instead: {', '.join(self.config.members)}."
            )
        return self.config
