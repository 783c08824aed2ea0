"""Writes files that only TensorFlow can write: python tensorflow_models.py FOLDER.

All hold the classifier of `networks`, so every import must give its answers. Since TensorFlow takes
seconds to start, what Keras says of damaged files is asked here too.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from damages import accepted, damages
from networks import classifier, write_keras

from fmnist.data.probe import load_probe_split
from fmnist.errors import ImportingError
from fmnist.importing.keras_files import from_keras_archive

L = keras.layers
SLOW = "config: units huge"  # TensorFlow waits ten seconds for memory


def dense(*, activation: str | None = "softmax") -> keras.layers.Dense:
    return L.Dense(10, activation=activation, name="answer")


def with_weights(model: keras.Model) -> keras.Model:
    kernel, bias = classifier()
    model.get_layer("answer").set_weights([kernel, bias])
    return model


def augmented() -> keras.Model:
    """Return a model with a nested Sequential that augments and normalises what it was shown."""
    images = load_probe_split().images[..., None]
    normalisation = L.Normalization(axis=None)
    normalisation.adapt(images)
    mean, variance = images.mean(), images.var()
    augmentation = keras.Sequential(
        [L.RandomFlip("horizontal"), L.RandomRotation(0.2), L.RandomZoom(0.2), normalisation]
    )
    undone = L.Rescaling(float(variance**0.5) / 255, float(mean) / 255)
    layers = [augmentation, undone, L.BatchNormalization(epsilon=1e-7), L.Flatten()]
    return with_weights(keras.Sequential([keras.Input((28, 28, 1)), *layers, dense()]))


def mixed() -> keras.Model:
    """Return a functional model that computes in half precision, with a fixed batch of 128."""
    keras.config.set_dtype_policy("mixed_float16")
    pixels = keras.Input((784,), batch_size=128)
    hidden = L.Dropout(0.5)(pixels)
    model = with_weights(keras.Model(pixels, dense(activation=None)(hidden)))
    keras.config.set_dtype_policy("float32")
    return model


def plain() -> keras.Model:
    return with_weights(keras.Sequential([keras.Input((28, 28)), L.Flatten(), dense()]))


def quantised(model: keras.Model) -> bytes:
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    images = load_probe_split().images[:200].astype(np.float32) / 255
    converter.representative_dataset = lambda: ([image[None]] for image in images)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    return converter.convert()


def said_of_damaged(folder: Path) -> dict[str, str]:
    """Let Keras load what is whole but wrong, and return what is said of it; "" if it comes in."""
    whole = write_keras(folder / "whole.keras", accepted()).read_bytes()
    told = {}
    for what, content in damages(whole):
        if not what.startswith(("config:", "weights:")) or what == SLOW:
            continue
        path = folder / "m.keras"
        path.write_bytes(content)
        try:
            from_keras_archive(path, "m.keras", folder, lambda _step: None)
        except ImportingError as error:
            told[what] = str(error)
        else:
            told[what] = ""
        path.unlink()
    return told


def main(folder: Path) -> None:
    (folder / "damaged.json").write_text(json.dumps(said_of_damaged(folder)))
    augmented().save(folder / "augmented.keras")
    mixed().save(folder / "mixed.h5")
    plain().export(folder / "saved_model")
    (folder / "quantised.tflite").write_bytes(quantised(plain()))
    converter = tf.lite.TFLiteConverter.from_keras_model(plain())
    (folder / "float.tflite").write_bytes(converter.convert())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
