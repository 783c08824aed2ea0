"""What was found where: every data file in every place that the project looks at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fmnist.data.dataset import TEST_DATA, TEST_FILES
from fmnist.data.identify import Identity, identify_file
from fmnist.data.sources import Place, candidate_folders
from fmnist.errors import DataError

SUFFIXES: Final = ("-ubyte", ".idx", ".csv", ".npy", ".npz")


@dataclass(frozen=True)
class Found:
    """One file, or one folder in which there is none.

    Attributes
    ----------
    place : str
        How the folder is called, as "Keras cache".
    folder : Path
        It may not exist.
    file : str or None
        Name of the file, None if the folder has none.
    identity : Identity or None
        What the file holds, if it could be read.
    error : str or None
        Otherwise the sentence that says why not.
    """

    place: str
    folder: Path
    file: str | None
    identity: Identity | None = None
    error: str | None = None

    @property
    def path(self) -> Path:
        """The file, or the folder in which there is none."""
        return self.folder / self.file if self.file else self.folder

    @property
    def sentence(self) -> str:
        """What it is, or why that cannot be told."""
        return self.identity.sentence if self.identity else (self.error or "")


def inventory(folder: Path | None = None) -> list[Found]:
    """Identify every data file in all places where training images are looked for.

    Parameters
    ----------
    folder
        Look into this folder, or at this file, instead of the usual places.

    Returns
    -------
    list of Found
        In the order of the search, then the official test images that ship with the project. A
        file that cannot be read is one of them, with its error; nothing is raised for it.
    """
    places = candidate_folders(folder)
    if TEST_DATA.resolve() not in [place.folder.resolve() for place in places]:
        places.append(Place("official test split of the project", TEST_DATA))
    return [found for place in places for found in _look_into(place)]


def is_data_file(path: Path) -> bool:
    """Tell by its name whether a file may hold images or labels."""
    return path.is_file() and path.name.lower().removesuffix(".gz").endswith(SUFFIXES)


def _look_into(place: Place) -> list[Found]:
    if place.folder.is_file():  # a person named the file itself
        return [_look_at(Place(place.name, place.folder.parent), place.folder)]
    try:
        files = sorted(path for path in place.folder.iterdir() if is_data_file(path))
        if place.folder.resolve() == TEST_DATA.resolve():  # what is computed of them lies there too
            files = [path for path in files if path.name in TEST_FILES]
    except FileNotFoundError:
        return [
            Found(
                place.name,
                place.folder,
                None,
                error=f"There is no folder {place.folder}. Check its name.",
            )
        ]
    except OSError as error:
        reason = f"{place.folder} cannot be looked into: {error.strerror or error}."
        return [Found(place.name, place.folder, None, error=reason)]
    if not files:
        reason = (
            f"{place.folder} has no idx, CSV, .npy or .npz file; its sub-folders are not searched."
        )
        return [Found(place.name, place.folder, None, error=reason)]
    return [_look_at(place, path) for path in files]


def _look_at(place: Place, path: Path) -> Found:
    try:
        return Found(place.name, place.folder, path.name, identity=identify_file(path))
    except DataError as error:
        return Found(place.name, place.folder, path.name, error=str(error))
