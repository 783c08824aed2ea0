"""What a person decided about doubtful labels, as a small file that can be kept and loaded."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fmnist.artifacts.complaints import explain
from fmnist.data.fingerprints import TEST_IMAGES
from fmnist.errors import ReportError

Decision = Literal["wrong", "right", "unsure"]
LARGEST_FILE: Final = 1_000_000  # bytes; 10,000 decisions take about 200,000
FILE_NAME: Final = "label_decisions.json"


class Decisions(BaseModel):
    """Decisions by test index: the label is wrong, right after all, or a person cannot tell."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal[1] = 1
    test_images: Literal["5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"] = (
        TEST_IMAGES
    )
    """The SHA-256 of the official test images: decisions mean nothing on others."""
    decisions: dict[Annotated[int, Field(ge=0, lt=10_000)], Decision] = {}


def to_file(decisions: dict[int, Decision]) -> str:
    """Return the content of the file."""
    return Decisions(decisions=dict(sorted(decisions.items()))).model_dump_json(indent=2)


def from_file(content: bytes) -> dict[int, Decision]:
    """Read a file that a person gives.

    Raises
    ------
    ReportError
        What is wrong with it, in a sentence.
    """
    if len(content) > LARGEST_FILE:
        raise ReportError(
            f"The file is {len(content):,} bytes: expected {FILE_NAME}, at most {LARGEST_FILE:,}."
        )
    try:
        return dict(Decisions.model_validate_json(content).decisions)
    except ValidationError as error:
        raise ReportError(
            f"This is not a {FILE_NAME} of this dashboard. {next(explain(FILE_NAME, error))} "
            "Load a file that was downloaded here."
        ) from error
