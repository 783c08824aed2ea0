"""Asking a model for probabilities, and how long it takes to answer."""

import time

import keras
import numpy as np
import numpy.typing as npt

from fmnist.artifacts.record import InferenceTime

TIMED_BATCH_SIZES = (1, 256)
TIMED_REPEATS = 20


def predict_proba(
    model: keras.Model, images: npt.NDArray[np.uint8], *, batch_size: int = 500
) -> npt.NDArray[np.float32]:
    """Return probabilities, float32 of shape (n, 10), for raw uint8 images of shape (n, 28, 28)."""
    batches = [
        keras.ops.convert_to_numpy(model.predict_on_batch(batch.astype(np.float32)))
        for batch in np.array_split(images, max(1, -(-len(images) // batch_size)))
    ]
    return np.concatenate(batches).astype(np.float32)


def time_inference(model: keras.Model, images: npt.NDArray[np.uint8]) -> tuple[InferenceTime, ...]:
    """Measure the median milliseconds per image, one image at a time and in a batch."""
    return tuple(_time_batch(model, images, size) for size in TIMED_BATCH_SIZES)


def _time_batch(model: keras.Model, images: npt.NDArray[np.uint8], size: int) -> InferenceTime:
    batch = images[:size].astype(np.float32)
    model.predict_on_batch(batch)  # the first call traces the graph
    seconds = []
    for _ in range(TIMED_REPEATS):
        start = time.perf_counter()
        model.predict_on_batch(batch)
        seconds.append(time.perf_counter() - start)
    per_image = 1000 * float(np.median(seconds)) / size
    return InferenceTime(batch_size=size, milliseconds_per_image=per_image)
