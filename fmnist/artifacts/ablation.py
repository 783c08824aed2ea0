"""An ablation study, kept beside the model: what each change of its recipe does to validation."""

import csv
import io
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fmnist.artifacts.complaints import explain
from fmnist.artifacts.files import MIB, place, read_bytes, visible
from fmnist.errors import ArtifactError

ABLATION_FILE: Final = "ablation.csv"
LARGEST_FILE: Final = MIB

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Epochs = Annotated[int, Field(ge=0)]


class Variation(BaseModel):
    """The recipe with one change; the test images play no part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=80)]
    """What was changed, in words."""
    validation_accuracy: Share
    """Of its best epoch."""
    mirrored_accuracy: Share
    """Of the same weights when the probabilities for an image and its mirror image are averaged."""
    validation_images: Count
    epochs: Epochs
    """0 where nothing is trained: an ensemble of released models."""
    selected_epoch: Epochs
    seconds: Annotated[float, Field(ge=0)]
    settings: str
    """The whole configuration with its seed, as JSON: equal settings need no second training."""
    builds_on: str = ""
    """Which variation it changes; empty where that is the recipe itself."""


COLUMNS: Final = tuple(Variation.model_fields)


def pack(variations: tuple[Variation, ...]) -> dict[str, bytes]:
    """Return the file's content by its name."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(variation.model_dump() for variation in variations)
    return {ABLATION_FILE: buffer.getvalue().encode()}


def read(folder: Path) -> tuple[Variation, ...]:
    """Read a kept ablation study; empty where there is none.

    Raises
    ------
    ArtifactError
        The file says something else.
    """
    path = folder / ABLATION_FILE
    if not path.is_file():
        return ()
    try:
        table = read_bytes(path, at_most=LARGEST_FILE).decode("utf-8")
        rows = csv.DictReader(io.StringIO(table, newline=""))
        found = tuple(Variation.model_validate(row) for row in rows)
    except ValidationError as error:
        raise ArtifactError(
            f"The ablation study in {visible(folder.name)}/ cannot be read:",
            *explain(ABLATION_FILE, error),
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArtifactError(f"{place(path)} is not a table ({error}).") from error
    if not found and table.strip() and tuple(rows.fieldnames or ()) != COLUMNS:
        raise ArtifactError(
            f"{place(path)} is not a table: expected the columns {', '.join(COLUMNS)}."
        )
    return found
