"""The process in which a stranger's file is opened: python -m fmnist.importing.worker.

It reads one task as JSON from its input and writes one JSON object per line: {"step": ...} while it
works, then {"done": ...} or {"refused": sentence}. What is large lies in the task's folder. Memory,
computing time and the size of files are limited before anything is opened; whoever started it also
keeps the clock, and may kill it at any moment: nothing is written outside the folder.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from fmnist.errors import FmnistError, ImportingError
from fmnist.importing.forms import WAYS_OUT
from fmnist.importing.limits import MEBIBYTE, MEMORY, restrain

GRAPH: Final = "model.onnx"
PREDICTIONS: Final = "predictions.npz"
MOST_THREADS: Final = 4
Tell = Callable[[str], None]


def main() -> None:
    """Do one task."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # TensorFlow greets on the same stream

    def say(**told: object) -> None:
        print(json.dumps(told), file=lines, flush=True)

    restrain()
    # Keras would import it, and SciPy's statistics with it: 0.9 of the 4 s that Keras takes.
    sys.modules["sklearn"] = None  # type: ignore[assignment]
    task = json.loads(sys.stdin.read())
    try:
        say(done=TASKS[task["task"]](task, lambda step: say(step=step)))
    except FmnistError as error:
        say(refused=str(error))
    except MemoryError:
        name, most = task.get("name", "The file"), f"{MEMORY // MEBIBYTE:,} MiB"
        say(
            refused=f"{name} needs more than the {most} that an import may take, or it is damaged "
            f"and seems to. Nothing was changed. {WAYS_OUT}"
        )


def inspect(task: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Find out what a file is and holds: a model's graph and probe, or predictions."""
    from fmnist.importing.forms import MODELS, recognise  # noqa: PLC0415 - after the limits
    from fmnist.importing.limits import check_size  # noqa: PLC0415

    path, name, folder = Path(task["path"]), task["name"], Path(task["folder"])
    tell("Looking at the file")
    form = recognise(path, name)
    check_size(path, name, form)
    if form not in MODELS:
        from fmnist.importing.prediction_files import read_predictions  # noqa: PLC0415

        tell("Reading the predictions")
        read = read_predictions(path, name, form)
        (folder / PREDICTIONS).write_bytes(read.content)
        return {"kind": "predictions", "form": form, "found": read.facts}
    return {"kind": "model", "form": form, **_model(task, tell)}


def _model(task: dict[str, Any], tell: Tell) -> dict[str, Any]:
    from fmnist.data.probe import load_probe_split  # noqa: PLC0415 - after the limits
    from fmnist.importing.probe import probe  # noqa: PLC0415

    converted = _converted(task, tell)
    folder, name = Path(task["folder"]), task["name"]
    (folder / GRAPH).write_bytes(converted.content)
    found = probe(converted.content, load_probe_split(), name, tell)
    return {
        "parameters": converted.parameters,
        "family": converted.family,
        "layers": [layer.model_dump(mode="json") for layer in converted.layers],
        "probe": {
            "tried": [_tried(each) for each in found.tried],
            "ordered": found.ordered and _tried(found.ordered),
            "n": found.n,
        },
    }


def _converted(task: dict[str, Any], tell: Tell) -> Any:  # noqa: ANN401 - imported below
    from fmnist.importing import graphs, keras_files, tensorflow_files  # noqa: PLC0415
    from fmnist.importing.forms import NEEDS_TENSORFLOW, Form, recognise  # noqa: PLC0415

    path, name, folder = Path(task["path"]), task["name"], Path(task["folder"])
    form = recognise(path, name)
    if form in NEEDS_TENSORFLOW and not all(map(find_spec, ("tensorflow", "tf2onnx", "h5py"))):
        raise ImportingError(
            f"{name} ({form}) can only be converted where TensorFlow is installed: expected all of "
            "requirements.txt (pip install -r requirements.txt). Or export it as ONNX elsewhere."
        )
    if form is Form.KERAS:
        return keras_files.from_keras_archive(path, name, folder, tell)
    if form is Form.H5:
        return keras_files.from_h5(path, name, folder, tell)
    if form is Form.TFLITE:
        return tensorflow_files.from_tflite(path, name, folder, tell)
    if form is Form.SAVED_MODEL:
        return tensorflow_files.from_saved_model(path, name, folder, tell)
    tell("Reading the ONNX model")
    return graphs.from_onnx(path, name, beside=path.parent if task["beside"] else None)


def _tried(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a probe's row
    return {
        "name": each.name,
        "contract": each.contract.model_dump(mode="json"),
        "accuracy": each.accuracy,
        "log_loss": each.log_loss,
        "official_accuracy": each.official_accuracy,
        "n": each.n,
    }


def answer(task: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Ask a graph about all test images under the contract that its owner agreed to."""
    import numpy as np  # noqa: PLC0415 - after the limits

    from fmnist.artifacts import predictions  # noqa: PLC0415
    from fmnist.artifacts.contract import InputContract  # noqa: PLC0415
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from fmnist.inference.graph import Graph  # noqa: PLC0415

    folder = Path(task["folder"])
    contract = InputContract.model_validate_json(json.dumps(task["contract"]))
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    graph = Graph((folder / GRAPH).read_bytes(), contract, threads=threads)
    images = load_test_split().images.astype(np.float32)
    parts = []
    for at in range(0, len(images), 1000):
        tell(f"Answering the test images: {at:,} of {len(images):,}")
        parts.append(graph.answer(images[at : at + 1000]).y_proba)
    y_proba = np.concatenate(parts)
    if not np.isfinite(y_proba).all():
        raise ImportingError(
            "The model answers NaN or infinity for some of the test images: its weights are "
            "damaged, or its training diverged. Check its answers where it was trained."
        )
    (folder / PREDICTIONS).write_bytes(predictions.pack(y_proba))
    return {}


TASKS: Final[dict[str, Callable[[dict[str, Any], Tell], dict[str, Any]]]] = {
    "inspect": inspect,
    "answer": answer,
}

if __name__ == "__main__":
    main()
