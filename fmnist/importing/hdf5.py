"""What an HDF5 file holds, looked at before anything is loaded from it. For the worker only."""

import json
import re
from pathlib import Path
from typing import Any, Final

from fmnist.errors import ImportingError, first_line
from fmnist.importing.forms import BY_PREDICTIONS, WAYS_OUT
from fmnist.importing.limits import LARGEST_UNPACKED, MEBIBYTE

WEIGHTS_ONLY: Final = (
    "holds weights without the network they belong to: whoever has the code that builds it loads "
    "them there (model.load_weights(...)), saves the whole (model.save('model.keras')) and imports "
    f"that. Or {BY_PREDICTIONS}."
)
OF_NORMALIZATION: Final = re.compile(r"/(mean|variance)(:0)?$")
KERAS_3_WEIGHTS: Final = frozenset({"layers", "vars", "_layer_checkpoint_dependencies"})


def check_contents(path: Path, name: str) -> None:
    """Refuse links to other files, and data sets that declare more than a model holds.

    Raises
    ------
    ImportingError
        Says which, or that the file is damaged.
    """
    import h5py  # noqa: PLC0415 - in the worker

    total = 0

    def look(place: str, item: object) -> None:
        nonlocal total
        if isinstance(item, h5py.Dataset):
            if item.external or item.is_virtual:
                raise ImportingError(
                    f"{name} keeps values in other files ({place}), which are never read here. "
                    "Save the model as one file."
                )
            total += item.size * item.dtype.itemsize

    try:
        with h5py.File(path, "r") as file:
            _refuse_links(file, name)
            file.visititems(look)
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise ImportingError(
            f"{name} is a truncated or damaged HDF5 file ({first_line(error)}). "
            "Save or fetch it again."
        ) from error
    if total > LARGEST_UNPACKED:
        raise ImportingError(
            f"{name} declares {total / MEBIBYTE:,.0f} MiB of values: expected at most "
            f"{LARGEST_UNPACKED // MEBIBYTE} MiB."
        )


def read_config(path: Path, name: str) -> dict[str, Any]:
    """Return the configuration of a whole model.

    Raises
    ------
    ImportingError
        The file holds weights only, or something else.
    """
    import h5py  # noqa: PLC0415 - in the worker

    with h5py.File(path, "r") as file:
        attributes, members = set(file.attrs), list(file)
        text = file.attrs.get("model_config")
        shapes = {key: item.shape for key, item in file.items() if isinstance(item, h5py.Dataset)}
    if text is None:
        if "layer_names" in attributes or KERAS_3_WEIGHTS & set(members):
            raise ImportingError(f"{name} {WEIGHTS_ONLY}")
        held = ", ".join(f"{key} {shapes[key]}" if key in shapes else key for key in members[:4])
        raise ImportingError(
            f"{name} is an HDF5 file, but not a Keras model: expected the attribute model_config, "
            f"received {held or 'an empty file'}. {WAYS_OUT}"
        )
    try:
        config = json.loads(text)
    except (ValueError, TypeError) as error:
        raise ImportingError(
            f"{name}: its model_config is not JSON ({error}). {WAYS_OUT}"
        ) from error
    if not isinstance(config, dict) or "class_name" not in config:
        raise ImportingError(
            f"{name}: its model_config does not describe a Keras model. {WAYS_OUT}"
        )
    return config


def is_old(path: Path) -> bool:
    """Tell whether a Keras before 3 wrote the file; those before 2 did not say so."""
    import h5py  # noqa: PLC0415 - in the worker

    with h5py.File(path, "r") as file:
        version = file.attrs.get("keras_version", "1")
    text = version.decode(errors="replace") if isinstance(version, bytes) else str(version)
    return text.startswith(("0", "1", "2"))


def write_config(path: Path, config: dict[str, Any]) -> None:
    """Put another configuration in a copy of the file, without what only training reads."""
    import h5py  # noqa: PLC0415 - in the worker

    with h5py.File(path, "r+") as file:
        for key in ("model_config", "training_config"):
            if key in file.attrs:
                del file.attrs[key]
        file.attrs["model_config"] = json.dumps(config)
        _give_axes(file)


def _give_axes(file: Any) -> None:  # noqa: ANN401 - h5py is untyped
    """Give one axis to what a Normalization of all pixels keeps, as Keras 3 has it."""
    import h5py  # noqa: PLC0415 - in the worker

    found: list[str] = []

    def look(place: str, item: object) -> None:
        if isinstance(item, h5py.Dataset) and item.shape == () and OF_NORMALIZATION.search(place):
            found.append(place)

    file.visititems(look)
    for place in found:
        value = file[place][()]
        del file[place]
        file[place] = value.reshape(1)


def _refuse_links(group: Any, name: str) -> None:  # noqa: ANN401 - h5py is untyped
    import h5py  # noqa: PLC0415 - in the worker

    for key in group:
        link = group.get(key, getlink=True)
        if not isinstance(link, h5py.HardLink):
            raise ImportingError(
                f"{name} holds a link to another place ({key}), which is not followed. Save the "
                "model as one file."
            )
        if group.get(key, getclass=True) is h5py.Group:
            _refuse_links(group[key], name)
