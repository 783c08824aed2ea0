"""Multiply-accumulates, counted by hand for one layer of each kind."""

import keras
import pytest
from keras import layers

from fmnist.training.layers import layer_table, multiply_accumulates

pytestmark = pytest.mark.slow


def built(shape: tuple[int, ...], layer: keras.Layer) -> keras.Layer:
    """Call a layer once, so that its weights exist."""
    entry = keras.Input(shape)
    keras.Model(entry, layer(entry))
    return layer


@pytest.mark.parametrize(
    ("shape", "layer", "expected"),
    [
        ((784,), layers.Dense(10), 784 * 10),
        ((28, 28, 1), layers.Conv2D(32, 3), 26 * 26 * 3 * 3 * 1 * 32),
        ((28, 28, 4), layers.Conv2D(8, 3, strides=2, padding="same"), 14 * 14 * 9 * 4 * 8),
        ((28, 28, 4), layers.DepthwiseConv2D(3, padding="same"), 28 * 28 * 9 * 4),
        ((28, 28, 4), layers.SeparableConv2D(8, 3, padding="same"), 28 * 28 * (9 * 4 + 4 * 8)),
        ((28, 28), layers.LSTM(16), 28 * 4 * 16 * (28 + 16)),
        ((28, 28), layers.GRU(16, return_sequences=True), 28 * 3 * 16 * (28 + 16)),
        ((28, 28), layers.Bidirectional(layers.LSTM(16)), 2 * 28 * 4 * 16 * (28 + 16)),
        ((28, 28, 4), layers.MaxPooling2D(2), 0),
        ((28, 28, 4), layers.BatchNormalization(), 0),
    ],
)
def test_counted_by_hand(shape: tuple[int, ...], layer: keras.Layer, expected: int) -> None:
    assert multiply_accumulates(built(shape, layer)) == expected


def test_the_table_lists_every_layer_with_its_shape() -> None:
    pixels = keras.Input((28, 28), name="pixels")
    x = layers.Flatten(name="flatten")(pixels)
    table = layer_table(keras.Model(pixels, layers.Dense(10, name="out")(x)))

    assert [(row.name, row.type, row.output_shape, row.parameters) for row in table] == [
        ("pixels", "InputLayer", (28, 28), 0),
        ("flatten", "Flatten", (784,), 0),
        ("out", "Dense", (10,), 7850),
    ]


def test_the_table_says_what_each_layer_reads_through_operations_that_are_none() -> None:
    pixels = keras.Input((28, 28), name="pixels")
    left = layers.GRU(4, name="left")(pixels)
    right = layers.GRU(4, name="right")(keras.ops.flip(pixels, axis=2))
    both = layers.Concatenate(name="both")([left, right])
    table = layer_table(keras.Model(pixels, layers.Dense(10, name="out")(both)))

    assert {row.name: row.inputs for row in table} == {
        "pixels": (),
        "left": ("pixels",),
        "right": ("pixels",),
        "both": ("left", "right"),
        "out": ("both",),
    }


def test_a_sequential_begins_with_its_first_layer() -> None:
    model = keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(name="flat"), layers.Dense(10, name="out")]
    )

    assert [(row.name, row.inputs) for row in layer_table(model)] == [
        ("flat", ()),
        ("out", ("flat",)),
    ]
