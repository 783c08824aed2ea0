"""Models that answer pictures on the spot, and pictures that a view carries in its parameters."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Final

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, Field

from fmnist import text
from fmnist.data.picture_token import LONGEST_TOKEN, from_token
from fmnist.errors import DataError, InferenceError, ReportError
from fmnist.evaluation_set import EvaluatedModel, names_of
from fmnist.inference.engine import Engine, open_engine

CORES: Final = 2
"""That one question may use: a map asks 170 images at once, and others want to ask as well."""


def _readable(token: str) -> str:
    try:
        from_token(token)
    except DataError as error:
        raise ValueError(str(error)) from error
    return token


Token = Annotated[str, Field(max_length=LONGEST_TOKEN), AfterValidator(_readable)]
"""A picture of 28 x 28 pixels, as an address holds it."""


@lru_cache(maxsize=32)
def engine_of(evaluated: EvaluatedModel) -> Engine:
    """Return a model that answers; each is opened once and kept.

    Raises
    ------
    InferenceError
        It ships nothing that could.
    """
    return open_engine(evaluated.model, threads=CORES)


def answering(
    evaluated: Sequence[EvaluatedModel],
) -> tuple[list[EvaluatedModel], list[Engine], str]:
    """Return the models that can answer, their engines, and a sentence about the others.

    Raises
    ------
    ReportError
        None can.
    """
    able, engines, silent = [], [], []
    for one in evaluated:
        try:
            engines.append(engine_of(one))
        except InferenceError:
            silent.append(one)
        else:
            able.append(one)
    if not able:
        names = text.enumerate_all(list(names_of(evaluated)))
        raise ReportError(
            f"{names} cannot answer new pictures: none of their folders holds a model.onnx. "
            "Export or import the models themselves."
        )
    if not silent:
        return able, engines, ""
    others = text.enumerate_few(list(names_of(silent)))
    return able, engines, f" {others} cannot answer new pictures."


def ask(engines: Sequence[Engine], pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    """Return what each model answers to images, shape (models, n, 10)."""
    return np.stack([engine.predict(pixels) for engine in engines])
