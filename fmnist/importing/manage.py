"""Removing and renaming models that came in; what was trained here is not touched."""

import shutil
import tempfile
from pathlib import Path

from fmnist.artifacts import folders, store, writing
from fmnist.artifacts.folders import ROOTS
from fmnist.artifacts.record import RECORD_FILE, read_record
from fmnist.errors import ArtifactError, ImportingError
from fmnist.importing.naming import Roots, checked_name


def name_of_imported(key: str, roots: Roots = ROOTS) -> str:
    """Return an imported model's display name.

    Raises
    ------
    ImportingError
        There is no such model, or it was trained here.
    """
    return read_record(_folder_of_imported(key, roots) / RECORD_FILE).display_name


def remove(key: str, roots: Roots = ROOTS) -> str:
    """Remove an imported model; return the name that it had.

    Raises
    ------
    ImportingError
        There is no such model, or it was trained here.
    """
    folder = _folder_of_imported(key, roots)
    name = read_record(folder / RECORD_FILE).display_name
    with writing.locked(key, folder.parent):
        grave = Path(tempfile.mkdtemp(prefix=f".{key}.", dir=folder.parent))
        folder.rename(grave / key)  # at once: nobody reads half of it
        shutil.rmtree(grave)
    return name


def rename(key: str, display_name: str, roots: Roots = ROOTS) -> store.TrainedModel:
    """Give an imported model another display name; its key, and links with it, stay.

    Raises
    ------
    ImportingError
        There is no such model, it was trained here, or the name is taken or unusable.
    """
    folder = _folder_of_imported(key, roots)
    name = checked_name(display_name, other_than=key, roots=roots)
    model = store.load(key, *roots)
    files = {each: (folder / each).read_bytes() for each in model.record.files}
    record = model.record.model_copy(update={"display_name": name})
    return store.write(record, files, folder.parent)


def _folder_of_imported(key: str, roots: Roots) -> Path:
    """Return the folder of a model that came in; a broken one may be removed too."""
    if key not in store.known_keys(*roots):
        models = store.scan(*roots).models
        imported = [model.key for model in models if model.record.origin != "trained"]
        raise ImportingError(
            f"No model {key!r} here. Imported models: {', '.join(imported) or 'none'}."
        )
    folder = folders.find(*roots)[key]
    try:
        origin = read_record(folder / RECORD_FILE).origin
    except ArtifactError as error:
        raise ImportingError(
            f"{key} cannot be read ({error}), so whether it was imported is unknown. To remove it, "
            f"delete its folder by hand: {folder}"
        ) from error
    if origin == "trained":
        raise ImportingError(
            f"{key} was trained here, not imported. To remove it, move its folder: {folder}"
        )
    return folder
