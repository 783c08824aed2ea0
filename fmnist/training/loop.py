"""One training with one seed: epoch by epoch, validated, checkpointed, resumable."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation
from fmnist.training import checkpoints
from fmnist.training.augmentation import augment
from fmnist.training.averaging import WeightAverage
from fmnist.training.checkpoints import TrainingState
from fmnist.training.config import Recipe, TrainingConfig
from fmnist.training.distillation import ANSWERS, Floats, Lesson, lesson, one_hot
from fmnist.training.dynamics import LAST_ANSWERS, Dynamics, LastAnswers
from fmnist.training.environment import environment
from fmnist.training.mixed_precision import computing_in
from fmnist.training.optimizers import make_loss, make_optimizer
from fmnist.training.temperature import label_accuracy

VALIDATION_BATCH_SIZE = 500
HISTORY_COLUMNS = (
    "epoch",
    "accuracy",
    "loss",
    "val_accuracy",
    "val_loss",
    "learning_rate",
    "seconds",
)


def train_seed(
    recipe: Recipe,
    data: TrainValidation,
    *,
    seed: int,
    folder: Path,
    resume: bool,
    answers: Path = ANSWERS,
    on_epoch: Callable[[dict[str, float]], None] = lambda _: None,
) -> tuple[keras.Model, TrainingState]:
    """Train one model and return it with the weights of its best validation epoch.

    Parameters
    ----------
    recipe
        The model and its settings.
    data
        Images that train and images that choose.
    seed
        Seeds Python, NumPy and the backend; with the epoch's number it seeds each epoch's order
        and augmentation, so that a resumed training sees the same images.
    folder
        Where checkpoints go.
    resume
        Continue from the last checkpoint; without it older checkpoints are removed.
    answers
        Where a teacher's answers to views are kept.
    on_epoch
        Told of each epoch's row of the history; may raise to end the training.

    Returns
    -------
    model : keras.Model
        Uncompiled, ready to be saved.
    state : TrainingState
        Its history and selected epoch.
    """
    config = recipe.training
    settings = asdict(config) | {"seed": seed, "validation": data.indices_sha256}
    found = checkpoints.latest(folder, settings) if resume else None
    if found is None:
        shutil.rmtree(folder, ignore_errors=True)
        keras.utils.set_random_seed(seed)
        model = _compiled(recipe, n_images=len(data.train))
        state = TrainingState()
    else:
        model, state = found
        keras.utils.set_random_seed(seed + state.epoch)
    if state.epoch < config.epochs:
        state.environment = environment()
        for row in _epochs(model, state, recipe, data, seed=seed, answers=answers):
            checkpoints.save(folder, model, state, settings)
            on_epoch(row)
    shipped = recipe.build()
    shipped.set_weights(state.best or model.get_weights())
    return shipped, state


def _compiled(recipe: Recipe, *, n_images: int) -> keras.Model:
    """Build the model that trains."""
    config = recipe.training
    with computing_in(config.precision):
        model = recipe.build()
    model.compile(
        optimizer=make_optimizer(config, steps=config.epochs * -(-n_images // config.batch_size)),
        loss=make_loss(config),
        metrics=[_accuracy(), LastAnswers(config.batch_size)],
    )
    return model


def _judge(recipe: Recipe) -> keras.Model:
    """Build the model that is given weights to validate, in float32 and by the labels alone."""
    model = recipe.build()
    by_labels = replace(recipe.training, teacher_temperature=1.0)
    model.compile(loss=make_loss(by_labels), metrics=[_accuracy()])
    return model


def _accuracy() -> keras.Metric:
    return keras.metrics.MeanMetricWrapper(label_accuracy, name="accuracy")


def _epochs(
    model: keras.Model,
    state: TrainingState,
    recipe: Recipe,
    data: TrainValidation,
    *,
    seed: int,
    answers: Path,
) -> Iterator[dict[str, float]]:
    """Run the epochs that are missing, behind a progress bar; yield each one's row."""
    config = recipe.training
    judge = _judge(recipe)
    taught = lesson(config, data.train, answers)
    steps = -(-len(data.train) // config.batch_size)
    with _progress_bar(config.epochs * steps, state.epoch * steps, f"seed {seed}") as bar:
        while state.epoch < config.epochs:
            _run_epoch(
                model, state, config, data, taught, judge=judge, seed=seed, on_step=bar.update
            )
            bar.set_postfix(
                epoch=f"{state.epoch}/{config.epochs}",
                val=f"{state.history[-1]['val_accuracy']:.4f}",
                best=f"{_best_accuracy(state):.4f}",
            )
            yield state.history[-1]


def _run_epoch(
    model: keras.Model,
    state: TrainingState,
    config: TrainingConfig,
    data: TrainValidation,
    taught: Lesson,
    *,
    judge: keras.Model,
    seed: int,
    on_step: Callable[[], object],
) -> None:
    """Train once, let `judge` validate the weights; `state` is brought up to date."""
    start = time.perf_counter()
    rng = np.random.default_rng([seed, state.epoch])
    _seed_layers(model, rng)
    order = rng.permutation(len(data.train))
    images, views = augment(data.train.images[order], config, rng)
    average = None
    if config.average is not None:
        average = WeightAverage(config.average, state.average, step=int(model.optimizer.iterations))

    answered = []

    def step(images: Floats, targets: Floats) -> dict[str, float]:
        logs = dict(model.train_on_batch(images, targets, return_dict=True))
        answered.append(logs.pop(LAST_ANSWERS)[: len(images)])
        if average:
            average.update(model)
        on_step()
        return logs

    trained = _mean_of_batches(step, images, taught.targets(order, views), config.batch_size)
    state.average = average.weights if average else None
    state.dynamics = _remember(state.dynamics, np.concatenate(answered), order, data.train)
    weights = state.average or model.get_weights()
    judge.set_weights(weights)
    validated = _validate(judge, data.validation)
    state.epoch += 1
    row = {
        "epoch": state.epoch,
        "accuracy": trained["accuracy"],
        "loss": trained["loss"],
        "val_accuracy": validated["accuracy"],
        "val_loss": validated["loss"],
        "learning_rate": float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)),
        "seconds": time.perf_counter() - start,
    }
    if not state.history or _rank(row) > max(map(_rank, state.history)):
        state.best, state.selected_epoch = weights, state.epoch
    state.history.append(row)
    state.seconds += row["seconds"]


def _remember(
    dynamics: Dynamics | None, answered: Floats, order: npt.NDArray[np.int64], split: Split
) -> Dynamics:
    """Add an epoch's answers, which came in the order of that epoch."""
    answers = np.empty_like(answered)
    answers[order] = answered
    return (dynamics or Dynamics.of_none(len(split))).after(answers, split.labels)


def _seed_layers(model: keras.Model, rng: np.random.Generator) -> None:
    """Seed dropout for one epoch: Keras does not save its state, and a resumed run needs it."""
    for variable in model.variables:
        if variable.path.endswith("seed_generator_state"):
            variable.assign(rng.integers(0, 2**31, size=2))


def _validate(model: keras.Model, split: Split) -> dict[str, float]:
    def judge(images: Floats, targets: Floats) -> dict[str, float]:
        return dict(model.test_on_batch(images, targets, return_dict=True))

    return _mean_of_batches(judge, split.images, one_hot(split.labels), VALIDATION_BATCH_SIZE)


def _mean_of_batches(
    measure: Callable[[Floats, Floats], dict[str, float]],
    images: npt.NDArray[np.uint8],
    targets: Floats,
    size: int,
) -> dict[str, float]:
    """Show all images, `size` at once; return the mean of each number over the images.

    Not Keras' own ``fit`` and ``evaluate``: on TensorFlow each of their ends may wait up to a
    minute for a thread of the input pipeline, which sleeps between two attempts to tune it.
    """
    totals: Counter[str] = Counter()
    for start in range(0, len(images), size):
        batch = images[start : start + size].astype(np.float32)
        measured = measure(batch, targets[start : start + size])
        totals.update({name: float(value) * len(batch) for name, value in measured.items()})
    # Rounded to what float32 holds, so that epochs with equally many right answers are equal.
    return {name: round(total / len(images), 6) for name, total in totals.items()}


def _rank(row: dict[str, float]) -> tuple[float, float]:
    """Order epochs: more accurate first, then the smaller loss."""
    return row["val_accuracy"], -row["val_loss"]


def _best_accuracy(state: TrainingState) -> float:
    return state.history[state.selected_epoch - 1]["val_accuracy"]


def _progress_bar(total: int, done: int, label: str) -> Any:  # noqa: ANN401 - tqdm is untyped
    return tqdm(total=total, initial=done, desc=label, unit="step", mininterval=1, smoothing=0.05)
