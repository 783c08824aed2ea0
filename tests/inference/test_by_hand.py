"""The oracle of the layers: plain NumPy reads images as the shipped models do."""

import numpy as np
import pytest
from by_hand import convolve, dense, lstm_states, read_weights, softmax

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split

IMAGES = load_test_split().images


@pytest.mark.parametrize("index", [0, 17, 5512])
def test_the_last_belief_of_the_lstm_is_its_stored_prediction(index: int) -> None:
    model = store.load("rnn_lstm")
    weights = read_weights(model.folder)

    states = lstm_states(IMAGES[index] / 255, *(weights[f"lstm/cell/{i}"] for i in range(3)))
    beliefs = softmax(dense(states, weights["dense/0"], weights["dense/1"]))

    assert beliefs.shape == (28, 10)
    np.testing.assert_allclose(beliefs[-1], model.y_proba[index], atol=1e-4)


@pytest.mark.parametrize("index", [0, 17])
def test_dense_layers_give_the_stored_prediction_of_the_ann(index: int) -> None:
    model = store.load("ann_10_10")
    weights = read_weights(model.folder)
    values = IMAGES[index].reshape(-1) / 255
    for layer in ("dense", "dense_1"):
        values = np.maximum(dense(values, weights[f"{layer}/0"], weights[f"{layer}/1"]), 0)

    y_proba = softmax(dense(values, weights["dense_2/0"], weights["dense_2/1"]))

    np.testing.assert_allclose(y_proba, model.y_proba[index], atol=1e-4)


def test_a_convolution_by_hand() -> None:
    image = np.array([[1.0, 2, 0], [0, 1, 3], [4, 0, 1]])
    kernel = np.zeros((2, 2, 1, 2), dtype=np.float32)
    kernel[:, :, 0, 0] = [[1, 0], [0, -1]]
    kernel[:, :, 0, 1] = [[0, 1], [0, 0]]

    maps = convolve(image, kernel, np.array([0.5, 0], dtype=np.float32))

    assert maps.tolist() == [[[0.5, 0], [0.5, 0.5]], [[2, 0], [1, 3]]]
