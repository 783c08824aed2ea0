"""Opening a model and asking it.

An ensemble of released models is the mean of their sessions, so it needs no file of its own. Where
an ensemble also asks seeds that ship as weights only, its graph is written as a whole.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts import store
from fmnist.artifacts.contract import InputContract
from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.store import GRAPH_FILE, MODEL_FILE, TrainedModel
from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import InferenceError
from fmnist.inference.graph import Answer, Graph

OURS: Final = InputContract()
BRIGHTEST: Final = 255


class Engine:
    """A model that answers: the mean of one or several graphs.

    Parameters
    ----------
    graphs
        One, or those of an ensemble's members.
    mirrored
        Whether each also answers the mirror image.
    """

    def __init__(self, graphs: Sequence[Graph], *, mirrored: bool = False) -> None:
        self._graphs = tuple(graphs)
        self._mirrored = mirrored

    def predict(self, pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
        """Return the probabilities, float32 of shape (n, 10); see `answer`."""
        return self.answer(pixels).y_proba

    def answer(self, pixels: npt.NDArray[np.generic]) -> Answer:
        """Return probabilities, and the last hidden layer where the model gives it away.

        Parameters
        ----------
        pixels : ndarray of uint8 or float32, shape (n, 28, 28)
            Raw pixels of 0 to 255, light garments on dark ground.

        Raises
        ------
        InferenceError
            The pixels are of another shape, type or range, or the graph fails on them.
        """
        images = checked(pixels)
        views = [images, images[:, :, ::-1]] if self._mirrored else [images]
        answers = [graph.answer(view) for graph in self._graphs for view in views]
        if len(answers) == 1:
            return answers[0]
        y_proba = np.stack([each.y_proba for each in answers]).mean(axis=0, dtype=np.float32)
        features = [each.features for each in answers if each.features is not None]
        together = len(features) == len(answers)
        return Answer(y_proba, np.concatenate(features, axis=1) if together else None)


def checked(pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    """Return pixels as float32 after making sure that they are raw images.

    Raises
    ------
    InferenceError
        Says what was expected and what was received.
    """
    expected = f"expected uint8 or float32 of shape (n, {IMAGE_SIDE}, {IMAGE_SIDE})"
    if pixels.dtype not in (np.uint8, np.float32) or pixels.shape[1:] != (IMAGE_SIDE, IMAGE_SIDE):
        raise InferenceError(
            f"These are not images: {expected}, received {pixels.dtype} of shape {pixels.shape}."
        )
    if len(pixels) == 0:
        raise InferenceError(f"There are no images to predict: {expected}, received n = 0.")
    images = pixels.astype(np.float32)
    if not np.isfinite(images).all() or images.min() < 0 or images.max() > BRIGHTEST:
        raise InferenceError(
            f"These are not raw images: expected pixels of 0 to {BRIGHTEST}, received "
            f"{images.min():g} to {images.max():g}."
        )
    return images


def open_engine(model: TrainedModel, *, threads: int = 1) -> Engine:
    """Open a released or imported model.

    Parameters
    ----------
    model
        From the store.
    threads
        How many cores one call may use: 1 for single images, all of them for batches.

    Raises
    ------
    InferenceError
        The model ships no ``model.onnx``; the sentence names the command that makes it.
    """
    if (model.folder / GRAPH_FILE).is_file():
        contract = model.record.contract or OURS
        return Engine([_graph(model, contract, threads=threads)])
    if answers_by_members(model.record):
        members = [_member(key, sha, model) for key, sha in _members(model.record).items()]
        graphs = [_graph(each, OURS, threads=threads) for each in members]
        return Engine(graphs, mirrored=model.record.training.get("mirrored") is True)
    raise InferenceError(no_graph(model))


def open_file(file: Path | bytes, contract: InputContract = OURS, *, threads: int = 1) -> Engine:
    """Open an ONNX file that is no model of ours yet.

    Raises
    ------
    InferenceError
        It cannot be read, is not an ONNX model, reads other files or breaks the contract.
    """
    if isinstance(file, bytes):
        return Engine([Graph(file, contract, threads=threads)])
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InferenceError(
            f"{file.name} cannot be read: {error.strerror}. Correct that, then try again."
        ) from error
    return Engine([Graph(content, contract, threads=threads)])


def answers_by_members(record: ModelRecord) -> bool:
    """Say whether a model is the mean of released models, of one seed each."""
    return bool(record.members) and set(record.members.values()) == {1}


def _graph(model: TrainedModel, contract: InputContract, *, threads: int) -> Graph:
    path = model.folder / GRAPH_FILE
    if not path.is_file():
        raise InferenceError(no_graph(model))
    try:
        return Graph(path.read_bytes(), contract, threads=threads)
    except InferenceError as error:
        again = f" Make it again: python -m fmnist export {model.key}"
        if MODEL_FILE not in model.record.files:
            again = " Import the model again."
        raise InferenceError(f"{model.key}/{GRAPH_FILE}: {error}{again}") from error


def _members(record: ModelRecord) -> dict[str, str]:
    """Return the SHA-256 of each member's ``model.keras`` by key."""
    members = record.training["members"]
    return {key: str(sha) for key, sha in members.items()} if isinstance(members, dict) else {}


def _member(key: str, sha: str, ensemble: TrainedModel) -> TrainedModel:
    """Load a member, which must be the very one that the ensemble was released with."""
    beside = ensemble.folder.parent
    member = store.load(key, beside) if key in store.known_keys(beside) else store.load(key)
    if member.record.files.get(MODEL_FILE) != sha:
        raise InferenceError(
            f"{ensemble.key} was built from an earlier {key}, which has been released again since. "
            f"Build it again: {ensemble.record.command}"
        )
    return member


def no_graph(model: TrainedModel) -> str:
    """Say why a model without a graph cannot answer, and what to do."""
    if MODEL_FILE in model.record.files:
        return (
            f"{model.key} cannot answer here: its folder holds no {GRAPH_FILE}. "
            f"Make it (with requirements.txt installed): python -m fmnist export {model.key}"
        )
    return (
        f"{model.key} cannot answer new images: it came as predictions alone. Import the "
        "model itself to ask it."
    )
