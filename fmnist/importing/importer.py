"""From a file to a model beside ours: inspected, agreed upon, asked, written.

The file is opened only in a worker process. What that found stands in a `Found`; its owner agrees
to a contract and gives it a name; a second worker asks it about the test images; then it is
written, whole or not at all.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from fmnist.artifacts import predictions, store
from fmnist.artifacts.complaints import explain
from fmnist.artifacts.contract import InputContract
from fmnist.artifacts.files import sha256, visible
from fmnist.artifacts.folders import ROOTS
from fmnist.artifacts.record import (
    Layer,
)
from fmnist.errors import ImportingError
from fmnist.importing.found import Details, Found, record_of
from fmnist.importing.naming import Roots, checked_name, free_key
from fmnist.importing.probe import Probe, Tried
from fmnist.importing.process import Worker
from fmnist.importing.worker import GRAPH, PREDICTIONS

LAYERS: Final = TypeAdapter(tuple[Layer, ...])


def start(path: Path, folder: Path, *, name: str | None = None, beside: bool = False) -> Worker:
    """Start looking into a file.

    Parameters
    ----------
    path
        The file, or a SavedModel folder.
    folder
        An empty folder of its own, which the caller removes.
    name
        What the owner calls the file, where that is not the path's name.
    beside
        Whether the file may read weights from other files in its folder.
    """
    task = {"task": "inspect", "path": str(path.resolve()), "folder": str(folder.resolve())}
    return Worker({**task, "name": name or path.name, "beside": beside})


def found(worker: Worker, path: Path, folder: Path, *, name: str | None = None) -> Found:
    """Return what a worker found.

    Raises
    ------
    ImportingError
        As `Worker.result`.
    """
    told = worker.result()
    digest, size = _digest(path)
    of_all = {
        "name": visible(name or path.name),
        "form": told["form"],
        "sha256": digest,
        "size": size,
    }
    if told["kind"] == "predictions":
        facts = told["found"]
        return Found(
            **of_all,
            folder=folder,
            stated=facts["stated"],
            notes=tuple(facts["notes"]),
            order=tuple(facts["order"]) if facts["order"] else None,
            order_note=_order_note(facts) if facts["order"] else "",
        )
    ordered = told["probe"]["ordered"]
    return Found(
        **of_all,
        folder=folder,
        probe=Probe(
            tuple(map(_tried, told["probe"]["tried"])),
            _tried(ordered) if ordered else None,
            told["probe"]["n"],
        ),
        parameters=told["parameters"],
        layers=LAYERS.validate_json(json.dumps(told["layers"])),
        family=told["family"],
    )


def choose(found: Found, *, scale: str | None = None, reorder: bool = False) -> Tried | None:
    """Return the contract to use: the best, unless the owner names another.

    Parameters
    ----------
    found
        Of a model; predictions have no contract.
    scale
        The name of a row of the probe's table.
    reorder
        Whether the owner agreed to another order of the classes.

    Raises
    ------
    ImportingError
        There is no such row.
    """
    if found.probe is None:
        return None
    if scale is None:
        return found.probe.best if reorder else found.probe.tried[0]
    named = [each for each in found.probe.tried if each.name == scale]
    if not named:
        known = ", ".join(each.name for each in found.probe.tried[:8])
        raise ImportingError(f"No row {scale!r} in the probe's table. The best are: {known}.")
    ordered = found.probe.ordered
    return ordered if reorder and ordered is not None and ordered.name == scale else named[0]


def start_answering(found: Found, chosen: Tried) -> Worker:
    """Start asking a model about the test images under the agreed contract."""
    contract = chosen.contract.model_dump(mode="json")
    task = {"task": "answer", "folder": str(found.folder.resolve()), "name": found.name}
    return Worker({**task, "contract": contract})


def add(
    found: Found,
    details: Details,
    chosen: Tried | None = None,
    *,
    reorder: bool = False,
    roots: Roots = ROOTS,
) -> store.TrainedModel:
    """Write the artifact of a file that was inspected and, if it is a model, asked.

    Parameters
    ----------
    found, details
        What the file is, and what its owner says.
    chosen
        Of a model, the contract under which it was asked.
    reorder
        Of predictions: whether the owner agreed to the order of the classes that was found.
    roots
        The folders that hold models; it is written into the first.

    Raises
    ------
    ImportingError
        The name is taken or unusable, or what the file says of itself is.
    ArtifactError
        What the worker wrote is no answer.
    """
    name = checked_name(details.display_name, roots=roots)
    answers = (found.folder / PREDICTIONS).read_bytes()
    if reorder and found.probe is None and found.order is not None:
        answers = _reordered(found.folder / PREDICTIONS, found.order)
    files = {store.PREDICTIONS_FILE: answers}
    if found.probe is not None:
        files[store.GRAPH_FILE] = (found.folder / GRAPH).read_bytes()
    key = free_key(name, roots)
    try:
        record = record_of(found, details, chosen, key=key, name=name, reorder=reorder)
    except ValidationError as error:
        faults = " ".join(explain("Its description", error))
        raise ImportingError(f"{found.name} cannot be added. {faults}") from error
    return store.write(record, files, roots[0])


def _reordered(path: Path, order: tuple[int, ...]) -> bytes:
    """Return predictions whose column i stands for the label ``order[i]``."""
    told = predictions.read(path)
    if told.y_proba is None:
        import numpy as np  # noqa: PLC0415 - one line of work

        return predictions.pack_labels(np.array(order, dtype=np.uint8)[told.y_pred])
    ordered = told.y_proba.copy()
    ordered[:, list(order)] = told.y_proba
    return predictions.pack(ordered)


def _order_note(facts: dict[str, Any]) -> str:
    return (
        f"In the official order of the classes {100 * facts['accuracy']:.1f} % are right; in "
        f"another order ({facts['order_sentence']}) {100 * facts['order_accuracy']:.1f} % would be."
    )


def _tried(row: dict[str, Any]) -> Tried:
    contract = InputContract.model_validate_json(json.dumps(row["contract"]))
    return Tried(
        name=str(row["name"]),
        contract=contract,
        accuracy=float(row["accuracy"]),
        log_loss=float(row["log_loss"]),
        official_accuracy=float(row["official_accuracy"]),
        n=int(row["n"]),
    )


def _digest(path: Path) -> tuple[str, int]:
    """Return SHA-256 and size of a file, or of all files of a folder in order of their names."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest, size = hashlib.sha256(), 0
    for file in files:
        if file.is_file():
            digest.update(sha256(file).encode() if path.is_dir() else b"")
            size += file.stat().st_size
    return (digest.hexdigest() if path.is_dir() else sha256(path)), size
