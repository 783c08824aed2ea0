"""Optimisers and losses as the configuration names them."""

import math

import keras

from fmnist.training.config import TrainingConfig
from fmnist.training.temperature import SoftenedCrossentropy


def make_optimizer(config: TrainingConfig, *, steps: int) -> keras.Optimizer:
    """Build the optimiser for a training of `steps` steps in all."""
    rate = _learning_rate(config, steps)
    match config.optimizer:
        case "adam":
            return keras.optimizers.Adam(rate)
        case "adamw":
            return keras.optimizers.AdamW(rate, weight_decay=config.weight_decay)
        case "rmsprop":
            return keras.optimizers.RMSprop(rate)
        case "sgd":
            decay = config.weight_decay or None
            return keras.optimizers.SGD(rate, momentum=0.9, nesterov=True, weight_decay=decay)


def make_loss(config: TrainingConfig) -> keras.Loss:
    """Build the loss on one-hot labels, with a teacher's softened answers where it has some."""
    if config.teacher_share is not None and config.teacher_temperature != 1:
        return SoftenedCrossentropy(config.teacher_share, config.teacher_temperature)
    if config.loss == "binary_crossentropy":
        return keras.losses.BinaryCrossentropy(label_smoothing=config.label_smoothing)
    return keras.losses.CategoricalCrossentropy(label_smoothing=config.label_smoothing)


def _learning_rate(
    config: TrainingConfig, steps: int
) -> float | keras.optimizers.schedules.LearningRateSchedule:
    if config.schedule == "constant":
        return config.learning_rate
    warmup = max(1, math.floor(config.warmup * steps))
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=config.learning_rate / 25,  # one-cycle's usual start (Smith 2018)
        warmup_target=config.learning_rate,
        warmup_steps=warmup,
        decay_steps=max(1, steps - warmup),
        alpha=0.0,
    )
