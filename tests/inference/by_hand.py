"""How a network of each family takes in one image, step by step, in plain NumPy: an oracle.

Pixels are scaled to 0..1, as the first layer of the shipped models does.
"""

import io
import zipfile
from pathlib import Path

import h5py
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.floating]
Array = npt.NDArray[np.float32]
GATES = 4


def read_weights(folder: Path) -> dict[str, Array]:
    """Return every array of a shipped ``model.keras``, such as ``lstm/cell/0`` or ``dense/1``."""
    weights: dict[str, Array] = {}

    def keep(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            weights[name.removeprefix("layers/").replace("vars/", "")] = item[()]

    content = zipfile.ZipFile(folder / "model.keras").read("model.weights.h5")
    with h5py.File(io.BytesIO(content), "r") as file:
        file.visititems(keep)
    return weights


def dense(values: Pixels, kernel: Array, bias: Array) -> Array:
    """Return a dense layer's sums before its activation, shape (units,)."""
    return np.asarray(values @ kernel + bias, dtype=np.float32)


def softmax(sums: Array) -> Array:
    """Turn sums of shape (..., classes) into probabilities."""
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def lstm_states(rows: Pixels, kernel: Array, recurrent: Array, bias: Array) -> Array:
    """Run an LSTM (Hochreiter and Schmidhuber 1997) over rows, in Keras' order of gates.

    Parameters
    ----------
    rows : ndarray of shape (steps, width)
    kernel, recurrent, bias : ndarray
        Shapes (width, 4 units), (units, 4 units), (4 units,): input, forget, cell, output.

    Returns
    -------
    ndarray of float32, shape (steps, units)
        The state after each row.
    """
    units = recurrent.shape[0]
    state, memory = np.zeros(units), np.zeros(units)
    states = []
    for row in rows:
        sums = row @ kernel + state @ recurrent + bias
        let_in, keep, candidate, let_out = np.split(sums, GATES)
        memory = _sigmoid(keep) * memory + _sigmoid(let_in) * np.tanh(candidate)
        state = _sigmoid(let_out) * np.tanh(memory)
        states.append(state)
    return np.asarray(states, dtype=np.float32)


def convolve(image: Pixels, kernel: Array, bias: Array) -> Array:
    """Slide every kernel over an image and keep what is positive (ReLU), without padding.

    Parameters
    ----------
    image : ndarray of shape (height, width)
    kernel : ndarray of shape (kh, kw, 1, filters)
    bias : ndarray of shape (filters,)

    Returns
    -------
    ndarray of float32, shape (filters, height - kh + 1, width - kw + 1)
    """
    patches = np.lib.stride_tricks.sliding_window_view(image, kernel.shape[:2])
    sums = np.einsum("yxij,ijf->fyx", patches, kernel[:, :, 0]) + bias[:, None, None]
    return np.asarray(np.maximum(sums, 0), dtype=np.float32)


def _sigmoid(sums: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    return np.asarray(1 / (1 + np.exp(-sums)))
