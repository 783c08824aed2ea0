"""The pictures of how a model reads are what its own first layer computes, by Keras."""

import numpy as np
import pytest
from oracle import images, models

from fmnist.artifacts import store
from fmnist.artifacts.weights import read_weights
from pages.inspect._reading_first_layer import first_layer, first_maps, readable

pytestmark = pytest.mark.slow
ACTIVATED = {"Activation", "Conv2D", "Dense"}


def behind_activation(model: store.TrainedModel, kind: str) -> np.ndarray:
    """Return what Keras has behind the first layer of a kind and its activation."""
    import keras  # noqa: PLC0415 - 6 s

    loaded = keras.models.load_model(model.folder / "model.keras", compile=False)
    names = [type(layer).__name__ for layer in loaded.layers]
    first = names.index(kind)
    activated = names[first : first + 3] == [kind, "BatchNormalization", "Activation"]
    inner = keras.Model(loaded.input, loaded.layers[first + 2 * activated].output)
    return np.asarray(inner.predict_on_batch(images()[:1].astype(np.float32)))[0]


def pixels_of(model: store.TrainedModel) -> np.ndarray:
    image = images()[0].astype(np.float64)
    scaled = any(layer.type == "Rescaling" for layer in model.record.layers)
    return image / 255 if scaled else image


DRAWN = [model for model in models() if readable(store.load(model.key).record)]


def test_of_each_family_a_model_is_drawn_but_none_that_pools_before_it_activates() -> None:
    keys = {model.key for model in DRAWN}

    assert {model.family for model in DRAWN} == {"ann", "rnn", "cnn"}
    assert not keys & {"cnn_best", "cnn_residual", "cnn_ensemble"}


@pytest.mark.parametrize("key", [model.key for model in DRAWN if model.family == "cnn"])
def test_first_maps(key: str) -> None:
    model = store.load(key)

    maps = first_maps(model.record, read_weights(model), pixels_of(model))

    expected = behind_activation(model, "Conv2D").transpose(2, 0, 1)
    np.testing.assert_allclose(maps, expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("key", [model.key for model in models() if model.family == "ann"])
def test_first_neurons(key: str) -> None:
    model = store.load(key)
    kernel, bias = first_layer(model.record, read_weights(model), "Dense")

    sums = pixels_of(model).reshape(-1) @ kernel + bias

    expected = behind_activation(model, "Dense")
    np.testing.assert_allclose(np.maximum(sums, 0), expected, atol=1e-4, rtol=1e-4)
