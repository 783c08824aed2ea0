"""Writes models with operations outside of layers and the like: python operation_models.py FOLDER.

Beside each lies what it answers by itself, NAME.npy, for the first of the test images.
"""

import json
import sys
from pathlib import Path

import h5py
import keras
import numpy as np
from keras import ops
from networks import classifier

from fmnist.data.dataset import load_test_split

L = keras.layers
ASKED = 300


def answer(x: keras.KerasTensor, *, activation: str | None = "softmax") -> keras.KerasTensor:
    return L.Dense(10, activation=activation, name="answer")(x)


def with_weights(model: keras.Model) -> keras.Model:
    model.get_layer("answer").set_weights(classifier())
    return model


def operations() -> keras.Model:
    """Return a model whose every second step is an operation: also one with two readers."""
    pixels = keras.Input((28, 28))
    x = ops.expand_dims(pixels / 255.0, -1)
    x = ops.pad(x[:, 2:26, 2:26, :], ((0, 0), (2, 2), (2, 2), (0, 0)))
    x = ops.concatenate([x, ops.square(x)], axis=-1)
    dark = ops.clip(1.0 - x[:, :, :, 0] - 0.2 * ops.mean(x, axis=-1), 0.0, 1.0)
    x = ops.maximum(ops.reshape(1.0 - dark, (-1, 784)), 0.05)
    return with_weights(keras.Model(pixels, ops.softmax(answer(x, activation=None))))


def grouped() -> keras.Model:
    """Return a model of convolutions in groups, of both kinds of channels."""
    pixels = keras.Input((28, 28, 1))
    x = L.Concatenate()([pixels, L.Rescaling(0.5)(pixels)])
    x = L.Conv2D(4, 3, groups=2, padding="same", dilation_rate=2, name="first")(x)
    x = L.Permute((3, 1, 2))(x)
    x = L.Conv2D(2, 1, groups=2, data_format="channels_first", activation="relu", name="then")(x)
    x = L.Permute((2, 3, 1))(x)
    model = with_weights(keras.Model(pixels, answer(L.Flatten()(L.Conv2D(1, 1, name="one")(x)))))
    random = np.random.default_rng(0)
    for name, spread in (("first", 0.05), ("then", 0.05), ("one", 0.0)):
        kernel, bias = model.get_layer(name).get_weights()
        kernel = random.normal(0, spread, kernel.shape)
        kernel[(1, 1, 0, ...) if name == "first" else ...] += 0.7
        model.get_layer(name).set_weights([kernel, bias + spread])
    return model


def attention() -> keras.Model:
    pixels = keras.Input((28, 28))
    told = L.MultiHeadAttention(2, 4, name="attention")(pixels, pixels)
    x = L.Flatten(name="flat")(L.Add(name="sum")([pixels, L.Rescaling(0.2, name="part")(told)]))
    return with_weights(keras.Model(pixels, answer(x)))


def as_keras_2(path: Path) -> None:
    """Describe the attention's links as Keras 2 did, which wrote the other weights alike."""
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        layers = config["config"]["layers"]
        start = layers[0]["name"]
        image = [start, 0, 0]
        links = {
            "attention": [[[*image, {"value": image}]]],
            "part": [[["attention", 0, 0, {}]]],
            "sum": [[[*image, {}], ["part", 0, 0, {}]]],
            "flat": [[["sum", 0, 0, {}]]],
            "answer": [[["flat", 0, 0, {}]]],
            start: [],
        }
        for layer in layers:
            layer["inbound_nodes"] = links[layer["name"]]
            layer["config"] |= {"dtype": "float32", "trainable": True}
        config["config"] |= {"input_layers": [image], "output_layers": [["answer", 0, 0]]}
        file.attrs["model_config"] = json.dumps(config)
        file.attrs["keras_version"] = "2.15.0"


def main(folder: Path) -> None:
    keras.utils.set_random_seed(0)
    images = load_test_split().images[:ASKED]
    for build, shape, forms, scale in (
        (operations, (28, 28), (".keras", ".h5"), 1),
        (grouped, (28, 28, 1), (".keras",), 1 / 255),
        (attention, (28, 28), (".h5",), 1 / 255),
    ):
        model, name = build(), build.__name__
        pixels = (images * scale).astype(np.float32).reshape(-1, *shape)
        np.save(folder / f"{name}.npy", model.predict(pixels, verbose=0))
        for form in forms:
            model.save(folder / f"{name}{form}")
    as_keras_2(folder / "attention.h5")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
