"""Which input contract is a network's own? Every plausible one is tried on 1,000 training images.

The most accurate is taken, and of those about as accurate the one with the lowest log loss: pixels
on a wrong scale often leave the largest number where it was, but not the confidence. Of 79 files of
small networks whose contract is known, accuracy alone took another for six, this for none. The test
images choose nothing.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from fmnist.artifacts.contract import InputContract, OutputKind
from fmnist.data.classes import N_CLASSES
from fmnist.data.dataset import Split
from fmnist.errors import ImportingError, InferenceError
from fmnist.evaluation.class_order import CHANCE, CHANCE_IN_ORDER, GAIN, best_order
from fmnist.importing.candidates import (
    Candidate,
    candidates,
    fitting_shapes,
    fixed_batch,
    meaning_of,
)
from fmnist.importing.forms import BY_PREDICTIONS, WAYS_OUT
from fmnist.importing.scoring import Floats, Labels, kind_of, log_loss
from fmnist.inference.graph import Graph

CLOSE: Final = 0.02  # of accuracy: 20 of the 1,000 images
QUICK: Final = 0.15  # seconds for all probe images; a slower network is asked about a few first
FEW: Final = 10  # images of each class
FINALISTS: Final = 5
MOST_THREADS: Final = 4


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
    n : int
        Of how many images: all, or a few where the network is slow and the contract hopeless.
    """

    name: str
    contract: InputContract
    accuracy: float
    log_loss: float
    official_accuracy: float
    n: int

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
        of_all = [each for each in self.tried if each.n == self.n]
        return tuple(_close(of_all)[1:])


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
    try:
        graph = Graph(content, InputContract(), threads=min(os.cpu_count() or 1, MOST_THREADS))
    except InferenceError as error:
        raise ImportingError(f"{name}: {error} {WAYS_OUT}") from error
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
    slow = _seconds(graph, every, split) > QUICK
    few = _few(split) if slow else split
    tried, ordered = _try(_answers(graph, every, few, name, tell), few.labels)
    if slow:
        promising = [each.name for each in (*tried[:FINALISTS], *ordered[:2])]
        finalists = [each for each in every if each.name in promising]
        again, ordered = _try(_answers(graph, finalists, split, name, tell), split.labels)
        tried = again + [each for each in tried if each.name not in promising]
    best_ordered = next(iter(ordered), None)
    if best_ordered is not None and best_ordered.accuracy < tried[0].accuracy + GAIN:
        best_ordered = None
    found = Probe(tuple(tried), best_ordered, len(split))
    _refuse_other_data(found, name)
    return found


def _seconds(graph: Graph, every: Sequence[Candidate], split: Split) -> float:
    """Return how long all probe images would take under one contract."""
    few = _few(split)
    asked = graph.under(every[0].contract)
    began = time.perf_counter()
    try:
        asked.raw(few.images.astype(np.float32))
    except InferenceError:
        return 0.0  # whatever fails, fails at once
    return (time.perf_counter() - began) * len(split) / len(few)


def _few(split: Split) -> Split:
    """Return the first images of each class."""
    chosen = np.sort(
        np.concatenate([np.flatnonzero(split.labels == label)[:FEW] for label in range(N_CLASSES)])
    )
    return Split(split.images[chosen], split.labels[chosen])


def _try(
    raws: Sequence[tuple[Candidate, Floats]], labels: Labels
) -> tuple[list[Tried], list[Tried]]:
    """Judge answers, the best first: in the official order of the classes, and in others."""
    kinds = {output: kind_of(np.concatenate(rows)) for output, rows in _by_output(raws).items()}
    tried = [
        _judge(each, raw, kinds[each.contract.output_name or ""], labels) for each, raw in raws
    ]
    ordered = _in_order(raws, kinds, labels)
    return ranked(tried), ranked(ordered)


def ranked(tried: Sequence[Tried]) -> list[Tried]:
    """Return contracts, the best first: the close ones by log loss, then the others by accuracy.

    Ten separate scores state no confidence that a log loss could judge: of those the most accurate
    stands first.
    """
    by_accuracy = sorted(tried, key=lambda each: (-each.accuracy, each.log_loss))
    close = _close(by_accuracy)
    if any(each.contract.output == "scores" for each in close):
        return by_accuracy
    return sorted(close, key=lambda each: each.log_loss) + by_accuracy[len(close) :]


def _close(tried: Sequence[Tried]) -> list[Tried]:
    """Return those that are nearly as accurate as the most accurate one."""
    nearly = max((each.accuracy for each in tried), default=0.0) - CLOSE - 1e-9
    return [each for each in tried if each.accuracy >= nearly]


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
        if output != "features"  # which only the conversion gave away
    )
    raise ImportingError(
        f"{name} does not give ten numbers for an image: expected an output of shape (any, "
        f"{N_CLASSES}), one column for each class, received {told}. If it knows other classes, it "
        f"cannot be compared here; else {BY_PREDICTIONS}."
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
    found, failed = [], ""
    for place, each in enumerate(every):
        tell(f"Probing {place + 1} of {len(every)} ways to hand it the pixels: {each.name}")
        try:
            found.append((each, graph.under(each.contract).raw(pixels)))
        except InferenceError as error:
            failed = str(error)
    finite = [(each, raw) for each, raw in found if np.isfinite(raw).all()]
    if finite:
        return finite
    if found:
        failed = "it answers NaN or infinity however it is given the pixels."
    raise ImportingError(f"{name} cannot be used: {failed} Check its answers where it was trained.")


def _by_output(raws: Sequence[tuple[Candidate, Floats]]) -> dict[str, list[Floats]]:
    grouped: dict[str, list[Floats]] = {}
    for each, raw in raws:
        grouped.setdefault(each.contract.output_name or "", []).append(raw)
    return grouped


def _judge(candidate: Candidate, raw: Floats, kind: OutputKind, labels: Labels) -> Tried:
    contract = candidate.contract.model_copy(update={"output": kind})
    right = float((raw.argmax(axis=1) == labels).mean())
    loss = log_loss(raw, kind, labels)
    return Tried(candidate.name, contract, right, loss, right, len(labels))


def _in_order(
    raws: Sequence[tuple[Candidate, Floats]], kinds: dict[str, OutputKind], labels: Labels
) -> list[Tried]:
    """Return each contract with its columns in the best order, where that is another order."""
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
        found.append(Tried(candidate.name, contract, right, loss, official, len(labels)))
    return found


def _refuse_other_data(found: Probe, name: str) -> None:
    official = found.tried[0].accuracy
    lifted = found.ordered.accuracy if found.ordered else 0.0
    if official >= CHANCE or lifted >= CHANCE_IN_ORDER:
        return
    raise ImportingError(
        f"{name} looks like a network for other data: however it is given the pixels, at most "
        f"{100 * official:.0f} % of {found.n:,} training images are right (chance is 10 %), and no "
        f"order of the classes helps. If its pictures are prepared differently, {BY_PREDICTIONS}."
    )
