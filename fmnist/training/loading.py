"""Loading ``model.keras`` with Keras, or saying in a sentence why that cannot be."""

import re
import zipfile
from pathlib import Path
from typing import Final

import keras

from fmnist.artifacts.advice import advise
from fmnist.artifacts.archives import check_archive
from fmnist.artifacts.checks import LARGEST_FILE
from fmnist.artifacts.files import MIB, visible
from fmnist.errors import ArtifactError

LARGEST: Final = 1024 * MIB  # unpacked
REFUSALS: Final = (
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
"""What Keras raises for a file that is none of its own, damaged, or not safe to load."""
UNSAFE: Final = re.compile(r"safe_mode|unsafe|deserializ\w+ of (?:a|an) ", re.IGNORECASE)


def load_keras(path: Path) -> keras.Model:
    """Load a model without its optimiser, and never code that comes with it.

    Raises
    ------
    ArtifactError
        Keras cannot load the file, or it claims to be larger than any model here.
    """
    try:
        check_archive(path, at_most=LARGEST_FILE, unpacked=LARGEST)
    except ArtifactError as error:
        raise ArtifactError(*error.reasons, advice=advise(path.parent)) from error
    try:
        return keras.models.load_model(path, compile=False, safe_mode=True)
    except REFUSALS as error:
        raise ArtifactError(
            f"{visible(path.parent.name)}: Keras {keras.__version__} cannot load {path.name}: "
            f"expected a model of known layers without code of its own, received one that "
            f"{_why(error)}.",
            advice=advise(path.parent),
        ) from error


def _why(error: BaseException) -> str:
    """Return the gist of what Keras says, without its advice to load code after all."""
    text = " ".join(str(error).split()) or type(error).__name__
    if UNSAFE.search(text):
        return "brings code along, such as a Lambda or TFSMLayer"
    return f"gives the error {visible(text, at_most=160)!r}"
