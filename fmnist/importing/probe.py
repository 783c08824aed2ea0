"""Which input contract is a network's own? Every plausible one is tried on 1,000 training images.

The best by accuracy is taken, by log loss between equals. The test images choose nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.artifacts.contract import InputContract, OutputKind
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.data.dataset import Split
from fmnist.errors import ImportingError, InferenceError
from fmnist.importing.candidates import (
    Candidate,
    candidates,
    fitting_shapes,
    fixed_batch,
    meaning_of,
)
from fmnist.importing.forms import BY_PREDICTIONS
from fmnist.inference.graph import Graph

CLOSE: Final = 0.02  # of accuracy: 20 of the 1,000 images
CHANCE: Final = 0.3  # networks of other data reach 0.05 to 0.25 here, poor ones of these 0.5
CHANCE_IN_ORDER: Final = 0.45  # the same after the classes were put in the best order
GAIN: Final = 0.1  # of accuracy, before another order of the classes is worth a question
SMALLEST: Final = 1e-7  # a probability's floor in the log loss, as in float32
ROWS_SUM: Final = 1e-4
ROUNDED_ROWS_SUM: Final = 0.05
Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Tried:
    """One contract on the probe images.

    Attributes
    ----------
    name : str
        What a person calls it to choose it.
    contract : InputContract
        With the kind of output that the numbers turned out to be.
    accuracy : float
        With the columns in the official order of the classes, or in `class_order`.
    log_loss : float
        In nats, the same.
    official_accuracy : float
        With the columns in the official order, whatever the contract says.
    """

    name: str
    contract: InputContract
    accuracy: float
    log_loss: float
    official_accuracy: float

    @property
    def meaning(self) -> str:
        """What the contract does to a picture, in words."""
        return meaning_of(self.contract)


@dataclass(frozen=True)
class Probe:
    """What the probe found.

    Attributes
    ----------
    tried : tuple of Tried
        The best first, every one with the columns in the official order.
    ordered : Tried or None
        The best with the columns in another order of the classes, where that is much better.
    n : int
        How many images.
    """

    tried: tuple[Tried, ...]
    ordered: Tried | None
    n: int

    @property
    def best(self) -> Tried:
        """The best contract; in another order of the classes where that is much better."""
        return self.ordered or self.tried[0]

    @property
    def close(self) -> tuple[Tried, ...]:
        """Others that are nearly as accurate as the best: the owner knows better than the probe."""
        nearly = self.tried[0].accuracy - CLOSE - 1e-9
        return tuple(each for each in self.tried[1:] if each.accuracy >= nearly)


def probe(
    content: bytes, split: Split, name: str, tell: Callable[[str], None] = lambda _: None
) -> Probe:
    """Try every plausible contract.

    Parameters
    ----------
    content
        The ONNX file.
    split
        The probe images.
    name
        The file, for error messages.
    tell
        Called with a line of progress.

    Raises
    ------
    ImportingError
        It takes no such images, gives no ten numbers, or knows none of the classes.
    """
    graph = Graph(content, InputContract(), threads=1)
    given = graph.inputs()
    if len(given) != 1:
        raise ImportingError(
            f"{name} reads {len(given)} inputs ({', '.join(given)}): expected one, the image."
        )
    ((input_name, axes),) = given.items()
    shapes = fitting_shapes(axes, name)
    every = candidates(
        shapes,
        batch=fixed_batch(axes),
        input_name=input_name,
        output_names=_ten_columns(graph, name),
    )
    raws = _answers(graph, every, split, name, tell)
    kinds = {output: kind_of(np.concatenate(rows)) for output, rows in _by_output(raws).items()}
    tried = [
        _judge(each, raw, kinds[each.contract.output_name or ""], split.labels)
        for each, raw in raws
    ]
    ranked = sorted(tried, key=lambda each: (-each.accuracy, each.log_loss))
    ordered = _in_order(raws, kinds, split.labels)
    if ordered is not None and ordered.accuracy < ranked[0].accuracy + GAIN:
        ordered = None
    found = Probe(tuple(ranked), ordered, len(split))
    _refuse_other_data(found, name)
    return found


def kind_of(raw: Floats) -> OutputKind:
    """Tell what ten columns of numbers are: probabilities, their logarithms, scores or logits."""
    lowest, highest = float(raw.min()), float(raw.max())
    if lowest >= -ROWS_SUM and highest <= 1 + ROUNDED_ROWS_SUM:
        off = float(np.abs(raw.sum(axis=1) - 1).max())
        return "probabilities" if off <= ROWS_SUM and lowest >= 0 else "scores"
    if highest <= ROWS_SUM and np.abs(np.exp(raw).sum(axis=1) - 1).max() <= ROUNDED_ROWS_SUM:
        return "log_probabilities"
    return "logits"


def _ten_columns(graph: Graph, name: str) -> tuple[str, ...]:
    """Return the outputs that may be ten numbers for each image."""
    declared = graph.outputs()
    fitting = [
        output
        for output, axes in declared.items()
        if not axes or (len(axes) > 1 and (not isinstance(axes[-1], int) or N_CLASSES in axes[1:]))
    ]
    if "features" in declared and len(fitting) > 1:
        fitting = [output for output in fitting if output != "features"]
    if fitting:
        return tuple(fitting)
    told = "; ".join(
        f"{output} {tuple('any' if not isinstance(axis, int) else axis for axis in axes)}"
        for output, axes in declared.items()
    )
    raise ImportingError(
        f"{name} gives no ten numbers for an image: expected an output of shape (any, {N_CLASSES}),"
        f" one column for each class, received {told}. If it knows other classes, it cannot be "
        f"compared here; else {BY_PREDICTIONS}."
    )


def _answers(
    graph: Graph,
    every: Sequence[Candidate],
    split: Split,
    name: str,
    tell: Callable[[str], None],
) -> list[tuple[Candidate, Floats]]:
    """Ask under each contract; one that the graph cannot run is none of its own."""
    pixels = split.images.astype(np.float32)
    found, failed = [], None
    for place, each in enumerate(every):
        tell(f"Probing {place + 1} of {len(every)} ways to hand it the pixels: {each.name}")
        try:
            found.append((each, graph.under(each.contract).raw(pixels)))
        except InferenceError as error:
            failed = error
    finite = [(each, raw) for each, raw in found if np.isfinite(raw).all()]
    if finite:
        return finite
    if found:
        raise ImportingError(f"{name} answers NaN or infinity however it is given the pixels.")
    raise ImportingError(f"{name} cannot be run: {failed}") from failed


def _by_output(raws: Sequence[tuple[Candidate, Floats]]) -> dict[str, list[Floats]]:
    grouped: dict[str, list[Floats]] = {}
    for each, raw in raws:
        grouped.setdefault(each.contract.output_name or "", []).append(raw)
    return grouped


def _judge(candidate: Candidate, raw: Floats, kind: OutputKind, labels: Labels) -> Tried:
    contract = candidate.contract.model_copy(update={"output": kind})
    right = float((raw.argmax(axis=1) == labels).mean())
    return Tried(candidate.name, contract, right, log_loss(raw, kind, labels), right)


def log_loss(raw: Floats, kind: OutputKind, labels: Labels) -> float:
    """Return the mean negative logarithm of the true class's probability, in nats."""
    if kind in {"logits", "log_probabilities"}:
        shifted = raw.astype(np.float64) - raw.max(axis=1, keepdims=True)
        total = np.log(np.exp(shifted).sum(axis=1))
        of_label = shifted[np.arange(len(labels)), labels] - total
    else:
        total = raw.sum(axis=1, dtype=np.float64)
        share = raw[np.arange(len(labels)), labels] / np.where(total > 0, total, 1)
        of_label = np.log(np.maximum(share, SMALLEST))
    return float(-np.maximum(of_label, np.log(SMALLEST)).mean())


def best_order(y_pred: npt.NDArray[np.integer], labels: Labels) -> tuple[int, ...]:
    """Return the official label of each column that makes most answers right.

    The assignment problem over the table of columns and labels (Kuhn 1955), by SciPy.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only where it is asked for

    table = np.zeros((N_CLASSES, N_CLASSES), dtype=np.int64)
    np.add.at(table, (y_pred, labels), 1)
    _, assigned = linear_sum_assignment(-table)
    return tuple(assigned.tolist())


def order_sentence(order: Sequence[int]) -> str:
    """Say which class each column stands for."""
    moved = [
        f"column {column} is {CLASS_NAMES[label]}"
        for column, label in enumerate(order)
        if column != label
    ]
    return ", ".join(moved)


def _in_order(
    raws: Sequence[tuple[Candidate, Floats]], kinds: dict[str, OutputKind], labels: Labels
) -> Tried | None:
    """Return the best contract with its columns in the best order, if that is another order."""
    found: list[Tried] = []
    for candidate, raw in raws:
        y_pred = raw.argmax(axis=1)
        order = best_order(y_pred, labels)
        if order == tuple(range(N_CLASSES)):
            continue
        ordered = np.empty_like(raw)
        ordered[:, list(order)] = raw
        kind = kinds[candidate.contract.output_name or ""]
        contract = candidate.contract.model_copy(update={"output": kind, "class_order": order})
        right = float((np.array(order)[y_pred] == labels).mean())
        official = float((y_pred == labels).mean())
        loss = log_loss(ordered, kind, labels)
        found.append(Tried(candidate.name, contract, right, loss, official))
    return min(found, key=lambda each: (-each.accuracy, each.log_loss), default=None)


def _refuse_other_data(found: Probe, name: str) -> None:
    official = found.tried[0].accuracy
    lifted = found.ordered.accuracy if found.ordered else 0.0
    if official >= CHANCE or lifted >= CHANCE_IN_ORDER:
        return
    raise ImportingError(
        f"{name} looks like a network of other data: however it is given the pixels, at most "
        f"{100 * official:.0f} % of {found.n:,} training images are right (chance is 10 %), and no "
        f"order of the classes helps. If its pictures are prepared otherwise, {BY_PREDICTIONS}."
    )
