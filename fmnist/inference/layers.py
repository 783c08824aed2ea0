"""What happens inside a model: the response of each layer to an image."""

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.contract import InputContract
from fmnist.artifacts.store import GRAPH_FILE, TrainedModel
from fmnist.data.classes import IMAGE_SIDE
from fmnist.errors import InferenceError
from fmnist.inference import surgery
from fmnist.inference.engine import OURS, answers_by_members, no_graph
from fmnist.inference.graph import BATCH, FEATURES, PROBABILITIES, WHITE, Graph
from fmnist.inference.layer_kinds import Layer, layer_of

Floats = npt.NDArray[np.float32]
_CHANGE: Final = 1e-6  # smaller differences of a state are rounding
_MOST_OPEN: Final = 2  # graphs of one model


class Inside(Graph):
    """A graph that gives away inner tensors instead of its answer.

    Parameters
    ----------
    content, contract, threads
        As for `Graph`; the content declares the tensors as its outputs.
    tensors
        Their names.
    """

    def __init__(
        self, content: bytes, contract: InputContract, tensors: Sequence[str], *, threads: int = 1
    ) -> None:
        self._tensors = tuple(tensors)
        super().__init__(content, contract, threads=threads)

    def _wanted_outputs(self) -> tuple[str, str | None]:
        return self._tensors[0], None

    def responses(self, pixels: Floats) -> list[npt.NDArray[Any]]:
        """Return each tensor for float32 pixels of 0 to 255, its axes as the graph has them."""
        return self._ask(self._tensors, self._prepared(pixels))

    def answer_from(self, states: Floats) -> Floats:
        """Return the probabilities of a graph that takes hidden states, shape (n, units)."""
        return self._probabilities(self._ask(self._tensors, states)[0].astype(np.float32))


class LayerReader:
    """The layers of one model.

    Parameters
    ----------
    content
        Its ONNX file.
    contract
        What the graph wants.

    Raises
    ------
    InferenceError
        The file cannot be read.
    """

    def __init__(self, content: bytes, contract: InputContract) -> None:
        self._model = surgery.parse(content)
        self._contract = contract
        self._opened: dict[str, Inside] = {}
        self.layers = self._find()

    def responses(self, pixels: npt.NDArray[np.generic], layer: Layer) -> Floats:
        """Return what a layer makes of images.

        Parameters
        ----------
        pixels
            Raw pixels, shape (n, 28, 28).
        layer
            One of `layers`.

        Returns
        -------
        ndarray of float32, shape (n, *layer.shape)
        """
        (found,) = self._ordered(self._open(layer.tensor), pixels, [layer])
        return found.reshape(len(pixels), *layer.shape)

    def strengths(self, pixels: npt.NDArray[np.generic]) -> list[Floats]:
        """Return the largest response of each map and unit of every layer, in one pass.

        The largest of a map, or of a state's steps, is taken inside the graph, so that no more
        than a number a unit leaves it.

        Parameters
        ----------
        pixels
            Raw pixels, shape (n, 28, 28).

        Returns
        -------
        list of ndarray of float32, shape (n, units)
            One for each of `layers`.
        """
        found = self._ordered(self._largest, pixels, self.layers)
        return [each.reshape(len(pixels), -1) for each in found]

    @cached_property
    def _largest(self) -> Inside:
        axes = {layer.tensor: layer.places for layer in self.layers}
        content, tensors = surgery.giving_largest(self._model, axes)
        return Inside(content, self._contract, tensors, threads=os.cpu_count() or 1)

    def _ordered(
        self, graph: Inside, pixels: npt.NDArray[np.generic], layers: Sequence[Layer]
    ) -> list[Floats]:
        """Ask about images, batch by batch; each tensor comes in its layer's order of axes."""
        size = self._contract.batch or BATCH
        images = pixels.astype(np.float32)
        n_filling = -len(images) % size if self._contract.batch else 0
        full = np.concatenate([images, np.repeat(images[-1:], n_filling, axis=0)])
        parts = [graph.responses(full[at : at + size]) for at in range(0, len(full), size)]
        return [
            np.concatenate([each.transpose(layer.axes) for each in answers])[: len(images)].astype(
                np.float32
            )
            for answers, layer in zip(zip(*parts, strict=True), layers, strict=True)
        ]

    def _open(self, tensor: str) -> Inside:
        """Return a graph that gives away a tensor; the last few stay open, for each has weights."""
        graph = self._opened.pop(tensor, None)
        if graph is None:
            content = surgery.giving(self._model, [tensor])
            graph = Inside(content, self._contract, [tensor], threads=2)
        self._opened[tensor] = graph
        for oldest in list(self._opened)[:-_MOST_OPEN]:
            self._opened.pop(oldest, None)
        return graph

    def templates(self) -> Floats | None:
        """Return the first layer's weights as pictures, shape (units, 28, 28), or None.

        None where the first layer does not see all pixels at once.
        """
        found = surgery.templates(self._model)
        if found is None:
            return None
        pictures = found.reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
        pictures = pictures.transpose(0, 2, 1) if self._contract.transposed else pictures
        return -pictures if self._contract.inverted else pictures

    def beliefs(self, pixels: npt.NDArray[np.generic], layer: Layer) -> Floats | None:
        """Return what a recurrent model would answer after each step, were the image to end there.

        Parameters
        ----------
        pixels
            One image's raw pixels, shape (28, 28).
        layer
            A layer of states.

        Returns
        -------
        ndarray of float32, shape (steps, 10), or None
            None where the answer is not made of this layer's last state alone.
        """
        answer = self._contract.output_name or PROBABILITIES
        features = self._contract.features_name or FEATURES
        names = {output.name for output in self._model.graph.output}
        cut = surgery.head(self._model, features, answer) if {answer, features} <= names else None
        if cut is None:
            return None
        content, source = cut
        states = self.responses(pixels[None], layer)[0]
        last = Inside(surgery.giving(self._model, [source]), self._contract, [source])
        state = last.responses(pixels[None].astype(np.float32))[0].reshape(-1)
        if state.shape != states[-1].shape or not np.allclose(state, states[-1], atol=1e-4):
            return None
        return Inside(content, self._contract, [answer]).answer_from(states)

    def seen(self, pixels: npt.NDArray[np.generic], layer: Layer) -> npt.NDArray[np.bool_]:
        """Say which pixels each state of a recurrent layer can have seen.

        Found by negating each row and each column of the image once and asking which states change.

        Parameters
        ----------
        pixels
            One image's raw pixels, shape (28, 28).
        layer
            A layer of states.

        Returns
        -------
        ndarray of bool, shape (steps, 28, 28)
        """
        lines = np.repeat(pixels.astype(np.float32)[None], 1 + 2 * IMAGE_SIDE, axis=0)
        for line in range(IMAGE_SIDE):
            lines[1 + line, line] = WHITE - lines[1 + line, line]
            column = lines[1 + IMAGE_SIDE + line, :, line]
            lines[1 + IMAGE_SIDE + line, :, line] = WHITE - column
        states = self.responses(lines, layer)
        changed = (np.abs(states[1:] - states[0]) > _CHANGE).any(axis=2).T
        rows, columns = changed[:, :IMAGE_SIDE], changed[:, IMAGE_SIDE:]
        return np.asarray(rows[:, :, None] & columns[:, None, :], dtype=np.bool_)

    def _find(self) -> tuple[Layer, ...]:
        candidates = surgery.inner_tensors(self._model)
        if not candidates:
            return ()
        tensors = [tensor for _, tensor in candidates]
        probe = Inside(surgery.giving(self._model, tensors), self._contract, tensors)
        fixed = self._contract.batch
        sizes = (fixed,) if fixed else (2, 3)
        blank = np.zeros((max(sizes), IMAGE_SIDE, IMAGE_SIDE), dtype=np.float32)
        answered = [probe.responses(blank[:size]) for size in sizes]
        found = []
        for place, (operation, tensor) in enumerate(candidates):
            shapes = [each[place].shape for each in answered]
            if answered[0][place].dtype == np.float32 and len(set(map(len, shapes))) == 1:
                found.append(layer_of(operation, tensor, shapes, sizes))
        return tuple(layer for layer in found if layer is not None)


def open_layers(model: TrainedModel) -> LayerReader:
    """Open the layers of a released or imported model.

    Raises
    ------
    InferenceError
        It ships no ``model.onnx`` of its own, or one that cannot be read.
    """
    path = model.folder / GRAPH_FILE
    if not path.is_file():
        members = ", ".join(model.record.members)
        raise InferenceError(
            f"{model.key} answers as the mean of other models: look inside {members}."
            if answers_by_members(model.record)
            else no_graph(model)
        )
    return LayerReader(path.read_bytes(), model.record.contract or OURS)
